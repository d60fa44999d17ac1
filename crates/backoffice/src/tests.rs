//! The boards, asked in process, over the shipped catalogue and a centre with its departments.

use casework::cases::door::{self as cases, Deed};
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
use rulebook::case::coordination::LeadKeys;
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
fn the_owner_of_a_coordination_finds_it_in_the_inbox_and_so_does_whoever_is_questioned() {
    on_each_engine(plan, |house| {
        open(house);
        let number = taken(house, "ZZ-004");
        let mut lead = house.browser_of(CENTRE, &[Role::Director]);
        let strange = [("owner_account", "999999"), ("bodies", "派出所")];
        let page = lead.post(&format!("/cases/{number}/coordination"), &strange);
        assert!(page.status == 422 && page.shows("本中心没有这位人员"), "{}", page.body);
        let named = [("owner", "派出所所长"), ("body_departments", "LY"), ("bodies", "供电所")];
        act(&mut lead, &number, "coordination", &named);
        let page = lead.get(&format!("/cases/{number}"));
        assert!(page.shows("青榕镇林业站、供电所"), "by key and by name: {}", page.body);
        let mut owner = house.browser_of(CENTRE, &[Role::WindowClerk]);
        act(&mut owner, &number, "progress", &[("text", "已约双方")]);
        assert!(!owner.get("/approvals").shows(&number), "not yet the owner");
        let of = number.clone();
        let entries = house.hall.db.read_now(move |read| {
            let subject = kit::journal::Subject::new("case", &of);
            kit::journal::reading::of_subject(read, CENTRE, &subject, 0, 100)
        });
        let last = entries.expect("entries").pop().expect("an entry");
        let keys = LeadKeys { account: Some(last.actor.account), departments: Vec::new() };
        let deed = Deed::Lead { owner: "柏溪达".into(), bodies: vec!["派出所".into()], keys };
        let of = number.clone();
        let led = move |act: &mut kit::db::Act<'_>| cases::perform(act, &of, 0, &deed);
        house.hall.db.act_now(by_the_house(), led).expect("led");
        assert!(owner.get("/approvals").shows(&number), "in the inbox of the owner");
        let mut another = house.browser_of(CENTRE, &[Role::WindowClerk]);
        assert!(!another.get("/approvals").shows(&number));
    });
}

/// Denies a case of 农业综合.
fn denied(house: &House, item: &str) -> String {
    let number = taken(house, item);
    let mut approver = house.browser_in(CENTRE, "NY", &[Role::Approver]);
    let grounds = [
        ("reason_code", "conditions"),
        ("facts", "不在补贴范围"),
        ("legal_basis", "实施方案第三条"),
        ("remedy", "六十日内申请复议"),
    ];
    act(&mut approver, &number, "refusal-proposal", &grounds);
    act(&mut house.browser_of(CENTRE, &[Role::Director]), &number, "refusal", &[]);
    number
}

#[test]
fn the_supervisor_draws_denials_by_lot_and_the_same_seed_draws_the_same() {
    on_each_engine(plan, |house| {
        open(house);
        let number = denied(house, "NY-002");
        let mut supervisor = house.browser_of(CENTRE, &[Role::Supervisor]);
        let time = [("from", "2026-11-01"), ("to", "2026-11-23"), ("share", "50")];
        let mut seeded = time.to_vec();
        seeded.push(("seed", "2026-11-23 双色球 05"));
        let mut approver = house.browser_in(CENTRE, "NY", &[Role::Approver]);
        assert_eq!(approver.post("/denials/samples", &time).status, 403);
        let empty = [("from", "2026-10-01"), ("to", "2026-10-02"), ("share", "50")];
        let page = supervisor.post("/denials/samples", &empty);
        assert!(page.status == 422 && page.shows("没有不予批准的办件"), "{}", page.body);
        let page = supervisor.post("/denials/samples", &[("from", "x"), ("share", "0")]);
        assert!(page.status == 422 && page.shows("1 至 100"), "{}", page.body);
        for _ in 0..2 {
            let page = supervisor.post("/denials/samples", &seeded);
            assert_eq!(page.status, 303, "{}", page.body);
        }
        assert_eq!(supervisor.post("/denials/samples", &time).status, 303, "a seed of the house");
        let mut program = house.program_of(CENTRE, &[Role::Supervisor]);
        let draws = program.get("/api/v1/denials/samples").json();
        assert_eq!(draws[1]["denials"], draws[2]["denials"], "the same seed");
        assert_eq!(draws[1]["denials"][0]["number"], number.as_str());
        assert_ne!(draws[0]["seed"], draws[1]["seed"]);
        let at = format!("/denials/samples/1/{number}");
        let bare = supervisor.post(&at, &[("finding", "wrong")]);
        assert!(bare.status == 422 && bare.shows("请写明理由"), "{}", bare.body);
        let wrong = [("finding", "wrong"), ("note", "方案第三条不适用")];
        assert_eq!(supervisor.post(&at, &wrong).status, 303);
        let page = supervisor.get("/denials/samples");
        assert!(page.shows("认定不当，建议撤回重办") && page.shows("方案第三条不适用"));
        assert_eq!(supervisor.post(&at, &wrong).status, 422, "once");
        let english = supervisor.clone().in_english().get("/denials/samples");
        assert!(english.shows("wrong, to be called back") && english.shows("seed"));
        let signer = kit::testing::signer();
        let report = kit::journal::verify::Verification {
            db: &house.hall.db,
            migrations: &house.hall.migrations,
            registry: &house.hall.registry,
            projections: &house.hall.projections,
            verifier: &signer.public_key(),
        }
        .run(|_| {});
        assert_eq!(report.expect("verification").findings, vec![]);
    });
}

#[test]
fn a_lot_does_not_depend_on_the_order_of_the_pool() {
    let pool: Vec<String> = (0..40).map(|it| format!("101-20261123-{it:04}")).collect();
    let mut turned = pool.clone();
    turned.reverse();
    let drawn = crate::samples::lot(&pool, "seed", 20);
    assert_eq!(drawn.len(), 8);
    assert_eq!(drawn, crate::samples::lot(&turned, "seed", 20));
    assert_ne!(drawn, crate::samples::lot(&pool, "another", 20));
}

#[test]
fn results_to_be_delivered_stand_on_a_list_that_leads_to_the_case() {
    on_each_engine(plan, |house| {
        open(house);
        let number = denied(house, "NY-002");
        let mut clerk = house.browser_of(CENTRE, &[Role::WindowClerk]);
        let page = clerk.get("/deliveries");
        assert!(page.shows(&format!("/cases/{number}#act-delivery")), "{}", page.body);
        let failed = [("method", "village_agent"), ("text", "无人在家")];
        act(&mut clerk, &number, "delivery-attempt", &failed);
        let page = clerk.get("/deliveries?view=failed");
        assert!(page.shows("村级代办员送达未成") && page.shows("无人在家"), "{}", page.body);
        house.clock.advance(15 * 86_400_000);
        assert!(clerk.get("/deliveries?view=late").shows(&number));
        assert!(clerk.get("/desk").shows("逾期未送达"));
        let sent = [("who", "applicant"), ("method", "post"), ("tracking", "EB123456789CN")];
        act(&mut clerk, &number, "delivery", &sent);
        assert!(clerk.get("/deliveries?view=late").shows("没有逾期未送达的结果"));
        let page = clerk.clone().in_english().get("/deliveries?view=posted");
        assert!(page.shows("tracking number EB123456789CN"), "{}", page.body);
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
        act(&mut clerk, &number, "delivery", &[("who", "applicant"), ("signed", "paper")]);
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
        let own = [("certificate_name", "居民身份证"), ("certificate_number", "99012620260001")];
        act(&mut clerk, &number, "certificate", &own);
        act(&mut clerk, &number, "delivery", &[("who", "applicant"), ("signed", "paper")]);
        act(&mut clerk, &number, "completion", &[]);
        assert!(clerk.get(&format!("/cases/{number}")).shows("居民身份证 已制证"));
    });
}
