//! Nobody can cheat the clock: late clicks, an outage, a new calendar and a step back, on both
//! engines.

use crate::cases::events::{Dues, Reached, Recomputed};
use crate::testing::{
    COMPLETE, SHORT, accepted, accepted_of, act, approver, count, days, director, done, entries,
    everything_is_whole, hours, intake, open, open_in_every_mode, plan, publish, refused, relief,
    sweep, take, with,
};
use jiff::civil::{Date, date};
use kit::rights::Role;
use kit::testing::{Browser, CENTRE, COUNTY, House, on_each_engine};

const NOTICE_2027: &str = "国务院办公厅关于2027年部分节假日安排的通知
一、元旦：1月1日（周五）至5日（周二）放假调休，共5天。
二、春节：1月25日（周一）至31日（周日）放假调休，共7天。
国务院办公厅";

/// Given notice on Monday 23 November; everything brought on Thursday the 26th.
fn supplemented(house: &House, clerk: &mut Browser) -> String {
    let case = take(clerk, &with(intake("MZ-004", &SHORT), "then", "notice"));
    days(house, 3);
    done(clerk, &case, "supplement", &[("paper.account", "present")]);
    case
}

/// The milestones in the journal of a case: what, the day it speaks of, whether it is noted late.
fn reached(house: &House, case: &str) -> Vec<(String, Date, bool)> {
    let all = entries(house, case).into_iter().filter_map(|entry| {
        let on = entry.facts::<Reached>().ok()?.on;
        Some((entry.action.clone(), on, entry.speaks_of_ms < entry.at_ms))
    });
    all.collect()
}

#[test]
fn a_click_days_after_the_supplement_does_not_move_the_dates() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = supplemented(house, &mut clerk);
        assert!(clerk.get(&case).shows("2026年12月3日"), "five working days for the window");
        days(house, 5);
        let page = clerk.get(&case);
        assert!(page.shows("材料补齐之日（2026年11月26日）"), "{}", page.body);
        done(&mut clerk, &case, "acceptance", &[]);
        let page = clerk.get(&case);
        assert!(page.shows("2026年12月10日"), "ten working days from the 26th: {}", page.body);
        assert!(page.shows("自2026年11月26日起计时"), "{}", page.body);
        everything_is_whole(house);
    });
}

#[test]
fn silence_after_a_supplement_counts_as_acceptance_by_itself_from_that_day() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = supplemented(house, &mut clerk);
        days(house, 7);
        sweep(house);
        assert!(clerk.get(&case).shows("已收件，待核验"), "the fifth working day is Thursday");
        days(house, 1);
        sweep(house);
        let page = clerk.get(&case);
        assert!(page.shows("视为受理") && page.shows("2026年12月10日"), "{}", page.body);
        let missed = ("cases.notice_missed".to_owned(), date(2026, 12, 4), false);
        assert_eq!(reached(house, &case), [missed], "and the silence is on record");
        everything_is_whole(house);
    });
}

#[test]
fn a_pause_that_ended_during_an_outage_moves_the_date_no_further() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = accepted(&mut clerk);
        done(&mut clerk, &case, "suspension", &[("cause", "notice"), ("until", "2026-12-04")]);
        days(house, 24);
        sweep(house);
        let page = clerk.get(&case);
        assert!(page.shows("2026年12月18日"), "as if looked at each day: {}", page.body);
        assert!(page.shows("自2026年12月5日起计时"), "{}", page.body);
        let resumed = entries(house, &case).into_iter().find(|it| it.action == "cases.resumed");
        let resumed = resumed.expect("the clock goes on");
        assert_eq!(resumed.at_ms, house.hall.now_ms(), "its true time");
        assert_eq!(kit::clock::day_of(resumed.speaks_of_ms), date(2026, 12, 5));
        everything_is_whole(house);
    });
}

#[test]
fn milestones_of_a_limit_are_noted_once_each_on_their_day() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = accepted(&mut clerk);
        for _ in 0..30 {
            days(house, 1);
            sweep(house);
            sweep(house);
        }
        let expected = [
            ("cases.due_soon".to_owned(), date(2026, 12, 4), false),
            ("cases.promise_exceeded".to_owned(), date(2026, 12, 8), false),
            ("cases.legal_exceeded".to_owned(), date(2026, 12, 22), false),
        ];
        assert_eq!(reached(house, &case), expected);
        let page = clerk.get(&case);
        assert!(page.shows("超法定时限（黑灯）") && page.shows("系统自动"), "{}", page.body);
        let mut english = crate::testing::clerk(house).in_english();
        assert!(english.get(&case).shows("Past the promise (red)"));
        everything_is_whole(house);
    });
}

#[test]
fn what_an_outage_hid_is_caught_up_with_at_its_true_time_and_says_its_day() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = take(&mut clerk, &intake("MZ-004", &SHORT));
        days(house, 60);
        sweep(house);
        let told: Vec<(String, Date)> =
            reached(house, &case).into_iter().map(|it| (it.0, it.1)).collect();
        let expected = [
            ("cases.notice_missed".to_owned(), date(2026, 12, 1)),
            ("cases.due_soon".to_owned(), date(2026, 12, 4)),
            ("cases.promise_exceeded".to_owned(), date(2026, 12, 8)),
            ("cases.legal_exceeded".to_owned(), date(2026, 12, 22)),
        ];
        assert_eq!(told, expected);
        assert_eq!(count(house, &case, "cases.accepted"), 1);
        everything_is_whole(house);
    });
}

#[test]
fn a_result_not_handed_over_and_a_denial_not_reported_are_noted() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let granted = accepted(&mut clerk);
        done(&mut approver(house), &granted, "decision", &[("result", "确认表 1 号")]);
        let fields = with(intake("MZ-004", &COMPLETE), "another", "yes");
        let denied = take(&mut clerk, &with(fields, "then", "acceptance"));
        let grounds = [
            ("reason_code", "untrue"),
            ("facts", "年龄未满八十周岁"),
            ("legal_basis", "《老年人权益保障法》第三十三条"),
            ("remedy", "六十日内申请行政复议，六个月内提起行政诉讼"),
        ];
        done(&mut approver(house), &denied, "refusal-proposal", &grounds);
        done(&mut director(house), &denied, "refusal", &[]);
        let page = clerk.get(&denied);
        assert!(page.shows("否定报备期限 2026年11月24日"), "why this day: {}", page.body);
        done(&mut clerk, &denied, "delivery", &[("who", "applicant"), ("signed", "paper")]);
        days(house, 15);
        sweep(house);
        sweep(house);
        let late = ("cases.delivery_late".to_owned(), date(2026, 12, 8), false);
        assert_eq!(reached(house, &granted), [late]);
        let unreported = ("cases.report_late".to_owned(), date(2026, 11, 25), true);
        assert_eq!(reached(house, &denied), [unreported], "though it was delivered");
        everything_is_whole(house);
    });
}

#[test]
fn a_case_that_goes_back_a_step_is_reminded_of_anew_and_stays_late() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let papers = [("paper.identity", "present"), ("paper.account", "deferred")];
        let case = take(&mut clerk, &with(intake("MZ-004", &papers), "then", "acceptance"));
        let grounds = [
            ("reason_code", "conditions"),
            ("facts", "未满八十周岁"),
            ("legal_basis", "高龄津贴办法第三条"),
            ("remedy", "六十日内申请行政复议"),
        ];
        done(&mut approver(house), &case, "refusal-proposal", &grounds);
        days(house, 15);
        sweep(house);
        let noted = |action: &str| count(house, &case, action);
        assert_eq!((noted("cases.due_soon"), noted("cases.undertaking_broken")), (1, 1));
        done(&mut director(house), &case, "return", &[("text", "请再核年龄")]);
        sweep(house);
        sweep(house);
        assert_eq!((noted("cases.due_soon"), noted("cases.undertaking_broken")), (2, 1));
        assert_eq!(noted("cases.promise_exceeded"), 1, "a breach is one breach");
        assert!(clerk.get(&case).shows("容缺逾期未补，终止"), "and the undertaking ends it");
        let papers = [("paper.identity", "present"), ("then", "acceptance")];
        let direct = take(&mut clerk, &with(intake("RS-001", &papers), "another", "yes"));
        hours(house, 8);
        sweep(house);
        assert_eq!(count(house, &direct, "cases.left_open"), 1);
        done(&mut approver(house), &direct, "return", &[("text", "请再核")]);
        assert!(clerk.get(&direct).shows("当日未办结"), "no step back makes it timely");
        sweep(house);
        sweep(house);
        assert_eq!(count(house, &direct, "cases.left_open"), 2);
        everything_is_whole(house);
    });
}

#[test]
fn a_pause_needs_the_condition_of_its_procedure_and_is_no_longer_than_it() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let fields = |premises: &'static str, more: &[(&'static str, &'static str)]| {
            let mut fields = intake("SC-001", &COMPLETE);
            fields.extend([("q.premises", premises), ("another", "yes"), ("then", "acceptance")]);
            fields.extend_from_slice(more);
            fields
        };
        let owned = take(&mut clerk, &fields("owned", &[]));
        let pause = |until: &'static str| [("cause", "notice"), ("until", until)];
        let unnamed = act(&mut clerk, &owned, "suspension", &pause("2026-11-25"));
        refused(&unnamed, 422, "本事项没有列明这个特别程序");
        let rented = take(&mut clerk, &fields("rented", &[("paper.lease", "present")]));
        assert!(clerk.get(&rented).shows("村级公示（最长5个工作日）"));
        let long = act(&mut clerk, &rented, "suspension", &pause("2026-12-01"));
        refused(&long, 422, "中止不能超过它");
        done(&mut clerk, &rented, "suspension", &pause("2026-11-30"));
        everything_is_whole(house);
    });
}

#[test]
fn a_step_that_takes_too_long_shows_in_the_light_and_is_noted_once() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        publish(house, CENTRE, vec![relief()]);
        let case = accepted_of(&mut clerk, "MZ-006");
        let page = clerk.get(&case);
        assert!(page.shows("入户核实（2026年11月23日进入）"), "{}", page.body);
        assert!(page.shows("环节时限（入户核实） 2026年11月26日"), "{}", page.body);
        days(house, 2);
        assert!(clerk.get(&case).shows("环节将到期"));
        days(house, 2);
        sweep(house);
        sweep(house);
        assert!(clerk.get(&case).shows("环节已超期"));
        let noted = ("cases.step_exceeded".to_owned(), date(2026, 11, 27), false);
        assert_eq!(reached(house, &case), [noted]);
        done(&mut approver(house), &case, "examination", &[("text", "属实")]);
        assert!(clerk.get(&case).shows("审批决定（2026年11月27日进入）"));
        done(&mut approver(house), &case, "return", &[("text", "补一次核实")]);
        let page = clerk.get(&case);
        assert!(page.shows("入户核实（2026年11月23日进入）"), "first entry: {}", page.body);
        everything_is_whole(house);
    });
}

/// The recomputations in the journal of a case, before and after.
fn recomputed(house: &House, case: &str) -> Vec<(Dues, Dues)> {
    let all = entries(house, case).into_iter().filter(|it| it.action == "cases.recomputed");
    let facts = all.map(|it| it.facts::<Recomputed>().expect("facts"));
    facts.map(|it| (it.before, it.after)).collect()
}

/// The county loads the notice of a year; what it would move is shown before.
fn load_notice(county: &mut Browser, expected: &[&str]) {
    let fields = [("source", "国办发明电〔2026〕9号"), ("year", ""), ("text", NOTICE_2027)];
    let shown = county.post("/settings/notices/preview", &fields);
    for text in expected {
        assert!(shown.shows(text), "{text}: {}", shown.body);
    }
    let fields = ["idempotency_key", "seen", "notices"].map(|name| (name, shown.value_of(name)));
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let page = county.post("/settings/notices", &fields);
    assert_eq!(page.status, 303, "{}", page.body);
}

/// The county takes the last loading back.
fn withdraw_notice(county: &mut Browser) {
    let list = county.get("/settings/notices");
    let before = list.body.split("/withdrawal").next().unwrap_or_default();
    let address =
        format!("/settings/notices/{}/withdrawal", before.rsplit('/').next().unwrap_or_default());
    let key = county.get(&address).value_of("idempotency_key");
    let page = county.post(&address, &[("idempotency_key", &key), ("reason", "文号有误")]);
    assert_eq!(page.status, 303, "{}", page.body);
}

#[test]
fn a_notice_over_provisional_cases_moves_every_date_and_its_withdrawal_moves_them_back() {
    on_each_engine(plan, |house| {
        let mut clerk = open_in_every_mode(house);
        days(house, 32);
        let papers = [("paper.identity", "present"), ("paper.account", "deferred")];
        let follows = take(&mut clerk, &with(intake("MZ-004", &papers), "then", "acceptance"));
        let page = clerk.get(&follows);
        assert!(page.shows("2027年1月11日（星期一）（暂定）"), "{}", page.body);
        assert!(page.shows("容缺补齐期限（银行卡）"), "{}", page.body);
        let waits = with(intake("MZ-004", &SHORT), "another", "yes");
        let waits = take(&mut clerk, &with(waits, "then", "notice"));
        let joint = accepted_of(&mut clerk, "NY-001");
        done(&mut clerk, &joint, "circulation", &[]);
        let mut county = house.browser_of(COUNTY, &[Role::CountyManager]);
        let expected = ["容缺补齐期限（银行卡）", "会办期限（自然资源所）", "补正期限"];
        load_notice(&mut county, &expected);
        let page = clerk.get(&follows);
        let both = "容缺补齐期限（银行卡）：2027年1月11日 → 2027年1月13日";
        assert!(page.shows("2027年1月11日 → 2027年1月13日；") && page.shows(both), "{}", page.body);
        assert!(clerk.get(&waits).shows("2027年1月25日 → 2027年2月1日"));
        let page = clerk.get(&joint);
        let branch = "会办期限（自然资源所）：2027年1月4日 → 2027年1月6日";
        assert!(page.shows(branch), "{}", page.body);
        withdraw_notice(&mut county);
        for case in [&follows, &waits, &joint] {
            let all = recomputed(house, case);
            assert_eq!(all.len(), 2, "{case}");
            assert_eq!(all[0].1, all[1].0, "{case}: from where the notice had left it");
            assert_eq!(all[1].1, all[0].0, "{case}: as at the start");
        }
        assert!(clerk.get(&waits).shows("2027年1月25日"));
        everything_is_whole(house);
    });
}
