//! A checklist as JSON.

use super::door::PublishedItem;
use super::record::LimitRecord;
use jiff::civil::Date;
use kit::Words;
use rulebook::checklist::{Checklist, FeeDue};
use rulebook::condition::{Answers, Explanation, Verdict};
use rulebook::item::Amount;
use serde::Serialize;
use utoipa::ToSchema;

/// One person's checklist (我的材料清单).
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ChecklistRecord {
    /// Item code.
    code: String,
    /// The version in force.
    version: i64,
    /// Keys of questions asked and not yet answered.
    open_questions: Vec<String>,
    /// Conditions of acceptance.
    requirements: Vec<Checked>,
    /// Every paper, with whether it is needed and why.
    papers: Vec<PaperRecord>,
    /// Lines of the fee that apply.
    fee: Vec<FeeLine>,
    /// Sum of the fixed amounts, in fen; absent where the item does not say.
    fee_total_fen: Option<i64>,
    /// The promised limit for these answers.
    promised_limit: Option<LimitRecord>,
    /// The legal limit for these answers.
    legal_limit: Option<LimitRecord>,
}

/// Something tested by the answers.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Checked {
    /// What it is.
    name: String,
    /// `met`, `unmet` or `open`.
    verdict: &'static str,
    /// Why, in words.
    because: String,
}

/// A paper of the checklist.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PaperRecord {
    /// Its key in the item.
    key: String,
    /// What it is, whether it is needed, and why.
    #[serde(flatten)]
    checked: Checked,
    /// How many originals.
    originals: u8,
    /// How many photocopies.
    copies: u8,
    /// `required` or `optional`.
    necessity: &'static str,
    /// `never` or `allowed`.
    deferral: &'static str,
}

/// A line of the fee.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FeeLine {
    /// What it is charged for.
    name: String,
    /// The fixed amount in fen; absent where a tariff decides.
    fen: Option<i64>,
    /// The amount in words.
    amount: String,
}

fn checked(name: String, explanation: &Explanation, words: Words) -> Checked {
    Checked {
        name,
        verdict: match explanation.verdict {
            Verdict::Met => "met",
            Verdict::Unmet => "unmet",
            Verdict::Open => "open",
        },
        because: words.phrase(&explanation.line()).to_owned(),
    }
}

/// The checklist of an item under these answers.
pub(super) fn record(
    item: &PublishedItem,
    answers: &Answers,
    today: Date,
    words: Words,
) -> ChecklistRecord {
    let list = Checklist::of(&item.definition, answers, today);
    let (fee, fee_total_fen) = match &list.fee {
        FeeDue::Unstated => (Vec::new(), None),
        FeeDue::Free => (Vec::new(), Some(0)),
        FeeDue::Charged { lines, total, .. } => {
            let lines = lines.iter().map(|line| FeeLine {
                name: words.phrase(&line.name.phrase()).to_owned(),
                fen: match &line.amount {
                    Amount::Fixed(fen) => Some(fen.get()),
                    Amount::ByTariff(_) => None,
                },
                amount: words.phrase(&line.amount.phrase()).to_owned(),
            });
            (lines.collect(), Some(total.get()))
        }
    };
    ChecklistRecord {
        code: item.code.clone(),
        version: item.version,
        open_questions: list.open.iter().map(|question| question.key.to_string()).collect(),
        requirements: list
            .requirements
            .iter()
            .map(|it| {
                let name = words.phrase(&it.requirement.text.phrase()).to_owned();
                checked(name, &it.explanation, words)
            })
            .collect(),
        papers: list
            .papers
            .iter()
            .map(|paper| PaperRecord {
                key: paper.material.key.to_string(),
                checked: checked(
                    words.phrase(&paper.material.name.phrase()).to_owned(),
                    &paper.explanation,
                    words,
                ),
                originals: paper.material.originals,
                copies: paper.material.copies,
                necessity: paper.material.necessity.word(),
                deferral: paper.material.deferral.word(),
            })
            .collect(),
        fee,
        fee_total_fen,
        promised_limit: list.limits.promised.map(Into::into),
        legal_limit: list.limits.legal.map(Into::into),
    }
}
