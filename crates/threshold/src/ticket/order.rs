//! Who is next: a pure rule over who waits and what a window serves.
//!
//! First whoever waits for exactly this window; then the window's lines in their order; within a
//! line the favoured before the ordinary, but never more than two favoured in a row while an
//! ordinary one waits; then by place. A window that serves several lines takes at most four in a
//! row from its first one while somebody waits in another. So nobody waits for ever.

use super::{BEHIND_OTHERS, Class, Number, Place, Prefix};
use std::collections::BTreeMap;

/// Favoured tickets in a row while an ordinary one waits in the same line.
pub const FAVOURED_IN_ROW_MAX: u8 = 2;
/// Tickets in a row from the first line while somebody waits in another that the window serves.
pub const PREFERRED_IN_ROW_MAX: u8 = 4;

/// Somebody in a line, as the rule sees it (候叫者).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The number.
    pub number: Number,
    /// The line it waits in.
    pub line: Prefix,
    /// Whether it goes before ordinary ones.
    pub class: Class,
    /// The place.
    pub place: Place,
    /// A window that waits for exactly this one.
    pub at_window: Option<String>,
}

impl Standing {
    /// Whoever came back after a missed call stands among the ordinary ones.
    pub fn of(ticket: &super::Ticket) -> Option<Self> {
        let super::Ticket::Waiting(slip, waiting) = ticket else { return None };
        let class = if waiting.place.returns > 0 { Class::Ordinary } else { slip.priority.class() };
        Some(Self {
            number: slip.number,
            line: slip.line,
            class,
            place: waiting.place,
            at_window: waiting.at_window.clone(),
        })
    }

    /// Places are shared by nobody: at one instant the smaller number comes first.
    fn key(&self) -> (Place, Number) {
        (self.place, self.number)
    }
}

/// A window that calls (窗口服务范围).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// Its key.
    pub window: String,
    /// The lines it serves, the first one first.
    pub lines: Vec<Prefix>,
    /// How many it took in a row from its first line while others waited.
    pub preferred_in_row: u8,
}

/// How many favoured ones each line gave in a row while ordinary ones waited.
pub type Rows = BTreeMap<Prefix, u8>;

/// Who is next, and the counters after the call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// The number.
    pub number: Number,
    /// The line it was taken from.
    pub line: Prefix,
    /// For the line.
    pub favoured_in_row: u8,
    /// For the window.
    pub preferred_in_row: u8,
}

/// Whom a window calls next; nobody where nobody waits for what it serves.
pub fn next(waiting: &[Standing], desk: &Desk, rows: &Rows) -> Option<Next> {
    let row = |line: Prefix| rows.get(&line).copied().unwrap_or(0);
    let own = waiting.iter().filter(|it| it.at_window.as_deref() == Some(desk.window.as_str()));
    if let Some(own) = own.min_by_key(|it| it.key()) {
        return Some(Next {
            number: own.number,
            line: own.line,
            favoured_in_row: row(own.line),
            preferred_in_row: desk.preferred_in_row,
        });
    }
    let of_line = |line: Prefix| -> Vec<&Standing> {
        waiting.iter().filter(|it| it.line == line && it.at_window.is_none()).collect()
    };
    let queues: Vec<Vec<&Standing>> =
        desk.lines.iter().map(|line| of_line(*line)).filter(|it| !it.is_empty()).collect();
    let (first, later) = queues.split_first()?;
    let is_turn_of_others = desk.preferred_in_row >= PREFERRED_IN_ROW_MAX;
    let longest = later.iter().min_by_key(|queue| queue.iter().map(|it| it.key()).min());
    let (queue, preferred_in_row) = match longest {
        Some(other) if is_turn_of_others => (other, 0),
        Some(_) => (first, desk.preferred_in_row + 1),
        None => (first, 0),
    };
    let line = queue.first()?.line;
    let (chosen, favoured_in_row) = head(queue, row(line))?;
    Some(Next { number: chosen.number, line, favoured_in_row, preferred_in_row })
}

/// The head of one line, and its counter after the call.
fn head<'a>(queue: &[&'a Standing], row: u8) -> Option<(&'a Standing, u8)> {
    let of = |class: Class| {
        queue.iter().copied().filter(move |it| it.class == class).min_by_key(|it| it.key())
    };
    match (of(Class::Favoured), of(Class::Ordinary)) {
        (Some(_), Some(ordinary)) if row >= FAVOURED_IN_ROW_MAX => Some((ordinary, 0)),
        (Some(favoured), Some(_)) => Some((favoured, row + 1)),
        (Some(favoured), None) => Some((favoured, 0)),
        (None, Some(ordinary)) => Some((ordinary, 0)),
        (None, None) => None,
    }
}

/// A line in the order in which it will be called, as it stands now.
pub fn sequence(waiting: &[Standing], line: Prefix, row: u8) -> Vec<Number> {
    let mut queue: Vec<&Standing> =
        waiting.iter().filter(|it| it.line == line && it.at_window.is_none()).collect();
    let mut row = row;
    let mut order = Vec::with_capacity(queue.len());
    while let Some((chosen, after)) = head(&queue, row) {
        let number = chosen.number;
        order.push(number);
        queue.retain(|it| it.number != number);
        row = after;
    }
    order
}

/// The place of somebody who missed a call: behind the next few ordinary ones of the line, or at
/// its end.
pub fn behind_others(waiting: &[Standing], line: Prefix, now_ms: i64) -> Place {
    let mut places: Vec<(Place, Number)> = waiting
        .iter()
        .filter(|it| it.line == line && it.class == Class::Ordinary && it.at_window.is_none())
        .map(Standing::key)
        .collect();
    places.sort_unstable();
    let last = places.get(BEHIND_OTHERS - 1);
    Place { from_ms: last.map_or(now_ms, |(place, _)| place.from_ms), returns: 1 }
}
