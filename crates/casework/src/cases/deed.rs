//! The acts on a case that is there, with what each needs.

use super::handing::{CertificateRecord, HandoverDraft};
use super::record::{GroundsRecord, TickRecord};
use calendar::Limit;
use jiff::civil::Date;
use rulebook::case::agency::Returned;
use rulebook::case::coordination::{Answer, LeadKeys};
use rulebook::case::joint::{Participant, Reply, Speaker};
use rulebook::case::{Act, DeliveryMethod};
use rulebook::item::HandlingMode;

/// An act on a case that is there.
#[derive(Clone, Debug)]
pub enum Deed {
    /// 核验材料
    TickPapers(Vec<TickRecord>),
    /// 不予受理
    RefuseAcceptance {
        /// The right body; none where the matter needs no licence.
        right_body: Option<String>,
    },
    /// 一次性告知
    GiveNotice {
        /// Why a second one; empty for the first.
        second_reason: String,
    },
    /// 补正
    Supplement(Vec<TickRecord>),
    /// 受理
    Accept,
    /// 视为受理
    DeemAccepted,
    /// 容缺补齐
    BringDeferred(String),
    /// 审查
    Examine(String),
    /// 退回
    SendBack(String),
    /// 中止
    Suspend {
        /// Key of the special procedure.
        cause: String,
        /// Until when.
        until: Date,
    },
    /// 恢复
    Resume(String),
    /// 延长
    Extend {
        /// By how many working days.
        working_days: u16,
        /// Why.
        reason: String,
    },
    /// 变更办理方式
    ChangeMode {
        /// The mode.
        to: HandlingMode,
        /// The promised limit under it; none keeps the one there is.
        promised: Option<Limit>,
        /// Why.
        reason: String,
    },
    /// 分送会办
    Circulate(Vec<Participant>),
    /// 会办意见
    GiveOpinion {
        /// The department, by name.
        department: String,
        /// What it says.
        reply: Reply,
        /// Who says it.
        speaker: Speaker,
    },
    /// 退回会办意见
    ReturnBranch {
        /// The department, by name.
        department: String,
        /// Why.
        reason: String,
    },
    /// 联合踏勘
    RecordVisit(MeetingDraft),
    /// 联合会审
    RecordMeeting(MeetingDraft),
    /// 部门逾期未反馈
    FallSilent(String),
    /// 确定协调责任人
    Lead {
        /// Who owns it.
        owner: String,
        /// 联络单位
        bodies: Vec<String>,
        /// The same by key.
        keys: LeadKeys,
    },
    /// 协调进展
    Progress(String),
    /// 协调进展逾期
    MissProgress,
    /// 答复
    Answer(Answer),
    /// 初审通过
    PassPrecheck(String),
    /// 上报
    SendUp(ConsignmentDraft),
    /// 催办
    Urge(String),
    /// 上级逾期
    NoteSuperiorLate,
    /// 上级办复
    TakeReturn(Returned),
    /// 质询
    Inquire(String),
    /// 质询答复
    AnswerInquiry(String),
    /// 撤回重办
    CallBack(String),
    /// 准予
    Grant(String),
    /// 部分准予
    GrantInPart {
        /// Name and number of the result.
        result: String,
        /// Remedies against what is refused.
        remedy: String,
    },
    /// 拟不予批准
    ProposeRefusal(GroundsRecord),
    /// 不予批准
    Refuse,
    /// 否定报备
    ReportDenial,
    /// 登记证照
    IssueCertificate(CertificateRecord),
    /// 送达未成
    FailDelivery {
        /// How it was tried.
        method: DeliveryMethod,
        /// Why it failed.
        reason: String,
    },
    /// 送达
    Deliver(HandoverDraft),
    /// 办结
    Complete,
    /// 撤回
    Withdraw(String),
    /// 逾期未补正
    Lapse,
    /// 容缺逾期未补
    EndBroken,
}

impl Deed {
    /// The act of the rule book that it is.
    pub fn act(&self) -> Act {
        match self {
            Self::TickPapers(_) => Act::TickPapers,
            Self::RefuseAcceptance { .. } => Act::RefuseAcceptance,
            Self::GiveNotice { .. } => Act::GiveNotice,
            Self::Supplement(_) => Act::Supplement,
            Self::Accept => Act::Accept,
            Self::DeemAccepted => Act::DeemAccepted,
            Self::BringDeferred(_) => Act::BringDeferred,
            Self::Examine(_) => Act::Examine,
            Self::SendBack(_) => Act::SendBack,
            Self::Suspend { .. } => Act::Suspend,
            Self::Resume(_) => Act::Resume,
            Self::Extend { .. } => Act::Extend,
            Self::ChangeMode { .. } => Act::ChangeMode,
            Self::Grant(_) => Act::Grant,
            Self::GrantInPart { .. } => Act::GrantInPart,
            Self::ProposeRefusal(_) => Act::ProposeRefusal,
            Self::Refuse => Act::Refuse,
            Self::ReportDenial => Act::ReportDenial,
            Self::IssueCertificate(_) => Act::IssueCertificate,
            Self::FailDelivery { .. } => Act::FailDelivery,
            Self::Deliver(_) => Act::Deliver,
            Self::Complete => Act::Complete,
            Self::Withdraw(_) | Self::Lapse | Self::EndBroken => Act::Withdraw,
            other => other.act_of_a_mode(),
        }
    }

    /// The act of a joint case, a coordination, an agency or a denial that it is.
    fn act_of_a_mode(&self) -> Act {
        match self {
            Self::Circulate(_) => Act::Circulate,
            Self::GiveOpinion { .. } => Act::GiveOpinion,
            Self::ReturnBranch { .. } => Act::ReturnBranch,
            Self::RecordVisit(_) => Act::RecordVisit,
            Self::RecordMeeting(_) => Act::RecordMeeting,
            Self::FallSilent(_) => Act::FallSilent,
            Self::Lead { .. } => Act::Lead,
            Self::Progress(_) => Act::Progress,
            Self::MissProgress => Act::MissProgress,
            Self::Answer(_) => Act::Answer,
            Self::PassPrecheck(_) => Act::PassPrecheck,
            Self::SendUp(_) => Act::SendUp,
            Self::Urge(_) => Act::Urge,
            Self::NoteSuperiorLate => Act::NoteSuperiorLate,
            Self::TakeReturn(_) => Act::TakeReturn,
            Self::Inquire(_) => Act::Inquire,
            Self::AnswerInquiry(_) => Act::AnswerInquiry,
            _ => Act::CallBack,
        }
    }
}

/// A joint site visit or meeting as it is entered.
#[derive(Clone, Debug, Default)]
pub struct MeetingDraft {
    /// The day it was held; none for today.
    pub held_on: Option<Date>,
    /// Who came.
    pub present: Vec<String>,
    /// What was found or agreed.
    pub findings: String,
}

/// What is sent up as it is entered.
#[derive(Clone, Debug, Default)]
pub struct ConsignmentDraft {
    /// To which body.
    pub to: String,
    /// By which channel.
    pub channel: String,
    /// Papers, by key.
    pub papers: Vec<String>,
    /// The superior's limit in working days; 0 for twenty.
    pub working_days: u16,
}
