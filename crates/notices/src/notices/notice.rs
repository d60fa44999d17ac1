//! A notice: what it says, where it is shown, and how it may move.

use jiff::civil::Date;
use kit::form::FormErrors;
use kit::{HallError, Phrase};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What the board has room for, and what somebody reads who walks by.
const TITLE_MAX: usize = 40;
const BODY_MAX: usize = 200;
const REASON_MAX: usize = 200;
/// A notice that stands longer belongs into the guide.
const DAYS_MAX: i32 = 366;

/// Where a notice is shown (公告位置).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// 叫号屏
    Board,
    /// 中心首页
    Home,
    /// 触摸屏
    Kiosk,
}

impl Place {
    /// All places.
    pub const ALL: [Self; 3] = [Self::Board, Self::Home, Self::Kiosk];

    /// The word kept in the journal.
    pub fn word(self) -> &'static str {
        match self {
            Self::Board => "board",
            Self::Home => "home",
            Self::Kiosk => "kiosk",
        }
    }

    /// The place of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }

    /// What people call it.
    pub fn phrase(self) -> Phrase {
        match self {
            Self::Board => Phrase::of("叫号屏", "Call board"),
            Self::Home => Phrase::of("中心首页", "Home page"),
            Self::Kiosk => Phrase::of("触摸屏", "Kiosk"),
        }
    }
}

/// What a notice says, when and where (公告内容).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// 标题
    pub title: String,
    /// May be empty: then the Chinese one is shown.
    pub title_english: String,
    /// 正文
    pub body: String,
    /// May be empty: then the Chinese one is shown.
    pub body_english: String,
    /// The first day on which it is shown.
    pub from: Date,
    /// The last one.
    pub through: Date,
    /// Words of the places.
    pub places: Vec<String>,
}

impl Content {
    /// Whether it is shown at a place.
    pub fn is_for(&self, place: Place) -> bool {
        self.places.iter().any(|it| it == place.word())
    }
}

/// A notice as somebody typed it, before anything is known to be right.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct Typed {
    /// 标题, at most 40 characters.
    pub(super) title: String,
    /// In English, at most 80; may be empty.
    pub(super) title_english: String,
    /// 正文, at most 200 characters.
    pub(super) body: String,
    /// In English, at most 400; may be empty.
    pub(super) body_english: String,
    /// The first day: `2026-11-24`.
    pub(super) from: String,
    /// The last day.
    pub(super) through: String,
    /// `board`, `home`, `kiosk`: at least one.
    pub(super) places: Vec<String>,
}

impl Typed {
    /// A notice as it stands, to be changed.
    pub(super) fn of(content: &Content) -> Self {
        Self {
            title: content.title.clone(),
            title_english: content.title_english.clone(),
            body: content.body.clone(),
            body_english: content.body_english.clone(),
            from: content.from.to_string(),
            through: content.through.to_string(),
            places: content.places.clone(),
        }
    }

    /// What was typed, read.
    ///
    /// # Errors
    /// Everything that is wrong with it, by field.
    pub(super) fn read(&self) -> Result<Content, FormErrors> {
        let mut errors = FormErrors::new();
        let mut text = |field: &str, typed: &str, (least, most): (usize, usize)| {
            let typed = typed.trim();
            if !(least..=most).contains(&typed.chars().count()) {
                errors.add(field, length_fault(least, most));
            }
            typed.to_owned()
        };
        let title = text("title", &self.title, (1, TITLE_MAX));
        let title_english = text("title_english", &self.title_english, (0, 2 * TITLE_MAX));
        let body = text("body", &self.body, (1, BODY_MAX));
        let body_english = text("body_english", &self.body_english, (0, 2 * BODY_MAX));
        let from = errors.take("from", day(&self.from));
        let through = errors.take("through", day(&self.through));
        if let (Some(from), Some(through)) = (from, through)
            && let Some(fault) = days_fault(from, through)
        {
            errors.add("through", fault);
        }
        let known = |it: &&Place| self.places.iter().any(|typed| typed == it.word());
        let places: Vec<String> =
            Place::ALL.iter().filter(known).map(|it| it.word().to_owned()).collect();
        if places.is_empty() {
            let fault = Phrase::of("请至少选一处。", "Choose at least one place.");
            errors.add("places", fault);
        }
        match (from, through) {
            (Some(from), Some(through)) if errors.is_empty() => {
                Ok(Content { title, title_english, body, body_english, from, through, places })
            }
            _ => Err(errors),
        }
    }
}

fn length_fault(least: usize, most: usize) -> Phrase {
    if least == 0 {
        return Phrase::new(
            format!("不超过 {most} 个字符。"),
            format!("At most {most} characters."),
        );
    }
    Phrase::new(
        format!("请填写 {least} 至 {most} 个字。"),
        format!("Write {least} to {most} characters."),
    )
}

fn day(typed: &str) -> Result<Date, Phrase> {
    typed
        .trim()
        .parse()
        .map_err(|_| Phrase::of("请填写日期，如 2026-11-24。", "Give a day, such as 2026-11-24."))
}

fn days_fault(from: Date, through: Date) -> Option<Phrase> {
    if through < from {
        return Some(Phrase::of(
            "结束日不能早于开始日。",
            "The last day cannot be before the first.",
        ));
    }
    let days = (through - from).get_days();
    (days >= DAYS_MAX).then(|| {
        Phrase::new(
            format!("一则公告最多公布 {DAYS_MAX} 天。"),
            format!("A notice stands for {DAYS_MAX} days at most."),
        )
    })
}

/// A reason that somebody gave.
///
/// # Errors
/// `Invalid` at the field where it is missing or too long.
pub(super) fn reason(field: &str, typed: &str) -> Result<String, HallError> {
    let typed = typed.trim();
    if (1..=REASON_MAX).contains(&typed.chars().count()) {
        return Ok(typed.to_owned());
    }
    Err(HallError::invalid(field, length_fault(1, REASON_MAX)))
}

/// Where a notice stands (公告状态).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// 草稿
    Draft,
    /// 已发布
    Published,
    /// 已撤下
    Withdrawn {
        /// Why.
        reason: String,
    },
}

impl Standing {
    /// The word kept in the table.
    pub(super) fn word(&self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }

    /// From the table.
    ///
    /// # Errors
    /// Where the word is none.
    pub(super) fn read(word: &str, reason: String) -> Result<Self, HallError> {
        match word {
            "draft" => Ok(Self::Draft),
            "published" => Ok(Self::Published),
            "withdrawn" => Ok(Self::Withdrawn { reason }),
            _ => Err(HallError::broken(format!("no standing of a notice: {word}"))),
        }
    }

    /// What people call it.
    pub(super) fn phrase(&self) -> Phrase {
        match self {
            Self::Draft => Phrase::of("草稿", "Draft"),
            Self::Published => Phrase::of("已发布", "Published"),
            Self::Withdrawn { .. } => Phrase::of("已撤下", "Withdrawn"),
        }
    }

    /// 发布: a draft whose days are not over.
    ///
    /// # Errors
    /// Where it is no draft, or its days are over.
    pub(super) fn publish(self, through: Date, today: Date) -> Result<Self, HallError> {
        match self {
            Self::Draft if through < today => Err(no(
                "公布的日子已经过去，请先改日期再发布。",
                "Its days are over: change them first, then publish it.",
            )),
            Self::Draft => Ok(Self::Published),
            Self::Published => Err(no("这则公告已经发布。", "This notice is published already.")),
            Self::Withdrawn { .. } => Err(is_withdrawn()),
        }
    }

    /// 更正: a draft freely, what is published with a reason.
    ///
    /// # Errors
    /// Where it was withdrawn; where a reason is missing.
    pub(super) fn change(&self, field: &str, typed: &str) -> Result<String, HallError> {
        match self {
            Self::Draft => Ok(typed.trim().chars().take(REASON_MAX).collect()),
            Self::Published => reason(field, typed),
            Self::Withdrawn { .. } => Err(is_withdrawn()),
        }
    }

    /// 撤下
    ///
    /// # Errors
    /// Where it was withdrawn before.
    pub(super) fn withdraw(self, reason: String) -> Result<Self, HallError> {
        match self {
            Self::Draft | Self::Published => Ok(Self::Withdrawn { reason }),
            Self::Withdrawn { .. } => Err(is_withdrawn()),
        }
    }
}

fn is_withdrawn() -> HallError {
    no(
        "这则公告已经撤下，不能再改；需要时请另写一则。",
        "This notice was withdrawn and stays as it is; write another one where it is needed.",
    )
}

/// What is announced has to be right, and what was wrong stays traceable.
fn no(chinese: &'static str, english: &'static str) -> HallError {
    let basis = Phrase::of(
        "《政府信息公开条例》第六条",
        "Regulations on Open Government Information, article 6",
    );
    HallError::refused(Phrase::of(chinese, english), basis)
}
