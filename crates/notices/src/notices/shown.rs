//! What is announced at a place today: what the calendar knows, then what was written.

use super::notice::{Content, Place};
use super::store;
use calendar::{DayKind, SpecialDays, WorkingCalendar, wording};
use jiff::ToSpan;
use jiff::civil::Date;
use kit::db::CentreId;
use kit::{HallError, Phrase, Visit, Words};
use office::settings::door as settings;

/// Days ahead on which the calendar begins to speak.
const AHEAD: i64 = 14;

/// A text in the reader's language, or in Chinese where there is no other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The text.
    pub text: String,
    /// `zh-CN` where it is not in the language of the page, else empty.
    pub lang: &'static str,
}

impl Said {
    fn of(chinese: &str, english: &str, words: Words) -> Self {
        let text = words.say(chinese, english);
        if text.is_empty() {
            return Self { text: chinese.to_owned(), lang: "zh-CN" };
        }
        Self { text: text.to_owned(), lang: "" }
    }
}

/// A notice as a page shows it (公告).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// 标题
    pub title: Said,
    /// The days it is about, or on which it stands.
    pub days: String,
    /// 正文
    pub body: Said,
}

impl Announcement {
    pub(super) fn of(content: &Content, words: Words) -> Self {
        let days = wording::stretch(content.from, content.through);
        Self {
            title: Said::of(&content.title, &content.title_english, words),
            days: words.phrase(&days).to_owned(),
            body: Said::of(&content.body, &content.body_english, words),
        }
    }
}

/// What is announced at a place today.
///
/// # Errors
/// What the database said.
pub async fn shown(
    visit: &Visit,
    centre: CentreId,
    place: Place,
) -> Result<Vec<Announcement>, HallError> {
    let (today, words) = (visit.today(), visit.words());
    visit
        .read(move |read| {
            let calendar = settings::working_calendar(read, centre)?;
            let written = store::shown(read, centre, (place, today))?;
            let mut all = of_calendar(&calendar, today, words);
            all.extend(written.iter().map(|it| Announcement::of(&it.content, words)));
            Ok(all)
        })
        .await
}

/// What the working calendar announces by itself: closures, days off, weekends that are worked.
pub(super) fn of_calendar(
    calendar: &WorkingCalendar,
    today: Date,
    words: Words,
) -> Vec<Announcement> {
    let until = today.checked_add(AHEAD.days()).unwrap_or(today);
    let mut days = calendar.special_days_in(today.year());
    if until.year() != today.year() {
        days.extend(calendar.special_days_in(until.year()));
    }
    days.retain(|it| it.last >= today && it.first <= until);
    days.iter().filter_map(|it| of_days(it, words)).collect()
}

fn of_days(days: &SpecialDays, words: Words) -> Option<Announcement> {
    let (title, body) = match &days.kind {
        DayKind::Working | DayKind::Weekend => return None,
        DayKind::LocalClosure { reason } => (
            Phrase::of("临时闭馆", "Closed"),
            Phrase::new(
                format!("{}，本中心暂停对外服务。闭馆日不计入工作日时限。", reason.zh),
                format!("{}. The centre serves nobody; no limit counts the day.", reason.en),
            ),
        ),
        DayKind::Holiday { name } => (
            Phrase::new(format!("{}放假", name.zh), format!("Days off: {}", name.en)),
            Phrase::of(
                "放假期间不对外办公，可在网上查指南、查进度、预约节后的时间。",
                "The centre is closed; guides, progress and appointments are open online.",
            ),
        ),
        DayKind::MakeUp { name } => (
            Phrase::of("调休上班", "Open on a weekend"),
            Phrase::new(
                format!("因{}调休，本中心照常办公。", name.zh),
                format!("The centre is open, to make up for {}.", name.en),
            ),
        ),
    };
    let stretch = wording::stretch(days.first, days.last);
    Some(Announcement {
        title: Said::of(&title.zh, &title.en, words),
        days: words.phrase(&stretch).to_owned(),
        body: Said::of(&body.zh, &body.en, words),
    })
}
