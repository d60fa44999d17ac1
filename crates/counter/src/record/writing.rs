//! From a definition to its record.

use super::{
    AuthorityRecord, ChoiceRecord, ContactRecord, FeeRecord, FrequentQuestionRecord,
    HandlingRecord, ItemRecord, JointDepartmentRecord, LabelRecord, LegalBasisRecord, LimitRecord,
    LimitVariantRecord, MaterialRecord, ProcedureRecord, QuestionRecord, RateRecord,
    RequirementRecord, ResultRecord, StepRecord,
};
use calendar::Limit;
use rulebook::condition::Condition;
use rulebook::item::{
    Amount, Authority, Contact, Definition, Fee, HandlingRules, Label, LimitTerm, Material,
    PartialGrant, Question, QuestionKind, SpecialProcedure, Step,
};

impl From<&Label> for LabelRecord {
    fn from(label: &Label) -> Self {
        Self { zh: label.zh.clone(), en: label.en.clone() }
    }
}

impl From<Limit> for LimitRecord {
    fn from(limit: Limit) -> Self {
        Self {
            value: limit.value().into(),
            unit: limit.unit().code().to_owned(),
            note: String::new(),
        }
    }
}

impl From<&LimitTerm> for LimitRecord {
    fn from(term: &LimitTerm) -> Self {
        Self { note: term.note.clone(), ..term.limit.into() }
    }
}

/// Conditions that always hold are left out.
fn condition(condition: &Condition) -> String {
    if condition.is_always() { String::new() } else { condition.to_string() }
}

impl From<&Definition> for ItemRecord {
    fn from(definition: &Definition) -> Self {
        Self {
            code: definition.code.to_string(),
            basic_code: definition.national.basic.clone(),
            implementation_code: definition.national.implementation.clone(),
            handling_code: definition.national.handling.clone(),
            local_code: definition.national.local.clone(),
            name: (&definition.title.name).into(),
            summary: (&definition.title.summary).into(),
            keywords: definition.title.keywords.clone(),
            authority: (&definition.authority).into(),
            joint_departments: joint_departments(definition),
            handling: (&definition.handling).into(),
            service_objects: definition
                .audience
                .objects
                .iter()
                .map(|object| object.code().to_owned())
                .collect(),
            life_events: definition
                .audience
                .life_events
                .iter()
                .map(|event| event.word().to_owned())
                .collect(),
            requirements: requirements(definition),
            questions: definition.scenario.questions.iter().map(Into::into).collect(),
            materials: definition.materials.iter().map(Into::into).collect(),
            steps: definition.steps.iter().map(Into::into).collect(),
            legal_limit: definition.limits.legal.as_ref().map(Into::into),
            promised_limit: definition.limits.promised.as_ref().map(Into::into),
            limit_variants: limit_variants(definition),
            procedures: definition.procedures.iter().map(Into::into).collect(),
            fee: (&definition.fee).into(),
            result: result(definition),
            contact: (&definition.contact).into(),
            reconsideration: definition.remedy.reconsideration.clone(),
            litigation: definition.remedy.litigation.clone(),
            frequent_questions: frequent_questions(definition),
            retention: definition.retention.word().to_owned(),
            sources: definition.provenance.sources.clone(),
            note: definition.provenance.note.clone(),
        }
    }
}

fn joint_departments(definition: &Definition) -> Vec<JointDepartmentRecord> {
    definition
        .joint_departments
        .iter()
        .map(|joint| JointDepartmentRecord {
            department: joint.department.as_ref().map(ToString::to_string).unwrap_or_default(),
            name: (&joint.name).into(),
            limit: joint.limit.map(Into::into),
            opinion_on: joint.opinion_on.clone(),
        })
        .collect()
}

fn requirements(definition: &Definition) -> Vec<RequirementRecord> {
    definition
        .audience
        .requirements
        .iter()
        .map(|it| RequirementRecord { text: (&it.text).into(), test: condition(&it.test) })
        .collect()
}

fn limit_variants(definition: &Definition) -> Vec<LimitVariantRecord> {
    definition
        .limits
        .variants
        .iter()
        .map(|variant| LimitVariantRecord {
            when: condition(&variant.when),
            legal: variant.legal.map(Into::into),
            promised: variant.promised.map(Into::into),
            reason: (&variant.reason).into(),
        })
        .collect()
}

fn result(definition: &Definition) -> ResultRecord {
    ResultRecord {
        name: (&definition.result.name).into(),
        kind: definition.result.kind.word().to_owned(),
        validity: (&definition.result.validity).into(),
        sample: definition.result.sample.clone(),
    }
}

fn frequent_questions(definition: &Definition) -> Vec<FrequentQuestionRecord> {
    definition
        .questions
        .iter()
        .map(|it| FrequentQuestionRecord {
            question: (&it.question).into(),
            answer: (&it.answer).into(),
        })
        .collect()
}

impl From<&Authority> for AuthorityRecord {
    fn from(authority: &Authority) -> Self {
        Self {
            kind: authority.kind.code().to_owned(),
            level: authority.level.code().to_owned(),
            legal_basis: authority
                .legal_basis
                .iter()
                .map(|basis| LegalBasisRecord {
                    citation: basis.citation.clone(),
                    wording: basis.wording.clone(),
                })
                .collect(),
            department: authority.department.clone(),
            station: authority.station.clone(),
            body: authority.body.clone(),
            body_code: authority.body_code.clone(),
            body_nature: authority.body_nature.code().to_owned(),
            final_authority: authority.final_authority.clone(),
            entrusted_by: authority.entrusted_by.clone(),
            division_of_power: authority.division_of_power.clone(),
            jurisdiction: (&authority.jurisdiction).into(),
            exercised_content: authority.exercised_content.clone(),
            intermediary_services: authority.intermediary_services.clone(),
            quantity_limit: authority.quantity_limit.clone(),
        }
    }
}

impl From<&HandlingRules> for HandlingRecord {
    fn from(rules: &HandlingRules) -> Self {
        Self {
            mode: rules.mode.word().to_owned(),
            handling: rules.handling.code().to_owned(),
            forms: rules.forms.iter().map(|form| form.code().to_owned()).collect(),
            onsite_visits: rules.onsite_visits,
            onsite_reason: rules.onsite_reason.clone(),
            village_agent: rules.village_agent.word().to_owned(),
            partial: match rules.partial {
                PartialGrant::NotAllowed => String::new(),
                PartialGrant::Allowed => rules.partial.word().to_owned(),
            },
            reach: rules.reach.clone(),
            online_address: rules.online.address.clone(),
            online_depth: rules.online.depth.clone(),
            appointment: rules.online.appointment.clone(),
            payment: rules.online.payment.clone(),
            courier: rules.online.courier.clone(),
            system: rules.online.system.clone(),
        }
    }
}

impl From<&Question> for QuestionRecord {
    fn from(question: &Question) -> Self {
        let unit = match &question.kind {
            QuestionKind::Quantity { unit } => unit.into(),
            _ => LabelRecord::default(),
        };
        Self {
            key: question.key.to_string(),
            text: (&question.text).into(),
            hint: (&question.hint).into(),
            kind: question.kind.word().to_owned(),
            choices: question
                .kind
                .choices()
                .iter()
                .map(|choice| ChoiceRecord {
                    key: choice.key.to_string(),
                    label: (&choice.label).into(),
                })
                .collect(),
            unit,
            asked_when: condition(&question.asked_when),
        }
    }
}

impl From<&Material> for MaterialRecord {
    fn from(material: &Material) -> Self {
        Self {
            key: material.key.to_string(),
            name: (&material.name).into(),
            origin: material.origin.word().to_owned(),
            issued_by: material.issued_by.clone(),
            issued_within: material.issued_within.clone(),
            place: (&material.place).into(),
            form: material.form.word().to_owned(),
            originals: material.originals,
            copies: material.copies,
            taking: material.taking.word().to_owned(),
            necessity: material.necessity.word().to_owned(),
            deferral: material.deferral.word().to_owned(),
            sharing: material.sharing.word().to_owned(),
            criterion: (&material.criterion).into(),
            instructions: (&material.instructions).into(),
            basis: material.basis.clone(),
            blank_form: material.blank_form.clone(),
            sample: material.sample.clone(),
            when: condition(&material.when),
        }
    }
}

impl From<&Step> for StepRecord {
    fn from(step: &Step) -> Self {
        Self {
            key: step.key.to_string(),
            name: (&step.name).into(),
            kind: step.kind.word().to_owned(),
            department: step.department.clone(),
            post: step.post.clone(),
            limit: step.limit.map(Into::into),
            criterion: step.criterion.clone(),
            basis: step.basis.clone(),
        }
    }
}

impl From<&SpecialProcedure> for ProcedureRecord {
    fn from(procedure: &SpecialProcedure) -> Self {
        Self {
            key: procedure.key.to_string(),
            kind: procedure.kind.word().to_owned(),
            name: (&procedure.name).into(),
            length: procedure.length.map(Into::into),
            counting: procedure.counting.word().to_owned(),
            basis: procedure.basis.clone(),
            when: condition(&procedure.when),
        }
    }
}

impl From<&Fee> for FeeRecord {
    fn from(fee: &Fee) -> Self {
        match fee {
            Fee::Unstated => Self::Unstated,
            Fee::Free { remark } => Self::No { remark: remark.into() },
            Fee::Charged { standard, basis, rates } => Self::Yes {
                standard: standard.into(),
                basis: basis.clone(),
                rates: rates
                    .iter()
                    .map(|rate| {
                        let (fen, tariff) = match &rate.amount {
                            Amount::Fixed(fen) => (Some(fen.get()), LabelRecord::default()),
                            Amount::ByTariff(tariff) => (None, tariff.into()),
                        };
                        let (name, when) = ((&rate.name).into(), condition(&rate.when));
                        RateRecord { name, fen, tariff, when }
                    })
                    .collect(),
            },
        }
    }
}

impl From<&Contact> for ContactRecord {
    fn from(contact: &Contact) -> Self {
        Self {
            place: (&contact.place).into(),
            hours: (&contact.hours).into(),
            consult_phone: contact.consult_phone.clone(),
            complaint_phone: contact.complaint.phone.clone(),
            complaint_place: (&contact.complaint.place).into(),
            complaint_url: contact.complaint.url.clone(),
        }
    }
}
