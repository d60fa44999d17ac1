//! The acts on applications: load, let the rules decide, commit with the journal entry.

use super::deciding::{self, Place};
use super::events::{
    CHECKED, Checked, ENTERED, EXTRACTED, Extracted, FILED, REFUSED, SENT, Said, UNMASKED,
    WITHDRAWN,
};
use super::record::{ChangeFile, EntryFacts, FiledFacts, PaperFile};
use super::store::{self, Held, Series};
use crate::acting::{reason_of, stale};
use casework::cases::door as cases;
use counter::catalogue::door as catalogue;
use jiff::civil::Date;
use kit::db::Act;
use kit::journal::{Committed, NewEntry, Subject, commit};
use kit::{HallError, Phrase};
use rulebook::item::{Definition, Material, Necessity};
use serde::{Deserialize, Serialize};
use statutes::household::{Answer, Application, Filed, Item, Refusal};

/// The law that an item of the register rests on.
const LAW: &str = "户口登记条例";

/// What an act on an application gives back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// Its number.
    pub number: String,
    /// Where it stands now.
    pub stage: String,
    /// Number of the entry; empty until there is one.
    pub entry: String,
    /// Number of the household; empty until it is founded.
    pub household: String,
    /// Its version, for the next act.
    pub version: i64,
}

/// An application to be filed, sealed already: an act may not draw random numbers.
#[derive(Clone, Debug)]
pub struct NewApplication {
    /// What for.
    pub item: Item,
    /// Number of the household; empty for a founding.
    pub household: String,
    /// The day on which it happened.
    pub happened_on: Date,
    /// Why it is late.
    pub late_reason: String,
    /// Code of an item of the catalogue, whose papers are checked; may be empty.
    pub code: String,
    /// Number of the case it belongs to; may be empty.
    pub case: String,
    /// What is to be entered.
    pub change: ChangeFile,
}

/// An act on an application that is there.
#[derive(Clone, Debug)]
pub enum Deed {
    /// 核对材料: keys of all that were checked.
    Check(Vec<String>),
    /// 报派出所: under which number.
    Send(String),
    /// 派出所答复: its words, needed where it refuses.
    Answer(Answer, String),
    /// 当场登记
    Enter,
    /// 不予登记
    Refuse(String),
    /// 撤回
    Withdraw(String),
}

pub(super) fn refused(refusal: Refusal) -> HallError {
    HallError::refused(refusal.phrase(), refusal.basis())
}

pub(super) fn subject(number: &str) -> Subject {
    Subject::new("register_application", number)
}

pub(super) fn household_subject(number: &str) -> Subject {
    Subject::new("household", number)
}

/// Whether an item of the catalogue is one of the household register.
pub(super) fn is_register(item: &Definition) -> bool {
    item.authority.legal_basis.iter().any(|basis| basis.citation.contains(LAW))
}

fn paper(material: &Material) -> PaperFile {
    let always = matches!(material.when.view(), rulebook::condition::View::Always);
    let name = material.name.phrase();
    PaperFile {
        key: material.key.to_string(),
        name: name.zh.into_owned(),
        name_english: name.en.into_owned(),
        is_required: always && material.necessity == Necessity::Required,
    }
}

/// 申报: an item of the register with its papers, or none; what could not be entered is not filed.
///
/// # Errors
/// What the rules refuse; an item or a case that does not fit.
pub fn file(act: &mut Act<'_>, new: &NewApplication) -> Result<Committed<Done>, HallError> {
    let (centre, today) = (act.centre(), act.today());
    let filed = Filed {
        item: new.item,
        happened_on: new.happened_on,
        late_reason: new.late_reason.clone(),
    };
    let is_late = filed.is_late(today);
    let application = Application::file(filed, today).map_err(refused)?;
    let mut papers = Vec::new();
    if !new.code.is_empty() {
        let found = catalogue::current(act, centre, &new.code)?;
        let Some(item) = found.filter(|it| is_register(&it.definition)) else {
            let fault = Phrase::of(
                "这个事项不是户口登记事项，请选择户口登记事项，或者留空。",
                "This is not an item of the household register. Choose one, or leave it out.",
            );
            return Err(HallError::invalid("code", fault));
        };
        papers = item.definition.materials.iter().map(paper).collect();
    }
    check_case(act, &new.case, &new.code)?;
    let number = store::next_number(act, Series::Applications)?;
    let facts = FiledFacts {
        number: number.clone(),
        item: new.item.word().to_owned(),
        household: new.household.clone(),
        happened_on: new.happened_on,
        late_reason: new.late_reason.trim().to_owned(),
        is_late,
        code: new.code.clone(),
        case: new.case.clone(),
        papers,
        change: new.change.clone(),
    };
    deciding::made(&facts, place(act, &facts)?)?;
    let entry = NewEntry::new(subject(&number), FILED.0, &facts)?;
    let done = Done {
        number,
        stage: application.stage().word().to_owned(),
        entry: String::new(),
        household: facts.household.clone(),
        version: 1,
    };
    commit(act, vec![entry], done)
}

/// A case that is named is here, and of the item that is named.
fn check_case(act: &mut Act<'_>, case: &str, code: &str) -> Result<(), HallError> {
    if case.is_empty() {
        return Ok(());
    }
    let centre = act.centre();
    if cases::item_of(act, centre, case)?.as_deref().is_some_and(|it| it == code) {
        return Ok(());
    }
    let fault = Phrase::of(
        "本中心没有这个编号的、属于所选事项的办件。请核对编号，或者留空。",
        "This centre has no case of the chosen item under this number. Check it, or leave it out.",
    );
    Err(HallError::invalid("case", fault))
}

/// Where an application is entered: its household as it stands, or the number of a new one.
fn place(act: &mut Act<'_>, facts: &FiledFacts) -> Result<Place, HallError> {
    let centre = act.centre();
    for mark in deciding::marks(&facts.change) {
        if store::is_registered(act, centre, mark)? {
            return Err(refused(Refusal::RegisteredElsewhere));
        }
    }
    let current = if facts.household.is_empty() {
        None
    } else {
        let found = store::household(act, centre, &facts.household)?;
        let held = found.ok_or_else(|| unknown_household(&facts.household))?;
        Some((held.number, held.file))
    };
    let next = store::next_household(act)?;
    Ok(Place { current, next, today: act.today() })
}

/// Performs a deed on an application that was seen at a version (0: whatever it is now).
///
/// # Errors
/// `NotFound`, `Stale` where somebody else acted meanwhile, what the rules say.
pub fn perform(
    act: &mut Act<'_>,
    (number, seen): (&str, i64),
    deed: &Deed,
) -> Result<Committed<Done>, HallError> {
    let held = found(act, number)?;
    if seen != 0 && held.version != seen {
        return Err(stale());
    }
    let unchecked = held.unchecked();
    let it = held.application.clone();
    let (moved, deed) = match deed {
        Deed::Check(papers) => return check(act, &held, papers),
        Deed::Enter => {
            let entry = store::next_number(act, Series::Entries)?;
            let moved = it.enter(&entry, unchecked).map_err(refused)?;
            return enter(act, &held, &moved, (&entry, "here", ""));
        }
        Deed::Answer(Answer::Granted, words) => {
            let entry = store::next_number(act, Series::Entries)?;
            let moved = it.answer(Answer::Granted, &entry, words).map_err(refused)?;
            return enter(act, &held, &moved, (&entry, "station", words.trim()));
        }
        Deed::Answer(answer, words) => (it.answer(*answer, "", words), (REFUSED.0, words)),
        Deed::Send(words) => (it.send(words, unchecked), (SENT.0, words)),
        Deed::Refuse(words) => (it.refuse(words), (REFUSED.0, words)),
        Deed::Withdraw(words) => (it.withdraw(words), (WITHDRAWN.0, words)),
    };
    let moved = moved.map_err(refused)?;
    let facts = Said { words: deed.1.trim().to_owned() };
    let entry = NewEntry::new(subject(number), deed.0, &facts)?;
    let household = held.filed.household.clone();
    commit(act, vec![entry], done(&held, &moved, (String::new(), household)))
}

fn done(held: &Held, moved: &Application, (entry, household): (String, String)) -> Done {
    Done {
        number: held.number.clone(),
        stage: moved.stage().word().to_owned(),
        entry,
        household,
        version: held.version + 1,
    }
}

/// 核对材料: which papers were checked, while it is still to be decided.
fn check(act: &mut Act<'_>, held: &Held, papers: &[String]) -> Result<Committed<Done>, HallError> {
    if held.application.state != statutes::household::State::Filed {
        return Err(refused(Refusal::WrongState));
    }
    let known = held.filed.papers.iter().filter(|it| papers.contains(&it.key));
    let facts = Checked { papers: known.map(|it| it.key.clone()).collect() };
    let entry = NewEntry::new(subject(&held.number), CHECKED.0, &facts)?;
    let household = held.filed.household.clone();
    commit(act, vec![entry], done(held, &held.application, (String::new(), household)))
}

/// 登记: before and after, under a number of its own.
fn enter(
    act: &mut Act<'_>,
    held: &Held,
    moved: &Application,
    (entry, decided, words): (&str, &str, &str),
) -> Result<Committed<Done>, HallError> {
    let place = place(act, &held.filed)?;
    let made = deciding::made(&held.filed, place)?;
    let facts = EntryFacts {
        entry: entry.to_owned(),
        household: made.household.clone(),
        item: held.filed.item.clone(),
        decided: decided.to_owned(),
        words: words.to_owned(),
        before: made.before,
        after: made.after,
        households: made.households,
    };
    let told = NewEntry::new(subject(&held.number), ENTERED.0, &facts)?;
    commit(act, vec![told], done(held, moved, (entry.to_owned(), made.household)))
}

fn found(act: &mut Act<'_>, number: &str) -> Result<Held, HallError> {
    let centre = act.centre();
    store::find(act, centre, number)?.ok_or_else(|| unknown(number))
}

pub(super) fn unknown(number: &str) -> HallError {
    HallError::NotFound(Phrase::new(
        format!("本中心没有编号为“{number}”的户籍申请。请核对编号。"),
        format!("There is no application “{number}” in this centre. Check the number."),
    ))
}

pub(super) fn unknown_household(number: &str) -> HallError {
    HallError::NotFound(Phrase::new(
        format!("本中心没有编号为“{number}”的户。请核对户号。"),
        format!("There is no household “{number}” in this centre. Check the number."),
    ))
}

/// Records that an application or a household was looked at in clear.
///
/// # Errors
/// `NotFound`; without a reason.
pub(super) fn unmask(
    act: &mut Act<'_>,
    subject: Subject,
    reason: &str,
) -> Result<Committed<()>, HallError> {
    let words = reason_of("look_reason", reason)?;
    let centre = act.centre();
    if subject.kind == "household" {
        let known = store::household(act, centre, &subject.id)?;
        known.ok_or_else(|| unknown_household(&subject.id))?;
    } else {
        found(act, &subject.id)?;
    }
    let entry = NewEntry::new(subject, UNMASKED.0, &Said { words })?;
    commit(act, vec![entry], ())
}

/// Records that an extract (户籍证明) was given, and what for.
///
/// # Errors
/// `NotFound`; without a purpose.
pub(super) fn extracted(
    act: &mut Act<'_>,
    number: &str,
    purpose: &str,
) -> Result<Committed<()>, HallError> {
    let purpose = reason_of("purpose", purpose)?;
    let centre = act.centre();
    store::household(act, centre, number)?.ok_or_else(|| unknown_household(number))?;
    let entry = NewEntry::new(household_subject(number), EXTRACTED.0, &Extracted { purpose })?;
    commit(act, vec![entry], ())
}
