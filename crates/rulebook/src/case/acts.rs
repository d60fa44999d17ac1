//! Every act of a case: its name, its legal basis, the stages it is done in and where it leads.
//!
//! `docs/acts.md` is generated from this table, and a case page offers exactly the acts that
//! [`Case::offers`] allows, with the reason beside each that it does not.

pub use super::page::markdown;
use super::{Case, Outcome, Stage};
use crate::breach::Breach;
use crate::event::{AcceptanceKind, Moment};
use crate::item::HandlingMode;
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
        from: [Received, AwaitingSupplement], to: Some(Stage::AwaitingSupplement),
        basis: "行政许可法第三十二条第一款第四项", "Administrative Licensing Law art. 32(1)(4)",
        limit: "当场或五个工作日内", "on the spot or within five working days"
    }
    /// 补正
    Supplement = "supplement", "补正", "Take supplemented papers" {
        from: [AwaitingSupplement], to: Some(Stage::Received),
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
        limit: "一次，最多十个工作日", "once, ten working days at most"
    }
    /// 变更办理方式
    ChangeMode = "mode", "变更办理方式", "Change the mode" {
        from: [Examining], to: None,
        basis: "分类服务", "Modes of handling",
        limit: "办理时限内", "within the limit of the case"
    }
    /// 准予
    Grant = "decision", "准予", "Grant" {
        from: [Examining], to: Some(Stage::Decided),
        basis: "行政许可法第三十七、三十八条", "Administrative Licensing Law arts. 37, 38",
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
        limit: "决定后一个工作日内", "within one working day of the decision"
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
        from: [Received, AwaitingSupplement, Examining, Suspended], to: Some(Stage::Withdrawn),
        basis: "申请人意愿；逾期未补正", "The applicant's will; a notice unanswered",
        limit: "决定前", "before the decision"
    }
}

impl Act {
    /// The act of a word in an address.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|act| act.word() == word)
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
        let is_direct = self.mode == HandlingMode::Direct;
        match act {
            Act::Suspend if self.procedures.is_empty() && !is_direct => Err(Breach::CauseNotNamed),
            Act::Suspend | Act::Extend if is_direct => Err(Breach::DirectIsSameDay),
            Act::Extend if self.extension.is_some() => Err(Breach::ExtendedOnce),
            Act::ReportDenial => match self.outcome() {
                Some(Outcome::Refused { report: super::DenialReport::DueBy(_), .. }) => Ok(()),
                _ => Err(Breach::WrongState),
            },
            Act::BringDeferred if self.outstanding().is_empty() => Err(Breach::WrongState),
            _ => Ok(()),
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
            .filter(|act| **act != Act::DeemAccepted)
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
        let is_short = !self.shortfalls().is_empty();
        match act {
            Act::Accept if is_short => Err(Breach::PapersIncomplete),
            Act::GiveNotice if !is_short => Err(Breach::NothingMissing),
            Act::GiveNotice if self.notices.is_empty() && now.day > self.notice_day(calendar) => {
                Err(Breach::NoticeTooLate)
            }
            Act::Grant if !self.outstanding().is_empty() => Err(Breach::DeferralOutstanding),
            Act::Complete => match self.outcome() {
                Some(Outcome::Refused { report: super::DenialReport::DueBy(_), .. }) => {
                    Err(Breach::DenialUnreported)
                }
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// How it was accepted, once it was.
    pub fn acceptance_kind(&self) -> Option<AcceptanceKind> {
        self.acceptance().map(|acceptance| acceptance.kind)
    }
}
