//! Exactly one window gets a ticket, whatever happens: callers at once, double clicks, retries,
//! a restart. The complaint of every queue system in the field; here it is a test on both engines.

use super::{calls, clerk, current, done, gives, in_hall, opens, refused, story};
use crate::testing::{everything_is_whole, open, plan};
use kit::journal::Entry;
use kit::rights::Role;
use kit::testing::{CENTRE, House, on_each_engine};
use std::collections::BTreeMap;
use std::sync::Barrier;

const CALLERS: usize = 16;

/// What was called in the centre, in the order of the journal: number and window.
fn all_calls(house: &House) -> Vec<(String, String)> {
    let entries: Vec<Entry> = house
        .hall
        .db
        .read_now(|read| kit::journal::reading::after(read, CENTRE, 0, 5_000))
        .expect("journal");
    let called = entries.iter().filter(|it| it.action == "queue.called");
    called
        .map(|it| {
            let facts: serde_json::Value = serde_json::from_str(&it.payload).expect("JSON");
            let ticket = &facts["ticket"];
            let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
            (text(&ticket["number"]), text(&ticket["state"]["window"]))
        })
        .collect()
}

#[test]
fn sixteen_windows_calling_at_once_never_call_one_ticket_twice() {
    on_each_engine(plan, |house| {
        open(house, CALLERS);
        let mut guide = clerk(house, "01号");
        for at in 0..40 {
            gives(&mut guide, if at % 3 == 0 { "C" } else { "A" }, ["ordinary", "elderly"][at % 2]);
        }
        let barrier = Barrier::new(CALLERS);
        std::thread::scope(|scope| {
            for number in 1..=CALLERS {
                let mut browser = clerk(house, &format!("{number:02}号"));
                opens(&mut browser, if number % 2 == 0 { &["A", "C"] } else { &["C", "A"] });
                let barrier = &barrier;
                scope.spawn(move || {
                    barrier.wait();
                    loop {
                        let page = browser.post("/queue/calls", &[]);
                        if page.status == 422 {
                            assert!(page.shows("现在没有人在等候"), "{}", page.body);
                            return;
                        }
                        assert_eq!(page.status, 303, "{}", page.body);
                        let number = current(&mut browser);
                        done(&mut browser, &number, "service", &[]);
                        done(&mut browser, &number, "completion", &[]);
                    }
                });
            }
        });
        let mut times: BTreeMap<String, usize> = BTreeMap::new();
        for (number, _) in all_calls(house) {
            *times.entry(number).or_default() += 1;
        }
        assert_eq!(times.len(), 40, "everybody was called");
        assert!(times.values().all(|count| *count == 1), "{times:?}");
        everything_is_whole(house);
    });
}

#[test]
fn sixteen_clicks_at_one_window_call_one_ticket() {
    on_each_engine(plan, |house| {
        open(house, 2);
        let mut guide = clerk(house, "01号");
        opens(&mut guide, &["A"]);
        for _ in 0..CALLERS {
            gives(&mut guide, "A", "ordinary");
        }
        let barrier = Barrier::new(CALLERS);
        let called: usize = std::thread::scope(|scope| {
            let clicks: Vec<_> = (0..CALLERS)
                .map(|_| {
                    // An A and a B post at the same window, each with several tabs.
                    let (mut browser, barrier) = (clerk(house, "01号"), &barrier);
                    scope.spawn(move || {
                        barrier.wait();
                        usize::from(browser.post("/queue/calls", &[]).status == 303)
                    })
                })
                .collect();
            clicks.into_iter().map(|it| it.join().expect("a click")).sum()
        });
        assert_eq!(called, 1);
        assert_eq!(all_calls(house), [("A001".to_owned(), "W01".to_owned())]);
        everything_is_whole(house);
    });
}

#[test]
fn a_double_click_with_the_same_key_is_one_call_and_answers_the_same() {
    in_hall(|house| {
        let mut clerk = clerk(house, "01号");
        opens(&mut clerk, &["A"]);
        gives(&mut clerk, "A", "ordinary");
        gives(&mut clerk, "A", "ordinary");
        let key = [("idempotency_key", "one-click")];
        assert_eq!(clerk.post("/queue/calls", &key).status, 303);
        assert_eq!(clerk.post("/queue/calls", &key).status, 303, "the same answer again");
        assert_eq!(all_calls(house).len(), 1);
        // Even after the visit has ended, the retried request calls nobody.
        done(&mut clerk, "A001", "service", &[]);
        done(&mut clerk, "A001", "completion", &[]);
        assert_eq!(clerk.post("/queue/calls", &key).status, 303);
        assert_eq!(all_calls(house).len(), 1);
    });
}

#[test]
fn two_clerks_finishing_one_ticket_finish_it_once() {
    in_hall(|house| {
        let (mut one, mut two) = (clerk(house, "01号"), clerk(house, "01号"));
        opens(&mut one, &["A"]);
        gives(&mut one, "A", "ordinary");
        gives(&mut one, "A", "ordinary");
        calls(&mut one);
        done(&mut two, "A001", "service", &[]);
        done(&mut one, "A001", "completion", &[("then", "next")]);
        let late = two.post("/queue/tickets/20261123-A001/completion", &[("then", "next")]);
        refused(&late, "这个号的状态已经变了");
        assert_eq!(all_calls(house).len(), 2);
        assert_eq!(story(house, "A001").last().map(String::as_str), Some("finished"));
    });
}

#[test]
fn a_restart_keeps_the_queue_as_it_was() {
    let directory = kit::testing::Directory::fresh();
    let path = directory.path("hall.db");
    let location = kit::db::Location::Sqlite(path);
    let house = House::open(location.clone(), kit::testing::Directory::fresh(), plan());
    open(&house, 2);
    let mut one = clerk(&house, "01号");
    opens(&mut one, &["A"]);
    for _ in 0..3 {
        gives(&mut one, "A", "ordinary");
    }
    assert_eq!(calls(&mut one), "A001");
    drop((one, house));
    let house = House::open(location, kit::testing::Directory::fresh(), plan());
    let mut again = house.browser_at(CENTRE, &[Role::WindowClerk], "01号");
    assert_eq!(current(&mut again), "A001", "still called at the same window");
    done(&mut again, "A001", "service", &[]);
    done(&mut again, "A001", "completion", &[("then", "next")]);
    assert_eq!(current(&mut again), "A002");
    assert_eq!(gives(&mut again, "A", "ordinary"), "A004", "no number is given twice");
    everything_is_whole(&house);
}
