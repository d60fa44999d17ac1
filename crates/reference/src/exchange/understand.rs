//! From sheets to items: columns are found by their headings, cells taken one by one, and
//! everything that is wrong is told with its place.
//!
//! A column that is missing leaves what was known; an empty cell empties the field. A sheet of
//! parts that is missing leaves the parts; one that is there holds all parts of the items listed.

use super::cells::{field, set_field, text_of};
use super::columns::{CODE_HEADING, CODE_NOTE, Column, Need, SheetKind, is_headed};
use super::grid::{Cell, FileFault, ITEMS_MAX, LINES_MAX, Line, Sheet};
use super::report::{Place, Report};
use counter::catalogue::record::ItemRecord;
use kit::Phrase;
use rulebook::disclosure::{Weight, faults};
use rulebook::item::{CodeFault, ItemCode, ProcedureKind, StepKind};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What a file says.
#[derive(Debug, Default)]
pub(super) struct Understood {
    /// The items, in the order of the file.
    pub(super) records: Vec<ItemRecord>,
    /// What was found on the way.
    pub(super) report: Report,
}

/// How many lines are taken of a sheet with these headings; none of a sheet that is nobody's.
pub(super) fn wanted(_: &str, headings: &[String]) -> Option<usize> {
    SheetKind::of_headings(headings).map(|kind| match kind {
        SheetKind::Items => ITEMS_MAX,
        SheetKind::Materials | SheetKind::Steps | SheetKind::Procedures | SheetKind::Questions => {
            LINES_MAX
        }
    })
}

/// Understands the sheets of a file; `known` holds the items as they are now.
pub(super) fn understand(
    sheets: &[Sheet],
    known: &BTreeMap<String, ItemRecord>,
) -> Result<Understood, FileFault> {
    let mut by_kind: BTreeMap<SheetKind, &Sheet> = BTreeMap::new();
    let mut report = Report::default();
    for sheet in sheets {
        let Some(kind) = SheetKind::of_headings(&sheet.headings) else { continue };
        if by_kind.insert(kind, sheet).is_some() {
            let name = kind.name();
            report.refuse(
                Place::sheet(&sheet.name),
                Phrase::new(
                    format!("文件里有两张“{}”表。", name.zh),
                    format!("There are two sheets of {}.", name.en.to_lowercase()),
                ),
                Phrase::of("请合并为一张，或删除多余的。", "Make them one, or delete one."),
            );
        }
        report_merged(sheet, &mut report);
    }
    let items = by_kind.get(&SheetKind::Items).ok_or(FileFault::NoItems)?;
    let mut reading = Reading { known, report, rows: Vec::new(), places: HashMap::new() };
    reading.items(items);
    for (kind, sheet) in &by_kind {
        reading.parts(sheet, *kind);
    }
    let rows = reading.rows(&items.name);
    Ok(examined(rows, &items.name, reading.report))
}

fn report_merged(sheet: &Sheet, report: &mut Report) {
    for region in &sheet.merged {
        let column = usize::try_from(region.from.1).unwrap_or(0);
        let heading = sheet.headings.get(column).map_or("", String::as_str);
        report.refuse(
            Place::cell(&sheet.name, region.from.0 + 1, column, heading),
            Phrase::new(
                format!("第 {} 至 {} 行的单元格被合并。", region.from.0 + 1, region.to.0 + 1),
                format!("Cells of rows {} to {} are merged.", region.from.0 + 1, region.to.0 + 1),
            ),
            Phrase::of("请取消合并，并在每一行填上内容。", "Unmerge them and fill in every row."),
        );
    }
}

/// A column of the template found in a file.
type Found = (usize, &'static Column);

struct Reading<'a> {
    known: &'a BTreeMap<String, ItemRecord>,
    report: Report,
    rows: Vec<(u32, Value)>,
    places: HashMap<String, usize>,
}

impl Reading<'_> {
    fn items(&mut self, sheet: &Sheet) {
        let Some((code_column, columns)) = self.columns(sheet, SheetKind::Items) else { return };
        for line in &sheet.lines {
            let Some(code) = self.code(sheet, line, code_column) else { continue };
            if let Some(first) = self.places.get(&code) {
                let row = self.rows[*first].0;
                self.report.refuse(
                    Place::row(&sheet.name, line.number),
                    Phrase::new(
                        format!("事项编码 {code} 重复，第 {row} 行已有。"),
                        format!("Item code {code} stands in row {row} already."),
                    ),
                    Phrase::of("每个事项只占一行，请删除重复的行。", "Keep one row for each item."),
                );
                continue;
            }
            let known = self.known.get(&code);
            let mut record = known.map_or_else(|| json!({}), |record| json!(record));
            set_field(&mut record, "code", json!(code));
            self.take(sheet, line, &columns, &mut record);
            self.places.insert(code, self.rows.len());
            self.rows.push((line.number, record));
        }
    }

    fn parts(&mut self, sheet: &Sheet, kind: SheetKind) {
        let (Some(list), Some((code_column, columns))) = (kind.list(), self.columns(sheet, kind))
        else {
            return;
        };
        let mut lists: Vec<Vec<Value>> = vec![Vec::new(); self.rows.len()];
        for line in &sheet.lines {
            let Some(code) = self.code(sheet, line, code_column) else { continue };
            let Some(place) = self.places.get(&code).copied() else {
                self.report.refuse(
                    Place::cell(&sheet.name, line.number, code_column, &CODE_HEADING.zh),
                    Phrase::new(
                        format!("“事项”表里没有 {code}。"),
                        format!("There is no {code} in the sheet of items."),
                    ),
                    CODE_NOTE,
                );
                continue;
            };
            let before = field(&self.rows[place].1, list);
            let mut part = same_part(before, kind, line, &columns);
            self.take(sheet, line, &columns, &mut part);
            complete(kind, &mut part);
            lists[place].push(part);
        }
        for ((_, record), list_of_parts) in self.rows.iter_mut().zip(lists) {
            set_field(record, list, Value::Array(numbered(list_of_parts, kind.letter())));
        }
    }

    /// Where the columns of a sheet are; nothing where it cannot be read.
    fn columns(&mut self, sheet: &Sheet, kind: SheetKind) -> Option<(usize, Vec<Found>)> {
        let is_code = |heading: &String| is_headed(heading, &CODE_HEADING);
        let code_column = sheet.headings.iter().position(is_code)?;
        let mut found: Vec<Found> = Vec::new();
        for (column, heading) in sheet.headings.iter().enumerate() {
            if column == code_column || heading.is_empty() {
                continue;
            }
            match kind.columns().find(|it| is_headed(heading, &it.heading)) {
                Some(it) if found.iter().any(|(_, known)| std::ptr::eq(*known, it)) => {
                    self.heading_twice(sheet, column, heading);
                }
                Some(it) => found.push((column, it)),
                None => self.unknown_heading(sheet, column, heading),
            }
        }
        let has = |it: &Column| found.iter().any(|(_, known)| std::ptr::eq(*known, it));
        let needed = kind.columns().filter(|it| it.need == Need::Required);
        let missing: Vec<_> = needed.filter(|it| !has(it)).collect();
        for it in &missing {
            self.report.refuse(
                Place::row(&sheet.name, sheet.heading_row),
                Phrase::new(
                    format!("缺少“{}”列。", it.heading.zh),
                    format!("The column “{}” is missing.", it.heading.en),
                ),
                Phrase::of(
                    "请对照模板补上这一列，列名要一致。",
                    "Add it with the heading of the template.",
                ),
            );
        }
        // Cells are taken in the order of the template: whether a fee is charged before its rate.
        found.sort_by_key(|(_, it)| kind.columns().position(|known| std::ptr::eq(known, *it)));
        missing.is_empty().then_some((code_column, found))
    }

    fn heading_twice(&mut self, sheet: &Sheet, column: usize, heading: &str) {
        self.report.refuse(
            Place::cell(&sheet.name, sheet.heading_row, column, heading),
            Phrase::new(
                format!("“{heading}”列重复。"),
                format!("The column “{heading}” stands there twice."),
            ),
            Phrase::of("请删除重复的列。", "Delete one of them."),
        );
    }

    fn unknown_heading(&mut self, sheet: &Sheet, column: usize, heading: &str) {
        let heading: String = heading.chars().take(40).collect();
        self.report.warn(
            Place::cell(&sheet.name, sheet.heading_row, column, &heading),
            Phrase::new(
                format!("不认识“{heading}”列，这一列不会导入。"),
                format!("The column “{heading}” is not known and will not be taken."),
            ),
            Phrase::of(
                "如是模板中的列，请改回原来的列名；否则不必处理。",
                "If it is one of the template, give it its heading again; else leave it.",
            ),
        );
    }

    fn code(&mut self, sheet: &Sheet, line: &Line, column: usize) -> Option<String> {
        let parsed = match line.cell(column) {
            Some(Cell::Text(text)) => ItemCode::parse(text).map_err(CodeFault::phrase),
            Some(cell) => Err(cell_fault(cell)),
            None => Err(Phrase::of("缺少事项编码。", "The item code is missing.")),
        };
        match parsed {
            Ok(code) => Some(code.to_string()),
            Err(wrong) => {
                let place = Place::cell(&sheet.name, line.number, column, &CODE_HEADING.zh);
                self.report.refuse(place, wrong, CODE_NOTE);
                None
            }
        }
    }

    /// Takes every cell of a line.
    fn take(&mut self, sheet: &Sheet, line: &Line, columns: &[Found], into: &mut Value) {
        for (column, it) in columns {
            let now = field(into, &it.path);
            let taken = match line.cell(*column) {
                Some(Cell::Text(text)) => it.kind.read(now, text),
                Some(cell) => Err(cell_fault(cell)),
                None if it.need == Need::Required => Err(Phrase::new(
                    format!("“{}”不能为空。", it.heading.zh),
                    format!("“{}” must not be empty.", it.heading.en),
                )),
                None => it.kind.read(now, ""),
            };
            match taken {
                Ok(value) => set_field(into, &it.path, value),
                Err(wrong) => {
                    let place = Place::cell(&sheet.name, line.number, *column, &it.heading.zh);
                    self.report.refuse(place, wrong, it.note.clone());
                }
            }
        }
    }

    /// The items with the rows they stand in.
    fn rows(&mut self, sheet: &str) -> Vec<Row> {
        let mut rows = Vec::with_capacity(self.rows.len());
        for (row, record) in std::mem::take(&mut self.rows) {
            match serde_json::from_value(record) {
                Ok(record) => rows.push((row, record)),
                // A cell that was refused may leave a field that is not whole; it was told.
                Err(_) if !self.report.is_clear() => {}
                Err(error) => self.report.refuse(
                    Place::row(sheet, row),
                    Phrase::new(error.to_string(), error.to_string()),
                    Phrase::of("请核对这一行。", "Check this row."),
                ),
            }
        }
        rows
    }
}

/// An item with the row it stands in.
pub(super) type Row = (u32, ItemRecord);

/// The items, with what the rules say of each as a whole.
pub(super) fn examined(rows: Vec<Row>, sheet: &str, mut report: Report) -> Understood {
    let mut records = Vec::with_capacity(rows.len());
    for (row, record) in rows {
        records.push(examine(record, (sheet, row), &mut report));
    }
    if records.is_empty() && report.is_clear() {
        report.refuse(
            Place::sheet(sheet),
            Phrase::of("事项表里没有内容。", "There are no items in it."),
            Phrase::of("请从列名下一行开始填写。", "Fill it in below the headings."),
        );
    }
    Understood { records, report }
}

/// The item in its one spelling, so that the same content is the same record.
fn examine(record: ItemRecord, (sheet, row): (&str, u32), report: &mut Report) -> ItemRecord {
    let definition = match record.definition() {
        Ok(definition) => definition,
        Err(found) => {
            for fault in found {
                let place = Place { column: fault.path, ..Place::row(sheet, row) };
                let remedy = Phrase::of(
                    "请在文件中更正后重新上传。",
                    "Mend it in the file and send it again.",
                );
                report.refuse(place, fault.fault, remedy);
            }
            return record;
        }
    };
    for fault in faults(&definition) {
        let place = Place { column: fault.field, ..Place::row(sheet, row) };
        let remedy = match fault.weight {
            Weight::Refuses => Phrase::of(
                "可以先导入为草稿，发布前必须更正。",
                "It can be taken as a draft and must be mended before publishing.",
            ),
            Weight::Warns => {
                Phrase::of("请核对；确认无误可不处理。", "Check it; leave it where it is right.")
            }
        };
        report.warn(place, fault.sentence, remedy);
    }
    ItemRecord::from(&definition)
}

/// The part that was known before, by key or else by name; an empty one where there was none.
fn same_part(before: &Value, kind: SheetKind, line: &Line, columns: &[Found]) -> Value {
    let typed = |path: &str| {
        let column = columns.iter().find(|(_, it)| it.path == path);
        column.map_or("", |(column, _)| line.text(*column))
    };
    let (key, name) = (typed("key"), typed("name.zh"));
    let is_same = |known: &&Value| {
        if key.is_empty() && kind != SheetKind::Questions {
            text_of(field(known, "name.zh")) == name
        } else {
            text_of(field(known, "key")) == key
        }
    };
    let known = before.as_array().and_then(|known| known.iter().find(is_same));
    let mut part = known.cloned().unwrap_or_else(|| json!({}));
    if key.is_empty() && known.is_some() {
        // Its key is kept below, where an empty cell would take it away.
        let kept = field(&part, "key").clone();
        set_field(&mut part, KEPT_KEY, kept);
    }
    part
}

/// Where a part keeps the key it had, while its cells are taken.
const KEPT_KEY: &str = "kept_key";

/// Gives a part its key back, and what its name tells.
fn complete(kind: SheetKind, part: &mut Value) {
    if let Some(kept) = part.as_object_mut().and_then(|fields| fields.remove(KEPT_KEY)) {
        set_field(part, "key", kept);
    }
    let name = text_of(field(part, "name.zh"));
    let word = match kind {
        SheetKind::Steps => StepKind::of_name(name).word(),
        SheetKind::Procedures => {
            ProcedureKind::of_name(name).unwrap_or(ProcedureKind::SeparateApproval).word()
        }
        SheetKind::Items | SheetKind::Materials | SheetKind::Questions => return,
    };
    if text_of(field(part, "kind")).is_empty() {
        set_field(part, "kind", json!(word));
    }
}

/// The parts, each with a key of its own.
fn numbered(mut parts: Vec<Value>, letter: char) -> Vec<Value> {
    let mut taken: HashSet<String> =
        parts.iter().map(|part| text_of(field(part, "key")).to_owned()).collect();
    let mut number = 0;
    for part in &mut parts {
        while text_of(field(part, "key")).is_empty() {
            number += 1;
            let key = format!("{letter}{number}");
            if taken.insert(key.clone()) {
                set_field(part, "key", json!(key));
            }
        }
    }
    parts
}

fn cell_fault(cell: &Cell) -> Phrase {
    match cell {
        Cell::Formula => Phrase::of(
            "单元格里是公式，不是内容。请复制后“选择性粘贴—数值”。",
            "The cell holds a formula. Copy it and paste the values.",
        ),
        Cell::Error(error) => Phrase::new(
            format!("单元格里是错误值 {error}。请改为正确的内容。"),
            format!("The cell holds the error {error}. Enter what belongs there."),
        ),
        Cell::Rounded(shown) => Phrase::new(
            format!(
                "这么长的数字（{shown}）已被表格软件四舍五入。请把单元格设为“文本”后重新输入。"
            ),
            format!(
                "A number this long ({shown}) has been rounded; make the cell text, type again."
            ),
        ),
        Cell::Text(text) => Phrase::new(text.clone(), text.clone()),
    }
}
