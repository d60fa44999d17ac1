//! What is next for a case, told first on its page: a clerk with a queue does not search.

use crate::cases::door::competence;
use calendar::WorkingCalendar;
use kit::{Visit, Words};
use rulebook::breach::Breach;
use rulebook::case::agency::Leg;
use rulebook::case::coordination::Lead;
use rulebook::case::{Act, Case, DenialReport, InquiryReply, Outcome, State, Work};

/// The act that a case waits for; none where it has ended.
pub(crate) fn next(case: &Case) -> Option<Act> {
    let is_short = !case.shortfalls().is_empty();
    match &case.state {
        State::Received if is_short && case.notices.is_empty() => Some(Act::GiveNotice),
        State::Received => Some(Act::Accept),
        State::AwaitingSupplement | State::Supplementing { .. } => Some(Act::Supplement),
        State::Examining { .. } if !case.outstanding().is_empty() => Some(Act::BringDeferred),
        State::Examining { .. } => Some(of_the_work(case)),
        State::Suspended { .. } => Some(Act::Resume),
        State::RefusalProposed { .. } => Some(Act::Refuse),
        State::Decided { outcome, .. } | State::Delivered { outcome, .. }
            if is_questioned(outcome) =>
        {
            Some(Act::AnswerInquiry)
        }
        State::Decided { outcome, .. } => match outcome {
            Outcome::Refused { report: DenialReport::DueBy(_), .. } => Some(Act::ReportDenial),
            _ if case.lacks_certificate() => Some(Act::IssueCertificate),
            _ => Some(Act::Deliver),
        },
        State::Delivered { outcome, .. } => match outcome {
            Outcome::Refused { report: DenialReport::DueBy(_), .. } => Some(Act::ReportDenial),
            _ => Some(Act::Complete),
        },
        State::Completed { .. } | State::NotAccepted { .. } | State::Withdrawn { .. } => None,
    }
}

fn is_questioned(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Refused { inquiries, .. }
        if inquiries.iter().any(|it| it.reply == InquiryReply::Awaited))
}

/// What is next in the work of the mode.
fn of_the_work(case: &Case) -> Act {
    if !case.work.asked().is_empty() {
        return Act::GiveNotice;
    }
    match &case.work {
        Work::Alone => Act::Grant,
        Work::Joint(joint) => match joint.agreed() {
            Ok(()) => Act::Grant,
            Err(Breach::NotCirculated) => Act::Circulate,
            Err(Breach::RefusedByParticipant) if case.allows(Act::GrantInPart).is_ok() => {
                Act::GrantInPart
            }
            Err(Breach::RefusedByParticipant) => Act::ProposeRefusal,
            Err(_) => Act::GiveOpinion,
        },
        Work::Coordination(it) if it.lead == Lead::Nobody => Act::Lead,
        Work::Coordination(_) => Act::Progress,
        Work::Agency(agency) => match agency.leg {
            Leg::Prechecking => Act::PassPrecheck,
            Leg::ToSend { .. } => Act::SendUp,
            _ => Act::TakeReturn,
        },
    }
}

/// What is next and whose it is, in a sentence.
pub(crate) fn sentence(
    visit: &Visit,
    case: &Case,
    calendar: &WorkingCalendar,
    words: Words,
) -> String {
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
            State::AwaitingSupplement | State::Supplementing { .. } => words.fill(
                "等申请人补正，{}届满；材料来了请“补正”。",
                "The applicant has until {} to bring papers; take them in when they come.",
                &[&case.reply_day(calendar).map_or_else(String::new, |day| words.date(day))],
            ),
            _ => words.fill("下一步：{}", "Next: {}", &[&name]),
        };
    }
    let whose = competence::holder(act, case);
    words.fill("下一步：{}，由{}办理。", "Next: {}, by {}.", &[&name, &words.phrase(&whose)])
}
