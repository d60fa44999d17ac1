//! 收件: taking a case in, with its outcome in the same act where the window knows it at once
//! (Administrative Licensing Law art. 32).

use super::actions::{Done, Surroundings, decided, defers, refused, subject};
use super::answers;
use super::deed::Deed;
use super::events::{Happened, Parties, Taken, action};
use super::parties::{self, PartyDraft};
use super::record::TickRecord;
use super::store;
use crate::papers::door::{self as papers, Kept};
use counter::catalogue::door::{self as catalogue, PublishedItem};
use jiff::civil::Date;
use kit::db::{Act, CentreId};
use kit::journal::{Committed, NewEntry, commit};
use kit::privacy::Vault;
use kit::{HallError, Phrase};
use reception::contacts::door as contacts;
use rulebook::breach::Breach;
use rulebook::case::{ApplicantStanding, Case, Received, ResultDuty};
use rulebook::checklist::Checklist;
use rulebook::condition::{Answer, Answers, Key, Verdict};
use rulebook::event::{Demand, ListedPaper, PaperState, Procedure, StepLimit};
use rulebook::item::{
    Counting, Deferral, Definition, Material, Necessity, QuestionKind, ResultKind,
    SpecialProcedure, Step, StepKind,
};
use std::collections::BTreeSet;
use std::sync::Arc;

/// How long the code of a case is: nobody guesses it, and its square still fits on a receipt.
const CODE_BYTES: usize = 10;

/// What a window hands in.
#[derive(Clone, Debug, Default)]
pub struct IntakeDraft {
    /// Item code.
    pub item_code: String,
    /// The item version the form was filled from; 0 for the one in force.
    pub item_version: i64,
    /// Answers to the scenario questions, as texts.
    pub answers: Vec<(String, String)>,
    /// Papers as ticked.
    pub ticks: Vec<TickRecord>,
    /// The applicant.
    pub applicant: PartyDraft,
    /// Who files for the applicant, with the mandate.
    pub agent: Option<(PartyDraft, String)>,
}

/// What follows at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Then {
    /// Nothing: the papers are looked at later, within five working days.
    #[default]
    Wait,
    /// 当场受理
    Accept,
    /// 当场一次性告知
    GiveNotice,
}

impl Then {
    /// What the word of an address means.
    pub fn from_word(word: &str) -> Self {
        match word {
            "acceptance" => Self::Accept,
            "notice" => Self::GiveNotice,
            _ => Self::Wait,
        }
    }

    /// What a program asks for; a word that means nothing is refused.
    pub(super) fn asked(word: &str) -> Result<Self, HallError> {
        match (word, Self::from_word(word)) {
            ("", _) => Ok(Self::Wait),
            (_, Self::Wait) => Err(HallError::invalid(
                "then",
                Phrase::of(
                    "then 只能是 acceptance、notice 或空。",
                    "“then” is “acceptance”, “notice” or empty.",
                ),
            )),
            (_, then) => Ok(then),
        }
    }

    /// The act it means.
    pub(crate) fn deed(self) -> Option<Deed> {
        match self {
            Self::Wait => None,
            Self::Accept => Some(Deed::Accept),
            Self::GiveNotice => Some(Deed::GiveNotice { second_reason: String::new() }),
        }
    }
}

/// Whether a second open case of the same person and item is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Another {
    /// Nobody said so: refused where there is one.
    #[default]
    Unsaid,
    /// The window has seen the other one.
    Meant,
}

/// Sealed and ready for an act; sealing draws random numbers, which an act may not.
#[derive(Clone, Debug)]
pub struct SealedIntake {
    draft: IntakeDraft,
    answers: String,
    parties: Parties,
    deeds: Vec<Deed>,
    another: Another,
    contact: String,
    filing: String,
    files: Vec<Kept>,
}

impl SealedIntake {
    /// From a first contact, which ends as this case; empty where there was none.
    #[must_use]
    pub fn contact(mut self, number: impl Into<String>) -> Self {
        self.contact = number.into();
        self
    }

    /// From what was filed online before the visit, which ends as this case; empty where nothing
    /// was.
    #[must_use]
    pub fn filing(mut self, number: impl Into<String>) -> Self {
        self.filing = number.into();
        self
    }

    /// With files of its papers.
    #[must_use]
    pub fn files(mut self, files: Vec<Kept>) -> Self {
        self.files = files;
        self
    }

    /// With the outcome in the same act.
    #[must_use]
    pub fn then(self, then: Then) -> Self {
        self.with(then.deed().into_iter().collect())
    }

    /// With these deeds in the same act, one after the other: all of them, or none.
    #[must_use]
    pub fn with(mut self, deeds: Vec<Deed>) -> Self {
        self.deeds = deeds;
        self
    }

    /// Whether it is refused at once: then nobody is asked for papers.
    fn is_refused(&self) -> bool {
        self.deeds.iter().any(|deed| matches!(deed, Deed::RefuseAcceptance { .. }))
    }

    /// With the word that a second case is meant.
    #[must_use]
    pub fn another(mut self, another: Another) -> Self {
        self.another = another;
        self
    }
}

/// Seals the personal data of a draft.
pub fn sealed(draft: IntakeDraft, vault: &Vault) -> SealedIntake {
    let parties = parties::sealed_parties(&draft.applicant, draft.agent.as_ref(), vault);
    SealedIntake {
        answers: answers::sealed(&draft.answers, vault),
        draft,
        parties,
        deeds: Vec::new(),
        another: Another::default(),
        contact: String::new(),
        filing: String::new(),
        files: Vec::new(),
    }
}

/// 收件: takes a case in.
///
/// # Errors
/// An unknown item, a version that has been replaced meanwhile, an open case of the same person
/// that nobody spoke of, what the rules say.
pub fn receive(act: &mut Act<'_>, intake: &SealedIntake) -> Result<Committed<Done>, HallError> {
    let (centre, today) = (act.centre(), act.today());
    let draft = &intake.draft;
    let item = item_in_force(act, centre, draft)?;
    check_audience(&item.definition, &draft.applicant)?;
    if intake.another == Another::Unsaid {
        refuse_a_double(act, centre, intake)?;
    }
    let mut around = Surroundings::of(act, &intake.parties.applicant.identity_fingerprint)?;
    if defers(&draft.ticks) && around.standing == ApplicantStanding::BrokeAnUndertaking {
        return Err(refused(Breach::UndertakingBroken));
    }
    let received = from_item(&item.definition, intake, today)?;
    let (case, event) = Case::receive(received, around.now).map_err(refused)?;
    let number = store::next_number(act)?;
    let first = Happened::of(&event, &case, around.dues(&case));
    let taken = Taken {
        number: number.clone(),
        code: act.random_hex(CODE_BYTES),
        item_code: item.code.clone(),
        item_version: item.version,
        item_name: item.definition.title.name.zh.clone(),
        item_name_english: item.definition.title.name.en.clone(),
        department: item.definition.authority.department.clone(),
        answers: Vec::new(),
        answers_sealed: intake.answers.clone(),
        parties: intake.parties.clone(),
        filing: intake.filing.clone(),
        first,
    };
    let mut entries = vec![NewEntry::new(subject(&number), action(&event), &taken)?];
    entries.extend(papers::attached_at_intake(&number, &intake.files, &case.papers)?);
    let mut done = Done { number, stage: case.stage().word().to_owned(), version: 1 };
    let mut case = case;
    for deed in &intake.deeds {
        let (after, entry) = decided(case, deed, &done.number, &mut around)?;
        case = after;
        entries.push(entry);
        done.version += 1;
    }
    case.stage().word().clone_into(&mut done.stage);
    if !intake.contact.is_empty() {
        entries.push(contacts::became_case(act, &intake.contact, &done.number)?);
    }
    commit(act, entries, done)
}

fn item_in_force(
    act: &mut Act<'_>,
    centre: CentreId,
    draft: &IntakeDraft,
) -> Result<Arc<PublishedItem>, HallError> {
    let item = catalogue::current(act, centre, &draft.item_code)?.ok_or_else(|| {
        HallError::invalid(
            "item_code",
            Phrase::new(
                format!("本中心没有生效的事项“{}”。请重新搜索事项。", draft.item_code),
                format!("No item “{}” is in force here. Search again.", draft.item_code),
            ),
        )
    })?;
    if draft.item_version != 0 && item.version != draft.item_version {
        return Err(HallError::Stale(Phrase::of(
            "这个事项刚刚发布了新版本，材料或时限可能有变。已填写的内容都在，请核对后再提交。",
            "A new version of this item has just been published; papers or limits may differ. \
             What you typed is kept: check it and hand it in again.",
        )));
    }
    Ok(item)
}

/// Whether the item is open to this kind of applicant.
///
/// # Errors
/// `Invalid` at `identity`.
pub fn check_audience(definition: &Definition, applicant: &PartyDraft) -> Result<(), HallError> {
    let objects = &definition.audience.objects;
    if objects.is_empty() || applicant.kind().is_served_by(objects) {
        return Ok(());
    }
    let kind = applicant.kind().phrase();
    Err(HallError::invalid(
        "identity",
        Phrase::new(
            format!("这个事项不面向{}，请核对事项或申请人。", kind.zh),
            format!(
                "This item is not open to this kind of applicant ({}). Check item and applicant.",
                kind.en
            ),
        ),
    ))
}

fn refuse_a_double(
    act: &mut Act<'_>,
    centre: CentreId,
    intake: &SealedIntake,
) -> Result<(), HallError> {
    let person = &intake.parties.applicant.identity_fingerprint;
    let open = store::open_of_person(act, centre, person, &intake.draft.item_code)?;
    if open.is_empty() {
        return Ok(());
    }
    let numbers = open.join("、");
    Err(HallError::invalid(
        "another",
        Phrase::new(
            format!("此人同一事项已有在办：{numbers}。确需另办一件的，请勾选确认后再提交。"),
            format!(
                "This person has an open case of this item: {numbers}. If a second one is meant, \
                 tick the box and hand it in again."
            ),
        ),
    ))
}

/// The answers in texts, read by the item's own questions.
pub fn answers_of(
    definition: &Definition,
    texts: &[(String, String)],
    today: Date,
) -> (Answers, Vec<(Key, Phrase)>) {
    definition.scenario.read(today, |key| {
        texts
            .iter()
            .filter(|(name, _)| name == key.as_str())
            .map(|(_, text)| text.clone())
            .collect()
    })
}

/// The answers in texts, where they settle which papers are needed and what is promised.
///
/// # Errors
/// `Invalid` at the question that is not answered, or not as it can be.
pub fn settled(
    definition: &Definition,
    texts: &[(String, String)],
    today: Date,
) -> Result<Answers, HallError> {
    let answers = given(definition, texts, today)?;
    answered(&Checklist::of(definition, &answers, today))?;
    Ok(answers)
}

/// The answers in texts, whether or not they settle anything.
fn given(
    definition: &Definition,
    texts: &[(String, String)],
    today: Date,
) -> Result<Answers, HallError> {
    let (mut answers, faults) = answers_of(definition, texts, today);
    if let Some((key, fault)) = faults.into_iter().next() {
        return Err(HallError::invalid(&format!("q.{key}"), fault));
    }
    // Of several boxes none is ticked: none of them applies.
    for question in definition.scenario.open(&answers, today) {
        if matches!(question.kind, QuestionKind::Many(_)) {
            answers.put(question.key.clone(), Answer::Choices(BTreeSet::new()));
        }
    }
    Ok(answers)
}

/// What the item asks of this applicant, with what the window found.
fn from_item(
    definition: &Definition,
    intake: &SealedIntake,
    today: Date,
) -> Result<Received, HallError> {
    let draft = &intake.draft;
    let is_listed = |key: &str| definition.materials.iter().any(|it| it.key.as_str() == key);
    if let Some(tick) = draft.ticks.iter().find(|tick| !is_listed(&tick.key)) {
        let unknown = Breach::UnknownPaper.phrase();
        return Err(HallError::invalid(&format!("paper.{}", tick.key), unknown));
    }
    // What is refused at the window needs no date, so nothing has to be settled for it.
    let read = if intake.is_refused() { given } else { settled };
    let answers = read(definition, &draft.answers, today)?;
    let checklist = Checklist::of(definition, &answers, today);
    let papers = checklist
        .papers
        .iter()
        .map(|paper| {
            let key = paper.material.key.to_string();
            let tick = draft.ticks.iter().find(|tick| tick.key == key);
            let state = match tick {
                _ if !paper.is_needed() => PaperState::NotNeeded,
                Some(tick) => tick.state.clone().into(),
                None => PaperState::Missing,
            };
            let name = paper.material.name.zh.clone();
            ListedPaper { key, name, demand: demand(paper.material), state }
        })
        .collect();
    Ok(Received {
        mode: definition.handling.mode,
        legal: checklist.limits.legal,
        promised: checklist
            .limits
            .promised
            .ok_or_else(|| HallError::broken("an item in force without a promised limit"))?,
        procedures: checklist
            .procedures
            .iter()
            .filter(|(it, verdict)| is_pause(it) && *verdict == Verdict::Met)
            .map(|(it, _)| Procedure { key: it.key.to_string(), longest: it.length })
            .collect(),
        steps: steps(definition),
        papers,
        partial: definition.handling.partial,
        duty: match definition.result.kind {
            ResultKind::Certificate => ResultDuty::Certificate,
            _ => ResultDuty::Paper,
        },
    })
}

/// The steps between acceptance and decision, where one of them has a limit of its own.
fn steps(definition: &Definition) -> Vec<StepLimit> {
    let is_work = |it: &&Step| {
        !matches!(
            it.kind,
            StepKind::Intake | StepKind::Payment | StepKind::Issue | StepKind::FollowUp
        )
    };
    let step = |it: &Step| StepLimit { key: it.key.to_string(), limit: it.limit };
    let all: Vec<StepLimit> = definition.steps.iter().filter(is_work).map(step).collect();
    if all.iter().any(|it| it.limit.is_some()) { all } else { Vec::new() }
}

/// Whether the clock may stand still for a special procedure.
fn is_pause(procedure: &SpecialProcedure) -> bool {
    procedure.counting == Counting::NotCounted
}

/// Nobody is asked for papers, no date is promised and no pause allowed on a guess: what decides
/// them is answered before the case is taken in, for it can never be answered afterwards.
fn answered(checklist: &Checklist<'_>) -> Result<(), HallError> {
    let mut pauses = checklist.procedures.iter().filter(|(it, _)| is_pause(it));
    let is_open = checklist.undecided().next().is_some()
        || checklist.limits.verdict == Verdict::Open
        || pauses.any(|(_, verdict)| *verdict == Verdict::Open);
    match checklist.open.first().filter(|_| is_open) {
        None => Ok(()),
        Some(question) => Err(HallError::invalid(
            &format!("q.{}", question.key),
            Phrase::of(
                "请先选定这一项：要哪些材料、多长时限由它决定。",
                "Answer this first: it decides which papers are needed and what is promised.",
            ),
        )),
    }
}

fn demand(material: &Material) -> Demand {
    match (material.necessity, material.deferral) {
        (Necessity::Optional, _) => Demand::Optional,
        (Necessity::Required, Deferral::Allowed) => Demand::Deferrable,
        (Necessity::Required, Deferral::Never) => Demand::Indispensable,
    }
}
