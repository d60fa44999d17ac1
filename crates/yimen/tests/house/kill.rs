//! kill -9 while clerks work, and being asked to end meanwhile: nothing acknowledged is lost,
//! nothing is done twice, nobody is called twice, the chain holds.

use crate::queue_at_work::{self, Heard};
use crate::support::{Program, Served, demonstration, run, token};
use kit::clock::{Randomness, SeededRandomness};
use kit::testing::{Directory, fresh_postgres, postgres_server};
use serde_json::json;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Clerks at once.
const CLERKS: u64 = 4;

/// What was asked of the house: the key, and the case number where it was acknowledged.
type Asked = BTreeMap<String, Option<String>>;

#[test]
fn two_hundred_kills_lose_nothing_that_was_acknowledged() {
    let directory = Directory::fresh();
    let data = directory.path("demo");
    demonstration(&data, None);
    survive(&data, 200, Ending::Killed);
}

#[test]
fn asked_to_end_while_clerks_write_the_house_loses_nothing() {
    let directory = Directory::fresh();
    let data = directory.path("demo");
    demonstration(&data, None);
    survive(&data, 12, Ending::Asked);
}

/// How the house ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// SIGKILL.
    Killed,
    /// SIGTERM.
    Asked,
}

#[test]
fn kills_beside_a_postgresql_server_lose_nothing_that_was_acknowledged() {
    let Some(server) = postgres_server() else { return };
    let kit::db::Location::Postgres(url) = fresh_postgres(&server) else {
        panic!("a PostgreSQL location")
    };
    let directory = Directory::fresh();
    let data = directory.path("demo");
    demonstration(&data, Some(&url));
    survive(&data, 20, Ending::Killed);
}

fn survive(data: &Path, kills: u32, ending: Ending) {
    let secret = token(data, "clerk", &["cases:take", "cases:read", "queue:serve", "queue:read"]);
    let randomness = SeededRandomness::new(u64::from(kills));
    let before = queue_at_work::entries(data, 0).last().map_or(0, |last| last.sequence);
    let (mut asked, mut heard) = (Asked::new(), Vec::new());
    for kill in 0..kills {
        let served = Served::start(data);
        let told = work_until_it_ends(served, &secret, (kill, ending), &randomness);
        asked.extend(told.0);
        heard.extend(told.1);
    }
    let acknowledged = asked.values().flatten().count();
    assert!(acknowledged >= kills as usize, "only {acknowledged} acts were acknowledged");
    check_every_key(data, &secret, &asked);
    queue_at_work::check(data, &secret, &heard, before);
    let data = data.display().to_string();
    let verified = run(&["journal", "verify", "--data-directory", &data]);
    let said = String::from_utf8_lossy(&verified.stdout).into_owned();
    assert!(verified.status.success(), "{said}");
}

/// What the clerks of one run share.
#[derive(Default)]
struct Run {
    next: AtomicU64,
    acknowledged: AtomicU64,
}

/// Lets the clerks work, and ends the house at a moment nobody chose.
fn work_until_it_ends(
    served: Served,
    secret: &str,
    (kill, ending): (u32, Ending),
    randomness: &SeededRandomness,
) -> (Asked, Vec<Heard>) {
    let (shared, address) = (Run::default(), served.address);
    let mut bytes = [0; 2];
    randomness.fill(&mut bytes);
    let (acts, delay) = (u64::from(bytes[0] % 8), u64::from(bytes[1] % 40));
    std::thread::scope(|scope| {
        let clerks: Vec<_> = (0..CLERKS)
            .map(|_| scope.spawn(|| take_cases(address, secret, kill, &shared)))
            .collect();
        let window = scope.spawn(|| queue_at_work::serve(address, secret, kill));
        while shared.acknowledged.load(Ordering::SeqCst) <= acts
            && clerks.iter().any(|clerk| !clerk.is_finished())
        {
            std::thread::park_timeout(Duration::from_millis(1));
        }
        std::thread::park_timeout(Duration::from_millis(delay));
        match ending {
            Ending::Killed => served.kill(),
            Ending::Asked => assert!(served.end().success(), "the house ends in order"),
        }
        let asked = clerks.into_iter().flat_map(|clerk| clerk.join().expect("a clerk")).collect();
        (asked, window.join().expect("a window"))
    })
}

/// Takes cases until the house does not answer any more.
fn take_cases(address: SocketAddr, secret: &str, kill: u32, shared: &Run) -> Asked {
    let mut program = Program::with_token(address, secret);
    let mut asked = Asked::new();
    loop {
        let key = format!("{kill}-{}", shared.next.fetch_add(1, Ordering::SeqCst));
        let answer = program.post("/api/v1/cases", &key, &case());
        let Some(answer) = answer else {
            asked.insert(key, None);
            return asked;
        };
        assert_eq!(answer.status, 201, "{}", answer.body);
        shared.acknowledged.fetch_add(1, Ordering::SeqCst);
        asked.insert(key, Some(number_of(&answer.json())));
    }
}

fn case() -> serde_json::Value {
    json!({
        "item_code": "YB-002",
        "applicant": {"name": "奚怡达", "identity": "990126196011276412", "phone": "10000000149"},
        "another": true,
    })
}

fn number_of(answer: &serde_json::Value) -> String {
    answer["number"].as_str().expect("a case number").to_owned()
}

/// Every key asked again gives the same case where it was acknowledged, and one case in any event.
fn check_every_key(data: &Path, secret: &str, asked: &Asked) {
    let served = Served::start(data);
    let mut program = Program::with_token(served.address, secret);
    let mut numbers = BTreeMap::new();
    for (key, acknowledged) in asked {
        let answer = program.post("/api/v1/cases", key, &case()).expect("an answer");
        assert_eq!(answer.status, 201, "{key}: {}", answer.body);
        let number = number_of(&answer.json());
        if let Some(before) = acknowledged {
            assert_eq!(*before, number, "{key}");
        }
        let shown = program.get(&format!("/api/v1/cases/{number}")).expect("an answer");
        assert_eq!(shown.status, 200, "{number}");
        let other = numbers.insert(number.clone(), key);
        assert_eq!(other, None, "{number} stands for two requests");
    }
    assert!(served.end().success(), "the house ends in order");
}
