//! All SQL of the room.

use super::events::{Attached, Removed};
use kit::HallError;
use kit::db::{CentreId, Execute, Read, Row, Statement};
use kit::journal::{Entry, Projection};
use kit::params;

/// Every statement of the room.
pub(super) const STATEMENTS: &[Statement] = &[OF_CASE, PAGES, FILE, LAST, IS_HELD, ADD, REMOVE];

const OF_CASE: Statement = Statement::both(
    "SELECT * FROM papers_files WHERE centre_id = $1 AND case_number = $2 AND is_removed = 0
     ORDER BY file LIMIT 500",
);
/// Papers of all files that a case was ever given: a page that was removed keeps its number.
const PAGES: Statement = Statement::both(
    "SELECT paper FROM papers_files WHERE centre_id = $1 AND case_number = $2 ORDER BY file",
);
const FILE: Statement = Statement::both(
    "SELECT * FROM papers_files
     WHERE centre_id = $1 AND case_number = $2 AND file = $3 AND is_removed = 0",
);
const LAST: Statement = Statement::both(
    "SELECT file FROM papers_files WHERE centre_id = $1 AND case_number = $2
     ORDER BY file DESC LIMIT 1",
);
const IS_HELD: Statement = Statement::both(
    "SELECT file FROM papers_files WHERE centre_id = $1 AND digest = $2 AND is_removed = 0 LIMIT 1",
);
const ADD: Statement = Statement::both(
    "INSERT INTO papers_files (centre_id, case_number, file, paper, digest, name, size, kind,
       attached_at_ms, attached_by, is_removed, reason)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, '')",
);
const REMOVE: Statement = Statement::both(
    "UPDATE papers_files SET is_removed = 1, reason = $4
     WHERE centre_id = $1 AND case_number = $2 AND file = $3",
);

/// A file of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Held {
    pub(super) facts: Attached,
    pub(super) at_ms: i64,
    pub(super) by: String,
}

fn held(row: &Row) -> Result<Held, HallError> {
    Ok(Held {
        facts: Attached {
            file: row.get("file")?,
            paper: row.get("paper")?,
            digest: row.get("digest")?,
            name: row.get("name")?,
            size: row.get("size")?,
            kind: row.get("kind")?,
        },
        at_ms: row.get("attached_at_ms")?,
        by: row.get("attached_by")?,
    })
}

/// The files of a case, in the order in which they came.
pub(super) fn of_case(
    read: &mut dyn Read,
    centre: CentreId,
    case: &str,
) -> Result<Vec<Held>, HallError> {
    read.query(OF_CASE, &params![centre, case])?.iter().map(held).collect()
}

/// The papers of all files that a case was ever given, one for each file.
pub(super) fn pages(
    read: &mut dyn Read,
    centre: CentreId,
    case: &str,
) -> Result<Vec<String>, HallError> {
    let rows = read.query(PAGES, &params![centre, case])?;
    rows.iter().map(|row| row.get("paper").map_err(HallError::from)).collect()
}

/// A file of a case.
pub(super) fn file(
    read: &mut dyn Read,
    centre: CentreId,
    (case, file): (&str, i64),
) -> Result<Option<Held>, HallError> {
    read.first(FILE, &params![centre, case, file])?.as_ref().map(held).transpose()
}

/// The number of the last file that a case was given, removed or not; 0 before the first.
pub(super) fn last(read: &mut dyn Read, centre: CentreId, case: &str) -> Result<i64, HallError> {
    read.first(LAST, &params![centre, case])?.map_or(Ok(0), |row| Ok(row.get("file")?))
}

/// Whether a case of the centre still holds a content.
pub(super) fn is_held(
    read: &mut dyn Read,
    centre: CentreId,
    digest: &str,
) -> Result<bool, HallError> {
    Ok(read.first(IS_HELD, &params![centre, digest])?.is_some())
}

/// Writes what an entry means.
pub(super) fn project(projection: &mut Projection<'_>, entry: &Entry) -> Result<(), HallError> {
    match entry.verb() {
        "attached" => {
            let Attached { file, paper, digest, name, size, kind } = entry.facts()?;
            let (centre, case) = (entry.centre, &entry.subject_id);
            let params = params![
                centre,
                case,
                file,
                paper,
                digest,
                name,
                size,
                kind,
                entry.at_ms,
                &entry.actor.name
            ];
            projection.execute(ADD, &params)?;
        }
        "removed" => {
            let Removed { file, reason, .. } = entry.facts()?;
            projection.execute(REMOVE, &params![entry.centre, &entry.subject_id, file, reason])?;
        }
        _ => {}
    }
    Ok(())
}
