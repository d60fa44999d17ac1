//! The acts on bills: load, let the rules decide, commit with the journal entry.

use super::events::{
    BILLED, Made, PAID, PRINTED, Paid, Reasoned, UNMASKED, VOIDED, Voided, WITHDRAWN,
};
use super::record::{Billed, WhoFile};
use super::store::{self, Held};
use crate::acting::{reason_of, stale};
use casework::cases::door as cases;
use kit::db::Act;
use kit::journal::{Committed, NewEntry, Subject, commit};
use kit::{HallError, Phrase};
use rulebook::Fen;
use serde::{Deserialize, Serialize};
use statutes::payment::{Bill, Means, Payment, Period, Readings, Refusal, Stage, Voiding};

/// What an act on a bill gives back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// Its number.
    pub number: String,
    /// Where it stands now.
    pub stage: String,
    /// What it comes to, in fen.
    pub amount: i64,
    /// Number of the receipt; empty until it is paid.
    pub receipt: String,
    /// What is given back in cash, in fen.
    pub change: i64,
    /// Its version, for the next act.
    pub version: i64,
}

/// A bill to be made out, sealed already: an act may not draw random numbers.
#[derive(Clone, Debug, Default)]
pub struct NewBill {
    /// Key of the rate.
    pub tariff: String,
    /// Whose it is, sealed.
    pub who: WhoFile,
    /// `2026-11` or `2027`.
    pub period: String,
    /// Readings before and now, where it goes by use.
    pub readings: Option<(u64, u64)>,
    /// What there is to say, such as a new meter.
    pub note: String,
    /// Number of the case it belongs to; may be empty.
    pub case: String,
}

/// Money that is handed over; nothing said means the amount of the bill.
#[derive(Clone, Debug)]
pub struct Taken {
    /// How.
    pub means: Means,
    /// Transaction number; empty for cash.
    pub reference: String,
    /// How much.
    pub received: Option<Fen>,
}

pub(super) fn refused(refusal: Refusal) -> HallError {
    HallError::refused(refusal.phrase(), refusal.basis())
}

pub(super) fn subject(number: &str) -> Subject {
    Subject::new("bill", number)
}

/// 开账单: by a rate on the list, once for an account and a period.
///
/// # Errors
/// Off the list, twice, readings that do not fit, a case of another item.
pub fn bill(act: &mut Act<'_>, new: &NewBill) -> Result<Committed<Done>, HallError> {
    let (centre, today) = (act.centre(), act.today());
    let found = store::tariff(act, centre, &new.tariff)?;
    let listed = found.ok_or_else(|| refused(Refusal::OffTheList))?;
    let payee = store::payee(act, centre, &listed.payee)?
        .ok_or_else(|| HallError::broken(format!("no payee {}", listed.payee)))?;
    let tariff = listed.record.tariff()?;
    let period = Period::parse(&new.period, tariff.rhythm).map_err(refused)?;
    let readings = match new.readings {
        Some((before, after)) => Some(Readings::new(before, after).map_err(refused)?),
        None => None,
    };
    let made = Bill::open(&tariff, period, readings, today).map_err(refused)?;
    let place = (new.who.account_mark.as_str(), new.tariff.as_str());
    if store::same(act, centre, place, &period.to_string())? {
        return Err(refused(Refusal::BilledAlready));
    }
    let last = store::last_reading(act, centre, place)?;
    Bill::check_readings(last, readings, &new.note).map_err(refused)?;
    check_case(act, &new.case, &payee.record.item)?;
    let number = store::next_number(act, store::Series::Bills)?;
    let facts = Billed {
        number: number.clone(),
        payee: payee.key,
        payee_named: payee.record,
        tariff: new.tariff.clone(),
        rate: listed.record,
        case: new.case.clone(),
        who: new.who.clone(),
        period: period.to_string(),
        readings: readings.map(|it| (it.before, it.after)),
        note: new.note.clone(),
        amount: made.amount.get(),
    };
    let entry = NewEntry::new(subject(&number), BILLED.0, &facts)?;
    commit(act, vec![entry], done(&number, &made, "", 1))
}

fn done(number: &str, bill: &Bill, receipt: &str, version: i64) -> Done {
    Done {
        number: number.to_owned(),
        stage: bill.stage().word().to_owned(),
        amount: bill.amount.get(),
        receipt: receipt.to_owned(),
        change: if bill.stage() == Stage::Paid { bill.change().get() } else { 0 },
        version,
    }
}

/// A case that is named is here, and of the item that is paid for.
fn check_case(act: &mut Act<'_>, case: &str, item: &str) -> Result<(), HallError> {
    if case.is_empty() {
        return Ok(());
    }
    let centre = act.centre();
    let found = cases::item_of(act, centre, case)?;
    if found.as_deref().is_some_and(|it| it == item) {
        return Ok(());
    }
    let fault = Phrase::of(
        "本中心没有这个编号的、属于这一收费单位事项的办件。请核对编号，或者留空。",
        "This centre has no case of the payee's item under this number. Check it, or leave it out.",
    );
    Err(HallError::invalid("case", fault))
}

/// 收款: in full, with a receipt numbered by centre and day.
///
/// # Errors
/// `NotFound`, `Stale`, what the rules refuse, a day that is closed.
pub fn pay(
    act: &mut Act<'_>,
    (number, seen): (&str, i64),
    taken: &Taken,
) -> Result<Committed<Done>, HallError> {
    let held = seen_at(act, number, seen)?;
    check_open(act)?;
    let payment = Payment {
        means: taken.means,
        reference: taken.reference.clone(),
        received: taken.received.unwrap_or(held.bill.amount),
        by: act.actor().account,
    };
    let bill = held.bill.pay(payment.clone()).map_err(refused)?;
    let centre = act.centre();
    if payment.means != Means::Cash && store::is_used(act, centre, &payment.reference)? {
        return Err(refused(Refusal::ReferenceUsed));
    }
    let receipt = store::next_number(act, store::Series::Receipts)?;
    let facts = Paid {
        receipt: receipt.clone(),
        means: payment.means.word().to_owned(),
        reference: payment.reference,
        received: payment.received.get(),
        by: payment.by,
    };
    let entry = NewEntry::new(subject(number), PAID.0, &facts)?;
    commit(act, vec![entry], done(number, &bill, &receipt, held.version + 1))
}

/// 作废: by a second person, with a reason; the money goes back today.
///
/// # Errors
/// `NotFound`, `Stale`, what the rules refuse, a day that is closed.
pub fn void(
    act: &mut Act<'_>,
    (number, seen): (&str, i64),
    reason: &str,
) -> Result<Committed<Done>, HallError> {
    let held = seen_at(act, number, seen)?;
    check_open(act)?;
    let facts = Voided { reason: reason.trim().to_owned(), by: act.actor().account };
    let voiding = Voiding { reason: facts.reason.clone(), by: facts.by };
    let bill = held.bill.void(voiding).map_err(refused)?;
    let entry = NewEntry::new(subject(number), VOIDED.0, &facts)?;
    commit(act, vec![entry], done(number, &bill, &held.receipt, held.version + 1))
}

/// 撤销: a bill that was wrong, before anything was paid.
///
/// # Errors
/// `NotFound`, `Stale`, what the rules refuse.
pub fn withdraw(
    act: &mut Act<'_>,
    (number, seen): (&str, i64),
    reason: &str,
) -> Result<Committed<Done>, HallError> {
    let held = seen_at(act, number, seen)?;
    let bill = held.bill.withdraw(reason).map_err(refused)?;
    let facts = Reasoned { reason: reason.trim().to_owned() };
    let entry = NewEntry::new(subject(number), WITHDRAWN.0, &facts)?;
    commit(act, vec![entry], done(number, &bill, "", held.version + 1))
}

/// No money moves on a day that is closed.
fn check_open(act: &mut Act<'_>) -> Result<(), HallError> {
    let (centre, today) = (act.centre(), act.today());
    match store::closing(act, centre, today)? {
        Some(_) => Err(refused(Refusal::DayClosed)),
        None => Ok(()),
    }
}

fn found(act: &mut Act<'_>, number: &str) -> Result<Held, HallError> {
    let centre = act.centre();
    store::find(act, centre, number)?.ok_or_else(|| unknown(number))
}

fn seen_at(act: &mut Act<'_>, number: &str, seen: i64) -> Result<Held, HallError> {
    let held = found(act, number)?;
    if seen != 0 && held.version != seen { Err(stale()) } else { Ok(held) }
}

pub(super) fn unknown(number: &str) -> HallError {
    HallError::NotFound(Phrase::new(
        format!("本中心没有编号为“{number}”的账单。请核对编号。"),
        format!("There is no bill “{number}” in this centre. Check the number."),
    ))
}

/// Records that account and payer were looked at in clear.
///
/// # Errors
/// Without a reason.
pub(super) fn unmask(
    act: &mut Act<'_>,
    number: &str,
    reason: &str,
) -> Result<Committed<()>, HallError> {
    let reason = reason_of("look_reason", reason)?;
    found(act, number)?;
    let entry = NewEntry::new(subject(number), UNMASKED.0, &Reasoned { reason })?;
    commit(act, vec![entry], ())
}

/// Records that a receipt with the full name was made.
///
/// # Errors
/// `NotFound`; before it is paid.
pub(super) fn printed(act: &mut Act<'_>, number: &str) -> Result<Committed<()>, HallError> {
    let held = found(act, number)?;
    if held.receipt.is_empty() {
        return Err(refused(Refusal::WrongState));
    }
    let entry = NewEntry::new(subject(number), PRINTED.0, &Made { paper: held.receipt })?;
    commit(act, vec![entry], ())
}
