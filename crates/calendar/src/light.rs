//! Lights: how late a clock is, as a word and as a colour.
//!
//! Green while there is time; amber when one working day or less is left; red past the promise;
//! black past the legal limit. Both limits are always looked at, because a legal limit in natural
//! days can run out before a promise in working days does.

use crate::Phrase;
use crate::pause::Pauses;
use crate::term::{Remaining, remaining};
use crate::working_calendar::WorkingCalendar;
use jiff::civil::Date;

/// How a clock stands (亮灯).
#[doc(alias = "黄灯")]
#[doc(alias = "红灯")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Light {
    /// More than one working day is left (绿灯).
    Green,
    /// One working day or less is left (黄灯).
    Amber,
    /// Past the promised limit (红灯).
    Red,
    /// Past the legal limit (黑灯).
    Black,
}

impl Light {
    /// All lights, from calm to grave.
    pub const ALL: [Self; 4] = [Self::Green, Self::Amber, Self::Red, Self::Black];

    /// The code used in data and interfaces.
    pub fn code(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Amber => "amber",
            Self::Red => "red",
            Self::Black => "black",
        }
    }

    /// The name of the light.
    pub fn name(self) -> Phrase {
        match self {
            Self::Green => Phrase::of("绿灯", "green"),
            Self::Amber => Phrase::of("黄灯", "amber"),
            Self::Red => Phrase::of("红灯", "red"),
            Self::Black => Phrase::of("黑灯", "black"),
        }
    }

    /// What it means, for those who do not see colours.
    pub fn meaning(self) -> Phrase {
        match self {
            Self::Green => Phrase::of("时限内", "in time"),
            Self::Amber => Phrase::of("即将到期", "due soon"),
            Self::Red => Phrase::of("超承诺时限", "past the promise"),
            Self::Black => Phrase::of("超法定时限", "past the legal limit"),
        }
    }
}

/// The last days of the two limits of a case; either may be missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct DueDates {
    /// By the promise (承诺时限).
    pub promised: Option<Date>,
    /// By law (法定时限).
    pub legal: Option<Date>,
}

impl DueDates {
    /// Whichever comes first.
    pub fn first(self) -> Option<Date> {
        self.promised.into_iter().chain(self.legal).min()
    }
}

/// The light of a clock on a day.
pub fn light(dues: DueDates, pauses: &Pauses, today: Date, calendar: &WorkingCalendar) -> Light {
    let past = |limit: Option<Date>| limit.is_some_and(|last| today > last);
    if past(dues.legal) {
        Light::Black
    } else if past(dues.promised) {
        Light::Red
    } else {
        match dues.first().map(|last| remaining(last, pauses, today, calendar)) {
            Some(Remaining::Today | Remaining::WorkingDays(0..=1)) => Light::Amber,
            Some(Remaining::WorkingDays(_) | Remaining::Overdue(_)) | None => Light::Green,
        }
    }
}
