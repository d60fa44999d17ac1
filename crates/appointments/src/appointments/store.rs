//! All SQL of the room.

use super::events::{Booked, Moved};
use jiff::civil::Date;
use kit::HallError;
use kit::db::{CentreId, Execute, Read, Row, Statement};
use kit::journal::{Entry, Projection};
use kit::params;
use reception::contacts::door::Asker;
use threshold::appointment::{Appointment, Slot, Standing};

/// Every statement of the room.
pub(super) const STATEMENTS: &[Statement] =
    &[BY_CODE, BY_NUMBER, OF_DAY, TAKEN, HELD_BY, COUNT, OVER, ADD, MOVE];

const BY_CODE: Statement =
    Statement::both("SELECT * FROM appointments_appointments WHERE centre_id = $1 AND code = $2");
const BY_NUMBER: Statement = Statement::both(
    "SELECT * FROM appointments_appointments WHERE centre_id = $1 AND day = $2 AND number = $3",
);
const OF_DAY: Statement = Statement::both(
    "SELECT * FROM appointments_appointments WHERE centre_id = $1 AND day = $2
     ORDER BY minute, number LIMIT 500",
);
const TAKEN: Statement = Statement::both(
    "SELECT minute, COUNT(*) AS found FROM appointments_appointments
     WHERE centre_id = $1 AND day = $2 AND line = $3 AND standing IN ('booked', 'arrived')
     GROUP BY minute ORDER BY minute",
);
const HELD_BY: Statement = Statement::both(
    "SELECT code FROM appointments_appointments
     WHERE centre_id = $1 AND person = $2 AND item_code = $3 AND standing = 'booked' AND day >= $4
     ORDER BY code LIMIT 1",
);
const COUNT: Statement = Statement::both(
    "SELECT COUNT(*) AS found FROM appointments_appointments WHERE centre_id = $1 AND day = $2",
);
const OVER: Statement = Statement::both(
    "SELECT code FROM appointments_appointments
     WHERE centre_id = $1 AND standing = 'booked' AND day < $2 ORDER BY day, code LIMIT 500",
);
const ADD: Statement = Statement::both(
    "INSERT INTO appointments_appointments (centre_id, code, day, minute, number, line, item_code,
       item_name, item_name_english, person, digits, asker, standing, ticket)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'booked', '')",
);
const MOVE: Statement = Statement::both(
    "UPDATE appointments_appointments SET standing = $3, ticket = $4
     WHERE centre_id = $1 AND code = $2",
);

/// An appointment as it is held.
#[derive(Clone, Debug)]
pub(super) struct Held {
    /// What is in its address.
    pub(super) code: String,
    /// `Y007`
    pub(super) number: String,
    /// Letters of the line.
    pub(super) line: String,
    /// Item code.
    pub(super) item: String,
    /// Its name.
    pub(super) item_name: String,
    /// Its English name.
    pub(super) item_name_english: String,
    /// Blind index of the phone's last four digits.
    pub(super) digits: String,
    /// Who comes, sealed and masked.
    pub(super) asker: Asker,
    /// When, and where it stands.
    pub(super) appointment: Appointment,
    /// Code of the ticket, once arrived.
    pub(super) ticket: String,
}

fn held(row: &Row) -> Result<Held, HallError> {
    let word: String = row.get("standing")?;
    let minute = u16::try_from(row.get::<i64>("minute")?).unwrap_or_default();
    Ok(Held {
        code: row.get("code")?,
        number: row.get("number")?,
        line: row.get("line")?,
        item: row.get("item_code")?,
        item_name: row.get("item_name")?,
        item_name_english: row.get("item_name_english")?,
        digits: row.get("digits")?,
        asker: serde_json::from_str(&row.get::<String>("asker")?)?,
        appointment: Appointment {
            slot: Slot { day: row.get("day")?, minute },
            standing: Standing::from_word(&word)
                .ok_or_else(|| HallError::broken(format!("no standing {word}")))?,
        },
        ticket: row.get("ticket")?,
    })
}

/// An appointment by what is in its address.
pub(super) fn by_code(
    read: &mut dyn Read,
    centre: CentreId,
    code: &str,
) -> Result<Option<Held>, HallError> {
    read.first(BY_CODE, &params![centre, code])?.as_ref().map(held).transpose()
}

/// An appointment of a day by its number.
pub(super) fn by_number(
    read: &mut dyn Read,
    centre: CentreId,
    (day, number): (Date, &str),
) -> Result<Option<Held>, HallError> {
    read.first(BY_NUMBER, &params![centre, day, number])?.as_ref().map(held).transpose()
}

/// The appointments of a day, by time.
pub(super) fn of_day(
    read: &mut dyn Read,
    centre: CentreId,
    day: Date,
) -> Result<Vec<Held>, HallError> {
    read.query(OF_DAY, &params![centre, day])?.iter().map(held).collect()
}

/// How many hold each time of a line on a day.
pub(super) fn taken(
    read: &mut dyn Read,
    centre: CentreId,
    (day, line): (Date, &str),
) -> Result<Vec<(u16, usize)>, HallError> {
    let rows = read.query(TAKEN, &params![centre, day, line])?;
    let count = |row: &Row| -> Result<(u16, usize), HallError> {
        let (minute, found): (i64, i64) = (row.get("minute")?, row.get("found")?);
        let minute = u16::try_from(minute).unwrap_or_default();
        Ok((minute, usize::try_from(found).unwrap_or(usize::MAX)))
    };
    rows.iter().map(count).collect()
}

/// Whether a phone holds an appointment for an item from a day on.
pub(super) fn is_held_by(
    read: &mut dyn Read,
    centre: CentreId,
    (person, item): (&str, &str),
    from: Date,
) -> Result<bool, HallError> {
    Ok(read.first(HELD_BY, &params![centre, person, item, from])?.is_some())
}

/// How many were ever made for a day.
pub(super) fn count(read: &mut dyn Read, centre: CentreId, day: Date) -> Result<i64, HallError> {
    let row = read.first(COUNT, &params![centre, day])?;
    Ok(row.map_or(Ok(0), |row| row.get("found"))?)
}

/// Codes of those whose day has ended.
pub(super) fn over(
    read: &mut dyn Read,
    centre: CentreId,
    today: Date,
) -> Result<Vec<String>, HallError> {
    let rows = read.query(OVER, &params![centre, today])?;
    rows.iter().map(|row| row.get("code").map_err(HallError::from)).collect()
}

/// Writes what an entry means.
///
/// # Errors
/// Where the entry cannot be read; what the database said.
pub(super) fn project(tx: &mut Projection<'_>, entry: &Entry) -> Result<(), HallError> {
    if entry.verb() != "booked" {
        let moved: Moved = entry.facts()?;
        let params = params![entry.centre, &entry.subject_id, &moved.standing, &moved.ticket];
        tx.execute(MOVE, &params)?;
        return Ok(());
    }
    let booked: Booked = entry.facts()?;
    let asker = serde_json::to_string(&booked.asker)?;
    tx.execute(
        ADD,
        &params![
            entry.centre,
            &booked.code,
            booked.day,
            i64::from(booked.minute),
            &booked.number,
            &booked.line,
            &booked.item,
            &booked.item_name,
            &booked.item_name_english,
            &booked.person,
            &booked.digits,
            asker
        ],
    )?;
    Ok(())
}
