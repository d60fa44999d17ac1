//! The fee in cells: whether, by which standard and basis, and the list of rates.
//!
//! A fee is one field of the record with three shapes, so its cells are not independent: a rate
//! beside “free of charge” is refused, because nothing off the list can be charged.

use super::values;
use counter::catalogue::record::{FeeRecord, LabelRecord, RateRecord};
use kit::Phrase;
use rulebook::item::{Fen, FenFault};
use serde_json::{Value, json};

/// Free or charged, as the template offers it.
pub(super) static CHARGED: [Phrase; 2] =
    [Phrase::of("不收费", "free"), Phrase::of("收费", "charged")];

/// A column of the fee.
#[derive(Clone, Copy, Debug)]
pub(super) enum Field {
    /// Whether it is charged.
    Charged,
    /// The standard in words, in Chinese.
    Standard,
    /// The standard in words, in English.
    StandardEnglish,
    /// By which document.
    Basis,
    /// The list.
    Rates,
}

impl Field {
    /// The column that the table names.
    pub(super) fn parse(name: &str, language: &str) -> Option<Self> {
        match (name, language) {
            ("fee_charged", "") => Some(Self::Charged),
            ("fee_standard", "zh") => Some(Self::Standard),
            ("fee_standard", "en") => Some(Self::StandardEnglish),
            ("fee_basis", "") => Some(Self::Basis),
            ("fee_rates", "") => Some(Self::Rates),
            _ => None,
        }
    }

    /// The fee as it stands in the column's cell.
    pub(super) fn write(self, fee: &Value) -> String {
        let fee = fee_of(fee);
        match (self, &fee) {
            (Self::Charged, FeeRecord::No { .. }) => "不收费".to_owned(),
            (Self::Charged, FeeRecord::Yes { .. }) => "收费".to_owned(),
            (
                Self::Standard,
                FeeRecord::No { remark: it } | FeeRecord::Yes { standard: it, .. },
            ) => it.zh.clone(),
            (
                Self::StandardEnglish,
                FeeRecord::No { remark: it } | FeeRecord::Yes { standard: it, .. },
            ) => it.en.clone(),
            (Self::Basis, FeeRecord::Yes { basis, .. }) => basis.clone(),
            (Self::Rates, FeeRecord::Yes { rates, .. }) => {
                rates.iter().map(rate_line).collect::<Vec<_>>().join("\n")
            }
            (_, FeeRecord::Unstated) | (Self::Basis | Self::Rates, FeeRecord::No { .. }) => {
                String::new()
            }
        }
    }

    /// The fee after a cell of the column was taken.
    pub(super) fn read(self, fee: &Value, cell: &str) -> Result<Value, Phrase> {
        let mut fee = fee_of(fee);
        match self {
            Self::Charged => fee = charged(fee, cell)?,
            Self::Standard => set_standard(&mut fee, cell, |label| &mut label.zh)?,
            Self::StandardEnglish => set_standard(&mut fee, cell, |label| &mut label.en)?,
            Self::Basis => {
                let text = values::text(cell)?;
                match &mut fee {
                    FeeRecord::Yes { basis, .. } => *basis = text,
                    _ => must_be_empty(&text)?,
                }
            }
            Self::Rates => {
                let read = values::lines(cell).map(|parts| rate(&parts));
                let read = read.collect::<Result<Vec<_>, _>>()?;
                match &mut fee {
                    FeeRecord::Yes { rates, .. } => *rates = read,
                    _ => must_be_empty(cell)?,
                }
            }
        }
        Ok(json!(fee))
    }
}

fn fee_of(field: &Value) -> FeeRecord {
    serde_json::from_value(field.clone()).unwrap_or_default()
}

/// Whether a fee is charged; what was known of it stays where it can.
fn charged(before: FeeRecord, cell: &str) -> Result<FeeRecord, Phrase> {
    let words = match &before {
        FeeRecord::Unstated => LabelRecord::default(),
        FeeRecord::No { remark: label } | FeeRecord::Yes { standard: label, .. } => label.clone(),
    };
    match (cell, before) {
        ("", _) => Ok(FeeRecord::Unstated),
        ("不收费" | "否" | "免费" | "free" | "no", _) => Ok(FeeRecord::No { remark: words }),
        ("收费" | "是" | "charged" | "yes", charged @ FeeRecord::Yes { .. }) => Ok(charged),
        ("收费" | "是" | "charged" | "yes", _) => {
            Ok(FeeRecord::Yes { standard: words, basis: String::new(), rates: Vec::new() })
        }
        (other, _) => {
            let typed: String = other.chars().take(40).collect();
            Err(Phrase::new(
                format!("“{typed}”应为“收费”或“不收费”。"),
                format!("“{typed}” should be 收费 (charged) or 不收费 (free)."),
            ))
        }
    }
}

fn set_standard(
    fee: &mut FeeRecord,
    cell: &str,
    part: fn(&mut LabelRecord) -> &mut String,
) -> Result<(), Phrase> {
    let text = values::text(cell)?;
    match fee {
        FeeRecord::No { remark: label } | FeeRecord::Yes { standard: label, .. } => {
            *part(label) = text;
        }
        FeeRecord::Unstated if text.is_empty() => {}
        FeeRecord::Unstated => {
            return Err(Phrase::of(
                "“是否收费”没有填，这里不能写标准。",
                "The column “Charged” is empty, so there can be no rate here.",
            ));
        }
    }
    Ok(())
}

fn must_be_empty(cell: &str) -> Result<(), Phrase> {
    if cell.trim().is_empty() {
        return Ok(());
    }
    Err(Phrase::of(
        "“是否收费”不是“收费”，这里应留空；清单之外不得收费。",
        "The item is not charged, so this must be empty; nothing off the list can be charged.",
    ))
}

fn rate_line(rate: &RateRecord) -> String {
    let amount = rate.fen.map_or_else(|| rate.tariff.zh.clone(), |fen| Fen::new(fen).to_string());
    values::line(&[&rate.name.zh, &rate.name.en, &amount, &rate.when, &rate.tariff.en])
}

fn rate(parts: &[&str]) -> Result<RateRecord, Phrase> {
    let part = |at: usize| values::text(parts.get(at).copied().unwrap_or_default());
    let amount = part(2)?;
    let is_amount = amount.starts_with(|symbol: char| symbol.is_ascii_digit());
    let fen = is_amount.then(|| Fen::parse(&amount).map_err(FenFault::phrase)).transpose()?;
    let tariff = if fen.is_some() { String::new() } else { amount };
    Ok(RateRecord {
        name: LabelRecord { zh: part(0)?, en: part(1)? },
        fen: fen.map(Fen::get),
        tariff: LabelRecord { zh: tariff, en: part(4)? },
        when: values::condition(&part(3)?)?,
    })
}
