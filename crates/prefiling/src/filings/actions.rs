//! The acts: load, let the rules decide, commit with the journal entry.

use super::events::{
    Asked, Checked, FiledItem, FiledPaper, Nothing, Sent, SentAgain, SentBack, Taken, Unmasked,
    Viewed,
};
use super::store::{self, Held, HeldFile};
use casework::cases::door::{self as cases, SealedParties};
use casework::papers::door::Kept;
use counter::catalogue::door as catalogue;
use jiff::ToSpan;
use jiff::civil::Date;
use kit::db::{Act, CentreId, Read};
use kit::files::FileKind;
use kit::journal::{Committed, Entry, NewEntry, Subject, commit};
use kit::{HallError, Phrase};
use office::settings::door::{self as settings, Parameter};
use rulebook::breach::Breach;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use threshold::contact::answer_due;
use threshold::prefiling::{Ask, Prefiling};

/// Files that one filing has at most.
pub(crate) const FILES_MAX: usize = 60;

/// A filing as it was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// What is in its address.
    pub code: String,
    /// `5101-20261123-001`
    pub number: String,
}

/// What is filed, ready for an act; sealing draws random numbers, which an act may not.
#[derive(Clone, Debug)]
pub struct Wish {
    /// The item at the version the form was filled in from.
    pub item: FiledItem,
    /// Who applies, and who files for them.
    pub parties: SealedParties,
    /// Answers to the scenario questions, sealed.
    pub answers: String,
    /// The papers that are needed.
    pub papers: Vec<FiledPaper>,
    /// Keys of those that are brought along.
    pub brings: Vec<String>,
    /// Files of the others.
    pub files: Vec<Kept>,
}

/// What is sent again, ready for an act.
#[derive(Clone, Debug, Default)]
pub struct Supplement {
    /// Keys of papers that are brought along.
    pub brings: Vec<String>,
    /// Files.
    pub files: Vec<Kept>,
    /// What the person wrote, sealed; empty where nothing was.
    pub note: String,
}

/// What the hall asks for, ready for an act.
#[derive(Clone, Debug, Default)]
pub struct Return {
    /// Everything that is missing.
    pub asks: Vec<Ask>,
    /// Why something was not asked the first time; may be empty.
    pub late_reason: String,
    /// The version that was looked at; 0 for whatever it is now.
    pub seen: i64,
}

pub(crate) fn no(breach: Breach) -> HallError {
    HallError::refused(breach.phrase(), breach.basis())
}

pub(super) fn subject(number: &str) -> Subject {
    Subject::new("filing", number)
}

pub(crate) fn unknown() -> HallError {
    HallError::not_found(
        "没有这份网上预申报。请核对编号、二维码或地址。",
        "There is no such filing. Check the number, the code or the address.",
    )
}

fn stale() -> HallError {
    HallError::Stale(Phrase::of(
        "这份预申报刚刚有变化。您填写的内容还在，请核对后再办。",
        "This filing has just changed. What you typed is kept; check before going on.",
    ))
}

/// The day by which the hall answers, from a day on.
fn check_by(read: &mut dyn Read, centre: CentreId, today: Date) -> Result<Date, HallError> {
    let parameters = settings::parameters(read, centre)?;
    let calendar = settings::working_calendar(read, centre)?;
    Ok(answer_due(today, parameters.days(Parameter::PrefilingCheckDays), &calendar))
}

/// The last day to come, or to send what is missing.
fn until(read: &mut dyn Read, centre: CentreId, today: Date) -> Result<Date, HallError> {
    let days = settings::parameters(read, centre)?.days(Parameter::PrefilingDays);
    Ok(today.saturating_add(i64::from(days).days()))
}

fn by_code(act: &mut Act<'_>, code: &str) -> Result<Held, HallError> {
    let centre = act.centre();
    store::by_code(act, centre, code)?.ok_or_else(unknown)
}

fn by_number(act: &mut Act<'_>, number: &str, seen: i64) -> Result<Held, HallError> {
    let centre = act.centre();
    let held = store::by_number(act, centre, number)?.ok_or_else(unknown)?;
    if seen != 0 && seen != held.version { Err(stale()) } else { Ok(held) }
}

/// 提交网上预申报
///
/// # Errors
/// `PrefilingNotOffered`; `PrefilingHeld`; a version that was replaced meanwhile.
pub fn send(act: &mut Act<'_>, wish: &Wish) -> Result<Committed<Made>, HallError> {
    let (centre, today) = (act.centre(), act.today());
    let item = catalogue::current(act, centre, &wish.item.code)?;
    let item = item.filter(|it| it.definition.handling.takes_prefiling());
    let item = item.ok_or_else(|| no(Breach::PrefilingNotOffered))?;
    if item.version != wish.item.version {
        return Err(HallError::Stale(Phrase::of(
            "这个事项刚刚更新，材料可能有变。您填写的内容都在，请核对后再提交。",
            "This item has just been revised; papers may differ. What you typed is kept: check it \
             and send it again.",
        )));
    }
    let open = store::of_person(act, centre, wish.parties.person())?;
    if open.iter().any(|held| held.item.code == wish.item.code) {
        return Err(no(Breach::PrefilingHeld));
    }
    let check_by = check_by(act, centre, today)?;
    let (number, code) = (store::next_number(act)?, act.random_hex(8));
    let facts = Sent {
        number: number.clone(),
        code: code.clone(),
        item: wish.item.clone(),
        parties: wish.parties.clone(),
        answers: wish.answers.clone(),
        papers: wish.papers.clone(),
        brings: wish.brings.clone(),
        files: wish.files.clone(),
        check_by,
    };
    let entry = NewEntry::new(subject(&number), "filings.sent", &facts)?;
    commit(act, vec![entry], Made { code, number })
}

/// 补充后再提交
///
/// # Errors
/// `NotFound`; `PrefilingEnded`; `PrefilingNotSentBack`; `PrefilingIncomplete`.
pub fn send_again(
    act: &mut Act<'_>,
    code: &str,
    supplement: &Supplement,
) -> Result<Committed<()>, HallError> {
    let (centre, today) = (act.centre(), act.today());
    let held = by_code(act, code)?;
    let Supplement { brings, files, note } = supplement.clone();
    let mut given: BTreeSet<String> = brings.iter().cloned().collect();
    given.extend(files.iter().map(|it| it.paper().to_owned()));
    if !note.is_empty() {
        given.insert(threshold::prefiling::OTHER.to_owned());
    }
    let check_by = check_by(act, centre, today)?;
    let asked: BTreeSet<String> = held.content.asks.iter().map(|it| it.key.clone()).collect();
    held.filing.send_again(&given, check_by).map_err(no)?;
    if given.iter().any(|key| key != threshold::prefiling::OTHER && !asked.contains(key)) {
        return Err(no(Breach::UnknownPaper));
    }
    let facts = SentAgain { brings, files, note, check_by };
    let entry = NewEntry::new(subject(&held.number), "filings.sent_again", &facts)?;
    commit(act, vec![entry], ())
}

/// 撤回, by who knows its address.
///
/// # Errors
/// `NotFound`; `PrefilingEnded`.
pub fn withdraw(act: &mut Act<'_>, code: &str) -> Result<Committed<()>, HallError> {
    let held = by_code(act, code)?;
    held.filing.withdraw().map_err(no)?;
    let entry = NewEntry::new(subject(&held.number), "filings.withdrawn", &Nothing {})?;
    commit(act, vec![entry], ())
}

/// 核对齐全
///
/// # Errors
/// `NotFound`; `Stale`; `PrefilingEnded`; `PrefilingChecked`.
pub fn check(act: &mut Act<'_>, number: &str, seen: i64) -> Result<Committed<()>, HallError> {
    let (centre, today) = (act.centre(), act.today());
    let until = until(act, centre, today)?;
    let held = by_number(act, number, seen)?;
    held.filing.check(until).map_err(no)?;
    let entry = NewEntry::new(subject(number), "filings.checked", &Checked { until })?;
    commit(act, vec![entry], ())
}

/// 退回补充: everything that is missing, at one time.
///
/// # Errors
/// `NotFound`; `Stale`; a paper that the filing does not list; what the rules say.
pub fn send_back(
    act: &mut Act<'_>,
    number: &str,
    told: &Return,
) -> Result<Committed<()>, HallError> {
    let (centre, today) = (act.centre(), act.today());
    let until = until(act, centre, today)?;
    let held = by_number(act, number, told.seen)?;
    let is_known = |key: &str| key == threshold::prefiling::OTHER || held.paper(key).is_some();
    if !told.asks.iter().all(|ask| is_known(&ask.key)) {
        return Err(no(Breach::UnknownPaper));
    }
    let Return { asks, late_reason, .. } = told;
    refused_at_fields(held.filing, asks, (late_reason, until))?;
    let short = |text: &str| text.trim().chars().take(300).collect::<String>();
    let asks = asks.iter().map(|it| Asked { key: it.key.clone(), reason: short(&it.reason) });
    let facts = SentBack { asks: asks.collect(), late_reason: short(late_reason), until };
    let entry = NewEntry::new(subject(number), "filings.sent_back", &facts)?;
    commit(act, vec![entry], ())
}

/// Lets the rule decide; what is wrong with a field is told at the field.
fn refused_at_fields(
    filing: Prefiling,
    asks: &[Ask],
    (late_reason, until): (&str, Date),
) -> Result<(), HallError> {
    let blank = asks.iter().find(|it| it.reason.trim().is_empty());
    let blank = blank.map(|it| format!("reason.{}", it.key));
    match filing.send_back(asks, late_reason, until) {
        Ok(_) => Ok(()),
        Err(breach @ Breach::ReasonMissing) => {
            Err(HallError::invalid(&blank.unwrap_or_default(), breach.phrase()))
        }
        Err(breach @ Breach::PrefilingAskedLate) => {
            Err(HallError::invalid("late_reason", breach.phrase()))
        }
        Err(breach) => Err(no(breach)),
    }
}

/// 失效: its last day has passed.
///
/// # Errors
/// `NotFound`; `PrefilingEnded`; `PrefilingLasts`.
pub fn lapse(act: &mut Act<'_>, number: &str) -> Result<Committed<()>, HallError> {
    let today = act.today();
    by_number(act, number, 0)?.filing.lapse(today).map_err(no)?;
    let entry = NewEntry::new(subject(number), "filings.lapsed", &Nothing {})?;
    commit(act, vec![entry], ())
}

/// 接收: the look that fills the intake form stands in the journal before the form is drawn.
///
/// # Errors
/// `NotFound`; `PrefilingEnded`.
pub(super) fn open(act: &mut Act<'_>, number: &str) -> Result<Committed<()>, HallError> {
    let held = by_number(act, number, 0)?;
    if !held.filing.standing().is_open() {
        return Err(no(Breach::PrefilingEnded));
    }
    let entry = NewEntry::new(subject(number), "filings.opened", &Nothing {})?;
    commit(act, vec![entry], ())
}

/// 查看: the look stands in the journal before anything is shown.
///
/// # Errors
/// `NotFound`; also once it is over, for then the case has its papers, or nobody.
pub(super) fn view(
    act: &mut Act<'_>,
    (number, file): (&str, i64),
) -> Result<Committed<Kept>, HallError> {
    let centre = act.centre();
    let held = by_number(act, number, 0)?;
    if !held.filing.standing().is_open() {
        return Err(no(Breach::PrefilingEnded));
    }
    let all = store::files(act, centre, number)?;
    let found = store::file(act, centre, (number, file))?.ok_or_else(unknown)?;
    let name = file_name(&held, &all, &found);
    let facts = Viewed { file, name, digest: found.kept.digest().to_owned() };
    let entry = NewEntry::new(subject(number), "filings.viewed", &facts)?;
    commit(act, vec![entry], found.kept)
}

/// What a file is called: its paper and its place among the paper's files, for what people call
/// their files may tell who they are.
pub(super) fn file_name(held: &Held, all: &[HeldFile], file: &HeldFile) -> String {
    let key = file.kept.paper();
    let same = all.iter().filter(|it| it.kept.paper() == key && it.file <= file.file);
    let name = held.paper(key).map_or(key, |it| it.zh.as_str());
    let ending = FileKind::from_word(file.kept.kind()).map_or("", FileKind::ending);
    format!("{name}-{}.{ending}", same.count())
}

/// 查看完整信息: with a reason.
///
/// # Errors
/// `NotFound`; without a reason.
pub(super) fn unmask(
    act: &mut Act<'_>,
    number: &str,
    reason: &str,
) -> Result<Committed<()>, HallError> {
    by_number(act, number, 0)?;
    let reason: String = reason.trim().chars().take(200).collect();
    if reason.is_empty() {
        return Err(HallError::invalid("reason", Breach::ReasonMissing.phrase()));
    }
    let entry = NewEntry::new(subject(number), "filings.unmasked", &Unmasked { reason })?;
    commit(act, vec![entry], ())
}

/// Hears of a case that comes from a filing, and ends the filing in the same transaction.
///
/// # Errors
/// `Invalid` where there is no such filing, it is over, or it is of another item.
pub(super) fn became_case(act: &mut Act<'_>, entry: &Entry) -> Result<Vec<NewEntry>, HallError> {
    let Some((number, case)) = cases::filing_of(entry)? else { return Ok(Vec::new()) };
    let centre = act.centre();
    let wrong = |error: &HallError| HallError::invalid("filing", error.sentence());
    let held = store::by_number(act, centre, &number)?.ok_or_else(|| wrong(&unknown()))?;
    let item = cases::item_of(act, centre, &case)?;
    if item.is_some_and(|code| code != held.item.code) {
        return Err(wrong(&unknown()));
    }
    held.filing.take(&case).map_err(|breach| wrong(&no(breach)))?;
    Ok(vec![NewEntry::new(subject(&number), "filings.taken", &Taken { case })?])
}
