//! All SQL of the room: what is read stands here, what entries write in [`projecting`].

pub(super) mod projecting;

use super::events::{Dues, Taken};
use super::record::EventRecord;
use kit::HallError;
use kit::db::{Act, CentreId, DbError, Read, Row, Statement};
use kit::params;
use rulebook::case::{Case, Stage};
use rulebook::event::Event;

/// Every statement that reads.
pub(crate) const STATEMENTS: &[Statement] = &[
    CASE,
    BY_CODE,
    EVENTS,
    TAKEN,
    BY_DUE,
    BY_MODE,
    NEWEST,
    FOUND,
    OPEN_OF_PERSON,
    LAST_OF_PERSON,
    NEXT_NUMBER,
    IS_BROKEN,
    OPEN,
    TO_LOOK_AT,
    COUNTS,
    DUE_COUNTS,
];

/// A statement over cases, each with its events in order.
macro_rules! cases {
    ($where:literal) => {
        Statement::both(concat!(
            "SELECT c.*, (SELECT string_agg(e.event, ',' ORDER BY e.position) FROM cases_events e
               WHERE e.centre_id = c.centre_id AND e.number = c.number) AS events
             FROM cases_cases c ",
            $where
        ))
    };
}

const CASE: Statement =
    Statement::both("SELECT * FROM cases_cases WHERE centre_id = $1 AND number = $2");
const BY_CODE: Statement = Statement::both(
    "SELECT number FROM cases_cases WHERE centre_id = $1 AND code = $2 AND code > ''",
);
const EVENTS: Statement = Statement::both(
    "SELECT event FROM cases_events WHERE centre_id = $1 AND number = $2 ORDER BY position",
);
const TAKEN: Statement =
    Statement::both("SELECT taken FROM cases_taken WHERE centre_id = $1 AND number = $2");
/// Open cases, soonest due first.
const BY_DUE: Statement = cases!(
    "WHERE centre_id = $1 AND is_closed = 0
       AND ($2 = '' OR stage = $2)
       AND ($3 = '' OR item_code = $3 OR number = $3 OR applicant_masked = $4)
       AND ($5 = '' OR (due_on >= $5 AND is_stopped = 0 AND hand <> 'none'))
       AND ($6 = '' OR (due_on <= $6 AND is_stopped = 0 AND hand <> 'none'))
       AND ($7 = 0 OR clerk_account = $7)
       AND (due_on > $8 OR (due_on = $8 AND number > $9))
     ORDER BY due_on, number LIMIT $10"
);
/// Open cases of a mode, of a stage, or both, soonest due first.
const BY_MODE: Statement = cases!(
    "WHERE centre_id = $1 AND is_closed = 0 AND mode = $2 AND ($3 = '' OR stage = $3)
     ORDER BY due_on, number LIMIT $4"
);
/// Closed cases, or all, newest first.
const NEWEST: Statement = cases!(
    "WHERE centre_id = $1 AND is_closed >= $2
       AND ($3 = '' OR stage = $3)
       AND ($4 = '' OR number < $4)
     ORDER BY number DESC LIMIT $5"
);
/// Cases by number, item, name as shown or person, open or not: each by its own index.
const FOUND: Statement = cases!(
    "WHERE centre_id = $1 AND is_closed >= $2
       AND ($3 = '' OR stage = $3)
       AND ($4 = '' OR number < $4)
       AND number IN (
         SELECT number FROM cases_cases WHERE centre_id = $1 AND number = $5
         UNION SELECT number FROM cases_cases WHERE centre_id = $1 AND item_code = $5
         UNION SELECT number FROM cases_cases WHERE centre_id = $1 AND applicant_masked = $6
         UNION SELECT number FROM cases_cases
           WHERE centre_id = $1 AND identity_fingerprint = $7)
     ORDER BY number DESC LIMIT $8"
);
const OPEN_OF_PERSON: Statement = Statement::both(
    "SELECT number FROM cases_cases
     WHERE centre_id = $1 AND identity_fingerprint = $2 AND item_code = $3 AND is_closed = 0
     ORDER BY number LIMIT 5",
);
const LAST_OF_PERSON: Statement = Statement::both(
    "SELECT taken FROM cases_taken WHERE centre_id = $1 AND number =
       (SELECT MAX(number) FROM cases_cases WHERE centre_id = $1 AND identity_fingerprint = $2)",
);
const NEXT_NUMBER: Statement =
    Statement::both("SELECT last FROM cases_counters WHERE centre_id = $1 AND day = $2");
const IS_BROKEN: Statement = Statement::both(
    "SELECT number FROM cases_broken_undertakings
     WHERE centre_id = $1 AND identity_fingerprint = $2 LIMIT 1",
);
const OPEN: Statement =
    cases!("WHERE centre_id = $1 AND is_closed = 0 AND number > $2 ORDER BY number LIMIT $3");
/// Open cases that the house has to look at by a day: its timers never read the others.
const TO_LOOK_AT: Statement = cases!(
    "WHERE centre_id = $1 AND look_on > '' AND look_on <= $2 AND is_closed = 0
       AND (look_on > $3 OR (look_on = $3 AND number > $4))
     ORDER BY look_on, number LIMIT 500"
);
const COUNTS: Statement = Statement::both(
    "SELECT stage, COUNT(*) AS found FROM cases_cases
     WHERE centre_id = $1 AND is_closed = 0 AND due_on >= ''
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

/// A row of a list, with its events.
fn listed(row: &Row) -> Result<Held, HallError> {
    let events: String = row.get("events")?;
    held(row, serde_json::from_str(&format!("[{events}]"))?)
}

fn held(row: &Row, events: Vec<EventRecord>) -> Result<Held, HallError> {
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
        events,
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
    let params = params![centre, number];
    let Some(row) = read.first(CASE, &params)? else { return Ok(None) };
    let rows = read.query(EVENTS, &params)?;
    let event = |row: &Row| Ok(serde_json::from_str(&row.get::<String>("event")?)?);
    let events = rows.iter().map(event).collect::<Result<_, HallError>>()?;
    held(&row, events).map(Some)
}

/// The number of the case that a code opens.
pub(super) fn number_of_code(
    read: &mut dyn Read,
    centre: CentreId,
    code: &str,
) -> Result<Option<String>, HallError> {
    let row = read.first(BY_CODE, &params![centre, code])?;
    row.map(|row| row.get("number").map_err(HallError::from)).transpose()
}

/// Everything about a case that never changes.
pub(super) fn taken(
    read: &mut dyn Read,
    centre: CentreId,
    number: &str,
) -> Result<Taken, HallError> {
    let row = read.first(TAKEN, &params![centre, number])?;
    let row = row.ok_or_else(|| HallError::broken(format!("nothing was taken in as {number}")))?;
    Ok(serde_json::from_str(&row.get::<String>("taken")?)?)
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
    rows?.iter().map(listed).collect()
}

/// Open cases of a mode, perhaps of a stage, soonest due first.
pub(crate) fn of_mode(
    read: &mut dyn Read,
    centre: CentreId,
    (mode, stage): (&str, &str),
    limit: u32,
) -> Result<Vec<Held>, HallError> {
    read.query(BY_MODE, &params![centre, mode, stage, limit])?.iter().map(listed).collect()
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
    read.query(OPEN, &params![centre, after, limit])?.iter().map(listed).collect()
}

/// Open cases that the house has to look at by a day, after a place.
pub(super) fn to_look_at(
    read: &mut dyn Read,
    centre: CentreId,
    today: jiff::civil::Date,
    after: &(String, String),
) -> Result<Vec<Held>, HallError> {
    let params = params![centre, today, &after.0, &after.1];
    read.query(TO_LOOK_AT, &params)?.iter().map(listed).collect()
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

fn text(day: Option<jiff::civil::Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// The last event of a case, for the page that tells what happened meanwhile.
pub(crate) fn last_event(held: &Held) -> Result<Option<Event>, HallError> {
    held.events.last().map(EventRecord::event).transpose()
}
