//! The tariff list (收费目录): what is charged, by which document, at which rate.

use super::Refusal;
use calendar::Phrase;
use jiff::civil::Date;
use rulebook::Fen;
use rulebook::word_set;
use std::fmt;

word_set! {
    /// What a meter counts (计量单位).
    Unit {
        CubicMetre = "m3", "立方米", "m³";
        KilowattHour = "kwh", "千瓦时", "kWh";
    }
}

word_set! {
    /// How often something is charged (收费周期).
    Rhythm {
        Monthly = "month", "按月", "by the month";
        Yearly = "year", "按年", "by the year";
    }
}

/// The price of a unit (单价), in ten-thousandths of a yuan: `0.5283` yuan is 5283.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[doc(alias = "单价")]
pub struct Price(i64);

impl Price {
    /// A thousand yuan a unit; no tariff is near it.
    const BOUND: i64 = 10_000_000;

    /// So many ten-thousandths of a yuan, within bounds.
    pub fn new(value: i64) -> Self {
        Self(value.clamp(0, Self::BOUND))
    }

    /// Ten-thousandths of a yuan.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// A price as people write it: `3.1`, `0.5283`; four decimals at most, above zero.
    ///
    /// # Errors
    /// Where the text is no such price.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let text = text.trim();
        let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
        let is_number = |part: &str, most: usize| {
            (1..=most).contains(&part.len()) && part.bytes().all(|it| it.is_ascii_digit())
        };
        if !is_number(whole, 6) || !is_number(decimals, 4) {
            return Err(Refusal::PriceMissing);
        }
        let padded = format!("{whole}{decimals:0<4}");
        match padded.parse() {
            Ok(value) if (1..=Self::BOUND).contains(&value) => Ok(Self(value)),
            _ => Err(Refusal::PriceMissing),
        }
    }
}

impl fmt::Display for Price {
    /// In yuan: `0.5283`, `3.10`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 10_000, self.0 % 10_000);
        if rest % 100 == 0 {
            write!(f, "{whole}.{:02}", rest / 100)
        } else {
            write!(f, "{whole}.{rest:04}")
        }
    }
}

/// A step of a price (阶梯): up to so many units of a period, each at a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(alias = "阶梯")]
pub struct Step {
    /// Units up to which it holds; none for the last one.
    pub upto: Option<u64>,
    /// What a unit costs.
    pub price: Price,
}

/// What is charged (计费方式).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "计费方式")]
pub enum Charge {
    /// 不收费
    Free,
    /// 定额
    Fixed(Fen),
    /// 按用量
    Metered {
        /// What the meter counts.
        unit: Unit,
        /// Prices, step by step.
        steps: Vec<Step>,
    },
}

/// A rate of a payee (收费标准) with its legal basis.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "收费标准")]
pub struct Tariff {
    /// What it is for.
    pub name: Phrase,
    /// 收费依据: document and number; for what is free, the document that says so.
    pub basis: String,
    /// How often.
    pub rhythm: Rhythm,
    /// What is charged.
    pub charge: Charge,
    /// The first day in force.
    pub from: Date,
    /// The last day in force, where one is known.
    pub until: Option<Date>,
}

/// The readings of a meter (表数) at both ends of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(alias = "表数")]
pub struct Readings {
    /// 上次表数
    pub before: u64,
    /// 本次表数
    pub after: u64,
}

/// What a meter shows at most.
const READING_MAX: u64 = 9_999_999;

impl Readings {
    /// Both readings.
    ///
    /// # Errors
    /// Where the meter ran backwards or shows more than a meter can.
    pub fn new(before: u64, after: u64) -> Result<Self, Refusal> {
        if after > READING_MAX || before > READING_MAX {
            return Err(Refusal::ReadingsMissing);
        }
        if after < before {
            return Err(Refusal::ReadingsBackwards);
        }
        Ok(Self { before, after })
    }

    /// What was used.
    pub const fn used(self) -> u64 {
        self.after.saturating_sub(self.before)
    }
}

/// What something is charged for (所属期).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[doc(alias = "所属期")]
pub enum Period {
    /// A month, by its first day.
    Month(Date),
    /// A year, by its first day.
    Year(Date),
}

impl Period {
    /// `2026-11` or `2027`, as the rhythm asks for.
    ///
    /// # Errors
    /// Where the text is no such period.
    pub fn parse(text: &str, rhythm: Rhythm) -> Result<Self, Refusal> {
        let text = text.trim();
        let day = match rhythm {
            Rhythm::Monthly if text.len() == 7 => format!("{text}-01").parse(),
            Rhythm::Yearly if text.len() == 4 => format!("{text}-01-01").parse(),
            _ => return Err(Refusal::PeriodWrong),
        };
        match day {
            Ok(first) if (2000..=2099).contains(&Date::year(first)) => Ok(match rhythm {
                Rhythm::Monthly => Self::Month(first),
                Rhythm::Yearly => Self::Year(first),
            }),
            _ => Err(Refusal::PeriodWrong),
        }
    }

    /// The first day.
    pub const fn first_day(self) -> Date {
        match self {
            Self::Month(first) | Self::Year(first) => first,
        }
    }

    /// The last day.
    pub fn last_day(self) -> Date {
        match self {
            Self::Month(first) => first.last_of_month(),
            Self::Year(first) => first.last_of_year(),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Month(first) => write!(f, "{:04}-{:02}", first.year(), first.month()),
            Self::Year(first) => write!(f, "{:04}", first.year()),
        }
    }
}

/// What a step of a price came to (计费明细).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Units.
    pub units: u64,
    /// At which price.
    pub price: Price,
}

impl Tariff {
    /// Whether it may stand on the list.
    ///
    /// # Errors
    /// Without a basis or a rate, or with steps in disorder.
    pub fn checked(self) -> Result<Self, Refusal> {
        if self.basis.trim().is_empty() {
            return Err(Refusal::BasisMissing);
        }
        match &self.charge {
            Charge::Fixed(amount) if amount.get() <= 0 => Err(Refusal::PriceMissing),
            Charge::Metered { steps, .. } => check_steps(steps).map(|()| self),
            Charge::Free | Charge::Fixed(_) => Ok(self),
        }
    }

    /// Whether it is in force within a period.
    pub fn is_for(&self, period: Period) -> bool {
        self.from <= period.last_day() && self.until.is_none_or(|it| it >= period.first_day())
    }

    /// What goes by use, step by step; nothing where nothing goes by use.
    pub fn lines(&self, readings: Option<Readings>) -> Vec<Line> {
        let (Charge::Metered { steps, .. }, Some(readings)) = (&self.charge, readings) else {
            return Vec::new();
        };
        let (mut lines, mut done, used) = (Vec::new(), 0, readings.used());
        for step in steps {
            let end = step.upto.unwrap_or(u64::MAX).min(used);
            if end > done {
                lines.push(Line { units: end - done, price: step.price });
                done = end;
            }
        }
        lines
    }

    /// What a period costs, to the fen, half a fen up.
    ///
    /// # Errors
    /// Where the period is not its own, the readings are missing, or it is not in force.
    pub fn amount(
        &self,
        period: Period,
        readings: Option<Readings>,
        today: Date,
    ) -> Result<Fen, Refusal> {
        let is_month = matches!(period, Period::Month(_));
        if is_month != (self.rhythm == Rhythm::Monthly) {
            return Err(Refusal::PeriodWrong);
        }
        if !self.is_for(period) {
            return Err(Refusal::OffTheList);
        }
        match &self.charge {
            Charge::Free => Ok(Fen::NOTHING),
            Charge::Fixed(amount) => Ok(*amount),
            Charge::Metered { .. } if period.first_day() > today => Err(Refusal::PeriodNotBegun),
            Charge::Metered { .. } if readings.is_none() => Err(Refusal::ReadingsMissing),
            Charge::Metered { .. } => {
                let of =
                    |it: &Line| i64::try_from(it.units).unwrap_or(0).saturating_mul(it.price.0);
                let total = self.lines(readings).iter().map(of).fold(0, i64::saturating_add);
                Ok(Fen::new(total.saturating_add(50) / 100))
            }
        }
    }
}

fn check_steps(steps: &[Step]) -> Result<(), Refusal> {
    let Some((last, before)) = steps.split_last() else { return Err(Refusal::PriceMissing) };
    if steps.iter().any(|it| it.price.0 <= 0) {
        return Err(Refusal::PriceMissing);
    }
    let mut bound = 0;
    for step in before {
        match step.upto {
            Some(upto) if upto > bound => bound = upto,
            _ => return Err(Refusal::StepsDisordered),
        }
    }
    if last.upto.is_some() { Err(Refusal::StepsDisordered) } else { Ok(()) }
}
