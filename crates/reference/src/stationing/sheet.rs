//! The report as a workbook: what is on the screen, for the meeting.

use super::report::{DepartmentReport, Report, StationedItem};
use kit::{HallError, Phrase, Words};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

/// Departments and items, a sheet each.
///
/// # Errors
/// Where the library refuses a cell.
pub(super) fn workbook(report: &Report, words: Words) -> Result<Vec<u8>, HallError> {
    written(report, words).map_err(HallError::broken)
}

fn written(report: &Report, words: Words) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let departments = book.add_worksheet();
    departments.set_name(words.say("站所", "Departments"))?;
    let headings = [
        Phrase::of("部门代号", "Key"),
        Phrase::of("站所", "Station"),
        Phrase::of("要求", "Asked"),
        Phrase::of("进驻", "Presence"),
        Phrase::of("授权", "Delegation"),
        Phrase::of("公章", "Seal"),
        Phrase::of("事项到位", "Items in place"),
        Phrase::of("事项总数", "Items"),
        Phrase::of("缺口", "Gap"),
        Phrase::of("原因", "Reason"),
    ];
    head(departments, &headings, words)?;
    for (row, it) in (1..).zip(&report.departments) {
        line(departments, row, &department(it, words))?;
    }
    let items = book.add_worksheet();
    items.set_name(words.say("事项", "Items"))?;
    let headings = [
        Phrase::of("编码", "Code"),
        Phrase::of("事项", "Item"),
        Phrase::of("现状", "Now"),
        Phrase::of("应达到", "Ought to be"),
        Phrase::of("缺口", "Gap"),
        Phrase::of("原因", "Reason"),
    ];
    head(items, &headings, words)?;
    for (row, it) in (1..).zip(report.items()) {
        line(items, row, &item(it, words))?;
    }
    book.save_to_buffer()
}

fn head(sheet: &mut Worksheet, headings: &[Phrase], words: Words) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    for (column, heading) in (0..).zip(headings) {
        sheet.write_string_with_format(0, column, words.phrase(heading), &bold)?;
        sheet.set_column_width(column, 18)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

fn line(sheet: &mut Worksheet, row: u32, cells: &[String]) -> Result<(), XlsxError> {
    for (column, cell) in (0..).zip(cells) {
        sheet.write_string(row, column, cell)?;
    }
    Ok(())
}

fn department(report: &DepartmentReport, words: Words) -> Vec<String> {
    let say = |phrase: Phrase| words.phrase(&phrase).to_owned();
    let mut cells = vec![report.key.clone()];
    match &report.department {
        Some(it) => cells.extend([
            it.station.clone(),
            say(it.standing.obligation.phrase()),
            say(it.standing.presence.phrase()),
            say(it.standing.delegation.phrase()),
            say(it.standing.seal.phrase()),
        ]),
        None => cells.extend(std::iter::repeat_n(String::new(), 5)),
    }
    let reason = report.department.as_ref().map(|it| it.standing.reason.clone());
    cells.extend([
        report.in_place().to_string(),
        report.items.len().to_string(),
        say(report.gap().phrase()),
        reason.unwrap_or_default(),
    ]);
    cells
}

fn item(item: &StationedItem, words: Words) -> Vec<String> {
    let say = |phrase: &Phrase| words.phrase(phrase).to_owned();
    vec![
        item.code.clone(),
        say(&item.name),
        say(&item.level.phrase()),
        say(&item.target.phrase()),
        say(&item.gap().phrase()),
        item.reason.clone(),
    ]
}
