//! All SQL of the room.

use super::events::{Checked, Said};
use super::record::{EntryFacts, FiledFacts, HouseholdFile};
use kit::HallError;
use kit::db::{Act, CentreId, Execute, Read, Row, Statement};
use kit::journal::{Entry, Projection};
use kit::params;
use statutes::household::{Application, Filed, Stage, State};

/// Every statement of the room.
pub(super) const STATEMENTS: &[Statement] = &[
    APPLICATION,
    APPLICATIONS,
    HOUSEHOLD,
    HOUSEHOLDS,
    REGISTERED,
    ENTRY,
    ENTRIES,
    LAST,
    COUNT,
    FILE,
    CHECK,
    MOVE,
    ADD_HOUSEHOLD,
    CHANGE_HOUSEHOLD,
    FORGET_PERSONS,
    ADD_PERSON,
    ADD_ENTRY,
];

const APPLICATION: Statement =
    Statement::both("SELECT * FROM registers_applications WHERE centre_id = $1 AND number = $2");
/// Newest first; a word that is empty narrows nothing.
const APPLICATIONS: Statement = Statement::both(
    "SELECT * FROM registers_applications
     WHERE centre_id = $1 AND ($2 = '' OR stage = $2) AND ($3 = '' OR item = $3)
       AND ($4 = '' OR number < $4)
     ORDER BY number DESC LIMIT $5",
);
const HOUSEHOLD: Statement =
    Statement::both("SELECT * FROM registers_households WHERE centre_id = $1 AND number = $2");
const HOUSEHOLDS: Statement = Statement::both(
    "SELECT * FROM registers_households
     WHERE centre_id = $1 AND ($2 = '' OR number = $2) AND ($3 = '' OR number < $3)
     ORDER BY number DESC LIMIT $4",
);
const REGISTERED: Statement =
    Statement::both("SELECT household FROM registers_persons WHERE centre_id = $1 AND mark = $2");
const ENTRY: Statement =
    Statement::both("SELECT * FROM registers_entries WHERE centre_id = $1 AND number = $2");
const ENTRIES: Statement = Statement::both(
    "SELECT * FROM registers_entries WHERE centre_id = $1 AND household = $2
     ORDER BY number DESC LIMIT $3",
);
const LAST: Statement = Statement::both(
    "SELECT last FROM registers_counters WHERE centre_id = $1 AND kind = $2 AND day = $3",
);
const COUNT: Statement = Statement::both(
    "INSERT INTO registers_counters (centre_id, kind, day, last) VALUES ($1, $2, $3, $4)
     ON CONFLICT (centre_id, kind, day) DO UPDATE SET last = excluded.last",
);
const FILE: Statement = Statement::both(
    "INSERT INTO registers_applications (centre_id, number, stage, item, household,
       opened_at_ms, facts, checked, words, version)
     VALUES ($1, $2, $3, $4, $5, $6, $7, '[]', '', 1)",
);
const CHECK: Statement = Statement::both(
    "UPDATE registers_applications SET checked = $3, version = version + 1
     WHERE centre_id = $1 AND number = $2",
);
const MOVE: Statement = Statement::both(
    "UPDATE registers_applications SET stage = $3, words = $4, household = $5,
       version = version + 1
     WHERE centre_id = $1 AND number = $2",
);
const ADD_HOUSEHOLD: Statement = Statement::both(
    "INSERT INTO registers_households (centre_id, number, is_closed, opened_at_ms, facts, version)
     VALUES ($1, $2, $3, $4, $5, 1)",
);
const CHANGE_HOUSEHOLD: Statement = Statement::both(
    "UPDATE registers_households SET is_closed = $3, facts = $4, version = version + 1
     WHERE centre_id = $1 AND number = $2",
);
const FORGET_PERSONS: Statement =
    Statement::both("DELETE FROM registers_persons WHERE centre_id = $1 AND household = $2");
const ADD_PERSON: Statement = Statement::both(
    "INSERT INTO registers_persons (centre_id, mark, household) VALUES ($1, $2, $3)",
);
const ADD_ENTRY: Statement = Statement::both(
    "INSERT INTO registers_entries (centre_id, number, household, application, item, at_ms, facts)
     VALUES ($1, $2, $3, $4, $5, $6, $7)",
);

/// What is numbered by centre and day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Series {
    /// 申请: `3101-20261123-0001`
    Applications,
    /// 登记: `2101-20261123-0001`
    Entries,
}

impl Series {
    fn word(self) -> &'static str {
        match self {
            Self::Applications => "applications",
            Self::Entries => "entries",
        }
    }

    fn head(self) -> i64 {
        match self {
            Self::Applications => 3_000,
            Self::Entries => 2_000,
        }
    }
}

/// Households are numbered for as long as the centre keeps them.
const HOUSEHOLD_SERIES: (&str, &str) = ("households", "");

fn last(
    read: &mut dyn Read,
    centre: CentreId,
    (kind, day): (&str, &str),
) -> Result<i64, HallError> {
    let row = read.first(LAST, &params![centre, kind, day])?;
    Ok(row.map_or(Ok(0), |row| row.get("last"))?)
}

/// The next number of the day.
pub(super) fn next_number(act: &mut Act<'_>, series: Series) -> Result<String, HallError> {
    let (centre, today) = (act.centre(), act.today().to_string());
    let last = last(act, centre, (series.word(), &today))?;
    let head = series.head() + centre.0.rem_euclid(1000);
    Ok(format!("{head}-{}-{:04}", today.replace('-', ""), last + 1))
}

/// The number of the next household: `101-000001`.
pub(super) fn next_household(act: &mut Act<'_>) -> Result<String, HallError> {
    let centre = act.centre();
    let last = last(act, centre, HOUSEHOLD_SERIES)?;
    Ok(format!("{:03}-{:06}", centre.0.rem_euclid(1000), last + 1))
}

/// An application with everything the room keeps of it.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub(super) number: String,
    pub(super) filed: FiledFacts,
    pub(super) application: Application,
    /// The household, also one that it founded.
    pub(super) household: String,
    /// Keys of papers that were checked.
    pub(super) checked: Vec<String>,
    pub(super) opened_at_ms: i64,
    pub(super) version: i64,
}

impl Held {
    /// Required papers that were not checked.
    pub(super) fn unchecked(&self) -> usize {
        let required = self.filed.papers.iter().filter(|it| it.is_required);
        required.filter(|it| !self.checked.contains(&it.key)).count()
    }
}

fn held(row: &Row) -> Result<Held, HallError> {
    let filed: FiledFacts = serde_json::from_str(&row.get::<String>("facts")?)?;
    let (stage, words): (String, String) = (row.get("stage")?, row.get("words")?);
    let stage = super::record::known(Stage::from_word(&stage), &stage)?;
    let state = match stage {
        Stage::Filed => State::Filed,
        Stage::Sent => State::Sent(words),
        Stage::Entered => State::Entered(words),
        Stage::Refused => State::Refused(words),
        Stage::Withdrawn => State::Withdrawn(words),
    };
    let (happened_on, late_reason) = (filed.happened_on, filed.late_reason.clone());
    let ruled = Filed { item: filed.item()?, happened_on, late_reason };
    Ok(Held {
        number: row.get("number")?,
        application: Application { filed: ruled, state },
        filed,
        household: row.get("household")?,
        checked: serde_json::from_str(&row.get::<String>("checked")?)?,
        opened_at_ms: row.get("opened_at_ms")?,
        version: row.get("version")?,
    })
}

/// An application.
pub(super) fn find(
    read: &mut dyn Read,
    centre: CentreId,
    number: &str,
) -> Result<Option<Held>, HallError> {
    read.first(APPLICATION, &params![centre, number])?.as_ref().map(held).transpose()
}

/// Applications, newest first, narrowed by where they stand and what for.
pub(super) fn applications(
    read: &mut dyn Read,
    centre: CentreId,
    (stage, item): (&str, &str),
    after: &str,
    limit: u32,
) -> Result<Vec<Held>, HallError> {
    let rows = read.query(APPLICATIONS, &params![centre, stage, item, after, limit])?;
    rows.iter().map(held).collect()
}

/// A household with its number.
#[derive(Clone, Debug)]
pub(super) struct HeldHousehold {
    pub(super) number: String,
    pub(super) is_closed: bool,
    pub(super) file: HouseholdFile,
}

fn held_household(row: &Row) -> Result<HeldHousehold, HallError> {
    Ok(HeldHousehold {
        number: row.get("number")?,
        is_closed: row.get::<i64>("is_closed")? == 1,
        file: serde_json::from_str(&row.get::<String>("facts")?)?,
    })
}

/// A household.
pub(super) fn household(
    read: &mut dyn Read,
    centre: CentreId,
    number: &str,
) -> Result<Option<HeldHousehold>, HallError> {
    read.first(HOUSEHOLD, &params![centre, number])?.as_ref().map(held_household).transpose()
}

/// Households, newest first; one, where its number is given.
pub(super) fn households(
    read: &mut dyn Read,
    centre: CentreId,
    number: &str,
    after: &str,
    limit: u32,
) -> Result<Vec<HeldHousehold>, HallError> {
    let rows = read.query(HOUSEHOLDS, &params![centre, number, after, limit])?;
    rows.iter().map(held_household).collect()
}

/// The household in which a number is registered.
pub(super) fn household_of(
    read: &mut dyn Read,
    centre: CentreId,
    mark: &str,
) -> Result<Option<String>, HallError> {
    let row = read.first(REGISTERED, &params![centre, mark])?;
    Ok(row.map(|row| row.get("household")).transpose()?)
}

/// Whether a number is registered in a household of the centre.
pub(super) fn is_registered(
    read: &mut dyn Read,
    centre: CentreId,
    mark: &str,
) -> Result<bool, HallError> {
    Ok(household_of(read, centre, mark)?.is_some())
}

/// An entry with its number.
#[derive(Clone, Debug)]
pub(super) struct HeldEntry {
    pub(super) number: String,
    pub(super) application: String,
    pub(super) at_ms: i64,
    pub(super) facts: EntryFacts,
}

fn held_entry(row: &Row) -> Result<HeldEntry, HallError> {
    Ok(HeldEntry {
        number: row.get("number")?,
        application: row.get("application")?,
        at_ms: row.get("at_ms")?,
        facts: serde_json::from_str(&row.get::<String>("facts")?)?,
    })
}

/// An entry.
pub(super) fn entry(
    read: &mut dyn Read,
    centre: CentreId,
    number: &str,
) -> Result<Option<HeldEntry>, HallError> {
    read.first(ENTRY, &params![centre, number])?.as_ref().map(held_entry).transpose()
}

/// Entries of a household, newest first.
pub(super) fn entries(
    read: &mut dyn Read,
    centre: CentreId,
    household: &str,
    limit: u32,
) -> Result<Vec<HeldEntry>, HallError> {
    read.query(ENTRIES, &params![centre, household, limit])?.iter().map(held_entry).collect()
}

/// Writes what an entry means.
pub(super) fn project(projection: &mut Projection<'_>, entry: &Entry) -> Result<(), HallError> {
    match entry.verb() {
        "filed" => filed(projection, entry, &entry.facts()?),
        "checked" => {
            let Checked { papers } = entry.facts()?;
            let checked = serde_json::to_string(&papers)?;
            projection.execute(CHECK, &params![entry.centre, &entry.subject_id, checked])?;
            Ok(())
        }
        "entered" => entered(projection, entry, &entry.facts()?),
        "sent" => said(projection, entry, Stage::Sent),
        "refused" => said(projection, entry, Stage::Refused),
        "withdrawn" => said(projection, entry, Stage::Withdrawn),
        _ => Ok(()),
    }
}

fn filed(
    projection: &mut Projection<'_>,
    entry: &Entry,
    facts: &FiledFacts,
) -> Result<(), HallError> {
    let params = params![
        entry.centre,
        &facts.number,
        Stage::Filed.word(),
        &facts.item,
        &facts.household,
        entry.at_ms,
        serde_json::to_string(facts)?
    ];
    projection.execute(FILE, &params)?;
    count(projection, entry, Series::Applications, &facts.number)
}

fn count(
    projection: &mut Projection<'_>,
    entry: &Entry,
    series: Series,
    number: &str,
) -> Result<(), HallError> {
    let day = kit::clock::day_of(entry.at_ms).to_string();
    let params = params![entry.centre, series.word(), day, last_part(number)];
    projection.execute(COUNT, &params)?;
    Ok(())
}

fn last_part(number: &str) -> i64 {
    number.rsplit('-').next().and_then(|it| it.parse().ok()).unwrap_or(0)
}

fn moved(
    projection: &mut Projection<'_>,
    entry: &Entry,
    stage: Stage,
    (words, household): (&str, &str),
) -> Result<(), HallError> {
    let params = params![entry.centre, &entry.subject_id, stage.word(), words, household];
    projection.execute(MOVE, &params)?;
    Ok(())
}

fn said(projection: &mut Projection<'_>, entry: &Entry, stage: Stage) -> Result<(), HallError> {
    let Said { words } = entry.facts()?;
    let found = find(projection, entry.centre, &entry.subject_id)?;
    let household = found.map(|it| it.household).unwrap_or_default();
    moved(projection, entry, stage, (&words, &household))
}

fn entered(
    projection: &mut Projection<'_>,
    entry: &Entry,
    facts: &EntryFacts,
) -> Result<(), HallError> {
    let centre = entry.centre;
    moved(projection, entry, Stage::Entered, (&facts.entry, &facts.household))?;
    // Who leaves one household for another is forgotten there first.
    for (number, _) in &facts.households {
        projection.execute(FORGET_PERSONS, &params![centre, number])?;
    }
    for (number, file) in &facts.households {
        let is_closed = i64::from(file.present().next().is_none());
        let text = serde_json::to_string(file)?;
        let changed =
            projection.execute(CHANGE_HOUSEHOLD, &params![centre, number, is_closed, &text])?;
        if changed == 0 {
            let params = params![centre, number, is_closed, entry.at_ms, &text];
            projection.execute(ADD_HOUSEHOLD, &params)?;
            let (kind, day) = HOUSEHOLD_SERIES;
            projection.execute(COUNT, &params![centre, kind, day, last_part(number)])?;
        }
        for member in file.present().filter(|it| !it.person.mark.is_empty()) {
            projection.execute(ADD_PERSON, &params![centre, &member.person.mark, number])?;
        }
    }
    let params = params![
        centre,
        &facts.entry,
        &facts.household,
        &entry.subject_id,
        &facts.item,
        entry.at_ms,
        serde_json::to_string(facts)?
    ];
    projection.execute(ADD_ENTRY, &params)?;
    count(projection, entry, Series::Entries, &facts.entry)
}
