//! What happened to matters, as the journal keeps it: mirrors of the rule book's events with serde.

use crate::contacts::door::{KeeperRecord, Stamp, no_word};
use jiff::civil::Date;
use kit::HallError;
use serde::{Deserialize, Serialize};
use threshold::contact::Way;
use threshold::contact::unresolved::{Conclusion, MatterEvent, Obstacle, Owner, Report, Telling};

/// How a matter was concluded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub(super) enum ConclusionRecord {
    Solved { how: String },
    Explained { why_not: String, remedy: String },
}

impl From<&Conclusion> for ConclusionRecord {
    fn from(conclusion: &Conclusion) -> Self {
        match conclusion.clone() {
            Conclusion::Solved { how } => Self::Solved { how },
            Conclusion::Explained { why_not, remedy } => Self::Explained { why_not, remedy },
        }
    }
}

impl From<&ConclusionRecord> for Conclusion {
    fn from(record: &ConclusionRecord) -> Self {
        match record.clone() {
            ConclusionRecord::Solved { how } => Self::Solved { how },
            ConclusionRecord::Explained { why_not, remedy } => Self::Explained { why_not, remedy },
        }
    }
}

/// What happened to a matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub(super) enum MatterEventRecord {
    Reported {
        at: Stamp,
        /// Who took it down; none where the window as an institution answers for it.
        owner: Option<KeeperRecord>,
        way: String,
        item: String,
        obstacles: Vec<String>,
        words: String,
        contact: String,
        due_on: Date,
    },
    Accepted {
        at: Stamp,
        by: KeeperRecord,
    },
    FollowedUp {
        at: Stamp,
        text: String,
    },
    Concluded {
        at: Stamp,
        conclusion: ConclusionRecord,
    },
    Told {
        at: Stamp,
        telling: String,
    },
    Reopened {
        at: Stamp,
        reason: String,
        due_on: Date,
    },
}

impl From<&MatterEvent> for MatterEventRecord {
    fn from(event: &MatterEvent) -> Self {
        let at = event.at().into();
        match event {
            MatterEvent::Reported { owner, report, due_on, .. } => Self::Reported {
                at,
                owner: match owner {
                    Owner::Window => None,
                    Owner::Person(keeper) => Some(keeper.into()),
                },
                way: report.way.word().to_owned(),
                item: report.item.clone(),
                obstacles: report.obstacles.iter().map(|it| it.word().to_owned()).collect(),
                words: report.words.clone(),
                contact: report.contact.clone(),
                due_on: *due_on,
            },
            MatterEvent::Accepted { by, .. } => Self::Accepted { at, by: by.into() },
            MatterEvent::FollowedUp { text, .. } => Self::FollowedUp { at, text: text.clone() },
            MatterEvent::Concluded { conclusion, .. } => {
                Self::Concluded { at, conclusion: conclusion.into() }
            }
            MatterEvent::Told { telling, .. } => {
                Self::Told { at, telling: telling.word().to_owned() }
            }
            MatterEvent::Reopened { reason, due_on, .. } => {
                Self::Reopened { at, reason: reason.clone(), due_on: *due_on }
            }
        }
    }
}

impl MatterEventRecord {
    /// The event of the rule book.
    pub(super) fn event(&self) -> Result<MatterEvent, HallError> {
        Ok(match self.clone() {
            Self::Reported { at, owner, way, item, obstacles, words, contact, due_on } => {
                let obstacle =
                    |word: &String| Obstacle::from_word(word).ok_or_else(|| no_word(word));
                MatterEvent::Reported {
                    at: at.into(),
                    owner: owner.map_or(Owner::Window, |it| Owner::Person((&it).into())),
                    report: Report {
                        way: Way::from_word(&way).ok_or_else(|| no_word(&way))?,
                        item,
                        obstacles: obstacles.iter().map(obstacle).collect::<Result<_, _>>()?,
                        words,
                        contact,
                    },
                    due_on,
                }
            }
            Self::Accepted { at, by } => MatterEvent::Accepted { at: at.into(), by: (&by).into() },
            Self::FollowedUp { at, text } => MatterEvent::FollowedUp { at: at.into(), text },
            Self::Concluded { at, conclusion } => {
                MatterEvent::Concluded { at: at.into(), conclusion: (&conclusion).into() }
            }
            Self::Told { at, telling } => MatterEvent::Told {
                at: at.into(),
                telling: Telling::from_word(&telling).ok_or_else(|| no_word(&telling))?,
            },
            Self::Reopened { at, reason, due_on } => {
                MatterEvent::Reopened { at: at.into(), reason, due_on }
            }
        })
    }
}
