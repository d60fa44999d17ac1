//! Personal data: masked, sealed, and seen in clear only with a reason in the journal.

use crate::testing::{AGENT, COMPLETE, clerk, count, entries, intake, open, plan, refused, take};
use kit::rights::Role;
use kit::testing::{CENTRE, on_each_engine};

const SECRETS: [&str; 6] =
    ["990126196011276412", "奚怡达", "10000000149", "990126198703142625", "马景艺", "10000000150"];

#[test]
fn whoever_files_for_another_is_kept_with_the_mandate_both_sealed_and_masked() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let mut fields = intake("MZ-004", &COMPLETE);
        fields.extend(AGENT);
        let case = take(&mut clerk, &fields);
        let page = clerk.get(&case);
        assert!(page.shows("奚*达") && page.shows("马*艺"), "{}", page.body);
        assert!(page.shows("授权委托书 2026-11"));
        for secret in SECRETS {
            assert!(!page.shows(secret), "{secret} on the page");
            let list = clerk.get("/cases");
            assert!(!list.shows(secret), "{secret} in the list");
            for entry in entries(house, &case) {
                assert!(!entry.payload.contains(secret), "{secret} in the journal");
            }
        }
        let clear = clerk.post(&format!("{case}/unmasking"), &[("reason", "核对证件")]);
        for secret in SECRETS {
            assert!(clear.shows(secret), "{secret}: {}", clear.body);
        }
    });
}

#[test]
fn identity_data_is_seen_in_clear_only_with_a_reason_in_the_journal() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = take(&mut clerk, &intake("MZ-004", &COMPLETE));
        let bare = clerk.post(&format!("{case}/unmasking"), &[("reason", " ")]);
        refused(&bare, 422, "请写明理由，理由会记入台账");
        assert!(bare.shows("unmask-error") && !bare.shows("990126196011276412"));
        assert_eq!(count(house, &case, "cases.unmasked"), 0);
        let clear = clerk.post(&format!("{case}/unmasking"), &[("reason", "核对证件")]);
        assert!(clear.shows("990126196011276412") && clear.shows("10000000149"));
        let last = entries(house, &case).pop().expect("an entry");
        assert_eq!(last.action, "cases.unmasked");
        assert!(last.payload.contains("核对证件"));
        assert!(clerk.get(&case).shows("核对证件"), "in the timeline");
        let mut supervisor = house.browser_of(CENTRE, &[Role::Supervisor]);
        let curious = supervisor.post(&format!("{case}/unmasking"), &[("reason", "看看")]);
        assert_eq!(curious.status, 403);
    });
}

#[test]
fn an_organisation_is_known_by_its_code_and_comes_through_somebody() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let mut fields = vec![
            ("item_code", "SC-001"),
            ("version", "1"),
            ("identity", "11990126010000119W"),
            ("name", "望溪县青榕镇粮油商店"),
            ("phone", "10000000149"),
            ("q.premises", "owned"),
            ("rest", "yes"),
        ];
        let alone = clerk.post("/cases", &fields);
        refused(&alone, 422, "单位办理须有经办人");
        assert!(alone.shows("望溪县青榕镇粮油商店"));
        fields.extend(AGENT);
        let case = take(&mut clerk, &fields);
        let page = clerk.get(&case);
        assert!(page.shows("统一社会信用代码") && page.shows("11990126010000119W"));
        assert!(!page.shows("租赁合同</td><td>缺"), "owned premises need no lease");
    });
}

#[test]
fn answers_to_an_items_questions_are_sealed_and_still_select_what_they_select() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let fields = [
            ("item_code", "SC-001"),
            ("version", "1"),
            ("identity", "990126196011276412"),
            ("name", "奚怡达"),
            ("phone", "10000000149"),
            ("q.premises", "owned"),
        ];
        let case = take(&mut clerk, &fields);
        for entry in entries(house, &case) {
            assert!(!entry.payload.contains("owned"), "{}", entry.payload);
        }
        let number = case.rsplit('/').next().expect("a number").to_owned();
        let taken =
            house.hall.db.read_now(move |read| crate::cases::store::taken(read, CENTRE, &number));
        let taken = taken.expect("what was taken in");
        let opened = crate::cases::answers::opened(&taken, &house.hall.vault).expect("answers");
        assert_eq!(opened, [("premises".to_owned(), "owned".to_owned())]);
        let old =
            crate::cases::events::Taken { answers_sealed: String::new(), answers: opened, ..taken };
        let read = crate::cases::answers::opened(&old, &house.hall.vault).expect("answers");
        assert_eq!(read.len(), 1, "entries of the first builds stay readable");
    });
}

#[test]
fn a_name_of_the_recipient_is_kept_masked() {
    on_each_engine(plan, |house| {
        let mut first = open(house);
        let fields = intake("RS-001", &[("paper.identity", "present"), ("then", "acceptance")]);
        let case = take(&mut first, &fields);
        crate::testing::done(&mut first, &case, "decision", &[("result", "认证 1 号")]);
        let named =
            [("who", "other"), ("recipient", "马景艺"), ("relation", "女儿"), ("signed", "paper")];
        crate::testing::done(&mut first, &case, "delivery", &named);
        let page = clerk(house).get(&case);
        assert!(page.shows("领取人：马*艺") && !page.shows("马景艺"), "{}", page.body);
    });
}
