//! Writing the workbook: the empty template, and the same filled with the catalogue.
//!
//! Every cell is text, so that no program rounds a code; each heading carries a note on how to
//! fill in its column, and columns with a few values carry their list.

use super::cells::field;
use super::columns::{CODE_HEADING, CODE_NOTE, Need, SheetKind};
use counter::catalogue::record::ItemRecord;
use kit::{HallError, Phrase, Words};
use rust_xlsxwriter::{
    DataValidation, Format, FormatAlign, FormatBorder, Note, Workbook, Worksheet, XlsxError,
};

/// Lines of an empty template that carry lists.
const PREPARED_ROWS: u32 = 2_000;

/// The workbook with these items; with none it is the empty template.
///
/// # Errors
/// Where the library refuses a cell.
pub(super) fn workbook(records: &[ItemRecord], words: Words) -> Result<Vec<u8>, HallError> {
    written(records, words).map_err(HallError::broken)
}

fn written(records: &[ItemRecord], words: Words) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let dress = Dress::new(words);
    for kind in SheetKind::ALL {
        let sheet = book.add_worksheet();
        sheet.set_name(words.phrase(&kind.name()))?;
        dress.fill(sheet, kind, records)?;
    }
    explain(book.add_worksheet(), words)?;
    book.save_to_buffer()
}

/// How the sheets look.
struct Dress {
    words: Words,
    heading: Format,
    needed: Format,
    cell: Format,
}

impl Dress {
    fn new(words: Words) -> Self {
        let heading = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter)
            .set_border(FormatBorder::Thin)
            .set_background_color(0x00E6_EFEF);
        let needed = heading.clone().set_background_color(0x00FF_F2CC);
        let cell = Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top);
        Self { words, heading, needed, cell }
    }

    fn fill(
        &self,
        sheet: &mut Worksheet,
        kind: SheetKind,
        records: &[ItemRecord],
    ) -> Result<(), XlsxError> {
        self.headings(sheet, kind)?;
        let mut row = 0;
        for record in records {
            for line in kind.lines(record) {
                row += 1;
                sheet.write_string_with_format(row, 0, &record.code, &self.cell)?;
                for (column, it) in (1_u16..).zip(kind.columns()) {
                    let text = it.kind.write(field(&line, &it.path));
                    if !text.is_empty() {
                        sheet.write_string_with_format(row, column, text, &self.cell)?;
                    }
                }
            }
        }
        self.lists(sheet, kind, row.max(PREPARED_ROWS))?;
        sheet.set_freeze_panes(1, 2)?;
        Ok(())
    }

    fn headings(&self, sheet: &mut Worksheet, kind: SheetKind) -> Result<(), XlsxError> {
        sheet.set_row_height(0, 32)?;
        self.heading(sheet, 0, (&CODE_HEADING, &CODE_NOTE), Need::Required)?;
        sheet.set_column_width(0, 12)?;
        sheet.set_column_format(0, &self.cell)?;
        for (column, it) in (1_u16..).zip(kind.columns()) {
            self.heading(sheet, column, (&it.heading, &it.note), it.need)?;
            sheet.set_column_width(column, it.width)?;
            sheet.set_column_format(column, &self.cell)?;
        }
        Ok(())
    }

    fn heading(
        &self,
        sheet: &mut Worksheet,
        column: u16,
        (heading, note): (&Phrase, &Phrase),
        need: Need,
    ) -> Result<(), XlsxError> {
        let text = self.words.phrase(heading);
        let (text, format) = match need {
            Need::Required => (format!("{text} *"), &self.needed),
            Need::Optional => (text.to_owned(), &self.heading),
        };
        sheet.write_string_with_format(0, column, text, format)?;
        let note = Note::new(self.words.phrase(note)).add_author_prefix(false).set_width(280);
        sheet.insert_note(0, column, &note)?;
        Ok(())
    }

    fn lists(&self, sheet: &mut Worksheet, kind: SheetKind, last: u32) -> Result<(), XlsxError> {
        for (column, it) in (1_u16..).zip(kind.columns()) {
            let names: Vec<String> =
                it.kind.choices().into_iter().map(|name| name.zh.into_owned()).collect();
            if names.is_empty() {
                continue;
            }
            let note = self.words.phrase(&it.note);
            let list = DataValidation::new()
                .allow_list_strings(&names)?
                .set_error_title(self.words.say("不在列表中", "Not on the list"))?
                .set_error_message(shortened(note, 250))?
                // A code or a habit may be typed; the import understands both.
                .set_error_style(rust_xlsxwriter::DataValidationErrorStyle::Warning);
            sheet.add_data_validation(1, column, last, column, &list)?;
        }
        Ok(())
    }
}

/// The sheet that tells how to fill in the others; it has no item code and is never read.
fn explain(sheet: &mut Worksheet, words: Words) -> Result<(), XlsxError> {
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.set_name(words.say("填写说明", "Read me"))?;
    sheet.set_column_width(0, 100)?;
    let lines = [
        words.say(
            "一、标 * 的列必填。列名不要改动，列的顺序可以调整，不用的列可以删除。",
            "1. Columns with * are required. Keep the headings; the order is free.",
        ),
        words.say(
            "二、“事项”表一行一个事项；其余各表用事项编码对应，一个事项可以有多行。",
            "2. One row an item in the sheet of items; the other sheets refer to it by code.",
        ),
        words.say(
            "三、删除的列保持事项库原有内容；留空的单元格会清空该要素；整张表删除则保持原有内容。",
            "3. A deleted column or sheet keeps what is known; an empty cell empties the field.",
        ),
        words.say(
            "四、不要合并单元格，不要使用公式；编码等长数字请保持文本格式。",
            "4. Do not merge cells or use formulas; keep long numbers as text.",
        ),
        words.say(
            "五、一个单元格里写多条时，每条占一行（Alt+回车），条内各部分用竖线 | 隔开。",
            "5. Several entries in a cell stand on a line each; their parts between bars |.",
        ),
        words.say(
            "六、一次最多导入 5000 个事项。上传后先看检查报告，确认后才会一次性导入。",
            "6. At most 5000 items at once. A report comes first; nothing is taken before.",
        ),
    ];
    for (row, line) in (0_u32..).zip(lines) {
        sheet.write_string_with_format(row, 0, line, &wrapped)?;
    }
    Ok(())
}

fn shortened(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}
