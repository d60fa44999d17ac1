//! Notices as files: the product's own JSON, that of public data sets, and pasted text.
//!
//! | form | looks like |
//! |---|---|
//! | years | `{"years":{"2026":{"paper":["…"],"off_days":[{"date","name"}],…}}}` |
//! | one year | `{"year":2026,"source":"…","off_days":[…],"makeup_workdays":[…]}` |
//! | public data set | `{"year":2026,"papers":["…"],"days":[{"name","date","isOffDay":true}]}` |
//! | text | the State Council's sentences, or one day a line (see [`calendar::pasted`]) |

use calendar::{Notice, NoticeDay, Phrase, read_pasted};
use jiff::civil::Date;
use kit::HallError;
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;

/// The notices that ship with the product.
const SHIPPED: &str = include_str!("../../../../data/working-days.json");

/// What was read from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeFile {
    /// The notices, by year.
    pub notices: Vec<Notice>,
    /// Lines of a text that say nothing about days.
    pub unread: Vec<String>,
}

/// What the one who hands a file in says of it; a file may say it itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct About<'a> {
    /// The year, where the text does not name it.
    pub year: Option<i16>,
    /// Where the notice was published; empty where the file says so.
    pub source: &'a str,
}

/// The notices that ship with the product (2024 to 2026).
///
/// # Errors
/// All that is wrong with the file; never for the one that ships.
pub fn shipped() -> Result<Vec<Notice>, Vec<Phrase>> {
    read(SHIPPED, About::default()).map(|file| file.notices)
}

/// Reads a file of either form.
///
/// # Errors
/// All that is wrong with it, in the administrator's words.
pub fn read(text: &str, about: About<'_>) -> Result<NoticeFile, Vec<Phrase>> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.starts_with('{') || text.starts_with('[') {
        let file: Record = serde_json::from_str(text).map_err(|error| vec![unread(&error)])?;
        let notices = file.notices(about)?;
        return Ok(NoticeFile { notices, unread: Vec::new() });
    }
    match read_pasted(text, about.year, about.source) {
        Ok(pasted) => Ok(NoticeFile {
            notices: vec![pasted.notice],
            unread: pasted.unread.into_iter().map(|line| line.text).collect(),
        }),
        Err(faults) => Err(faults.into_iter().map(calendar::PastedFault::phrase).collect()),
    }
}

/// The text in a file: UTF-8, UTF-16 with its mark, or the national character set (GB 18030) that
/// older machines write.
///
/// # Errors
/// Where it is neither.
pub fn decode(bytes: &[u8]) -> Result<String, Phrase> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let (text, _, has_faults) = encoding_rs::GB18030.decode(bytes);
    if has_faults {
        return Err(Phrase::of(
            "文件不是文本，请另存为UTF-8文本或直接粘贴。",
            "The file is no text. Save it as UTF-8 text or paste it.",
        ));
    }
    Ok(text.into_owned())
}

/// Notices as JSON that [`read`] reads back.
///
/// # Errors
/// Where they cannot be written; never in practice.
pub fn to_json(notices: &[Notice]) -> Result<String, HallError> {
    let named = |days: &[NoticeDay]| -> Vec<serde_json::Value> {
        let day = |day: &NoticeDay| json!({ "date": day.date.to_string(), "name": day.name });
        days.iter().map(day).collect()
    };
    let years: BTreeMap<i16, serde_json::Value> = notices
        .iter()
        .map(|notice| {
            let (off, work) = (named(notice.days_off()), named(notice.make_up_days()));
            let source = notice.source();
            let record = json!({ "source": source, "off_days": off, "makeup_workdays": work });
            (notice.year(), record)
        })
        .collect();
    Ok(serde_json::to_string(&json!({ "years": years }))?)
}

fn unread(error: &serde_json::Error) -> Phrase {
    Phrase::new(
        format!("第{}行第{}列：不是可识别的JSON（{error}）", error.line(), error.column()),
        format!(
            "line {}, column {}: not the JSON expected ({error})",
            error.line(),
            error.column()
        ),
    )
}

/// A file, or one year of it.
#[derive(Deserialize)]
struct Record {
    #[serde(default)]
    years: BTreeMap<i16, Record>,
    year: Option<i16>,
    #[serde(default)]
    source: String,
    #[serde(default, alias = "papers")]
    paper: Vec<String>,
    #[serde(default, alias = "days_off")]
    off_days: Vec<DayRecord>,
    #[serde(default, alias = "make_up_days")]
    makeup_workdays: Vec<DayRecord>,
    #[serde(default)]
    days: Vec<EitherDay>,
}

#[derive(Deserialize)]
struct DayRecord {
    date: String,
    #[serde(default = "unnamed")]
    name: String,
}

#[derive(Deserialize)]
struct EitherDay {
    date: String,
    #[serde(default = "unnamed")]
    name: String,
    #[serde(rename = "isOffDay")]
    is_off_day: bool,
}

fn unnamed() -> String {
    "节假日".to_owned()
}

impl Record {
    fn notices(self, about: About<'_>) -> Result<Vec<Notice>, Vec<Phrase>> {
        let years = match self.year.or(about.year) {
            Some(year) if self.years.is_empty() => BTreeMap::from([(year, self)]),
            _ => self.years,
        };
        if years.is_empty() {
            return Err(vec![Phrase::of("文件中没有任何年份", "the file holds no year")]);
        }
        let mut notices = Vec::new();
        let mut faults = Vec::new();
        for (year, record) in years {
            match record.notice(year, about.source) {
                Ok(notice) => notices.push(notice),
                Err(found) => faults.extend(found.into_iter().map(|fault| in_year(year, &fault))),
            }
        }
        if faults.is_empty() { Ok(notices) } else { Err(faults) }
    }

    fn notice(self, year: i16, source: &str) -> Result<Notice, Vec<Phrase>> {
        let source = match (source, self.source.as_str()) {
            ("", "") => self.paper.join(" "),
            ("", own) => own.to_owned(),
            (given, _) => given.to_owned(),
        };
        let (mut off, mut work) = (self.off_days, self.makeup_workdays);
        for EitherDay { date, name, is_off_day } in self.days {
            let day = DayRecord { date, name };
            if is_off_day { off.push(day) } else { work.push(day) }
        }
        let mut faults = Vec::new();
        let days_off = days(off, &mut faults);
        let make_up_days = days(work, &mut faults);
        if !faults.is_empty() {
            return Err(faults);
        }
        Notice::new(year, &source, days_off, make_up_days)
            .map_err(|faults| faults.into_iter().map(calendar::NoticeFault::phrase).collect())
    }
}

fn days(records: Vec<DayRecord>, faults: &mut Vec<Phrase>) -> Vec<NoticeDay> {
    records
        .into_iter()
        .filter_map(|record| {
            let date = record.date.trim().parse::<Date>();
            if date.is_err() {
                faults.push(Phrase::new(
                    format!("“{}”不是日期", record.date),
                    format!("“{}” is no date", record.date),
                ));
            }
            Some(NoticeDay::new(date.ok()?, record.name))
        })
        .collect()
}

fn in_year(year: i16, fault: &Phrase) -> Phrase {
    Phrase::new(format!("{year}年：{}", fault.zh), format!("{year}: {}", fault.en))
}
