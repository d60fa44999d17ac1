//! The course of joint, coordination and agency cases, after acceptance.

use super::course::{
    After, Planned, Seat, Step, certified, handed_over, happens, in_days, refused, result,
};
use calendar::Limit;
use casework::cases::door::{ConsignmentDraft, Deed, MeetingDraft, participants};
use counter::catalogue::door::PublishedItem;
use fastrand::Rng;
use office::posts::door::CentreDirectory;
use rulebook::case::agency::Returned;
use rulebook::case::coordination::{Answer, LeadKeys, Solution};
use rulebook::case::joint::{Opinion, Reply, Speaker};
use rulebook::event::RefusalGrounds;

/// 联办: passed on the same day, answered by each department when it can, visited now and then.
pub(super) fn joint(
    random: &mut Rng,
    (item, place): (&PublishedItem, &CentreDirectory),
    steps: &mut Vec<Planned>,
) {
    let all = participants(&item.definition, place, Limit::working_days(3));
    steps.push(in_days(0, Seat::BackOffice, Step::Do(Deed::Circulate(all.clone()))));
    if happens(random, 35) {
        let visit = MeetingDraft {
            held_on: None,
            present: all.iter().map(|it| it.name.clone()).collect(),
            findings: "现场与申请一致".to_owned(),
        };
        steps.push(in_days(1, Seat::BackOffice, Step::Do(Deed::RecordVisit(visit))));
    }
    let is_refused = happens(random, 5);
    for (position, participant) in all.iter().enumerate() {
        let opinion = if is_refused && position == 0 {
            Opinion::Refuses {
                reason: "不符合本部门审批条件".to_owned(),
                basis: "《中华人民共和国行政许可法》第三十八条".to_owned(),
            }
        } else {
            Opinion::Agrees { remark: String::new() }
        };
        let speaker = match &participant.key {
            Some(key) => Speaker::Of(key.clone()),
            None => Speaker::Director {
                reason: "该部门未进驻，已征得其书面意见".to_owned()
            },
        };
        let seat = match &speaker {
            Speaker::Of(_) => Seat::BackOffice,
            Speaker::Director { .. } => Seat::Director,
        };
        let department = participant.name.clone();
        let deed = Deed::GiveOpinion { department, reply: Reply::Opinion(opinion), speaker };
        // One department in fifteen lets its limit pass.
        let days = if happens(random, 7) { 5 } else { u16::from(happens(random, 60)) };
        steps.push(in_days(days, seat, Step::Do(deed)));
    }
    if is_refused {
        refused(random, steps);
        return;
    }
    steps.push(in_days(1, Seat::BackOffice, Step::Do(Deed::Grant(result(item)))));
    certified(random, item, steps);
    handed_over(random, steps, After::WorkingDays(1));
}

/// 受理协调: an owner, progress as it should be told or late, an answer.
pub(super) fn coordination(random: &mut Rng, item: &PublishedItem, steps: &mut Vec<Planned>) {
    let owner = format!("{}负责人", item.definition.authority.department);
    let bodies = vec!["派出所".to_owned(), "司法所".to_owned()];
    steps.push(in_days(
        0,
        Seat::Director,
        Step::Do(Deed::Lead { owner, bodies, keys: LeadKeys::default() }),
    ));
    for _ in 0..random.u8(1..4) {
        let days = if happens(random, 10) { 7 } else { random.u16(1..5) };
        let told = Deed::Progress("已与有关单位沟通，正在核实".to_owned());
        steps.push(in_days(days, Seat::BackOffice, Step::Do(told)));
    }
    let solution = if happens(random, 85) {
        Solution::Solved
    } else {
        Solution::Unsolved {
            remedy: "可向县人民政府申请行政复议或依法提起诉讼".to_owned()
        }
    };
    let answer = Answer { text: "经协调，有关单位已作出答复".to_owned(), solution };
    steps.push(in_days(2, Seat::BackOffice, Step::Do(Deed::Answer(answer))));
    handed_over(random, steps, After::WorkingDays(1));
}

/// 代办上报: checked here, sent up, asked for, come back.
pub(super) fn agency(random: &mut Rng, item: &PublishedItem, steps: &mut Vec<Planned>) {
    let opinion = Deed::PassPrecheck("材料齐全，初审符合条件，建议上报".to_owned());
    let days = random.u16(0..4);
    steps.push(in_days(days, Seat::BackOffice, Step::Do(opinion)));
    let definition = &item.definition;
    let to = &definition.authority.final_authority;
    let sent = ConsignmentDraft {
        to: if to.is_empty() { "县级主管部门".to_owned() } else { to.clone() },
        channel: "政务专网".to_owned(),
        papers: definition.materials.iter().map(|it| it.key.to_string()).collect(),
        working_days: 10,
    };
    steps.push(in_days(0, Seat::BackOffice, Step::Do(Deed::SendUp(sent))));
    let is_late = happens(random, 12);
    if is_late {
        let urged = Deed::Urge("电话催办：正在审核".to_owned());
        steps.push(in_days(11, Seat::BackOffice, Step::Do(urged)));
    }
    let is_granted = happens(random, 94);
    let returned = if is_granted {
        Returned::Granted { result: result(item) }
    } else {
        Returned::Refused {
            grounds: RefusalGrounds {
                reason_code: "conditions".to_owned(),
                facts: "经上级审核，不符合办理条件".to_owned(),
                legal_basis: "《中华人民共和国行政许可法》第三十八条第二款".to_owned(),
                remedy: "可在六十日内申请行政复议，或者在六个月内提起行政诉讼".to_owned(),
            },
        }
    };
    let days = if is_late { 2 } else { random.u16(3..10) };
    steps.push(in_days(days, Seat::BackOffice, Step::Do(Deed::TakeReturn(returned))));
    if is_granted {
        certified(random, item, steps);
        handed_over(random, steps, After::WorkingDays(1));
    } else {
        steps.push(in_days(0, Seat::Director, Step::Do(Deed::Refuse)));
        steps.push(in_days(1, Seat::BackOffice, Step::Do(Deed::ReportDenial)));
        handed_over(random, steps, After::WorkingDays(1));
    }
}
