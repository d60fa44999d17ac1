//! The State Council's yearly notice on days off (国务院办公厅关于…年部分节假日安排的通知).
//!
//! Only a notice that makes sense can be owned: every door leads through [`Notice::new`], which
//! names all that is wrong at once. A notice speaks for its title year and may reach back into the
//! December before, because New Year's holiday sometimes begins there.

use crate::day_table::is_weekend;
use crate::working_calendar::DayKind;
use crate::{Phrase, wording};
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::fmt;

/// A day that a notice names, and for which holiday.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NoticeDay {
    /// Which day.
    pub date: Date,
    /// The holiday's name as published.
    pub name: String,
}

impl NoticeDay {
    /// A day of a holiday.
    pub fn new(date: Date, name: impl Into<String>) -> Self {
        Self { date, name: name.into() }
    }
}

/// A year's notice on days off and make-up working days (放假通知).
#[doc(alias = "放假通知")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    year: i16,
    source: String,
    days_off: Vec<NoticeDay>,
    make_up_days: Vec<NoticeDay>,
}

impl Notice {
    /// The first year for which a notice is taken.
    pub const YEAR_MIN: i16 = 1990;
    /// The last year for which a notice is taken.
    pub const YEAR_MAX: i16 = 2100;
    /// More days off than any year ever had: a slip, not a notice.
    pub const DAYS_OFF_MAX: usize = 60;
    /// The longest name of a holiday, in characters.
    pub const NAME_LENGTH_MAX: usize = 30;
    /// The longest source, in characters.
    pub const SOURCE_LENGTH_MAX: usize = 300;

    /// A notice, if it makes sense; else everything that is wrong with it.
    pub fn new(
        year: i16,
        source: &str,
        days_off: impl IntoIterator<Item = NoticeDay>,
        make_up_days: impl IntoIterator<Item = NoticeDay>,
    ) -> Result<Self, Vec<NoticeFault>> {
        let mut notice = Self {
            year,
            source: source.trim().to_owned(),
            days_off: days_off.into_iter().map(trimmed).collect(),
            make_up_days: make_up_days.into_iter().map(trimmed).collect(),
        };
        notice.days_off.sort();
        notice.make_up_days.sort();
        let faults = notice.faults();
        if faults.is_empty() { Ok(notice) } else { Err(faults) }
    }

    /// The year for which it speaks.
    pub fn year(&self) -> i16 {
        self.year
    }

    /// Where it was published.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The days off, in order (放假).
    pub fn days_off(&self) -> &[NoticeDay] {
        &self.days_off
    }

    /// The weekend days that are worked, in order (调休上班).
    pub fn make_up_days(&self) -> &[NoticeDay] {
        &self.make_up_days
    }

    /// What a day is called by this notice, if it names it.
    pub fn kind_of(&self, date: Date) -> Option<DayKind> {
        let named = |days: &[NoticeDay]| {
            days.iter().find(|day| day.date == date).map(|day| wording::holiday(&day.name))
        };
        named(&self.days_off)
            .map(|name| DayKind::Holiday { name })
            .or_else(|| named(&self.make_up_days).map(|name| DayKind::MakeUp { name }))
    }

    fn faults(&self) -> Vec<NoticeFault> {
        let mut faults = Vec::new();
        if !(Self::YEAR_MIN..=Self::YEAR_MAX).contains(&self.year) {
            faults.push(NoticeFault::YearOutOfRange { year: self.year });
            return faults;
        }
        if self.source.is_empty() || self.source.chars().count() > Self::SOURCE_LENGTH_MAX {
            faults.push(NoticeFault::NoSource);
        }
        if self.days_off.len() > Self::DAYS_OFF_MAX {
            faults.push(NoticeFault::TooManyDaysOff { days: self.days_off.len() });
        }
        if !self.days_off.iter().any(|day| is_new_year_of(self.year, day.date)) {
            faults.push(NoticeFault::NewYearMissing { year: self.year });
        }
        self.faults_of_days(&mut faults);
        faults
    }

    fn faults_of_days(&self, faults: &mut Vec<NoticeFault>) {
        let mut seen = BTreeSet::new();
        for day in self.days_off.iter().chain(&self.make_up_days) {
            let date = day.date;
            if !seen.insert(date) && !faults.contains(&NoticeFault::Twice { date }) {
                faults.push(NoticeFault::Twice { date });
            }
            if !self.speaks_for(date) {
                faults.push(NoticeFault::OutsideYear { date, year: self.year });
            }
            if day.name.is_empty() || day.name.chars().count() > Self::NAME_LENGTH_MAX {
                faults.push(NoticeFault::NameUnfit { date });
            }
        }
        for day in &self.make_up_days {
            if !is_weekend(day.date) {
                faults.push(NoticeFault::MakeUpOnWeekday { date: day.date });
            }
        }
    }

    /// The title year and the December before it.
    fn speaks_for(&self, date: Date) -> bool {
        date.year() == self.year || (date.year() == self.year - 1 && date.month() == 12)
    }
}

fn trimmed(mut day: NoticeDay) -> NoticeDay {
    day.name = day.name.trim().to_owned();
    day
}

fn is_new_year_of(year: i16, date: Date) -> bool {
    (date.year(), date.month(), date.day()) == (year, 1, 1)
}

/// What is wrong with a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeFault {
    /// No notice was or will be loaded for such a year.
    YearOutOfRange {
        /// The year.
        year: i16,
    },
    /// Nobody said where it was published.
    NoSource,
    /// 1 January is off by law, so a notice without it is only a part of one.
    NewYearMissing {
        /// The year.
        year: i16,
    },
    /// More days off than a year can have.
    TooManyDaysOff {
        /// How many.
        days: usize,
    },
    /// A day that belongs to another year's notice.
    OutsideYear {
        /// The day.
        date: Date,
        /// The year of the notice.
        year: i16,
    },
    /// A day that is named twice, or as off and as worked.
    Twice {
        /// The day.
        date: Date,
    },
    /// A make-up day that is no Saturday or Sunday.
    MakeUpOnWeekday {
        /// The day.
        date: Date,
    },
    /// A day without the name of its holiday, or with a whole text for one.
    NameUnfit {
        /// The day.
        date: Date,
    },
}

impl NoticeFault {
    /// The fault in words.
    pub fn phrase(self) -> Phrase {
        match self {
            Self::YearOutOfRange { year } => Phrase::new(
                format!("年份{year}不在{}至{}之间", Notice::YEAR_MIN, Notice::YEAR_MAX),
                format!("{year} is not between {} and {}", Notice::YEAR_MIN, Notice::YEAR_MAX),
            ),
            Self::NoSource => Phrase::new(
                format!("请写明通知来源（不超过{}字）", Notice::SOURCE_LENGTH_MAX),
                format!(
                    "say where the notice was published, in at most {} characters",
                    Notice::SOURCE_LENGTH_MAX
                ),
            ),
            Self::NewYearMissing { year } => Phrase::new(
                format!("缺少{year}年1月1日：元旦依法放假，通知内容可能不完整"),
                format!("1 January {year} is missing: it is off by law, so a part may be missing"),
            ),
            Self::TooManyDaysOff { days } => Phrase::new(
                format!("放假共{days}天，超过{}天，请核对", Notice::DAYS_OFF_MAX),
                format!("{days} days off are more than {}", Notice::DAYS_OFF_MAX),
            ),
            Self::OutsideYear { date, year } => Phrase::new(
                format!("{}不属于{year}年的通知", wording::day(date).zh),
                format!("{} does not belong to the notice for {year}", wording::day(date).en),
            ),
            Self::Twice { date } => Phrase::new(
                format!("{}出现了不止一次", wording::day(date).zh),
                format!("{} is named more than once", wording::day(date).en),
            ),
            Self::MakeUpOnWeekday { date } => Phrase::new(
                format!("{}不是周末，不能作为调休上班日", wording::day(date).zh),
                format!(
                    "{} is not at a weekend, so it makes up for nothing",
                    wording::day(date).en
                ),
            ),
            Self::NameUnfit { date } => Phrase::new(
                format!("{}的节日名称应为1至{}字", wording::day(date).zh, Notice::NAME_LENGTH_MAX),
                format!(
                    "{} needs a holiday's name of at most {} characters",
                    wording::day(date).en,
                    Notice::NAME_LENGTH_MAX
                ),
            ),
        }
    }
}

impl fmt::Display for NoticeFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.phrase().en)
    }
}

impl std::error::Error for NoticeFault {}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn day(date: Date) -> NoticeDay {
        NoticeDay::new(date, "元旦")
    }

    #[test]
    fn a_notice_keeps_its_days_in_order() {
        let notice = Notice::new(
            2026,
            " 国办发明电〔2025〕7号 ",
            [day(date(2026, 1, 2)), day(date(2026, 1, 1))],
            [day(date(2026, 1, 4))],
        )
        .unwrap();
        assert_eq!(notice.source(), "国办发明电〔2025〕7号");
        assert_eq!(notice.days_off()[0].date, date(2026, 1, 1));
        assert_eq!(
            notice.kind_of(date(2026, 1, 4)),
            Some(DayKind::MakeUp { name: wording::holiday("元旦") })
        );
        assert_eq!(notice.kind_of(date(2026, 1, 5)), None);
    }

    #[test]
    fn new_year_may_begin_in_the_december_before() {
        let off = [day(date(2022, 12, 31)), day(date(2023, 1, 1)), day(date(2023, 1, 2))];
        assert!(Notice::new(2023, "来源", off, []).is_ok());
    }

    #[test]
    fn everything_wrong_is_named_at_once() {
        let faults = Notice::new(
            2026,
            " ",
            [day(date(2026, 1, 2)), day(date(2026, 1, 2)), day(date(2025, 11, 30))],
            [NoticeDay::new(date(2026, 1, 5), "")],
        )
        .unwrap_err();
        assert_eq!(
            faults,
            [
                NoticeFault::NoSource,
                NoticeFault::NewYearMissing { year: 2026 },
                NoticeFault::OutsideYear { date: date(2025, 11, 30), year: 2026 },
                NoticeFault::Twice { date: date(2026, 1, 2) },
                NoticeFault::NameUnfit { date: date(2026, 1, 5) },
                NoticeFault::MakeUpOnWeekday { date: date(2026, 1, 5) },
            ]
        );
        for fault in faults {
            assert!(!fault.phrase().zh.is_empty() && !fault.to_string().is_empty());
        }
    }

    #[test]
    fn a_day_cannot_be_off_and_worked() {
        let sunday = date(2026, 1, 4);
        let faults = Notice::new(2026, "来源", [day(date(2026, 1, 1)), day(sunday)], [day(sunday)]);
        assert_eq!(faults.unwrap_err(), [NoticeFault::Twice { date: sunday }]);
    }

    #[test]
    fn a_year_beyond_reason_is_refused() {
        assert_eq!(
            Notice::new(i16::MIN, "来源", [], []).unwrap_err(),
            [NoticeFault::YearOutOfRange { year: i16::MIN }]
        );
        let all_year = (1..=28).flat_map(|d| [1, 2, 3].map(|m| day(date(2026, m, d))));
        assert_eq!(
            Notice::new(2026, "来源", all_year, []).unwrap_err(),
            [NoticeFault::TooManyDaysOff { days: 84 }]
        );
    }
}
