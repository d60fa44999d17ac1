//! `/notices`: what was announced and what is being written, newest first.

use super::{badge, places};
use crate::notices::shown::{Announcement, Said};
use crate::notices::store::{self, Held};
use crate::notices::{MANAGE, shown};
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use jiff::civil::Date;
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit, Words};
use office::settings::door as settings;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "notices/pages/list.html")]
struct ListPage {
    chrome: Chrome,
    may_manage: bool,
    by_itself: Vec<Announcement>,
    rows: Vec<Row>,
    newer: String,
    older: String,
}

struct Row {
    number: i64,
    title: Said,
    days: String,
    places: String,
    badge: &'static str,
    standing: String,
    changed: String,
}

/// Notices on a page.
const ROWS: usize = 40;

/// Which part of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::notices) struct Asked {
    below: String,
}

/// The list.
pub(in crate::notices) async fn show(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let (words, centre, today) = (visit.words(), visit.centre()?, visit.today());
    let below = asked.below.parse().unwrap_or(i64::MAX);
    let limit = u32::try_from(ROWS + 1).unwrap_or(u32::MAX);
    let (calendar, mut held) = visit
        .read(move |read| {
            let calendar = settings::working_calendar(read, centre)?;
            Ok((calendar, store::newest(read, centre, (below, limit))?))
        })
        .await?;
    let is_more = held.len() > ROWS;
    held.truncate(ROWS);
    let last = held.last().filter(|_| is_more).map(|it| it.number);
    visit.page(&ListPage {
        chrome: visit.chrome(words.say("公告", "Notices"), Face::Office),
        may_manage: visit.may(MANAGE),
        by_itself: shown::of_calendar(&calendar, today, words),
        rows: held.iter().map(|it| row(it, today, words)).collect(),
        newer: if below == i64::MAX { String::new() } else { "/notices".to_owned() },
        older: last.map(|it| format!("/notices?below={it}")).unwrap_or_default(),
    })
}

fn row(held: &Held, today: Date, words: Words) -> Row {
    let Announcement { title, days, .. } = Announcement::of(&held.content, words);
    Row {
        number: held.number,
        title,
        days,
        places: places(&held.content.places, words),
        badge: badge(&held.standing),
        standing: standing(held, today, words),
        changed: format!("{} {}", words.instant(held.changed_at_ms), held.changed_by),
    }
}

/// Where it stands; what is published shows whether its days have come.
pub(super) fn standing(held: &Held, today: Date, words: Words) -> String {
    let name = held.standing.phrase();
    let is_published = held.standing.word() == "published";
    let when = if !is_published {
        ""
    } else if held.content.through < today {
        words.say("（已到期）", " (over)")
    } else if held.content.from > today {
        words.say("（未到日期）", " (not yet)")
    } else {
        ""
    };
    format!("{}{when}", words.phrase(&name))
}
