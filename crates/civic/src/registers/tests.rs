//! The room, asked in process, on both engines: from the founding of a household to its extract.

use counter::catalogue::door::{self as catalogue, AfterImport};
use counter::catalogue::record::LabelRecord;
use kit::db::ActHead;
use kit::hall::Plan;
use kit::journal::{Actor, Entry, Subject};
use kit::rights::Role;
use kit::testing::{Browser, CENTRE, House, OTHER_CENTRE, Page, on_each_engine};
use office::posts::door::{self as posts, Centre, WholeCentre};
use reference::exchange::door::{ContactRecord, shipped_items};
use serde_json::json;

fn plan() -> Plan {
    Plan::new(vec![
        office::wing(),
        counter::wing(),
        reference::wing(),
        casework::wing(),
        crate::wing(),
    ])
}

/// A centre with all shipped items.
fn open(house: &House) {
    let head = || ActHead { centre: CENTRE, actor: Actor::house() };
    let whole = WholeCentre {
        centre: Centre { name: "青榕镇便民服务中心".into(), ..Centre::default() },
        departments: Vec::new(),
        windows: Vec::new(),
        posts: Vec::new(),
    };
    house.hall.db.act_now(head(), move |act| posts::set_up(act, &whole)).expect("centre");
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
    house.hall.db.act_now(head(), import).expect("import");
    catalogue::changed(&house.hall, CENTRE);
}

/// Somebody who files and decides.
fn registrar(house: &House) -> Browser {
    house.browser_of(CENTRE, &[Role::Approver])
}

fn done(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> String {
    let page = browser.post(path, fields);
    assert_eq!(page.status, 303, "{path}: {}", page.body);
    page.location
}

fn refused(page: &Page, sentence: &str) {
    assert_eq!(page.status, 422, "{}", page.body);
    assert!(page.shows(sentence), "{sentence}: {}", page.body);
}

fn everything_is_whole(house: &House) {
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
}

fn entries(house: &House, kind: &'static str, id: &str) -> Vec<Entry> {
    let subject = Subject::new(kind, id);
    let read = house
        .hall
        .db
        .read_now(move |read| kit::journal::reading::of_subject(read, CENTRE, &subject, 0, 100));
    read.expect("journal")
}

const HOUSEHOLD: &str = "101-000001";
const NUMBER: &str = "990126196011276412";

const FOUNDING: [(&str, &str); 8] = [
    ("for", "founding"),
    ("happened_on", "2026-11-23"),
    ("name", "奚怡达"),
    ("sex", "male"),
    ("born", "1960-11-27"),
    ("identity", NUMBER),
    ("kind", "family"),
    ("address", "青榕镇溪头村三组十二号"),
];

const BIRTH: [(&str, &str); 6] = [
    ("for", "birth"),
    ("household", HOUSEHOLD),
    ("happened_on", "2026-11-20"),
    ("name", "奚小溪"),
    ("sex", "female"),
    ("relation", "grandchild"),
];

/// Files and enters at once.
fn entered(browser: &mut Browser, fields: &[(&str, &str)]) -> String {
    let at = done(browser, "/registers", fields);
    done(browser, &format!("{at}/entry"), &[]);
    at
}

fn with<'a>(all: &[(&'a str, &'a str)], name: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    all.iter().copied().filter(|it| it.0 != name).chain([(name, value)]).collect()
}

#[test]
fn a_household_is_founded_a_child_born_and_an_extract_given() {
    on_each_engine(plan, |house| {
        open(house);
        let mut clerk = registrar(house);
        let at = entered(&mut clerk, &FOUNDING);
        assert_eq!(at, "/registers/3101-20261123-0001");
        let page = clerk.get(&at);
        assert!(page.shows("2101-20261123-0001") && page.shows(HOUSEHOLD), "{}", page.body);
        let at_home = format!("/registers/households/{HOUSEHOLD}");
        assert!(clerk.get(&at_home).shows("奚*达") && !clerk.get(&at_home).shows("奚怡达"));
        entered(&mut clerk, &BIRTH);
        let page = clerk.get(&at_home);
        assert!(page.shows("孙子女") && page.shows("2101-20261123-0002"), "{}", page.body);
        assert!(clerk.get("/registers?item=birth&stage=entered").shows("3101-20261123-0002"));
        let found = clerk.get(&format!("/registers/households?text={NUMBER}"));
        assert!(found.shows(HOUSEHOLD), "{}", found.body);
        let extract = format!("{at_home}/extract");
        assert!(clerk.get(&extract).shows("奚*达"));
        refused(&clerk.post(&extract, &[("purpose", " ")]), "请写明理由");
        let given = clerk.post(&extract, &[("purpose", "孩子入学")]);
        assert!(given.shows("奚怡达") && given.shows("三组十二号"), "{}", given.body);
        let look = format!("{at_home}/unmasking");
        refused(&clerk.post(&look, &[("look_reason", "")]), "请写明理由");
        assert!(clerk.post(&look, &[("look_reason", "核对户口簿")]).shows(NUMBER));
        let told = entries(house, "household", HOUSEHOLD);
        let actions: Vec<&str> = told.iter().map(|it| it.action.as_str()).collect();
        assert_eq!(actions, ["registers.extracted", "registers.unmasked"]);
        for entry in entries(house, "register_application", "3101-20261123-0001") {
            for secret in ["奚怡达", NUMBER, "三组十二号", "1960-11-27"] {
                assert!(!entry.payload.contains(secret), "{secret}: {}", entry.payload);
            }
        }
        let mut other = house.browser_of(OTHER_CENTRE, &[Role::Approver]);
        assert_eq!(other.get(&at_home).status, 404);
        everything_is_whole(house);
    });
}

#[test]
fn one_person_is_in_one_household_and_agrees_with_the_number() {
    on_each_engine(plan, |house| {
        open(house);
        let mut clerk = registrar(house);
        let woman = with(&FOUNDING, "sex", "female");
        let page = clerk.post("/registers", &woman);
        refused(&page, "与公民身份号码不一致");
        assert!(page.shows("三组十二号"), "nothing typed is lost");
        refused(&clerk.post("/registers", &with(&FOUNDING, "born", "1960-11-28")), "不一致");
        refused(
            &clerk.post("/registers", &with(&FOUNDING, "identity", "1")),
            "id=\"identity-error\"",
        );
        let first = done(&mut clerk, "/registers", &FOUNDING);
        let second = done(&mut clerk, "/registers", &FOUNDING);
        done(&mut clerk, &format!("{first}/entry"), &[]);
        refused(&clerk.post(&format!("{second}/entry"), &[]), "只能在一个地方登记");
        refused(&clerk.post("/registers", &FOUNDING), "只能在一个地方登记");
        refused(&clerk.post("/registers", &with(&BIRTH, "household", "101-000009")), "没有编号为");
        everything_is_whole(house);
    });
}

#[test]
fn late_is_taken_with_its_reason_and_papers_are_checked_first() {
    on_each_engine(plan, |house| {
        open(house);
        let mut clerk = registrar(house);
        entered(&mut clerk, &FOUNDING);
        let late = with(&BIRTH, "happened_on", "2026-09-01");
        refused(&clerk.post("/registers", &late), "请写明逾期的原因");
        let told = with(&late, "late_reason", "父母在外务工");
        let at = done(&mut clerk, "/registers", &with(&told, "code", "GA-001"));
        let page = clerk.get(&at);
        assert!(
            page.shows("逾期申报：父母在外务工") && page.shows("出生医学证明"),
            "{}",
            page.body
        );
        refused(&clerk.post(&format!("{at}/entry"), &[]), "还有必要材料没有核对");
        let mut program = house.program_of(CENTRE, &[Role::Approver]);
        let view = program.get(&format!("/api/v1{at}")).json();
        let papers = view["papers"].as_array().expect("papers").clone();
        let papers: Vec<&str> = papers.iter().filter_map(|it| it.as_str()).collect();
        let ticked: Vec<(&str, &str)> = papers.iter().map(|it| ("papers", *it)).collect();
        done(&mut clerk, &format!("{at}/papers"), &ticked);
        assert!(clerk.get(&at).shows("已核对"));
        done(&mut clerk, &format!("{at}/entry"), &[]);
        refused(&clerk.post("/registers", &with(&BIRTH, "code", "TJ-001")), "不是户口登记事项");
        everything_is_whole(house);
    });
}

#[test]
fn moves_and_corrections_are_decided_by_the_police_station() {
    on_each_engine(plan, |house| {
        open(house);
        let mut clerk = registrar(house);
        entered(&mut clerk, &FOUNDING);
        entered(&mut clerk, &BIRTH);
        let correction = [
            ("for", "correction"),
            ("household", HOUSEHOLD),
            ("happened_on", "2026-11-23"),
            ("member", "2"),
            ("field", "name"),
            ("value", "奚小榕"),
        ];
        let at = done(&mut clerk, "/registers", &correction);
        refused(&clerk.post(&format!("{at}/entry"), &[]), "由派出所审批");
        refused(&clerk.post(&format!("{at}/sending"), &[("reference", " ")]), "请写明理由");
        done(&mut clerk, &format!("{at}/sending"), &[("reference", "户报〔2026〕7号")]);
        refused(&clerk.post(&format!("{at}/answer"), &[("answer", "refused")]), "请写明理由");
        let granted = [("answer", "granted"), ("answer_words", "青派户〔2026〕31号")];
        done(&mut clerk, &format!("{at}/answer"), &granted);
        let page = clerk.post(&format!("{at}/unmasking"), &[("look_reason", "核对")]);
        assert!(page.shows("奚小溪") && page.shows("奚小榕"), "before and after: {}", page.body);
        let away = [
            ("for", "move-out"),
            ("household", HOUSEHOLD),
            ("happened_on", "2026-11-23"),
            ("member", "1"),
            ("place", "望溪县城关镇"),
        ];
        refused(&clerk.post("/registers", &away), "先办户主变更");
        let at = done(&mut clerk, "/registers", &with(&away, "member", "2"));
        done(&mut clerk, &format!("{at}/sending"), &[("reference", "户报〔2026〕8号")]);
        let no = [("answer", "refused"), ("answer_words", "缺准迁证")];
        done(&mut clerk, &format!("{at}/answer"), &no);
        assert!(clerk.get(&at).shows("缺准迁证"));
        let mut window = house.browser_of(CENTRE, &[Role::WindowClerk]);
        let at = done(&mut window, "/registers", &with(&away, "member", "2"));
        assert_eq!(window.post(&format!("{at}/refusal"), &[]).status, 403);
        done(&mut window, &format!("{at}/withdrawal"), &[("withdrawal_reason", "不迁了")]);
        everything_is_whole(house);
    });
}

#[test]
fn who_died_or_split_off_can_be_registered_elsewhere_and_a_closed_household_stays() {
    on_each_engine(plan, |house| {
        open(house);
        let mut clerk = registrar(house);
        entered(&mut clerk, &FOUNDING);
        entered(&mut clerk, &BIRTH);
        let split = [
            ("for", "split"),
            ("household", HOUSEHOLD),
            ("happened_on", "2026-11-23"),
            ("members", "2"),
            ("head", "2"),
            ("address", "青榕镇溪头村四组一号"),
        ];
        refused(&clerk.post("/registers", &with(&split, "head", "1")), "户主留在原户");
        let at = entered(&mut clerk, &split);
        assert!(clerk.get(&at).shows("101-000002"));
        assert!(clerk.get("/registers/households/101-000002").shows("户主"));
        let death = [
            ("for", "death"),
            ("household", HOUSEHOLD),
            ("happened_on", "2026-11-22"),
            ("member", "1"),
        ];
        entered(&mut clerk, &death);
        let page = clerk.get(&format!("/registers/households/{HOUSEHOLD}"));
        assert!(page.shows("已销户") && page.shows("死亡注销"), "{}", page.body);
        refused(&clerk.post("/registers", &BIRTH), "已销户");
        everything_is_whole(house);
    });
}

#[test]
fn the_register_is_kept_by_the_api_alone_and_a_replay_is_the_same_act() {
    on_each_engine(plan, |house| {
        open(house);
        let mut program = house.program_of(CENTRE, &[Role::Approver]);
        let body = json!({"item": "founding", "happened_on": "2026-11-23", "name": "奚怡达",
            "sex": "male", "born": "1960-11-27", "identity": NUMBER, "kind": "family",
            "address": "青榕镇溪头村三组十二号"});
        let filed = program.post_json("/api/v1/registers", "k1", &body);
        assert_eq!(filed.status, 201, "{}", filed.body);
        let again = program.post_json("/api/v1/registers", "k1", &body);
        assert_eq!(again.json()["number"], filed.json()["number"], "a replay is the same act");
        let at = format!("/api/v1/registers/{}", filed.json()["number"].as_str().expect("number"));
        let entered = program.post_json(&format!("{at}/entry"), "k2", &json!({"version": 1}));
        assert_eq!(entered.json()["household"], json!(HOUSEHOLD), "{}", entered.body);
        let late = program.post_json(&format!("{at}/withdrawal"), "k3", &json!({"version": 1}));
        assert_eq!(late.status, 409, "{}", late.body);
        let view = program.get(&format!("/api/v1/households/{HOUSEHOLD}")).json();
        assert_eq!(view["members"][0]["name"], json!("奚*达"), "{view}");
        assert_eq!(view["entries"][0]["before"], json!([]));
        everything_is_whole(house);
    });
}

#[test]
fn every_statement_of_the_room_is_understood_by_both_engines() {
    on_each_engine(plan, |house| {
        let checked =
            kit::db::check_statements(house.hall.db.location(), &[], super::store::STATEMENTS);
        assert!(checked.is_ok(), "{checked:?}");
    });
}
