//! Acts out of place, by the wrong post, or done twice: a clear sentence, nothing lost.

use crate::testing::{
    COMPLETE, SHORT, accepted, act, approver, clerk, count, director, done, intake, open, plan,
    refused, take, with,
};
use kit::rights::Role;
use kit::testing::{CENTRE, on_each_engine};

#[test]
fn asking_a_second_time_for_papers_needs_a_reason_that_supervision_sees() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = take(&mut clerk, &with(intake("MZ-004", &SHORT), "then", "notice"));
        refused(&act(&mut clerk, &case, "notice", &[]), 422, "已经一次性告知过，不得再次要求补正");
        refused(&act(&mut clerk, &case, "notice", &[("second_reason", " ")]), 422, "请写明理由");
        let why = [("second_reason", "补来的存折已销户")];
        done(&mut clerk, &case, "notice", &why);
        let page = clerk.get(&case);
        assert!(page.shows("再次告知（已提请监督）") && page.shows("补来的存折已销户"));
        assert_eq!(count(house, &case, "cases.second_notice_given"), 1);
    });
}

#[test]
fn an_act_out_of_place_says_where_the_case_stands_and_where_the_act_belongs() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = take(&mut clerk, &intake("MZ-004", &COMPLETE));
        let early = act(&mut clerk, &case, "delivery", &[("recipient", "奚怡达")]);
        refused(&early, 422, "本件现在是“已收件，待核验”，“送达”要在“已决定，待送达”时办理");
        assert!(early.shows("value=\"奚怡达\""), "what was typed stands there: {}", early.body);
        let mut english = crate::testing::clerk(house).in_english();
        let early = act(&mut english, &case, "resumption", &[]);
        refused(&early, 422, "The case is now “Taken in, to be checked”");
        let nonsense = act(&mut clerk, &case, "suspension", &[("until", "morgen")]);
        refused(&nonsense, 422, "请填写日期");
        assert!(nonsense.shows("suspension-until-error"), "at its field: {}", nonsense.body);
    });
}

#[test]
fn the_wrong_post_is_told_whose_act_it_is() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = accepted(&mut clerk);
        let granted = act(&mut clerk, &case, "decision", &[("result", "1 号")]);
        refused(&granted, 403, "本件的“准予”由站所审批人员办理");
        let examined = act(&mut clerk, &case, "examination", &[("text", "符合")]);
        refused(&examined, 403, "站所审批人员");
        let page = clerk.get(&case);
        assert!(page.shows("下一步：准予，由站所审批人员办理。"), "{}", page.body);
        assert!(!page.shows("/decision\""), "no form for what is not the clerk's");
        let fields = [("to", "direct"), ("reason", "快"), ("promised_days", "")];
        assert_eq!(act(&mut clerk, &case, "mode", &fields).status, 403, "the director's");
        let mut supervisor = house.browser_of(CENTRE, &[Role::Supervisor]);
        let meddling = act(&mut supervisor, &case, "return", &[("text", "不同意")]);
        refused(&meddling, 403, "站所审批人员");
        assert_eq!(act(&mut supervisor, &case, "withdrawal", &[("text", "x")]).status, 403);
        done(&mut approver(house), &case, "examination", &[("text", "符合条件")]);
    });
}

#[test]
fn a_refusal_is_proposed_concurred_with_reported_and_delivered() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = accepted(&mut clerk);
        let (mut approver, mut director) = (approver(house), director(house));
        let grounds = [
            ("reason_code", "untrue"),
            ("facts", "年龄未满八十周岁"),
            ("legal_basis", "《老年人权益保障法》第三十三条"),
            ("remedy", ""),
        ];
        let bare = act(&mut approver, &case, "refusal-proposal", &grounds);
        refused(&bare, 422, "应当写明事实、法律依据和救济途径");
        assert!(bare.shows("年龄未满八十周岁"));
        assert!(bare.shows("value=\"untrue\" selected"), "the choice stays: {}", bare.body);
        let mut whole = grounds.to_vec();
        whole[3].1 = "六十日内申请行政复议，六个月内提起行政诉讼";
        done(&mut approver, &case, "refusal-proposal", &whole);
        let shown = director.get(&case);
        assert!(shown.shows("年龄未满八十周岁") && shown.shows("下一步：审核同意，不予批准"));
        done(&mut director, &case, "return", &[("text", "请再核年龄")]);
        done(&mut approver, &case, "refusal-proposal", &whole);
        assert_eq!(act(&mut approver, &case, "refusal", &[]).status, 403);
        done(&mut director, &case, "refusal", &[]);
        assert!(clerk.get(&case).shows("下一步：否定报备"));
        done(&mut clerk, &case, "delivery", &[("who", "family"), ("signed", "paper")]);
        refused(&act(&mut clerk, &case, "completion", &[]), 422, "不予批准尚未报备");
        done(&mut clerk, &case, "denial-report", &[]);
        done(&mut clerk, &case, "completion", &[]);
        let page = clerk.get(&case);
        assert!(page.shows("已办结") && page.shows("领取人：家属"), "{}", page.body);
    });
}

#[test]
fn two_clerks_on_one_case_one_acts_and_the_other_sees_what_happened() {
    on_each_engine(plan, |house| {
        let mut first = open(house);
        let case = take(&mut first, &intake("MZ-004", &COMPLETE));
        let mut second = clerk(house);
        done(&mut first, &case, "acceptance", &[("version", "1")]);
        let typed = [("version", "1"), ("right_body", "望溪县民政局"), ("ground", "not_ours")];
        let late = act(&mut second, &case, "non-acceptance", &typed);
        refused(&late, 409, "这个办件刚刚有了新的进展：受理");
        assert!(late.shows("value=\"望溪县民政局\""), "nothing typed is lost: {}", late.body);
        assert_eq!(count(house, &case, "cases.not_accepted"), 0);
    });
}

#[test]
fn an_act_that_is_sent_twice_is_done_once() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let fields = with(intake("MZ-004", &COMPLETE), "idempotency_key", "k-intake");
        let case = take(&mut clerk, &fields);
        assert_eq!(take(&mut clerk, &fields), case, "the same case");
        let keyed = [("idempotency_key", "k-accept"), ("version", "1")];
        done(&mut clerk, &case, "acceptance", &keyed);
        done(&mut clerk, &case, "acceptance", &keyed);
        assert_eq!(count(house, &case, "cases.accepted"), 1);
        let other = [("idempotency_key", "k-accept"), ("version", "2")];
        refused(&act(&mut clerk, &case, "acceptance", &other), 422, "防重编号");
    });
}

#[test]
fn a_notice_is_confirmed_once_by_a_channel_that_is_named() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = take(&mut clerk, &with(intake("MZ-004", &SHORT), "then", "notice"));
        let unnamed = act(&mut clerk, &case, "notice-confirmation", &[("channel", "pigeon")]);
        refused(&unnamed, 422, "请选择送达方式");
        done(&mut clerk, &case, "notice-confirmation", &[("channel", "telephone")]);
        assert!(clerk.get(&case).shows("电话告知"));
        let again = act(&mut clerk, &case, "notice-confirmation", &[("channel", "post")]);
        refused(&again, 422, "已经登记过");
        let accepted = accepted_for_another(&mut clerk);
        let none = act(&mut clerk, &accepted, "notice-confirmation", &[("channel", "post")]);
        refused(&none, 422, "没有等待登记送达的这种告知书");
    });
}

fn accepted_for_another(clerk: &mut kit::testing::Browser) -> String {
    let mut fields = intake("MZ-004", &COMPLETE);
    fields.extend([("another", "yes"), ("then", "acceptance")]);
    take(clerk, &fields)
}

#[test]
fn a_supplement_that_brings_nothing_is_not_one() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = take(&mut clerk, &with(intake("MZ-004", &SHORT), "then", "notice"));
        let unchanged = act(&mut clerk, &case, "supplement", &[("paper.account", "missing")]);
        refused(&unchanged, 422, "请勾选申请人这次补来的材料");
        let short =
            [("paper.account", "defective"), ("why.account", "卡号不清"), ("then", "acceptance")];
        let still = act(&mut clerk, &case, "supplement", &short);
        refused(&still, 422, "补来的材料还不齐");
        assert!(still.shows("卡号不清"), "{}", still.body);
        assert_eq!(count(house, &case, "cases.supplemented"), 0, "all of it, or nothing");
        done(&mut clerk, &case, "supplement", &short[..2]);
        assert!(clerk.get(&case).shows("卡号不清"));
    });
}

#[test]
fn papers_are_checked_later_with_the_outcome_in_the_same_act() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = take(&mut clerk, &intake("MZ-004", &[]));
        let bare = act(&mut clerk, &case, "papers", &[("paper.identity", "defective")]);
        refused(&bare, 422, "请写明这份材料哪里不符合要求");
        let principal = act(&mut clerk, &case, "papers", &[("paper.identity", "deferred")]);
        refused(&principal, 422, "这是主要材料，不能容缺");
        let mut fields = COMPLETE.to_vec();
        fields.push(("then", "acceptance"));
        done(&mut clerk, &case, "papers", &fields);
        assert!(clerk.get(&case).shows("办理中"));
    });
}

#[test]
fn a_mode_is_changed_by_the_director_within_the_law() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let fields = intake("RS-001", &[("paper.identity", "present"), ("then", "acceptance")]);
        let case = take(&mut clerk, &fields);
        refused(
            &act(&mut clerk, &case, "suspension", &[("cause", "x"), ("until", "2026-12-01")]),
            422,
            "即办件应当当日办结",
        );
        let mut director = director(house);
        let change = |days: &'static str| {
            [("to", "commitment"), ("promised_days", days), ("reason", "需上门核实")]
        };
        let none = act(&mut director, &case, "mode", &change(""));
        refused(&none, 422, "请填写变更后的承诺时限");
        let long = act(&mut director, &case, "mode", &change("40"));
        refused(&long, 422, "承诺时限不能长于法定时限");
        assert!(long.shows("需上门核实") && long.shows("mode-promised_days-error"));
        done(&mut director, &case, "mode", &change("5"));
        let page = clerk.get(&case);
        assert!(page.shows("2026年11月30日") && page.shows("需上门核实"), "{}", page.body);
        let by_clerk = act(&mut clerk, &case, "decision", &[("result", "1 号")]);
        assert_eq!(by_clerk.status, 403, "a commitment case is the approver's");
    });
}
