//! A file between its report and its confirmation (待确认的导入).

use super::reading::Known;
use super::report::Report;
use super::understand::Understood;
use counter::catalogue::record::ItemRecord;
use kit::Phrase;
use rulebook::disclosure::gaps;
use serde::{Deserialize, Serialize};

/// What a file would do, as it is shown before it is confirmed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Preview {
    /// Name of the file.
    pub(super) file_name: String,
    /// Revision of the catalogue it was compared with.
    pub(super) revision: i64,
    /// What was found.
    pub(super) report: Report,
    /// What would become of each item.
    pub(super) items: Vec<PreviewedItem>,
}

/// What would become of an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PreviewedItem {
    /// Its code.
    pub(super) code: String,
    /// Its name.
    pub(super) name: String,
    /// Whether it is new.
    pub(super) change: Change,
    /// Open gaps of the six disclosures.
    pub(super) gaps: usize,
}

/// How an item in a file compares with the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Change {
    /// The catalogue does not have it.
    New,
    /// The catalogue has it otherwise.
    Changed,
    /// The catalogue has it just so.
    Same,
}

impl Change {
    /// In words.
    pub(super) const fn phrase(self) -> Phrase {
        match self {
            Self::New => Phrase::of("新增", "new"),
            Self::Changed => Phrase::of("有变化", "changed"),
            Self::Same => Phrase::of("无变化", "unchanged"),
        }
    }
}

impl Preview {
    /// Compares what a file says with what is known.
    pub(super) fn of(
        file_name: &str,
        revision: i64,
        understood: &Understood,
        known: &Known,
    ) -> Self {
        let items = understood.records.iter().map(|record| previewed(record, known)).collect();
        Self {
            file_name: file_name.chars().take(120).collect(),
            revision,
            report: understood.report.clone(),
            items,
        }
    }

    /// How many items are of a change.
    pub(super) fn count(&self, change: Change) -> usize {
        self.items.iter().filter(|item| item.change == change).count()
    }

    /// How many items could be published at once.
    pub(super) fn complete(&self) -> usize {
        self.items.iter().filter(|item| item.gaps == 0 && item.change != Change::Same).count()
    }
}

fn previewed(record: &ItemRecord, known: &Known) -> PreviewedItem {
    let change = match known.records.get(&record.code) {
        None => Change::New,
        Some(before) if before == record => Change::Same,
        Some(_) => Change::Changed,
    };
    PreviewedItem {
        code: record.code.clone(),
        name: record.name.zh.clone(),
        change,
        gaps: record.definition().map_or(0, |definition| gaps(&definition).len()),
    }
}
