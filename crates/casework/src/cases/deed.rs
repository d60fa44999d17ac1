//! The acts on a case that is there, with what each needs.

use super::record::{GroundsRecord, TickRecord};
use calendar::Limit;
use jiff::civil::Date;
use rulebook::case::Act;
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
    /// 准予
    Grant(String),
    /// 拟不予批准
    ProposeRefusal(GroundsRecord),
    /// 不予批准
    Refuse,
    /// 否定报备
    ReportDenial,
    /// 送达
    Deliver(String),
    /// 办结
    Complete,
    /// 撤回
    Withdraw(String),
    /// 逾期未补正
    Lapse,
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
            Self::ProposeRefusal(_) => Act::ProposeRefusal,
            Self::Refuse => Act::Refuse,
            Self::ReportDenial => Act::ReportDenial,
            Self::Deliver(_) => Act::Deliver,
            Self::Complete => Act::Complete,
            Self::Withdraw(_) | Self::Lapse => Act::Withdraw,
        }
    }
}
