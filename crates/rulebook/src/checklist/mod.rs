//! *My* checklist (我的材料清单): what one person needs, pays and can expect, from a definition and
//! the answers given.
//!
//! What an answer still decides is told as open, never guessed. The same checklist is shown by
//! guide and kiosk and ticked at the window, so nobody is asked for a paper that was not listed.

use crate::condition::{Answers, Explanation, Verdict};
use crate::item::{
    Amount, Definition, Fee, FeeRate, Fen, Label, Material, Question, Requirement, SpecialProcedure,
};
use calendar::Limit;
use jiff::civil::Date;

/// What one person needs, pays and can expect (我的清单).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checklist<'a> {
    /// Questions asked and not yet answered.
    pub open: Vec<&'a Question>,
    /// Conditions of acceptance, tested.
    pub requirements: Vec<CheckedRequirement<'a>>,
    /// Every paper of the item, needed or not, in the item's order.
    pub papers: Vec<Paper<'a>>,
    /// What it costs.
    pub fee: FeeDue<'a>,
    /// How long it may take.
    pub limits: LimitsDue<'a>,
    /// Special procedures, and whether they will be needed.
    pub procedures: Vec<(&'a SpecialProcedure, Verdict)>,
}

/// A condition of acceptance, tested by the answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedRequirement<'a> {
    /// The condition.
    pub requirement: &'a Requirement,
    /// What became of it and why; *always* where only a person can judge.
    pub explanation: Explanation,
}

/// A paper, and whether this person needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper<'a> {
    /// The paper.
    pub material: &'a Material,
    /// Whether it is needed, and why.
    pub explanation: Explanation,
}

impl Paper<'_> {
    /// Whether it is needed.
    pub fn is_needed(&self) -> bool {
        self.explanation.verdict == Verdict::Met
    }

    /// Whether an answer not yet given decides it.
    pub fn is_open(&self) -> bool {
        self.explanation.verdict == Verdict::Open
    }
}

/// What one person pays (应缴费用).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeeDue<'a> {
    /// The draft does not say.
    Unstated,
    /// Nothing.
    Free,
    /// By the list.
    Charged {
        /// Lines that apply.
        lines: Vec<&'a FeeRate>,
        /// Lines that an answer not yet given decides.
        open: Vec<&'a FeeRate>,
        /// Sum of the fixed amounts that apply.
        total: Fen,
    },
}

impl FeeDue<'_> {
    /// Whether an amount may be charged under a name: nothing off the list can be.
    pub fn permits(&self, name: &str, amount: Fen) -> bool {
        match self {
            Self::Unstated | Self::Free => false,
            Self::Charged { lines, .. } => lines.iter().any(|line| {
                line.name.zh == name
                    && match &line.amount {
                        Amount::Fixed(fixed) => *fixed == amount,
                        Amount::ByTariff(_) => amount >= Fen::NOTHING,
                    }
            }),
        }
    }
}

/// How long it may take for one person (适用时限).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LimitsDue<'a> {
    /// The legal limit, where a law sets one.
    pub legal: Option<Limit>,
    /// The promised limit; only a draft may be without.
    pub promised: Option<Limit>,
    /// Why these and not the usual ones.
    pub reason: Option<&'a Label>,
    /// Open where an answer not yet given may change them.
    pub verdict: Verdict,
}

impl<'a> Checklist<'a> {
    /// The checklist of a definition under these answers on this day.
    pub fn of(definition: &'a Definition, answers: &Answers, on: Date) -> Self {
        let scenario = &definition.scenario;
        let explain =
            |condition: &crate::condition::Condition| condition.explain(answers, on, scenario);
        Self {
            open: scenario.open(answers, on),
            requirements: definition
                .audience
                .requirements
                .iter()
                .map(|requirement| CheckedRequirement {
                    requirement,
                    explanation: explain(&requirement.test),
                })
                .collect(),
            papers: definition
                .materials
                .iter()
                .map(|material| Paper { material, explanation: explain(&material.when) })
                .collect(),
            fee: fee_due(&definition.fee, answers, on),
            limits: limits_due(definition, answers, on),
            procedures: definition
                .procedures
                .iter()
                .map(|procedure| (procedure, procedure.when.evaluate(answers, on)))
                .collect(),
        }
    }

    /// The papers needed, in the item's order.
    pub fn needed(&self) -> impl Iterator<Item = &Paper<'a>> {
        self.papers.iter().filter(|paper| paper.is_needed())
    }

    /// The papers that an answer not yet given decides.
    pub fn undecided(&self) -> impl Iterator<Item = &Paper<'a>> {
        self.papers.iter().filter(|paper| paper.is_open())
    }

    /// Whether nothing is left to be answered.
    pub fn is_settled(&self) -> bool {
        self.open.is_empty()
    }

    /// Whether an answer shows that a condition of acceptance is not met.
    pub fn is_excluded(&self) -> bool {
        self.requirements
            .iter()
            .any(|requirement| requirement.explanation.verdict == Verdict::Unmet)
    }
}

fn fee_due<'a>(fee: &'a Fee, answers: &Answers, on: Date) -> FeeDue<'a> {
    match fee {
        Fee::Unstated => FeeDue::Unstated,
        Fee::Free { .. } => FeeDue::Free,
        Fee::Charged { rates, .. } => {
            let with = |verdict| -> Vec<&FeeRate> {
                rates.iter().filter(|rate| rate.when.evaluate(answers, on) == verdict).collect()
            };
            let lines = with(Verdict::Met);
            let total = lines.iter().fold(Fen::NOTHING, |sum, rate| match &rate.amount {
                Amount::Fixed(fen) => sum.plus(*fen),
                Amount::ByTariff(_) => sum,
            });
            FeeDue::Charged { lines, open: with(Verdict::Open), total }
        }
    }
}

/// The usual limits, or those of the first variant that is met; a variant before it that is still
/// open leaves the whole open.
fn limits_due<'a>(definition: &'a Definition, answers: &Answers, on: Date) -> LimitsDue<'a> {
    let limits = &definition.limits;
    let mut due = LimitsDue {
        legal: limits.legal.as_ref().map(|term| term.limit),
        promised: limits.promised.as_ref().map(|term| term.limit),
        reason: None,
        verdict: Verdict::Met,
    };
    for variant in &limits.variants {
        match variant.when.evaluate(answers, on) {
            Verdict::Unmet => {}
            Verdict::Open => due.verdict = Verdict::Open,
            Verdict::Met => {
                due.legal = variant.legal.or(due.legal);
                due.promised = variant.promised.or(due.promised);
                due.reason = Some(&variant.reason);
                break;
            }
        }
    }
    due
}

#[cfg(test)]
mod tests;
