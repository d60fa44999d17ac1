//! Certificates, deliveries with their signatures, and the service of notices, on both engines.

use crate::cases::door::{Deliveries, deliveries};
use crate::testing::{
    COMPLETE, accepted, accepted_of, act, allowance, approver, count, days, director, done,
    entries, everything_is_whole, homestead, intake, of_department, open, open_in_every_mode, plan,
    publish, refused, take,
};
use kit::Words;
use kit::testing::{Browser, CENTRE, House, on_each_engine};
use kit::words::Language;
use serde_json::json;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n a signature";
const CARD: [(&str, &str); 4] = [
    ("certificate_name", "老年人优待证"),
    ("certificate_number", "QR2026-0001"),
    ("issued_on", "2026-11-23"),
    ("valid_until", "2031-11-22"),
];

/// A decided case of an item that results in a certificate.
fn granted(house: &House, clerk: &mut Browser) -> String {
    let mut fields = intake("MZ-010", &COMPLETE);
    fields.extend([("then", "acceptance"), ("another", "yes")]);
    let case = take(clerk, &fields);
    done(&mut approver(house), &case, "decision", &[("result", "老年人优待证")]);
    case
}

fn with_cards(house: &House) -> Browser {
    let clerk = open(house);
    let mut record = allowance();
    record.code = "MZ-010".into();
    record.result.kind = "certificate".into();
    publish(house, CENTRE, vec![record]);
    clerk
}

/// Numbers on a list of deliveries today, page by page.
fn listed(house: &House, which: Deliveries, limit: u32) -> Vec<String> {
    let today = kit::clock::day_of(house.hall.now_ms());
    let words = Words::new(Language::Chinese);
    let (mut all, mut after) = (Vec::new(), (0, String::new()));
    loop {
        let place = after.clone();
        let page = house
            .hall
            .db
            .read_now(move |read| deliveries(read, CENTRE, (which, &place), (today, words), limit));
        let page = page.expect("the list");
        let Some(last) = page.last() else { return all };
        after = last.place.clone();
        all.extend(page.into_iter().map(|line| line.number));
    }
}

#[test]
fn a_certificate_is_on_record_before_delivery_and_its_number_is_given_once_in_a_centre() {
    on_each_engine(plan, |house| {
        let mut clerk = with_cards(house);
        let case = granted(house, &mut clerk);
        assert!(clerk.get(&case).shows("下一步：登记证照"));
        let own = [("who", "applicant"), ("signed", "paper")];
        refused(&act(&mut clerk, &case, "delivery", &own), 422, "请先登记证照，再送达");
        let mut wrong = CARD.to_vec();
        wrong[3].1 = "2026-11-01";
        let page = act(&mut clerk, &case, "certificate", &wrong);
        refused(&page, 422, "有效期不早于发证日期");
        assert!(page.shows("value=\"QR2026-0001\""), "nothing typed is lost");
        done(&mut clerk, &case, "certificate", &CARD);
        let page = clerk.get(&case);
        assert!(page.shows("编号 QR2026-0001") && page.shows("有效期至2031年11月22日"));
        let next = granted(house, &mut clerk);
        refused(&act(&mut clerk, &next, "certificate", &CARD), 422, "这个证照编号已经登记过");
        done(&mut clerk, &case, "delivery", &own);
        let paper = clerk.get(&format!("{case}/print/delivery"));
        assert!(paper.shows("编号 QR2026-0001") && paper.shows("窗口领取"), "{}", paper.body);
        let english = clerk.clone().in_english().get(&case);
        assert!(english.shows("number QR2026-0001") && english.shows("signed on paper"));
        let shown = house.program_of(CENTRE, &[kit::rights::Role::WindowClerk]);
        let shown = shown.clone().get(&format!("/api/v1{case}"));
        assert_eq!(shown.json()["certificates"][0]["number"], "QR2026-0001");
        everything_is_whole(house);
    });
}

#[test]
fn a_program_puts_a_certificate_on_record_and_delivers_by_post() {
    on_each_engine(plan, |house| {
        let mut clerk = with_cards(house);
        let case = granted(house, &mut clerk);
        let mut program = house.program_of(CENTRE, &[kit::rights::Role::WindowClerk]);
        let at = |act: &str| format!("/api/v1{case}/{act}");
        let card = json!({"certificate": {"name": "老年人优待证", "number": "P-1"}});
        assert_eq!(program.post_json(&at("certificate"), "c", &card).status, 200);
        let post = json!({"recipient": "applicant", "delivery": {"method": "post"}});
        assert_eq!(program.post_json(&at("delivery"), "d1", &post).status, 422, "no number");
        let failed = json!({"text": "无人签收，退回", "delivery": {"method": "post"}});
        assert_eq!(program.post_json(&at("delivery-attempt"), "f", &failed).status, 200);
        let number = case.rsplit('/').next().expect("a number").to_owned();
        assert_eq!(listed(house, Deliveries::Failed, 10), std::slice::from_ref(&number));
        let post = json!({
            "recipient": "applicant",
            "delivery": {"method": "post", "tracking": "EB123456789CN"}
        });
        let sent = program.post_json(&at("delivery"), "d2", &post);
        assert_eq!(sent.json()["stage"], "delivered", "{}", sent.body);
        assert!(clerk.get(&case).shows("邮件号 EB123456789CN"));
        assert!(listed(house, Deliveries::Failed, 10).is_empty());
        assert_eq!(listed(house, Deliveries::Posted, 10), [number]);
        everything_is_whole(house);
    });
}

#[test]
fn a_delivery_is_signed_by_hand_or_on_paper_and_the_signature_is_kept_with_the_case() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = accepted(&mut clerk);
        done(&mut approver(house), &case, "decision", &[("result", "确认表 1 号")]);
        let page = clerk.get(&case);
        assert!(page.shows("multipart/form-data") && page.shows("手写签名区"), "{}", page.body);
        let unsigned = act(&mut clerk, &case, "delivery", &[("who", "applicant")]);
        refused(&unsigned, 422, "请由领取人签收");
        let strange = [("recipient", "马景艺"), ("signed", "paper")];
        refused(&act(&mut clerk, &case, "delivery", &strange), 422, "请写明与申请人的关系");
        let place = format!("{case}/delivery");
        let file = ("file.delivery.signature", "signature.png", PNG);
        let broken = ("file.delivery.signature", "signature.png", &b"<svg>"[..]);
        let page = clerk.post_file(&place, &[("who", "applicant")], broken);
        refused(&page, 422, "不是 PDF、JPEG 或 PNG 文件");
        let page = clerk.post_file(&place, &[("who", "nobody")], file);
        refused(&page, 422, "领取人");
        let kept = page.value_of("kept.delivery.signature");
        assert!(!kept.is_empty(), "no need to sign again: {}", page.body);
        let fields = [("who", "applicant"), ("kept.delivery.signature", kept.as_str())];
        let page = clerk.post(&place, &fields);
        assert_eq!(page.status, 303, "{}", page.body);
        assert!(clerk.get(&case).shows("签名已存电子件"));
        assert_eq!(count(house, &case, "papers.attached"), 1);
        let files = clerk.get(&format!("{case}/files"));
        assert!(files.shows("签收凭证-1.png"), "{}", files.body);
        let removal = clerk.post(&format!("{case}/files/1/removal"), &[("reason", "错")]);
        refused(&removal, 422, "签收凭证随送达保存");
        everything_is_whole(house);
    });
}

#[test]
fn a_denied_applicant_gets_the_papers_back_against_the_signature() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = accepted(&mut clerk);
        let grounds = [
            ("reason_code", "conditions"),
            ("facts", "未满八十周岁"),
            ("legal_basis", "《老年人权益保障法》"),
            ("remedy", "六十日内申请复议"),
        ];
        done(&mut approver(house), &case, "refusal-proposal", &grounds);
        done(&mut director(house), &case, "refusal", &[]);
        let page = clerk.get(&case);
        assert!(page.shows("name=\"returned\" value=\"identity\" checked"), "{}", page.body);
        let fields = [
            ("who", "applicant"),
            ("signed", "paper"),
            ("returned", "identity"),
            ("returned", "account"),
        ];
        done(&mut clerk, &case, "delivery", &fields);
        assert!(clerk.get(&case).shows("退还材料：居民身份证、银行卡"));
        assert!(clerk.get(&format!("{case}/print/delivery")).shows("退还的材料"));
        assert!(clerk.get(&format!("{case}/print/refusal")).shows("不符合法定条件、标准"));
        everything_is_whole(house);
    });
}

#[test]
fn what_is_not_delivered_in_ten_working_days_is_late_and_the_list_is_read_page_by_page() {
    on_each_engine(plan, |house| {
        let mut clerk = with_cards(house);
        for _ in 0..3 {
            granted(house, &mut clerk);
        }
        assert_eq!(listed(house, Deliveries::Waiting, 2).len(), 3, "in two pages");
        assert!(listed(house, Deliveries::Late, 2).is_empty());
        days(house, 14);
        assert!(listed(house, Deliveries::Late, 2).is_empty(), "its last day");
        days(house, 1);
        assert_eq!(listed(house, Deliveries::Late, 2).len(), 3);
    });
}

#[test]
fn the_notices_of_a_pause_and_of_an_extension_are_served_on_record() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = accepted(&mut clerk);
        let paused = [("document", "suspension"), ("channel", "post")];
        refused(
            &act(&mut clerk, &case, "notice-confirmation", &paused),
            422,
            "没有等待登记送达的这种告知书",
        );
        done(&mut clerk, &case, "suspension", &[("cause", "notice"), ("until", "2026-12-04")]);
        assert!(clerk.get(&case).shows("登记告知文书送达"));
        days(house, 1);
        let mut tomorrow = paused.to_vec();
        tomorrow.push(("served_on", "2026-11-30"));
        let early = act(&mut clerk, &case, "notice-confirmation", &tomorrow);
        refused(&early, 422, "今天以前");
        let mut yesterday = paused.to_vec();
        yesterday.push(("served_on", "2026-11-23"));
        done(&mut clerk, &case, "notice-confirmation", &yesterday);
        let page = clerk.get(&case);
        assert!(page.shows("中止计时告知书：邮寄送达 2026年11月23日"), "{}", page.body);
        let again = act(&mut clerk, &case, "notice-confirmation", &paused);
        refused(&again, 422, "已经登记过");
        done(&mut clerk, &case, "resumption", &[]);
        let more = [("working_days", "5"), ("reason", "情况复杂")];
        done(&mut director(house), &case, "extension", &more);
        let mut program = house.program_of(CENTRE, &[kit::rights::Role::WindowClerk]);
        let body = json!({"document": "extension", "channel": "telephone"});
        let served = program.post_json(&format!("/api/v1{case}/notice-confirmation"), "e", &body);
        assert_eq!(served.status, 200, "{}", served.body);
        assert_eq!(count(house, &case, "cases.notice_confirmed"), 2);
        everything_is_whole(house);
    });
}

#[test]
fn a_joint_case_is_granted_in_part_where_its_item_allows_it() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let mut record = homestead();
        record.handling.partial = "allowed".into();
        publish(house, CENTRE, vec![record]);
        let case = accepted_of(&mut clerk, "NY-001");
        done(&mut clerk, &case, "circulation", &[]);
        let refuses = [
            ("department", "林业站"),
            ("verdict", "refuses"),
            ("text", "东侧占用公益林"),
            ("basis", "《森林法》第三十七条"),
        ];
        done(&mut of_department(house, "LY"), &case, "opinion", &refuses);
        let mut approver = approver(house);
        let own = [("result", "批准书 1 号"), ("remedy", "六十日内申请复议")];
        refused(&act(&mut approver, &case, "partial-decision", &own), 422, "会办意见还没有到齐");
        let agrees = [("department", "自然资源所"), ("verdict", "agrees")];
        done(&mut of_department(house, "ZR"), &case, "opinion", &agrees);
        assert!(approver.get(&case).shows("下一步：部分准予"));
        let bare = [("result", "批准书 1 号"), ("remedy", "")];
        refused(&act(&mut approver, &case, "partial-decision", &bare), 422, "救济途径");
        done(&mut approver, &case, "partial-decision", &own);
        let paper = clerk.get(&format!("{case}/print/decision"));
        assert!(paper.shows("部分符合法定条件") && paper.shows("东侧占用公益林"), "{}", paper.body);
        assert!(paper.shows("六十日内申请复议"));
        let english = clerk.clone().in_english().get(&format!("{case}/print/decision"));
        assert!(english.shows("in so far"), "{}", english.body);
        let own = [("who", "applicant"), ("signed", "paper")];
        done(&mut clerk, &case, "delivery", &own);
        done(&mut clerk, &case, "completion", &[]);
        everything_is_whole(house);
    });
}

#[test]
fn a_joint_case_may_be_extended_by_fifteen_working_days_and_its_form_says_so() {
    on_each_engine(plan, |house| {
        let mut clerk = open_in_every_mode(house);
        let case = accepted_of(&mut clerk, "NY-001");
        let mut director = director(house);
        assert!(director.get(&case).shows("最多 15 个"));
        let fifteen = [("working_days", "15"), ("reason", "情况复杂")];
        done(&mut director, &case, "extension", &fifteen);
        let alone = accepted(&mut clerk);
        assert!(director.get(&alone).shows("最多 10 个"));
        assert_eq!(act(&mut director, &alone, "extension", &fifteen).status, 422);
        assert!(!entries(house, &case).is_empty());
    });
}
