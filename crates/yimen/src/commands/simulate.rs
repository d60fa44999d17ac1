//! `yimen simulate`: a plausible history of a county, by the real acts.

use crate::terminal::Terminal;
use anyhow::{Context, bail};
use clap::Args;
use county::demo::{self, DemoClock};
use county::simulate::{self, Scope};
use house::config;
use house::config::{Options, ServeOptions, Settings};
use jiff::ToSpan;
use kit::clock::Clock;
use kit::db::{CentreId, Durability, Location};
use std::path::PathBuf;
use std::sync::Arc;

/// Let a fictional county live: cases in every state, by the real acts (模拟运行).
///
/// Makes a new directory with a county of three township centres and lets residents come for
/// weeks or years: more on market days, some without a paper, some refused, some late. Every act
/// goes through the journal at its instant. The same seed gives the same history. What comes out
/// is a demo: `yimen demo --directory DIR` serves it.
#[derive(Args)]
#[command(after_help = "\
Examples:
  yimen simulate --directory /tmp/busy --cases 10000
  yimen simulate --directory /tmp/county --cases 1000000 --seed 7
  yimen demo --directory /tmp/busy")]
pub(super) struct SimulateArgs {
    /// A new directory for it (目录)
    #[arg(long, value_name = "DIR")]
    directory: PathBuf,
    /// How many cases (办件数)
    #[arg(long, value_name = "N", default_value_t = 2_000)]
    cases: u32,
    /// The same seed gives the same history (随机种子)
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Days back from today; by default as many as a hall of this size would take (天数)
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u16).range(1..=1_000))]
    days: Option<u16>,
}

pub(super) fn run(
    args: &SimulateArgs,
    options: &Options,
    terminal: Terminal,
) -> anyhow::Result<()> {
    if args.directory.exists() {
        bail!("{} is there already; name a new directory", args.directory.display());
    }
    let mut settings = settings(args, options)?;
    settings.durability = Durability::Passing;
    let clock = Arc::new(DemoClock::default());
    let by_clock: Arc<dyn Clock> = Arc::clone(&clock) as Arc<dyn Clock>;
    let (hall, router) = house::open_with(&settings, house::plan(), by_clock)?;
    drop(router);
    let file = demo::county_file()?;
    let days = args.days.unwrap_or_else(|| simulate::usual_days(args.cases));
    let bar = terminal.bar(u64::from(args.cases), "正在模拟", "simulating");
    let scope = Scope {
        cases: args.cases,
        from: hall.today().saturating_sub(i64::from(days).days()),
        seed: args.seed,
    };
    let tally = demo::found(&hall, &file, &*clock, days).and_then(|()| {
        let centres: Vec<CentreId> =
            file.centres.iter().map(|it| it.0).filter(|it| *it != file.county).collect();
        simulate::run(&hall, &*clock, (file.county, &centres), scope, &mut |done| {
            bar.set_position(done);
        })
    });
    bar.finish_and_clear();
    house::close(hall);
    let tally = tally.context("the history ended early")?;
    let directory = args.directory.display();
    let simulate::Tally { received, acts, refused } = tally;
    terminal.say(
        &format!("{received} 件办件，{acts} 个动作，{refused} 个被规则拒绝。运行："),
        &format!("{received} cases, {acts} acts, {refused} refused by the rules. Serve it:"),
    );
    terminal.line(&format!("  yimen demo --directory {directory}"));
    Ok(())
}

fn settings(args: &SimulateArgs, options: &Options) -> anyhow::Result<Settings> {
    let location = match &options.database {
        Some(url) => Location::parse(url).map_err(anyhow::Error::msg)?,
        None => Location::Sqlite(args.directory.join(config::DATABASE_NAME)),
    };
    std::fs::create_dir_all(&args.directory)
        .with_context(|| format!("the directory {} cannot be made", args.directory.display()))?;
    config::write_demo(&args.directory, &location, &demo::county()?)?;
    let data_directory = Some(args.directory.clone());
    let options = Options { config: None, data_directory, ..options.clone() };
    Settings::load(&options, &ServeOptions::default())
}
