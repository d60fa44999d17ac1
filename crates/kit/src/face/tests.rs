//! The door, asked in process.

use crate::db::{Act, Execute, Migration, Statement};
use crate::error::HallError;
use crate::hall::Plan;
use crate::journal::{Entry, NewEntry, Projection, Subject, commit};
use crate::params;
use crate::rights::{Power, Role};
use crate::testing::{CENTRE, OTHER_CENTRE, member, on_each_engine};
use crate::visit::{ApiBody, Submitted, Visit};
use crate::wing::{Room, Table, Wing};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use calendar::Phrase;

const ADD: Statement =
    Statement::both("INSERT INTO toy_notes (centre_id, number, text) VALUES ($1, $2, $3)");

fn plan() -> Plan {
    let mut room = Room::new("toy");
    room.migrations = vec![Migration {
        room: "toy",
        number: 1,
        name: "notes",
        sqlite: "CREATE TABLE toy_notes (centre_id INTEGER NOT NULL, number INTEGER NOT NULL,
                 text TEXT NOT NULL, PRIMARY KEY (centre_id, number)) STRICT;",
        postgres: "CREATE TABLE toy_notes (centre_id BIGINT NOT NULL, number BIGINT NOT NULL,
                   text TEXT NOT NULL, PRIMARY KEY (centre_id, number));",
    }];
    room.projections = vec![Table { name: "toy_notes", key: &["number"] }];
    room.projector = Some(project);
    room.routes = crate::routes::Routes::new()
        .post("/notes", Power::TakeCases, create)
        .post("/api/v1/notes", Power::TakeCases, create_by_api)
        .get("/api/v1/notes/{number}", Power::ReadCases, show_by_api)
        .get("/panic", Power::Public, panics)
        .get("/broken/{number}", Power::Public, breaks);
    Plan::new(vec![Wing { rooms: vec![room] }])
}

fn project(projection: &mut Projection<'_>, entry: &Entry) -> Result<(), HallError> {
    let (number, text): (i64, String) = entry.facts()?;
    projection.execute(ADD, &params![entry.centre, number, text])?;
    Ok(())
}

fn note(act: &mut Act<'_>, text: &str) -> Result<crate::journal::Committed<i64>, HallError> {
    let number = act.new_id();
    let entry = NewEntry::new(Subject::new("note", number), "toy.noted", &(number, text))?;
    commit(act, vec![entry], number)
}

async fn create(visit: Visit, form: Submitted) -> Result<Response, HallError> {
    let text = form.data.text("text").to_owned();
    if text.is_empty() {
        return Err(HallError::invalid("text", Phrase::of("请填写内容。", "Enter a text.")));
    }
    let number = visit.act(Power::TakeCases, &form.once, move |act| note(act, &text)).await?;
    Ok(visit.redirect(&format!("/notes/{number}"), &Phrase::of("已保存。", "Saved.")))
}

async fn create_by_api(
    visit: Visit,
    body: ApiBody<serde_json::Value>,
) -> Result<Response, HallError> {
    let text = body.value.to_string();
    let number = visit.act(Power::TakeCases, &body.once, move |act| note(act, &text)).await?;
    Ok(visit.json(StatusCode::CREATED, &number))
}

async fn show_by_api(visit: Visit, Path(number): Path<i64>) -> Result<Response, HallError> {
    Ok(visit.json(StatusCode::OK, &number))
}

async fn panics() -> Response {
    panic!("a fault in a handler")
}

async fn breaks() -> Result<Response, HallError> {
    Err(HallError::broken("the shelf fell down"))
}

#[test]
fn a_stranger_is_led_to_sign_in_and_back() {
    on_each_engine(plan, |house| {
        let page = house.stranger().post("/notes", &[("text", "x")]);
        assert_eq!((page.status, page.location.as_str()), (303, "/session/new?back=%2Fnotes"));
        let page = house.stranger().get("/api/v1/notes/1");
        assert_eq!((page.status, page.kind.as_str()), (401, "application/problem+json"));
    });
}

#[test]
fn a_wrong_post_is_told_which_power_it_lacks() {
    on_each_engine(plan, |house| {
        let mut browser = house.browser_of(CENTRE, &[Role::Supervisor]);
        let page = browser.post("/notes", &[("text", "x")]);
        assert_eq!(page.status, 403);
        assert!(page.shows("收件"), "{}", page.body);
        assert!(browser.in_english().post("/notes", &[]).shows("Take cases"));
    });
}

#[test]
fn a_second_click_is_the_same_act() {
    on_each_engine(plan, |house| {
        let mut browser = house.browser_of(CENTRE, &[Role::WindowClerk]);
        let fields = [("text", "x"), ("idempotency_key", "k1")];
        let (first, second) = (browser.post("/notes", &fields), browser.post("/notes", &fields));
        assert_eq!(first.status, 303);
        assert_eq!(first.location, second.location);
        let other = browser.post("/notes", &[("text", "y"), ("idempotency_key", "k1")]);
        assert_eq!(other.status, 422, "the key stands for another request");
        let mut neighbour = house.browser_of(OTHER_CENTRE, &[Role::WindowClerk]);
        assert_ne!(neighbour.post("/notes", &fields).location, first.location);
    });
}

#[test]
fn a_program_needs_an_idempotency_key_and_gets_problem_documents() {
    on_each_engine(plan, |house| {
        let mut program = house.program_of(CENTRE, &[Role::WindowClerk]);
        let body = serde_json::json!({"text": "x"});
        let first = program.post_json("/api/v1/notes", "k", &body);
        assert_eq!(first.status, 201);
        assert_eq!(program.post_json("/api/v1/notes", "k", &body).body, first.body);
        let refused = program.send("POST", "/api/v1/notes", &[], b"{}".to_vec());
        assert_eq!(refused.status, 422);
        assert_eq!(refused.json()["errors"][0]["field"], "Idempotency-Key");
        let unreadable = program.send(
            "POST",
            "/api/v1/notes",
            &[("idempotency-key", "z")],
            b"{not json".to_vec(),
        );
        assert_eq!(
            (unreadable.status, unreadable.kind.as_str()),
            (422, "application/problem+json")
        );
    });
}

#[test]
fn a_session_cookie_opens_nothing_at_the_api() {
    on_each_engine(plan, |house| {
        let mut browser = house.browser_of(CENTRE, &[Role::WindowClerk]);
        assert_eq!(browser.get("/api/v1/notes/1").status, 401);
    });
}

#[test]
fn an_unchanged_answer_of_the_api_is_not_sent_twice() {
    on_each_engine(plan, |house| {
        let mut program = house.program_of(CENTRE, &[Role::WindowClerk]);
        let first = program.get("/api/v1/notes/1");
        let tag = first.headers["etag"].to_str().expect("text").to_owned();
        assert_eq!(program.get_with("/api/v1/notes/1", "if-none-match", &tag).status, 304);
        assert_eq!(program.get_with("/api/v1/notes/2", "if-none-match", &tag).status, 200);
    });
}

#[test]
fn a_form_from_another_site_is_refused() {
    on_each_engine(plan, |house| {
        let mut browser = house.browser_of(CENTRE, &[Role::WindowClerk]);
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("sec-fetch-site", "cross-site"),
        ];
        let page = browser.send("POST", "/notes", &headers, b"text=x".to_vec());
        assert_eq!(page.status, 403);
        assert!(page.shows("其他网站"), "{}", page.body);
    });
}

#[test]
fn a_panic_reaches_nobody_but_the_log() {
    on_each_engine(plan, |house| {
        let page = house.stranger().get("/panic");
        assert_eq!(page.status, 500);
        assert!(page.shows("不是您的错") && !page.shows("a fault in a handler"));
    });
}

#[test]
fn garbage_addresses_get_a_plain_page_in_the_readers_language() {
    on_each_engine(plan, |house| {
        assert!(house.stranger().get("/nowhere").shows("没有这个页面"));
        assert!(house.stranger().in_english().get("/nowhere").shows("There is no such page"));
        let mut program = house.program_of(CENTRE, &[Role::WindowClerk]);
        let page = program.get("/api/v1/notes/not-a-number");
        assert_eq!((page.status, page.kind.as_str()), (404, "application/problem+json"));
    });
}

#[test]
fn every_answer_carries_the_security_headers() {
    on_each_engine(plan, |house| {
        for path in ["/nowhere", "/health/live", "/panic"] {
            let page = house.stranger().get(path);
            let policy = page.headers["content-security-policy"].to_str().expect("text");
            assert!(policy.contains("default-src 'self'") && !policy.contains("unsafe"));
            assert_eq!(page.headers["x-content-type-options"], "nosniff");
        }
    });
}

#[test]
fn language_and_large_type_are_kept_and_lead_only_home() {
    on_each_engine(plan, |house| {
        let mut browser = house.stranger();
        let page = browser.get("/preferences?language=en&text=large&back=/health/live");
        assert_eq!((page.status, page.location.as_str()), (303, "/health/live"));
        assert!(browser.get("/nowhere").shows("There is no such page"));
        let page = browser.get("/preferences?back=//evil.example");
        assert_eq!(page.location, "/");
    });
}

#[test]
fn the_component_page_shows_every_component_in_both_languages() {
    on_each_engine(plan, |house| {
        let page = house.stranger().get("/components");
        assert_eq!(page.status, 200, "{}", page.body);
        assert!(page.shows("请更正以下内容"));
        assert!(house.stranger().in_english().get("/components").shows("Please correct"));
    });
}

#[test]
fn the_stream_of_updates_refuses_strangers() {
    on_each_engine(plan, |house| {
        let page = house.stranger().get("/live");
        assert_eq!((page.status, page.location.as_str()), (303, "/session/new?back=%2Flive"));
    });
}

#[test]
fn an_account_that_asks_too_often_waits_and_its_neighbour_does_not() {
    on_each_engine(plan, |house| {
        let clerk = member(CENTRE, &[Role::WindowClerk]);
        let key = format!("account {}", clerk.account);
        let mut browser = house.browser_as(clerk);
        assert_eq!(browser.get("/health/live").status, 200);
        let (throttle, now_ms) = (&house.hall.throttle, house.hall.now_ms());
        while throttle.ask(&key, throttle.general(), now_ms).is_ok() {}
        let page = browser.get("/health/live");
        assert_eq!((page.status, &page.headers["retry-after"]), (429, &"1".parse().expect("text")));
        assert!(page.shows("操作太频繁"), "{}", page.body);
        let mut neighbour = house.browser_of(CENTRE, &[Role::WindowClerk]);
        assert_eq!(neighbour.get("/health/live").status, 200);
        house.clock.advance(1_000);
        assert_eq!(browser.get("/health/live").status, 200);
    });
}

#[test]
fn what_is_larger_than_any_form_is_refused_in_words() {
    on_each_engine(plan, |house| {
        let mut browser = house.browser_of(CENTRE, &[Role::WindowClerk]);
        let long = "长".repeat(200_000);
        let page = browser.post("/notes", &[("text", &long)]);
        assert_eq!(page.status, 422);
        assert!(page.shows("提交的内容太大"), "{}", page.body);
        assert!(browser.in_english().post("/notes", &[("text", &long)]).shows("too large"));
        let mut program = house.program_of(CENTRE, &[Role::WindowClerk]);
        let refused = program.post_json("/api/v1/notes", "k", &serde_json::json!(long));
        assert_eq!((refused.status, refused.kind.as_str()), (422, "application/problem+json"));
    });
}

/// The log of a test, as text.
#[derive(Clone, Default)]
struct Log(std::sync::Arc<std::sync::Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("the log").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn the_log_names_the_route_and_never_the_number_in_it() {
    on_each_engine(plan, |house| {
        let log = Log::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::DEBUG)
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .finish();
        let page = tracing::subscriber::with_default(subscriber, || {
            house.stranger().get("/broken/101-20261123-0007?phone=10000000149")
        });
        assert_eq!(page.status, 500);
        let said = String::from_utf8(log.0.lock().expect("the log").clone()).expect("text");
        assert!(said.contains("/broken/{number}"), "{said}");
        assert!(said.contains("the shelf fell down"), "{said}");
        assert!(!said.contains("20261123") && !said.contains("10000000149"), "{said}");
    });
}
