//! All SQL of the room.

use super::events::{Happened, Reported};
use super::record::MatterEventRecord;
use crate::contacts::door::{Asker, ItemName, Scope};
use jiff::civil::Date;
use kit::HallError;
use kit::db::{Act, CentreId, Execute, Read, Row, Statement};
use kit::journal::{Entry, Projection};
use kit::params;
use threshold::contact::Keeper;
use threshold::contact::unresolved::{MatterState, Owner, UnresolvedMatter};

/// Every statement of the room.
pub(super) const STATEMENTS: &[Statement] =
    &[MATTER, BY_DUE, BY_PHONE, NEWEST, FIGURES, NEXT_NUMBER, COUNT_NUMBER, ADD, MOVE];

const NEXT_NUMBER: Statement =
    Statement::both("SELECT last FROM matters_counters WHERE centre_id = $1 AND day = $2");
const COUNT_NUMBER: Statement = Statement::both(
    "INSERT INTO matters_counters (centre_id, day, last) VALUES ($1, $2, $3)
     ON CONFLICT (centre_id, day) DO UPDATE SET last = excluded.last",
);
const MATTER: Statement =
    Statement::both("SELECT * FROM matters_matters WHERE centre_id = $1 AND number = $2");
/// Open ones, soonest due first.
const BY_DUE: Statement = Statement::both(
    "SELECT * FROM matters_matters
     WHERE centre_id = $1 AND is_closed = 0
       AND ($2 = '' OR stage = $2 OR ($2 = 'concluded' AND stage IN ('solved', 'explained')))
       AND ($3 = 0 OR owner_account = $3)
       AND ($4 = '' OR due_on < $4)
       AND ($5 = '' OR obstacles LIKE $5)
       AND ($6 = '' OR number = $6 OR item_code = $6 OR owner_name = $6)
       AND (due_on > $7 OR (due_on = $7 AND number > $8))
     ORDER BY due_on, number LIMIT $9",
);
/// Those that are over, or all, newest first.
const NEWEST: Statement = Statement::both(
    "SELECT * FROM matters_matters
     WHERE centre_id = $1 AND is_closed >= $2
       AND ($3 = '' OR stage = $3)
       AND ($4 = '' OR obstacles LIKE $4)
       AND ($5 = '' OR number = $5 OR item_code = $5 OR owner_name = $5)
       AND ($6 = '' OR number < $6)
     ORDER BY number DESC LIMIT $7",
);
/// Open ones left with a phone, soonest due first.
const BY_PHONE: Statement = Statement::both(
    "SELECT * FROM matters_matters
     WHERE centre_id = $1 AND is_closed = 0 AND phone_fingerprint = $2
     ORDER BY due_on, number LIMIT 10",
);
const FIGURES: Statement = Statement::both(
    "SELECT COUNT(*) AS open,
       COALESCE(SUM(CASE WHEN owner_account = $2 THEN 1 ELSE 0 END), 0) AS mine,
       COALESCE(SUM(CASE WHEN stage = 'waiting' THEN 1 ELSE 0 END), 0) AS waiting,
       COALESCE(SUM(CASE WHEN due_on < $3 THEN 1 ELSE 0 END), 0) AS overdue
     FROM matters_matters WHERE centre_id = $1 AND is_closed = 0",
);
const ADD: Statement = Statement::both(
    "INSERT INTO matters_matters (centre_id, number, stage, is_closed, reported_at_ms, due_on,
       owner_account, owner_name, item_code, item_name, item_name_english, obstacles,
       phone_fingerprint, asker, events, version)
     VALUES ($1, $2, $3, 0, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1)",
);
const MOVE: Statement = Statement::both(
    "UPDATE matters_matters SET stage = $3, is_closed = $4, due_on = $5, owner_account = $6,
       owner_name = $7, events = $8, version = version + 1
     WHERE centre_id = $1 AND number = $2",
);

/// What the numbers of a centre begin with: 8101, where its cases begin with 101.
fn prefix(centre: CentreId) -> i64 {
    8_000 + centre.0.rem_euclid(1000)
}

/// The next number of the day: `8101-20261123-001`.
pub(super) fn next_number(act: &mut Act<'_>) -> Result<String, HallError> {
    let (centre, today) = (act.centre(), act.today());
    let row = act.first(NEXT_NUMBER, &params![centre, today])?;
    let last: i64 = row.map_or(Ok(0), |row| row.get("last"))?;
    let day = today.strftime("%Y%m%d");
    Ok(format!("{}-{day}-{:03}", prefix(centre), last + 1))
}

/// A matter with everything the room keeps of it.
#[derive(Clone, Debug)]
pub(super) struct HeldMatter {
    pub(super) number: String,
    pub(super) item: ItemName,
    pub(super) owner_name: String,
    pub(super) asker: Asker,
    pub(super) phone_fingerprint: String,
    pub(super) matter: UnresolvedMatter,
    pub(super) events: Vec<MatterEventRecord>,
    pub(super) version: i64,
}

fn fold(events: &[MatterEventRecord]) -> Result<UnresolvedMatter, HallError> {
    let unreadable = |breach| HallError::broken(format!("the events do not fold: {breach:?}"));
    let mut all = events.iter();
    let first = all.next().ok_or_else(|| HallError::broken("a matter without events"))?;
    let mut matter = UnresolvedMatter::begin(&first.event()?).map_err(unreadable)?;
    for record in all {
        matter = matter.apply(&record.event()?).map_err(unreadable)?;
    }
    Ok(matter)
}

fn held(row: &Row) -> Result<HeldMatter, HallError> {
    let events: Vec<MatterEventRecord> = serde_json::from_str(&row.get::<String>("events")?)?;
    Ok(HeldMatter {
        number: row.get("number")?,
        item: ItemName { zh: row.get("item_name")?, en: row.get("item_name_english")? },
        owner_name: row.get("owner_name")?,
        asker: serde_json::from_str(&row.get::<String>("asker")?)?,
        phone_fingerprint: row.get("phone_fingerprint")?,
        matter: fold(&events)?,
        events,
        version: row.get("version")?,
    })
}

/// A matter.
pub(super) fn find(
    read: &mut dyn Read,
    centre: CentreId,
    number: &str,
) -> Result<Option<HeldMatter>, HallError> {
    read.first(MATTER, &params![centre, number])?.as_ref().map(held).transpose()
}

/// Open matters left with a phone, soonest due first.
pub(super) fn open_by_phone(
    read: &mut dyn Read,
    centre: CentreId,
    fingerprint: &str,
) -> Result<Vec<HeldMatter>, HallError> {
    read.query(BY_PHONE, &params![centre, fingerprint])?.iter().map(held).collect()
}

/// What the register is narrowed by; empty texts and noughts do not narrow.
#[derive(Clone, Debug, Default)]
pub(super) struct MatterFilter {
    pub(super) scope: Scope,
    /// Word of a stage.
    pub(super) stage: String,
    /// Account of the owner (open ones).
    pub(super) owner: i64,
    /// Due before this day (open ones).
    pub(super) due_before: String,
    /// Word of an obstacle.
    pub(super) obstacle: String,
    /// Number, item code or owner's name.
    pub(super) text: String,
}

/// Matters after a place in the register.
pub(super) fn list(
    read: &mut dyn Read,
    centre: CentreId,
    filter: &MatterFilter,
    (after_due, after): (&str, &str),
    limit: u32,
) -> Result<Vec<HeldMatter>, HallError> {
    let MatterFilter { scope, stage, owner, due_before, obstacle, text } = filter;
    let pattern = if obstacle.is_empty() { String::new() } else { format!("%|{obstacle}|%") };
    let rows = match scope {
        Scope::Open => {
            let params =
                params![centre, stage, *owner, due_before, pattern, text, after_due, after, limit];
            read.query(BY_DUE, &params)
        }
        Scope::Closed | Scope::All => {
            let closed = i64::from(*scope == Scope::Closed);
            read.query(NEWEST, &params![centre, closed, stage, pattern, text, after, limit])
        }
    };
    rows?.iter().map(held).collect()
}

/// How many wait, for the desk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct MatterFigures {
    pub(super) open: i64,
    pub(super) mine: i64,
    pub(super) waiting: i64,
    pub(super) overdue: i64,
}

/// How many wait for somebody and in the centre.
pub(super) fn figures(
    read: &mut dyn Read,
    centre: CentreId,
    account: i64,
    today: Date,
) -> Result<MatterFigures, HallError> {
    let Some(row) = read.first(FIGURES, &params![centre, account, today])? else {
        return Ok(MatterFigures::default());
    };
    Ok(MatterFigures {
        open: row.get("open")?,
        mine: row.get("mine")?,
        waiting: row.get("waiting")?,
        overdue: row.get("overdue")?,
    })
}

/// Who answers for a matter, as the columns keep it; once it is over, who did last.
fn owner(matter: &UnresolvedMatter) -> (i64, &str) {
    let person = |keeper: &Keeper| keeper.account;
    match &matter.state {
        MatterState::Waiting { owner: Owner::Window } => (0, ""),
        MatterState::Waiting { owner: Owner::Person(owner) }
        | MatterState::InHand { owner }
        | MatterState::Concluded { owner, .. }
        | MatterState::Told { owner, .. } => (person(owner), &owner.name),
    }
}

/// Writes what an entry means.
pub(super) fn project(projection: &mut Projection<'_>, entry: &Entry) -> Result<(), HallError> {
    match entry.verb() {
        "reported" => reported(projection, entry, &entry.facts()?),
        "unmasked" => Ok(()),
        _ => happened(projection, entry, entry.facts::<Happened>()?.event),
    }
}

fn reported(
    projection: &mut Projection<'_>,
    entry: &Entry,
    facts: &Reported,
) -> Result<(), HallError> {
    let events = vec![facts.first.clone()];
    let matter = fold(&events)?;
    let words: Vec<&str> = matter.report.obstacles.iter().map(|it| it.word()).collect();
    let (account, name) = owner(&matter);
    let params = params![
        entry.centre,
        &facts.number,
        matter.stage().word(),
        entry.at_ms,
        matter.due_on,
        account,
        name,
        &matter.report.item,
        &facts.item.zh,
        &facts.item.en,
        format!("|{}|", words.join("|")),
        &facts.asker.phone_fingerprint,
        serde_json::to_string(&facts.asker)?,
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
    event: MatterEventRecord,
) -> Result<(), HallError> {
    let held = find(projection, entry.centre, &entry.subject_id)?
        .ok_or_else(|| HallError::broken(format!("no matter {}", entry.subject_id)))?;
    let mut events = held.events;
    events.push(event);
    let matter = fold(&events)?;
    let (account, name) = owner(&matter);
    let stage = matter.stage();
    let params = params![
        entry.centre,
        &entry.subject_id,
        stage.word(),
        i64::from(stage.is_closed()),
        matter.due_on,
        account,
        name,
        serde_json::to_string(&events)?
    ];
    projection.execute(MOVE, &params)?;
    Ok(())
}
