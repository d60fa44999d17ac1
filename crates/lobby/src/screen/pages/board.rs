//! `/centres/{centre}/board`: the call board for a large screen.

use crate::centres::{self, CentreFace};
use crate::disclosures::six;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use counter::catalogue::door::{self as catalogue, Catalogue};
use kit::db::CentreId;
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit, Words};
use reception::queue::door::{self as queue, HeldTicket, QueueState, StateRecord};
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

/// What is shown for a while.
struct Slide {
    heading: String,
    lines: Vec<(String, String)>,
}

/// Calls on the board, and items in rotation.
const CALLS: usize = 6;
/// Lines on the board.
const LINES: usize = 8;
const ITEMS: usize = 12;
/// Letters of a disclosure on the board; the guide has the rest.
const SHORT: usize = 60;

/// The board.
pub(in crate::screen) async fn show(
    visit: Visit,
    Path(centre): Path<i64>,
) -> Result<Response, HallError> {
    let words = visit.words();
    let centre = centres::centre(&visit.hall, CentreId(centre)).await?;
    let state = queue::now(&visit.hall, centre.id).await?;
    let catalogue = catalogue::catalogue(&visit.hall, centre.id).await?;
    let mut slides = vec![notice(&centre, words)];
    slides.extend(disclosed(&catalogue, &visit, words));
    visit.page(&BoardPage {
        chrome: centre.chrome(&visit, words.say("叫号屏", "Call board"), Face::Public),
        events: format!("{}/events", centre.path()),
        calls: state.calls.iter().take(CALLS).map(|it| call(&state, it, words)).collect(),
        lines: lines(&state, words),
        waiting: state.waiting(),
        served: state.served,
        slides,
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

fn notice(centre: &CentreFace, words: Words) -> Slide {
    let mut lines = Vec::new();
    let mut add = |label: &str, text: &str| {
        if !text.is_empty() {
            lines.push((label.to_owned(), text.to_owned()));
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
    Slide { heading: words.say("办事提示", "Please note").to_owned(), lines }
}

/// A few items with their six disclosures; others at another hour, all of them in turn.
fn disclosed(catalogue: &Catalogue, visit: &Visit, words: Words) -> Vec<Slide> {
    let hour = usize::try_from(visit.now_ms / 3_600_000).unwrap_or(0);
    let count = catalogue.items.len().max(1);
    let items = catalogue.items.values().cycle().skip(hour * ITEMS % count);
    let slide = |it: &std::sync::Arc<catalogue::PublishedItem>| Slide {
        heading: words.phrase(&it.definition.title.name.phrase()).to_owned(),
        lines: six(&it.definition, words)
            .into_iter()
            .map(|said| (said.name, short(&said.lines.join(words.say("；", "; ")))))
            .collect(),
    };
    items.take(ITEMS.min(catalogue.items.len())).map(slide).collect()
}

fn short(text: &str) -> String {
    if text.chars().count() <= SHORT {
        return text.to_owned();
    }
    text.chars().take(SHORT).chain(['…']).collect()
}
