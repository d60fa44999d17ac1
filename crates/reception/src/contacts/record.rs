//! What happened to first contacts, as the journal keeps it: mirrors of the rule book's events
//! with serde.

use jiff::civil::Date;
use kit::HallError;
use rulebook::event::Moment;
use serde::{Deserialize, Serialize};
use threshold::contact::{Answer, Enquiry, Event, Keeper, Next, Way};

/// An instant and its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stamp {
    at_ms: i64,
    day: Date,
}

impl From<Moment> for Stamp {
    fn from(moment: Moment) -> Self {
        Self { at_ms: moment.at_ms, day: moment.day }
    }
}

impl From<Stamp> for Moment {
    fn from(stamp: Stamp) -> Self {
        Self { at_ms: stamp.at_ms, day: stamp.day }
    }
}

/// Somebody who may answer for a thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeeperRecord {
    pub(super) account: i64,
    pub(super) name: String,
    #[serde(default)]
    pub(super) department: String,
}

impl From<&Keeper> for KeeperRecord {
    fn from(keeper: &Keeper) -> Self {
        let Keeper { account, name, department } = keeper.clone();
        Self { account, name, department }
    }
}

impl From<&KeeperRecord> for Keeper {
    fn from(record: &KeeperRecord) -> Self {
        let KeeperRecord { account, name, department } = record.clone();
        Self { account, name, department }
    }
}

/// To whom something is offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum NextRecord {
    Person(KeeperRecord),
    Department { key: String, name: String },
}

impl From<&Next> for NextRecord {
    fn from(next: &Next) -> Self {
        match next {
            Next::Person(keeper) => Self::Person(keeper.into()),
            Next::Department { key, name } => {
                Self::Department { key: key.clone(), name: name.clone() }
            }
        }
    }
}

impl From<&NextRecord> for Next {
    fn from(record: &NextRecord) -> Self {
        match record {
            NextRecord::Person(keeper) => Self::Person(keeper.into()),
            NextRecord::Department { key, name } => {
                Self::Department { key: key.clone(), name: name.clone() }
            }
        }
    }
}

/// What came of an enquiry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub(super) enum AnswerRecord {
    Answered { text: String },
    GuideGiven { item: String, text: String },
    ReferredElsewhere { body: String, text: String },
}

impl From<&Answer> for AnswerRecord {
    fn from(answer: &Answer) -> Self {
        match answer.clone() {
            Answer::Answered { text } => Self::Answered { text },
            Answer::GuideGiven { item, text } => Self::GuideGiven { item, text },
            Answer::ReferredElsewhere { body, text } => Self::ReferredElsewhere { body, text },
        }
    }
}

impl From<&AnswerRecord> for Answer {
    fn from(record: &AnswerRecord) -> Self {
        match record.clone() {
            AnswerRecord::Answered { text } => Self::Answered { text },
            AnswerRecord::GuideGiven { item, text } => Self::GuideGiven { item, text },
            AnswerRecord::ReferredElsewhere { body, text } => {
                Self::ReferredElsewhere { body, text }
            }
        }
    }
}

/// What happened to a first contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub(super) enum EventRecord {
    Opened {
        at: Stamp,
        by: KeeperRecord,
        way: String,
        item: String,
        words: String,
        ticket: String,
        due_on: Date,
    },
    Offered {
        at: Stamp,
        to: NextRecord,
        reason: String,
    },
    Declined {
        at: Stamp,
        by: KeeperRecord,
        reason: String,
    },
    Accepted {
        at: Stamp,
        by: KeeperRecord,
    },
    Answered {
        at: Stamp,
        answer: AnswerRecord,
    },
    BecameCase {
        at: Stamp,
        number: String,
    },
    BecameMatter {
        at: Stamp,
        number: String,
    },
}

impl From<&Event> for EventRecord {
    fn from(event: &Event) -> Self {
        let at = event.at().into();
        match event {
            Event::Opened { by, enquiry, due_on, .. } => Self::Opened {
                at,
                by: by.into(),
                way: enquiry.way.word().to_owned(),
                item: enquiry.item.clone(),
                words: enquiry.words.clone(),
                ticket: enquiry.ticket.clone(),
                due_on: *due_on,
            },
            Event::Offered { to, reason, .. } => {
                Self::Offered { at, to: to.into(), reason: reason.clone() }
            }
            Event::Declined { by, reason, .. } => {
                Self::Declined { at, by: by.into(), reason: reason.clone() }
            }
            Event::Accepted { by, .. } => Self::Accepted { at, by: by.into() },
            Event::Answered { answer, .. } => Self::Answered { at, answer: answer.into() },
            Event::BecameCase { number, .. } => Self::BecameCase { at, number: number.clone() },
            Event::BecameMatter { number, .. } => Self::BecameMatter { at, number: number.clone() },
        }
    }
}

pub(crate) fn no_word(word: &str) -> HallError {
    HallError::broken(format!("the register knows no {word}"))
}

impl EventRecord {
    /// The event of the rule book.
    pub(super) fn event(&self) -> Result<Event, HallError> {
        Ok(match self.clone() {
            Self::Opened { at, by, way, item, words, ticket, due_on } => Event::Opened {
                at: at.into(),
                by: (&by).into(),
                enquiry: Enquiry {
                    way: Way::from_word(&way).ok_or_else(|| no_word(&way))?,
                    item,
                    words,
                    ticket,
                },
                due_on,
            },
            Self::Offered { at, to, reason } => {
                Event::Offered { at: at.into(), to: (&to).into(), reason }
            }
            Self::Declined { at, by, reason } => {
                Event::Declined { at: at.into(), by: (&by).into(), reason }
            }
            Self::Accepted { at, by } => Event::Accepted { at: at.into(), by: (&by).into() },
            Self::Answered { at, answer } => {
                Event::Answered { at: at.into(), answer: (&answer).into() }
            }
            Self::BecameCase { at, number } => Event::BecameCase { at: at.into(), number },
            Self::BecameMatter { at, number } => Event::BecameMatter { at: at.into(), number },
        })
    }
}
