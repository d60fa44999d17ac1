//! What a table file holds before anybody has understood it: sheets, headings, lines, cells.
//!
//! Both readers (workbook and text) end here, so that whatever is said about a cell is said once.
//! Bounds are kept while reading: a file can be refused, it can never fill the memory.

use kit::Phrase;

/// Larger files are refused before they are opened.
pub(super) const FILE_MAX: usize = 20 * 1024 * 1024;
/// Lines of one sheet of papers, steps or procedures.
pub(super) const LINES_MAX: usize = 60_000;
/// Items in one file.
pub(super) const ITEMS_MAX: usize = 5_000;
/// Characters in one cell; no workbook holds more.
pub(super) const CELL_MAX: usize = 32_767;
/// Cells in one file.
pub(super) const CELLS_MAX: usize = 2_000_000;
/// The headings stand in one of these first lines.
pub(super) const HEADING_ROWS_MAX: u32 = 10;
/// Columns beyond this are nobody's.
pub(super) const COLUMNS_MAX: usize = 200;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// Text, trimmed; never empty.
    Text(String),
    /// A formula where a value belongs.
    Formula,
    /// An error value such as `#REF!`.
    Error(String),
    /// A long number that the program has already rounded.
    Rounded(String),
}

/// A line below the headings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// Its number as the program shows it, from one.
    pub(super) number: u32,
    /// Its cells by column, from zero.
    pub(super) cells: Vec<Option<Cell>>,
}

impl Line {
    /// The cell in a column.
    pub(super) fn cell(&self, column: usize) -> Option<&Cell> {
        self.cells.get(column).and_then(Option::as_ref)
    }

    /// The text in a column, if it is one.
    pub(super) fn text(&self, column: usize) -> &str {
        match self.cell(column) {
            Some(Cell::Text(text)) => text,
            _ => "",
        }
    }
}

/// A rectangle of cells made one, by rows and columns from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Merged {
    /// First row and column.
    pub(super) from: (u32, u32),
    /// Last row and column.
    pub(super) to: (u32, u32),
}

/// A sheet with headings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sheet {
    /// Its name; empty for a text file.
    pub(super) name: String,
    /// The line of the headings as the program shows it, from one.
    pub(super) heading_row: u32,
    /// The headings by column.
    pub(super) headings: Vec<String>,
    /// The lines below that hold anything.
    pub(super) lines: Vec<Line>,
    /// Cells made one below the headings.
    pub(super) merged: Vec<Merged>,
}

/// Why a file cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FileFault {
    /// Nothing was sent, or nothing is in it.
    Empty,
    /// Larger than [`FILE_MAX`].
    TooLarge,
    /// Neither workbook nor text nor JSON.
    UnknownKind,
    /// An `.xls` of before 2007.
    OldWorkbook,
    /// Locked with a password.
    Locked,
    /// Unpacked it would be too large: a damaged file, or one made to do harm.
    Swollen,
    /// The workbook or text is damaged.
    Damaged,
    /// More lines than are taken; names the sheet and the bound.
    TooManyLines {
        /// The sheet.
        sheet: String,
        /// The bound.
        most: usize,
    },
    /// Characters that are in no Chinese encoding.
    UnknownEncoding,
    /// No sheet has the headings of a list of items.
    NoItems,
    /// Not the JSON that is expected.
    Json(String),
}

impl FileFault {
    /// What is wrong and what to do.
    pub(super) fn phrase(&self) -> Phrase {
        match self {
            Self::Empty => Phrase::of(
                "文件是空的，请选择填好的文件。",
                "The file is empty; choose one that is filled in.",
            ),
            Self::TooLarge => Phrase::of(
                "文件超过 20 MB，请删除图片和无关的工作表，或分成几个文件导入。",
                "The file is larger than 20 MB; remove pictures and other sheets, or split it.",
            ),
            Self::UnknownKind => Phrase::of(
                "无法识别的文件。请上传 Excel 工作簿（.xlsx）、CSV 文本或 JSON 文件。",
                "This kind of file is not known. Send a workbook (.xlsx), a CSV or a JSON file.",
            ),
            Self::OldWorkbook => Phrase::of(
                "这是旧版 Excel 文件（.xls），请在 Excel 中另存为 .xlsx 后再上传。",
                "This is an old workbook (.xls); save it as .xlsx in Excel and send that.",
            ),
            Self::Locked => Phrase::of(
                "工作簿有打开密码，请在 Excel 中取消密码后再上传。",
                "The workbook is locked with a password; remove it in Excel and send it again.",
            ),
            Self::Swollen => Phrase::of(
                "文件解压后过大，可能已损坏。请把内容复制到新下载的模板中再上传。",
                "Unpacked, the file is far too large; it may be damaged. Copy its content into a \
                 fresh template.",
            ),
            Self::Damaged => Phrase::of(
                "文件已损坏，无法读取。请用 Excel 打开后另存，或把内容复制到新下载的模板中。",
                "The file is damaged. Open it in Excel and save it again, or copy its content \
                 into a fresh template.",
            ),
            Self::TooManyLines { sheet, most } => Phrase::new(
                format!("“{sheet}”超过 {most} 行。请分成几个文件，逐个导入。"),
                format!("“{sheet}” has more than {most} lines. Split it into several files."),
            ),
            Self::UnknownEncoding => Phrase::of(
                "文本编码无法识别。请在 Excel 中另存为“CSV UTF-8”或“CSV（逗号分隔）”后再上传。",
                "The encoding is not known. Save the text as “CSV UTF-8” in Excel and send that.",
            ),
            Self::NoItems => Phrase::of(
                "没有找到事项表。请下载模板，保留第一行的列名（事项编码、事项名称、办理方式……）。",
                "No list of items was found. Download the template and keep its headings (Item \
                 code, Item name, Mode …).",
            ),
            Self::Json(fault) => Phrase::new(
                format!(
                    "JSON 内容不符合格式：{fault}。请使用本系统导出的文件，或对照格式说明更正。"
                ),
                format!("The JSON is not as expected: {fault}. Use a file exported here."),
            ),
        }
    }
}

/// A text as it is kept in a cell: trimmed, no text at all when empty.
pub(super) fn cell_of(text: &str) -> Option<Cell> {
    let text = text.trim_matches(|symbol: char| symbol.is_whitespace() || symbol == '\u{feff}');
    (!text.is_empty()).then(|| Cell::Text(text.replace("\r\n", "\n").replace('\r', "\n")))
}

/// The name of a column as programs show it: A, B, … Z, AA.
pub(super) fn column_name(column: usize) -> String {
    let mut name = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        name.push(b'A' + u8::try_from(rest % 26).unwrap_or(0));
        rest /= 26;
    }
    name.iter().rev().map(|letter| char::from(*letter)).collect()
}
