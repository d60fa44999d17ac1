//! What the board shows in rotation: hours, notices, today's promises, and the six disclosures of
//! some items; each round goes on after the items of the one before, so that all come by.

use super::record;
use crate::centres::CentreFace;
use crate::disclosures::six;
use ::notices::notices::door::{Announcement, Place, Said, shown};
use casework::cases::door::KeptPromises;
use counter::catalogue::door::{self as catalogue, Catalogue, PublishedItem};
use kit::{HallError, Visit, Words};
use std::ops::Bound::{Excluded, Unbounded};
use std::sync::Arc;

/// Items in a round.
const ITEMS: usize = 12;
/// Letters of a disclosure on the board; the guide has the rest.
const SHORT: usize = 60;
/// About as long as a round takes.
const ROUND_MS: i64 = 150_000;

/// What is shown for a while.
pub(super) struct Slide {
    pub(super) heading: Said,
    pub(super) lines: Vec<Line>,
}

/// A line of a slide.
pub(super) struct Line {
    pub(super) label: String,
    pub(super) text: Said,
}

impl Line {
    fn new(label: &str, text: impl Into<String>) -> Self {
        Self { label: label.to_owned(), text: said(text) }
    }
}

fn said(text: impl Into<String>) -> Said {
    Said { text: text.into(), lang: "" }
}

/// A round, and the code of the item after which the next one goes on.
pub(super) struct Round {
    pub(super) slides: Vec<Slide>,
    pub(super) last: String,
}

/// The round after an item; without one, wherever the time of day has come to.
///
/// # Errors
/// What the database said.
pub(super) async fn round(
    visit: &Visit,
    centre: &CentreFace,
    after: &str,
) -> Result<Round, HallError> {
    let words = visit.words();
    let catalogue = catalogue::catalogue(&visit.hall, centre.id).await?;
    let announced = shown(visit, centre.id, Place::Board).await?;
    let kept = record::today(visit, centre.id).await?;
    let items = items(&catalogue, after, visit.now_ms);
    let mut slides: Vec<Slide> = announced.into_iter().map(|it| announcement(it, words)).collect();
    slides.push(hints(centre, words));
    slides.extend(promises(kept, words));
    slides.extend(items.iter().map(|it| disclosures(it, words)));
    let last = items.last().map(|it| it.code.clone());
    Ok(Round { slides, last: last.unwrap_or_default() })
}

/// The next items after a code, in the order of the catalogue, from the beginning after its end.
fn items(catalogue: &Catalogue, after: &str, now_ms: i64) -> Vec<Arc<PublishedItem>> {
    let count = catalogue.items.len();
    if after.is_empty() {
        let rounds = usize::try_from(now_ms / ROUND_MS).unwrap_or(0);
        let all = catalogue.items.values().cycle().skip(rounds * ITEMS % count.max(1));
        return all.take(ITEMS.min(count)).cloned().collect();
    }
    let later = catalogue.items.range::<str, _>((Excluded(after), Unbounded)).map(|(_, it)| it);
    later.chain(catalogue.items.values()).take(ITEMS.min(count)).cloned().collect()
}

fn announcement(it: Announcement, words: Words) -> Slide {
    let label = words.say("公告", "Notice");
    let when = words.say("日期", "Days");
    let lines = vec![Line { label: label.to_owned(), text: it.body }, Line::new(when, it.days)];
    Slide { heading: it.title, lines }
}

fn hints(centre: &CentreFace, words: Words) -> Slide {
    let mut lines = Vec::new();
    let mut add = |label: &str, text: &str| {
        if !text.is_empty() {
            lines.push(Line::new(label, text));
        }
    };
    add(words.say("办公时间", "Hours"), words.phrase(&centre.hours));
    add(words.say("咨询电话", "Enquiries"), &centre.phone);
    add(words.say("监督投诉", "Complaints"), &centre.complaints);
    add(
        words.say("优先服务", "Priority"),
        words.say(
            "70 岁以上老人、残疾人、孕妇、带婴幼儿、军人可以优先",
            "aged 70 or older, disabled, pregnant, with an infant, soldiers and veterans",
        ),
    );
    add(
        words.say("过号", "Missed"),
        words.say(
            "不用再取号，排到三位之后再叫，最多两次",
            "no new ticket needed: called again after three others, twice at most",
        ),
    );
    Slide { heading: said(words.say("办事提示", "Please note")), lines }
}

/// Today's promises; nothing before the first decision of the day.
fn promises(kept: KeptPromises, words: Words) -> Option<Slide> {
    if kept.decided == 0 {
        return None;
    }
    let share = kept.in_time * 100 / kept.decided;
    let lines = vec![
        Line::new(words.say("今日办结", "Decided"), kept.decided.to_string()),
        Line::new(
            words.say("按时办结", "In time"),
            words.fill("{} 件，{}%", "{} of them, {}%", &[&kept.in_time, &share]),
        ),
        Line::new(
            words.say("怎么算", "Counted"),
            words.say(
                "按各件的承诺期限，依法暂停的时间不算",
                "by the promised limit of each case, without its lawful pauses",
            ),
        ),
    ];
    Some(Slide { heading: said(words.say("今日承诺兑现", "Promises kept today")), lines })
}

fn disclosures(it: &Arc<PublishedItem>, words: Words) -> Slide {
    let between = words.say("；", "; ");
    Slide {
        heading: said(words.phrase(&it.definition.title.name.phrase())),
        lines: six(&it.definition, words)
            .into_iter()
            .map(|said| Line::new(&said.name, short(&said.lines.join(between))))
            .collect(),
    }
}

fn short(text: &str) -> String {
    if text.chars().count() <= SHORT {
        return text.to_owned();
    }
    text.chars().take(SHORT).chain(['…']).collect()
}
