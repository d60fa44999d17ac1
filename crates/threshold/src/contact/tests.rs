//! First contacts and matters that could not be done, rule by rule.

use super::unresolved::{
    Conclusion, MatterStage, MatterState, Obstacle, Owner, Report, Telling, UnresolvedMatter,
};
use super::{Answer, Enquiry, FirstContact, Keeper, Next, Stage, State, Way, answer_due};
use calendar::{Light, WorkingCalendar};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use rulebook::event::Moment;
use terms::breach::Breach;

fn at(hours: i64) -> Moment {
    Moment { at_ms: hours * 3_600_000, day: date(2026, 11, 23) }
}

fn keeper(account: i64) -> Keeper {
    let department = if account % 2 == 0 { "MZ" } else { "RS" };
    Keeper { account, name: format!("人员{account}"), department: department.into() }
}

fn enquiry() -> Enquiry {
    let (item, ticket) = (String::new(), "A012".into());
    Enquiry { way: Way::WalkIn, item, words: "高龄津贴怎么办".into(), ticket }
}

fn opened() -> FirstContact {
    FirstContact::open(keeper(1), enquiry(), today(), at(0)).expect("open").0
}

fn today() -> Date {
    date(2026, 11, 23)
}

fn answered(text: &str) -> Answer {
    Answer::Answered { text: text.into() }
}

#[test]
fn the_first_one_asked_answers_for_it_until_the_next_one_accepts() {
    let contact = opened();
    assert_eq!(contact.responsible(), Some(&keeper(1)));
    let offered = contact.offer(&keeper(1), Next::Person(keeper(2)), "业务归口", at(1));
    let offered = offered.expect("offered").0;
    assert_eq!(offered.responsible(), Some(&keeper(1)), "an offer moves nothing");
    let declined = offered.clone().decline(&keeper(2), "不归我管", at(2)).expect("declined").0;
    assert_eq!((declined.responsible(), declined.stage()), (Some(&keeper(1)), Stage::InHand));
    let accepted = offered.accept(&keeper(2), at(3)).expect("accepted").0;
    assert_eq!(accepted.responsible(), Some(&keeper(2)));
    assert_eq!(accepted.due_on, today(), "the answer is due on the same day as before");
}

#[test]
fn a_department_is_offered_it_as_a_whole_and_one_of_its_people_accepts() {
    let to = Next::Department { key: "MZ".into(), name: "民政".into() };
    let offered = opened().offer(&keeper(1), to, "业务归口", at(1)).expect("offered").0;
    assert_eq!(offered.clone().accept(&keeper(3), at(2)), Err(Breach::NotOfferedToYou));
    assert_eq!(
        offered.accept(&keeper(4), at(2)).expect("accepted").0.responsible(),
        Some(&keeper(4))
    );
}

#[test]
fn a_colleague_may_take_it_up_unasked_but_not_past_an_offer_to_another() {
    let taken = opened().accept(&keeper(3), at(1)).expect("taken up").0;
    assert_eq!(taken.responsible(), Some(&keeper(3)));
    let offered = taken.offer(&keeper(3), Next::Person(keeper(2)), "归口", at(2)).expect("ok").0;
    assert_eq!(offered.accept(&keeper(1), at(3)), Err(Breach::NotOfferedToYou));
}

#[test]
fn whoever_offered_it_may_take_the_offer_back() {
    let offered = opened().offer(&keeper(1), Next::Person(keeper(2)), "归口", at(1)).expect("ok").0;
    assert_eq!(offered.clone().decline(&keeper(3), "x", at(2)), Err(Breach::NotOfferedToYou));
    let back = offered.decline(&keeper(1), "已查到答案", at(2)).expect("taken back").0;
    assert_eq!((back.responsible(), back.offered_to()), (Some(&keeper(1)), None));
}

#[test]
fn only_whoever_answers_for_it_may_hand_it_on_or_answer() {
    let no = Err(Breach::NotResponsible);
    assert_eq!(opened().answer(&keeper(2), answered("见指南"), at(1)), no);
    assert_eq!(opened().offer(&keeper(2), Next::Person(keeper(3)), "x", at(1)), no);
    assert_eq!(opened().become_matter(&keeper(2), "8101-20261123-001", at(1)), no);
}

#[test]
fn nobody_is_sent_away_without_the_right_body_or_with_an_empty_answer() {
    let table = [
        (answered(" "), Breach::AnswerMissing),
        (Answer::GuideGiven { item: String::new(), text: "x".into() }, Breach::GuideMissing),
        (
            Answer::ReferredElsewhere { body: " ".into(), text: "x".into() },
            Breach::RightBodyMissing,
        ),
    ];
    for (answer, breach) in table {
        assert_eq!(opened().answer(&keeper(1), answer, at(1)), Err(breach));
    }
    let body = Answer::ReferredElsewhere { body: "县人社局".into(), text: String::new() };
    let ended = opened().answer(&keeper(1), body, at(1)).expect("answered").0;
    assert_eq!((ended.responsible(), ended.stage()), (None, Stage::Answered));
}

#[test]
fn what_is_over_stays_over() {
    let ended = opened().become_case("101-20261123-0001", at(1)).expect("a case").0;
    let over = Err(Breach::ContactEnded);
    assert_eq!(ended.clone().answer(&keeper(1), answered("x"), at(2)), over);
    assert_eq!(ended.clone().accept(&keeper(2), at(2)), over);
    assert_eq!(ended.clone().decline(&keeper(2), "x", at(2)), over);
    assert_eq!(ended.clone().become_case("2", at(2)), over);
    assert_eq!(ended.offer(&keeper(1), Next::Person(keeper(2)), "x", at(2)), over);
}

#[test]
fn an_offer_needs_somebody_else_and_a_reason_and_stands_alone() {
    let to = |account| Next::Person(keeper(account));
    assert_eq!(opened().offer(&keeper(1), to(1), "x", at(1)), Err(Breach::OfferedToNobody));
    assert_eq!(opened().offer(&keeper(1), to(2), " ", at(1)), Err(Breach::ReasonMissing));
    let offered = opened().offer(&keeper(1), to(2), "归口", at(1)).expect("offered").0;
    assert_eq!(offered.clone().decline(&keeper(2), "", at(2)), Err(Breach::ReasonMissing));
    assert_eq!(offered.offer(&keeper(1), to(3), "归口", at(2)), Err(Breach::OfferedAlready));
}

#[test]
fn an_answer_is_due_the_same_working_day_and_on_the_next_one_after_a_day_off() {
    let calendar = WorkingCalendar::without_notices();
    let table = [
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
        (date(2026, 11, 21), 0, date(2026, 11, 23)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),
    ];
    for (asked, days, due_on) in table {
        assert_eq!(answer_due(asked, days, &calendar), due_on, "{asked} {days}");
    }
    let contact = opened();
    assert_eq!(contact.light(today()), Some(Light::Amber));
    assert!(!contact.is_overdue(today()) && contact.is_overdue(date(2026, 11, 24)));
    assert_eq!(contact.light(date(2026, 11, 24)), Some(Light::Red));
}

fn report() -> Report {
    Report {
        way: Way::Online,
        item: "MZ-004".into(),
        obstacles: vec![Obstacle::ManyTrips],
        words: "跑了三趟".into(),
        contact: String::new(),
    }
}

fn reported() -> UnresolvedMatter {
    let due_on = date(2026, 11, 30);
    UnresolvedMatter::report(Owner::Window, report(), due_on, at(0)).expect("reported").0
}

fn in_hand() -> UnresolvedMatter {
    reported().accept(&keeper(1), at(1)).expect("accepted").0
}

fn solved() -> UnresolvedMatter {
    let how = Conclusion::Solved { how: "已代为查档".into() };
    in_hand().conclude(&keeper(1), how, at(2)).expect("solved").0
}

#[test]
fn a_matter_is_owned_followed_up_concluded_and_told() {
    let matter = reported();
    assert_eq!(matter.responsible(), Some(Owner::Window), "the window answers for it");
    let early = matter.clone().follow_up(&keeper(1), "已联系", at(1));
    assert_eq!(early, Err(Breach::NotAcceptedYet));
    let matter = matter.accept(&keeper(1), at(1)).expect("accepted").0;
    assert_eq!(matter.clone().follow_up(&keeper(2), "x", at(2)), Err(Breach::NotResponsible));
    let matter = matter.follow_up(&keeper(1), "已联系派出所", at(2)).expect("followed up").0;
    assert_eq!(
        matter.clone().tell(&keeper(1), Telling::Telephone, at(3)),
        Err(Breach::NotConcluded)
    );
    let how = Conclusion::Solved { how: "已开出证明".into() };
    let matter = matter.conclude(&keeper(1), how, at(3)).expect("solved").0;
    assert_eq!(matter.stage(), MatterStage::Solved);
    let matter = matter.tell(&keeper(1), Telling::Telephone, at(4)).expect("told").0;
    assert_eq!((matter.stage(), matter.responsible()), (MatterStage::Told, None));
}

#[test]
fn a_matter_that_cannot_be_solved_needs_the_reason_and_the_remedy() {
    let bare = Conclusion::Explained { why_not: "政策不允许".into(), remedy: String::new() };
    assert_eq!(in_hand().conclude(&keeper(1), bare, at(2)), Err(Breach::ExplanationMissing));
    let bare = Conclusion::Solved { how: " ".into() };
    assert_eq!(in_hand().conclude(&keeper(1), bare, at(2)), Err(Breach::SolutionMissing));
}

#[test]
fn a_matter_is_reopened_once_and_has_a_new_due_date() {
    let again = date(2026, 12, 7);
    assert_eq!(in_hand().reopen("没解决", again, at(3)), Err(Breach::NotConcluded));
    let matter = solved().reopen("还是办不了", again, at(3)).expect("reopened").0;
    assert_eq!((matter.stage(), matter.due_on), (MatterStage::InHand, again));
    let explained =
        Conclusion::Explained { why_not: "不符合条件".into(), remedy: "可复议".into() };
    let matter = matter.conclude(&keeper(1), explained, at(4)).expect("explained").0;
    assert_eq!(matter.reopen("不服", again, at(5)), Err(Breach::ReopenedOnce));
}

#[test]
fn a_report_says_what_stood_in_the_way() {
    let mut empty = report();
    (empty.words, empty.obstacles) = (String::new(), vec![Obstacle::Other]);
    let refused = UnresolvedMatter::report(Owner::Window, empty, today(), at(0));
    assert_eq!(refused, Err(Breach::NothingReported));
}

/// What somebody tries: which act, by whom, to whom.
fn tries() -> impl Strategy<Value = Vec<(u8, i64, i64)>> {
    proptest::collection::vec((0..8_u8, 1..5_i64, 1..5_i64), 0..40)
}

proptest! {
    #[test]
    fn exactly_one_person_answers_for_a_contact_and_it_moves_by_acceptance_alone(all in tries()) {
        let mut contact = opened();
        for (hour, (act, by, to)) in (1..).zip(all) {
            let (by, now, before) = (keeper(by), at(hour), contact.clone());
            let moved = match act {
                0 => contact.clone().offer(&by, Next::Person(keeper(to)), "归口", now),
                1 => {
                    let next = Next::Department { key: "MZ".into(), name: "民政".into() };
                    contact.clone().offer(&by, next, "归口", now)
                }
                2 => contact.clone().decline(&by, "不归我", now),
                3 | 4 => contact.clone().accept(&by, now),
                5 => contact.clone().answer(&by, answered("已答复"), now),
                6 if to == 1 => contact.clone().become_case("1", now),
                6 => contact.clone().become_matter(&by, "1", now),
                _ => contact.clone().answer(&by, answered(""), now),
            };
            let Ok((after, event)) = moved else { continue };
            prop_assert_eq!(&before.clone().apply(&event), &Ok(after.clone()), "a fold");
            prop_assert_eq!(after.responsible().is_none(), after.stage().is_closed());
            if after.responsible() != before.responsible() {
                let is_acceptance = matches!(event, super::Event::Accepted { .. });
                prop_assert!(is_acceptance || after.stage().is_closed());
            }
            if let State::Offered { to, .. } = &after.state {
                prop_assert!(after.responsible().is_some_and(|it| it == &by), "{}", to.name());
            }
            contact = after;
        }
    }

    #[test]
    fn exactly_one_owner_answers_for_a_matter_until_the_resident_is_told(all in tries()) {
        let mut matter = reported();
        let mut reopened = 0;
        for (hour, (act, by, _)) in (1..).zip(all) {
            let (by, now, before) = (keeper(by), at(hour), matter.clone());
            let solved = Conclusion::Solved { how: "已办".into() };
            let moved = match act {
                0..=2 => matter.clone().accept(&by, now),
                3 => matter.clone().follow_up(&by, "已联系", now),
                4 | 5 => matter.clone().conclude(&by, solved, now),
                6 => matter.clone().tell(&by, Telling::InPerson, now),
                _ => matter.clone().reopen("没办成", today(), now),
            };
            let Ok((after, event)) = moved else { continue };
            prop_assert_eq!(&before.clone().apply(&event), &Ok(after.clone()), "a fold");
            let is_told = matches!(after.state, MatterState::Told { .. });
            prop_assert_eq!(after.responsible().is_none(), is_told);
            if before.responsible().is_some() && after.responsible() != before.responsible() {
                let is_acceptance =
                    matches!(event, super::unresolved::MatterEvent::Accepted { .. });
                prop_assert!(is_acceptance || is_told);
            }
            reopened += u8::from(matches!(
                event,
                super::unresolved::MatterEvent::Reopened { .. }
            ));
            prop_assert!(reopened <= 1);
            matter = after;
        }
    }
}
