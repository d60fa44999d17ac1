//! All SQL of the room: the filters that accounts keep.

use super::events::{Removed, Saved};
use kit::HallError;
use kit::db::{CentreId, Execute, Read, Row, Statement};
use kit::journal::{Entry, Projection};
use kit::params;

/// Every statement of the room.
pub(super) const STATEMENTS: &[Statement] = &[FILTERS, KEEP, DROP, PREFER];

const FILTERS: Statement = Statement::both(
    "SELECT name, query, is_default FROM worklist_filters
     WHERE centre_id = $1 AND account = $2 ORDER BY name LIMIT 100",
);
const KEEP: Statement = Statement::both(
    "INSERT INTO worklist_filters (centre_id, account, name, query, is_default)
     VALUES ($1, $2, $3, $4, 0)
     ON CONFLICT (centre_id, account, name) DO UPDATE SET query = excluded.query",
);
const DROP: Statement = Statement::both(
    "DELETE FROM worklist_filters WHERE centre_id = $1 AND account = $2 AND name = $3",
);
/// One filter is the first view, and no other.
const PREFER: Statement = Statement::both(
    "UPDATE worklist_filters SET is_default = CASE WHEN name = $3 THEN 1 ELSE 0 END
     WHERE centre_id = $1 AND account = $2",
);

/// A filter that an account keeps (常用筛选).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KeptFilter {
    /// Its name.
    pub(super) name: String,
    /// The query of its address.
    pub(super) query: String,
    /// Whether it is the first view.
    pub(super) is_default: bool,
}

/// The filters of an account, by name.
pub(super) fn filters(
    read: &mut dyn Read,
    centre: CentreId,
    account: i64,
) -> Result<Vec<KeptFilter>, HallError> {
    let kept = |row: &Row| -> Result<KeptFilter, HallError> {
        let is_default = row.get::<i64>("is_default")? == 1;
        Ok(KeptFilter { name: row.get("name")?, query: row.get("query")?, is_default })
    };
    read.query(FILTERS, &params![centre, account])?.iter().map(kept).collect()
}

/// Writes what an entry means: a filter belongs to whoever kept it.
pub(super) fn project(projection: &mut Projection<'_>, entry: &Entry) -> Result<(), HallError> {
    let (centre, account) = (entry.centre, entry.actor.account);
    match entry.verb() {
        "filter_saved" => {
            let Saved { name, query, is_default } = entry.facts()?;
            projection.execute(KEEP, &params![centre, account, &name, &query])?;
            if is_default {
                projection.execute(PREFER, &params![centre, account, &name])?;
            }
        }
        "filter_preferred" => {
            let Removed { name } = entry.facts()?;
            projection.execute(PREFER, &params![centre, account, &name])?;
        }
        "filter_removed" => {
            let Removed { name } = entry.facts()?;
            projection.execute(DROP, &params![centre, account, &name])?;
        }
        other => return Err(HallError::broken(format!("no such entry: {other}"))),
    }
    Ok(())
}
