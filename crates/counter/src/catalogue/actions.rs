//! The acts of the catalogue: draft, save, discard, publish, withdraw, import.

use super::door::definition_of;
use super::events::{Bounded, Discarded, Drafted, Published, Withdrawn};
use super::record::ItemRecord;
use super::store;
use jiff::civil::Date;
use kit::db::Act;
use kit::journal::{Committed, Housekeeping, NewEntry, Subject, commit, housekeeping};
use kit::{HallError, Phrase};
use rulebook::disclosure::{NotPublishable, may_publish};
use serde::{Deserialize, Serialize};

/// What a clerk saved a draft as, or what was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// Item code.
    pub code: String,
    /// Count of savings of the draft, or number of the published version.
    pub version: i64,
}

fn subject(code: &str) -> Subject {
    Subject::new("item", code)
}

/// The refusal of an item that is not there.
pub(super) fn unknown(code: &str) -> HallError {
    HallError::NotFound(Phrase::new(
        format!("本中心的事项库里没有“{code}”。"),
        format!("There is no item “{code}” in the catalogue of this centre."),
    ))
}

/// The refusal where no draft is open.
pub(super) fn no_draft(code: &str) -> HallError {
    HallError::NotFound(Phrase::new(
        format!("事项“{code}”没有打开的草稿，可能已被他人发布或放弃。"),
        format!("Item “{code}” has no open draft; somebody may have published or discarded it."),
    ))
}

/// A readable record with its keys, or what is wrong with it by field.
fn readable(record: &ItemRecord) -> Result<ItemRecord, HallError> {
    let record = record.clone().with_keys();
    match record.definition() {
        Ok(_) => Ok(record),
        Err(faults) => {
            let mut errors = kit::form::FormErrors::new();
            for fault in faults {
                errors.add(fault.path, fault.fault);
            }
            Err(HallError::Invalid(errors))
        }
    }
}

/// Makes the draft of a new item.
///
/// # Errors
/// Where the code is taken or the record cannot be read.
pub fn create_draft(act: &mut Act<'_>, record: &ItemRecord) -> Result<Committed<Saved>, HallError> {
    let record = &readable(record)?;
    let centre = act.centre();
    if store::item(act, centre, &record.code)?.is_some() {
        return Err(HallError::invalid(
            "code",
            Phrase::new(
                format!("编码“{}”已被使用，请换一个，或打开已有事项修改。", record.code),
                format!("Code “{}” is taken. Choose another or open that item.", record.code),
            ),
        ));
    }
    save(act, record, 1, 0)
}

/// Opens a draft from the version in force.
///
/// # Errors
/// Where the item is unknown or already has a draft.
pub fn open_draft(act: &mut Act<'_>, code: &str) -> Result<Committed<Saved>, HallError> {
    let centre = act.centre();
    let line = store::item(act, centre, code)?.ok_or_else(|| unknown(code))?;
    if line.has_draft == 1 {
        return Err(HallError::breach(
            "这个事项已有打开的草稿，请直接修改那份草稿。",
            "This item already has an open draft. Work on that one.",
        ));
    }
    let version =
        store::version(act, centre, code, line.last_version)?.ok_or_else(|| unknown(code))?;
    save(act, &version.record, 1, version.version)
}

/// Saves a draft that was read at `seen`; refuses where somebody else saved meanwhile.
///
/// # Errors
/// `Stale` where somebody else saved first; what is wrong with the record, by field.
pub fn save_draft(
    act: &mut Act<'_>,
    record: &ItemRecord,
    seen: i64,
) -> Result<Committed<Saved>, HallError> {
    let record = &readable(record)?;
    let draft = not_stale(act, &record.code, seen)?;
    save(act, record, draft.version + 1, draft.base_version)
}

fn not_stale(act: &mut Act<'_>, code: &str, seen: i64) -> Result<store::Draft, HallError> {
    let centre = act.centre();
    let draft = store::draft(act, centre, code)?.ok_or_else(|| no_draft(code))?;
    if draft.version == seen {
        return Ok(draft);
    }
    Err(HallError::Stale(Phrase::new(
        format!("{} 已在您之后打开、先行保存了这份草稿。", draft.changed_by),
        format!("{} has saved this draft since you opened it.", draft.changed_by),
    )))
}

fn save(
    act: &mut Act<'_>,
    record: &ItemRecord,
    version: i64,
    base_version: i64,
) -> Result<Committed<Saved>, HallError> {
    let event = Drafted { record: record.clone(), version, base_version };
    let entry = NewEntry::new(subject(&record.code), "catalogue.drafted", &event)?;
    commit(act, vec![entry], Saved { code: record.code.clone(), version })
}

/// Throws a draft away, with a reason.
///
/// # Errors
/// Where there is none, or no reason is given.
pub fn discard_draft(
    act: &mut Act<'_>,
    code: &str,
    reason: &str,
) -> Result<Committed<()>, HallError> {
    let (centre, reason) = (act.centre(), required_reason(reason)?);
    store::draft(act, centre, code)?.ok_or_else(|| no_draft(code))?;
    let event = Discarded { code: code.to_owned(), reason };
    let entry = NewEntry::new(subject(code), "catalogue.discarded", &event)?;
    commit(act, vec![entry], ())
}

fn required_reason(reason: &str) -> Result<String, HallError> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(HallError::invalid(
            "reason",
            Phrase::of("请写明理由，理由会记入台账。", "Give a reason; it goes into the journal."),
        ));
    }
    Ok(reason.chars().take(500).collect())
}

/// Publishes the draft that was read at `seen` as the next version.
///
/// # Errors
/// `Stale` where somebody saved meanwhile; a breach naming each gap of the six disclosures.
pub fn publish(act: &mut Act<'_>, code: &str, seen: i64) -> Result<Committed<Saved>, HallError> {
    let draft = not_stale(act, code, seen)?;
    let centre = act.centre();
    may_publish(&definition_of(&draft.record)?).map_err(|refusal| refused(&refusal))?;
    let line = store::item(act, centre, code)?.ok_or_else(|| unknown(code))?;
    let version = line.last_version + 1;
    let entry = published(&draft.record, version)?;
    commit(act, vec![entry], Saved { code: code.to_owned(), version })
}

fn published(record: &ItemRecord, version: i64) -> Result<NewEntry, HallError> {
    let event = Published { record: record.clone(), version };
    NewEntry::new(subject(&record.code), "catalogue.published", &event)
}

/// The refusal with every gap named.
fn refused(refusal: &NotPublishable) -> HallError {
    let whole = refusal.sentence();
    let (mut zh, mut en) = (vec![whole.zh.into_owned()], vec![whole.en.into_owned()]);
    let parts = refusal
        .gaps
        .iter()
        .map(|gap| &gap.sentence)
        .chain(refusal.faults.iter().map(|fault| &fault.sentence));
    for sentence in parts {
        zh.push(sentence.zh.to_string());
        en.push(sentence.en.to_string());
    }
    HallError::refused(
        Phrase::new(zh.join(" "), en.join(" ")),
        Phrase::of("六公开制度", "The six disclosures"),
    )
}

/// Withdraws an item from the offer; cases under its versions go on.
///
/// # Errors
/// Where it is not in force, or no reason is given.
pub fn withdraw(act: &mut Act<'_>, code: &str, reason: &str) -> Result<Committed<()>, HallError> {
    let (centre, reason) = (act.centre(), required_reason(reason)?);
    let line = store::item(act, centre, code)?.ok_or_else(|| unknown(code))?;
    if line.current_version == 0 {
        return Err(HallError::breach(
            "这个事项现在没有生效的版本，无需下线。",
            "No version of this item is in force; there is nothing to withdraw.",
        ));
    }
    let event = Withdrawn { code: code.to_owned(), version: line.current_version, reason };
    let entry = NewEntry::new(subject(code), "catalogue.withdrawn", &event)?;
    commit(act, vec![entry], ())
}

/// The last day in a text; none where it is empty.
///
/// # Errors
/// Where it is no day.
pub fn last_day(text: &str) -> Result<Option<Date>, HallError> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| {
        HallError::invalid(
            "last_day",
            Phrase::of("请填写日期，例如 2027-06-30。", "Enter a day, such as 2027-06-30."),
        )
    })
}

/// Gives the version in force a last day, or frees it of one.
///
/// # Errors
/// Where no version is in force, or the day is past.
pub fn set_validity(
    act: &mut Act<'_>,
    code: &str,
    last_day: Option<Date>,
) -> Result<Committed<()>, HallError> {
    let (centre, today) = (act.centre(), act.today());
    let line = store::item(act, centre, code)?.ok_or_else(|| unknown(code))?;
    if line.current_version == 0 {
        return Err(HallError::breach(
            "这个事项现在没有生效的版本，不能设定有效期。",
            "No version of this item is in force; it cannot be given a last day.",
        ));
    }
    if last_day.is_some_and(|day| day < today) {
        let fault = Phrase::of("有效期不能早于今天。", "The last day must not lie in the past.");
        return Err(HallError::invalid("last_day", fault));
    }
    let last_day = last_day.map_or(String::new(), |day| day.to_string());
    let event = Bounded { code: code.to_owned(), version: line.current_version, last_day };
    let entry = NewEntry::new(subject(code), "catalogue.bounded", &event)?;
    commit(act, vec![entry], ())
}

/// Why a version ended whose last day has passed, as it stands in the journal.
pub(super) const EXPIRED: &str = "有效期届满";

/// Withdraws every item of the centre whose last day has passed; tells how many.
///
/// # Errors
/// What the database said.
pub fn expire(act: &mut Act<'_>) -> Result<Committed<usize>, HallError> {
    let (centre, today) = (act.centre(), act.today());
    let mut entries = Vec::new();
    for code in store::expired(act, centre, today)? {
        let line = store::item(act, centre, &code)?.ok_or_else(|| unknown(&code))?;
        let (version, reason) = (line.current_version, EXPIRED.to_owned());
        let event = Withdrawn { code: code.clone(), version, reason };
        entries.push(NewEntry::new(subject(&code), "catalogue.withdrawn", &event)?);
    }
    let count = entries.len();
    if entries.is_empty() {
        return housekeeping(Housekeeping::Sweep, 0);
    }
    commit(act, entries, count)
}

/// Whether an import publishes what is complete, or leaves all as drafts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterImport {
    /// All become drafts.
    Draft,
    /// Items without a gap are published, the others become drafts.
    PublishComplete,
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// Items published.
    pub published: usize,
    /// Items left as drafts.
    pub drafted: usize,
    /// Items that were the same as what is there.
    pub unchanged: usize,
}

/// Takes in a whole list in one act: all of it or nothing.
///
/// # Errors
/// What is wrong with a record, by its place in the list and field.
pub fn import(
    act: &mut Act<'_>,
    records: &[ItemRecord],
    after: AfterImport,
) -> Result<Committed<Imported>, HallError> {
    let centre = act.centre();
    let (mut entries, mut done) = (Vec::new(), Imported::default());
    for (position, record) in records.iter().enumerate() {
        let record = &record.clone().with_keys();
        let definition = record.definition().map_err(|faults| at_position(position, faults))?;
        let line = store::item(act, centre, &record.code)?;
        let last = line.as_ref().map_or(0, |line| line.last_version);
        let current = line.as_ref().map_or(0, |line| line.current_version);
        let known = store::version(act, centre, &record.code, current)?;
        if known.is_some_and(|known| known.record == *record) {
            done.unchanged += 1;
        } else if after == AfterImport::PublishComplete && may_publish(&definition).is_ok() {
            entries.push(published(record, last + 1)?);
            done.published += 1;
        } else {
            let seen = store::draft(act, centre, &record.code)?.map_or(0, |draft| draft.version);
            let event =
                Drafted { record: record.clone(), version: seen + 1, base_version: current };
            entries.push(NewEntry::new(subject(&record.code), "catalogue.drafted", &event)?);
            done.drafted += 1;
        }
    }
    if entries.is_empty() {
        return Err(HallError::breach(
            "文件里的事项与事项库完全一致，没有需要导入的内容。",
            "The file holds exactly what the catalogue holds; there is nothing to import.",
        ));
    }
    commit(act, entries, done)
}

fn at_position(position: usize, faults: Vec<crate::record::RecordFault>) -> HallError {
    let mut errors = kit::form::FormErrors::new();
    for fault in faults {
        errors.add(format!("{position}.{}", fault.path), fault.fault);
    }
    HallError::Invalid(errors)
}
