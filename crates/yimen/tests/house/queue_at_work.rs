//! A window that serves people while the house is killed again and again: who was called is never
//! called a second time, and what was acknowledged is there.

use crate::support::{Answer, Program, Served};
use house::config::{Options, Settings};
use house::plan;
use kit::journal::{Entry, reading};
use kit::testing::CENTRE;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

/// The window of the demonstration's clerk, and a line that it serves.
const WINDOW: &str = "W03";
const LINE: &str = "C";
/// People a guide gives a ticket in one run; a day has 999 numbers in a line.
const GIVEN_MAX: u32 = 2;

/// What a window was told is done.
pub(crate) struct Heard {
    path: String,
    key: String,
    body: Value,
    answer: String,
}

struct Window {
    program: Program,
    run: u32,
    next: u32,
    given: u32,
    heard: Vec<Heard>,
}

/// Gives tickets, calls, serves and finishes until the house does not answer any more.
pub(crate) fn serve(address: SocketAddr, secret: &str, run: u32) -> Vec<Heard> {
    let program = Program::with_token(address, secret);
    let mut window = Window { program, run, next: 0, given: 0, heard: Vec::new() };
    let opened = window.act("/api/v1/queue/window/opening", json!({"lines": [LINE]}));
    if opened.is_some() {
        while window.serve_one().is_some() {}
    }
    window.heard.retain(|it| it.path != "/api/v1/queue/window/opening");
    window.heard
}

impl Window {
    /// Acts; `None` where the house went away before it answered.
    fn act(&mut self, path: &str, body: Value) -> Option<Answer> {
        self.next += 1;
        let key = format!("window-{}-{}", self.run, self.next);
        let answer = self.program.post(path, &key, &body)?;
        match answer.status {
            200 | 201 => {
                let (path, answer) = (path.to_owned(), answer.body.clone());
                self.heard.push(Heard { path, key, body, answer });
            }
            409 | 422 => {}
            status => panic!("{path}: {status} {}", answer.body),
        }
        Some(answer)
    }

    fn serve_one(&mut self) -> Option<()> {
        if self.given < GIVEN_MAX {
            self.given += 1;
            self.act("/api/v1/tickets", json!({"line": LINE}))?;
        }
        let called = self.act("/api/v1/queue/calls", json!({}))?;
        let mut ticket = String::new();
        if called.status == 200 {
            ticket = named(&called.json());
        } else {
            self.at_hand(&mut ticket)?;
        }
        if ticket.is_empty() {
            std::thread::park_timeout(Duration::from_millis(2));
            return Some(());
        }
        self.act(&format!("/api/v1/tickets/{ticket}/service"), json!({}))?;
        self.act(&format!("/api/v1/tickets/{ticket}/completion"), json!({}))?;
        Some(())
    }

    /// Finds whoever was called, or is served, when the house was last killed.
    fn at_hand(&mut self, ticket: &mut String) -> Option<()> {
        for phase in ["called", "serving"] {
            let all = self.program.get(&format!("/api/v1/tickets?phase={phase}"))?.json();
            let here = all.as_array().into_iter().flatten().find(|it| it["window"] == WINDOW);
            if let Some(here) = here {
                *ticket = named(here);
            }
        }
        Some(())
    }
}

fn named(ticket: &Value) -> String {
    ticket["ticket"].as_str().expect("a ticket").to_owned()
}

/// The centre's journal after an entry.
pub(crate) fn entries(data: &Path, after: i64) -> Vec<Entry> {
    let options = Options { data_directory: Some(data.to_path_buf()), ..Options::default() };
    let location = Settings::of_data(&options).expect("the configuration").location;
    let db = house::open_database(&location, &plan()).expect("the database opens");
    let read = db.read_now(move |read| {
        let (mut all, mut last) = (Vec::new(), after);
        loop {
            let page = reading::after(read, CENTRE, last, 500)?;
            let Some(end) = page.last() else { return Ok(all) };
            last = end.sequence;
            all.extend(page);
        }
    });
    db.close();
    read.expect("the journal can be read")
}

/// Everything that was acknowledged is there once, also when it is asked again with its key, and
/// nobody who came since was called twice.
pub(crate) fn check(data: &Path, secret: &str, heard: &[Heard], before: i64) {
    assert!(!heard.is_empty(), "the window served nobody");
    let served = Served::start(data);
    let mut program = Program::with_token(served.address, secret);
    for Heard { path, key, body, answer } in heard {
        let again = program.post(path, key, body).expect("an answer");
        // The page's address names the port, which is another one each time.
        let told = |body: &str| {
            let body: Value = serde_json::from_str(body).expect("JSON");
            (named(&body), body["phase"].clone())
        };
        assert_eq!(told(&again.body), told(answer), "{path} {key}");
    }
    assert!(served.end().success(), "the house ends in order");
    let mut times: BTreeMap<(String, String), u32> = BTreeMap::new();
    for entry in entries(data, before).into_iter().filter(|it| it.subject_kind == "ticket") {
        *times.entry((entry.subject_id, entry.action)).or_default() += 1;
    }
    let count = |ticket: &str, action: &str| {
        times.get(&(ticket.to_owned(), format!("queue.{action}"))).copied().unwrap_or_default()
    };
    for Heard { path, answer, .. } in heard {
        let ticket = named(&serde_json::from_str(answer).expect("JSON"));
        let action = match path.rsplit('/').next() {
            Some("calls") => "called",
            Some("service") => "begun",
            Some("completion") => "finished",
            _ => "ticket_taken",
        };
        assert_eq!(count(&ticket, action), 1, "{ticket} {action}, as {path} said");
    }
    let since = times.keys().filter(|(_, action)| action == "queue.ticket_taken");
    for (ticket, _) in since {
        assert!(count(ticket, "called") <= 1, "{ticket} was called twice");
    }
}
