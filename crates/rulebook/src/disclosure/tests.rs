//! Tests of disclosures and faults.

use super::*;
use crate::codes::Handling;
use crate::item::samples::{key, subsidy, when};
use crate::item::{HandlingMode, ItemCode, Label, LimitTerm};
use calendar::Limit;

fn refused(definition: &Definition) -> Vec<String> {
    match may_publish(definition) {
        Ok(()) => Vec::new(),
        Err(refusal) => refusal
            .gaps
            .into_iter()
            .map(|gap| gap.field)
            .chain(refusal.faults.into_iter().map(|fault| fault.field))
            .collect(),
    }
}

#[test]
fn a_complete_definition_may_be_published() {
    assert_eq!(may_publish(&subsidy()), Ok(()));
}

#[test]
fn a_blank_draft_has_a_gap_in_every_disclosure() {
    let code = ItemCode::parse("NY-001").unwrap();
    let blank = Definition::blank(code, Label::chinese("宅基地审批"), HandlingMode::Joint);
    for disclosure in Disclosure::ALL {
        assert!(
            gaps(&blank).iter().any(|gap| gap.disclosure == *disclosure),
            "{}",
            disclosure.word()
        );
    }
    let refusal = may_publish(&blank).unwrap_err();
    assert!(refusal.sentence().zh.starts_with("不能发布：六公开尚有"));
    assert_eq!(refusal.faults[0].field, "joint_departments");
}

type Spoil = fn(&mut Definition);

#[test]
fn each_thing_left_out_is_named_with_its_field() {
    let cases: [(&str, Spoil); 16] = [
        ("name", |item| item.title.name = Label::default()),
        ("authority.station", |item| item.authority.station.clear()),
        ("authority.legal_basis", |item| item.authority.legal_basis.clear()),
        ("service_objects", |item| item.audience.objects.clear()),
        ("result.name", |item| item.result.name = Label::default()),
        ("steps", |item| item.steps.clear()),
        ("steps.1.name", |item| item.steps[1].name = Label::default()),
        ("handling.forms", |item| item.handling.forms.clear()),
        ("contact.place", |item| item.contact.place = Label::default()),
        ("contact.hours", |item| item.contact.hours = Label::default()),
        ("contact.consult_phone", |item| item.contact.consult_phone.clear()),
        ("materials", |item| item.materials.clear()),
        ("materials.0.originals", |item| item.materials[0].originals = 0),
        ("promised_limit", |item| item.limits.promised = None),
        ("fee.charged", |item| item.fee = Fee::Unstated),
        ("contact.complaint_phone", |item| item.contact.complaint.phone.clear()),
    ];
    for (field, spoil) in cases {
        let mut item = subsidy();
        spoil(&mut item);
        assert_eq!(refused(&item), [field]);
    }
}

#[test]
fn contradictions_refuse_publication() {
    let cases: [(&str, Spoil); 7] = [
        ("promised_limit", |item| {
            let limit = Limit::working_days(21);
            item.limits.promised = Some(LimitTerm { limit, note: String::new() });
        }),
        ("limit_variants.0.promised", |item| {
            item.limits.variants[0].promised = Some(Limit::working_days(30));
        }),
        ("materials.2.when", |item| item.materials[2].when = when("filed_by = robot")),
        ("materials.1.key", |item| item.materials[1].key = key("form")),
        ("joint_departments", |item| item.handling.mode = HandlingMode::Joint),
        ("questions.3.asked_when", |item| {
            item.scenario.questions[3].asked_when = when("area > 1");
        }),
        ("fee.rates.0.fen", |item| {
            let Fee::Charged { rates, .. } = &mut item.fee else { panic!() };
            rates[0].amount = crate::item::Amount::ByTariff(Label::default());
        }),
    ];
    for (field, spoil) in cases {
        let mut item = subsidy();
        spoil(&mut item);
        assert_eq!(refused(&item), [field]);
    }
}

#[test]
fn what_is_only_odd_is_remarked_and_may_be_published() {
    let mut item = subsidy();
    item.handling.handling = Handling::Other;
    let limit = Limit::days(12);
    item.limits.legal = Some(LimitTerm { limit, note: String::new() });
    item.limits.variants.clear();
    item.materials[0].name = item.materials[1].name.clone();
    let fields: Vec<String> = faults(&item).into_iter().map(|fault| fault.field).collect();
    assert_eq!(fields, ["promised_limit", "handling.handling", "materials.1.name"]);
    assert_eq!(may_publish(&item), Ok(()));
}

#[test]
fn faults_between_questions_are_found() {
    let mut item = subsidy();
    item.scenario.questions[0].kind = crate::item::QuestionKind::One(Vec::new());
    let found = refused(&item);
    assert!(found.contains(&"questions.0.choices".to_owned()), "{found:?}");
    // The conditions that spoke of the lost options are named too.
    assert!(found.contains(&"materials.2.when".to_owned()), "{found:?}");
}
