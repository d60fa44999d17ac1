//! What happened in the work of a mode, as the journal keeps it: mirrors of
//! [`rulebook::case::work`] with serde.

use crate::cases::door::{GroundsRecord, LimitRecord};
use jiff::civil::Date;
use kit::HallError;
use rulebook::case::WorkTerms;
use rulebook::case::agency::{AgencyEvent, Consignment, Returned};
use rulebook::case::coordination::{Answer, CoordinationEvent, LeadKeys, Solution};
use rulebook::case::joint::{JointEvent, Meeting, Opinion, Participant, Punctuality, Reply, Voice};
use rulebook::event::{Moment, PaperAsked, WorkEvent};
use serde::{Deserialize, Serialize};

/// What a mode set for a case; an entry older than the modes says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TermsRecord {
    #[default]
    Alone,
    Joint(LimitRecord),
    Coordination(LimitRecord),
    Agency(LimitRecord),
}

impl From<WorkTerms> for TermsRecord {
    fn from(terms: WorkTerms) -> Self {
        match terms {
            WorkTerms::Alone => Self::Alone,
            WorkTerms::Joint { inner } => Self::Joint(inner.into()),
            WorkTerms::Coordination { every } => Self::Coordination(every.into()),
            WorkTerms::Agency { precheck } => Self::Agency(precheck.into()),
        }
    }
}

impl TermsRecord {
    /// Nothing is set; such an entry reads as those from before the modes.
    pub(crate) fn is_alone(&self) -> bool {
        *self == Self::Alone
    }

    pub(crate) fn terms(&self) -> Result<WorkTerms, HallError> {
        Ok(match self {
            Self::Alone => WorkTerms::Alone,
            Self::Joint(limit) => WorkTerms::Joint { inner: limit.limit()? },
            Self::Coordination(limit) => WorkTerms::Coordination { every: limit.limit()? },
            Self::Agency(limit) => WorkTerms::Agency { precheck: limit.limit()? },
        })
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ParticipantRecord {
    key: Option<String>,
    name: String,
    opinion_on: String,
    limit: LimitRecord,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct MeetingRecord {
    held_on: Date,
    present: Vec<String>,
    findings: String,
}

impl From<Meeting> for MeetingRecord {
    fn from(it: Meeting) -> Self {
        Self { held_on: it.held_on, present: it.present, findings: it.findings }
    }
}

impl MeetingRecord {
    fn meeting(self, at: Moment) -> Meeting {
        let Self { held_on, present, findings } = self;
        Meeting { at, held_on, present, findings }
    }
}

/// What a department answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub(crate) enum ReplyRecord {
    Agrees { remark: String },
    AgreesIf { conditions: String },
    Refuses { reason: String, basis: String },
    AsksFor { papers: Vec<(String, String)> },
}

impl From<Reply> for ReplyRecord {
    fn from(reply: Reply) -> Self {
        match reply {
            Reply::Opinion(Opinion::Agrees { remark }) => Self::Agrees { remark },
            Reply::Opinion(Opinion::AgreesIf { conditions }) => Self::AgreesIf { conditions },
            Reply::Opinion(Opinion::Refuses { reason, basis }) => Self::Refuses { reason, basis },
            Reply::AsksFor(papers) => Self::AsksFor { papers: pairs(papers) },
        }
    }
}

impl From<ReplyRecord> for Reply {
    fn from(record: ReplyRecord) -> Self {
        Self::Opinion(match record {
            ReplyRecord::Agrees { remark } => Opinion::Agrees { remark },
            ReplyRecord::AgreesIf { conditions } => Opinion::AgreesIf { conditions },
            ReplyRecord::Refuses { reason, basis } => Opinion::Refuses { reason, basis },
            ReplyRecord::AsksFor { papers } => return Self::AsksFor(asked(papers)),
        })
    }
}

fn pairs(papers: Vec<PaperAsked>) -> Vec<(String, String)> {
    papers.into_iter().map(|it| (it.key, it.why)).collect()
}

fn asked(papers: Vec<(String, String)>) -> Vec<PaperAsked> {
    papers.into_iter().map(|(key, why)| PaperAsked { key, why }).collect()
}

/// Something in the work of a mode.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "work", rename_all = "snake_case")]
pub(crate) enum WorkRecord {
    Circulated {
        departments: Vec<ParticipantRecord>,
    },
    Replied {
        department: String,
        reply: ReplyRecord,
        on_behalf: Option<String>,
        is_late: bool,
    },
    BranchReturned {
        department: String,
        reason: String,
    },
    FellSilent {
        department: String,
    },
    Visited {
        meeting: MeetingRecord,
    },
    Met {
        meeting: MeetingRecord,
    },
    Led {
        owner: String,
        bodies: Vec<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        account: Option<i64>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        departments: Vec<String>,
    },
    Progressed {
        text: String,
    },
    ProgressMissed {
        due_on: Date,
    },
    Answered {
        text: String,
        remedy: Option<String>,
    },
    Prechecked {
        text: String,
    },
    SentUp {
        consignment: ConsignmentRecord,
    },
    Urged {
        text: String,
    },
    SuperiorLate {
        due_on: Date,
    },
    SuperiorGranted {
        result: String,
    },
    SuperiorRefused {
        grounds: GroundsRecord,
    },
    SuperiorSentBack {
        papers: Vec<(String, String)>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ConsignmentRecord {
    number: String,
    to: String,
    channel: String,
    papers: Vec<String>,
    limit: LimitRecord,
}

impl From<WorkEvent> for WorkRecord {
    fn from(event: WorkEvent) -> Self {
        match event {
            WorkEvent::Joint(event) => joint(event),
            WorkEvent::Coordination(event) => coordination(event),
            WorkEvent::Agency(event) => agency(event),
        }
    }
}

fn joint(event: JointEvent) -> WorkRecord {
    match event {
        JointEvent::Circulated(all) => {
            let departments = all.into_iter().map(|it| ParticipantRecord {
                key: it.key,
                name: it.name,
                opinion_on: it.opinion_on,
                limit: it.limit.into(),
            });
            WorkRecord::Circulated { departments: departments.collect() }
        }
        JointEvent::Replied { department, reply, voice, punctuality } => WorkRecord::Replied {
            department,
            reply: reply.into(),
            on_behalf: match voice {
                Voice::Own => None,
                Voice::OnBehalf { reason } => Some(reason),
            },
            is_late: punctuality == Punctuality::Late,
        },
        JointEvent::BranchReturned { department, reason } => {
            WorkRecord::BranchReturned { department, reason }
        }
        JointEvent::FellSilent { department } => WorkRecord::FellSilent { department },
        JointEvent::Visited(meeting) => WorkRecord::Visited { meeting: meeting.into() },
        JointEvent::Met(meeting) => WorkRecord::Met { meeting: meeting.into() },
    }
}

fn coordination(event: CoordinationEvent) -> WorkRecord {
    match event {
        CoordinationEvent::Led { owner, bodies, keys } => {
            let LeadKeys { account, departments } = keys;
            WorkRecord::Led { owner, bodies, account, departments }
        }
        CoordinationEvent::Progressed(text) => WorkRecord::Progressed { text },
        CoordinationEvent::ProgressMissed { due_on } => WorkRecord::ProgressMissed { due_on },
        CoordinationEvent::Answered(Answer { text, solution }) => WorkRecord::Answered {
            text,
            remedy: match solution {
                Solution::Solved => None,
                Solution::Unsolved { remedy } => Some(remedy),
            },
        },
    }
}

fn agency(event: AgencyEvent) -> WorkRecord {
    match event {
        AgencyEvent::Prechecked(text) => WorkRecord::Prechecked { text },
        AgencyEvent::SentUp(Consignment { number, to, channel, papers, limit, .. }) => {
            let limit = limit.into();
            let consignment = ConsignmentRecord { number, to, channel, papers, limit };
            WorkRecord::SentUp { consignment }
        }
        AgencyEvent::Urged(text) => WorkRecord::Urged { text },
        AgencyEvent::SuperiorLate { due_on } => WorkRecord::SuperiorLate { due_on },
        AgencyEvent::Returned(Returned::Granted { result }) => {
            WorkRecord::SuperiorGranted { result }
        }
        AgencyEvent::Returned(Returned::Refused { grounds }) => {
            WorkRecord::SuperiorRefused { grounds: (&grounds).into() }
        }
        AgencyEvent::Returned(Returned::SentBack { papers }) => {
            WorkRecord::SuperiorSentBack { papers: pairs(papers) }
        }
    }
}

impl WorkRecord {
    /// The event this record holds.
    pub(crate) fn event(self, at: Moment) -> Result<WorkEvent, HallError> {
        Ok(WorkEvent::Joint(match self {
            Self::Circulated { departments } => {
                let all = departments.into_iter().map(|it| {
                    let ParticipantRecord { key, name, opinion_on, limit } = it;
                    Ok(Participant { key, name, opinion_on, limit: limit.limit()? })
                });
                JointEvent::Circulated(all.collect::<Result<_, HallError>>()?)
            }
            Self::Replied { department, reply, on_behalf, is_late } => JointEvent::Replied {
                department,
                reply: reply.into(),
                voice: on_behalf.map_or(Voice::Own, |reason| Voice::OnBehalf { reason }),
                punctuality: if is_late { Punctuality::Late } else { Punctuality::InTime },
            },
            Self::BranchReturned { department, reason } => {
                JointEvent::BranchReturned { department, reason }
            }
            Self::FellSilent { department } => JointEvent::FellSilent { department },
            Self::Visited { meeting } => JointEvent::Visited(meeting.meeting(at)),
            Self::Met { meeting } => JointEvent::Met(meeting.meeting(at)),
            other => return other.later(at),
        }))
    }

    fn later(self, at: Moment) -> Result<WorkEvent, HallError> {
        let told = match self {
            Self::Led { owner, bodies, account, departments } => {
                CoordinationEvent::Led { owner, bodies, keys: LeadKeys { account, departments } }
            }
            Self::Progressed { text } => CoordinationEvent::Progressed(text),
            Self::ProgressMissed { due_on } => CoordinationEvent::ProgressMissed { due_on },
            Self::Answered { text, remedy } => {
                let solution =
                    remedy.map_or(Solution::Solved, |remedy| Solution::Unsolved { remedy });
                CoordinationEvent::Answered(Answer { text, solution })
            }
            other => return other.above(at).map(WorkEvent::Agency),
        };
        Ok(WorkEvent::Coordination(told))
    }

    fn above(self, at: Moment) -> Result<AgencyEvent, HallError> {
        Ok(match self {
            Self::Prechecked { text } => AgencyEvent::Prechecked(text),
            Self::SentUp { consignment } => {
                let ConsignmentRecord { number, to, channel, papers, limit } = consignment;
                let limit = limit.limit()?;
                AgencyEvent::SentUp(Consignment { number, at, to, channel, papers, limit })
            }
            Self::Urged { text } => AgencyEvent::Urged(text),
            Self::SuperiorLate { due_on } => AgencyEvent::SuperiorLate { due_on },
            Self::SuperiorGranted { result } => AgencyEvent::Returned(Returned::Granted { result }),
            Self::SuperiorRefused { grounds } => {
                AgencyEvent::Returned(Returned::Refused { grounds: grounds.into() })
            }
            Self::SuperiorSentBack { papers } => {
                AgencyEvent::Returned(Returned::SentBack { papers: asked(papers) })
            }
            other => return Err(HallError::broken(format!("not of an agency: {other:?}"))),
        })
    }
}
