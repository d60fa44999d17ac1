//! Keeping the lines, and which line an item belongs to.

use super::{gives, in_hall, opens, refused};
use crate::ground::line_of;
use crate::queue::record::LineRecord;
use kit::rights::Role;
use kit::testing::CENTRE;

fn line(prefix: &str, departments: &[&str], items: &[&str]) -> LineRecord {
    LineRecord {
        prefix: prefix.into(),
        departments: departments.iter().map(|it| (*it).to_owned()).collect(),
        items: items.iter().map(|it| (*it).to_owned()).collect(),
        is_open: true,
        ..LineRecord::default()
    }
}

#[test]
fn an_item_belongs_to_its_own_line_or_its_departments_or_the_general_one() {
    let lines = [line("A", &[], &[]), line("C", &["MZ"], &[]), line("Q", &[], &["MZ-009"])];
    let of = |item: &str, department: &str| {
        line_of(&lines, item, department).map(|it| it.prefix.clone())
    };
    assert_eq!(of("MZ-009", "MZ").as_deref(), Some("Q"));
    assert_eq!(of("MZ-004", "MZ").as_deref(), Some("C"));
    assert_eq!(of("LY-001", "LY").as_deref(), Some("A"));
    assert_eq!(line_of(&[], "LY-001", "LY"), None);
}

#[test]
fn whoever_has_left_is_taken_off_the_list_by_the_office() {
    in_hall(|house| {
        let mut clerk = super::clerk(house, "01号");
        opens(&mut clerk, &["A"]);
        let number = gives(&mut clerk, "A", "ordinary");
        let list = clerk.get("/queue/tickets");
        let (_, rest) = list.body.split_once("action=\"/queue/tickets/").expect("a button");
        let path = format!("/queue/tickets/{}", rest.split('"').next().expect("end"));
        assert!(path.ends_with("/departure") && list.shows("已离开，移出"), "{path}");
        assert_eq!(clerk.post(&path, &[]).status, 303);
        let after = clerk.get("/queue/tickets");
        assert!(after.shows(&number) && !after.shows("/departure"), "{}", after.body);
    });
}

#[test]
fn a_centre_begins_with_a_general_line_one_for_each_letter_and_a_quick_counter() {
    in_hall(|house| {
        let mut director = house.browser_of(CENTRE, &[Role::Director]);
        let page = director.get("/queue/lines");
        for text in ["综合业务", "民政", "快办", "现用默认队列"] {
            assert!(page.shows(text), "{text}: {}", page.body);
        }
    });
}

#[test]
fn the_director_keeps_the_lines_and_each_change_has_a_reason() {
    in_hall(|house| {
        let mut director = house.browser_of(CENTRE, &[Role::Director]);
        let new = [
            ("prefix", "m"),
            ("name", "医保"),
            ("place", "9"),
            ("items", "yb-001，YB-002"),
            ("is_open", "yes"),
        ];
        let page = director.post("/queue/lines", &new);
        assert_eq!(page.status, 303, "{}", page.body);
        refused(&director.post("/queue/lines", &new), "这个字头已被使用");
        let page = director.get("/queue/lines/M");
        assert!(page.shows("YB-001 YB-002"), "{}", page.body);
        let version = page.value_of("version");
        let change = [
            ("version", version.as_str()),
            ("name", "医保报销"),
            ("place", "9"),
            ("is_open", "yes"),
        ];
        refused(&director.post("/queue/lines/M/change", &change), "请写明理由");
        let with_reason = [change[0], change[1], change[2], change[3], ("reason", "群众看得懂")];
        assert_eq!(director.post("/queue/lines/M/change", &with_reason).status, 303);
        let stale = director.post("/queue/lines/M/change", &with_reason);
        assert_eq!(stale.status, 409, "{}", stale.body);
        let wrong = [("prefix", "ABC"), ("name", ""), ("items", "<script>")];
        let page = director.post("/queue/lines", &wrong);
        refused(&page, "字头为一至两个大写字母");
        assert!(page.shows("请填写名称"));
    });
}

#[test]
fn a_closed_line_gives_no_tickets_and_the_last_one_stays() {
    in_hall(|house| {
        let mut director = house.browser_of(CENTRE, &[Role::Director]);
        let mut clerk = super::clerk(house, "01号");
        opens(&mut clerk, &["A"]);
        gives(&mut clerk, "C", "ordinary");
        for (prefix, name) in [("C", "民政"), ("Q", "快办")] {
            let version = director.get(&format!("/queue/lines/{prefix}")).value_of("version");
            let fields = [
                ("version", version.as_str()),
                ("name", name),
                ("place", "3"),
                ("reason", "暂不开设"),
            ];
            let page = director.post(&format!("/queue/lines/{prefix}/change"), &fields);
            assert_eq!(page.status, 303, "{}", page.body);
        }
        refused(&clerk.post("/queue/tickets", &[("line", "C")]), "这个队列已停用");
        let version = director.get("/queue/lines/A").value_of("version");
        let fields =
            [("version", version.as_str()), ("name", "综合"), ("place", "0"), ("reason", "x")];
        let page = director.post("/queue/lines/A/change", &fields);
        refused(&page, "至少要保留一个启用的队列");
    });
}

#[test]
fn before_the_hall_opens_the_kiosk_gives_no_ticket() {
    use kit::testing::CENTRE;
    super::in_hall(|house| {
        let mut clerk = super::clerk(house, "01号");
        super::opens(&mut clerk, &["A"]);
        // Seven in the morning of the next day.
        house.clock.advance(21 * 3_600_000);
        super::opens(&mut clerk, &["A"]);
        let address = format!("/api/v1/centres/{CENTRE}/tickets");
        let early = house.stranger().post_json(&address, "a", &serde_json::json!({"line": "A"}));
        assert_eq!(early.status, 422, "{}", early.body);
        assert!(early.shows("还没有到取号时间"), "{}", early.body);
        house.clock.advance(3 * 3_600_000);
        let open = house.stranger().post_json(&address, "b", &serde_json::json!({"line": "A"}));
        assert_eq!(open.status, 201, "{}", open.body);
    });
}
