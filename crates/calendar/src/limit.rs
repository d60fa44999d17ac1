//! Time limits as laws and promises state them: so many working days, days or months.
//!
//! Legal basis: in the Administrative Licensing Law a day is a working day (art. 82); residence
//! permits, legal aid or mediation count natural days or months. The unit therefore belongs to the
//! limit, never to the reader.

use crate::Phrase;
use crate::wording::count;
use std::cmp::Ordering;
use std::fmt;

/// What a limit counts (时限单位).
#[doc(alias = "时限单位")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LimitUnit {
    /// Working days (工作日): days off are not counted.
    WorkingDays,
    /// Natural days (自然日): every day counts; a last day that is a day off moves on.
    Days,
    /// Months (月): to the day of the same number, or the month's end where there is none.
    Months,
}

impl LimitUnit {
    /// All units, in the order in which forms offer them.
    pub const ALL: [Self; 3] = [Self::WorkingDays, Self::Days, Self::Months];

    /// The code used in data and interfaces.
    pub fn code(self) -> &'static str {
        match self {
            Self::WorkingDays => "working_days",
            Self::Days => "days",
            Self::Months => "months",
        }
    }

    /// The unit behind a code or a Chinese unit name (`工作日`, `日`, `天`, `自然日`, `月` …).
    pub fn parse(text: &str) -> Result<Self, LimitFault> {
        match text.trim() {
            "working_days" | "工作日" | "个工作日" => Ok(Self::WorkingDays),
            "days" | "日" | "天" | "自然日" | "个自然日" | "日历日" => Ok(Self::Days),
            "months" | "月" | "个月" => Ok(Self::Months),
            _ => Err(LimitFault::UnknownUnit),
        }
    }

    /// The unit's name.
    pub fn name(self) -> Phrase {
        match self {
            Self::WorkingDays => Phrase::of("工作日", "working days"),
            Self::Days => Phrase::of("自然日", "calendar days"),
            Self::Months => Phrase::of("个月", "months"),
        }
    }
}

/// A time limit (时限), legal or promised.
///
/// Two limits of the same unit compare by their length; limits of different units do not compare,
/// because over Spring Festival ten working days are longer than fifteen natural ones.
#[doc(alias = "时限")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Limit {
    value: u16,
    unit: LimitUnit,
}

impl Limit {
    /// The longest limit in days or working days that is taken from people.
    pub const DAYS_MAX: u16 = 9_999;
    /// The longest limit in months that is taken from people.
    pub const MONTHS_MAX: u16 = 999;

    /// On the spot (即办): the same working day.
    pub const SAME_DAY: Self = Self::working_days(0);

    /// So many working days (工作日); 0 is the same day.
    pub const fn working_days(value: u16) -> Self {
        Self { value, unit: LimitUnit::WorkingDays }
    }

    /// So many natural days (自然日).
    pub const fn days(value: u16) -> Self {
        Self { value, unit: LimitUnit::Days }
    }

    /// So many months (月).
    pub const fn months(value: u16) -> Self {
        Self { value, unit: LimitUnit::Months }
    }

    /// A limit as people and files state it; refused where it is negative or beyond reason.
    pub fn parse(value: i64, unit: &str) -> Result<Self, LimitFault> {
        Self::new(value, LimitUnit::parse(unit)?)
    }

    /// A limit from a number not yet trusted.
    pub fn new(value: i64, unit: LimitUnit) -> Result<Self, LimitFault> {
        let highest = match unit {
            LimitUnit::WorkingDays | LimitUnit::Days => Self::DAYS_MAX,
            LimitUnit::Months => Self::MONTHS_MAX,
        };
        match u16::try_from(value) {
            Ok(value) if value <= highest => Ok(Self { value, unit }),
            Err(_) if value < 0 => Err(LimitFault::Negative),
            Ok(_) | Err(_) => Err(LimitFault::TooLong { highest, unit }),
        }
    }

    /// How many of the unit.
    pub fn value(self) -> u16 {
        self.value
    }

    /// What is counted.
    pub fn unit(self) -> LimitUnit {
        self.unit
    }

    /// The limit in words: `5个工作日`, `5 working days`.
    pub fn phrase(self) -> Phrase {
        let (value, number) = (self.value, u32::from(self.value));
        match self.unit {
            LimitUnit::WorkingDays if value == 0 => Phrase::of("当日办结", "the same working day"),
            LimitUnit::WorkingDays => Phrase::new(
                format!("{value}个工作日"),
                count(number, "working day", "working days"),
            ),
            LimitUnit::Days => Phrase::new(
                format!("{value}日（自然日）"),
                count(number, "calendar day", "calendar days"),
            ),
            LimitUnit::Months => {
                Phrase::new(format!("{value}个月"), count(number, "month", "months"))
            }
        }
    }
}

impl PartialOrd for Limit {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (self.unit == other.unit).then(|| self.value.cmp(&other.value))
    }
}

/// Why a limit was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitFault {
    /// The unit is none of the three.
    UnknownUnit,
    /// A limit cannot be negative.
    Negative,
    /// Longer than any limit of law.
    TooLong {
        /// The longest that is taken.
        highest: u16,
        /// Of which unit.
        unit: LimitUnit,
    },
}

impl LimitFault {
    /// The fault in words.
    pub fn phrase(self) -> Phrase {
        match self {
            Self::UnknownUnit => Phrase::of(
                "时限单位应为工作日、自然日或月（working_days、days、months）",
                "the unit must be working_days, days or months",
            ),
            Self::Negative => Phrase::of("时限不能为负数", "a limit cannot be negative"),
            Self::TooLong { highest, unit } => Phrase::new(
                format!("时限不能超过{highest}{}", unit.name().zh),
                format!("a limit cannot exceed {highest} {}", unit.name().en),
            ),
        }
    }
}

impl fmt::Display for LimitFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.phrase().en)
    }
}

impl std::error::Error for LimitFault {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_read_from_codes_and_from_chinese() {
        for (text, unit) in [
            ("working_days", LimitUnit::WorkingDays),
            ("工作日", LimitUnit::WorkingDays),
            (" 个工作日 ", LimitUnit::WorkingDays),
            ("日", LimitUnit::Days),
            ("天", LimitUnit::Days),
            ("自然日", LimitUnit::Days),
            ("月", LimitUnit::Months),
            ("months", LimitUnit::Months),
        ] {
            assert_eq!(LimitUnit::parse(text), Ok(unit), "{text}");
        }
        for unit in LimitUnit::ALL {
            assert_eq!(LimitUnit::parse(unit.code()), Ok(unit));
        }
        assert_eq!(LimitUnit::parse("年"), Err(LimitFault::UnknownUnit));
    }

    #[test]
    fn a_limit_beyond_reason_is_refused_in_words() {
        assert_eq!(Limit::parse(-1, "日"), Err(LimitFault::Negative));
        assert_eq!(Limit::parse(i64::MIN, "日"), Err(LimitFault::Negative));
        let fault = Limit::parse(1_000, "月").unwrap_err();
        assert_eq!(fault.phrase().zh, "时限不能超过999个月");
        let fault = Limit::parse(i64::MAX, "工作日").unwrap_err();
        assert_eq!(fault.to_string(), "a limit cannot exceed 9999 working days");
        assert_eq!(Limit::parse(0, "工作日"), Ok(Limit::SAME_DAY));
    }

    #[test]
    fn only_limits_of_the_same_unit_compare() {
        assert!(Limit::working_days(10) < Limit::working_days(20));
        assert_eq!(Limit::working_days(10).partial_cmp(&Limit::days(15)), None);
    }

    #[test]
    fn a_limit_is_said_in_both_languages() {
        assert_eq!(Limit::SAME_DAY.phrase().zh, "当日办结");
        assert_eq!(Limit::working_days(1).phrase().en, "1 working day");
        assert_eq!(Limit::days(15).phrase().zh, "15日（自然日）");
        assert_eq!(Limit::months(6).phrase().en, "6 months");
    }
}
