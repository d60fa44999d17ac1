//! The queue by API alone.

use super::in_hall;
use crate::testing::with_items;
use kit::rights::Role;
use kit::testing::CENTRE;
use serde_json::json;

#[test]
fn a_kiosk_and_a_window_of_another_maker_can_run_a_visit_by_api_alone() {
    in_hall(|house| {
        with_items(house);
        let mut kiosk = house.stranger();
        let mut window = house.program_of(CENTRE, &[Role::WindowClerk]);
        let tickets = "/api/v1/centres/990126101/tickets";
        let refused = kiosk.post_json(tickets, "k0", &json!({ "line": "A" }));
        assert_eq!(refused.status, 422, "no window serves it yet: {}", refused.body);
        let opened =
            window.post_json("/api/v1/queue/window/opening", "w1", &json!({"lines": ["A", "C"]}));
        assert_eq!(opened.status, 200, "{}", opened.body);
        let given = kiosk.post_json(tickets, "k1", &json!({ "item": "MZ-004" }));
        assert_eq!(given.status, 201, "{}", given.body);
        assert_eq!(given.json()["number"], "C001", "the item leads to its line");
        let again = kiosk.post_json(tickets, "k1", &json!({ "item": "MZ-004" }));
        assert_eq!(again.json(), given.json(), "a retried request is the same ticket");
        let elderly = json!({ "line": "C", "priority": "elderly" });
        assert_eq!(kiosk.post_json(tickets, "k2", &elderly).json()["number"], "C002");
        let board = kiosk.get("/api/v1/centres/990126101/queue").json();
        assert_eq!(board["waiting"], 2);
        let called = window.post_json("/api/v1/queue/calls", "w2", &json!({})).json();
        assert_eq!(called["number"], "C002");
        let ticket = format!("/api/v1/tickets/{}", called["ticket"].as_str().expect("a name"));
        let begun = window.post_json(&format!("{ticket}/service"), "w3", &json!({}));
        assert_eq!(begun.json()["phase"], "serving");
        let forwarded =
            window.post_json(&format!("{ticket}/forwarding"), "w4", &json!({ "line": "A" }));
        assert_eq!(forwarded.json()["phase"], "waiting", "{}", forwarded.body);
        let next = window.post_json("/api/v1/queue/calls", "w5", &json!({})).json();
        assert_eq!(next["number"], "C002", "its first place in the window's first line");
        let shown = window.get(&ticket).json();
        assert_eq!((&shown["line"], &shown["phase"]), (&json!("A"), &json!("called")));
        let all = window.get("/api/v1/tickets?phase=waiting").json();
        assert_eq!(all.as_array().map(Vec::len), Some(1));
    });
}

#[test]
fn after_closing_time_the_kiosk_gives_no_tickets_and_says_why() {
    in_hall(|house| {
        let mut window = house.program_of(CENTRE, &[Role::WindowClerk]);
        window.post_json("/api/v1/queue/window/opening", "w1", &json!({ "lines": ["A"] }));
        house.clock.advance(8 * 3_600_000);
        let tickets = "/api/v1/centres/990126101/tickets";
        let late = house.stranger().post_json(tickets, "k", &json!({ "line": "A" }));
        assert_eq!(late.status, 422);
        assert!(late.shows("今天的服务时间已过"), "{}", late.body);
        let board = house.stranger().get("/api/v1/centres/990126101/queue").json();
        assert_eq!(board["lines"][0]["is_offered"], false);
    });
}

#[test]
fn an_estimate_follows_what_the_last_ones_took() {
    in_hall(|house| {
        let mut window = house.program_of(CENTRE, &[Role::WindowClerk]);
        window.post_json("/api/v1/queue/window/opening", "w", &json!({ "lines": ["A"] }));
        let minutes = |waiting: usize| {
            let board = house.stranger().get("/api/v1/centres/990126101/queue").json();
            assert_eq!(board["lines"][0]["waiting"], waiting);
            board["lines"][0]["minutes"].as_u64()
        };
        for at in 0..5 {
            let given =
                window.post_json("/api/v1/tickets", &format!("g{at}"), &json!({"line": "A"}));
            assert_eq!(given.status, 201, "{}", given.body);
        }
        assert_eq!(minutes(5), Some(30), "the shipped six minutes each");
        for at in 1..=3 {
            window.post_json("/api/v1/queue/calls", &format!("c{at}"), &json!({}));
            let ticket = format!("/api/v1/tickets/20261123-A00{at}");
            window.post_json(&format!("{ticket}/service"), &format!("s{at}"), &json!({}));
            house.clock.advance(120_000);
            let ended =
                window.post_json(&format!("{ticket}/completion"), &format!("e{at}"), &json!({}));
            assert_eq!(ended.status, 200, "{}", ended.body);
        }
        assert_eq!(minutes(2), Some(4), "two minutes each by now");
    });
}
