//! Tests of conditions: truth tables, words, text, bounds.

use super::*;
use crate::item::samples::{TODAY, answers, choice, key, scenario, when};
use jiff::civil::date;
use proptest::prelude::*;

#[test]
fn age_is_counted_in_completed_years() {
    for (born, on, years) in [
        (date(1966, 11, 23), date(2026, 11, 23), 60),
        (date(1966, 11, 24), date(2026, 11, 23), 59),
        (date(2004, 2, 29), date(2026, 2, 28), 21),
        (date(2004, 2, 29), date(2026, 3, 1), 22),
        (date(2030, 1, 1), date(2026, 1, 1), 0),
    ] {
        assert_eq!(age(born, on), years, "{born} on {on}");
    }
}

#[test]
fn what_is_not_answered_is_open_unless_the_rest_decides() {
    let given = answers(&[("household", choice("local"))]);
    for (text, verdict) in [
        ("household = local", Verdict::Met),
        ("household != local", Verdict::Unmet),
        ("filed_by = agent", Verdict::Open),
        ("not filed_by = agent", Verdict::Open),
        ("household = local and filed_by = agent", Verdict::Open),
        ("household = elsewhere and filed_by = agent", Verdict::Unmet),
        ("household = local or filed_by = agent", Verdict::Met),
        ("household = elsewhere or filed_by = agent", Verdict::Open),
        ("answered(filed_by)", Verdict::Unmet),
        ("not answered(filed_by)", Verdict::Met),
        ("always", Verdict::Met),
        ("not always", Verdict::Unmet),
    ] {
        assert_eq!(when(text).evaluate(&given, TODAY), verdict, "{text}");
    }
}

#[test]
fn each_kind_of_answer_is_compared_in_its_own_way() {
    let taken = Answer::Choices([key("dibao")].into_iter().collect());
    let given = answers(&[
        ("born", Answer::Day(date(1959, 3, 2))),
        ("reliefs", taken),
        ("area", Answer::Quantity(Quantity::parse("14.5").unwrap())),
    ]);
    for (text, verdict) in [
        ("age(born) >= 60", Verdict::Met),
        ("age(born) < 60", Verdict::Unmet),
        ("age(born) = 67", Verdict::Met),
        ("born < 1960-01-01", Verdict::Met),
        ("reliefs = dibao", Verdict::Met),
        ("reliefs in {tekun}", Verdict::Unmet),
        ("area > 14.49 and area <= 14.5", Verdict::Met),
        ("area = dibao", Verdict::Unmet),
    ] {
        assert_eq!(when(text).evaluate(&given, TODAY), verdict, "{text}");
    }
}

#[test]
fn a_verdict_explains_itself_in_both_languages() {
    let scenario = scenario();
    let given =
        answers(&[("born", Answer::Day(date(1959, 3, 2))), ("household", choice("elsewhere"))]);
    let says = |text: &str| when(text).explain(&given, TODAY, &scenario).line();
    assert_eq!(says("age(born) >= 60").zh, "年龄 67 ≥ 60 ✓");
    assert_eq!(says("age(born) >= 80").en, "age 67 < 80 ✗");
    assert_eq!(says("household = local").zh, "户籍为“本镇户籍”（您的回答：外地户籍）✗");
    assert_eq!(says("area >= 3").en, "area ≥ 3 mu (not answered) ?");
    assert_eq!(
        says("age(born) >= 60 and household = elsewhere").en,
        "age 67 ≥ 60 ✓; household is “elsewhere” (your answer: elsewhere) ✓"
    );
    assert_eq!(
        when("household = local 且 (年龄(born) >= 60 或 非 filed_by = agent)")
            .describe(&scenario)
            .zh,
        "户籍为“本镇户籍”，且（年龄 ≥ 60 周岁（按出生日期），或并非（谁来办理？为“委托他人”））"
    );
}

#[test]
fn a_condition_that_cannot_be_read_says_where() {
    for (text, chinese) in [
        ("a = ", "条件式不完整，末尾缺少一个选项的标识。"),
        ("a = b c", "“c”处应为“且”“或”或结尾。"),
        ("a # b", "条件式中不能有“#”。"),
        ("(a = b", "条件式不完整，末尾缺少“)”。"),
        ("a > b", "“b”处应为数字或日期。"),
        ("age(a) >= 1000", "“1000”处应为周岁数。"),
        ("a >= 2026-13-01", "“2026-13-01”处应为数字或日期（2026-07-01）。"),
        ("a in {}", "“}”处应为一个选项的标识。"),
        ("and", "“and”处应为一个问题的标识。"),
    ] {
        assert_eq!(Condition::parse(text).unwrap_err().phrase().zh, chinese, "{text}");
    }
}

#[test]
fn conditions_stay_within_their_bounds() {
    let deep = format!("{}a = b{}", "(".repeat(5_00), ")".repeat(500));
    assert_eq!(Condition::parse(&deep), Err(TextFault::Shape(ShapeFault::TooDeep)));
    let many = vec!["a = b"; 65].join(" or ");
    assert_eq!(Condition::parse(&many), Err(TextFault::Shape(ShapeFault::TooLarge)));
    assert_eq!(Condition::parse(&"x".repeat(2_001)), Err(TextFault::TooLong));
    let mut nested = when("a = b");
    let fault = loop {
        match Condition::negated(nested.clone()) {
            Ok(deeper) => nested = deeper,
            Err(fault) => break fault,
        }
    };
    assert_eq!(fault, ShapeFault::TooDeep);
    assert_eq!(Condition::any(Vec::new()), Err(ShapeFault::Empty));
    assert!(Condition::all(Vec::new()).unwrap().is_always());
}

fn any_condition() -> impl Strategy<Value = Condition> {
    let test = prop_oneof![
        Just("filed_by = agent"),
        Just("household in {local, elsewhere}"),
        Just("age(born) >= 60"),
        Just("born > 1970-01-01"),
        Just("area <= 2.5"),
        Just("answered(reliefs)"),
        Just("always"),
    ]
    .prop_map(when);
    test.prop_recursive(4, 24, 3, |inner| {
        let parts = proptest::collection::vec(inner.clone(), 1..4);
        prop_oneof![
            parts.clone().prop_filter_map("bounds", |parts| Condition::all(parts).ok()),
            parts.prop_filter_map("bounds", |parts| Condition::any(parts).ok()),
            inner.prop_filter_map("bounds", |part| Condition::negated(part).ok()),
        ]
    })
}

fn any_answers() -> impl Strategy<Value = Answers> {
    let filed_by = proptest::option::of(prop_oneof![Just("self"), Just("agent")]);
    let household = proptest::option::of(prop_oneof![Just("local"), Just("elsewhere")]);
    let born = proptest::option::of(1900_i16..2026);
    let area = proptest::option::of(0_i32..9);
    (filed_by, household, born, area).prop_map(|(filed_by, household, born, area)| {
        let answered = [
            filed_by.map(|taken| ("filed_by", choice(taken))),
            household.map(|taken| ("household", choice(taken))),
            born.map(|year| ("born", Answer::Day(date(year, 6, 1)))),
            area.map(|mu| ("area", Answer::Quantity(Quantity::whole(mu)))),
        ];
        let answered: Vec<(&str, Answer)> = answered.into_iter().flatten().collect();
        answers(&answered)
    })
}

proptest! {
    #[test]
    fn a_condition_reads_back_what_it_writes(condition in any_condition()) {
        prop_assert_eq!(Condition::parse(&condition.to_string()), Ok(condition));
    }

    #[test]
    fn further_answers_never_overturn_a_verdict(
        condition in any_condition().prop_filter("asks whether answered", |condition| {
            condition.tests().iter().all(|test| test.comparison != Comparison::Answered)
        }),
        given in any_answers(),
        further in any_answers(),
    ) {
        let early = condition.evaluate(&given, TODAY);
        let mut more = given.clone();
        for (question, answer) in further.iter() {
            if given.get(question).is_none() {
                more.put(question.clone(), answer.clone());
            }
        }
        if early != Verdict::Open {
            prop_assert_eq!(condition.evaluate(&more, TODAY), early);
        }
    }

    #[test]
    fn an_explanation_agrees_with_the_verdict(
        condition in any_condition(),
        given in any_answers(),
    ) {
        let explanation = condition.explain(&given, TODAY, &scenario());
        prop_assert_eq!(explanation.verdict, condition.evaluate(&given, TODAY));
        prop_assert!(!explanation.line().zh.is_empty() && !explanation.line().en.is_empty());
    }

    #[test]
    fn no_text_upsets_the_reader(text in "[a-c=<>!(){},、且或非年龄0-9. -]{0,60}") {
        if let Ok(condition) = Condition::parse(&text) {
            prop_assert_eq!(Condition::parse(&condition.to_string()), Ok(condition));
        }
    }
}
