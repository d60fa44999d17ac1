//! The report of an import (导入报告): sheet, row, column, what is wrong, what to do.

use super::grid::column_name;
use kit::Phrase;
use serde::{Deserialize, Serialize};

/// Remarks kept; more are only counted, nobody reads a thousand.
const KEPT_MAX: usize = 500;

/// Whether a remark stands in the way of the import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// It must be mended first: nothing of the file is taken.
    Refuses,
    /// The file is taken; the clerk should look at it.
    Warns,
}

/// A sentence in both languages, as it is kept between two requests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// 中文
    pub zh: String,
    /// English
    pub en: String,
}

impl From<Phrase> for Said {
    fn from(phrase: Phrase) -> Self {
        Self { zh: phrase.zh.into_owned(), en: phrase.en.into_owned() }
    }
}

impl Said {
    /// The sentence for showing.
    pub fn phrase(&self) -> Phrase {
        Phrase::new(self.zh.clone(), self.en.clone())
    }
}

/// Where in a file something was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The sheet; empty for a file without sheets.
    pub sheet: String,
    /// The row as the program shows it; 0 for the whole sheet.
    pub row: u32,
    /// The cell's column as the program shows it, and its heading: `C 办理方式`.
    pub column: String,
}

impl Place {
    /// A whole sheet.
    pub(super) fn sheet(sheet: &str) -> Self {
        Self { sheet: sheet.to_owned(), ..Self::default() }
    }

    /// A row.
    pub(super) fn row(sheet: &str, row: u32) -> Self {
        Self { sheet: sheet.to_owned(), row, column: String::new() }
    }

    /// A cell.
    pub(super) fn cell(sheet: &str, row: u32, column: usize, heading: &str) -> Self {
        let column = format!("{} {heading}", column_name(column));
        Self { sheet: sheet.to_owned(), row, column: column.trim().to_owned() }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// Where.
    pub place: Place,
    /// Whether it stands in the way.
    pub weight: Weight,
    /// What is wrong.
    pub wrong: Said,
    /// What to do.
    pub remedy: Said,
}

/// Everything that was found in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The first five hundred remarks, in the order of the file.
    pub remarks: Vec<Remark>,
    /// How many stand in the way, kept or not.
    pub refusals: usize,
    /// How many warn, kept or not.
    pub warnings: usize,
}

impl Report {
    /// Notes something that stands in the way.
    pub(super) fn refuse(&mut self, place: Place, wrong: Phrase, remedy: Phrase) {
        self.refusals += 1;
        self.keep(place, Weight::Refuses, wrong, remedy);
    }

    /// Notes something the clerk should look at.
    pub(super) fn warn(&mut self, place: Place, wrong: Phrase, remedy: Phrase) {
        self.warnings += 1;
        self.keep(place, Weight::Warns, wrong, remedy);
    }

    fn keep(&mut self, place: Place, weight: Weight, wrong: Phrase, remedy: Phrase) {
        if self.remarks.len() < KEPT_MAX {
            let (wrong, remedy) = (wrong.into(), remedy.into());
            self.remarks.push(Remark { place, weight, wrong, remedy });
        }
    }

    /// Whether the file can be taken.
    pub fn is_clear(&self) -> bool {
        self.refusals == 0
    }

    /// How many remarks are only counted.
    pub fn uncounted(&self) -> usize {
        (self.refusals + self.warnings).saturating_sub(self.remarks.len())
    }
}
