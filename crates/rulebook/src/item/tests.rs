//! Tests of the item's values and scenario.

use super::samples::{TODAY, answers, choice, key, scenario, when};
use super::*;
use crate::codes::Handling;
use crate::condition::{Answer, KeyFault, Quantity, QuantityFault};
use calendar::Limit;
use proptest::prelude::*;

#[test]
fn an_item_code_is_a_department_and_a_number() {
    assert_eq!(ItemCode::parse(" ny-003 ").unwrap().as_str(), "NY-003");
    assert_eq!(ItemCode::parse("GGZY-00012").unwrap().department().as_str(), "GGZY");
    for wrong in ["", "NY", "NY003", "NY-3", "NY-000", "N-003", "NY-003-1", "农业-003", "NY-００3"]
    {
        assert_eq!(ItemCode::parse(wrong), Err(CodeFault::Item), "{wrong}");
    }
    assert_eq!(VersionNumber::parse("0"), Err(CodeFault::Version));
    assert_eq!(VersionNumber::parse("3").unwrap().next().get(), 4);
}

#[test]
fn national_codes_are_remarked_upon_and_never_refused() {
    let codes = NationalCodes {
        basic: "990905003000".to_owned(),
        implementation: "12441500196720244T3442199806003".to_owned(),
        ..NationalCodes::default()
    };
    assert!(CodeShapes::national().remarks(&codes).is_empty());
    let wrong = NationalCodes {
        basic: "99".to_owned(),
        implementation: "12441500196720245T3442199806003".to_owned(),
        handling: "a b".to_owned(),
        ..NationalCodes::default()
    };
    assert_eq!(CodeShapes::national().remarks(&wrong).len(), 3);
    assert_eq!(CodeShapes::any().remarks(&wrong).len(), 1);
}

#[test]
fn money_is_read_as_people_write_it_and_never_rounded() {
    for (text, fen) in
        [("20", 2_000), ("20.5", 2_050), ("0.05", 5), ("1,200.00", 120_000), ("¥10元", 1_000)]
    {
        assert_eq!(Fen::parse(text), Ok(Fen::new(fen)), "{text}");
    }
    assert_eq!(Fen::new(2_050).to_string(), "20.50");
    assert_eq!(Fen::parse("20.505"), Err(FenFault::TooFine));
    assert_eq!(Fen::parse("-1"), Err(FenFault::NotAnAmount));
    assert_eq!(Fen::parse("1e3"), Err(FenFault::NotAnAmount));
    assert_eq!(Fen::parse(&"9".repeat(40)), Err(FenFault::TooLarge));
}

#[test]
fn every_mode_is_reported_as_a_kind_of_case_of_the_standard() {
    assert_eq!(HandlingMode::from_name("即办").unwrap().handling(), Handling::Immediate);
    assert_eq!(HandlingMode::from_name("联办").unwrap().handling(), Handling::Commitment);
    assert_eq!(HandlingMode::from_name("代办上报").unwrap().handling(), Handling::Other);
    for mode in HandlingMode::ALL {
        assert_eq!(HandlingMode::from_word(mode.word()), Some(*mode));
    }
}

#[test]
fn names_from_lists_are_understood() {
    for (name, kind) in [
        ("牵头窗口受理", StepKind::Intake),
        ("7个工作日内决定是否受理", StepKind::Intake),
        ("抄告协办窗口", StepKind::Circulation),
        ("并联审查（现场勘查）", StepKind::JointExamination),
        ("村（社区）公示7天", StepKind::PublicNotice),
        ("长期公示", StepKind::FollowUp),
        ("县级审批", StepKind::Superior),
        ("上报县级部门", StepKind::ReferralUp),
        ("当场办结出件", StepKind::Issue),
        ("办理答复", StepKind::Issue),
        ("乡镇初审", StepKind::Examination),
    ] {
        assert_eq!(StepKind::of_name(name), kind, "{name}");
    }
    assert_eq!(ProcedureKind::of_name("村级公示"), Some(ProcedureKind::PublicNotice));
    assert_eq!(ProcedureKind::of_name("残疾评定"), Some(ProcedureKind::Appraisal));
    assert_eq!(ProcedureKind::of_name("不予公示（保护儿童隐私）"), None);
}

#[test]
fn a_promise_is_compared_with_the_law_across_units() {
    assert!(is_longer(Limit::working_days(45), Limit::days(60)));
    assert!(!is_longer(Limit::working_days(20), Limit::months(1)));
    assert!(!is_longer(Limit::working_days(10), Limit::working_days(10)));
}

#[test]
fn keys_are_words_and_not_words_of_conditions() {
    assert_eq!(key("户籍").as_str(), "户籍");
    assert_eq!(crate::condition::Key::parse("1a"), Err(KeyFault::Reserved));
    assert_eq!(crate::condition::Key::parse("age"), Err(KeyFault::Reserved));
    assert_eq!(crate::condition::Key::parse("a b"), Err(KeyFault::Character));
    assert_eq!(crate::condition::Key::parse(&"a".repeat(41)), Err(KeyFault::TooLong));
}

#[test]
fn questions_are_asked_only_where_earlier_answers_call_for_them() {
    let scenario = scenario();
    let asked = |given| scenario.asked(&given, TODAY).len();
    assert_eq!(asked(answers(&[])), 3);
    assert_eq!(asked(answers(&[("household", choice("local"))])), 4);
    let (read, faults) = scenario.read(TODAY, |question| match question.as_str() {
        "household" => vec!["elsewhere".to_owned()],
        "reliefs" => vec!["dibao".to_owned()],
        "born" => vec!["not a day".to_owned()],
        _ => Vec::new(),
    });
    assert_eq!(read, answers(&[("household", choice("elsewhere"))]));
    assert_eq!(faults.len(), 1);
}

#[test]
fn conditions_that_speak_of_something_else_are_found() {
    let scenario = scenario();
    let faults = |text| scenario.faults_of(&when(text), None).len();
    assert_eq!(faults("filed_by = agent and age(born) >= 60"), 0);
    assert_eq!(faults("nobody = agent"), 1);
    assert_eq!(faults("filed_by = robot"), 1);
    assert_eq!(faults("age(filed_by) >= 60 or born = agent"), 2);
    let before = scenario.faults_of(&when("area > 1"), Some(&key("born")));
    assert!(before[0].zh.contains("排在前面"));
}

proptest! {
    #[test]
    fn money_and_quantities_read_back_what_they_write(number in -9_999_999_999_i64..9_999_999_999) {
        let quantity = Quantity::from_hundredths(number);
        prop_assert_eq!(Quantity::parse(&quantity.to_string()), Ok(quantity));
        let fen = Fen::new(number.abs());
        prop_assert_eq!(Fen::parse(&fen.to_string()), Ok(fen));
    }

    #[test]
    fn no_text_upsets_a_parser(text in "\\PC{0,40}") {
        let _ = ItemCode::parse(&text);
        let _ = Fen::parse(&text);
        let _ = crate::condition::Key::parse(&text);
        if Quantity::parse(&text) == Err(QuantityFault::TooFine) {
            prop_assert!(text.contains('.'));
        }
        let (answers, _) = scenario().read(TODAY, |_| vec![text.clone()]);
        prop_assert!(answers.iter().all(|(_, answer)| !matches!(answer, Answer::Choice(_))));
    }
}
