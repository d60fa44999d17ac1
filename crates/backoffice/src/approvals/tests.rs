//! A joint case on one page, asked in process: clocks, silence, opinions, when departments meet.

use crate::tests::{act, open, plan, taken};
use kit::rights::Role;
use kit::testing::{CENTRE, House, Page, on_each_engine};

fn everything_is_whole(house: &House) {
    let signer = kit::testing::signer();
    let report = kit::journal::verify::Verification {
        db: &house.hall.db,
        migrations: &house.hall.migrations,
        registry: &house.hall.registry,
        projections: &house.hall.projections,
        verifier: &signer.public_key(),
    }
    .run(|_| {})
    .expect("verification");
    assert_eq!(report.findings, vec![], "{report:?}");
}

fn refused(page: &Page, status: u16, sentence: &str) {
    assert_eq!(page.status, status, "{}", page.body);
    assert!(page.shows(sentence), "{sentence}: {}", page.body);
}

#[test]
fn a_joint_case_stands_on_one_page_with_every_clock_and_is_answered_there() {
    on_each_engine(plan, |house| {
        open(house);
        let number = taken(house, "NY-001");
        let board = format!("/approvals/{number}");
        let mut clerk = house.browser_in(CENTRE, "NY", &[Role::WindowClerk]);
        assert!(clerk.get(&board).shows("还没有分送会办部门"));
        act(&mut clerk, &number, "circulation", &[]);
        assert!(clerk.get("/approvals").shows(&board), "linked from the board");
        let mut forestry = house.browser_in(CENTRE, "LY", &[Role::Approver]);
        let page = forestry.get(&board);
        for text in ["承诺到期", "林业站", "自然资源所", "待会办", "我部门", "已反馈 0/3"]
        {
            assert!(page.shows(text), "{text}: {}", page.body);
        }
        let own = [("department", "林业站"), ("verdict", "agrees"), ("back", board.as_str())];
        let done = forestry.post(&format!("/cases/{number}/opinion"), &own);
        assert_eq!((done.status, done.location.as_str()), (303, board.as_str()));
        let page = forestry.get(&board);
        assert!(page.shows("已反馈 1/3") && !page.shows("verdict"), "{}", page.body);
        let elsewhere = [("department", "自然资源所"), ("verdict", "agrees"), ("back", "//evil")];
        let mut land = house.browser_in(CENTRE, "ZR", &[Role::Approver]);
        let done = land.post(&format!("/cases/{number}/opinion"), &elsewhere);
        assert_eq!(done.location, format!("/cases/{number}"), "never out of the house");
        let mut director = house.browser_of(CENTRE, &[Role::Director]);
        assert!(director.get(&board).shows("为什么代为登记"), "for the one that is left");
        refused(&director.get("/approvals/101-20261123-9999"), 404, "请核对编号");
        let plain = taken(house, "NY-002");
        refused(&director.get(&format!("/approvals/{plain}")), 404, "这不是联办件");
    });
}

#[test]
fn departments_agree_on_a_day_hold_it_and_record_it_or_call_it_off() {
    on_each_engine(plan, |house| {
        open(house);
        let number = taken(house, "NY-001");
        let board = format!("/approvals/{number}");
        let dates = format!("{board}/dates");
        let mut clerk = house.browser_in(CENTRE, "NY", &[Role::WindowClerk]);
        let visit = |day: &'static str| {
            [("kind", "visit"), ("held_on", day), ("at_time", "09:30"), ("place", "望溪村三组")]
        };
        refused(&clerk.post(&dates, &visit("2026-11-25")), 422, "分送");
        act(&mut clerk, &number, "circulation", &[]);
        refused(&clerk.post(&dates, &visit("2026-11-20")), 422, "日期已过");
        refused(&clerk.post(&dates, &visit("soon")), 422, "请填写日期");
        let nowhere = [("kind", "visit"), ("held_on", "2026-11-25"), ("at_time", "09:30")];
        refused(&clerk.post(&dates, &nowhere), 422, "请填写地点");
        assert_eq!(clerk.post(&dates, &visit("2026-11-25")).status, 303);
        let mut forestry = house.browser_in(CENTRE, "LY", &[Role::Approver]);
        let page = forestry.get(&board);
        assert!(page.shows("望溪村三组") && page.shows("待举行"), "{}", page.body);
        assert!(forestry.get("/approvals").shows("即将举行的联合踏勘、会审"));
        let meeting = [
            ("kind", "meeting"),
            ("held_on", "2026-11-26"),
            ("at_time", "14:30"),
            ("place", "二楼会议室"),
        ];
        assert_eq!(clerk.post(&dates, &meeting).status, 303);
        refused(&clerk.post(&format!("{dates}/2/cancellation"), &[]), 422, "请写明取消的理由");
        let off = clerk.post(&format!("{dates}/2/cancellation"), &[("reason", "并入踏勘")]);
        assert_eq!(off.status, 303);
        let again = clerk.post(&format!("{dates}/2/cancellation"), &[("reason", "并入踏勘")]);
        refused(&again, 422, "已经取消过");
        refused(&clerk.post(&format!("{dates}/9/cancellation"), &[("reason", "x")]), 404, "没有");
        assert!(clerk.get(&board).shows("已取消"));
        house.clock.advance(2 * 86_400_000);
        let held = [
            ("held_on", "2026-11-25"),
            ("present", "林业站 甲\n自然资源所 乙"),
            ("text", "四至清楚"),
        ];
        act(&mut clerk, &number, "site-visit", &held);
        let page = clerk.get(&board);
        assert!(page.shows("已举行并登记") && page.shows("四至清楚"), "{}", page.body);
        let mut supervisor = house.browser_of(CENTRE, &[Role::Supervisor]);
        let page = supervisor.get(&board);
        assert!(page.shows("四至清楚") && !page.shows("/dates\""), "looks, and does nothing");
        assert_eq!(supervisor.post(&dates, &visit("2026-12-01")).status, 403);
        everything_is_whole(house);
    });
}
