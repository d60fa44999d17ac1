//! The doctor (体检): looks at everything the house stands on and says what to do.

mod calendar;
mod data;
mod machine;

use house::config::Settings;
use kit::Phrase;

/// How a thing stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Health {
    /// In order.
    Good,
    /// Works, but somebody should look at it.
    Warning,
    /// The house cannot work like this.
    Bad,
}

/// What the doctor says of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at.
    pub subject: Phrase,
    /// How it stands.
    pub health: Health,
    /// What was seen.
    pub seen: Phrase,
    /// What to do; empty where all is well.
    pub advice: Phrase,
}

impl Finding {
    fn good(subject: Phrase, seen: Phrase) -> Self {
        Self { subject, health: Health::Good, seen, advice: Phrase::of("", "") }
    }

    fn warning(subject: Phrase, seen: Phrase, advice: Phrase) -> Self {
        Self { subject, health: Health::Warning, seen, advice }
    }

    fn bad(subject: Phrase, seen: Phrase, advice: Phrase) -> Self {
        Self { subject, health: Health::Bad, seen, advice }
    }
}

/// Looks at everything. Changes nothing, not even the tables.
pub fn examine(settings: &Settings, now_ms: i64) -> Vec<Finding> {
    let mut findings = vec![machine::county(settings)];
    findings.extend(machine::address(settings));
    findings.extend(machine::keys(settings));
    findings.push(machine::disk(settings));
    findings.push(machine::fonts());
    findings.push(machine::file_scan(settings));
    findings.extend(data::examine(settings, now_ms));
    findings
}
