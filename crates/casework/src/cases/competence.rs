//! Who may do what to a case (岗位职权): the power an act needs at least, and what the case itself
//! asks beyond it.
//!
//! Whoever takes a case in does not decide it: a commitment case is examined and decided by the
//! approver, an immediate one at the window. Extensions, refusals and a change of the mode need the
//! director, who may also hand a proposed refusal back, question a denial or call it back. An
//! opinion is given by anybody of the department that is asked, or by the director on its behalf.
//! Basis: domain rules 4 and 6; Administrative Licensing Law arts. 34, 38, 42.

use super::loaded::load;
use super::store::listing::Own;
use super::turn::{Turn, WITHOUT_POST};
use kit::rights::Power;
use kit::{HallError, Phrase, Visit};
use office::posts::door::CentreDirectory;
use rulebook::case::joint::{Branch, BranchState};
use rulebook::case::{Act, Case, Stage, Work};
use rulebook::item::HandlingMode;

/// The power that the address of an act needs; [`powers`] says what the case asks beyond it.
pub(crate) const fn power(act: Act) -> Power {
    match act {
        Act::Examine | Act::Grant | Act::GrantInPart | Act::ProposeRefusal => {
            Power::DecideDirectCases
        }
        Act::Extend | Act::Refuse | Act::ChangeMode | Act::Inquire | Act::CallBack => {
            Power::ConcurWithCases
        }
        Act::SendBack
        | Act::GiveOpinion
        | Act::Lead
        | Act::ReturnBranch
        | Act::PassPrecheck
        | Act::Answer
        | Act::AnswerInquiry => Power::ReadCases,
        _ => Power::HandleCases,
    }
}

/// Powers of which one is needed for an act on a case as it stands.
fn powers(act: Act, case: &Case) -> Vec<Power> {
    let deciding = if case.mode == HandlingMode::Direct {
        Power::DecideDirectCases
    } else {
        Power::DecideCases
    };
    match act {
        Act::SendBack if case.stage() == Stage::RefusalProposed => {
            vec![Power::ConcurWithCases, deciding]
        }
        // Anybody of the department; the director on its behalf.
        Act::GiveOpinion => vec![Power::HandleCases, Power::ConcurWithCases],
        Act::Lead => vec![Power::ConcurWithCases, Power::DecideCases],
        Act::SendBack
        | Act::Examine
        | Act::Grant
        | Act::GrantInPart
        | Act::ProposeRefusal
        | Act::ReturnBranch
        | Act::PassPrecheck
        | Act::Answer
        | Act::AnswerInquiry => vec![deciding],
        act => vec![power(act)],
    }
}

/// Whether the visitor's post has a power that an act on a case needs.
pub(crate) fn has_power(visit: &Visit, act: Act, case: &Case) -> bool {
    powers(act, case).into_iter().any(|power| visit.may(power))
}

/// Whether the visitor may do an act on a case as it stands.
pub(crate) fn may(visit: &Visit, act: Act, case: &Case) -> bool {
    let may = has_power(visit, act, case);
    match act {
        Act::GiveOpinion => may && speaks(visit, case),
        Act::ReturnBranch => may && has_opinions(case),
        _ => may,
    }
}

/// What may be waited for of the visitor's post (待办): the turns it takes by its powers, and
/// decisions and opinions of its own department.
pub(crate) fn own(visit: &Visit, place: Option<&CentreDirectory>) -> Own {
    const TURNS: [(Turn, Power); 6] = [
        (Turn::Window, Power::HandleCases),
        (Turn::Spot, Power::DecideDirectCases),
        (Turn::Department, Power::DecideCases),
        (Turn::Director, Power::ConcurWithCases),
        (Turn::Lead, Power::ConcurWithCases),
        (Turn::Lead, Power::DecideCases),
    ];
    let mut turns = String::from(",");
    for (turn, _) in TURNS.into_iter().filter(|(_, power)| visit.may(*power)) {
        turns += turn.word();
        turns.push(',');
    }
    let department = visit.member.as_ref().map(|it| it.department.as_str()).unwrap_or_default();
    let opinions = if visit.may(Power::HandleCases) && !department.is_empty() {
        awaiting(department)
    } else if visit.may(Power::ConcurWithCases) {
        awaiting(WITHOUT_POST)
    } else {
        NO_OPINION.to_owned()
    };
    let mut others = String::new();
    if let Some(place) = place.filter(|_| !department.is_empty()) {
        let foreign = place.departments.iter().map(|it| &it.record);
        for it in foreign.filter(|it| it.key != department) {
            for name in [&it.key, &it.short, &it.name] {
                others.push(',');
                others.push_str(name);
                others.push(',');
            }
        }
    }
    Own { turns, opinions, others }
}

/// Fits no list of departments.
const NO_OPINION: &str = "none";

/// A pattern that finds a department in the list of those that are awaited.
pub(crate) fn awaiting(department: &str) -> String {
    format!("%,{department},%")
}

/// Whether a department has given an opinion that could be sent back.
fn has_opinions(case: &Case) -> bool {
    let Work::Joint(joint) = &case.work else { return false };
    joint.branches.iter().any(|branch| matches!(branch.state, BranchState::Given { .. }))
}

/// Whether some department whose opinion is awaited is the visitor's own, or the visitor may speak
/// for all of them.
fn speaks(visit: &Visit, case: &Case) -> bool {
    let (Work::Joint(joint), Some(member)) = (&case.work, &visit.member) else { return false };
    let is_own = |branch: &Branch| branch.participant.key.as_ref() == Some(&member.department);
    visit.may(Power::ConcurWithCases)
        || joint.branches.iter().any(|branch| branch.is_waiting() && is_own(branch))
}

/// Who does an act, for whoever may not.
pub(crate) fn holder(act: Act, case: &Case) -> Phrase {
    if act == Act::GiveOpinion {
        return Phrase::of("会办部门", "the departments that take part");
    }
    match powers(act, case).first() {
        Some(Power::ConcurWithCases) => Phrase::of("中心主任", "the director of the centre"),
        Some(Power::DecideCases) => Phrase::of("站所审批人员", "the approver of the department"),
        _ => Phrase::of("窗口人员", "the window clerk"),
    }
}

/// Refuses a visitor who may not do an act on the case as it stands, and gives back the version of
/// the case that was looked at, so that the act fails where the case has changed meanwhile.
pub(crate) async fn require(
    visit: &Visit,
    number: &str,
    act: Act,
    seen: i64,
) -> Result<i64, HallError> {
    if matches!(power(act), Power::HandleCases | Power::ConcurWithCases) {
        return Ok(seen);
    }
    let loaded = load(visit, number).await?;
    // Whose opinion it is, the rules of joint handling say themselves.
    let may = if matches!(act, Act::GiveOpinion | Act::ReturnBranch) {
        has_power(visit, act, &loaded.case)
    } else {
        may(visit, act, &loaded.case)
    };
    if may {
        return Ok(if seen == 0 { loaded.held.version } else { seen });
    }
    let (name, whose) = (act.phrase(), holder(act, &loaded.case));
    Err(HallError::Forbidden(Phrase::new(
        format!("本件的“{}”由{}办理，您的岗位没有这项职权。", name.zh, whose.zh),
        format!(
            "On this case “{}” is for {}; your post does not have that power.",
            name.en, whose.en
        ),
    )))
}
