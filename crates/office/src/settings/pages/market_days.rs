//! Market days of the centre: marks on the calendar that change no limit.

use super::{attempted, day};
use crate::settings::actions::{end_market, note_market};
use crate::settings::market_rule;
use crate::settings::store;
use ::calendar::MarketRule;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::Weekday;
use kit::form::{FieldView, FormData, FormErrors, FormView, OptionView};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit};

#[derive(askama::Template)]
#[template(path = "settings/pages/market_days.html")]
struct MarketDaysPage {
    chrome: Chrome,
    lines: Vec<MarketLine>,
    form: FormView,
    kind: FieldView,
    weekday: FieldView,
    figure: FieldView,
    on: FieldView,
}

/// Market days that were noted.
struct MarketLine {
    number: i64,
    rule: String,
    noted: String,
    is_held: bool,
}

pub(super) async fn list(visit: Visit) -> Result<Response, HallError> {
    show(&visit, StatusCode::OK, &FormData::default(), &FormErrors::new()).await
}

async fn show(
    visit: &Visit,
    status: StatusCode,
    typed: &FormData,
    errors: &FormErrors,
) -> Result<Response, HallError> {
    let centre = visit.centre()?;
    let noted = visit.read(move |read| store::markets(read, centre)).await?;
    let words = visit.words();
    let lines = noted
        .into_iter()
        .map(|noted| MarketLine {
            number: noted.number,
            rule: market_rule::parse(&noted.rule)
                .map_or(noted.rule, |rule| words.phrase(&rule.phrase()).to_owned()),
            noted: format!("{} {}", words.instant(noted.noted_at_ms), noted.noted_by),
            is_held: noted.ended_at_ms == 0,
        })
        .collect();
    let field = |name: &'static str, label: &str| FieldView::new(name, label).fault(errors, words);
    let kinds = vec![
        OptionView::new("weekly", words.say("每周固定一天", "Once a week")),
        OptionView::new(
            "tenth",
            words.say("公历逢几（如逢3：3日、13日、23日）", "By the last figure of the day"),
        ),
        OptionView::new(
            "on",
            words.say("某一天（农历圩日逐日登记）", "One day; for markets of the lunar calendar"),
        ),
    ];
    let kind = if typed.has("kind") { typed.text("kind") } else { "weekly" };
    let page = MarketDaysPage {
        chrome: visit.chrome(words.say("圩日", "Market days"), Face::Office),
        lines,
        form: FormView::new("/settings/market-days", visit, errors),
        kind: field("kind", words.say("规律", "Rule")).options(kinds).value(kind),
        weekday: field("weekday", words.say("星期几", "Weekday"))
            .options(weekdays(visit))
            .value(typed.text("weekday")),
        figure: field("figure", words.say("逢几（0至9）", "Last figure, 0 to 9"))
            .value(typed.text("figure")),
        on: field("on", words.say("日期", "Day")).value(typed.text("on")),
    };
    visit.page_with(status, &page)
}

fn weekdays(visit: &Visit) -> Vec<OptionView> {
    let words = visit.words();
    let days = Weekday::Monday.cycle_forward().take(7);
    days.map(|day| OptionView::new(day.to_monday_one_offset().to_string(), words.weekday(day)))
        .collect()
}

fn rule_of(typed: &FormData) -> Result<MarketRule, FormErrors> {
    let mut errors = FormErrors::new();
    let rule = match typed.text("kind") {
        "weekly" => {
            let rule = market_rule::parse(&format!("weekly:{}", typed.text("weekday")));
            let fault = Phrase::of("请选择星期几。", "Choose a weekday.");
            errors.take("weekday", rule.ok_or(fault))
        }
        "tenth" => {
            let figure = typed.text("figure").parse().ok().and_then(MarketRule::every_tenth);
            let fault = Phrase::of("请填写0至9的数字。", "Enter a figure from 0 to 9.");
            errors.take("figure", figure.ok_or(fault))
        }
        "on" => errors.take("on", day(typed.text("on")).map(MarketRule::On)),
        _ => errors.take("kind", Err(Phrase::of("请选择规律。", "Choose a rule."))),
    };
    rule.ok_or(errors)
}

/// Notes market days.
pub(super) async fn note(visit: Visit, submitted: Submitted) -> Result<Response, HallError> {
    let noted = rule_of(&submitted.data).map(|rule| {
        visit.act(Power::ManageCalendar, &submitted.once, move |act| note_market(act, rule))
    });
    match attempted(noted).await? {
        Ok(()) => {
            let message = Phrase::of("已登记圩日。", "The market days are noted.");
            Ok(visit.redirect("/settings/market-days", &message))
        }
        Err(errors) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            show(&visit, status, &submitted.data, &errors).await
        }
    }
}

/// Takes market days off.
pub(super) async fn end(
    visit: Visit,
    Path(number): Path<i64>,
    submitted: Submitted,
) -> Result<Response, HallError> {
    visit.act(Power::ManageCalendar, &submitted.once, move |act| end_market(act, number)).await?;
    let message = Phrase::of("已取消圩日。", "The market days are taken off.");
    Ok(visit.redirect("/settings/market-days", &message))
}
