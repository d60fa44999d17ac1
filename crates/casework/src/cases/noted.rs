//! What the house itself has written down about a case: each thing once for its date, and reminders
//! anew where a case goes back a step.

use super::store::Held;
use jiff::civil::Date;
use rulebook::case::milestone::{Milestone, MilestoneKind};
use rulebook::event::Event;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Milestones that were written down (时限节点记录): which, and for which last day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Noted(BTreeMap<String, Date>);

/// That an immediate case was left open stays known once its reminder is given anew.
const LEFT_OPEN: &str = "left_open";

impl Noted {
    /// Whether a milestone of that day was written down.
    pub(super) fn has(&self, milestone: &Milestone) -> bool {
        self.0.get(milestone.kind.word()) == Some(&milestone.due_on)
    }

    /// With a milestone of a day.
    #[must_use]
    pub(super) fn with(mut self, kind: MilestoneKind, due_on: Date) -> Self {
        self.0.insert(kind.word().to_owned(), due_on);
        self
    }

    /// Ready to remind anew: facts stay, reminders are forgotten.
    #[must_use]
    pub(super) fn rearmed(mut self) -> Self {
        for kind in MilestoneKind::ALL.into_iter().filter(|kind| kind.is_reminder()) {
            self.0.remove(kind.word());
        }
        self
    }

    /// With the fact that an immediate case was open at the closing time of a day.
    #[must_use]
    pub(super) fn left_open(mut self, day: Date) -> Self {
        self.0.insert(LEFT_OPEN.to_owned(), day);
        self
    }

    /// Whether an immediate case was ever left open at closing time.
    pub(crate) fn was_left_open(&self) -> bool {
        self.0.contains_key(LEFT_OPEN)
    }
}

/// What of a case was written down, as far as it decides when the house looks again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Seen {
    /// Milestones.
    pub(super) noted: Noted,
    /// Whether the applicant was reminded of the last notice.
    pub(super) is_reminded: bool,
    /// Whether it was noted that an immediate case was left open.
    pub(super) is_left_open: bool,
    /// Whether it was noted that an undertaking was broken.
    pub(super) is_broken: bool,
}

/// Whether an event sends a case back, so that reminders are given anew (domain rule 4).
pub(super) fn rearms(event: &Event) -> bool {
    matches!(event, Event::SentBack { .. } | Event::CalledBack { .. })
}

impl Seen {
    /// Of a case as it is kept.
    pub(super) fn of(held: &Held) -> Self {
        Self {
            noted: held.noted.clone(),
            is_reminded: held.reminded_at_ms > 0,
            is_left_open: held.left_open_at_ms > 0,
            is_broken: held.broken_at_ms > 0,
        }
    }

    /// After an event.
    #[must_use]
    pub(super) fn after(self, event: &Event) -> Self {
        match event {
            Event::NoticeGiven { .. } | Event::SecondNoticeGiven { .. } => {
                Self { is_reminded: false, ..self }
            }
            event if rearms(event) => {
                Self { noted: self.noted.rearmed(), is_left_open: false, ..self }
            }
            _ => self,
        }
    }
}
