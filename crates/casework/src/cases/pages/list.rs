//! `/cases`: the work list, soonest due first, and its Excel.

use super::view::{Line, line};
use crate::cases::store::{self, Filter, Held};
use askama::Template;
use axum::extract::Query;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use kit::db::CentreId;
use kit::form::{FieldView, OptionView};
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit, Words};
use office::settings::door as settings;
use rulebook::case::Stage;
use rust_xlsxwriter::Workbook;
use serde::Deserialize;

const PAGE: u32 = 50;
/// Rows of one Excel at most; more are had by narrowing the filter.
const EXPORT_MAX: u32 = 10_000;

/// What the list is narrowed by.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::cases) struct Asked {
    view: String,
    text: String,
    after_due: String,
    after: String,
}

#[derive(Template)]
#[template(path = "cases/pages/list.html")]
struct ListPage {
    chrome: Chrome,
    view: FieldView,
    text: FieldView,
    lines: Vec<Line>,
    counts: Vec<(String, i64, &'static str)>,
    next: Option<String>,
    export: String,
    may_take: bool,
}

fn filter(visit: &Visit, asked: &Asked) -> Filter {
    let today = visit.today();
    let mut filter = Filter { closed: 0, text: asked.text.trim().to_owned(), ..Filter::default() };
    match asked.view.as_str() {
        "closed" => filter.closed = 1,
        "all" => filter.closed = -1,
        "today" => filter.due_by = today.to_string(),
        "overdue" => {
            filter.due_by = today.yesterday().map(|day| day.to_string()).unwrap_or_default();
        }
        "mine" => {
            filter.clerk =
                visit.member.as_ref().map(|member| member.name.clone()).unwrap_or_default();
        }
        word if Stage::from_word(word).is_some() => {
            word.clone_into(&mut filter.stage);
            filter.closed = -1;
        }
        _ => {}
    }
    // An identity number typed or read by a card reader finds the person's cases.
    if let Ok(number) = rulebook::person::IdentityNumber::parse(&filter.text) {
        filter.person = crate::cases::actions::fingerprint(&visit.hall.vault, number.as_str());
        filter.text.clear();
    }
    filter
}

fn views(words: Words) -> Vec<OptionView> {
    let mut all = vec![
        OptionView::new("", words.say("全部在办", "All open")),
        OptionView::new("mine", words.say("我收的件", "Taken by me")),
        OptionView::new("today", words.say("今天截止或已超期", "Due today or late")),
        OptionView::new("overdue", words.say("已超期", "Late")),
    ];
    for stage in Stage::ALL {
        all.push(OptionView::new(stage.word(), words.phrase(&stage.phrase())));
    }
    all.push(OptionView::new("closed", words.say("全部已结束", "All closed")));
    all.push(OptionView::new("all", words.say("全部", "All")));
    all
}

/// Lines after a place in the list.
pub(in crate::cases) async fn lines(
    visit: &Visit,
    filter: Filter,
    after: (String, String),
    limit: u32,
) -> Result<(Vec<Held>, Vec<Line>), HallError> {
    let (centre, today, words) = (visit.centre()?, visit.today(), visit.words());
    visit
        .read(move |read| {
            let calendar = settings::working_calendar(read, centre)?;
            let all = store::list(read, centre, &filter, (&after.0, &after.1), limit)?;
            let lines = all
                .iter()
                .map(|held| line(held, today, &calendar, words))
                .collect::<Result<Vec<_>, _>>()?;
            Ok((all, lines))
        })
        .await
}

async fn counts(
    visit: &Visit,
    centre: CentreId,
) -> Result<Vec<(String, i64, &'static str)>, HallError> {
    let words = visit.words();
    let all = visit.read(move |read| store::counts(read, centre)).await?;
    Ok(all
        .into_iter()
        .map(|(stage, count)| (words.phrase(&stage.phrase()).to_owned(), count, stage.word()))
        .collect())
}

fn query(asked: &Asked, more: &[(&str, &str)]) -> String {
    let mut pairs = vec![("view", asked.view.as_str()), ("text", asked.text.as_str())];
    pairs.extend_from_slice(more);
    let pairs: Vec<String> =
        pairs.iter().map(|(name, value)| kit::visit::query_pair(name, value)).collect();
    pairs.join("&")
}

/// The work list.
pub(in crate::cases) async fn show(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let words = visit.words();
    let centre = visit.centre()?;
    let after = (asked.after_due.clone(), asked.after.clone());
    let (_, lines) = lines(&visit, filter(&visit, &asked), after, PAGE).await?;
    let next = (lines.len() == PAGE as usize)
        .then(|| lines.last())
        .flatten()
        .map(|last| query(&asked, &[("after_due", &last.due_on), ("after", &last.number)]));
    visit.page(&ListPage {
        chrome: visit.chrome(words.say("办件列表", "Work list"), Face::Office),
        view: FieldView::new("view", words.say("范围", "Show"))
            .options(views(words))
            .value(asked.view.clone()),
        text: FieldView::new(
            "text",
            words.say("编号、事项编码或身份证号码", "Number, item code or identity number"),
        )
        .value(asked.text.clone()),
        counts: counts(&visit, centre).await?,
        export: query(&asked, &[]),
        next,
        lines,
        may_take: visit.may(kit::rights::Power::TakeCases),
    })
}

/// The Excel of the current filter.
pub(in crate::cases) async fn export(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let words = visit.words();
    let start = (String::new(), String::new());
    let (_, lines) = lines(&visit, filter(&visit, &asked), start, EXPORT_MAX).await?;
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

fn workbook(lines: &[Line], words: Words) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
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
    workbook.save_to_buffer()
}
