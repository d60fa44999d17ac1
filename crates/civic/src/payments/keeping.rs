//! Keeping the list of rates, and closing days.

use super::actions::refused;
use super::events::{
    DAY_CLOSED, DayClosed, EXPORTED, Made, PAYEE_ENTERED, PayeeEntered, TARIFF_ENDED, TARIFF_SET,
    TariffEnded, TariffSet,
};
use super::record::{PayeeRecord, TariffRecord};
use super::store::{self, DayFigures};
use counter::catalogue::door as catalogue;
use jiff::civil::Date;
use kit::db::Act;
use kit::journal::{Committed, NewEntry, Subject, commit};
use kit::{HallError, Phrase};
use rulebook::Fen;
use statutes::payment::{Closing, Counted, Refusal};

/// Payees of a centre at most, and rates of a payee.
const LISTED_MAX: usize = 99;

pub(super) fn payee_subject(key: &str) -> Subject {
    Subject::new("payee", key)
}

pub(super) fn day_subject(day: Date) -> Subject {
    Subject::new("payment_day", day)
}

pub(super) fn unknown_payee() -> HallError {
    HallError::not_found("本中心没有这个收费单位。", "This centre has no such payee.")
}

fn full() -> HallError {
    HallError::breach("目录已满，不能再增加。", "The list is full; nothing more can be added.")
}

/// 登记收费单位: with the item of the catalogue it is paid for, where there is one.
///
/// # Errors
/// Without a name; an item that is not in force here.
pub fn enter_payee(act: &mut Act<'_>, payee: &PayeeRecord) -> Result<Committed<String>, HallError> {
    let centre = act.centre();
    if payee.name.is_empty() {
        let fault = Phrase::of("请填写收费单位名称。", "Give the name of the payee.");
        return Err(HallError::invalid("name", fault));
    }
    if !payee.item.is_empty() && catalogue::current(act, centre, &payee.item)?.is_none() {
        let fault = Phrase::of(
            "事项库里没有在用的这个事项。请核对编码，或者留空。",
            "The catalogue has no such item in force. Check the code, or leave it out.",
        );
        return Err(HallError::invalid("item", fault));
    }
    let count = store::payees(act, centre)?.len();
    if count >= LISTED_MAX {
        return Err(full());
    }
    let key = format!("{:02}", count + 1);
    let facts = PayeeEntered { key: key.clone(), payee: payee.clone() };
    let entry = NewEntry::new(payee_subject(&key), PAYEE_ENTERED.0, &facts)?;
    commit(act, vec![entry], key)
}

/// 列入收费标准: with its legal basis.
///
/// # Errors
/// `NotFound`, what the rules refuse.
pub fn set_tariff(
    act: &mut Act<'_>,
    payee: &str,
    tariff: &TariffRecord,
) -> Result<Committed<String>, HallError> {
    let centre = act.centre();
    store::payee(act, centre, payee)?.ok_or_else(unknown_payee)?;
    tariff.tariff()?.checked().map_err(refused)?;
    let count = store::tariffs(act, centre)?.iter().filter(|it| it.payee == payee).count();
    if count >= LISTED_MAX {
        return Err(full());
    }
    let key = format!("{payee}-{:02}", count + 1);
    let facts = TariffSet { key: key.clone(), payee: payee.to_owned(), tariff: tariff.clone() };
    let entry = NewEntry::new(payee_subject(payee), TARIFF_SET.0, &facts)?;
    commit(act, vec![entry], key)
}

/// 停止执行: the last day of a rate.
///
/// # Errors
/// `NotFound`; a last day before the first.
pub(super) fn end_tariff(
    act: &mut Act<'_>,
    (payee, key): (&str, &str),
    until: Date,
) -> Result<Committed<()>, HallError> {
    let centre = act.centre();
    let found = store::tariff(act, centre, key)?.filter(|it| it.payee == payee);
    let listed = found.ok_or_else(|| refused(Refusal::OffTheList))?;
    if until < listed.record.from {
        let fault = Phrase::of(
            "停止日期不能早于开始执行的日期。",
            "The last day may not come before the first.",
        );
        return Err(HallError::invalid("until", fault));
    }
    let facts = TariffEnded { key: key.to_owned(), until };
    let entry = NewEntry::new(payee_subject(payee), TARIFF_ENDED.0, &facts)?;
    commit(act, vec![entry], ())
}

/// 日结: the totals by payee and means, the cash counted, to whom it went.
///
/// # Errors
/// A day that is closed, to come or empty; what the rules refuse.
pub fn close_day(
    act: &mut Act<'_>,
    day: Date,
    counted: &Counted,
) -> Result<Committed<String>, HallError> {
    let (centre, today) = (act.centre(), act.today());
    if store::closing(act, centre, day)?.is_some() {
        return Err(refused(Refusal::DayClosed));
    }
    let figures = DayFigures::read(act, centre, day)?;
    let found = (figures.movements(), Fen::new(figures.cash()));
    let closing = Closing::of((day, today), found, counted.clone()).map_err(refused)?;
    let facts = DayClosed {
        day,
        expected: closing.expected.get(),
        counted: closing.counted.cash.get(),
        explanation: closing.counted.explanation.trim().to_owned(),
        handed_to: closing.counted.handed_to.trim().to_owned(),
        totals: figures.totals,
    };
    let entry = NewEntry::new(day_subject(day), DAY_CLOSED.0, &facts)?;
    commit(act, vec![entry], day.to_string())
}

/// Records that a day sheet went out as a file.
///
/// # Errors
/// What the database said.
pub(super) fn exported(act: &mut Act<'_>, day: Date) -> Result<Committed<()>, HallError> {
    let facts = Made { paper: format!("{day}.xlsx") };
    let entry = NewEntry::new(day_subject(day), EXPORTED.0, &facts)?;
    commit(act, vec![entry], ())
}
