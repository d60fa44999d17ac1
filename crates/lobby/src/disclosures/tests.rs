//! The room, asked in process.

use super::view::six;
use crate::testing::{county, main_text, plan};
use kit::Words;
use kit::testing::{CENTRE, on_each_engine};
use rulebook::disclosure::gaps;

#[test]
fn every_item_in_force_says_all_six() {
    on_each_engine(plan, |house| {
        county(house);
        let hall = &house.hall;
        let catalogue = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap()
            .block_on(counter::catalogue::door::catalogue(hall, CENTRE))
            .unwrap();
        assert_eq!(catalogue.items.len(), 104);
        for item in catalogue.items.values() {
            assert_eq!(gaps(&item.definition), Vec::new(), "{}", item.code);
            for said in six(&item.definition, Words::default()) {
                assert!(!said.lines.is_empty(), "{} leaves {} unsaid", item.code, said.name);
            }
        }
    });
}

#[test]
fn the_county_leads_to_centres_these_to_departments_and_these_to_items() {
    on_each_engine(plan, |house| {
        county(house);
        let mut browser = house.stranger();
        let county = browser.get("/disclosures");
        assert!(county.shows("/centres/990126101/disclosures") && county.shows("104"));
        let centre = browser.get("/centres/990126101/disclosures");
        assert!(
            centre.shows("公开 104 个事项，其中 104 个六项齐全"),
            "{}",
            main_text(&centre.body)
        );
        assert!(centre.shows("/centres/990126101/disclosures/departments/MZ"));
        let department = browser.get("/centres/990126101/disclosures/departments/mz");
        assert!(department.shows("民政六公开") && department.shows("最低生活保障"));
        for head in ["服务项目", "办事程序", "申报材料", "承诺期限", "收费依据与标准", "投诉方式"]
        {
            assert!(department.shows(head), "the board lacks {head}");
        }
        let item = browser.get("/centres/990126101/items/MZ-001/disclosures");
        assert!(item.shows("六项公开齐全") && item.shows("0999-0002000"), "{}", item.body);
    });
}

#[test]
fn what_is_not_disclosed_here_is_not_found() {
    on_each_engine(plan, |house| {
        county(house);
        let mut browser = house.stranger();
        for path in [
            "/centres/990126101/disclosures/departments/QQ",
            "/centres/990126101/disclosures/departments/1",
            "/centres/990126101/items/ZZ-999/disclosures",
            "/centres/990126199/disclosures",
        ] {
            assert_eq!(browser.get(path).status, 404, "{path}");
        }
    });
}
