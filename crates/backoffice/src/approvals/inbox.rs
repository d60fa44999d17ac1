//! What waits for a visitor: branches of the own department, decisions of the own department.

use casework::cases::door::Standing;
use kit::Visit;
use kit::rights::Power;
use office::posts::door::CentreDirectory;
use rulebook::case::joint::Branch;
use rulebook::case::{Act, Work};

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

/// Whether a case waits for a decision of the visitor's department, as lead.
pub(super) fn is_mine(
    standing: &Standing,
    place: Option<&CentreDirectory>,
    department: &str,
) -> bool {
    let decided_here = matches!(
        standing.next,
        Some(
            Act::Grant
                | Act::PassPrecheck
                | Act::ProposeRefusal
                | Act::AnswerInquiry
                | Act::Circulate
        )
    );
    let named = place.and_then(|place| place.department_named(&standing.department));
    decided_here && named.is_none_or(|it| it.key == department)
}

/// Whether the visitor decides at all.
pub(super) fn decides(visit: &Visit) -> bool {
    visit.may(Power::DecideCases)
}
