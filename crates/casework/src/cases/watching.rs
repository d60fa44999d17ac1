//! What the house itself notes about cases as time passes, and what it does then.
//!
//! Silence counts as acceptance on the sixth working day; a notice unanswered ends the case, with
//! a reminder before; a pause ends on its day; an immediate case open at closing time is noted; a
//! deferred paper that did not come is noted and ends the case. Noted are, too, a department that
//! let its inner limit pass in silence, progress that was not told, and a superior who is late; and
//! the milestones of a limit: five days without a word, due soon, past the promise, past the law,
//! not delivered, a denial not reported. Each is an act with its true time, and says the day it
//! speaks of; run twice, it does nothing; after an outage everything is caught up with. Basis:
//! Administrative Licensing Law arts. 32, 42, 44, 45; domain rules 3.3–3.5, 4, 5 and 7.

use super::actions::{Surroundings, decided, found, perform, stale, subject};
use super::deed::Deed;
use super::events::{LeftOpen, Reached, Reminded, UndertakingBroken, reached, start_of};
use super::noted::Seen;
use super::store::{self, Held};
use super::wording::PAUSE_OVER;
use calendar::WorkingCalendar;
use jiff::ToSpan;
use jiff::civil::Date;
use kit::db::{Act, CentreId};
use kit::journal::{Committed, NewEntry, commit};
use kit::{Hall, HallError};
use office::settings::door as settings;
use rulebook::case::milestone::Milestone;
use rulebook::case::{Case, Stage, State, face};
use rulebook::item::HandlingMode;
use std::sync::Arc;

/// Things that a case has to be caught up with at most, one after the other.
const ROUNDS_MAX: usize = 12;

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
    /// 时限节点
    Reached(Milestone),
}

impl Observation {
    /// What is known once it is written down.
    fn noted_in(&self, seen: Seen) -> Seen {
        match self {
            Self::Remind { .. } => Seen { is_reminded: true, ..seen },
            Self::LeftOpen { due_on } => {
                Seen { is_left_open: true, noted: seen.noted.left_open(*due_on), ..seen }
            }
            Self::UndertakingBroken { .. } => Seen { is_broken: true, ..seen },
            Self::Reached(it) => Seen { noted: seen.noted.with(it.kind, it.due_on), ..seen },
        }
    }
}

/// The day on which the house has to look at a case, where time alone may change it; what was
/// written down need not be looked for again.
pub(super) fn next_look(
    case: &Case,
    (today, calendar): (Date, &WorkingCalendar),
    remind_days: i64,
    seen: &Seen,
) -> Option<Date> {
    let after = |day: Date| day.tomorrow().ok();
    let milestones = case.milestones(today, calendar);
    let milestone = milestones.iter().filter(|it| !seen.noted.has(it)).map(|it| it.on).min();
    let by_itself = match &case.state {
        State::Received => after(case.notice_day(calendar)),
        State::AwaitingSupplement | State::Supplementing { .. } => {
            let reply_by = case.reply_day(calendar)?;
            if seen.is_reminded {
                after(reply_by)
            } else {
                Some(reply_by.saturating_sub(remind_days.days()))
            }
        }
        State::Suspended { until, .. } => after(*until),
        State::Examining { .. } | State::RefusalProposed { .. } => {
            let is_watched = case.mode == HandlingMode::Direct && !seen.is_left_open;
            let promised = face(case, today, calendar).promised.filter(|_| is_watched);
            let left_open = promised.map(|it| it.due_on);
            // One that is broken ends the case, as soon as no refusal is proposed any more.
            let may_end = matches!(case.state, State::Examining { .. });
            let is_open = may_end || !seen.is_broken;
            let broken = first_undertaking(case, calendar).filter(|_| is_open);
            let in_its_mode = case.watch_day(today, calendar);
            [left_open, broken.and_then(after), in_its_mode].into_iter().flatten().min()
        }
        _ => None,
    };
    milestone.into_iter().chain(by_itself).min()
}

/// The day by which the first paper that may follow has to be there.
fn first_undertaking(case: &Case, calendar: &WorkingCalendar) -> Option<Date> {
    case.outstanding().iter().map(|it| case.deferral_day(it, calendar)).min()
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
    let (case, seen) = (held.case()?, Seen::of(&held));
    let (centre, today) = (act.centre(), act.today());
    let calendar = settings::working_calendar(act, centre)?;
    let remind_days =
        settings::parameters(act, centre)?.get(settings::Parameter::SupplementReminderDays);
    let after = observation.noted_in(seen.clone());
    let look_on = next_look(&case, (today, &calendar), remind_days, &after);
    let entry = match observation {
        Observation::Remind { reply_by } if !seen.is_reminded => {
            let facts = Reminded { reply_by: *reply_by, look_on };
            matches!(case.stage(), Stage::AwaitingSupplement | Stage::Supplementing)
                .then(|| NewEntry::new(subject(number), "cases.reminded", &facts))
        }
        Observation::LeftOpen { due_on } if !seen.is_left_open => {
            let facts = LeftOpen { due_on: *due_on, look_on };
            is_direct_and_undecided(&case)
                .then(|| NewEntry::new(subject(number), "cases.left_open", &facts))
        }
        Observation::UndertakingBroken { papers } if !seen.is_broken => {
            let person = held.person.clone();
            let facts = UndertakingBroken { papers: papers.clone(), look_on, person };
            let entry = NewEntry::new(subject(number), "cases.undertaking_broken", &facts);
            if case.outstanding().is_empty() {
                return Err(stale(&held)?);
            }
            return ended(act, (number, &held), (case, after), entry?);
        }
        Observation::Reached(milestone) => {
            let Milestone { kind, due_on, on } = *milestone;
            let facts = Reached { due_on, on, look_on };
            let first = first_milestone(&case, &seen, (today, &calendar));
            (first == Some(*milestone)).then(|| {
                let entry = NewEntry::new(subject(number), reached(kind), &facts)?;
                Ok(if on < today { entry.speaking_of(start_of(on)) } else { entry })
            })
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
    (case, seen): (Case, Seen),
    noted: NewEntry,
) -> Result<Committed<()>, HallError> {
    let mut entries = vec![noted];
    if case.allows(rulebook::case::Act::Withdraw).is_ok() {
        let mut around = Surroundings::of(act, &held.person)?;
        around.seen = seen;
        entries.push(decided(case, &Deed::EndBroken, number, &mut around)?.1);
    }
    commit(act, entries, ())
}

fn is_direct_and_undecided(case: &Case) -> bool {
    case.mode == HandlingMode::Direct
        && matches!(case.state, State::Examining { .. } | State::RefusalProposed { .. })
}

/// The first milestone that was reached and not written down.
fn first_milestone(
    case: &Case,
    seen: &Seen,
    (today, calendar): (Date, &WorkingCalendar),
) -> Option<Milestone> {
    let all = case.milestones(today, calendar).into_iter();
    all.filter(|it| it.on <= today && !seen.noted.has(it)).min_by_key(|it| it.on)
}

/// What is to be done about a case now.
#[derive(Clone, Debug)]
enum Task {
    Do(Deed),
    Note(Observation),
}

/// Looks at all open cases of all centres, again and again until there is nothing to catch up with.
pub(crate) async fn sweep(hall: Arc<Hall>) -> Result<(), HallError> {
    let centres = hall.db.read(|read| kit::journal::reading::centres(read)).await?;
    let mut failed = Ok(());
    for centre in centres {
        for _ in 0..ROUNDS_MAX {
            let tasks = due(&hall, centre).await?;
            let (count, mut undone) = (tasks.len(), 0);
            for (number, task) in tasks {
                // Somebody may have acted meanwhile; the next look sees it. What is our fault is
                // told once the other cases have had their turn.
                let Err(error) = done(&hall, centre, number, task).await else { continue };
                undone += 1;
                if let HallError::Broken { cause } = error {
                    failed = Err(HallError::Broken { cause });
                }
            }
            if count == undone {
                break;
            }
        }
    }
    failed
}

async fn done(
    hall: &Arc<Hall>,
    centre: CentreId,
    number: String,
    task: Task,
) -> Result<(), HallError> {
    match task {
        Task::Do(deed) => {
            let work = move |act: &mut Act<'_>| perform(act, &number, 0, &deed);
            hall.act_by_itself(centre, work).await.map(drop)
        }
        Task::Note(observation) => {
            let work = move |act: &mut Act<'_>| observe(act, &number, &observation);
            hall.act_by_itself(centre, work).await
        }
    }
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
    let (case, seen) = (held.case()?, Seen::of(held));
    if let Some(milestone) = first_milestone(&case, &seen, (now.today, &now.calendar)) {
        return Ok(Some(Task::Note(Observation::Reached(milestone))));
    }
    Ok(match &case.state {
        State::Received if now.today > case.notice_day(&now.calendar) => {
            Some(Task::Do(Deed::DeemAccepted))
        }
        State::AwaitingSupplement | State::Supplementing { .. } => waiting(&case, &seen, now),
        State::Suspended { until, .. } if now.today > *until => {
            Some(Task::Do(Deed::Resume(PAUSE_OVER.zh.into_owned())))
        }
        State::Examining { .. } | State::RefusalProposed { .. } => in_hand(&case, &seen, now),
        _ => None,
    })
}

fn waiting(case: &Case, seen: &Seen, now: &Now) -> Option<Task> {
    let reply_by = case.reply_day(&now.calendar)?;
    if now.today > reply_by {
        return Some(Task::Do(Deed::Lapse));
    }
    let from = reply_by.saturating_sub(now.remind_days.days());
    (!seen.is_reminded && now.today >= from).then_some(Task::Note(Observation::Remind { reply_by }))
}

fn in_hand(case: &Case, seen: &Seen, now: &Now) -> Option<Task> {
    if !seen.is_left_open && is_direct_and_undecided(case) {
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
        .filter(|deferral| now.today > case.deferral_day(deferral, &now.calendar))
        .map(|deferral| deferral.key.clone())
        .collect();
    match &case.state {
        _ if late.is_empty() => None,
        _ if !seen.is_broken => Some(Task::Note(Observation::UndertakingBroken { papers: late })),
        // A refusal that was proposed and handed back.
        State::Examining { .. } => Some(Task::Do(Deed::EndBroken)),
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
