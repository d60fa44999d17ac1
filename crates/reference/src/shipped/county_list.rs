//! The list as counties hand it over, and what the product ships beside it.
//!
//! `items.json` is a plain list with Chinese field names' values (modes, units, media as words).
//! It becomes records; life events, scenario questions and English are added from the files that
//! ship with the product, where the item is one of theirs.

use super::{english, guides};
use counter::catalogue::record::{
    ContactRecord, FeeRecord, ItemRecord, JointDepartmentRecord, LabelRecord, LegalBasisRecord,
    LimitRecord, LimitVariantRecord, MaterialRecord, ProcedureRecord, QuestionRecord, RateRecord,
    RequirementRecord, StepRecord,
};
use kit::Phrase;
use rulebook::item::{
    Counting, Deferral, HandlingMode, MaterialForm, Necessity, Origin, ProcedureKind, ResultKind,
    Sharing, StepKind, Taking, VillageAgent,
};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// An item of a county's list.
#[derive(Debug, Deserialize)]
pub(crate) struct Listed {
    item_id: String,
    #[serde(default)]
    basic_code: String,
    name: String,
    department: String,
    #[serde(default)]
    station: String,
    item_type_code: String,
    exercise_level_code: String,
    #[serde(default)]
    final_authority: String,
    mode: String,
    #[serde(default)]
    case_type_code: String,
    legal_limit: Option<ListedLimit>,
    promised_limit: Option<ListedLimit>,
    #[serde(default)]
    special_procedures: Vec<ListedProcedure>,
    #[serde(default)]
    materials: Vec<ListedMaterial>,
    fee: ListedFee,
    #[serde(default)]
    legal_basis: Vec<String>,
    #[serde(default)]
    workflow: Vec<String>,
    #[serde(default)]
    joint_departments: Vec<String>,
    #[serde(default)]
    result_document: String,
    #[serde(default)]
    service_object_codes: Vec<String>,
    #[serde(default)]
    handling_form_codes: Vec<String>,
    #[serde(default)]
    onsite_visits: u8,
    #[serde(default)]
    village_agent_allowed: Option<bool>,
    #[serde(default)]
    sources: Vec<String>,
    #[serde(default)]
    note: String,
}

#[derive(Debug, Deserialize)]
struct ListedLimit {
    value: i64,
    unit: String,
    #[serde(default)]
    note: String,
}

#[derive(Debug, Deserialize)]
struct ListedProcedure {
    name: String,
    #[serde(default)]
    days: i64,
    unit: String,
    counted_in_limit: bool,
    #[serde(default)]
    basis: String,
}

#[derive(Debug, Deserialize)]
struct ListedMaterial {
    name: String,
    #[serde(default)]
    source_channel: String,
    #[serde(default)]
    media: String,
    #[serde(default)]
    original_copies: u8,
    #[serde(default)]
    photocopies: u8,
    required: bool,
    #[serde(default)]
    deferrable: bool,
    #[serde(default)]
    note: String,
}

#[derive(Debug, Deserialize)]
struct ListedFee {
    charged: bool,
    #[serde(default)]
    standard: String,
    #[serde(default)]
    basis: String,
}

/// What the product ships for an item beside the county's list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ShippedScenario {
    item: String,
    questions: Vec<QuestionRecord>,
    #[serde(default)]
    material_conditions: BTreeMap<String, String>,
    #[serde(default)]
    materials: Vec<MaterialRecord>,
    #[serde(default)]
    rates: Vec<RateRecord>,
    #[serde(default)]
    limit_variants: Vec<LimitVariantRecord>,
    #[serde(default)]
    requirements: Vec<RequirementRecord>,
}

#[derive(Default, Deserialize)]
struct Scenarios {
    items: Vec<ShippedScenario>,
}

#[derive(Default, Deserialize)]
struct LifeEvents {
    events: BTreeMap<String, Vec<String>>,
}

// Tests read both files, so that they cannot ship damaged.
static SCENARIOS: LazyLock<Scenarios> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../../data/scenarios.json")).unwrap_or_default()
});
static LIFE_EVENTS: LazyLock<LifeEvents> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../../data/life-events.json")).unwrap_or_default()
});

/// The record of a listed item, with what the product ships beside it.
pub(crate) fn record_of(listed: Listed, contact: &ContactRecord) -> Result<ItemRecord, Phrase> {
    let note = without_procedure(&listed);
    let mut record = ItemRecord {
        code: listed.item_id,
        basic_code: listed.basic_code,
        name: chinese(&listed.name),
        materials: listed.materials.iter().map(material).collect(),
        steps: listed.workflow.iter().map(|name| step(name, &listed.station)).collect(),
        joint_departments: listed.joint_departments.iter().map(|it| joint(it)).collect(),
        service_objects: listed.service_object_codes,
        legal_limit: listed.legal_limit.map(limit),
        promised_limit: listed.promised_limit.map(limit),
        fee: fee(listed.fee),
        sources: listed.sources,
        retention: "10_years".to_owned(),
        contact: contact.clone(),
        reconsideration: "自知道该行政行为之日起六十日内，向县级人民政府申请行政复议\
                          （《行政复议法》第二十条）"
            .to_owned(),
        litigation: "自知道或者应当知道作出行政行为之日起六个月内，向人民法院提起行政诉讼\
                     （《行政诉讼法》第四十六条）"
            .to_owned(),
        note,
        ..ItemRecord::default()
    };
    record.authority.kind = listed.item_type_code;
    record.authority.level = listed.exercise_level_code;
    record.authority.department = listed.department;
    record.authority.station = listed.station;
    record.authority.body.clone_from(&listed.final_authority);
    record.authority.final_authority = listed.final_authority;
    record.authority.legal_basis = listed
        .legal_basis
        .into_iter()
        .map(|citation| LegalBasisRecord { citation, wording: String::new() })
        .collect();
    record.handling.mode = mode(&listed.mode)?;
    record.handling.handling = listed.case_type_code;
    record.handling.forms = listed.handling_form_codes;
    record.handling.onsite_visits = listed.onsite_visits;
    record.handling.village_agent = match listed.village_agent_allowed {
        Some(false) => VillageAgent::NotAllowed.word().to_owned(),
        Some(true) | None => VillageAgent::Allowed.word().to_owned(),
    };
    result_kind(&listed.result_document).word().clone_into(&mut record.result.kind);
    record.result.name = LabelRecord { zh: listed.result_document, en: String::new() };
    record.procedures = listed.special_procedures.into_iter().filter_map(procedure).collect();
    number(&mut record);
    complete(&mut record);
    guides::fill(&mut record);
    english::fill(&mut record);
    Ok(record)
}

/// The word of a mode named in Chinese.
fn mode(name: &str) -> Result<String, Phrase> {
    let mode = HandlingMode::from_name(name).ok_or_else(|| {
        Phrase::new(format!("“{name}”不是办理方式。"), format!("“{name}” is no mode of handling."))
    })?;
    Ok(mode.word().to_owned())
}

fn chinese(text: &str) -> LabelRecord {
    LabelRecord { zh: text.to_owned(), en: String::new() }
}

fn limit(listed: ListedLimit) -> LimitRecord {
    LimitRecord { value: listed.value, unit: unit(&listed.unit), note: listed.note }
}

/// The unit's code; what is none stays as written and is told by the record.
fn unit(listed: &str) -> String {
    calendar::LimitUnit::parse(listed)
        .map_or_else(|_| listed.to_owned(), |unit| unit.code().to_owned())
}

fn material(listed: &ListedMaterial) -> MaterialRecord {
    let is_shared = listed.note.contains("共享");
    let form = match listed.media.as_str() {
        "电子" => MaterialForm::Electronic,
        "纸质" => MaterialForm::Paper,
        _ => MaterialForm::PaperOrElectronic,
    };
    let taking = match (form, listed.original_copies, listed.photocopies) {
        (MaterialForm::Electronic, _, _) => Taking::Seen,
        (_, 0, _) => Taking::KeepCopy,
        (_, _, 0) => Taking::KeepOriginal,
        _ => Taking::CheckOriginalKeepCopy,
    };
    let origin = match listed.source_channel.as_str() {
        "政府部门核发" => Origin::GovernmentIssued,
        "申请人自备" => Origin::Applicant,
        _ => Origin::Other,
    };
    let necessity = if listed.required { Necessity::Required } else { Necessity::Optional };
    let deferral = if listed.deferrable { Deferral::Allowed } else { Deferral::Never };
    let sharing = if is_shared { Sharing::HallMayObtain } else { Sharing::ApplicantBrings };
    MaterialRecord {
        name: chinese(&listed.name),
        origin: origin.word().to_owned(),
        form: form.word().to_owned(),
        originals: listed.original_copies,
        copies: listed.photocopies,
        taking: taking.word().to_owned(),
        necessity: necessity.word().to_owned(),
        deferral: deferral.word().to_owned(),
        sharing: sharing.word().to_owned(),
        instructions: chinese(&listed.note),
        ..MaterialRecord::default()
    }
}

fn step(name: &str, station: &str) -> StepRecord {
    let kind = StepKind::of_name(name);
    let is_above = kind == StepKind::Superior;
    StepRecord {
        name: chinese(name),
        kind: kind.word().to_owned(),
        department: if is_above { String::new() } else { station.to_owned() },
        ..StepRecord::default()
    }
}

fn joint(name: &str) -> JointDepartmentRecord {
    JointDepartmentRecord { name: chinese(name), ..JointDepartmentRecord::default() }
}

/// A special procedure; one that only says that there is none is not one.
fn procedure(listed: ListedProcedure) -> Option<ProcedureRecord> {
    let kind = ProcedureKind::of_name(&listed.name)?;
    let counting = if listed.counted_in_limit { Counting::Counted } else { Counting::NotCounted };
    let length = (listed.days > 0).then(|| LimitRecord {
        value: listed.days,
        unit: unit(&listed.unit),
        note: String::new(),
    });
    Some(ProcedureRecord {
        kind: kind.word().to_owned(),
        name: chinese(&listed.name),
        length,
        counting: counting.word().to_owned(),
        basis: listed.basis,
        ..ProcedureRecord::default()
    })
}

/// The clerk's note, with what the list says of procedures that are none.
fn without_procedure(listed: &Listed) -> String {
    let silent = listed
        .special_procedures
        .iter()
        .filter(|it| ProcedureKind::of_name(&it.name).is_none())
        .map(|it| it.name.as_str());
    std::iter::once(listed.note.as_str())
        .chain(silent)
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join("；")
}

fn fee(listed: ListedFee) -> FeeRecord {
    if !listed.charged {
        let plain = listed.standard == "不收费";
        let remark = if plain { LabelRecord::default() } else { chinese(&listed.standard) };
        return FeeRecord::No { remark };
    }
    let whole = RateRecord {
        name: chinese("收费"),
        tariff: chinese(&listed.standard),
        ..RateRecord::default()
    };
    FeeRecord::Yes { standard: chinese(&listed.standard), basis: listed.basis, rates: vec![whole] }
}

fn result_kind(name: &str) -> ResultKind {
    const SIGNS: [(&str, ResultKind); 13] = [
        ("证明", ResultKind::Proof),
        ("凭证", ResultKind::Proof),
        ("回执", ResultKind::Registration),
        ("登记", ResultKind::Registration),
        ("备案", ResultKind::Registration),
        ("发放", ResultKind::Payment),
        ("结算", ResultKind::Payment),
        ("执照", ResultKind::Certificate),
        ("户口簿", ResultKind::Certificate),
        ("社会保障卡", ResultKind::Certificate),
        ("证", ResultKind::Certificate),
        ("书", ResultKind::Approval),
        ("审批", ResultKind::Approval),
    ];
    SIGNS.iter().find(|(sign, _)| name.contains(sign)).map_or(ResultKind::Other, |(_, it)| *it)
}

/// Gives every part its key, in the order of the list.
fn number(record: &mut ItemRecord) {
    for (number, it) in (1..).zip(&mut record.materials) {
        it.key = format!("m{number}");
    }
    for (number, it) in (1..).zip(&mut record.steps) {
        it.key = format!("s{number}");
    }
    for (number, it) in (1..).zip(&mut record.procedures) {
        it.key = format!("p{number}");
    }
}

/// Adds life events and scenario questions that ship for the item.
fn complete(record: &mut ItemRecord) {
    for (event, codes) in &LIFE_EVENTS.events {
        if codes.contains(&record.code) {
            record.life_events.push(event.clone());
        }
    }
    let Some(scenario) = SCENARIOS.items.iter().find(|it| it.item == record.code) else { return };
    record.questions.clone_from(&scenario.questions);
    record.requirements.clone_from(&scenario.requirements);
    record.limit_variants.clone_from(&scenario.limit_variants);
    for material in &mut record.materials {
        if let Some(when) = scenario.material_conditions.get(&material.name.zh) {
            material.when.clone_from(when);
            // Where it applies it is required; elsewhere it is not asked for at all.
            Necessity::Required.word().clone_into(&mut material.necessity);
        }
    }
    let first = record.materials.len() + 1;
    for (number, it) in (first..).zip(&scenario.materials) {
        record.materials.push(MaterialRecord { key: format!("m{number}"), ..it.clone() });
    }
    if let FeeRecord::Yes { rates, .. } = &mut record.fee
        && !scenario.rates.is_empty()
    {
        rates.clone_from(&scenario.rates);
    }
}
