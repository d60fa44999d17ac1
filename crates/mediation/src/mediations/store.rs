//! All SQL of the room.

use super::events::{Happened, Opened};
use super::party::PartyFile;
use super::record::EventRecord;
use jiff::civil::Date;
use kit::HallError;
use kit::db::{Act, CentreId, Execute, Read, Row, Statement};
use kit::journal::{Entry, Projection};
use kit::params;
use rulebook::mediation::{Mediation, Stage};

/// Every statement of the room.
pub(super) const STATEMENTS: &[Statement] =
    &[MEDIATION, BY_DUE, NEWEST, FIGURES, NEXT_NUMBER, COUNT_NUMBER, ADD, MOVE];

const MEDIATION: Statement =
    Statement::both("SELECT * FROM mediations_mediations WHERE centre_id = $1 AND number = $2");
/// Open ones, soonest due first.
const BY_DUE: Statement = Statement::both(
    "SELECT * FROM mediations_mediations
     WHERE centre_id = $1 AND is_closed = 0
       AND ($2 = '' OR due_on <= $2)
       AND (due_on > $3 OR (due_on = $3 AND number > $4))
     ORDER BY due_on, number LIMIT $5",
);
/// Those that are over, or all, newest first.
const NEWEST: Statement = Statement::both(
    "SELECT * FROM mediations_mediations
     WHERE centre_id = $1 AND is_closed >= $2 AND ($3 = '' OR number < $3)
     ORDER BY number DESC LIMIT $4",
);
const FIGURES: Statement = Statement::both(
    "SELECT COUNT(*) AS open,
       COALESCE(SUM(CASE WHEN due_on <= $2 THEN 1 ELSE 0 END), 0) AS soon,
       COALESCE(SUM(CASE WHEN due_on < $3 THEN 1 ELSE 0 END), 0) AS overdue
     FROM mediations_mediations WHERE centre_id = $1 AND is_closed = 0",
);
const NEXT_NUMBER: Statement =
    Statement::both("SELECT last FROM mediations_counters WHERE centre_id = $1 AND day = $2");
const COUNT_NUMBER: Statement = Statement::both(
    "INSERT INTO mediations_counters (centre_id, day, last) VALUES ($1, $2, $3)
     ON CONFLICT (centre_id, day) DO UPDATE SET last = excluded.last",
);
const ADD: Statement = Statement::both(
    "INSERT INTO mediations_mediations (centre_id, number, stage, is_closed, opened_at_ms, due_on,
       item_code, case_number, matter, parties, events, version)
     VALUES ($1, $2, $3, 0, $4, $5, $6, $7, $8, $9, $10, 1)",
);
const MOVE: Statement = Statement::both(
    "UPDATE mediations_mediations SET stage = $3, is_closed = $4, due_on = $5, events = $6,
       version = version + 1
     WHERE centre_id = $1 AND number = $2",
);

/// Where nothing is due any more: after every day.
const NEVER: &str = "9999-12-31";

/// The next number of the day: `6101-20261123-001`, where the centre's cases begin with 101.
pub(super) fn next_number(act: &mut Act<'_>) -> Result<String, HallError> {
    let (centre, today) = (act.centre(), act.today());
    let row = act.first(NEXT_NUMBER, &params![centre, today])?;
    let last: i64 = row.map_or(Ok(0), |row| row.get("last"))?;
    let day = today.strftime("%Y%m%d");
    Ok(format!("{}-{day}-{:03}", 6_000 + centre.0.rem_euclid(1000), last + 1))
}

/// A mediation with everything the room keeps of it.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub(super) number: String,
    /// 纠纷情况, sealed.
    pub(super) matter: String,
    pub(super) parties: Vec<PartyFile>,
    pub(super) mediation: Mediation,
    pub(super) version: i64,
    pub(super) due_on: String,
}

fn fold(events: &[EventRecord]) -> Result<Mediation, HallError> {
    let unreadable = |refusal| HallError::broken(format!("the events do not fold: {refusal:?}"));
    let mut all = events.iter();
    let first = all.next().ok_or_else(|| HallError::broken("a mediation without events"))?;
    let mut mediation = Mediation::begin(&first.event()?).map_err(unreadable)?;
    for record in all {
        mediation = mediation.apply(&record.event()?).map_err(unreadable)?;
    }
    Ok(mediation)
}

fn events_of(row: &Row) -> Result<Vec<EventRecord>, HallError> {
    Ok(serde_json::from_str(&row.get::<String>("events")?)?)
}

fn held(row: &Row) -> Result<Held, HallError> {
    Ok(Held {
        number: row.get("number")?,
        matter: row.get("matter")?,
        parties: serde_json::from_str(&row.get::<String>("parties")?)?,
        mediation: fold(&events_of(row)?)?,
        version: row.get("version")?,
        due_on: row.get("due_on")?,
    })
}

/// A mediation.
pub(super) fn find(
    read: &mut dyn Read,
    centre: CentreId,
    number: &str,
) -> Result<Option<Held>, HallError> {
    read.first(MEDIATION, &params![centre, number])?.as_ref().map(held).transpose()
}

/// Open ones after a place in the list, soonest due first; by a day, where one is given.
pub(super) fn by_due(
    read: &mut dyn Read,
    centre: CentreId,
    due_by: &str,
    (after_due, after): (&str, &str),
    limit: u32,
) -> Result<Vec<Held>, HallError> {
    let rows = read.query(BY_DUE, &params![centre, due_by, after_due, after, limit])?;
    rows.iter().map(held).collect()
}

/// Which ones are listed newest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// Those that are over.
    Closed,
    /// All.
    All,
}

/// Those that are over or all, newest first.
pub(super) fn newest(
    read: &mut dyn Read,
    centre: CentreId,
    scope: Scope,
    after: &str,
    limit: u32,
) -> Result<Vec<Held>, HallError> {
    let closed = i64::from(scope == Scope::Closed);
    let rows = read.query(NEWEST, &params![centre, closed, after, limit])?;
    rows.iter().map(held).collect()
}

/// How many wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Figures {
    pub(super) open: i64,
    /// Due by tomorrow.
    pub(super) soon: i64,
    pub(super) overdue: i64,
}

/// How many wait in the centre.
pub(super) fn figures(
    read: &mut dyn Read,
    centre: CentreId,
    today: Date,
) -> Result<Figures, HallError> {
    let tomorrow = today.tomorrow().unwrap_or(today);
    let Some(row) = read.first(FIGURES, &params![centre, tomorrow, today])? else {
        return Ok(Figures::default());
    };
    Ok(Figures { open: row.get("open")?, soon: row.get("soon")?, overdue: row.get("overdue")? })
}

/// Writes what an entry means.
pub(super) fn project(projection: &mut Projection<'_>, entry: &Entry) -> Result<(), HallError> {
    match entry.verb() {
        "opened" => opened(projection, entry, &entry.facts()?),
        "unmasked" | "printed" => Ok(()),
        _ => happened(projection, entry, &entry.facts()?),
    }
}

fn next_due(mediation: &Mediation) -> String {
    mediation.next_due().map_or_else(|| NEVER.to_owned(), |(_, day)| day.to_string())
}

fn opened(projection: &mut Projection<'_>, entry: &Entry, facts: &Opened) -> Result<(), HallError> {
    let events = vec![facts.first.clone()];
    let mediation = fold(&events)?;
    let params = params![
        entry.centre,
        &facts.number,
        mediation.stage().word(),
        entry.at_ms,
        next_due(&mediation),
        &mediation.about.item,
        &mediation.about.case,
        &facts.matter,
        serde_json::to_string(&facts.parties)?,
        serde_json::to_string(&events)?
    ];
    projection.execute(ADD, &params)?;
    let day = kit::clock::day_of(entry.at_ms);
    let last: i64 = facts.number.rsplit('-').next().and_then(|it| it.parse().ok()).unwrap_or(0);
    projection.execute(COUNT_NUMBER, &params![entry.centre, day, last])?;
    Ok(())
}

fn happened(
    projection: &mut Projection<'_>,
    entry: &Entry,
    facts: &Happened,
) -> Result<(), HallError> {
    let row = projection
        .first(MEDIATION, &params![entry.centre, &entry.subject_id])?
        .ok_or_else(|| HallError::broken(format!("no mediation {}", entry.subject_id)))?;
    let mut events = events_of(&row)?;
    events.push(facts.event.clone());
    let mediation = fold(&events)?;
    let stage = mediation.stage();
    let params = params![
        entry.centre,
        &entry.subject_id,
        stage.word(),
        i64::from(stage == Stage::Archived),
        next_due(&mediation),
        serde_json::to_string(&events)?
    ];
    projection.execute(MOVE, &params)?;
    Ok(())
}
