//! The room, asked in process: cases from the window to their end, on both engines.

mod acts;
mod api;
mod clock;
mod desk_work;
mod handover;
mod kept;
mod list;
mod modes;
mod modes_by_api;
mod people;
mod time;
mod told;

use crate::testing::{
    COMPLETE, SHORT, accepted, act, approver, days, done, everything_is_whole, intake, open, plan,
    refused, take,
};
use kit::testing::{Browser, CENTRE, House, on_each_engine};

/// A case as far as an undertaking that nobody kept.
fn broken_undertaking(house: &House, clerk: &mut Browser) -> String {
    let papers = [("paper.identity", "present"), ("paper.account", "deferred")];
    let mut fields = intake("MZ-004", &papers);
    fields.push(("then", "acceptance"));
    let case = take(clerk, &fields);
    days(house, 15);
    crate::testing::sweep(house);
    case
}

#[test]
fn a_villager_is_told_everything_at_once_and_gets_a_result_on_a_date_that_is_kept() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        assert!(clerk.get("/cases/new").shows("高龄津贴申领"));
        let form = clerk.get("/cases/new?item=MZ-004");
        assert!(form.shows("居民身份证") && form.shows("银行卡"), "{}", form.body);
        let case = take(&mut clerk, &intake("MZ-004", &SHORT));
        let page = clerk.get(&case);
        assert!(page.shows("奚*达") && !page.shows("奚怡达"), "masked: {}", page.body);
        assert!(page.shows("下一步：一次性告知"), "{}", page.body);
        refused(&act(&mut clerk, &case, "acceptance", &[]), 422, "必要材料还不齐");
        done(&mut clerk, &case, "notice", &[]);
        assert!(clerk.get(&format!("{case}/print/notice")).shows("银行卡"));
        let brought = [("paper.account", "present"), ("then", "acceptance")];
        done(&mut clerk, &case, "supplement", &brought);
        let page = clerk.get(&case);
        assert!(page.shows("2026年12月7日"), "ten working days: {}", page.body);
        done(&mut clerk, &case, "suspension", &[("cause", "notice"), ("until", "2026-12-04")]);
        days(house, 4);
        done(&mut clerk, &case, "resumption", &[("text", "无异议")]);
        assert!(clerk.get(&case).shows("2026年12月10日"), "moved by the three working days");
        done(&mut approver(house), &case, "decision", &[("result", "确认表 1 号")]);
        done(&mut clerk, &case, "delivery", &[("who", "applicant"), ("signed", "paper")]);
        done(&mut clerk, &case, "completion", &[]);
        let list = clerk.get("/cases?view=closed");
        assert!(list.shows("已办结") && list.shows("按时"), "{}", list.body);
        everything_is_whole(house);
    });
}

#[test]
fn the_journal_gives_every_case_back_with_all_that_the_house_noted() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        broken_undertaking(house, &mut clerk);
        let mut fields = intake("MZ-004", &SHORT);
        fields.extend([("another", "yes"), ("then", "notice")]);
        let case = take(&mut clerk, &fields);
        done(&mut clerk, &case, "notice-confirmation", &[("channel", "telephone")]);
        days(house, 26);
        crate::testing::sweep(house);
        everything_is_whole(house);
    });
}

#[test]
fn two_centres_never_see_each_others_cases() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = take(&mut clerk, &intake("MZ-004", &COMPLETE));
        let number = case.rsplit('/').next().expect("a number").to_owned();
        let roles = [kit::rights::Role::WindowClerk, kit::rights::Role::Director];
        let mut other = house.browser_of(kit::testing::OTHER_CENTRE, &roles);
        assert_eq!(other.get(&case).status, 404);
        assert_eq!(other.get(&format!("{case}/print/receipt")).status, 404);
        assert_eq!(other.post(&format!("{case}/print/receipt"), &[]).status, 404);
        assert_eq!(other.post(&format!("{case}/unmasking"), &[("reason", "x")]).status, 404);
        assert!(!other.get("/cases?view=all").shows("奚*达"));
        assert!(!other.get(&format!("/cases?view=all&text={number}")).shows("奚*达"));
        assert_eq!(act(&mut other, &case, "withdrawal", &[("text", "x")]).status, 404);
        assert_eq!(act(&mut other, &case, "acceptance", &[]).status, 404);
    });
}

#[test]
fn a_number_that_nobody_gave_is_told_to_be_checked() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        refused(&clerk.get("/cases/101-20261123-9999"), 404, "请核对编号");
        let refused_act = act(&mut clerk, "/cases/101-20261123-9999", "acceptance", &[]);
        refused(&refused_act, 404, "101-20261123-9999");
    });
}

#[test]
fn numbers_run_through_a_day_and_begin_anew_the_next() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let first = accepted(&mut clerk);
        let mut again = intake("MZ-004", &COMPLETE);
        again.push(("another", "yes"));
        let second = take(&mut clerk, &again);
        days(house, 1);
        let third = take(&mut clerk, &again);
        assert!(first.ends_with("101-20261123-0001"), "{first}");
        assert!(second.ends_with("101-20261123-0002"), "{second}");
        assert!(third.ends_with("101-20261124-0001"), "{third}");
        assert_eq!(CENTRE.0.rem_euclid(1000), 101);
    });
}
