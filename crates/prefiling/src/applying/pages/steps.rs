//! The steps of the public form: what each asks, which fields are its own, and what is wrong with
//! them.

use super::{brings_of, files_of};
use crate::filings::door::{FiledItem, Wish, papers_of, sealed_answers};
use casework::cases::door::{self as cases, PartyDraft, SealedParties, Typed};
use casework::intake::door as intake;
use casework::papers::door as papers;
use counter::catalogue::door::PublishedItem;
use kit::db::CentreId;
use kit::form::{FormData, FormErrors};
use kit::{HallError, Phrase, Visit, Words};
use rulebook::person::ApplicantKind;

/// A step of the form (步骤), one thing on each page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::applying) enum Step {
    /// What it is, and what it is not.
    Start,
    /// 情形
    Questions,
    /// 谁来办
    Who,
    /// 材料
    Papers,
    /// 核对
    Check,
}

impl Step {
    const ALL: [Self; 5] = [Self::Start, Self::Questions, Self::Who, Self::Papers, Self::Check];

    /// The word in the form.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Questions => "questions",
            Self::Who => "who",
            Self::Papers => "papers",
            Self::Check => "review",
        }
    }

    /// The step of a word.
    pub(super) fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }

    /// What stands above the page.
    pub(super) fn title(self, words: Words) -> &'static str {
        let (chinese, english) = match self {
            Self::Start => ("说明", "Before you start"),
            Self::Questions => ("情形", "Your situation"),
            Self::Who => ("谁来办", "Who applies"),
            Self::Papers => ("材料", "Papers"),
            Self::Check => ("核对提交", "Check and send"),
        };
        words.say(chinese, english)
    }

    /// The steps of an item: one without questions asks none.
    pub(super) fn of(item: &PublishedItem) -> Vec<Self> {
        let has_questions = !item.definition.scenario.questions.is_empty();
        Self::ALL.into_iter().filter(|it| *it != Self::Questions || has_questions).collect()
    }

    /// Whether a field is asked on this page.
    pub(super) fn owns(self, field: &str) -> bool {
        match self {
            Self::Start | Self::Check => false,
            Self::Questions => field.starts_with("q."),
            Self::Who => {
                ["kind", "identity", "name", "phone"].contains(&field)
                    || field.starts_with("agent_")
            }
            Self::Papers => ["kept.", "bring."].iter().any(|it| field.starts_with(it)),
        }
    }

    /// Notes what is wrong with the fields of this page.
    pub(super) fn check(self, draft: Draft<'_>, errors: &mut FormErrors) {
        match self {
            Self::Start | Self::Check => {}
            Self::Questions => drop(draft.answers(errors)),
            Self::Who => drop(draft.parties(errors)),
            Self::Papers => draft.papers(errors),
        }
    }
}

/// What was filled in so far, for an item at a centre.
#[derive(Clone, Copy)]
pub(in crate::applying) struct Draft<'a> {
    pub(in crate::applying) visit: &'a Visit,
    pub(in crate::applying) centre: CentreId,
    pub(in crate::applying) item: &'a PublishedItem,
    pub(in crate::applying) data: &'a FormData,
}

impl Draft<'_> {
    /// The answers, where they settle which papers are needed.
    pub(super) fn answers(&self, errors: &mut FormErrors) -> Option<rulebook::condition::Answers> {
        let texts = intake::texts(self.data);
        match cases::settled(&self.item.definition, &texts, self.visit.today()) {
            Ok(answers) => Some(answers),
            Err(error) => {
                note(error, errors);
                None
            }
        }
    }

    /// Who applies and who files for them, where both can be read.
    pub(super) fn parties(
        &self,
        errors: &mut FormErrors,
    ) -> Option<(PartyDraft, Option<(PartyDraft, String)>)> {
        let (data, before) = (self.data, errors.iter().count());
        let typed = Typed {
            name: data.text("name"),
            identity: data.text("identity"),
            phone: data.text("phone"),
        };
        let kind = intake::kind(&self.item.definition, data);
        let applicant = cases::read_party(typed, kind, &str::to_owned, errors);
        let of_agent = |name: &str| format!("agent_{name}");
        let fields = ["agent_identity", "agent_name", "agent_phone", "agent_mandate"];
        let agent = fields.iter().any(|name| data.has(name)).then(|| {
            let typed = Typed {
                name: data.text("agent_name"),
                identity: data.text("agent_identity"),
                phone: data.text("agent_phone"),
            };
            let person = ApplicantKind::NaturalPerson;
            let party = cases::read_party(typed, person, &of_agent, errors);
            let mandate: String = data.text("agent_mandate").chars().take(200).collect();
            (party, mandate)
        });
        let pair = agent.as_ref().map(|(party, mandate)| (party, mandate.as_str()));
        cases::check_agent(&applicant, pair, &of_agent, errors);
        if errors.iter().count() > before {
            return None;
        }
        if let Err(error) = cases::check_audience(&self.item.definition, &applicant) {
            note(error, errors);
            return None;
        }
        Some((applicant, agent))
    }

    /// Each paper that has to be there has a file or is brought along.
    fn papers(&self, errors: &mut FormErrors) {
        let Some(answers) = self.answers(errors) else { return };
        let taken = match papers::taken(&self.visit.hall.vault, self.data) {
            Ok(taken) => taken,
            Err(error) => return note(error, errors),
        };
        let brings = brings_of(self.data);
        for paper in papers_of(&self.item.definition, &answers, self.visit.today()) {
            let has_file = taken.iter().any(|(kept, _)| kept.is_of(&paper.key));
            if paper.is_required && !has_file && !brings.contains(&paper.key) {
                let fault = Phrase::of(
                    "请上传，或者勾选“来窗口时带上”。",
                    "Send a file, or tick that you bring it along.",
                );
                errors.add(format!("file.{}", paper.key), fault);
            }
        }
    }

    /// Everything, ready for the act.
    ///
    /// # Errors
    /// `Invalid` with all that is wrong.
    pub(in crate::applying) async fn wish(&self) -> Result<Wish, HallError> {
        let mut errors = FormErrors::new();
        let answers = self.answers(&mut errors);
        let parties = self.parties(&mut errors);
        if answers.is_some() {
            self.papers(&mut errors);
        }
        let (Some(answers), Some((applicant, agent)), true) = (answers, parties, errors.is_empty())
        else {
            return Err(HallError::Invalid(errors));
        };
        let vault = &self.visit.hall.vault;
        let papers = papers_of(&self.item.definition, &answers, self.visit.today());
        let is_listed = |key: &str| papers.iter().any(|it| it.key == key);
        let mut files = files_of(self.visit, self.centre, self.data).await?;
        files.retain(|kept| is_listed(kept.paper()));
        let mut brings = brings_of(self.data);
        brings.retain(|key| is_listed(key));
        let name = self.item.definition.title.name.clone();
        Ok(Wish {
            item: FiledItem {
                code: self.item.code.clone(),
                version: self.item.version,
                zh: name.zh,
                en: name.en,
            },
            parties: SealedParties::of(&applicant, agent.as_ref(), vault),
            answers: sealed_answers(vault, &intake::texts(self.data))?,
            papers,
            brings,
            files,
        })
    }
}

fn note(error: HallError, errors: &mut FormErrors) {
    match error {
        HallError::Invalid(faults) => {
            faults.iter().for_each(|(field, fault)| errors.add(field, fault.clone()));
        }
        error => errors.add("", error.sentence()),
    }
}
