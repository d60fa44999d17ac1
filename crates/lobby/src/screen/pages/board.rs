//! `/centres/{centre}/board`: the call board for a large screen.

use crate::centres;
use crate::screen::slides::{self, Slide};
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use kit::db::CentreId;
use kit::shell::{Chrome, Face};
use kit::visit::query_pair;
use kit::{HallError, Visit, Words};
use reception::queue::door::{self as queue, HeldTicket, QueueState, StateRecord};
use serde::Deserialize;
use threshold::ticket::{Number, Phase};

#[derive(Template)]
#[template(path = "screen/pages/board.html")]
struct BoardPage {
    chrome: Chrome,
    events: String,
    calls: Vec<CallRow>,
    lines: Vec<LineRow>,
    waiting: usize,
    served: i64,
    slides: Vec<Slide>,
    /// Where the next round is.
    next: String,
    worker: String,
}

struct CallRow {
    number: String,
    window: String,
    is_calling: bool,
    /// Changes with every call, so that a screen speaks each once.
    key: String,
    spoken: String,
    state: String,
}

struct LineRow {
    prefix: String,
    name: String,
    waiting: usize,
    note: String,
}

/// Calls on the board.
const CALLS: usize = 6;
/// Lines on the board.
const LINES: usize = 8;

/// Which round of the rotation.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::screen) struct Asked {
    /// Code of the item shown last.
    after: String,
}

/// The board.
pub(in crate::screen) async fn show(
    visit: Visit,
    Path(centre): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let words = visit.words();
    let centre = centres::centre(&visit.hall, CentreId(centre)).await?;
    let state = queue::now(&visit.hall, centre.id).await?;
    let round = slides::round(&visit, &centre, &asked.after).await?;
    visit.page(&BoardPage {
        chrome: centre.chrome(&visit, words.say("叫号屏", "Call board"), Face::Public),
        events: format!("{}/events", centre.path()),
        calls: state.calls.iter().take(CALLS).map(|it| call(&state, it, words)).collect(),
        lines: lines(&state, words),
        waiting: state.waiting(),
        served: state.served,
        slides: round.slides,
        next: format!("{}/board?{}", centre.path(), query_pair("after", &round.last)),
        worker: format!("{}/screen-worker.js", centre.path()),
    })
}

fn call(state: &QueueState, held: &HeldTicket, words: Words) -> CallRow {
    let record = &held.record;
    let is_calling = record.phase() == Phase::Called;
    let window = state.ground().label(record.window());
    let spoken = Number::parse(&record.number).map(Number::spoken).unwrap_or_default();
    let times = match &record.state {
        StateRecord::Called { times, .. } => *times,
        _ => 0,
    };
    CallRow {
        number: record.number.clone(),
        window: if record.window().is_empty() {
            String::new()
        } else {
            words.phrase(&window).to_owned()
        },
        is_calling,
        key: format!("{} {times}", record.number),
        spoken: match words.language {
            kit::words::Language::Chinese => format!("请{spoken}号到{}", window.zh),
            kit::words::Language::English => {
                format!("Number {}, please go to {}", record.number, window.en)
            }
        },
        state: words.phrase(&record.phase().phrase()).to_owned(),
    }
}

fn lines(state: &QueueState, words: Words) -> Vec<LineRow> {
    // Where people wait comes first; the board has room for a few lines, and is never scrolled.
    let mut shown: Vec<_> =
        state.lines.iter().filter(|it| it.windows > 0 || it.waiting > 0).collect();
    shown.sort_by_key(|it| std::cmp::Reverse(it.waiting));
    shown
        .into_iter()
        .take(LINES)
        .map(|it| LineRow {
            prefix: it.record.prefix.clone(),
            name: words.phrase(&it.record.title()).to_owned(),
            waiting: it.waiting,
            note: if it.windows == 0 {
                words.say("暂无窗口", "no window now").to_owned()
            } else {
                match it.minutes(it.waiting) {
                    Some(minutes) if it.waiting > 0 => {
                        words.fill("约 {} 分钟", "about {} min", &[&minutes])
                    }
                    _ => words.say("不用等", "no waiting").to_owned(),
                }
            },
        })
        .collect()
}
