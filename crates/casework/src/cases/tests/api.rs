//! Cases by programs: the whole way from receipt to completion, and what is told on it.

use crate::testing::{open, plan};
use kit::rights::Role;
use kit::testing::{Browser, CENTRE, Page, on_each_engine};
use serde_json::{Value, json};

fn new_case() -> Value {
    json!({
        "item_code": "MZ-004",
        "applicant": {"name": "奚怡达", "identity": "990126196011276412", "phone": "10000000149"},
        "papers": [
            {"key": "identity", "state": "present"},
            {"key": "account", "state": "defective", "why": "卡号不清"}
        ]
    })
}

fn stage(page: &Page) -> String {
    assert!(page.status < 300, "{} {}", page.status, page.body);
    page.json()["stage"].as_str().expect("a stage").to_owned()
}

fn take(program: &mut Browser, key: &str, new: &Value) -> String {
    let taken = program.post_json("/api/v1/cases", key, new);
    assert_eq!(taken.status, 201, "{}", taken.body);
    let number = taken.json()["number"].as_str().expect("a number").to_owned();
    format!("/api/v1/cases/{number}")
}

#[test]
fn a_whole_case_is_run_by_the_api_alone() {
    on_each_engine(plan, |house| {
        open(house);
        let mut clerk = house.program_of(CENTRE, &[Role::WindowClerk]);
        let mut approver = house.program_of(CENTRE, &[Role::Approver]);
        let case = take(&mut clerk, "k1", &new_case());
        let at = |act: &str| format!("{case}/{act}");
        let seen = clerk.get(&case).json();
        assert_eq!(
            (seen["stage"].as_str(), seen["applicant"].as_str()),
            (Some("received"), Some("奚*达"))
        );
        assert_eq!(seen["shortfalls"], json!(["account"]));
        assert!(
            seen["not_now"]
                .as_array()
                .expect("a list")
                .iter()
                .any(|it| { it["act"] == "acceptance" && it["code"] == "PapersIncomplete" })
        );
        let notice = clerk.post_json(&at("notice"), "k2", &json!({}));
        assert_eq!(stage(&notice), "awaiting_supplement");
        let told =
            clerk.post_json(&at("notice-confirmation"), "k3", &json!({"channel": "telephone"}));
        assert_eq!(stage(&told), "awaiting_supplement");
        let brought =
            json!({"papers": [{"key": "account", "state": "present"}], "then": "acceptance"});
        assert_eq!(stage(&clerk.post_json(&at("supplement"), "k4", &brought)), "examining");
        let seen = clerk.get(&case).json();
        assert_eq!(seen["promised_due_on"], "2026-12-07");
        assert_eq!(seen["legal_due_on"], "2026-12-21");
        let pause = json!({"key": "notice", "until": "2026-12-04"});
        assert_eq!(stage(&clerk.post_json(&at("suspension"), "k5", &pause)), "suspended");
        assert_eq!(clerk.get(&case).json()["light"], "paused");
        crate::testing::days(house, 4);
        let over = json!({"text": "无异议"});
        assert_eq!(stage(&clerk.post_json(&at("resumption"), "k6", &over)), "examining");
        assert_eq!(clerk.get(&case).json()["promised_due_on"], "2026-12-10");
        let opinion = json!({"text": "符合条件"});
        assert_eq!(stage(&approver.post_json(&at("examination"), "k7", &opinion)), "examining");
        let result = json!({"result": "确认表 1 号"});
        assert_eq!(clerk.post_json(&at("decision"), "k8", &result).status, 403);
        assert_eq!(stage(&approver.post_json(&at("decision"), "k9", &result)), "decided");
        let to = json!({"recipient": "applicant", "delivery": {"signed_on_paper": true}});
        assert_eq!(stage(&clerk.post_json(&at("delivery"), "k10", &to)), "delivered");
        assert_eq!(stage(&clerk.post_json(&at("completion"), "k11", &json!({}))), "completed");
        let listed = clerk.get("/api/v1/cases?scope=closed").json();
        assert_eq!(listed.as_array().expect("a list").len(), 1);
        crate::testing::everything_is_whole(house);
    });
}

#[test]
fn a_replayed_request_is_the_same_act_and_another_body_under_its_key_is_refused() {
    on_each_engine(plan, |house| {
        open(house);
        let mut clerk = house.program_of(CENTRE, &[Role::WindowClerk]);
        let case = take(&mut clerk, "k1", &new_case());
        assert_eq!(take(&mut clerk, "k1", &new_case()), case);
        let mut other = new_case();
        other["another"] = json!(true);
        assert_eq!(clerk.post_json("/api/v1/cases", "k1", &other).status, 422);
        let first = clerk.post_json(&format!("{case}/notice"), "k2", &json!({}));
        let again = clerk.post_json(&format!("{case}/notice"), "k2", &json!({}));
        assert_eq!(first.body, again.body);
        assert_eq!(clerk.get(&case).json()["version"], 2, "one act");
    });
}

#[test]
fn a_program_is_told_what_is_wrong_as_a_problem_with_its_field() {
    on_each_engine(plan, |house| {
        open(house);
        let mut clerk = house.program_of(CENTRE, &[Role::WindowClerk]);
        let mut count = 0;
        let mut told = |change: &dyn Fn(&mut Value)| {
            count += 1;
            let mut body = new_case();
            change(&mut body);
            let page = clerk.post_json("/api/v1/cases", &format!("p{count}"), &body);
            assert_eq!((page.status, page.kind.as_str()), (422, "application/problem+json"));
            page.body
        };
        let body = told(&|it| it["applicant"]["identity"] = json!("990126196011276413"));
        assert!(body.contains("applicant.identity"), "{body}");
        assert!(told(&|it| it["item_code"] = json!("XX-999")).contains("item_code"));
        assert!(told(&|it| it["applicant"]["kind"] = json!("robot")).contains("applicant.kind"));
        assert!(told(&|it| it["then"] = json!("decision")).contains("then"));
        assert!(told(&|it| it["mandat"] = json!("?")).contains("mandat"), "a slip of the pen");
        let body = told(&|it| it["papers"] = json!([{"key": "passport", "state": "present"}]));
        assert!(body.contains("paper.passport"), "{body}");
        let case = take(&mut clerk, "k1", &new_case());
        let mut stale = clerk.post_json(&format!("{case}/notice"), "k2", &json!({"version": 7}));
        assert_eq!(stale.status, 409, "{}", stale.body);
        stale = clerk.post_json("/api/v1/cases", "k3", &new_case());
        assert!(stale.status == 422 && stale.body.contains("another"), "{}", stale.body);
    });
}

#[test]
fn cases_are_listed_page_by_page_for_programs() {
    on_each_engine(plan, |house| {
        open(house);
        let mut clerk = house.program_of(CENTRE, &[Role::WindowClerk]);
        let mut new = new_case();
        new["another"] = json!(true);
        for number in 0..3 {
            take(&mut clerk, &format!("k{number}"), &new);
        }
        let all = clerk.get("/api/v1/cases?scope=open").json();
        let first = &all.as_array().expect("a list")[0];
        let after = format!(
            "/api/v1/cases?scope=open&after={}&after_due={}",
            first["number"].as_str().expect("number"),
            first["due_on"].as_str().expect("due")
        );
        assert_eq!(clerk.get(&after).json().as_array().expect("a list").len(), 2);
    });
}
