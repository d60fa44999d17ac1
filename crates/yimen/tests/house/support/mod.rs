//! The real binary as a process, and a program that talks to it over a socket.

mod binary;
pub(crate) mod forms;
mod program;

use county::demo::LoadingClock;
use house::plan;
use kit::clock::{Clock, FixedClock};
use kit::db::Location;
use kit::journal::verify::{Report, Verification};
use kit::testing::House;

pub(crate) use binary::{Served, demonstration, run, token};
pub(crate) use program::{Answer, Program};

/// The clock of a test's house, set by the loading and put back.
pub(crate) struct TestClock<'a> {
    clock: &'a FixedClock,
    before_ms: i64,
}

impl<'a> TestClock<'a> {
    pub(crate) fn of(house: &'a House) -> Self {
        Self { clock: &house.clock, before_ms: house.clock.now_ms() }
    }
}

impl Clock for TestClock<'_> {
    fn now_ms(&self) -> i64 {
        self.clock.now_ms()
    }
}

impl LoadingClock for TestClock<'_> {
    fn set(&self, at_ms: i64) {
        self.clock.set(at_ms.min(self.before_ms));
    }

    fn release(&self) {
        self.clock.set(self.before_ms);
    }
}

/// Loads the demonstration into a test's house.
pub(crate) fn load_demonstration(house: &House) {
    let file = county::demo::county_file().expect("the shipped county");
    let clock = TestClock::of(house);
    county::demo::load(&house.hall, &file, &clock, &mut |_| {}).expect("the demonstration loads");
}

/// Verifies a database that a test's house wrote.
pub(crate) fn verified(location: &Location) -> Report {
    let plan = plan();
    let db = house::open_database(location, &plan).expect("the database opens");
    let report = Verification {
        db: &db,
        migrations: &plan.migrations(),
        registry: &plan.registry(),
        projections: &plan.projections(),
        verifier: &kit::testing::signer().public_key(),
    }
    .run(|_| {});
    db.close();
    report.expect("verification")
}

/// Lets the log of a failing test tell the cause behind each reference number.
pub(crate) fn tell_causes() {
    let log = tracing_subscriber::fmt().with_max_level(tracing::Level::ERROR).with_test_writer();
    // Another test may have started it.
    drop(log.try_init());
}
