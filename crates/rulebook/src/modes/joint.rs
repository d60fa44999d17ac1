//! Joint handling (联办、并联审批): a lead department and others at once, one outer clock and an
//! inner clock each.
//!
//! The lead passes the case on; each participant gives its opinion within its inner limit, which
//! never ends after the outer one. A department that says nothing is flagged, not taken to agree,
//! and may still answer, marked late. All agree, or the case cannot be granted. Used time is the
//! maximum over the branches, for they run at once.
//! Basis: Administrative Licensing Law art. 26; domain rule 4.

use super::work::{InnerClock, PaperAsked, Work, WorkEvent};
use crate::breach::Breach;
use crate::case::{Act, Case, Moved, State};
use crate::event::{Event, Moment};
use crate::item::PartialGrant;
use calendar::{Limit, WorkingCalendar};
use jiff::civil::Date;

/// Working days that joint handling takes at most where no other law speaks (art. 42).
pub const JOINT_DAYS_MAX: u16 = 45;
/// Working days a joint case may be extended by (art. 42).
pub const JOINT_EXTENSION_DAYS_MAX: u16 = 15;

/// The joint work of a case (并联审批).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "并联审批")]
pub struct Joint {
    /// Inner limit of a department for which the item sets none.
    pub inner: Limit,
    /// 会办部门; none before the case was passed on.
    pub branches: Vec<Branch>,
    /// 联合踏勘
    pub visits: Vec<Meeting>,
    /// 联合会审
    pub meetings: Vec<Meeting>,
}

/// A department that takes part (配合部门).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "配合部门")]
pub struct Participant {
    /// Its key in the centre; none where it has no post there and the director speaks for it.
    pub key: Option<String>,
    /// Its name, by which the branch is known.
    pub name: String,
    /// What it gives its opinion on.
    pub opinion_on: String,
    /// Its inner limit.
    pub limit: Limit,
}

/// A branch of a joint case (会办).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "会办")]
pub struct Branch {
    /// Who.
    pub participant: Participant,
    /// When the case was passed on to it.
    pub consigned: Moment,
    /// Where it stands.
    pub state: BranchState,
}

/// Where a branch stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BranchState {
    /// 待会办
    Waiting,
    /// 逾期未反馈: its limit has passed in silence.
    Silent {
        /// When the house saw it.
        noted: Moment,
    },
    /// 要求补充材料, which the lead passes on.
    Asks {
        /// When.
        at: Moment,
        /// Which papers.
        papers: Vec<PaperAsked>,
        /// Whether it had been silent before.
        was: Punctuality,
    },
    /// 已出具意见
    Given {
        /// When.
        at: Moment,
        /// What it says.
        opinion: Opinion,
        /// In whose voice.
        voice: Voice,
        /// In time or not.
        punctuality: Punctuality,
    },
}

/// Whether an opinion came in time (是否按时).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Punctuality {
    /// 按时
    InTime,
    /// 逾期反馈
    Late,
}

/// An opinion (会审意见).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "会审意见")]
pub enum Opinion {
    /// 同意
    Agrees {
        /// What is remarked.
        remark: String,
    },
    /// 附条件同意
    AgreesIf {
        /// The conditions.
        conditions: String,
    },
    /// 不同意
    Refuses {
        /// The facts and reasons.
        reason: String,
        /// The law.
        basis: String,
    },
}

/// What a department refuses where the rest is granted (不予准予的部分).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "不予准予的部分")]
pub struct RefusedPart {
    /// The department, by name.
    pub department: String,
    /// What it had to give its opinion on; may be empty.
    pub part: String,
    /// The facts and reasons.
    pub reason: String,
    /// The law.
    pub basis: String,
}

/// In whose voice an opinion is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Voice {
    /// Somebody of the department itself.
    Own,
    /// 代为登记: the director of the centre, on behalf of the department.
    OnBehalf {
        /// Why.
        reason: String,
    },
}

/// What a department answers when it is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// 会审意见
    Opinion(Opinion),
    /// 要求补充材料
    AsksFor(Vec<PaperAsked>),
}

/// A joint site visit or a joint meeting (联合踏勘、联合会审).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "联合踏勘")]
pub struct Meeting {
    /// When it was entered.
    pub at: Moment,
    /// The day it was held; its true day, never after the day of entry.
    pub held_on: Date,
    /// Who came.
    pub present: Vec<String>,
    /// What was found or agreed.
    pub findings: String,
}

/// What happened in joint work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JointEvent {
    /// 分送会办
    Circulated(Vec<Participant>),
    /// 会办意见
    Replied {
        /// The department, by name.
        department: String,
        /// What it says.
        reply: Reply,
        /// In whose voice.
        voice: Voice,
        /// In time or not.
        punctuality: Punctuality,
    },
    /// 退回会办意见: one branch looks again, the clocks go on.
    BranchReturned {
        /// The department, by name.
        department: String,
        /// Why.
        reason: String,
    },
    /// 逾期未反馈, seen by the house.
    FellSilent {
        /// The department, by name.
        department: String,
    },
    /// 联合踏勘
    Visited(Meeting),
    /// 联合会审
    Met(Meeting),
}

/// Who wants to speak for a department.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// Somebody whose post belongs to a department of the centre, by key.
    Of(String),
    /// The director of the centre, with the reason for speaking on behalf of the department.
    Director {
        /// Why.
        reason: String,
    },
}

impl Branch {
    /// Whether nothing was heard of it and nobody has noted so.
    pub(super) fn is_unheard(&self) -> bool {
        self.state == BranchState::Waiting
    }

    /// Whether its opinion is still to come.
    pub fn is_waiting(&self) -> bool {
        matches!(self.state, BranchState::Waiting | BranchState::Silent { .. })
    }

    fn asked(&self) -> &[PaperAsked] {
        match &self.state {
            BranchState::Asks { papers, .. } => papers,
            _ => &[],
        }
    }

    /// The day its time was used up, or today.
    fn used_until(&self, today: Date) -> Date {
        match &self.state {
            BranchState::Given { at, .. } => at.day,
            _ => today,
        }
    }

    /// The voice in which somebody may speak for the department.
    ///
    /// # Errors
    /// Somebody of another department; the director without a reason.
    pub fn voice(&self, speaker: &Speaker) -> Result<Voice, Breach> {
        match speaker {
            Speaker::Of(key) if self.participant.key.as_ref() == Some(key) => Ok(Voice::Own),
            Speaker::Of(_) => Err(Breach::OtherDepartment),
            Speaker::Director { reason } if reason.trim().is_empty() => {
                Err(Breach::OnBehalfWithoutReason)
            }
            Speaker::Director { reason } => {
                Ok(Voice::OnBehalf { reason: reason.trim().to_owned() })
            }
        }
    }
}

impl Joint {
    pub(crate) fn begin(inner: Limit) -> Self {
        Self { inner, branches: Vec::new(), visits: Vec::new(), meetings: Vec::new() }
    }

    /// The branch of a department.
    pub fn branch(&self, department: &str) -> Option<&Branch> {
        self.branches.iter().find(|it| it.participant.name == department)
    }

    fn branch_mut(&mut self, department: &str) -> Result<&mut Branch, Breach> {
        self.branches
            .iter_mut()
            .find(|it| it.participant.name == department)
            .ok_or(Breach::NotConsulted)
    }

    pub(crate) fn asked(&self) -> Vec<&PaperAsked> {
        self.branches.iter().flat_map(Branch::asked).collect()
    }

    /// The papers came: the departments that asked for them look at them now.
    pub(crate) fn supplemented(&mut self, brought: &[String]) {
        for branch in &mut self.branches {
            if let BranchState::Asks { at, papers, was } = &branch.state
                && papers.iter().all(|paper| brought.contains(&paper.key))
            {
                branch.state = match was {
                    Punctuality::InTime => BranchState::Waiting,
                    Punctuality::Late => BranchState::Silent { noted: *at },
                };
            }
        }
    }

    /// Whether every department agrees.
    ///
    /// # Errors
    /// What stands in the way of a grant.
    pub fn agreed(&self) -> Result<(), Breach> {
        if self.branches.is_empty() {
            return Err(Breach::NotCirculated);
        }
        let refuses = |it: &Branch| {
            matches!(it.state, BranchState::Given { opinion: Opinion::Refuses { .. }, .. })
        };
        if self.branches.iter().any(refuses) {
            return Err(Breach::RefusedByParticipant);
        }
        let is_given = |it: &Branch| matches!(it.state, BranchState::Given { .. });
        if self.branches.iter().all(is_given) { Ok(()) } else { Err(Breach::OpinionsOutstanding) }
    }

    /// What departments refuse.
    pub fn refused_parts(&self) -> Vec<RefusedPart> {
        let part = |it: &Branch| match &it.state {
            BranchState::Given { opinion: Opinion::Refuses { reason, basis }, .. } => {
                Some(RefusedPart {
                    department: it.participant.name.clone(),
                    part: it.participant.opinion_on.clone(),
                    reason: reason.clone(),
                    basis: basis.clone(),
                })
            }
            _ => None,
        };
        self.branches.iter().filter_map(part).collect()
    }

    /// Whether it may be granted in part: all have answered, and they differ.
    pub(crate) fn differs(&self, partial: PartialGrant) -> Result<(), Breach> {
        if self.branches.is_empty() {
            return Err(Breach::NotCirculated);
        }
        let is_given = |it: &Branch| matches!(it.state, BranchState::Given { .. });
        let refused = self.refused_parts().len();
        let is_split = refused > 0 && refused < self.branches.len();
        match partial {
            PartialGrant::Allowed if !self.branches.iter().all(is_given) => {
                Err(Breach::OpinionsOutstanding)
            }
            PartialGrant::Allowed if is_split => Ok(()),
            _ => Err(Breach::PartialNotAllowed),
        }
    }

    pub(crate) fn apply(&mut self, event: &JointEvent, at: Moment) -> Result<(), Breach> {
        match event {
            JointEvent::Circulated(participants) => {
                if !self.branches.is_empty() {
                    return Err(Breach::AlreadyCirculated);
                }
                self.branches = participants
                    .iter()
                    .map(|participant| Branch {
                        participant: participant.clone(),
                        consigned: at,
                        state: BranchState::Waiting,
                    })
                    .collect();
            }
            JointEvent::Replied { department, reply, voice, punctuality } => {
                let branch = self.branch_mut(department)?;
                branch.state = match reply {
                    Reply::Opinion(opinion) => BranchState::Given {
                        at,
                        opinion: opinion.clone(),
                        voice: voice.clone(),
                        punctuality: *punctuality,
                    },
                    Reply::AsksFor(papers) => {
                        BranchState::Asks { at, papers: papers.clone(), was: *punctuality }
                    }
                };
            }
            JointEvent::BranchReturned { department, .. } => {
                self.branch_mut(department)?.state = BranchState::Waiting;
            }
            JointEvent::FellSilent { department } => {
                self.branch_mut(department)?.state = BranchState::Silent { noted: at };
            }
            JointEvent::Visited(meeting) => self.visits.push(meeting.clone()),
            JointEvent::Met(meeting) => self.meetings.push(meeting.clone()),
        }
        Ok(())
    }
}

impl Case {
    fn joint(&self) -> Result<&Joint, Breach> {
        match &self.work {
            Work::Joint(joint) => Ok(joint),
            _ => Err(Breach::WrongMode),
        }
    }

    fn joined(self, event: JointEvent, at: Moment) -> Moved {
        self.moved(Event::Worked { at, what: WorkEvent::Joint(event) })
    }

    /// The clock of a branch on a day: its own limit, at the latest the end of the outer one.
    pub fn branch_clock(
        &self,
        branch: &Branch,
        today: Date,
        calendar: &WorkingCalendar,
    ) -> InnerClock {
        let day = branch.used_until(today);
        let term = self.inner_term(branch.consigned.day, branch.participant.limit);
        InnerClock::of(&term, self.outer_day(day, calendar), day, calendar)
    }

    /// Working days used by the parallel branches: the maximum, not the sum.
    pub fn used_in_parallel(&self, today: Date, calendar: &WorkingCalendar) -> u32 {
        let Work::Joint(joint) = &self.work else { return 0 };
        let used = |branch: &Branch| self.branch_clock(branch, today, calendar).used;
        joint.branches.iter().map(used).max().unwrap_or(0)
    }

    /// 分送会办: the lead passes the case on to the departments that take part.
    ///
    /// # Errors
    /// Nobody, somebody twice, a second time.
    pub fn circulate(self, participants: Vec<Participant>, at: Moment) -> Moved {
        self.allows(Act::Circulate)?;
        let names: std::collections::BTreeSet<&str> =
            participants.iter().map(|it| it.name.as_str()).collect();
        if participants.is_empty() || names.len() != participants.len() || names.contains("") {
            return Err(Breach::ParticipantsWrong);
        }
        self.joined(JointEvent::Circulated(participants), at)
    }

    /// 会办意见: a department answers, in time or late.
    ///
    /// # Errors
    /// Another department's, a refusal without reason and basis, conditions unsaid, papers off
    /// the item's list.
    pub fn reply(
        self,
        department: &str,
        reply: Reply,
        speaker: &Speaker,
        at: Moment,
        calendar: &WorkingCalendar,
    ) -> Moved {
        self.allows(Act::GiveOpinion)?;
        let branch = self.joint()?.branch(department).ok_or(Breach::NotConsulted)?;
        let voice = branch.voice(speaker)?;
        if !branch.is_waiting() {
            return Err(Breach::OpinionGiven);
        }
        let reply = self.checked(reply)?;
        let due = self.branch_clock(branch, at.day, calendar).deadline.due_on;
        let is_late = at.day > due || matches!(branch.state, BranchState::Silent { .. });
        let punctuality = if is_late { Punctuality::Late } else { Punctuality::InTime };
        let department = department.to_owned();
        self.joined(JointEvent::Replied { department, reply, voice, punctuality }, at)
    }

    fn checked(&self, reply: Reply) -> Result<Reply, Breach> {
        let is_said = |text: &String| !text.trim().is_empty();
        match &reply {
            Reply::Opinion(Opinion::AgreesIf { conditions }) if !is_said(conditions) => {
                Err(Breach::ConditionsUnsaid)
            }
            Reply::Opinion(Opinion::Refuses { reason, basis })
                if !is_said(reason) || !is_said(basis) =>
            {
                Err(Breach::OpinionUngrounded)
            }
            Reply::AsksFor(papers) => self.check_asked(papers).map(|()| reply),
            Reply::Opinion(_) => Ok(reply),
        }
    }

    /// Papers asked for are on the item's list, and it is said what is wrong with them.
    pub(crate) fn check_asked(&self, papers: &[PaperAsked]) -> Result<(), Breach> {
        if papers.is_empty() {
            return Err(Breach::UnknownPaper);
        }
        for asked in papers {
            if !self.papers.iter().any(|paper| paper.key == asked.key) {
                return Err(Breach::UnknownPaper);
            }
            if asked.why.trim().is_empty() {
                return Err(Breach::DefectUnexplained);
            }
        }
        Ok(())
    }

    /// 退回会办意见: one department looks again; no clock is set back.
    ///
    /// # Errors
    /// Where it has not given its opinion; without a reason.
    pub fn return_branch(self, department: &str, reason: &str, at: Moment) -> Moved {
        self.allows(Act::ReturnBranch)?;
        let branch = self.joint()?.branch(department).ok_or(Breach::NotConsulted)?;
        if !matches!(branch.state, BranchState::Given { .. }) {
            return Err(Breach::OpinionsOutstanding);
        }
        let (department, reason) = (department.to_owned(), crate::case::decide::filled(reason)?);
        self.joined(JointEvent::BranchReturned { department, reason }, at)
    }

    /// 部分准予: what some departments refuse falls, with their reasons; the rest is granted.
    ///
    /// # Errors
    /// Where the item does not allow it, opinions are outstanding or do not differ; without the
    /// remedies against what is refused (art. 38).
    pub fn grant_in_part(self, result: &str, remedy: &str, at: Moment) -> Moved {
        self.allows(Act::GrantInPart)?;
        if !self.outstanding().is_empty() {
            return Err(Breach::DeferralOutstanding);
        }
        let remedy = remedy.trim().to_owned();
        if remedy.is_empty() {
            return Err(Breach::RefusalUngrounded);
        }
        let (refused, result) = (self.joint()?.refused_parts(), result.trim().to_owned());
        self.moved(Event::GrantedInPart { at, result, refused, remedy })
    }

    /// Departments whose limit has passed in silence and of whom it was not noted yet.
    pub fn silent(&self, today: Date, calendar: &WorkingCalendar) -> Vec<&Branch> {
        let (Work::Joint(joint), State::Examining { .. }) = (&self.work, &self.state) else {
            return Vec::new();
        };
        let is_past = |branch: &&Branch| {
            branch.state == BranchState::Waiting
                && today > self.branch_clock(branch, today, calendar).deadline.due_on
        };
        joint.branches.iter().filter(is_past).collect()
    }

    /// 逾期未反馈: the house notes that a department let its limit pass; it is no consent.
    ///
    /// # Errors
    /// Where the limit has not passed, or it was noted before.
    pub fn fall_silent(self, department: &str, at: Moment, calendar: &WorkingCalendar) -> Moved {
        self.allows(Act::FallSilent)?;
        if !self.silent(at.day, calendar).iter().any(|it| it.participant.name == department) {
            return Err(Breach::WrongState);
        }
        self.joined(JointEvent::FellSilent { department: department.to_owned() }, at)
    }

    /// 联合踏勘
    ///
    /// # Errors
    /// Nobody came, nothing found, a day to come or before acceptance.
    pub fn record_visit(self, visit: &Meeting) -> Moved {
        self.allows(Act::RecordVisit)?;
        let at = visit.at;
        let visit = self.held(visit)?;
        self.joined(JointEvent::Visited(visit), at)
    }

    /// 联合会审
    ///
    /// # Errors
    /// As [`Case::record_visit`].
    pub fn record_meeting(self, meeting: &Meeting) -> Moved {
        self.allows(Act::RecordMeeting)?;
        let at = meeting.at;
        let meeting = self.held(meeting)?;
        self.joined(JointEvent::Met(meeting), at)
    }

    fn held(&self, meeting: &Meeting) -> Result<Meeting, Breach> {
        let findings = crate::case::decide::filled(&meeting.findings)?;
        let present: Vec<String> = meeting
            .present
            .iter()
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty())
            .collect();
        let begun = self.acceptance().map_or(self.received.day, |it| it.at.day);
        if present.is_empty() {
            return Err(Breach::NobodyPresent);
        }
        if meeting.held_on > meeting.at.day || meeting.held_on < begun {
            return Err(Breach::DayOutOfPlace);
        }
        Ok(Meeting { at: meeting.at, held_on: meeting.held_on, present, findings })
    }
}
