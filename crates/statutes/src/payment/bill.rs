//! The bill (账单): open, paid, voided by a second person; each act takes it and gives it back.

use super::{Charge, Period, Readings, Refusal, Tariff};
use calendar::Phrase;
use jiff::civil::Date;
use rulebook::Fen;
use rulebook::word_set;

word_set! {
    /// How money comes in (收款方式).
    Means {
        Cash = "cash", "现金", "cash";
        Scan = "scan", "扫码", "scanned code";
        Transfer = "transfer", "转账", "transfer";
    }
}

word_set! {
    /// Where a bill stands, as a word.
    Stage {
        Open = "open", "待缴", "to be paid";
        Paid = "paid", "已缴", "paid";
        Voided = "voided", "已作废", "voided";
        Withdrawn = "withdrawn", "已撤销", "withdrawn";
        Free = "free", "不收费", "free of charge";
    }
}

/// Money taken for a bill (收款).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "收款")]
pub struct Payment {
    /// How.
    pub means: Means,
    /// 交易流水号; empty for cash.
    pub reference: String,
    /// What was handed over; more than the bill only in cash.
    pub received: Fen,
    /// Account of who took it.
    pub by: i64,
}

/// Why a receipt is void (作废).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "作废")]
pub struct Voiding {
    /// Why.
    pub reason: String,
    /// Account of the second person.
    pub by: i64,
}

/// Where a bill stands, with what is known there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// 待缴
    Open,
    /// 已缴
    Paid(Payment),
    /// 已作废
    Voided(Payment, Voiding),
    /// 已撤销, before anything was paid.
    Withdrawn(String),
    /// 不收费
    Free,
}

/// A bill (账单) for an account, a period and a rate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "账单")]
pub struct Bill {
    /// What it comes to.
    pub amount: Fen,
    /// Where it stands.
    pub state: State,
}

impl Bill {
    /// 开账单: what the tariff says, and nothing else.
    ///
    /// # Errors
    /// What the tariff refuses.
    pub fn open(
        tariff: &Tariff,
        period: Period,
        readings: Option<Readings>,
        today: Date,
    ) -> Result<Self, Refusal> {
        let amount = tariff.amount(period, readings, today)?;
        let state = if tariff.charge == Charge::Free { State::Free } else { State::Open };
        Ok(Self { amount, state })
    }

    /// A reading begins where the last bill's ended, or somebody says why not.
    ///
    /// # Errors
    /// Where it does not and nothing is said.
    pub fn check_readings(
        last: Option<u64>,
        now: Option<Readings>,
        note: &str,
    ) -> Result<(), Refusal> {
        let is_apart = last.zip(now).is_some_and(|(last, now)| last != now.before);
        if is_apart && note.trim().is_empty() { Err(Refusal::ReadingsApart) } else { Ok(()) }
    }

    /// Where it stands, as a word.
    pub const fn stage(&self) -> Stage {
        match self.state {
            State::Open => Stage::Open,
            State::Paid(_) => Stage::Paid,
            State::Voided(..) => Stage::Voided,
            State::Withdrawn(_) => Stage::Withdrawn,
            State::Free => Stage::Free,
        }
    }

    /// What is given back to whoever pays in cash (找零).
    pub fn change(&self) -> Fen {
        match &self.state {
            State::Paid(payment) | State::Voided(payment, _) => {
                Fen::new(payment.received.get() - self.amount.get())
            }
            _ => Fen::NOTHING,
        }
    }

    /// 收款: all of it, at once.
    ///
    /// # Errors
    /// What is free, paid already or void; less than the bill, a transfer without its number.
    pub fn pay(self, payment: Payment) -> Result<Self, Refusal> {
        match self.state {
            State::Open => {}
            State::Free => return Err(Refusal::FreeOfCharge),
            _ => return Err(Refusal::WrongState),
        }
        if payment.received < self.amount {
            return Err(Refusal::PartPayment);
        }
        if payment.means != Means::Cash {
            if payment.received > self.amount {
                return Err(Refusal::TooMuch);
            }
            if payment.reference.trim().is_empty() {
                return Err(Refusal::ReferenceMissing);
            }
        }
        Ok(Self { state: State::Paid(payment), ..self })
    }

    /// 作废: by somebody else than who took the money, with a reason; the money goes back.
    ///
    /// # Errors
    /// Where nothing was paid; by the same person; without a reason.
    pub fn void(self, voiding: Voiding) -> Result<Self, Refusal> {
        let State::Paid(payment) = self.state else { return Err(Refusal::WrongState) };
        if payment.by == voiding.by {
            return Err(Refusal::SamePerson);
        }
        if voiding.reason.trim().is_empty() {
            return Err(Refusal::ReasonMissing);
        }
        Ok(Self { amount: self.amount, state: State::Voided(payment, voiding) })
    }

    /// 撤销: a bill that was wrong, before anything was paid.
    ///
    /// # Errors
    /// Once it is paid; without a reason.
    pub fn withdraw(self, reason: &str) -> Result<Self, Refusal> {
        if !matches!(self.state, State::Open | State::Free) {
            return Err(Refusal::WrongState);
        }
        if reason.trim().is_empty() {
            return Err(Refusal::ReasonMissing);
        }
        Ok(Self { amount: self.amount, state: State::Withdrawn(reason.trim().to_owned()) })
    }
}
