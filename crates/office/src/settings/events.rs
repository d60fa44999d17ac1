//! What the journal says of settings.

use calendar::{Closure, Notice, NoticeDay, Phrase};
use jiff::civil::Date;
use kit::HallError;
use serde::{Deserialize, Serialize};

/// The entries after which the working days of a centre may be others than before.
pub(super) const CALENDAR_CHANGES: [&str; 5] = [
    "settings.notice_loaded",
    "settings.notice_withdrawn",
    "settings.closure_noted",
    "settings.closure_lifted",
    "settings.calendar_applied",
];

/// Days with the holiday they belong to.
pub(super) type NamedDays = Vec<(String, String)>;

/// `settings.notice_loaded`: a notice of the State Council came into force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct NoticeLoaded {
    pub(super) year: i16,
    pub(super) source: String,
    pub(super) days_off: NamedDays,
    pub(super) make_up_days: NamedDays,
}

impl NoticeLoaded {
    pub(super) fn of(notice: &Notice) -> Self {
        let named = |days: &[NoticeDay]| {
            days.iter().map(|day| (day.date.to_string(), day.name.clone())).collect()
        };
        Self {
            year: notice.year(),
            source: notice.source().to_owned(),
            days_off: named(notice.days_off()),
            make_up_days: named(notice.make_up_days()),
        }
    }

    pub(super) fn notice(&self) -> Result<Notice, HallError> {
        let days = |days: &NamedDays| {
            days.iter()
                .map(|(date, name)| {
                    let date: Date = date.parse().map_err(HallError::broken)?;
                    Ok(NoticeDay::new(date, name.clone()))
                })
                .collect::<Result<Vec<_>, HallError>>()
        };
        let (off, work) = (days(&self.days_off)?, days(&self.make_up_days)?);
        Notice::new(self.year, &self.source, off, work)
            .map_err(|faults| HallError::broken(format!("notice {}: {faults:?}", self.year)))
    }
}

/// `settings.notice_withdrawn`: the loading of a notice was taken back.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct NoticeWithdrawn {
    pub(super) number: i64,
    pub(super) year: i16,
    pub(super) reason: String,
}

/// `settings.closure_noted`: a centre will be, or was, closed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct ClosureNoted {
    pub(super) from_on: String,
    pub(super) through_on: String,
    pub(super) reason: String,
    pub(super) reason_english: String,
}

impl ClosureNoted {
    pub(super) fn of(closure: &Closure) -> Self {
        Self {
            from_on: closure.from().to_string(),
            through_on: closure.through().to_string(),
            reason: closure.reason().zh.to_string(),
            reason_english: closure.reason().en.to_string(),
        }
    }

    pub(super) fn closure(&self) -> Result<Closure, HallError> {
        let day = |text: &str| text.parse::<Date>().map_err(HallError::broken);
        let reason = Phrase::new(self.reason.clone(), self.reason_english.clone());
        Closure::new(day(&self.from_on)?, day(&self.through_on)?, reason).map_err(HallError::broken)
    }
}

/// `settings.closure_lifted`: a closure does not hold after all.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct ClosureLifted {
    pub(super) number: i64,
    pub(super) reason: String,
}

/// `settings.market_noted`: market days were added.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct MarketNoted {
    pub(super) rule: String,
}

/// `settings.market_ended`: market days were taken off.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct MarketEnded {
    pub(super) number: i64,
}

/// `settings.parameter_changed`: a centre chose another value than before.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct ParameterChanged {
    pub(super) name: String,
    pub(super) from: i64,
    pub(super) to: i64,
    pub(super) reason: String,
}

/// `settings.calendar_applied`: a centre's open work was recomputed for the county's days.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct CalendarApplied {
    pub(super) version: String,
}
