//! What the journal says of the queue, and what people call it.

use super::record::{LineRecord, TicketRecord};
use jiff::civil::Date;
use kit::Phrase;
use serde::{Deserialize, Serialize};

/// `queue.lines_set`: all lines of the centre at once.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct LinesSet {
    /// The lines.
    pub lines: Vec<LineRecord>,
}

/// `queue.line_changed`: a line as it stands now.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct LineChanged {
    /// The line.
    pub line: LineRecord,
    /// Why.
    pub reason: String,
}

/// `queue.window_opened` and `queue.window_closed`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct WindowTurned {
    /// Key of the window.
    pub window: String,
    /// The day it is about.
    pub day: Date,
    /// Letters of its lines in their order.
    pub lines: Vec<String>,
    /// Why it was closed.
    pub reason: String,
}

/// Anything that happened to a ticket: the whole of it as it stands after, and the counters.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct TicketMoved {
    /// The day of the ticket.
    pub day: Date,
    /// The ticket after.
    pub ticket: TicketRecord,
    /// Favoured ones in a row, of a line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line_row: Option<(String, u8)>,
    /// Ones in a row from the first line, of a window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window_row: Option<(String, u8)>,
    /// A service that ended with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub served: Option<ServiceEnded>,
}

/// A service that ended.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct ServiceEnded {
    /// The line it came from.
    pub line: String,
    /// Where.
    pub window: String,
    /// How long it took.
    pub took_ms: i64,
}

/// `queue.closing_told`: who still waited at closing time.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct ClosingTold {
    /// The day.
    pub day: Date,
    /// Their numbers.
    pub waiting: Vec<String>,
}

/// What people call the actions of the room.
pub(super) fn deeds() -> Vec<(&'static str, Phrase)> {
    vec![
        ("queue.lines_set", Phrase::of("设置队列", "Lines set up")),
        ("queue.line_changed", Phrase::of("变更队列", "Line changed")),
        ("queue.window_opened", Phrase::of("开窗", "Window opened")),
        ("queue.window_closed", Phrase::of("关窗", "Window closed")),
        ("queue.ticket_taken", Phrase::of("取号", "Ticket taken")),
        ("queue.called", Phrase::of("叫号", "Called")),
        ("queue.called_again", Phrase::of("重呼", "Called again")),
        ("queue.begun", Phrase::of("开始办理", "Service begun")),
        ("queue.missed", Phrase::of("过号", "Missed")),
        ("queue.parked", Phrase::of("暂存", "Set aside")),
        ("queue.taken_back", Phrase::of("取回暂存", "Taken back")),
        ("queue.forwarded", Phrase::of("转办", "Passed on")),
        ("queue.finished", Phrase::of("办完", "Finished")),
        ("queue.left", Phrase::of("取消排队", "Left the queue")),
        ("queue.released", Phrase::of("退回队列", "Back in line")),
        ("queue.lapsed", Phrase::of("隔日失效", "Lapsed")),
        ("queue.closing_told", Phrase::of("下班仍在等候", "Still waiting at closing")),
    ]
}
