//! Many at the same instant: one key is one act, and of those who act on one case one acts and all
//! others are told what happened.

use house::plan;
use kit::rights::Role;
use kit::testing::{Browser, CENTRE, House, Page, on_each_engine};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Barrier;

use crate::support::{TestClock, verified};

const CALLERS: usize = 16;

/// The county with its catalogue and people, and no case.
fn found(house: &House) {
    let file = county::demo::county_file().expect("the shipped county");
    let clock = TestClock::of(house);
    county::demo::found(&house.hall, &file, &clock, 1).expect("the county is founded");
}

fn case(then: &str) -> serde_json::Value {
    let papers = ["m1", "m2", "m3", "m4", "m5"].map(|key| json!({"key": key, "state": "present"}));
    json!({
        "item_code": "MZ-004",
        "answers": {"birth_date": "1940-05-01", "household": "yes", "who": "self"},
        "applicant": {"name": "奚怡达", "identity": "990126196011276412", "phone": "10000000149"},
        "papers": papers,
        "then": then,
    })
}

/// Asks by all browsers at the same instant.
fn at_once(browsers: Vec<Browser>, ask: impl Fn(usize, &mut Browser) -> Page + Sync) -> Vec<Page> {
    let barrier = Barrier::new(browsers.len());
    std::thread::scope(|scope| {
        let callers: Vec<_> = browsers
            .into_iter()
            .enumerate()
            .map(|(at, mut browser)| {
                let (barrier, ask) = (&barrier, &ask);
                scope.spawn(move || {
                    barrier.wait();
                    ask(at, &mut browser)
                })
            })
            .collect();
        callers.into_iter().map(|caller| caller.join().expect("a caller")).collect()
    })
}

fn statuses(pages: &[Page]) -> BTreeMap<u16, usize> {
    let mut all = BTreeMap::new();
    for page in pages {
        *all.entry(page.status).or_default() += 1;
    }
    all
}

#[test]
fn sixteen_callers_with_one_key_take_one_case_in() {
    on_each_engine(plan, |house| {
        found(house);
        let program = house.program_of(CENTRE, &[Role::WindowClerk]);
        let pages = at_once(vec![program.clone(); CALLERS], |_, program| {
            program.post_json("/api/v1/cases", "one", &case(""))
        });
        assert_eq!(statuses(&pages), [(201, CALLERS)].into(), "{}", pages[0].body);
        assert!(pages.iter().all(|page| page.body == pages[0].body), "the same answer to all");
        let all = program.clone().get("/api/v1/cases?scope=all").json();
        assert_eq!(all.as_array().map(Vec::len), Some(1), "{all}");
        assert_eq!(verified(house.hall.db.location()).findings, vec![]);
    });
}

#[test]
fn of_sixteen_who_act_on_one_case_one_acts_and_the_others_see_what_happened() {
    on_each_engine(plan, |house| {
        found(house);
        let mut clerk = house.program_of(CENTRE, &[Role::WindowClerk]);
        let taken = clerk.post_json("/api/v1/cases", "taken", &case(""));
        assert_eq!(taken.status, 201, "{}", taken.body);
        let number = taken.json()["number"].as_str().expect("a number").to_owned();
        let address = format!("/api/v1/cases/{number}");
        let clerks = (0..CALLERS).map(|_| house.program_of(CENTRE, &[Role::WindowClerk]));
        let pages = at_once(clerks.collect(), |at, clerk| {
            let key = format!("accept-{at}");
            clerk.post_json(&format!("{address}/acceptance"), &key, &json!({"version": 1}))
        });
        let all = statuses(&pages);
        assert_eq!(all.get(&200), Some(&1), "{all:?}");
        for page in pages.iter().filter(|page| page.status != 200) {
            assert!(matches!(page.status, 409 | 422), "{all:?}");
            let detail = page.json()["detail"].as_str().unwrap_or_default().to_owned();
            assert!(!detail.is_empty(), "{}", page.body);
        }
        let shown = clerk.get(&address).json();
        assert_eq!((&shown["stage"], &shown["version"]), (&json!("examining"), &json!(2)));
        assert_eq!(verified(house.hall.db.location()).findings, vec![]);
    });
}
