//! What others may ask of the exchange: the command line, the demonstration, pages in English.

pub use super::report::{Place, Remark, Report, Said, Weight};
pub use crate::shipped::door::{english, in_both};
pub use counter::catalogue::record::{ContactRecord, ItemRecord};

use super::reading::{self, Known};
use kit::Phrase;
use std::collections::BTreeMap;

/// What a file says, for programs that ask nobody in between.
#[derive(Debug)]
pub struct FileContent {
    /// The items; only to be taken where the report is clear.
    pub records: Vec<ItemRecord>,
    /// What was found.
    pub report: Report,
}

/// Reads a workbook, a text or a JSON file; `known` holds the items as they are now, `contact`
/// stands in where a list does not say where to go and whom to ask.
///
/// # Errors
/// Why the file cannot be read at all, and what to do.
pub fn read_file(
    bytes: &[u8],
    known: BTreeMap<String, ItemRecord>,
    contact: &ContactRecord,
) -> Result<FileContent, Phrase> {
    let known = Known { records: known, contact: contact.clone() };
    let understood = reading::read(bytes, &known).map_err(|fault| fault.phrase())?;
    Ok(FileContent { records: understood.records, report: understood.report })
}

/// The catalogue that ships with the product, for the demonstration.
///
/// # Errors
/// Where the shipped list cannot be read; a test sees to it that it can.
pub fn shipped_items(contact: &ContactRecord) -> Result<Vec<ItemRecord>, Phrase> {
    const SHIPPED: &str = include_str!("../../../../data/items.json");
    let content = read_file(SHIPPED.as_bytes(), BTreeMap::new(), contact)?;
    match content.report.remarks.iter().find(|it| it.weight == Weight::Refuses) {
        Some(remark) => Err(remark.wrong.phrase()),
        None => Ok(content.records),
    }
}
