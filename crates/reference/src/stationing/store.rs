//! All SQL of the stationing.

use kit::HallError;
use kit::db::{CentreId, Execute, Read, Row, Statement};
use kit::journal::{Entry, Projection};
use kit::params;
use rulebook::stationing::{
    Delegation, DepartmentStanding, ItemStanding, Obligation, Presence, SealPlace, StationingLevel,
};
use serde::{Deserialize, Serialize};

/// Every statement of the room.
pub(super) const STATEMENTS: &[Statement] = &[
    CENTRE,
    DEPARTMENTS,
    DEPARTMENT,
    ITEMS,
    ITEM,
    COUNTY,
    SAVE_CENTRE,
    SAVE_DEPARTMENT,
    SAVE_ITEM,
];

const CENTRE: Statement =
    Statement::both("SELECT name FROM stationing_centres WHERE centre_id = $1");
const DEPARTMENTS: Statement = Statement::both(
    "SELECT * FROM stationing_departments WHERE centre_id = $1 ORDER BY department LIMIT 500",
);
const DEPARTMENT: Statement = Statement::both(
    "SELECT * FROM stationing_departments WHERE centre_id = $1 AND department = $2",
);
const ITEMS: Statement = Statement::both(
    "SELECT * FROM stationing_items WHERE centre_id = $1 AND level <> '' ORDER BY code
     LIMIT 20000",
);
const ITEM: Statement =
    Statement::both("SELECT * FROM stationing_items WHERE centre_id = $1 AND code = $2");
const COUNTY: Statement = Statement::both(
    "SELECT * FROM stationing_county_departments
     WHERE centre_id >= $1 AND centre_id <= $2
     ORDER BY centre_id, department LIMIT 20000",
);
const SAVE_CENTRE: Statement = Statement::both(
    "INSERT INTO stationing_centres (centre_id, name, revision) VALUES ($1, $2, $3)
     ON CONFLICT (centre_id) DO UPDATE SET name = excluded.name, revision = excluded.revision",
);
const SAVE_DEPARTMENT: Statement = Statement::both(
    "INSERT INTO stationing_departments (centre_id, department, name, station, line_management,
       obligation, presence, delegation, seal, reason, changed_at_ms, changed_by, revision)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     ON CONFLICT (centre_id, department) DO UPDATE SET name = excluded.name,
       station = excluded.station, line_management = excluded.line_management,
       obligation = excluded.obligation, presence = excluded.presence,
       delegation = excluded.delegation, seal = excluded.seal, reason = excluded.reason,
       changed_at_ms = excluded.changed_at_ms, changed_by = excluded.changed_by,
       revision = excluded.revision",
);
const SAVE_ITEM: Statement = Statement::both(
    "INSERT INTO stationing_items (centre_id, code, level, reason, changed_at_ms, changed_by,
       revision)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (centre_id, code) DO UPDATE SET level = excluded.level,
       reason = excluded.reason, changed_at_ms = excluded.changed_at_ms,
       changed_by = excluded.changed_by, revision = excluded.revision",
);

/// A department as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct DepartmentRecord {
    pub(super) department: String,
    pub(super) name: String,
    pub(super) station: String,
    pub(super) line_management: String,
    pub(super) obligation: String,
    pub(super) presence: String,
    pub(super) delegation: String,
    pub(super) seal: String,
    pub(super) reason: String,
}

/// `stationing.listed`: the departments of a centre were taken over from a list.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Listed {
    pub(super) centre_name: String,
    pub(super) departments: Vec<DepartmentRecord>,
}

/// `stationing.item_changed`; without a level the item follows its department again.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ItemChanged {
    pub(super) code: String,
    pub(super) level: String,
    pub(super) reason: String,
}

/// A department as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Department {
    /// Its key.
    pub(super) key: String,
    /// Its name: 民政.
    pub(super) name: String,
    /// Its station: 青榕镇社会事务办.
    pub(super) station: String,
    /// Who manages it: the township or the county department.
    pub(super) line_management: String,
    /// How it stands.
    pub(super) standing: DepartmentStanding,
    /// When it was last changed.
    pub(super) changed_at_ms: i64,
    /// By whom.
    pub(super) changed_by: String,
    /// Journal number of the last change.
    pub(super) revision: i64,
}

impl Department {
    /// As the journal keeps it.
    pub(super) fn record(&self) -> DepartmentRecord {
        DepartmentRecord {
            department: self.key.clone(),
            name: self.name.clone(),
            station: self.station.clone(),
            line_management: self.line_management.clone(),
            obligation: self.standing.obligation.word().to_owned(),
            presence: self.standing.presence.word().to_owned(),
            delegation: self.standing.delegation.word().to_owned(),
            seal: self.standing.seal.word().to_owned(),
            reason: self.standing.reason.clone(),
        }
    }
}

/// What an item says of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OwnStanding {
    /// Its code.
    pub(super) code: String,
    /// How it stands; none where it follows its department again.
    pub(super) standing: Option<ItemStanding>,
    /// Journal number of the last change.
    pub(super) revision: i64,
}

fn word<T>(row: &Row, column: &str, read: fn(&str) -> Option<T>) -> Result<T, HallError> {
    let word: String = row.get(column)?;
    read(&word).ok_or_else(|| HallError::broken(format!("{column} holds {word}")))
}

fn department_of(row: &Row) -> Result<Department, HallError> {
    Ok(Department {
        key: row.get("department")?,
        name: row.get("name")?,
        station: row.get("station")?,
        line_management: row.get("line_management")?,
        standing: DepartmentStanding {
            obligation: word(row, "obligation", Obligation::from_word)?,
            presence: word(row, "presence", Presence::from_word)?,
            delegation: word(row, "delegation", Delegation::from_word)?,
            seal: word(row, "seal", SealPlace::from_word)?,
            reason: row.get("reason")?,
        },
        changed_at_ms: row.get("changed_at_ms")?,
        changed_by: row.get("changed_by")?,
        revision: row.get("revision")?,
    })
}

fn own_of(row: &Row) -> Result<OwnStanding, HallError> {
    let level: String = row.get("level")?;
    let reason: String = row.get("reason")?;
    Ok(OwnStanding {
        code: row.get("code")?,
        standing: StationingLevel::from_word(&level).map(|level| ItemStanding { level, reason }),
        revision: row.get("revision")?,
    })
}

/// What the centre is called; empty where its departments were never listed.
pub(super) fn centre_name(read: &mut dyn Read, centre: CentreId) -> Result<String, HallError> {
    let row = read.first(CENTRE, &params![centre])?;
    row.map_or_else(|| Ok(String::new()), |row| Ok(row.get("name")?))
}

/// The departments of a centre.
pub(super) fn departments(
    read: &mut dyn Read,
    centre: CentreId,
) -> Result<Vec<Department>, HallError> {
    read.query(DEPARTMENTS, &params![centre])?.iter().map(department_of).collect()
}

/// A department.
pub(super) fn department(
    read: &mut dyn Read,
    centre: CentreId,
    key: &str,
) -> Result<Option<Department>, HallError> {
    read.first(DEPARTMENT, &params![centre, key])?.as_ref().map(department_of).transpose()
}

/// What items say of their own.
pub(super) fn own_standings(
    read: &mut dyn Read,
    centre: CentreId,
) -> Result<Vec<OwnStanding>, HallError> {
    read.query(ITEMS, &params![centre])?.iter().map(own_of).collect()
}

/// What an item says of its own.
pub(super) fn own_standing(
    read: &mut dyn Read,
    centre: CentreId,
    code: &str,
) -> Result<Option<OwnStanding>, HallError> {
    read.first(ITEM, &params![centre, code])?.as_ref().map(own_of).transpose()
}

/// The departments of all centres of a county, with the centre and its name.
pub(super) fn county(
    read: &mut dyn Read,
    county: CentreId,
) -> Result<Vec<(CentreId, String, Department)>, HallError> {
    // Division codes: six digits for the county, three more for each of its townships.
    let (from, to) = (county.0 * 1_000, county.0 * 1_000 + 999);
    read.query(COUNTY, &params![from, to])?
        .iter()
        .map(|row| Ok((row.get("centre_id")?, row.get("centre_name")?, department_of(row)?)))
        .collect()
}

/// Writes what an entry means.
pub(super) fn project(projection: &mut Projection<'_>, entry: &Entry) -> Result<(), HallError> {
    match entry.verb() {
        "listed" => {
            let listed: Listed = entry.facts()?;
            let centre = params![entry.centre, &listed.centre_name, entry.sequence];
            projection.execute(SAVE_CENTRE, &centre)?;
            for record in &listed.departments {
                save_department(projection, entry, record)?;
            }
            Ok(())
        }
        "department_changed" => save_department(projection, entry, &entry.facts()?),
        "item_changed" => {
            let item: ItemChanged = entry.facts()?;
            let row = params![
                entry.centre,
                &item.code,
                &item.level,
                &item.reason,
                entry.at_ms,
                &entry.actor.name,
                entry.sequence
            ];
            projection.execute(SAVE_ITEM, &row)?;
            Ok(())
        }
        other => Err(HallError::broken(format!("stationing does not know {other}"))),
    }
}

fn save_department(
    projection: &mut Projection<'_>,
    entry: &Entry,
    record: &DepartmentRecord,
) -> Result<(), HallError> {
    let row = params![
        entry.centre,
        &record.department,
        &record.name,
        &record.station,
        &record.line_management,
        &record.obligation,
        &record.presence,
        &record.delegation,
        &record.seal,
        &record.reason,
        entry.at_ms,
        &entry.actor.name,
        entry.sequence
    ];
    projection.execute(SAVE_DEPARTMENT, &row)?;
    Ok(())
}
