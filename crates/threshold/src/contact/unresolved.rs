//! Matters that could not be done (“办不成事”反映): registered, owned, followed up, told.
//!
//! A resident who could not get a thing done says so at the unresolved-matters window, online or at
//! the kiosk; or a first contact ends as one. Somebody accepts it, follows it up, and either solves
//! it or explains why not and which remedy there is; the resident is told, and may have it reopened
//! once. Until somebody accepts it, the window as an institution answers for it, or whoever was
//! asked first. Basis: GB/T 47366-2026; domain rules 3.1.

use super::{Keeper, Way, is_blank, light, words};
use calendar::{Light, Phrase};
use jiff::civil::Date;
use rulebook::event::Moment;
use terms::breach::Breach;

words! {
    /// What stood in the way (办不成的原因).
    #[doc(alias = "办不成的原因")]
    Obstacle {
        PapersUnobtainable = "papers_unobtainable",
            "材料开不出、拿不到", "a paper cannot be had";
        SentAway = "sent_away", "窗口不收、让去别处", "the window would not take it";
        NotListed = "not_listed", "找不到对应的事项", "no item seems to fit";
        Unclear = "unclear", "要求说不清、前后不一致", "nobody could say what is needed";
        ManyTrips = "many_trips", "跑了多次还没办成", "came several times in vain";
        Late = "late", "过了承诺时间没有结果", "no result by the promised date";
        System = "system", "系统或设备出了问题", "a system or machine failed";
        Other = "other", "其他原因", "something else";
    }
}

/// What could not be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// How it was reported.
    pub way: Way,
    /// The item it was about; empty where none fits.
    pub item: String,
    /// What stood in the way.
    pub obstacles: Vec<Obstacle>,
    /// In the resident's words; may be empty where an obstacle says it.
    pub words: String,
    /// The first contact it came from; may be empty.
    pub contact: String,
}

/// Who answers for a matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The unresolved-matters window as an institution: nobody in person yet.
    Window,
    /// Somebody.
    Person(Keeper),
}

impl Owner {
    /// Whether it is this person.
    pub fn is(&self, keeper: &Keeper) -> bool {
        matches!(self, Self::Person(person) if person == keeper)
    }
}

/// How a matter was concluded (办理结论).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conclusion {
    /// 已解决
    Solved {
        /// How.
        how: String,
    },
    /// 不能解决，已说明
    Explained {
        /// Why not.
        why_not: String,
        /// What the resident can do.
        remedy: String,
    },
}

words! {
    /// How the resident was told (告知方式).
    Telling {
        InPerson = "in_person", "当面告知", "in person";
        Telephone = "telephone", "电话告知", "by telephone";
        Online = "online", "本人已在网上查看", "seen online by the resident";
        NotReached = "not_reached", "多次联系不上", "could not be reached";
    }
}

/// What happened to a matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MatterEvent {
    /// 登记
    Reported {
        /// When.
        at: Moment,
        /// Who took it down; the window where a resident did so alone.
        owner: Owner,
        /// What.
        report: Report,
        /// The day by which it is due.
        due_on: Date,
    },
    /// 承办
    Accepted {
        /// When.
        at: Moment,
        /// By whom.
        by: Keeper,
    },
    /// 跟进
    FollowedUp {
        /// When.
        at: Moment,
        /// What was done.
        text: String,
    },
    /// 办成或说明
    Concluded {
        /// When.
        at: Moment,
        /// How.
        conclusion: Conclusion,
    },
    /// 告知群众
    Told {
        /// When.
        at: Moment,
        /// How.
        telling: Telling,
    },
    /// 重新办理
    Reopened {
        /// When.
        at: Moment,
        /// Why.
        reason: String,
        /// The day by which it is due now.
        due_on: Date,
    },
}

impl MatterEvent {
    /// When it happened.
    pub fn at(&self) -> Moment {
        match self {
            Self::Reported { at, .. }
            | Self::Accepted { at, .. }
            | Self::FollowedUp { at, .. }
            | Self::Concluded { at, .. }
            | Self::Told { at, .. }
            | Self::Reopened { at, .. } => *at,
        }
    }
}

/// Where a matter stands, with what is known there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MatterState {
    /// Taken down; nobody has accepted it yet.
    Waiting {
        /// Who answers for it meanwhile.
        owner: Owner,
    },
    /// Somebody works at it.
    InHand {
        /// Who.
        owner: Keeper,
    },
    /// Solved or explained; the resident has to be told.
    Concluded {
        /// Who tells.
        owner: Keeper,
        /// How it was concluded.
        conclusion: Conclusion,
    },
    /// The resident was told.
    Told {
        /// Who did it.
        owner: Keeper,
        /// How it was concluded.
        conclusion: Conclusion,
        /// How the resident was told.
        telling: Telling,
    },
}

words! {
    /// Where a matter stands, as a word.
    MatterStage {
        Waiting = "waiting", "待承办", "waiting for somebody";
        InHand = "in_hand", "承办中", "in hand";
        Solved = "solved", "已解决，待告知", "solved, to be told";
        Explained = "explained", "已说明，待告知", "explained, to be told";
        Told = "told", "已告知群众", "the resident was told";
    }
}

impl MatterStage {
    /// Whether nothing more is to be done.
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::Told)
    }
}

/// Whether a matter may be reopened (重新办理), which it may once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reopening {
    /// Not used yet.
    Free,
    /// Used.
    Used,
}

/// A matter that could not be done (办不成事), and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "办不成事")]
pub struct UnresolvedMatter {
    /// When it was taken down.
    pub reported: Moment,
    /// What could not be done.
    pub report: Report,
    /// The day by which it is due.
    pub due_on: Date,
    /// Whether it may still be reopened.
    pub reopening: Reopening,
    /// The last event's instant.
    pub last: Moment,
    /// Where it stands.
    pub state: MatterState,
}

/// What an act gives: the matter after it and the event that tells it.
pub type MatterMoved = Result<(UnresolvedMatter, MatterEvent), Breach>;

impl UnresolvedMatter {
    /// 登记: a matter is taken down.
    ///
    /// # Errors
    /// Where it is said neither in words nor by what stood in the way.
    pub fn report(owner: Owner, report: Report, due_on: Date, at: Moment) -> MatterMoved {
        let only_other = report.obstacles.iter().all(|it| *it == Obstacle::Other);
        if is_blank(&report.words) && only_other {
            return Err(Breach::NothingReported);
        }
        let event = MatterEvent::Reported { at, owner, report, due_on };
        Ok((Self::begin(&event)?, event))
    }

    /// 承办: somebody accepts it, from the window or from a colleague.
    ///
    /// # Errors
    /// Where it is theirs already, or concluded.
    pub fn accept(self, by: &Keeper, at: Moment) -> MatterMoved {
        match &self.state {
            MatterState::InHand { owner } if owner == by => return Err(Breach::YoursAlready),
            MatterState::Waiting { .. } | MatterState::InHand { .. } => {}
            MatterState::Concluded { .. } | MatterState::Told { .. } => {
                return Err(Breach::MatterConcluded);
            }
        }
        self.with(MatterEvent::Accepted { at, by: by.clone() })
    }

    /// 跟进: what was done about it.
    ///
    /// # Errors
    /// Where it is not theirs, or nothing is said.
    pub fn follow_up(self, by: &Keeper, text: &str, at: Moment) -> MatterMoved {
        self.worked_at_by(by)?;
        if is_blank(text) {
            return Err(Breach::FollowUpMissing);
        }
        self.with(MatterEvent::FollowedUp { at, text: text.trim().to_owned() })
    }

    /// 办成或说明: it is solved, or it is said why not and what can be done.
    ///
    /// # Errors
    /// Where it is not theirs, or what has to be said is missing.
    pub fn conclude(self, by: &Keeper, conclusion: Conclusion, at: Moment) -> MatterMoved {
        self.worked_at_by(by)?;
        match &conclusion {
            Conclusion::Solved { how } if is_blank(how) => return Err(Breach::SolutionMissing),
            Conclusion::Explained { why_not, remedy } if is_blank(why_not) || is_blank(remedy) => {
                return Err(Breach::ExplanationMissing);
            }
            _ => {}
        }
        self.with(MatterEvent::Concluded { at, conclusion })
    }

    /// 告知群众: the resident was told.
    ///
    /// # Errors
    /// Where it is not concluded, or not theirs.
    pub fn tell(self, by: &Keeper, telling: Telling, at: Moment) -> MatterMoved {
        match &self.state {
            MatterState::Concluded { owner, .. } if owner == by => {}
            MatterState::Concluded { .. } => return Err(Breach::NotResponsible),
            _ => return Err(Breach::NotConcluded),
        }
        self.with(MatterEvent::Told { at, telling })
    }

    /// 重新办理: the resident is not content; once.
    ///
    /// # Errors
    /// Where it is still under way, was reopened before, or no reason is given.
    pub fn reopen(self, reason: &str, due_on: Date, at: Moment) -> MatterMoved {
        if matches!(self.state, MatterState::Waiting { .. } | MatterState::InHand { .. }) {
            return Err(Breach::NotConcluded);
        }
        if self.reopening == Reopening::Used {
            return Err(Breach::ReopenedOnce);
        }
        if is_blank(reason) {
            return Err(Breach::ReasonMissing);
        }
        self.with(MatterEvent::Reopened { at, reason: reason.trim().to_owned(), due_on })
    }

    /// Who answers for it; nobody once the resident was told.
    pub fn responsible(&self) -> Option<Owner> {
        match &self.state {
            MatterState::Waiting { owner } => Some(owner.clone()),
            MatterState::InHand { owner } | MatterState::Concluded { owner, .. } => {
                Some(Owner::Person(owner.clone()))
            }
            MatterState::Told { .. } => None,
        }
    }

    /// How it was concluded, once it was.
    pub fn conclusion(&self) -> Option<&Conclusion> {
        match &self.state {
            MatterState::Concluded { conclusion, .. } | MatterState::Told { conclusion, .. } => {
                Some(conclusion)
            }
            MatterState::Waiting { .. } | MatterState::InHand { .. } => None,
        }
    }

    /// Where it stands.
    pub fn stage(&self) -> MatterStage {
        match &self.state {
            MatterState::Waiting { .. } => MatterStage::Waiting,
            MatterState::InHand { .. } => MatterStage::InHand,
            MatterState::Concluded { conclusion: Conclusion::Solved { .. }, .. } => {
                MatterStage::Solved
            }
            MatterState::Concluded { .. } => MatterStage::Explained,
            MatterState::Told { .. } => MatterStage::Told,
        }
    }

    /// Its light on a day; none once the resident was told.
    pub fn light(&self, today: Date) -> Option<Light> {
        self.responsible().map(|_| light(self.due_on, today))
    }

    /// The matter that a report begins.
    ///
    /// # Errors
    /// `MatterConcluded` for any other event.
    pub fn begin(event: &MatterEvent) -> Result<Self, Breach> {
        let MatterEvent::Reported { at, owner, report, due_on } = event else {
            return Err(Breach::MatterConcluded);
        };
        Ok(Self {
            reported: *at,
            report: report.clone(),
            due_on: *due_on,
            reopening: Reopening::Free,
            last: *at,
            state: MatterState::Waiting { owner: owner.clone() },
        })
    }

    /// The matter after an event.
    ///
    /// # Errors
    /// Where the event does not fit, or lies before the last one.
    pub fn apply(mut self, event: &MatterEvent) -> Result<Self, Breach> {
        if event.at().at_ms < self.last.at_ms {
            return Err(Breach::Backdated);
        }
        self.last = event.at();
        self.state = match (self.state, event) {
            (
                MatterState::Waiting { .. } | MatterState::InHand { .. },
                MatterEvent::Accepted { by, .. },
            ) => MatterState::InHand { owner: by.clone() },
            (MatterState::InHand { owner }, MatterEvent::FollowedUp { .. }) => {
                MatterState::InHand { owner }
            }
            (MatterState::InHand { owner }, MatterEvent::Concluded { conclusion, .. }) => {
                MatterState::Concluded { owner, conclusion: conclusion.clone() }
            }
            (MatterState::Concluded { owner, conclusion }, MatterEvent::Told { telling, .. }) => {
                MatterState::Told { owner, conclusion, telling: *telling }
            }
            (
                MatterState::Concluded { owner, .. } | MatterState::Told { owner, .. },
                MatterEvent::Reopened { due_on, .. },
            ) if self.reopening == Reopening::Free => {
                self.reopening = Reopening::Used;
                self.due_on = *due_on;
                MatterState::InHand { owner }
            }
            _ => return Err(Breach::MatterConcluded),
        };
        Ok(self)
    }

    fn with(self, event: MatterEvent) -> MatterMoved {
        let after = self.apply(&event)?;
        Ok((after, event))
    }

    fn worked_at_by(&self, by: &Keeper) -> Result<(), Breach> {
        match &self.state {
            MatterState::InHand { owner } if owner == by => Ok(()),
            MatterState::InHand { .. } => Err(Breach::NotResponsible),
            MatterState::Waiting { .. } => Err(Breach::NotAcceptedYet),
            MatterState::Concluded { .. } | MatterState::Told { .. } => {
                Err(Breach::MatterConcluded)
            }
        }
    }
}
