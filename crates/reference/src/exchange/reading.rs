//! Reading a file whatever it is: workbook, text or JSON.

use super::grid::{FILE_MAX, FileFault, ITEMS_MAX};
use super::report::{Place, Report};
use super::understand::{Row, Understood, examined, understand, wanted};
use super::{plain, workbook};
use crate::shipped::{self, Listed};
use counter::catalogue::record::{ContactRecord, ItemRecord};
use kit::Phrase;
use rulebook::item::{CodeFault, ItemCode};
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};

/// The first line of our own JSON.
pub(super) const FORMAT: &str = "yimen-catalogue/1";

/// What is known before a file is read.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The items as they are being worked on.
    pub(super) records: BTreeMap<String, ItemRecord>,
    /// Where and whom to ask, for lists that do not say it.
    pub(super) contact: ContactRecord,
}

impl Known {
    /// What a catalogue holds; the contact is that of the centre's first item.
    pub(super) fn of(records: BTreeMap<String, ItemRecord>) -> Self {
        let contact = records.values().next().map(|it| it.contact.clone()).unwrap_or_default();
        Self { records, contact }
    }
}

/// Reads a file.
pub(super) fn read(bytes: &[u8], known: &Known) -> Result<Understood, FileFault> {
    if bytes.is_empty() {
        return Err(FileFault::Empty);
    }
    if bytes.len() > FILE_MAX {
        return Err(FileFault::TooLarge);
    }
    if workbook::is_compound(bytes) {
        return Err(workbook::compound_fault(bytes));
    }
    if workbook::is_packed(bytes) {
        return understand(&workbook::read(bytes, wanted)?, &known.records);
    }
    let text = plain::decoded(bytes)?;
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if start.is_empty() {
        return Err(FileFault::Empty);
    }
    if start.starts_with(['{', '[']) {
        return read_json(start, known);
    }
    let sheets = plain::read(bytes, wanted)?;
    if sheets.is_empty() && looks_binary(&text) {
        return Err(FileFault::UnknownKind);
    }
    understand(&sheets, &known.records)
}

fn looks_binary(text: &str) -> bool {
    let is_odd = |symbol: &char| symbol.is_control() && !matches!(symbol, '\n' | '\r' | '\t');
    text.chars().take(2_000).filter(is_odd).count() > 2
}

fn read_json(text: &str, known: &Known) -> Result<Understood, FileFault> {
    let fault = |error: &dyn std::fmt::Display| FileFault::Json(error.to_string());
    let whole: Value = serde_json::from_str(text).map_err(|error| fault(&error))?;
    let entries = match whole {
        Value::Array(entries) => entries,
        Value::Object(mut fields) => {
            let format = fields.get("format").and_then(Value::as_str).unwrap_or_default();
            if format != FORMAT {
                return Err(fault(&format!("format ≠ {FORMAT}")));
            }
            match fields.remove("items") {
                Some(Value::Array(entries)) => entries,
                _ => return Err(fault(&"items")),
            }
        }
        _ => return Err(FileFault::NoItems),
    };
    if entries.len() > ITEMS_MAX {
        return Err(FileFault::TooManyLines { sheet: "JSON".to_owned(), most: ITEMS_MAX });
    }
    let mut report = Report::default();
    let mut rows: Vec<Row> = Vec::with_capacity(entries.len());
    let mut codes = HashSet::new();
    for (number, entry) in (1_u32..).zip(entries) {
        match record_of(entry, known).and_then(|record| unique(record, &mut codes)) {
            Ok(record) => rows.push((number, record)),
            Err(wrong) => report.refuse(
                Place::row("JSON", number),
                wrong,
                Phrase::of(
                    "请对照导出的 JSON 更正这一项后重新上传。",
                    "Compare this entry with an exported file, mend it and send it again.",
                ),
            ),
        }
    }
    Ok(examined(rows, "JSON", report))
}

fn record_of(entry: Value, known: &Known) -> Result<ItemRecord, Phrase> {
    let not_understood = |error: serde_json::Error| {
        Phrase::new(
            format!("这一项的字段不符合格式：{error}。"),
            format!("A field of this entry is not as expected: {error}."),
        )
    };
    if entry.get("item_id").is_some() {
        let listed: Listed = serde_json::from_value(entry).map_err(not_understood)?;
        return shipped::record_of(listed, &known.contact);
    }
    serde_json::from_value(entry).map_err(not_understood)
}

fn unique(mut record: ItemRecord, codes: &mut HashSet<String>) -> Result<ItemRecord, Phrase> {
    let code = ItemCode::parse(&record.code).map_err(CodeFault::phrase)?;
    record.code = code.to_string();
    if codes.insert(record.code.clone()) {
        return Ok(record);
    }
    Err(Phrase::new(
        format!("事项编码 {code} 重复。"),
        format!("Item code {code} stands in the file twice."),
    ))
}

/// The items as our own JSON.
pub(super) fn write_json(records: &[ItemRecord]) -> Result<Vec<u8>, serde_json::Error> {
    let whole = serde_json::json!({ "format": FORMAT, "items": records });
    serde_json::to_vec_pretty(&whole)
}
