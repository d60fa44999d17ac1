//! From upload to confirmation, on both engines.

use super::{book, contact};
use crate::exchange::{self, door as exchange_door};
use counter::catalogue::door;
use kit::hall::Plan;
use kit::rights::Role;
use kit::testing::{Browser, CENTRE, House, OTHER_CENTRE, Page, on_each_engine};
use kit::wing::Wing;

fn plan() -> Plan {
    Plan::new(vec![Wing { rooms: vec![counter::catalogue::room(), exchange::room()] }])
}

fn good() -> Vec<u8> {
    book(&[
        (
            "事项",
            &[
                &["事项编码", "事项名称", "办理方式", "承诺时限"],
                &["MZ-001", "最低生活保障审核确认", "承诺", "25工作日"],
                &["MZ-004", "高龄津贴申请", "承诺", "10工作日"],
            ],
        ),
        ("申请材料", &[&["事项编码", "材料名称"], &["MZ-001", "居民身份证"]]),
    ])
}

fn upload(browser: &mut Browser, name: &str, bytes: &[u8]) -> Page {
    browser.post_file("/catalogue/imports", &[], ("file", name, bytes))
}

fn codes(house: &House) -> Vec<String> {
    let read = house.hall.db.read_now(|read| door::records(read, CENTRE)).unwrap();
    read.into_keys().collect()
}

#[test]
fn a_file_is_taken_in_only_when_it_is_confirmed_and_then_as_a_whole() {
    on_each_engine(plan, |house| {
        let mut clerk = house.browser_of(CENTRE, &[Role::CatalogueClerk]);
        let uploaded = upload(&mut clerk, "清单.xlsx", &good());
        assert_eq!(uploaded.status, 303, "{}", uploaded.body);
        assert!(codes(house).is_empty());
        let report = clerk.get(&uploaded.location);
        assert_eq!(report.status, 200);
        assert!(report.body.contains("清单.xlsx") && report.body.contains("最低生活保障审核确认"));
        assert!(
            clerk.clone().in_english().get(&uploaded.location).body.contains("Confirm the import")
        );
        let confirmation = format!("{}/confirmation", uploaded.location);
        let confirmed = clerk.post(&confirmation, &[("after", "draft")]);
        assert_eq!(confirmed.status, 303, "{}", confirmed.body);
        assert_eq!(codes(house), ["MZ-001", "MZ-004"]);
        assert_eq!(clerk.post(&confirmation, &[("after", "draft")]).status, 404);
        assert_eq!(clerk.get(&uploaded.location).status, 404);
    });
}

#[test]
fn a_file_with_one_fault_changes_nothing() {
    on_each_engine(plan, |house| {
        let mut clerk = house.browser_of(CENTRE, &[Role::CatalogueClerk]);
        let bad = book(&[(
            "事项",
            &[
                &["事项编码", "事项名称", "办理方式"],
                &["MZ-001", "低保", "承诺"],
                &["MZ-002", "特困", "慢慢办"],
            ],
        )]);
        let uploaded = upload(&mut clerk, "bad.xlsx", &bad);
        let report = clerk.get(&uploaded.location);
        assert!(report.body.contains("慢慢办") && report.body.contains("重新上传"));
        assert!(!report.body.contains("确认导入"));
        let forced = clerk.post(&format!("{}/confirmation", uploaded.location), &[]);
        assert_eq!(forced.status, 422);
        assert!(codes(house).is_empty());
    });
}

#[test]
fn a_file_that_cannot_be_read_is_shown_at_the_field() {
    on_each_engine(plan, |house| {
        let mut clerk = house.browser_of(CENTRE, &[Role::CatalogueClerk]);
        let page = upload(&mut clerk, "a.pdf", b"%PDF-1.7\x00\x01");
        assert_eq!(page.status, 422);
        assert!(page.body.contains("无法识别的文件"));
        assert_eq!(clerk.post("/catalogue/imports", &[]).status, 422);
    });
}

#[test]
fn a_report_that_the_catalogue_has_outgrown_is_stale() {
    on_each_engine(plan, |house| {
        let mut one = house.browser_of(CENTRE, &[Role::CatalogueClerk]);
        let mut other = house.browser_of(CENTRE, &[Role::CatalogueClerk]);
        let first = upload(&mut one, "a.xlsx", &good()).location;
        let second = upload(&mut other, "b.xlsx", &good()).location;
        assert_eq!(other.get(&first).status, 404, "a clerk sees only what he sent himself");
        assert_eq!(one.post(&format!("{first}/confirmation"), &[]).status, 303);
        assert_eq!(other.post(&format!("{second}/confirmation"), &[]).status, 409);
    });
}

#[test]
fn the_whole_shipped_catalogue_is_published_in_one_act() {
    on_each_engine(plan, |house| {
        let mut clerk = house.browser_of(CENTRE, &[Role::CatalogueClerk]);
        let records = exchange_door::shipped_items(&contact()).unwrap();
        let bytes = exchange::reading::write_json(&records).unwrap();
        let uploaded = upload(&mut clerk, "items.json", &bytes);
        let report = clerk.get(&uploaded.location);
        assert!(report.body.contains("六公开完整的 104 个直接发布"), "{}", report.body);
        let confirmation = format!("{}/confirmation", uploaded.location);
        assert_eq!(clerk.post(&confirmation, &[("after", "publish")]).status, 303);
        let published =
            house.hall.db.read_now(|read| door::current(read, CENTRE, "MZ-001")).unwrap();
        assert_eq!(published.unwrap().version, 1);
        let workbook = clerk.get("/catalogue/exports/items.xlsx");
        assert_eq!(workbook.status, 200);
        let again = upload(&mut clerk, "items.xlsx", &workbook.bytes);
        let report = clerk.get(&again.location);
        assert!(report.body.contains("无变化"));
        let nothing = clerk.post(&format!("{}/confirmation", again.location), &[]);
        assert_eq!(nothing.status, 422, "nothing to import");
        let json = clerk.get("/catalogue/exports/items.json");
        assert_eq!(json.kind, "application/json");
        assert!(json.body.contains("yimen-catalogue/1"));
    });
}

#[test]
fn only_the_catalogue_clerk_imports_and_staff_may_export() {
    on_each_engine(plan, |house| {
        let mut window = house.browser_of(CENTRE, &[Role::WindowClerk]);
        assert_eq!(window.get("/catalogue/imports/new").status, 403);
        assert_eq!(upload(&mut window, "a.xlsx", &good()).status, 403);
        let template = window.get("/catalogue/exports/template.xlsx");
        assert_eq!(template.status, 200);
        assert!(template.bytes.starts_with(b"PK"));
        let text = window.get("/catalogue/exports/template.csv");
        assert!(text.body.starts_with("\u{feff}事项编码 *,事项名称 *"));
        assert_eq!(house.stranger().get("/catalogue/exports/items.json").status, 303);
        let mut clerk = house.browser_of(CENTRE, &[Role::CatalogueClerk]);
        let location = upload(&mut clerk, "a.xlsx", &good()).location;
        let mut elsewhere = house.browser_of(OTHER_CENTRE, &[Role::CatalogueClerk]);
        assert_eq!(elsewhere.get(&location).status, 404);
    });
}
