//! `/cases`: the work list, soonest due first, and its Excel. The view chosen last is kept.

use crate::cases::door::people as parties;
use crate::cases::door::store::{self, Filter, Scope};
use crate::cases::door::view::{Line, line};
use askama::Template;
use axum::extract::Query;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use kit::form::FieldView;
use kit::hall::Transport;
use kit::shell::{Chrome, Face};
use kit::{HallError, Phrase, Visit, Words};
use office::settings::door as settings;
use rulebook::case::Stage;
use rulebook::person::PersonName;
use rust_xlsxwriter::{Workbook, XlsxError};
use serde::Deserialize;

const PAGE: u32 = 50;
/// Rows of one Excel at most; more are had by narrowing the filter.
const EXPORT_MAX: u32 = 10_000;
/// Where the view chosen last is kept.
const VIEW_COOKIE: &str = "cases_view";

/// What the list is narrowed by.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    view: Option<String>,
    text: String,
    after_due: String,
    after: String,
}

/// A view of the list: its word, its name, and how many wait there.
struct Tab {
    href: String,
    name: String,
    count: Option<i64>,
    is_current: bool,
}

#[derive(Template)]
#[template(path = "worklist/list.html")]
struct ListPage {
    chrome: Chrome,
    tabs: Vec<Tab>,
    view: String,
    text: FieldView,
    lines: Vec<Line>,
    older: String,
    export: String,
    may_take: bool,
}

/// Views besides those of the stages.
static VIEWS: [(&str, Phrase); 6] = [
    ("open", Phrase::of("全部在办", "All open")),
    ("today", Phrase::of("今天截止", "Due today")),
    ("overdue", Phrase::of("已超期", "Late")),
    ("mine", Phrase::of("我收的件", "Taken by me")),
    ("closed", Phrase::of("已结束", "Closed")),
    ("all", Phrase::of("全部", "All")),
];

fn is_view(word: &str) -> bool {
    VIEWS.iter().any(|(view, _)| *view == word) || Stage::from_word(word).is_some()
}

/// The view asked for, or the one chosen last.
fn view_of(asked: &Asked, headers: &HeaderMap) -> String {
    let kept = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == VIEW_COOKIE)
        .map(|(_, view)| view);
    let wanted = asked.view.as_deref().or(kept).unwrap_or_default();
    if is_view(wanted) { wanted.to_owned() } else { "open".to_owned() }
}

fn filter(visit: &Visit, view: &str, text: &str) -> Filter {
    let today = visit.today();
    let text = text.trim().to_owned();
    // A full name is looked for as it is kept: masked.
    let masked = PersonName::parse(&text).map_or_else(|_| text.clone(), |name| name.masked());
    let mut filter = Filter { text, masked, ..Filter::default() };
    match view {
        "closed" => filter.scope = Scope::Closed,
        "all" => filter.scope = Scope::All,
        "today" => {
            filter.due_from = today.to_string();
            filter.due_by = today.to_string();
        }
        "overdue" => {
            "0000".clone_into(&mut filter.due_from);
            filter.due_by = today.yesterday().map(|day| day.to_string()).unwrap_or_default();
        }
        "mine" => {
            filter.clerk = visit.member.as_ref().map_or(0, |member| member.account);
        }
        word => {
            if let Some(stage) = Stage::from_word(word) {
                stage.word().clone_into(&mut filter.stage);
                filter.scope = if stage.is_closed() { Scope::Closed } else { Scope::Open };
            }
        }
    }
    // A number typed or read by a card reader finds a person's cases, open or not.
    if let Some(person) = parties::fingerprint_of_typed(&visit.hall.vault, &filter.text) {
        filter.person = person;
        filter.text.clear();
        filter.masked.clear();
        filter.scope = Scope::All;
    } else if filter.text.contains('-') && view == "open" {
        filter.scope = Scope::All;
    }
    filter
}

/// Lines after a place in the list.
async fn lines(
    visit: &Visit,
    filter: Filter,
    after: (String, String),
    limit: u32,
) -> Result<Vec<Line>, HallError> {
    let (centre, today, words) = (visit.centre()?, visit.today(), visit.words());
    visit
        .read(move |read| {
            let calendar = settings::working_calendar(read, centre)?;
            store::list(read, centre, &filter, (&after.0, &after.1), limit)?
                .iter()
                .map(|held| line(held, today, &calendar, words))
                .collect()
        })
        .await
}

async fn tabs(visit: &Visit, current: &str, text: &str) -> Result<Vec<Tab>, HallError> {
    let (words, centre, today) = (visit.words(), visit.centre()?, visit.today());
    let (stages, (due_today, late)) = visit
        .read(move |read| {
            Ok((store::counts(read, centre)?, store::due_counts(read, centre, today)?))
        })
        .await?;
    let open: i64 = stages.iter().map(|(_, count)| count).sum();
    let tab = |word: &str, name: &Phrase, count: Option<i64>| Tab {
        href: format!("/cases?{}", query(word, text, &[])),
        name: words.phrase(name).to_owned(),
        count,
        is_current: word == current,
    };
    let count_of = |word: &str| match word {
        "open" => Some(open),
        "today" => Some(due_today),
        "overdue" => Some(late),
        _ => None,
    };
    let (before, after) = VIEWS.split_at(3);
    let mut all: Vec<Tab> =
        before.iter().map(|(word, name)| tab(word, name, count_of(word))).collect();
    for stage in Stage::ALL.into_iter().filter(|stage| !stage.is_closed()) {
        let count = stages.iter().find(|(it, _)| *it == stage).map_or(0, |(_, count)| *count);
        if count > 0 || stage.word() == current {
            all.push(tab(stage.word(), &stage.phrase(), Some(count)));
        }
    }
    all.extend(after.iter().map(|(word, name)| tab(word, name, None)));
    Ok(all)
}

fn query(view: &str, text: &str, more: &[(&str, &str)]) -> String {
    let mut pairs = vec![("view", view), ("text", text)];
    pairs.extend_from_slice(more);
    let pairs: Vec<String> =
        pairs.iter().map(|(name, value)| kit::visit::query_pair(name, value)).collect();
    pairs.join("&")
}

/// The work list.
pub(super) async fn show(
    visit: Visit,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let words = visit.words();
    let view = view_of(&asked, &headers);
    let after = (asked.after_due.clone(), asked.after.clone());
    let lines = lines(&visit, filter(&visit, &view, &asked.text), after, PAGE).await?;
    let is_full = lines.len() == PAGE as usize;
    let older = lines.last().filter(|_| is_full).map_or_else(String::new, |last| {
        let place = [("after_due", last.due_on.as_str()), ("after", last.number.as_str())];
        format!("/cases?{}", query(&view, &asked.text, &place))
    });
    let label =
        words.say("编号、姓名、证件号码或事项编码", "Number, name, identity number or item code");
    let mut response = visit.page(&ListPage {
        chrome: visit.chrome(words.say("办件列表", "Work list"), Face::Office),
        tabs: tabs(&visit, &view, &asked.text).await?,
        text: FieldView::new("text", label).value(asked.text.clone()),
        export: query(&view, &asked.text, &[]),
        older,
        lines,
        may_take: visit.may(kit::rights::Power::TakeCases),
        view: view.clone(),
    })?;
    if asked.view.is_some() {
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
    Ok(response)
}

/// The Excel of the current filter.
pub(super) async fn export(
    visit: Visit,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let words = visit.words();
    let view = view_of(&asked, &headers);
    let start = (String::new(), String::new());
    let lines = lines(&visit, filter(&visit, &view, &asked.text), start, EXPORT_MAX).await?;
    let bytes = tokio::task::spawn_blocking(move || workbook(&lines, words))
        .await
        .map_err(HallError::broken)?
        .map_err(HallError::broken)?;
    let headers = [
        (header::CONTENT_TYPE, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"cases.xlsx\""),
    ];
    Ok((headers, bytes).into_response())
}

fn workbook(lines: &[Line], words: Words) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    let head = [
        words.say("编号", "Number"),
        words.say("事项", "Item"),
        words.say("申请人", "Applicant"),
        words.say("状态", "State"),
        words.say("办理方式", "Mode"),
        words.say("收件时间", "Taken in"),
        words.say("到期", "Due"),
        words.say("时限", "Limit"),
        words.say("收件人", "Clerk"),
    ];
    for (column, text) in (0u16..).zip(head) {
        sheet.write_string(0, column, text)?;
    }
    for (row, line) in (1u32..).zip(lines) {
        let cells = [
            &line.number,
            &line.item,
            &line.applicant,
            &line.stage,
            &line.mode,
            &line.received,
            &line.due_on,
            &line.light.text,
            &line.clerk,
        ];
        for (column, text) in (0u16..).zip(cells) {
            sheet.write_string(row, column, text)?;
        }
    }
    if lines.len() == EXPORT_MAX as usize {
        let cut = words.fill(
            "只导出了前 {} 件，请缩小查询范围后再导出。",
            "Only the first {} cases are here; narrow the list for the others.",
            &[&EXPORT_MAX],
        );
        sheet.write_string(EXPORT_MAX + 1, 0, cut)?;
    }
    workbook.save_to_buffer()
}
