//! What happened to a case, in the past participle: the facts that its state is a fold over.

pub use crate::case::agency::{AgencyEvent, Returned};
pub use crate::case::coordination::CoordinationEvent;
pub use crate::case::handover::{Certificate, DeliveryMethod, Handover, ResultDuty};
pub use crate::case::joint::{JointEvent, RefusedPart};
pub use crate::case::work::{PaperAsked, WorkEvent, WorkTerms};

use crate::item::{HandlingMode, PartialGrant};
use calendar::Limit;
use jiff::civil::Date;

/// An instant and the civil day it lies in (时刻).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// Milliseconds since the epoch.
    pub at_ms: i64,
    /// The day in China.
    pub day: Date,
}

/// A paper as the window found it (收件核验).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaperState {
    /// 已收
    Present,
    /// 不符合要求, and why.
    Defective {
        /// What is wrong with it.
        why: String,
    },
    /// 缺
    Missing,
    /// 容缺后补
    Deferred,
    /// 由大厅获取
    ObtainedByUs,
    /// 本情形不需要
    NotNeeded,
}

/// A paper of the item's list, with what the rules must know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedPaper {
    /// Its key in the item.
    pub key: String,
    /// Its name, for notices.
    pub name: String,
    /// Whether it must be there.
    pub demand: Demand,
    /// What the window found.
    pub state: PaperState,
}

/// How much a paper is needed (必要性).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demand {
    /// 必要，不可容缺
    Indispensable,
    /// 必要，可容缺
    Deferrable,
    /// 非必要
    Optional,
}

/// A special procedure for which the clock may stand still (特别程序), art. 45.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Procedure {
    /// Its key in the item.
    pub key: String,
    /// How long a pause for it may be; none where only the other body can say.
    pub longest: Option<Limit>,
}

impl From<&str> for Procedure {
    fn from(key: &str) -> Self {
        Self { key: key.to_owned(), longest: None }
    }
}

/// A step of the work of a case (环节), with a limit of its own where the item sets one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepLimit {
    /// Its key in the item.
    pub key: String,
    /// 环节时限
    pub limit: Option<Limit>,
}

/// What a paper was ticked as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// The paper's key.
    pub key: String,
    /// What was found.
    pub state: PaperState,
}

/// Why a case was not accepted (不予受理), Administrative Licensing Law art. 32(1)(1) and (2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NonAcceptanceGround {
    /// 依法不需要许可
    NotNeeded,
    /// 不属于本机关职权, and whose it is.
    NotOurs {
        /// The right body.
        right_body: String,
    },
}

/// How acceptance came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AcceptanceKind {
    /// 受理
    Accepted,
    /// 视为受理: silence past five days.
    Deemed,
}

/// A paper that may follow (容缺).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deferral {
    /// The paper's key.
    pub key: String,
    /// Until when; within the promised limit.
    pub due_on: Date,
}

/// A refusal's grounds (不予批准的理由), art. 38.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RefusalGrounds {
    /// Word of a [`DenialReason`](crate::case::DenialReason); entries of before may say another.
    pub reason_code: String,
    /// The facts.
    pub facts: String,
    /// The law.
    pub legal_basis: String,
    /// Reconsideration and litigation, with their limits.
    pub remedy: String,
}

/// Who ended a case without a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WithdrawnBy {
    /// 申请人撤回
    Applicant,
    /// 逾期未补正: the notice went unanswered.
    Silence,
    /// 容缺逾期: papers that were undertaken did not come.
    BrokenUndertaking,
}

/// What happened to a case (办件事件).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// 收件
    Received {
        /// When.
        at: Moment,
        /// How it is handled.
        mode: HandlingMode,
        /// 法定时限
        legal: Option<Limit>,
        /// 承诺时限
        promised: Limit,
        /// The special procedures the item names for this applicant.
        procedures: Vec<Procedure>,
        /// The steps between acceptance and decision; none where no step has a limit.
        steps: Vec<StepLimit>,
        /// The item's papers as found.
        papers: Vec<ListedPaper>,
        /// What its result asks for.
        duty: ResultDuty,
        /// Whether it may be granted in part.
        partial: PartialGrant,
    },
    /// 材料核验 (corrected on the spot).
    PapersTicked {
        /// When.
        at: Moment,
        /// What was found.
        ticks: Vec<Tick>,
    },
    /// 不予受理
    NotAccepted {
        /// When.
        at: Moment,
        /// Why.
        ground: NonAcceptanceGround,
    },
    /// 一次性告知
    NoticeGiven {
        /// When.
        at: Moment,
        /// Everything asked for, by key.
        asked: Vec<String>,
        /// Until when.
        reply_by: Date,
        /// The limit that leads to it; none in entries of the first builds.
        within: Option<Limit>,
    },
    /// 再次告知 (opens a suspected fault).
    SecondNoticeGiven {
        /// When.
        at: Moment,
        /// What is asked for.
        asked: Vec<String>,
        /// Until when.
        reply_by: Date,
        /// The limit that leads to it; none in entries of the first builds.
        within: Option<Limit>,
        /// Why it could not be asked the first time.
        reason: String,
    },
    /// 补正
    Supplemented {
        /// When.
        at: Moment,
        /// What was brought.
        ticks: Vec<Tick>,
    },
    /// 受理 or 视为受理
    Accepted {
        /// When.
        at: Moment,
        /// How.
        kind: AcceptanceKind,
        /// The day the limits run from.
        from: Date,
        /// Papers that may follow.
        deferrals: Vec<Deferral>,
        /// What its mode sets.
        terms: WorkTerms,
    },
    /// 容缺材料补齐
    DeferredPaperBrought {
        /// When.
        at: Moment,
        /// Which paper.
        key: String,
    },
    /// 中止
    Suspended {
        /// When.
        at: Moment,
        /// Key of the special procedure.
        cause: String,
        /// The day it is to end.
        until: Date,
    },
    /// 恢复
    Resumed {
        /// When it was noted.
        at: Moment,
        /// The day on which the clock goes on: the day after the pause's own end at the latest.
        on: Date,
        /// What came of it.
        note: String,
    },
    /// 延长
    Extended {
        /// When.
        at: Moment,
        /// By how many working days.
        working_days: u16,
        /// Why.
        reason: String,
    },
    /// 审查通过 a step.
    Examined {
        /// When.
        at: Moment,
        /// The opinion.
        opinion: String,
    },
    /// 退回上一环节
    SentBack {
        /// When.
        at: Moment,
        /// Why.
        reason: String,
    },
    /// 变更办理方式
    ModeChanged {
        /// When.
        at: Moment,
        /// To which.
        to: HandlingMode,
        /// The promised limit of the new mode.
        promised: Limit,
        /// What the new mode sets.
        terms: WorkTerms,
        /// Why.
        reason: String,
    },
    /// 拟不予批准, for the leader to concur with.
    RefusalProposed {
        /// When.
        at: Moment,
        /// The grounds.
        grounds: RefusalGrounds,
    },
    /// 准予
    Granted {
        /// When.
        at: Moment,
        /// Name and number of the result.
        result: String,
    },
    /// 部分准予
    GrantedInPart {
        /// When.
        at: Moment,
        /// Name and number of the result.
        result: String,
        /// What is refused, by department.
        refused: Vec<RefusedPart>,
        /// Remedies against it.
        remedy: String,
    },
    /// 不予批准
    Refused {
        /// When.
        at: Moment,
        /// The grounds.
        grounds: RefusalGrounds,
        /// Until when the denial has to be reported.
        report_by: Date,
        /// The limit that leads to it; none in entries of the first builds.
        within: Option<Limit>,
    },
    /// 否定报备
    DenialReported {
        /// When.
        at: Moment,
    },
    /// 登记证照
    CertificateIssued {
        /// When.
        at: Moment,
        /// Which.
        certificate: Certificate,
    },
    /// 送达未成
    DeliveryFailed {
        /// When.
        at: Moment,
        /// How it was tried.
        method: DeliveryMethod,
        /// Why it failed.
        reason: String,
    },
    /// 送达
    Delivered {
        /// When.
        at: Moment,
        /// To whom, how, against what.
        handover: Handover,
    },
    /// 办结
    Completed {
        /// When.
        at: Moment,
    },
    /// 联办、协调、代办上报: something in the work of the mode.
    Worked {
        /// When.
        at: Moment,
        /// What.
        what: WorkEvent,
    },
    /// 质询 of a denial, by the centre.
    Inquired {
        /// When.
        at: Moment,
        /// What is asked.
        question: String,
    },
    /// 质询答复
    InquiryAnswered {
        /// When.
        at: Moment,
        /// The answer.
        answer: String,
    },
    /// 撤回重办: a denial is taken up again; the clock goes on.
    CalledBack {
        /// When.
        at: Moment,
        /// Why.
        reason: String,
    },
    /// 撤回
    Withdrawn {
        /// When.
        at: Moment,
        /// Who.
        by: WithdrawnBy,
        /// Why.
        reason: String,
    },
}

impl Event {
    /// When it happened.
    pub fn at(&self) -> Moment {
        match self {
            Self::Received { at, .. }
            | Self::PapersTicked { at, .. }
            | Self::NotAccepted { at, .. }
            | Self::NoticeGiven { at, .. }
            | Self::SecondNoticeGiven { at, .. }
            | Self::Supplemented { at, .. }
            | Self::Accepted { at, .. }
            | Self::DeferredPaperBrought { at, .. }
            | Self::Suspended { at, .. }
            | Self::Resumed { at, .. }
            | Self::Extended { at, .. }
            | Self::Examined { at, .. }
            | Self::SentBack { at, .. }
            | Self::ModeChanged { at, .. }
            | Self::RefusalProposed { at, .. }
            | Self::Granted { at, .. }
            | Self::GrantedInPart { at, .. }
            | Self::Refused { at, .. }
            | Self::DenialReported { at }
            | Self::CertificateIssued { at, .. }
            | Self::DeliveryFailed { at, .. }
            | Self::Delivered { at, .. }
            | Self::Completed { at }
            | Self::Worked { at, .. }
            | Self::Inquired { at, .. }
            | Self::InquiryAnswered { at, .. }
            | Self::CalledBack { at, .. }
            | Self::Withdrawn { at, .. } => *at,
        }
    }
}
