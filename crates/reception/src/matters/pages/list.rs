//! `/unresolved-matters`: the register of matters that could not be done, and its Excel.

use super::view::line;
use crate::contacts::door::view::Line;
use crate::contacts::door::{Scope, Tab};
use crate::matters::store::{self, MatterFigures, MatterFilter};
use askama::Template;
use axum::extract::Query;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use kit::form::{FieldView, OptionView};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::query_pair;
use kit::{HallError, Phrase, Visit, Words};
use rust_xlsxwriter::{Workbook, XlsxError};
use serde::Deserialize;
use threshold::contact::unresolved::{MatterStage, Obstacle};

const PAGE: u32 = 50;
/// Rows of one Excel at most; more are had by narrowing the filter.
const EXPORT_MAX: u32 = 10_000;

/// What the register is narrowed by.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::matters) struct Asked {
    pub(in crate::matters) view: String,
    pub(in crate::matters) obstacle: String,
    pub(in crate::matters) text: String,
    pub(in crate::matters) after_due: String,
    pub(in crate::matters) after: String,
}

#[derive(Template)]
#[template(path = "matters/pages/list.html")]
struct RegisterPage {
    chrome: Chrome,
    tabs: Vec<Tab>,
    view: String,
    obstacle: FieldView,
    text: FieldView,
    lines: Vec<Line>,
    older: String,
    export: String,
    may_keep: bool,
}

static VIEWS: [(&str, Phrase); 7] = [
    ("open", Phrase::of("未办结", "Open")),
    ("waiting", Phrase::of("待承办", "Waiting")),
    ("mine", Phrase::of("我承办的", "Mine")),
    ("overdue", Phrase::of("已超期", "Overdue")),
    ("to_tell", Phrase::of("待告知", "To be told")),
    ("told", Phrase::of("已告知", "Told")),
    ("all", Phrase::of("全部", "All")),
];

fn view_of(asked: &Asked) -> &'static str {
    let known = VIEWS.iter().map(|(word, _)| *word).find(|word| *word == asked.view);
    known.unwrap_or("open")
}

fn filter(visit: &Visit, asked: &Asked) -> Result<MatterFilter, HallError> {
    let text = asked.text.trim().to_owned();
    let obstacle = Obstacle::from_word(&asked.obstacle);
    let mut filter = MatterFilter {
        text,
        obstacle: obstacle.map(|it| it.word().to_owned()).unwrap_or_default(),
        ..MatterFilter::default()
    };
    match view_of(asked) {
        "waiting" => MatterStage::Waiting.word().clone_into(&mut filter.stage),
        "mine" => filter.owner = visit.member()?.account,
        "overdue" => filter.due_before = visit.today().to_string(),
        "to_tell" => "concluded".clone_into(&mut filter.stage),
        "told" => filter.scope = Scope::Closed,
        "all" => filter.scope = Scope::All,
        _ => {}
    }
    // A number is found wherever it stands.
    if filter.text.contains('-') {
        filter = MatterFilter { scope: Scope::All, text: filter.text, ..MatterFilter::default() };
    }
    Ok(filter)
}

async fn lines(visit: &Visit, asked: &Asked, limit: u32) -> Result<Vec<Line>, HallError> {
    let (centre, today, words) = (visit.centre()?, visit.today(), visit.words());
    let filter = filter(visit, asked)?;
    let (after_due, after) = (asked.after_due.clone(), asked.after.clone());
    visit
        .read(move |read| {
            let held = store::list(read, centre, &filter, (&after_due, &after), limit)?;
            Ok(held.iter().map(|it| line(it, today, words)).collect())
        })
        .await
}

/// The register.
pub(in crate::matters) async fn show(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let (words, centre, today) = (visit.words(), visit.centre()?, visit.today());
    let account = visit.member()?.account;
    let view = view_of(&asked);
    let lines = lines(&visit, &asked, PAGE).await?;
    let figures = visit.read(move |read| store::figures(read, centre, account, today)).await?;
    let is_full = lines.len() == PAGE as usize;
    let older = lines.last().filter(|_| is_full).map_or_else(String::new, |last| {
        let place = [("after_due", last.due_on.as_str()), ("after", last.number.as_str())];
        format!("/unresolved-matters?{}", query(&asked, &place))
    });
    let any = words.say("全部原因", "any reason");
    let mut options = vec![OptionView::new("", any)];
    let all = Obstacle::ALL.iter();
    options.extend(all.map(|it| OptionView::new(it.word(), words.phrase(&it.phrase()))));
    let label = words.say("编号、事项编码或承办人", "Number, item code or owner");
    visit.page(&RegisterPage {
        chrome: visit.chrome(words.say("办不成事登记簿", "Unresolved matters"), Face::Office),
        tabs: tabs(&visit, view, figures),
        view: view.to_owned(),
        obstacle: FieldView::new("obstacle", words.say("原因", "Reason"))
            .options(options)
            .value(asked.obstacle.clone()),
        text: FieldView::new("text", label).value(asked.text.clone()),
        lines,
        older,
        export: query(&asked, &[]),
        may_keep: visit.may(Power::KeepContacts),
    })
}

fn query(asked: &Asked, more: &[(&str, &str)]) -> String {
    let mut pairs = vec![
        ("view", view_of(asked)),
        ("obstacle", asked.obstacle.as_str()),
        ("text", asked.text.as_str()),
    ];
    pairs.extend_from_slice(more);
    let pairs: Vec<String> = pairs.iter().map(|(name, value)| query_pair(name, value)).collect();
    pairs.join("&")
}

fn tabs(visit: &Visit, current: &str, figures: MatterFigures) -> Vec<Tab> {
    let words = visit.words();
    let is_keeper = visit.may(Power::KeepContacts);
    VIEWS
        .iter()
        .filter(|(word, _)| is_keeper || *word != "mine")
        .map(|(word, name)| Tab {
            href: format!("/unresolved-matters?view={word}"),
            name: words.phrase(name).to_owned(),
            count: match *word {
                "open" => Some(figures.open),
                "waiting" => Some(figures.waiting),
                "mine" => Some(figures.mine),
                "overdue" => Some(figures.overdue),
                _ => None,
            },
            is_current: *word == current,
        })
        .collect()
}

/// The Excel of the current filter.
pub(in crate::matters) async fn export(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let words = visit.words();
    let start = Asked { after: String::new(), after_due: String::new(), ..asked };
    let lines = lines(&visit, &start, EXPORT_MAX).await?;
    let bytes = tokio::task::spawn_blocking(move || workbook(&lines, words))
        .await
        .map_err(HallError::broken)?
        .map_err(HallError::broken)?;
    let headers = [
        (header::CONTENT_TYPE, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"unresolved-matters.xlsx\""),
    ];
    Ok((headers, bytes).into_response())
}

fn workbook(lines: &[Line], words: Words) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    let head = [
        words.say("编号", "Number"),
        words.say("什么事", "What"),
        words.say("原因", "Reason"),
        words.say("反映人", "Reported by"),
        words.say("状态", "State"),
        words.say("承办人", "Owner"),
        words.say("登记时间", "Reported at"),
        words.say("期限", "Due"),
        words.say("亮灯", "Light"),
    ];
    for (column, text) in (0u16..).zip(head) {
        sheet.write_string(0, column, text)?;
    }
    for (row, line) in (1u32..).zip(lines) {
        let cells = [
            &line.number,
            &line.asked,
            &line.about,
            &line.asker,
            &line.stage,
            &line.keeper,
            &line.since,
            &line.due_on,
            &line.light.text,
        ];
        for (column, text) in (0u16..).zip(cells) {
            sheet.write_string(row, column, text)?;
        }
    }
    workbook.save_to_buffer()
}
