//! The modes of handling, rule by rule: joint, coordination, agency, and denials on record.

use super::agency::{Consignment, Leg, Returned};
use super::clock::Hand;
use super::coordination::{Answer, LeadKeys, Solution};
use super::joint::{BranchState, Meeting, Opinion, Punctuality, Reply, Speaker, Voice};
use super::tests::{
    CUSTOMS, calendar, consignment, grounds, monday, on, paper, participants, received, tick,
};
use super::{
    ApplicantStanding, Case, Handover, ModeChange, Outcome, Received, SecondAsking, Stage, Work,
    WorkTerms, face,
};
use crate::breach::Breach;
use crate::event::{Demand, Event, ListedPaper, Moment, PaperAsked, PaperState, WithdrawnBy};
use crate::item::{HandlingMode, PartialGrant};
use calendar::{Light, Limit};
use jiff::civil::{Date, date};
use proptest::prelude::*;

fn papers() -> Vec<ListedPaper> {
    vec![
        paper("identity", Demand::Indispensable, PaperState::Present),
        paper("map", Demand::Indispensable, PaperState::Present),
    ]
}

fn accepted(mode: HandlingMode) -> Case {
    let start = Received { mode, ..received(papers()) };
    let case = Case::receive(start, monday()).expect("receipt").0;
    let accepted = case.accept(ApplicantStanding::Good, &CUSTOMS, monday(), &calendar());
    accepted.expect("acceptance").0
}

fn joint() -> Case {
    accepted(HandlingMode::Joint).circulate(participants(), monday()).expect("circulation").0
}

fn agrees() -> Reply {
    Reply::Opinion(Opinion::Agrees { remark: String::new() })
}

fn says(case: Case, who: &str, reply: Reply, at: Moment) -> Result<Case, Breach> {
    let key = if who == "林业站" { "LY" } else { "ZR" };
    case.reply(who, reply, &Speaker::Of(key.into()), at, &calendar()).map(|it| it.0)
}

fn branch(case: &Case, name: &str) -> BranchState {
    let Work::Joint(joint) = &case.work else { panic!("joint work") };
    joint.branch(name).expect("a branch").state.clone()
}

fn map() -> Vec<PaperAsked> {
    vec![PaperAsked { key: "map".into(), why: "缺四至".into() }]
}

const MARCH: fn(i8) -> Date = |day| date(2026, 3, day);

#[test]
fn a_joint_case_is_granted_only_when_every_department_agrees() {
    let uncirculated = accepted(HandlingMode::Joint).grant("批准书", monday());
    assert_eq!(uncirculated.unwrap_err(), Breach::NotCirculated);
    let case = says(joint(), "林业站", agrees(), monday()).expect("opinion");
    assert_eq!(case.clone().grant("批准书", monday()).unwrap_err(), Breach::OpinionsOutstanding);
    let conditions = Opinion::AgreesIf { conditions: "不占林地".into() };
    let case = says(case, "自然资源所", Reply::Opinion(conditions), monday()).expect("opinion");
    assert!(case.grant("批准书", monday()).is_ok());
}

#[test]
fn one_refusal_leads_to_a_denial_of_the_whole_unless_it_is_looked_at_again() {
    let bare = Opinion::Refuses { reason: "占林地".into(), basis: " ".into() };
    let refused = says(joint(), "林业站", Reply::Opinion(bare), monday());
    assert_eq!(refused.unwrap_err(), Breach::OpinionUngrounded);
    let whole = Opinion::Refuses { reason: "占林地".into(), basis: "《森林法》".into() };
    let case = says(joint(), "林业站", Reply::Opinion(whole), monday()).expect("opinion");
    let case = says(case, "自然资源所", agrees(), monday()).expect("opinion");
    assert_eq!(case.clone().grant("x", monday()).unwrap_err(), Breach::RefusedByParticipant);
    assert!(case.clone().propose_refusal(grounds(), monday()).is_ok());
    let before = face(&case, MARCH(4), &calendar());
    let (case, _) = case.return_branch("林业站", "已调整位置", on(MARCH(4))).expect("back");
    assert_eq!(face(&case, MARCH(4), &calendar()).promised, before.promised, "no clock moves");
    assert_eq!(branch(&case, "林业站"), BranchState::Waiting);
}

#[test]
fn an_opinion_is_given_by_the_department_itself_or_by_the_director_who_says_why() {
    let by = |speaker: &Speaker| {
        joint().reply("林业站", agrees(), speaker, monday(), &calendar()).map(|it| it.0)
    };
    assert_eq!(by(&Speaker::Of("ZR".into())).unwrap_err(), Breach::OtherDepartment);
    let silent = Speaker::Director { reason: String::new() };
    assert_eq!(by(&silent).unwrap_err(), Breach::OnBehalfWithoutReason);
    let case = by(&Speaker::Director { reason: "电话答复".into() }).expect("on behalf");
    let BranchState::Given { voice, .. } = branch(&case, "林业站") else { panic!("given") };
    assert_eq!(voice, Voice::OnBehalf { reason: "电话答复".into() });
    let twice = says(case, "林业站", agrees(), monday());
    assert_eq!(twice.unwrap_err(), Breach::OpinionGiven);
}

#[test]
fn a_silent_department_is_flagged_does_not_consent_and_may_answer_late() {
    let case = joint();
    assert!(case.silent(MARCH(5), &calendar()).is_empty(), "its third day is not over");
    let early = case.clone().fall_silent("林业站", on(MARCH(5)), &calendar());
    assert_eq!(early.unwrap_err(), Breach::WrongState);
    let (case, _) = case.fall_silent("林业站", on(MARCH(6)), &calendar()).expect("flag");
    let again = case.clone().fall_silent("林业站", on(MARCH(6)), &calendar());
    assert_eq!(again.unwrap_err(), Breach::WrongState, "once");
    let case = says(case, "自然资源所", agrees(), on(MARCH(6))).expect("opinion");
    let consent = case.clone().grant("x", on(MARCH(6)));
    assert_eq!(consent.unwrap_err(), Breach::OpinionsOutstanding);
    let case = says(case, "林业站", agrees(), on(MARCH(9))).expect("late opinion");
    let BranchState::Given { punctuality, .. } = branch(&case, "林业站") else {
        panic!("given")
    };
    assert_eq!(punctuality, Punctuality::Late);
    assert!(case.grant("x", on(MARCH(9))).is_ok());
}

#[test]
fn the_case_is_amber_when_a_step_inside_it_has_a_day_left() {
    let case = joint();
    let at = |day| face(&case, MARCH(day), &calendar());
    assert_eq!((at(3).inner, at(3).light), (Light::Green, Light::Green));
    assert_eq!((at(4).inner, at(4).light), (Light::Amber, Light::Green));
    assert_eq!(at(6).inner, Light::Red, "past its inner limit");
}

#[test]
fn used_days_are_the_maximum_over_the_branches_and_not_their_sum() {
    let case = says(joint(), "林业站", agrees(), on(MARCH(4))).expect("opinion");
    let case = says(case, "自然资源所", agrees(), on(MARCH(6))).expect("opinion");
    assert_eq!(case.used_in_parallel(MARCH(20), &calendar()), 4, "two and four make four");
}

#[test]
fn a_participant_asks_for_papers_through_the_window_and_only_once() {
    let unlisted = vec![PaperAsked { key: "photo".into(), why: "x".into() }];
    let asked = says(joint(), "林业站", Reply::AsksFor(unlisted), monday());
    assert_eq!(asked.unwrap_err(), Breach::UnknownPaper);
    let case = says(joint(), "林业站", Reply::AsksFor(map()), on(MARCH(3))).expect("asks");
    let none = joint().give_notice(30, &SecondAsking::WithoutReason, monday(), &calendar());
    assert_eq!(none.unwrap_err(), Breach::NothingMissing);
    let (case, event) = case
        .give_notice(10, &SecondAsking::WithoutReason, on(MARCH(3)), &calendar())
        .expect("notice");
    assert!(matches!(event, Event::NoticeGiven { asked, .. } if asked == ["map"]));
    assert_eq!(case.stage(), Stage::Supplementing);
    let brought = vec![tick("map", PaperState::Present)];
    let (case, _) = case.supplement(brought, on(MARCH(5))).expect("supplement");
    assert_eq!(case.stage(), Stage::Examining);
    assert_eq!(branch(&case, "林业站"), BranchState::Waiting);
    let due = face(&case, MARCH(5), &calendar()).promised.expect("promise").due_on;
    assert_eq!(due, MARCH(18), "two working days with the applicant do not count");
    let case = says(case, "林业站", Reply::AsksFor(map()), on(MARCH(6))).expect("asks again");
    let again =
        case.clone().give_notice(10, &SecondAsking::WithoutReason, on(MARCH(6)), &calendar());
    assert_eq!(again.unwrap_err(), Breach::SecondNotice);
    let because = SecondAsking::Because("原件被退回".into());
    let (_, event) = case.give_notice(10, &because, on(MARCH(6)), &calendar()).expect("reason");
    assert!(matches!(event, Event::SecondNoticeGiven { .. }));
}

#[test]
fn papers_asked_for_in_the_work_and_never_brought_end_the_case() {
    let case = says(joint(), "林业站", Reply::AsksFor(map()), monday()).expect("asks");
    let (case, _) =
        case.give_notice(10, &SecondAsking::WithoutReason, monday(), &calendar()).expect("notice");
    let calendar = calendar();
    let early = case.clone().withdraw(WithdrawnBy::Silence, "逾期", on(MARCH(12)), &calendar);
    assert_eq!(early.unwrap_err(), Breach::WrongState);
    let ended = case.withdraw(WithdrawnBy::Silence, "逾期未补正", on(MARCH(13)), &calendar);
    assert!(ended.is_ok());
}

#[test]
fn joint_handling_takes_forty_five_days_and_fifteen_more_at_most() {
    let start = Received { mode: HandlingMode::Joint, legal: None, ..received(papers()) };
    let case = Case::receive(start, monday()).expect("receipt").0;
    let (case, _) =
        case.accept(ApplicantStanding::Good, &CUSTOMS, monday(), &calendar()).expect("acceptance");
    let legal = face(&case, MARCH(2), &calendar()).legal.expect("a limit").due_on;
    assert_eq!(calendar().working_days_between(MARCH(2), legal), 45);
    let long = case.clone().extend(16, "x", monday(), &calendar());
    assert_eq!(long.unwrap_err(), Breach::ExtensionTooLong);
    let (case, _) = case.extend(15, "案情复杂", monday(), &calendar()).expect("extension");
    let legal = face(&case, MARCH(2), &calendar()).legal.expect("a limit").due_on;
    assert_eq!(calendar().working_days_between(MARCH(2), legal), 60);
}

#[test]
fn a_visit_or_meeting_says_who_came_on_a_day_that_has_been() {
    let meeting = |held_on, present: &[&str]| Meeting {
        at: on(MARCH(4)),
        held_on,
        present: present.iter().map(|it| (*it).to_owned()).collect(),
        findings: "界址清楚".into(),
    };
    let nobody = joint().record_visit(&meeting(MARCH(3), &[" "]));
    assert_eq!(nobody.unwrap_err(), Breach::NobodyPresent);
    let tomorrow = joint().record_visit(&meeting(MARCH(5), &["林业站"]));
    assert_eq!(tomorrow.unwrap_err(), Breach::DayOutOfPlace);
    let before = joint().record_meeting(&meeting(MARCH(1), &["林业站"]));
    assert_eq!(before.unwrap_err(), Breach::DayOutOfPlace);
    assert!(joint().record_visit(&meeting(MARCH(3), &["林业站"])).is_ok());
}

#[test]
fn coordination_has_an_owner_tells_progress_and_ends_by_an_answer() {
    let case = accepted(HandlingMode::Coordination);
    assert_eq!(case.clone().progress("x", monday()).unwrap_err(), Breach::OwnerMissing);
    let alone = case.clone().lead("综治中心主任", &[], &LeadKeys::default(), monday());
    assert_eq!(alone.unwrap_err(), Breach::OwnerMissing);
    let keys = LeadKeys { account: Some(7), departments: vec!["PCS".into()] };
    let led = case.lead("综治中心主任", &["派出所".into()], &keys, monday());
    let (case, _) = led.expect("owner");
    assert_eq!(case.clone().grant("x", monday()).unwrap_err(), Breach::AnswerInstead);
    let unsolved = Solution::Unsolved { remedy: String::new() };
    let bare =
        case.clone().answer(Answer { text: "无法调处".into(), solution: unsolved }, monday());
    assert_eq!(bare.unwrap_err(), Breach::RemedyMissing);
    let solution = Solution::Unsolved { remedy: "可向人民法院起诉".into() };
    let (case, _) =
        case.answer(Answer { text: "无法调处".into(), solution }, monday()).expect("answer");
    assert!(matches!(case.outcome(), Some(Outcome::Answered { .. })));
    assert_eq!(case.stage(), Stage::Decided);
}

#[test]
fn progress_is_told_every_five_working_days_and_overdue_progress_is_noted_once() {
    let (case, _) = accepted(HandlingMode::Coordination)
        .lead("主任", &["派出所".into()], &LeadKeys::default(), monday())
        .expect("owner");
    assert_eq!(case.missed_progress(MARCH(9), &calendar()), None);
    assert_eq!(face(&case, MARCH(9), &calendar()).inner, Light::Amber);
    assert_eq!(case.missed_progress(MARCH(10), &calendar()), Some(MARCH(9)));
    let (case, _) = case.miss_progress(on(MARCH(10)), &calendar()).expect("noted");
    assert_eq!(case.missed_progress(MARCH(11), &calendar()), None, "once");
    let (case, _) = case.progress("已约双方", on(MARCH(11))).expect("progress");
    assert_eq!(case.missed_progress(MARCH(18), &calendar()), None, "five days anew");
    assert_eq!(case.missed_progress(MARCH(19), &calendar()), Some(MARCH(18)));
}

fn sent(at: Moment) -> Case {
    let case = accepted(HandlingMode::Agency).pass_precheck("齐全", on(MARCH(3))).expect("pass").0;
    case.send_up(consignment(at)).expect("sent").0
}

#[test]
fn the_lower_level_checks_within_twenty_working_days_at_most() {
    let slow = super::Customs { precheck_days: 60, ..CUSTOMS };
    let terms = WorkTerms::of(HandlingMode::Agency, &slow);
    assert_eq!(terms, WorkTerms::Agency { precheck: Limit::working_days(20) });
    let start = Received {
        mode: HandlingMode::Agency,
        legal: None,
        promised: Limit::working_days(60),
        ..received(papers())
    };
    let case = Case::receive(start, monday()).expect("receipt").0;
    let (case, _) =
        case.accept(ApplicantStanding::Good, &slow, monday(), &calendar()).expect("accept");
    let face = face(&case, MARCH(2), &calendar());
    let due = face.promised.expect("the check").due_on;
    assert_eq!(calendar().working_days_between(MARCH(2), due), 20);
    assert_eq!(face.legal.map(|it| it.due_on), Some(due), "and so by law");
}

#[test]
fn our_clock_is_the_check_until_it_is_sent_up_then_the_superiors_runs_beside_the_promise() {
    let case = accepted(HandlingMode::Agency);
    assert_eq!(case.clone().grant("x", monday()).unwrap_err(), Breach::SuperiorDecides);
    let early = case.clone().send_up(consignment(monday()));
    assert_eq!(early.unwrap_err(), Breach::WrongLeg);
    assert_eq!(face(&case, MARCH(3), &calendar()).hand, Hand::Handling);
    let case = sent(on(MARCH(4)));
    let clock = face(&case, MARCH(5), &calendar());
    assert_eq!(clock.hand, Hand::Superior);
    assert_eq!(clock.promised.expect("the promise").due_on, MARCH(16));
    let Work::Agency(agency) = &case.work else { panic!("agency") };
    let above = case.agency_clock(agency, MARCH(5), &calendar()).expect("the superior's clock");
    assert_eq!(above.deadline.due_on, MARCH(11));
    assert_eq!(case.superior_late(MARCH(11), &calendar()), None);
    let (case, _) = case.note_superior_late(on(MARCH(12)), &calendar()).expect("late");
    assert_eq!(case.superior_late(MARCH(13), &calendar()), None, "noted once");
    assert!(case.urge("县局承办人：本周办结", on(MARCH(12))).is_ok());
}

#[test]
fn what_is_sent_up_has_a_number_a_body_a_channel_and_papers_of_the_list() {
    let case = accepted(HandlingMode::Agency).pass_precheck("齐全", monday()).expect("pass").0;
    let with = |change: fn(&mut Consignment)| {
        let mut consignment = consignment(monday());
        change(&mut consignment);
        case.clone().send_up(consignment).map(|it| it.0)
    };
    let bare = with(|it| it.papers.clear());
    assert_eq!(bare.unwrap_err(), Breach::ConsignmentIncomplete);
    let nowhere = with(|it| it.to.clear());
    assert_eq!(nowhere.unwrap_err(), Breach::ConsignmentIncomplete);
    let unlisted = with(|it| it.papers.push("photo".into()));
    assert_eq!(unlisted.unwrap_err(), Breach::UnknownPaper);
    let endless = with(|it| it.limit = Limit::working_days(999));
    assert_eq!(endless.unwrap_err(), Breach::SuperiorLimitWrong);
    assert!(with(|_| {}).is_ok());
}

#[test]
fn what_the_superior_grants_is_delivered_within_ten_working_days_of_its_return() {
    let granted = Returned::Granted { result: "批复 3 号".into() };
    let (case, _) = sent(on(MARCH(4))).take_return(granted, on(MARCH(10))).expect("return");
    assert_eq!(case.stage(), Stage::Decided);
    assert_eq!(face(&case, MARCH(10), &calendar()).due_on(), Some(MARCH(24)));
}

#[test]
fn what_the_superior_refuses_waits_for_the_leader_and_is_reported() {
    let refused = Returned::Refused { grounds: grounds() };
    let (case, _) = sent(on(MARCH(4))).take_return(refused, on(MARCH(10))).expect("return");
    assert_eq!(case.stage(), Stage::RefusalProposed);
    let (again, _) = case.clone().send_back("请补充说明后再报", on(MARCH(10))).expect("back");
    assert!(again.send_up(consignment(on(MARCH(11)))).is_ok(), "it can go up again");
    let (case, _) = case.refuse(&CUSTOMS, on(MARCH(10)), &calendar()).expect("concurrence");
    let (case, _) = case.report_denial(on(MARCH(10))).expect("report");
    assert!(matches!(case.outcome(), Some(Outcome::Refused { .. })));
}

#[test]
fn what_comes_back_for_papers_is_asked_for_at_one_time_and_goes_up_again() {
    let back = Returned::SentBack { papers: map() };
    let (case, _) = sent(on(MARCH(4))).take_return(back, on(MARCH(6))).expect("return");
    assert_eq!(case.stage(), Stage::Examining);
    let (case, _) = case
        .give_notice(30, &SecondAsking::WithoutReason, on(MARCH(6)), &calendar())
        .expect("notice");
    let brought = vec![tick("map", PaperState::Present)];
    let (case, _) = case.supplement(brought, on(MARCH(9))).expect("supplement");
    let Work::Agency(agency) = &case.work else { panic!("agency") };
    assert!(matches!(agency.leg, Leg::ToSend { .. }) && agency.sent.len() == 1);
    assert!(case.send_up(consignment(on(MARCH(9)))).is_ok());
}

#[test]
fn an_act_of_another_mode_is_refused() {
    let joint = accepted(HandlingMode::Joint);
    assert_eq!(joint.clone().pass_precheck("x", monday()).unwrap_err(), Breach::WrongMode);
    assert_eq!(joint.progress("x", monday()).unwrap_err(), Breach::WrongMode);
    let alone = accepted(HandlingMode::Commitment);
    assert_eq!(alone.circulate(participants(), monday()).unwrap_err(), Breach::WrongMode);
}

#[test]
fn a_case_goes_from_any_mode_to_any_other_with_a_reason_and_its_dates_run_on() {
    for from in HandlingMode::ALL {
        for to in HandlingMode::ALL.iter().filter(|to| *to != from) {
            let change = ModeChange { to: *to, promised: Limit::working_days(10) };
            let case = accepted(*from);
            let silent = case.clone().change_mode(change, &CUSTOMS, " ", on(MARCH(3)));
            assert_eq!(silent.unwrap_err(), Breach::ReasonMissing);
            let (case, _) =
                case.change_mode(change, &CUSTOMS, "改由他法", on(MARCH(3))).expect("change");
            assert_eq!(case.mode, *to);
            let begun = case.acceptance().expect("acceptance").from;
            assert_eq!(begun, MARCH(2), "{from:?} to {to:?}");
            let is_fitting = match to {
                HandlingMode::Joint => matches!(case.work, Work::Joint(_)),
                HandlingMode::Coordination => matches!(case.work, Work::Coordination(_)),
                HandlingMode::Agency => matches!(case.work, Work::Agency(_)),
                _ => case.work == Work::Alone,
            };
            assert!(is_fitting, "{from:?} to {to:?}");
        }
    }
}

#[test]
fn the_centre_questions_a_denial_or_calls_it_back_and_the_clock_has_not_stopped() {
    let (case, _) =
        accepted(HandlingMode::Commitment).propose_refusal(grounds(), monday()).expect("proposal");
    let (case, _) = case.refuse(&CUSTOMS, monday(), &calendar()).expect("refusal");
    let early = case.clone().inquire("依据何在", monday());
    assert_eq!(early.unwrap_err(), Breach::WrongState, "once it is reported");
    let (case, _) = case.report_denial(monday()).expect("report");
    let (asked, _) = case.clone().inquire("依据何在", monday()).expect("question");
    let (asked, _) = asked.deliver(Handover::at_the_window("本人"), monday()).expect("delivery");
    assert_eq!(asked.clone().complete(monday()).unwrap_err(), Breach::InquiryOpen);
    let (asked, _) = asked.answer_inquiry("见第九条", monday()).expect("answer");
    assert!(asked.complete(monday()).is_ok());
    assert_eq!(case.clone().call_back(" ", monday()).unwrap_err(), Breach::ReasonMissing);
    let (case, _) = case.call_back("适用依据有误", on(MARCH(10))).expect("recall");
    assert_eq!(case.stage(), Stage::Examining);
    let promised = face(&case, MARCH(10), &calendar()).promised.expect("promise");
    assert_eq!(promised.due_on, MARCH(16), "as if it had never stopped");
    let granted = accepted(HandlingMode::Commitment).grant("证", monday()).expect("grant").0;
    assert_eq!(granted.call_back("x", monday()).unwrap_err(), Breach::WrongState);
}

proptest! {
    #[test]
    fn inner_clocks_end_within_the_outer_one_and_used_days_are_their_maximum(
        limits in proptest::collection::vec(1u16..60, 1..5),
        days in proptest::collection::vec(0i32..5, 4),
        late in 0i32..8,
    ) {
        let begun = on(MARCH(2).checked_add(jiff::Span::new().days(late)).expect("a day"));
        let mut all = participants();
        all.truncate(1);
        let all = limits
            .iter()
            .enumerate()
            .map(|(at, limit)| {
                let mut it = all[0].clone();
                it.name = format!("部门{at}");
                it.limit = Limit::working_days(*limit);
                it
            })
            .collect();
        let (mut case, _) =
            accepted(HandlingMode::Joint).circulate(all, begun).expect("circulation");
        let mut day = begun.day;
        for (at, more) in days.into_iter().enumerate() {
            day = day.checked_add(jiff::Span::new().days(more)).expect("a day");
            let (name, speaker) = (format!("部门{at}"), Speaker::Of("LY".into()));
            if let Ok((after, _)) =
                case.clone().reply(&name, agrees(), &speaker, on(day), &calendar())
            {
                case = after;
            }
        }
        let outer = face(&case, day, &calendar()).due_on().expect("outer");
        let Work::Joint(joint) = &case.work else { panic!("joint") };
        let mut most = 0;
        let mut sum = 0;
        for branch in &joint.branches {
            let clock = case.branch_clock(branch, day, &calendar());
            prop_assert!(clock.deadline.due_on <= outer.max(begun.day));
            most = most.max(clock.used);
            sum += clock.used;
        }
        prop_assert_eq!(case.used_in_parallel(day, &calendar()), most);
        prop_assert!(most <= sum);
    }
}

#[test]
fn a_joint_case_is_granted_in_part_where_the_item_allows_it_and_the_departments_differ() {
    let start = |partial| {
        let start = Received { mode: HandlingMode::Joint, partial, ..received(papers()) };
        let case = Case::receive(start, monday()).expect("receipt").0;
        let standing = ApplicantStanding::Good;
        let case = case.accept(standing, &CUSTOMS, monday(), &calendar()).expect("acceptance").0;
        case.circulate(participants(), monday()).expect("circulation").0
    };
    let says = |case: Case, at: usize, opinion: Opinion| {
        let participant = &participants()[at];
        let speaker = Speaker::Of(participant.key.clone().expect("a key"));
        let reply = Reply::Opinion(opinion);
        case.reply(&participant.name, reply, &speaker, monday(), &calendar()).expect("a reply").0
    };
    let refuses =
        || Opinion::Refuses { reason: "占用公益林".into(), basis: "森林法".into() };
    let agrees = || Opinion::Agrees { remark: String::new() };
    let (remedy, count) = ("六十日内申请复议", participants().len());
    let case = says(start(PartialGrant::Allowed), 0, refuses());
    let early = case.clone().grant_in_part("批准书", remedy, monday()).unwrap_err();
    assert_eq!(early, Breach::OpinionsOutstanding);
    let case = (1..count).fold(case, |case, at| says(case, at, agrees()));
    let bare = case.clone().grant_in_part("批准书", " ", monday()).unwrap_err();
    assert_eq!(bare, Breach::RefusalUngrounded);
    let (case, _) = case.grant_in_part("批准书", remedy, monday()).expect("in part");
    let Some(Outcome::GrantedInPart { refused, .. }) = case.outcome() else { panic!("in part") };
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].department, participants()[0].name);
    assert!(case.outcome().is_some_and(Outcome::gives_a_result));
    let agreed = (0..count).fold(start(PartialGrant::Allowed), |it, at| says(it, at, agrees()));
    let all = agreed.grant_in_part("批准书", remedy, monday()).unwrap_err();
    assert_eq!(all, Breach::PartialNotAllowed, "they agree");
    let whole = says(start(PartialGrant::NotAllowed), 0, refuses());
    let whole = (1..count).fold(whole, |case, at| says(case, at, agrees()));
    let refused = whole.grant_in_part("批准书", remedy, monday()).unwrap_err();
    assert_eq!(refused, Breach::PartialNotAllowed, "the item does not allow it");
}
