//! What must hold for every start, limit, pause and holiday.

use super::{calendar, oracle, published};
use crate::light::DueDates;
use crate::{
    Closure, DayRole, Light, Limit, LimitUnit, LocalDays, Notice, NoticeDay, Pause, Pauses, Phrase,
    Term, WorkingCalendar, due, explain, light, read_pasted, remaining,
};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

/// Any day from 1990 through 2100.
fn any_day() -> impl Strategy<Value = Date> {
    (0..40_542_i64).prop_map(|days| date(1990, 1, 1).saturating_add(days.days()))
}

/// Days around the published years, where holidays are.
fn near_day() -> impl Strategy<Value = Date> {
    (0..1_500_i64).prop_map(|days| date(2023, 6, 1).saturating_add(days.days()))
}

fn any_limit() -> impl Strategy<Value = Limit> {
    prop_oneof![
        (0..400_u16).prop_map(Limit::working_days),
        (0..400_u16).prop_map(Limit::days),
        (0..40_u16).prop_map(Limit::months),
    ]
}

fn pauses_near(start: Date) -> impl Strategy<Value = Vec<Pause>> {
    let one = (-10..90_i64, 0..25_i64).prop_map(move |(after, length)| {
        let from = start.saturating_add(after.days());
        Pause::new(from, from.saturating_add(length.days())).unwrap()
    });
    prop::collection::vec(one, 0..5)
}

fn start_and_pauses() -> impl Strategy<Value = (Date, Vec<Pause>)> {
    near_day().prop_flat_map(|start| (Just(start), pauses_near(start)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn the_fast_way_and_the_obvious_way_agree(
        (start, pauses) in start_and_pauses(),
        limit in any_limit(),
    ) {
        let deadline = due(start, limit, &Pauses::of(pauses.clone()), calendar());
        let expected = oracle::due(start, limit, &pauses, published());
        prop_assert_eq!((deadline.due_on, deadline.provisional), expected);
    }

    #[test]
    fn a_deadline_is_always_a_working_day_outside_every_pause(
        (start, pauses) in start_and_pauses(),
        limit in any_limit(),
    ) {
        let calendar = calendar();
        let pauses = Pauses::of(pauses);
        let deadline = due(start, limit, &pauses, calendar);
        prop_assert!(calendar.is_working(deadline.due_on));
        prop_assert!(pauses.around(deadline.due_on).is_none());
        prop_assert!(deadline.due_on >= start);
    }

    #[test]
    fn a_longer_limit_never_ends_earlier(
        (start, pauses) in start_and_pauses(),
        limit in any_limit(),
    ) {
        let calendar = calendar();
        let pauses = Pauses::of(pauses);
        let longer = Limit::new(i64::from(limit.value()) + 1, limit.unit()).unwrap();
        let ends = |limit| due(start, limit, &pauses, calendar).due_on;
        prop_assert!(ends(longer) >= ends(limit));
    }

    #[test]
    fn a_later_start_never_ends_earlier(start in near_day(), limit in any_limit()) {
        let calendar = calendar();
        let ends = |start| due(start, limit, &Pauses::none(), calendar).due_on;
        prop_assert!(ends(start.tomorrow().unwrap()) >= ends(start));
    }

    #[test]
    fn one_more_pause_never_ends_earlier(
        (start, pauses) in start_and_pauses(),
        limit in any_limit(),
    ) {
        let calendar = calendar();
        let fewer = Pauses::of(pauses.iter().skip(1).copied());
        let ends = |pauses: &Pauses| due(start, limit, pauses, calendar).due_on;
        prop_assert!(ends(&Pauses::of(pauses)) >= ends(&fewer));
    }

    #[test]
    fn a_holiday_never_shortens_a_limit(
        (start, pauses) in start_and_pauses(),
        limit in any_limit(),
        closed_after in 0..60_i64,
        closed_for in 0..15_i64,
    ) {
        let from = start.saturating_add(closed_after.days());
        let reason = Phrase::of("停电", "power cut");
        let closure = Closure::new(from, from.saturating_add(closed_for.days()), reason).unwrap();
        let closed = WorkingCalendar::new(published(), LocalDays::of([closure], []));
        let pauses = Pauses::of(pauses);
        let open = due(start, limit, &pauses, calendar());
        prop_assert!(due(start, limit, &pauses, &closed).due_on >= open.due_on);
    }

    #[test]
    fn a_notice_cannot_move_a_deadline_that_is_not_provisional(
        start in near_day(),
        limit in any_limit(),
        off in prop::collection::vec(0..365_i64, 0..30),
    ) {
        let notices = published();
        let before = due(start, limit, &Pauses::none(), calendar());
        for year in [2023, 2027, 2028] {
            let mut days: Vec<Date> =
                off.iter().map(|day| date(year, 1, 1).saturating_add(day.days())).collect();
            days.push(date(year, 1, 1));
            days.sort();
            days.dedup();
            let days = days.into_iter().map(|day| NoticeDay::new(day, "节假日"));
            let next = Notice::new(year, "来源", days, []).unwrap();
            let loaded = WorkingCalendar::new(notices.iter().chain([&next]), LocalDays::none());
            let after = due(start, limit, &Pauses::none(), &loaded);
            prop_assert!(before.provisional || after == before);
        }
    }

    #[test]
    fn every_date_from_1990_to_2100_has_an_answer(
        start in any_day(),
        value in 0..=9_999_u16,
        unit in prop::sample::select(LimitUnit::ALL.to_vec()),
        today in any_day(),
    ) {
        let calendar = calendar();
        let limit = Limit::new(i64::from(value.min(999)), unit).unwrap();
        let mut term = Term::starting(start, limit);
        term.paused_since = Some(today);
        let standing = term.standing(today, calendar);
        let last = standing.deadline().due_on;
        term.used(today, calendar);
        let left = remaining(last, &Pauses::none(), today, calendar);
        prop_assert!(!left.phrase().zh.is_empty());
        let dues = DueDates { promised: Some(last), legal: None };
        let shown = light(dues, &Pauses::none(), today, calendar);
        prop_assert_eq!(shown == Light::Red, today > last);
    }

    #[test]
    fn the_explanation_counts_to_the_very_end(
        (start, pauses) in start_and_pauses(),
        limit in any_limit(),
    ) {
        let calendar = calendar();
        let explanation = explain(start, limit, &Pauses::of(pauses), calendar);
        let counted = explanation.days.iter().filter_map(crate::ExplainedDay::counted).max();
        if limit.unit() != LimitUnit::Months {
            prop_assert_eq!(counted.unwrap_or(0), u32::from(limit.value()));
        }
        let last = explanation.days.last().unwrap();
        prop_assert_eq!(last.date, explanation.deadline.due_on);
        prop_assert!(matches!(last.role, DayRole::Start | DayRole::Counted(_) | DayRole::MovedTo));
        let moved = explanation.days.iter().filter(|day| day.role == DayRole::MovedTo).count();
        prop_assert!(moved <= 1);
        prop_assert_eq!(explanation.deadline.provisional, !explanation.unpublished.is_empty());
        let covered: usize = explanation
            .stretches()
            .iter()
            .map(|stretch| {
                let span = stretch.first.date.until(stretch.last.date).unwrap();
                usize::try_from(span.get_days()).unwrap() + 1
            })
            .sum();
        prop_assert_eq!(covered, explanation.days.len());
        for stretch in explanation.stretches() {
            prop_assert!(!stretch.phrase().en.is_empty());
        }
    }

    #[test]
    fn what_is_used_and_what_is_left_make_the_whole(
        (start, pauses) in start_and_pauses(),
        days in 1..200_u16,
        passed in 0..60_i64,
    ) {
        let calendar = calendar();
        let term = Term {
            start,
            limit: Limit::working_days(days),
            pauses: Pauses::of(pauses),
            paused_since: None,
        };
        let today = start.saturating_add(passed.days());
        let last = term.standing(today, calendar).deadline().due_on;
        if let crate::Remaining::WorkingDays(left) = term.remaining(today, calendar) {
            prop_assert_eq!(term.used(today, calendar) + left, u32::from(days));
        } else {
            prop_assert!(today >= last);
        }
    }

    #[test]
    fn the_calendar_agrees_with_itself(day in any_day()) {
        let calendar = calendar();
        let working = calendar.is_working(day);
        prop_assert_eq!(working, oracle::is_working(day, published()));
        prop_assert_eq!(working, calendar.day_kind(day).is_working());
    }

    #[test]
    fn any_text_can_be_pasted(text in "[0-9年月日至休班周一、。（） :年0-9a-z\n-]{0,80}", any in ".{0,60}") {
        for text in [text, any] {
            if let Err(faults) = read_pasted(&text, Some(2026), "来源") {
                prop_assert!(faults.iter().all(|fault| !fault.phrase().zh.is_empty()));
            }
        }
    }
}

#[test]
fn a_million_deadlines_take_seconds() {
    let calendar = calendar();
    let pauses = Pauses::of([Pause::new(date(2026, 3, 2), date(2026, 3, 5)).unwrap()]);
    let mut sum = 0_i64;
    for round in 0..1_000_000_i64 {
        let start = date(2024, 1, 1).saturating_add((round % 1_000).days());
        let limit = Limit::working_days(u16::try_from(round % 60).unwrap());
        sum += i64::from(due(start, limit, &pauses, calendar).due_on.day());
    }
    assert!(sum > 0);
}

#[test]
fn the_ends_of_the_worlds_calendar_are_no_trouble() {
    let calendar = calendar();
    for start in [Date::MIN, date(1800, 1, 1), date(2299, 12, 30), date(9990, 1, 1), Date::MAX] {
        for limit in [
            Limit::SAME_DAY,
            Limit::working_days(9_999),
            Limit::days(9_999),
            Limit::months(u16::MAX),
        ] {
            let endless = Pause::new(start, Date::MAX).unwrap();
            for pauses in [Pauses::none(), Pauses::of([endless])] {
                let deadline = due(start, limit, &pauses, calendar);
                assert!(deadline.due_on >= start);
                assert!(deadline.provisional);
            }
        }
    }
}
