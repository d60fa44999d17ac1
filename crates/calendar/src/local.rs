//! What only one centre knows: closures and market days.
//!
//! A *closure* (snow, flood, a move of the hall) makes working days into days off. A *market day*
//! (圩日) fills the hall and may lengthen its hours; it is a mark on the calendar and never changes
//! a limit, because the law knows working days and no market days.

use crate::Phrase;
use jiff::civil::{Date, Weekday};
use std::fmt;

/// Days on which a centre is closed against the national calendar (临时闭馆).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closure {
    from: Date,
    through: Date,
    reason: Phrase,
}

impl Closure {
    /// The longest closure that is taken for one; anything longer is a slip of the pen.
    pub const DAYS_MAX: i64 = 92;

    /// A closure from its first through its last day.
    pub fn new(from: Date, through: Date, reason: Phrase) -> Result<Self, ClosureFault> {
        if through < from {
            Err(ClosureFault::EndsBeforeItBegins { from, through })
        } else if through.duration_since(from).as_hours() / 24 >= Self::DAYS_MAX {
            Err(ClosureFault::TooLong)
        } else if reason.zh.trim().is_empty() {
            Err(ClosureFault::NoReason)
        } else {
            Ok(Self { from, through, reason })
        }
    }

    /// The first closed day.
    pub fn from(&self) -> Date {
        self.from
    }

    /// The last closed day.
    pub fn through(&self) -> Date {
        self.through
    }

    /// Why the centre is closed.
    pub fn reason(&self) -> &Phrase {
        &self.reason
    }

    /// Whether the day is inside.
    pub fn contains(&self, date: Date) -> bool {
        self.from <= date && date <= self.through
    }
}

/// Why a closure was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClosureFault {
    /// It would end before it begins.
    EndsBeforeItBegins {
        /// The first day.
        from: Date,
        /// The last day.
        through: Date,
    },
    /// It would last longer than a season.
    TooLong,
    /// Nobody said why.
    NoReason,
}

impl ClosureFault {
    /// The fault in words.
    pub fn phrase(self) -> Phrase {
        match self {
            Self::EndsBeforeItBegins { from, through } => Phrase::new(
                format!("闭馆的结束日（{through}）早于开始日（{from}）"),
                format!("the closure ends on {through}, before it begins on {from}"),
            ),
            Self::TooLong => Phrase::new(
                format!("一次闭馆不能超过{}天", Closure::DAYS_MAX),
                format!("one closure cannot last longer than {} days", Closure::DAYS_MAX),
            ),
            Self::NoReason => Phrase::of("请写明闭馆原因", "say why the centre is closed"),
        }
    }
}

impl fmt::Display for ClosureFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.phrase().en)
    }
}

impl std::error::Error for ClosureFault {}

/// When the market is held (圩日). Markets of the lunar calendar are entered day by day.
#[doc(alias = "圩日")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MarketRule {
    /// Every week on this weekday (每逢星期…).
    Weekly(Weekday),
    /// On days of the month that end in this figure, 0 to 9 (公历逢…).
    EveryTenth(u8),
    /// On one day.
    On(Date),
}

impl MarketRule {
    /// The rule behind a figure; `None` where it is no figure.
    pub fn every_tenth(figure: u8) -> Option<Self> {
        (figure <= 9).then_some(Self::EveryTenth(figure))
    }

    /// Whether the market is held on the day.
    pub fn holds_on(self, date: Date) -> bool {
        match self {
            Self::Weekly(weekday) => date.weekday() == weekday,
            Self::EveryTenth(figure) => {
                u8::try_from(date.day()).is_ok_and(|day| day % 10 == figure)
            }
            Self::On(day) => date == day,
        }
    }

    /// The rule in words.
    pub fn phrase(self) -> Phrase {
        match self {
            Self::Weekly(weekday) => {
                let name = crate::wording::weekday(weekday);
                Phrase::new(format!("每{}", name.zh), format!("every {}", name.en))
            }
            Self::EveryTenth(figure) => Phrase::new(
                format!("公历每月逢{figure}"),
                format!("days of the month that end in {figure}"),
            ),
            Self::On(date) => crate::wording::day(date),
        }
    }
}

/// The closures and market days of one centre.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LocalDays {
    closures: Vec<Closure>,
    markets: Vec<MarketRule>,
}

impl LocalDays {
    /// A centre that follows the national calendar and has no market.
    pub const fn none() -> Self {
        Self { closures: Vec::new(), markets: Vec::new() }
    }

    /// From closures and market rules in any order.
    pub fn of(
        closures: impl IntoIterator<Item = Closure>,
        markets: impl IntoIterator<Item = MarketRule>,
    ) -> Self {
        let mut closures: Vec<Closure> = closures.into_iter().collect();
        closures.sort_by_key(|closure| closure.from);
        Self { closures, markets: markets.into_iter().collect() }
    }

    /// All closures, earliest first.
    pub fn closures(&self) -> &[Closure] {
        &self.closures
    }

    /// All market rules.
    pub fn markets(&self) -> &[MarketRule] {
        &self.markets
    }

    /// The closure that a day falls into.
    pub fn closure_on(&self, date: Date) -> Option<&Closure> {
        self.closures.iter().find(|closure| closure.contains(date))
    }

    /// Whether the market is held on the day.
    pub fn is_market_day(&self, date: Date) -> bool {
        self.markets.iter().any(|rule| rule.holds_on(date))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_closure_needs_days_in_order_and_a_reason() {
        let snow = Phrase::of("大雪封山", "snow closed the road");
        assert!(Closure::new(date(2026, 1, 20), date(2026, 1, 22), snow.clone()).is_ok());
        assert_eq!(
            Closure::new(date(2026, 1, 22), date(2026, 1, 20), snow.clone()).unwrap_err(),
            ClosureFault::EndsBeforeItBegins {
                from: date(2026, 1, 22),
                through: date(2026, 1, 20)
            }
        );
        assert_eq!(
            Closure::new(date(2026, 1, 1), date(2026, 12, 31), snow).unwrap_err(),
            ClosureFault::TooLong
        );
        let unsaid = Closure::new(date(2026, 1, 1), date(2026, 1, 1), Phrase::of(" ", ""));
        assert_eq!(unsaid.unwrap_err().phrase().zh, "请写明闭馆原因");
    }

    #[test]
    fn markets_are_held_by_weekday_by_figure_or_by_day() {
        let local = LocalDays::of(
            [],
            [
                MarketRule::Weekly(Weekday::Saturday),
                MarketRule::EveryTenth(3),
                MarketRule::On(date(2026, 5, 5)),
            ],
        );
        for day in [date(2026, 5, 2), date(2026, 5, 13), date(2026, 5, 5)] {
            assert!(local.is_market_day(day), "{day}");
        }
        assert!(!local.is_market_day(date(2026, 5, 6)));
        assert_eq!(MarketRule::every_tenth(10), None);
        assert_eq!(MarketRule::EveryTenth(3).phrase().zh, "公历每月逢3");
    }
}
