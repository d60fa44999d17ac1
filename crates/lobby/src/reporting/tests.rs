//! The room, asked in process: a resident reports without signing in, follows and reopens.

use crate::testing::{county, main_text, plan};
use kit::rights::Role;
use kit::testing::{CENTRE, House, Page, on_each_engine};
use serde_json::json;

const ROOT: &str = "/centres/990126101/unresolved-matters";

fn report(house: &House) -> Page {
    let fields = [
        ("obstacles", "many_trips"),
        ("words", "跑了三趟"),
        ("phone", "10000000149"),
        ("name", "奚怡达"),
    ];
    house.stranger().post(ROOT, &fields)
}

fn follow(house: &House, number: &str, digits: &str) -> Page {
    let fields = [("number", number), ("digits", digits)];
    house.stranger().post(&format!("{ROOT}/progress"), &fields)
}

#[test]
fn a_resident_reports_without_signing_in_and_follows_it_by_number_and_phone() {
    on_each_engine(plan, |house| {
        county(house);
        let home = house.stranger().get("/centres/990126101");
        assert!(home.shows(&format!("href=\"{ROOT}\"")), "{}", home.body);
        assert!(house.stranger().get(ROOT).shows("为什么没办成"));
        let done = report(house);
        assert!(done.status == 200 && done.shows("8101-20261123-001"), "{}", main_text(&done.body));
        let page = follow(house, " ８１０１－20261123－001 ", "０１４９");
        assert!(page.shows("待承办") && page.shows("2026年11月30日"), "{}", main_text(&page.body));
        assert!(!page.shows("奚怡达") && !page.shows("10000000149"));
        let mut clerk = house.browser_of(CENTRE, &[Role::WindowClerk]);
        assert!(clerk.get("/unresolved-matters?view=waiting").shows("跑了三趟"));
    });
}

#[test]
fn wrong_pairs_are_not_told_apart_and_trying_them_all_is_stopped() {
    on_each_engine(plan, |house| {
        county(house);
        report(house);
        for page in [follow(house, "8101-20261123-001", "0000"), follow(house, "8101-1-9", "0149")]
        {
            assert_eq!(page.status, 422);
            assert!(page.shows("没有查到。"), "{}", main_text(&page.body));
        }
        let page = follow(house, "", "12a");
        assert!(page.shows("请填写登记编号") && page.shows("后四位数字"));
        let all = (0..40).map(|it| follow(house, "8101-20261123-001", &format!("{it:04}")).status);
        assert_eq!(all.max(), Some(429));
    });
}

#[test]
fn a_report_without_reason_or_phone_is_shown_again_with_everything_typed() {
    on_each_engine(plan, |house| {
        county(house);
        let mut browser = house.stranger();
        let page = browser.post(ROOT, &[("name", "奚怡达"), ("obstacles", "other")]);
        assert_eq!(page.status, 422);
        assert!(page.shows("id=\"words-error\"") && page.shows("id=\"phone-error\""));
        assert!(page.shows("奚怡达") && page.shows("value=\"other\""), "{}", page.body);
        let page = browser.post(ROOT, &[("words", "卡住了"), ("phone", "1")]);
        assert!(page.status == 422 && page.shows("卡住了"), "{}", main_text(&page.body));
    });
}

#[test]
fn reporting_again_and_again_is_slowed_down() {
    on_each_engine(plan, |house| {
        county(house);
        let all: Vec<u16> = (0..10).map(|_| report(house).status).collect();
        assert_eq!((all[0], all[9]), (200, 429), "{all:?}");
    });
}

#[test]
fn the_resident_reads_the_answer_and_has_it_reopened_once() {
    on_each_engine(plan, |house| {
        county(house);
        report(house);
        let mut clerk = house.program_of(CENTRE, &[Role::WindowClerk]);
        let at = "/api/v1/unresolved-matters/8101-20261123-001";
        clerk.post_json(&format!("{at}/acceptance"), "k1", &json!({}));
        let why = json!({"text": "不符合条件", "remedy": "可以申请复核"});
        clerk.post_json(&format!("{at}/explanation"), "k2", &why);
        let page = follow(house, "8101-20261123-001", "0149");
        assert!(
            page.shows("不符合条件") && page.shows("可以申请复核"),
            "{}",
            main_text(&page.body)
        );
        let reopen = |reason: &str| {
            let fields = [("number", "8101-20261123-001"), ("digits", "0149"), ("reason", reason)];
            house.stranger().post(&format!("{ROOT}/reopening"), &fields)
        };
        let bare = reopen(" ");
        assert!(bare.status == 422 && bare.shows("请写明理由"), "{}", main_text(&bare.body));
        let again = reopen("我符合条件");
        assert!(again.status == 200 && again.shows("重新办理"), "{}", main_text(&again.body));
        assert!(!again.shows("可以要求重新办理一次"), "only once: {}", main_text(&again.body));
        assert_eq!(clerk.get(at).json()["stage"], "in_hand");
    });
}

#[test]
fn at_the_kiosk_a_reason_is_touched_and_a_phone_typed() {
    on_each_engine(plan, |house| {
        county(house);
        let mut kiosk = house.stranger();
        let root = "/centres/990126101/kiosk";
        assert!(kiosk.get(root).shows(&format!("{root}/unresolved-matters")));
        let reasons = kiosk.get(&format!("{root}/unresolved-matters"));
        assert!(reasons.shows("obstacle=late") && !reasons.shows("其他原因"), "{}", reasons.body);
        let phone = kiosk.get(&format!("{root}/unresolved-matters?obstacle=late"));
        assert!(phone.shows("data-keyboard=\"phone\""), "{}", phone.body);
        let at = format!("{root}/unresolved-matters");
        let page = kiosk.post(&at, &[("obstacles", "late"), ("phone", "12")]);
        assert!(page.status == 422 && page.shows("value=\"12\""), "{}", page.body);
        let page = kiosk.post(&at, &[("obstacles", "late"), ("phone", "10000000149")]);
        assert!(page.status == 200 && page.shows("8101-20261123-001"), "{}", page.body);
        assert_eq!(kiosk.post(&at, &[("phone", "10000000149")]).status, 422);
    });
}
