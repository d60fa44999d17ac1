//! Keeping the lines: added, changed, closed and reopened by the director or an administrator.

use super::actions::{self, no};
use super::events::LineChanged;
use super::record::LineRecord;
use crate::ground::Ground;
use kit::db::Act;
use kit::form::FormErrors;
use kit::journal::{Committed, NewEntry, Subject, commit};
use kit::{HallError, Phrase};
use rulebook::breach::Breach;
use threshold::ticket::Prefix;

/// The last place in lists.
const PLACE_MAX: u32 = 1_000;
const NAME_MAX: usize = 40;
const CODES_MAX: usize = 200;

/// What was seen of a line when its form was opened, and why it is changed.
#[derive(Clone, Debug)]
pub(super) struct LineWish {
    /// As it is to be.
    pub(super) line: LineRecord,
    /// Whether it is a new one, or which version was seen.
    pub(super) seen: Seen,
    /// Why; required for a change.
    pub(super) reason: String,
}

/// What the writer saw of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    /// There was none.
    Nothing,
    /// This version.
    Version(i64),
}

/// Writes a line.
///
/// # Errors
/// What is wrong with it, by field; `Stale` where somebody else changed it.
pub(super) fn save(
    act: &mut Act<'_>,
    wish: &LineWish,
    ground: &Ground,
) -> Result<Committed<()>, HallError> {
    let centre = act.centre();
    let lines = actions::lines(act, centre, ground)?;
    let line = &wish.line;
    check(line, ground).map_err(HallError::Invalid)?;
    let known = lines.iter().find(|it| it.record.prefix == line.prefix);
    match (wish.seen, known) {
        (Seen::Nothing, Some(_)) => {
            let fault = Phrase::of("这个字头已被使用。", "These letters are taken.");
            return Err(HallError::invalid("prefix", fault));
        }
        (Seen::Version(_), None) => return Err(no_line()),
        (Seen::Version(seen), Some(held)) if held.version != seen => {
            return Err(HallError::Stale(Phrase::of(
                "您打开以后，别人已经变更过这个队列，请看过最新情况再改。",
                "Somebody has changed this line since you opened it; look at it again first.",
            )));
        }
        (Seen::Version(_), _) if wish.reason.trim().is_empty() => {
            return Err(HallError::invalid("reason", Breach::ReasonMissing.phrase()));
        }
        _ => {}
    }
    let is_last = !line.is_open
        && !lines.iter().any(|it| it.record.is_open && it.record.prefix != line.prefix);
    if is_last {
        return Err(HallError::breach(
            "至少要保留一个启用的队列。",
            "One line at least has to stay in use.",
        ));
    }
    let mut entries = actions::written_down(centre, &lines)?;
    let reason = wish.reason.trim().chars().take(200).collect();
    let facts = LineChanged { line: line.clone(), reason };
    let about = Subject::new("line", &line.prefix);
    entries.push(NewEntry::new(about, "queue.line_changed", &facts)?);
    commit(act, entries, ())
}

/// There is no such line.
pub(super) fn no_line() -> HallError {
    HallError::not_found("没有这个队列。", "There is no such line.")
}

fn check(line: &LineRecord, ground: &Ground) -> Result<(), FormErrors> {
    let mut errors = FormErrors::new();
    if let Err(fault) = Prefix::parse(&line.prefix) {
        errors.add("prefix", fault);
    }
    if line.place > PLACE_MAX {
        errors.add(
            "place",
            Phrase::of("请填写 0 到 1000 的数字。", "Enter a figure from 0 to 1,000."),
        );
    }
    if line.name.is_empty() || line.name.chars().count() > NAME_MAX {
        let fault =
            Phrase::of("请填写名称，最多 40 个字。", "Give a name of at most 40 characters.");
        errors.add("name", fault);
    }
    if line.name_english.chars().count() > 2 * NAME_MAX {
        errors.add("name_english", Phrase::of("最多 80 个字。", "At most 80 characters."));
    }
    let is_known = |key: &String| ground.departments.iter().any(|(known, _)| known == key);
    if !line.departments.iter().all(is_known) {
        let fault = Phrase::of("本中心没有这个部门。", "The centre has no such department.");
        errors.add("departments", fault);
    }
    let is_code = |code: &String| {
        (1..=32).contains(&code.len())
            && code.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-')
    };
    if line.items.len() > CODES_MAX || !line.items.iter().all(is_code) {
        let fault = Phrase::of(
            "事项编码用空格或逗号分开，如 MZ-004 RS-001。",
            "Codes of items with spaces or commas between, such as MZ-004 RS-001.",
        );
        errors.add("items", fault);
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// A line that must be there.
pub(super) fn known<'a>(
    lines: &'a [super::store::HeldLine],
    prefix: &str,
) -> Result<&'a super::store::HeldLine, HallError> {
    lines.iter().find(|it| it.record.prefix == prefix).ok_or_else(no_line)
}

/// Letters of a line as the rules know them.
///
/// # Errors
/// Where they are none.
pub(super) fn letters(text: &str) -> Result<Prefix, HallError> {
    Prefix::parse(text).map_err(|_| no(Breach::LineClosed))
}
