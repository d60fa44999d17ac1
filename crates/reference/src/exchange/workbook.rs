//! Reading a workbook (.xlsx) into a grid, cell by cell and within bounds.
//!
//! A workbook is a packed folder of XML: a few kilobytes can unpack to gigabytes. Before the
//! reading library sees the file, every part is unpacked once into nothing, counted, and the file
//! is refused when the sum is too large.

use super::grid::{
    CELL_MAX, CELLS_MAX, COLUMNS_MAX, Cell, FileFault, HEADING_ROWS_MAX, Line, Merged, Sheet,
    cell_of,
};
use calamine::{DataRef, Reader, Xlsx, XlsxError};
use std::io::{Cursor, Read};

/// All parts together, unpacked.
const UNPACKED_MAX: u64 = 256 * 1024 * 1024;
/// Parts of the package.
const PARTS_MAX: usize = 2_000;
/// Sheets that are looked at.
const SHEETS_MAX: usize = 30;
/// Above this a number has lost digits; codes of 15 digits and more belong into text cells.
const EXACT_MAX: f64 = 999_999_999_999_999.0;

/// Whether the lines of a sheet are wanted, and how many at most, by its name and headings.
pub(super) type Wanted = fn(&str, &[String]) -> Option<usize>;

/// Whether the bytes begin like a packed file.
pub(super) fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Whether the bytes begin like a workbook of before 2007, or a locked one.
pub(super) fn is_compound(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
}

/// What a compound file is: an old workbook, or a new one locked with a password.
pub(super) fn compound_fault(bytes: &[u8]) -> FileFault {
    let marker: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let head = &bytes[..bytes.len().min(64 * 1024)];
    let is_locked = memchr::memmem::find(head, &marker).is_some();
    if is_locked { FileFault::Locked } else { FileFault::OldWorkbook }
}

/// Reads the sheets that have headings and are wanted.
pub(super) fn read(bytes: &[u8], wanted: Wanted) -> Result<Vec<Sheet>, FileFault> {
    weigh(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| fault(&error))?;
    let names: Vec<String> = book.sheet_names().into_iter().take(SHEETS_MAX).collect();
    let mut cells_left = CELLS_MAX;
    let mut sheets = Vec::new();
    for name in names {
        if let Some(mut sheet) = read_sheet(&mut book, &name, wanted, &mut cells_left)? {
            sheet.merged = merged_below(&mut book, &name, sheet.heading_row);
            sheets.push(sheet);
        }
    }
    Ok(sheets)
}

/// Unpacks every part into nothing, to know how large it is whatever the file says of itself.
fn weigh(bytes: &[u8]) -> Result<(), FileFault> {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| FileFault::Damaged)?;
    if package.len() > PARTS_MAX {
        return Err(FileFault::Swollen);
    }
    let mut left = UNPACKED_MAX;
    for number in 0..package.len() {
        let part = package.by_index(number).map_err(|_| FileFault::Damaged)?;
        if part.encrypted() {
            return Err(FileFault::Locked);
        }
        let size = std::io::copy(&mut part.take(left + 1), &mut std::io::sink())
            .map_err(|_| FileFault::Damaged)?;
        left = left.checked_sub(size).ok_or(FileFault::Swollen)?;
    }
    Ok(())
}

fn fault(error: &XlsxError) -> FileFault {
    match error {
        XlsxError::Password => FileFault::Locked,
        _ => FileFault::Damaged,
    }
}

fn read_sheet(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    wanted: Wanted,
    cells_left: &mut usize,
) -> Result<Option<Sheet>, FileFault> {
    // Charts and dialogs are sheets too, and have no cells.
    let Ok(mut cells) = book.worksheet_cells_reader(name) else { return Ok(None) };
    let mut draft = Draft { name, wanted, most: None, sheet: Sheet::default() };
    while let Some(found) = cells.next_cell_with_formula().map_err(|error| fault(&error))? {
        let (row, column) = found.pos;
        let column = usize::try_from(column).unwrap_or(COLUMNS_MAX);
        let Some(cell) = cell_from(&found.value, found.formula.is_some()) else { continue };
        if column >= COLUMNS_MAX {
            continue;
        }
        *cells_left = cells_left.checked_sub(1).ok_or_else(|| too_many(name, CELLS_MAX))?;
        if !draft.take(row + 1, column, cell)? {
            return Ok(None);
        }
    }
    Ok(draft.finish())
}

fn too_many(sheet: &str, most: usize) -> FileFault {
    FileFault::TooManyLines { sheet: sheet.to_owned(), most }
}

fn cell_from(value: &DataRef<'_>, has_formula: bool) -> Option<Cell> {
    if has_formula {
        return Some(Cell::Formula);
    }
    match value {
        DataRef::Empty => None,
        DataRef::SharedString(text) => cell_of(bounded(text)),
        DataRef::Int(number) => Some(Cell::Text(number.to_string())),
        DataRef::Float(number) if number.abs() > EXACT_MAX => {
            Some(Cell::Rounded(number.to_string()))
        }
        DataRef::Float(number) => Some(Cell::Text(number.to_string())),
        DataRef::Bool(true) => Some(Cell::Text("是".to_owned())),
        DataRef::Bool(false) => Some(Cell::Text("否".to_owned())),
        DataRef::DateTime(day) => Some(Cell::Text(day.to_string())),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            cell_of(bounded(text))
        }
        DataRef::Error(error) => Some(Cell::Error(error.to_string())),
    }
}

fn bounded(text: &str) -> &str {
    match text.char_indices().nth(CELL_MAX) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}

/// A sheet while its cells come in, row by row.
struct Draft<'a> {
    name: &'a str,
    wanted: Wanted,
    most: Option<usize>,
    sheet: Sheet,
}

impl Draft<'_> {
    /// Takes a cell; tells whether the sheet is still of interest.
    fn take(&mut self, row: u32, column: usize, cell: Cell) -> Result<bool, FileFault> {
        let is_next_row = self.sheet.lines.last().is_none_or(|line| line.number != row);
        if is_next_row {
            self.look_for_headings();
            if self.most.is_none() && row > HEADING_ROWS_MAX {
                return Ok(false);
            }
            if let Some(most) = self.most
                && self.sheet.lines.len() >= most
            {
                return Err(too_many(self.name, most));
            }
            self.sheet.lines.push(Line { number: row, cells: Vec::new() });
        }
        if let Some(line) = self.sheet.lines.last_mut() {
            if line.cells.len() <= column {
                line.cells.resize(column + 1, None);
            }
            line.cells[column] = Some(cell);
        }
        Ok(true)
    }

    /// Until they are found, each finished row may be the headings.
    fn look_for_headings(&mut self) {
        if self.most.is_some() {
            return;
        }
        let Some(line) = self.sheet.lines.pop() else { return };
        let headings: Vec<String> =
            (0..line.cells.len()).map(|column| line.text(column).to_owned()).collect();
        self.most = (self.wanted)(self.name, &headings);
        if self.most.is_some() {
            self.sheet.name = self.name.to_owned();
            self.sheet.heading_row = line.number;
            self.sheet.headings = headings;
        }
    }

    fn finish(mut self) -> Option<Sheet> {
        self.look_for_headings();
        self.most.map(|_| self.sheet)
    }
}

fn merged_below(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, heading_row: u32) -> Vec<Merged> {
    let regions = book.merge_cells_by_sheet_name(name).unwrap_or_default();
    let is_below = |region: &Merged| region.to.0 >= heading_row;
    regions
        .into_iter()
        .map(|region| Merged { from: region.start, to: region.end })
        .filter(is_below)
        .collect()
}
