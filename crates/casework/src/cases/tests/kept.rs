//! The record of kept promises, on both engines.

use crate::testing::{COMPLETE, accepted, approver, days, done, intake, open, plan, take};
use kit::testing::{CENTRE, House, on_each_engine};
use rulebook::promise::KeptPromise;

fn record(house: &House) -> KeptPromise {
    let today = kit::clock::day_of(house.hall.now_ms());
    let read = house.hall.db.read_now(move |read| {
        super::super::promises::kept_promise(read, CENTRE, "MZ-004", (0, today))
    });
    read.expect("the record")
}

#[test]
fn a_case_left_open_past_its_promise_counts_as_a_broken_promise() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        assert_eq!(record(house), KeptPromise::default(), "nothing claimed before the first case");
        let in_time = accepted(&mut clerk);
        done(&mut approver(house), &in_time, "decision", &[("result", "1 号")]);
        let mut again = intake("MZ-004", &COMPLETE);
        again.extend([("another", "yes"), ("then", "acceptance")]);
        let late = take(&mut clerk, &again);
        take(&mut clerk, &again);
        days(house, 15);
        let told = record(house);
        assert_eq!(told, KeptPromise { kept: 1, decided: 1, open_overdue: 2 });
        assert_eq!(told.permille(), Some(333));
        done(&mut approver(house), &late, "decision", &[("result", "2 号")]);
        assert_eq!(record(house), KeptPromise { kept: 1, decided: 2, open_overdue: 1 });
    });
}
