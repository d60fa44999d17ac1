//! The columns of the exchange template: one table for export, import, notes and lists.
//!
//! The table is data (`columns.csv`): which sheet, which field of the record, what kind of cell,
//! its heading and how to fill it in. Each kind of cell knows how to write a field and how to
//! read it back ([`super::cells`]), so that what is exported can be imported unchanged.

use super::cells::Kind;
use counter::catalogue::record::ItemRecord;
use kit::Phrase;
use serde_json::Value;
use std::sync::LazyLock;

/// A column of a sheet.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// The sheet it belongs to.
    pub(super) sheet: SheetKind,
    /// The field of the record: `contact.place.zh`.
    pub(super) path: String,
    /// What its cells hold.
    pub(super) kind: Kind,
    /// Its width in the template, in characters.
    pub(super) width: u16,
    /// Whether a list without it cannot be read.
    pub(super) need: Need,
    /// Its heading.
    pub(super) heading: Phrase,
    /// How to fill it in; also the remedy when something in it is wrong.
    pub(super) note: Phrase,
}

/// Whether a column must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// The list cannot be read without it, and no line may leave it empty.
    Required,
    /// It may be missing; then what was known before stays.
    Optional,
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

/// The heading that ties every sheet together.
pub(super) const CODE_HEADING: Phrase = Phrase::of("事项编码", "Item code");

/// How to fill in an item code.
pub(super) const CODE_NOTE: Phrase = Phrase::of(
    "部门代号加序号，如 MZ-001；各工作表用它对应到同一事项。",
    "Department key and number, such as MZ-001; it ties the sheets together.",
);

// A test reads the table, so that it cannot ship damaged.
static COLUMNS: LazyLock<Vec<Column>> = LazyLock::new(|| {
    let mut records = csv::Reader::from_reader(include_bytes!("columns.csv").as_slice());
    records.records().filter_map(|record| column(&record.ok()?)).collect()
});

fn column(record: &csv::StringRecord) -> Option<Column> {
    let field = |at: usize| record.get(at).map(str::to_owned);
    Some(Column {
        sheet: SheetKind::ALL.into_iter().find(|kind| kind.field() == record.get(0))?,
        path: field(1)?,
        kind: Kind::parse(record.get(2)?)?,
        width: record.get(3)?.parse().ok()?,
        need: if record.get(4)? == "required" { Need::Required } else { Need::Optional },
        heading: Phrase::new(field(5)?, field(6)?),
        note: Phrase::new(field(7)?, field(8)?),
    })
}

/// Whether a heading in a file is this one, in either language and with or without its star.
pub(super) fn is_headed(heading: &str, phrase: &Phrase) -> bool {
    let bare = heading.trim().trim_end_matches(['*', '＊']).trim();
    phrase.zh == bare || phrase.en.eq_ignore_ascii_case(bare)
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

    /// The list of an item's record that holds its lines; the items themselves are no list.
    pub(super) const fn list(self) -> Option<&'static str> {
        match self {
            Self::Items => None,
            Self::Materials => Some("materials"),
            Self::Steps => Some("steps"),
            Self::Procedures => Some("procedures"),
            Self::Questions => Some("questions"),
        }
    }

    fn field(self) -> Option<&'static str> {
        self.list().or(Some("items"))
    }

    /// The letter of the keys given to lines without one.
    pub(super) const fn letter(self) -> char {
        match self {
            Self::Items => 'i',
            Self::Materials => 'm',
            Self::Steps => 's',
            Self::Procedures => 'p',
            Self::Questions => 'q',
        }
    }

    /// Its columns, without the code.
    pub(super) fn columns(self) -> impl Iterator<Item = &'static Column> {
        COLUMNS.iter().filter(move |column| column.sheet == self)
    }

    /// What kind of sheet these are the headings of: the one whose first column is there.
    pub(super) fn of_headings(headings: &[String]) -> Option<Self> {
        let has = |wanted: &Phrase| headings.iter().any(|heading| is_headed(heading, wanted));
        if !has(&CODE_HEADING) {
            return None;
        }
        let is_this = |kind: &Self| kind.columns().next().is_some_and(|it| has(&it.heading));
        Self::ALL.into_iter().rev().find(is_this)
    }

    /// The lines of a record in this sheet.
    pub(super) fn lines(self, record: &ItemRecord) -> Vec<Value> {
        let Ok(whole) = serde_json::to_value(record) else { return Vec::new() };
        match self.list() {
            None => vec![whole],
            Some(list) => whole.get(list).and_then(Value::as_array).cloned().unwrap_or_default(),
        }
    }
}
