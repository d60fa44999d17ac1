//! The queue's rules: what may happen to a ticket, and who is next.

use super::estimate::{DEFAULT_MS, mean_service_ms, waiting_minutes};
use super::order::{Desk, Next, Rows, Standing, behind_others, next, sequence};
use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;
use terms::breach::Breach;

fn line(letters: &str) -> Prefix {
    Prefix::parse(letters).expect("capitals")
}

fn number(text: &str) -> Number {
    Number::parse(text).expect("a number")
}

fn taken(text: &str, priority: Priority, at_ms: i64) -> Ticket {
    let number = number(text);
    let line = number.prefix;
    Ticket::take(Slip { number, line, priority, taken_at_ms: at_ms, misses: 0 })
}

fn seat(window: &str) -> Seat {
    Seat { window: window.into(), clerk: 7 }
}

fn served_at(window: &str) -> Ticket {
    let called = taken("A001", Priority::Ordinary, 0).call(seat(window), 10).expect("called");
    called.begin(seat(window), 20).expect("served")
}

#[test]
fn numbers_are_read_as_people_write_them() {
    assert_eq!(number("A001").to_string(), "A001");
    assert_eq!(number(" b12345 ").to_string(), "B12345");
    assert_eq!(number("AB012").spoken(), "AB零一二");
    for wrong in ["", "A", "001", "A1", "A000", "ABC001", "A001x", "号001", "A+01"] {
        assert!(Number::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_visit_goes_from_waiting_to_served_at_one_window() {
    let ticket = served_at("W03").finish(&seat("W03"), 99).expect("finished");
    assert_eq!(ticket.phase(), Phase::Served);
    assert_eq!(ticket.clone().lapse(100), Err(Breach::TicketMoved));
    assert_eq!(ticket.call(seat("W03"), 100), Err(Breach::TicketMoved));
}

#[test]
fn no_other_window_touches_a_ticket_that_was_called() {
    let called = taken("A001", Priority::Ordinary, 0).call(seat("W03"), 10).expect("called");
    assert_eq!(called.clone().call(seat("W04"), 11), Err(Breach::TicketMoved));
    assert_eq!(called.clone().begin(seat("W04"), 11), Err(Breach::AnotherWindow));
    assert_eq!(called.call_again(&seat("W04"), 11), Err(Breach::AnotherWindow));
    let serving = served_at("W03");
    assert_eq!(serving.clone().finish(&seat("W04"), 30), Err(Breach::AnotherWindow));
    assert_eq!(serving.park(&seat("W04"), "复印", 30), Err(Breach::AnotherWindow));
}

#[test]
fn a_colleague_at_the_same_window_may_go_on() {
    let stand_in = Seat { window: "W03".into(), clerk: 8 };
    assert!(served_at("W03").finish(&stand_in, 30).is_ok());
}

#[test]
fn whoever_misses_a_call_comes_back_twice_and_then_the_ticket_ends() {
    let mut ticket = taken("A001", Priority::Ordinary, 0);
    for round in 1..=3 {
        let back = Place { from_ms: round * 100, returns: 1 };
        ticket = ticket.call(seat("W01"), round).expect("called");
        ticket = ticket.miss(&seat("W01"), back, round).expect("missed");
    }
    let Ticket::Abandoned(slip, end) = ticket else { panic!("{ticket:?}") };
    assert_eq!((slip.misses, end.how), (MISSES_MAX, Abandonment::Missed));
}

#[test]
fn a_ticket_set_aside_needs_a_reason_and_comes_back_to_the_same_window() {
    assert_eq!(served_at("W03").park(&seat("W03"), "  ", 30), Err(Breach::ReasonMissing));
    let parked = served_at("W03").park(&seat("W03"), "去复印", 30).expect("parked");
    assert_eq!(parked.clone().call(seat("W04"), 40), Err(Breach::AnotherWindow));
    assert_eq!(parked.call(seat("W03"), 40).expect("back").phase(), Phase::Called);
}

#[test]
fn a_second_matter_goes_on_with_the_same_number_and_the_first_place() {
    let ticket = served_at("W03").forward(&seat("W03"), Moved::Line(line("C"))).expect("on");
    let Ticket::Waiting(slip, waiting) = ticket else { panic!("{ticket:?}") };
    assert_eq!((slip.number, slip.line), (number("A001"), line("C")));
    assert_eq!(waiting.place, Place { from_ms: 0, returns: 0 });
    let same = served_at("W03").forward(&seat("W03"), Moved::Line(line("A")));
    assert_eq!(same, Err(Breach::ForwardedToItself));
    let same = served_at("W03").forward(&seat("W03"), Moved::Window("W03".into()));
    assert_eq!(same, Err(Breach::ForwardedToItself));
}

#[test]
fn what_one_window_waits_for_no_other_calls() {
    let ticket = served_at("W03").forward(&seat("W03"), Moved::Window("W05".into())).expect("on");
    assert_eq!(ticket.clone().call(seat("W04"), 40), Err(Breach::AnotherWindow));
    let standing = [Standing::of(&ticket).expect("waits")];
    let desk =
        |window: &str| Desk { window: window.into(), lines: vec![line("A")], preferred_in_row: 0 };
    assert_eq!(next(&standing, &desk("W04"), &Rows::new()), None);
    assert!(next(&standing, &desk("W05"), &Rows::new()).is_some());
    assert_eq!(ticket.release().expect("released").window(), None);
}

#[test]
fn one_leaves_while_waiting_and_not_while_being_served() {
    let left = taken("A001", Priority::Ordinary, 0).leave(5).expect("left");
    let Ticket::Abandoned(_, end) = left else { panic!("{left:?}") };
    assert_eq!(end.how, Abandonment::Left);
    assert_eq!(served_at("W03").leave(30), Err(Breach::TicketMoved));
}

#[test]
fn the_night_ends_what_was_left_and_takes_nothing_from_whoever_was_served() {
    let lapsed = taken("A001", Priority::Ordinary, 0).lapse(50).expect("lapsed");
    let Ticket::Abandoned(_, end) = lapsed else { panic!("{lapsed:?}") };
    assert_eq!(end.how, Abandonment::LeftOver);
    assert_eq!(served_at("W03").lapse(50).expect("ended").phase(), Phase::Served);
}

#[test]
fn priority_is_told_with_its_reason() {
    assert_eq!(Priority::parse("", ""), Ok(Priority::Ordinary));
    assert_eq!(Priority::parse("elderly", ""), Ok(Priority::Elderly));
    assert_eq!(Priority::parse("other", "腿脚不便"), Ok(Priority::Other("腿脚不便".into())));
    assert_eq!(Priority::parse("other", " "), Err(Breach::PriorityUnexplained));
    assert_eq!(Priority::parse("mayor", "x"), Err(Breach::PriorityUnexplained));
}

/// Calls until nobody waits; gives the order.
fn called(tickets: &[(&str, Priority)]) -> Vec<String> {
    let mut waiting: Vec<Standing> = (0_i64..)
        .zip(tickets)
        .filter_map(|(at, (text, priority))| Standing::of(&taken(text, priority.clone(), at)))
        .collect();
    let mut desk =
        Desk { window: "W01".into(), lines: vec![line("A"), line("B")], preferred_in_row: 0 };
    let mut rows = Rows::new();
    let mut order = Vec::new();
    while let Some(it) = next(&waiting, &desk, &rows) {
        waiting.retain(|standing| standing.number != it.number);
        rows.insert(it.line, it.favoured_in_row);
        desk.preferred_in_row = it.preferred_in_row;
        order.push(it.number.to_string());
    }
    order
}

#[test]
fn the_favoured_go_first_but_never_more_than_two_in_a_row() {
    use Priority::{Disabled, Elderly, Ordinary};
    let order = called(&[
        ("A001", Ordinary),
        ("A002", Elderly),
        ("A003", Disabled),
        ("A004", Elderly),
        ("A005", Ordinary),
    ]);
    assert_eq!(order, ["A002", "A003", "A001", "A004", "A005"]);
}

#[test]
fn lines_are_served_in_their_order_and_a_later_one_after_four() {
    let order = called(&[
        ("B001", Priority::Ordinary),
        ("A001", Priority::Ordinary),
        ("A002", Priority::Ordinary),
        ("A003", Priority::Ordinary),
        ("A004", Priority::Ordinary),
        ("A005", Priority::Ordinary),
    ]);
    assert_eq!(order, ["A001", "A002", "A003", "A004", "B001", "A005"]);
}

#[test]
fn whoever_missed_a_call_stands_behind_the_next_three() {
    let mut waiting: Vec<Standing> = (2_i64..8)
        .filter_map(|at| Standing::of(&taken(&format!("A00{at}"), Priority::Ordinary, at)))
        .collect();
    let back = behind_others(&waiting, line("A"), 100);
    let missed = taken("A001", Priority::Elderly, 1).call(seat("W01"), 50).expect("called");
    let missed = missed.miss(&seat("W01"), back, 60).expect("missed");
    waiting.extend(Standing::of(&missed));
    let order: Vec<String> =
        sequence(&waiting, line("A"), 0).iter().map(ToString::to_string).collect();
    assert_eq!(order, ["A002", "A003", "A004", "A001", "A005", "A006", "A007"]);
    let alone = behind_others(&[], line("A"), 100);
    assert_eq!(alone, Place { from_ms: 100, returns: 1 });
}

#[test]
fn an_estimate_rests_on_what_the_last_ones_took() {
    assert_eq!(mean_service_ms(&[]), DEFAULT_MS);
    assert_eq!(mean_service_ms(&[60_000, 120_000]), DEFAULT_MS, "too few to tell");
    assert_eq!(mean_service_ms(&[60_000, 120_000, 180_000]), 120_000);
    assert_eq!(mean_service_ms(&[1, 1, 1]), 30_000, "a slip of the hand");
    assert_eq!(waiting_minutes(0, 120_000, 2), Some(0));
    assert_eq!(waiting_minutes(3, 120_000, 2), Some(3));
    assert_eq!(waiting_minutes(1, 90_000, 1), Some(2), "rounded up");
    assert_eq!(waiting_minutes(3, 120_000, 0), None, "no window serves it");
}

fn anybody() -> impl Strategy<Value = (bool, bool)> {
    (any::<bool>(), any::<bool>())
}

fn standing(serial: u32, (is_favoured, is_second): (bool, bool)) -> Standing {
    let line = line(if is_second { "B" } else { "A" });
    let class = if is_favoured { Class::Favoured } else { Class::Ordinary };
    let place = Place { from_ms: i64::from(serial), returns: 0 };
    Standing { number: Number { prefix: line, serial }, line, class, place, at_window: None }
}

proptest! {
    #[test]
    fn every_ticket_is_called_exactly_once_whatever_windows_call(
        people in proptest::collection::vec(anybody(), 1..60),
        callers in proptest::collection::vec(0_usize..3, 200),
    ) {
        let mut waiting: Vec<Standing> =
            (1..).zip(people).map(|(serial, it)| standing(serial, it)).collect();
        let everybody: BTreeSet<Number> = waiting.iter().map(|it| it.number).collect();
        let desk = |key: &str, lines: &[&str]| Desk {
            window: key.into(),
            lines: lines.iter().map(|it| line(it)).collect(),
            preferred_in_row: 0,
        };
        let mut desks = [desk("W1", &["A"]), desk("W2", &["A", "B"]), desk("W3", &["B", "A"])];
        let (mut rows, mut seen) = (Rows::new(), BTreeSet::new());
        for at in callers.into_iter().chain(std::iter::repeat_n(1, 60)) {
            let Some(it) = next(&waiting, &desks[at], &rows) else { continue };
            prop_assert!(seen.insert(it.number), "{} was called twice", it.number);
            waiting.retain(|standing| standing.number != it.number);
            rows.insert(it.line, it.favoured_in_row);
            desks[at].preferred_in_row = it.preferred_in_row;
        }
        prop_assert_eq!(seen, everybody);
    }

    #[test]
    fn nobody_starves_however_many_favoured_ones_keep_coming(
        before in 0_u32..10,
        later_line in any::<bool>(),
    ) {
        // An ordinary one with some ordinary ones ahead; a favoured one arrives before every call.
        let mut waiting: Vec<Standing> =
            (1..=before + 1).map(|serial| standing(serial, (false, later_line))).collect();
        let last = waiting.last().expect("somebody").number;
        let mut desk =
            Desk { window: "W1".into(), lines: vec![line("A"), line("B")], preferred_in_row: 0 };
        let (mut rows, mut calls) = (Rows::new(), 0);
        loop {
            for is_second in [false, true] {
                waiting.push(standing(1_000 + 2 * calls + u32::from(is_second), (true, is_second)));
            }
            let it: Next = next(&waiting, &desk, &rows).expect("somebody waits");
            calls += 1;
            waiting.retain(|standing| standing.number != it.number);
            rows.insert(it.line, it.favoured_in_row);
            desk.preferred_in_row = it.preferred_in_row;
            if it.number == last {
                break;
            }
            prop_assert!(calls <= 15 * (before + 2), "still waits after {} calls", calls);
        }
    }

    #[test]
    fn the_order_of_a_line_does_not_depend_on_how_it_is_listed(
        people in proptest::collection::vec(anybody(), 1..40),
        row in 0_u8..3,
    ) {
        let waiting: Vec<Standing> =
            (1..).zip(people).map(|(serial, it)| standing(serial, it)).collect();
        let mut turned = waiting.clone();
        turned.reverse();
        let order = sequence(&waiting, line("A"), row);
        prop_assert_eq!(&order, &sequence(&turned, line("A"), row));
        let of_line = waiting.iter().filter(|it| it.line == line("A")).count();
        prop_assert_eq!(order.len(), of_line);
        let desk = Desk { window: "W1".into(), lines: vec![line("A")], preferred_in_row: 0 };
        let rows = Rows::from([(line("A"), row)]);
        prop_assert_eq!(next(&waiting, &desk, &rows).map(|it| it.number), order.first().copied());
    }
}
