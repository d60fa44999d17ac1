//! `/payments/days`: the sheet of a day by payee and means, closed with the cash counted; for print
//! and as an Excel file.

use super::view::{self, Line, TotalRow};
use crate::acting::{Again, Typed};
use crate::payments::draft::counted;
use crate::payments::keeping;
use crate::payments::store::{self, Closed, DayFigures, Held, Payee};
use crate::payments::workbook;
use crate::timeline::{Fact, fact, headed};
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use kit::form::{FieldView, FormView};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::{Once, Submitted};
use kit::{HallError, Phrase, Visit, Words};
use serde::Deserialize;

const PAGE: u32 = 50;
/// Bills of a day that are shown and exported at most.
const BILLS_MAX: u32 = 2_000;

#[derive(Template)]
#[template(path = "payments/pages/days.html")]
struct DaysPage {
    chrome: Chrome,
    today: String,
    waiting: Vec<(String, String)>,
    closed: Vec<ClosedRow>,
    older: String,
}

/// A closed day as a row.
struct ClosedRow {
    href: String,
    day: String,
    counted: String,
    difference: String,
    handed_to: String,
    by: String,
}

#[derive(Template)]
#[template(path = "payments/pages/day.html")]
struct DayPage {
    chrome: Chrome,
    day: String,
    rows: Vec<TotalRow>,
    lines: Vec<Line>,
    facts: Vec<Fact>,
    form: FormView,
    fields: Vec<FieldView>,
    may_close: bool,
    may_export: bool,
}

#[derive(Template)]
#[template(path = "payments/pages/day_print.html")]
struct DayPrint {
    chrome: Chrome,
    day: String,
    named: String,
    rows: Vec<TotalRow>,
    facts: Vec<Fact>,
}

/// Where the list goes on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::payments) struct Asked {
    after: String,
}

/// Days that wait, and days that are closed.
pub(in crate::payments) async fn list(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let (words, centre, today) = (visit.words(), visit.centre()?, visit.today());
    let (waiting, closed) = visit
        .read(move |read| {
            let waiting = store::unclosed(read, centre, today, PAGE)?;
            Ok((waiting, store::closings(read, centre, asked.after.trim(), PAGE)?))
        })
        .await?;
    let is_full = closed.len() == PAGE as usize;
    let older = closed.last().filter(|_| is_full);
    let older =
        older.map_or_else(String::new, |it| format!("/payments/days?after={}", it.facts.day));
    let row = |it: &Closed| ClosedRow {
        href: format!("/payments/days/{}", it.facts.day),
        day: words.date(it.facts.day),
        counted: words.money(it.facts.counted),
        difference: words.money(it.facts.counted - it.facts.expected),
        handed_to: it.facts.handed_to.clone(),
        by: it.by.clone(),
    };
    visit.page(&DaysPage {
        chrome: visit.chrome(words.say("日结与日报表", "Days and day sheets"), Face::Office),
        today: today.to_string(),
        waiting: waiting
            .iter()
            .map(|day| (format!("/payments/days/{day}"), words.date_and_weekday(*day)))
            .collect(),
        closed: closed.iter().map(row).collect(),
        older,
    })
}

/// Everything of a day.
struct Sheet {
    day: Date,
    figures: DayFigures,
    bills: Vec<Held>,
    payees: Vec<Payee>,
    closed: Option<Closed>,
}

async fn load(visit: &Visit, day: &str) -> Result<Sheet, HallError> {
    let centre = visit.centre()?;
    let day = day_of(day)?;
    visit
        .read(move |read| {
            Ok(Sheet {
                day,
                figures: DayFigures::read(read, centre, day)?,
                bills: store::moved_on(read, centre, day, BILLS_MAX)?,
                payees: store::payees(read, centre)?,
                closed: store::closing(read, centre, day)?,
            })
        })
        .await
}

/// The day that an address names.
pub(in crate::payments) fn day_of(text: &str) -> Result<Date, HallError> {
    text.parse().map_err(|_| HallError::not_found("没有这一天。", "There is no such day."))
}

fn facts(it: &Sheet, words: Words) -> Vec<Fact> {
    let mut all = vec![
        fact(words.say("收入净额", "Net"), words.money(it.figures.net())),
        fact(words.say("应有现金", "Cash that should be there"), words.money(it.figures.cash())),
    ];
    let Some(closed) = &it.closed else {
        all.push(fact(words.say("日结", "Closed"), words.say("未日结", "not yet")));
        return all;
    };
    let closing = &closed.facts;
    let difference = closing.counted - closing.expected;
    all.push(fact(words.say("清点现金", "Cash counted"), words.money(closing.counted)));
    all.push(fact(words.say("差额", "Difference"), words.money(difference)));
    if !closing.explanation.is_empty() {
        all.push(fact(words.say("差额原因", "Explanation"), closing.explanation.clone()));
    }
    all.push(fact(words.say("交给", "Handed to"), closing.handed_to.clone()));
    all.push(fact(words.say("日结人", "Closed by"), closed.by.clone()));
    all.push(fact(words.say("日结时间", "Closed at"), words.instant(closed.at_ms)));
    all
}

/// The sheet of a day.
pub(in crate::payments) async fn show(
    visit: Visit,
    Path(day): Path<String>,
) -> Result<Response, HallError> {
    page(&visit, &day, Again::default(), StatusCode::OK).await
}

async fn page(
    visit: &Visit,
    day: &str,
    again: Again,
    status: StatusCode,
) -> Result<Response, HallError> {
    let it = load(visit, day).await?;
    let words = visit.words();
    let typed = Typed { data: &again.data, errors: &again.errors, words };
    let may_take = visit.may(Power::TakePayments);
    let can_close = it.closed.is_none() && it.figures.movements() > 0 && it.day <= visit.today();
    let named = words.date(it.day);
    visit.page_with(
        status,
        &DayPage {
            chrome: visit
                .chrome(words.fill("{} 收款日报表", "Sheet of {}", &[&named]), Face::Office),
            day: it.day.to_string(),
            rows: view::totals(&it.figures, &it.payees, words),
            lines: it.bills.iter().map(|held| view::line(held, words)).collect(),
            facts: facts(&it, words),
            form: FormView::new(format!("/payments/days/{}/closing", it.day), visit, &again.errors),
            fields: vec![
                typed.field("counted", "清点的现金（元）", "Cash counted (CNY)").required(),
                typed.field("explanation", "差额原因", "Explanation of a difference"),
                typed.field("handed_to", "交给谁", "Handed to").required(),
            ],
            may_close: (may_take && can_close) || !again.errors.is_empty(),
            may_export: may_take,
        },
    )
}

/// The sheet of a day on paper.
pub(in crate::payments) async fn print(
    visit: Visit,
    Path(day): Path<String>,
) -> Result<Response, HallError> {
    let it = load(&visit, &day).await?;
    let words = visit.words();
    let mut chrome = visit.chrome(words.say("收款日报表", "Day sheet"), Face::Print);
    headed(&visit, &mut chrome).await?;
    visit.page(&DayPrint {
        chrome,
        day: it.day.to_string(),
        named: words.date_and_weekday(it.day),
        rows: view::totals(&it.figures, &it.payees, words),
        facts: facts(&it, words),
    })
}

/// Closes the day.
pub(in crate::payments) async fn close(
    visit: Visit,
    Path(day): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let on = day_of(&day)?;
    let outcome = match counted(&form.data) {
        Ok(counted) => {
            let close = move |act: &mut kit::db::Act<'_>| keeping::close_day(act, on, &counted);
            visit.act(Power::TakePayments, &form.once, close).await
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok(_) => {
            let told = Phrase::of("已日结。", "The day is closed.");
            Ok(visit.redirect(&format!("/payments/days/{on}"), &told))
        }
        Err(error) => {
            let (again, status) = Again::refused("closing", form.data, error)?;
            page(&visit, &day, again, status).await
        }
    }
}

/// The sheet of a day as an Excel file; that it went out stands in the journal.
pub(in crate::payments) async fn export(
    visit: Visit,
    Path(day): Path<String>,
    _form: Submitted,
) -> Result<Response, HallError> {
    let it = load(&visit, &day).await?;
    let (words, on) = (visit.words(), it.day);
    let bytes = tokio::task::spawn_blocking(move || {
        workbook::file((&it.figures, &it.bills, &it.payees), words)
    })
    .await
    .map_err(HallError::broken)?
    .map_err(HallError::broken)?;
    // Every file handed out is an entry of its own: a second click gets a second file.
    let note = move |act: &mut kit::db::Act<'_>| keeping::exported(act, on);
    visit.act(Power::TakePayments, &Once::unkeyed(), note).await?;
    let name = format!("attachment; filename=\"payments-{on}.xlsx\"");
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let headers = [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, bytes).into_response())
}
