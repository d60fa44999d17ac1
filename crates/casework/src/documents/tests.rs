//! The room, asked in process: each paper says what the law asks of it, in both languages.

use crate::testing::{
    AGENT, COMPLETE, SHORT, accepted, approver, clerk, count, days, director, done, entries,
    intake, open, plan, take, with,
};
use kit::rights::Role;
use kit::testing::{Browser, CENTRE, House, on_each_engine};

/// A document in both languages says these things.
fn says(house: &House, case: &str, paper: &str, zh: &[&str], en: &[&str]) {
    let address = format!("{case}/print/{paper}");
    let page = clerk(house).get(&address);
    assert_eq!(page.status, 200, "{paper}: {}", page.body);
    for text in zh {
        assert!(page.shows(text), "{paper} lacks {text}: {}", page.body);
    }
    let page = clerk(house).in_english().get(&address);
    for text in en {
        assert!(page.shows(text), "{paper} lacks {text}: {}", page.body);
    }
}

fn listed(browser: &mut Browser, case: &str) -> Vec<String> {
    let page = browser.get(case);
    let parts = page.body.split("/print/").skip(1);
    parts.filter_map(|part| part.split('"').next().map(str::to_owned)).collect()
}

#[test]
fn the_receipt_says_what_was_received_that_day_and_what_follows() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let mut fields = intake("MZ-004", &SHORT);
        fields.extend(AGENT);
        let case = take(&mut clerk, &with(fields, "then", "notice"));
        done(&mut clerk, &case, "supplement", &[("paper.account", "present")]);
        let number = case.rsplit('/').next().expect("a number");
        says(
            house,
            &case,
            "receipt",
            &[
                "收件回执",
                number,
                "高龄津贴申领",
                "奚*达",
                "马*艺",
                "2026年11月23日",
                "五个工作日内一次性告知",
                "最迟2026年11月30日",
                "第三十二条",
                "<td>缺</td>",
                "窗口印章",
                "<svg",
            ],
            &[
                "Receipt",
                number,
                "Old-age allowance",
                "within five working days",
                "art. 32",
                "<td>missing</td>",
            ],
        );
    });
}

#[test]
fn the_one_time_notice_lists_everything_with_what_is_wrong_and_the_last_day() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let papers = [
            ("paper.identity", "defective"),
            ("why.identity", "已过期"),
            ("paper.account", "missing"),
            ("then", "notice"),
        ];
        let case = take(&mut clerk, &intake("MZ-004", &papers));
        let brought = [("paper.identity", "present"), ("paper.account", "present")];
        done(&mut clerk, &case, "supplement", &brought);
        says(
            house,
            &case,
            "notice",
            &[
                "一次性告知书",
                "居民身份证：已过期",
                "银行卡（缺）",
                "2026年12月23日",
                "含当日",
                "第三十二条",
                "视为撤回申请",
                "不再要求补正其他内容",
                "青榕镇人民政府（专用印章）",
            ],
            &[
                "One-time notice",
                "Identity card: 已过期",
                "Bank card (missing)",
                "art. 32",
                "counts as withdrawn",
                "that day included",
            ],
        );
    });
}

#[test]
fn an_acceptance_is_written_sealed_dated_and_says_until_when_and_why() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = accepted(&mut clerk);
        done(
            &mut director(house),
            &case,
            "extension",
            &[("working_days", "5"), ("reason", "需补充调查")],
        );
        says(
            house,
            &case,
            "acceptance",
            &[
                "受理通知书",
                "予以受理",
                "2026年12月7日",
                "2026年12月21日",
                "承诺到期",
                "法定到期",
                "第八十二条",
                "青榕镇人民政府（专用印章）",
                "暂定",
            ],
            &["Notice of acceptance", "Promised by", "Legal limit ends", "art", "(seal)"],
        );
        says(
            house,
            &case,
            "extension",
            &["延长期限告知书", "5 个工作日", "需补充调查", "第四十二条", "2026年12月14日"],
            &["Notice of an extension", "5 working days", "art. 42"],
        );
    });
}

#[test]
fn an_undertaking_is_printed_before_the_acceptance_and_stays_after_the_paper_came() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let papers = [("paper.identity", "present"), ("paper.account", "deferred")];
        let case = take(&mut clerk, &intake("MZ-004", &papers));
        let (zh, en) = (
            ["容缺承诺书", "银行卡", "今后不再适用容缺受理", "承诺人"],
            ["Undertaking", "Bank card", "nothing may follow for me again", "signature"],
        );
        says(house, &case, "undertaking", &zh, &en);
        done(&mut clerk, &case, "acceptance", &[]);
        done(&mut clerk, &case, "deferred-paper", &[("paper", "account")]);
        says(house, &case, "undertaking", &zh, &en);
        says(house, &case, "undertaking", &["2026年12月7日"], &["7 December 2026"]);
        says(house, &case, "acceptance", &["予以容缺受理", "容缺材料：银行卡"], &["follow"]);
    });
}

#[test]
fn a_refusal_to_accept_names_the_right_body_and_the_remedies() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = take(&mut clerk, &intake("MZ-004", &COMPLETE));
        let body = [("ground", "not_ours"), ("right_body", "望溪县民政局")];
        done(&mut clerk, &case, "non-acceptance", &body);
        says(
            house,
            &case,
            "non-acceptance",
            &[
                "不予受理决定书",
                "请向望溪县民政局申请",
                "第一款第二项",
                "六十日内申请行政复议",
                "六个月内",
                "专用印章",
                "退还",
            ],
            &[
                "Decision not to accept",
                "not within our power",
                "art. 32(1)(2)",
                "administrative reconsideration within sixty days",
                "suit within six months",
            ],
        );
        let fields = with(intake("MZ-004", &COMPLETE), "another", "yes");
        let case = take(&mut clerk, &fields);
        done(&mut clerk, &case, "non-acceptance", &[("ground", "not_needed")]);
        says(house, &case, "non-acceptance", &["依法不需要办理", "第一款第一项"], &["32(1)(1)"]);
    });
}

#[test]
fn a_pause_is_told_with_its_cause_its_end_and_that_its_time_does_not_count() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = accepted(&mut clerk);
        done(&mut clerk, &case, "suspension", &[("cause", "notice"), ("until", "2026-12-04")]);
        let zh = ["中止计时告知书", "村级公示", "2026年12月4日", "第四十五条", "不计入办理时限"];
        let en = ["Notice of a pause", "Public notice in the village", "art. 45", "does not count"];
        says(house, &case, "suspension", &zh, &en);
        days(house, 3);
        done(&mut clerk, &case, "resumption", &[("text", "无异议")]);
        says(house, &case, "suspension", &zh, &en);
    });
}

#[test]
fn a_grant_names_the_result_and_a_delivery_who_received_it() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = accepted(&mut clerk);
        done(&mut approver(house), &case, "decision", &[("result", "高龄津贴确认表 1 号")]);
        says(
            house,
            &case,
            "decision",
            &[
                "准予决定书",
                "高龄津贴确认表 1 号",
                "第三十八条第一款",
                "十个工作日内送达",
                "2026年12月7日",
                "专用印章",
            ],
            &["Decision to grant", "art", "38(1)", "within ten working days"],
        );
        done(&mut clerk, &case, "delivery", &[("who", "applicant"), ("signed", "paper")]);
        done(&mut clerk, &case, "completion", &[]);
        says(
            house,
            &case,
            "delivery",
            &["送达回证", "高龄津贴确认表 1 号", "本人", "第四十四条", "领取人（签名）"],
            &["Proof of delivery", "the applicant", "art. 44"],
        );
        let all = listed(&mut clerk, &case);
        assert_eq!(all, ["receipt", "acceptance", "decision", "delivery"]);
    });
}

#[test]
fn a_refusal_states_facts_law_and_remedies() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = accepted(&mut clerk);
        let grounds = [
            ("reason_code", "conditions"),
            ("facts", "年龄未满八十周岁"),
            ("legal_basis", "《老年人权益保障法》第三十三条"),
            ("remedy", "六十日内申请行政复议；六个月内提起行政诉讼"),
        ];
        done(&mut approver(house), &case, "refusal-proposal", &grounds);
        assert_eq!(clerk.get(&format!("{case}/print/refusal")).status, 404, "not decided yet");
        done(&mut director(house), &case, "refusal", &[]);
        says(
            house,
            &case,
            "refusal",
            &[
                "不予批准决定书",
                "年龄未满八十周岁",
                "第三十三条",
                "六十日内申请行政复议",
                "第三十八条第二款",
                "退还",
            ],
            &["Decision to refuse", "Facts and reasons", "Remedies", "art. 38(2)", "returned"],
        );
    });
}

#[test]
fn the_paper_for_the_applicant_bears_full_names_and_that_it_was_made_is_journalled() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let mut fields = intake("MZ-004", &COMPLETE);
        fields.extend(AGENT);
        let case = take(&mut clerk, &with(fields, "then", "acceptance"));
        let address = format!("{case}/print/acceptance");
        let seen = clerk.get(&address);
        assert!(!seen.shows("奚怡达") && !seen.shows("990126196011276412"));
        assert_eq!(count(house, &case, "cases.printed"), 0);
        let made = clerk.post(&address, &[("idempotency_key", "k")]);
        assert!(made.shows("奚怡达（990126196011276412）"), "{}", made.body);
        assert!(made.shows("马景艺（990126198703142625，授权委托书 2026-11）"), "{}", made.body);
        assert_eq!(count(house, &case, "cases.printed"), 1);
        let last = entries(house, &case).pop().expect("an entry");
        assert!(last.payload.contains("acceptance") && !last.payload.contains("奚怡达"));
        assert!(clerk.get(&case).shows("打印文书（全名）"));
        let mut supervisor = house.browser_of(CENTRE, &[Role::Supervisor]);
        assert_eq!(supervisor.get(&address).status, 200, "masked");
        assert_eq!(supervisor.post(&address, &[]).status, 403);
        assert_eq!(clerk.get(&format!("{case}/print/notice")).status, 404);
        assert_eq!(clerk.post(&format!("{case}/print/nonsense"), &[]).status, 404);
    });
}
