//! The acts of the settings: load and withdraw notices, note closures and market days, choose
//! parameters, and let each centre recompute its open work.

use super::events::{
    CalendarApplied, ClosureLifted, ClosureNoted, MarketEnded, MarketNoted, NoticeLoaded,
    NoticeWithdrawn, ParameterChanged,
};
use super::market_rule;
use super::store;
use calendar::{Closure, MarketRule, Notice};
use jiff::{ToSpan, civil::Date};
use kit::db::{Act, CentreId, Read};
use kit::journal::{Committed, Housekeeping, NewEntry, Subject, commit, housekeeping};
use kit::{Hall, HallError, Phrase};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use terms::parameters::{Parameter, Parameters};

/// A closure may be noted this many days late: the storm that closes the hall also cuts its line.
pub const CLOSURE_LATE_DAYS_MAX: i64 = 7;
/// A closure may be noted this many days ahead.
const CLOSURE_AHEAD_DAYS_MAX: i64 = 400;

/// What was loaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loaded {
    /// The years whose notices are others than before.
    pub years: Vec<i16>,
}

/// Loads notices for all centres of the county. `seen` is the state of the calendar that the
/// administrator was shown, if any.
///
/// # Errors
/// Where it is not the county's journal, somebody else changed the calendar since, or every one
/// of the notices is in force already.
pub fn load_notices(
    act: &mut Act<'_>,
    notices: &[Notice],
    seen: Option<&str>,
) -> Result<Committed<Loaded>, HallError> {
    let county = county_of(act)?;
    if seen.is_some() && seen != Some(&store::versions(act, county)?.notices) {
        return Err(HallError::Stale(Phrase::of(
            "您预览之后，其他管理员修改了工作日历，请重新预览影响。",
            "Another administrator changed the calendar since your preview. Preview again.",
        )));
    }
    let in_force = store::notices_in_force(act, county)?;
    let news: Vec<&Notice> = notices
        .iter()
        .filter(|notice| !in_force.iter().any(|loaded| loaded.notice == **notice))
        .collect();
    if news.is_empty() {
        return Err(HallError::breach(
            "这些放假通知已经载入，内容没有变化。",
            "These notices are in force already; nothing would change.",
        ));
    }
    let entries = news
        .iter()
        .map(|notice| {
            let payload = NoticeLoaded::of(notice);
            NewEntry::new(Subject::new("notice", notice.year()), "settings.notice_loaded", &payload)
        })
        .collect::<Result<Vec<_>, _>>()?;
    let years = news.iter().map(|notice| notice.year()).collect();
    commit(act, entries, Loaded { years })
}

/// Takes the loading of a notice back; the notice loaded before it for that year holds again.
///
/// # Errors
/// Where there is no such loading, it is not the one in force, or no reason is given.
pub fn withdraw_notice(
    act: &mut Act<'_>,
    number: i64,
    reason: &str,
) -> Result<Committed<i16>, HallError> {
    let county = county_of(act)?;
    let reason = said(reason)?;
    let in_force = store::notices_in_force(act, county)?;
    let Some(loaded) = in_force.iter().find(|loaded| loaded.number == number) else {
        return Err(match store::notice(act, county, number)? {
            None => HallError::not_found("没有这次载入。", "There is no such loading."),
            Some(_) => HallError::breach(
                "这次载入已不是现行的：已被撤销，或已被后来载入的通知替代。",
                "This loading is no longer in force: it was withdrawn, or another one replaced it.",
            ),
        });
    };
    let year = loaded.notice.year();
    let payload = NoticeWithdrawn { number, year, reason };
    let entry = NewEntry::new(Subject::new("notice", year), "settings.notice_withdrawn", &payload)?;
    commit(act, vec![entry], year)
}

/// Notes that a centre will be, or was, closed.
///
/// # Errors
/// Where the days are too far off, or a closure noted before covers all of them.
pub fn note_closure(act: &mut Act<'_>, closure: &Closure) -> Result<Committed<()>, HallError> {
    within_reach(act.today(), closure)?;
    let centre = act.centre();
    let covered = store::closures_standing(act, centre)?.iter().any(|noted| {
        noted.closure.contains(closure.from()) && noted.closure.contains(closure.through())
    });
    if covered {
        return Err(HallError::breach(
            "这些日期已经登记为闭馆。",
            "These days are noted as closed already.",
        ));
    }
    let subject = Subject::new("closure", closure.from());
    let entry = NewEntry::new(subject, "settings.closure_noted", &ClosureNoted::of(closure))?;
    commit(act, vec![entry], ())
}

/// Says that a closure does not hold after all.
///
/// # Errors
/// Where there is no such closure, it was lifted before, or no reason is given.
pub fn lift_closure(
    act: &mut Act<'_>,
    number: i64,
    reason: &str,
) -> Result<Committed<()>, HallError> {
    let reason = said(reason)?;
    let centre = act.centre();
    let noted = store::closure(act, centre, number)?
        .ok_or_else(|| HallError::not_found("没有这次闭馆登记。", "There is no such closure."))?;
    if noted.lifted_at_ms != 0 {
        return Err(HallError::breach("这次闭馆已经取消。", "This closure was lifted already."));
    }
    let payload = ClosureLifted { number, reason };
    let subject = Subject::new("closure", noted.closure.from());
    let entry = NewEntry::new(subject, "settings.closure_lifted", &payload)?;
    commit(act, vec![entry], ())
}

/// Notes market days.
///
/// # Errors
/// Where the same ones are noted already.
pub fn note_market(act: &mut Act<'_>, rule: MarketRule) -> Result<Committed<()>, HallError> {
    let rule = market_rule::text(rule);
    let centre = act.centre();
    if store::markets_holding(act, centre)?.iter().any(|noted| noted.rule == rule) {
        return Err(HallError::breach(
            "这个圩日已经登记。",
            "These market days are noted already.",
        ));
    }
    let subject = Subject::new("market", &rule);
    let entry = NewEntry::new(subject, "settings.market_noted", &MarketNoted { rule })?;
    commit(act, vec![entry], ())
}

/// Takes market days off.
///
/// # Errors
/// Where there are no such ones.
pub fn end_market(act: &mut Act<'_>, number: i64) -> Result<Committed<()>, HallError> {
    let centre = act.centre();
    let holding = store::markets_holding(act, centre)?;
    let noted = holding.iter().find(|noted| noted.number == number).ok_or_else(|| {
        HallError::not_found("没有这个圩日，或已经取消。", "There are no such market days.")
    })?;
    let subject = Subject::new("market", &noted.rule);
    let entry = NewEntry::new(subject, "settings.market_ended", &MarketEnded { number })?;
    commit(act, vec![entry], ())
}

/// What the administrator chose.
#[derive(Clone, Debug)]
pub struct Choices {
    /// Parameters with the value each had on the page and the value it shall have.
    pub values: Vec<(Parameter, i64, i64)>,
    /// Why.
    pub reason: String,
}

/// Chooses parameters of the centre.
///
/// # Errors
/// Where nothing changes, no reason is given, or somebody else chose meanwhile.
pub fn choose_parameters(act: &mut Act<'_>, choices: &Choices) -> Result<Committed<()>, HallError> {
    let centre = act.centre();
    let now = parameters(act, centre)?;
    if choices.values.iter().any(|(parameter, seen, _)| now.get(*parameter) != *seen) {
        return Err(HallError::Stale(Phrase::of(
            "其他管理员刚刚修改了参数，请核对现值后再改。",
            "Another administrator has just changed the parameters. Check the values and retry.",
        )));
    }
    let changes: Vec<_> = choices.values.iter().filter(|(_, from, to)| from != to).collect();
    if changes.is_empty() {
        return Err(HallError::breach("参数没有变化。", "No parameter would change."));
    }
    let reason = said(&choices.reason)?;
    let entries = changes
        .into_iter()
        .map(|(parameter, from, to)| {
            let name = parameter.code().to_owned();
            let payload = ParameterChanged { name, from: *from, to: *to, reason: reason.clone() };
            let subject = Subject::new("parameter", parameter.code());
            NewEntry::new(subject, "settings.parameter_changed", &payload)
        })
        .collect::<Result<Vec<_>, _>>()?;
    commit(act, entries, ())
}

/// The parameters of a centre.
///
/// # Errors
/// What the database said.
pub fn parameters(read: &mut dyn Read, centre: CentreId) -> Result<Parameters, HallError> {
    let choices = store::choices(read, centre)?;
    Ok(Parameters::of(choices.iter().map(|choice| (choice.name.as_str(), choice.value))))
}

/// Lets every centre of the county recompute its open work for the county's days, each in an act
/// of its own; gives how many had to. Can be run again at any time.
///
/// # Errors
/// What the database said; centres that were done stay done.
pub async fn apply_everywhere(hall: &Arc<Hall>) -> Result<usize, HallError> {
    let county = hall.site.county.county();
    let behind = hall.db.read(move |read| centres_behind(read, county)).await?;
    let count = behind.len();
    for centre in behind {
        hall.act_by_itself(centre, apply).await?;
    }
    Ok(count)
}

/// Notes in a centre that the county's days are others than before; rooms that keep deadlines
/// listen and recompute them in the same transaction.
fn apply(act: &mut Act<'_>) -> Result<Committed<()>, HallError> {
    let centre = act.centre();
    let version = store::versions(act, centre.county())?.notices;
    if store::versions(act, centre)?.applied == version {
        return housekeeping(Housekeeping::Sweep, ());
    }
    let subject = Subject::new("calendar", centre.county());
    let payload = CalendarApplied { version };
    let entry = NewEntry::new(subject, "settings.calendar_applied", &payload)?;
    commit(act, vec![entry], ())
}

fn centres_behind(read: &mut dyn Read, county: CentreId) -> Result<Vec<CentreId>, HallError> {
    let version = store::versions(read, county)?.notices;
    let mut behind = Vec::new();
    for centre in centres_of(read, county)? {
        if store::versions(read, centre)?.applied != version {
            behind.push(centre);
        }
    }
    Ok(behind)
}

/// The centres of a county that have begun to work, without the county office itself.
pub(super) fn centres_of(
    read: &mut dyn Read,
    county: CentreId,
) -> Result<Vec<CentreId>, HallError> {
    let mut centres = kit::journal::reading::centres(read)?;
    centres.retain(|centre| *centre != county && centre.county() == county);
    Ok(centres)
}

fn county_of(act: &Act<'_>) -> Result<CentreId, HallError> {
    let centre = act.centre();
    if centre == centre.county() {
        return Ok(centre);
    }
    Err(HallError::breach(
        "放假通知由县级统一载入，各中心共用。",
        "Notices are loaded by the county office and hold for all its centres.",
    ))
}

fn within_reach(today: Date, closure: &Closure) -> Result<(), HallError> {
    let earliest = today.saturating_sub(CLOSURE_LATE_DAYS_MAX.days());
    let latest = today.saturating_add(CLOSURE_AHEAD_DAYS_MAX.days());
    if closure.from() < earliest {
        return Err(HallError::invalid(
            "from",
            Phrase::new(
                format!("闭馆最迟应在{CLOSURE_LATE_DAYS_MAX}天内登记。"),
                format!("A closure is noted within {CLOSURE_LATE_DAYS_MAX} days at the latest."),
            ),
        ));
    }
    if closure.through() > latest {
        return Err(HallError::invalid(
            "through",
            Phrase::of("闭馆日期太远，请核对年份。", "The days are too far off; check the year."),
        ));
    }
    Ok(())
}

fn said(reason: &str) -> Result<String, HallError> {
    let reason = reason.trim();
    let fits = (1..=200).contains(&reason.chars().count());
    if fits {
        return Ok(reason.to_owned());
    }
    Err(HallError::invalid(
        "reason",
        Phrase::of("请写明原因（1至200字）。", "Give a reason of 1 to 200 characters."),
    ))
}
