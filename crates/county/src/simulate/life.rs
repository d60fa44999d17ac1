//! The life of the centres, minute by minute: who comes, what is done next, what the house does by
//! itself in the morning and after closing time.

use super::arrivals::{Arrivals, shared_out, time};
use super::course::{After, Course, Planned, Step, draw};
use super::crowd::somebody;
use super::staff::Town;
use crate::demo::LoadingClock;
use anyhow::Context;
use calendar::{Pauses, due};
use casework::cases::door::{
    self as cases, Another, Deed, Done, IntakeDraft, PaperStateRecord, TickRecord,
};
use counter::catalogue::door::PublishedItem;
use fastrand::Rng;
use jiff::ToSpan;
use jiff::civil::Date;
use kit::db::{Act, CentreId};
use kit::{Hall, HallError};
use rulebook::case::joint::Speaker;
use rulebook::item::{Question, QuestionKind, Scenario, SpecialProcedure};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::sync::Arc;
use tokio::task::JoinSet;

const MINUTE_MS: i64 = 60_000;
/// Runs of the timers, morning and evening.
const MINUTES: u8 = 3;
/// From midnight until the first may have come.
const OPENING_MS: i64 = (8 * 60 + 31) * MINUTE_MS;
/// Cases of a day above which acts of ten minutes are done together.
const BUSY: u32 = 150;

/// What is to be simulated.
#[derive(Clone, Copy, Debug)]
pub struct Scope {
    /// How many cases.
    pub cases: u32,
    /// The first day.
    pub from: Date,
    /// The same seed, the same history.
    pub seed: u64,
}

/// What came of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Cases taken in.
    pub received: u64,
    /// Acts done, receipts among them.
    pub acts: u64,
    /// Acts that a rule refused; the case was left as it stood.
    pub refused: u64,
}

/// Lets the centres live until now; `told` hears how many cases were taken in so far.
///
/// # Errors
/// Where a centre is not set up, the database fails, or the house is at fault.
pub fn run(
    hall: &Arc<Hall>,
    clock: &dyn LoadingClock,
    (county, centres): (CentreId, &[CentreId]),
    scope: Scope,
    told: &mut dyn FnMut(u64),
) -> anyhow::Result<Tally> {
    // One thread: acts are handed in in the order they were drawn in, whatever the machine.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let tally = runtime.block_on(async {
        let mut towns = Vec::new();
        for centre in centres {
            towns.push(Town::find(hall, (county, *centre)).await?);
        }
        let mut life = Life::new(hall, towns, scope);
        life.live_until(clock, i64::MAX, told).await?;
        anyhow::Ok(life.tally)
    });
    clock.release();
    tally
}

/// A case on its way.
struct Running {
    number: String,
    town: usize,
    item: Arc<PublishedItem>,
    /// The next step last.
    steps: Vec<Planned>,
}

/// What is due next: when, and which case; a case that is still to come has no number.
type Due = Reverse<(i64, u64)>;

/// Where a day of the hall has got to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hour {
    Morning,
    Open,
    Evening,
}

/// A life of some centres, lived as far as is asked for.
pub(crate) struct Life {
    hall: Arc<Hall>,
    towns: Vec<Town>,
    random: Rng,
    until_ms: i64,
    slot_ms: i64,
    /// The days to come, and who comes on each; the last is the next.
    days: Vec<Vec<Arrivals>>,
    hour: Hour,
    due: BinaryHeap<Due>,
    running: HashMap<u64, Running>,
    next: u64,
    tally: Tally,
}

/// An act that was sent off, with what comes after it.
struct Sent {
    id: u64,
    running: Running,
    outcome: Result<Done, HallError>,
    /// Whether the house may have been quicker with it: a pause ends on its day by itself.
    may_be_done: bool,
}

impl Life {
    /// Of centres that are set up, until now.
    pub(crate) fn new(hall: &Arc<Hall>, towns: Vec<Town>, scope: Scope) -> Self {
        let calendars: Vec<_> = towns.iter().map(|town| &*town.calendar).collect();
        // Before half past eight nobody has come today.
        let through = kit::clock::day_of(hall.now_ms() - OPENING_MS);
        let days = shared_out(scope.cases, (scope.from, through), &calendars);
        let is_busy = days.iter().any(|it| it.count > BUSY);
        let mut by_day: Vec<Vec<Arrivals>> = Vec::new();
        for arrivals in days {
            match by_day.last_mut() {
                Some(same) if same[0].day == arrivals.day => same.push(arrivals),
                _ => by_day.push(vec![arrivals]),
            }
        }
        by_day.reverse();
        Self {
            hall: Arc::clone(hall),
            random: Rng::with_seed(scope.seed),
            until_ms: hall.now_ms(),
            slot_ms: if is_busy { 10 * MINUTE_MS } else { MINUTE_MS },
            days: by_day,
            hour: Hour::Morning,
            due: BinaryHeap::new(),
            running: HashMap::new(),
            next: 0,
            tally: Tally::default(),
            towns,
        }
    }

    /// Lives on until an instant, which is not lived any more; `told` hears how many cases were
    /// taken in so far.
    pub(crate) async fn live_until(
        &mut self,
        clock: &dyn LoadingClock,
        end_ms: i64,
        told: &mut dyn FnMut(u64),
    ) -> anyhow::Result<()> {
        while let Some(day) = self.days.last().map(|today| today[0].day) {
            let at = |hour, minute| kit::words::instant_of(day.at(hour, minute, 0, 0));
            let (opens_ms, closes_ms, over_ms) = (at(8, 0), at(18, 0), at(18, 5));
            if self.hour == Hour::Morning {
                if opens_ms >= end_ms {
                    return Ok(());
                }
                self.by_itself(clock, opens_ms).await?;
                for arrivals in self.days.last().cloned().unwrap_or_default() {
                    self.expect(arrivals);
                }
                self.hour = Hour::Open;
            }
            if self.hour == Hour::Open {
                self.work_until(clock, closes_ms.min(end_ms)).await?;
                if closes_ms >= end_ms {
                    return Ok(());
                }
                self.hour = Hour::Evening;
            }
            if over_ms >= end_ms {
                return Ok(());
            }
            self.by_itself(clock, over_ms).await?;
            self.days.pop();
            self.hour = Hour::Morning;
            told(self.tally.received);
        }
        Ok(())
    }

    /// What the house does as time passes.
    async fn by_itself(&self, clock: &dyn LoadingClock, at_ms: i64) -> anyhow::Result<()> {
        if at_ms >= self.until_ms {
            return Ok(());
        }
        clock.set(at_ms);
        // Timers do one thing about a case at a time, and run every minute.
        for _ in 0..MINUTES {
            for timer in &self.hall.timers {
                house::told((timer.run)(Arc::clone(&self.hall)).await)?;
            }
        }
        Ok(())
    }

    /// Draws who comes on a day.
    fn expect(&mut self, arrivals: Arrivals) {
        let opens_ms = kit::words::instant_of(arrivals.day.at(8, 30, 0, 0));
        let span_ms = (self.until_ms - opens_ms).max(1);
        for _ in 0..arrivals.count {
            let (hour, minute) = time(&mut self.random);
            let at_ms = kit::words::instant_of(arrivals.day.at(hour, minute, 0, 0));
            // The last day is not over: whoever would come later has come already.
            let is_to_come = at_ms >= self.until_ms;
            let at_ms = if is_to_come { opens_ms + (at_ms - opens_ms) % span_ms } else { at_ms };
            let item = self.pick(arrivals.town);
            let steps = Vec::new();
            let running = Running { number: String::new(), town: arrivals.town, item, steps };
            self.plan(at_ms, running);
        }
    }

    /// Draws an item: the first of the list are asked for most.
    fn pick(&mut self, town: usize) -> Arc<PublishedItem> {
        let items = &self.towns[town].items;
        let (one, other) = (self.random.usize(0..items.len()), self.random.usize(0..items.len()));
        Arc::clone(&items[one.min(other)])
    }

    fn plan(&mut self, at_ms: i64, running: Running) {
        let id = self.next;
        self.next += 1;
        self.due.push(Reverse((at_ms, id)));
        self.running.insert(id, running);
    }

    async fn work_until(&mut self, clock: &dyn LoadingClock, end_ms: i64) -> anyhow::Result<()> {
        let end_ms = end_ms.min(self.until_ms);
        while let Some(Reverse((at_ms, _))) = self.due.peek().copied() {
            if at_ms >= end_ms {
                return Ok(());
            }
            clock.set(at_ms);
            let slot_ends = at_ms + self.slot_ms;
            let mut sent = JoinSet::new();
            while let Some(Reverse((due_ms, id))) = self.due.peek().copied()
                && due_ms < slot_ends.min(end_ms)
            {
                self.due.pop();
                if let Some(running) = self.running.remove(&id) {
                    self.send(&mut sent, id, running, at_ms)?;
                }
            }
            let mut done = sent.join_all().await;
            // Acts end in any order; what is drawn next must not depend on it.
            done.sort_by_key(|it| it.id);
            for it in done {
                self.note(it, slot_ends)?;
            }
        }
        Ok(())
    }

    fn send(
        &mut self,
        sent: &mut JoinSet<Sent>,
        id: u64,
        mut running: Running,
        at_ms: i64,
    ) -> anyhow::Result<()> {
        let today = kit::clock::day_of(at_ms);
        let hall = Arc::clone(&self.hall);
        let Some(planned) = running.steps.pop() else {
            let (intake, course) = self.intake(&running, today)?;
            running.steps = course.steps;
            let head = self.towns[running.town].head(&running.item, super::course::Seat::Window);
            sent.spawn(async move {
                let receive = move |act: &mut Act<'_>| cases::receive(act, &intake);
                Sent { id, outcome: hall.db.act(head, receive).await, running, may_be_done: false }
            });
            return Ok(());
        };
        let town = &self.towns[running.town];
        let head = match &planned.step {
            Step::Do(Deed::GiveOpinion { speaker: Speaker::Of(key), .. }) => {
                town.head_of(key.clone(), planned.seat)
            }
            _ => town.head(&running.item, planned.seat),
        };
        let deed = self.deed(&running, planned.step, today);
        let number = running.number.clone();
        let may_be_done = matches!(deed, Deed::Resume(_));
        sent.spawn(async move {
            let perform = move |act: &mut Act<'_>| cases::perform(act, &number, 0, &deed);
            Sent { id, outcome: hall.db.act(head, perform).await, running, may_be_done }
        });
        Ok(())
    }

    fn intake(
        &mut self,
        running: &Running,
        today: Date,
    ) -> anyhow::Result<(cases::SealedIntake, Course)> {
        let town = &self.towns[running.town];
        let division = town.centre.id.county().0;
        let course = draw(&mut self.random, &running.item, &town.centre);
        let draft = IntakeDraft {
            item_code: running.item.code.clone(),
            item_version: running.item.version,
            answers: answers(&mut self.random, &running.item.definition.scenario, today)?,
            ticks: course.ticks.clone(),
            applicant: somebody(&mut self.random, division)?,
            agent: None,
        };
        let intake = cases::sealed(draft, &self.hall.vault).then(course.then);
        Ok((intake.another(Another::Meant), course))
    }

    fn deed(&self, running: &Running, step: Step, today: Date) -> Deed {
        match step {
            Step::Do(deed) => deed,
            Step::Supplement => Deed::Supplement(everything(&running.item)),
            Step::BringDeferred(key) => Deed::BringDeferred(key),
            Step::Suspend(cause, days) => {
                let calendar = &self.towns[running.town].calendar;
                let until = calendar.nth_working_day_after(today, u32::from(days));
                let key = |it: &&SpecialProcedure| it.key.as_str() == cause;
                let procedure = running.item.definition.procedures.iter().find(key);
                let longest = procedure.and_then(|it| it.length);
                let last = longest.map(|it| due(today, it, &Pauses::none(), calendar).due_on);
                Deed::Suspend { cause, until: last.map_or(until, |last| until.min(last)) }
            }
        }
    }

    fn note(&mut self, sent: Sent, earliest_ms: i64) -> anyhow::Result<()> {
        let Sent { id, mut running, outcome, may_be_done } = sent;
        match outcome {
            Ok(done) => {
                self.tally.acts += 1;
                if running.number.is_empty() {
                    self.tally.received += 1;
                    running.number = done.number;
                }
            }
            Err(HallError::Broken { cause }) => anyhow::bail!("{}: {cause}", running.item.code),
            Err(refusal) => {
                self.tally.refused += 1;
                tracing::debug!(item = running.item.code, ?refusal, "a rule said no");
                if !may_be_done {
                    return Ok(());
                }
            }
        }
        if let Some(next) = running.steps.last() {
            let at_ms = self.instant(&running, next.after, earliest_ms);
            self.due.push(Reverse((at_ms, id)));
            self.running.insert(id, running);
        }
        Ok(())
    }

    /// When a step comes that follows after an instant: within the hours of the hall.
    fn instant(&mut self, running: &Running, after: After, now_ms: i64) -> i64 {
        let today = kit::clock::day_of(now_ms);
        let calendar = &self.towns[running.town].calendar;
        let (day, at_ms) = match after {
            After::Minutes(minutes) => (today, now_ms + i64::from(minutes) * MINUTE_MS),
            After::WorkingDays(0) => {
                (today, now_ms + i64::from(self.random.u8(10..60)) * MINUTE_MS)
            }
            After::WorkingDays(days) => {
                let day = calendar.nth_working_day_after(today, u32::from(days));
                let (hour, minute) = time(&mut self.random);
                (day, kit::words::instant_of(day.at(hour, minute, 0, 0)))
            }
        };
        if at_ms < kit::words::instant_of(day.at(17, 0, 0, 0)) {
            return at_ms.max(now_ms);
        }
        let next = calendar.nth_working_day_after(day, 1);
        kit::words::instant_of(next.at(8, 40, 0, 0))
    }
}

/// Every paper of an item, brought.
fn everything(item: &PublishedItem) -> Vec<TickRecord> {
    let ticked = |key: String| TickRecord { key, state: PaperStateRecord::Present };
    item.definition.materials.iter().map(|it| ticked(it.key.to_string())).collect()
}

/// Draws answers to the questions of an item until none is open.
fn answers(
    random: &mut Rng,
    scenario: &Scenario,
    today: Date,
) -> anyhow::Result<Vec<(String, String)>> {
    let mut texts: Vec<(String, String)> = Vec::new();
    for _ in 0..=scenario.questions.len() {
        let (answers, _) = scenario.read(today, |key| {
            let of = texts.iter().filter(|(name, _)| name == key.as_str());
            of.map(|(_, text)| text.clone()).collect()
        });
        let open = scenario.open(&answers, today);
        let Some(question) = open.first() else { return Ok(texts) };
        let text = answer(random, question, today).context("a question without choices")?;
        texts.push((question.key.to_string(), text));
    }
    Ok(texts)
}

fn answer(random: &mut Rng, question: &Question, today: Date) -> Option<String> {
    match &question.kind {
        QuestionKind::One(choices) | QuestionKind::Many(choices) => {
            random.choice(choices).map(|it| it.key.to_string())
        }
        QuestionKind::Quantity { .. } => Some(random.u8(1..9).to_string()),
        QuestionKind::Day => {
            let years = i64::from(random.u8(20..88));
            Some(today.saturating_sub(years.years()).to_string())
        }
    }
}
