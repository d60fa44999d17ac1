//! The six disclosures (六公开) and the faults that keep a definition from being published.
//!
//! What a centre must make public of every item: the item itself, its procedure, its papers, the
//! promised limit, the basis and rate of its fee, and how to complain. A gap in one of them is
//! named in words, with the field where it is to be mended; publishing is refused while one is
//! open. Faults are contradictions inside a definition; some refuse publication, some only warn.

mod faults;

pub use faults::{DefinitionFault, Weight, faults};

use crate::codes::HandlingForm;
use crate::item::{Definition, Fee, LegalBasis, MaterialForm, Necessity, word_set};
use calendar::Phrase;

word_set! {
    /// One of the six disclosures (六公开).
    #[doc(alias = "六公开")]
    Disclosure {
        Items = "items", "服务项目", "the item";
        Procedure = "procedure", "办事程序", "procedure";
        Papers = "papers", "申报材料", "papers";
        PromisedLimit = "promised_limit", "承诺期限", "promised limit";
        Fee = "fee", "收费依据与标准", "basis and rate of the fee";
        Complaint = "complaint", "投诉方式", "how to complain";
    }
}

/// Something that a disclosure needs and a definition does not say (公开缺项).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "公开缺项")]
pub struct Gap {
    /// The disclosure that is incomplete.
    pub disclosure: Disclosure,
    /// Path of the field where it is to be mended: `contact.complaint_phone`, `materials.2.name`.
    pub field: String,
    /// What is missing, in words.
    pub sentence: Phrase,
}

/// Why a definition may not be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotPublishable {
    /// Open gaps.
    pub gaps: Vec<Gap>,
    /// Faults that refuse publication.
    pub faults: Vec<DefinitionFault>,
}

impl NotPublishable {
    /// The refusal in one sentence.
    pub fn sentence(&self) -> Phrase {
        let (gaps, faults) = (self.gaps.len(), self.faults.len());
        Phrase::new(
            format!(
                "不能发布：六公开尚有 {gaps} 处缺项，另有 {faults} 处矛盾。请逐条补齐后再发布。"
            ),
            format!(
                "It cannot be published: {gaps} gaps in the six disclosures, {faults} \
                 contradictions. Mend each of them first."
            ),
        )
    }
}

/// Whether a definition may be published: no gap in the six disclosures, no refusing fault.
pub fn may_publish(definition: &Definition) -> Result<(), NotPublishable> {
    let gaps = gaps(definition);
    let mut faults = faults(definition);
    faults.retain(|fault| fault.weight == Weight::Refuses);
    if gaps.is_empty() && faults.is_empty() { Ok(()) } else { Err(NotPublishable { gaps, faults }) }
}

/// Every gap in the six disclosures of a definition, in the order of the disclosures.
pub fn gaps(definition: &Definition) -> Vec<Gap> {
    let mut gaps = Gaps::default();
    items(definition, &mut gaps);
    procedure(definition, &mut gaps);
    papers(definition, &mut gaps);
    promised_limit(definition, &mut gaps);
    fee(definition, &mut gaps);
    complaint(definition, &mut gaps);
    gaps.0
}

#[derive(Default)]
struct Gaps(Vec<Gap>);

impl Gaps {
    /// Notes a gap at a field where it is missing.
    fn note(&mut self, disclosure: Disclosure, field: &str, missing: (&str, &str)) {
        self.0.push(Gap {
            disclosure,
            field: field.to_owned(),
            sentence: Phrase::new(missing.0.to_owned(), missing.1.to_owned()),
        });
    }

    fn note_blank(
        &mut self,
        disclosure: Disclosure,
        (field, text): (&str, &str),
        missing: (&str, &str),
    ) {
        if text.trim().is_empty() {
            self.note(disclosure, field, missing);
        }
    }
}

fn items(definition: &Definition, gaps: &mut Gaps) {
    let about = Disclosure::Items;
    gaps.note_blank(
        about,
        ("name", &definition.title.name.zh),
        ("没有事项名称。", "The item has no name."),
    );
    gaps.note_blank(
        about,
        ("authority.station", &definition.authority.station),
        ("没有写明承办机构。", "The station that handles it is not named."),
    );
    let names_law = |basis: &LegalBasis| !basis.citation.trim().is_empty();
    if !definition.authority.legal_basis.iter().any(names_law) {
        gaps.note(about, "authority.legal_basis", ("没有设定依据。", "No legal basis is named."));
    }
    if definition.audience.objects.is_empty() {
        gaps.note(
            about,
            "service_objects",
            ("没有选择服务对象。", "Nobody is named whom the item serves."),
        );
    }
    gaps.note_blank(
        about,
        ("result.name", &definition.result.name.zh),
        ("没有写明办理结果。", "The result is not named."),
    );
}

fn procedure(definition: &Definition, gaps: &mut Gaps) {
    let about = Disclosure::Procedure;
    if definition.steps.is_empty() {
        gaps.note(about, "steps", ("没有办理流程。", "The procedure has no steps."));
    }
    for (position, step) in definition.steps.iter().enumerate() {
        let number = position + 1;
        if step.name.is_empty() {
            gaps.note(
                about,
                &format!("steps.{position}.name"),
                (&format!("第 {number} 个环节没有名称。"), &format!("Step {number} has no name.")),
            );
        }
    }
    if definition.handling.forms.is_empty() {
        gaps.note(about, "handling.forms", ("没有选择办理形式。", "No way of applying is given."));
    }
    if definition.handling.forms.contains(&HandlingForm::Window) {
        gaps.note_blank(
            about,
            ("contact.place", &definition.contact.place.zh),
            ("没有办理地点。", "The place is missing."),
        );
        gaps.note_blank(
            about,
            ("contact.hours", &definition.contact.hours.zh),
            ("没有办理时间。", "The opening hours are missing."),
        );
    }
    gaps.note_blank(
        about,
        ("contact.consult_phone", &definition.contact.consult_phone),
        ("没有咨询电话。", "The enquiry phone is missing."),
    );
}

fn papers(definition: &Definition, gaps: &mut Gaps) {
    let about = Disclosure::Papers;
    if definition.materials.is_empty() {
        gaps.note(
            about,
            "materials",
            (
                "没有申请材料。确实无需材料的，请添加一项“无需提交材料”，设为非必要。",
                "No papers are listed. Where none is needed, add “no papers” as not required.",
            ),
        );
    }
    for (position, material) in definition.materials.iter().enumerate() {
        let number = position + 1;
        let name = &material.name.zh;
        if name.is_empty() {
            gaps.note(
                about,
                &format!("materials.{position}.name"),
                (&format!("第 {number} 项材料没有名称。"), &format!("Paper {number} has no name.")),
            );
        }
        let is_counted = material.originals > 0 || material.copies > 0;
        let is_on_paper = material.form != MaterialForm::Electronic;
        if !is_counted && is_on_paper && material.necessity == Necessity::Required {
            gaps.note(
                about,
                &format!("materials.{position}.originals"),
                (
                    &format!("材料“{name}”没有写明原件或复印件份数。"),
                    &format!("How many of “{name}” are needed is not said."),
                ),
            );
        }
    }
}

fn promised_limit(definition: &Definition, gaps: &mut Gaps) {
    if definition.limits.promised.is_none() {
        gaps.note(
            Disclosure::PromisedLimit,
            "promised_limit",
            ("没有承诺办结时限。", "There is no promised limit."),
        );
    }
}

fn fee(definition: &Definition, gaps: &mut Gaps) {
    let about = Disclosure::Fee;
    match &definition.fee {
        Fee::Unstated => gaps.note(
            about,
            "fee.charged",
            ("没有写明是否收费。", "Whether a fee is charged is not said."),
        ),
        Fee::Free { .. } => {}
        Fee::Charged { standard, basis, rates } => {
            gaps.note_blank(
                about,
                ("fee.basis", basis),
                ("收费但没有收费依据。", "A fee is charged without a basis."),
            );
            gaps.note_blank(
                about,
                ("fee.standard", &standard.zh),
                ("收费但没有收费标准。", "A fee is charged without a rate in words."),
            );
            if rates.is_empty() {
                gaps.note(
                    about,
                    "fee.rates",
                    ("收费但没有收费项目清单。", "A fee is charged without a list of rates."),
                );
            }
            for (position, rate) in rates.iter().enumerate() {
                let number = position + 1;
                if rate.name.is_empty() {
                    gaps.note(
                        about,
                        &format!("fee.rates.{position}.name"),
                        (
                            &format!("第 {number} 项收费没有名称。"),
                            &format!("Rate {number} of the fee has no name."),
                        ),
                    );
                }
            }
        }
    }
}

fn complaint(definition: &Definition, gaps: &mut Gaps) {
    if definition.contact.complaint.is_empty() {
        gaps.note(
            Disclosure::Complaint,
            "contact.complaint_phone",
            ("没有投诉方式。", "There is no way to complain."),
        );
    }
}

#[cfg(test)]
mod tests;
