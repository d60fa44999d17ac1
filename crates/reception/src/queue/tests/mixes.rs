//! Generated mixes of what clerks do, on several threads at once and on both engines: exactly one
//! window has a ticket at any time, and no window has two.

use super::{clerk, current, does, gives};
use crate::testing::{everything_is_whole, open, plan};
use kit::journal::Entry;
use kit::testing::{Browser, CENTRE, House, on_each_engine};
use proptest::collection::vec;
use proptest::prelude::{Just, ProptestConfig, Strategy, prop_oneof, proptest};
use std::collections::BTreeMap;
use std::sync::Barrier;

/// Windows, each with a clerk on a thread of its own.
const WINDOWS: usize = 4;

/// What a clerk does next.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// Gives somebody a ticket.
    Give,
    /// Calls the next.
    Call,
    /// The same call again, by a browser that heard no answer.
    CallAgainUnheard,
    /// Nobody came.
    Miss,
    /// Sets aside, with a reason.
    Park,
    /// Takes back what was set aside.
    Return,
    /// Sends on to the other line.
    Forward,
    /// Serves and finishes.
    Serve,
    /// Closes the window and opens it again.
    Reopen,
}

fn steps() -> impl Strategy<Value = Vec<Vec<Step>>> {
    let step = prop_oneof![
        2 => Just(Step::Give),
        4 => Just(Step::Call),
        2 => Just(Step::CallAgainUnheard),
        2 => Just(Step::Miss),
        2 => Just(Step::Park),
        2 => Just(Step::Return),
        2 => Just(Step::Forward),
        3 => Just(Step::Serve),
        1 => Just(Step::Reopen),
    ];
    vec(vec(step, 3..12), WINDOWS)
}

/// A clerk at a window, who may be refused anything and goes on.
struct AtWindow<'a> {
    browser: Browser,
    lines: &'a [(&'static str, &'static str)],
    keys: u32,
    name: usize,
    set_aside: String,
}

impl AtWindow<'_> {
    fn posts(&mut self, path: &str, fields: &[(&str, &str)]) {
        let page = self.browser.post(path, fields);
        let is_answered = matches!(page.status, 303 | 409 | 422);
        assert!(is_answered, "{path}: {} {}", page.status, page.body);
    }

    fn call(&mut self) {
        let key = format!("{}-{}", self.name, self.keys);
        self.posts("/queue/calls", &[("idempotency_key", &key)]);
    }

    fn at_hand(&mut self, deed: &str, fields: &[(&str, &str)]) {
        let number = current(&mut self.browser);
        if !number.is_empty() {
            let page = does(&mut self.browser, &number, deed, fields);
            assert!(matches!(page.status, 303 | 409 | 422), "{deed}: {}", page.body);
        }
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::Give => drop(gives(&mut self.browser, self.lines[0].1, "ordinary")),
            Step::Call => {
                self.keys += 1;
                self.call();
            }
            Step::CallAgainUnheard => self.call(),
            Step::Miss => self.at_hand("absence", &[]),
            Step::Park => {
                self.set_aside = current(&mut self.browser);
                self.at_hand("parking", &[("reason", "去复印")]);
            }
            Step::Return if self.set_aside.is_empty() => {}
            Step::Return => {
                let number = self.set_aside.clone();
                let page = does(&mut self.browser, &number, "return", &[]);
                assert!(matches!(page.status, 303 | 409 | 422), "return: {}", page.body);
            }
            Step::Forward => {
                let to = format!("line:{}", self.lines[1].1);
                self.at_hand("forwarding", &[("to", &to)]);
            }
            Step::Serve => {
                self.at_hand("service", &[]);
                self.at_hand("completion", &[]);
            }
            Step::Reopen => {
                self.posts("/queue/window/closure", &[]);
                self.posts("/queue/window/opening", self.lines);
            }
        }
    }
}

/// Reads the journal in its order and says what was not as it must be.
fn faults(house: &House) -> Vec<String> {
    let entries: Vec<Entry> = house
        .hall
        .db
        .read_now(|read| kit::journal::reading::after(read, CENTRE, 0, 5_000))
        .expect("journal");
    let (mut held, mut faults) = (BTreeMap::<String, String>::new(), Vec::new());
    for entry in entries.iter().filter(|it| it.subject_kind == "ticket") {
        let facts: serde_json::Value = serde_json::from_str(&entry.payload).expect("JSON");
        let ticket = &facts["ticket"];
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let (number, state) = (text(&ticket["number"]), &ticket["state"]);
        let is_at_hand = matches!(state["phase"].as_str(), Some("called" | "serving"));
        let before = held.remove(&number);
        if !is_at_hand {
            continue;
        }
        let window = text(&state["window"]);
        if entry.action == "queue.called" && before.is_some() {
            faults.push(format!("{number} is at {before:?} and was called to {window}"));
        }
        if before.as_ref().is_some_and(|it| *it != window) {
            faults.push(format!("{number} went from {before:?} to {window}"));
        }
        if let Some((other, _)) = held.iter().find(|(_, at)| **at == window) {
            faults.push(format!("{window} has {other} and {number}"));
        }
        held.insert(number, window);
    }
    faults
}

fn play(house: &House, scripts: &[Vec<Step>]) {
    open(house, WINDOWS);
    let mut guide = clerk(house, "01号");
    for at in 0..6 {
        gives(&mut guide, if at % 2 == 0 { "A" } else { "C" }, ["ordinary", "elderly"][at % 2]);
    }
    let barrier = Barrier::new(scripts.len());
    std::thread::scope(|scope| {
        for (at, script) in scripts.iter().enumerate() {
            let lines: &[(&str, &str)] = if at % 2 == 0 {
                &[("line_1", "A"), ("line_2", "C")]
            } else {
                &[("line_1", "C"), ("line_2", "A")]
            };
            let browser = clerk(house, &format!("{:02}号", at + 1));
            let mut at_window =
                AtWindow { browser, lines, keys: 0, name: at, set_aside: String::new() };
            at_window.posts("/queue/window/opening", lines);
            let barrier = &barrier;
            scope.spawn(move || {
                barrier.wait();
                for step in script {
                    at_window.take(*step);
                }
            });
        }
    });
    assert_eq!(faults(house), Vec::<String>::new());
    everything_is_whole(house);
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 12,
        max_shrink_iters: 40,
        ..ProptestConfig::default()
    })]

    #[test]
    fn whatever_clerks_do_at_once_exactly_one_of_them_has_a_ticket(scripts in steps()) {
        on_each_engine(plan, |house| play(house, &scripts));
    }
}
