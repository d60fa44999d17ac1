//! All SQL of the room.

use super::events::{DayClosed, Paid, PayeeEntered, Reasoned, TariffEnded, TariffSet, Voided};
use super::record::{Billed, PayeeRecord, TariffRecord, Total};
use jiff::ToSpan;
use jiff::civil::Date;
use kit::HallError;
use kit::db::{Act, CentreId, Execute, Read, Row, Statement};
use kit::journal::{Entry, Projection};
use kit::params;
use rulebook::Fen;
use statutes::payment::{Bill, Means, Payment, Stage, State, Voiding};

/// Every statement of the room.
pub(super) const STATEMENTS: &[Statement] = &[
    BILL,
    BILLS,
    SAME,
    LAST,
    USED,
    OWED,
    MOVED_ON,
    TAKEN,
    GIVEN_BACK,
    PAYEES,
    PAYEE,
    TARIFFS,
    TARIFF,
    CLOSING,
    CLOSINGS,
    UNCLOSED,
    NEXT_NUMBER,
    COUNT_NUMBER,
    ADD,
    PAY,
    VOID,
    WITHDRAW,
    ADD_PAYEE,
    ADD_TARIFF,
    CHANGE_TARIFF,
    ADD_CLOSING,
];

const BILL: Statement =
    Statement::both("SELECT * FROM payments_bills WHERE centre_id = $1 AND number = $2");
/// Newest first; a word that is empty narrows nothing.
const BILLS: Statement = Statement::both(
    "SELECT * FROM payments_bills
     WHERE centre_id = $1 AND ($2 = '' OR stage = $2) AND ($3 = '' OR payee = $3)
       AND ($4 = '' OR account_mark = $4) AND ($5 = '' OR number < $5)
     ORDER BY number DESC LIMIT $6",
);
const SAME: Statement = Statement::both(
    "SELECT number FROM payments_bills
     WHERE centre_id = $1 AND account_mark = $2 AND tariff = $3 AND period = $4
       AND stage IN ('open', 'paid', 'free') LIMIT 1",
);
const LAST: Statement = Statement::both(
    "SELECT facts FROM payments_bills
     WHERE centre_id = $1 AND account_mark = $2 AND tariff = $3
       AND stage IN ('open', 'paid', 'free')
     ORDER BY period DESC LIMIT 1",
);
const USED: Statement = Statement::both(
    "SELECT number FROM payments_bills
     WHERE centre_id = $1 AND reference = $2 AND stage = 'paid' LIMIT 1",
);
/// What an account owes to a payee besides one bill.
const OWED: Statement = Statement::both(
    "SELECT COUNT(*) AS bills, CAST(COALESCE(SUM(amount), 0) AS BIGINT) AS amount
     FROM payments_bills
     WHERE centre_id = $1 AND account_mark = $2 AND payee = $3 AND stage = 'open'
       AND number <> $4",
);
/// What moved money on a day, by receipt.
const MOVED_ON: Statement = Statement::both(
    "SELECT * FROM payments_bills
     WHERE centre_id = $1 AND (paid_on = $2 OR voided_on = $2)
     ORDER BY receipt LIMIT $3",
);
const TAKEN: Statement = Statement::both(
    "SELECT payee, means, COUNT(*) AS count, CAST(SUM(amount) AS BIGINT) AS amount
     FROM payments_bills WHERE centre_id = $1 AND paid_on = $2
     GROUP BY payee, means ORDER BY payee, means",
);
const GIVEN_BACK: Statement = Statement::both(
    "SELECT payee, means, COUNT(*) AS count, CAST(SUM(amount) AS BIGINT) AS amount
     FROM payments_bills WHERE centre_id = $1 AND voided_on = $2
     GROUP BY payee, means ORDER BY payee, means",
);
const PAYEES: Statement =
    Statement::both("SELECT key, facts FROM payments_payees WHERE centre_id = $1 ORDER BY key");
const PAYEE: Statement =
    Statement::both("SELECT key, facts FROM payments_payees WHERE centre_id = $1 AND key = $2");
const TARIFFS: Statement = Statement::both(
    "SELECT key, payee, facts FROM payments_tariffs WHERE centre_id = $1 ORDER BY key",
);
const TARIFF: Statement = Statement::both(
    "SELECT key, payee, facts FROM payments_tariffs WHERE centre_id = $1 AND key = $2",
);
const CLOSING: Statement =
    Statement::both("SELECT * FROM payments_closings WHERE centre_id = $1 AND day = $2");
const CLOSINGS: Statement = Statement::both(
    "SELECT * FROM payments_closings WHERE centre_id = $1 AND ($2 = '' OR day < $2)
     ORDER BY day DESC LIMIT $3",
);
/// Days on which money moved and that nobody closed.
const UNCLOSED: Statement = Statement::both(
    "SELECT moved.day AS day FROM (
       SELECT DISTINCT paid_on AS day FROM payments_bills
       WHERE centre_id = $1 AND paid_on > $2
       UNION SELECT DISTINCT voided_on AS day FROM payments_bills
       WHERE centre_id = $1 AND voided_on > $2
     ) moved
     WHERE NOT EXISTS (
       SELECT 1 FROM payments_closings c WHERE c.centre_id = $1 AND c.day = moved.day
     )
     ORDER BY day DESC LIMIT $3",
);
const NEXT_NUMBER: Statement = Statement::both(
    "SELECT last FROM payments_counters WHERE centre_id = $1 AND day = $2 AND kind = $3",
);
const COUNT_NUMBER: Statement = Statement::both(
    "INSERT INTO payments_counters (centre_id, day, kind, last) VALUES ($1, $2, $3, $4)
     ON CONFLICT (centre_id, day, kind) DO UPDATE SET last = excluded.last",
);
const ADD: Statement = Statement::both(
    "INSERT INTO payments_bills (centre_id, number, stage, opened_at_ms, payee, tariff,
       account_mark, period, amount, facts, receipt, means, reference, received, paid_by,
       paid_at_ms, paid_on, reason, voided_by, voided_on, version)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', '', '', 0, 0, 0, '', '', 0, '', 1)",
);
const PAY: Statement = Statement::both(
    "UPDATE payments_bills SET stage = 'paid', receipt = $3, means = $4, reference = $5,
       received = $6, paid_by = $7, paid_at_ms = $8, paid_on = $9, version = version + 1
     WHERE centre_id = $1 AND number = $2",
);
const VOID: Statement = Statement::both(
    "UPDATE payments_bills SET stage = 'voided', reason = $3, voided_by = $4, voided_on = $5,
       version = version + 1
     WHERE centre_id = $1 AND number = $2",
);
const WITHDRAW: Statement = Statement::both(
    "UPDATE payments_bills SET stage = 'withdrawn', reason = $3, version = version + 1
     WHERE centre_id = $1 AND number = $2",
);
const ADD_PAYEE: Statement =
    Statement::both("INSERT INTO payments_payees (centre_id, key, facts) VALUES ($1, $2, $3)");
const ADD_TARIFF: Statement = Statement::both(
    "INSERT INTO payments_tariffs (centre_id, key, payee, facts) VALUES ($1, $2, $3, $4)",
);
const CHANGE_TARIFF: Statement =
    Statement::both("UPDATE payments_tariffs SET facts = $3 WHERE centre_id = $1 AND key = $2");
const ADD_CLOSING: Statement = Statement::both(
    "INSERT INTO payments_closings (centre_id, day, facts, closed_by, at_ms)
     VALUES ($1, $2, $3, $4, $5)",
);

/// What is numbered by centre and day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Series {
    /// 账单: `5101-20261123-0001`
    Bills,
    /// 收据: `4101-20261123-0001`
    Receipts,
}

impl Series {
    fn word(self) -> &'static str {
        match self {
            Self::Bills => "bills",
            Self::Receipts => "receipts",
        }
    }

    fn head(self) -> i64 {
        match self {
            Self::Bills => 5_000,
            Self::Receipts => 4_000,
        }
    }
}

/// The next number of the day.
pub(super) fn next_number(act: &mut Act<'_>, series: Series) -> Result<String, HallError> {
    let (centre, today) = (act.centre(), act.today());
    let row = act.first(NEXT_NUMBER, &params![centre, today, series.word()])?;
    let last: i64 = row.map_or(Ok(0), |row| row.get("last"))?;
    let day = today.strftime("%Y%m%d");
    Ok(format!("{}-{day}-{:04}", series.head() + centre.0.rem_euclid(1000), last + 1))
}

/// A bill with everything the room keeps of it.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub(super) number: String,
    pub(super) billed: Billed,
    pub(super) bill: Bill,
    pub(super) opened_at_ms: i64,
    pub(super) receipt: String,
    pub(super) paid_at_ms: i64,
    pub(super) paid_on: String,
    pub(super) voided_on: String,
    pub(super) version: i64,
}

fn state(row: &Row) -> Result<State, HallError> {
    let word: String = row.get("stage")?;
    let stage = Stage::from_word(&word)
        .ok_or_else(|| HallError::broken(format!("the stage {word} is not known")))?;
    let payment = || {
        let means: String = row.get("means")?;
        let means = Means::from_word(&means)
            .ok_or_else(|| HallError::broken(format!("the means {means} is not known")))?;
        Ok::<_, HallError>(Payment {
            means,
            reference: row.get("reference")?,
            received: Fen::new(row.get("received")?),
            by: row.get("paid_by")?,
        })
    };
    Ok(match stage {
        Stage::Open => State::Open,
        Stage::Free => State::Free,
        Stage::Paid => State::Paid(payment()?),
        Stage::Voided => {
            let voiding = Voiding { reason: row.get("reason")?, by: row.get("voided_by")? };
            State::Voided(payment()?, voiding)
        }
        Stage::Withdrawn => State::Withdrawn(row.get("reason")?),
    })
}

fn held(row: &Row) -> Result<Held, HallError> {
    Ok(Held {
        number: row.get("number")?,
        billed: serde_json::from_str(&row.get::<String>("facts")?)?,
        bill: Bill { amount: Fen::new(row.get("amount")?), state: state(row)? },
        opened_at_ms: row.get("opened_at_ms")?,
        receipt: row.get("receipt")?,
        paid_at_ms: row.get("paid_at_ms")?,
        paid_on: row.get("paid_on")?,
        voided_on: row.get("voided_on")?,
        version: row.get("version")?,
    })
}

/// A bill.
pub(super) fn find(
    read: &mut dyn Read,
    centre: CentreId,
    number: &str,
) -> Result<Option<Held>, HallError> {
    read.first(BILL, &params![centre, number])?.as_ref().map(held).transpose()
}

/// What a list is narrowed by; a word that is empty narrows nothing.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    pub(super) stage: String,
    pub(super) payee: String,
    pub(super) mark: String,
    /// Number of the last one of the page before.
    pub(super) after: String,
}

/// Bills, newest first.
pub(super) fn bills(
    read: &mut dyn Read,
    centre: CentreId,
    filter: &Filter,
    limit: u32,
) -> Result<Vec<Held>, HallError> {
    let Filter { stage, payee, mark, after } = filter;
    let rows = read.query(BILLS, &params![centre, stage, payee, mark, after, limit])?;
    rows.iter().map(held).collect()
}

/// Whether an account has a bill for a rate and period that counts.
pub(super) fn same(
    read: &mut dyn Read,
    centre: CentreId,
    (mark, tariff): (&str, &str),
    period: &str,
) -> Result<bool, HallError> {
    Ok(read.first(SAME, &params![centre, mark, tariff, period])?.is_some())
}

/// The reading with which the last bill of an account ended.
pub(super) fn last_reading(
    read: &mut dyn Read,
    centre: CentreId,
    (mark, tariff): (&str, &str),
) -> Result<Option<u64>, HallError> {
    let Some(row) = read.first(LAST, &params![centre, mark, tariff])? else { return Ok(None) };
    let billed: Billed = serde_json::from_str(&row.get::<String>("facts")?)?;
    Ok(billed.readings.map(|(_, after)| after))
}

/// Whether a transaction number stands on a receipt that counts.
pub(super) fn is_used(
    read: &mut dyn Read,
    centre: CentreId,
    reference: &str,
) -> Result<bool, HallError> {
    Ok(read.first(USED, &params![centre, reference])?.is_some())
}

/// How many other bills of the account are open with the payee, and what they come to (欠费).
pub(super) fn owed(
    read: &mut dyn Read,
    centre: CentreId,
    held: &Held,
) -> Result<(i64, i64), HallError> {
    let (mark, payee) = (&held.billed.who.account_mark, &held.billed.payee);
    match read.first(OWED, &params![centre, mark, payee, &held.number])? {
        Some(row) => Ok((row.get("bills")?, row.get("amount")?)),
        None => Ok((0, 0)),
    }
}

/// A payee with its key.
#[derive(Clone, Debug)]
pub(super) struct Payee {
    pub(super) key: String,
    pub(super) record: PayeeRecord,
}

/// A rate with its key and its payee's.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    pub(super) key: String,
    pub(super) payee: String,
    pub(super) record: TariffRecord,
}

fn payee_of(row: &Row) -> Result<Payee, HallError> {
    let facts: String = row.get("facts")?;
    Ok(Payee { key: row.get("key")?, record: serde_json::from_str(&facts)? })
}

fn listed(row: &Row) -> Result<Listed, HallError> {
    let record = serde_json::from_str(&row.get::<String>("facts")?)?;
    Ok(Listed { key: row.get("key")?, payee: row.get("payee")?, record })
}

/// All payees of a centre.
pub(super) fn payees(read: &mut dyn Read, centre: CentreId) -> Result<Vec<Payee>, HallError> {
    read.query(PAYEES, &params![centre])?.iter().map(payee_of).collect()
}

/// A payee.
pub(super) fn payee(
    read: &mut dyn Read,
    centre: CentreId,
    key: &str,
) -> Result<Option<Payee>, HallError> {
    read.first(PAYEE, &params![centre, key])?.as_ref().map(payee_of).transpose()
}

/// The whole list of rates.
pub(super) fn tariffs(read: &mut dyn Read, centre: CentreId) -> Result<Vec<Listed>, HallError> {
    read.query(TARIFFS, &params![centre])?.iter().map(listed).collect()
}

/// A rate.
pub(super) fn tariff(
    read: &mut dyn Read,
    centre: CentreId,
    key: &str,
) -> Result<Option<Listed>, HallError> {
    read.first(TARIFF, &params![centre, key])?.as_ref().map(listed).transpose()
}

/// What moved money on a day: totals by payee and means.
#[derive(Clone, Debug, Default)]
pub(super) struct DayFigures {
    pub(super) totals: Vec<Total>,
}

impl DayFigures {
    /// Of a day.
    pub(super) fn read(
        read: &mut dyn Read,
        centre: CentreId,
        day: Date,
    ) -> Result<Self, HallError> {
        let mut totals: Vec<Total> = Vec::new();
        for (statement, is_taken) in [(TAKEN, true), (GIVEN_BACK, false)] {
            for row in read.query(statement, &params![centre, day])? {
                let (payee, means): (String, String) = (row.get("payee")?, row.get("means")?);
                let (count, amount): (i64, i64) = (row.get("count")?, row.get("amount")?);
                let fits = |it: &&mut Total| it.payee == payee && it.means == means;
                let at = if let Some(total) = totals.iter_mut().find(fits) {
                    total
                } else {
                    totals.push(Total { payee, means, ..Total::default() });
                    let Some(last) = totals.last_mut() else { continue };
                    last
                };
                if is_taken {
                    (at.receipts, at.taken) = (count, amount);
                } else {
                    (at.voidings, at.given_back) = (count, amount);
                }
            }
        }
        totals.sort_by(|a, b| (&a.payee, &a.means).cmp(&(&b.payee, &b.means)));
        Ok(Self { totals })
    }

    /// How many receipts and voidings there were.
    pub(super) fn movements(&self) -> u32 {
        let count: i64 = self.totals.iter().map(|it| it.receipts + it.voidings).sum();
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// The cash that should be there, in fen.
    pub(super) fn cash(&self) -> i64 {
        let cash = self.totals.iter().filter(|it| it.means == Means::Cash.word());
        cash.map(Total::net).sum()
    }

    /// All of it, in fen.
    pub(super) fn net(&self) -> i64 {
        self.totals.iter().map(Total::net).sum()
    }
}

/// Bills that moved money on a day.
pub(super) fn moved_on(
    read: &mut dyn Read,
    centre: CentreId,
    day: Date,
    limit: u32,
) -> Result<Vec<Held>, HallError> {
    read.query(MOVED_ON, &params![centre, day, limit])?.iter().map(held).collect()
}

/// A closed day.
#[derive(Clone, Debug)]
pub(super) struct Closed {
    pub(super) facts: DayClosed,
    pub(super) by: String,
    pub(super) at_ms: i64,
}

fn closed(row: &Row) -> Result<Closed, HallError> {
    let facts = serde_json::from_str(&row.get::<String>("facts")?)?;
    Ok(Closed { facts, by: row.get("closed_by")?, at_ms: row.get("at_ms")? })
}

/// How a day was closed.
pub(super) fn closing(
    read: &mut dyn Read,
    centre: CentreId,
    day: Date,
) -> Result<Option<Closed>, HallError> {
    read.first(CLOSING, &params![centre, day])?.as_ref().map(closed).transpose()
}

/// Closed days, newest first.
pub(super) fn closings(
    read: &mut dyn Read,
    centre: CentreId,
    after: &str,
    limit: u32,
) -> Result<Vec<Closed>, HallError> {
    read.query(CLOSINGS, &params![centre, after, limit])?.iter().map(closed).collect()
}

/// Days back to which days that nobody closed are looked for.
const LOOKED_BACK: i64 = 92;

/// Days of the last quarter that wait to be closed, newest first.
pub(super) fn unclosed(
    read: &mut dyn Read,
    centre: CentreId,
    today: Date,
    limit: u32,
) -> Result<Vec<Date>, HallError> {
    let after = today.saturating_sub(LOOKED_BACK.days());
    let day = |row: &Row| row.get::<String>("day")?.parse().map_err(HallError::broken);
    read.query(UNCLOSED, &params![centre, after, limit])?.iter().map(day).collect()
}

/// Writes what an entry means.
pub(super) fn project(projection: &mut Projection<'_>, entry: &Entry) -> Result<(), HallError> {
    let (centre, number) = (entry.centre, &entry.subject_id);
    match entry.verb() {
        "billed" => billed(projection, entry, &entry.facts()?),
        "paid" => paid(projection, entry, &entry.facts()?),
        "voided" => {
            let Voided { reason, by } = entry.facts()?;
            let on = kit::clock::day_of(entry.at_ms);
            projection.execute(VOID, &params![centre, number, reason, by, on])?;
            Ok(())
        }
        "withdrawn" => {
            let Reasoned { reason } = entry.facts()?;
            projection.execute(WITHDRAW, &params![centre, number, reason])?;
            Ok(())
        }
        "payee_entered" => {
            let PayeeEntered { key, payee } = entry.facts()?;
            let facts = serde_json::to_string(&payee)?;
            projection.execute(ADD_PAYEE, &params![centre, key, facts])?;
            Ok(())
        }
        "tariff_set" => {
            let TariffSet { key, payee, tariff } = entry.facts()?;
            let facts = serde_json::to_string(&tariff)?;
            projection.execute(ADD_TARIFF, &params![centre, key, payee, facts])?;
            Ok(())
        }
        "tariff_ended" => ended(projection, entry, &entry.facts()?),
        "day_closed" => {
            let facts: DayClosed = entry.facts()?;
            let text = serde_json::to_string(&facts)?;
            let params = params![centre, facts.day, text, &entry.actor.name, entry.at_ms];
            projection.execute(ADD_CLOSING, &params)?;
            Ok(())
        }
        _ => Ok(()),
    }
}

fn billed(projection: &mut Projection<'_>, entry: &Entry, facts: &Billed) -> Result<(), HallError> {
    let is_free = facts.rate.charge == super::record::ChargeRecord::Free;
    let stage = if is_free { Stage::Free } else { Stage::Open };
    let params = params![
        entry.centre,
        &facts.number,
        stage.word(),
        entry.at_ms,
        &facts.payee,
        &facts.tariff,
        &facts.who.account_mark,
        &facts.period,
        facts.amount,
        serde_json::to_string(&facts)?
    ];
    projection.execute(ADD, &params)?;
    count(projection, entry, Series::Bills, &facts.number)
}

fn paid(projection: &mut Projection<'_>, entry: &Entry, facts: &Paid) -> Result<(), HallError> {
    let params = params![
        entry.centre,
        &entry.subject_id,
        &facts.receipt,
        &facts.means,
        &facts.reference,
        facts.received,
        facts.by,
        entry.at_ms,
        kit::clock::day_of(entry.at_ms)
    ];
    projection.execute(PAY, &params)?;
    count(projection, entry, Series::Receipts, &facts.receipt)
}

fn count(
    projection: &mut Projection<'_>,
    entry: &Entry,
    series: Series,
    number: &str,
) -> Result<(), HallError> {
    let day = kit::clock::day_of(entry.at_ms);
    let last: i64 = number.rsplit('-').next().and_then(|it| it.parse().ok()).unwrap_or(0);
    projection.execute(COUNT_NUMBER, &params![entry.centre, day, series.word(), last])?;
    Ok(())
}

fn ended(
    projection: &mut Projection<'_>,
    entry: &Entry,
    facts: &TariffEnded,
) -> Result<(), HallError> {
    let row = projection
        .first(TARIFF, &params![entry.centre, &facts.key])?
        .ok_or_else(|| HallError::broken(format!("no rate {}", facts.key)))?;
    let mut record = listed(&row)?.record;
    record.until = Some(facts.until);
    let text = serde_json::to_string(&record)?;
    projection.execute(CHANGE_TARIFF, &params![entry.centre, &facts.key, text])?;
    Ok(())
}
