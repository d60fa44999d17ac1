//! Reading a table as text (CSV), whatever a Chinese office saved it as.
//!
//! Excel's “CSV（逗号分隔）” is GBK, “Unicode 文本” is UTF-16 with tabs, “CSV UTF-8” has a mark in
//! front; other programs write plain UTF-8, and semicolons occur. All are taken; what is in no
//! encoding is refused rather than guessed.

use super::grid::{
    CELL_MAX, CELLS_MAX, COLUMNS_MAX, FileFault, HEADING_ROWS_MAX, Line, Sheet, cell_of,
};
use super::workbook::Wanted;
use std::borrow::Cow;

/// Lines that are looked at for the sign between cells.
const HEADING_LINES: usize = HEADING_ROWS_MAX as usize;

/// Reads one sheet.
pub(super) fn read(bytes: &[u8], wanted: Wanted) -> Result<Vec<Sheet>, FileFault> {
    let text = decoded(bytes)?;
    let mut records = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut sheet = Sheet::default();
    let mut most = None;
    let mut cells_left = CELLS_MAX;
    for record in records.records() {
        let record = record.map_err(|_| FileFault::Damaged)?;
        let row = record.position().map_or(0, csv::Position::line);
        let number = u32::try_from(row).unwrap_or(u32::MAX);
        let cells: Vec<&str> = record.iter().take(COLUMNS_MAX).collect();
        match most {
            None => {
                let headings: Vec<String> = cells.iter().map(|cell| heading(cell)).collect();
                most = wanted("", &headings);
                if most.is_some() {
                    sheet.heading_row = number;
                    sheet.headings = headings;
                } else if number > HEADING_ROWS_MAX {
                    return Ok(Vec::new());
                }
            }
            Some(most) => {
                let cells: Vec<_> = cells.iter().map(|cell| cell_of(bounded(cell))).collect();
                if cells.iter().all(Option::is_none) {
                    continue;
                }
                let too_many = || FileFault::TooManyLines { sheet: "CSV".to_owned(), most };
                cells_left = cells_left.checked_sub(cells.len()).ok_or_else(too_many)?;
                if sheet.lines.len() >= most {
                    return Err(too_many());
                }
                sheet.lines.push(Line { number, cells });
            }
        }
    }
    Ok(most.map(|_| sheet).into_iter().collect())
}

fn heading(cell: &str) -> String {
    cell.trim().trim_start_matches('\u{feff}').to_owned()
}

fn bounded(text: &str) -> &str {
    match text.char_indices().nth(CELL_MAX) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}

/// The text behind the bytes: by its mark, else UTF-8, else GB 18030 (which holds GBK).
pub(super) fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, FileFault> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, has_faults) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return if has_faults { Err(FileFault::UnknownEncoding) } else { Ok(text) };
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return if text.contains('\0') { Err(FileFault::UnknownKind) } else { Ok(text.into()) };
    }
    if bytes.contains(&0) {
        return Err(FileFault::UnknownKind);
    }
    let (text, has_faults) = encoding_rs::GB18030.decode_without_bom_handling(bytes);
    if has_faults { Err(FileFault::UnknownEncoding) } else { Ok(text) }
}

/// The sign that stands most often in the lines among which the headings are.
fn delimiter(text: &str) -> u8 {
    let count = |sign: &u8| {
        let lines = text.lines().take(HEADING_LINES);
        lines.map(|line| line.bytes().filter(|byte| byte == sign).count()).max().unwrap_or(0)
    };
    let mut best = b',';
    for sign in [b'\t', b';'] {
        if count(&sign) > count(&best) {
            best = sign;
        }
    }
    best
}
