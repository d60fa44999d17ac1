//! What the house does by itself as days go by: silence, reminders, pauses, closing time.

use super::broken_undertaking;
use crate::cases::door::kept_promises;
use crate::testing::{
    COMPLETE, SHORT, accepted, approver, count, days, director, done, everything_is_whole, hours,
    intake, open, plan, refused, sweep, take, with,
};
use kit::rights::Role;
use kit::testing::{CENTRE, House, on_each_engine};
use office::settings::door as settings;

#[test]
fn silence_past_five_working_days_counts_as_acceptance_by_itself_from_the_day_of_receipt() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = take(&mut clerk, &intake("MZ-004", &SHORT));
        days(house, 7);
        sweep(house);
        assert!(clerk.get(&case).shows("已收件，待核验"), "the fifth working day is Monday");
        days(house, 1);
        sweep(house);
        let page = clerk.get(&case);
        assert!(page.shows("视为受理") && page.shows("系统自动"), "{}", page.body);
        assert!(page.shows("2026年12月7日"), "counted from the receipt: {}", page.body);
        let paper = clerk.get(&format!("{case}/print/acceptance"));
        assert!(paper.shows("未在五个工作日内告知补正"), "{}", paper.body);
        sweep(house);
        assert_eq!(count(house, &case, "cases.accepted"), 1);
    });
}

#[test]
fn whoever_got_a_notice_is_reminded_once_and_the_case_ends_when_the_time_is_over() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = take(&mut clerk, &with(intake("MZ-004", &SHORT), "then", "notice"));
        assert!(clerk.get(&case).shows("2026年12月23日"), "thirty days");
        days(house, 24);
        sweep(house);
        assert_eq!(count(house, &case, "cases.reminded"), 0, "six days are left");
        days(house, 1);
        sweep(house);
        sweep(house);
        assert_eq!(count(house, &case, "cases.reminded"), 1);
        assert!(clerk.get(&case).shows("补正期限将到，请联系申请人"));
        days(house, 5);
        sweep(house);
        assert!(clerk.get(&case).shows("待补正"), "the last day is the applicant's");
        days(house, 1);
        sweep(house);
        sweep(house);
        let page = clerk.get(&case);
        assert!(page.shows("已撤回") && page.shows("逾期未补正"), "{}", page.body);
        assert_eq!(count(house, &case, "cases.withdrawn"), 1);
        let mut reader = house.browser_of(CENTRE, &[Role::Supervisor]).in_english();
        let page = reader.get(&case);
        assert!(page.shows("the papers asked for did not come in time"), "{}", page.body);
        everything_is_whole(house);
    });
}

#[test]
fn a_pause_ends_by_itself_and_the_date_moves_by_the_days_it_took() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = accepted(&mut clerk);
        done(&mut clerk, &case, "suspension", &[("cause", "notice"), ("until", "2026-12-04")]);
        assert!(clerk.get("/cases").shows("已中止，不计时"));
        days(house, 11);
        sweep(house);
        assert!(clerk.get(&case).shows("已中止"), "its last day is not over");
        days(house, 1);
        sweep(house);
        let page = clerk.get(&case);
        assert!(page.shows("自动恢复计时") && page.shows("2026年12月18日"), "{}", page.body);
        let mut english = crate::testing::clerk(house).in_english();
        assert!(english.get(&case).shows("the clock goes on by itself"));
    });
}

#[test]
fn an_immediate_case_still_open_at_closing_time_is_red_and_noted_once() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = take(
            &mut clerk,
            &intake("RS-001", &[("paper.identity", "present"), ("then", "acceptance")]),
        );
        hours(house, 6);
        sweep(house);
        assert_eq!(count(house, &case, "cases.left_open"), 0, "it is four o'clock");
        hours(house, 1);
        sweep(house);
        sweep(house);
        assert_eq!(count(house, &case, "cases.left_open"), 1);
        let page = clerk.get(&case);
        assert!(page.shows("当日未办结") && page.shows("请中心主任写明理由"), "{}", page.body);
        assert!(clerk.get("/cases").shows("light-red"));
        done(&mut clerk, &case, "decision", &[("result", "认证 1 号")]);
        assert!(clerk.get(&case).shows("当日未办结"), "late stays late");
    });
}

#[test]
fn an_immediate_case_decided_the_same_day_is_never_noted() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let fields = intake("RS-001", &[("paper.identity", "present"), ("then", "acceptance")]);
        let case = take(&mut clerk, &fields);
        done(&mut clerk, &case, "decision", &[("result", "认证 1 号")]);
        hours(house, 9);
        sweep(house);
        assert_eq!(count(house, &case, "cases.left_open"), 0);
        assert!(clerk.get("/cases").shows("light-green"));
    });
}

#[test]
fn a_broken_undertaking_is_noted_once_and_nothing_may_follow_for_that_person_again() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = broken_undertaking(house, &mut clerk);
        sweep(house);
        assert_eq!(count(house, &case, "cases.undertaking_broken"), 1);
        let page = clerk.get(&case);
        assert!(page.shows("容缺逾期未补，终止") && page.shows("银行卡"), "{}", page.body);
        let late = approver(house).post(&format!("{case}/decision"), &[("result", "1 号")]);
        refused(&late, 422, "本件现在是“已撤回”");
        let ending = clerk.get(&format!("{case}/print/ending"));
        assert!(ending.shows("终止办理告知书") && ending.shows("再次申请时不适用容缺受理"));
        let english = clerk.clone().in_english().get(&format!("{case}/print/ending"));
        assert!(english.shows("the case has ended") && english.shows("As undertaken"));

        let papers = [("paper.identity", "present"), ("paper.account", "deferred")];
        let mut fields = intake("MZ-004", &papers);
        fields.push(("another", "yes"));
        let page = clerk.post("/cases", &fields);
        refused(&page, 422, "申请人有未履行的容缺承诺，不能再次容缺");
        assert!(page.shows("奚怡达") && page.shows("材料须齐全"), "{}", page.body);
        let mut fields = intake("MZ-004", &SHORT);
        fields.push(("another", "yes"));
        let next = take(&mut clerk, &fields);
        let later = clerk.post(&format!("{next}/papers"), &[("paper.account", "deferred")]);
        refused(&later, 422, "不能再次容缺");

        let another = with(
            with(intake("MZ-004", &papers), "identity", "990126198703142625"),
            "name",
            "马景艺",
        );
        take(&mut clerk, &another);
    });
}

#[test]
fn a_deferred_paper_that_comes_in_time_leaves_no_trace_on_the_applicant() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let papers = [("paper.identity", "present"), ("paper.account", "deferred")];
        let case = take(&mut clerk, &with(intake("MZ-004", &papers), "then", "acceptance"));
        assert!(clerk.get(&case).shows("下一步：容缺材料补齐"));
        done(&mut clerk, &case, "deferred-paper", &[("paper", "account")]);
        days(house, 20);
        sweep(house);
        assert_eq!(count(house, &case, "cases.undertaking_broken"), 0);
    });
}

fn close(house: &House, from: &str, through: &str) {
    let mut browser = house.browser_of(CENTRE, &[Role::SystemAdministrator]);
    let mut fields = vec![("from", from), ("through", through), ("reason", "大雪封山")];
    let shown = browser.post("/settings/closures/preview", &fields);
    let key = shown.value_of("idempotency_key");
    assert!(shown.shows("期限会变动"), "{}", shown.body);
    fields.push(("idempotency_key", &key));
    let page = browser.post("/settings/closures", &fields);
    assert_eq!(page.status, 303, "{}", page.body);
}

#[test]
fn a_closure_moves_the_dates_of_open_cases_and_the_journal_says_from_when_to_when() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = accepted(&mut clerk);
        let waiting = take(&mut clerk, &with(intake("MZ-004", &SHORT), "another", "yes"));
        close(house, "2026-11-26", "2026-11-27");
        let page = clerk.get(&case);
        assert!(page.shows("2026年12月9日"), "two days later: {}", page.body);
        assert!(page.shows("2026年12月7日 → 2026年12月9日"), "{}", page.body);
        assert_eq!(count(house, &case, "cases.recomputed"), 1);
        assert_eq!(count(house, &waiting, "cases.recomputed"), 1);
        days(house, 9);
        sweep(house);
        assert!(clerk.get(&waiting).shows("已收件，待核验"), "the fifth day moved, too");
        everything_is_whole(house);
    });
}

#[test]
fn a_case_decided_in_time_is_never_listed_as_late() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = accepted(&mut clerk);
        days(house, 10);
        done(&mut approver(house), &case, "decision", &[("result", "确认表 1 号")]);
        days(house, 11);
        done(&mut clerk, &case, "delivery", &[("who", "applicant"), ("signed", "paper")]);
        days(house, 10);
        assert!(!clerk.get("/cases?view=overdue").shows(&case), "only its closing is left");
        assert!(clerk.get("/cases?view=open").shows(&case));
    });
}

#[test]
fn the_promises_kept_on_a_day_count_what_was_decided_on_it() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let kept = |house: &House| {
            let today = house.hall.today();
            let read = house.hall.db.read_now(move |read| kept_promises(read, CENTRE, today));
            let kept = read.expect("a record");
            (kept.in_time, kept.decided)
        };
        let early = accepted(&mut clerk);
        let fields = intake("RS-001", &[("paper.identity", "present"), ("then", "acceptance")]);
        let late = take(&mut clerk, &fields);
        assert_eq!(kept(house), (0, 0));
        done(&mut approver(house), &early, "decision", &[("result", "确认表 1 号")]);
        assert_eq!(kept(house), (1, 1));
        done(&mut clerk, &early, "delivery", &[("who", "applicant"), ("signed", "paper")]);
        assert_eq!(kept(house), (1, 1), "also once it is delivered");
        days(house, 60);
        assert_eq!(kept(house), (0, 0), "another day");
        done(&mut clerk, &late, "decision", &[("result", "认证 1 号")]);
        assert_eq!(kept(house), (0, 1), "an immediate case, long past its day");
    });
}

#[test]
fn a_limit_is_extended_once_by_the_director_only() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = accepted(&mut clerk);
        let fields = [("working_days", "5"), ("reason", "需补充调查")];
        assert_eq!(clerk.post(&format!("{case}/extension"), &fields).status, 403);
        let mut director = director(house);
        let long = director.post(
            &format!("{case}/extension"),
            &[("working_days", "11"), ("reason", "需补充调查")],
        );
        refused(&long, 422, "延长期限最多十个工作日");
        assert!(long.shows("需补充调查"), "{}", long.body);
        done(&mut director, &case, "extension", &fields);
        assert!(director.get(&case).shows("2026年12月14日"));
        refused(&director.post(&format!("{case}/extension"), &fields), 422, "只能延长一次");
    });
}

#[test]
fn parameters_of_the_centre_set_the_time_of_the_notice() {
    on_each_engine(plan, |house| {
        let days = house
            .hall
            .db
            .read_now(|read| settings::parameters(read, CENTRE))
            .expect("parameters")
            .days(settings::Parameter::SupplementDays);
        assert_eq!(days, 30);
        let mut clerk = open(house);
        let case = take(&mut clerk, &with(intake("MZ-004", &COMPLETE), "then", ""));
        let page = clerk.post(&format!("{case}/notice"), &[]);
        refused(&page, 422, "材料已经齐全，应当受理");
    });
}
