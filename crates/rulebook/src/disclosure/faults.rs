//! Contradictions inside a definition: what refuses publication, and what is only remarked.

use crate::condition::Key;
use crate::item::{
    Amount, Counting, Definition, Fee, HandlingMode, Limits, Material, QuestionKind, is_longer,
};
use calendar::{Limit, Phrase};
use std::collections::HashSet;

/// The most papers, steps, questions, rates and so on an item may have.
const ENTRIES_MAX: usize = 80;

/// Whether a fault stands in the way of publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// It must be mended first.
    Refuses,
    /// The clerk should look at it.
    Warns,
}

/// A contradiction inside a definition (要素矛盾).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefinitionFault {
    /// Whether it stands in the way of publication.
    pub weight: Weight,
    /// Path of the field where it is to be mended.
    pub field: String,
    /// What is wrong, in words.
    pub sentence: Phrase,
}

/// Every contradiction in a definition.
pub fn faults(definition: &Definition) -> Vec<DefinitionFault> {
    let mut faults = Faults::default();
    limits(definition, &mut faults);
    mode(definition, &mut faults);
    keys(definition, &mut faults);
    scenario(definition, &mut faults);
    conditions(definition, &mut faults);
    materials(definition, &mut faults);
    procedures(definition, &mut faults);
    fee(definition, &mut faults);
    sizes(definition, &mut faults);
    faults.0
}

#[derive(Default)]
struct Faults(Vec<DefinitionFault>);

impl Faults {
    fn refuse(&mut self, field: impl Into<String>, sentence: Phrase) {
        self.0.push(DefinitionFault { weight: Weight::Refuses, field: field.into(), sentence });
    }

    fn warn(&mut self, field: impl Into<String>, sentence: Phrase) {
        self.0.push(DefinitionFault { weight: Weight::Warns, field: field.into(), sentence });
    }
}

/// The promise must keep inside the law (domain rule: promised limit ≤ legal limit).
fn limits(definition: &Definition, faults: &mut Faults) {
    let Limits { legal, promised, variants } = &definition.limits;
    let legal = legal.as_ref().map(|term| term.limit);
    let promised = promised.as_ref().map(|term| term.limit);
    compare("promised_limit", promised, legal, faults);
    for (position, variant) in variants.iter().enumerate() {
        let field = format!("limit_variants.{position}.promised");
        compare(&field, variant.promised.or(promised), variant.legal.or(legal), faults);
        if variant.legal.is_none() && variant.promised.is_none() {
            faults.warn(
                field,
                Phrase::of(
                    "这一情形没有改变任何时限。",
                    "This scenario changes neither of the limits.",
                ),
            );
        }
    }
}

fn compare(field: &str, promised: Option<Limit>, legal: Option<Limit>, faults: &mut Faults) {
    let (Some(promised), Some(legal)) = (promised, legal) else { return };
    if !is_longer(promised, legal) {
        return;
    }
    let (ours, law) = (promised.phrase(), legal.phrase());
    if promised.unit() == legal.unit() {
        faults.refuse(
            field,
            Phrase::new(
                format!("承诺时限（{}）长于法定时限（{}）。", ours.zh, law.zh),
                format!("The promise of {} is longer than the law's {}.", ours.en, law.en),
            ),
        );
    } else {
        faults.warn(
            field,
            Phrase::new(
                format!(
                    "承诺时限（{}）通常会晚于法定时限（{}），两者都会分别计时。",
                    ours.zh, law.zh
                ),
                format!(
                    "The promise of {} usually ends later than the law's {}; both are watched.",
                    ours.en, law.en
                ),
            ),
        );
    }
}

fn mode(definition: &Definition, faults: &mut Faults) {
    let mode = definition.handling.mode;
    let promised = definition.limits.promised.as_ref().map(|term| term.limit);
    match mode {
        HandlingMode::Direct if promised.is_some_and(|limit| limit != Limit::SAME_DAY) => {
            faults.warn(
                "promised_limit",
                Phrase::of(
                    "即办事项应当日办结，承诺时限一般为 0 个工作日。",
                    "A case handled at once is decided the same day; promise 0 working days.",
                ),
            );
        }
        HandlingMode::Joint if definition.joint_departments.is_empty() => faults.refuse(
            "joint_departments",
            Phrase::of(
                "联办事项至少要有一个联办机构。",
                "An item handled jointly needs at least one other department.",
            ),
        ),
        HandlingMode::Agency if definition.authority.final_authority.trim().is_empty() => {
            faults.warn(
                "authority.final_authority",
                Phrase::of(
                    "代办上报事项没有写明最终审批机关。",
                    "An item sent up should name who has the last word.",
                ),
            );
        }
        _ => {}
    }
    if definition.handling.handling != mode.handling() {
        faults.warn(
            "handling.handling",
            Phrase::of(
                "办件类型与办理方式通常的对应关系不同，请核对。",
                "The kind of case is not the usual one for this mode; please check.",
            ),
        );
    }
}

/// Keys name one thing each.
fn keys(definition: &Definition, faults: &mut Faults) {
    let lists: [(&str, Vec<&Key>); 4] = [
        ("materials", definition.materials.iter().map(|material| &material.key).collect()),
        ("steps", definition.steps.iter().map(|step| &step.key).collect()),
        ("procedures", definition.procedures.iter().map(|procedure| &procedure.key).collect()),
        ("questions", definition.scenario.questions.iter().map(|question| &question.key).collect()),
    ];
    for (list, keys) in lists {
        for (position, key) in repeated(&keys) {
            faults.refuse(format!("{list}.{position}.key"), repeated_sentence(key));
        }
    }
}

fn repeated<'a>(keys: &[&'a Key]) -> Vec<(usize, &'a Key)> {
    let mut seen = HashSet::new();
    keys.iter()
        .enumerate()
        .filter(|(_, key)| !seen.insert(**key))
        .map(|(position, key)| (position, *key))
        .collect()
}

fn repeated_sentence(key: &Key) -> Phrase {
    Phrase::new(
        format!("标识“{key}”重复，每项应有自己的标识。"),
        format!("The key “{key}” stands twice; each entry needs its own."),
    )
}

fn scenario(definition: &Definition, faults: &mut Faults) {
    let scenario = &definition.scenario;
    for (position, question) in scenario.questions.iter().enumerate() {
        let field = format!("questions.{position}");
        if question.text.is_empty() {
            faults.refuse(
                format!("{field}.text"),
                Phrase::of("问题没有文字。", "The question has no words."),
            );
        }
        let choices = question.kind.choices();
        if matches!(question.kind, QuestionKind::One(_)) && choices.len() < 2 {
            faults.refuse(
                format!("{field}.choices"),
                Phrase::of("单选题至少要有两个选项。", "A choice needs at least two options."),
            );
        }
        if matches!(question.kind, QuestionKind::Many(_)) && choices.is_empty() {
            faults.refuse(
                format!("{field}.choices"),
                Phrase::of("多选题至少要有一个选项。", "At least one option is needed."),
            );
        }
        let keys: Vec<&Key> = choices.iter().map(|choice| &choice.key).collect();
        for (_, key) in repeated(&keys) {
            faults.refuse(format!("{field}.choices"), repeated_sentence(key));
        }
        if choices.iter().any(|choice| choice.label.is_empty()) {
            faults.refuse(
                format!("{field}.choices"),
                Phrase::of("有选项没有文字。", "An option has no words."),
            );
        }
        for sentence in scenario.faults_of(&question.asked_when, Some(&question.key)) {
            faults.refuse(format!("{field}.asked_when"), sentence);
        }
    }
}

fn conditions(definition: &Definition, faults: &mut Faults) {
    for (field, condition) in definition.conditions() {
        for sentence in definition.scenario.faults_of(condition, None) {
            faults.refuse(field.clone(), sentence);
        }
    }
}

fn materials(definition: &Definition, faults: &mut Faults) {
    let mut seen = HashSet::new();
    for (position, material) in definition.materials.iter().enumerate() {
        let name = material.name.zh.trim();
        if !name.is_empty() && !seen.insert(name) {
            faults.warn(
                format!("materials.{position}.name"),
                Phrase::new(
                    format!("材料“{name}”列了两次。"),
                    format!("The paper “{name}” is listed twice."),
                ),
            );
        }
    }
    let materials = &definition.materials;
    if !materials.is_empty() && !materials.iter().any(Material::is_indispensable) {
        faults.warn(
            "materials",
            Phrase::of(
                "没有一项材料是必须当场提交的；容缺只适用于次要材料。",
                "No paper has to be there at once; only secondary papers may follow later.",
            ),
        );
    }
}

fn procedures(definition: &Definition, faults: &mut Faults) {
    for (position, procedure) in definition.procedures.iter().enumerate() {
        if procedure.counting == Counting::NotCounted
            && procedure.basis.trim().is_empty()
            && !procedure.kind.is_named_in_law()
        {
            let name = procedure.name.phrase();
            faults.warn(
                format!("procedures.{position}.basis"),
                Phrase::new(
                    format!("“{}”不计入时限，但没有写明依据。", name.zh),
                    format!("“{}” does not count towards the limit, without a basis.", name.en),
                ),
            );
        }
    }
}

fn fee(definition: &Definition, faults: &mut Faults) {
    let Fee::Charged { rates, .. } = &definition.fee else { return };
    for (position, rate) in rates.iter().enumerate() {
        let is_named = match &rate.amount {
            Amount::Fixed(_) => true,
            Amount::ByTariff(tariff) => !tariff.is_empty(),
        };
        if !is_named {
            faults.refuse(
                format!("fee.rates.{position}.fen"),
                Phrase::of(
                    "请填写金额，或写明按哪份价目表收取。",
                    "Enter an amount, or name the tariff it is charged by.",
                ),
            );
        }
    }
}

fn sizes(definition: &Definition, faults: &mut Faults) {
    let lists = [
        ("authority.legal_basis", definition.authority.legal_basis.len()),
        ("joint_departments", definition.joint_departments.len()),
        ("requirements", definition.audience.requirements.len()),
        ("questions", definition.scenario.questions.len()),
        ("materials", definition.materials.len()),
        ("steps", definition.steps.len()),
        ("limit_variants", definition.limits.variants.len()),
        ("procedures", definition.procedures.len()),
        ("frequent_questions", definition.questions.len()),
    ];
    for (list, length) in lists {
        if length > ENTRIES_MAX {
            faults.refuse(
                list,
                Phrase::new(
                    format!("最多 {ENTRIES_MAX} 条，现有 {length} 条。"),
                    format!("At most {ENTRIES_MAX} entries; there are {length}."),
                ),
            );
        }
    }
}
