//! Tests of checklists.

use super::*;
use crate::condition::{Answer, Quantity};
use crate::item::samples::{TODAY, answers, choice, subsidy};
use jiff::civil::date;

fn names(checklist: &Checklist<'_>) -> Vec<String> {
    checklist.needed().map(|paper| paper.material.name.zh.clone()).collect()
}

#[test]
fn without_answers_only_what_everybody_needs_is_sure() {
    let item = subsidy();
    let checklist = Checklist::of(&item, &answers(&[]), TODAY);
    assert_eq!(names(&checklist), ["申请表", "居民身份证"]);
    assert_eq!(checklist.undecided().count(), 2);
    assert!(!checklist.is_settled());
    assert_eq!(checklist.limits.verdict, Verdict::Open);
    let FeeDue::Charged { lines, open, total } = &checklist.fee else { panic!() };
    assert_eq!((lines.len(), open.len(), total.get()), (1, 2, 1_000));
}

#[test]
fn answers_select_papers_fee_and_limits() {
    let item = subsidy();
    let given = answers(&[
        ("filed_by", choice("agent")),
        ("household", choice("elsewhere")),
        ("born", Answer::Day(date(1959, 3, 2))),
    ]);
    let checklist = Checklist::of(&item, &given, TODAY);
    assert_eq!(names(&checklist), ["申请表", "居民身份证", "授权委托书", "情况证明"]);
    assert_eq!(checklist.limits.promised, Some(Limit::working_days(15)));
    assert_eq!(checklist.limits.legal, Some(Limit::working_days(20)));
    assert_eq!(checklist.limits.reason.unwrap().zh, "需向户籍地核实");
    assert!(checklist.is_excluded());
    let told = &checklist.requirements[0].explanation.sentence;
    assert_eq!(told.zh, "年龄 67 < 80 ✗");
    let FeeDue::Charged { total, .. } = checklist.fee else { panic!() };
    assert_eq!(total.get(), 1_550);
}

#[test]
fn nothing_off_the_list_can_be_charged() {
    let item = subsidy();
    let area = Answer::Quantity(Quantity::whole(3));
    let fee = fee_due(&item.fee, &answers(&[("area", area), ("filed_by", choice("self"))]), TODAY);
    assert!(fee.permits("工本费", Fen::new(1_000)));
    assert!(!fee.permits("工本费", Fen::new(1_001)));
    assert!(!fee.permits("补证费", Fen::new(550)));
    assert!(!fee.permits("加急费", Fen::new(1)));
    assert!(fee.permits("丈量费", Fen::new(4_321)));
    assert!(!FeeDue::Free.permits("工本费", Fen::NOTHING));
}

#[test]
fn every_paper_says_why() {
    let item = subsidy();
    let checklist = Checklist::of(&item, &answers(&[("filed_by", choice("agent"))]), TODAY);
    let mandate = checklist.papers.iter().find(|paper| paper.material.name.zh == "授权委托书");
    assert_eq!(
        mandate.unwrap().explanation.sentence.en,
        "Who files? is “somebody else” (your answer: somebody else) ✓"
    );
}
