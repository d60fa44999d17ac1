//! Dates checked by hand against the notices (field report 2.2 and 2.4).

use super::{calendar, published};
use crate::light::DueDates;
use crate::{
    Closure, DayKind, Light, Limit, LocalDays, MarketRule, Notice, NoticeDay, Pause, Pauses,
    Phrase, Remaining, Standing, Term, WorkingCalendar, due, light, remaining,
};
use jiff::civil::{Date, Weekday, date};

fn pause(from: Date, through: Date) -> Pause {
    Pause::new(from, through).unwrap()
}

fn due_on(start: Date, limit: Limit) -> Date {
    due(start, limit, &Pauses::none(), calendar()).due_on
}

#[test]
fn the_published_years_have_their_working_days() {
    let calendar = calendar();
    assert_eq!([2024, 2025, 2026].map(|year| calendar.working_days_in(year)), [251, 248, 248]);
    assert_eq!(calendar.published_years().collect::<Vec<_>>(), [2024, 2025, 2026]);
}

#[test]
fn deadlines_in_working_days_fall_where_real_halls_put_them() {
    let calendar = calendar();
    for (start, days, expected) in [
        ("2024-02-08", 5, "2024-02-21"),
        ("2025-01-24", 5, "2025-02-07"),
        ("2025-09-26", 10, "2025-10-16"),
        ("2026-01-02", 1, "2026-01-04"),
        ("2026-02-13", 5, "2026-02-27"),
        ("2026-02-13", 20, "2026-03-19"),
        ("2026-04-30", 3, "2026-05-08"),
        ("2026-09-18", 5, "2026-09-24"),
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-09-24", 10, "2026-10-15"),
        ("2026-12-23", 5, "2026-12-30"),
    ] {
        let start: Date = start.parse().unwrap();
        let deadline = due(start, Limit::working_days(days), &Pauses::none(), calendar);
        assert_eq!(deadline.due_on.to_string(), expected, "{start} + {days}");
        assert!(!deadline.provisional, "{start} + {days}");
    }
}

#[test]
fn a_deadline_past_the_last_notice_is_provisional() {
    let notices = published();
    let limit = Limit::working_days(10);
    let start = date(2026, 12, 18);
    let before = due(start, limit, &Pauses::none(), calendar());
    assert_eq!((before.due_on, before.provisional), (date(2027, 1, 4), true));

    let off = (1..=3).map(|day| NoticeDay::new(date(2027, 1, day), "元旦"));
    let next = Notice::new(2027, "来源", off, []).unwrap();
    let loaded = WorkingCalendar::new(notices.iter().chain([&next]), LocalDays::none());
    let after = due(start, limit, &Pauses::none(), &loaded);
    assert_eq!((after.due_on, after.provisional), (date(2027, 1, 4), false));
}

#[test]
fn a_natural_limit_is_provisional_only_if_its_last_day_is() {
    let calendar = calendar();
    let over_unknown_days = due(date(2023, 12, 20), Limit::days(30), &Pauses::none(), calendar);
    assert_eq!(over_unknown_days.due_on, date(2024, 1, 19));
    assert!(!over_unknown_days.provisional);
    let into_unknown_days = due(date(2026, 12, 20), Limit::days(30), &Pauses::none(), calendar);
    assert_eq!(into_unknown_days.due_on, date(2027, 1, 19));
    assert!(into_unknown_days.provisional);
}

#[test]
fn make_up_sundays_are_worked() {
    let calendar = calendar();
    for sunday in [date(2026, 1, 4), date(2026, 9, 20)] {
        assert_eq!(sunday.weekday(), Weekday::Sunday);
        assert!(calendar.is_working(sunday));
        assert!(matches!(calendar.day_kind(sunday), DayKind::MakeUp { .. }));
    }
    assert_eq!(
        calendar.day_kind(date(2026, 2, 16)),
        DayKind::Holiday { name: Phrase::of("春节", "Spring Festival") }
    );
    assert!(calendar.is_working(date(2024, 2, 9)), "除夕 2024 was an ordinary working day");
}

#[test]
fn the_first_of_january_is_off_in_any_year() {
    let calendar = WorkingCalendar::without_notices();
    for year in 1990..=2100 {
        assert!(!calendar.is_working(date(year, 1, 1)), "{year}");
    }
}

#[test]
fn a_natural_limit_that_ends_on_a_day_off_moves_on() {
    assert_eq!(due_on(date(2026, 9, 16), Limit::days(15)), date(2026, 10, 8));
    assert_eq!(due_on(date(2026, 9, 1), Limit::days(15)), date(2026, 9, 16));
    assert_eq!(due_on(date(2026, 1, 3), Limit::days(1)), date(2026, 1, 4));
}

#[test]
fn months_end_on_the_same_number_or_the_months_end() {
    assert_eq!(due_on(date(2025, 1, 31), Limit::months(1)), date(2025, 2, 28));
    assert_eq!(due_on(date(2024, 1, 31), Limit::months(1)), date(2024, 2, 29));
    assert_eq!(due_on(date(2026, 1, 31), Limit::months(1)), date(2026, 2, 28));
    assert_eq!(due_on(date(2026, 3, 12), Limit::months(6)), date(2026, 9, 14));
}

#[test]
fn on_the_spot_means_the_same_working_day() {
    assert_eq!(due_on(date(2026, 3, 2), Limit::SAME_DAY), date(2026, 3, 2));
    assert_eq!(due_on(date(2026, 3, 7), Limit::SAME_DAY), date(2026, 3, 9));
    assert_eq!(due_on(date(2026, 3, 2), Limit::days(0)), date(2026, 3, 2));
}

#[test]
fn ten_working_days_can_be_longer_than_fifteen_natural_ones() {
    let start = date(2026, 2, 9);
    assert!(due_on(start, Limit::working_days(10)) > due_on(start, Limit::days(15)));
}

#[test]
fn a_pause_shifts_the_end_by_the_days_it_really_took() {
    let calendar = calendar();
    let start = date(2026, 2, 13);
    let limit = Limit::working_days(5);
    let shifted =
        |pauses: &[Pause]| due(start, limit, &Pauses::of(pauses.iter().copied()), calendar).due_on;
    assert_eq!(shifted(&[]), date(2026, 2, 27));
    assert_eq!(shifted(&[pause(date(2026, 3, 2), date(2026, 3, 5))]), date(2026, 2, 27));
    assert_eq!(shifted(&[pause(date(2026, 2, 26), date(2026, 2, 27))]), date(2026, 3, 2));
    let spring_festival = pause(date(2026, 2, 15), date(2026, 2, 23));
    assert_eq!(shifted(&[spring_festival]), date(2026, 2, 27), "days off cannot be lost twice");
    let overlapping =
        [pause(date(2026, 2, 25), date(2026, 2, 26)), pause(date(2026, 2, 26), date(2026, 2, 27))];
    assert_eq!(shifted(&overlapping), date(2026, 3, 3));
}

#[test]
fn a_paused_day_is_left_out_of_natural_limits_too() {
    let calendar = calendar();
    let start = date(2026, 3, 2);
    let end = |limit, from, through| {
        due(start, limit, &Pauses::of([pause(from, through)]), calendar).due_on
    };
    assert_eq!(end(Limit::days(10), date(2026, 3, 4), date(2026, 3, 6)), date(2026, 3, 16));
    assert_eq!(end(Limit::months(1), date(2026, 3, 4), date(2026, 3, 6)), date(2026, 4, 7));
    // The tenth day is a Sunday and its Monday is paused: a clock that stands still cannot run out.
    assert_eq!(end(Limit::days(6), date(2026, 3, 9), date(2026, 3, 10)), date(2026, 3, 11));
}

#[test]
fn an_open_pause_has_no_end_but_an_earliest_one() {
    let calendar = calendar();
    let mut term = Term::starting(date(2026, 3, 2), Limit::working_days(5));
    let today = date(2026, 3, 5);
    assert_eq!(term.standing(today, calendar).deadline().due_on, date(2026, 3, 9));
    term.paused_since = Some(date(2026, 3, 4));
    let Standing::Stopped { since, not_before } = term.standing(today, calendar) else {
        panic!("an open pause stops the clock")
    };
    assert_eq!((since, not_before.due_on), (date(2026, 3, 4), date(2026, 3, 11)));
    assert_eq!(term.used(today, calendar), 1);
    assert_eq!(term.remaining(today, calendar), Remaining::WorkingDays(4));

    term.paused_since = Some(date(2026, 3, 10));
    let late = term.standing(date(2026, 3, 12), calendar);
    assert!(matches!(late, Standing::Running(end) if end.due_on == date(2026, 3, 9)));
}

#[test]
fn used_days_leave_pauses_out() {
    let calendar = calendar();
    let mut term = Term::starting(date(2026, 3, 2), Limit::days(30));
    term.pauses = Pauses::of([pause(date(2026, 3, 4), date(2026, 3, 6))]);
    assert_eq!(term.used(date(2026, 3, 10), calendar), 5);
    assert_eq!(term.used(date(2026, 3, 2), calendar), 0);
    assert_eq!(term.used(date(2026, 3, 1), calendar), 0);
    term.limit = Limit::working_days(30);
    assert_eq!(term.used(date(2026, 3, 10), calendar), 3);
}

#[test]
fn a_local_closure_moves_deadlines_of_its_centre_only() {
    let snow = Phrase::of("大雪封山", "snow closed the road");
    let closure = Closure::new(date(2026, 3, 3), date(2026, 3, 8), snow.clone()).unwrap();
    let local = LocalDays::of([closure], [MarketRule::Weekly(Weekday::Saturday)]);
    let calendar = &WorkingCalendar::new(published(), local);
    let deadline = due(date(2026, 3, 2), Limit::working_days(1), &Pauses::none(), calendar);
    assert_eq!(deadline.due_on, date(2026, 3, 9));
    assert_eq!(calendar.day_kind(date(2026, 3, 3)), DayKind::LocalClosure { reason: snow });
    assert_eq!(calendar.day_kind(date(2026, 3, 7)), DayKind::Weekend);
    assert!(calendar.local().is_market_day(date(2026, 3, 14)));
    assert!(!calendar.is_working(date(2026, 3, 14)), "a market day is no working day");
}

#[test]
fn lights_follow_the_working_days_left() {
    let calendar = calendar();
    let dues = DueDates { promised: Some(date(2026, 2, 27)), legal: Some(date(2026, 3, 5)) };
    let on = |day| light(dues, &Pauses::none(), day, calendar);
    assert_eq!(on(date(2026, 2, 24)), Light::Green);
    assert_eq!(on(date(2026, 2, 25)), Light::Green);
    assert_eq!(on(date(2026, 2, 26)), Light::Amber);
    assert_eq!(on(date(2026, 2, 27)), Light::Amber);
    assert_eq!(on(date(2026, 2, 28)), Light::Red);
    assert_eq!(on(date(2026, 3, 5)), Light::Red);
    assert_eq!(on(date(2026, 3, 6)), Light::Black);
}

#[test]
fn a_legal_limit_that_ends_first_lights_first() {
    let calendar = calendar();
    let dues = DueDates { promised: Some(date(2026, 3, 5)), legal: Some(date(2026, 2, 25)) };
    let on = |day| light(dues, &Pauses::none(), day, calendar);
    assert_eq!(on(date(2026, 2, 14)), Light::Green);
    assert_eq!(on(date(2026, 2, 24)), Light::Amber);
    assert_eq!(on(date(2026, 2, 26)), Light::Black);
    assert_eq!(
        light(DueDates::default(), &Pauses::none(), date(2026, 2, 26), calendar),
        Light::Green
    );
}

#[test]
fn what_is_left_leaves_out_a_pause_to_come() {
    let calendar = calendar();
    let planned = Pauses::of([pause(date(2026, 3, 3), date(2026, 3, 6))]);
    let left = |pauses: &Pauses| remaining(date(2026, 3, 9), pauses, date(2026, 3, 2), calendar);
    assert_eq!(left(&Pauses::none()), Remaining::WorkingDays(5));
    assert_eq!(left(&planned), Remaining::WorkingDays(1));
    assert_eq!(
        remaining(date(2026, 3, 6), &Pauses::none(), date(2026, 3, 8), calendar),
        Remaining::Overdue(0)
    );
}

#[test]
fn a_later_notice_for_the_same_year_replaces_the_earlier() {
    let new_year = |through: i8| {
        let off = (1..=through).map(|day| NoticeDay::new(date(2026, 1, day), "元旦"));
        Notice::new(2026, "来源", off, []).unwrap()
    };
    let (first, corrected) = (new_year(2), new_year(1));
    let calendar = WorkingCalendar::new([&first, &corrected], LocalDays::none());
    assert!(calendar.is_working(date(2026, 1, 2)));
}

#[test]
fn special_days_are_told_run_by_run() {
    let runs = calendar().special_days_in(2026);
    let told: Vec<String> = runs
        .iter()
        .take(4)
        .map(|run| format!("{} {} {}", run.first, run.last, run.kind.phrase().zh))
        .collect();
    assert_eq!(
        told,
        [
            "2026-01-01 2026-01-03 元旦放假",
            "2026-01-04 2026-01-04 元旦调休上班",
            "2026-02-14 2026-02-14 春节调休上班",
            "2026-02-15 2026-02-23 春节放假",
        ]
    );
    assert_eq!(calendar().special_days_in(2030).len(), 1, "only 1 January is known");
}
