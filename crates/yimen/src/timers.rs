//! What the house does by itself while it serves.
//!
//! The rooms' timers, signed checkpoints of every centre's journal, forgetting of kept answers,
//! and counting of entries. Each is idempotent: two instances may run it.

use kit::db::CentreId;
use kit::journal::{checkpoint, reading};
use kit::wing::Timer;
use kit::{Hall, HallError};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;

/// Between two looks whether a checkpoint is due.
const CHECKPOINT_LOOK: Duration = Duration::from_mins(1);
/// Between two clearings of kept answers.
const SWEEP: Duration = Duration::from_hours(6);
const DAY_MS: i64 = 86_400_000;

/// The tasks under way.
pub struct Timers {
    tasks: JoinSet<()>,
    counting: tokio::task::JoinHandle<()>,
}

/// Starts everything; it ends when the hall begins closing.
pub fn start(hall: &Arc<Hall>, checkpoint_every: u32) -> Timers {
    let mut tasks = JoinSet::new();
    for timer in &hall.timers {
        tasks.spawn(repeat_room(Arc::clone(hall), *timer));
    }
    let house = Arc::clone(hall);
    tasks.spawn(repeat(Arc::clone(hall), ("checkpoints", CHECKPOINT_LOOK), move || {
        sign_where_due(Arc::clone(&house), checkpoint_every)
    }));
    let house = Arc::clone(hall);
    tasks.spawn(repeat(Arc::clone(hall), ("answers", SWEEP), move || sweep(Arc::clone(&house))));
    let counting = tokio::spawn(count_entries(Arc::clone(hall)));
    Timers { tasks, counting }
}

impl Timers {
    /// Waits for runs under way.
    pub async fn finish(mut self) {
        while self.tasks.join_next().await.is_some() {}
        self.counting.abort();
        drop(self.counting.await);
    }
}

async fn repeat_room(hall: Arc<Hall>, timer: Timer) {
    let every = Duration::from_secs(u64::from(timer.every_s.max(1)));
    let house = Arc::clone(&hall);
    repeat(hall, (timer.name, every), move || (timer.run)(Arc::clone(&house))).await;
}

/// Runs a work again and again; a fault or a panic of one run does not end the next.
async fn repeat<F, R>(hall: Arc<Hall>, (name, every): (&'static str, Duration), work: F)
where
    F: Fn() -> R + Send,
    R: Future<Output = Result<(), HallError>> + Send + 'static,
{
    let mut ticks = tokio::time::interval(every);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = hall.closing() => return,
            _ = ticks.tick() => {}
        }
        match tokio::spawn(work()).await {
            Ok(Ok(())) => tracing::debug!(timer = name, "done"),
            Ok(Err(error)) => tracing::error!(timer = name, ?error, "a timer failed"),
            Err(error) => tracing::error!(timer = name, %error, "a timer ended in a panic"),
        }
    }
}

async fn count_entries(hall: Arc<Hall>) {
    let mut entries = hall.announcements();
    loop {
        match entries.recv().await {
            Ok(entry) => hall.metrics.entry(&entry.action),
            Err(RecvError::Lagged(missed)) => tracing::warn!(missed, "entries were not counted"),
            Err(RecvError::Closed) => return,
        }
    }
}

/// Signs in every centre whose last checkpoint is a day or many entries old.
///
/// # Errors
/// What the database or the signer said.
pub async fn sign_where_due(hall: Arc<Hall>, every: u32) -> Result<(), HallError> {
    let now_ms = hall.now_ms();
    let due = hall.db.read(move |read| {
        let mut due = Vec::new();
        for centre in reading::centres(read)? {
            if is_due(read, centre, every, now_ms)? {
                due.push(centre);
            }
        }
        Ok(due)
    });
    for centre in due.await? {
        sign(&hall, centre).await?;
    }
    Ok(())
}

fn is_due(
    read: &mut dyn kit::db::Read,
    centre: CentreId,
    every: u32,
    now_ms: i64,
) -> Result<bool, HallError> {
    let Some(last) = reading::before(read, centre, i64::MAX, 1)?.into_iter().next() else {
        return Ok(false);
    };
    let signed = checkpoint::latest(read, centre)?;
    let (sequence, at_ms) = signed.map_or((0, 0), |it| (it.sequence, it.at_ms));
    let since = last.sequence - sequence;
    Ok(since >= i64::from(every) || (since > 0 && now_ms - at_ms >= DAY_MS))
}

/// Signs where the journal of a centre ends now.
///
/// # Errors
/// What the database or the signer said.
pub async fn sign(
    hall: &Hall,
    centre: CentreId,
) -> Result<Option<checkpoint::Checkpoint>, HallError> {
    let signer = Arc::clone(&hall.signer);
    let signed = hall.act_by_itself(centre, move |act| checkpoint::sign(act, &*signer)).await?;
    if let Some(checkpoint) = &signed {
        tracing::info!(centre = centre.0, sequence = checkpoint.sequence, "checkpoint signed");
    }
    Ok(signed)
}

async fn sweep(hall: Arc<Hall>) -> Result<(), HallError> {
    let centres = hall.db.read(|read| reading::centres(read)).await?;
    for centre in centres {
        let swept = hall.act_by_itself(centre, kit::visit::sweep_answers).await?;
        if swept > 0 {
            tracing::info!(centre = centre.0, swept, "kept answers were forgotten");
        }
    }
    Ok(())
}
