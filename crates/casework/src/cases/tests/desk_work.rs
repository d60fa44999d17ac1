//! The work list by whose turn it is: tabs with counts, filters, kept filters, batches, the Excel.

use super::list::sheet;
use crate::testing::{
    COMPLETE, SHORT, accepted, accepted_of, approver, days, director, done, everything_is_whole,
    intake, of_department, open, open_in_every_mode, plan, refused, take, with,
};
use kit::rights::Role;
use kit::testing::{Browser, CENTRE, on_each_engine};

/// The count beside a tab.
fn tally(browser: &mut Browser, view: &str) -> i64 {
    let page = browser.get("/cases?view=open");
    let start = page.body.find(&format!("/cases?view={view}\"")).expect("the tab");
    let rest = &page.body[start..];
    let end = rest.find("</a>").expect("its end");
    let count = rest[..end].split("number\">").nth(1).expect("a count");
    count.split('<').next().expect("a number").parse().expect("a number")
}

#[test]
fn the_tabs_stand_in_the_order_of_the_day_and_count_also_nothing() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let page = clerk.get("/cases?view=open");
        let at = |name: &str| page.body.find(&format!(">{name} <span")).expect(name);
        let names = ["待办", "在办", "今日到期", "已超期", "已中止", "待申请人"];
        let places: Vec<usize> = names.into_iter().map(at).collect();
        assert!(places.is_sorted(), "{places:?}");
        for view in ["todo", "open", "today", "overdue", "paused", "waiting"] {
            assert_eq!(tally(&mut clerk, view), 0, "{view} does not vanish");
        }
        let in_hand = accepted(&mut clerk);
        let mut fields = intake("MZ-004", &SHORT);
        fields.extend([("another", "yes"), ("then", "notice")]);
        let waiting = take(&mut clerk, &fields);
        assert_eq!((tally(&mut clerk, "open"), tally(&mut clerk, "waiting")), (2, 1));
        assert_eq!(tally(&mut clerk, "todo"), 0, "the approver decides, the applicant brings");
        let mut approver = approver(house);
        assert_eq!(tally(&mut approver, "todo"), 1);
        let page = approver.get("/cases?view=todo");
        assert!(page.shows(&in_hand) && !page.shows(&waiting), "{}", page.body);
        assert!(clerk.get("/cases?view=waiting").shows(&waiting));
        let pause = [("cause", "notice"), ("until", "2026-12-04")];
        done(&mut clerk, &in_hand, "suspension", &pause);
        assert_eq!((tally(&mut clerk, "paused"), tally(&mut approver, "todo")), (1, 0));
        let page = clerk.get("/cases?view=paused");
        assert!(page.shows(&in_hand) && !page.shows(&waiting));
        days(house, 4);
        done(&mut clerk, &in_hand, "resumption", &[("text", "无异议")]);
        done(&mut approver, &in_hand, "decision", &[("result", "确认表 1 号")]);
        assert_eq!(tally(&mut clerk, "todo"), 1, "to be delivered");
        everything_is_whole(house);
    });
}

#[test]
fn what_a_joint_case_waits_for_is_to_do_for_each_department_and_for_no_other() {
    on_each_engine(plan, |house| {
        let mut clerk = open_in_every_mode(house);
        let case = accepted_of(&mut clerk, "NY-001");
        assert_eq!(tally(&mut clerk, "todo"), 1, "to be passed on");
        done(&mut clerk, &case, "circulation", &[]);
        assert_eq!(tally(&mut clerk, "todo"), 0);
        let mut forestry = of_department(house, "LY");
        assert_eq!(tally(&mut forestry, "todo"), 1);
        assert!(forestry.get("/cases?view=todo").shows(&case));
        assert_eq!(tally(&mut of_department(house, "MZ"), "todo"), 0);
        let ours = [("department", "林业站"), ("verdict", "agrees")];
        done(&mut forestry, &case, "opinion", &ours);
        assert_eq!(tally(&mut forestry, "todo"), 0, "given");
        everything_is_whole(house);
    });
}

#[test]
fn the_list_is_narrowed_by_what_a_case_is_and_the_address_keeps_it() {
    on_each_engine(plan, |house| {
        let mut clerk = open_in_every_mode(house);
        let allowance = accepted(&mut clerk);
        let joint = accepted_of(&mut clerk, "NY-001");
        days(house, 1);
        let direct = take(&mut clerk, &intake("RS-001", &COMPLETE[..1]));
        let all = [&allowance, &joint, &direct];
        let mut narrowed = |query: &str, wanted: &[&String]| {
            for view in ["open", "all"] {
                let page = clerk.get(&format!("/cases?view={view}&{query}"));
                for case in all {
                    let is_wanted = wanted.contains(&case);
                    assert_eq!(page.shows(case), is_wanted, "{view} {query}: {case}");
                }
                let is_kept = page.shows(&format!("view=todo&#38;{query}"));
                assert!(is_kept || query.contains('&'), "kept: {}", page.body);
            }
        };
        narrowed("mode=joint", &[&joint]);
        narrowed("item=RS-001", &[&direct]);
        narrowed("stage=received", &[&direct]);
        narrowed("department=%E6%B0%91%E6%94%BF", &[&allowance, &joint, &direct]);
        narrowed("department=%E6%9E%97%E4%B8%9A", &[]);
        narrowed("kind=organisation", &[]);
        narrowed("kind=person&from=2026-11-24", &[&direct]);
        narrowed("from=2026-11-23&to=2026-11-23", &[&allowance, &joint]);
        narrowed("window=01%E5%8F%B7&mode=direct", &[&direct]);
        narrowed("clerk=%E6%9F%90%E4%BA%BA", &[]);
        let page = clerk.get("/cases?view=open&mode=nonsense&from=yesterday&light=blue");
        assert!(page.shows(&joint), "what nobody knows does not narrow");
        done(&mut clerk, &allowance, "withdrawal", &[("text", "不办了")]);
        for query in ["stage=withdrawn", "item=MZ-004", "mode=commitment", "to=2026-11-23"] {
            let page = clerk.get(&format!("/cases?view=closed&{query}"));
            assert!(page.shows(&allowance) && !page.shows(&joint), "{query}: {}", page.body);
        }
    });
}

#[test]
fn each_light_finds_exactly_the_cases_that_show_it() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = accepted(&mut clerk);
        let mut again = intake("MZ-004", &COMPLETE);
        again.extend([("another", "yes"), ("then", "acceptance")]);
        let paused = take(&mut clerk, &again);
        let pause = [("cause", "notice"), ("until", "2027-03-01")];
        done(&mut clerk, &paused, "suspension", &pause);
        let mut shows = |class: &str| {
            let page = clerk.get(&format!("/cases?view=open&light={class}"));
            (page.shows(&case), page.shows(&paused))
        };
        assert_eq!([shows("green"), shows("paused")], [(true, false), (false, true)]);
        days(house, 11);
        assert_eq!([shows("green"), shows("amber")], [(false, false), (true, false)]);
        days(house, 4);
        assert_eq!([shows("amber"), shows("red")], [(false, false), (true, false)]);
        days(house, 20);
        assert_eq!([shows("red"), shows("black")], [(false, false), (true, false)]);
    });
}

#[test]
fn a_date_that_is_not_final_is_marked_in_the_list_and_in_the_file() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        days(house, 30);
        accepted(&mut clerk);
        assert!(clerk.get("/cases?view=open").shows("（暂定）"));
        let rows = sheet(clerk.get("/cases/export?view=open").bytes);
        assert!(rows[1][6].ends_with("（暂定）"), "{rows:?}");
        assert_eq!(rows[1][9], "10", "working days left");
    });
}

#[test]
fn the_excel_goes_on_beyond_a_page_and_says_where_it_ends() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let fields = with(intake("MZ-004", &COMPLETE), "another", "yes");
        for _ in 0..22 {
            take(&mut clerk, &fields);
        }
        for view in ["open", "all"] {
            let rows = sheet(clerk.get(&format!("/cases/export?view={view}")).bytes);
            let mut numbers: Vec<&String> = rows[1..].iter().map(|row| &row[0]).collect();
            numbers.sort();
            numbers.dedup();
            assert_eq!((rows.len(), numbers.len()), (23, 22), "each once");
        }
        for _ in 0..20 {
            take(&mut clerk, &fields);
        }
        let rows = sheet(clerk.get("/cases/export?view=all").bytes);
        assert_eq!(rows.len(), 42, "head, forty, and a word");
        assert!(rows[41][0].contains("只导出了前 40 件"), "{:?}", rows[41]);
    });
}

#[test]
fn filters_are_kept_by_each_account_and_one_of_them_comes_first() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let save = |browser: &mut Browser, name: &str, query: &str| {
            browser.post("/cases/filters", &[("name", name), ("query", query)])
        };
        let query = "view=todo&mode=joint&text=990126196011276412&after=x";
        let page = save(&mut clerk, "我的联办件", query);
        assert_eq!((page.status, page.location.as_str()), (303, "/cases?view=todo&mode=joint"));
        assert!(clerk.get("/cases?view=open").shows("我的联办件"));
        let mut other = crate::testing::clerk(house);
        assert!(!other.get("/cases?view=open").shows(">我的联办件"), "another account's");
        assert_eq!(clerk.get("/cases").status, 200);
        let page = clerk.post("/cases/filters/preference", &[("name", "我的联办件")]);
        assert_eq!(page.status, 303);
        assert_eq!(clerk.get("/cases").location, "/cases?view=todo&mode=joint");
        assert!(clerk.get("/cases?view=open").shows("（默认）"));
        assert_eq!(clerk.get("/cases?text=MZ-004").status, 200, "a question is answered");
        refused(&save(&mut clerk, " ", "view=open"), 422, "1 至 30 个字");
        for count in 1..20 {
            assert_eq!(save(&mut clerk, &format!("第 {count}"), "view=open").status, 303);
        }
        refused(&save(&mut clerk, "又一个", "view=open"), 422, "最多保存 20 个");
        assert_eq!(save(&mut clerk, "我的联办件", "view=paused").status, 303, "replaced");
        let gone = clerk.post("/cases/filters/removal", &[("name", "我的联办件")]);
        assert_eq!(gone.status, 303);
        assert_eq!(clerk.get("/cases").status, 200, "nothing comes first any more");
        let unknown = clerk.post("/cases/filters/removal", &[("name", "我的联办件")]);
        refused(&unknown, 404, "没有这个常用筛选");
        everything_is_whole(house);
    });
}

/// What is ticked for a case at a version.
fn tick(case: &str, version: i64) -> String {
    format!("{} {version}", case.rsplit('/').next().expect("a number"))
}

#[test]
fn a_batch_does_each_case_by_itself_says_what_came_of_it_and_only_once() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let first = accepted(&mut clerk);
        let mut fields = intake("MZ-004", &COMPLETE);
        fields.extend([("another", "yes"), ("then", "acceptance")]);
        let second = take(&mut clerk, &fields);
        let undecided = take(&mut clerk, &fields);
        for case in [&first, &second] {
            done(&mut approver(house), case, "decision", &[("result", "确认表")]);
        }
        let ticks = [tick(&first, 3), tick(&second, 3), tick(&undecided, 2), tick("/x/9", 0)];
        let mut form = vec![("idempotency_key", "batch-1"), ("act", "delivery")];
        form.push(("who", "applicant"));
        form.push(("signed", "paper"));
        form.extend(ticks.iter().map(|it| ("case", it.as_str())));
        for _ in 0..2 {
            let page = clerk.post("/cases/batch", &form);
            assert_eq!(page.status, 200, "{}", page.body);
            assert!(page.shows("办成 2 件，未办成 2 件"), "{}", page.body);
            assert!(page.shows("已送达，待办结") && page.shows("已决定，待送达"));
        }
        for case in [&first, &second] {
            assert_eq!(crate::testing::count(house, case, "cases.delivered"), 1, "once");
        }
        refused(&clerk.post("/cases/batch", &[("act", "delivery")]), 422, "请先勾选");
        let page = clerk.post("/cases/batch", &[("act", "withdrawal"), ("case", &ticks[0])]);
        refused(&page, 422, "请选择要办理的动作");
        let many: Vec<String> = (0..51).map(|it| tick(&format!("/{it}"), 0)).collect();
        let mut form = vec![("act", "completion")];
        form.extend(many.iter().map(|it| ("case", it.as_str())));
        refused(&clerk.post("/cases/batch", &form), 422, "最多办理 50 件");
        let mut supervisor = house.browser_of(CENTRE, &[Role::Supervisor]);
        assert_eq!(supervisor.post("/cases/batch", &form).status, 403);
        assert!(!supervisor.get("/cases?view=open").shows("/cases/batch"));
    });
}

#[test]
fn a_department_agrees_to_several_joint_cases_at_once() {
    on_each_engine(plan, |house| {
        let mut clerk = open_in_every_mode(house);
        let case = accepted_of(&mut clerk, "NY-001");
        let other = accepted(&mut clerk);
        done(&mut clerk, &case, "circulation", &[]);
        let mut forestry = of_department(house, "LY");
        let ticks = [tick(&case, 3), tick(&other, 2)];
        let mut form = vec![("act", "opinion"), ("remark", "无异议")];
        form.extend(ticks.iter().map(|it| ("case", it.as_str())));
        let page = forestry.post("/cases/batch", &form);
        assert!(page.shows("办成 1 件，未办成 1 件"), "{}", page.body);
        assert!(page.shows("没有分送您所在的部门"), "{}", page.body);
        assert_eq!(crate::testing::count(house, &case, "cases.opinion_given"), 1);
    });
}

#[test]
fn a_case_says_of_every_act_why_it_is_not_offered() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = take(&mut clerk, &intake("MZ-004", &COMPLETE));
        let page = clerk.get(&case);
        assert!(page.shows("<strong>送达</strong> 要在“已决定，待送达”时办理，先办“准予”"));
        done(&mut clerk, &case, "acceptance", &[]);
        let page = clerk.get(&case);
        assert!(page.shows("<strong>准予</strong> 由站所审批人员办理。"), "{}", page.body);
        assert!(page.shows("<strong>延长期限</strong> 由中心主任办理。"));
        assert!(page.shows("<strong>受理</strong> 这一步已经过去"), "{}", page.body);
        let page = director(house).get(&case);
        assert!(page.shows("<strong>送达</strong> 要在“已决定，待送达”时办理"));
        assert!(!page.shows("<strong>延长期限</strong> 由"), "the director's own: {}", page.body);
        done(&mut clerk, &case, "withdrawal", &[("text", "不办了")]);
        assert!(!clerk.get(&case).shows("现在不能办的"), "it has ended");
    });
}

#[test]
fn an_entry_of_before_does_not_say_whose_turn_it_is_and_is_folded() {
    let text = r#"{"stage":"examining","mode":"joint","decided_at_ms":0}"#;
    let after: crate::cases::events::After = serde_json::from_str(text).expect("readable");
    assert!(after.turn.is_empty() && after.awaited.is_empty(), "{after:?}");
}
