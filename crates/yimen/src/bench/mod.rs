//! The benchmark: ratios, each measured in one run on one machine.
//!
//! Absolute figures swing with the disk and the neighbours; a ratio of two things measured in
//! turns on the same machine does not. What is compared, and why, stands with each part.

mod journal;
mod lifecycles;
mod pages;
mod report;
mod scratch;
mod search;
mod store;

pub use report::{Comparison, Machine, markdown};

use anyhow::Context;
use kit::clock::{Clock, SystemClock};
use std::path::Path;
use std::time::Duration;

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
