//! The trail as an Excel file: the entries on one sheet, what was asked for on another.

use super::asked::Asked;
use super::reading::Place;
use super::wording::{capacity, deed, kind, moment, reason};
use kit::db::{CentreId, Read};
use kit::journal::Entry;
use kit::journal::trail::{Filter, trail};
use kit::{Hall, HallError, Words};
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

/// Entries of one file at most; more are had by narrowing the days.
pub(super) const ROWS_MAX: usize = 10_000;
/// Entries read at once, so that what they carry is not all in memory.
const AT_ONCE: u32 = 500;
/// How often the journal is looked at for one file: enough for more than a million entries.
const LOOKS: u32 = 100;
/// Characters that a cell holds.
const CELL_MAX: usize = 32_000;

/// An entry as a row.
pub(super) type Row = [String; 10];

/// What goes into a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Gathered {
    /// Newest first.
    pub(super) rows: Vec<Row>,
    /// Whether older entries were left out.
    pub(super) is_cut: bool,
}

/// The entries that a filter lets through, newest first.
///
/// # Errors
/// What the database said.
pub(super) fn gather(
    read: &mut dyn Read,
    centre: CentreId,
    filter: &Filter,
    row: impl Fn(&Entry) -> Row,
) -> Result<Gathered, HallError> {
    let (mut rows, mut next) = (Vec::new(), Some(i64::MAX));
    for _ in 0..LOOKS {
        let room = u32::try_from(ROWS_MAX.saturating_sub(rows.len())).unwrap_or(0);
        let Some(below) = next.filter(|_| room > 0) else { break };
        let part = trail(read, centre, filter, below, room.min(AT_ONCE))?;
        rows.extend(part.entries.iter().map(&row));
        next = part.next;
    }
    Ok(Gathered { rows, is_cut: next.is_some() })
}

/// An entry as a row.
pub(super) fn row(hall: &Hall, entry: &Entry, words: Words) -> Row {
    [
        entry.sequence.to_string(),
        moment(words, entry.at_ms),
        entry.actor.name.clone(),
        capacity(&entry.actor, words),
        words.phrase(&deed(hall, &entry.action)).to_owned(),
        entry.action.clone(),
        words.phrase(&kind(&entry.subject_kind)).to_owned(),
        entry.subject_id.clone(),
        reason(entry),
        entry.digest.to_hex(),
    ]
}

/// The file. Every cell is written as text, so that a name that begins like a formula is none.
///
/// # Errors
/// Where it cannot be written.
pub(super) fn file(
    gathered: &Gathered,
    about: &[(String, String)],
    words: Words,
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_name(words.say("操作留痕", "Trail"))?;
    let head = [
        words.say("编号", "Entry"),
        words.say("时间", "Time"),
        words.say("人员", "Person"),
        words.say("岗位", "Post"),
        words.say("操作", "Action"),
        words.say("操作代码", "Code"),
        words.say("对象类型", "Kind"),
        words.say("对象", "Subject"),
        words.say("理由", "Reason"),
        words.say("摘要（SM3）", "Digest (SM3)"),
    ];
    write(sheet, 0, head)?;
    for (number, row) in (1u32..).zip(&gathered.rows) {
        write(sheet, number, row.iter().map(String::as_str))?;
    }
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_name(words.say("说明", "About"))?;
    for (number, (label, text)) in (0u32..).zip(about) {
        write(sheet, number, [label.as_str(), text.as_str()])?;
    }
    workbook.save_to_buffer()
}

fn write<'a>(
    sheet: &mut Worksheet,
    row: u32,
    cells: impl IntoIterator<Item = &'a str>,
) -> Result<(), XlsxError> {
    for (column, text) in (0u16..).zip(cells) {
        if text.chars().nth(CELL_MAX).is_some() {
            sheet.write_string(row, column, text.chars().take(CELL_MAX).collect::<String>())?;
        } else {
            sheet.write_string(row, column, text)?;
        }
    }
    Ok(())
}

/// What was asked for, who took it, and whether it is all.
pub(super) fn about(
    (asked, place): (&Asked, &Place),
    gathered: &Gathered,
    (taker, at_ms): (&str, i64),
    words: Words,
) -> Vec<(String, String)> {
    let line = |label: &str, text: &str| (label.to_owned(), text.to_owned());
    let all = words.say("（不限）", "(any)");
    let or_all = |text: &str| if text.trim().is_empty() { all } else { text }.to_owned();
    let cut = if gathered.is_cut {
        words.say(
            "否：条数已到上限，更早的没有导出，请缩小日期范围",
            "no: the most that fits was reached; narrow the days for the older ones",
        )
    } else {
        words.say("是", "yes")
    };
    vec![
        line(words.say("中心", "Centre"), words.phrase(&place.name)),
        (words.say("人员", "Person").to_owned(), or_all(&asked.person)),
        (words.say("操作", "Action").to_owned(), or_all(&asked.action)),
        (words.say("对象", "Subject").to_owned(), or_all(&asked.subject)),
        (words.say("开始日", "First day").to_owned(), or_all(&asked.from)),
        (words.say("结束日", "Last day").to_owned(), or_all(&asked.until)),
        line(words.say("条数", "Entries"), &gathered.rows.len().to_string()),
        line(words.say("是否完整", "Complete"), cut),
        line(words.say("导出人", "Taken by"), taker),
        (words.say("导出时间", "Taken at").to_owned(), moment(words, at_ms)),
    ]
}
