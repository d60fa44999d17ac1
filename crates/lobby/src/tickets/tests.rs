//! A ticket on the phone of whoever holds it.

use crate::testing::{county, main_text, plan};
use kit::rights::Role;
use kit::testing::{Browser, CENTRE, House, on_each_engine, well_formed};

/// A clerk at the only window, which serves the general and the civil affairs line.
fn clerk(house: &House) -> Browser {
    let mut clerk = house.browser_at(CENTRE, &[Role::WindowClerk], "01号");
    let opened = clerk.post("/queue/window/opening", &[("line_1", "A")]);
    assert_eq!(opened.status, 303, "{}", opened.body);
    clerk
}

/// Takes a ticket at the kiosk; gives the address of its public page.
fn taken(house: &House, priority: &str) -> String {
    let fields = [("line", "A"), ("priority", priority)];
    let page = house.stranger().post("/centres/990126101/kiosk/tickets", &fields);
    assert_eq!(page.status, 303, "{}", page.body);
    let code = page.location.rsplit('/').next().unwrap_or_default().to_owned();
    format!("/tickets/990126101-{code}")
}

#[test]
fn a_visitor_sees_how_many_are_before_and_where_to_go() {
    on_each_engine(plan, |house| {
        county(house);
        let mut clerk = clerk(house);
        let (first, second) = (taken(house, "ordinary"), taken(house, "ordinary"));
        let mut phone = house.stranger();
        let text = main_text(&phone.get(&second).body);
        assert!(text.contains("A002") && text.contains("您前面还有1 人"), "{text}");
        assert!(text.contains("约 6 分钟"), "{text}");
        assert!(phone.get(&first).shows("下一位就是您"));
        assert_eq!(clerk.post("/queue/calls", &[]).status, 303);
        assert!(phone.get(&first).shows("请到1号窗口"));
        assert!(!phone.get(&first).shows("取消排队"), "who is called does not leave");
        for language in ["zh-CN", "en"] {
            phone.language = language;
            for path in [&first, &second, &format!("{second}/slip")] {
                well_formed(path, &phone.get(path));
            }
        }
    });
}

#[test]
fn a_visitor_leaves_the_queue_and_is_not_called() {
    on_each_engine(plan, |house| {
        county(house);
        let mut clerk = clerk(house);
        let ticket = taken(house, "ordinary");
        let left = house.stranger().post(&format!("{ticket}/departure"), &[]);
        assert_eq!(left.status, 303, "{}", left.body);
        assert!(house.stranger().get(&ticket).shows("本人取消"));
        assert_eq!(clerk.post("/queue/calls", &[]).status, 422, "nobody waits");
        let again = house.stranger().post(&format!("{ticket}/departure"), &[]);
        assert_eq!(again.status, 422);
    });
}

#[test]
fn nobody_finds_a_ticket_by_guessing() {
    on_each_engine(plan, |house| {
        county(house);
        clerk(house);
        taken(house, "ordinary");
        for name in ["990126101-A001", "990126101-0123456789abcdef", "x", "990126101-", "1-1"] {
            assert_eq!(house.stranger().get(&format!("/tickets/{name}")).status, 404, "{name}");
        }
    });
}

#[test]
fn the_kiosk_gives_a_ticket_in_three_touches_and_offers_only_what_is_served() {
    on_each_engine(plan, |house| {
        county(house);
        let root = "/centres/990126101/kiosk";
        let mut kiosk = house.stranger();
        let closed = kiosk.get(&format!("{root}/tickets"));
        assert!(closed.shows("现在没有可以取号的队列"), "{}", closed.body);
        assert!(closed.shows("现在没有窗口办理这类事项"));
        let refused = kiosk.post(&format!("{root}/tickets"), &[("line", "A")]);
        assert_eq!(refused.status, 422);
        clerk(house);
        let shown = kiosk.get(&format!("{root}/tickets"));
        assert!(shown.shows("综合业务") && shown.shows("不用等"), "{}", shown.body);
        for language in ["zh-CN", "en"] {
            kiosk.language = language;
            for path in ["/tickets", "/tickets/new?line=A", "/tickets/new?line=A&priority=choose"] {
                let path = format!("{root}{path}");
                well_formed(&path, &kiosk.get(&path));
            }
        }
        let elderly =
            kiosk.post(&format!("{root}/tickets"), &[("line", "A"), ("priority", "elderly")]);
        assert_eq!(elderly.status, 303);
        kiosk.language = "zh-CN";
        let ticket = kiosk.get(&elderly.location);
        assert!(ticket.shows("A001") && ticket.shows("70 岁以上老人"), "{}", ticket.body);
        well_formed("ticket", &ticket);
        let unknown = kiosk.get(&format!("{root}/tickets/new?line=ZZ"));
        assert_eq!(unknown.status, 303, "back to the choice");
    });
}

#[test]
fn an_item_found_at_the_kiosk_leads_to_its_line() {
    on_each_engine(plan, |house| {
        county(house);
        clerk(house);
        let root = "/centres/990126101/kiosk";
        let mut kiosk = house.stranger();
        let guide = kiosk.get(&format!("{root}/items/MZ-004"));
        assert!(guide.shows("取号办理") && guide.shows("tickets/new?item=MZ-004"));
        let page = kiosk.get(&format!("{root}/tickets/new?item=MZ-004"));
        assert!(page.shows("综合业务"), "{}", page.body);
        let given = kiosk.post(&format!("{root}/tickets"), &[("item", "MZ-004")]);
        assert_eq!(given.status, 303, "{}", given.body);
    });
}
