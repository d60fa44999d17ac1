//! All SQL of the room: what is read stands here, what entries write in [`projecting`].

/// A statement over cases, each with its events in order.
macro_rules! cases {
    ($($part:expr),+) => {
        Statement::both(concat!(
            "SELECT c.*, (SELECT string_agg(e.event, ',' ORDER BY e.position) FROM cases_events e
               WHERE e.centre_id = c.centre_id AND e.number = c.number) AS events
             FROM cases_cases c ",
            $($part),+
        ))
    };
}

pub(super) mod decided;
pub(super) mod kept;
pub(crate) mod listing;
pub(crate) mod outcomes;
pub(super) mod projecting;

pub(crate) use listing::{Filter, Scope, counts, due_counts, list};

use super::events::{Dues, Taken};
use super::noted::Noted;
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
    OPEN_OF_PERSON,
    LAST_OF_PERSON,
    NEXT_NUMBER,
    IS_BROKEN,
    OPEN,
    TO_LOOK_AT,
];

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

/// What stands where a notice was given and its receipt is not on record.
pub(crate) const TO_SERVE: &str = "due";

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
    /// The same of the last notice of a pause: nothing, [`TO_SERVE`], or the channel.
    pub(crate) suspension_served: String,
    /// The same of the notice of the extension.
    pub(crate) extension_served: String,
    /// Milestones that were written down.
    pub(crate) noted: Noted,
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
            further: serde_json::from_str(&row.get::<String>("further_dues")?)?,
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
        suspension_served: row.get("suspension_served")?,
        extension_served: row.get("extension_served")?,
        noted: serde_json::from_str(&row.get::<String>("noted")?)?,
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
