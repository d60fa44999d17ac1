//! `/mediations`: the register of disputes, what is due first.

use super::view::{Line, line};
use crate::mediations::store::{self, Scope};
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit};
use serde::Deserialize;

const PAGE: u32 = 50;

/// What the list is narrowed by.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::mediations) struct Asked {
    view: String,
    after_due: String,
    after: String,
}

#[derive(Template)]
#[template(path = "mediations/pages/list.html")]
struct ListPage {
    chrome: Chrome,
    tabs: Vec<(String, String, bool)>,
    lines: Vec<Line>,
    older: String,
    may_keep: bool,
}

/// The register.
pub(in crate::mediations) async fn show(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let (words, centre, today) = (visit.words(), visit.centre()?, visit.today());
    let view = match asked.view.as_str() {
        "soon" => "soon",
        "closed" => "closed",
        _ => "open",
    };
    let tomorrow = today.tomorrow().unwrap_or(today).to_string();
    let (lines, figures) = visit
        .read(move |read| {
            let place = (asked.after_due.as_str(), asked.after.as_str());
            let held = match view {
                "closed" => store::newest(read, centre, Scope::Closed, place.1, PAGE)?,
                "soon" => store::by_due(read, centre, &tomorrow, place, PAGE)?,
                _ => store::by_due(read, centre, "", place, PAGE)?,
            };
            let lines: Vec<Line> = held.iter().map(|it| line(it, today, words)).collect();
            Ok((lines, store::figures(read, centre, today)?))
        })
        .await?;
    let is_full = lines.len() == PAGE as usize;
    let older = lines.last().filter(|_| is_full).map_or_else(String::new, |last| {
        let (due, number) = (&last.due_on, &last.number);
        format!("/mediations?view={view}&after_due={due}&after={number}")
    });
    let counted = |zh: &str, en: &str, count: i64| format!("{} {count}", words.say(zh, en));
    let tabs = vec![
        ("open", counted("未归档", "Open", figures.open)),
        ("soon", counted("明天前到期", "Due by tomorrow", figures.soon)),
        ("closed", words.say("已归档", "Archived").to_owned()),
    ];
    visit.page(&ListPage {
        chrome: visit.chrome(words.say("人民调解", "Mediation"), Face::Office),
        tabs: tabs
            .into_iter()
            .map(|(word, name)| (format!("/mediations?view={word}"), name, word == view))
            .collect(),
        lines,
        older,
        may_keep: visit.may(Power::HandleCases),
    })
}
