//! The room, asked in process: a case from the window to its end.

use counter::catalogue::actions as catalogue;
use counter::catalogue::record::{
    ContactRecord, FeeRecord, ItemRecord, LabelRecord, LimitRecord, MaterialRecord,
    ProcedureRecord, StepRecord,
};
use kit::db::ActHead;
use kit::hall::Plan;
use kit::journal::Actor;
use kit::rights::Role;
use kit::testing::{Browser, CENTRE, House, OTHER_CENTRE, Page, on_each_engine};
use serde_json::json;

fn plan() -> Plan {
    Plan::new(vec![office::wing(), counter::wing(), crate::wing()])
}

fn label(zh: &str, en: &str) -> LabelRecord {
    LabelRecord { zh: zh.into(), en: en.into() }
}

fn days(value: i64) -> Option<LimitRecord> {
    Some(LimitRecord { value, unit: "working_days".into(), note: String::new() })
}

/// 高龄津贴: a commitment item with a public notice and a paper that may follow.
fn allowance() -> ItemRecord {
    let material = |key: &str, zh: &str, en: &str, deferral: &str| MaterialRecord {
        key: key.into(),
        name: label(zh, en),
        originals: 1,
        deferral: deferral.into(),
        criterion: label("清晰、在有效期内", "legible and valid"),
        ..MaterialRecord::default()
    };
    let mut record = ItemRecord {
        code: "MZ-004".into(),
        name: label("高龄津贴申领", "Old-age allowance"),
        materials: vec![
            material("identity", "居民身份证", "Identity card", "never"),
            material("account", "银行卡", "Bank card", "allowed"),
        ],
        promised_limit: days(10),
        legal_limit: days(20),
        procedures: vec![ProcedureRecord {
            key: "notice".into(),
            kind: "public_notice".into(),
            name: label("村级公示", "Public notice in the village"),
            counting: "not_counted".into(),
            ..ProcedureRecord::default()
        }],
        fee: FeeRecord::No { remark: LabelRecord::default() },
        contact: ContactRecord {
            place: label("青榕镇便民服务中心", "Qingrong centre"),
            hours: label("周一至周五", "Monday to Friday"),
            consult_phone: "0999-0001000".into(),
            complaint_phone: "0999-0002000".into(),
            ..ContactRecord::default()
        },
        steps: ["窗口受理", "审查", "决定"]
            .iter()
            .map(|name| StepRecord {
                name: label(name, "step"),
                department: "民政".into(),
                ..StepRecord::default()
            })
            .collect(),
        ..ItemRecord::default()
    };
    record.authority.department = "民政".into();
    record.authority.body = "青榕镇人民政府".into();
    record.authority.station = "社会事务（民政）办".into();
    record.handling.mode = "commitment".into();
    record.handling.onsite_visits = 1;
    record.handling.forms = vec!["1".into()];
    record.service_objects = vec!["1".into()];
    record.result.name = label("高龄津贴确认表", "Certificate of the allowance");
    record.authority.legal_basis = vec![counter::catalogue::record::LegalBasisRecord {
        citation: "《老年人权益保障法》第三十三条".into(),
        wording: String::new(),
    }];
    record.requirements = vec![counter::catalogue::record::RequirementRecord {
        text: label("年满八十周岁", "eighty years or older"),
        test: String::new(),
    }];
    record
}

fn publish(house: &House) {
    let definition = allowance().definition().expect("readable");
    let may = rulebook::disclosure::may_publish(&definition);
    assert_eq!(may, Ok(()), "the sample item is complete");
    for centre in [CENTRE, OTHER_CENTRE] {
        let head = ActHead { centre, actor: Actor::house() };
        let records = vec![allowance()];
        let done = house
            .hall
            .db
            .act_now(head, move |act| {
                catalogue::import(act, &records, catalogue::AfterImport::PublishComplete)
            })
            .expect("import");
        assert_eq!(done.published, 1, "{done:?}");
    }
}

const PERSON: [(&str, &str); 3] =
    [("identity", "990126196011276412"), ("name", "奚怡达"), ("phone", "10000000149")];

fn intake(extra: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    let mut fields = vec![("item_code", "MZ-004"), ("version", "1")];
    fields.extend(PERSON);
    fields.extend_from_slice(extra);
    fields
}

fn take(browser: &mut Browser, extra: &[(&'static str, &'static str)]) -> String {
    let page = browser.post("/cases", &intake(extra));
    assert_eq!(page.status, 303, "{}", page.body);
    page.location
}

fn act(browser: &mut Browser, case: &str, act: &str, fields: &[(&str, &str)]) -> Page {
    browser.post(&format!("{case}/{act}"), fields)
}

fn done(browser: &mut Browser, case: &str, name: &str, fields: &[(&str, &str)]) {
    let page = act(browser, case, name, fields);
    assert_eq!(page.status, 303, "{name}: {}", page.body);
}

#[test]
fn a_villager_is_told_everything_at_once_and_gets_a_result_on_a_date_that_is_kept() {
    on_each_engine(plan, |house| {
        publish(house);
        let mut clerk = house.browser_of(CENTRE, &[Role::WindowClerk]);
        assert!(clerk.get("/cases/new").shows("高龄津贴申领"));
        let form = clerk.get("/cases/new?item=MZ-004");
        assert!(form.shows("居民身份证") && form.shows("银行卡"), "{}", form.body);
        let case = take(&mut clerk, &[("paper.identity", "present"), ("paper.account", "missing")]);
        let page = clerk.get(&case);
        assert!(page.shows("奚*达") && !page.shows("奚怡达"), "masked: {}", page.body);
        let refused = act(&mut clerk, &case, "acceptance", &[]);
        assert!(refused.status == 422 && refused.shows("必要材料还不齐"), "{}", refused.body);
        done(&mut clerk, &case, "notice", &[]);
        let second = act(&mut clerk, &case, "notice", &[]);
        assert!(second.status == 422 && second.shows("已经一次性告知过"), "{}", second.body);
        assert!(clerk.get(&format!("{case}/print/notice")).shows("银行卡"));
        done(&mut clerk, &case, "supplement", &[("paper.account", "present")]);
        done(&mut clerk, &case, "acceptance", &[]);
        let page = clerk.get(&case);
        assert!(page.shows("2026年12月7日"), "ten working days: {}", page.body);
        let paused = [("cause", "notice"), ("until", "2026-12-04")];
        done(&mut clerk, &case, "suspension", &paused);
        house.clock.advance(4 * 86_400_000);
        done(&mut clerk, &case, "resumption", &[("text", "无异议")]);
        assert!(clerk.get(&case).shows("2026年12月10日"), "moved by the three working days");
        let early = act(&mut clerk, &case, "decision", &[("result", "确认表 1 号")]);
        assert_eq!(early.status, 403, "the approver decides");
        let mut approver = house.browser_of(CENTRE, &[Role::Approver]);
        done(&mut approver, &case, "decision", &[("result", "确认表 1 号")]);
        done(&mut clerk, &case, "delivery", &[("recipient", "奚怡达")]);
        done(&mut clerk, &case, "completion", &[]);
        assert!(clerk.get("/cases?view=closed").shows("已办结"));
        assert!(clerk.get("/cases?view=closed").shows("按时"));
    });
}

#[test]
fn bad_input_is_told_at_the_field_and_nothing_typed_is_lost() {
    on_each_engine(plan, |house| {
        publish(house);
        let mut clerk = house.browser_of(CENTRE, &[Role::WindowClerk]);
        let mut fields = intake(&[("paper.identity", "present")]);
        for field in &mut fields {
            if field.0 == "identity" {
                field.1 = "990126196011276413";
            }
        }
        let page = clerk.post("/cases", &fields);
        assert_eq!(page.status, 422);
        assert!(page.shows("990126196011276413") && page.shows("奚怡达"), "{}", page.body);
        assert!(page.shows("error-summary"));
        let unknown = clerk.get("/cases/new?item=XX-999");
        assert!(unknown.status == 404 && unknown.shows("XX-999"));
        let nowhere = clerk.get("/cases/101-20261123-9999");
        assert!(nowhere.status == 404 && nowhere.shows("请核对编号"));
    });
}

#[test]
fn two_clerks_on_one_case_one_acts_and_the_other_sees_what_happened() {
    on_each_engine(plan, |house| {
        publish(house);
        let mut clerk = house.browser_of(CENTRE, &[Role::WindowClerk]);
        let papers = [("paper.identity", "present"), ("paper.account", "present")];
        let case = take(&mut clerk, &papers);
        let mut colleague = house.browser_of(CENTRE, &[Role::WindowClerk]);
        done(&mut clerk, &case, "acceptance", &[("version", "1")]);
        let late = act(&mut colleague, &case, "acceptance", &[("version", "1")]);
        assert!(late.status == 409 && late.shows("受理"), "{}", late.body);
    });
}

#[test]
fn two_centres_never_see_each_others_cases() {
    on_each_engine(plan, |house| {
        publish(house);
        let mut clerk = house.browser_of(CENTRE, &[Role::WindowClerk]);
        let case = take(&mut clerk, &[("paper.identity", "present")]);
        let mut other = house.browser_of(OTHER_CENTRE, &[Role::WindowClerk]);
        assert_eq!(other.get(&case).status, 404);
        assert!(!other.get("/cases?view=all").shows("奚*达"));
        assert_eq!(act(&mut other, &case, "withdrawal", &[("text", "x")]).status, 404);
    });
}

#[test]
fn identity_data_is_seen_in_clear_only_with_a_reason_in_the_journal() {
    on_each_engine(plan, |house| {
        publish(house);
        let mut clerk = house.browser_of(CENTRE, &[Role::WindowClerk]);
        let case = take(&mut clerk, &[("paper.identity", "present")]);
        let bare = clerk.post(&format!("{case}/unmasking"), &[("reason", " ")]);
        assert_eq!(bare.status, 422);
        let clear = clerk.post(&format!("{case}/unmasking"), &[("reason", "核对证件")]);
        assert!(clear.shows("990126196011276412"), "{}", clear.body);
        let entries = house
            .hall
            .db
            .read_now(|read| kit::journal::reading::before(read, CENTRE, i64::MAX, 1))
            .expect("journal");
        assert_eq!(entries[0].action, "cases.unmasked");
        assert!(!entries.iter().any(|entry| entry.payload.contains("990126196011276412")));
    });
}

#[test]
fn what_was_typed_survives_until_it_is_handed_in() {
    on_each_engine(plan, |house| {
        publish(house);
        let mut clerk = house.browser_of(CENTRE, &[Role::WindowClerk]);
        let saved = clerk.post("/cases/drafts/MZ-004", &[("name", "马景艺")]);
        assert_eq!(saved.status, 204);
        assert!(clerk.get("/cases/new?item=MZ-004").shows("马景艺"));
        take(&mut clerk, &[("paper.identity", "present")]);
        assert!(!clerk.get("/cases/new?item=MZ-004").shows("马景艺"));
    });
}

#[test]
fn a_whole_case_is_run_by_the_api_alone() {
    on_each_engine(plan, |house| {
        publish(house);
        let mut clerk = house.program_of(CENTRE, &[Role::WindowClerk]);
        let new = json!({
            "item_code": "MZ-004",
            "applicant": {"name": "奚怡达", "identity": "990126196011276412", "phone": "10000000149"},
            "papers": [{"key": "identity", "state": "present"}, {"key": "account", "state": "present"}]
        });
        let taken = clerk.post_json("/api/v1/cases", "k1", &new);
        assert_eq!(taken.status, 201, "{}", taken.body);
        let number = taken.json()["number"].as_str().expect("number").to_owned();
        let again = clerk.post_json("/api/v1/cases", "k1", &new);
        assert_eq!(again.json()["number"], number.as_str(), "a replay is the same case");
        let address = |act: &str| format!("/api/v1/cases/{number}/{act}");
        let accepted = clerk.post_json(&address("acceptance"), "k2", &json!({}));
        assert_eq!(accepted.json()["stage"], "examining", "{}", accepted.body);
        let mut approver = house.program_of(CENTRE, &[Role::Approver]);
        let granted = approver.post_json(&address("decision"), "k3", &json!({"result": "1 号"}));
        assert_eq!(granted.json()["stage"], "decided", "{}", granted.body);
        clerk.post_json(&address("delivery"), "k4", &json!({"recipient": "奚怡达"}));
        let closed = clerk.post_json(&address("completion"), "k5", &json!({}));
        assert_eq!(closed.json()["stage"], "completed", "{}", closed.body);
        let wrong = clerk.post_json(&address("delivery"), "k6", &json!({"recipient": "x"}));
        assert_eq!((wrong.status, wrong.kind.as_str()), (422, "application/problem+json"));
    });
}

#[test]
fn the_journal_gives_every_case_back() {
    on_each_engine(plan, |house| {
        publish(house);
        let mut clerk = house.browser_of(CENTRE, &[Role::WindowClerk]);
        let case = take(&mut clerk, &[("paper.identity", "present"), ("paper.account", "missing")]);
        done(&mut clerk, &case, "notice", &[]);
        let signer = kit::testing::signer();
        let report = kit::journal::verify::Verification {
            db: &house.hall.db,
            migrations: &house.hall.migrations,
            registry: &house.hall.registry,
            projections: &house.hall.projections,
            verifier: &signer.public_key(),
        }
        .run(|_| {})
        .expect("verification");
        assert_eq!(report.findings, vec![], "{report:?}");
    });
}

#[test]
fn the_excel_of_the_work_list_opens() {
    on_each_engine(plan, |house| {
        publish(house);
        let mut clerk = house.browser_of(CENTRE, &[Role::WindowClerk]);
        take(&mut clerk, &[("paper.identity", "present")]);
        let page = clerk.get("/cases/export");
        assert_eq!(page.status, 200);
        assert_eq!(&page.bytes[..2], b"PK", "a zip container");
    });
}
