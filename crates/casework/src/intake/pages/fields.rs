//! The fields of the intake form: who, questions, papers.

use crate::cases::door::{self as cases, PaperField, PaperStateRecord, TickRecord};
use counter::catalogue::door::PublishedItem;
use kit::form::{FieldView, FormData, FormErrors, OptionView};
use kit::{Visit, Words};
use rulebook::checklist::Checklist;
use rulebook::condition::Verdict;
use rulebook::item::{Deferral, Definition, Material, Necessity, QuestionKind};
use rulebook::person::{ApplicantKind, CreditCode, IdentityNumber};

/// A scenario question.
pub struct QuestionField {
    /// The field.
    pub field: FieldView,
    /// `radio`, `checkbox`, `date` or `text`.
    pub kind: &'static str,
}

/// The kinds of applicants an item is open to.
pub(super) fn kinds(definition: &Definition) -> Vec<ApplicantKind> {
    let objects = &definition.audience.objects;
    let served = ApplicantKind::ALL.iter().filter(|kind| kind.is_served_by(objects));
    let kinds: Vec<ApplicantKind> = served.copied().collect();
    if kinds.is_empty() { ApplicantKind::ALL.to_vec() } else { kinds }
}

/// The kind that the number belongs to, where the item is open to both; else the kind chosen, or
/// the only one there is. Nobody has to choose what the number says.
pub fn kind(definition: &Definition, data: &FormData) -> ApplicantKind {
    let kinds = kinds(definition);
    let number = data.text("identity");
    if kinds.len() > 1 {
        if IdentityNumber::parse(number).is_ok() {
            return ApplicantKind::NaturalPerson;
        }
        if CreditCode::parse(number).is_ok() {
            return ApplicantKind::Organisation;
        }
    }
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
pub fn applicant(
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
pub fn agent(data: &FormData, errors: &FormErrors, words: Words) -> Vec<FieldView> {
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
pub fn questions(
    visit: &Visit,
    item: &PublishedItem,
    data: &FormData,
    errors: &FormErrors,
) -> Vec<QuestionField> {
    let (words, today) = (visit.words(), visit.today());
    let (answers, _) = cases::answers_of(&item.definition, &texts(data), today);
    let questions = item.definition.scenario.questions.iter();
    questions
        .filter(|it| it.asked_when.evaluate(&answers, today) != Verdict::Unmet)
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

/// The answers to the scenario questions, as typed.
pub fn texts(data: &FormData) -> Vec<(String, String)> {
    data.with_prefix("q.").map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
}

/// The papers this applicant has to bring, as far as the answers tell.
pub(super) fn papers(
    visit: &Visit,
    item: &PublishedItem,
    data: &FormData,
    errors: &FormErrors,
) -> Vec<PaperField> {
    let (words, today) = (visit.words(), visit.today());
    let (answers, _) = cases::answers_of(&item.definition, &texts(data), today);
    let checklist = Checklist::of(&item.definition, &answers, today);
    checklist
        .papers
        .iter()
        .filter(|paper| paper.is_needed() || paper.is_open())
        .map(|paper| {
            let (material, key) = (paper.material, paper.material.key.to_string());
            let (row, error) = (format!("paper.{key}"), errors.at(&format!("paper.{key}")));
            let mut field = PaperField {
                name: words.phrase(&material.name.phrase()).to_owned(),
                may_follow: may_follow(material),
                is_required: material.necessity == Necessity::Required,
                state: data.text(&row).to_owned(),
                why: data.text(&format!("why.{key}")).to_owned(),
                error: error.map(|it| words.phrase(it).to_owned()).unwrap_or_default(),
                id: row,
                key,
                ..PaperField::default()
            };
            field.describe(material, words);
            field
        })
        .collect()
}

/// The conditions of acceptance that the answers show unmet, in words (不符合受理条件).
pub(super) fn unmet(visit: &Visit, item: &PublishedItem, data: &FormData) -> Vec<String> {
    let (words, today) = (visit.words(), visit.today());
    let (answers, _) = cases::answers_of(&item.definition, &texts(data), today);
    let checklist = Checklist::of(&item.definition, &answers, today);
    let all = checklist.requirements.iter().filter(|it| it.explanation.verdict == Verdict::Unmet);
    all.map(|it| {
        let text = it.requirement.text.phrase();
        let why = &it.explanation.sentence;
        words.fill("{}（{}）", "{} ({})", &[&words.phrase(&text), &words.phrase(why)])
    })
    .collect()
}

/// The first field that is still empty: the caret goes there.
pub(super) fn begin(visit: &Visit, item: &PublishedItem, data: &FormData) -> String {
    if let Some(field) = ["identity", "name", "phone"].into_iter().find(|it| !data.has(it)) {
        return field.to_owned();
    }
    let none = FormErrors::new();
    let questions = questions(visit, item, data, &none);
    if let Some(question) = questions.iter().find(|it| !data.has(&it.field.name)) {
        return question.field.name.clone();
    }
    let papers = papers(visit, item, data, &none);
    papers.into_iter().find(|it| it.state.is_empty()).map(|it| it.id).unwrap_or_default()
}

fn may_follow(material: &Material) -> bool {
    material.deferral == Deferral::Allowed && material.necessity == Necessity::Required
}

/// What was ticked; with “the rest is there”, every paper not ticked singly is.
pub(super) fn ticks(visit: &Visit, item: &PublishedItem, data: &FormData) -> Vec<TickRecord> {
    let mut all = cases::ticks(data);
    if data.text("rest") == "yes" {
        for field in papers(visit, item, data, &FormErrors::new()) {
            if !all.iter().any(|tick| tick.key == field.key) {
                all.push(TickRecord { key: field.key, state: PaperStateRecord::Present });
            }
        }
    }
    all
}
