//! The clock of a case cannot be cheated: late clicks, late timers and new calendars move nothing
//! that the law does not move.

use super::further::Further;
use super::milestone::MilestoneKind;
use super::tests::{CUSTOMS, calendar, grounds, monday, on, paper, received, tick};
use super::{ApplicantStanding, Case, Received, SecondAsking, Stage};
use crate::breach::Breach;
use crate::event::{AcceptanceKind, Demand, Event, Moment, PaperState, Procedure, StepLimit};
use calendar::{Closure, Light, Limit, LocalDays, Notice, WorkingCalendar};
use jiff::civil::{Date, date};

fn march(day: i8) -> Date {
    date(2026, 3, day)
}

/// Given notice on Monday 2 March, and everything brought on Thursday the 5th.
fn supplemented() -> Case {
    let papers = vec![paper("income", Demand::Deferrable, PaperState::Missing)];
    let (case, _) = Case::receive(received(papers), monday()).expect("receipt");
    let (case, _) =
        case.give_notice(30, &SecondAsking::WithoutReason, monday(), &calendar()).expect("notice");
    let brought = vec![tick("income", PaperState::Present)];
    case.supplement(brought, on(march(5))).expect("supplement").0
}

fn accepted_with(procedures: Vec<Procedure>) -> Case {
    let papers = vec![paper("identity", Demand::Indispensable, PaperState::Present)];
    let start = Received { procedures, ..received(papers) };
    let (case, _) = Case::receive(start, monday()).expect("receipt");
    case.accept(ApplicantStanding::Good, &CUSTOMS, monday(), &calendar()).expect("acceptance").0
}

fn due(case: &Case, today: Date) -> Option<Date> {
    super::face(case, today, &calendar()).due_on()
}

#[test]
fn a_late_acceptance_after_a_supplement_moves_no_date_arts_32_and_42() {
    let accept = |day: i8| {
        supplemented()
            .accept(ApplicantStanding::Good, &CUSTOMS, on(march(day)), &calendar())
            .expect("acceptance")
            .0
    };
    let (at_once, late) = (accept(5), accept(12));
    assert_eq!(late.acceptance().expect("acceptance").from, march(5));
    assert_eq!(due(&at_once, march(12)), due(&late, march(12)));
    assert_eq!(due(&late, march(12)), Some(march(19)), "ten working days after the supplement");
}

#[test]
fn silence_after_the_completing_supplement_accepts_from_that_day_art_32() {
    let case = supplemented();
    assert_eq!(case.stage(), Stage::Received);
    assert_eq!(case.notice_day(&calendar()), march(12), "five working days of the supplement");
    let early = case.clone().deem_accepted(&CUSTOMS, on(march(12)), &calendar());
    assert_eq!(early.unwrap_err(), Breach::NotDeemedYet);
    let (case, _) = case.deem_accepted(&CUSTOMS, on(march(13)), &calendar()).expect("deemed");
    let acceptance = case.acceptance().expect("acceptance");
    assert_eq!((acceptance.kind, acceptance.from), (AcceptanceKind::Deemed, march(5)));
}

#[test]
fn a_second_notice_comes_too_late_once_silence_has_accepted() {
    let torn = vec![tick("income", PaperState::Defective { why: "破损".into() })];
    let (case, _) = supplemented().tick_papers(torn, on(march(6))).expect("looked at");
    let because = SecondAsking::Because("补来的材料破损".into());
    assert!(case.clone().give_notice(30, &because, on(march(12)), &calendar()).is_ok());
    let late = case.give_notice(30, &because, on(march(13)), &calendar());
    assert_eq!(late.unwrap_err(), Breach::NoticeTooLate);
}

#[test]
fn a_pause_ends_on_its_own_day_whenever_that_is_noted_art_45() {
    let pause = accepted_with(vec!["public_notice".into()]);
    let (pause, _) =
        pause.suspend("public_notice", march(10), on(march(4)), &calendar()).expect("suspension");
    let resumed = |day: i8| pause.clone().resume("", on(march(day))).expect("resumption");
    let (in_time, late) = (resumed(11), resumed(27));
    assert_eq!(due(&in_time.0, march(27)), due(&late.0, march(27)));
    let Event::Resumed { at, on: goes_on, .. } = late.1 else { panic!("a resumption") };
    assert_eq!((at.day, goes_on), (march(27), march(11)), "its true time, and the day it is of");
    assert!(due(&resumed(6).0, march(27)) < due(&late.0, march(27)), "an early end counts");
}

#[test]
fn a_pause_is_no_longer_than_the_item_says_its_procedure_takes() {
    let notice = Procedure { key: "notice".into(), longest: Some(Limit::working_days(5)) };
    let suspend =
        |until| accepted_with(vec![notice.clone()]).suspend("notice", until, monday(), &calendar());
    assert_eq!(suspend(march(10)).unwrap_err(), Breach::PauseTooLong);
    assert!(suspend(march(9)).is_ok(), "the fifth working day");
}

fn milestones(case: &Case, today: Date) -> Vec<(MilestoneKind, Date)> {
    case.milestones(today, &calendar()).into_iter().map(|it| (it.kind, it.on)).collect()
}

#[test]
fn a_case_in_hand_is_amber_then_past_the_promise_then_past_the_law() {
    let case = accepted_with(Vec::new());
    let expected = [
        (MilestoneKind::DueSoon, march(13)),
        (MilestoneKind::PromiseExceeded, march(17)),
        (MilestoneKind::LegalExceeded, march(31)),
    ];
    assert_eq!(milestones(&case, march(3)), expected);
    assert_eq!(milestones(&case, march(31)), expected, "whenever one looks");
    let late = case.grant("结果", on(march(18))).expect("decision").0;
    let expected = [
        (MilestoneKind::PromiseExceeded, march(17)),
        (MilestoneKind::DeliveryLate, date(2026, 4, 2)),
    ];
    assert_eq!(milestones(&late, march(18)), expected, "what was late stays late");
}

#[test]
fn the_light_turns_amber_on_the_day_of_its_milestone() {
    let (pause, _) = accepted_with(vec!["public_notice".into()])
        .suspend("public_notice", march(12), on(march(11)), &calendar())
        .expect("suspension");
    let case = pause.resume("", on(march(13))).expect("resumption").0;
    let soon = case.milestones(march(13), &calendar())[0];
    assert_eq!(soon.kind, MilestoneKind::DueSoon);
    let light = |day| super::face(&case, day, &calendar()).light;
    assert!(light(soon.on) > light(soon.on.yesterday().expect("a day")));
}

#[test]
fn silence_of_the_window_and_a_denial_unreported_are_milestones() {
    let papers = vec![paper("identity", Demand::Indispensable, PaperState::Missing)];
    let (case, _) = Case::receive(received(papers), monday()).expect("receipt");
    assert_eq!(milestones(&case, march(2)), [(MilestoneKind::NoticeMissed, march(10))]);
    let (case, _) =
        accepted_with(Vec::new()).propose_refusal(grounds(), monday()).expect("proposal");
    let case = case.refuse(&CUSTOMS, monday(), &calendar()).expect("refusal").0;
    let expected =
        [(MilestoneKind::ReportLate, march(4)), (MilestoneKind::DeliveryLate, march(17))];
    assert_eq!(milestones(&case, march(2)), expected);
}

/// A calendar on which some days of March are closed.
fn closed(from: i8, through: i8) -> WorkingCalendar {
    let reason = calendar::Phrase::of("大雪", "snow");
    let closure = Closure::new(march(from), march(through), reason).expect("a closure");
    let local = LocalDays::of([closure], []);
    WorkingCalendar::new(std::iter::empty::<&Notice>(), local)
}

#[test]
fn a_new_calendar_moves_the_further_dates_and_back_but_never_before_what_was_told() {
    let papers = vec![
        paper("identity", Demand::Indispensable, PaperState::Present),
        paper("income", Demand::Deferrable, PaperState::Deferred),
    ];
    let (case, _) = Case::receive(received(papers), monday()).expect("receipt");
    let at: Moment = monday();
    let (case, _) =
        case.accept(ApplicantStanding::Good, &CUSTOMS, at, &calendar()).expect("acceptance");
    let deferral = |calendar: &WorkingCalendar| {
        let all = case.further(march(3), calendar);
        let found = all.into_iter().find(|it| it.what == Further::Deferral);
        found.expect("a paper that follows").deadline.due_on
    };
    assert_eq!(deferral(&calendar()), march(16));
    assert_eq!(deferral(&closed(4, 5)), march(18));
    let told = case.outstanding()[0].clone();
    assert_eq!(case.deferral_day(&told, &closed(4, 5)), march(18));
    assert_eq!(deferral(&calendar()), march(16), "and back");
}

#[test]
fn a_step_has_a_clock_of_its_own_that_a_step_back_does_not_wind_up() {
    let step =
        |key: &str, days| StepLimit { key: key.into(), limit: Some(Limit::working_days(days)) };
    let papers = vec![paper("identity", Demand::Indispensable, PaperState::Present)];
    let steps = vec![step("examination", 3), step("decision", 4)];
    let start = Received { steps, ..received(papers) };
    let (case, _) = Case::receive(start, monday()).expect("receipt");
    let (case, _) =
        case.accept(ApplicantStanding::Good, &CUSTOMS, monday(), &calendar()).expect("acceptance");
    let inner = |case: &Case, day| case.inner_light(march(day), &calendar());
    let due = |case: &Case| case.step_clock(march(3), &calendar()).expect("a step").deadline.due_on;
    assert_eq!((due(&case), inner(&case, 3)), (march(5), Light::Green));
    assert_eq!((inner(&case, 4), inner(&case, 6)), (Light::Amber, Light::Red));
    assert!(milestones(&case, march(3)).contains(&(MilestoneKind::StepExceeded, march(6))));
    let (case, _) = case.examine("符合", on(march(4))).expect("passed");
    assert_eq!(due(&case), march(10), "four working days of the step that follows");
    let (case, _) = case.send_back("再核", on(march(9))).expect("back");
    assert_eq!(case.step().expect("a step").1, march(2), "the first entry is kept");
    assert_eq!((due(&case), inner(&case, 9)), (march(5), Light::Red));
    let (case, _) = case.examine("符合", on(march(10))).expect("passed");
    assert_eq!(due(&case), march(10), "and of the step after it, too");
}

#[test]
fn what_is_late_already_cannot_be_made_timely_by_an_extension_art_42() {
    let case = accepted_with(Vec::new());
    assert!(case.clone().extend(5, "案情复杂", on(march(16)), &calendar()).is_ok());
    let late = case.extend(5, "案情复杂", on(march(17)), &calendar());
    assert_eq!(late.unwrap_err(), Breach::ExtensionTooLate);
}
