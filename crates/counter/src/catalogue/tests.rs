//! Tests of the room: publishing, versions, comparison, withdrawal, the JSON face, the memory.

use super::record::{
    AuthorityRecord, ContactRecord, FeeRecord, HandlingRecord, ItemRecord, LabelRecord,
    LegalBasisRecord, LimitRecord, MaterialRecord, ResultRecord, StepRecord,
};
use super::{actions, door};
use kit::db::ActHead;
use kit::hall::Plan;
use kit::journal::Actor;
use kit::journal::verify::Verification;
use kit::rights::Role;
use kit::testing::{Browser, CENTRE, House, OTHER_CENTRE, on_each_engine};
use kit::wing::Wing;
use serde_json::json;

pub(crate) fn plan() -> Plan {
    Plan::new(vec![Wing { rooms: vec![super::room(), crate::drafting::room()] }])
}

fn label(text: &str) -> LabelRecord {
    LabelRecord { zh: text.to_owned(), en: String::new() }
}

/// An item that may be published.
pub(crate) fn complete(code: &str) -> ItemRecord {
    let material = |name: &str| MaterialRecord {
        name: label(name),
        originals: 1,
        ..MaterialRecord::default()
    };
    let step = |name: &str| StepRecord { name: label(name), ..StepRecord::default() };
    ItemRecord {
        code: code.to_owned(),
        name: label("高龄津贴申领"),
        authority: AuthorityRecord {
            department: "民政".to_owned(),
            station: "社会事务（民政）办".to_owned(),
            legal_basis: vec![LegalBasisRecord {
                citation: "《老年人权益保障法》".to_owned(),
                wording: String::new(),
            }],
            ..AuthorityRecord::default()
        },
        handling: HandlingRecord {
            mode: "commitment".to_owned(),
            forms: vec!["1".to_owned()],
            ..HandlingRecord::default()
        },
        service_objects: vec!["1".to_owned()],
        materials: vec![material("申请表"), material("居民身份证")],
        steps: vec![step("窗口受理"), step("审查"), step("决定"), step("出件")],
        promised_limit: Some(LimitRecord {
            value: 10,
            unit: "working_days".to_owned(),
            note: String::new(),
        }),
        fee: FeeRecord::No { remark: LabelRecord::default() },
        result: ResultRecord { name: label("高龄津贴审批表"), ..ResultRecord::default() },
        contact: ContactRecord {
            place: label("一楼大厅"),
            hours: label("工作日 9:00–17:00"),
            consult_phone: "0999-0001000".to_owned(),
            complaint_phone: "0999-0002000".to_owned(),
            ..ContactRecord::default()
        },
        note: "只给事项管理员看".to_owned(),
        ..ItemRecord::default()
    }
}

pub(crate) fn head() -> ActHead {
    ActHead { centre: CENTRE, actor: Actor::house() }
}

pub(crate) fn published(house: &House, record: ItemRecord) {
    let (code, first) = (record.code.clone(), record);
    let db = &house.hall.db;
    db.act_now(head(), move |act| actions::create_draft(act, &first)).expect("draft");
    db.act_now(head(), move |act| actions::publish(act, &code, 1)).expect("publish");
}

fn whole(house: &House) {
    let found = Verification {
        db: &house.hall.db,
        migrations: &house.hall.migrations,
        registry: &house.hall.registry,
        projections: &house.hall.projections,
        verifier: &kit::testing::signer().public_key(),
    }
    .run(|_| {})
    .expect("verification");
    assert!(found.findings.is_empty(), "{:?}", found.findings);
}

fn clerk(house: &House) -> Browser {
    house.browser_of(CENTRE, &[Role::CatalogueClerk])
}

#[test]
fn publishing_is_refused_while_a_disclosure_has_a_gap() {
    on_each_engine(plan, |house| {
        let mut record = complete("MZ-001");
        record.contact.complaint_phone.clear();
        let first = record.clone();
        let db = &house.hall.db;
        db.act_now(head(), move |act| actions::create_draft(act, &first)).expect("draft");
        let mut clerk = clerk(house);
        let page = clerk.post("/catalogue/items/MZ-001/publication", &[("version", "1")]);
        assert_eq!(page.status, 422);
        assert!(page.shows("没有投诉方式。") && page.shows("不能发布"), "{}", page.body);
        assert!(page.shows("/catalogue/items/MZ-001/draft/contact#contact.complaint_phone"));
        let table = clerk.get("/catalogue/disclosures");
        assert!(table.shows("1 个事项中，0 个六公开完整") && table.shows("没有投诉方式。"));
        let mended = complete("MZ-001");
        db.act_now(head(), move |act| actions::save_draft(act, &mended, 1)).expect("save");
        let done = clerk.post("/catalogue/items/MZ-001/publication", &[("version", "2")]);
        assert_eq!((done.status, done.location.as_str()), (303, "/catalogue/items/MZ-001"));
        whole(house);
    });
}

#[test]
fn a_version_stored_before_jurisdiction_and_places_were_known_reads_and_writes_as_it_was() {
    let mut record = complete("MZ-001").with_keys();
    let stored = serde_json::to_string(&record).expect("json");
    assert!(!stored.contains("jurisdiction"), "{stored}");
    let read: ItemRecord = serde_json::from_str(&stored).expect("readable");
    let definition = read.definition().expect("a definition");
    assert!(definition.authority.jurisdiction.is_empty());
    assert!(definition.materials.iter().all(|it| it.place.is_empty()));
    record.authority.jurisdiction = label("户籍所在地乡镇受理");
    record.materials[0].place = label("县人民医院");
    let definition = record.definition().expect("a definition");
    let again = ItemRecord::from(&definition);
    assert_eq!(again.authority.jurisdiction, record.authority.jurisdiction);
    assert_eq!(again.materials[0].place, record.materials[0].place);
}

#[test]
fn a_published_version_stays_as_it_was() {
    on_each_engine(plan, |house| {
        published(house, complete("MZ-001"));
        let mut clerk = clerk(house);
        assert_eq!(clerk.post("/catalogue/items/MZ-001/draft", &[]).status, 303);
        assert_eq!(clerk.post("/catalogue/items/MZ-001/draft", &[]).status, 422);
        let mut newer = complete("MZ-001").with_keys();
        newer.materials.remove(0);
        newer.promised_limit =
            Some(LimitRecord { value: 5, unit: "working_days".to_owned(), note: String::new() });
        let db = &house.hall.db;
        db.act_now(head(), move |act| actions::save_draft(act, &newer, 1)).expect("save");
        let against = clerk.get("/catalogue/items/MZ-001/comparison");
        for text in [
            "草稿",
            "<del>10个工作日</del>",
            "<ins>5个工作日</ins>",
            "<del>申请表（来源渠道：申请人自备；",
        ] {
            assert!(against.shows(text), "{text}: {}", against.body);
        }
        db.act_now(head(), |act| actions::publish(act, "MZ-001", 2)).expect("publish");
        let first = db.read_now(|read| door::version(read, CENTRE, "MZ-001", 1)).expect("read");
        assert_eq!(first.expect("version 1").definition.materials.len(), 2);
        let now = db.read_now(|read| door::current(read, CENTRE, "MZ-001")).expect("read");
        assert_eq!(now.expect("in force").definition.materials.len(), 1);
        let old = clerk.get("/catalogue/items/MZ-001/versions/1");
        assert!(old.shows("申请表") && old.shows("新版本生效"));
        assert_eq!(clerk.get("/catalogue/items/MZ-001/versions/7").status, 404);
        whole(house);
    });
}

#[test]
fn a_key_stays_with_its_paper() {
    let mut record = complete("MZ-001").with_keys();
    record.materials.remove(0);
    record.materials.push(MaterialRecord { name: label("照片"), ..MaterialRecord::default() });
    let keys: Vec<String> = record
        .with_keys()
        .materials
        .into_iter()
        .map(|it| format!("{} {}", it.key, it.name.zh))
        .collect();
    assert_eq!(keys, ["m2 居民身份证", "m3 照片"]);
}

#[test]
fn a_withdrawn_item_is_no_longer_offered_and_its_versions_remain() {
    on_each_engine(plan, |house| {
        published(house, complete("MZ-001"));
        let mut clerk = clerk(house);
        let without = clerk.post("/catalogue/items/MZ-001/withdrawal", &[("reason", " ")]);
        assert_eq!(without.status, 422);
        assert!(without.shows("请写明理由"));
        let fields = [("reason", "政策调整")];
        assert_eq!(clerk.post("/catalogue/items/MZ-001/withdrawal", &fields).status, 303);
        let db = &house.hall.db;
        let now = db.read_now(|read| door::current(read, CENTRE, "MZ-001")).expect("read");
        assert!(now.is_none());
        let page = clerk.get("/catalogue/items/MZ-001");
        assert!(page.shows("已下线") && page.shows("政策调整"));
        assert_eq!(clerk.post("/catalogue/items/MZ-001/withdrawal", &fields).status, 422);
        // From the last version a draft can be opened again.
        assert_eq!(clerk.post("/catalogue/items/MZ-001/draft", &[]).status, 303);
        whole(house);
    });
}

#[test]
fn after_its_last_day_an_item_is_withdrawn_by_itself() {
    on_each_engine(plan, |house| {
        published(house, complete("MZ-001"));
        let mut clerk = clerk(house);
        let path = "/catalogue/items/MZ-001/validity";
        for (day, told) in [("2026-11-22", "有效期不能早于今天"), ("明天", "请填写日期")]
        {
            let refused = clerk.post(path, &[("last_day", day)]);
            assert_eq!(refused.status, 422);
            assert!(refused.shows(told));
        }
        assert_eq!(clerk.post(path, &[("last_day", "2026-11-24")]).status, 303);
        assert!(clerk.get("/catalogue/items/MZ-001").shows("有效期至 2026-11-24"));
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("runtime");
        let in_force = || {
            runtime.block_on(super::expire(std::sync::Arc::clone(&house.hall))).expect("timer");
            let now = house.hall.db.read_now(|read| door::current(read, CENTRE, "MZ-001"));
            now.expect("read").is_some()
        };
        house.clock.advance(86_400_000);
        assert!(in_force(), "on its last day it is still in force");
        house.clock.advance(86_400_000);
        assert!(!in_force());
        assert!(clerk.in_english().get("/catalogue/items/MZ-001").shows("its last day has passed"));
        whole(house);
    });
}

#[test]
fn the_list_is_narrowed_and_turned_page_by_page() {
    on_each_engine(plan, |house| {
        for number in 1..=60 {
            published(house, complete(&format!("MZ-{number:03}")));
        }
        let mut record = complete("NY-001");
        record.authority.department = "农业综合".to_owned();
        let db = &house.hall.db;
        db.act_now(head(), move |act| actions::create_draft(act, &record)).expect("draft");
        let mut clerk = clerk(house);
        let first = clerk.get("/catalogue/items");
        assert!(first.shows("MZ-050") && !first.shows("MZ-051"));
        assert!(first.shows("/catalogue/items?after=MZ-050"));
        assert!(clerk.get("/catalogue/items?after=MZ-050").shows("NY-001"));
        let drafts = clerk.get("/catalogue/items?state=draft");
        assert!(drafts.shows("NY-001") && !drafts.shows("MZ-001"));
        let english = clerk.clone().in_english().get("/catalogue/items?text=ny-0");
        assert!(english.shows("not published"), "{}", english.body);
        assert!(clerk.get("/catalogue/items?text=%25").shows("没有符合条件的事项。"));
    });
}

#[test]
fn programs_read_items_and_reckon_checklists() {
    on_each_engine(plan, |house| {
        let mut record = complete("MZ-001");
        record.questions = serde_json::from_value(json!([{
            "key": "filed_by", "text": {"zh": "谁来办理？"}, "kind": "one",
            "choices": [{"key": "self", "label": {"zh": "本人"}},
                        {"key": "agent", "label": {"zh": "委托他人"}}]
        }]))
        .expect("questions");
        record.materials[0].when = "filed_by = agent".to_owned();
        published(house, record);
        let mut anybody = house.stranger();
        let centre = format!("/api/v1/centres/{CENTRE}/items");
        let list = anybody.get(&centre).json();
        assert_eq!(list["items"][0]["code"], "MZ-001");
        let item = anybody.get(&format!("{centre}/MZ-001")).json();
        assert_eq!(item["item"]["promised_limit"]["value"], 10);
        assert!(item["item"]["note"].as_str().is_some_and(str::is_empty));
        assert_eq!(anybody.get(&format!("{centre}/MZ-009")).status, 404);
        let open = anybody.get(&format!("{centre}/MZ-001/checklist")).json();
        assert_eq!(open["open_questions"], json!(["filed_by"]));
        assert_eq!(open["papers"][0]["verdict"], "open");
        let mine = anybody.get(&format!("{centre}/MZ-001/checklist?filed_by=self")).json();
        assert_eq!(mine["papers"][0]["verdict"], "unmet");
        assert_eq!(mine["fee_total_fen"], 0);
        let wrong = anybody.get(&format!("{centre}/MZ-001/checklist?filed_by=robot"));
        assert_eq!(wrong.status, 422);
        let elsewhere = format!("/api/v1/centres/{OTHER_CENTRE}/items/MZ-001");
        assert_eq!(anybody.get(&elsewhere).status, 404);
    });
}

#[test]
fn programs_write_drafts_and_publish_once() {
    on_each_engine(plan, |house| {
        let mut program = house.program_of(CENTRE, &[Role::CatalogueClerk]);
        let mut record = complete("MZ-001");
        record.contact.place = LabelRecord::default();
        let body = serde_json::to_value(&record).expect("json");
        assert_eq!(program.post_json("/api/v1/items", "k1", &body).status, 201);
        assert_eq!(program.post_json("/api/v1/items", "k1", &body).status, 201);
        assert_eq!(program.post_json("/api/v1/items", "k2", &body).status, 422);
        let draft = program.get("/api/v1/items/MZ-001/draft").json();
        assert_eq!(draft["open"]["contact.place"][0], "没有办理地点。");
        let seen = json!({"version": 1});
        let refused = program.post_json("/api/v1/items/MZ-001/publication", "k3", &seen);
        assert_eq!(refused.status, 422);
        let save = json!({"version": 1, "item": complete("MZ-001")});
        let address = "/api/v1/items/MZ-001/draft/revisions";
        assert_eq!(program.post_json(address, "k4", &save).status, 201);
        assert_eq!(program.post_json(address, "k5", &save).status, 409);
        let mut broken = save.clone();
        broken["item"]["materials"][0]["when"] = json!("a =");
        broken["version"] = json!(2);
        let told = program.post_json(address, "k6", &broken).json();
        assert_eq!(told["errors"][0]["field"], "materials.0.when");
        let seen = json!({"version": 2});
        let done = program.post_json("/api/v1/items/MZ-001/publication", "k7", &seen);
        assert_eq!((done.status, done.json()["version"].clone()), (201, json!(1)));
        let mut window = house.program_of(CENTRE, &[Role::WindowClerk]);
        assert_eq!(window.post_json(address, "k8", &save).status, 403);
        whole(house);
    });
}

#[test]
fn the_memory_follows_what_is_published() {
    on_each_engine(plan, |house| {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("runtime");
        let revision = || {
            let asked = door::catalogue(&house.hall, CENTRE);
            runtime.block_on(asked).map(|it| (it.revision, it.items.len())).expect("catalogue")
        };
        assert_eq!(revision(), (0, 0));
        published(house, complete("MZ-001"));
        door::changed(&house.hall, CENTRE);
        assert_eq!(revision().1, 1);
        published(house, complete("MZ-002"));
        // Without a word from us it is noticed a second later.
        house.clock.advance(1_500);
        assert_eq!(revision().1, 2);
    });
}

#[test]
fn every_statement_is_understood_by_both_engines() {
    on_each_engine(plan, |house| {
        let location = house.hall.db.location().clone();
        let refused = std::thread::spawn(move || {
            let plan = plan();
            kit::db::check_statements(&location, &plan.migrations(), &plan.statements())
        })
        .join()
        .expect("thread")
        .expect("open");
        assert!(refused.is_empty(), "{refused:?}");
    });
}
