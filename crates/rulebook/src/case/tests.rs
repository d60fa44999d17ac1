//! The case, rule by rule.

use super::agency::{Consignment, Returned};
use super::coordination::{Answer, LeadKeys, Solution};
use super::joint::{Meeting, Opinion, Participant, Reply, Speaker};
use super::{
    Act, ApplicantStanding, Case, Customs, DeliveryMethod, DenialReport, Handover, ModeChange,
    Outcome, Received, ResultDuty, SecondAsking, Stage,
};
use crate::breach::Breach;
use crate::event::{
    AcceptanceKind, Demand, Event, ListedPaper, Moment, NonAcceptanceGround, PaperState,
    RefusalGrounds, Tick, WithdrawnBy,
};
use crate::item::{HandlingMode, PartialGrant};
use calendar::{Light, Limit, WorkingCalendar};
use jiff::civil::{Date, date};
use proptest::prelude::*;

/// The customs of the house in tests.
pub(super) const CUSTOMS: Customs =
    Customs { inner_days: 5, progress_days: 5, precheck_days: 10, report_days: 1 };

pub(super) fn calendar() -> WorkingCalendar {
    WorkingCalendar::without_notices()
}

/// Monday 2026-03-02 and days after, at ten in the morning.
pub(super) fn on(day: Date) -> Moment {
    let days = date(1970, 1, 1).until(day).map_or(0, |span| span.get_days());
    Moment { at_ms: i64::from(days) * 86_400_000 + 7_200_000, day }
}

pub(super) fn monday() -> Moment {
    on(date(2026, 3, 2))
}

pub(super) fn paper(key: &str, demand: Demand, state: PaperState) -> ListedPaper {
    ListedPaper { key: key.into(), name: key.into(), demand, state }
}

pub(super) fn received(papers: Vec<ListedPaper>) -> Received {
    Received {
        mode: HandlingMode::Commitment,
        legal: Some(Limit::working_days(20)),
        promised: Limit::working_days(10),
        procedures: vec!["public_notice".into()],
        steps: Vec::new(),
        papers,
        duty: ResultDuty::Paper,
        partial: PartialGrant::NotAllowed,
    }
}

fn complete() -> Case {
    let papers = vec![paper("identity", Demand::Indispensable, PaperState::Present)];
    Case::receive(received(papers), monday()).expect("receipt").0
}

fn short() -> Case {
    let papers = vec![
        paper("identity", Demand::Indispensable, PaperState::Present),
        paper("income", Demand::Deferrable, PaperState::Missing),
    ];
    Case::receive(received(papers), monday()).expect("receipt").0
}

fn accepted() -> Case {
    complete()
        .accept(ApplicantStanding::Good, &CUSTOMS, monday(), &calendar())
        .expect("acceptance")
        .0
}

pub(super) fn tick(key: &str, state: PaperState) -> Tick {
    Tick { key: key.into(), state }
}

pub(super) fn grounds() -> RefusalGrounds {
    RefusalGrounds {
        reason_code: "conditions".into(),
        facts: "收入超过标准".into(),
        legal_basis: "《社会救助暂行办法》第九条".into(),
        remedy: "六十日内申请复议".into(),
    }
}

#[test]
fn a_complete_case_is_accepted_and_shows_both_dates() {
    let case = accepted();
    let face = super::face(&case, date(2026, 3, 2), &calendar());
    assert_eq!(face.promised.expect("promise").due_on, date(2026, 3, 16));
    assert_eq!(face.legal.expect("legal").due_on, date(2026, 3, 30));
    assert_eq!(face.light, Light::Green);
}

#[test]
fn an_incomplete_case_cannot_be_accepted() {
    let refused = short().accept(ApplicantStanding::Good, &CUSTOMS, monday(), &calendar());
    assert_eq!(refused.unwrap_err(), Breach::PapersIncomplete);
}

#[test]
fn a_fault_that_can_be_mended_on_the_spot_is_mended_on_the_spot() {
    let (case, _) =
        short().tick_papers(vec![tick("income", PaperState::Present)], monday()).expect("tick");
    assert!(case.accept(ApplicantStanding::Good, &CUSTOMS, monday(), &calendar()).is_ok());
}

#[test]
fn the_one_time_notice_asks_for_everything_at_once() {
    let (case, event) = short()
        .give_notice(30, &SecondAsking::WithoutReason, monday(), &calendar())
        .expect("notice");
    assert_eq!(case.stage(), Stage::AwaitingSupplement);
    assert!(matches!(event, Event::NoticeGiven { asked, .. } if asked == ["income"]));
}

#[test]
fn a_notice_with_nothing_missing_is_refused() {
    let refused = complete().give_notice(30, &SecondAsking::WithoutReason, monday(), &calendar());
    assert_eq!(refused.unwrap_err(), Breach::NothingMissing);
}

#[test]
fn a_second_notice_is_refused_unless_a_reason_opens_a_suspected_fault() {
    let (case, _) = short()
        .give_notice(30, &SecondAsking::WithoutReason, monday(), &calendar())
        .expect("notice");
    let again = case.clone().give_notice(30, &SecondAsking::WithoutReason, monday(), &calendar());
    assert_eq!(again.unwrap_err(), Breach::SecondNotice);
    let because = SecondAsking::Because("证明在补正期间失效".into());
    let (_, event) = case.give_notice(30, &because, monday(), &calendar()).expect("reason");
    assert!(matches!(event, Event::SecondNoticeGiven { .. }));
}

#[test]
fn silence_past_five_days_counts_as_acceptance_from_the_day_of_receipt() {
    let fifth = on(date(2026, 3, 9));
    let early = short().deem_accepted(&CUSTOMS, fifth, &calendar());
    assert_eq!(early.unwrap_err(), Breach::NotDeemedYet);
    let sixth = on(date(2026, 3, 10));
    let late = short().give_notice(30, &SecondAsking::WithoutReason, sixth, &calendar());
    assert_eq!(late.unwrap_err(), Breach::NoticeTooLate);
    let (case, _) = short().deem_accepted(&CUSTOMS, sixth, &calendar()).expect("deemed");
    let acceptance = case.acceptance().expect("acceptance");
    assert_eq!((acceptance.kind, acceptance.from), (AcceptanceKind::Deemed, date(2026, 3, 2)));
}

#[test]
fn a_supplemented_case_runs_from_the_day_the_last_paper_came() {
    let (case, _) = short()
        .give_notice(30, &SecondAsking::WithoutReason, monday(), &calendar())
        .expect("notice");
    let thursday = on(date(2026, 3, 5));
    let (case, _) =
        case.supplement(vec![tick("income", PaperState::Present)], thursday).expect("supplement");
    let (case, _) =
        case.accept(ApplicantStanding::Good, &CUSTOMS, thursday, &calendar()).expect("acceptance");
    assert_eq!(case.acceptance().expect("acceptance").from, date(2026, 3, 5));
}

#[test]
fn a_notice_unanswered_ends_the_case_but_not_before_its_day() {
    let (case, event) = short()
        .give_notice(30, &SecondAsking::WithoutReason, monday(), &calendar())
        .expect("notice");
    let Event::NoticeGiven { reply_by, .. } = event else { panic!("a notice") };
    let calendar = calendar();
    let early = case.clone().withdraw(WithdrawnBy::Silence, "逾期", on(reply_by), &calendar);
    assert_eq!(early.unwrap_err(), Breach::WrongState);
    let after = on(reply_by.tomorrow().expect("a day"));
    let ended = case.withdraw(WithdrawnBy::Silence, "逾期未补正", after, &calendar);
    let (case, _) = ended.expect("withdrawn");
    assert_eq!(case.stage(), Stage::Withdrawn);
}

#[test]
fn only_secondary_papers_may_follow_and_not_for_those_who_broke_an_undertaking() {
    let principal = vec![paper("identity", Demand::Indispensable, PaperState::Deferred)];
    let refused = Case::receive(received(principal), monday());
    assert_eq!(refused.unwrap_err(), Breach::NotDeferrable);
    let secondary = vec![paper("income", Demand::Deferrable, PaperState::Deferred)];
    let case = Case::receive(received(secondary), monday()).expect("receipt").0;
    let bad =
        case.clone().accept(ApplicantStanding::BrokeAnUndertaking, &CUSTOMS, monday(), &calendar());
    assert_eq!(bad.unwrap_err(), Breach::UndertakingBroken);
    let (case, _) =
        case.accept(ApplicantStanding::Good, &CUSTOMS, monday(), &calendar()).expect("accept");
    assert_eq!(case.outstanding()[0].due_on, date(2026, 3, 16), "within the promised limit");
    let early = case.clone().grant("结果", monday());
    assert_eq!(early.unwrap_err(), Breach::DeferralOutstanding);
    let (case, _) = case.bring_deferred("income", monday()).expect("brought");
    assert!(case.grant("结果", monday()).is_ok());
}

#[test]
fn a_pause_moves_the_date_by_the_working_days_it_really_took() {
    let (case, _) = accepted()
        .suspend("public_notice", date(2026, 3, 20), on(date(2026, 3, 4)), &calendar())
        .expect("pause");
    let face = super::face(&case, date(2026, 3, 5), &calendar());
    assert!(face.is_stopped);
    let (case, _) = case.resume("无异议", on(date(2026, 3, 11))).expect("resume");
    let face = super::face(&case, date(2026, 3, 11), &calendar());
    assert_eq!(face.promised.expect("promise").due_on, date(2026, 3, 23), "five working days on");
}

#[test]
fn a_pause_needs_a_cause_the_item_names_and_an_end() {
    let unnamed = accepted().suspend("hearing", date(2026, 3, 20), monday(), &calendar());
    assert_eq!(unnamed.unwrap_err(), Breach::CauseNotNamed);
    let end = |day| accepted().suspend("public_notice", day, monday(), &calendar());
    let endless = end(date(2028, 3, 20));
    assert_eq!(endless.unwrap_err(), Breach::PauseEndsWrong);
    let past = end(date(2026, 3, 2));
    assert_eq!(past.unwrap_err(), Breach::PauseEndsWrong);
}

#[test]
fn an_extension_is_given_once_and_by_ten_working_days_at_most() {
    let long = accepted().extend(11, "案情复杂", monday(), &calendar());
    assert_eq!(long.unwrap_err(), Breach::ExtensionTooLong);
    let (case, _) = accepted().extend(10, "案情复杂", monday(), &calendar()).expect("extension");
    let face = super::face(&case, date(2026, 3, 2), &calendar());
    assert_eq!(face.promised.expect("promise").due_on, date(2026, 3, 30));
    let again = case.extend(1, "再延", monday(), &calendar());
    assert_eq!(again.unwrap_err(), Breach::ExtendedOnce);
}

#[test]
fn sending_back_keeps_the_clock_running() {
    let (case, _) = accepted().examine("初审通过", monday()).expect("step");
    let before = super::face(&case, date(2026, 3, 5), &calendar());
    let (case, _) = case.send_back("缺调查记录", on(date(2026, 3, 5))).expect("back");
    let after = super::face(&case, date(2026, 3, 5), &calendar());
    assert_eq!(before.promised, after.promised);
    assert_eq!(case.acceptance().expect("acceptance").from, date(2026, 3, 2));
}

#[test]
fn a_direct_item_is_decided_the_same_day_and_red_after_closing() {
    let papers = vec![paper("identity", Demand::Indispensable, PaperState::Present)];
    let direct = Received { mode: HandlingMode::Direct, legal: None, ..received(papers) };
    let case = Case::receive(direct, monday()).expect("receipt").0;
    let (case, _) =
        case.accept(ApplicantStanding::Good, &CUSTOMS, monday(), &calendar()).expect("accept");
    assert_eq!(super::face(&case, date(2026, 3, 2), &calendar()).light, Light::Amber);
    assert_eq!(super::face(&case, date(2026, 3, 3), &calendar()).light, Light::Red);
    let paused = case.suspend("public_notice", date(2026, 3, 5), monday(), &calendar());
    assert_eq!(paused.unwrap_err(), Breach::DirectIsSameDay);
}

#[test]
fn a_case_past_the_promise_is_red_and_past_the_law_black() {
    let case = accepted();
    let light = |day| super::face(&case, day, &calendar()).light;
    assert_eq!(light(date(2026, 3, 16)), Light::Amber);
    assert_eq!(light(date(2026, 3, 17)), Light::Red);
    assert_eq!(light(date(2026, 3, 31)), Light::Black);
}

#[test]
fn a_refusal_needs_grounds_concurrence_and_a_report() {
    let bare = accepted().propose_refusal(RefusalGrounds::default(), monday());
    assert_eq!(bare.unwrap_err(), Breach::RefusalUngrounded);
    assert_eq!(accepted().refuse(&CUSTOMS, monday(), &calendar()).unwrap_err(), Breach::WrongState);
    let (case, _) = accepted().propose_refusal(grounds(), monday()).expect("proposal");
    let (case, _) = case.refuse(&CUSTOMS, monday(), &calendar()).expect("refusal");
    let Some(Outcome::Refused { report: DenialReport::DueBy(by), .. }) = case.outcome() else {
        panic!("a refusal with a report due")
    };
    assert_eq!(by.last_day(monday().day, &calendar()), date(2026, 3, 3));
    let (case, _) = case.deliver(Handover::at_the_window("本人"), monday()).expect("delivery");
    assert_eq!(case.clone().complete(monday()).unwrap_err(), Breach::DenialUnreported);
    let (case, _) = case.report_denial(monday()).expect("report");
    assert!(case.complete(monday()).is_ok());
}

#[test]
fn a_matter_that_is_not_ours_is_refused_at_once_with_the_right_body_named() {
    let nobody = NonAcceptanceGround::NotOurs { right_body: " ".into() };
    let refused = complete().refuse_acceptance(nobody, monday());
    assert_eq!(refused.unwrap_err(), Breach::RightBodyMissing);
    let body = NonAcceptanceGround::NotOurs { right_body: "县民政局".into() };
    assert!(complete().refuse_acceptance(body, monday()).is_ok());
}

#[test]
fn a_paper_off_the_list_cannot_be_asked_for() {
    let refused = complete().tick_papers(vec![tick("elsewhere", PaperState::Missing)], monday());
    assert_eq!(refused.unwrap_err(), Breach::UnknownPaper);
}

#[test]
fn a_defect_is_always_explained() {
    let why = PaperState::Defective { why: String::new() };
    let refused = complete().tick_papers(vec![tick("identity", why)], monday());
    assert_eq!(refused.unwrap_err(), Breach::DefectUnexplained);
}

#[test]
fn nothing_can_be_backdated() {
    let yesterday = on(date(2026, 3, 1));
    assert_eq!(accepted().examine("好", yesterday).unwrap_err(), Breach::Backdated);
}

#[test]
fn the_certificate_is_handed_over_within_ten_working_days_of_the_decision() {
    let (case, _) = accepted().grant("高龄津贴确认表", monday()).expect("decision");
    let face = super::face(&case, date(2026, 3, 2), &calendar());
    assert_eq!(face.due_on(), Some(date(2026, 3, 16)));
    let unsigned = case.deliver(Handover::at_the_window(" "), monday());
    assert_eq!(unsigned.unwrap_err(), Breach::RecipientMissing);
}

#[test]
fn an_act_in_the_wrong_state_gets_a_clear_sentence() {
    let refused = complete().deliver(Handover::at_the_window("本人"), monday()).unwrap_err();
    assert_eq!(refused, Breach::WrongState);
    assert!(refused.phrase().zh.contains("刷新页面"));
}

#[test]
fn the_page_of_acts_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/acts.md");
    let page = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(page.trim(), super::page::markdown().trim(), "run: cargo xtask acts");
}

pub(super) fn participants() -> Vec<Participant> {
    let department = |key: &str, name: &str, days| Participant {
        key: Some(key.into()),
        name: name.into(),
        opinion_on: "用地".into(),
        limit: Limit::working_days(days),
    };
    vec![department("LY", "林业站", 3), department("ZR", "自然资源所", 5)]
}

pub(super) fn consignment(at: Moment) -> Consignment {
    Consignment {
        number: "S-1".into(),
        at,
        to: "县民政局".into(),
        channel: "政务专网".into(),
        papers: vec!["identity".into()],
        limit: Limit::working_days(5),
    }
}

fn meeting(at: Moment) -> Meeting {
    let present = vec!["林业站 王某".into()];
    Meeting { at, held_on: at.day, present, findings: "界址清楚".into() }
}

/// The mode after the one a case is in.
fn next_mode(case: &Case) -> ModeChange {
    let all = HandlingMode::ALL;
    let at = all.iter().position(|mode| *mode == case.mode).unwrap_or_default();
    ModeChange { to: all[(at + 1) % all.len()], promised: Limit::working_days(10) }
}

/// Tries an act with plausible arguments.
pub(super) fn attempt(case: Case, act: Act, now: Moment) -> Result<(Case, Event), Breach> {
    let calendar = calendar();
    let until = now.day.tomorrow().unwrap_or(now.day);
    match act {
        Act::TickPapers => case.tick_papers(vec![tick("income", PaperState::Present)], now),
        Act::RefuseAcceptance => case.refuse_acceptance(NonAcceptanceGround::NotNeeded, now),
        Act::GiveNotice => case.give_notice(30, &SecondAsking::WithoutReason, now, &calendar),
        Act::Supplement => case.supplement(vec![tick("income", PaperState::Present)], now),
        Act::Accept => case.accept(ApplicantStanding::Good, &CUSTOMS, now, &calendar),
        Act::DeemAccepted => case.deem_accepted(&CUSTOMS, now, &calendar),
        Act::BringDeferred => case.bring_deferred("income", now),
        Act::Examine => case.examine("通过", now),
        Act::SendBack => case.send_back("退回", now),
        Act::Suspend => case.suspend("public_notice", until, now, &calendar),
        Act::Resume => case.resume("", now),
        Act::Extend => case.extend(5, "复杂", now, &calendar),
        Act::ChangeMode => {
            let next = next_mode(&case);
            case.change_mode(next, &CUSTOMS, "简单", now)
        }
        Act::Circulate => case.circulate(participants(), now),
        Act::GiveOpinion => {
            let agrees = Reply::Opinion(Opinion::Agrees { remark: String::new() });
            case.reply("林业站", agrees, &Speaker::Of("LY".into()), now, &calendar)
        }
        Act::ReturnBranch => case.return_branch("林业站", "请复核", now),
        Act::RecordVisit => case.record_visit(&meeting(now)),
        Act::RecordMeeting => case.record_meeting(&meeting(now)),
        Act::FallSilent => case.fall_silent("林业站", now, &calendar),
        Act::Lead => case.lead("综治中心主任", &["派出所".into()], &LeadKeys::default(), now),
        Act::Progress => case.progress("已约双方", now),
        Act::MissProgress => case.miss_progress(now, &calendar),
        Act::Answer => {
            case.answer(Answer { text: "已调解".into(), solution: Solution::Solved }, now)
        }
        Act::PassPrecheck => case.pass_precheck("齐全", now),
        Act::SendUp => case.send_up(consignment(now)),
        Act::Urge => case.urge("电话催办", now),
        Act::NoteSuperiorLate => case.note_superior_late(now, &calendar),
        Act::TakeReturn => case.take_return(Returned::Granted { result: "批复".into() }, now),
        Act::Inquire => case.inquire("依据何在", now),
        Act::AnswerInquiry => case.answer_inquiry("见附件", now),
        Act::CallBack => case.call_back("适用依据有误", now),
        Act::Grant => case.grant("结果", now),
        Act::GrantInPart => case.grant_in_part("结果", "可以复议", now),
        Act::ProposeRefusal => case.propose_refusal(grounds(), now),
        Act::Refuse => case.refuse(&CUSTOMS, now, &calendar),
        Act::ReportDenial => case.report_denial(now),
        Act::IssueCertificate => {
            let certificate = super::handover_tests::certificate("A1", now.day);
            case.issue_certificate(&certificate, now)
        }
        Act::FailDelivery => case.fail_delivery(DeliveryMethod::Post, "退回", now),
        Act::Deliver => case.deliver(Handover::at_the_window("本人"), now),
        Act::Complete => case.complete(now),
        Act::Withdraw => case.withdraw(WithdrawnBy::Applicant, "不办了", now, &calendar),
    }
}

proptest! {
    #[test]
    fn acts_never_leave_the_graph_and_the_fold_gives_the_same_case(
        mode in 0..HandlingMode::ALL.len(),
        steps in proptest::collection::vec((0..Act::ALL.len(), 0i32..4), 1..60),
    ) {
        let papers = vec![
            paper("identity", Demand::Indispensable, PaperState::Present),
            paper("income", Demand::Deferrable, PaperState::Missing),
        ];
        let start = Received { mode: HandlingMode::ALL[mode], ..received(papers) };
        let (mut case, first) = Case::receive(start, monday()).expect("receipt");
        let mut events = vec![first];
        let mut day = date(2026, 3, 2);
        for (index, days) in steps {
            day = day.checked_add(jiff::Span::new().days(days)).expect("a day");
            let act = Act::ALL[index];
            let before = case.clone();
            let due = |case: &Case| {
                super::clock::terms(case).map(|(promised, _)| (promised.start, promised.limit))
            };
            if let Ok((after, event)) = attempt(case.clone(), act, on(day)) {
                prop_assert!(act.from().contains(&before.stage()));
                if before.acceptance().is_some()
                    && after.acceptance().is_some()
                    && act != Act::ChangeMode
                {
                    prop_assert_eq!(due(&before), due(&after));
                }
                events.push(event);
                case = after;
            }
        }
        prop_assert!(case.notices.len() <= 1, "at most one notice without a reason");
        let mut folded = Case::begin(&events[0]).expect("begin");
        for event in &events[1..] {
            folded = folded.apply(event).expect("fold");
        }
        prop_assert_eq!(folded, case);
    }

    #[test]
    fn what_a_case_offers_can_be_done_and_what_it_does_not_cannot(
        steps in proptest::collection::vec(0..Act::ALL.len(), 0..12),
    ) {
        let mut case = complete();
        for index in steps {
            if let Ok((after, _)) = attempt(case.clone(), Act::ALL[index], monday()) {
                case = after;
            }
        }
        for (act, offer) in case.offers(monday(), &calendar()) {
            if offer.is_err() {
                prop_assert!(attempt(case.clone(), act, monday()).is_err(), "{:?}", act);
            }
        }
    }
}
