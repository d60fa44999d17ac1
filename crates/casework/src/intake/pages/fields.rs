//! The fields of the intake form: who, questions, papers.

use crate::cases::door as cases;
use counter::catalogue::door::PublishedItem;
use kit::form::{FieldView, FormData, FormErrors, OptionView};
use kit::{Visit, Words};
use rulebook::checklist::Checklist;
use rulebook::item::{Deferral, Definition, Material, Necessity, QuestionKind, Sharing};
use rulebook::person::ApplicantKind;

/// A scenario question.
pub(super) struct QuestionField {
    pub(super) field: FieldView,
    pub(super) kind: &'static str,
}

/// A paper to be ticked.
pub(super) struct PaperField {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) count: String,
    pub(super) criterion: String,
    pub(super) may_follow: bool,
    pub(super) may_be_obtained: bool,
    pub(super) is_required: bool,
    pub(super) state: String,
    pub(super) why: String,
    pub(super) error: String,
}

/// The kinds of applicants an item is open to.
pub(super) fn kinds(definition: &Definition) -> Vec<ApplicantKind> {
    let objects = &definition.audience.objects;
    let served = ApplicantKind::ALL.iter().filter(|kind| kind.is_served_by(objects));
    let kinds: Vec<ApplicantKind> = served.copied().collect();
    if kinds.is_empty() { ApplicantKind::ALL.to_vec() } else { kinds }
}

/// The kind chosen, or the only one there is.
pub(super) fn kind(definition: &Definition, data: &FormData) -> ApplicantKind {
    let kinds = kinds(definition);
    let chosen = ApplicantKind::from_code(data.text("kind")).filter(|kind| kinds.contains(kind));
    chosen.unwrap_or(kinds[0])
}

/// The choice between a person and an organisation, where the item is open to both.
pub(super) fn kind_field(
    definition: &Definition,
    data: &FormData,
    words: Words,
) -> Option<FieldView> {
    let kinds = kinds(definition);
    if kinds.len() < 2 {
        return None;
    }
    let options = kinds
        .iter()
        .map(|kind| OptionView::new(kind.code(), words.phrase(&kind.phrase())))
        .collect();
    let label = words.say("申请人类型", "Kind of applicant");
    Some(FieldView::new("kind", label).options(options).value(kind(definition, data).code()))
}

/// Who applies.
pub(super) fn applicant(
    definition: &Definition,
    data: &FormData,
    errors: &FormErrors,
    words: Words,
) -> Vec<FieldView> {
    let both = kinds(definition).len() > 1;
    let (identity, name) = match kind(definition, data) {
        _ if both => (
            words.say("身份证号码或统一社会信用代码", "Identity number or credit code"),
            words.say("姓名或单位名称", "Name"),
        ),
        ApplicantKind::NaturalPerson => {
            (words.say("身份证号码", "Identity number"), words.say("姓名", "Name"))
        }
        ApplicantKind::Organisation => {
            (words.say("统一社会信用代码", "Credit code"), words.say("单位名称", "Name"))
        }
    };
    let fields =
        [("identity", identity), ("name", name), ("phone", words.say("手机号码", "Phone"))];
    shown(&fields, data, errors, words)
}

/// Who files for the applicant.
pub(super) fn agent(data: &FormData, errors: &FormErrors, words: Words) -> Vec<FieldView> {
    let fields = [
        ("agent_identity", words.say("经办人身份证号码", "Their identity number")),
        ("agent_name", words.say("经办人姓名", "Their name")),
        ("agent_phone", words.say("经办人手机号码", "Their phone")),
        ("agent_mandate", words.say("委托依据", "Mandate")),
    ];
    shown(&fields, data, errors, words)
}

fn shown(
    fields: &[(&str, &str)],
    data: &FormData,
    errors: &FormErrors,
    words: Words,
) -> Vec<FieldView> {
    fields
        .iter()
        .map(|(name, label)| {
            FieldView::new(*name, *label).value(data.text(name)).fault(errors, words)
        })
        .collect()
}

/// The questions that select papers, fee and limits.
pub(super) fn questions(
    visit: &Visit,
    item: &PublishedItem,
    data: &FormData,
    errors: &FormErrors,
) -> Vec<QuestionField> {
    let words = visit.words();
    item.definition
        .scenario
        .questions
        .iter()
        .map(|question| {
            let name = format!("q.{}", question.key);
            let options = question
                .kind
                .choices()
                .iter()
                .map(|choice| {
                    let label = words.phrase(&choice.label.phrase()).to_owned();
                    let mut option = OptionView::new(choice.key.to_string(), label);
                    option.is_chosen = data.all(&name).contains(&choice.key.as_str());
                    option
                })
                .collect();
            let mut field = FieldView::new(name.clone(), words.phrase(&question.text.phrase()))
                .hint(words.phrase(&question.hint.phrase()))
                .fault(errors, words);
            data.text(&name).clone_into(&mut field.value);
            field.options = options;
            let kind = match question.kind {
                QuestionKind::One(_) => "radio",
                QuestionKind::Many(_) => "checkbox",
                QuestionKind::Day => "date",
                QuestionKind::Quantity { .. } => "text",
            };
            QuestionField { field, kind }
        })
        .collect()
}

/// The papers this applicant has to bring, as far as the answers tell.
pub(super) fn papers(
    visit: &Visit,
    item: &PublishedItem,
    data: &FormData,
    errors: &FormErrors,
) -> Vec<PaperField> {
    let (words, today) = (visit.words(), visit.today());
    let texts: Vec<(String, String)> =
        data.with_prefix("q.").map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
    let (answers, _) = cases::answers_of(&item.definition, &texts, today);
    let checklist = Checklist::of(&item.definition, &answers, today);
    checklist
        .papers
        .iter()
        .filter(|paper| paper.is_needed() || paper.is_open())
        .map(|paper| {
            let (material, key) = (paper.material, paper.material.key.to_string());
            PaperField {
                name: words.phrase(&material.name.phrase()).to_owned(),
                count: words.phrase(&material.count()).to_owned(),
                criterion: words.phrase(&material.criterion.phrase()).to_owned(),
                may_follow: may_follow(material),
                may_be_obtained: material.sharing == Sharing::HallMayObtain,
                is_required: material.necessity == Necessity::Required,
                state: data.text(&format!("paper.{key}")).to_owned(),
                why: data.text(&format!("why.{key}")).to_owned(),
                error: errors
                    .at(&format!("paper.{key}"))
                    .map(|fault| words.phrase(fault).to_owned())
                    .unwrap_or_default(),
                key,
            }
        })
        .collect()
}

fn may_follow(material: &Material) -> bool {
    material.deferral == Deferral::Allowed && material.necessity == Necessity::Required
}
