//! All SQL of the room.

use super::asker::Asker;
use super::events::{Happened, ItemName, Opened};
use super::record::EventRecord;
use jiff::civil::Date;
use kit::HallError;
use kit::db::{Act, CentreId, Execute, Read, Row, Statement};
use kit::journal::{Entry, Projection};
use kit::params;
use threshold::contact::{FirstContact, Next, Stage, State};

/// Every statement of the room.
pub(super) const STATEMENTS: &[Statement] =
    &[CONTACT, BY_TICKET, BY_DUE, NEWEST, FIGURES, WAITING, NEXT_NUMBER, COUNT_NUMBER, ADD, MOVE];

const CONTACT: Statement =
    Statement::both("SELECT * FROM contacts_contacts WHERE centre_id = $1 AND number = $2");
/// What somebody who came with a ticket asked, first asked first.
const BY_TICKET: Statement = Statement::both(
    "SELECT * FROM contacts_contacts WHERE centre_id = $1 AND ticket = $2
     ORDER BY number LIMIT 20",
);
/// Open ones, soonest due first.
const BY_DUE: Statement = Statement::both(
    "SELECT * FROM contacts_contacts
     WHERE centre_id = $1 AND is_closed = 0
       AND ($2 = 0 OR keeper_account = $2)
       AND ($3 = 0 OR offered_account = $3
         OR (offered_department <> '' AND offered_department = $4))
       AND ($5 = '' OR due_on < $5)
       AND ($6 = '' OR number = $6 OR item_code = $6 OR keeper_name = $6)
       AND (due_on > $7 OR (due_on = $7 AND number > $8))
     ORDER BY due_on, number LIMIT $9",
);
/// Those that are over, or all, newest first.
const NEWEST: Statement = Statement::both(
    "SELECT * FROM contacts_contacts
     WHERE centre_id = $1 AND is_closed >= $2
       AND ($3 = '' OR number = $3 OR item_code = $3 OR keeper_name = $3)
       AND ($4 = '' OR number < $4)
     ORDER BY number DESC LIMIT $5",
);
const FIGURES: Statement = Statement::both(
    "SELECT COUNT(*) AS open,
       COALESCE(SUM(CASE WHEN keeper_account = $2 THEN 1 ELSE 0 END), 0) AS mine,
       COALESCE(SUM(CASE WHEN offered_account = $2
         OR (offered_department <> '' AND offered_department = $3) THEN 1 ELSE 0 END), 0)
         AS offered,
       COALESCE(SUM(CASE WHEN due_on < $4 THEN 1 ELSE 0 END), 0) AS overdue
     FROM contacts_contacts WHERE centre_id = $1 AND is_closed = 0",
);
/// Open ones, counted by whoever they wait for.
const WAITING: Statement = Statement::both(
    "SELECT keeper_account, offered_account, offered_department, COUNT(*) AS found
     FROM contacts_contacts WHERE centre_id = $1 AND is_closed = 0
     GROUP BY keeper_account, offered_account, offered_department
     ORDER BY keeper_account, offered_account, offered_department LIMIT 5000",
);
const NEXT_NUMBER: Statement =
    Statement::both("SELECT last FROM contacts_counters WHERE centre_id = $1 AND day = $2");
const COUNT_NUMBER: Statement = Statement::both(
    "INSERT INTO contacts_counters (centre_id, day, last) VALUES ($1, $2, $3)
     ON CONFLICT (centre_id, day) DO UPDATE SET last = excluded.last",
);
const ADD: Statement = Statement::both(
    "INSERT INTO contacts_contacts (centre_id, number, stage, is_closed, opened_at_ms, due_on,
       keeper_account, keeper_name, offered_account, offered_department, item_code, item_name,
       item_name_english, asker, events, ticket, version)
     VALUES ($1, $2, $3, 0, $4, $5, $6, $7, 0, '', $8, $9, $10, $11, $12, $13, 1)",
);
const MOVE: Statement = Statement::both(
    "UPDATE contacts_contacts SET stage = $3, is_closed = $4, keeper_account = $5,
       keeper_name = $6, offered_account = $7, offered_department = $8, events = $9,
       version = version + 1
     WHERE centre_id = $1 AND number = $2",
);

/// The next number of the day: `7101-20261123-001`, where the centre's cases begin with 101.
pub(super) fn next_number(act: &mut Act<'_>) -> Result<String, HallError> {
    let (centre, today) = (act.centre(), act.today());
    let row = act.first(NEXT_NUMBER, &params![centre, today])?;
    let last: i64 = row.map_or(Ok(0), |row| row.get("last"))?;
    let day = today.strftime("%Y%m%d");
    Ok(format!("{}-{day}-{:03}", 7_000 + centre.0.rem_euclid(1000), last + 1))
}

/// A first contact with everything the room keeps of it.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) number: String,
    pub(crate) item: ItemName,
    pub(crate) keeper_name: String,
    pub(crate) asker: Asker,
    pub(crate) contact: FirstContact,
    pub(crate) version: i64,
}

/// A contact from its events.
fn fold(events: &[EventRecord]) -> Result<FirstContact, HallError> {
    let unreadable = |breach| HallError::broken(format!("the events do not fold: {breach:?}"));
    let mut all = events.iter();
    let first = all.next().ok_or_else(|| HallError::broken("a contact without events"))?;
    let mut contact = FirstContact::begin(&first.event()?).map_err(unreadable)?;
    for record in all {
        contact = contact.apply(&record.event()?).map_err(unreadable)?;
    }
    Ok(contact)
}

fn events_of(row: &Row) -> Result<Vec<EventRecord>, HallError> {
    Ok(serde_json::from_str(&row.get::<String>("events")?)?)
}

fn item_of(row: &Row) -> Result<ItemName, HallError> {
    Ok(ItemName { zh: row.get("item_name")?, en: row.get("item_name_english")? })
}

fn held(row: &Row) -> Result<Held, HallError> {
    Ok(Held {
        number: row.get("number")?,
        item: item_of(row)?,
        keeper_name: row.get("keeper_name")?,
        asker: serde_json::from_str(&row.get::<String>("asker")?)?,
        contact: fold(&events_of(row)?)?,
        version: row.get("version")?,
    })
}

/// A first contact.
pub(super) fn find(
    read: &mut dyn Read,
    centre: CentreId,
    number: &str,
) -> Result<Option<Held>, HallError> {
    read.first(CONTACT, &params![centre, number])?.as_ref().map(held).transpose()
}

/// What was asked by whoever came with a ticket, first asked first.
pub(super) fn by_ticket(
    read: &mut dyn Read,
    centre: CentreId,
    ticket: &str,
) -> Result<Vec<Held>, HallError> {
    read.query(BY_TICKET, &params![centre, ticket])?.iter().map(held).collect()
}

/// Which contacts a list is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Open ones, soonest due first.
    #[default]
    Open,
    /// Those that are over, newest first.
    Closed,
    /// All, newest first.
    All,
}

/// What a list is narrowed by; empty texts and noughts do not narrow.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    pub(super) scope: Scope,
    /// Account of whoever answers for it.
    pub(super) keeper: i64,
    /// Account and department it is offered to.
    pub(super) offered: (i64, String),
    /// Due before this day.
    pub(super) due_before: String,
    /// Number, item code or name of whoever answers for it.
    pub(super) text: String,
}

/// Contacts after a place in the list.
pub(super) fn list(
    read: &mut dyn Read,
    centre: CentreId,
    filter: &Filter,
    (after_due, after): (&str, &str),
    limit: u32,
) -> Result<Vec<Held>, HallError> {
    let Filter { scope, keeper, offered, due_before, text } = filter;
    let rows = match scope {
        Scope::Open => {
            let (account, department) = offered;
            let params = params![
                centre, *keeper, *account, department, due_before, text, after_due, after, limit
            ];
            read.query(BY_DUE, &params)
        }
        Scope::Closed | Scope::All => {
            let closed = i64::from(*scope == Scope::Closed);
            read.query(NEWEST, &params![centre, closed, text, after, limit])
        }
    };
    rows?.iter().map(held).collect()
}

/// How many wait, for the desk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Figures {
    pub(super) open: i64,
    pub(super) mine: i64,
    pub(super) offered: i64,
    pub(super) overdue: i64,
}

/// How many wait for somebody and in the centre.
pub(super) fn figures(
    read: &mut dyn Read,
    centre: CentreId,
    (account, department): (i64, &str),
    today: Date,
) -> Result<Figures, HallError> {
    let Some(row) = read.first(FIGURES, &params![centre, account, department, today])? else {
        return Ok(Figures::default());
    };
    Ok(Figures {
        open: row.get("open")?,
        mine: row.get("mine")?,
        offered: row.get("offered")?,
        overdue: row.get("overdue")?,
    })
}

/// Open contacts that wait for the same people.
pub(super) struct Waiting {
    pub(super) keeper: i64,
    pub(super) offered_account: i64,
    pub(super) offered_department: String,
    pub(super) found: u64,
}

/// All open contacts of a centre, counted by whoever they wait for.
pub(super) fn waiting(read: &mut dyn Read, centre: CentreId) -> Result<Vec<Waiting>, HallError> {
    let rows = read.query(WAITING, &params![centre])?;
    rows.iter()
        .map(|row| {
            Ok(Waiting {
                keeper: row.get("keeper_account")?,
                offered_account: row.get("offered_account")?,
                offered_department: row.get("offered_department")?,
                found: row.get("found")?,
            })
        })
        .collect()
}

/// Writes what an entry means.
pub(super) fn project(projection: &mut Projection<'_>, entry: &Entry) -> Result<(), HallError> {
    match entry.verb() {
        "opened" => opened(projection, entry, &entry.facts()?),
        "unmasked" => Ok(()),
        _ => happened(projection, entry, &entry.facts()?),
    }
}

fn opened(projection: &mut Projection<'_>, entry: &Entry, facts: &Opened) -> Result<(), HallError> {
    let events = vec![facts.first.clone()];
    let contact = fold(&events)?;
    let params = params![
        entry.centre,
        &facts.number,
        contact.stage().word(),
        entry.at_ms,
        contact.due_on,
        contact.first.account,
        &contact.first.name,
        &contact.enquiry.item,
        &facts.item.zh,
        &facts.item.en,
        serde_json::to_string(&facts.asker)?,
        serde_json::to_string(&events)?,
        &contact.enquiry.ticket
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
        .first(CONTACT, &params![entry.centre, &entry.subject_id])?
        .ok_or_else(|| HallError::broken(format!("no contact {}", entry.subject_id)))?;
    let mut events = events_of(&row)?;
    events.push(facts.event.clone());
    let contact = fold(&events)?;
    let keeper = match &contact.state {
        State::InHand { keeper } | State::Offered { keeper, .. } => keeper,
        State::Ended { by, .. } => by,
    };
    let (account, department) = match contact.offered_to() {
        Some(Next::Person(person)) => (person.account, ""),
        Some(Next::Department { key, .. }) => (0, key.as_str()),
        None => (0, ""),
    };
    let stage: Stage = contact.stage();
    let params = params![
        entry.centre,
        &entry.subject_id,
        stage.word(),
        i64::from(stage.is_closed()),
        keeper.account,
        &keeper.name,
        account,
        department,
        serde_json::to_string(&events)?
    ];
    projection.execute(MOVE, &params)?;
    Ok(())
}
