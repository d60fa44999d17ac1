//! A whole case of each mode by the API alone.

use crate::testing::{everything_is_whole, open_in_every_mode, plan};
use kit::rights::Role;
use kit::testing::{Browser, CENTRE, Page, on_each_engine};
use serde_json::{Value, json};

fn taken(clerk: &mut Browser, item: &str) -> String {
    let new = json!({
        "item_code": item,
        "applicant": {"name": "奚怡达", "identity": "990126196011276412", "phone": "10000000149"},
        "papers": [
            {"key": "identity", "state": "present"},
            {"key": "account", "state": "present"}
        ],
        "then": "acceptance"
    });
    let page = clerk.post_json("/api/v1/cases", &format!("take-{item}"), &new);
    assert_eq!(page.status, 201, "{}", page.body);
    format!("/api/v1/cases/{}", page.json()["number"].as_str().expect("a number"))
}

fn stage(page: &Page) -> String {
    assert!(page.status < 300, "{} {}", page.status, page.body);
    page.json()["stage"].as_str().expect("a stage").to_owned()
}

fn finish(clerk: &mut Browser, case: &str) {
    let at = |act: &str| format!("{case}/{act}");
    let to = json!({"recipient": "applicant", "delivery": {"signed_on_paper": true}});
    let delivered = clerk.post_json(&at("delivery"), &format!("deliver {case}"), &to);
    assert_eq!(stage(&delivered), "delivered");
    let completed = clerk.post_json(&at("completion"), &format!("end {case}"), &json!({}));
    assert_eq!(stage(&completed), "completed");
}

fn work(body: &Value) -> Value {
    json!({ "work": body })
}

#[test]
fn a_case_of_each_mode_is_run_by_the_api_alone() {
    on_each_engine(plan, |house| {
        open_in_every_mode(house);
        let mut clerk = house.program_of(CENTRE, &[Role::WindowClerk]);
        let mut approver = house.program_of(CENTRE, &[Role::Approver]);
        let mut director = house.program_of(CENTRE, &[Role::Director]);

        let joint = taken(&mut clerk, "NY-001");
        let at = |act: &str| format!("{joint}/{act}");
        let sent = clerk.post_json(&at("circulation"), "j1", &work(&json!({})));
        assert_eq!(stage(&sent), "examining");
        for (key, name) in [("j2", "林业站"), ("j3", "自然资源所")] {
            let opinion = json!({
                "department": name, "verdict": "agrees", "on_behalf": "书面意见已到"
            });
            let given = director.post_json(&at("opinion"), key, &work(&opinion));
            assert_eq!(stage(&given), "examining");
        }
        let result = json!({"result": "批准书 1 号"});
        assert_eq!(stage(&approver.post_json(&at("decision"), "j4", &result)), "decided");
        finish(&mut clerk, &joint);

        let matter = taken(&mut clerk, "ZZ-002");
        let at = |act: &str| format!("{matter}/{act}");
        let owner = json!({"owner": "综治中心主任", "bodies": ["派出所"]});
        let led = director.post_json(&at("coordination"), "c1", &work(&owner));
        assert_eq!(stage(&led), "examining");
        let told = clerk.post_json(&at("progress"), "c2", &work(&json!({"text": "已约双方"})));
        assert_eq!(stage(&told), "examining");
        let answer = json!({"verdict": "solved", "text": "双方和解"});
        let answered = approver.post_json(&at("answer"), "c3", &work(&answer));
        assert_eq!(stage(&answered), "decided");
        finish(&mut clerk, &matter);

        let above = taken(&mut clerk, "MZ-002");
        let at = |act: &str| format!("{above}/{act}");
        let passed = approver.post_json(&at("precheck"), "a1", &work(&json!({"text": "齐全"})));
        assert_eq!(stage(&passed), "examining");
        let up = json!({"to": "县民政局", "channel": "政务专网", "papers": ["identity"]});
        assert_eq!(stage(&clerk.post_json(&at("consignment"), "a2", &work(&up))), "examining");
        let late = clerk.post_json(&at("precheck"), "a3", &work(&json!({"text": "再审"})));
        assert_eq!(late.status, 403, "the approver's");
        let back = json!({"verdict": "granted", "result": "认定书 1 号"});
        let back = clerk.post_json(&at("superior-answer"), "a4", &work(&back));
        assert_eq!(stage(&back), "decided");
        finish(&mut clerk, &above);
        everything_is_whole(house);
    });
}
