//! The boards, asked in process, over the shipped catalogue and a centre with its departments.

use counter::catalogue::door::{self as catalogue, AfterImport};
use counter::catalogue::record::LabelRecord;
use jiff::civil::{Date, date};
use kit::db::ActHead;
use kit::hall::Plan;
use kit::journal::Actor;
use kit::rights::Role;
use kit::testing::{Browser, CENTRE, House, Page, on_each_engine};
use office::posts::door::{self as posts, Centre, Department, WholeCentre};
use reference::exchange::door::{ContactRecord, shipped_items};
use rulebook::condition::{Answer, Answers, Key, Quantity};
use rulebook::item::{Definition, HandlingMode, QuestionKind};
use serde_json::{Value, json};
use std::collections::BTreeSet;

pub(crate) fn plan() -> Plan {
    Plan::new(vec![
        office::wing(),
        counter::wing(),
        reference::wing(),
        casework::wing(),
        crate::wing(),
    ])
}

const TODAY: Date = date(2026, 11, 23);

fn by_the_house() -> ActHead {
    ActHead { centre: CENTRE, actor: Actor::house() }
}

/// A centre with five departments and all shipped items.
pub(crate) fn open(house: &House) {
    let department = |key: &str, short: &str, name: &str| Department {
        key: key.into(),
        short: short.into(),
        name: name.into(),
        ..Department::default()
    };
    let whole = WholeCentre {
        centre: Centre {
            name: "青榕镇便民服务中心".into(),
            address: "望溪县正街 1 号".into(),
            hotline: "0999-0001000".into(),
            supervision_phone: "0999-0002000".into(),
            hours: "周一至周五".into(),
            ..Centre::default()
        },
        departments: vec![
            department("NY", "农业综合", "青榕镇农业综合服务站"),
            department("LY", "林业", "青榕镇林业站"),
            department("ZR", "自然资源（国土）", "青榕镇自然资源所"),
            department("GH", "规划", "青榕镇村镇规划建设站"),
            department("MZ", "民政", "青榕镇社会事务（民政）办"),
        ],
        windows: Vec::new(),
        posts: Vec::new(),
    };
    house.hall.db.act_now(by_the_house(), move |act| posts::set_up(act, &whole)).expect("centre");
    let label = |zh: &str| LabelRecord { zh: zh.into(), en: String::new() };
    let contact = ContactRecord {
        place: label("青榕镇便民服务中心"),
        hours: label("周一至周五"),
        consult_phone: "0999-0001000".into(),
        complaint_phone: "0999-0002000".into(),
        ..ContactRecord::default()
    };
    let records = shipped_items(&contact).expect("items");
    let import = move |act: &mut kit::db::Act<'_>| {
        catalogue::import(act, &records, AfterImport::PublishComplete)
    };
    house.hall.db.act_now(by_the_house(), import).expect("import");
    catalogue::changed(&house.hall, CENTRE);
}

/// Answers to every question of an item, the first choice of each; some items want others.
fn answers(definition: &Definition) -> Value {
    let wanted = match definition.code.to_string().as_str() {
        "GA-005" => vec![("reason", "expired"), ("age_group", "adult")],
        "NY-001" => vec![("kind", "new"), ("member", "yes"), ("farmland", "no")],
        _ => Vec::new(),
    };
    let mut all = serde_json::Map::new();
    let mut known = Answers::new();
    while let Some(question) = definition.scenario.open(&known, TODAY).into_iter().next() {
        let key = question.key.to_string();
        let chosen = wanted.iter().find(|(name, _)| *name == key).map(|(_, value)| *value);
        let (answer, text) = match &question.kind {
            QuestionKind::One(choices) => {
                let first = choices.first().expect("a choice").key.to_string();
                let text = chosen.map_or(first, ToOwned::to_owned);
                (Answer::Choice(Key::parse(&text).expect("a key")), text)
            }
            QuestionKind::Many(_) => {
                known.put(question.key.clone(), Answer::Choices(BTreeSet::new()));
                continue;
            }
            QuestionKind::Quantity { .. } => {
                (Answer::Quantity(Quantity::parse("1").expect("a number")), "1".to_owned())
            }
            QuestionKind::Day => (Answer::Day(date(1960, 1, 1)), "1960-01-01".to_owned()),
        };
        known.put(question.key.clone(), answer);
        all.insert(key, json!(text));
    }
    Value::Object(all)
}

/// Takes a case of a shipped item in with all its papers, and accepts it.
fn take(house: &House, clerk: &mut Browser, item: &str) -> Page {
    let code = item.to_owned();
    let found = house.hall.db.read_now(move |read| catalogue::current(read, CENTRE, &code));
    let found = found.expect("catalogue").expect("in force");
    let definition = &found.definition;
    let papers: Vec<Value> = definition
        .materials
        .iter()
        .map(|it| json!({"key": it.key.to_string(), "state": "present"}))
        .collect();
    let is_person =
        definition.audience.objects.contains(&rulebook::codes::ServiceObject::NaturalPerson);
    let mut new = json!({
        "item_code": item,
        "applicant": {"name": "奚怡达", "identity": "990126196011276412", "phone": "10000000149"},
        "answers": answers(definition),
        "papers": papers,
        "then": "acceptance"
    });
    if !is_person {
        new["applicant"] = json!({
            "kind": "organisation", "name": "青榕镇合作社",
            "identity": "11990126010000119W", "phone": "0999-0001000"
        });
        new["agent"] = json!({
            "name": "马景艺", "identity": "990126198703142625", "phone": "10000000150",
            "mandate": "授权委托书"
        });
    }
    clerk.post_json("/api/v1/cases", &format!("take-{item}"), &new)
}

pub(crate) fn taken(house: &House, item: &str) -> String {
    let mut clerk = house.program_of(CENTRE, &[Role::WindowClerk]);
    let page = take(house, &mut clerk, item);
    assert_eq!(page.status, 201, "{item}: {}", page.body);
    page.json()["number"].as_str().expect("a number").to_owned()
}

pub(crate) fn act(browser: &mut Browser, number: &str, name: &str, fields: &[(&str, &str)]) {
    let page = browser.post(&format!("/cases/{number}/{name}"), fields);
    assert_eq!(page.status, 303, "{name}: {}", page.body);
}

#[test]
fn every_shipped_item_of_every_mode_is_taken_in_and_accepted() {
    on_each_engine(plan, |house| {
        open(house);
        let all = house.hall.db.read_now(|read| catalogue::records(read, CENTRE));
        let mut clerk = house.program_of(CENTRE, &[Role::WindowClerk]);
        let mut count = [0; 3];
        for (code, record) in all.expect("records") {
            let mode = HandlingMode::from_word(&record.handling.mode).expect("a mode");
            let place = match mode {
                HandlingMode::Joint => 0,
                HandlingMode::Coordination => 1,
                HandlingMode::Agency => 2,
                _ => continue,
            };
            let page = take(house, &mut clerk, &code);
            assert_eq!(page.status, 201, "{code}: {}", page.body);
            assert_eq!(page.json()["stage"], "examining", "{code}");
            count[place] += 1;
        }
        assert_eq!(count, [8, 6, 33], "joint, coordination, agency");
    });
}

#[test]
fn what_waits_for_my_department_comes_first_and_is_answered_with_one_button() {
    on_each_engine(plan, |house| {
        open(house);
        let number = taken(house, "NY-001");
        let mut clerk = house.browser_in(CENTRE, "NY", &[Role::WindowClerk]);
        act(&mut clerk, &number, "circulation", &[]);
        let mut forestry = house.browser_in(CENTRE, "LY", &[Role::Approver]);
        let board = forestry.get("/approvals");
        assert!(board.shows("待我部门会办") && board.shows(&number), "{}", board.body);
        assert!(board.shows(&format!("/cases/{number}/opinion")), "one button");
        let own = [("department", "林业站"), ("verdict", "agrees")];
        act(&mut forestry, &number, "opinion", &own);
        let board = forestry.get("/approvals");
        assert!(!board.shows(&format!("/cases/{number}/opinion")), "answered: {}", board.body);
        assert!(board.shows("已反馈 1/3"), "{}", board.body);
        let mut land = house.browser_in(CENTRE, "ZR", &[Role::Approver]);
        assert!(land.get("/approvals").shows(&format!("/cases/{number}/opinion")));
        assert!(land.get("/desk").shows("待我部门会办"), "on the desk");
        let mut supervisor = house.browser_of(CENTRE, &[Role::Supervisor]);
        let seen = supervisor.get("/approvals");
        assert!(seen.status == 200 && !seen.shows("/opinion\""), "looks, and does nothing");
    });
}

#[test]
fn the_inbox_shows_what_my_department_decides_and_grants_it_with_one_button() {
    on_each_engine(plan, |house| {
        open(house);
        let number = taken(house, "MZ-010");
        let promised = taken(house, "NY-002");
        let mut approver = house.browser_in(CENTRE, "NY", &[Role::Approver]);
        let board = approver.get("/approvals");
        assert!(board.shows(&format!("/cases/{promised}/decision")), "{}", board.body);
        assert!(!board.shows(&number), "another department's");
    });
}

#[test]
fn what_is_sent_up_stands_on_the_board_by_where_it_is() {
    on_each_engine(plan, |house| {
        open(house);
        let number = taken(house, "MZ-002");
        let mut approver = house.browser_in(CENTRE, "MZ", &[Role::Approver]);
        let board = approver.get("/agency");
        assert!(board.shows("待初审、待上报") && board.shows(&number), "{}", board.body);
        assert!(approver.get("/approvals").shows("初审通过"), "in the inbox of the department");
        act(&mut approver, &number, "precheck", &[("text", "齐全")]);
        let page = approver.get(&format!("/cases/{number}"));
        let paper = page
            .body
            .split("name=\"papers\" value=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .expect("a paper to send")
            .to_owned();
        let up = [
            ("to", "望溪县民政局"),
            ("channel", "政务专网"),
            ("papers", paper.as_str()),
            ("working_days", "3"),
        ];
        act(&mut approver, &number, "consignment", &up);
        let board = approver.get("/agency");
        assert!(board.shows("望溪县民政局") && board.shows(&format!("{number}-S1")));
        house.clock.advance(6 * 86_400_000);
        let board = approver.get("/agency");
        assert!(board.shows(&format!("/cases/{number}#act-urging")), "late: {}", board.body);
    });
}

#[test]
fn denials_wait_for_the_director_for_their_report_and_for_an_answer() {
    on_each_engine(plan, |house| {
        open(house);
        let number = taken(house, "NY-002");
        let mut approver = house.browser_in(CENTRE, "NY", &[Role::Approver]);
        let mut director = house.browser_of(CENTRE, &[Role::Director]);
        let grounds = [
            ("reason_code", "conditions"),
            ("facts", "不在补贴范围"),
            ("legal_basis", "实施方案第三条"),
            ("remedy", "六十日内申请复议"),
        ];
        act(&mut approver, &number, "refusal-proposal", &grounds);
        let page = director.get("/denials");
        assert!(page.shows(&format!("/cases/{number}/refusal\"")), "{}", page.body);
        assert!(page.shows("不在补贴范围"));
        act(&mut director, &number, "refusal", &[]);
        let page = approver.get("/denials");
        assert!(page.shows(&format!("/cases/{number}/denial-report\"")), "{}", page.body);
        act(&mut approver, &number, "denial-report", &[]);
        act(&mut director, &number, "inquiry", &[("text", "依据哪一条")]);
        assert!(approver.get("/denials").shows("已质询：依据哪一条"));
    });
}

#[test]
fn a_payment_item_shows_what_is_due_by_the_list_and_registers_its_result() {
    on_each_engine(plan, |house| {
        open(house);
        let number = taken(house, "GD-003");
        let mut clerk = house.browser_of(CENTRE, &[Role::WindowClerk]);
        let page = clerk.get(&format!("/cases/{number}"));
        assert!(page.shows("目录电价") && page.shows("清单以外不得收取"), "{}", page.body);
        act(&mut clerk, &number, "decision", &[("result", "电费发票 0001")]);
        act(&mut clerk, &number, "delivery", &[("who", "applicant")]);
        act(&mut clerk, &number, "completion", &[]);
        assert!(clerk.get(&format!("/cases/{number}")).shows("电费发票 0001"));
    });
}

#[test]
fn a_household_register_item_charges_only_what_its_situation_says_and_registers_its_result() {
    on_each_engine(plan, |house| {
        open(house);
        let number = taken(house, "GA-005");
        let mut clerk = house.browser_of(CENTRE, &[Role::WindowClerk]);
        let page = clerk.get(&format!("/cases/{number}"));
        assert!(page.shows("20.00 元") && !page.shows("40.00 元"), "{}", page.body);
        let mut approver = house.browser_of(CENTRE, &[Role::Approver]);
        act(&mut approver, &number, "decision", &[("result", "居民身份证 已制证")]);
        act(&mut clerk, &number, "delivery", &[("who", "applicant")]);
        act(&mut clerk, &number, "completion", &[]);
        assert!(clerk.get(&format!("/cases/{number}")).shows("居民身份证 已制证"));
    });
}
