//! The report (进驻缺口报告): who and what must be here, and is not.

use super::store::{Department, OwnStanding};
use counter::catalogue::door::Catalogue;
use kit::Phrase;
use rulebook::item::HandlingMode;
use rulebook::stationing::{ItemStanding, Obligation, StationingGap, StationingLevel};
use std::collections::HashMap;

/// How an item stands against its target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StationedItem {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Phrase,
    /// Key of its department.
    pub department: String,
    /// How far it is handled here.
    pub level: StationingLevel,
    /// How far it ought to be.
    pub target: StationingLevel,
    /// Why it falls short.
    pub reason: String,
    /// Whether it says so itself or follows its department.
    pub source: Source,
}

/// Where an item's standing comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The item says it itself.
    Own,
    /// It follows its department.
    Department,
}

impl StationedItem {
    /// Whether something is missing.
    pub fn gap(&self) -> StationingGap {
        StationingGap::of(self.level, self.target, &self.reason)
    }
}

/// A department with its items.
#[derive(Clone, Debug)]
pub(super) struct DepartmentReport {
    /// The department; none for one that has items in the catalogue and was never listed.
    pub(super) department: Option<Department>,
    /// Its key.
    pub(super) key: String,
    /// Its items in force.
    pub(super) items: Vec<StationedItem>,
}

impl DepartmentReport {
    /// Whether the department itself falls short; one that was never listed is unexplained.
    pub(super) fn gap(&self) -> StationingGap {
        self.department.as_ref().map_or(StationingGap::Unexplained, |it| it.standing.gap())
    }

    /// Whether it must be here.
    pub(super) fn must_be_here(&self) -> bool {
        self.department.as_ref().is_none_or(|it| it.standing.obligation == Obligation::Must)
    }

    /// Items that are here as far as they ought to be.
    pub(super) fn in_place(&self) -> usize {
        self.items.iter().filter(|item| item.gap() == StationingGap::None).count()
    }
}

/// The report of a centre.
#[derive(Clone, Debug, Default)]
pub(super) struct Report {
    /// Departments by key.
    pub(super) departments: Vec<DepartmentReport>,
}

impl Report {
    /// Compares what is with what ought to be.
    pub(super) fn of(
        departments: Vec<Department>,
        own: &[OwnStanding],
        catalogue: &Catalogue,
    ) -> Self {
        let own: HashMap<&str, &ItemStanding> = own
            .iter()
            .filter_map(|it| it.standing.as_ref().map(|standing| (it.code.as_str(), standing)))
            .collect();
        let mut reports: Vec<DepartmentReport> = departments
            .into_iter()
            .map(|it| DepartmentReport {
                key: it.key.clone(),
                department: Some(it),
                items: Vec::new(),
            })
            .collect();
        for item in catalogue.items.values() {
            let definition = &item.definition;
            let key = definition.code.department().to_string();
            let at = reports.iter().position(|it| it.key == key).unwrap_or_else(|| {
                reports.push(DepartmentReport {
                    department: None,
                    key: key.clone(),
                    items: Vec::new(),
                });
                reports.len() - 1
            });
            let stationed = stationed(
                (&item.code, definition.name()),
                definition.handling.mode,
                own.get(item.code.as_str()).copied(),
                reports[at].department.as_ref(),
            );
            reports[at].items.push(StationedItem { department: key, ..stationed });
        }
        reports.sort_by(|left, right| left.key.cmp(&right.key));
        Self { departments: reports }
    }

    /// The department of a key.
    pub(super) fn department(&self, key: &str) -> Option<&DepartmentReport> {
        self.departments.iter().find(|it| it.key == key)
    }

    /// Every item.
    pub(super) fn items(&self) -> impl Iterator<Item = &StationedItem> {
        self.departments.iter().flat_map(|it| &it.items)
    }

    /// Departments that must be here.
    pub(super) fn must_be_here(&self) -> usize {
        self.departments.iter().filter(|it| it.must_be_here()).count()
    }

    /// Departments that must be here and are not wholly.
    pub(super) fn missing(&self) -> usize {
        let is_missing =
            |it: &&DepartmentReport| it.must_be_here() && it.gap() != StationingGap::None;
        self.departments.iter().filter(is_missing).count()
    }

    /// Items with a gap of a kind.
    pub(super) fn items_with(&self, gap: StationingGap) -> usize {
        self.items().filter(|item| item.gap() == gap).count()
    }
}

fn stationed(
    (code, name): (&str, Phrase),
    mode: HandlingMode,
    own: Option<&ItemStanding>,
    department: Option<&Department>,
) -> StationedItem {
    let target = StationingLevel::target(mode);
    let (standing, source) = match (own, department) {
        (Some(own), _) => (own.clone(), Source::Own),
        (None, Some(it)) => (ItemStanding::by_department(&it.standing, target), Source::Department),
        (None, None) => {
            let level = StationingLevel::NotHere;
            (ItemStanding { level, reason: String::new() }, Source::Department)
        }
    };
    StationedItem {
        code: code.to_owned(),
        name,
        department: String::new(),
        level: standing.level,
        target,
        reason: standing.reason,
        source,
    }
}
