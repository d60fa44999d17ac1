//! All SQL of the catalogue.

use super::events::{Bounded, Discarded, Drafted, Published, Withdrawn};
use super::record::ItemRecord;
use kit::HallError;
use kit::db::{CentreId, Execute, Read, Row, Statement};
use kit::journal::{Entry, Projection};
use kit::params;

/// Every statement of the room.
pub(super) const STATEMENTS: &[Statement] = &[
    DEPARTMENTS,
    ITEM,
    ITEMS,
    DRAFT,
    DRAFTS,
    VERSION,
    VERSION_TEXT,
    VERSIONS,
    CURRENT,
    REVISION,
    COUNTS,
    SAVE_ITEM,
    SAVE_DRAFT,
    DROP_DRAFT,
    ADD_VERSION,
    END_VERSION,
    BOUND_VERSION,
    EXPIRED,
];

const ITEM: Statement =
    Statement::both("SELECT * FROM catalogue_items WHERE centre_id = $1 AND code = $2");
const DEPARTMENTS: Statement = Statement::both(
    "SELECT DISTINCT department FROM catalogue_items WHERE centre_id = $1
     ORDER BY department LIMIT 200",
);
const ITEMS: Statement = Statement::both(
    "SELECT * FROM catalogue_items
     WHERE centre_id = $1 AND code > $2
       AND ($3 = '' OR department = $3)
       AND ($4 = '' OR mode = $4)
       AND ($5 = '' OR ($5 = 'published' AND current_version > 0)
            OR ($5 = 'draft' AND has_draft = 1)
            OR ($5 = 'withdrawn' AND current_version = 0 AND last_version > 0))
       AND ($6 = '' OR lower(name) LIKE $7 ESCAPE '!' OR lower(code) LIKE $7 ESCAPE '!')
     ORDER BY code LIMIT $8",
);
const COUNTS: Statement = Statement::both(
    "SELECT COUNT(CASE WHEN current_version > 0 THEN 1 END) AS published,
            COUNT(CASE WHEN has_draft = 1 THEN 1 END) AS drafts,
            COUNT(CASE WHEN current_version = 0 AND last_version > 0 THEN 1 END) AS withdrawn
     FROM catalogue_items WHERE centre_id = $1",
);
const DRAFT: Statement =
    Statement::both("SELECT * FROM catalogue_drafts WHERE centre_id = $1 AND code = $2");
const DRAFTS: Statement = Statement::both(
    "SELECT * FROM catalogue_drafts WHERE centre_id = $1 AND code > $2 ORDER BY code LIMIT $3",
);
const VERSION: Statement = Statement::both(
    "SELECT * FROM catalogue_versions WHERE centre_id = $1 AND code = $2 AND version = $3",
);
const VERSION_TEXT: Statement = Statement::both(
    "SELECT record, version, published_at_ms FROM catalogue_versions
     WHERE centre_id = $1 AND code = $2 AND version = $3",
);
const VERSIONS: Statement = Statement::both(
    "SELECT * FROM catalogue_versions WHERE centre_id = $1 AND code = $2
     ORDER BY version DESC LIMIT 200",
);
const CURRENT: Statement = Statement::both(
    "SELECT versions.* FROM catalogue_items AS items
     JOIN catalogue_versions AS versions
       ON versions.centre_id = items.centre_id AND versions.code = items.code
      AND versions.version = items.current_version
     WHERE items.centre_id = $1 AND items.code > $2
     ORDER BY items.code LIMIT 500",
);
const REVISION: Statement = Statement::both(
    "SELECT COALESCE(MAX(revision), 0) AS revision FROM catalogue_items WHERE centre_id = $1",
);
const SAVE_ITEM: Statement = Statement::both(
    "INSERT INTO catalogue_items (centre_id, code, name, department, mode, current_version,
       last_version, has_draft, changed_at_ms, revision)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT (centre_id, code) DO UPDATE SET name = excluded.name,
       department = excluded.department, mode = excluded.mode,
       current_version = excluded.current_version, last_version = excluded.last_version,
       has_draft = excluded.has_draft, changed_at_ms = excluded.changed_at_ms,
       revision = excluded.revision",
);
const SAVE_DRAFT: Statement = Statement::both(
    "INSERT INTO catalogue_drafts (centre_id, code, version, base_version, record, changed_at_ms,
       changed_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (centre_id, code) DO UPDATE SET version = excluded.version,
       base_version = excluded.base_version, record = excluded.record,
       changed_at_ms = excluded.changed_at_ms, changed_by = excluded.changed_by",
);
const DROP_DRAFT: Statement =
    Statement::both("DELETE FROM catalogue_drafts WHERE centre_id = $1 AND code = $2");
const ADD_VERSION: Statement = Statement::both(
    "INSERT INTO catalogue_versions (centre_id, code, version, record, published_at_ms,
       published_by, ended_at_ms, end_reason)
     VALUES ($1, $2, $3, $4, $5, $6, 0, '')",
);
const END_VERSION: Statement = Statement::both(
    "UPDATE catalogue_versions SET ended_at_ms = $4, end_reason = $5
     WHERE centre_id = $1 AND code = $2 AND version = $3",
);

const BOUND_VERSION: Statement = Statement::both(
    "UPDATE catalogue_versions SET last_day = $4
     WHERE centre_id = $1 AND code = $2 AND version = $3",
);
const EXPIRED: Statement = Statement::both(
    "SELECT items.code AS code FROM catalogue_items AS items
     JOIN catalogue_versions AS versions
       ON versions.centre_id = items.centre_id AND versions.code = items.code
      AND versions.version = items.current_version
     WHERE items.centre_id = $1 AND versions.last_day <> '' AND versions.last_day < $2
     ORDER BY items.code LIMIT 500",
);

/// Why a version ended that a newer one took the place of, as it stands in the table.
pub(super) const REPLACED: &str = "新版本生效";

/// A line of the list of items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemLine {
    /// Item code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its department.
    pub department: String,
    /// Word of its mode.
    pub mode: String,
    /// The version in force; 0 where none is.
    pub current_version: i64,
    /// The last version ever published; 0 where none was.
    pub last_version: i64,
    /// Whether a draft is open (0 or 1).
    pub has_draft: i64,
    /// When it was last changed.
    pub changed_at_ms: i64,
}

/// An open draft.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The item as typed.
    pub record: ItemRecord,
    /// Count of savings.
    pub version: i64,
    /// The published version it was opened from; 0 for a new item.
    pub base_version: i64,
    /// When it was last saved.
    pub changed_at_ms: i64,
    /// By whom.
    pub changed_by: String,
}

/// A published version.
#[derive(Clone, Debug)]
pub struct Version {
    /// The item.
    pub record: ItemRecord,
    /// Its version.
    pub version: i64,
    /// When it came into force.
    pub published_at_ms: i64,
    /// Who published it.
    pub published_by: String,
    /// When it ended; 0 while in force.
    pub ended_at_ms: i64,
    /// Why it ended.
    pub end_reason: String,
    /// The last day it may be applied for; empty where it is open.
    pub last_day: String,
}

/// What a list is narrowed by; empty texts do not narrow.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Department name.
    pub department: String,
    /// Word of a mode.
    pub mode: String,
    /// `published`, `draft` or `withdrawn`.
    pub state: String,
    /// Part of name or code.
    pub text: String,
}

fn line(row: &Row) -> Result<ItemLine, HallError> {
    Ok(ItemLine {
        code: row.get("code")?,
        name: row.get("name")?,
        department: row.get("department")?,
        mode: row.get("mode")?,
        current_version: row.get("current_version")?,
        last_version: row.get("last_version")?,
        has_draft: row.get("has_draft")?,
        changed_at_ms: row.get("changed_at_ms")?,
    })
}

fn version_of(row: &Row) -> Result<Version, HallError> {
    Ok(Version {
        record: serde_json::from_str(&row.get::<String>("record")?)?,
        version: row.get("version")?,
        published_at_ms: row.get("published_at_ms")?,
        published_by: row.get("published_by")?,
        ended_at_ms: row.get("ended_at_ms")?,
        end_reason: row.get("end_reason")?,
        last_day: row.get("last_day")?,
    })
}

/// The line of an item.
pub fn item(
    read: &mut dyn Read,
    centre: CentreId,
    code: &str,
) -> Result<Option<ItemLine>, HallError> {
    read.first(ITEM, &params![centre, code])?.as_ref().map(line).transpose()
}

/// Lines after a code.
pub fn items(
    read: &mut dyn Read,
    centre: CentreId,
    filter: &Filter,
    after: &str,
    limit: u32,
) -> Result<Vec<ItemLine>, HallError> {
    let plain = filter.text.to_lowercase().replace('!', "!!").replace('%', "!%").replace('_', "!_");
    let pattern = format!("%{plain}%");
    let params = params![
        centre,
        after,
        &filter.department,
        &filter.mode,
        &filter.state,
        &filter.text,
        pattern,
        limit
    ];
    read.query(ITEMS, &params)?.iter().map(line).collect()
}

/// How many items are published, have a draft, are withdrawn.
pub(super) fn counts(read: &mut dyn Read, centre: CentreId) -> Result<[i64; 3], HallError> {
    let row = read.first(COUNTS, &params![centre])?;
    row.map_or(Ok([0; 3]), |row| {
        Ok([row.get("published")?, row.get("drafts")?, row.get("withdrawn")?])
    })
}

/// The departments that items name.
pub(super) fn departments(read: &mut dyn Read, centre: CentreId) -> Result<Vec<String>, HallError> {
    let rows = read.query(DEPARTMENTS, &params![centre])?;
    rows.iter().map(|row| row.get("department").map_err(HallError::from)).collect()
}

/// The open draft of an item.
pub fn draft(
    read: &mut dyn Read,
    centre: CentreId,
    code: &str,
) -> Result<Option<Draft>, HallError> {
    read.first(DRAFT, &params![centre, code])?.as_ref().map(held_draft).transpose()
}

/// Open drafts after a code.
pub(super) fn drafts(
    read: &mut dyn Read,
    centre: CentreId,
    after: &str,
    limit: u32,
) -> Result<Vec<Draft>, HallError> {
    read.query(DRAFTS, &params![centre, after, limit])?.iter().map(held_draft).collect()
}

fn held_draft(row: &Row) -> Result<Draft, HallError> {
    Ok(Draft {
        record: serde_json::from_str(&row.get::<String>("record")?)?,
        version: row.get("version")?,
        base_version: row.get("base_version")?,
        changed_at_ms: row.get("changed_at_ms")?,
        changed_by: row.get("changed_by")?,
    })
}

/// A published version.
pub(super) fn version(
    read: &mut dyn Read,
    centre: CentreId,
    code: &str,
    version: i64,
) -> Result<Option<Version>, HallError> {
    read.first(VERSION, &params![centre, code, version])?.as_ref().map(version_of).transpose()
}

/// A published version as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct VersionText {
    /// Its record, as JSON.
    pub(super) record: String,
    /// Its version.
    pub(super) version: i64,
    /// When it came into force.
    pub(super) published_at_ms: i64,
}

/// A published version, unread.
pub(super) fn version_text(
    read: &mut dyn Read,
    centre: CentreId,
    code: &str,
    version: i64,
) -> Result<Option<VersionText>, HallError> {
    let row = read.first(VERSION_TEXT, &params![centre, code, version])?;
    row.map(|row| {
        Ok(VersionText {
            record: row.get("record")?,
            version: row.get("version")?,
            published_at_ms: row.get("published_at_ms")?,
        })
    })
    .transpose()
}

/// All published versions of an item, newest first.
pub fn versions(
    read: &mut dyn Read,
    centre: CentreId,
    code: &str,
) -> Result<Vec<Version>, HallError> {
    read.query(VERSIONS, &params![centre, code])?.iter().map(version_of).collect()
}

/// All versions in force, by code; read page by page.
pub(super) fn current(read: &mut dyn Read, centre: CentreId) -> Result<Vec<Version>, HallError> {
    let mut all: Vec<Version> = Vec::new();
    loop {
        let after = all.last().map_or("", |last| last.record.code.as_str()).to_owned();
        let page = read.query(CURRENT, &params![centre, after])?;
        if page.is_empty() {
            return Ok(all);
        }
        for row in &page {
            all.push(version_of(row)?);
        }
    }
}

/// Items in force whose last day lies before a day.
pub(super) fn expired(
    read: &mut dyn Read,
    centre: CentreId,
    today: jiff::civil::Date,
) -> Result<Vec<String>, HallError> {
    let rows = read.query(EXPIRED, &params![centre, today])?;
    rows.iter().map(|row| row.get("code").map_err(HallError::from)).collect()
}

/// Grows with every change of a centre's catalogue.
pub(super) fn revision(read: &mut dyn Read, centre: CentreId) -> Result<i64, HallError> {
    let row = read.first(REVISION, &params![centre])?;
    row.map_or(Ok(0), |row| Ok(row.get("revision")?))
}

/// Writes what an entry means.
pub(super) fn project(projection: &mut Projection<'_>, entry: &Entry) -> Result<(), HallError> {
    match entry.verb() {
        "drafted" => drafted(projection, entry, &entry.facts()?),
        "discarded" => discarded(projection, entry, &entry.facts()?),
        "published" => published(projection, entry, &entry.facts()?),
        "bounded" => bounded(projection, entry, &entry.facts()?),
        "withdrawn" => withdrawn(projection, entry, &entry.facts()?),
        other => Err(HallError::broken(format!("the catalogue does not know {other}"))),
    }
}

fn drafted(
    projection: &mut Projection<'_>,
    entry: &Entry,
    event: &Drafted,
) -> Result<(), HallError> {
    let record = serde_json::to_string(&event.record)?;
    let draft = params![
        entry.centre,
        &event.record.code,
        event.version,
        event.base_version,
        record,
        entry.at_ms,
        &entry.actor.name
    ];
    projection.execute(SAVE_DRAFT, &draft)?;
    let known = item(projection, entry.centre, &event.record.code)?;
    let mut line = known.unwrap_or_else(|| new_line(&event.record));
    if line.current_version == 0 {
        // Until something is published, the list shows the draft's own name.
        line = ItemLine { last_version: line.last_version, ..new_line(&event.record) };
    }
    line.has_draft = 1;
    save(projection, entry, &line)
}

fn discarded(
    projection: &mut Projection<'_>,
    entry: &Entry,
    event: &Discarded,
) -> Result<(), HallError> {
    projection.execute(DROP_DRAFT, &params![entry.centre, &event.code])?;
    match item(projection, entry.centre, &event.code)? {
        Some(line) => save(projection, entry, &ItemLine { has_draft: 0, ..line }),
        None => Ok(()),
    }
}

fn published(
    projection: &mut Projection<'_>,
    entry: &Entry,
    event: &Published,
) -> Result<(), HallError> {
    let code = &event.record.code;
    if let Some(before) = item(projection, entry.centre, code)?
        && before.current_version > 0
    {
        let ended = params![entry.centre, code, before.current_version, entry.at_ms, REPLACED];
        projection.execute(END_VERSION, &ended)?;
    }
    let record = serde_json::to_string(&event.record)?;
    projection.execute(
        ADD_VERSION,
        &params![entry.centre, code, event.version, record, entry.at_ms, &entry.actor.name],
    )?;
    projection.execute(DROP_DRAFT, &params![entry.centre, code])?;
    let line = ItemLine {
        current_version: event.version,
        last_version: event.version,
        ..new_line(&event.record)
    };
    save(projection, entry, &line)
}

fn bounded(
    projection: &mut Projection<'_>,
    entry: &Entry,
    event: &Bounded,
) -> Result<(), HallError> {
    let bound = params![entry.centre, &event.code, event.version, &event.last_day];
    projection.execute(BOUND_VERSION, &bound)?;
    match item(projection, entry.centre, &event.code)? {
        Some(line) => save(projection, entry, &line),
        None => Ok(()),
    }
}

fn withdrawn(
    projection: &mut Projection<'_>,
    entry: &Entry,
    event: &Withdrawn,
) -> Result<(), HallError> {
    let ended = params![entry.centre, &event.code, event.version, entry.at_ms, &event.reason];
    projection.execute(END_VERSION, &ended)?;
    match item(projection, entry.centre, &event.code)? {
        Some(line) => save(projection, entry, &ItemLine { current_version: 0, ..line }),
        None => Ok(()),
    }
}

fn new_line(record: &ItemRecord) -> ItemLine {
    ItemLine {
        code: record.code.clone(),
        name: record.name.zh.clone(),
        department: record.authority.department.clone(),
        mode: record.handling.mode.clone(),
        current_version: 0,
        last_version: 0,
        has_draft: 0,
        changed_at_ms: 0,
    }
}

fn save(projection: &mut Projection<'_>, entry: &Entry, line: &ItemLine) -> Result<(), HallError> {
    let params = params![
        entry.centre,
        &line.code,
        &line.name,
        &line.department,
        &line.mode,
        line.current_version,
        line.last_version,
        line.has_draft,
        entry.at_ms,
        entry.sequence
    ];
    projection.execute(SAVE_ITEM, &params)?;
    Ok(())
}
