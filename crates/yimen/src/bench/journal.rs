//! Acts through the journal against the same rows written raw.
//!
//! Both sides: 128 callers that wait for their answer before they ask again, one writer with group
//! commit, SQLite in WAL mode with `synchronous = FULL`, one entry, one case and one head of the
//! chain a call. Ours besides: a savepoint an act, JSON, the SM3 digest, the projector's reading
//! of the payload, the announcement.

use super::report::Comparison;
use super::store::{self, Raw, RawRows, Taken};
use super::{Effort, Watch};
use anyhow::Context;
use house::config::Settings;
use kit::Hall;
use kit::clock::{Clock, SystemClock};
use kit::db::{ActHead, CentreId, Location};
use kit::hall::Plan;
use kit::journal::{Actor, NewEntry, Subject, commit};
use kit::wing::{Room, Table, Wing};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use tokio::sync::oneshot;

/// Callers at once.
pub(super) const CALLERS: usize = 128;
const CENTRE: CentreId = CentreId(990_126_101);
pub(super) const ITEM: &str = "NY-004";
pub(super) const CLERK: &str = "01号窗口";

pub(super) fn compare(directory: &Path, effort: Effort) -> anyhow::Result<Comparison> {
    std::fs::create_dir_all(directory)?;
    let mut settings = Settings::passing(directory);
    settings.location = Location::Sqlite(directory.join("journal.db"));
    let (hall, router) = house::open_with(&settings, plan(), Arc::new(SystemClock))?;
    drop(router);
    let raw =
        RawLane::start(RawRows::Sqlite(Raw::open(&directory.join("raw.db"), CENTRE.0)?), CENTRE)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for round in 0..=effort.rounds {
        let through_journal = runtime.block_on(turn(effort, &Arc::new(Journal::new(&hall))))?;
        let written_raw = runtime.block_on(turn(effort, &Arc::new(raw.clone())))?;
        // The first turn fills caches and is not counted.
        if round > 0 {
            ours.push(through_journal);
            theirs.push(written_raw);
        }
    }
    drop(runtime);
    house::close(hall);
    Ok(Comparison {
        subject: "acts through the journal, 128 callers, SQLite FULL",
        unit: "acts",
        yardstick: "the same rows written raw, rusqlite group commit",
        ours,
        theirs,
        aim: 0.4,
    })
}

fn plan() -> Plan {
    let mut room = Room::new("bench");
    room.migrations = vec![store::MIGRATION];
    room.projections = vec![Table { name: "bench_cases", key: &["number"] }];
    room.projector = Some(store::project);
    room.statements = store::STATEMENTS.to_vec();
    Plan::new(vec![Wing { rooms: vec![room] }])
}

/// A side of the comparison: does one unit and waits until it is safe.
pub(super) trait Side: Send + Sync + 'static {
    fn once(self: Arc<Self>) -> impl Future<Output = anyhow::Result<()>> + Send;
}

/// Lets all callers ask for the length of a turn; gives units a second.
pub(super) async fn turn<S: Side>(effort: Effort, side: &Arc<S>) -> anyhow::Result<f64> {
    let done = Arc::new(AtomicU64::new(0));
    let watch = Watch::start();
    let callers: Vec<_> = (0..CALLERS)
        .map(|_| {
            let (side, done) = (Arc::clone(side), Arc::clone(&done));
            tokio::spawn(async move {
                while !watch.has_passed(effort.turn) {
                    Arc::clone(&side).once().await?;
                    done.fetch_add(1, Ordering::Relaxed);
                }
                anyhow::Ok(())
            })
        })
        .collect();
    for caller in callers {
        caller.await??;
    }
    Ok(watch.per_second(done.load(Ordering::Relaxed)))
}

struct Journal {
    hall: Arc<Hall>,
}

impl Journal {
    fn new(hall: &Arc<Hall>) -> Self {
        Self { hall: Arc::clone(hall) }
    }
}

impl Side for Journal {
    async fn once(self: Arc<Self>) -> anyhow::Result<()> {
        let head = ActHead { centre: CENTRE, actor: Actor::house() };
        let taken = self.hall.db.act(head, |act| {
            let (number, now_ms) = (act.new_id(), act.now_ms());
            let facts: Taken = (number, ITEM.to_owned(), CLERK.to_owned(), now_ms);
            let entry = NewEntry::new(Subject::new("case", number), "bench.taken", &facts)?;
            commit(act, vec![entry], ())
        });
        house::told(taken.await)
    }
}

/// The yardstick's writer thread.
#[derive(Clone)]
pub(super) struct RawLane {
    queue: Sender<(i64, String, oneshot::Sender<()>)>,
    next: Arc<AtomicI64>,
}

impl RawLane {
    /// A writer of raw rows for a centre.
    pub(super) fn start(raw: RawRows, centre: CentreId) -> anyhow::Result<Self> {
        let (queue, receiver) = channel();
        let work = move || work(raw, centre, &receiver);
        std::thread::Builder::new().name("raw-lane".into()).spawn(work)?;
        Ok(Self { queue, next: Arc::new(AtomicI64::new(1)) })
    }
}

fn work(
    mut raw: RawRows,
    centre: CentreId,
    receiver: &Receiver<(i64, String, oneshot::Sender<()>)>,
) {
    while let Ok(first) = receiver.recv() {
        let mut replies = vec![first.2];
        let mut group = vec![(first.0, first.1)];
        while group.len() < CALLERS {
            let Ok((number, payload, reply)) = receiver.try_recv() else {
                break;
            };
            group.push((number, payload));
            replies.push(reply);
        }
        if let Err(error) = raw.write(centre.0, SystemClock.now_ms(), &group) {
            tracing::error!(%error, "the yardstick could not write");
            return;
        }
        for reply in replies {
            // A caller that went away needs no answer.
            let _ = reply.send(());
        }
    }
}

impl RawLane {
    /// Writes an entry, a case and the head, and waits until they are safe.
    pub(super) async fn write(&self) -> anyhow::Result<()> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let payload = format!("[{number},\"{ITEM}\",\"{CLERK}\",{}]", SystemClock.now_ms());
        let (reply, answer) = oneshot::channel();
        self.queue.send((number, payload, reply)).ok().context("the yardstick's lane is closed")?;
        answer.await.context("the yardstick could not write")
    }
}

impl Side for RawLane {
    async fn once(self: Arc<Self>) -> anyhow::Result<()> {
        self.write().await
    }
}
