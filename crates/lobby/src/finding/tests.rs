//! The room, asked in process.

use crate::testing::{centre, county, plan};
use kit::testing::{CENTRE, on_each_engine};

#[test]
fn a_resident_finds_an_item_of_the_county_and_the_centres_that_offer_it() {
    on_each_engine(plan, |house| {
        county(house);
        let page = house.stranger().get("/items?q=%E4%BD%8E%E4%BF%9D");
        assert_eq!(page.status, 200);
        assert!(page.shows("最低生活保障"), "{}", page.body);
        assert!(page.shows("/centres/990126101/items/MZ-001"));
        assert!(page.shows("/centres/990126102/items/MZ-001"));
        assert_eq!(
            page.body.matches("最低生活保障审核确认").count(),
            1,
            "one line for both centres"
        );
    });
}

#[test]
fn a_centre_chosen_on_the_front_page_is_where_the_search_goes_on() {
    on_each_engine(plan, |house| {
        county(house);
        let page = house.stranger().get("/items?centre=990126102&q=dibao");
        assert_eq!(
            (page.status, page.location.as_str()),
            (303, "/centres/990126102/items?q=dibao")
        );
    });
}

#[test]
fn occasions_departments_and_audiences_narrow_the_list() {
    on_each_engine(plan, |house| {
        centre(house, CENTRE, ("青榕镇便民服务中心", "Qingrong Service Centre"));
        let mut browser = house.stranger();
        let all = browser.get("/centres/990126101/items");
        assert!(
            all.shows("全部事项（104 个）") && all.shows("按生活场景找") && all.shows("下一页")
        );
        let relief = browser.get("/centres/990126101/items?life_event=relief");
        assert!(relief.shows("找到 13 个事项") && !relief.shows("按生活场景找"), "{}", relief.body);
        let narrower =
            browser.get("/centres/990126101/items?life_event=relief&department=%E6%B0%91%E6%94%BF");
        assert!(narrower.shows("最低生活保障") && !narrower.shows("困难党员"));
        let last = browser.get("/centres/990126101/items?page=99");
        assert!(last.shows("上一页") && !last.shows("下一页"), "the last page, not an empty one");
    });
}

#[test]
fn nothing_found_says_what_to_do_and_loose_hits_say_that_they_are() {
    on_each_engine(plan, |house| {
        centre(house, CENTRE, ("青榕镇便民服务中心", "Qingrong Service Centre"));
        let mut browser = house.stranger();
        let none = browser.get("/centres/990126101/items?q=zzzzzz");
        assert!(none.shows("没有找到") && none.shows("看全部事项"));
        let loose = browser.get(
            "/centres/990126101/items?q=%E6%9C%80%E4%BD%8E%E7%94%9F%E6%B4%BB%E4%BF%9D%E6%8A%A4",
        );
        assert!(loose.shows("您要找的也许是") || loose.shows("没有找到"), "{}", loose.body);
    });
}

#[test]
fn what_is_typed_is_shown_as_text_and_never_as_a_tag() {
    on_each_engine(plan, |house| {
        centre(house, CENTRE, ("青榕镇便民服务中心", "Qingrong Service Centre"));
        let page = house
            .stranger()
            .get("/centres/990126101/items?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E");
        assert_eq!(page.status, 200);
        assert!(!page.shows("<script>alert"), "{}", page.body);
    });
}

#[test]
fn a_centre_that_is_not_there_is_not_found() {
    on_each_engine(plan, |house| {
        let page = house.stranger().get("/centres/990126999/items");
        assert_eq!(page.status, 404);
        assert!(page.shows("没有这个便民服务中心"));
    });
}
