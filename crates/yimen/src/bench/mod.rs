//! The benchmark: ratios, each measured in one run on one machine.
//!
//! Absolute figures swing with the disk and the neighbours; a ratio of two things measured in
//! turns on the same machine does not. What is compared, and why, stands with each part.

mod journal;
mod latency;
mod lifecycles;
mod loaded;
mod pages;
mod report;
mod scratch;
mod search;
mod store;
mod sweep;
mod wire;

pub use latency::{Loaded, loaded_markdown};
pub use report::{Comparison, Machine, markdown};
pub use sweep::{Sweep, sweep_markdown};

use anyhow::Context;
use kit::clock::{Clock, SystemClock};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// How long is measured.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Turns of each side.
    pub rounds: u32,
    /// Length of a turn.
    pub turn: Duration,
}

/// Measures everything in a scratch directory, which is removed afterwards, and on a PostgreSQL
/// server where one is named; `told` hears what is under way.
///
/// # Errors
/// Where a house cannot be opened in the directory, or an act or a page fails.
pub fn run(
    (directory, postgres): (&Path, Option<&str>),
    effort: Effort,
    told: &mut dyn FnMut(&'static str, &'static str),
) -> anyhow::Result<Vec<Comparison>> {
    std::fs::create_dir_all(directory)
        .with_context(|| format!("the directory {} cannot be made", directory.display()))?;
    let measured = (|| {
        told("正在测量台账写入", "measuring acts through the journal");
        let acts = journal::compare(&directory.join("acts"), effort)?;
        told("正在测量指南页面", "measuring guide pages");
        let pages = pages::compare(&directory.join("pages"), effort)?;
        told("正在测量搜索", "measuring searches");
        let searches = search::compare(&directory.join("search"), effort)?;
        told("正在测量完整办件", "measuring complete lifecycles");
        let mut all = vec![acts, pages, searches];
        all.extend(lifecycles::on_sqlite(&directory.join("lifecycles"), effort)?);
        if let Some(url) = postgres {
            let place = directory.join("lifecycles-postgres");
            all.push(lifecycles::on_postgres((&place, url), effort)?);
        }
        Ok(all)
    })();
    drop(std::fs::remove_dir_all(directory));
    measured
}

/// Measures halls that `yimen simulate` made.
///
/// # Errors
/// Where one is not such a hall, or does not answer as it should.
pub fn loaded(directories: &[PathBuf], effort: Effort) -> anyhow::Result<Vec<Loaded>> {
    let measure = |directory: &PathBuf| {
        loaded::measure(directory, effort).with_context(|| directory.display().to_string())
    };
    directories.iter().map(measure).collect()
}

/// Measures the timers with so many open cases, in a scratch directory that is removed afterwards.
///
/// # Errors
/// Where a house cannot be opened in the directory, or an act fails.
pub fn sweep(directory: &Path, open: u32) -> anyhow::Result<Sweep> {
    let measured = sweep::measure(directory, open);
    drop(std::fs::remove_dir_all(directory));
    measured
}

/// Lets a side do something so many times, by as many callers as the other measurements have.
async fn turn_about<S, W, F>(count: u32, side: &Arc<S>, work: W) -> anyhow::Result<()>
where
    S: Send + Sync + 'static,
    W: Fn(Arc<S>) -> F + Copy + Send + Sync + 'static,
    F: Future<Output = anyhow::Result<()>> + Send + 'static,
{
    let left = Arc::new(AtomicU32::new(count));
    let callers: Vec<_> = (0..journal::CALLERS)
        .map(|_| {
            let (side, left) = (Arc::clone(side), Arc::clone(&left));
            tokio::spawn(async move {
                let one = |left: u32| left.checked_sub(1);
                while left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one).is_ok() {
                    work(Arc::clone(&side)).await?;
                }
                anyhow::Ok(())
            })
        })
        .collect();
    for caller in callers {
        caller.await??;
    }
    Ok(())
}

/// How long a single thing takes.
#[derive(Clone, Copy)]
struct Stopwatch {
    started: Instant,
}

impl Stopwatch {
    #[expect(clippy::disallowed_methods, reason = "the benchmark looks")]
    fn start() -> Self {
        Self { started: Instant::now() }
    }

    fn elapsed(self) -> Duration {
        self.started.elapsed()
    }
}

/// A span of time that is being measured.
#[derive(Clone, Copy)]
struct Watch {
    started_ms: i64,
}

impl Watch {
    fn start() -> Self {
        Self { started_ms: SystemClock.now_ms() }
    }

    fn has_passed(self, span: Duration) -> bool {
        self.elapsed_ms() >= i64::try_from(span.as_millis()).unwrap_or(i64::MAX)
    }

    fn elapsed_ms(self) -> i64 {
        (SystemClock.now_ms() - self.started_ms).max(1)
    }

    /// How many of something there were in a second.
    #[expect(clippy::cast_precision_loss, reason = "counts of some seconds are small")]
    fn per_second(self, count: u64) -> f64 {
        count as f64 * 1_000.0 / self.elapsed_ms() as f64
    }
}
