//! `/deliveries`: what is to be delivered, page by page.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use casework::cases::door::{Deliveries, DeliveryLine, deliveries};
use kit::db::Read;
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit, Words};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "deliveries/pages/list.html")]
struct ListPage {
    chrome: Chrome,
    tabs: Vec<(String, String, bool)>,
    empty: String,
    /// The heading of the column of dates.
    since: String,
    lines: Vec<DeliveryLine>,
    is_posted: bool,
    older: String,
}

/// What the list is narrowed by, and where it goes on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::deliveries) struct Asked {
    view: String,
    after: String,
    after_ms: String,
}

const PAGE: u32 = 50;

/// The list.
pub(in crate::deliveries) async fn show(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let (centre, today, words) = (visit.centre()?, visit.today(), visit.words());
    let which = Deliveries::from_word(&asked.view);
    // A place that cannot be read is the beginning.
    let after = match asked.after_ms.parse() {
        Ok(at_ms) => (at_ms, asked.after.clone()),
        Err(_) => (0, String::new()),
    };
    let lines = visit
        .read(move |read| deliveries(read, centre, (which, &after), (today, words), PAGE))
        .await?;
    let is_full = lines.len() == PAGE as usize;
    let older = lines.last().filter(|_| is_full).map_or_else(String::new, |last| {
        format!(
            "/deliveries?view={}&after_ms={}&after={}",
            which.word(),
            last.place.0,
            last.place.1
        )
    });
    let is_posted = which == Deliveries::Posted;
    let since =
        if is_posted { words.say("寄出", "Sent") } else { words.say("决定", "Decided") };
    visit.page(&ListPage {
        chrome: visit.chrome(words.say("送达", "Deliveries"), Face::Office),
        tabs: Deliveries::ALL.into_iter().map(|it| tab(it, which, words)).collect(),
        empty: empty(which, words).to_owned(),
        since: since.to_owned(),
        lines,
        is_posted,
        older,
    })
}

fn tab(it: Deliveries, now: Deliveries, words: Words) -> (String, String, bool) {
    let name = match it {
        Deliveries::Waiting => words.say("待送达", "To be delivered"),
        Deliveries::Late => words.say("逾期未送达", "Late"),
        Deliveries::Failed => words.say("送达未成", "Failed attempts"),
        Deliveries::Posted => words.say("邮寄", "By post"),
    };
    (format!("/deliveries?view={}", it.word()), name.to_owned(), it == now)
}

fn empty(which: Deliveries, words: Words) -> &'static str {
    match which {
        Deliveries::Waiting => words.say("没有待送达的结果。", "Nothing waits to be delivered."),
        Deliveries::Late => words.say("没有逾期未送达的结果。", "No delivery is late."),
        Deliveries::Failed => words.say("没有送达未成的结果。", "No attempt has failed."),
        Deliveries::Posted => words.say("还没有邮寄过结果。", "Nothing has gone by post yet."),
    }
}

/// How many deliveries are late, as far as a page counts.
pub(in crate::deliveries) fn late(read: &mut dyn Read, visit: &Visit) -> Result<i64, HallError> {
    let (today, words, start) = (visit.today(), visit.words(), (0, String::new()));
    let which = (Deliveries::Late, &start);
    let all = deliveries(read, visit.centre()?, which, (today, words), 500)?;
    Ok(i64::try_from(all.len()).unwrap_or(0))
}
