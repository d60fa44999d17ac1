//! Agency (全程代理、代办上报): checked here, decided above, handed over here.
//!
//! The township looks at the case first (art. 43: the lower organ within twenty working days),
//! sends it up with a numbered list of what goes with it, asks again where the superior is late,
//! and takes the answer back: granted, refused, or sent back for papers. The superior's clock is
//! shown beside our own. Basis: Administrative Licensing Law arts. 35, 43, 44; domain rule 4.

use super::work::{InnerClock, PaperAsked, Work, WorkEvent};
use crate::breach::Breach;
use crate::case::{Acceptance, Act, Case, Moved, Outcome, State};
use crate::event::{Event, Moment, RefusalGrounds};
use calendar::{Limit, WorkingCalendar};
use jiff::civil::Date;

/// Working days of a lower organ's examination at most (art. 43).
pub const PRECHECK_DAYS_MAX: u16 = 20;
/// Working days the superior is given where neither item nor window says another limit.
pub const SUPERIOR_DAYS: u16 = 20;
/// Working days in which a superior may be thought to answer at most, when entered by hand.
const SUPERIOR_DAYS_MAX: u16 = 250;

/// The agency for an applicant (代办上报).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "代办上报")]
pub struct Agency {
    /// 初审期限
    pub precheck: Limit,
    /// The day it runs from.
    pub begun: Date,
    /// Where it is.
    pub leg: Leg,
    /// What was sent up so far, oldest first.
    pub sent: Vec<Consignment>,
}

/// Where a case that is decided above is (代办环节).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "代办环节")]
pub enum Leg {
    /// 初审中
    Prechecking,
    /// 初审通过，待上报
    ToSend {
        /// Since when.
        at: Moment,
    },
    /// 上级办理中
    Above {
        /// 催办, oldest first.
        urgings: Vec<Urging>,
        /// Whether the house has noted that the superior is late.
        lateness: Lateness,
    },
    /// 上级退回补件, which is asked for at one time.
    SentBack {
        /// Which papers.
        papers: Vec<PaperAsked>,
    },
    /// 上级已办复
    Answered,
}

/// Whether it was noted that the superior is late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lateness {
    /// Not so far.
    Unnoted,
    /// Noted.
    Noted(Moment),
}

/// What was sent up (上报清单).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "上报清单")]
pub struct Consignment {
    /// 上报编号
    pub number: String,
    /// When.
    pub at: Moment,
    /// To which body.
    pub to: String,
    /// By which channel.
    pub channel: String,
    /// Papers that went with it, by key.
    pub papers: Vec<String>,
    /// The superior's limit.
    pub limit: Limit,
}

/// An asking again (催办).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "催办")]
pub struct Urging {
    /// When.
    pub at: Moment,
    /// Who was asked, how, and what they said.
    pub text: String,
}

/// What came back (上级办复).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "上级办复")]
pub enum Returned {
    /// 准予
    Granted {
        /// Name and number of the result.
        result: String,
    },
    /// 不予批准
    Refused {
        /// The grounds.
        grounds: RefusalGrounds,
    },
    /// 退回补件
    SentBack {
        /// Which papers.
        papers: Vec<PaperAsked>,
    },
}

/// What happened in an agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AgencyEvent {
    /// 初审通过
    Prechecked(String),
    /// 上报
    SentUp(Consignment),
    /// 催办
    Urged(String),
    /// 上级逾期, seen by the house.
    SuperiorLate {
        /// The day it was due on.
        due_on: Date,
    },
    /// 上级办复
    Returned(Returned),
}

impl Agency {
    /// Whether it is with the superior and nobody has noted a delay.
    pub(crate) fn is_unnoted_above(&self) -> bool {
        matches!(self.leg, Leg::Above { lateness: Lateness::Unnoted, .. })
    }

    pub(crate) fn begin(precheck: Limit, begun: Date) -> Self {
        Self { precheck, begun, leg: Leg::Prechecking, sent: Vec::new() }
    }

    /// What is with the superior now.
    pub fn above(&self) -> Option<&Consignment> {
        matches!(self.leg, Leg::Above { .. }).then(|| self.sent.last()).flatten()
    }

    pub(crate) fn asked(&self) -> Vec<&PaperAsked> {
        match &self.leg {
            Leg::SentBack { papers } => papers.iter().collect(),
            _ => Vec::new(),
        }
    }

    /// The papers came: what was passed once goes up again.
    pub(crate) fn supplemented(&mut self, at: Moment) {
        if matches!(self.leg, Leg::SentBack { .. }) {
            self.leg = Leg::ToSend { at };
        }
    }

    /// An answer from above that is looked at again can be sent up again.
    pub(crate) fn reopened(&mut self, at: Moment) {
        if self.leg == Leg::Answered {
            self.leg = Leg::ToSend { at };
        }
    }

    pub(crate) fn apply(&mut self, event: &AgencyEvent, at: Moment) -> Result<(), Breach> {
        match (&mut self.leg, event) {
            (Leg::Prechecking, AgencyEvent::Prechecked(_)) => self.leg = Leg::ToSend { at },
            (Leg::ToSend { .. }, AgencyEvent::SentUp(consignment)) => {
                self.sent.push(consignment.clone());
                self.leg = Leg::Above { urgings: Vec::new(), lateness: Lateness::Unnoted };
            }
            (Leg::Above { urgings, .. }, AgencyEvent::Urged(text)) => {
                urgings.push(Urging { at, text: text.clone() });
            }
            (Leg::Above { lateness, .. }, AgencyEvent::SuperiorLate { .. }) => {
                *lateness = Lateness::Noted(at);
            }
            (Leg::Above { .. }, AgencyEvent::Returned(returned)) => {
                self.leg = match returned {
                    Returned::SentBack { papers } => Leg::SentBack { papers: papers.clone() },
                    Returned::Granted { .. } | Returned::Refused { .. } => Leg::Answered,
                };
            }
            _ => return Err(Breach::WrongLeg),
        }
        Ok(())
    }
}

/// Where an answer from above leads: granted is decided; refused waits for the leader, as any
/// denial does; sent back stays in hand until the papers are asked for.
pub(crate) fn after_return(acceptance: Acceptance, returned: &Returned, at: Moment) -> State {
    match returned {
        Returned::Granted { result } => State::Decided {
            acceptance,
            outcome: Outcome::Granted { decided: at, result: result.clone() },
        },
        Returned::Refused { grounds } => {
            State::RefusalProposed { acceptance, grounds: grounds.clone() }
        }
        Returned::SentBack { .. } => State::Examining { acceptance },
    }
}

impl Case {
    fn forwarded(self, event: AgencyEvent, at: Moment) -> Moved {
        self.moved(Event::Worked { at, what: WorkEvent::Agency(event) })
    }

    /// The clock of the leg the case is on: our own check until it is sent up, then the
    /// superior's; none once it was answered or sent back.
    pub fn agency_clock(
        &self,
        agency: &Agency,
        today: Date,
        calendar: &WorkingCalendar,
    ) -> Option<InnerClock> {
        match &agency.leg {
            Leg::Prechecking | Leg::ToSend { .. } if agency.sent.is_empty() => {
                let term = self.inner_term(agency.begun, agency.precheck);
                let last = self.outer_day(today, calendar);
                Some(InnerClock::of(&term, last, today, calendar))
            }
            Leg::Above { .. } => {
                let sent = agency.sent.last()?;
                let term = self.inner_term(sent.at.day, sent.limit);
                Some(InnerClock::of(&term, None, today, calendar))
            }
            _ => None,
        }
    }

    /// 初审通过
    ///
    /// # Errors
    /// Without an opinion; while deferred papers are outstanding.
    pub fn pass_precheck(self, opinion: &str, at: Moment) -> Moved {
        self.allows(Act::PassPrecheck)?;
        if !self.outstanding().is_empty() {
            return Err(Breach::DeferralOutstanding);
        }
        let opinion = crate::case::decide::filled(opinion)?;
        self.forwarded(AgencyEvent::Prechecked(opinion), at)
    }

    /// 上报: with the numbered list of what goes up.
    ///
    /// # Errors
    /// Without a body, a channel or papers; a paper off the list; an impossible limit.
    pub fn send_up(self, consignment: Consignment) -> Moved {
        self.allows(Act::SendUp)?;
        let Consignment { at, to, channel, papers, limit, number } = &consignment;
        if [number, to, channel].iter().any(|it| it.trim().is_empty()) || papers.is_empty() {
            return Err(Breach::ConsignmentIncomplete);
        }
        let is_listed = |key: &String| self.papers.iter().any(|paper| paper.key == *key);
        if !papers.iter().all(is_listed) {
            return Err(Breach::UnknownPaper);
        }
        if !(1..=SUPERIOR_DAYS_MAX).contains(&limit.value()) {
            return Err(Breach::SuperiorLimitWrong);
        }
        let at = *at;
        self.forwarded(AgencyEvent::SentUp(consignment), at)
    }

    /// 催办
    ///
    /// # Errors
    /// Without a word on who was asked and what they said.
    pub fn urge(self, text: &str, at: Moment) -> Moved {
        self.allows(Act::Urge)?;
        let text = crate::case::decide::filled(text)?;
        self.forwarded(AgencyEvent::Urged(text), at)
    }

    /// The day on which the superior should have answered, where that is past and not noted.
    pub fn superior_late(&self, today: Date, calendar: &WorkingCalendar) -> Option<Date> {
        let Work::Agency(agency) = &self.work else { return None };
        let Leg::Above { lateness: Lateness::Unnoted, .. } = agency.leg else { return None };
        if !matches!(self.state, State::Examining { .. }) {
            return None;
        }
        let due_on = self.agency_clock(agency, today, calendar)?.deadline.due_on;
        (today > due_on).then_some(due_on)
    }

    /// 上级逾期: the house notes that the superior is late.
    ///
    /// # Errors
    /// Where it is not, or was noted before.
    pub fn note_superior_late(self, at: Moment, calendar: &WorkingCalendar) -> Moved {
        self.allows(Act::NoteSuperiorLate)?;
        let due_on = self.superior_late(at.day, calendar).ok_or(Breach::WrongState)?;
        self.forwarded(AgencyEvent::SuperiorLate { due_on }, at)
    }

    /// 上级办复: what came back.
    ///
    /// # Errors
    /// A grant without a result, a refusal without grounds, papers off the item's list.
    pub fn take_return(self, returned: Returned, at: Moment) -> Moved {
        self.allows(Act::TakeReturn)?;
        match &returned {
            Returned::Granted { result } if result.trim().is_empty() => {
                return Err(Breach::ResultMissing);
            }
            Returned::Refused { grounds } => crate::case::decide::check_grounds(grounds)?,
            Returned::SentBack { papers } => self.check_asked(papers)?,
            Returned::Granted { .. } => {}
        }
        self.forwarded(AgencyEvent::Returned(returned), at)
    }
}
