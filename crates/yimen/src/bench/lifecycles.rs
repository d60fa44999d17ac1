//! Complete lifecycles against the same number of rows written raw.
//!
//! A lifecycle is six acts, one after another: receipt, acceptance, examination, decision,
//! delivery, completion; each loads the case, asks the rules, chains its entry and projects it.
//! The yardstick writes an entry, a row of a case and the head of the chain six times, and decides
//! nothing. Both sides: 128 callers that wait for each answer, group commit, nothing answered
//! before it is safe.

use super::journal::{RawLane, Side, turn};
use super::report::Comparison;
use super::store::{Raw, RawPostgres, RawRows};
use super::{Effort, Stopwatch, scratch};
use anyhow::{Context, ensure};
use casework::cases::door::{
    self as cases, Another, Deed, HandoverDraft, IntakeDraft, PaperStateRecord, Then, TickRecord,
};
use counter::catalogue::door::{self as catalogue, PublishedItem};
use county::demo;
use county::simulate::crowd::somebody;
use fastrand::Rng;
use house::config::Settings;
use kit::Hall;
use kit::db::{Act, ActHead, CentreId, Location};
use kit::journal::Actor;
use rulebook::item::{HandlingMode, ResultKind};
use rulebook::person::ApplicantKind;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Acts of a lifecycle.
const ACTS: usize = 6;
/// Lifecycles a second on SQLite that are aimed at, on two quiet cores.
const SQLITE_A_SECOND: f64 = 1_500.0;

/// On SQLite: against raw rows, and against what a county's busiest minute would need.
pub(super) fn on_sqlite(directory: &Path, effort: Effort) -> anyhow::Result<[Comparison; 2]> {
    std::fs::create_dir_all(directory)?;
    let mut settings = Settings::passing(directory);
    let mut measured = compare(&mut settings, effort, |centre| {
        Ok(RawRows::Sqlite(Raw::open(&directory.join("raw.db"), centre.0)?))
    })?;
    measured.subject = "complete lifecycles, 128 callers, SQLite FULL";
    measured.yardstick = "the same number of rows written raw, rusqlite group commit";
    let mut promised = measured.clone();
    promised.yardstick = "1,500 lifecycles a second";
    promised.theirs = vec![SQLITE_A_SECOND; promised.ours.len()];
    promised.aim = 1.0;
    Ok([measured, promised])
}

/// On PostgreSQL, in databases of its own on the server behind `url`, dropped afterwards.
pub(super) fn on_postgres(
    (directory, url): (&Path, &str),
    effort: Effort,
) -> anyhow::Result<Comparison> {
    std::fs::create_dir_all(directory)?;
    let (ours, theirs) = (scratch::Database::make(url)?, scratch::Database::make(url)?);
    let mut settings = Settings::passing(directory);
    settings.location = Location::Postgres(ours.url.clone());
    let mut measured = compare(&mut settings, effort, |centre| {
        Ok(RawRows::Postgres(Box::new(RawPostgres::open(&theirs.url, centre.0)?)))
    })?;
    measured.subject = "complete lifecycles, 128 callers, PostgreSQL";
    measured.yardstick = "the same number of rows written raw, one connection, group commit";
    Ok(measured)
}

fn compare(
    settings: &mut Settings,
    effort: Effort,
    raw: impl Fn(CentreId) -> anyhow::Result<RawRows>,
) -> anyhow::Result<Comparison> {
    let townships = demo::catalogues_only(settings)?;
    let (hall, router) = house::open(settings)?;
    drop(router);
    let first = *townships.first().context("the county has no township")?;
    let lane = RawLane::start(raw(first)?, first)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let measured = runtime.block_on(async {
        let side = Arc::new(Lifecycles::new(&hall, &townships).await?);
        let raw = Arc::new(RawLifecycles { lane });
        for round in 0..=effort.rounds {
            let through_rules = turn(effort, &side).await?;
            let written_raw = turn(effort, &raw).await?;
            // The first turn fills caches and is not counted.
            if round > 0 {
                ours.push(through_rules);
                theirs.push(written_raw);
            }
        }
        anyhow::Ok(())
    });
    drop(runtime);
    house::close(hall);
    measured?;
    Ok(Comparison { subject: "", unit: "lifecycles", yardstick: "", ours, theirs, aim: 0.25 })
}

/// Ours: every act of a case through rules, journal and projection.
pub(super) struct Lifecycles {
    hall: Arc<Hall>,
    places: Vec<(CentreId, Arc<PublishedItem>)>,
    turns: AtomicUsize,
    random: Mutex<Rng>,
}

impl Lifecycles {
    pub(super) async fn new(hall: &Arc<Hall>, townships: &[CentreId]) -> anyhow::Result<Self> {
        let mut places = Vec::new();
        for centre in townships {
            let catalogue = house::told(catalogue::catalogue(hall, *centre).await)?;
            let item = catalogue.items.values().find(|item| is_plain(item));
            places.push((*centre, Arc::clone(item.context("no plain item is in force")?)));
        }
        let (turns, random) = (AtomicUsize::new(0), Mutex::new(Rng::with_seed(1)));
        Ok(Self { hall: Arc::clone(hall), places, turns, random })
    }

    async fn act<F>(&self, centre: CentreId, work: F) -> anyhow::Result<String>
    where
        F: Fn(&mut Act<'_>) -> Result<kit::journal::Committed<cases::Done>, kit::HallError>
            + Send
            + 'static,
    {
        let head = ActHead { centre, actor: Actor::house() };
        Ok(house::told(self.hall.db.act(head, work).await)?.number)
    }

    /// Somebody with every paper, and the last digits of the phone.
    fn intake(&self, item: &PublishedItem) -> anyhow::Result<(cases::SealedIntake, String)> {
        let applicant = {
            let mut random = self.random.lock().unwrap_or_else(PoisonError::into_inner);
            somebody(&mut random, 990_126)?
        };
        let digits =
            applicant.phone.chars().skip(applicant.phone.len().saturating_sub(4)).collect();
        let ticked = |key: String| TickRecord { key, state: PaperStateRecord::Present };
        let materials = &item.definition.materials;
        let draft = IntakeDraft {
            item_code: item.code.clone(),
            item_version: item.version,
            answers: Vec::new(),
            ticks: materials.iter().map(|it| ticked(it.key.to_string())).collect(),
            applicant,
            agent: None,
        };
        let sealed = cases::sealed(draft, &self.hall.vault);
        Ok((sealed.then(Then::Wait).another(Another::Meant), digits))
    }

    /// One case taken in, with what follows at once.
    pub(super) async fn take(&self, then: Then) -> anyhow::Result<()> {
        let at = self.turns.fetch_add(1, Ordering::Relaxed) % self.places.len();
        let (centre, item) = &self.places[at];
        let intake = self.intake(item)?.0.then(then);
        self.act(*centre, move |act| cases::receive(act, &intake)).await.map(drop)
    }

    /// One case from receipt to completion; `took` hears how long each act took. Gives the number
    /// and the last four digits of the phone.
    pub(super) async fn live(
        &self,
        took: &mut (dyn FnMut(Duration) + Send),
    ) -> anyhow::Result<(String, String)> {
        let at = self.turns.fetch_add(1, Ordering::Relaxed) % self.places.len();
        let (centre, item) = &self.places[at];
        let (intake, digits) = self.intake(item)?;
        let watch = Stopwatch::start();
        let number = self.act(*centre, move |act| cases::receive(act, &intake)).await?;
        took(watch.elapsed());
        let deeds = [
            Deed::Accept,
            Deed::Examine("情况属实，建议准予".to_owned()),
            Deed::Grant("批准文件".to_owned()),
            Deed::Deliver(HandoverDraft::at_the_window("本人")),
            Deed::Complete,
        ];
        ensure!(deeds.len() + 1 == ACTS, "a lifecycle has {ACTS} acts");
        for deed in deeds {
            let named = number.clone();
            let watch = Stopwatch::start();
            self.act(*centre, move |act| cases::perform(act, &named, 0, &deed)).await?;
            took(watch.elapsed());
        }
        Ok((number, digits))
    }
}

/// A commitment item without questions: what a window sees most.
fn is_plain(item: &PublishedItem) -> bool {
    let definition = &item.definition;
    definition.handling.mode == HandlingMode::Commitment
        && definition.result.kind != ResultKind::Certificate
        && definition.scenario.questions.is_empty()
        && (definition.audience.objects.is_empty()
            || ApplicantKind::NaturalPerson.is_served_by(&definition.audience.objects))
}

impl Side for Lifecycles {
    async fn once(self: Arc<Self>) -> anyhow::Result<()> {
        self.live(&mut drop).await?;
        Ok(())
    }
}

/// Theirs: the rows alone.
struct RawLifecycles {
    lane: RawLane,
}

impl Side for RawLifecycles {
    async fn once(self: Arc<Self>) -> anyhow::Result<()> {
        for _ in 0..ACTS {
            self.lane.write().await?;
        }
        Ok(())
    }
}
