//! The queue in the hall: exactly one window gets a ticket, and nothing of today is lost.

mod api;
mod concurrency;
mod lines;
mod mixes;
mod pages;

use crate::testing::{everything_is_whole, open, plan};
use kit::journal::{Entry, Subject};
use kit::rights::Role;
use kit::testing::{Browser, CENTRE, House, Page, on_each_engine};
use std::sync::Arc;

/// A clerk at a window (`02号`).
fn clerk(house: &House, window: &str) -> Browser {
    house.browser_at(CENTRE, &[Role::WindowClerk], window)
}

/// Opens the clerk's window for lines.
fn opens(browser: &mut Browser, lines: &[&str]) {
    let names = ["line_1", "line_2", "line_3"];
    let fields: Vec<(&str, &str)> = names.into_iter().zip(lines.iter().copied()).collect();
    let page = browser.post("/queue/window/opening", &fields);
    assert_eq!(page.status, 303, "{}", page.body);
}

/// A guide gives a ticket; gives its number.
fn gives(browser: &mut Browser, line: &str, priority: &str) -> String {
    let page = browser.post("/queue/tickets", &[("line", line), ("priority", priority)]);
    assert_eq!(page.status, 303, "{}", page.body);
    let given = page.location.split("given=").nth(1).unwrap_or_default();
    given.split('.').next().unwrap_or_default().to_owned()
}

/// Calls the next; gives the number on the page that comes back.
fn calls(browser: &mut Browser) -> String {
    let page = browser.post("/queue/calls", &[]);
    assert_eq!(page.status, 303, "{}", page.body);
    current(browser)
}

/// The number at the clerk's window.
fn current(browser: &mut Browser) -> String {
    let page = browser.get("/queue");
    let now = page.body.split("queue-current\"><strong class=\"queue-number\">").nth(1);
    now.and_then(|rest| rest.split('<').next()).unwrap_or_default().to_owned()
}

/// Does something with a ticket of the day.
fn does(browser: &mut Browser, number: &str, deed: &str, fields: &[(&str, &str)]) -> Page {
    browser.post(&format!("/queue/tickets/20261123-{number}/{deed}"), fields)
}

fn done(browser: &mut Browser, number: &str, deed: &str, fields: &[(&str, &str)]) {
    let page = does(browser, number, deed, fields);
    assert_eq!(page.status, 303, "{deed}: {}", page.body);
}

fn refused(page: &Page, sentence: &str) {
    assert_eq!(page.status, 422, "{}", page.body);
    assert!(page.shows(sentence), "{sentence}: {}", page.body);
}

/// Actions in the journal of a ticket, oldest first.
fn story(house: &House, number: &str) -> Vec<String> {
    let subject = Subject::new("ticket", format!("20261123-{number}"));
    let entries: Vec<Entry> = house
        .hall
        .db
        .read_now(move |read| kit::journal::reading::of_subject(read, CENTRE, &subject, 0, 100))
        .expect("journal");
    entries.into_iter().map(|it| it.action.trim_start_matches("queue.").to_owned()).collect()
}

fn sweep(house: &House) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let swept = super::sweep(Arc::clone(&house.hall));
    runtime.expect("a runtime").block_on(swept).expect("the sweep ends well");
}

fn in_hall(test: impl Fn(&House)) {
    on_each_engine(plan, |house| {
        open(house, 4);
        test(house);
        everything_is_whole(house);
    });
}

#[test]
fn a_visit_goes_from_ticket_to_end_and_the_next_is_called_with_it() {
    in_hall(|house| {
        let mut clerk = clerk(house, "02号");
        opens(&mut clerk, &["C", "A"]);
        assert_eq!(gives(&mut clerk, "C", "ordinary"), "C001");
        assert_eq!(gives(&mut clerk, "C", "ordinary"), "C002");
        assert_eq!(calls(&mut clerk), "C001");
        done(&mut clerk, "C001", "recall", &[]);
        done(&mut clerk, "C001", "service", &[]);
        house.clock.advance(240_000);
        done(&mut clerk, "C001", "completion", &[("then", "next")]);
        assert_eq!(current(&mut clerk), "C002");
        let told = ["ticket_taken", "called", "called_again", "begun", "finished"];
        assert_eq!(story(house, "C001"), told);
    });
}

#[test]
fn numbers_begin_anew_each_day_within_their_letters() {
    in_hall(|house| {
        let mut guide = clerk(house, "01号");
        assert_eq!(gives(&mut guide, "A", "ordinary"), "A001");
        assert_eq!(gives(&mut guide, "C", "ordinary"), "C001");
        assert_eq!(gives(&mut guide, "A", "ordinary"), "A002");
        house.clock.advance(86_400_000);
        assert_eq!(gives(&mut guide, "A", "ordinary"), "A001");
    });
}

#[test]
fn a_window_with_somebody_cannot_call_another() {
    in_hall(|house| {
        let mut clerk = clerk(house, "01号");
        opens(&mut clerk, &["A"]);
        gives(&mut clerk, "A", "ordinary");
        gives(&mut clerk, "A", "ordinary");
        assert_eq!(calls(&mut clerk), "A001");
        refused(&clerk.post("/queue/calls", &[]), "本窗口已有叫到或正在办理的号");
    });
}

#[test]
fn a_window_that_is_not_open_calls_nobody() {
    in_hall(|house| {
        let mut clerk = clerk(house, "01号");
        gives(&mut clerk, "A", "ordinary");
        refused(&clerk.post("/queue/calls", &[]), "窗口还没有开始服务");
        opens(&mut clerk, &["C"]);
        refused(&clerk.post("/queue/calls", &[]), "现在没有人在等候");
    });
}

#[test]
fn whoever_misses_a_call_comes_back_behind_three_others() {
    in_hall(|house| {
        let mut clerk = clerk(house, "01号");
        opens(&mut clerk, &["A"]);
        for _ in 0..5 {
            gives(&mut clerk, "A", "ordinary");
            house.clock.advance(1_000);
        }
        assert_eq!(calls(&mut clerk), "A001");
        done(&mut clerk, "A001", "absence", &[("then", "next")]);
        let mut order = vec![current(&mut clerk)];
        for _ in 0..4 {
            let number = order.last().cloned().unwrap_or_default();
            done(&mut clerk, &number, "service", &[]);
            done(&mut clerk, &number, "completion", &[("then", "next")]);
            order.push(current(&mut clerk));
        }
        assert_eq!(order, ["A002", "A003", "A004", "A001", "A005"]);
    });
}

#[test]
fn a_ticket_set_aside_comes_back_to_its_window_and_no_other() {
    in_hall(|house| {
        let (mut clerk, mut other) = (clerk(house, "01号"), clerk(house, "02号"));
        opens(&mut clerk, &["A"]);
        opens(&mut other, &["A"]);
        gives(&mut clerk, "A", "ordinary");
        calls(&mut clerk);
        done(&mut clerk, "A001", "service", &[]);
        refused(&does(&mut clerk, "A001", "parking", &[]), "请写明理由");
        done(&mut clerk, "A001", "parking", &[("reason", "去复印")]);
        refused(&does(&mut other, "A001", "return", &[]), "这个号在其他窗口");
        assert!(clerk.get("/queue").shows("去复印"));
        done(&mut clerk, "A001", "return", &[]);
        assert_eq!(current(&mut clerk), "A001");
    });
}

#[test]
fn a_second_matter_goes_on_to_another_line_with_the_same_number() {
    in_hall(|house| {
        let (mut first, mut second) = (clerk(house, "01号"), clerk(house, "02号"));
        opens(&mut first, &["A"]);
        opens(&mut second, &["C"]);
        gives(&mut first, "A", "ordinary");
        calls(&mut first);
        done(&mut first, "A001", "service", &[]);
        refused(&does(&mut first, "A001", "forwarding", &[]), "请选择转到哪里");
        done(&mut first, "A001", "forwarding", &[("to", "line:C")]);
        assert_eq!(calls(&mut second), "A001");
        done(&mut second, "A001", "service", &[]);
        done(&mut second, "A001", "forwarding", &[("to", "window:W01")]);
        refused(&second.post("/queue/calls", &[]), "现在没有人在等候");
        assert_eq!(calls(&mut first), "A001");
    });
}

#[test]
fn a_window_that_closes_gives_back_whoever_waits_for_it() {
    in_hall(|house| {
        let (mut first, mut second) = (clerk(house, "01号"), clerk(house, "02号"));
        opens(&mut first, &["A"]);
        opens(&mut second, &["C", "A"]);
        gives(&mut first, "A", "ordinary");
        calls(&mut first);
        refused(&first.post("/queue/window/closure", &[]), "本窗口已有叫到");
        done(&mut first, "A001", "service", &[]);
        done(&mut first, "A001", "parking", &[("reason", "缴费")]);
        let closed = first.post("/queue/window/closure", &[("reason", "开会")]);
        assert_eq!(closed.status, 303, "{}", closed.body);
        assert_eq!(calls(&mut second), "A001");
        refused(&first.post("/queue/calls", &[]), "窗口还没有开始服务");
    });
}

#[test]
fn what_waits_at_closing_is_told_once_and_what_is_left_lapses_at_the_next_opening() {
    in_hall(|house| {
        let mut clerk = clerk(house, "01号");
        opens(&mut clerk, &["A"]);
        gives(&mut clerk, "A", "ordinary");
        gives(&mut clerk, "A", "ordinary");
        sweep(house);
        assert!(!clerk.get("/queue").shows("下班时间已到"));
        house.clock.advance(8 * 3_600_000);
        sweep(house);
        sweep(house);
        assert!(clerk.get("/queue").shows("仍有 2 人在等候：A001 A002"));
        assert_eq!(story(house, "A001"), ["ticket_taken"], "nothing of today is lost");
        // Before the next opening nothing lapses; then everything does, once.
        house.clock.advance(12 * 3_600_000);
        sweep(house);
        assert_eq!(story(house, "A001"), ["ticket_taken"]);
        house.clock.advance(2 * 3_600_000);
        sweep(house);
        sweep(house);
        assert_eq!(story(house, "A001"), ["ticket_taken", "lapsed"]);
        refused(&does(&mut clerk, "A001", "departure", &[]), "这个号的状态已经变了");
    });
}

#[test]
fn no_new_number_touches_a_ticket_of_the_evening_before() {
    in_hall(|house| {
        let mut clerk = clerk(house, "01号");
        opens(&mut clerk, &["A"]);
        gives(&mut clerk, "A", "ordinary");
        assert_eq!(calls(&mut clerk), "A001");
        house.clock.advance(86_400_000);
        // The clerk forgot to end it; the next morning's window is free all the same.
        refused(&clerk.post("/queue/calls", &[]), "窗口还没有开始服务");
        opens(&mut clerk, &["A"]);
        gives(&mut clerk, "A", "ordinary");
        assert_eq!(calls(&mut clerk), "A001");
    });
}

#[test]
fn a_phone_is_kept_sealed_and_stands_in_no_entry() {
    in_hall(|house| {
        let mut guide = clerk(house, "01号");
        let fields = [("line", "A"), ("phone", "13800138000")];
        assert_eq!(guide.post("/queue/tickets", &fields).status, 303);
        let entries = house
            .hall
            .db
            .read_now(|read| kit::journal::reading::before(read, CENTRE, i64::MAX, 5))
            .expect("journal");
        assert!(entries.iter().any(|it| it.payload.contains("\"phone\":\"")));
        assert!(entries.iter().all(|it| !it.payload.contains("13800138000")));
        let wrong = guide.post("/queue/tickets", &[("line", "A"), ("phone", "abc")]);
        assert_eq!(wrong.status, 422);
        assert!(wrong.shows("value=\"abc\""), "what was typed is kept");
    });
}
