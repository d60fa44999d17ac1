//! The example in `docs/api-example.md` is run as it stands there, against the real binary.

use crate::support::{Answer, Program, Served, demonstration, token};
use jiff::ToSpan;
use kit::clock::{Clock, SystemClock, day_of};
use kit::testing::{Directory, fresh_postgres, postgres_server};
use std::collections::BTreeMap;

const EXAMPLE: &str = include_str!("../../../../docs/api-example.md");

/// A request of the example, and what it says of the answer.
struct Asked<'a> {
    request: &'a str,
    says: &'a str,
}

/// The requests in their order, each with the line behind it.
fn asked() -> Vec<Asked<'static>> {
    let mut parts = EXAMPLE.split("```http\n");
    parts.next();
    parts
        .map(|part| {
            let (request, after) = part.split_once("\n```\n").expect("a request ends");
            let says = after.trim_start().lines().next().expect("something is said of the answer");
            Asked { request, says }
        })
        .collect()
}

#[test]
fn the_documented_example_runs_a_whole_case_by_the_api_alone() {
    run(None);
}

#[test]
fn the_documented_example_runs_beside_a_postgresql_server() {
    let Some(server) = postgres_server() else { return };
    let kit::db::Location::Postgres(url) = fresh_postgres(&server) else {
        panic!("a PostgreSQL location")
    };
    run(Some(&url));
}

fn run(database: Option<&str>) {
    let directory = Directory::fresh();
    let data = directory.path("demo");
    demonstration(&data, database);
    let clerk = token(&data, "clerk", &["cases:take", "cases:read", "cases:handle"]);
    let approver = token(&data, "approver", &["cases:read", "cases:decide", "cases:decide-direct"]);
    let served = Served::start(&data);
    let until = day_of(SystemClock.now_ms()).saturating_add(7.days());
    let known = [("clerk", clerk), ("approver", approver), ("until", until.to_string())];
    let mut kept: BTreeMap<String, String> =
        known.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let all = asked();
    assert!(all.len() > 15, "the whole way: {}", all.len());
    for act in ["/notice", "/supplement", "/suspension", "/resumption", "/decision", "/completion"]
    {
        assert!(all.iter().any(|it| it.request.contains(act)), "{act} is told of and not asked");
    }
    for Asked { request, says } in all {
        let answer = send(Program::stranger(served.address), &filled(request, &kept));
        check(&answer, &filled(says, &kept), request);
        if let Some((name, place)) = wanted(says) {
            let value = answer.json()[name].as_str().expect("a text to keep").to_owned();
            kept.insert(place.to_owned(), value);
        }
    }
    assert!(served.end().success());
}

/// With what was kept in its places.
fn filled(text: &str, kept: &BTreeMap<String, String>) -> String {
    kept.iter()
        .fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

fn send(mut program: Program, request: &str) -> Answer {
    let (head, body) = request.split_once("\n\n").unwrap_or((request, ""));
    let mut lines = head.lines();
    let (method, path) = lines.next().and_then(|it| it.split_once(' ')).expect("method and path");
    let mut headers: Vec<(&str, &str)> = lines.filter_map(|line| line.split_once(": ")).collect();
    if method == "POST" {
        headers.push(("Content-Type", "application/json"));
    }
    program.ask(method, path, &headers, body).expect("an answer")
}

/// `` `200` `stage` = `received` ``
fn check(answer: &Answer, says: &str, request: &str) {
    let mut quoted = says.split('`').skip(1).step_by(2);
    let status: u16 = quoted.next().and_then(|it| it.parse().ok()).expect("a status");
    assert_eq!(answer.status, status, "{request}\n{}", answer.body);
    let (name, value) = (quoted.next().expect("a field"), quoted.next().expect("a value"));
    let found = &answer.json()[name];
    let found = found.as_str().map_or_else(|| found.to_string(), str::to_owned);
    assert_eq!(found, value, "{request}\n{}", answer.body);
}

/// `` keep `number` as `{number}` ``
fn wanted(says: &str) -> Option<(&str, &str)> {
    let (_, keep) = says.split_once("keep `")?;
    let (name, place) = keep.split_once("` as `{")?;
    Some((name, place.split_once("}`")?.0))
}
