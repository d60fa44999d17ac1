//! All SQL of the room: when departments meet over a joint case.

use super::events::{CalledOff, DateSet, Together};
use jiff::civil::Date;
use kit::HallError;
use kit::db::{CentreId, Execute, Read, Row, Statement};
use kit::journal::{Entry, Projection};
use kit::params;

/// Every statement of the room.
pub(super) const STATEMENTS: &[Statement] = &[OF_CASE, TO_COME, SET, CALL_OFF];

const OF_CASE: Statement = Statement::both(
    "SELECT * FROM approvals_dates WHERE centre_id = $1 AND number = $2
     ORDER BY position LIMIT 100",
);
const TO_COME: Statement = Statement::both(
    "SELECT * FROM approvals_dates
     WHERE centre_id = $1 AND is_off = 0 AND held_on >= $2
     ORDER BY held_on, number LIMIT 100",
);
const SET: Statement = Statement::both(
    "INSERT INTO approvals_dates
       (centre_id, number, position, kind, held_on, at_time, place, invited, is_off)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)",
);
const CALL_OFF: Statement = Statement::both(
    "UPDATE approvals_dates SET is_off = 1
     WHERE centre_id = $1 AND number = $2 AND position = $3",
);

/// A joint site visit or meeting that is arranged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Arranged {
    /// 办件编号
    pub(super) number: String,
    /// Its place among those of the case.
    pub(super) position: i64,
    /// What it is.
    pub(super) kind: Together,
    /// The day.
    pub(super) held_on: Date,
    /// The time of day.
    pub(super) at_time: String,
    /// Where.
    pub(super) place: String,
    /// Names of those asked to come.
    pub(super) invited: Vec<String>,
    /// Whether it was called off.
    pub(super) is_off: bool,
}

fn arranged(row: &Row) -> Result<Arranged, HallError> {
    let kind: String = row.get("kind")?;
    let held_on: String = row.get("held_on")?;
    Ok(Arranged {
        number: row.get("number")?,
        position: row.get("position")?,
        kind: Together::from_word(&kind)
            .ok_or_else(|| HallError::broken(format!("no kind {kind}")))?,
        held_on: held_on.parse().map_err(HallError::broken)?,
        at_time: row.get("at_time")?,
        place: row.get("place")?,
        invited: serde_json::from_str(&row.get::<String>("invited")?)?,
        is_off: row.get::<i64>("is_off")? == 1,
    })
}

/// Those of a case, in the order they were arranged.
pub(super) fn of_case(
    read: &mut dyn Read,
    centre: CentreId,
    number: &str,
) -> Result<Vec<Arranged>, HallError> {
    read.query(OF_CASE, &params![centre, number])?.iter().map(arranged).collect()
}

/// Those of a day and after it, soonest first.
pub(super) fn to_come(
    read: &mut dyn Read,
    centre: CentreId,
    today: Date,
) -> Result<Vec<Arranged>, HallError> {
    read.query(TO_COME, &params![centre, today])?.iter().map(arranged).collect()
}

/// Writes what an entry means.
pub(super) fn project(projection: &mut Projection<'_>, entry: &Entry) -> Result<(), HallError> {
    let (centre, number) = (entry.centre, &entry.subject_id);
    match entry.verb() {
        "date_set" => {
            let facts: DateSet = entry.facts()?;
            let invited = serde_json::to_string(&facts.invited)?;
            let params = params![
                centre,
                number,
                facts.position,
                facts.kind.word(),
                facts.held_on,
                &facts.at_time,
                &facts.place,
                invited
            ];
            projection.execute(SET, &params)?;
        }
        "date_called_off" => {
            let CalledOff { position, .. } = entry.facts()?;
            projection.execute(CALL_OFF, &params![centre, number, position])?;
        }
        other => return Err(HallError::broken(format!("no such entry: {other}"))),
    }
    Ok(())
}
