//! What is next for a case, told first on its page: a clerk with a queue does not search.

use crate::cases::competence;
use kit::{Visit, Words};
use rulebook::case::{Act, Case, DenialReport, Outcome, State};

/// The act that a case waits for; none where it has ended.
pub(super) fn next(case: &Case) -> Option<Act> {
    let is_short = !case.shortfalls().is_empty();
    match &case.state {
        State::Received if is_short && case.notices.is_empty() => Some(Act::GiveNotice),
        State::Received => Some(Act::Accept),
        State::AwaitingSupplement => Some(Act::Supplement),
        State::Examining { .. } if !case.outstanding().is_empty() => Some(Act::BringDeferred),
        State::Examining { .. } => Some(Act::Grant),
        State::Suspended { .. } => Some(Act::Resume),
        State::RefusalProposed { .. } => Some(Act::Refuse),
        State::Decided { outcome, .. } => match outcome {
            Outcome::Refused { report: DenialReport::DueBy(_), .. } => Some(Act::ReportDenial),
            _ => Some(Act::Deliver),
        },
        State::Delivered { outcome, .. } => match outcome {
            Outcome::Refused { report: DenialReport::DueBy(_), .. } => Some(Act::ReportDenial),
            _ => Some(Act::Complete),
        },
        State::Completed { .. } | State::NotAccepted { .. } | State::Withdrawn { .. } => None,
    }
}

/// What is next and whose it is, in a sentence.
pub(super) fn sentence(visit: &Visit, case: &Case, words: Words) -> String {
    let Some(act) = next(case) else {
        return words.say("本件已经结束。", "This case has ended.").to_owned();
    };
    let name = act.phrase();
    let name = words.phrase(&name);
    if competence::may(visit, act, case) {
        return match &case.state {
            State::Suspended { until, .. } => words.fill(
                "程序结束后请“恢复计时”；{}届满会自动恢复。",
                "Resume once the procedure is over; on {} the clock goes on by itself.",
                &[&words.date(*until)],
            ),
            State::AwaitingSupplement => words.fill(
                "等申请人补正，{}届满；材料来了请“补正”。",
                "The applicant has until {} to bring papers; take them in when they come.",
                &[&case.notices.last().map_or_else(String::new, |it| words.date(it.reply_by))],
            ),
            _ => words.fill("下一步：{}", "Next: {}", &[&name]),
        };
    }
    let whose = competence::holder(act, case);
    words.fill("下一步：{}，由{}办理。", "Next: {}, by {}.", &[&name, &words.phrase(&whose)])
}
