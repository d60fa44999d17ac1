//! From sheets to items: columns are found by their headings, cells taken one by one, and
//! everything that is wrong is told with its place.
//!
//! A column that is missing leaves what was known; an empty cell empties the field. A sheet of
//! parts that is missing leaves the parts; one that is there holds all parts of the items listed.

use super::columns::{
    CODE_HEADING, CODE_NOTE, Column, ITEM, MATERIAL, Need, PROCEDURE, QUESTION, STEP, SheetKind,
};
use super::grid::{Cell, FileFault, ITEMS_MAX, LINES_MAX, Line, Sheet};
use super::report::{Place, Report};
use counter::catalogue::record::{
    ItemRecord, MaterialRecord, ProcedureRecord, QuestionRecord, StepRecord,
};
use kit::Phrase;
use rulebook::disclosure::{Weight, faults};
use rulebook::item::{CodeFault, ItemCode, ProcedureKind, StepKind};
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
        match kind {
            SheetKind::Items => {}
            SheetKind::Materials => reading.parts(sheet, MATERIAL),
            SheetKind::Steps => reading.parts(sheet, STEP),
            SheetKind::Procedures => reading.parts(sheet, PROCEDURE),
            SheetKind::Questions => reading.parts(sheet, QUESTION),
        }
    }
    Ok(examined(reading.rows, &items.name, reading.report))
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

/// A part of an item that has a sheet of its own.
pub(super) trait Part: Default + Clone + 'static {
    /// The list of an item that holds it.
    fn list(record: &mut ItemRecord) -> &mut Vec<Self>;
    /// Its key.
    fn key(&mut self) -> &mut String;
    /// Its name; questions have only a key.
    fn name(&self) -> &str;
    /// The letter of the keys that are given to parts without one.
    const LETTER: char;
    /// Fills in what the name tells.
    fn complete(&mut self) {}
}

macro_rules! part {
    ($record:ty, $list:ident, $letter:literal, $name:expr, $complete:expr) => {
        impl Part for $record {
            fn list(record: &mut ItemRecord) -> &mut Vec<Self> {
                &mut record.$list
            }
            fn key(&mut self) -> &mut String {
                &mut self.key
            }
            fn name(&self) -> &str {
                let name: fn(&Self) -> &str = $name;
                name(self)
            }
            const LETTER: char = $letter;
            fn complete(&mut self) {
                let complete: fn(&mut Self) = $complete;
                complete(self);
            }
        }
    };
}

part!(MaterialRecord, materials, 'm', |it| &it.name.zh, |_| {});
part!(StepRecord, steps, 's', |it| &it.name.zh, |it| {
    if it.kind.is_empty() {
        StepKind::of_name(&it.name.zh).word().clone_into(&mut it.kind);
    }
});
part!(ProcedureRecord, procedures, 'p', |it| &it.name.zh, |it| {
    if it.kind.is_empty() {
        let kind = ProcedureKind::of_name(&it.name.zh).unwrap_or(ProcedureKind::SeparateApproval);
        kind.word().clone_into(&mut it.kind);
    }
});
part!(QuestionRecord, questions, 'q', |it| &it.key, |_| {});

/// A column of the template found in a file.
type Found<T> = (usize, &'static Column<T>);

struct Reading<'a> {
    known: &'a BTreeMap<String, ItemRecord>,
    report: Report,
    rows: Vec<Row>,
    places: HashMap<String, usize>,
}

impl Reading<'_> {
    fn items(&mut self, sheet: &Sheet) {
        let Some((code_column, columns)) = self.columns(sheet, ITEM) else { return };
        for line in &sheet.lines {
            let Some(code) = self.code(sheet, line, code_column) else { continue };
            let place = || Place::row(&sheet.name, line.number);
            if let Some(first) = self.places.get(&code) {
                let row = self.rows[*first].0;
                self.report.refuse(
                    place(),
                    Phrase::new(
                        format!("事项编码 {code} 重复，第 {row} 行已有。"),
                        format!("Item code {code} stands in row {row} already."),
                    ),
                    Phrase::of("每个事项只占一行，请删除重复的行。", "Keep one row for each item."),
                );
                continue;
            }
            let mut record = self.known.get(&code).cloned().unwrap_or_default();
            record.code.clone_from(&code);
            self.take(sheet, line, &columns, &mut record);
            self.places.insert(code, self.rows.len());
            self.rows.push((line.number, record));
        }
    }

    fn parts<T: Part>(&mut self, sheet: &Sheet, all: &'static [Column<T>]) {
        let Some((code_column, columns)) = self.columns(sheet, all) else { return };
        let mut lists: Vec<Vec<T>> = vec![Vec::new(); self.rows.len()];
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
            let mut part = T::default();
            self.take(sheet, line, &columns, &mut part);
            let before = T::list(&mut self.rows[place].1).clone();
            if let Some(mut known) = same_part(before, &mut part) {
                // What the file says nothing of stays as it was.
                for (column, it) in &columns {
                    let text = line.text(*column);
                    drop((it.set)(&mut known, text));
                }
                part = known;
            }
            part.complete();
            lists[place].push(part);
        }
        for ((_, record), list) in self.rows.iter_mut().zip(lists) {
            *T::list(record) = numbered(list);
        }
    }

    /// Where the columns of a sheet are; nothing where it cannot be read.
    fn columns<T>(
        &mut self,
        sheet: &Sheet,
        all: &'static [Column<T>],
    ) -> Option<(usize, Vec<Found<T>>)> {
        let is_code = |heading: &String| {
            let bare = heading.trim().trim_end_matches(['*', '＊']).trim();
            bare == CODE_HEADING.zh || bare.eq_ignore_ascii_case(&CODE_HEADING.en)
        };
        let code_column = sheet.headings.iter().position(is_code)?;
        let mut found: Vec<Found<T>> = Vec::new();
        for (column, heading) in sheet.headings.iter().enumerate() {
            if column == code_column || heading.is_empty() {
                continue;
            }
            match all.iter().find(|it| it.is_headed(heading)) {
                Some(it) if found.iter().any(|(_, known)| std::ptr::eq(*known, it)) => {
                    self.heading_twice(sheet, column, heading);
                }
                Some(it) => found.push((column, it)),
                None => self.unknown_heading(sheet, column, heading),
            }
        }
        // Cells are taken in the order of the template: whether a fee is charged before its rate.
        found.sort_by_key(|(_, it)| all.iter().position(|known| std::ptr::eq(known, *it)));
        let missing: Vec<_> = all
            .iter()
            .filter(|it| it.need == Need::Required)
            .filter(|it| !found.iter().any(|(_, known)| std::ptr::eq(*known, *it)))
            .collect();
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
    fn take<T>(&mut self, sheet: &Sheet, line: &Line, columns: &[Found<T>], into: &mut T) {
        for (column, it) in columns {
            let taken = match line.cell(*column) {
                Some(Cell::Text(text)) => (it.set)(into, text),
                Some(cell) => Err(cell_fault(cell)),
                None if it.need == Need::Required => Err(Phrase::new(
                    format!("“{}”不能为空。", it.heading.zh),
                    format!("“{}” must not be empty.", it.heading.en),
                )),
                None => (it.set)(into, ""),
            };
            if let Err(wrong) = taken {
                let place = Place::cell(&sheet.name, line.number, *column, &it.heading.zh);
                self.report.refuse(place, wrong, it.note.clone());
            }
        }
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

/// The part that was known before, by key or else by name.
fn same_part<T: Part>(before: Vec<T>, part: &mut T) -> Option<T> {
    let key = part.key().clone();
    let name = part.name().to_owned();
    before.into_iter().find_map(|mut known| {
        let is_same = if key.is_empty() { known.name() == name } else { *known.key() == key };
        is_same.then_some(known)
    })
}

/// The parts, each with a key of its own.
fn numbered<T: Part>(mut list: Vec<T>) -> Vec<T> {
    let mut taken: HashSet<String> =
        list.iter_mut().map(|part| part.key().clone()).filter(|key| !key.is_empty()).collect();
    let mut number = 0;
    for part in &mut list {
        while part.key().is_empty() {
            number += 1;
            let key = format!("{}{number}", T::LETTER);
            if taken.insert(key.clone()) {
                *part.key() = key;
            }
        }
    }
    list
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
