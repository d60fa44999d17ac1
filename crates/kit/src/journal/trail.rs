//! The trail (审计轨迹): the journal of one centre, narrowed by who, what and when.
//!
//! A search looks at a bounded number of entries at once and says where to go on, so that a
//! question that finds nothing costs no more than one that finds everything.

use super::Entry;
use crate::db::{CentreId, Read, Statement};
use crate::error::HallError;
use crate::params;

pub(super) const STATEMENTS: [Statement; 3] = [TRAIL, AT, ENTRY];

const TRAIL: Statement = Statement::both(
    "SELECT * FROM journal_entries
     WHERE centre_id = $1 AND sequence < $2 AND sequence >= $3
       AND ($4 = '' OR actor_name = $4)
       AND ($5 = '' OR action = $5 OR action LIKE $6)
       AND ($7 = '' OR subject_kind = $7) AND ($8 = '' OR subject_id = $8)
       AND ($9 = '' OR $9 LIKE '%,' || action || ',%')
     ORDER BY sequence DESC LIMIT $10",
);
const AT: Statement =
    Statement::both("SELECT at_ms FROM journal_entries WHERE centre_id = $1 AND sequence = $2");
const ENTRY: Statement =
    Statement::both("SELECT * FROM journal_entries WHERE centre_id = $1 AND sequence = $2");

/// Entries that one search looks at.
const SCAN: i64 = 20_000;

/// What a trail is narrowed by; what is empty does not narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Name of the person who acted.
    pub person: String,
    /// An action (`cases.accepted`) or all of a room (`cases`).
    pub action: String,
    /// Only these actions; empty for all.
    pub among: Vec<String>,
    /// Kind of the subject.
    pub subject_kind: String,
    /// Name of the subject.
    pub subject_id: String,
    /// From this instant on, in epoch milliseconds.
    pub from_ms: i64,
    /// Before this instant; 0 for no end.
    pub until_ms: i64,
}

/// A stretch of a trail, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trail {
    /// What was found.
    pub entries: Vec<Entry>,
    /// Go on below this number; `None` where nothing is left.
    pub next: Option<i64>,
}

/// Entries below a number that a filter lets through, newest first, at most `limit`.
///
/// # Errors
/// What the database said.
pub fn trail(
    read: &mut dyn Read,
    centre: CentreId,
    filter: &Filter,
    below: i64,
    limit: u32,
) -> Result<Trail, HallError> {
    let lowest = first_at(read, centre, filter.from_ms)?;
    let above = match filter.until_ms {
        0 => super::reading::before(read, centre, i64::MAX, 1)?
            .first()
            .map_or(1, |last| last.sequence + 1),
        until_ms => first_at(read, centre, until_ms)?,
    };
    let top = below.min(above);
    let bottom = lowest.max(top.saturating_sub(SCAN));
    let params = params![
        centre,
        top,
        bottom,
        &filter.person,
        &filter.action,
        format!("{}.%", filter.action),
        &filter.subject_kind,
        &filter.subject_id,
        among(filter),
        limit
    ];
    let rows = read.query(TRAIL, &params)?;
    let entries = rows.iter().map(Entry::from_row).collect::<Result<Vec<_>, _>>()?;
    let is_full = entries.len() >= usize::try_from(limit).unwrap_or(usize::MAX);
    let next = match entries.last().filter(|_| is_full) {
        Some(last) => Some(last.sequence),
        None => Some(bottom),
    };
    Ok(Trail { next: next.filter(|next| *next > lowest.max(1)), entries })
}

/// The actions as one text, each between commas.
fn among(filter: &Filter) -> String {
    if filter.among.is_empty() { String::new() } else { format!(",{},", filter.among.join(",")) }
}

/// An entry.
///
/// # Errors
/// What the database said.
pub fn entry(
    read: &mut dyn Read,
    centre: CentreId,
    sequence: i64,
) -> Result<Option<Entry>, HallError> {
    let row = read.first(ENTRY, &params![centre, sequence])?;
    row.map(|row| Entry::from_row(&row).map_err(HallError::from)).transpose()
}

/// The number of the first entry at or after an instant; one past the last where there is none.
/// In a centre time never runs backwards, so that halving finds it.
fn first_at(read: &mut dyn Read, centre: CentreId, at_ms: i64) -> Result<i64, HallError> {
    let last = super::reading::before(read, centre, i64::MAX, 1)?;
    let mut high = last.first().map_or(1, |last| last.sequence + 1);
    let mut low = 1;
    while low < high {
        let middle = low + (high - low) / 2;
        let is_before = match read.first(AT, &params![centre, middle])? {
            Some(row) => row.get::<i64>("at_ms")? < at_ms,
            None => false,
        };
        if is_before {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low)
}
