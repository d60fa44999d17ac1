//! Fees: free, or charged by a basis and a list; nothing off the list can be charged.

use super::Label;
use crate::condition::Condition;
use calendar::Phrase;
use std::fmt;

/// Money in fen (分), a hundredth of a yuan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[doc(alias = "分")]
pub struct Fen(i64);

/// Why a text is no amount of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FenFault {
    /// Not an amount in yuan.
    NotAnAmount,
    /// Finer than a fen.
    TooFine,
    /// More than a hundred million yuan.
    TooLarge,
}

impl FenFault {
    /// What is wrong, for the person who typed it.
    pub const fn phrase(self) -> Phrase {
        match self {
            Self::NotAnAmount => Phrase::of(
                "请填写以元为单位的金额，例如 20 或 20.50。",
                "Enter an amount in yuan, such as 20 or 20.50.",
            ),
            Self::TooFine => {
                Phrase::of("金额最多两位小数。", "An amount has at most two decimals.")
            }
            Self::TooLarge => Phrase::of("金额过大。", "The amount is too large."),
        }
    }
}

impl Fen {
    /// Nothing.
    pub const NOTHING: Self = Self(0);
    const BOUND: i64 = 10_000_000_000;

    /// So many fen; amounts beyond a hundred million yuan stay at the bound.
    pub fn new(fen: i64) -> Self {
        Self(fen.clamp(-Self::BOUND, Self::BOUND))
    }

    /// The amount in fen.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// An amount in yuan as people write it: `20`, `20.5`, `1,200.00`, `20元`; never negative.
    pub fn parse(text: &str) -> Result<Self, FenFault> {
        let text = text.trim();
        let text = text.strip_suffix('元').unwrap_or(text).trim().trim_start_matches('¥');
        let plain: String = text.chars().filter(|c| *c != ',').collect();
        let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, "0"));
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !is_number(whole) || !is_number(decimals) {
            return Err(FenFault::NotAnAmount);
        }
        if decimals.len() > 2 {
            return Err(FenFault::TooFine);
        }
        let yuan: i64 = whole.parse().map_err(|_| FenFault::TooLarge)?;
        let tenth = if decimals.len() == 1 { 10 } else { 1 };
        let rest: i64 = decimals.parse().map_err(|_| FenFault::NotAnAmount)?;
        yuan.checked_mul(100)
            .and_then(|fen| fen.checked_add(rest * tenth))
            .filter(|fen| *fen <= Self::BOUND)
            .map(Self)
            .ok_or(FenFault::TooLarge)
    }

    /// The sum, which stays at the bound.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self::new(self.0.saturating_add(other.0))
    }
}

impl fmt::Display for Fen {
    /// In yuan with two decimals: `20.00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "{sign}{}.{:02}", self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100)
    }
}

/// What an item costs (收费).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias = "收费")]
pub enum Fee {
    /// Nobody has said yet; a gap in the disclosures.
    #[default]
    Unstated,
    /// 不收费
    #[doc(alias = "不收费")]
    Free {
        /// What else there is to say, such as dues that are no fee of the office; may be empty.
        remark: Label,
    },
    /// 收费, by a basis and a list.
    Charged {
        /// 收费标准 in words.
        standard: Label,
        /// 收费依据: law or price document.
        basis: String,
        /// The list: what is charged, when, how much.
        rates: Vec<FeeRate>,
    },
}

/// One line of a fee list (收费项目).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[doc(alias = "收费项目")]
pub struct FeeRate {
    /// What it is charged for.
    pub name: Label,
    /// How much.
    pub amount: Amount,
    /// For whom.
    pub when: Condition,
}

/// How much a line of a fee list comes to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Amount {
    /// A fixed amount.
    Fixed(Fen),
    /// By a published tariff, named here, because it depends on a meter or on the works done.
    ByTariff(Label),
}

impl Amount {
    /// The amount in words.
    pub fn phrase(&self) -> Phrase {
        match self {
            Self::Fixed(fen) => Phrase::new(format!("{fen} 元"), format!("CNY {fen}")),
            Self::ByTariff(tariff) => tariff.phrase(),
        }
    }
}
