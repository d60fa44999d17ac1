//! Two running halls on one PostgreSQL database: what the house does by itself is done once.
//!
//! Weeks are played, then nobody is there for three more: silence has become acceptance, notices
//! have run out, pauses have ended, departments were silent. Then two halls wake at the same
//! moment and look again and again. What they write is what one hall alone would have written, and
//! the dates of the cases are those of a hall that looked every day.

use crate::support::TestClock;
use casework::cases::door::{Board, standings};
use county::simulate::{Scope, run};
use house::plan;
use jiff::ToSpan;
use kit::db::CentreId;
use kit::journal::{Entry, reading};
use kit::testing::{Directory, House, postgres_server};
use kit::{HallError, Language, Words};
use rulebook::case::{Stage, face};
use std::collections::BTreeMap;
use std::sync::Arc;

const CASES: u32 = 150;
const DAYS: u16 = 30;
const SEED: u64 = 5;
/// Nobody is there.
const DOWN_DAYS: i64 = 21;
const DAY_MS: i64 = 86_400_000;
/// A timer catches up with a case, and what that leads to is seen the next time.
const LOOKS: usize = 6;

/// What was done to what, and how often.
type Done = BTreeMap<(String, String), usize>;

#[test]
fn timers_of_two_halls_on_one_database_do_each_thing_once_and_at_its_true_time() {
    let Some(server) = postgres_server() else { return };
    let alone = House::on_sqlite(plan());
    let centres = lived(&alone);
    sleep(&alone);
    wake(&[&alone]);
    let first = House::on_postgres(&server, plan());
    lived(&first);
    sleep(&first);
    let location = first.hall.db.location().clone();
    let second = House::open(location, Directory::fresh(), plan());
    second.clock.set(first.hall.now_ms());
    wake(&[&first, &second]);
    let (expected, found) = (done(&alone, &centres), done(&first, &centres));
    assert!(expected.len() > 10, "three weeks leave something to do: {expected:?}");
    assert_eq!(found, expected);
    let report = crate::support::verified(first.hall.db.location());
    assert_eq!(report.findings, vec![]);
}

/// Weeks of the county, and then silence until three weeks later.
fn lived(house: &House) -> Vec<CentreId> {
    let file = county::demo::county_file().expect("the shipped county");
    let clock = TestClock::of(house);
    county::demo::found(&house.hall, &file, &clock, DAYS).expect("the county is founded");
    let centres: Vec<CentreId> =
        file.centres.iter().map(|it| it.0).filter(|it| *it != file.county).collect();
    let from = house.hall.today().saturating_sub(i64::from(DAYS).days());
    let scope = Scope { cases: CASES, from, seed: SEED };
    let place = (file.county, centres.as_slice());
    run(&house.hall, &clock, place, scope, &mut |_| {}).expect("the weeks are played");
    centres
}

/// Nobody is there, and nothing looks.
fn sleep(house: &House) {
    house.clock.set(house.hall.now_ms() + DOWN_DAYS * DAY_MS);
}

#[test]
fn an_outage_of_three_weeks_moves_no_date_of_any_case() {
    let (absent, attended) = (House::on_sqlite(plan()), House::on_sqlite(plan()));
    let centres = lived(&absent);
    sleep(&absent);
    wake(&[&absent]);
    lived(&attended);
    for _ in 0..DOWN_DAYS {
        attended.clock.set(attended.hall.now_ms() + DAY_MS);
        wake(&[&attended]);
    }
    let (found, expected) = (dates(&absent, &centres), dates(&attended, &centres));
    assert!(expected.len() > 10, "three weeks leave something open: {expected:?}");
    assert_eq!(found, expected);
}

/// Both limits of every open case, with its stage.
fn dates(house: &House, centres: &[CentreId]) -> BTreeMap<String, [String; 3]> {
    let (centres, today) = (centres.to_vec(), house.hall.today());
    let read = house.hall.db.read_now(move |read| {
        let (words, mut all) = (Words::new(Language::English), BTreeMap::new());
        for centre in centres {
            for stage in Stage::ALL.into_iter().filter(|stage| !stage.is_closed()) {
                let (some, calendar) = standings(read, centre, Board::At(stage), (today, words))?;
                for it in some {
                    let face = face(&it.case, today, &calendar);
                    let [promised, legal] = [face.promised, face.legal]
                        .map(|it| it.map(|it| it.due_on.to_string()).unwrap_or_default());
                    all.insert(it.number, [stage.word().to_owned(), promised, legal]);
                }
            }
        }
        Ok::<_, HallError>(all)
    });
    read.expect("the boards can be read")
}

/// Lets the timers of all halls look at the same moments, each on threads of its own.
fn wake(houses: &[&House]) {
    for _ in 0..LOOKS {
        std::thread::scope(|scope| {
            for house in houses {
                scope.spawn(|| {
                    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
                    for timer in &house.hall.timers {
                        let looked = runtime.block_on((timer.run)(Arc::clone(&house.hall)));
                        looked.expect("a timer whose act another hall was quicker with is at ease");
                    }
                });
            }
        });
    }
}

/// What the house did by itself after it woke; each entry carries the instant of the waking.
fn done(house: &House, centres: &[CentreId]) -> Done {
    let (centres, now_ms) = (centres.to_vec(), house.hall.now_ms());
    let entries = house.hall.db.read_now(move |read| {
        let mut all: Vec<Entry> = Vec::new();
        for centre in centres {
            let mut last = 0;
            loop {
                let page = reading::after(read, centre, last, 500)?;
                let Some(end) = page.last() else { break };
                last = end.sequence;
                all.extend(page.into_iter().filter(|it| it.at_ms >= now_ms));
            }
        }
        Ok(all)
    });
    let mut done = Done::new();
    for entry in entries.expect("the journal can be read") {
        assert_eq!(entry.at_ms, now_ms, "{}: its true time", entry.action);
        assert_eq!(entry.actor.account, 0, "{}: nobody else was there", entry.action);
        *done.entry((entry.subject_id, entry.action)).or_default() += 1;
    }
    done
}
