//! The house's own look at its cases, as timers take it each minute, with very many open.
//!
//! All but a thousand of the cases are accepted and far from their dates; the thousand have been
//! waiting for longer than five working days, so that silence counts as their acceptance
//! (Administrative Licensing Law art. 32). One look does that; the next finds nothing to do.

use super::lifecycles::Lifecycles;
use super::{Stopwatch, turn_about};
use anyhow::Context;
use casework::cases::door::Then;
use county::demo::{self, DemoClock, LoadingClock};
use house::config::Settings;
use jiff::ToSpan;
use kit::Hall;
use kit::clock::Clock;
use kit::db::{CentreId, Durability};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Cases that silence has accepted meanwhile.
const DUE: u32 = 1_000;
/// Before today the thousand came in.
const WAITING_DAYS: i64 = 21;
/// Before today the county was founded.
const FOUNDED_DAYS: u16 = 30;

/// What a look took.
#[derive(Clone, Copy, Debug)]
pub struct Sweep {
    /// Open cases.
    pub open: u32,
    /// A look that finds a thousand to act on, and acts.
    pub acting: Duration,
    /// A look that finds nothing to do.
    pub idle: Duration,
}

/// Loads a hall with so many open cases and lets its timer look at them.
pub(super) fn measure(directory: &Path, open: u32) -> anyhow::Result<Sweep> {
    std::fs::create_dir_all(directory)?;
    let mut settings = Settings::passing(directory);
    settings.county = Some(demo::county()?);
    settings.durability = Durability::Passing;
    let clock = Arc::new(DemoClock::default());
    let by_clock: Arc<dyn Clock> = Arc::clone(&clock) as Arc<dyn Clock>;
    let (hall, router) = house::open_with(&settings, house::plan(), by_clock)?;
    drop(router);
    let measured = (|| {
        let file = demo::county_file()?;
        demo::found(&hall, &file, &*clock, FOUNDED_DAYS)?;
        let townships: Vec<CentreId> =
            file.centres.iter().map(|it| it.0).filter(|it| *it != file.county).collect();
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        runtime.block_on(load_and_look(&hall, (&townships, open), &clock))
    })();
    house::close(hall);
    measured
}

async fn load_and_look(
    hall: &Arc<Hall>,
    (townships, open): (&[CentreId], u32),
    clock: &DemoClock,
) -> anyhow::Result<Sweep> {
    let side = Arc::new(Lifecycles::new(hall, townships).await?);
    let earlier = hall.today().saturating_sub(WAITING_DAYS.days());
    clock.set(kit::words::instant_of(earlier.at(10, 0, 0, 0)));
    turn_about(DUE, &side, |side| async move { side.take(Then::Wait).await }).await?;
    clock.release();
    turn_about(
        open.saturating_sub(DUE),
        &side,
        |side| async move { side.take(Then::Accept).await },
    )
    .await?;
    let timer = hall.timers.iter().find(|it| it.name == "cases").context("no timer of cases")?;
    let watch = Stopwatch::start();
    house::told((timer.run)(Arc::clone(hall)).await)?;
    let acting = watch.elapsed();
    let watch = Stopwatch::start();
    house::told((timer.run)(Arc::clone(hall)).await)?;
    Ok(Sweep { open, acting, idle: watch.elapsed() })
}

/// Lines for docs/benchmarks.md.
pub fn sweep_markdown(sweep: Sweep) -> String {
    let mut text = String::new();
    let ms = |span: Duration| span.as_secs_f64() * 1_000.0;
    let _ = writeln!(
        text,
        "With {} open cases, a look of the timers that finds {DUE} to act on takes {:.0} ms, acts \
         and all; one that finds nothing to do takes {:.1} ms.",
        sweep.open,
        ms(sweep.acting),
        ms(sweep.idle)
    );
    text
}
