//! What the workbench shows of the queue around a window.

use kit::Words;
use reception::queue::door::{QueueState, StateRecord, TicketRecord, ticket_id};
use threshold::ticket::Phase;

/// Whom the window has called or is serving.
pub(super) struct Current {
    pub(super) number: String,
    /// Its name in addresses.
    pub(super) ticket: String,
    pub(super) is_called: bool,
    pub(super) state: String,
    pub(super) since: String,
    pub(super) priority: String,
    pub(super) misses: String,
    /// Item that was chosen with the ticket.
    pub(super) item: String,
    pub(super) to_lines: Vec<(String, String)>,
    pub(super) to_windows: Vec<(String, String)>,
}

/// A line that the window serves, or in which somebody waits.
pub(super) struct LineRow {
    pub(super) prefix: String,
    pub(super) name: String,
    pub(super) waiting: usize,
    pub(super) next: String,
    pub(super) is_mine: bool,
}

/// A ticket set aside here.
pub(super) struct ParkedRow {
    pub(super) number: String,
    pub(super) ticket: String,
    pub(super) reason: String,
    pub(super) since: String,
}

/// `14:05`
pub(super) fn clock(at_ms: i64) -> String {
    let local = kit::words::local_time(at_ms);
    format!("{:02}:{:02}", local.hour(), local.minute())
}

pub(super) fn current(state: &QueueState, ticket: &TicketRecord, words: Words) -> Current {
    let since = match &ticket.state {
        StateRecord::Called { again_at_ms, times, .. } => words.fill(
            "第 {} 次叫号 {}",
            "called {} time(s), last at {}",
            &[times, &clock(*again_at_ms)],
        ),
        StateRecord::Serving { since_ms, .. } => {
            words.fill("{} 开始", "since {}", &[&clock(*since_ms)])
        }
        _ => String::new(),
    };
    let priority = ticket.priority_phrase();
    let lines = state.lines.iter().filter(|it| it.record.is_open);
    let windows = state.windows.iter().filter(|it| it.open.is_some());
    Current {
        number: ticket.number.clone(),
        ticket: ticket_id(state.day, &ticket.number),
        is_called: ticket.phase() == Phase::Called,
        state: words.phrase(&ticket.phase().phrase()).to_owned(),
        since,
        priority: if ticket.is_favoured() {
            words.phrase(&priority).to_owned()
        } else {
            String::new()
        },
        misses: if ticket.misses > 0 {
            words.fill("过号 {} 次", "missed {} time(s)", &[&ticket.misses])
        } else {
            String::new()
        },
        item: ticket.item.clone(),
        to_lines: lines
            .filter(|it| it.record.prefix != ticket.line)
            .map(|it| {
                let name = it.record.title();
                let label = format!("{} {}", it.record.prefix, words.phrase(&name));
                (it.record.prefix.clone(), label)
            })
            .collect(),
        to_windows: windows
            .filter(|it| it.window.key != ticket.window())
            .map(|it| {
                let (label, name) = (it.window.label(), &it.window.name);
                let label = format!("{} {}", words.phrase(&label), words.phrase(name));
                (it.window.key.clone(), label)
            })
            .collect(),
    }
}

pub(super) fn lines(state: &QueueState, mine: &[String], words: Words) -> Vec<LineRow> {
    let mut rows: Vec<LineRow> = state
        .lines
        .iter()
        .map(|it| LineRow {
            prefix: it.record.prefix.clone(),
            name: words.phrase(&it.record.title()).to_owned(),
            waiting: it.waiting,
            next: state
                .sequence(&it.record.prefix)
                .into_iter()
                .take(3)
                .collect::<Vec<_>>()
                .join(" "),
            is_mine: mine.contains(&it.record.prefix),
        })
        .filter(|it| it.is_mine || it.waiting > 0)
        .collect();
    rows.sort_by_key(|it| mine.iter().position(|own| *own == it.prefix).unwrap_or(usize::MAX));
    rows
}

pub(super) fn parked(state: &QueueState, window: &str) -> Vec<ParkedRow> {
    let row = |record: &TicketRecord| {
        let StateRecord::Parked { reason, since_ms, .. } = &record.state else { return None };
        Some(ParkedRow {
            number: record.number.clone(),
            ticket: ticket_id(state.day, &record.number),
            reason: reason.clone(),
            since: clock(*since_ms),
        })
    };
    state.parked(window).into_iter().filter_map(|held| row(&held.record)).collect()
}
