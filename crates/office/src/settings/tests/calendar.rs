//! Notices, closures and market days.

use super::{
    administrator, county_manager, everything_is_whole, open_centre, plan, recomputed, sent,
};
use crate::settings::door::{load_notices, working_calendar};
use crate::settings::notice_file::shipped;
use jiff::civil::date;
use kit::db::ActHead;
use kit::journal::Actor;
use kit::rights::Role;
use kit::testing::{Browser, CENTRE, COUNTY, House, OTHER_CENTRE, Page, on_each_engine};

const NOTICE_2027: &str = "国务院办公厅关于2027年部分节假日安排的通知
一、元旦：1月1日（周五）至3日（周日）放假，共3天。1月9日（周六）上班。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。
国务院办公厅";

fn load_shipped(house: &House) {
    let head = ActHead { centre: COUNTY, actor: Actor::house() };
    let notices = shipped().unwrap();
    house.hall.db.act_now(head, move |act| load_notices(act, &notices, None)).unwrap();
}

/// Previews a text and gives the page.
fn preview(browser: &mut Browser, text: &str, source: &str) -> Page {
    let fields = [("source", source), ("year", ""), ("text", text)];
    browser.post("/settings/notices/preview", &fields)
}

/// Confirms what a preview showed.
fn confirm(browser: &mut Browser, preview: &Page) -> Page {
    let fields = ["idempotency_key", "seen", "notices"].map(|name| (name, preview.value_of(name)));
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.post("/settings/notices", &fields)
}

fn is_working(house: &House, day: jiff::civil::Date) -> bool {
    let read = house.hall.db.read_now(move |read| working_calendar(read, CENTRE));
    read.unwrap().is_working(day)
}

#[test]
fn a_notice_is_previewed_loaded_and_taken_back() {
    on_each_engine(plan, |house| {
        load_shipped(house);
        open_centre(house);
        let mut browser = county_manager(house);

        let list = browser.get("/settings/notices");
        assert!(list.shows("尚未载入：</strong> 2027"), "{}", list.body);

        let shown = preview(&mut browser, NOTICE_2027, "国办发明电〔2026〕9号");
        assert_eq!(shown.status, 200, "{}", shown.body);
        for text in [
            "1 个期限会变动",
            "101-20261218-0001",
            "2027年1月4日（星期一）（暂定）",
            "2027年1月9日（星期六）",
            "元旦调休上班",
        ] {
            assert!(shown.shows(text), "{text}: {}", shown.body);
        }
        assert!(is_working(house, date(2027, 2, 8)), "a preview changes nothing");

        let done = confirm(&mut browser, &shown);
        sent(&done);
        assert_eq!(done.location, "/settings/notices");
        assert!(!is_working(house, date(2027, 2, 8)));
        assert!(is_working(house, date(2027, 1, 9)));
        assert_eq!(recomputed(house), ["2027-01-04"]);
        let list = browser.get("/settings/notices");
        assert!(list.shows("国办发明电〔2026〕9号"));
        assert!(!list.shows("尚未载入"));

        let number = list.body.split("/withdrawal").next().unwrap().rsplit('/').next().unwrap();
        let address = format!("/settings/notices/{number}/withdrawal");
        let asked = browser.get(&address);
        assert!(asked.shows("1 个期限会变动"));
        let key = asked.value_of("idempotency_key");
        let unexplained = browser.post(&address, &[("idempotency_key", &key), ("reason", " ")]);
        assert_eq!(unexplained.status, 422);
        assert!(unexplained.shows("请写明原因"));
        let key = unexplained.value_of("idempotency_key");
        let reason = [("idempotency_key", key.as_str()), ("reason", "文号有误")];
        sent(&browser.post(&address, &reason));
        assert!(is_working(house, date(2027, 2, 8)));
        assert_eq!(recomputed(house).len(), 2);
        assert!(browser.get("/settings/notices").shows("文号有误"));
        everything_is_whole(house);
    });
}

#[test]
fn the_notice_before_holds_again_when_a_later_one_is_taken_back() {
    on_each_engine(plan, |house| {
        load_shipped(house);
        let mut browser = county_manager(house);
        let corrected =
            NOTICE_2027.replace("1月9日", "1月10日").replace("周六）上班", "周日）上班");
        for text in [NOTICE_2027, &corrected] {
            let shown = preview(&mut browser, text, "来源");
            sent(&confirm(&mut browser, &shown));
        }
        assert!(!is_working(house, date(2027, 1, 9)));
        let list = browser.get("/settings/notices");
        let number = list.body.split("/withdrawal").next().unwrap().rsplit('/').next().unwrap();
        let address = format!("/settings/notices/{number}/withdrawal");
        let key = browser.get(&address).value_of("idempotency_key");
        sent(&browser.post(&address, &[("idempotency_key", &key), ("reason", "更正有误")]));
        assert!(is_working(house, date(2027, 1, 9)));
        assert!(!is_working(house, date(2027, 1, 10)));
    });
}

#[test]
fn a_second_click_loads_once() {
    on_each_engine(plan, |house| {
        let mut browser = county_manager(house);
        let shown = preview(&mut browser, NOTICE_2027, "来源");
        sent(&confirm(&mut browser, &shown));
        sent(&confirm(&mut browser, &shown));
        assert_eq!(browser.get("/settings/notices").body.matches("/withdrawal").count(), 1);
    });
}

#[test]
fn two_administrators_do_not_load_over_each_other() {
    on_each_engine(plan, |house| {
        let (mut one, mut other) = (county_manager(house), county_manager(house));
        let first = preview(&mut one, NOTICE_2027, "来源甲");
        let second = preview(&mut other, NOTICE_2027, "来源乙");
        sent(&confirm(&mut one, &first));
        let late = confirm(&mut other, &second);
        assert_eq!(late.status, 409);
        assert!(late.shows("请重新预览影响"), "{}", late.body);
    });
}

#[test]
fn a_text_that_makes_no_sense_is_shown_again_with_its_faults() {
    on_each_engine(plan, |house| {
        let mut browser = county_manager(house);
        let text = NOTICE_2027.replace("（周五）至3日", "（周四）至3日");
        let refused = preview(&mut browser, &text, "");
        assert_eq!(refused.status, 422);
        assert!(refused.shows("第2行：2027年1月1日（星期五），不是星期四，请核对年份"));
        assert!(refused.shows("二、春节：2月5日"), "what was typed is kept");
        let mut english = county_manager(house).in_english();
        let refused = preview(&mut english, &text, "");
        assert!(refused.shows("line 2: it is Fri 1 Jan 2027, not Thursday; is the year right?"));
        let empty = preview(&mut browser, " ", "");
        assert!(empty.shows("请选择文件或粘贴通知内容"));
        let file = ("file", "notice.json", br#"{"years": 5}"#.as_slice());
        let refused = browser.post_file("/settings/notices/preview", &[("source", "来源")], file);
        assert_eq!(refused.status, 422);
        assert!(refused.shows("不是可识别的JSON"));
    });
}

#[test]
fn a_file_is_read_in_json_and_in_the_older_character_set() {
    on_each_engine(plan, |house| {
        let mut browser = county_manager(house);
        let json = include_bytes!("../../../../../data/working-days.json").as_slice();
        let shown =
            browser.post_file("/settings/notices/preview", &[], ("file", "days.json", json));
        assert_eq!(shown.status, 200, "{}", shown.body);
        assert!(shown.shows("全年 251 个工作日"));
        sent(&confirm(&mut browser, &shown));
        let gbk = "元旦：2027年1月1日放假。"
            .chars()
            .flat_map(|c| match c {
                '元' => vec![0xd4, 0xaa],
                '旦' => vec![0xb5, 0xa9],
                '：' => vec![0xa3, 0xba],
                '年' => vec![0xc4, 0xea],
                '月' => vec![0xd4, 0xc2],
                '日' => vec![0xc8, 0xd5],
                '放' => vec![0xb7, 0xc5],
                '假' => vec![0xbc, 0xd9],
                '。' => vec![0xa1, 0xa3],
                other => vec![u8::try_from(other).unwrap()],
            })
            .collect::<Vec<u8>>();
        let fields = [("source", "来源")];
        let shown =
            browser.post_file("/settings/notices/preview", &fields, ("file", "2027.txt", &gbk));
        assert_eq!(shown.status, 200, "{}", shown.body);
    });
}

#[test]
fn a_centre_cannot_load_notices_and_a_clerk_cannot_see_them() {
    on_each_engine(plan, |house| {
        let mut centre = administrator(house);
        assert!(centre.get("/settings/notices").shows("放假通知由县级统一载入"));
        let refused = preview(&mut centre, NOTICE_2027, "来源");
        assert_eq!(refused.status, 403);
        let mut clerk = house.browser_of(CENTRE, &[Role::WindowClerk]);
        assert_eq!(clerk.get("/settings/notices").status, 403);
        assert_eq!(clerk.get("/settings/calendar").status, 200);
        assert_eq!(house.stranger().get("/settings/calendar").status, 303);
    });
}

#[test]
fn the_year_sheet_shows_every_kind_of_day_as_a_word() {
    on_each_engine(plan, |house| {
        load_shipped(house);
        open_centre(house);
        let mut clerk = house.browser_of(CENTRE, &[Role::WindowClerk]);
        let sheet = clerk.get("/settings/calendar?year=2026");
        for text in [
            "248",
            "https://www.gov.cn/",
            "春节放假",
            "国庆节调休上班",
            "每星期六",
            "aria-current=\"date\"",
            "21 个工作日",
        ] {
            assert!(sheet.shows(text), "{text}");
        }
        assert_eq!(sheet.body.matches("<caption>").count(), 12);
        let unknown = clerk.get("/settings/calendar?year=2027");
        assert!(unknown.shows("暂定"));
        let mut english = house.browser_of(CENTRE, &[Role::WindowClerk]).in_english();
        let sheet = english.get("/settings/calendar?year=2026");
        assert!(sheet.shows("holiday, Spring Festival"));
        assert!(sheet.shows("February"));
        assert_eq!(english.get("/settings/calendar?year=99999999").status, 404);
        assert_eq!(english.get("/settings/calendar?year=3000").status, 200);
    });
}

fn closure<'a>(from: &'a str, through: &'a str, reason: &'a str) -> [(&'a str, &'a str); 3] {
    [("from", from), ("through", through), ("reason", reason)]
}

#[test]
fn a_closure_is_previewed_noted_and_lifted() {
    on_each_engine(plan, |house| {
        load_shipped(house);
        let mut browser = administrator(house);
        let fields = closure("2026-12-21", "2026-12-22", "大雪封山");
        let shown = browser.post("/settings/closures/preview", &fields);
        assert!(shown.shows("1 个期限会变动"), "{}", shown.body);
        assert!(is_working(house, date(2026, 12, 21)));
        let key = shown.value_of("idempotency_key");
        let mut confirmed = fields.to_vec();
        confirmed.push(("idempotency_key", &key));
        sent(&browser.post("/settings/closures", &confirmed));
        assert!(!is_working(house, date(2026, 12, 21)));
        assert_eq!(recomputed(house).len(), 1);
        let again = browser.post("/settings/closures", &closure("2026-12-21", "", "停电"));
        assert_eq!(again.status, 422);
        assert!(again.shows("这些日期已经登记为闭馆"));

        let list = browser.get("/settings/closures");
        assert!(list.shows("大雪封山"));
        let number = list.body.split("/lifting").next().unwrap().rsplit('/').next().unwrap();
        let address = format!("/settings/closures/{number}/lifting");
        let asked = browser.get(&address);
        assert!(asked.shows("1 个期限会变动"));
        let key = asked.value_of("idempotency_key");
        let fields = [("idempotency_key", key.as_str()), ("reason", "路已通")];
        sent(&browser.post(&address, &fields));
        assert!(is_working(house, date(2026, 12, 21)));
        assert_eq!(recomputed(house).len(), 2);
        let lifted_twice = browser.post(&address, &[("reason", "再次")]);
        assert_eq!(lifted_twice.status, 422);
        everything_is_whole(house);
    });
}

#[test]
fn a_closure_that_cannot_be_is_refused_at_its_field() {
    on_each_engine(plan, |house| {
        let mut browser = administrator(house);
        for (fields, fault) in [
            (closure("", "", "停电"), "请填写日期"),
            (closure("2026-12-22", "2026-12-21", "停电"), "早于开始日"),
            (closure("2026-12-22", "", ""), "请写明原因"),
            (closure("2026-12-01", "2027-12-01", "停电"), "一次闭馆不能超过"),
        ] {
            let refused = browser.post("/settings/closures/preview", &fields);
            assert_eq!(refused.status, 422, "{fault}");
            assert!(refused.shows(fault), "{fault}");
        }
        let late = browser.post("/settings/closures", &closure("2026-11-01", "", "停电"));
        assert_eq!(late.status, 422);
        assert!(late.shows("闭馆最迟应在7天内登记"));
    });
}

#[test]
fn closures_and_market_days_belong_to_their_centre() {
    on_each_engine(plan, |house| {
        let mut browser = administrator(house);
        sent(&browser.post("/settings/closures", &closure("2026-12-21", "", "水管爆裂")));
        let other = house.hall.db.read_now(|read| working_calendar(read, OTHER_CENTRE)).unwrap();
        assert!(other.is_working(date(2026, 12, 21)));
        let mut neighbour = house.browser_of(OTHER_CENTRE, &[Role::SystemAdministrator]);
        assert!(!neighbour.get("/settings/closures").shows("水管爆裂"));
        let list = browser.get("/settings/closures");
        let number = list.body.split("/lifting").next().unwrap().rsplit('/').next().unwrap();
        let address = format!("/settings/closures/{number}/lifting");
        assert_eq!(neighbour.get(&address).status, 404);
    });
}

#[test]
fn the_director_keeps_the_days_of_the_centre_and_no_notice() {
    on_each_engine(plan, |house| {
        let mut director = house.browser_of(CENTRE, &[Role::Director]);
        sent(&director.post("/settings/closures", &closure("2026-12-21", "", "大雪封山")));
        assert!(!is_working(house, date(2026, 12, 21)));
        let weekly = [("kind", "weekly"), ("weekday", "6")];
        sent(&director.post("/settings/market-days", &weekly));
        let other = house.hall.db.read_now(|read| working_calendar(read, OTHER_CENTRE)).unwrap();
        assert!(other.is_working(date(2026, 12, 21)), "another township's days are its own");
        assert_eq!(preview(&mut director, NOTICE_2027, "来源").status, 403);
        let page = director.get("/settings/calendar");
        assert!(page.shows("/settings/closures") && !page.shows("href=\"/settings/notices\""));
        let mut approver = house.browser_of(CENTRE, &[Role::Approver]);
        let refused = approver.post("/settings/closures", &closure("2026-12-22", "", "停电"));
        assert_eq!(refused.status, 403);
        everything_is_whole(house);
    });
}

#[test]
fn market_days_are_marks_and_change_no_limit() {
    on_each_engine(plan, |house| {
        open_centre(house);
        let mut browser = administrator(house);
        let sheet = browser.get("/settings/calendar?year=2026");
        assert!(sheet.shows("圩日"));
        assert_eq!(recomputed(house), Vec::<String>::new());
        for (fields, fault) in [
            ([("kind", "weekly"), ("weekday", "9")], "请选择星期几"),
            ([("kind", "tenth"), ("figure", "12")], "请填写0至9的数字"),
            ([("kind", "on"), ("on", "")], "请填写日期"),
            ([("kind", "weekly"), ("weekday", "6")], "已经登记"),
        ] {
            let refused = browser.post("/settings/market-days", &fields);
            assert_eq!(refused.status, 422, "{fault}");
            assert!(refused.shows(fault), "{fault}: {}", refused.body);
        }
        let list = browser.get("/settings/market-days");
        let number = list.body.split("/market-days/").nth(1).unwrap().split('/').next().unwrap();
        sent(&browser.post(&format!("/settings/market-days/{number}/end"), &[]));
        assert!(browser.get("/settings/market-days").shows("已取消"));
        everything_is_whole(house);
    });
}

#[test]
fn a_centre_left_behind_catches_up() {
    on_each_engine(plan, |house| {
        open_centre(house);
        load_shipped(house);
        assert_eq!(recomputed(house), Vec::<String>::new());
        let runtime = tokio_runtime();
        let applied = runtime.block_on(crate::settings::door::apply_everywhere(&house.hall));
        assert_eq!(applied.unwrap(), 1);
        assert_eq!(recomputed(house).len(), 1);
        let again = runtime.block_on(crate::settings::door::apply_everywhere(&house.hall));
        assert_eq!(again.unwrap(), 0);
    });
}

fn tokio_runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

#[test]
fn a_program_reads_the_days_of_a_centre() {
    on_each_engine(plan, |house| {
        load_shipped(house);
        let year = house.stranger().get("/api/v1/centres/990126101/calendar/2026");
        let json = year.json();
        assert_eq!(json["working_days"], 248);
        assert_eq!(json["is_published"], true);
        assert_eq!(json["days"].as_array().unwrap().len(), 365);
        assert_eq!(json["days"][3]["kind"], "make_up");
        assert_eq!(json["days"][0]["name"]["en"], "New Year's Day");
        let missing = house.stranger().get("/api/v1/centres/990126101/calendar/3000");
        assert_eq!(missing.status, 404);
    });
}

#[test]
fn a_closure_of_the_county_office_does_not_trouble_the_centres() {
    on_each_engine(plan, |house| {
        open_centre(house);
        load_shipped(house);
        let apply =
            || tokio_runtime().block_on(crate::settings::door::apply_everywhere(&house.hall));
        assert_eq!(apply().unwrap(), 1);
        let mut office = county_manager(house);
        sent(&office.post("/settings/closures", &closure("2026-12-21", "", "水管爆裂")));
        assert_eq!(apply().unwrap(), 0);
        let county = house.hall.db.read_now(|read| working_calendar(read, COUNTY)).unwrap();
        assert!(!county.is_working(date(2026, 12, 21)));
        assert!(is_working(house, date(2026, 12, 21)));
    });
}
