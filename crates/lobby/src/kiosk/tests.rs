//! The room, asked in process.

use crate::testing::{centre, county, main_text, plan};
use kit::testing::{CENTRE, on_each_engine};

const ROOT: &str = "/centres/990126101/kiosk";

#[test]
fn one_centre_needs_no_choice_and_two_are_listed() {
    on_each_engine(plan, |house| {
        centre(house, CENTRE, ("青榕镇便民服务中心", "Qingrong Service Centre"));
        let page = house.stranger().get("/kiosk");
        assert_eq!((page.status, page.location.as_str()), (303, ROOT));
    });
    on_each_engine(plan, |house| {
        county(house);
        let page = house.stranger().get("/kiosk");
        assert!(page.shows("/centres/990126101/kiosk") && page.shows("/centres/990126102/kiosk"));
    });
}

#[test]
fn every_page_returns_to_the_start_of_its_centre_with_fresh_preferences() {
    on_each_engine(plan, |house| {
        county(house);
        let mut browser = house.stranger();
        for page in ["", "/search?q=sfz", "/life-events", "/departments", "/items", "/progress"] {
            let page = browser.get(&format!("{ROOT}{page}"));
            assert_eq!(page.status, 200);
            assert!(page.shows("data-idle=\"60\""));
            let start = "/preferences?language=zh-CN&amp;text=normal&amp;back=";
            let back = "%2Fcentres%2F990126101%2Fkiosk";
            assert!(page.shows(&format!("data-start=\"{start}{back}\"")));
            assert!(
                page.shows("content=\"60;url=/centres/990126101/kiosk\""),
                "without script, too"
            );
        }
        let reset = browser.get(&format!("/preferences?language=zh-CN&text=normal&back={ROOT}"));
        assert_eq!((reset.status, reset.location.as_str()), (303, ROOT));
    });
}

#[test]
fn without_script_each_key_is_a_link_that_adds_its_letter() {
    on_each_engine(plan, |house| {
        county(house);
        let mut browser = house.stranger();
        let page = browser.get(&format!("{ROOT}/search?q=diba"));
        assert!(page.shows(&format!("href=\"{ROOT}/search?q=dibao\"")), "{}", page.body);
        assert!(page.shows(&format!("href=\"{ROOT}/search?q=dib\"")), "and one that takes it back");
        let found = browser.get(&format!("{ROOT}/search?q=dibao"));
        assert!(found.shows("最低生活保障") && found.shows(&format!("{ROOT}/items/MZ-001?back=")));
    });
}

#[test]
fn the_way_back_leads_nowhere_else() {
    on_each_engine(plan, |house| {
        county(house);
        let mut browser = house.stranger();
        let at = |back: &str| format!("{ROOT}/items/MZ-001?back={back}");
        let kept = browser.get(&at("%2Fcentres%2F990126101%2Fkiosk%2Fsearch%3Fq%3Ddibao"));
        assert!(kept.shows(&format!("href=\"{ROOT}/search?q=dibao\"")), "{}", kept.body);
        for elsewhere in [
            "https:%2F%2Fevil.example",
            "%2F%2Fevil.example",
            "%2Fdesk",
            "%2Fcentres%2F990126101%2Fkioskevil",
        ] {
            let page = browser.get(&at(elsewhere));
            assert!(
                page.shows(&format!("href=\"{ROOT}\" data-back")),
                "{elsewhere}: {}",
                page.body
            );
        }
    });
}

#[test]
fn one_question_stands_on_each_screen_and_the_list_follows() {
    on_each_engine(plan, |house| {
        county(house);
        let mut browser = house.stranger();
        let here = format!("{ROOT}/items/MZ-006/checklist");
        let mut query = String::new();
        let mut asked = 0;
        let list = loop {
            let page = browser.get(&format!("{here}?{query}"));
            assert_eq!(page.status, 200);
            let Some(question) = page.body.split("button-quiet\" name=\"q.").nth(1) else {
                break page;
            };
            assert_eq!(page.body.matches("<h1").count(), 1, "one question");
            let name = question.split('"').next().unwrap();
            let value = question.split("value=\"").nth(1).unwrap().split('"').next().unwrap();
            query = format!("{query}&q.{name}={value}");
            asked += 1;
            assert!(asked < 20, "the questions do not end");
        };
        assert!(asked > 0, "the item has questions");
        assert!(
            list.shows("我的材料清单") && list.shows("居民身份证"),
            "{}",
            main_text(&list.body)
        );
        assert!(list.shows("<svg"), "a QR code to take along");
    });
}

#[test]
fn a_question_nobody_can_answer_may_be_skipped() {
    on_each_engine(plan, |house| {
        county(house);
        let mut browser = house.stranger();
        let here = format!("{ROOT}/items/MZ-006/checklist");
        let mut query = String::new();
        for _ in 0..20 {
            let page = browser.get(&format!("{here}?{query}"));
            let Some(skip) = page.body.split("name=\"skip\" value=\"").nth(1) else { break };
            if page.shows("我的材料清单") {
                break;
            }
            let rest: Vec<&str> = page.body.split("name=\"skip\" value=\"").collect();
            let key = rest.last().unwrap_or(&skip).split('"').next().unwrap();
            query = format!("{query}&skip={key}");
        }
        let list = browser.get(&format!("{here}?{query}"));
        assert!(list.shows("我的材料清单") && list.shows("有的问题跳过了"), "{query}");
    });
}

#[test]
fn items_without_questions_have_their_list_at_once() {
    on_each_engine(plan, |house| {
        county(house);
        let page = house.stranger().get(&format!("{ROOT}/items/DJ-002/checklist"));
        assert!(page.shows("我的材料清单") && !page.shows("重新回答"), "{}", main_text(&page.body));
    });
}

#[test]
fn wrong_digits_at_the_kiosk_are_told_as_at_home() {
    on_each_engine(plan, |house| {
        county(house);
        let fields = [("number", "101-20261123-0001"), ("digits", "0149")];
        let page = house.stranger().post(&format!("{ROOT}/progress"), &fields);
        assert_eq!(page.status, 422);
        assert!(page.shows("没有查到。") && page.shows("face-kiosk"));
    });
}

#[test]
fn an_error_at_the_kiosk_returns_to_the_start_too() {
    on_each_engine(plan, |house| {
        county(house);
        let page = house.stranger().get(&format!("{ROOT}/items/ZZ-999"));
        assert_eq!(page.status, 404);
        assert!(page.shows("face-kiosk") && page.shows("data-idle=\"60\""), "{}", page.body);
        let back = "back=%2Fcentres%2F990126101%2Fkiosk\"";
        assert!(page.shows(back) && !page.shows("public-nav"), "{}", page.body);
    });
}

#[test]
fn the_guide_is_read_a_part_at_a_time_and_the_way_back_is_kept() {
    on_each_engine(plan, |house| {
        county(house);
        let mut browser = house.stranger();
        let at = |part: &str| {
            format!("{ROOT}/items/MZ-001?part={part}&back=%2Fcentres%2F990126101%2Fkiosk%2Fitems")
        };
        let papers = browser.get(&at(""));
        assert!(papers.shows("居民身份证") && !papers.shows("信息核对"));
        let steps = browser.get(&at("steps"));
        assert!(steps.shows("信息核对") && !steps.shows("居民户口簿"));
        let place = browser.get(&at("where"));
        assert!(place.shows("0999-0002000") && place.shows("<svg"), "a QR code to take along");
        assert!(place.shows(&format!("href=\"{ROOT}/items\" data-back")), "{}", place.body);
    });
}

#[test]
fn an_answer_can_be_taken_back_one_question_at_a_time() {
    on_each_engine(plan, |house| {
        county(house);
        let mut browser = house.stranger();
        let here = format!("{ROOT}/items/MZ-001/checklist");
        let first = browser.get(&here);
        assert!(first.shows("返回指南") && !first.shows("上一题"));
        let second = browser.get(&format!("{here}?q.household=local"));
        assert!(second.shows(&format!("href=\"{here}\" data-back")), "{}", second.body);
        let third =
            browser.get(&format!("{here}?q.household=local&q.members=ill&q.members=disabled"));
        let before = format!("href=\"{here}?q.household=local\" data-back");
        assert!(third.shows(&before), "both choices are one answer: {}", third.body);
    });
}
