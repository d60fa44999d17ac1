//! All SQL of the room.

use super::events::{Dues, Happened, Recomputed, Taken};
use super::record::EventRecord;
use kit::HallError;
use kit::db::{Act, CentreId, DbError, Execute, Read, Row, Statement};
use kit::journal::{Entry, Projection};
use kit::params;
use rulebook::case::{Case, Stage};
use rulebook::event::Event;

/// Every statement of the room.
pub(super) const STATEMENTS: &[Statement] = &[
    CASE,
    LIST,
    OPEN_OF_PERSON,
    NEXT_NUMBER,
    COUNT_NUMBER,
    ADD,
    MOVE,
    REDATE,
    DRAFT,
    SAVE_DRAFT,
    DROP_DRAFT,
    OPEN,
    COUNTS,
    LAST_OF_PERSON,
];

const CASE: Statement =
    Statement::both("SELECT * FROM cases_cases WHERE centre_id = $1 AND number = $2");
const LIST: Statement = Statement::both(
    "SELECT * FROM cases_cases
     WHERE centre_id = $1
       AND ($2 = '' OR stage = $2)
       AND ($3 = -1 OR is_closed = $3)
       AND ($4 = '' OR item_code = $4 OR number = $4 OR applicant_masked = $4)
       AND ($5 = '' OR identity_fingerprint = $5)
       AND ($6 = '' OR due_on <= $6)
       AND ($7 = '' OR clerk = $7)
       AND (due_on > $8 OR (due_on = $8 AND number > $9))
     ORDER BY due_on, number LIMIT $10",
);
const OPEN_OF_PERSON: Statement = Statement::both(
    "SELECT number FROM cases_cases
     WHERE centre_id = $1 AND identity_fingerprint = $2 AND item_code = $3 AND is_closed = 0
     ORDER BY number LIMIT 5",
);
const LAST_OF_PERSON: Statement = Statement::both(
    "SELECT taken FROM cases_cases WHERE centre_id = $1 AND identity_fingerprint = $2
     ORDER BY number DESC LIMIT 1",
);
const NEXT_NUMBER: Statement =
    Statement::both("SELECT last FROM cases_counters WHERE centre_id = $1 AND day = $2");
const COUNT_NUMBER: Statement = Statement::both(
    "INSERT INTO cases_counters (centre_id, day, last) VALUES ($1, $2, $3)
     ON CONFLICT (centre_id, day) DO UPDATE SET last = excluded.last",
);
const ADD: Statement = Statement::both(
    "INSERT INTO cases_cases (centre_id, number, item_code, item_version, item_name,
       item_name_english, department, mode, stage, is_closed, received_at_ms, decided_at_ms, hand,
       promised_due_on, legal_due_on, due_on, is_provisional, is_stopped, window_name, clerk,
       applicant_masked, identity_fingerprint, phone_fingerprint, taken, events, version)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
       $20, $21, $22, $23, $24, $25, 1)",
);
const MOVE: Statement = Statement::both(
    "UPDATE cases_cases SET mode = $3, stage = $4, is_closed = $5, decided_at_ms = $6, hand = $7,
       promised_due_on = $8, legal_due_on = $9, due_on = $10, is_provisional = $11,
       is_stopped = $12, events = $13, version = version + 1
     WHERE centre_id = $1 AND number = $2",
);
const REDATE: Statement = Statement::both(
    "UPDATE cases_cases SET hand = $3, promised_due_on = $4, legal_due_on = $5, due_on = $6,
       is_provisional = $7, is_stopped = $8
     WHERE centre_id = $1 AND number = $2",
);
const DRAFT: Statement = Statement::both(
    "SELECT content FROM cases_drafts WHERE centre_id = $1 AND account = $2 AND item_code = $3",
);
const SAVE_DRAFT: Statement = Statement::both(
    "INSERT INTO cases_drafts (centre_id, account, item_code, content, saved_at_ms)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (centre_id, account, item_code) DO UPDATE SET content = excluded.content,
       saved_at_ms = excluded.saved_at_ms",
);
const DROP_DRAFT: Statement = Statement::both(
    "DELETE FROM cases_drafts WHERE centre_id = $1 AND account = $2 AND item_code = $3",
);
const OPEN: Statement = Statement::both(
    "SELECT * FROM cases_cases WHERE centre_id = $1 AND is_closed = 0 AND number > $2
     ORDER BY number LIMIT $3",
);
const COUNTS: Statement = Statement::both(
    "SELECT stage, COUNT(*) AS found FROM cases_cases WHERE centre_id = $1 AND is_closed = 0
     GROUP BY stage ORDER BY stage",
);

/// A case with everything the room keeps of it.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub(super) number: String,
    pub(super) item_name: String,
    pub(super) item_name_english: String,
    pub(super) stage: Stage,
    pub(super) mode: String,
    pub(super) clerk: String,
    pub(super) window: String,
    pub(super) received_at_ms: i64,
    pub(super) applicant_masked: String,
    pub(super) phone_fingerprint: String,
    pub(super) dues: Dues,
    pub(super) taken: Taken,
    pub(super) events: Vec<EventRecord>,
    pub(super) version: i64,
}

impl Held {
    /// The process, folded from its events.
    pub(super) fn case(&self) -> Result<Case, HallError> {
        fold(&self.events)
    }
}

/// A case from its events.
pub(super) fn fold(events: &[EventRecord]) -> Result<Case, HallError> {
    let unreadable = |breach| HallError::broken(format!("the events do not fold: {breach:?}"));
    let mut all = events.iter();
    let first = all.next().ok_or_else(|| HallError::broken("a case without events"))?;
    let mut case = Case::begin(&first.event()?).map_err(unreadable)?;
    for record in all {
        case = case.apply(&record.event()?).map_err(unreadable)?;
    }
    Ok(case)
}

fn held(row: &Row) -> Result<Held, HallError> {
    let day = |column: &str| -> Result<Option<jiff::civil::Date>, DbError> {
        Ok(row.get::<String>(column)?.parse().ok())
    };
    let stage: String = row.get("stage")?;
    Ok(Held {
        number: row.get("number")?,
        item_name: row.get("item_name")?,
        item_name_english: row.get("item_name_english")?,
        stage: Stage::from_word(&stage)
            .ok_or_else(|| HallError::broken(format!("no stage {stage}")))?,
        mode: row.get("mode")?,
        clerk: row.get("clerk")?,
        window: row.get("window_name")?,
        received_at_ms: row.get("received_at_ms")?,
        applicant_masked: row.get("applicant_masked")?,
        phone_fingerprint: row.get("phone_fingerprint")?,
        dues: Dues {
            hand: row.get("hand")?,
            promised: day("promised_due_on")?,
            legal: day("legal_due_on")?,
            due_on: day("due_on")?,
            provisional: row.get::<i64>("is_provisional")? == 1,
            is_stopped: row.get::<i64>("is_stopped")? == 1,
        },
        taken: serde_json::from_str(&row.get::<String>("taken")?)?,
        events: serde_json::from_str(&row.get::<String>("events")?)?,
        version: row.get("version")?,
    })
}

/// A case.
pub(super) fn find(
    read: &mut dyn Read,
    centre: CentreId,
    number: &str,
) -> Result<Option<Held>, HallError> {
    read.first(CASE, &params![centre, number])?.as_ref().map(held).transpose()
}

/// What a work list is narrowed by; empty texts do not narrow.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    /// Word of a stage.
    pub(super) stage: String,
    /// Open (0), closed (1) or both (-1).
    pub(super) closed: i64,
    /// Item code, case number or masked name.
    pub(super) text: String,
    /// Fingerprint of an identity number.
    pub(super) person: String,
    /// Due on this day or before.
    pub(super) due_by: String,
    /// Name of the clerk who took it.
    pub(super) clerk: String,
}

/// Cases after a due date and number, soonest due first.
pub(super) fn list(
    read: &mut dyn Read,
    centre: CentreId,
    filter: &Filter,
    after: (&str, &str),
    limit: u32,
) -> Result<Vec<Held>, HallError> {
    let params = params![
        centre,
        &filter.stage,
        filter.closed,
        &filter.text,
        &filter.person,
        &filter.due_by,
        &filter.clerk,
        after.0,
        after.1,
        limit
    ];
    read.query(LIST, &params)?.iter().map(held).collect()
}

/// Open cases after a number, for sweeps.
pub(super) fn open(
    read: &mut dyn Read,
    centre: CentreId,
    after: &str,
    limit: u32,
) -> Result<Vec<Held>, HallError> {
    read.query(OPEN, &params![centre, after, limit])?.iter().map(held).collect()
}

/// How many open cases stand where.
pub(super) fn counts(
    read: &mut dyn Read,
    centre: CentreId,
) -> Result<Vec<(Stage, i64)>, HallError> {
    let rows = read.query(COUNTS, &params![centre])?;
    let mut all = Vec::new();
    for row in &rows {
        if let Some(stage) = Stage::from_word(&row.get::<String>("stage")?) {
            all.push((stage, row.get("found")?));
        }
    }
    Ok(all)
}

/// Numbers of open cases of the same person and item.
pub(super) fn open_of_person(
    read: &mut dyn Read,
    centre: CentreId,
    person: &str,
    item: &str,
) -> Result<Vec<String>, HallError> {
    let rows = read.query(OPEN_OF_PERSON, &params![centre, person, item])?;
    rows.iter().map(|row| row.get("number").map_err(HallError::from)).collect()
}

/// What a person gave the last time, still sealed.
pub(super) fn last_of_person(
    read: &mut dyn Read,
    centre: CentreId,
    person: &str,
) -> Result<Option<Taken>, HallError> {
    let row = read.first(LAST_OF_PERSON, &params![centre, person])?;
    row.map(|row| Ok(serde_json::from_str(&row.get::<String>("taken")?)?)).transpose()
}

/// The next number of the day: `101-20261123-0007`.
pub(super) fn next_number(act: &mut Act<'_>) -> Result<String, HallError> {
    let (centre, today) = (act.centre(), act.today());
    let row = act.first(NEXT_NUMBER, &params![centre, today])?;
    let last: i64 = row.map_or(Ok(0), |row| row.get("last"))?;
    let day = today.strftime("%Y%m%d");
    Ok(format!("{:03}-{day}-{:04}", centre.0.rem_euclid(1000), last + 1))
}

/// What was typed for an item and not yet handed in, sealed.
pub(super) fn draft(
    read: &mut dyn Read,
    centre: CentreId,
    account: i64,
    item: &str,
) -> Result<Option<String>, HallError> {
    let row = read.first(DRAFT, &params![centre, account, item])?;
    row.map(|row| row.get("content").map_err(HallError::from)).transpose()
}

/// Keeps what was typed.
pub(super) fn save_draft(act: &mut Act<'_>, item: &str, content: &str) -> Result<(), HallError> {
    let (centre, account, now_ms) = (act.centre(), act.actor().account, act.now_ms());
    act.working(SAVE_DRAFT, &params![centre, account, item, content, now_ms])?;
    Ok(())
}

/// Forgets what was typed.
pub(super) fn drop_draft(act: &mut Act<'_>, item: &str) -> Result<(), HallError> {
    let (centre, account) = (act.centre(), act.actor().account);
    act.working(DROP_DRAFT, &params![centre, account, item])?;
    Ok(())
}

/// Writes what an entry means.
pub(super) fn project(projection: &mut Projection<'_>, entry: &Entry) -> Result<(), HallError> {
    match entry.verb() {
        "received" => received(projection, entry, &entry.facts()?),
        "recomputed" => {
            let event: Recomputed = entry.facts()?;
            redate(projection, entry, &event.after)
        }
        "unmasked" | "looked_up" => Ok(()),
        _ => happened(projection, entry, &entry.facts()?),
    }
}

fn text(day: Option<jiff::civil::Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

fn received(
    projection: &mut Projection<'_>,
    entry: &Entry,
    taken: &Taken,
) -> Result<(), HallError> {
    let events = vec![taken.first.event.clone()];
    let case = fold(&events)?;
    let dues = &taken.first.dues;
    let params = params![
        entry.centre,
        &taken.number,
        &taken.item_code,
        taken.item_version,
        &taken.item_name,
        &taken.item_name_english,
        &taken.department,
        case.mode.word(),
        case.stage().word(),
        i64::from(case.stage().is_closed()),
        entry.at_ms,
        0i64,
        &dues.hand,
        text(dues.promised),
        text(dues.legal),
        text(dues.due_on),
        i64::from(dues.provisional),
        i64::from(dues.is_stopped),
        &entry.actor.window,
        &entry.actor.name,
        &taken.parties.applicant.masked,
        &taken.parties.applicant.identity_fingerprint,
        &taken.parties.applicant.phone_fingerprint,
        serde_json::to_string(taken)?,
        serde_json::to_string(&events)?
    ];
    projection.execute(ADD, &params)?;
    let day = kit::clock::day_of(entry.at_ms);
    let count: i64 = taken.number.rsplit('-').next().and_then(|it| it.parse().ok()).unwrap_or(0);
    projection.execute(COUNT_NUMBER, &params![entry.centre, day, count])?;
    Ok(())
}

fn happened(
    projection: &mut Projection<'_>,
    entry: &Entry,
    happened: &Happened,
) -> Result<(), HallError> {
    let held = find(projection, entry.centre, &entry.subject_id)?
        .ok_or_else(|| HallError::broken(format!("no case {}", entry.subject_id)))?;
    let mut events = held.events;
    events.push(happened.event.clone());
    let case = fold(&events)?;
    let decided_at_ms = case.outcome().map_or(0, |outcome| outcome.decided().at_ms);
    let dues = &happened.dues;
    let params = params![
        entry.centre,
        &entry.subject_id,
        case.mode.word(),
        case.stage().word(),
        i64::from(case.stage().is_closed()),
        decided_at_ms,
        &dues.hand,
        text(dues.promised),
        text(dues.legal),
        text(dues.due_on),
        i64::from(dues.provisional),
        i64::from(dues.is_stopped),
        serde_json::to_string(&events)?
    ];
    projection.execute(MOVE, &params)?;
    Ok(())
}

fn redate(projection: &mut Projection<'_>, entry: &Entry, dues: &Dues) -> Result<(), HallError> {
    let params = params![
        entry.centre,
        &entry.subject_id,
        &dues.hand,
        text(dues.promised),
        text(dues.legal),
        text(dues.due_on),
        i64::from(dues.provisional),
        i64::from(dues.is_stopped)
    ];
    projection.execute(REDATE, &params)?;
    Ok(())
}

/// The last event of a case, for the page that tells what happened meanwhile.
pub(super) fn last_event(held: &Held) -> Result<Option<Event>, HallError> {
    held.events.last().map(EventRecord::event).transpose()
}
