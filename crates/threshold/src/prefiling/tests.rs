//! The graph of something filed online, and what may be asked for when.

use super::*;
use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;

const MONDAY: Date = date(2026, 11, 23);
const UNTIL: Date = date(2026, 12, 8);

fn sent() -> Prefiling {
    Prefiling::send(date(2026, 11, 25))
}

fn asks(keys: &[&str]) -> Vec<Ask> {
    let ask = |key: &&str| Ask { key: (*key).to_owned(), reason: "看不清".to_owned() };
    keys.iter().map(ask).collect()
}

fn given(keys: &[&str]) -> BTreeSet<String> {
    keys.iter().map(|it| (*it).to_owned()).collect()
}

#[test]
fn everything_missing_is_asked_for_at_one_time_and_each_with_its_reason() {
    assert_eq!(sent().send_back(&[], "", UNTIL), Err(Breach::PrefilingNothingAsked));
    let blank = [Ask { key: "identity".into(), reason: " ".into() }];
    assert_eq!(sent().send_back(&blank, "", UNTIL), Err(Breach::ReasonMissing));
    let back = sent().send_back(&asks(&["identity", "account"]), "", UNTIL).expect("sent back");
    assert_eq!(back.standing(), Standing::SentBack);
    assert_eq!(back.due_on(), Some(UNTIL));
    let half = back.clone().send_again(&given(&["identity"]), UNTIL);
    assert_eq!(half, Err(Breach::PrefilingIncomplete), "all at one time");
    let again = back.send_again(&given(&["identity", "account"]), UNTIL).expect("sent again");
    assert_eq!(again.standing(), Standing::Sent);
}

#[test]
fn what_could_have_been_asked_first_is_not_asked_second_without_a_reason() {
    let back = sent().send_back(&asks(&["identity"]), "", UNTIL).expect("sent back");
    let again = back.send_again(&given(&["identity"]), UNTIL).expect("sent again");
    let still = again.clone().send_back(&asks(&["identity"]), "", UNTIL);
    assert!(still.is_ok(), "it is still not as it should be");
    let more = asks(&["identity", "account"]);
    assert_eq!(again.late(&more), ["account"]);
    assert_eq!(again.clone().send_back(&more, " ", UNTIL), Err(Breach::PrefilingAskedLate));
    assert!(again.send_back(&more, "户口簿与身份证号码不一致", UNTIL).is_ok());
}

#[test]
fn an_answer_stands_and_nothing_is_sent_that_nobody_asked_for() {
    let checked = sent().check(UNTIL).expect("checked");
    assert_eq!(checked.clone().check(UNTIL), Err(Breach::PrefilingChecked));
    let back = checked.clone().send_back(&asks(&["identity"]), "", UNTIL);
    assert_eq!(back, Err(Breach::PrefilingChecked), "complete is complete");
    let again = checked.send_again(&given(&["identity"]), UNTIL);
    assert_eq!(again, Err(Breach::PrefilingNotSentBack));
}

#[test]
fn it_lapses_the_day_after_its_last_and_never_for_the_halls_own_delay() {
    let checked = sent().check(UNTIL).expect("checked");
    assert_eq!(checked.clone().lapse(UNTIL), Err(Breach::PrefilingLasts));
    let next = UNTIL.tomorrow().expect("a day");
    assert_eq!(checked.lapse(next).map(|it| it.standing()), Ok(Standing::Lapsed));
    let later = date(2027, 6, 1);
    assert_eq!(sent().lapse(later), Err(Breach::PrefilingLasts), "nobody has answered it");
    assert_eq!(sent().light(later), Some(Light::Red));
    assert_eq!(sent().light(MONDAY), Some(Light::Green));
    assert_eq!(sent().light(date(2026, 11, 25)), Some(Light::Amber));
}

#[test]
fn whoever_stands_at_the_window_is_taken_in_whatever_was_answered() {
    let back = sent().send_back(&asks(&["identity"]), "", UNTIL).expect("sent back");
    for open in [sent(), sent().check(UNTIL).expect("checked"), back] {
        let taken = open.take("101-20261123-0001").expect("taken");
        assert_eq!(taken.standing(), Standing::Taken);
        assert_eq!(taken.clone().withdraw(), Err(Breach::PrefilingEnded));
        assert_eq!(taken.take("101-20261123-0002"), Err(Breach::PrefilingEnded), "once");
    }
}

/// What anybody may try.
#[derive(Clone, Copy, Debug)]
enum Try {
    Check,
    SendBack(u8),
    SendAgain(u8),
    Withdraw,
    Lapse(u8),
    Take,
}

fn tries() -> impl Strategy<Value = Vec<Try>> {
    let one = prop_oneof![
        Just(Try::Check),
        (0_u8..8).prop_map(Try::SendBack),
        (0_u8..8).prop_map(Try::SendAgain),
        Just(Try::Withdraw),
        (0_u8..40).prop_map(Try::Lapse),
        Just(Try::Take),
    ];
    proptest::collection::vec(one, 0..12)
}

fn keys(bits: u8) -> Vec<&'static str> {
    let all = ["identity", "account", OTHER];
    all.into_iter().enumerate().filter(|(at, _)| bits & (1 << at) != 0).map(|(_, it)| it).collect()
}

fn attempt(it: Prefiling, what: Try) -> Result<Prefiling, Breach> {
    match what {
        Try::Check => it.check(UNTIL),
        Try::SendBack(bits) => it.send_back(&asks(&keys(bits)), "", UNTIL),
        Try::SendAgain(bits) => it.send_again(&given(&keys(bits)), UNTIL),
        Try::Withdraw => it.withdraw(),
        Try::Lapse(days) => it.lapse(MONDAY.saturating_add(i64::from(days).days())),
        Try::Take => it.take("101-20261123-0001"),
    }
}

/// The edges of the graph.
fn is_edge(from: Standing, to: Standing) -> bool {
    use Standing as S;
    match from {
        S::Sent => matches!(to, S::Checked | S::SentBack | S::Taken | S::Withdrawn),
        S::Checked => matches!(to, S::Taken | S::Withdrawn | S::Lapsed),
        S::SentBack => matches!(to, S::Sent | S::Taken | S::Withdrawn | S::Lapsed),
        S::Taken | S::Withdrawn | S::Lapsed => false,
    }
}

proptest! {
    #[test]
    fn transitions_never_leave_the_graph(all in tries()) {
        let mut now = sent();
        for what in all {
            let before = now.clone();
            match attempt(now.clone(), what) {
                Ok(after) => {
                    prop_assert!(is_edge(before.standing(), after.standing()), "{what:?}");
                    prop_assert!(before.asked.is_subset(&after.asked), "asked stays asked");
                    prop_assert_eq!(after.due_on().is_some(), after.standing().is_open());
                    now = after;
                }
                Err(breach) => prop_assert_eq!(
                    breach == Breach::PrefilingEnded,
                    !before.standing().is_open(),
                    "{:?} {:?}", what, breach
                ),
            }
        }
    }
}
