//! What the house itself notes about cases as time passes, and what it does then.
//!
//! Silence counts as acceptance on the sixth working day; a notice unanswered ends the case, with
//! a reminder before; a pause ends on its day; an immediate case open at closing time is noted; a
//! deferred paper that did not come is noted and ends the case. Noted are, too, a department that
//! let its inner limit pass in silence, progress that was not told, and a superior who is late.
//! Each is an act with its true time; run twice, it does nothing. Basis: Administrative Licensing
//! Law arts. 32, 45; domain rules 3.3–3.5 and 4.

use super::actions::{Surroundings, decided, found, perform, stale, subject};
use super::deed::Deed;
use super::events::{LeftOpen, Reminded, UndertakingBroken};
use super::store::{self, Held};
use super::wording::PAUSE_OVER;
use calendar::WorkingCalendar;
use jiff::ToSpan;
use jiff::civil::Date;
use kit::db::{Act, CentreId};
use kit::journal::{Committed, NewEntry, commit};
use kit::{Hall, HallError};
use office::settings::door as settings;
use rulebook::case::{Case, Stage, State, face};
use rulebook::item::HandlingMode;
use std::sync::Arc;

/// What the house itself notes about a case as time passes; run twice, the second is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Observation {
    /// 补正到期提醒
    Remind {
        /// Until when papers can be brought.
        reply_by: Date,
    },
    /// 即办件下班仍未办结
    LeftOpen {
        /// The day it should have been decided on.
        due_on: Date,
    },
    /// 容缺逾期
    UndertakingBroken {
        /// The papers, by key.
        papers: Vec<String>,
    },
}

/// The day on which the house has to look at a case, where time alone may change it; `noted` is
/// what was written down just now and need not be looked for again.
pub(super) fn next_look(
    case: &Case,
    (today, calendar): (Date, &WorkingCalendar),
    remind_days: i64,
    noted: Option<&Observation>,
) -> Option<Date> {
    let after = |day: Date| day.tomorrow().ok();
    match &case.state {
        State::Received if case.notices.is_empty() => after(case.notice_day(calendar)),
        State::AwaitingSupplement | State::Supplementing { .. } => {
            let reply_by = case.notices.last()?.reply_by;
            match noted {
                Some(Observation::Remind { .. }) => after(reply_by),
                _ => Some(reply_by.saturating_sub(remind_days.days())),
            }
        }
        State::Suspended { until, .. } => after(*until),
        State::Examining { .. } | State::RefusalProposed { .. } => {
            let left_open = match noted {
                Some(Observation::LeftOpen { .. }) => None,
                _ if case.mode != HandlingMode::Direct => None,
                _ => face(case, today, calendar).promised.map(|it| it.due_on),
            };
            let broken = match noted {
                Some(Observation::UndertakingBroken { .. }) => None,
                _ => case.outstanding().iter().map(|it| it.due_on).min().and_then(after),
            };
            let in_its_mode = case.watch_day(today, calendar);
            [left_open, broken, in_its_mode].into_iter().flatten().min()
        }
        _ => None,
    }
}

/// Writes an observation down, where it still holds and was not written before.
///
/// # Errors
/// `NotFound`; `Stale` where it was written before or holds no more.
fn observe(
    act: &mut Act<'_>,
    number: &str,
    observation: &Observation,
) -> Result<Committed<()>, HallError> {
    let held = found(act, number)?;
    let case = held.case()?;
    let (centre, today) = (act.centre(), act.today());
    let calendar = settings::working_calendar(act, centre)?;
    let remind_days =
        settings::parameters(act, centre)?.get(settings::Parameter::SupplementReminderDays);
    let look_on = next_look(&case, (today, &calendar), remind_days, Some(observation));
    let entry = match observation {
        Observation::Remind { reply_by } if held.reminded_at_ms == 0 => {
            let facts = Reminded { reply_by: *reply_by, look_on };
            matches!(case.stage(), Stage::AwaitingSupplement | Stage::Supplementing)
                .then(|| NewEntry::new(subject(number), "cases.reminded", &facts))
        }
        Observation::LeftOpen { due_on } if held.left_open_at_ms == 0 => {
            let facts = LeftOpen { due_on: *due_on, look_on };
            is_direct_and_undecided(&case)
                .then(|| NewEntry::new(subject(number), "cases.left_open", &facts))
        }
        Observation::UndertakingBroken { papers } if held.broken_at_ms == 0 => {
            let person = held.person.clone();
            let facts = UndertakingBroken { papers: papers.clone(), look_on, person };
            let entry = NewEntry::new(subject(number), "cases.undertaking_broken", &facts);
            if case.outstanding().is_empty() {
                return Err(stale(&held)?);
            }
            return ended(act, (number, &held), case, entry?);
        }
        _ => None,
    };
    match entry {
        Some(entry) => commit(act, vec![entry?], ()),
        None => Err(stale(&held)?),
    }
}

/// A broken undertaking ends the case in the same act (容缺受理制); a refusal that is proposed
/// already takes its own way.
fn ended(
    act: &mut Act<'_>,
    (number, held): (&str, &Held),
    case: Case,
    noted: NewEntry,
) -> Result<Committed<()>, HallError> {
    let mut entries = vec![noted];
    if case.allows(rulebook::case::Act::Withdraw).is_ok() {
        let around = Surroundings::of(act, &held.person)?;
        entries.push(decided(case, &Deed::EndBroken, number, &around)?.1);
    }
    commit(act, entries, ())
}

fn is_direct_and_undecided(case: &Case) -> bool {
    case.mode == HandlingMode::Direct
        && matches!(case.state, State::Examining { .. } | State::RefusalProposed { .. })
}

/// What is to be done about a case now.
#[derive(Clone, Debug)]
enum Task {
    Do(Deed),
    Note(Observation),
}

/// Looks at all open cases of all centres.
pub(crate) async fn sweep(hall: Arc<Hall>) -> Result<(), HallError> {
    let centres = hall.db.read(|read| kit::journal::reading::centres(read)).await?;
    let mut failed = Ok(());
    for centre in centres {
        for (number, task) in due(&hall, centre).await? {
            let outcome = match task {
                Task::Do(deed) => {
                    let work = move |act: &mut Act<'_>| perform(act, &number, 0, &deed);
                    hall.act_by_itself(centre, work).await.map(drop)
                }
                Task::Note(observation) => {
                    let work = move |act: &mut Act<'_>| observe(act, &number, &observation);
                    hall.act_by_itself(centre, work).await
                }
            };
            // Somebody may have acted meanwhile; the next sweep looks again. What is our fault is
            // told once the other cases have had their turn.
            if let Err(HallError::Broken { cause }) = outcome {
                failed = Err(HallError::Broken { cause });
            }
        }
    }
    failed
}

/// What the clock and the centre say at the moment of a sweep.
struct Now {
    today: Date,
    hour: i64,
    calendar: Arc<WorkingCalendar>,
    remind_days: i64,
    closing_hour: i64,
}

async fn due(hall: &Arc<Hall>, centre: CentreId) -> Result<Vec<(String, Task)>, HallError> {
    let local = kit::words::local_time(hall.now_ms());
    hall.db
        .read(move |read| {
            let parameters = settings::parameters(read, centre)?;
            let now = Now {
                today: local.date(),
                hour: local.hour().into(),
                calendar: settings::working_calendar(read, centre)?,
                remind_days: parameters.get(settings::Parameter::SupplementReminderDays),
                closing_hour: parameters.get(settings::Parameter::ClosingHour),
            };
            let (mut all, mut after) = (Vec::new(), (String::new(), String::new()));
            loop {
                let page = store::to_look_at(read, centre, now.today, &after)?;
                let Some(last) = page.last() else { return Ok(all) };
                after = (last.look_on(), last.number.clone());
                for held in &page {
                    if let Some(task) = task_of(held, &now)? {
                        all.push((held.number.clone(), task));
                    }
                }
            }
        })
        .await
}

fn task_of(held: &Held, now: &Now) -> Result<Option<Task>, HallError> {
    let case = held.case()?;
    Ok(match &case.state {
        State::Received
            if case.notices.is_empty() && now.today > case.notice_day(&now.calendar) =>
        {
            Some(Task::Do(Deed::DeemAccepted))
        }
        State::AwaitingSupplement | State::Supplementing { .. } => waiting(held, &case, now),
        State::Suspended { until, .. } if now.today > *until => {
            Some(Task::Do(Deed::Resume(PAUSE_OVER.zh.into_owned())))
        }
        State::Examining { .. } | State::RefusalProposed { .. } => in_hand(held, &case, now),
        _ => None,
    })
}

fn waiting(held: &Held, case: &Case, now: &Now) -> Option<Task> {
    let reply_by = case.notices.last()?.reply_by;
    if now.today > reply_by {
        return Some(Task::Do(Deed::Lapse));
    }
    let from = reply_by.saturating_sub(now.remind_days.days());
    (held.reminded_at_ms == 0 && now.today >= from)
        .then_some(Task::Note(Observation::Remind { reply_by }))
}

fn in_hand(held: &Held, case: &Case, now: &Now) -> Option<Task> {
    if held.left_open_at_ms == 0 && is_direct_and_undecided(case) {
        let due_on = face(case, now.today, &now.calendar).promised?.due_on;
        let is_past = now.today > due_on || (now.today == due_on && now.hour >= now.closing_hour);
        if is_past {
            return Some(Task::Note(Observation::LeftOpen { due_on }));
        }
    }
    if let Some(deed) = in_its_mode(case, now) {
        return Some(Task::Do(deed));
    }
    let late: Vec<String> = case
        .outstanding()
        .iter()
        .filter(|deferral| now.today > deferral.due_on)
        .map(|deferral| deferral.key.clone())
        .collect();
    match (&case.state, held.broken_at_ms) {
        _ if late.is_empty() => None,
        (_, 0) => Some(Task::Note(Observation::UndertakingBroken { papers: late })),
        // A refusal that was proposed and handed back.
        (State::Examining { .. }, _) => Some(Task::Do(Deed::EndBroken)),
        _ => None,
    }
}

/// What has become overdue in the work of the mode, once for each time.
fn in_its_mode(case: &Case, now: &Now) -> Option<Deed> {
    let (today, calendar) = (now.today, &now.calendar);
    if let Some(branch) = case.silent(today, calendar).first() {
        return Some(Deed::FallSilent(branch.participant.name.clone()));
    }
    if case.missed_progress(today, calendar).is_some() {
        return Some(Deed::MissProgress);
    }
    case.superior_late(today, calendar).map(|_| Deed::NoteSuperiorLate)
}
