//! The columns of the exchange template: one table for export, import, notes and lists.
//!
//! Each column knows how to write a field of a record into a cell and how to read it back, so
//! that what is exported can be imported unchanged. Headings are matched in either language.

mod item;
mod parts;

pub(super) use item::ITEM;
pub(super) use parts::{MATERIAL, PROCEDURE, QUESTION, STEP};

use kit::Phrase;

/// A column of a sheet that holds records of one kind.
pub(super) struct Column<T: 'static> {
    /// Its heading.
    pub(super) heading: Phrase,
    /// How to fill it in; also the remedy when something in it is wrong.
    pub(super) note: Phrase,
    /// Its width in the template, in characters.
    pub(super) width: u16,
    /// Whether a list without it cannot be read.
    pub(super) need: Need,
    /// The names that may be chosen; none where anything may be written.
    pub(super) choices: fn() -> Vec<Phrase>,
    /// The cell of a record.
    pub(super) get: fn(&T) -> String,
    /// Takes a cell into a record.
    pub(super) set: fn(&mut T, &str) -> Result<(), Phrase>,
}

/// Whether a column must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// The list cannot be read without it, and no line may leave it empty.
    Required,
    /// It may be missing; then what was known before stays.
    Optional,
}

impl<T> Column<T> {
    /// Whether a heading in a file is this column's.
    pub(super) fn is_headed(&self, heading: &str) -> bool {
        let bare = heading.trim().trim_end_matches(['*', '＊']).trim();
        self.heading.zh == bare || self.heading.en.eq_ignore_ascii_case(bare)
    }
}

/// The sheets of the template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum SheetKind {
    /// 事项
    Items,
    /// 材料
    Materials,
    /// 环节
    Steps,
    /// 特别程序
    Procedures,
    /// 情形问题
    Questions,
}

impl SheetKind {
    /// In the order of the template.
    pub(super) const ALL: [Self; 5] =
        [Self::Items, Self::Materials, Self::Steps, Self::Procedures, Self::Questions];

    /// The name of the sheet.
    pub(super) const fn name(self) -> Phrase {
        match self {
            Self::Items => Phrase::of("事项", "Items"),
            Self::Materials => Phrase::of("申请材料", "Materials"),
            Self::Steps => Phrase::of("办理环节", "Steps"),
            Self::Procedures => Phrase::of("特别程序", "Special procedures"),
            Self::Questions => Phrase::of("情形问题", "Questions"),
        }
    }

    /// The heading that only this sheet has beside the item code.
    const fn sign(self) -> Phrase {
        match self {
            Self::Items => Phrase::of("事项名称", "Item name"),
            Self::Materials => Phrase::of("材料名称", "Material"),
            Self::Steps => Phrase::of("环节名称", "Step"),
            Self::Procedures => Phrase::of("程序名称", "Special procedure"),
            Self::Questions => Phrase::of("问题标识", "Question key"),
        }
    }

    /// What kind of sheet these are the headings of.
    pub(super) fn of_headings(headings: &[String]) -> Option<Self> {
        let has = |wanted: &Phrase| {
            headings.iter().any(|heading| {
                let bare = heading.trim().trim_end_matches(['*', '＊']).trim();
                bare == wanted.zh || bare.eq_ignore_ascii_case(&wanted.en)
            })
        };
        if !has(&CODE_HEADING) {
            return None;
        }
        [Self::Materials, Self::Steps, Self::Procedures, Self::Questions, Self::Items]
            .into_iter()
            .find(|kind| has(&kind.sign()))
    }
}

/// The heading that ties every sheet together.
pub(super) const CODE_HEADING: Phrase = Phrase::of("事项编码", "Item code");

/// How to fill in an item code.
pub(super) const CODE_NOTE: Phrase = Phrase::of(
    "部门代号加序号，如 MZ-001；各工作表用它对应到同一事项。",
    "Department key and number, such as MZ-001; it ties the sheets together.",
);

fn anything() -> Vec<Phrase> {
    Vec::new()
}

/// A column of plain text.
macro_rules! text_column {
    ($record:ty, $($field:ident).+, $zh:literal, $en:literal, $width:literal,
     $note_zh:literal, $note_en:literal) => {
        Column::<$record> {
            heading: Phrase::of($zh, $en),
            note: Phrase::of($note_zh, $note_en),
            width: $width,
            need: Need::Optional,
            choices: anything,
            get: |record| record.$($field).+.clone(),
            set: |record, cell| {
                record.$($field).+ = values::text(cell)?;
                Ok(())
            },
        }
    };
}

/// A column with one of a few values, stored by code or word.
macro_rules! choice_column {
    ($record:ty, $($field:ident).+, $choice:ty, $zh:literal, $en:literal, $width:literal,
     $note_zh:literal, $note_en:literal) => {
        Column::<$record> {
            heading: Phrase::of($zh, $en),
            note: Phrase::of($note_zh, $note_en),
            width: $width,
            need: Need::Optional,
            choices: values::names::<$choice>,
            get: |record| values::spelled::<$choice>(&record.$($field).+),
            set: |record, cell| {
                record.$($field).+ = values::stored::<$choice>(cell)?;
                Ok(())
            },
        }
    };
}

/// A column with a limit.
macro_rules! limit_column {
    ($record:ty, $($field:ident).+, $zh:literal, $en:literal, $note_zh:literal,
     $note_en:literal) => {
        Column::<$record> {
            heading: Phrase::of($zh, $en),
            note: Phrase::of($note_zh, $note_en),
            width: 14,
            need: Need::Optional,
            choices: anything,
            get: |record| values::limit_cell(record.$($field).+.as_ref()),
            set: |record, cell| values::set_limit(&mut record.$($field).+, cell),
        }
    };
}

/// A column with a condition.
macro_rules! condition_column {
    ($record:ty, $($field:ident).+, $zh:literal, $en:literal) => {
        Column::<$record> {
            heading: Phrase::of($zh, $en),
            note: Phrase::of(
                "什么情形下适用，如 reason = lost；留空表示都适用。用到的问题写在“情形问题”表。",
                "When it applies, such as reason = lost; empty means always. The questions stand \
                 in the sheet of questions.",
            ),
            width: 26,
            need: Need::Optional,
            choices: anything,
            get: |record| record.$($field).+.clone(),
            set: |record, cell| {
                record.$($field).+ = values::condition(cell)?;
                Ok(())
            },
        }
    };
}

pub(crate) use {choice_column, condition_column, limit_column, text_column};

#[cfg(test)]
mod tests {
    use super::{Column, ITEM, MATERIAL, Need, PROCEDURE, QUESTION, STEP, SheetKind};
    use std::collections::HashSet;

    fn check<T>(columns: &[Column<T>]) -> Vec<String> {
        let mut seen = HashSet::new();
        for column in columns {
            assert!(seen.insert(column.heading.zh.clone()), "{} twice", column.heading.zh);
            assert!(seen.insert(column.heading.en.clone()), "{} twice", column.heading.en);
            assert!(!column.note.zh.is_empty() && !column.note.en.is_empty());
            assert!(column.is_headed(&column.heading.zh) && column.is_headed(&column.heading.en));
        }
        columns.iter().map(|column| column.heading.zh.to_string()).collect()
    }

    #[test]
    fn headings_are_unique_and_tell_the_sheets_apart() {
        for (kind, headings) in [
            (SheetKind::Items, check(ITEM)),
            (SheetKind::Materials, check(MATERIAL)),
            (SheetKind::Steps, check(STEP)),
            (SheetKind::Procedures, check(PROCEDURE)),
            (SheetKind::Questions, check(QUESTION)),
        ] {
            let mut all = vec!["事项编码".to_owned()];
            all.extend(headings);
            assert_eq!(SheetKind::of_headings(&all), Some(kind));
        }
        assert_eq!(SheetKind::of_headings(&["事项名称".to_owned()]), None);
        assert_eq!(
            SheetKind::of_headings(&["ITEM CODE *".to_owned(), "Item name".to_owned()]),
            Some(SheetKind::Items)
        );
    }

    #[test]
    fn a_list_of_items_needs_a_name_and_a_mode() {
        let needed: Vec<&str> = ITEM
            .iter()
            .filter(|column| column.need == Need::Required)
            .map(|column| &*column.heading.zh)
            .collect();
        assert_eq!(needed, ["事项名称", "办理方式"]);
    }
}
