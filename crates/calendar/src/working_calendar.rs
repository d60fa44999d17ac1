//! Which days are working days, for one centre, and why.
//!
//! Built from the State Council's notices and the centre's own closures; once built it never
//! changes, so it can be shared and asked from anywhere. A year without a notice is not guessed
//! at: its weekdays are assumed to be working days, 1 January is off by law in any case, and
//! whatever rests on such a year is *provisional* (暂定).

use crate::day_table::{DayTable, is_weekend};
use crate::local::LocalDays;
use crate::notice::Notice;
use crate::{Phrase, wording};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What a day is, and why (日期类型).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayKind {
    /// An ordinary working day (工作日).
    Working,
    /// A Saturday or Sunday (周末).
    Weekend,
    /// Off by the State Council's notice or by law (节假日).
    Holiday {
        /// Which holiday.
        name: Phrase,
    },
    /// A weekend day that is worked, to make up for a holiday (调休上班).
    MakeUp {
        /// For which holiday.
        name: Phrase,
    },
    /// A working day on which this centre is closed (临时闭馆).
    LocalClosure {
        /// Why it is closed.
        reason: Phrase,
    },
}

impl DayKind {
    /// Whether the day counts as a working day.
    pub fn is_working(&self) -> bool {
        matches!(self, Self::Working | Self::MakeUp { .. })
    }

    /// The mark that Chinese calendars print on the day: 休 or 班; none on ordinary days.
    pub fn mark(&self) -> Option<Phrase> {
        match self {
            Self::Working | Self::Weekend => None,
            Self::Holiday { .. } => Some(Phrase::of("休", "off")),
            Self::MakeUp { .. } => Some(Phrase::of("班", "work")),
            Self::LocalClosure { .. } => Some(Phrase::of("闭", "closed")),
        }
    }

    /// What the day is, in words.
    pub fn phrase(&self) -> Phrase {
        match self {
            Self::Working => Phrase::of("工作日", "working day"),
            Self::Weekend => Phrase::of("周末", "weekend"),
            Self::Holiday { name } => {
                Phrase::new(format!("{}放假", name.zh), format!("holiday, {}", name.en))
            }
            Self::MakeUp { name } => Phrase::new(
                format!("{}调休上班", name.zh),
                format!("make-up working day, {}", name.en),
            ),
            Self::LocalClosure { reason } => Phrase::new(
                format!("临时闭馆（{}）", reason.zh),
                format!("centre closed, {}", reason.en),
            ),
        }
    }
}

/// Days in a row that are special for the same reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpecialDays {
    /// The first of them.
    pub first: Date,
    /// The last of them, perhaps the same.
    pub last: Date,
    /// What they are.
    pub kind: DayKind,
}

/// What a notice says of a day.
#[derive(Clone, Debug)]
enum Named {
    Off(Phrase),
    MakeUp(Phrase),
}

/// The working days of one centre (工作日历).
#[doc(alias = "工作日")]
#[derive(Clone, Debug)]
pub struct WorkingCalendar {
    table: DayTable,
    named: BTreeMap<Date, Named>,
    published: BTreeMap<i16, String>,
    local: LocalDays,
}

impl WorkingCalendar {
    /// The first day of the years in which counting is fast; earlier days are only slower.
    pub const FIRST_DAY: Date = DayTable::FIRST;
    /// The last day of the years in which counting is fast; later days are only slower.
    pub const LAST_DAY: Date = DayTable::LAST;

    /// From the notices in force and a centre's own days. Of two notices for one year the later
    /// handed in holds; of two years that name the same day the later year.
    pub fn new<'n>(notices: impl IntoIterator<Item = &'n Notice>, local: LocalDays) -> Self {
        let years: BTreeMap<i16, &Notice> =
            notices.into_iter().map(|notice| (notice.year(), notice)).collect();
        let mut named = BTreeMap::new();
        for notice in years.values() {
            for day in notice.days_off() {
                named.insert(day.date, Named::Off(wording::holiday(&day.name)));
            }
            for day in notice.make_up_days() {
                named.insert(day.date, Named::MakeUp(wording::holiday(&day.name)));
            }
        }
        let published = years.values().map(|n| (n.year(), n.source().to_owned())).collect();
        let mut calendar = Self { table: DayTable::of_weekdays(), named, published, local };
        calendar.fill_table();
        calendar
    }

    /// A calendar without any notice: every answer is provisional.
    pub fn without_notices() -> Self {
        Self::new([], LocalDays::none())
    }

    /// What a day is, and why.
    pub fn day_kind(&self, day: Date) -> DayKind {
        let kind = match self.named.get(&day) {
            Some(Named::Off(name)) => DayKind::Holiday { name: name.clone() },
            Some(Named::MakeUp(name)) => DayKind::MakeUp { name: name.clone() },
            None if is_new_year(day) => DayKind::Holiday { name: wording::holiday("元旦") },
            None if is_weekend(day) => DayKind::Weekend,
            None => DayKind::Working,
        };
        match self.local.closure_on(day) {
            Some(closure) if kind.is_working() => {
                DayKind::LocalClosure { reason: closure.reason().clone() }
            }
            _ => kind,
        }
    }

    /// Whether a day is a working day (工作日).
    pub fn is_working(&self, day: Date) -> bool {
        self.table.is_working(day).unwrap_or_else(|| self.day_kind(day).is_working())
    }

    /// Whether the notice for a year has been loaded.
    pub fn is_published(&self, year: i16) -> bool {
        self.published.contains_key(&year)
    }

    /// Whether any of these days lies in a year without a notice.
    pub fn is_provisional(&self, from: Date, through: Date) -> bool {
        (from.year()..=through.year()).any(|year| !self.is_published(year))
    }

    /// The years whose notices are loaded, earliest first.
    pub fn published_years(&self) -> impl DoubleEndedIterator<Item = i16> + '_ {
        self.published.keys().copied()
    }

    /// Where the notice for a year was published.
    pub fn source(&self, year: i16) -> Option<&str> {
        self.published.get(&year).map(String::as_str)
    }

    /// The centre's own closures and market days.
    pub fn local(&self) -> &LocalDays {
        &self.local
    }

    /// How many working days there are after one day, through another.
    pub fn working_days_between(&self, after: Date, through: Date) -> u32 {
        if through <= after {
            return 0;
        }
        if let (Some(before), Some(until)) = (self.table.rank(after), self.table.rank(through)) {
            return until - before;
        }
        let mut count = 0;
        let mut day = after;
        while let Ok(next) = day.tomorrow()
            && next <= through
        {
            day = next;
            count += u32::from(self.is_working(day));
        }
        count
    }

    /// The nth working day after a day; the day itself for 0. At the very end of the world's
    /// calendar it is the last day there is.
    pub fn nth_working_day_after(&self, day: Date, n: u32) -> Date {
        if n == 0 {
            return day;
        }
        if let Some(rank) = self.table.rank(day)
            && let Some(found) = self.table.select(rank.saturating_add(n))
        {
            return found;
        }
        let (mut day, mut left) = (day, n);
        while left > 0
            && let Ok(next) = day.tomorrow()
        {
            day = next;
            left -= u32::from(self.is_working(day));
        }
        day
    }

    /// The day itself if it is a working day, else the next one.
    pub fn working_day_from(&self, day: Date) -> Date {
        if self.is_working(day) { day } else { self.nth_working_day_after(day, 1) }
    }

    /// How many working days a year has.
    pub fn working_days_in(&self, year: i16) -> u32 {
        let Ok(first) = Date::new(year, 1, 1) else { return 0 };
        u32::from(self.is_working(first)) + self.working_days_between(first, first.last_of_year())
    }

    /// The days of a year that are neither plain working days nor plain weekends, those in a row
    /// that are so for the same reason together.
    pub fn special_days_in(&self, year: i16) -> Vec<SpecialDays> {
        let Ok(first) = Date::new(year, 1, 1) else { return Vec::new() };
        let days: Vec<Date> =
            first.series(jiff::Span::new().days(1)).take_while(|day| day.year() == year).collect();
        days.chunk_by(|one, next| self.day_kind(*one) == self.day_kind(*next))
            .filter_map(|run| {
                let (first, last) = (*run.first()?, *run.last()?);
                let kind = self.day_kind(first);
                let is_plain = matches!(kind, DayKind::Working | DayKind::Weekend);
                (!is_plain).then_some(SpecialDays { first, last, kind })
            })
            .collect()
    }

    fn fill_table(&mut self) {
        let years = DayTable::FIRST.year()..=DayTable::LAST.year();
        let new_years = years.filter_map(|year| Date::new(year, 1, 1).ok());
        let named = self.named.iter().map(|(day, named)| (*day, named));
        let days: Vec<(Date, bool)> = new_years
            .map(|day| (day, false))
            .chain(named.map(|(day, named)| (day, matches!(named, Named::MakeUp(_)))))
            .chain(self.local.closures().iter().flat_map(|closure| {
                closure
                    .from()
                    .series(jiff::Span::new().days(1))
                    .take_while(|day| *day <= closure.through())
                    .map(|day| (day, false))
            }))
            .collect();
        self.table.set(days);
    }
}

/// 1 January is a day off in every year (全国年节及纪念日放假办法).
fn is_new_year(day: Date) -> bool {
    day.month() == 1 && day.day() == 1
}
