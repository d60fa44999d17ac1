//! `/cases`: the work list (办件列表), soonest due first: tabs with their counts, filters that stay in
//! the address, filters kept under a name. The tab chosen last is kept.

use super::asked::{Asked, LIGHTS, VIEWS, is_view};
use super::reading::Reader;
use super::store::{self as own_store, KeptFilter};
use super::{actions, batch};
use crate::cases::door::store::listing::{Tallies, tallies};
use crate::cases::door::view::Line;
use askama::Template;
use axum::extract::Query;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use counter::catalogue::door as catalogue;
use kit::form::{FieldView, OptionView};
use kit::hall::Transport;
use kit::shell::{Chrome, Face};
use kit::visit::see_other;
use kit::{HallError, Visit};
use office::posts::door::CentreDirectory;
use rulebook::case::Stage;
use rulebook::item::HandlingMode;
use rulebook::person::ApplicantKind;
use std::collections::BTreeSet;

const PAGE: u32 = 50;
/// Where the tab chosen last is kept.
const VIEW_COOKIE: &str = "cases_view";

/// A tab of the list: its name, and how many wait there.
struct Tab {
    href: String,
    name: String,
    count: Option<i64>,
    is_current: bool,
}

/// A filter that the account keeps.
struct Kept {
    href: String,
    name: String,
    is_default: bool,
    is_current: bool,
}

#[derive(Template)]
#[template(path = "worklist/list.html")]
struct ListPage {
    chrome: Chrome,
    tabs: Vec<Tab>,
    view: String,
    text: FieldView,
    selects: Vec<FieldView>,
    inputs: Vec<(FieldView, &'static str)>,
    is_narrow: bool,
    lines: Vec<Line>,
    older: String,
    query: String,
    may_take: bool,
    kept: Vec<Kept>,
    /// What would be kept under a name.
    to_keep: String,
    name_max: usize,
    /// Acts on several cases; none where the visitor may do none, or the tab holds closed ones.
    acts: Vec<(&'static str, String)>,
    key: String,
}

/// The tab chosen last.
pub(super) fn kept_view(headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == VIEW_COOKIE)
        .map(|(_, view)| view.to_owned())
}

/// The work list.
pub(super) async fn show(
    visit: Visit,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let (centre, today) = (visit.centre()?, visit.today());
    let account = visit.member()?.account;
    let kept = visit.read(move |read| own_store::filters(read, centre, account)).await?;
    if let Some(first) = kept.iter().find(|it| it.is_default && asked.is_bare()) {
        return Ok(see_other(&format!("/cases?{}", first.query)));
    }
    let is_chosen = asked.view.as_deref().is_some_and(is_view);
    let asked = asked.understood(kept_view(&headers).as_deref());
    let reader = Reader::of(&visit).await?;
    let (selects, inputs) = fields(&visit, &asked, &reader).await?;
    let filter = asked.filter(&visit, &reader.own, &reader.calendar)?;
    let after = (asked.after_due.clone(), asked.after.clone());
    let (lines, counted) = visit
        .read(move |read| {
            let lines = reader.page(read, &filter, (&after.0, &after.1), PAGE)?;
            Ok((lines, tallies(read, centre, &filter, (today, &reader.own))?))
        })
        .await?;
    let mut response =
        visit.page(&page(&visit, &asked, (lines, counted), Around { selects, inputs, kept }))?;
    if is_chosen {
        keep_view(&visit, asked.view(), &mut response);
    }
    Ok(response)
}

/// What stands around the lines.
struct Around {
    selects: Vec<FieldView>,
    inputs: Vec<(FieldView, &'static str)>,
    kept: Vec<KeptFilter>,
}

fn page(
    visit: &Visit,
    asked: &Asked,
    (lines, counted): (Vec<Line>, Tallies),
    around: Around,
) -> ListPage {
    let words = visit.words();
    let view = asked.view();
    let is_full = lines.len() == PAGE as usize;
    let older = lines.last().filter(|_| is_full).map_or_else(String::new, |last| {
        let place = [("after_due", last.due_on.as_str()), ("after", last.number.as_str())];
        format!("/cases?{}", asked.query(view, &place))
    });
    let label =
        words.say("编号、姓名、证件号码或事项编码", "Number, name, identity number or item code");
    let acts = if asked.is_open() { batch::offered(visit) } else { Vec::new() };
    let to_keep = asked.kept();
    let kept = around.kept.into_iter().map(|it| Kept {
        href: format!("/cases?{}", it.query),
        is_current: it.query == to_keep,
        name: it.name,
        is_default: it.is_default,
    });
    ListPage {
        chrome: visit.chrome(words.say("办件列表", "Work list"), Face::Office),
        tabs: tabs(visit, asked, counted),
        text: FieldView::new("text", label).value(asked.text.clone()),
        selects: around.selects,
        inputs: around.inputs,
        is_narrow: asked.filters().iter().any(|(name, _)| *name != "text"),
        query: asked.query(view, &[]),
        older,
        lines,
        may_take: visit.may(kit::rights::Power::TakeCases),
        kept: kept.collect(),
        to_keep,
        name_max: actions::NAME_MAX,
        acts: acts
            .into_iter()
            .map(|act| {
                let name = act.phrase();
                (act.word(), words.phrase(&name).to_owned())
            })
            .collect(),
        key: visit.form_key(),
        view: view.to_owned(),
    }
}

fn keep_view(visit: &Visit, view: &str, response: &mut Response) {
    let secure = match visit.hall.site.transport {
        Transport::Secure => "; Secure",
        Transport::Plain => "",
    };
    let cookie = format!(
        "{VIEW_COOKIE}={view}; Path=/cases; HttpOnly; SameSite=Lax; Max-Age=31536000{secure}"
    );
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

fn tabs(visit: &Visit, asked: &Asked, counted: Tallies) -> Vec<Tab> {
    let words = visit.words();
    VIEWS
        .iter()
        .map(|(word, name)| Tab {
            href: format!("/cases?{}", asked.query(word, &[])),
            name: words.phrase(name).to_owned(),
            count: match *word {
                "todo" => Some(counted.to_do),
                "open" => Some(counted.in_hand),
                "today" => Some(counted.today),
                "overdue" => Some(counted.overdue),
                "paused" => Some(counted.paused),
                "waiting" => Some(counted.waiting),
                _ => None,
            },
            is_current: *word == asked.view(),
        })
        .collect()
}

type Fields = (Vec<FieldView>, Vec<(FieldView, &'static str)>);

/// The filters next to the text: what is chosen from, and what is typed.
async fn fields(visit: &Visit, asked: &Asked, reader: &Reader) -> Result<Fields, HallError> {
    let words = visit.words();
    let catalogue = catalogue::catalogue(&visit.hall, reader.centre).await?;
    let option = |word: &str, name: &kit::Phrase| OptionView::new(word, words.phrase(name));
    let stages = Stage::ALL.into_iter().map(|it| option(it.word(), &it.phrase()));
    let modes = HandlingMode::ALL.iter().map(|it| option(it.word(), &it.phrase()));
    let kinds = ApplicantKind::ALL.iter().map(|it| option(it.code(), &it.phrase()));
    let items = catalogue.items.values().map(|it| {
        let name = it.definition.name();
        OptionView::new(it.code.clone(), format!("{} {}", it.code, words.phrase(&name)))
    });
    let named: BTreeSet<&str> =
        catalogue.items.values().map(|it| it.definition.authority.department.as_str()).collect();
    let departments = named.into_iter().map(|name| OptionView::new(name, name));
    let place = reader.place.as_deref();
    let windows = place.into_iter().flat_map(CentreDirectory::windows_in_use).map(|it| {
        let window = &it.record;
        OptionView::new(window.number.clone(), format!("{} {}", window.number, window.name))
    });
    let mut selects = vec![
        chosen("stage", words.say("状态", "State"), stages.collect(), &asked.stage),
        chosen("mode", words.say("办理方式", "Mode"), modes.collect(), &asked.mode),
        chosen(
            "department",
            words.say("承办部门", "Department"),
            departments.collect(),
            &asked.department,
        ),
        chosen("item", words.say("事项", "Item"), items.collect(), &asked.item),
        chosen("window", words.say("收件窗口", "Window"), windows.collect(), &asked.window),
        chosen("kind", words.say("申请人类型", "Kind of applicant"), kinds.collect(), &asked.kind),
    ];
    if asked.is_open() {
        let lights = LIGHTS.iter().map(|(word, name)| option(word, name)).collect();
        selects.push(chosen("light", words.say("亮灯", "Light"), lights, &asked.light));
    }
    for select in &mut selects {
        let is_any = !select.options.iter().any(|it| it.is_chosen);
        let mut any = OptionView::new("", words.say("不限", "any"));
        any.is_chosen = is_any;
        select.options.insert(0, any);
    }
    let typed =
        |name: &str, label: &str, value: &str| FieldView::new(name, label).value(value.to_owned());
    let inputs = vec![
        (typed("clerk", words.say("收件人", "Clerk"), &asked.clerk), "text"),
        (typed("from", words.say("收件日期自", "Taken in from"), &asked.from), "date"),
        (typed("to", words.say("收件日期至", "Taken in to"), &asked.to), "date"),
    ];
    Ok((selects, inputs))
}

/// A choice; what is chosen stands there though the centre no longer has it.
fn chosen(name: &str, label: &str, mut options: Vec<OptionView>, value: &str) -> FieldView {
    if !value.is_empty() && !options.iter().any(|it| it.value == value) {
        options.push(OptionView::new(value, value));
    }
    FieldView::new(name, label).options(options).value(value.to_owned())
}
