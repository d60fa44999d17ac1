//! Joint cases, coordination, agency and denials, from the window to their end, on both engines.

use crate::testing::{
    accepted, accepted_of, act, approver, count, days, director, done, entries,
    everything_is_whole, of_department, open_in_every_mode, plan, refused, sweep,
};
use kit::testing::{Browser, House, on_each_engine};

const AGREES: [(&str, &str); 3] = [("department", "林业站"), ("verdict", "agrees"), ("text", "")];

fn circulated(house: &House) -> (Browser, String) {
    let mut clerk = open_in_every_mode(house);
    let case = accepted_of(&mut clerk, "NY-001");
    let page = clerk.get(&case);
    assert!(page.shows("下一步：分送会办") && page.shows("林业站"), "{}", page.body);
    done(&mut clerk, &case, "circulation", &[]);
    (clerk, case)
}

fn delivered(clerk: &mut Browser, case: &str) {
    done(clerk, case, "delivery", &[("who", "applicant"), ("signed", "paper")]);
    done(clerk, case, "completion", &[]);
    assert!(clerk.get(case).shows("已办结"));
}

#[test]
fn a_joint_case_goes_to_every_department_at_once_and_is_granted_when_all_agree() {
    on_each_engine(plan, |house| {
        let (mut clerk, case) = circulated(house);
        let page = clerk.get(&case);
        assert!(page.shows("待会办") && page.shows("并联已用"), "{}", page.body);
        let mut forestry = of_department(house, "LY");
        let mut land = of_department(house, "ZR");
        refused(&act(&mut land, &case, "opinion", &AGREES), 422, "您的岗位不属于这个部门");
        let early = act(&mut approver(house), &case, "decision", &[("result", "批准书")]);
        refused(&early, 422, "会办意见还没有到齐");
        let visit = [("held_on", "2026-11-23"), ("present", "林业站 王某\n自然资源所 李某")];
        let unsaid = act(&mut clerk, &case, "site-visit", &visit);
        assert_eq!(unsaid.status, 422, "what was found is said");
        let mut visit = visit.to_vec();
        visit.push(("text", "四至清楚，不占林地"));
        done(&mut clerk, &case, "site-visit", &visit);
        done(&mut forestry, &case, "opinion", &AGREES);
        let conditions = [
            ("department", "自然资源所"),
            ("verdict", "agrees_if"),
            ("text", "不超一百二十平方米"),
        ];
        done(&mut land, &case, "opinion", &conditions);
        let page = clerk.get(&case);
        assert!(page.shows("附条件同意：不超一百二十平方米") && page.shows("四至清楚"));
        assert!(clerk.get(&format!("{case}/print/opinions")).shows("不超一百二十平方米"));
        done(&mut approver(house), &case, "decision", &[("result", "批准书 1 号")]);
        delivered(&mut clerk, &case);
        everything_is_whole(house);
    });
}

#[test]
fn a_silent_department_is_flagged_once_and_the_director_may_speak_for_it_with_a_reason() {
    on_each_engine(plan, |house| {
        let (mut clerk, case) = circulated(house);
        days(house, 3);
        sweep(house);
        assert_eq!(count(house, &case, "cases.department_silent"), 0, "its last day");
        assert!(clerk.get(&case).shows("环节将到期"), "amber");
        days(house, 1);
        sweep(house);
        sweep(house);
        assert_eq!(count(house, &case, "cases.department_silent"), 1, "once, after its limit");
        assert!(clerk.get(&case).shows("逾期未反馈（不视为同意）"));
        let mut director = director(house);
        let bare = act(&mut director, &case, "opinion", &AGREES);
        refused(&bare, 422, "请写明理由");
        let mut why = AGREES.to_vec();
        why.push(("on_behalf", "站长电话答复同意"));
        done(&mut director, &case, "opinion", &why);
        let page = clerk.get(&case);
        assert!(page.shows("中心主任代为登记：站长电话答复同意") && page.shows("逾期反馈"));
        everything_is_whole(house);
    });
}

#[test]
fn a_department_asks_for_a_paper_through_the_window_and_one_refusal_denies_the_whole() {
    on_each_engine(plan, |house| {
        let (mut clerk, case) = circulated(house);
        let mut forestry = of_department(house, "LY");
        let asks = [
            ("department", "林业站"),
            ("verdict", "asks_for"),
            ("asked", "account"),
            ("why", "开户行不清"),
        ];
        done(&mut forestry, &case, "opinion", &asks);
        assert!(clerk.get(&case).shows("下一步：一次性告知"));
        done(&mut clerk, &case, "notice", &[]);
        let page = clerk.get(&case);
        assert!(page.shows("办理中，待补材料") && page.shows("开户行不清"), "{}", page.body);
        assert!(clerk.get(&format!("{case}/print/notice")).shows("银行卡"));
        days(house, 2);
        done(&mut clerk, &case, "supplement", &[("paper.account", "present")]);
        let refuses = [
            ("department", "林业站"),
            ("verdict", "refuses"),
            ("text", "占用公益林"),
            ("basis", "《森林法》第三十七条"),
        ];
        done(&mut forestry, &case, "opinion", &refuses);
        let agrees = [("department", "自然资源所"), ("verdict", "agrees")];
        done(&mut of_department(house, "ZR"), &case, "opinion", &agrees);
        let granted = act(&mut approver(house), &case, "decision", &[("result", "1")]);
        refused(&granted, 422, "有会办部门不同意");
        let back = [("department", "林业站"), ("text", "申请人已改址，请复核")];
        done(&mut approver(house), &case, "branch-return", &back);
        done(&mut forestry, &case, "opinion", &AGREES);
        done(&mut approver(house), &case, "decision", &[("result", "批准书 2 号")]);
        everything_is_whole(house);
    });
}

#[test]
fn a_coordination_has_an_owner_tells_progress_in_time_and_ends_by_an_answer() {
    on_each_engine(plan, |house| {
        let mut clerk = open_in_every_mode(house);
        let case = accepted_of(&mut clerk, "ZZ-002");
        refused(&act(&mut clerk, &case, "progress", &[("text", "x")]), 422, "请先确定协调责任人");
        let owner = [("owner", "综治中心主任"), ("bodies", "派出所、司法所")];
        done(&mut director(house), &case, "coordination", &owner);
        done(&mut clerk, &case, "progress", &[("text", "已约双方周三见面")]);
        days(house, 7);
        sweep(house);
        assert_eq!(count(house, &case, "cases.progress_missed"), 0, "the fifth working day");
        days(house, 1);
        sweep(house);
        sweep(house);
        assert_eq!(count(house, &case, "cases.progress_missed"), 1);
        let page = clerk.get(&case);
        assert!(page.shows("环节已超期") && page.shows("已约双方周三见面"), "{}", page.body);
        let bare = [("verdict", "unsolved"), ("text", "双方不愿调解")];
        refused(&act(&mut approver(house), &case, "answer", &bare), 422, "救济途径");
        let mut whole = bare.to_vec();
        whole.push(("remedy", "可向人民法院起诉"));
        done(&mut approver(house), &case, "answer", &whole);
        assert!(clerk.get(&format!("{case}/print/answer")).shows("可向人民法院起诉"));
        delivered(&mut clerk, &case);
        everything_is_whole(house);
    });
}

#[test]
fn an_agency_case_is_checked_sent_up_with_a_list_followed_up_and_handed_over() {
    on_each_engine(plan, |house| {
        let mut clerk = open_in_every_mode(house);
        let case = accepted_of(&mut clerk, "MZ-002");
        let decided = act(&mut approver(house), &case, "decision", &[("result", "1")]);
        refused(&decided, 422, "本件由上级机关决定");
        done(&mut approver(house), &case, "precheck", &[("text", "材料齐全，符合条件")]);
        let page = clerk.get(&case);
        assert!(page.shows("value=\"望溪县民政局\""), "the body above is known: {}", page.body);
        let up = [
            ("to", "望溪县民政局"),
            ("channel", "政务专网"),
            ("papers", "identity"),
            ("working_days", "5"),
        ];
        done(&mut clerk, &case, "consignment", &up);
        let number = case.rsplit('/').next().expect("a number").to_owned();
        let list = clerk.get(&format!("{case}/print/consignment"));
        assert!(list.shows(&format!("{number}-S1")) && list.shows("居民身份证"), "{}", list.body);
        assert!(clerk.get(&case).shows("上级时限"), "its own clock");
        days(house, 8);
        sweep(house);
        sweep(house);
        assert_eq!(count(house, &case, "cases.superior_late"), 1);
        done(&mut clerk, &case, "urging", &[("text", "电话问县局张某：本周办结")]);
        assert!(clerk.get(&case).shows("本周办结"));
        let back = [("verdict", "sent_back"), ("asked", "account"), ("why", "复印件不清")];
        done(&mut clerk, &case, "superior-answer", &back);
        done(&mut clerk, &case, "notice", &[]);
        done(&mut clerk, &case, "supplement", &[("paper.account", "present")]);
        done(&mut clerk, &case, "consignment", &up);
        assert!(clerk.get(&case).shows(&format!("{number}-S2")));
        let granted = [("verdict", "granted"), ("result", "认定书 7 号")];
        done(&mut clerk, &case, "superior-answer", &granted);
        assert!(clerk.get(&case).shows("下一步：送达"));
        delivered(&mut clerk, &case);
        everything_is_whole(house);
    });
}

#[test]
fn the_centre_questions_a_denial_and_calls_it_back() {
    on_each_engine(plan, |house| {
        let mut clerk = open_in_every_mode(house);
        let case = accepted(&mut clerk);
        let (mut approver, mut director) = (approver(house), director(house));
        let grounds = [
            ("reason_code", "conditions"),
            ("facts", "未满八十周岁"),
            ("legal_basis", "《老年人权益保障法》"),
            ("remedy", "六十日内申请复议"),
        ];
        done(&mut approver, &case, "refusal-proposal", &grounds);
        done(&mut director, &case, "refusal", &[]);
        done(&mut clerk, &case, "denial-report", &[]);
        assert_eq!(act(&mut clerk, &case, "inquiry", &[("text", "x")]).status, 403);
        done(&mut director, &case, "inquiry", &[("text", "年龄如何核实的")]);
        done(&mut clerk, &case, "delivery", &[("who", "family"), ("signed", "paper")]);
        assert!(clerk.get(&format!("{case}/print/delivery")).shows("申请材料随决定书退还"));
        refused(&act(&mut clerk, &case, "completion", &[]), 422, "质询还没有答复");
        done(&mut approver, &case, "inquiry-reply", &[("text", "按户口簿")]);
        refused(&act(&mut director, &case, "recall", &[("text", " ")]), 422, "请写明理由");
        done(&mut director, &case, "recall", &[("text", "户口簿登记有误")]);
        let page = clerk.get(&case);
        assert!(page.shows("办理中") && page.shows("2026年12月7日"), "the date stands");
        done(&mut approver, &case, "decision", &[("result", "确认表 9 号")]);
        delivered(&mut clerk, &case);
        everything_is_whole(house);
    });
}

#[test]
fn a_case_changes_from_joint_to_commitment_and_on_to_agency_with_reasons() {
    on_each_engine(plan, |house| {
        let (mut clerk, case) = circulated(house);
        let to =
            |mode: &'static str| [("to", mode), ("reason", "事项已下放"), ("promised_days", "")];
        done(&mut director(house), &case, "mode", &to("commitment"));
        refused(&act(&mut clerk, &case, "circulation", &[]), 422, "不属于本件的办理方式");
        done(&mut director(house), &case, "mode", &to("agency"));
        assert!(clerk.get(&case).shows("代办上报") && clerk.get(&case).shows("初审中"));
        let reasons = entries(house, &case);
        let changes = reasons.iter().filter(|it| it.action == "cases.mode_changed").count();
        assert_eq!(changes, 2);
        everything_is_whole(house);
    });
}
