//! Who is here and who is not, on both engines.

use super::door::{self, ListedDepartment};
use crate::exchange::door::{ContactRecord, shipped_items};
use counter::catalogue::door::{self as catalogue, AfterImport};
use counter::catalogue::record::LabelRecord;
use kit::db::{ActHead, CentreId};
use kit::hall::Plan;
use kit::journal::Actor;
use kit::rights::Role;
use kit::testing::{CENTRE, COUNTY, House, OTHER_CENTRE, Page, on_each_engine};
use kit::wing::Wing;
use rulebook::stationing::{StationingGap, StationingLevel};
use serde::Deserialize;

#[derive(Deserialize)]
struct County {
    townships: Vec<Township>,
}

#[derive(Deserialize)]
struct Township {
    name: String,
    departments: Vec<ListedDepartment>,
}

fn plan() -> Plan {
    Plan::new(vec![Wing {
        rooms: vec![office::posts::room(), counter::catalogue::room(), super::room()],
    }])
}

fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

fn head(centre: CentreId) -> ActHead {
    ActHead { centre, actor: Actor::house() }
}

/// The fictional county: 青榕镇 as it should be, 鹿鸣坪乡 as it should not.
fn settle(house: &House) {
    let county: County =
        serde_json::from_str(include_str!("../../../../data/sample-county.json")).unwrap();
    let label = |zh: &str| LabelRecord { zh: zh.into(), en: String::new() };
    let contact = ContactRecord {
        place: label("便民服务中心"),
        hours: label("周一至周五 9:00—17:00"),
        consult_phone: "0999-0001000".into(),
        complaint_phone: "0999-0002000".into(),
        ..ContactRecord::default()
    };
    let records = shipped_items(&contact).unwrap();
    for (centre, township) in [(CENTRE, 0), (OTHER_CENTRE, 2)] {
        let township = &county.townships[township];
        let (name, departments) = (township.name.clone(), township.departments.clone());
        let db = &house.hall.db;
        db.act_now(head(centre), move |act| door::list(act, &name, &departments)).unwrap();
        let records = records.clone();
        db.act_now(head(centre), move |act| {
            catalogue::import(act, &records, AfterImport::PublishComplete)
        })
        .unwrap();
        catalogue::changed(&house.hall, centre);
    }
}

fn version(page: &Page) -> String {
    let after = page.body.split("name=\"version\" value=\"").nth(1).unwrap_or_default();
    after.chars().take_while(char::is_ascii_digit).collect()
}

#[test]
fn the_good_township_has_no_gap_and_the_bad_one_names_police_water_and_power() {
    on_each_engine(plan, |house| {
        settle(house);
        let good = wait(door::departments(&house.hall, CENTRE)).unwrap();
        assert_eq!(good.len(), 20);
        assert!(good.iter().all(|it| it.standing.gap() == StationingGap::None));
        assert!(good.iter().flat_map(|it| &it.items).all(|item| item.gap() == StationingGap::None));
        let bad = wait(door::departments(&house.hall, OTHER_CENTRE)).unwrap();
        for key in ["GA", "GD", "GS"] {
            let department = bad.iter().find(|it| it.key == key).unwrap();
            assert_eq!(department.standing.gap(), StationingGap::Explained);
            assert!(department.items.iter().all(|it| it.level == StationingLevel::NotHere));
        }
        let health = bad.iter().find(|it| it.key == "WJ").unwrap();
        assert_eq!(health.standing.gap(), StationingGap::Unexplained);
    });
}

#[test]
fn the_report_of_a_centre_shows_what_is_missing_in_both_languages() {
    on_each_engine(plan, |house| {
        settle(house);
        let mut director = house.browser_of(OTHER_CENTRE, &[Role::Director]);
        let page = director.get("/stationing");
        assert_eq!(page.status, 200, "{}", page.body);
        assert!(page.body.contains("派出所未进驻（在所内办理）"));
        assert!(page.body.contains("未到位，未说明原因"));
        let unexplained = director.get("/stationing?gap=unexplained");
        assert!(unexplained.body.contains("WJ-001") && !unexplained.body.contains("GA-005"));
        let english = director.clone().in_english().get("/stationing");
        assert!(english.body.contains("Must be here") && english.body.contains("Forestry"));
        let book = director.get("/stationing/report.xlsx");
        assert!(book.bytes.starts_with(b"PK"));
    });
}

#[test]
fn a_department_is_changed_with_a_reason_and_its_items_follow() {
    on_each_engine(plan, |house| {
        settle(house);
        let mut director = house.browser_of(CENTRE, &[Role::Director]);
        let path = "/stationing/departments/GA";
        let seen = version(&director.get(path));
        let post = format!("{path}/standing");
        let mut fields = vec![
            ("obligation", "must"),
            ("presence", "partial"),
            ("delegation", "consult"),
            ("seal", "station"),
            ("reason", ""),
            ("version", seen.as_str()),
        ];
        let refused = director.post(&post, &fields);
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains("请写明原因"));
        fields[4] = ("reason", "户籍专网未接通，预计明年三月接入");
        assert_eq!(director.post(&post, &fields).status, 303);
        let item = wait(door::item(&house.hall, CENTRE, "GA-005")).unwrap().unwrap();
        assert_eq!(item.level, StationingLevel::Consult);
        assert_eq!(item.gap(), StationingGap::Explained);
        assert!(director.get(path).body.contains("户籍专网未接通"));
        fields[4] = ("reason", "另一个人同时在改，理由不同");
        assert_eq!(director.post(&post, &fields).status, 409, "the form is stale");
    });
}

#[test]
fn contradictions_are_shown_at_their_field_with_what_was_typed() {
    on_each_engine(plan, |house| {
        settle(house);
        let mut director = house.browser_of(CENTRE, &[Role::Director]);
        let fields = [
            ("obligation", "must"),
            ("presence", "full"),
            ("delegation", "full"),
            ("seal", "station"),
            ("reason", "打字打到一半的原因"),
        ];
        let page = director.post("/stationing/departments/NY/standing", &fields);
        assert_eq!(page.status, 422);
        assert!(page.body.contains("充分授权要求公章在中心"));
        assert!(page.body.contains("打字打到一半的原因"));
        assert_eq!(director.post("/stationing/departments/NY/standing", &[]).status, 422);
        assert_eq!(director.get("/stationing/departments/XX").status, 404);
    });
}

#[test]
fn an_item_may_stand_otherwise_than_its_department_and_follow_it_again() {
    on_each_engine(plan, |house| {
        settle(house);
        let mut director = house.browser_of(CENTRE, &[Role::Director]);
        let path = "/stationing/items/MZ-001";
        let fields = [("level", "accept"), ("reason", ""), ("version", "0")];
        assert_eq!(director.post(&format!("{path}/standing"), &fields).status, 422);
        let fields = [("level", "accept"), ("reason", "县级未下放确认权限"), ("version", "0")];
        assert_eq!(director.post(&format!("{path}/standing"), &fields).status, 303);
        let item = wait(door::item(&house.hall, CENTRE, "MZ-001")).unwrap().unwrap();
        assert_eq!((item.level, item.source), (StationingLevel::Accept, door::Source::Own));
        let page = director.get(path);
        assert!(page.body.contains("县级未下放确认权限") && page.body.contains("随站所"));
        let seen = version(&page);
        let align = format!("{path}/alignment");
        assert_eq!(director.post(&align, &[("version", "0")]).status, 409);
        assert_eq!(director.post(&align, &[("version", &seen)]).status, 303);
        let item = wait(door::item(&house.hall, CENTRE, "MZ-001")).unwrap().unwrap();
        assert_eq!((item.level, item.source), (StationingLevel::Decide, door::Source::Department));
        let above = [("level", "decide"), ("reason", ""), ("version", "0")];
        let refused = director.post("/stationing/items/MZ-002/standing", &above);
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains("由上级审批"));
        assert_eq!(director.get("/stationing/items/MZ-999").status, 404);
    });
}

#[test]
fn the_county_sees_all_centres_and_a_centre_only_itself() {
    on_each_engine(plan, |house| {
        settle(house);
        let mut county = house.browser_of(COUNTY, &[Role::CountyManager]);
        let page = county.get("/stationing/county");
        assert_eq!(page.status, 200, "{}", page.body);
        assert!(page.body.contains("青榕镇") && page.body.contains("鹿鸣坪乡"));
        assert!(page.body.contains("派出所未进驻"));
        let centre = county.get(&format!("/stationing/county/{}", OTHER_CENTRE.0));
        assert!(centre.body.contains("鹿鸣坪乡") && !centre.body.contains("/stationing/items/"));
        assert_eq!(county.get("/stationing/county/110101001").status, 404);
        let mut director = house.browser_of(CENTRE, &[Role::Director]);
        assert_eq!(director.get("/stationing/county").status, 403);
        let mut window = house.browser_of(CENTRE, &[Role::WindowClerk]);
        assert_eq!(window.get("/stationing").status, 200);
        assert_eq!(window.post("/stationing/items/MZ-001/standing", &[]).status, 403);
        assert_eq!(house.stranger().get("/stationing").status, 303);
    });
}

#[test]
fn a_centre_without_lists_shows_an_empty_report() {
    on_each_engine(plan, |house| {
        let mut director = house.browser_of(CENTRE, &[Role::Director]);
        assert!(director.get("/stationing").body.contains("还没有登记站所"));
        let mut county = house.browser_of(COUNTY, &[Role::CountyManager]);
        assert!(county.get("/stationing/county").body.contains("还没有中心登记站所"));
    });
}

#[test]
fn the_tables_can_be_rebuilt_from_the_journal() {
    on_each_engine(plan, |house| {
        settle(house);
        let mut director = house.browser_of(CENTRE, &[Role::Director]);
        let fields = [("level", "accept"), ("reason", "县级未下放确认权限"), ("version", "0")];
        assert_eq!(director.post("/stationing/items/MZ-001/standing", &fields).status, 303);
        let signer = kit::testing::signer();
        let verification = kit::journal::verify::Verification {
            db: &house.hall.db,
            migrations: &house.hall.migrations,
            registry: &house.hall.registry,
            projections: &house.hall.projections,
            verifier: &signer.public_key(),
        };
        assert_eq!(verification.run(|_| {}).unwrap().findings, vec![]);
    });
}

#[test]
fn every_statement_of_the_wing_is_understood_by_both_engines() {
    on_each_engine(plan, |house| {
        let location = house.hall.db.location().clone();
        let refused = std::thread::spawn(move || {
            let plan = Plan::new(vec![office::wing(), counter::wing(), crate::wing()]);
            kit::db::check_statements(&location, &plan.migrations(), &plan.statements())
        })
        .join()
        .unwrap()
        .unwrap();
        assert!(refused.is_empty(), "{refused:?}");
    });
}
