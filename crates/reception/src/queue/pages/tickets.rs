//! `/queue/tickets`: the tickets of today, with where each stands in words.

use super::desk::clock;
use crate::queue::door;
use crate::queue::store::{self, Filter, HeldTicket};
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::query_pair;
use kit::{HallError, Visit};
use serde::Deserialize;
use threshold::ticket::{Abandonment, Phase};

const PAGE: u32 = 60;

#[derive(Template)]
#[template(path = "queue/pages/tickets.html")]
struct TicketsPage {
    chrome: Chrome,
    day: String,
    tabs: Vec<(String, String, bool)>,
    rows: Vec<Row>,
    older: String,
    total: String,
    key: String,
}

struct Row {
    number: String,
    line: String,
    priority: String,
    taken: String,
    called: String,
    window: String,
    state: String,
    note: String,
    /// Where it is taken off the list; empty where it cannot be.
    departure: String,
}

/// What the list is narrowed by.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::queue) struct Asked {
    state: String,
    after: String,
}

/// The page.
pub(in crate::queue) async fn list(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let words = visit.words();
    let (centre, today) = (visit.centre()?, visit.today());
    let state = door::own(&visit).await?;
    let phase = Phase::from_word(&asked.state);
    let filter = Filter {
        phase: phase.map_or("", Phase::word).to_owned(),
        line: String::new(),
        after: asked.after,
    };
    let mut held =
        visit.read(move |read| store::tickets(read, centre, today, (&filter, PAGE + 1))).await?;
    let has_more = held.len() > PAGE as usize;
    held.truncate(PAGE as usize);
    let older = match held.last().filter(|_| has_more) {
        Some(last) => format!(
            "/queue/tickets?{}&{}",
            query_pair("state", phase.map_or("", Phase::word)),
            query_pair("after", &last.record.number)
        ),
        None => String::new(),
    };
    let tab = |it: Option<Phase>| {
        let word = it.map_or("", Phase::word);
        let label = it.map_or(words.say("全部", "All").to_owned(), |it| {
            words.phrase(&it.phrase()).to_owned()
        });
        (format!("/queue/tickets?{}", query_pair("state", word)), label, it == phase)
    };
    let row = |held: &HeldTicket| Row {
        number: held.record.number.clone(),
        line: held.record.line.clone(),
        priority: if held.record.is_favoured() {
            words.phrase(&held.record.priority_phrase()).to_owned()
        } else {
            String::new()
        },
        taken: clock(held.record.taken_at_ms),
        called: if held.called_at_ms > 0 { clock(held.called_at_ms) } else { String::new() },
        window: match held.record.window() {
            "" => String::new(),
            key => words.phrase(&state.ground().label(key)).to_owned(),
        },
        state: words.phrase(&held.record.phase().phrase()).to_owned(),
        note: note(held, words),
        departure: departure(held, &visit),
    };
    visit.page(&TicketsPage {
        chrome: visit.chrome(words.say("今日号票", "Tickets of today"), Face::Office),
        day: words.date_and_weekday(today),
        tabs: std::iter::once(None).chain(Phase::ALL.into_iter().map(Some)).map(tab).collect(),
        rows: held.iter().map(row).collect(),
        older,
        key: visit.form_key(),
        total: words.fill(
            "今日已办 {}，等候 {}",
            "{} served today, {} waiting",
            &[&state.served, &state.waiting()],
        ),
    })
}

/// Whoever waits, or was set aside, and has left (离开).
fn departure(held: &HeldTicket, visit: &Visit) -> String {
    let is_waiting = matches!(held.record.phase(), Phase::Waiting | Phase::Parked);
    if !is_waiting || !visit.may(Power::ServeQueue) {
        return String::new();
    }
    let ticket = door::ticket_id(visit.today(), &held.record.number);
    format!("/queue/tickets/{ticket}/departure")
}

fn note(held: &HeldTicket, words: kit::Words) -> String {
    use crate::queue::record::StateRecord as State;
    match &held.record.state {
        State::Parked { reason, .. } => reason.clone(),
        State::Abandoned { how, .. } => Abandonment::from_word(how)
            .map(|it| words.phrase(&it.phrase()).to_owned())
            .unwrap_or_default(),
        _ if held.record.misses > 0 => {
            words.fill("过号 {} 次", "missed {} time(s)", &[&held.record.misses])
        }
        _ => String::new(),
    }
}
