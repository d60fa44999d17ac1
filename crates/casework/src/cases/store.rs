//! All SQL of the room.

use super::events::{
    After, Confirmed, Dues, Happened, LeftOpen, Recomputed, Reminded, Taken, UndertakingBroken,
};
use super::record::EventRecord;
use kit::HallError;
use kit::db::{Act, CentreId, DbError, Execute, Read, Row, Statement};
use kit::journal::{Entry, Projection};
use kit::params;
use rulebook::case::{Case, Stage};
use rulebook::event::Event;

/// Every statement of the room.
pub(crate) const STATEMENTS: &[Statement] = &[
    CASE,
    BY_DUE,
    BY_MODE,
    NEWEST,
    FOUND,
    OPEN_OF_PERSON,
    LAST_OF_PERSON,
    NEXT_NUMBER,
    COUNT_NUMBER,
    ADD,
    MOVE,
    FORGET_NOTICE,
    REDATE,
    REMINDED,
    LEFT_OPEN,
    BROKEN,
    KEEP_BROKEN,
    IS_BROKEN,
    CONFIRMED,
    OPEN,
    TO_LOOK_AT,
    COUNTS,
    DUE_COUNTS,
];

const CASE: Statement =
    Statement::both("SELECT * FROM cases_cases WHERE centre_id = $1 AND number = $2");
/// Open cases, soonest due first.
const BY_DUE: Statement = Statement::both(
    "SELECT * FROM cases_cases
     WHERE centre_id = $1 AND is_closed = 0
       AND ($2 = '' OR stage = $2)
       AND ($3 = '' OR item_code = $3 OR number = $3 OR applicant_masked = $4)
       AND ($5 = '' OR (due_on >= $5 AND is_stopped = 0 AND hand <> 'none'))
       AND ($6 = '' OR (due_on <= $6 AND is_stopped = 0 AND hand <> 'none'))
       AND ($7 = 0 OR clerk_account = $7)
       AND (due_on > $8 OR (due_on = $8 AND number > $9))
     ORDER BY due_on, number LIMIT $10",
);
/// Open cases of a mode, of a stage, or both, soonest due first.
const BY_MODE: Statement = Statement::both(
    "SELECT * FROM cases_cases
     WHERE centre_id = $1 AND is_closed = 0 AND mode = $2 AND ($3 = '' OR stage = $3)
     ORDER BY due_on, number LIMIT $4",
);
/// Closed cases, or all, newest first.
const NEWEST: Statement = Statement::both(
    "SELECT * FROM cases_cases
     WHERE centre_id = $1 AND is_closed >= $2
       AND ($3 = '' OR stage = $3)
       AND ($4 = '' OR number < $4)
     ORDER BY number DESC LIMIT $5",
);
/// Cases by number, item, name as shown or person, open or not: each by its own index.
const FOUND: Statement = Statement::both(
    "SELECT * FROM cases_cases
     WHERE centre_id = $1 AND is_closed >= $2
       AND ($3 = '' OR stage = $3)
       AND ($4 = '' OR number < $4)
       AND number IN (
         SELECT number FROM cases_cases WHERE centre_id = $1 AND number = $5
         UNION SELECT number FROM cases_cases WHERE centre_id = $1 AND item_code = $5
         UNION SELECT number FROM cases_cases WHERE centre_id = $1 AND applicant_masked = $6
         UNION SELECT number FROM cases_cases
           WHERE centre_id = $1 AND identity_fingerprint = $7)
     ORDER BY number DESC LIMIT $8",
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
       applicant_masked, identity_fingerprint, phone_fingerprint, taken, events, clerk_account,
       look_on, version)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
       $20, $21, $22, $23, $24, $25, $26, $27, 1)",
);
const MOVE: Statement = Statement::both(
    "UPDATE cases_cases SET mode = $3, stage = $4, is_closed = $5, decided_at_ms = $6, hand = $7,
       promised_due_on = $8, legal_due_on = $9, due_on = $10, is_provisional = $11,
       is_stopped = $12, look_on = $13,
       events = substr(events, 1, length(events) - 1) || ',' || $14 || ']',
       version = version + 1
     WHERE centre_id = $1 AND number = $2",
);
/// A further notice is confirmed and reminded of anew.
const FORGET_NOTICE: Statement = Statement::both(
    "UPDATE cases_cases SET reminded_at_ms = 0, confirmed_by = ''
     WHERE centre_id = $1 AND number = $2",
);
const REDATE: Statement = Statement::both(
    "UPDATE cases_cases SET hand = $3, promised_due_on = $4, legal_due_on = $5, due_on = $6,
       is_provisional = $7, is_stopped = $8, look_on = $9
     WHERE centre_id = $1 AND number = $2",
);
const REMINDED: Statement = Statement::both(
    "UPDATE cases_cases SET reminded_at_ms = $3, look_on = $4
     WHERE centre_id = $1 AND number = $2",
);
const LEFT_OPEN: Statement = Statement::both(
    "UPDATE cases_cases SET left_open_at_ms = $3, look_on = $4
     WHERE centre_id = $1 AND number = $2",
);
const BROKEN: Statement = Statement::both(
    "UPDATE cases_cases SET broken_at_ms = $3, look_on = $4
     WHERE centre_id = $1 AND number = $2",
);
const KEEP_BROKEN: Statement = Statement::both(
    "INSERT INTO cases_broken_undertakings (centre_id, identity_fingerprint, number, at_ms)
     VALUES ($1, $2, $3, $4)",
);
const IS_BROKEN: Statement = Statement::both(
    "SELECT number FROM cases_broken_undertakings
     WHERE centre_id = $1 AND identity_fingerprint = $2 LIMIT 1",
);
const CONFIRMED: Statement = Statement::both(
    "UPDATE cases_cases SET confirmed_by = $3 WHERE centre_id = $1 AND number = $2",
);
const OPEN: Statement = Statement::both(
    "SELECT * FROM cases_cases WHERE centre_id = $1 AND is_closed = 0 AND number > $2
     ORDER BY number LIMIT $3",
);
/// Open cases that the house has to look at by a day: its timers never read the others.
const TO_LOOK_AT: Statement = Statement::both(
    "SELECT * FROM cases_cases
     WHERE centre_id = $1 AND look_on > '' AND look_on <= $2 AND is_closed = 0
       AND (look_on > $3 OR (look_on = $3 AND number > $4))
     ORDER BY look_on, number LIMIT 500",
);
const COUNTS: Statement = Statement::both(
    "SELECT stage, COUNT(*) AS found FROM cases_cases WHERE centre_id = $1 AND is_closed = 0
     GROUP BY stage ORDER BY stage",
);

const DUE_COUNTS: Statement = Statement::both(
    "SELECT COALESCE(SUM(CASE WHEN due_on = $2 THEN 1 ELSE 0 END), 0) AS today,
       COALESCE(SUM(CASE WHEN due_on < $2 THEN 1 ELSE 0 END), 0) AS late
     FROM cases_cases
     WHERE centre_id = $1 AND is_closed = 0 AND is_stopped = 0 AND hand <> 'none'
       AND due_on > '' AND due_on <= $2",
);

/// A case with everything the room keeps of it.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) number: String,
    pub(crate) item_name: String,
    pub(crate) item_name_english: String,
    pub(crate) stage: Stage,
    pub(crate) mode: String,
    pub(crate) clerk: String,
    pub(crate) window: String,
    pub(crate) received_at_ms: i64,
    pub(crate) applicant_masked: String,
    pub(crate) phone_fingerprint: String,
    /// Item code.
    pub(crate) item_code: String,
    /// The version of the item it was received under.
    pub(crate) item_version: i64,
    /// The department that decides.
    pub(crate) department: String,
    /// Blind index of the applicant's identity number or credit code.
    pub(crate) person: String,
    pub(crate) dues: Dues,
    taken: String,
    pub(crate) events: Vec<EventRecord>,
    pub(crate) version: i64,
    /// When the applicant was reminded of the last notice; 0 where nobody was.
    pub(crate) reminded_at_ms: i64,
    /// When an immediate case was still open at closing time; 0 where it was not.
    pub(crate) left_open_at_ms: i64,
    /// When a deferred paper did not come in time; 0 where it did.
    pub(crate) broken_at_ms: i64,
    /// Word of the channel through which the last notice was received.
    pub(crate) confirmed_by: String,
}

impl Held {
    /// The process, folded from its events.
    pub(crate) fn case(&self) -> Result<Case, HallError> {
        fold(&self.events)
    }

    /// Everything about the case that never changes.
    pub(super) fn taken(&self) -> Result<Taken, HallError> {
        Ok(serde_json::from_str(&self.taken)?)
    }

    /// The day on which the house has to look at it, as it is kept.
    pub(super) fn look_on(&self) -> String {
        text(self.dues.look_on)
    }
}

/// A case from its events.
pub(crate) fn fold(events: &[EventRecord]) -> Result<Case, HallError> {
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
            look_on: day("look_on")?,
        },
        item_code: row.get("item_code")?,
        item_version: row.get("item_version")?,
        department: row.get("department")?,
        person: row.get("identity_fingerprint")?,
        taken: row.get("taken")?,
        events: serde_json::from_str(&row.get::<String>("events")?)?,
        version: row.get("version")?,
        reminded_at_ms: row.get("reminded_at_ms")?,
        left_open_at_ms: row.get("left_open_at_ms")?,
        broken_at_ms: row.get("broken_at_ms")?,
        confirmed_by: row.get("confirmed_by")?,
    })
}

/// A case.
pub(crate) fn find(
    read: &mut dyn Read,
    centre: CentreId,
    number: &str,
) -> Result<Option<Held>, HallError> {
    read.first(CASE, &params![centre, number])?.as_ref().map(held).transpose()
}

/// Which cases a list is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Open ones, soonest due first.
    #[default]
    Open,
    /// Closed ones, newest first.
    Closed,
    /// All, newest first.
    All,
}

/// What a work list is narrowed by; empty texts do not narrow.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    /// Open, closed or both.
    pub(crate) scope: Scope,
    /// Word of a stage.
    pub(crate) stage: String,
    /// Item code or case number.
    pub(crate) text: String,
    /// A name as it is shown, masked.
    pub(crate) masked: String,
    /// Fingerprint of an identity number.
    pub(crate) person: String,
    /// Due on this day or after, and not paused (open ones).
    pub(crate) due_from: String,
    /// Due on this day or before, and not paused (open ones).
    pub(crate) due_by: String,
    /// Account of the clerk who took it (open ones); 0 for any.
    pub(crate) clerk: i64,
}

/// Cases after a due date and number, in the order of the scope.
pub(crate) fn list(
    read: &mut dyn Read,
    centre: CentreId,
    filter: &Filter,
    after: (&str, &str),
    limit: u32,
) -> Result<Vec<Held>, HallError> {
    let Filter { scope, stage, text, masked, person, due_from, due_by, clerk } = filter;
    let closed = i64::from(*scope == Scope::Closed);
    let is_search = !(text.is_empty() && person.is_empty());
    let rows = match scope {
        Scope::Open if person.is_empty() => read.query(
            BY_DUE,
            &params![
                centre, stage, text, masked, due_from, due_by, *clerk, after.0, after.1, limit
            ],
        ),
        _ if is_search => {
            let params = params![centre, closed, stage, after.1, text, masked, person, limit];
            read.query(FOUND, &params)
        }
        _ => read.query(NEWEST, &params![centre, closed, stage, after.1, limit]),
    };
    rows?.iter().map(held).collect()
}

/// Open cases of a mode, perhaps of a stage, soonest due first.
pub(crate) fn of_mode(
    read: &mut dyn Read,
    centre: CentreId,
    (mode, stage): (&str, &str),
    limit: u32,
) -> Result<Vec<Held>, HallError> {
    read.query(BY_MODE, &params![centre, mode, stage, limit])?.iter().map(held).collect()
}

/// Whether somebody did not bring what was undertaken.
pub(crate) fn broke_an_undertaking(
    read: &mut dyn Read,
    centre: CentreId,
    person: &str,
) -> Result<bool, HallError> {
    Ok(read.first(IS_BROKEN, &params![centre, person])?.is_some())
}

/// Open cases after a number, for sweeps.
pub(crate) fn open(
    read: &mut dyn Read,
    centre: CentreId,
    after: &str,
    limit: u32,
) -> Result<Vec<Held>, HallError> {
    read.query(OPEN, &params![centre, after, limit])?.iter().map(held).collect()
}

/// Open cases that the house has to look at by a day, after a place.
pub(super) fn to_look_at(
    read: &mut dyn Read,
    centre: CentreId,
    today: jiff::civil::Date,
    after: &(String, String),
) -> Result<Vec<Held>, HallError> {
    let params = params![centre, today, &after.0, &after.1];
    read.query(TO_LOOK_AT, &params)?.iter().map(held).collect()
}

/// How many open cases stand where.
pub(crate) fn counts(
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

/// How many open cases are due today, and how many are late.
pub(crate) fn due_counts(
    read: &mut dyn Read,
    centre: CentreId,
    today: jiff::civil::Date,
) -> Result<(i64, i64), HallError> {
    let row = read.first(DUE_COUNTS, &params![centre, today])?;
    row.map_or(Ok((0, 0)), |row| Ok((row.get("today")?, row.get("late")?)))
}

/// Numbers of open cases of the same person and item.
pub(crate) fn open_of_person(
    read: &mut dyn Read,
    centre: CentreId,
    person: &str,
    item: &str,
) -> Result<Vec<String>, HallError> {
    let rows = read.query(OPEN_OF_PERSON, &params![centre, person, item])?;
    rows.iter().map(|row| row.get("number").map_err(HallError::from)).collect()
}

/// What a person gave the last time, still sealed.
pub(crate) fn last_of_person(
    read: &mut dyn Read,
    centre: CentreId,
    person: &str,
) -> Result<Option<Taken>, HallError> {
    let row = read.first(LAST_OF_PERSON, &params![centre, person])?;
    row.map(|row| Ok(serde_json::from_str(&row.get::<String>("taken")?)?)).transpose()
}

/// The next number of the day: `101-20261123-0007`.
pub(crate) fn next_number(act: &mut Act<'_>) -> Result<String, HallError> {
    let (centre, today) = (act.centre(), act.today());
    let row = act.first(NEXT_NUMBER, &params![centre, today])?;
    let last: i64 = row.map_or(Ok(0), |row| row.get("last"))?;
    let day = today.strftime("%Y%m%d");
    Ok(format!("{:03}-{day}-{:04}", centre.0.rem_euclid(1000), last + 1))
}

/// Writes what an entry means.
pub(crate) fn project(projection: &mut Projection<'_>, entry: &Entry) -> Result<(), HallError> {
    match entry.verb() {
        "received" => received(projection, entry, &entry.facts()?),
        "recomputed" => {
            let event: Recomputed = entry.facts()?;
            redate(projection, entry, &event.after)
        }
        "unmasked" | "printed" => Ok(()),
        "reminded" => note(projection, entry, REMINDED, entry.facts::<Reminded>()?.look_on),
        "left_open" => note(projection, entry, LEFT_OPEN, entry.facts::<LeftOpen>()?.look_on),
        "undertaking_broken" => broken(projection, entry, &entry.facts()?),
        "notice_confirmed" => {
            let facts: Confirmed = entry.facts()?;
            let params = params![entry.centre, &entry.subject_id, &facts.channel];
            projection.execute(CONFIRMED, &params)?;
            Ok(())
        }
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
        &entry.payload,
        serde_json::to_string(&events)?,
        entry.actor.account,
        text(dues.look_on)
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
    let after = match &happened.after {
        Some(after) => after.clone(),
        None => folded(projection, entry, happened)?,
    };
    let is_closed = Stage::from_word(&after.stage).is_some_and(Stage::is_closed);
    let dues = &happened.dues;
    let params = params![
        entry.centre,
        &entry.subject_id,
        &after.mode,
        &after.stage,
        i64::from(is_closed),
        after.decided_at_ms,
        &dues.hand,
        text(dues.promised),
        text(dues.legal),
        text(dues.due_on),
        i64::from(dues.provisional),
        i64::from(dues.is_stopped),
        text(dues.look_on),
        serde_json::to_string(&happened.event)?
    ];
    if projection.execute(MOVE, &params)? != 1 {
        return Err(HallError::broken(format!("no case {}", entry.subject_id)));
    }
    if matches!(entry.verb(), "notice_given" | "second_notice_given") {
        projection.execute(FORGET_NOTICE, &params![entry.centre, &entry.subject_id])?;
    }
    Ok(())
}

/// Where a case stands after an event of the first builds, which did not say it.
fn folded(
    projection: &mut Projection<'_>,
    entry: &Entry,
    happened: &Happened,
) -> Result<After, HallError> {
    let held = find(projection, entry.centre, &entry.subject_id)?
        .ok_or_else(|| HallError::broken(format!("no case {}", entry.subject_id)))?;
    let mut events = held.events;
    events.push(happened.event.clone());
    Ok(After::of(&fold(&events)?))
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
        i64::from(dues.is_stopped),
        text(dues.look_on)
    ];
    projection.execute(REDATE, &params)?;
    Ok(())
}

fn note(
    projection: &mut Projection<'_>,
    entry: &Entry,
    statement: Statement,
    look_on: Option<jiff::civil::Date>,
) -> Result<(), HallError> {
    let params = params![entry.centre, &entry.subject_id, entry.at_ms, text(look_on)];
    projection.execute(statement, &params)?;
    Ok(())
}

fn broken(
    projection: &mut Projection<'_>,
    entry: &Entry,
    facts: &UndertakingBroken,
) -> Result<(), HallError> {
    note(projection, entry, BROKEN, facts.look_on)?;
    let params = params![entry.centre, &facts.person, &entry.subject_id, entry.at_ms];
    projection.execute(KEEP_BROKEN, &params)?;
    Ok(())
}

/// The last event of a case, for the page that tells what happened meanwhile.
pub(crate) fn last_event(held: &Held) -> Result<Option<Event>, HallError> {
    held.events.last().map(EventRecord::event).transpose()
}
