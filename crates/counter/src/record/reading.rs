//! From a record to a definition; every fault is told with the path of its field.

use super::{
    FeeRecord, ItemRecord, LabelRecord, LimitRecord, MaterialRecord, ProcedureRecord,
    QuestionRecord, StepRecord,
};
use calendar::{Limit, Phrase};
use rulebook::codes::{AuthorityNature, Handling, HandlingForm, ItemKind, Level, ServiceObject};
use rulebook::condition::{Condition, Key};
use rulebook::item::{
    Amount, Audience, Authority, Choice, ComplaintChannel, Contact, Counting, Deferral, Definition,
    DepartmentKey, Fee, FeeRate, Fen, FrequentQuestion, HandlingMode, HandlingRules, ItemCode,
    JointDepartment, Label, LegalBasis, LifeEvent, LimitTerm, LimitVariant, Limits, Material,
    MaterialForm, NationalCodes, Necessity, Online, Origin, PartialGrant, ProcedureKind,
    Provenance, Question, QuestionKind, Remedy, Requirement, ResultDocument, ResultKind, Retention,
    Scenario, Sharing, SpecialProcedure, Step, StepKind, Taking, Title, VillageAgent,
};

/// What is wrong with a field of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordFault {
    /// The field: `materials.2.form`.
    pub path: String,
    /// What is wrong and what to do.
    pub fault: Phrase,
}

/// Collects what is wrong while a record is read.
#[derive(Default)]
struct Reader {
    faults: Vec<RecordFault>,
}

impl Reader {
    fn fault(&mut self, path: impl Into<String>, fault: Phrase) {
        self.faults.push(RecordFault { path: path.into(), fault });
    }

    /// A word of a set; an empty text is the usual value.
    fn word<T>(&mut self, path: &str, text: &str, usual: T, read: fn(&str) -> Option<T>) -> T {
        if text.trim().is_empty() {
            return usual;
        }
        if let Some(value) = read(text.trim()) {
            return value;
        }
        self.fault(
            path,
            Phrase::new(
                format!("“{text}”不是可用的值，请从列表中选择。"),
                format!("“{text}” is not a known value; choose one from the list."),
            ),
        );
        usual
    }

    fn key(&mut self, path: &str, text: &str, fallback: Key) -> Key {
        if text.trim().is_empty() {
            return fallback;
        }
        Key::parse(text).unwrap_or_else(|fault| {
            self.fault(path, fault.phrase());
            fallback
        })
    }

    fn condition(&mut self, path: &str, text: &str) -> Condition {
        if text.trim().is_empty() {
            return Condition::always();
        }
        Condition::parse(text).unwrap_or_else(|fault| {
            self.fault(path, fault.phrase());
            Condition::always()
        })
    }

    fn limit(&mut self, path: &str, record: &LimitRecord) -> Option<Limit> {
        match Limit::parse(record.value, &record.unit) {
            Ok(limit) => Some(limit),
            Err(fault) => {
                self.fault(path, fault.phrase());
                None
            }
        }
    }

    fn optional_limit(&mut self, path: &str, record: Option<&LimitRecord>) -> Option<Limit> {
        record.and_then(|record| self.limit(path, record))
    }

    fn term(&mut self, path: &str, record: Option<&LimitRecord>) -> Option<LimitTerm> {
        let record = record?;
        let limit = self.limit(path, record)?;
        Some(LimitTerm { limit, note: record.note.clone() })
    }
}

fn label(record: &LabelRecord) -> Label {
    Label::new(&record.zh, &record.en)
}

/// Reads a set stored by word, or by its Chinese name as people type it into a sheet.
macro_rules! by_word {
    ($set:ty) => {
        |text| <$set>::from_word(text).or_else(|| <$set>::from_name(text))
    };
}

/// Reads a set of the national codes, by code or by its Chinese name.
macro_rules! by_code {
    ($set:ty) => {
        |text| <$set>::from_code(text).or_else(|| <$set>::from_name(text))
    };
}

impl ItemRecord {
    /// The definition this record holds.
    ///
    /// # Errors
    /// Every fault, with the path of its field.
    pub fn definition(&self) -> Result<Definition, Vec<RecordFault>> {
        let mut reader = Reader::default();
        let code = ItemCode::parse(&self.code);
        if let Err(fault) = &code {
            reader.fault("code", fault.phrase());
        }
        if self.name.zh.trim().is_empty() {
            reader.fault("name.zh", Phrase::of("请填写事项名称。", "Enter the name of the item."));
        }
        let mode = reader.word(
            "handling.mode",
            &self.handling.mode,
            HandlingMode::Commitment,
            by_word!(HandlingMode),
        );
        let Ok(code) = code else { return Err(reader.faults) };
        let mut definition = Definition::blank(code, label(&self.name), mode);
        definition.national = NationalCodes {
            basic: self.basic_code.clone(),
            implementation: self.implementation_code.clone(),
            handling: self.handling_code.clone(),
            local: self.local_code.clone(),
        };
        definition.title = Title {
            name: label(&self.name),
            summary: label(&self.summary),
            keywords: self.keywords.clone(),
        };
        definition.authority = self.read_authority(&mut reader);
        definition.joint_departments = self.read_joint_departments(&mut reader);
        definition.handling = self.read_handling(mode, &mut reader);
        definition.audience = self.read_audience(&mut reader);
        definition.scenario = self.read_scenario(&mut reader);
        definition.materials = self.read_materials(&mut reader);
        definition.steps = self.read_steps(&mut reader);
        definition.limits = self.read_limits(&mut reader);
        definition.procedures = self.read_procedures(&mut reader);
        definition.fee = read_fee(&self.fee, &mut reader);
        self.read_rest(&mut definition, &mut reader);
        if reader.faults.is_empty() { Ok(definition) } else { Err(reader.faults) }
    }

    fn read_rest(&self, definition: &mut Definition, reader: &mut Reader) {
        definition.result = ResultDocument {
            name: label(&self.result.name),
            kind: reader.word(
                "result.kind",
                &self.result.kind,
                ResultKind::Other,
                by_word!(ResultKind),
            ),
            validity: label(&self.result.validity),
            sample: self.result.sample.clone(),
        };
        definition.contact = Contact {
            place: label(&self.contact.place),
            hours: label(&self.contact.hours),
            consult_phone: self.contact.consult_phone.clone(),
            complaint: ComplaintChannel {
                phone: self.contact.complaint_phone.clone(),
                place: label(&self.contact.complaint_place),
                url: self.contact.complaint_url.clone(),
            },
        };
        definition.remedy = Remedy {
            reconsideration: self.reconsideration.clone(),
            litigation: self.litigation.clone(),
        };
        definition.questions = self
            .frequent_questions
            .iter()
            .map(|it| FrequentQuestion { question: label(&it.question), answer: label(&it.answer) })
            .collect();
        definition.retention =
            reader.word("retention", &self.retention, Retention::TenYears, by_word!(Retention));
        definition.provenance =
            Provenance { sources: self.sources.clone(), note: self.note.clone() };
    }

    fn read_authority(&self, reader: &mut Reader) -> Authority {
        let record = &self.authority;
        Authority {
            kind: reader.word(
                "authority.kind",
                &record.kind,
                ItemKind::PublicService,
                by_code!(ItemKind),
            ),
            level: reader.word("authority.level", &record.level, Level::Township, by_code!(Level)),
            legal_basis: record
                .legal_basis
                .iter()
                .map(|basis| LegalBasis {
                    citation: basis.citation.clone(),
                    wording: basis.wording.clone(),
                })
                .collect(),
            department: record.department.clone(),
            station: record.station.clone(),
            body: record.body.clone(),
            body_code: record.body_code.clone(),
            body_nature: reader.word(
                "authority.body_nature",
                &record.body_nature,
                AuthorityNature::StatutoryOrgan,
                by_code!(AuthorityNature),
            ),
            final_authority: record.final_authority.clone(),
            entrusted_by: record.entrusted_by.clone(),
            division_of_power: record.division_of_power.clone(),
            jurisdiction: label(&record.jurisdiction),
            exercised_content: record.exercised_content.clone(),
            intermediary_services: record.intermediary_services.clone(),
            quantity_limit: record.quantity_limit.clone(),
        }
    }

    fn read_joint_departments(&self, reader: &mut Reader) -> Vec<JointDepartment> {
        let mut all = Vec::new();
        for (position, record) in self.joint_departments.iter().enumerate() {
            let path = format!("joint_departments.{position}");
            let department = (!record.department.trim().is_empty())
                .then(|| DepartmentKey::parse(&record.department))
                .and_then(|parsed| {
                    parsed
                        .map_err(|fault| {
                            reader.fault(format!("{path}.department"), fault.phrase());
                        })
                        .ok()
                });
            all.push(JointDepartment {
                department,
                name: label(&record.name),
                limit: reader.optional_limit(&format!("{path}.limit"), record.limit.as_ref()),
                opinion_on: record.opinion_on.clone(),
            });
        }
        all
    }

    fn read_handling(&self, mode: HandlingMode, reader: &mut Reader) -> HandlingRules {
        let record = &self.handling;
        let mut forms = Vec::new();
        for form in &record.forms {
            let usual = HandlingForm::Window;
            forms.push(reader.word("handling.forms", form, usual, by_code!(HandlingForm)));
        }
        HandlingRules {
            mode,
            handling: reader.word(
                "handling.handling",
                &record.handling,
                mode.handling(),
                by_code!(Handling),
            ),
            forms,
            onsite_visits: record.onsite_visits,
            onsite_reason: record.onsite_reason.clone(),
            village_agent: reader.word(
                "handling.village_agent",
                &record.village_agent,
                VillageAgent::Allowed,
                by_word!(VillageAgent),
            ),
            partial: reader.word(
                "handling.partial",
                &record.partial,
                PartialGrant::NotAllowed,
                by_word!(PartialGrant),
            ),
            reach: record.reach.clone(),
            online: Online {
                address: record.online_address.clone(),
                depth: record.online_depth.clone(),
                appointment: record.appointment.clone(),
                payment: record.payment.clone(),
                courier: record.courier.clone(),
                system: record.system.clone(),
            },
        }
    }

    fn read_audience(&self, reader: &mut Reader) -> Audience {
        let mut audience = Audience::default();
        for object in &self.service_objects {
            let usual = ServiceObject::NaturalPerson;
            let path = "service_objects";
            audience.objects.push(reader.word(path, object, usual, by_code!(ServiceObject)));
        }
        for event in &self.life_events {
            let usual = LifeEvent::Other;
            audience.life_events.push(reader.word(
                "life_events",
                event,
                usual,
                by_word!(LifeEvent),
            ));
        }
        for (position, record) in self.requirements.iter().enumerate() {
            let path = format!("requirements.{position}.test");
            let test = reader.condition(&path, &record.test);
            audience.requirements.push(Requirement { text: label(&record.text), test });
        }
        audience
    }

    fn read_scenario(&self, reader: &mut Reader) -> Scenario {
        let questions = self
            .questions
            .iter()
            .enumerate()
            .map(|(position, record)| read_question(position, record, reader))
            .collect();
        Scenario { questions }
    }

    fn read_materials(&self, reader: &mut Reader) -> Vec<Material> {
        self.materials
            .iter()
            .enumerate()
            .map(|(position, record)| read_material(position, record, reader))
            .collect()
    }

    fn read_steps(&self, reader: &mut Reader) -> Vec<Step> {
        self.steps
            .iter()
            .enumerate()
            .map(|(position, record)| read_step(position, record, reader))
            .collect()
    }

    fn read_limits(&self, reader: &mut Reader) -> Limits {
        let mut limits = Limits {
            legal: reader.term("legal_limit", self.legal_limit.as_ref()),
            promised: reader.term("promised_limit", self.promised_limit.as_ref()),
            variants: Vec::new(),
        };
        for (position, record) in self.limit_variants.iter().enumerate() {
            let path = format!("limit_variants.{position}");
            limits.variants.push(LimitVariant {
                when: reader.condition(&format!("{path}.when"), &record.when),
                legal: reader.optional_limit(&format!("{path}.legal"), record.legal.as_ref()),
                promised: reader
                    .optional_limit(&format!("{path}.promised"), record.promised.as_ref()),
                reason: label(&record.reason),
            });
        }
        limits
    }

    fn read_procedures(&self, reader: &mut Reader) -> Vec<SpecialProcedure> {
        self.procedures
            .iter()
            .enumerate()
            .map(|(position, record)| read_procedure(position, record, reader))
            .collect()
    }
}

fn read_question(position: usize, record: &QuestionRecord, reader: &mut Reader) -> Question {
    let path = format!("questions.{position}");
    let mut choices = Vec::new();
    for (number, choice) in record.choices.iter().enumerate() {
        let fallback = Key::numbered('c', number + 1);
        let key = reader.key(&format!("{path}.choices.{number}.key"), &choice.key, fallback);
        choices.push(Choice { key, label: label(&choice.label) });
    }
    let kind = match record.kind.trim() {
        "many" => QuestionKind::Many(choices),
        "quantity" => QuestionKind::Quantity { unit: label(&record.unit) },
        "day" => QuestionKind::Day,
        "one" | "" => QuestionKind::One(choices),
        other => {
            reader.fault(
                format!("{path}.kind"),
                Phrase::new(
                    format!("“{other}”不是题型；可用 one、many、quantity、day。"),
                    format!("“{other}” is no kind of question: one, many, quantity or day."),
                ),
            );
            QuestionKind::One(choices)
        }
    };
    Question {
        key: reader.key(&format!("{path}.key"), &record.key, Key::numbered('q', position + 1)),
        text: label(&record.text),
        hint: label(&record.hint),
        kind,
        asked_when: reader.condition(&format!("{path}.asked_when"), &record.asked_when),
    }
}

fn read_material(position: usize, record: &MaterialRecord, reader: &mut Reader) -> Material {
    let path = |field: &str| format!("materials.{position}.{field}");
    if record.name.zh.trim().is_empty() {
        reader.fault(path("name"), Phrase::of("请填写材料名称。", "Enter the paper's name."));
    }
    let (origin, form, taking) = (Origin::Applicant, MaterialForm::Paper, Taking::KeepOriginal);
    Material {
        key: reader.key(&path("key"), &record.key, Key::numbered('m', position + 1)),
        name: label(&record.name),
        origin: reader.word(&path("origin"), &record.origin, origin, by_word!(Origin)),
        issued_by: record.issued_by.clone(),
        issued_within: record.issued_within.clone(),
        place: label(&record.place),
        form: reader.word(&path("form"), &record.form, form, by_word!(MaterialForm)),
        originals: record.originals,
        copies: record.copies,
        taking: reader.word(&path("taking"), &record.taking, taking, by_word!(Taking)),
        necessity: reader.word(
            &path("necessity"),
            &record.necessity,
            Necessity::Required,
            by_word!(Necessity),
        ),
        deferral: reader.word(
            &path("deferral"),
            &record.deferral,
            Deferral::Never,
            by_word!(Deferral),
        ),
        sharing: reader.word(
            &path("sharing"),
            &record.sharing,
            Sharing::ApplicantBrings,
            by_word!(Sharing),
        ),
        criterion: label(&record.criterion),
        instructions: label(&record.instructions),
        basis: record.basis.clone(),
        blank_form: record.blank_form.clone(),
        sample: record.sample.clone(),
        when: reader.condition(&path("when"), &record.when),
    }
}

fn read_step(position: usize, record: &StepRecord, reader: &mut Reader) -> Step {
    let path = |field: &str| format!("steps.{position}.{field}");
    let usual = StepKind::of_name(&record.name.zh);
    Step {
        key: reader.key(&path("key"), &record.key, Key::numbered('s', position + 1)),
        name: label(&record.name),
        kind: reader.word(&path("kind"), &record.kind, usual, by_word!(StepKind)),
        department: record.department.clone(),
        post: record.post.clone(),
        limit: reader.optional_limit(&path("limit"), record.limit.as_ref()),
        criterion: record.criterion.clone(),
        basis: record.basis.clone(),
    }
}

fn read_procedure(
    position: usize,
    record: &ProcedureRecord,
    reader: &mut Reader,
) -> SpecialProcedure {
    let path = |field: &str| format!("procedures.{position}.{field}");
    let usual = ProcedureKind::of_name(&record.name.zh).unwrap_or(ProcedureKind::PublicNotice);
    SpecialProcedure {
        key: reader.key(&path("key"), &record.key, Key::numbered('p', position + 1)),
        kind: reader.word(&path("kind"), &record.kind, usual, by_word!(ProcedureKind)),
        name: label(&record.name),
        length: reader.optional_limit(&path("length"), record.length.as_ref()),
        counting: reader.word(
            &path("counting"),
            &record.counting,
            Counting::NotCounted,
            by_word!(Counting),
        ),
        basis: record.basis.clone(),
        when: reader.condition(&path("when"), &record.when),
    }
}

fn read_fee(record: &FeeRecord, reader: &mut Reader) -> Fee {
    match record {
        FeeRecord::Unstated => Fee::Unstated,
        FeeRecord::No { remark } => Fee::Free { remark: label(remark) },
        FeeRecord::Yes { standard, basis, rates } => Fee::Charged {
            standard: label(standard),
            basis: basis.clone(),
            rates: rates
                .iter()
                .enumerate()
                .map(|(position, rate)| FeeRate {
                    name: label(&rate.name),
                    amount: rate.fen.map_or_else(
                        || Amount::ByTariff(label(&rate.tariff)),
                        |fen| Amount::Fixed(Fen::new(fen)),
                    ),
                    when: reader.condition(&format!("fee.rates.{position}.when"), &rate.when),
                })
                .collect(),
        },
    }
}
