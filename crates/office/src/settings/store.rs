//! All SQL of the settings.

use super::events::{
    CalendarApplied, ClosureLifted, ClosureNoted, MarketEnded, MarketNoted, NamedDays,
    NoticeLoaded, NoticeWithdrawn, ParameterChanged,
};
use calendar::{Closure, Notice};
use kit::HallError;
use kit::db::{CentreId, Execute, Read, Row, Statement};
use kit::journal::{Entry, Projection};
use kit::params;
use std::collections::BTreeSet;

/// Every statement of the room.
pub(super) const STATEMENTS: &[Statement] = &[
    NOTICES,
    NOTICE,
    ADD_NOTICE,
    WITHDRAW_NOTICE,
    CLOSURES,
    CLOSURE,
    ADD_CLOSURE,
    LIFT_CLOSURE,
    MARKETS,
    ADD_MARKET,
    END_MARKET,
    PARAMETERS,
    SAVE_PARAMETER,
    CALENDAR,
    SAVE_NOTICES,
    SAVE_OWN,
    SAVE_APPLIED,
];

const NOTICES: Statement = Statement::both(
    "SELECT * FROM settings_notices WHERE centre_id = $1 ORDER BY number DESC LIMIT 200",
);
const NOTICE: Statement =
    Statement::both("SELECT * FROM settings_notices WHERE centre_id = $1 AND number = $2");
const ADD_NOTICE: Statement = Statement::both(
    "INSERT INTO settings_notices (centre_id, number, year, source, days_off, make_up_days,
       loaded_at_ms, loaded_by, withdrawn_at_ms, withdrawn_by, withdrawal_reason)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, '', '')",
);
const WITHDRAW_NOTICE: Statement = Statement::both(
    "UPDATE settings_notices SET withdrawn_at_ms = $3, withdrawn_by = $4, withdrawal_reason = $5
     WHERE centre_id = $1 AND number = $2",
);
const CLOSURES: Statement = Statement::both(
    "SELECT * FROM settings_closures WHERE centre_id = $1
     ORDER BY from_on DESC, number DESC LIMIT 5000",
);
const CLOSURE: Statement =
    Statement::both("SELECT * FROM settings_closures WHERE centre_id = $1 AND number = $2");
const ADD_CLOSURE: Statement = Statement::both(
    "INSERT INTO settings_closures (centre_id, number, from_on, through_on, reason,
       reason_english, noted_at_ms, noted_by, lifted_at_ms, lifted_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, '')",
);
const LIFT_CLOSURE: Statement = Statement::both(
    "UPDATE settings_closures SET lifted_at_ms = $3, lifted_by = $4
     WHERE centre_id = $1 AND number = $2",
);
const MARKETS: Statement = Statement::both(
    "SELECT * FROM settings_markets WHERE centre_id = $1 ORDER BY number DESC LIMIT 500",
);
const ADD_MARKET: Statement = Statement::both(
    "INSERT INTO settings_markets (centre_id, number, rule, noted_at_ms, noted_by, ended_at_ms,
       ended_by)
     VALUES ($1, $2, $3, $4, $5, 0, '')",
);
const END_MARKET: Statement = Statement::both(
    "UPDATE settings_markets SET ended_at_ms = $3, ended_by = $4
     WHERE centre_id = $1 AND number = $2",
);
const PARAMETERS: Statement = Statement::both(
    "SELECT * FROM settings_parameters WHERE centre_id = $1 ORDER BY name LIMIT 100",
);
const SAVE_PARAMETER: Statement = Statement::both(
    "INSERT INTO settings_parameters (centre_id, name, value, changed_at_ms, changed_by, reason)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (centre_id, name) DO UPDATE SET value = excluded.value,
       changed_at_ms = excluded.changed_at_ms, changed_by = excluded.changed_by,
       reason = excluded.reason",
);
const CALENDAR: Statement =
    Statement::both("SELECT * FROM settings_calendars WHERE centre_id = $1");
const SAVE_NOTICES: Statement = Statement::both(
    "INSERT INTO settings_calendars (centre_id, notices, own, applied, changed_at_ms)
     VALUES ($1, $2, '', '', $3)
     ON CONFLICT (centre_id) DO UPDATE SET notices = excluded.notices,
       changed_at_ms = excluded.changed_at_ms",
);
const SAVE_OWN: Statement = Statement::both(
    "INSERT INTO settings_calendars (centre_id, notices, own, applied, changed_at_ms)
     VALUES ($1, '', $2, '', $3)
     ON CONFLICT (centre_id) DO UPDATE SET own = excluded.own,
       changed_at_ms = excluded.changed_at_ms",
);
const SAVE_APPLIED: Statement = Statement::both(
    "INSERT INTO settings_calendars (centre_id, notices, own, applied, changed_at_ms)
     VALUES ($1, '', '', $2, $3)
     ON CONFLICT (centre_id) DO UPDATE SET applied = excluded.applied,
       changed_at_ms = excluded.changed_at_ms",
);

/// A notice as it was loaded, perhaps taken back since.
#[derive(Clone, Debug)]
pub(super) struct LoadedNotice {
    pub(super) number: i64,
    pub(super) notice: Notice,
    pub(super) loaded_at_ms: i64,
    pub(super) loaded_by: String,
    pub(super) withdrawal: Option<Withdrawal>,
    /// Whether it decides its year: the last loading for it that was not taken back.
    pub(super) is_in_force: bool,
}

/// How a notice was taken back.
#[derive(Clone, Debug)]
pub(super) struct Withdrawal {
    pub(super) at_ms: i64,
    pub(super) by: String,
    pub(super) reason: String,
}

/// A closure as it was noted, perhaps lifted since.
#[derive(Clone, Debug)]
pub(super) struct NotedClosure {
    pub(super) number: i64,
    pub(super) closure: Closure,
    pub(super) noted_at_ms: i64,
    pub(super) noted_by: String,
    pub(super) lifted_at_ms: i64,
    pub(super) lifted_by: String,
}

/// Market days as they were noted, perhaps ended since.
#[derive(Clone, Debug)]
pub(super) struct NotedMarket {
    pub(super) number: i64,
    pub(super) rule: String,
    pub(super) noted_at_ms: i64,
    pub(super) noted_by: String,
    pub(super) ended_at_ms: i64,
}

/// A choice of a centre.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) name: String,
    pub(super) value: i64,
    pub(super) changed_at_ms: i64,
    pub(super) changed_by: String,
    pub(super) reason: String,
}

/// The state that the days of a centre are in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Versions {
    pub(super) notices: String,
    pub(super) own: String,
    pub(super) applied: String,
}

fn loaded_notice(row: &Row) -> Result<LoadedNotice, HallError> {
    let days = |column: &str| -> Result<NamedDays, HallError> {
        Ok(serde_json::from_str(&row.get::<String>(column)?)?)
    };
    let record = NoticeLoaded {
        year: i16::try_from(row.get::<i64>("year")?).map_err(HallError::broken)?,
        source: row.get("source")?,
        days_off: days("days_off")?,
        make_up_days: days("make_up_days")?,
    };
    let withdrawal = match row.get("withdrawn_at_ms")? {
        0 => None,
        at_ms => Some(Withdrawal {
            at_ms,
            by: row.get("withdrawn_by")?,
            reason: row.get("withdrawal_reason")?,
        }),
    };
    Ok(LoadedNotice {
        number: row.get("number")?,
        notice: record.notice()?,
        loaded_at_ms: row.get("loaded_at_ms")?,
        loaded_by: row.get("loaded_by")?,
        withdrawal,
        is_in_force: false,
    })
}

fn noted_closure(row: &Row) -> Result<NotedClosure, HallError> {
    let record = ClosureNoted {
        from_on: row.get("from_on")?,
        through_on: row.get("through_on")?,
        reason: row.get("reason")?,
        reason_english: row.get("reason_english")?,
    };
    Ok(NotedClosure {
        number: row.get("number")?,
        closure: record.closure()?,
        noted_at_ms: row.get("noted_at_ms")?,
        noted_by: row.get("noted_by")?,
        lifted_at_ms: row.get("lifted_at_ms")?,
        lifted_by: row.get("lifted_by")?,
    })
}

fn noted_market(row: &Row) -> Result<NotedMarket, HallError> {
    Ok(NotedMarket {
        number: row.get("number")?,
        rule: row.get("rule")?,
        noted_at_ms: row.get("noted_at_ms")?,
        noted_by: row.get("noted_by")?,
        ended_at_ms: row.get("ended_at_ms")?,
    })
}

fn all<T>(rows: &[Row], read: impl Fn(&Row) -> Result<T, HallError>) -> Result<Vec<T>, HallError> {
    rows.iter().map(read).collect()
}

/// All loadings, newest first.
pub(super) fn notices(
    read: &mut dyn Read,
    county: CentreId,
) -> Result<Vec<LoadedNotice>, HallError> {
    let mut notices = all(&read.query(NOTICES, &params![county])?, loaded_notice)?;
    let mut decided = BTreeSet::new();
    for loaded in notices.iter_mut().filter(|loaded| loaded.withdrawal.is_none()) {
        loaded.is_in_force = decided.insert(loaded.notice.year());
    }
    Ok(notices)
}

/// One loading.
pub(super) fn notice(
    read: &mut dyn Read,
    county: CentreId,
    number: i64,
) -> Result<Option<LoadedNotice>, HallError> {
    read.first(NOTICE, &params![county, number])?.as_ref().map(loaded_notice).transpose()
}

/// The notice in force for each year.
pub(super) fn notices_in_force(
    read: &mut dyn Read,
    county: CentreId,
) -> Result<Vec<LoadedNotice>, HallError> {
    let mut notices = notices(read, county)?;
    notices.retain(|loaded| loaded.is_in_force);
    Ok(notices)
}

/// All closures, latest first.
pub(super) fn closures(
    read: &mut dyn Read,
    centre: CentreId,
) -> Result<Vec<NotedClosure>, HallError> {
    all(&read.query(CLOSURES, &params![centre])?, noted_closure)
}

/// One closure.
pub(super) fn closure(
    read: &mut dyn Read,
    centre: CentreId,
    number: i64,
) -> Result<Option<NotedClosure>, HallError> {
    read.first(CLOSURE, &params![centre, number])?.as_ref().map(noted_closure).transpose()
}

/// The closures that stand.
pub(super) fn closures_standing(
    read: &mut dyn Read,
    centre: CentreId,
) -> Result<Vec<NotedClosure>, HallError> {
    let mut closures = closures(read, centre)?;
    closures.retain(|noted| noted.lifted_at_ms == 0);
    Ok(closures)
}

/// All market days ever noted, newest first.
pub(super) fn markets(
    read: &mut dyn Read,
    centre: CentreId,
) -> Result<Vec<NotedMarket>, HallError> {
    all(&read.query(MARKETS, &params![centre])?, noted_market)
}

/// The market days that hold.
pub(super) fn markets_holding(
    read: &mut dyn Read,
    centre: CentreId,
) -> Result<Vec<NotedMarket>, HallError> {
    let mut markets = markets(read, centre)?;
    markets.retain(|noted| noted.ended_at_ms == 0);
    Ok(markets)
}

/// The choices of a centre.
pub(super) fn choices(read: &mut dyn Read, centre: CentreId) -> Result<Vec<Choice>, HallError> {
    all(&read.query(PARAMETERS, &params![centre])?, |row| {
        Ok(Choice {
            name: row.get("name")?,
            value: row.get("value")?,
            changed_at_ms: row.get("changed_at_ms")?,
            changed_by: row.get("changed_by")?,
            reason: row.get("reason")?,
        })
    })
}

/// The state of a centre's days; empty texts before anything was ever changed.
pub(super) fn versions(read: &mut dyn Read, centre: CentreId) -> Result<Versions, HallError> {
    match read.first(CALENDAR, &params![centre])? {
        Some(row) => Ok(Versions {
            notices: row.get("notices")?,
            own: row.get("own")?,
            applied: row.get("applied")?,
        }),
        None => Ok(Versions::default()),
    }
}

/// Writes what an entry means.
pub(super) fn project(projection: &mut Projection<'_>, entry: &Entry) -> Result<(), HallError> {
    match entry.verb() {
        "notice_loaded" => notice_loaded(projection, entry, &entry.facts()?),
        "notice_withdrawn" => notice_withdrawn(projection, entry, &entry.facts()?),
        "closure_noted" => closure_noted(projection, entry, &entry.facts()?),
        "closure_lifted" => {
            let lifted: ClosureLifted = entry.facts()?;
            ended(projection, entry, LIFT_CLOSURE, lifted.number)
        }
        "market_noted" => market_noted(projection, entry, &entry.facts()?),
        "market_ended" => {
            let taken_off: MarketEnded = entry.facts()?;
            ended(projection, entry, END_MARKET, taken_off.number)
        }
        "parameter_changed" => parameter_changed(projection, entry, &entry.facts()?),
        "calendar_applied" => calendar_applied(projection, entry, &entry.facts()?),
        other => Err(HallError::broken(format!("the settings do not know {other}"))),
    }
}

fn notice_loaded(
    projection: &mut Projection<'_>,
    entry: &Entry,
    event: &NoticeLoaded,
) -> Result<(), HallError> {
    let params = params![
        entry.centre,
        entry.sequence,
        i64::from(event.year),
        &event.source,
        serde_json::to_string(&event.days_off)?,
        serde_json::to_string(&event.make_up_days)?,
        entry.at_ms,
        &entry.actor.name
    ];
    projection.execute(ADD_NOTICE, &params)?;
    changed(projection, entry, SAVE_NOTICES)
}

fn notice_withdrawn(
    projection: &mut Projection<'_>,
    entry: &Entry,
    event: &NoticeWithdrawn,
) -> Result<(), HallError> {
    let params = params![entry.centre, event.number, entry.at_ms, &entry.actor.name, &event.reason];
    projection.execute(WITHDRAW_NOTICE, &params)?;
    changed(projection, entry, SAVE_NOTICES)
}

fn closure_noted(
    projection: &mut Projection<'_>,
    entry: &Entry,
    event: &ClosureNoted,
) -> Result<(), HallError> {
    let params = params![
        entry.centre,
        entry.sequence,
        &event.from_on,
        &event.through_on,
        &event.reason,
        &event.reason_english,
        entry.at_ms,
        &entry.actor.name
    ];
    projection.execute(ADD_CLOSURE, &params)?;
    changed(projection, entry, SAVE_OWN)
}

fn market_noted(
    projection: &mut Projection<'_>,
    entry: &Entry,
    event: &MarketNoted,
) -> Result<(), HallError> {
    let name = &entry.actor.name;
    let params = params![entry.centre, entry.sequence, &event.rule, entry.at_ms, name];
    projection.execute(ADD_MARKET, &params)?;
    changed(projection, entry, SAVE_OWN)
}

fn ended(
    projection: &mut Projection<'_>,
    entry: &Entry,
    statement: Statement,
    number: i64,
) -> Result<(), HallError> {
    projection
        .execute(statement, &params![entry.centre, number, entry.at_ms, &entry.actor.name])?;
    changed(projection, entry, SAVE_OWN)
}

fn parameter_changed(
    projection: &mut Projection<'_>,
    entry: &Entry,
    event: &ParameterChanged,
) -> Result<(), HallError> {
    let (name, value) = (&event.name, event.to);
    let by = &entry.actor.name;
    let params = params![entry.centre, name, value, entry.at_ms, by, &event.reason];
    projection.execute(SAVE_PARAMETER, &params)?;
    Ok(())
}

fn calendar_applied(
    projection: &mut Projection<'_>,
    entry: &Entry,
    event: &CalendarApplied,
) -> Result<(), HallError> {
    projection.execute(SAVE_APPLIED, &params![entry.centre, &event.version, entry.at_ms])?;
    Ok(())
}

fn changed(
    projection: &mut Projection<'_>,
    entry: &Entry,
    what: Statement,
) -> Result<(), HallError> {
    let version = entry.digest.to_hex();
    projection.execute(what, &params![entry.centre, version, entry.at_ms])?;
    Ok(())
}
