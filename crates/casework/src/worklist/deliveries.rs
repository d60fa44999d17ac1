//! What waits to be delivered, and what went by post, as the back office sees it.

use crate::cases::door::recipient_phrase;
use crate::cases::door::store::{self, Held};
use crate::cases::door::view::{item_name, light_view};
use calendar::WorkingCalendar;
use jiff::civil::Date;
use kit::db::{CentreId, Read};
use kit::words::instant_of;
use kit::{HallError, Words};
use office::settings::door as settings;
use rulebook::case::clock::{delivery, last_overdue_decision};
use rulebook::case::{Case, Outcome};

/// Which deliveries (送达台账).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[doc(alias = "送达台账")]
pub enum Deliveries {
    /// 待送达
    #[default]
    Waiting,
    /// 逾期未送达 (art. 44)
    Late,
    /// 送达未成
    Failed,
    /// 邮寄
    Posted,
}

impl Deliveries {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Late, Self::Failed, Self::Posted];

    /// Its word in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Late => "late",
            Self::Failed => "failed",
            Self::Posted => "posted",
        }
    }

    /// The list of a word; what waits for any other.
    pub fn from_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|it| it.word() == word).unwrap_or_default()
    }
}

/// A line of it.
#[derive(Clone, Debug)]
pub struct DeliveryLine {
    /// 办件编号
    pub number: String,
    /// 事项名称
    pub item: String,
    /// Name, masked.
    pub applicant: String,
    /// What was decided, what failed, or the tracking number.
    pub about: String,
    /// When it was decided, or sent.
    pub since: String,
    /// The last day of delivery; empty for what was sent.
    pub due: String,
    /// Class of its light; empty for what was sent.
    pub light: &'static str,
    /// Its light in words.
    pub left: String,
    /// Its place in the list, for the page that follows.
    pub place: (i64, String),
}

/// Lines of a list after a place: 0 and nothing for the first page.
///
/// # Errors
/// What the database said.
pub fn deliveries(
    read: &mut dyn Read,
    centre: CentreId,
    (which, after): (Deliveries, &(i64, String)),
    (today, words): (Date, Words),
    limit: u32,
) -> Result<Vec<DeliveryLine>, HallError> {
    let calendar = settings::working_calendar(read, centre)?;
    let place = (after.0, after.1.as_str());
    let found = match which {
        Deliveries::Posted => return posted(read, centre, place, words, limit),
        Deliveries::Waiting => store::outcomes::to_deliver(read, centre, i64::MAX, place, limit)?,
        Deliveries::Late => {
            let last = last_overdue_decision(today, &calendar);
            let end = last.tomorrow().map_or(i64::MAX, |day| instant_of(day.at(0, 0, 0, 0)) - 1);
            store::outcomes::to_deliver(read, centre, end, place, limit)?
        }
        Deliveries::Failed => store::outcomes::failed(read, centre, place, limit)?,
    };
    found.iter().map(|it| line(it, (today, &calendar), words)).collect()
}

fn posted(
    read: &mut dyn Read,
    centre: CentreId,
    (at_ms, number): (i64, &str),
    words: Words,
    limit: u32,
) -> Result<Vec<DeliveryLine>, HallError> {
    let before = if number.is_empty() { (i64::MAX, "") } else { (at_ms, number) };
    let all = store::outcomes::posted(read, centre, before, limit)?;
    let line = |it: store::outcomes::Posted| {
        let recipient = recipient_phrase(&it.recipient);
        let english = if it.item.1.is_empty() { &it.item.0 } else { &it.item.1 };
        DeliveryLine {
            item: words.say(&it.item.0, english).to_owned(),
            applicant: it.applicant,
            about: words.fill(
                "邮件号 {}，收件人：{}",
                "tracking number {}, to {}",
                &[&it.tracking, &words.phrase(&recipient)],
            ),
            since: words.instant(it.at_ms),
            due: String::new(),
            light: "",
            left: String::new(),
            place: (it.at_ms, it.number.clone()),
            number: it.number,
        }
    };
    Ok(all.into_iter().map(line).collect())
}

fn line(
    (held, decided_at_ms): &(Held, i64),
    (today, calendar): (Date, &WorkingCalendar),
    words: Words,
) -> Result<DeliveryLine, HallError> {
    let decided_on = kit::clock::day_of(*decided_at_ms);
    let face = delivery(decided_on, today, calendar);
    let light = light_view(held, &face, words);
    Ok(DeliveryLine {
        number: held.number.clone(),
        item: item_name(held, words),
        applicant: held.applicant_masked.clone(),
        about: about(&held.case()?, words),
        since: words.date(decided_on),
        due: face.due_on().map(|day| words.date(day)).unwrap_or_default(),
        light: light.class,
        left: light.text,
        place: (*decided_at_ms, held.number.clone()),
    })
}

/// What was decided, and what came of the last attempt.
fn about(case: &Case, words: Words) -> String {
    let mut told = match case.outcome() {
        Some(Outcome::Granted { result, .. }) => result.clone(),
        Some(Outcome::GrantedInPart { result, .. }) => {
            words.fill("{}（部分准予）", "{} (in part)", &[result])
        }
        Some(Outcome::Refused { .. }) => {
            words.say("不予批准决定书", "decision to refuse").to_owned()
        }
        Some(Outcome::Answered { .. }) => words.say("协调答复书", "answer").to_owned(),
        None => String::new(),
    };
    if case.lacks_certificate() {
        told += words.say("（证照待登记）", " (certificate not on record)");
    }
    if let Some(last) = case.attempts.last() {
        let method = last.method.phrase();
        told += &words.fill(
            "；{}未成（{}）：{}",
            "; {} failed ({}): {}",
            &[&words.phrase(&method), &words.date(last.at.day), &last.reason],
        );
    }
    told
}
