//! All SQL of the room.

use super::events::{Changed, Published, Withdrawn, Written};
use super::notice::{Content, Place, Standing};
use jiff::civil::Date;
use kit::HallError;
use kit::db::{CentreId, Execute, Read, Row, Statement};
use kit::journal::{Entry, Projection};
use kit::params;

/// Every statement of the room.
pub(super) const STATEMENTS: &[Statement] =
    &[BY_NUMBER, NEWEST, SHOWN, LAST, ADD, CHANGE, PUBLISH, WITHDRAW];

const BY_NUMBER: Statement =
    Statement::both("SELECT * FROM notices_notices WHERE centre_id = $1 AND number = $2");
const NEWEST: Statement = Statement::both(
    "SELECT * FROM notices_notices WHERE centre_id = $1 AND number < $2
     ORDER BY number DESC LIMIT $3",
);
const SHOWN: Statement = Statement::both(
    "SELECT * FROM notices_notices
     WHERE centre_id = $1 AND standing = 'published' AND through_on >= $2 AND from_on <= $2
     ORDER BY from_on DESC, number DESC LIMIT 30",
);
const LAST: Statement = Statement::both(
    "SELECT COALESCE(MAX(number), 0) AS last FROM notices_notices WHERE centre_id = $1",
);
const ADD: Statement = Statement::both(
    "INSERT INTO notices_notices (centre_id, number, title, title_english, body, body_english,
       from_on, through_on, places, standing, reason, changed_by, changed_at_ms, version)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'draft', '', $10, $11, 1)",
);
const CHANGE: Statement = Statement::both(
    "UPDATE notices_notices SET title = $3, title_english = $4, body = $5, body_english = $6,
       from_on = $7, through_on = $8, places = $9, reason = $10, changed_by = $11,
       changed_at_ms = $12, version = version + 1
     WHERE centre_id = $1 AND number = $2",
);
const PUBLISH: Statement = Statement::both(
    "UPDATE notices_notices SET standing = 'published', reason = '', changed_by = $3,
       changed_at_ms = $4, version = version + 1
     WHERE centre_id = $1 AND number = $2",
);
const WITHDRAW: Statement = Statement::both(
    "UPDATE notices_notices SET standing = 'withdrawn', reason = $3, changed_by = $4,
       changed_at_ms = $5, version = version + 1
     WHERE centre_id = $1 AND number = $2",
);

/// A notice as it is held (公告).
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub(super) number: i64,
    pub(super) content: Content,
    pub(super) standing: Standing,
    /// Why it was changed or withdrawn the last time; may be empty.
    pub(super) reason: String,
    /// Who wrote, changed, published or withdrew it last.
    pub(super) changed_by: String,
    pub(super) changed_at_ms: i64,
    pub(super) version: i64,
}

fn held(row: &Row) -> Result<Held, HallError> {
    let (word, reason): (String, String) = (row.get("standing")?, row.get("reason")?);
    let places: String = row.get("places")?;
    Ok(Held {
        number: row.get("number")?,
        content: Content {
            title: row.get("title")?,
            title_english: row.get("title_english")?,
            body: row.get("body")?,
            body_english: row.get("body_english")?,
            from: row.get("from_on")?,
            through: row.get("through_on")?,
            places: places.split_whitespace().map(str::to_owned).collect(),
        },
        standing: Standing::read(&word, reason.clone())?,
        reason,
        changed_by: row.get("changed_by")?,
        changed_at_ms: row.get("changed_at_ms")?,
        version: row.get("version")?,
    })
}

/// A notice.
pub(super) fn by_number(
    read: &mut dyn Read,
    centre: CentreId,
    number: i64,
) -> Result<Option<Held>, HallError> {
    read.first(BY_NUMBER, &params![centre, number])?.as_ref().map(held).transpose()
}

/// Notices below a number, newest first.
pub(super) fn newest(
    read: &mut dyn Read,
    centre: CentreId,
    (below, limit): (i64, u32),
) -> Result<Vec<Held>, HallError> {
    read.query(NEWEST, &params![centre, below, limit])?.iter().map(held).collect()
}

/// What is shown at a place on a day, newest first.
pub(super) fn shown(
    read: &mut dyn Read,
    centre: CentreId,
    (place, today): (Place, Date),
) -> Result<Vec<Held>, HallError> {
    let rows = read.query(SHOWN, &params![centre, today])?;
    let mut all = rows.iter().map(held).collect::<Result<Vec<_>, _>>()?;
    all.retain(|it| it.content.is_for(place));
    Ok(all)
}

/// The highest number so far; 0 where there is none.
pub(super) fn last(read: &mut dyn Read, centre: CentreId) -> Result<i64, HallError> {
    let row = read.first(LAST, &params![centre])?;
    Ok(row.map_or(Ok(0), |row| row.get("last"))?)
}

/// Writes what an entry means.
///
/// # Errors
/// Where the entry cannot be read; what the database said.
pub(super) fn project(tx: &mut Projection<'_>, entry: &Entry) -> Result<(), HallError> {
    let (who, at_ms) = (&entry.actor.name, entry.at_ms);
    match entry.verb() {
        "written" => {
            let Written { number, content: it } = entry.facts()?;
            let places = it.places.join(" ");
            tx.execute(
                ADD,
                &params![
                    entry.centre,
                    number,
                    it.title,
                    it.title_english,
                    it.body,
                    it.body_english,
                    it.from,
                    it.through,
                    places,
                    who,
                    at_ms
                ],
            )?;
        }
        "changed" => {
            let Changed { number, content: it, reason } = entry.facts()?;
            let places = it.places.join(" ");
            tx.execute(
                CHANGE,
                &params![
                    entry.centre,
                    number,
                    it.title,
                    it.title_english,
                    it.body,
                    it.body_english,
                    it.from,
                    it.through,
                    places,
                    reason,
                    who,
                    at_ms
                ],
            )?;
        }
        "published" => {
            let Published { number } = entry.facts()?;
            tx.execute(PUBLISH, &params![entry.centre, number, who, at_ms])?;
        }
        _ => {
            let Withdrawn { number, reason } = entry.facts()?;
            tx.execute(WITHDRAW, &params![entry.centre, number, reason, who, at_ms])?;
        }
    }
    Ok(())
}
