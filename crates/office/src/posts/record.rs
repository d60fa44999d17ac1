//! What the institution consists of: centres, departments, windows, posts; each checked once.

use kit::Phrase;
use kit::db::CentreId;
use kit::form::FormErrors;
use rulebook::person::{CreditCode, Phone};
use serde::{Deserialize, Serialize};

/// Whether something is in use (状态).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// 启用
    #[default]
    Open,
    /// 暂停: a window that serves nobody for now.
    Paused,
    /// 停用: closed for good, kept for the records.
    Closed,
}

impl State {
    /// The name kept in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Paused => "paused",
            Self::Closed => "closed",
        }
    }

    /// The state of a name.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Open, Self::Paused, Self::Closed].into_iter().find(|it| it.code() == code)
    }

    /// What people call it.
    pub fn phrase(self) -> Phrase {
        match self {
            Self::Open => Phrase::of("启用", "Open"),
            Self::Paused => Phrase::of("暂停", "Paused"),
            Self::Closed => Phrase::of("停用", "Closed"),
        }
    }
}

/// What kind of centre it is (中心类型).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CentreKind {
    /// 县级机构: the county office above the centres.
    County,
    /// 乡镇便民服务中心
    #[default]
    Township,
}

impl CentreKind {
    /// The name kept in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::County => "county",
            Self::Township => "township",
        }
    }

    /// The kind of a name.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::County, Self::Township].into_iter().find(|it| it.code() == code)
    }

    /// What people call it.
    pub fn phrase(self) -> Phrase {
        match self {
            Self::County => Phrase::of("县级机构", "County office"),
            Self::Township => Phrase::of("乡镇便民服务中心", "Township service centre"),
        }
    }
}

/// A convenience service centre, or the county office (便民服务中心).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[doc(alias = "便民服务中心")]
pub struct Centre {
    /// What it is.
    pub kind: CentreKind,
    /// Its name.
    pub name: String,
    /// Its English name; may be empty.
    pub name_english: String,
    /// Unified social credit code; may be empty.
    pub credit_code: String,
    /// Where it is.
    pub address: String,
    /// The same in English; may be empty.
    pub address_english: String,
    /// Number for questions.
    pub hotline: String,
    /// Number for complaints.
    pub supervision_phone: String,
    /// When it is open.
    pub hours: String,
    /// The same in English; may be empty.
    pub hours_english: String,
}

/// A department at a centre, or a bureau of the county (站所).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[doc(alias = "站所")]
pub struct Department {
    /// Its key within the centre, such as `MZ`.
    pub key: String,
    /// What the catalogue calls it (民政).
    pub short: String,
    /// The same in English; may be empty.
    pub short_english: String,
    /// Its full name (青榕镇社会事务办).
    pub name: String,
    /// The same in English; may be empty.
    pub name_english: String,
    /// Unified social credit code; may be empty.
    pub credit_code: String,
    /// Who is above it (乡镇政府, 县级主管部门); may be empty.
    pub superior: String,
}

/// A window (窗口).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[doc(alias = "窗口")]
pub struct Window {
    /// Its key within the centre, such as `W03`.
    pub key: String,
    /// What stands above it (03号).
    pub number: String,
    /// Its name.
    pub name: String,
    /// The same in English; may be empty.
    pub name_english: String,
    /// Keys of the departments it serves.
    pub departments: Vec<String>,
    /// The letter its tickets begin with; may be empty.
    pub queue_prefix: String,
    /// When it is open.
    pub hours: String,
    /// The same in English; may be empty.
    pub hours_english: String,
}

/// Whether a post is the first or the one that stands in (AB岗).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[doc(alias = "AB岗")]
pub enum Arrangement {
    /// 不设AB岗
    #[default]
    #[serde(rename = "")]
    None,
    /// A岗
    A,
    /// B岗: stands in for an A post.
    B,
}

impl Arrangement {
    /// The name kept in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::None => "",
            Self::A => "A",
            Self::B => "B",
        }
    }

    /// The arrangement of a name.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::None, Self::A, Self::B].into_iter().find(|it| it.code() == code)
    }

    /// What people call it.
    pub fn phrase(self) -> Phrase {
        match self {
            Self::None => Phrase::of("不设AB岗", "No stand-in arrangement"),
            Self::A => Phrase::of("A岗", "Post A"),
            Self::B => Phrase::of("B岗（替补）", "Post B (stands in)"),
        }
    }
}

/// A post (岗位): what somebody is appointed to, whoever it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[doc(alias = "岗位")]
pub struct Post {
    /// Its key within the centre, such as `W03-A1`.
    pub key: String,
    /// Its title.
    pub title: String,
    /// The same in English; may be empty.
    pub title_english: String,
    /// Key of its department; empty for the centre itself.
    pub department: String,
    /// Key of its window; empty for the back office.
    pub window: String,
    /// Whether it is an A or a B post.
    pub arrangement: Arrangement,
    /// Key of the A post it stands in for; empty otherwise.
    pub stands_in_for: String,
}

/// A name in both languages, the Chinese one where there is no English.
pub fn in_both(chinese: &str, english: &str) -> Phrase {
    let english = if english.is_empty() { chinese } else { english };
    Phrase::new(chinese.to_owned(), english.to_owned())
}

/// Notes what is wrong with the fields of a record.
pub(super) struct Check {
    errors: FormErrors,
}

const NAME_MAX: usize = 80;
const TEXT_MAX: usize = 300;
const KEY_MAX: usize = 24;

impl Check {
    pub(super) fn new() -> Self {
        Self { errors: FormErrors::new() }
    }

    pub(super) fn refuse(&mut self, field: &str, fault: Phrase) {
        self.errors.add(field, fault);
    }

    fn name(&mut self, field: &str, text: &str) {
        if text.trim().is_empty() {
            self.refuse(field, Phrase::of("请填写。", "Fill this in."));
        }
        self.short_enough(field, text, NAME_MAX);
    }

    fn short_enough(&mut self, field: &str, text: &str, max: usize) {
        if text.chars().count() > max {
            self.refuse(
                field,
                Phrase::new(
                    format!("最多 {max} 个字，请缩短。"),
                    format!("At most {max} characters; shorten it."),
                ),
            );
        }
    }

    fn key(&mut self, field: &str, text: &str) {
        let is_key = (1..=KEY_MAX).contains(&text.len())
            && text.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-')
            && text != "new";
        if !is_key {
            self.refuse(
                field,
                Phrase::of(
                    "代码为 1 至 24 位字母、数字或连字符，如 W03 或 W03-A1。",
                    "A key has 1 to 24 letters, digits or hyphens, such as W03 or W03-A1.",
                ),
            );
        }
    }

    fn credit_code(&mut self, text: &str) {
        if !text.is_empty()
            && let Err(fault) = CreditCode::parse(text)
        {
            self.refuse("credit_code", fault.phrase());
        }
    }

    fn phone(&mut self, field: &str, text: &str) {
        let is_short_number =
            (3..=6).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit());
        if !text.is_empty()
            && !is_short_number
            && let Err(fault) = Phone::parse(text)
        {
            self.refuse(field, fault.phrase());
        }
    }

    pub(super) fn finish(self) -> Result<(), FormErrors> {
        if self.errors.is_empty() { Ok(()) } else { Err(self.errors) }
    }
}

impl Centre {
    pub(super) fn check(&self) -> Result<(), FormErrors> {
        let mut check = Check::new();
        check.name("name", &self.name);
        check.short_enough("name_english", &self.name_english, NAME_MAX);
        check.credit_code(&self.credit_code);
        check.short_enough("address", &self.address, TEXT_MAX);
        check.short_enough("address_english", &self.address_english, TEXT_MAX);
        check.phone("hotline", &self.hotline);
        check.phone("supervision_phone", &self.supervision_phone);
        check.short_enough("hours", &self.hours, TEXT_MAX);
        check.short_enough("hours_english", &self.hours_english, TEXT_MAX);
        check.finish()
    }

    /// Its name in both languages.
    pub fn title(&self) -> Phrase {
        in_both(&self.name, &self.name_english)
    }
}

impl Department {
    pub(super) fn check(&self) -> Result<(), FormErrors> {
        let mut check = Check::new();
        check.key("key", &self.key);
        check.name("short", &self.short);
        check.short_enough("short_english", &self.short_english, NAME_MAX);
        check.name("name", &self.name);
        check.short_enough("name_english", &self.name_english, TEXT_MAX);
        check.credit_code(&self.credit_code);
        check.short_enough("superior", &self.superior, NAME_MAX);
        check.finish()
    }

    /// Its name in both languages.
    pub fn title(&self) -> Phrase {
        in_both(&self.name, &self.name_english)
    }

    /// Its short name in both languages.
    pub fn short_title(&self) -> Phrase {
        in_both(&self.short, &self.short_english)
    }
}

impl Window {
    pub(super) fn check(&self) -> Result<(), FormErrors> {
        let mut check = Check::new();
        check.key("key", &self.key);
        check.name("number", &self.number);
        check.name("name", &self.name);
        check.short_enough("name_english", &self.name_english, TEXT_MAX);
        check.short_enough("hours", &self.hours, TEXT_MAX);
        check.short_enough("hours_english", &self.hours_english, TEXT_MAX);
        let prefix = self.queue_prefix.as_bytes();
        if prefix.len() > 2 || !prefix.iter().all(u8::is_ascii_uppercase) {
            check.refuse(
                "queue_prefix",
                Phrase::of("排队字头为一至两个大写字母。", "The prefix is one or two capitals."),
            );
        }
        check.finish()
    }

    /// Its name in both languages.
    pub fn title(&self) -> Phrase {
        in_both(&self.name, &self.name_english)
    }
}

impl Post {
    pub(super) fn check(&self) -> Result<(), FormErrors> {
        let mut check = Check::new();
        check.key("key", &self.key);
        check.name("title", &self.title);
        check.short_enough("title_english", &self.title_english, NAME_MAX);
        let stands_in = !self.stands_in_for.is_empty();
        if stands_in && self.arrangement != Arrangement::B {
            check.refuse(
                "stands_in_for",
                Phrase::of("只有 B 岗才替补其他岗位。", "Only a post B stands in for another."),
            );
        }
        check.finish()
    }

    /// Its title in both languages.
    pub fn title(&self) -> Phrase {
        in_both(&self.title, &self.title_english)
    }
}

/// The division code of a centre, as typed.
///
/// # Errors
/// Where it has not 6, 9 or 12 digits.
pub fn parse_centre_code(text: &str) -> Result<CentreId, Phrase> {
    CentreId::parse(text.trim()).filter(|_| matches!(text.trim().len(), 6 | 9 | 12)).ok_or_else(
        || {
            Phrase::of(
                "行政区划代码为 6、9 或 12 位数字，乡镇为 9 位。",
                "A division code has 6, 9 or 12 digits; a township's has 9.",
            )
        },
    )
}
