//! What waits for a visitor: branches of the own department, decisions of the own department.

use casework::cases::door::Standing;
use kit::Visit;
use kit::rights::Power;
use office::posts::door::CentreDirectory;
use rulebook::case::coordination::Lead;
use rulebook::case::joint::Branch;
use rulebook::case::{Act, Work};
use rulebook::item::HandlingMode;

/// The department of the visitor's post; empty for a post of the centre itself.
pub(super) fn own(visit: &Visit) -> String {
    visit.member.as_ref().map(|it| it.department.clone()).unwrap_or_default()
}

/// The branches of a joint case; none for another.
pub(super) fn branches(standing: &Standing) -> &[Branch] {
    match &standing.case.work {
        Work::Joint(joint) => &joint.branches,
        _ => &[],
    }
}

/// Whether a branch is that of a department.
pub(super) fn is_of(branch: &Branch, department: &str) -> bool {
    branch.participant.key.as_deref() == Some(department)
}

/// Whether a case waits for the visitor: as owner of a coordination, or as the department that
/// leads it. An immediate case is decided at the window; only a question about its denial waits.
pub(super) fn is_mine(
    standing: &Standing,
    place: Option<&CentreDirectory>,
    (account, department): (i64, &str),
) -> bool {
    let is_direct = standing.case.mode == HandlingMode::Direct;
    if is_direct && standing.next != Some(Act::AnswerInquiry) {
        return false;
    }
    if let Some(owner) = owner(standing) {
        return owner == account;
    }
    if department == NOBODY {
        return false;
    }
    let decided_here = matches!(
        standing.next,
        Some(
            Act::Grant
                | Act::PassPrecheck
                | Act::ProposeRefusal
                | Act::AnswerInquiry
                | Act::Circulate
                | Act::Lead
                | Act::Progress
                | Act::Answer
                | Act::SendUp
        )
    );
    let named = place.and_then(|place| place.department_named(&standing.department));
    decided_here && named.is_none_or(|it| it.key == department)
}

/// In place of a department, for a visitor who decides for none.
pub(super) const NOBODY: &str = "-";

/// The account whose a coordination is while it goes on; none for an owner known by name only.
fn owner(standing: &Standing) -> Option<i64> {
    let Work::Coordination(it) = &standing.case.work else { return None };
    let is_going_on = matches!(standing.next, Some(Act::Progress | Act::Answer));
    match &it.lead {
        Lead::Owner { keys, .. } if is_going_on => keys.account,
        _ => None,
    }
}

/// The account of the visitor.
pub(super) fn account(visit: &Visit) -> i64 {
    visit.member.as_ref().map(|it| it.account).unwrap_or_default()
}

/// Whether the visitor decides at all.
pub(super) fn decides(visit: &Visit) -> bool {
    visit.may(Power::DecideCases)
}
