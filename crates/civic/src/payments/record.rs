//! What the journal and the tables keep of payments: mirrors of the rules' types with serde.

use jiff::civil::Date;
use kit::{HallError, Phrase};
use rulebook::Fen;
use serde::{Deserialize, Serialize};
use statutes::payment::{Charge, Price, Readings, Rhythm, Step, Tariff, Unit};

/// What is charged, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ChargeRecord {
    /// 不收费
    Free,
    /// 定额
    Fixed {
        /// In fen.
        fen: i64,
    },
    /// 按用量
    Metered {
        /// What the meter counts.
        unit: String,
        /// Units up to which a price holds (none for the last), and ten-thousandths of a yuan.
        steps: Vec<(Option<u64>, i64)>,
    },
}

/// A rate, as it is kept (收费标准).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TariffRecord {
    /// What it is for.
    pub name: String,
    /// The same in English; may be empty.
    pub name_english: String,
    /// 收费依据
    pub basis: String,
    /// `month` or `year`.
    pub rhythm: String,
    /// What is charged.
    pub charge: ChargeRecord,
    /// First day in force.
    pub from: Date,
    /// Last day in force, where one is known.
    #[serde(default)]
    pub until: Option<Date>,
}

fn unknown(word: &str) -> HallError {
    HallError::broken(format!("the word {word} is not known"))
}

impl TariffRecord {
    /// What it is for, in both languages.
    pub fn phrase(&self) -> Phrase {
        both(&self.name, &self.name_english)
    }

    /// As the rules know it.
    ///
    /// # Errors
    /// Where a word is not known.
    pub fn tariff(&self) -> Result<Tariff, HallError> {
        let charge = match &self.charge {
            ChargeRecord::Free => Charge::Free,
            ChargeRecord::Fixed { fen } => Charge::Fixed(Fen::new(*fen)),
            ChargeRecord::Metered { unit, steps } => Charge::Metered {
                unit: Unit::from_word(unit).ok_or_else(|| unknown(unit))?,
                steps: steps
                    .iter()
                    .map(|(upto, price)| Step { upto: *upto, price: Price::new(*price) })
                    .collect(),
            },
        };
        Ok(Tariff {
            name: self.phrase(),
            basis: self.basis.clone(),
            rhythm: Rhythm::from_word(&self.rhythm).ok_or_else(|| unknown(&self.rhythm))?,
            charge,
            from: self.from,
            until: self.until,
        })
    }
}

/// A name in both languages; the Chinese one where there is no other.
pub(super) fn both(name: &str, english: &str) -> Phrase {
    let english = if english.is_empty() { name } else { english };
    Phrase::new(name.to_owned(), english.to_owned())
}

/// Who is paid here, as it is kept (收费单位).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayeeRecord {
    /// Its name.
    pub name: String,
    /// The same in English; may be empty.
    pub name_english: String,
    /// Code of the item that this is paid for; may be empty.
    pub item: String,
}

impl PayeeRecord {
    /// Its name in both languages.
    pub fn phrase(&self) -> Phrase {
        both(&self.name, &self.name_english)
    }
}

/// A bill as it was made out: what never changes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Billed {
    pub(super) number: String,
    pub(super) payee: String,
    pub(super) payee_named: PayeeRecord,
    pub(super) tariff: String,
    /// The rate as it stood on the list.
    pub(super) rate: TariffRecord,
    pub(super) case: String,
    #[serde(flatten)]
    pub(super) who: WhoFile,
    pub(super) period: String,
    pub(super) readings: Option<(u64, u64)>,
    pub(super) note: String,
    pub(super) amount: i64,
}

/// Whose bill it is: sealed and masked (户号、缴费人).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhoFile {
    pub(super) account: String,
    pub(super) account_masked: String,
    pub(super) account_mark: String,
    pub(super) payer: String,
    pub(super) payer_masked: String,
}

impl Billed {
    /// The readings as the rules know them.
    pub(super) fn readings(&self) -> Option<Readings> {
        self.readings.map(|(before, after)| Readings { before, after })
    }
}

/// What a payee came to in one kind of money on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Total {
    pub(super) payee: String,
    pub(super) means: String,
    pub(super) receipts: i64,
    pub(super) taken: i64,
    pub(super) voidings: i64,
    pub(super) given_back: i64,
}

impl Total {
    /// Taken less given back, in fen.
    pub(super) fn net(&self) -> i64 {
        self.taken - self.given_back
    }
}
