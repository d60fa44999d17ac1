//! Tests of comparisons.

use super::*;
use crate::samples::subsidy;
use calendar::Limit;
use rulebook::codes::{AuthorityNature, HandlingForm, Level};
use rulebook::condition::{Condition, Key};
use rulebook::item::*;

fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

fn when(text: &str) -> Condition {
    Condition::parse(text).unwrap()
}

fn told(older: &Definition, newer: &Definition) -> Vec<(ChangeKind, String)> {
    changes(older, newer)
        .into_iter()
        .map(|change| (change.kind, change.field.zh.into_owned()))
        .collect()
}

#[test]
fn a_version_does_not_differ_from_itself() {
    assert_eq!(changes(&subsidy(), &subsidy()), []);
}

#[test]
fn changes_are_told_field_by_field() {
    let older = subsidy();
    let mut newer = subsidy();
    newer.materials[1].copies = 2;
    newer.materials.remove(2);
    newer.limits.promised = Some(LimitTerm { limit: Limit::working_days(5), note: String::new() });
    newer.materials.push(Material::required(key("photo"), Label::chinese("照片")));
    let changes = changes(&older, &newer);
    let copies = &changes[0];
    assert_eq!(copies.field.zh, "材料“居民身份证 / identity card” · 复印件份数");
    assert_eq!((&*copies.before.zh, &*copies.after.zh), ("1", "2"));
    let promised = changes.last().unwrap();
    assert_eq!(promised.section, Section::Limits);
    assert_eq!((&*promised.before.en, &*promised.after.en), ("10 working days", "5 working days"));
    let added = changes.iter().find(|change| change.kind == ChangeKind::Added).unwrap();
    assert!(
        added.after.zh.starts_with("照片（来源渠道：申请人自备；材料形式：纸质；原件份数：1；"),
        "{}",
        added.after.zh
    );
    assert_eq!(changes.len(), 4);
    let fields = told(&older, &newer);
    assert!(fields.contains(&(ChangeKind::Added, "材料".to_owned())));
    assert!(fields.contains(&(ChangeKind::Removed, "材料".to_owned())));
    assert!(!fields.iter().any(|(_, field)| field == "材料顺序"));
}

#[test]
fn moving_an_entry_is_one_change() {
    let mut newer = subsidy();
    newer.materials.swap(0, 1);
    assert_eq!(told(&subsidy(), &newer), [(ChangeKind::Altered, "材料顺序".to_owned())]);
}

#[test]
fn two_entries_with_the_same_words_are_kept_apart() {
    let basis = |wording: &str| LegalBasis {
        citation: "《土地管理法》".to_owned(),
        wording: wording.to_owned(),
    };
    let (mut older, mut newer) = (subsidy(), subsidy());
    older.authority.legal_basis = vec![basis("甲"), basis("乙")];
    newer.authority.legal_basis = vec![basis("甲"), basis("丙")];
    assert_eq!(changes(&older, &newer).len(), 1);
}

type Edit = fn(&mut Definition);

/// One edit for every field of a definition.
fn edits() -> Vec<Edit> {
    vec![
        |item| item.code = ItemCode::parse("MZ-002").unwrap(),
        |item| item.national.basic = "x".into(),
        |item| item.national.implementation = "x".into(),
        |item| item.national.handling = "x".into(),
        |item| item.national.local = "x".into(),
        |item| item.title.name.en = "x".into(),
        |item| item.title.summary = Label::chinese("x"),
        |item| item.title.keywords.push("低保".into()),
        |item| item.authority.level = Level::Village,
        |item| item.authority.legal_basis[0].wording = "x".into(),
        |item| item.authority.department = "x".into(),
        |item| item.authority.station = "x".into(),
        |item| item.authority.body = "x".into(),
        |item| item.authority.body_code = "x".into(),
        |item| item.authority.body_nature = AuthorityNature::Other,
        |item| item.authority.final_authority = "x".into(),
        |item| item.authority.entrusted_by = "x".into(),
        |item| item.authority.division_of_power = "x".into(),
        |item| item.authority.jurisdiction = Label::chinese("x"),
        |item| item.authority.exercised_content = "x".into(),
        |item| item.authority.intermediary_services = "x".into(),
        |item| item.authority.quantity_limit = "x".into(),
        |item| item.handling.mode = HandlingMode::Direct,
        |item| item.handling.forms.push(HandlingForm::Mobile),
        |item| item.handling.onsite_visits = 0,
        |item| item.handling.onsite_reason = "x".into(),
        |item| item.handling.village_agent = VillageAgent::NotAllowed,
        |item| item.handling.partial = PartialGrant::Allowed,
        |item| item.handling.reach = "x".into(),
        |item| item.handling.online.courier = "x".into(),
        |item| item.audience.objects.clear(),
        |item| item.audience.life_events.push(LifeEvent::OldAge),
        |item| item.audience.requirements[0].test = Condition::always(),
        |item| item.scenario.questions[0].text.en = "x".into(),
        |item| item.scenario.questions[0].hint = Label::chinese("x"),
        |item| item.scenario.questions[2].asked_when = Condition::always(),
        |item| item.materials[0].origin = Origin::Other,
        |item| item.materials[0].issued_by = "x".into(),
        |item| item.materials[0].place.en = "x".into(),
        |item| item.materials[0].form = MaterialForm::Electronic,
        |item| item.materials[0].originals = 9,
        |item| item.materials[0].taking = Taking::KeepCopy,
        |item| item.materials[0].necessity = Necessity::Optional,
        |item| item.materials[0].deferral = Deferral::Allowed,
        |item| item.materials[0].sharing = Sharing::HallMayObtain,
        |item| item.materials[0].criterion = Label::chinese("x"),
        |item| item.materials[0].when = when("filed_by = self"),
        |item| item.steps[0].kind = StepKind::FollowUp,
        |item| item.steps[0].post = "x".into(),
        |item| item.steps[0].limit = Some(Limit::SAME_DAY),
        |item| item.limits.legal = None,
        |item| item.limits.variants[0].reason = Label::chinese("x"),
        |item| item.procedures[0].counting = Counting::Counted,
        |item| item.procedures[0].length = None,
        |item| item.fee = Fee::Free { remark: Label::default() },
        |item| item.result.kind = ResultKind::Approval,
        |item| item.result.sample = "x".into(),
        |item| item.contact.place.en = "x".into(),
        |item| item.contact.complaint.url = "x".into(),
        |item| item.remedy.litigation = "x".into(),
        |item| item.questions.push(FrequentQuestion::default()),
        |item| item.retention = Retention::Permanent,
        |item| item.provenance.note = "x".into(),
    ]
}

#[test]
fn no_edit_goes_unnoticed_in_either_direction() {
    for (number, edit) in edits().into_iter().enumerate() {
        let mut newer = subsidy();
        edit(&mut newer);
        assert_ne!(newer, subsidy(), "edit {number} changes nothing");
        assert!(!changes(&subsidy(), &newer).is_empty(), "edit {number}");
        assert!(!changes(&newer, &subsidy()).is_empty(), "edit {number}, backwards");
    }
}
