//! `yimen bench`: ratios, for docs/benchmarks.md.

use crate::bench::{self, Effort, Machine};
use crate::terminal::Terminal;
use clap::Args;
use kit::clock::{Clock, SystemClock};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// Measure the house against yardsticks and print a table (性能对比).
///
/// Acts through the journal against the same rows written raw, and guide pages against an empty
/// handler: each pair in turns, in one run, on this machine; searches against the promise of ten
/// milliseconds. Ends with code 1 where an aim is missed. Figures of a debug build mean nothing:
/// use a release build on a quiet machine.
#[derive(Args)]
#[command(after_help = "\
Examples:
  cargo xtask bench
  cargo xtask bench --loaded /tmp/small --loaded /tmp/large
  cargo xtask bench --open 1000000")]
pub(super) struct BenchArgs {
    /// Turns of each side (轮数)
    #[arg(long, default_value_t = 7, value_name = "N")]
    rounds: u32,
    /// Milliseconds of a turn (每轮毫秒)
    #[arg(long, default_value_t = 2_000, value_name = "MS")]
    turn: u64,
    /// A scratch directory on the disk to be measured, removed afterwards (临时目录)
    #[arg(long, default_value = "yimen-bench", value_name = "DIR")]
    scratch: PathBuf,
    /// Measure this hall, which `yimen simulate` made, instead; may be given again to compare
    /// (已有办件的目录)
    #[arg(long, value_name = "DIR")]
    loaded: Vec<PathBuf>,
    /// Measure the timers with so many open cases instead (在办件数)
    #[arg(long, value_name = "N", conflicts_with = "loaded")]
    open: Option<u32>,
    /// A PostgreSQL server to measure on too; databases are made there and dropped (测试服务器)
    #[arg(long, env = "YIMEN_BENCH_POSTGRES", value_name = "URL")]
    postgres: Option<String>,
}

pub(super) fn run(args: &BenchArgs, terminal: Terminal) -> anyhow::Result<ExitCode> {
    if args.scratch.exists() {
        anyhow::bail!("{} is there already; name a new directory", args.scratch.display());
    }
    let effort =
        Effort { rounds: args.rounds.max(1), turn: Duration::from_millis(args.turn.max(100)) };
    let machine = Machine::here(SystemClock.now_ms());
    if !args.loaded.is_empty() {
        let halls = bench::loaded(&args.loaded, effort)?;
        terminal.line(bench::loaded_markdown(&halls).trim_end());
        terminal.line(&machine.finished().shown());
        let all_met = halls.iter().all(bench::Loaded::is_met);
        return Ok(if all_met { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    if let Some(open) = args.open {
        let sweep = bench::sweep(&args.scratch, open)?;
        terminal.line(bench::sweep_markdown(sweep).trim_end());
        terminal.line(&machine.finished().shown());
        return Ok(ExitCode::SUCCESS);
    }
    let comparisons =
        bench::run((&args.scratch, args.postgres.as_deref()), effort, &mut |zh, en| {
            terminal.note(terminal.words.say(zh, en));
        })?;
    terminal.line(bench::markdown(&comparisons, &machine.finished()).trim_end());
    let all_met = comparisons.iter().all(bench::Comparison::is_met);
    Ok(if all_met { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
