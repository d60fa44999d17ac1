//! What happened to mediations, as the journal keeps it: mirrors of the rule book's events with
//! serde.

use jiff::civil::Date;
use kit::HallError;
use rulebook::event::Moment;
use rulebook::mediation::{
    About, Choice, Consent, Dispute, Event, Form, Mediator, Origin, Performance, Ruling, Side, Way,
    What, Why,
};
use serde::{Deserialize, Serialize};

/// An event with its instant and day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct EventRecord {
    at_ms: i64,
    day: Date,
    #[serde(flatten)]
    what: WhatRecord,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
enum WhatRecord {
    Opened {
        origin: String,
        dispute: String,
        item: String,
        case: String,
        parties: Vec<(String, String)>,
        due_on: Date,
    },
    Heard {
        party: String,
        consent: String,
    },
    Named {
        mediators: Vec<String>,
        choice: String,
    },
    SessionSet {
        on: Date,
        minute: u16,
        place: String,
    },
    SessionHeld {
        number: u16,
        came: Vec<String>,
        record: String,
    },
    SessionCalledOff {
        number: u16,
        reason: String,
    },
    Agreed {
        form: String,
        terms: Vec<(String, String, Date)>,
        signed: Vec<String>,
        revisit: Date,
    },
    Performed {
        term: u16,
        outcome: String,
        words: String,
    },
    Revisited {
        outcome: String,
        words: String,
    },
    ConfirmationAsked,
    Ruled {
        ruling: String,
        document: String,
    },
    Ended {
        why: String,
        ways: Vec<String>,
    },
    Archived,
}

fn word(word: &str) -> String {
    word.to_owned()
}

impl From<&Event> for EventRecord {
    fn from(event: &Event) -> Self {
        Self { at_ms: event.at.at_ms, day: event.at.day, what: (&event.what).into() }
    }
}

impl From<&What> for WhatRecord {
    fn from(what: &What) -> Self {
        match what.clone() {
            What::Opened { about, parties, due_on } => Self::Opened {
                origin: word(about.origin.word()),
                dispute: word(about.dispute.word()),
                item: about.item,
                case: about.case,
                parties: parties.into_iter().map(|(key, it)| (key, word(it.word()))).collect(),
                due_on,
            },
            What::Heard { party, consent } => Self::Heard { party, consent: word(consent.word()) },
            What::Named { mediators, choice } => Self::Named {
                mediators: mediators.into_iter().map(|it| it.name).collect(),
                choice: word(choice.word()),
            },
            What::SessionSet { day, minute, place } => Self::SessionSet { on: day, minute, place },
            What::SessionHeld { number, came, record } => {
                Self::SessionHeld { number, came, record }
            }
            What::SessionCalledOff { number, reason } => Self::SessionCalledOff { number, reason },
            What::Agreed { form, terms, signed, revisit } => {
                Self::Agreed { form: word(form.word()), terms, signed, revisit }
            }
            What::Performed { term, outcome, words } => {
                Self::Performed { term, outcome: word(outcome.word()), words }
            }
            What::Revisited { outcome, words } => {
                Self::Revisited { outcome: word(outcome.word()), words }
            }
            What::ConfirmationAsked => Self::ConfirmationAsked,
            What::Ruled { ruling, document } => {
                Self::Ruled { ruling: word(ruling.word()), document }
            }
            What::Ended { why, ways } => Self::Ended {
                why: word(why.word()),
                ways: ways.into_iter().map(|it| word(it.word())).collect(),
            },
            What::Archived => Self::Archived,
        }
    }
}

/// The value of a word, or that the register knows none.
fn known<T>(found: Option<T>, word: &str) -> Result<T, HallError> {
    found.ok_or_else(|| HallError::broken(format!("the register knows no {word}")))
}

impl EventRecord {
    /// The event of the rule book.
    pub(super) fn event(&self) -> Result<Event, HallError> {
        let at = Moment { at_ms: self.at_ms, day: self.day };
        Ok(Event { at, what: self.what.what()? })
    }
}

impl WhatRecord {
    fn what(&self) -> Result<What, HallError> {
        Ok(match self.clone() {
            Self::Opened { origin, dispute, item, case, parties, due_on } => {
                let side = |(key, side): (String, String)| {
                    Ok((key, known(Side::from_word(&side), &side)?))
                };
                let (from, of) = (Origin::from_word(&origin), Dispute::from_word(&dispute));
                let (origin, dispute) = (known(from, &origin)?, known(of, &dispute)?);
                let parties = parties.into_iter().map(side).collect::<Result<_, HallError>>()?;
                What::Opened { about: About { origin, dispute, item, case }, parties, due_on }
            }
            Self::Heard { party, consent } => {
                What::Heard { party, consent: known(Consent::from_word(&consent), &consent)? }
            }
            Self::Named { mediators, choice } => What::Named {
                mediators: mediators.into_iter().map(|name| Mediator { name }).collect(),
                choice: known(Choice::from_word(&choice), &choice)?,
            },
            Self::SessionSet { on, minute, place } => What::SessionSet { day: on, minute, place },
            Self::SessionHeld { number, came, record } => {
                What::SessionHeld { number, came, record }
            }
            Self::SessionCalledOff { number, reason } => What::SessionCalledOff { number, reason },
            Self::Agreed { form, terms, signed, revisit } => {
                What::Agreed { form: known(Form::from_word(&form), &form)?, terms, signed, revisit }
            }
            Self::Performed { term, outcome, words } => {
                let outcome = known(Performance::from_word(&outcome), &outcome)?;
                What::Performed { term, outcome, words }
            }
            Self::Revisited { outcome, words } => {
                let outcome = known(Performance::from_word(&outcome), &outcome)?;
                What::Revisited { outcome, words }
            }
            Self::ConfirmationAsked => What::ConfirmationAsked,
            Self::Ruled { ruling, document } => {
                What::Ruled { ruling: known(Ruling::from_word(&ruling), &ruling)?, document }
            }
            Self::Ended { why, ways } => What::Ended {
                why: known(Why::from_word(&why), &why)?,
                ways: ways
                    .iter()
                    .map(|it| known(Way::from_word(it), it))
                    .collect::<Result<_, HallError>>()?,
            },
            Self::Archived => What::Archived,
        })
    }
}
