//! The room, asked in process: what a window types is checked, kept, and never lost.

use crate::testing::{
    AGENT, COMPLETE, PERSON, SHORT, accepted, allowance, clerk, count, days, entries, intake, open,
    plan, publish, refused, run, take, with,
};
use kit::testing::{CENTRE, House, on_each_engine};
use std::sync::Arc;

#[test]
fn a_wrong_check_digit_is_named_at_its_field_and_everything_typed_is_kept() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let mut fields = with(intake("MZ-004", &SHORT), "identity", "990126196011276413");
        fields.extend(AGENT);
        fields.extend([("why.account", "卡面磨损"), ("rest", "yes")]);
        let page = clerk.post("/cases", &fields);
        assert_eq!(page.status, 422);
        assert!(page.shows("href=\"#identity\"") && page.shows("id=\"identity-error\""));
        assert!(page.shows("校验"), "{}", page.body);
        for typed in ["990126196011276413", "奚怡达", "10000000149", "马景艺", "卡面磨损"]
        {
            assert!(page.shows(typed), "{typed} is lost");
        }
        assert!(page.shows("授权委托书 2026-11") && page.shows("<details open"));
        assert!(page.shows("name=\"paper.identity\" value=\"present\" checked"));
        assert!(page.shows("name=\"paper.account\" value=\"missing\" checked"));
        assert!(!page.shows("data-autosave=\"/cases/drafts/MZ-004\" autocomplete=\"on\""));
        let mut english = crate::testing::clerk(house).in_english();
        refused(&english.post("/cases", &fields), 422, "check digit");
    });
}

#[test]
fn every_field_that_is_wrong_is_named_at_once() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let page = clerk.post("/cases", &[("item_code", "MZ-004"), ("version", "1")]);
        assert_eq!(page.status, 422);
        for field in ["identity", "name", "phone"] {
            assert!(page.shows(&format!("href=\"#{field}\"")), "{field}: {}", page.body);
        }
        let half = intake("MZ-004", &[("agent_name", "马景艺")]);
        let page = clerk.post("/cases", &half);
        for field in ["agent_identity", "agent_phone", "agent_mandate"] {
            assert!(page.shows(&format!("href=\"#{field}\"")), "{field}: {}", page.body);
        }
        let oneself = intake(
            "MZ-004",
            &[
                ("agent_identity", PERSON[0].1),
                ("agent_name", PERSON[1].1),
                ("agent_phone", PERSON[2].1),
                ("agent_mandate", "委托书"),
            ],
        );
        refused(&clerk.post("/cases", &oneself), 422, "代办人与申请人是同一人");
    });
}

#[test]
fn an_unknown_item_is_told_with_a_way_on() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let page = clerk.get("/cases/new?item=XX-999");
        refused(&page, 404, "本中心没有生效的事项“XX-999”，请从下面选择");
        assert!(page.shows("高龄津贴申领"), "the items there are: {}", page.body);
        let posted = clerk.post("/cases", &with(intake("MZ-004", &[]), "item_code", "XX-999"));
        refused(&posted, 404, "请重新选择事项");
    });
}

#[test]
fn an_item_withdrawn_meanwhile_is_told_with_everything_typed_kept() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let head = kit::db::ActHead { centre: CENTRE, actor: kit::journal::Actor::house() };
        let gone = house
            .hall
            .db
            .act_now(head, |act| counter::catalogue::door::withdraw(act, "MZ-004", "政策调整"));
        gone.expect("withdrawn");
        counter::catalogue::door::changed(&house.hall, CENTRE);
        let page = clerk.post("/cases", &intake("MZ-004", &COMPLETE));
        refused(&page, 422, "可能已经下线");
        assert!(page.shows("奚怡达") && page.shows("990126196011276412"), "{}", page.body);
    });
}

fn republish(house: &House) {
    let mut record = allowance();
    record.materials[1].name.zh = "社会保障卡".into();
    publish(house, CENTRE, vec![record]);
}

#[test]
fn a_version_replaced_meanwhile_is_told_and_what_was_typed_goes_with_the_new_one() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        republish(house);
        let page = clerk.post("/cases", &intake("MZ-004", &COMPLETE));
        refused(&page, 409, "这个事项刚刚发布了新版本");
        assert!(page.shows("奚怡达") && page.shows("社会保障卡"), "{}", page.body);
        assert_eq!(page.value_of("version"), "2");
        let case = take(&mut clerk, &with(intake("MZ-004", &COMPLETE), "version", "2"));
        assert!(clerk.get(&case).shows("第 2 版"));
    });
}

#[test]
fn a_case_keeps_the_version_it_was_received_under() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = take(&mut clerk, &intake("MZ-004", &SHORT));
        republish(house);
        let page = clerk.get(&case);
        assert!(page.shows("银行卡") && !page.shows("社会保障卡"), "{}", page.body);
    });
}

#[test]
fn a_second_case_of_the_same_person_is_warned_of_and_taken_when_it_is_meant() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let first = accepted(&mut clerk);
        let number = first.rsplit('/').next().expect("a number").to_owned();
        let fields = intake("MZ-004", &SHORT);
        let page = clerk.post("/cases", &fields);
        refused(&page, 422, "此人同一事项已有在办");
        assert!(page.shows(&number) && page.shows("奚怡达"), "{}", page.body);
        assert!(page.shows("name=\"paper.account\" value=\"missing\" checked"));
        let second = take(&mut clerk, &with(fields, "another", "yes"));
        assert_ne!(first, second);
        take(&mut clerk, &intake("RS-001", &[]));
    });
}

#[test]
fn the_last_visit_fills_in_name_and_phone_and_the_look_stands_in_the_journal() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let known =
            [("item_code", "RS-001"), ("version", "1"), PERSON[0], ("paper.identity", "present")];
        let first = clerk.post("/cases/lookup", &known);
        assert!(first.status == 200 && first.shows("第一次来办事"), "{}", first.body);
        accepted(&mut clerk);
        let page = clerk.post("/cases/lookup", &known);
        assert!(page.shows("奚怡达") && page.shows("10000000149"), "{}", page.body);
        assert!(page.shows("已按以往登记填入姓名和电话"));
        assert!(page.shows("name=\"paper.identity\" value=\"present\" checked"), "ticks stay");
        let entries = house
            .hall
            .db
            .read_now(|read| kit::journal::reading::before(read, CENTRE, i64::MAX, 1))
            .expect("journal");
        assert_eq!(entries[0].action, "intake.looked_up");
        assert!(!entries[0].payload.contains("990126196011276412"));
        assert!(!entries[0].subject_id.contains("990126196011276412"));
        let wrong = [("item_code", "RS-001"), ("identity", "990126196011276413")];
        let page = clerk.post("/cases/lookup", &wrong);
        assert!(page.status == 422 && page.shows("id=\"identity-error\""), "{}", page.body);
    });
}

#[test]
fn answers_select_the_papers_and_are_given_before_a_case_is_taken_in() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let open_form = clerk.get("/cases/new?item=SC-001");
        assert!(open_form.shows("经营场所是自有还是租用？"), "{}", open_form.body);
        let owned = intake("SC-001", &[("q.premises", "owned")]);
        assert!(!clerk.post("/cases/checklist", &owned).shows("租赁合同"));
        let rented = intake("SC-001", &[("q.premises", "rented")]);
        let page = clerk.post("/cases/checklist", &rented);
        assert!(page.shows("租赁合同") && page.shows("奚怡达"), "{}", page.body);
        let unanswered = clerk.post("/cases", &intake("SC-001", &[("rest", "yes")]));
        refused(&unanswered, 422, "请先选定这一项");
        let wrong = clerk.post("/cases", &intake("SC-001", &[("q.premises", "borrowed")]));
        refused(&wrong, 422, "请从列出的选项中选择");
    });
}

#[test]
fn what_is_not_ours_or_not_needed_is_refused_at_once_and_the_right_body_is_named() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let form = clerk.get("/cases/new?item=MZ-004");
        for key in ["data-letter=\"a\"", "data-letter=\"n\"", "data-letter=\"r\"", "<kbd>P</kbd>"] {
            assert!(form.shows(key), "{key}: {}", form.body);
        }
        let nameless = clerk.post("/cases", &intake("MZ-004", &[("then", "not_ours")]));
        assert_eq!(nameless.status, 422);
        assert!(nameless.shows("id=\"right_body-error\"") && nameless.shows("奚怡达"));
        let ours = [("then", "not_ours"), ("right_body", "望溪县民政局")];
        let case = take(&mut clerk, &intake("MZ-004", &ours));
        let page = clerk.get(&case);
        assert!(page.shows("不予受理") && page.shows("望溪县民政局"), "{}", page.body);
        assert!(clerk.get(&format!("{case}/print/non-acceptance")).shows("第三十二条第一款第二项"));
        // Whoever is refused is asked no question first.
        let other = take(&mut clerk, &intake("SC-001", &[("then", "not_needed")]));
        assert!(
            clerk.get(&format!("{other}/print/non-acceptance")).shows("第三十二条第一款第一项")
        );
    });
}

#[test]
fn a_direct_item_is_decided_at_once_and_no_other_is() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        assert!(clerk.get("/cases/new?item=RS-001").shows("value=\"decision\""));
        assert!(!clerk.get("/cases/new?item=MZ-004").shows("value=\"decision\""));
        let at_once = [("rest", "yes"), ("then", "decision"), ("result", "认证表 3 号")];
        let case = take(&mut clerk, &intake("RS-001", &at_once));
        let page = clerk.get(&case);
        assert!(page.shows("认证表 3 号"), "{}", page.body);
        assert_eq!(clerk.get(&format!("{case}/print/decision")).status, 200);
        refused(&clerk.post("/cases", &intake("MZ-004", &at_once)), 422, "只有即办件");
    });
}

#[test]
fn the_clerk_is_told_that_the_answers_do_not_meet_the_conditions() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let mut record = crate::testing::registration();
        record.requirements[0].test = record.materials.last().expect("a lease").when.clone();
        publish(house, CENTRE, vec![record]);
        let owned = with(intake("SC-001", &[("q.premises", "owned")]), "version", "2");
        let page = clerk.post("/cases/checklist", &owned);
        assert!(page.shows("不符合受理条件") && page.shows("id=\"situation\""), "{}", page.body);
        let rented = with(intake("SC-001", &[("q.premises", "rented")]), "version", "2");
        assert!(!clerk.post("/cases/checklist", &rented).shows("不符合受理条件"));
    });
}

#[test]
fn the_caret_goes_to_the_first_field_that_is_still_empty() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let begins = |page: &kit::testing::Page, at: &str| {
            assert!(page.shows(&format!("data-begin=\"{at}\"")), "{at}: {}", page.body);
        };
        begins(&clerk.get("/cases/new?item=SC-001"), "identity");
        clerk.post("/cases/drafts/SC-001", &[PERSON[0]]);
        let page = clerk.get("/cases/new?item=SC-001");
        begins(&page, "name");
        clerk.post("/cases/drafts/SC-001", &[PERSON[0], PERSON[1], PERSON[2]]);
        begins(&clerk.get("/cases/new?item=SC-001"), "q.premises");
        let answered = [PERSON[0], PERSON[1], PERSON[2], ("q.premises", "rented")];
        clerk.post("/cases/drafts/SC-001", &answered);
        begins(&clerk.get("/cases/new?item=SC-001"), "paper.identity");
    });
}

#[test]
fn the_rest_is_ticked_at_once_and_what_is_ticked_singly_stays() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let fields = intake(
            "SC-001",
            &[
                ("q.premises", "rented"),
                ("paper.lease", "defective"),
                ("why.lease", "没有签字"),
                ("rest", "yes"),
                ("then", "notice"),
            ],
        );
        let case = take(&mut clerk, &fields);
        let page = clerk.get(&case);
        assert_eq!(page.body.matches("<td>已收</td>").count(), 2, "{}", page.body);
        assert!(page.shows("没有签字") && page.shows("待补正"));
    });
}

#[test]
fn a_draft_is_kept_shown_again_and_forgotten_when_it_is_handed_in() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let typed = [("name", "马景艺"), ("paper.account", "missing"), ("idempotency_key", "k")];
        let saved = clerk.post("/cases/drafts/MZ-004", &typed);
        assert_eq!(saved.status, 204);
        let form = clerk.get("/cases/new?item=MZ-004");
        assert!(form.shows("马景艺") && form.shows("您上次填写、还没有提交的内容"));
        assert!(clerk.get("/cases/new").shows("填了一半的收件"));
        assert!(
            !crate::testing::clerk(house).get("/cases/new?item=MZ-004").shows("马景艺"),
            "a draft is its clerk's own"
        );
        take(&mut clerk, &intake("MZ-004", &SHORT));
        assert!(!clerk.get("/cases/new?item=MZ-004").shows("马景艺"));
        assert!(!clerk.get("/cases/new").shows("填了一半的收件"));
    });
}

#[test]
fn a_refused_case_leaves_its_draft_where_it_is() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        accepted(&mut clerk);
        clerk.post("/cases/drafts/MZ-004", &[("name", "马景艺")]);
        assert_eq!(clerk.post("/cases", &intake("MZ-004", &SHORT)).status, 422, "a double");
        assert!(clerk.get("/cases/new?item=MZ-004").shows("马景艺"));
    });
}

#[test]
fn a_draft_is_sealed_removed_when_asked_and_swept_after_fifteen_days() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        clerk.post("/cases/drafts/MZ-004", &[("name", "马景艺")]);
        let account = house.hall.db.read_now(|read| {
            let rows = read.query(super::store::ALL, &kit::params![])?;
            let all: Result<Vec<String>, _> = rows.iter().map(|row| row.get("content")).collect();
            Ok(all?)
        });
        assert!(!account.expect("rows").join("").contains("马景艺"), "sealed at rest");
        let removed = clerk.post("/cases/drafts/MZ-004/removal", &[]);
        assert_eq!((removed.status, removed.location.as_str()), (303, "/cases/new?item=MZ-004"));
        assert!(!clerk.get("/cases/new?item=MZ-004").shows("马景艺"));
        clerk.post("/cases/drafts/MZ-004", &[("name", "马景艺")]);
        days(house, 14);
        run(super::swept(Arc::clone(&house.hall))).expect("swept");
        assert!(clerk.get("/cases/new?item=MZ-004").shows("马景艺"));
        days(house, 2);
        run(super::swept(Arc::clone(&house.hall))).expect("swept");
        assert!(!clerk.get("/cases/new?item=MZ-004").shows("马景艺"));
    });
}

#[test]
fn the_item_is_found_by_what_people_call_it() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        for text in ["高龄", "gaoling", "gljt", "MZ-004"] {
            let page = clerk.get(&format!("/cases/new?text={text}"));
            assert!(page.shows("item=MZ-004"), "{text}: {}", page.body);
        }
        let page = clerk.get("/cases/new?text=zzzz");
        assert!(page.shows("没有找到事项，换个说法试试"), "{}", page.body);
    });
}

#[test]
fn the_outcome_stands_in_the_same_act_or_nothing_does() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let short = with(intake("MZ-004", &SHORT), "then", "acceptance");
        let page = clerk.post("/cases", &short);
        refused(&page, 422, "必要材料还不齐，不能受理");
        assert!(page.shows("奚怡达"));
        assert!(!clerk.get("/cases?view=all").shows("奚*达"), "nothing was made");
        let case = accepted(&mut clerk);
        assert_eq!(entries(house, &case).len(), 2);
        assert_eq!(count(house, &case, "cases.accepted"), 1);
        let mut director = crate::testing::director(house);
        assert_eq!(director.post("/cases", &short).status, 403);
        assert_eq!(self::clerk(house).get(&case).status, 200);
    });
}

fn contact(clerk: &mut kit::testing::Browser) -> String {
    let page = clerk.post("/contacts", &[("words", "高龄津贴怎么办")]);
    assert_eq!(page.status, 303, "{}", page.body);
    page.location.rsplit('/').next().expect("a number").to_owned()
}

#[test]
fn a_first_contact_ends_as_the_case_that_is_taken_from_it_in_the_same_act() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let number = contact(&mut clerk);
        let choice = clerk.get(&format!("/cases/new?contact={number}"));
        let on = format!("/cases/new?item=MZ-004&amp;contact={number}");
        assert!(
            choice.shows(&on) || choice.shows(&on.replace("&amp;", "&#38;")),
            "{}",
            choice.body
        );
        let form = clerk.get(&format!("/cases/new?item=MZ-004&contact={number}"));
        assert_eq!(form.value_of("contact"), number);
        let mut fields = intake("MZ-004", &COMPLETE);
        fields.push(("contact", &*number.clone().leak()));
        let case = take(&mut clerk, &fields);
        let ended = clerk.get(&format!("/contacts/{number}"));
        assert!(ended.shows(&case) && ended.shows("已转办件"), "{}", ended.body);
        let mut again = with(fields, "item_code", "RS-001");
        again.retain(|(name, _)| !name.starts_with("paper."));
        let page = clerk.post("/cases", &again);
        refused(&page, 422, "这次首问已经办结");
        assert!(page.shows("id=\"contact-error\"") && page.shows("奚怡达"), "{}", page.body);
        let page = clerk.post("/cases", &with(again, "contact", "7101-20261123-999"));
        refused(&page, 422, "没有编号为“7101-20261123-999”的首问登记");
        crate::testing::everything_is_whole(house);
    });
}

#[test]
fn a_case_that_is_refused_leaves_the_first_contact_open() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let number = contact(&mut clerk);
        let mut fields = with(intake("MZ-004", &COMPLETE), "identity", "990126196011276413");
        fields.push(("contact", &*number.clone().leak()));
        let page = clerk.post("/cases", &fields);
        assert_eq!(page.status, 422);
        assert_eq!(page.value_of("contact"), number, "nothing typed is lost");
        assert!(clerk.get("/contacts?view=mine").shows(&number));
    });
}
