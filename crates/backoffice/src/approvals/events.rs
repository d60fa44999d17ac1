//! What the journal says of joint cases: when departments meet, and that they do not after all.

use kit::Phrase;
use serde::{Deserialize, Serialize};

/// Whether departments go and look together, or sit together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Together {
    /// 联合踏勘
    Visit,
    /// 联合会审
    Meeting,
}

impl Together {
    /// The word under which it is stored.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Visit => "visit",
            Self::Meeting => "meeting",
        }
    }

    /// The one of a stored word.
    pub(super) fn from_word(word: &str) -> Option<Self> {
        [Self::Visit, Self::Meeting].into_iter().find(|it| it.word() == word)
    }

    /// What people call it.
    pub(super) const fn phrase(self) -> Phrase {
        match self {
            Self::Visit => Phrase::of("联合踏勘", "Joint site visit"),
            Self::Meeting => Phrase::of("联合会审", "Joint meeting"),
        }
    }
}

/// `approvals.date_set`: a joint site visit or meeting is arranged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct DateSet {
    /// Its place among those of the case, from 1.
    pub(super) position: i64,
    /// What it is.
    pub(super) kind: Together,
    /// The day.
    pub(super) held_on: jiff::civil::Date,
    /// The time of day, as written.
    pub(super) at_time: String,
    /// Where.
    pub(super) place: String,
    /// Names of the departments that are asked to come.
    pub(super) invited: Vec<String>,
}

/// `approvals.date_called_off`: it does not take place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct CalledOff {
    /// Which of the case.
    pub(super) position: i64,
    /// Why.
    pub(super) reason: String,
}

/// What people call it.
pub(super) fn deeds() -> Vec<(&'static str, Phrase)> {
    vec![
        (
            "approvals.date_set",
            Phrase::of("安排联合踏勘、会审", "Joint site visit or meeting arranged"),
        ),
        (
            "approvals.date_called_off",
            Phrase::of("取消联合踏勘、会审", "Joint site visit or meeting called off"),
        ),
    ]
}
