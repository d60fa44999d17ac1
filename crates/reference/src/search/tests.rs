//! The search over a real catalogue, on both engines.

use super::door::{self, Found, Narrowing};
use crate::exchange::door::{ContactRecord, shipped_items};
use counter::catalogue::door::{self as catalogue, AfterImport};
use counter::catalogue::record::LabelRecord;
use kit::db::{ActHead, CentreId};
use kit::hall::Plan;
use kit::journal::Actor;
use kit::rights::Role;
use kit::testing::{CENTRE, House, OTHER_CENTRE, on_each_engine};
use kit::wing::Wing;
use rulebook::codes::ServiceObject;
use rulebook::item::LifeEvent;

fn plan() -> Plan {
    Plan::new(vec![Wing { rooms: vec![counter::catalogue::room(), super::room()] }])
}

fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

fn load(house: &House, centre: CentreId) {
    let label = |zh: &str| LabelRecord { zh: zh.into(), en: String::new() };
    let contact = ContactRecord {
        place: label("青榕镇便民服务中心"),
        hours: label("周一至周五 9:00—17:00"),
        consult_phone: "0999-0001000".into(),
        complaint_phone: "0999-0002000".into(),
        ..ContactRecord::default()
    };
    let records = shipped_items(&contact).unwrap();
    let head = ActHead { centre, actor: Actor::house() };
    house
        .hall
        .db
        .act_now(head, move |act| catalogue::import(act, &records, AfterImport::PublishComplete))
        .unwrap();
    catalogue::changed(&house.hall, centre);
}

fn find(house: &House, query: &str) -> Vec<Found> {
    wait(door::find(&house.hall, CENTRE, query, 10)).unwrap()
}

fn first(house: &House, query: &str) -> String {
    find(house, query).first().map_or_else(String::new, |found| found.item.code.clone())
}

#[test]
fn residents_find_the_shipped_items_by_what_they_call_them() {
    on_each_engine(plan, |house| {
        load(house, CENTRE);
        for (query, code) in [
            ("低保", "MZ-001"),
            ("吃低保", "MZ-001"),
            ("五保", "MZ-002"),
            ("准生证", "WJ-001"),
            ("新农合", "YB-001"),
            ("身份证丢了", "GA-005"),
            ("砍树", "LY-001"),
            ("讨薪", "RS-009"),
            ("两项补贴", "MZ-006"),
            ("zdshbz", "MZ-001"),
            ("jumingshenfenzheng", ""),
            ("juminshenfenzheng", "GA-005"),
            ("hukou", "GA-003"),
            ("subsistence", "MZ-001"),
            ("dibao", "MZ-001"),
            ("mz001", "MZ-001"),
        ] {
            let found: Vec<String> =
                find(house, query).iter().map(|found| found.item.code.clone()).collect();
            let is_right = found.is_empty() == code.is_empty()
                && (code.is_empty() || found.iter().take(4).any(|it| it == code));
            assert!(is_right, "{query}: {found:?}");
        }
        assert!(find(house, "ylbx").iter().any(|found| found.item.code == "YB-001"));
        assert!(find(house, "医保").len() >= 5);
    });
}

#[test]
fn what_is_published_or_withdrawn_is_found_or_not_at_once() {
    on_each_engine(plan, |house| {
        assert_eq!(first(house, "低保"), "");
        load(house, CENTRE);
        assert_eq!(first(house, "低保"), "MZ-001");
        assert!(wait(door::find(&house.hall, OTHER_CENTRE, "低保", 5)).unwrap().is_empty());
    });
}

#[test]
fn a_clerk_adds_and_removes_a_synonym_and_it_counts_at_once() {
    on_each_engine(plan, |house| {
        load(house, CENTRE);
        let mut clerk = house.browser_of(CENTRE, &[Role::CatalogueClerk]);
        assert_eq!(first(house, "阿公钱"), "");
        let saved = clerk.post("/catalogue/synonyms", &[("word", "阿公钱"), ("means", "高龄津贴")]);
        assert_eq!(saved.status, 303, "{}", saved.body);
        assert_eq!(first(house, "阿公钱"), "MZ-004");
        let page = clerk.get("/catalogue/synonyms?query=%E9%98%BF%E5%85%AC%E9%92%B1");
        assert!(page.body.contains("阿公钱") && page.body.contains("MZ-004"));
        let version = hidden_version(&page.body);
        let fields = [("word", "阿公钱"), ("version", version.as_str())];
        assert_eq!(clerk.post("/catalogue/synonyms/removals", &fields).status, 303);
        assert_eq!(first(house, "阿公钱"), "");
        let fields = [("word", "阿公钱"), ("version", "999999")];
        assert_eq!(clerk.post("/catalogue/synonyms/removals", &fields).status, 404);
        assert_eq!(first(house, "准生证"), "WJ-001");
        let fields = [("word", "准生证"), ("version", "0")];
        assert_eq!(clerk.post("/catalogue/synonyms/removals", &fields).status, 303);
        assert_eq!(first(house, "准生证"), "");
    });
}

fn hidden_version(body: &str) -> String {
    let after = body.split("name=\"version\" value=\"").nth(1).unwrap_or_default();
    after.chars().take_while(char::is_ascii_digit).collect()
}

#[test]
fn two_clerks_who_change_the_same_word_notice_each_other() {
    on_each_engine(plan, |house| {
        let mut one = house.browser_of(CENTRE, &[Role::CatalogueClerk]);
        let mut other = house.browser_of(CENTRE, &[Role::CatalogueClerk]);
        let fields = |means| [("word", "土话"), ("means", means), ("version", "0")];
        assert_eq!(one.post("/catalogue/synonyms", &fields("甲词")).status, 303);
        assert_eq!(other.post("/catalogue/synonyms", &fields("乙词")).status, 409);
        assert_eq!(
            other.post("/catalogue/synonyms", &[("word", "别的"), ("means", "词")]).status,
            303
        );
    });
}

#[test]
fn a_synonym_that_cannot_be_kept_is_shown_again_with_what_was_typed() {
    on_each_engine(plan, |house| {
        let mut clerk = house.browser_of(CENTRE, &[Role::CatalogueClerk]);
        let page = clerk.post("/catalogue/synonyms", &[("word", "土话"), ("means", " ")]);
        assert_eq!(page.status, 422);
        assert!(page.body.contains("土话") && page.body.contains("请填写事项名称中的用词"));
        let mut window = house.browser_of(CENTRE, &[Role::WindowClerk]);
        assert_eq!(window.get("/catalogue/synonyms").status, 200);
        assert_eq!(
            window.post("/catalogue/synonyms", &[("word", "a"), ("means", "b")]).status,
            403
        );
    });
}

#[test]
fn the_catalogue_is_entered_by_life_event_department_and_audience() {
    on_each_engine(plan, |house| {
        load(house, CENTRE);
        let entrances = wait(door::entrances(&house.hall, CENTRE)).unwrap();
        assert!(entrances.life_events.iter().all(|(_, count)| *count > 0));
        let relief = entrances.life_events.iter().find(|(event, _)| *event == LifeEvent::Relief);
        assert!(relief.is_some_and(|(_, count)| *count >= 5));
        assert_eq!(entrances.departments.len(), 20);
        assert_eq!(entrances.departments.iter().map(|(_, count)| count).sum::<usize>(), 104);
        let narrowing = Narrowing {
            life_event: Some(LifeEvent::Relief),
            department: Some("民政".into()),
            audience: Some(ServiceObject::NaturalPerson),
        };
        let items = wait(door::browse(&house.hall, CENTRE, &narrowing)).unwrap();
        assert!(items.iter().any(|item| item.code == "MZ-001"));
        assert!(items.iter().all(|item| item.definition.authority.department == "民政"));
        let all = wait(door::browse(&house.hall, CENTRE, &Narrowing::default())).unwrap();
        assert_eq!(all.len(), 104);
    });
}
