//! Every act of a case: its name, its legal basis, the stages it is done in and where it leads.
//!
//! `docs/acts.md` is generated from this table, and a case page offers exactly the acts that
//! [`Case::offers`] allows, with the reason beside each that it does not.

use super::agency::Leg;
pub use super::page::markdown;
use super::{Case, Outcome, Stage, Work, coordination, joint};
use crate::breach::Breach;
use crate::event::{AcceptanceKind, Moment};
use crate::item::{HandlingMode, PartialGrant};
use calendar::{Phrase, WorkingCalendar};

macro_rules! acts {
    ($($(#[doc = $doc:literal])* $name:ident = $word:literal, $zh:literal, $en:literal {
        from: [$($from:ident),*], to: $to:expr,
        basis: $basis_zh:literal, $basis_en:literal,
        limit: $limit_zh:literal, $limit_en:literal
    })*) => {
        /// An act of a case (办理动作).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[doc(alias = "办理动作")]
        pub enum Act {
            $($(#[doc = $doc])* $name,)*
        }

        impl Act {
            /// All acts.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Its word in addresses and records.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// What the trade calls it.
            pub const fn phrase(self) -> Phrase {
                match self { $(Self::$name => Phrase::of($zh, $en),)* }
            }

            /// The stages it is done in.
            pub const fn from(self) -> &'static [Stage] {
                match self { $(Self::$name => &[$(Stage::$from),*],)* }
            }

            /// The stage it leads to; none where the case stays.
            pub const fn to(self) -> Option<Stage> {
                match self { $(Self::$name => $to,)* }
            }

            /// Law, standard or institution.
            pub const fn basis(self) -> Phrase {
                match self { $(Self::$name => Phrase::of($basis_zh, $basis_en),)* }
            }

            /// Within what time.
            pub const fn limit(self) -> Phrase {
                match self { $(Self::$name => Phrase::of($limit_zh, $limit_en),)* }
            }
        }
    };
}

acts! {
    /// 当场更正
    TickPapers = "papers", "核验材料", "Check papers" {
        from: [Received], to: None,
        basis: "行政许可法第三十二条第一款第三项", "Administrative Licensing Law art. 32(1)(3)",
        limit: "当场", "on the spot"
    }
    /// 不予受理
    RefuseAcceptance = "non-acceptance", "不予受理", "Refuse acceptance" {
        from: [Received], to: Some(Stage::NotAccepted),
        basis: "行政许可法第三十二条第一款第一、二项", "Administrative Licensing Law art. 32(1)(1), (2)",
        limit: "即时", "at once"
    }
    /// 一次性告知
    GiveNotice = "notice", "一次性告知", "Give the one-time notice" {
        from: [Received, AwaitingSupplement, Examining], to: Some(Stage::AwaitingSupplement),
        basis: "行政许可法第三十二条第一款第四项", "Administrative Licensing Law art. 32(1)(4)",
        limit: "当场或五个工作日内；会办、上级要求补充的，经窗口一次性告知",
            "on the spot or within five working days; what others ask for goes through the window"
    }
    /// 补正
    Supplement = "supplement", "补正", "Take supplemented papers" {
        from: [AwaitingSupplement, Supplementing], to: Some(Stage::Received),
        basis: "行政许可法第三十二条第一款第五项", "Administrative Licensing Law art. 32(1)(5)",
        limit: "告知所定期限内", "within the time the notice sets"
    }
    /// 受理
    Accept = "acceptance", "受理", "Accept" {
        from: [Received], to: Some(Stage::Examining),
        basis: "行政许可法第三十二条第一款第五项", "Administrative Licensing Law art. 32(1)(5)",
        limit: "当场或五个工作日内", "on the spot or within five working days"
    }
    /// 视为受理
    DeemAccepted = "deemed-acceptance", "视为受理", "Count as accepted" {
        from: [Received], to: Some(Stage::Examining),
        basis: "行政许可法第三十二条第一款第四项", "Administrative Licensing Law art. 32(1)(4)",
        limit: "第六个工作日起", "from the sixth working day"
    }
    /// 容缺补齐
    BringDeferred = "deferred-paper", "容缺材料补齐", "Take a deferred paper" {
        from: [Examining], to: None,
        basis: "容缺受理制", "Acceptance with deferred papers",
        limit: "承诺时限内", "within the promised limit"
    }
    /// 审查
    Examine = "examination", "审查通过", "Pass examination" {
        from: [Examining], to: None,
        basis: "行政许可法第三十四条", "Administrative Licensing Law art. 34",
        limit: "办理时限内", "within the limit of the case"
    }
    /// 退回
    SendBack = "return", "退回上一环节", "Send back a step" {
        from: [Examining, RefusalProposed], to: Some(Stage::Examining),
        basis: "办件流程（时限不停）", "Procedure of cases (the clock goes on)",
        limit: "办理时限内", "within the limit of the case"
    }
    /// 中止
    Suspend = "suspension", "中止计时", "Pause the clock" {
        from: [Examining], to: Some(Stage::Suspended),
        basis: "行政许可法第四十五条", "Administrative Licensing Law art. 45",
        limit: "特别程序所需时间", "as long as the special procedure takes"
    }
    /// 恢复
    Resume = "resumption", "恢复计时", "Resume" {
        from: [Suspended], to: Some(Stage::Examining),
        basis: "行政许可法第四十五条", "Administrative Licensing Law art. 45",
        limit: "特别程序结束时", "when the special procedure ends"
    }
    /// 延长
    Extend = "extension", "延长期限", "Extend the limit" {
        from: [Examining], to: None,
        basis: "行政许可法第四十二条", "Administrative Licensing Law art. 42",
        limit: "一次，最多十个工作日；联办最多十五个", "once, ten working days at most; joint cases fifteen"
    }
    /// 变更办理方式
    ChangeMode = "mode", "变更办理方式", "Change the mode" {
        from: [Examining], to: None,
        basis: "分类服务", "Modes of handling",
        limit: "办理时限内", "within the limit of the case"
    }
    /// 分送会办
    Circulate = "circulation", "分送会办", "Pass on to the departments" {
        from: [Examining], to: None,
        basis: "行政许可法第二十六条第二款", "Administrative Licensing Law art. 26(2)",
        limit: "受理后即办", "once accepted"
    }
    /// 会办意见
    GiveOpinion = "opinion", "出具会办意见", "Give an opinion" {
        from: [Examining, Suspended, Supplementing], to: None,
        basis: "联合办理制", "Joint handling",
        limit: "会办期限内；逾期仍可反馈，记为逾期", "within the inner limit; later still, marked late"
    }
    /// 退回会办意见
    ReturnBranch = "branch-return", "退回会办意见", "Send an opinion back" {
        from: [Examining], to: None,
        basis: "联合办理制（时限不停）", "Joint handling (the clocks go on)",
        limit: "办理时限内", "within the limit of the case"
    }
    /// 联合踏勘
    RecordVisit = "site-visit", "登记联合踏勘", "Record a joint site visit" {
        from: [Examining, Suspended, Supplementing], to: None,
        basis: "行政许可法第三十四条第三款", "Administrative Licensing Law art. 34(3)",
        limit: "办理时限内", "within the limit of the case"
    }
    /// 联合会审
    RecordMeeting = "joint-meeting", "登记联合会审", "Record a joint meeting" {
        from: [Examining, Suspended, Supplementing], to: None,
        basis: "联合办理制", "Joint handling",
        limit: "办理时限内", "within the limit of the case"
    }
    /// 逾期未反馈
    FallSilent = "silence", "部门逾期未反馈", "Note a silent department" {
        from: [Examining], to: None,
        basis: "联合办理制（不反馈不等于同意）", "Joint handling (silence is no consent)",
        limit: "会办期限届满后自动", "by itself once the inner limit has passed"
    }
    /// 确定协调责任人
    Lead = "coordination", "确定协调责任人", "Name the owner" {
        from: [Examining], to: None,
        basis: "受理协调制", "Acceptance and coordination",
        limit: "五个工作日内", "within five working days"
    }
    /// 协调进展
    Progress = "progress", "登记协调进展", "Record progress" {
        from: [Examining, Suspended], to: None,
        basis: "受理协调制", "Acceptance and coordination",
        limit: "至少每五个工作日一次", "at least every five working days"
    }
    /// 进展逾期
    MissProgress = "progress-missed", "协调进展逾期", "Note overdue progress" {
        from: [Examining], to: None,
        basis: "受理协调制", "Acceptance and coordination",
        limit: "逾期后自动", "by itself once it is overdue"
    }
    /// 答复
    Answer = "answer", "答复", "Answer" {
        from: [Examining], to: Some(Stage::Decided),
        basis: "受理协调制", "Acceptance and coordination",
        limit: "办理时限内", "within the limit of the case"
    }
    /// 初审通过
    PassPrecheck = "precheck", "初审通过", "Pass the first check" {
        from: [Examining], to: None,
        basis: "行政许可法第三十五、四十三条", "Administrative Licensing Law arts. 35, 43",
        limit: "二十个工作日内", "within twenty working days"
    }
    /// 上报
    SendUp = "consignment", "上报", "Send up" {
        from: [Examining], to: None,
        basis: "行政许可法第三十五条", "Administrative Licensing Law art. 35",
        limit: "初审期限内", "within the limit of the first check"
    }
    /// 催办
    Urge = "urging", "催办", "Ask again" {
        from: [Examining, Suspended], to: None,
        basis: "全程代理制", "Agency",
        limit: "上级办理期间", "while the superior has it"
    }
    /// 上级逾期
    NoteSuperiorLate = "superior-late", "上级逾期", "Note that the superior is late" {
        from: [Examining], to: None,
        basis: "全程代理制", "Agency",
        limit: "上级时限届满后自动", "by itself once the superior's limit has passed"
    }
    /// 上级办复
    TakeReturn = "superior-answer", "登记上级办复", "Enter the superior's answer" {
        from: [Examining], to: Some(Stage::Decided),
        basis: "全程代理制；行政许可法第三十七条", "Agency; Administrative Licensing Law art. 37",
        limit: "收到当日", "the day it comes"
    }
    /// 准予
    Grant = "decision", "准予", "Grant" {
        from: [Examining], to: Some(Stage::Decided),
        basis: "行政许可法第三十七、三十八条", "Administrative Licensing Law arts. 37, 38",
        limit: "办理时限内", "within the limit of the case"
    }
    /// 部分准予
    GrantInPart = "partial-decision", "部分准予", "Grant in part" {
        from: [Examining], to: Some(Stage::Decided),
        basis: "行政许可法第二十六条、第三十八条；联合办理制",
            "Administrative Licensing Law arts. 26, 38; joint handling",
        limit: "办理时限内", "within the limit of the case"
    }
    /// 拟不予批准
    ProposeRefusal = "refusal-proposal", "拟不予批准", "Propose refusal" {
        from: [Examining], to: Some(Stage::RefusalProposed),
        basis: "行政许可法第三十八条第二款；否定报备制", "Administrative Licensing Law art. 38(2); denial on record",
        limit: "办理时限内", "within the limit of the case"
    }
    /// 不予批准
    Refuse = "refusal", "审核同意，不予批准", "Concur and refuse" {
        from: [RefusalProposed], to: Some(Stage::Decided),
        basis: "行政许可法第三十八条第二款；否定报备制", "Administrative Licensing Law art. 38(2); denial on record",
        limit: "办理时限内", "within the limit of the case"
    }
    /// 否定报备
    ReportDenial = "denial-report", "否定报备", "Report the denial" {
        from: [Decided, Delivered], to: None,
        basis: "否定报备制", "Denial on record",
        limit: "决定后一个工作日内（参数）", "within one working day of the decision (a parameter)"
    }
    /// 质询
    Inquire = "inquiry", "质询", "Question the denial" {
        from: [Decided, Delivered], to: None,
        basis: "否定报备制", "Denial on record",
        limit: "报备后", "once it is reported"
    }
    /// 质询答复
    AnswerInquiry = "inquiry-reply", "答复质询", "Answer the question" {
        from: [Decided, Delivered], to: None,
        basis: "否定报备制", "Denial on record",
        limit: "办结前", "before completion"
    }
    /// 撤回重办
    CallBack = "recall", "撤回重办", "Call back" {
        from: [Decided, Delivered], to: Some(Stage::Examining),
        basis: "否定报备制（时限不停）", "Denial on record (the clock goes on)",
        limit: "办结前", "before completion"
    }
    /// 登记证照
    IssueCertificate = "certificate", "登记证照", "Put the certificate on record" {
        from: [Decided], to: None,
        basis: "行政许可法第三十九条", "Administrative Licensing Law art. 39",
        limit: "送达前", "before delivery"
    }
    /// 送达未成
    FailDelivery = "delivery-attempt", "登记送达未成", "Record a failed delivery" {
        from: [Decided], to: None,
        basis: "行政许可法第四十四条", "Administrative Licensing Law art. 44",
        limit: "当日（十日期限不停）", "the same day; the ten days run on"
    }
    /// 送达
    Deliver = "delivery", "送达", "Deliver" {
        from: [Decided], to: Some(Stage::Delivered),
        basis: "行政许可法第四十四条", "Administrative Licensing Law art. 44",
        limit: "决定后十个工作日内", "within ten working days of the decision"
    }
    /// 办结
    Complete = "completion", "办结", "Complete" {
        from: [Delivered], to: Some(Stage::Completed),
        basis: "限时办结制", "Completion within the limit",
        limit: "送达后即办", "once delivered"
    }
    /// 撤回
    Withdraw = "withdrawal", "撤回", "Withdraw" {
        from: [Received, AwaitingSupplement, Examining, Suspended, Supplementing],
        to: Some(Stage::Withdrawn),
        basis: "申请人意愿；逾期未补正；容缺逾期未补",
            "The applicant's will; a notice unanswered; an undertaking broken",
        limit: "决定前", "before the decision"
    }
}

impl Act {
    /// The act of a word in an address.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|act| act.word() == word)
    }

    /// The mode it belongs to; none where every mode has it.
    pub const fn mode(self) -> Option<HandlingMode> {
        match self {
            Self::Circulate
            | Self::GiveOpinion
            | Self::ReturnBranch
            | Self::RecordVisit
            | Self::RecordMeeting
            | Self::GrantInPart
            | Self::FallSilent => Some(HandlingMode::Joint),
            Self::Lead | Self::Progress | Self::MissProgress | Self::Answer => {
                Some(HandlingMode::Coordination)
            }
            Self::PassPrecheck
            | Self::SendUp
            | Self::Urge
            | Self::NoteSuperiorLate
            | Self::TakeReturn => Some(HandlingMode::Agency),
            _ => None,
        }
    }

    /// Whether the house itself does it as time passes, and nobody else.
    pub const fn is_by_the_house(self) -> bool {
        matches!(
            self,
            Self::DeemAccepted | Self::FallSilent | Self::MissProgress | Self::NoteSuperiorLate
        )
    }
}

impl Case {
    /// Whether an act fits the case as it stands.
    ///
    /// # Errors
    /// The rule that says no.
    pub fn allows(&self, act: Act) -> Result<(), Breach> {
        if !act.from().contains(&self.stage()) {
            return Err(Breach::WrongState);
        }
        if act.mode().is_some_and(|mode| mode != self.mode) {
            return Err(Breach::WrongMode);
        }
        let is_direct = self.mode == HandlingMode::Direct;
        match act {
            Act::Suspend if self.procedures.is_empty() && !is_direct => Err(Breach::CauseNotNamed),
            Act::Suspend | Act::Extend if is_direct => Err(Breach::DirectIsSameDay),
            Act::Extend if self.extension.is_some() => Err(Breach::ExtendedOnce),
            Act::ReportDenial | Act::Inquire | Act::AnswerInquiry | Act::CallBack => {
                self.denial_allows(act)
            }
            Act::BringDeferred if self.outstanding().is_empty() => Err(Breach::WrongState),
            Act::IssueCertificate | Act::Deliver => self.handover_allows(act),
            act => self.work_allows(act),
        }
    }

    /// What the work of the mode says to an act.
    fn work_allows(&self, act: Act) -> Result<(), Breach> {
        match (&self.work, act) {
            (Work::Joint(joint), Act::Circulate) if !joint.branches.is_empty() => {
                Err(Breach::AlreadyCirculated)
            }
            (Work::Joint(joint), Act::GiveOpinion | Act::RecordVisit | Act::RecordMeeting)
                if joint.branches.is_empty() =>
            {
                Err(Breach::NotCirculated)
            }
            (Work::Joint(joint), Act::GiveOpinion)
                if !joint.branches.iter().any(joint::Branch::is_waiting) =>
            {
                Err(Breach::OpinionGiven)
            }
            (Work::Joint(joint), Act::Grant) => joint.agreed(),
            (Work::Joint(joint), Act::GrantInPart) => joint.differs(self.partial),
            (Work::Coordination(_), Act::Grant) => Err(Breach::AnswerInstead),
            (Work::Coordination(_) | Work::Agency(_), Act::Examine) => Err(Breach::WrongMode),
            (Work::Coordination(it), Act::Progress | Act::Answer)
                if it.lead == coordination::Lead::Nobody =>
            {
                Err(Breach::OwnerMissing)
            }
            (Work::Agency(_), Act::Grant) => Err(Breach::SuperiorDecides),
            (Work::Agency(agency), act) => leg_allows(&agency.leg, act),
            _ => Ok(()),
        }
    }

    /// Whether an act has any meaning for this case, now or later: what has none is not offered
    /// and not explained.
    fn concerns(&self, act: Act) -> bool {
        let is_refused = matches!(self.outcome(), Some(Outcome::Refused { .. }));
        let is_accepted = self.acceptance().is_some();
        match act {
            act if act.is_by_the_house() => false,
            act if act.mode().is_some_and(|mode| mode != self.mode) => false,
            Act::ReportDenial | Act::Inquire | Act::AnswerInquiry | Act::CallBack => is_refused,
            Act::BringDeferred => !self.outstanding().is_empty(),
            Act::GrantInPart => self.partial == PartialGrant::Allowed,
            Act::IssueCertificate => self.outcome().is_some_and(Outcome::gives_a_result),
            Act::GiveNotice if is_accepted => !self.work.asked().is_empty(),
            Act::Examine => !matches!(self.work, Work::Coordination(_) | Work::Agency(_)),
            _ => true,
        }
    }

    /// Every act with whether it may be done now, or why not.
    pub fn offers(
        &self,
        now: Moment,
        calendar: &WorkingCalendar,
    ) -> Vec<(Act, Result<(), Breach>)> {
        Act::ALL
            .iter()
            .filter(|act| self.concerns(**act))
            .map(|act| {
                (*act, self.allows(*act).and_then(|()| self.beyond_stage(*act, now, calendar)))
            })
            .collect()
    }

    fn beyond_stage(
        &self,
        act: Act,
        now: Moment,
        calendar: &WorkingCalendar,
    ) -> Result<(), Breach> {
        match act {
            Act::Accept if !self.shortfalls().is_empty() => Err(Breach::PapersIncomplete),
            Act::GiveNotice if self.to_ask().is_empty() => Err(Breach::NothingMissing),
            Act::GiveNotice if self.is_notice_too_late(now.day, calendar) => {
                Err(Breach::NoticeTooLate)
            }
            Act::Grant | Act::GrantInPart | Act::PassPrecheck if !self.outstanding().is_empty() => {
                Err(Breach::DeferralOutstanding)
            }
            Act::Complete => self.denial_is_settled(),
            Act::Extend if self.is_over(now.day, calendar) => Err(Breach::ExtensionTooLate),
            _ => Ok(()),
        }
    }

    /// How it was accepted, once it was.
    pub fn acceptance_kind(&self) -> Option<AcceptanceKind> {
        self.acceptance().map(|acceptance| acceptance.kind)
    }
}

/// Whether an act fits the leg of the way up and back.
fn leg_allows(leg: &Leg, act: Act) -> Result<(), Breach> {
    let fits = match act {
        Act::PassPrecheck => matches!(leg, Leg::Prechecking),
        Act::SendUp => matches!(leg, Leg::ToSend { .. }),
        Act::Urge | Act::TakeReturn | Act::NoteSuperiorLate => matches!(leg, Leg::Above { .. }),
        _ => true,
    };
    if fits { Ok(()) } else { Err(Breach::WrongLeg) }
}
