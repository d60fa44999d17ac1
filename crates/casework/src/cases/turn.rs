//! Whose turn it is (轮到谁办): who has to do something before a case moves on.
//!
//! It is what the work list means by “to do”: what the visitor's own post may do next. It follows
//! from the case alone, and stands in the entry that moves it, so that lists need not fold it.

use crate::modes::next::next;
use rulebook::case::joint::{Branch, BranchState};
use rulebook::case::{Act, Case, DenialReport, Outcome, State, Work};
use rulebook::item::HandlingMode;

/// Whose turn it is (轮到谁).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(alias = "轮到谁")]
pub(crate) enum Turn {
    /// 窗口: notice, acceptance, circulation, sending up, report, delivery, completion.
    Window,
    /// 窗口当场决定 (即办件)
    Spot,
    /// 承办部门审批
    Department,
    /// 会办部门
    Opinions,
    /// 中心主任审核
    Director,
    /// 主任或审批人员 names who coordinates.
    Lead,
    /// 申请人
    Applicant,
    /// 特别程序 (已中止)
    Procedure,
    /// 上级
    Superior,
    /// Nobody: it has ended.
    Nobody,
}

impl Turn {
    /// Of a case as it stands.
    pub(crate) fn of(case: &Case) -> Self {
        let Some(act) = next(case) else { return Self::Nobody };
        match act {
            Act::Supplement | Act::BringDeferred => Self::Applicant,
            Act::Resume => Self::Procedure,
            Act::TakeReturn => Self::Superior,
            Act::GiveOpinion => Self::Opinions,
            Act::Refuse => Self::Director,
            Act::Lead => Self::Lead,
            Act::GrantInPart => Self::Department,
            Act::Grant | Act::ProposeRefusal | Act::PassPrecheck | Act::AnswerInquiry => {
                if case.mode == HandlingMode::Direct { Self::Spot } else { Self::Department }
            }
            _ => Self::Window,
        }
    }

    /// The word under which it is stored.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Window => "window",
            Self::Spot => "spot",
            Self::Department => "department",
            Self::Opinions => "opinions",
            Self::Director => "director",
            Self::Lead => "lead",
            Self::Applicant => "applicant",
            Self::Procedure => "procedure",
            Self::Superior => "superior",
            Self::Nobody => "nobody",
        }
    }
}

/// Stands for a department that has no post in the centre; the director speaks for it.
pub(crate) const WITHOUT_POST: &str = "-";

/// Keys of branches of a joint case, as a list that SQL looks into: `,LY,ZR,`.
fn keys(case: &Case, is_wanted: fn(&Branch) -> bool) -> String {
    let Work::Joint(joint) = &case.work else { return String::new() };
    if case.outcome().is_some() || case.stage().is_closed() {
        return String::new();
    }
    let mut list = String::new();
    for branch in joint.branches.iter().filter(|it| is_wanted(it)) {
        list.push(',');
        list.push_str(branch.participant.key.as_deref().unwrap_or(WITHOUT_POST));
    }
    if !list.is_empty() {
        list.push(',');
    }
    list
}

/// Departments whose opinion is still to come (待会办).
pub(super) fn awaited(case: &Case) -> String {
    keys(case, Branch::is_waiting)
}

/// Departments that let their limit pass in silence (逾期未反馈).
pub(super) fn silent(case: &Case) -> String {
    keys(case, |branch| matches!(branch.state, BranchState::Silent { .. }))
}

/// Where a denial stands (否定报备): `proposed`, `due` or `reported`; empty where there is none.
pub(super) fn denial(case: &Case) -> &'static str {
    match (&case.state, case.outcome()) {
        (State::RefusalProposed { .. }, _) => "proposed",
        (_, Some(Outcome::Refused { report: DenialReport::DueBy(_), .. })) => "due",
        (_, Some(Outcome::Refused { .. })) => "reported",
        _ => "",
    }
}
