//! `yimen calendar`: deadlines, the year sheet and the loading of notices.

mod batch;
mod import;
mod year;

use crate::terminal::Terminal;
use anyhow::{Context, bail};
use batch::Telling;
use calendar::{Limit, LimitUnit, LocalDays, Pause, Pauses, Phrase, WorkingCalendar, explain};
use clap::{Args, Subcommand};
use house::config::{Options, Settings};
use jiff::civil::Date;
use kit::db::CentreId;
use office::settings::{door, notice_file};
use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Compute deadlines, show a year, load a notice of the State Council (工作日历).
#[derive(Args)]
pub(super) struct CalendarArgs {
    #[command(subcommand)]
    command: CalendarCommand,
}

#[derive(Subcommand)]
enum CalendarCommand {
    /// When a limit ends, and why (计算到期日)
    ///
    /// The start day is not counted; a day inside a pause is not counted; a limit in days or months
    /// that ends on a day off moves to the next working day. Days come from the notices that ship
    /// with the program, or from a database where --database, --data-directory or --config names
    /// one.
    #[command(after_help = DUE_EXAMPLES)]
    Due(DueArgs),
    /// The working days of a year, month by month (年度工作日)
    #[command(after_help = "Example:\n  yimen calendar year 2026")]
    Year(year::YearArgs),
    /// Load a notice of the State Council for all centres of the county (载入放假通知)
    ///
    /// Takes JSON (one year or many) or the text of the notice itself. Open work is recomputed in
    /// every centre; the loading can be taken back in the settings.
    #[command(after_help = import::EXAMPLES)]
    Import(import::ImportArgs),
}

const DUE_EXAMPLES: &str = "\
Examples:
  yimen calendar due --start 2026-02-13 --limit 5 --pause 2026-02-26/2026-02-27
  yimen calendar due --batch --explain questions.jsonl
  echo '{\"start\":\"2026-02-13\",\"limit\":5,\"unit\":\"days\"}' | yimen calendar due --batch";

#[derive(Args)]
struct DueArgs {
    /// Answer every line of JSON from FILE or standard input (批量)
    #[arg(long)]
    batch: bool,
    /// Tell why, in words (说明理由)
    #[arg(long)]
    explain: bool,
    /// Lines of JSON; - is standard input
    #[arg(value_name = "FILE", requires = "batch")]
    file: Option<PathBuf>,
    /// The day that set the limit running (起算日)
    #[arg(long, value_name = "DAY", required_unless_present = "batch", conflicts_with = "batch")]
    start: Option<Date>,
    /// How long the limit is (时限)
    #[arg(long, value_name = "N", required_unless_present = "batch", conflicts_with = "batch")]
    limit: Option<i64>,
    /// What is counted: `working_days`, days or months (单位)
    #[arg(long, value_name = "UNIT", default_value = "working_days", value_parser = unit)]
    unit: LimitUnit,
    /// Days that are not counted, first/last; may be given again (中止期间)
    #[arg(long, value_name = "DAY/DAY", value_parser = pause)]
    pause: Vec<Pause>,
    /// Centre whose closures count, where a database is named [default: the county] (中心)
    #[arg(long, value_name = "CODE", value_parser = centre)]
    centre: Option<CentreId>,
}

pub(super) fn run(
    args: &CalendarArgs,
    options: &Options,
    terminal: Terminal,
) -> anyhow::Result<()> {
    match &args.command {
        CalendarCommand::Due(args) if args.batch => due_batch(args, options, terminal),
        CalendarCommand::Due(args) => due_once(args, options, terminal),
        CalendarCommand::Year(args) => year::run(args, options, terminal),
        CalendarCommand::Import(args) => import::run(args, options, terminal),
    }
}

fn due_once(args: &DueArgs, options: &Options, terminal: Terminal) -> anyhow::Result<()> {
    let (Some(start), Some(limit)) = (args.start, args.limit) else {
        bail!("--start and --limit are needed");
    };
    let limit = Limit::new(limit, args.unit)?;
    let calendar = calendar_of(args.centre, options)?;
    let pauses = Pauses::of(args.pause.iter().copied());
    let why = explain(start, limit, &pauses, &calendar);
    terminal.phrase(&why.summary());
    if args.explain {
        for stretch in why.stretches() {
            terminal.line(&format!("  {}", terminal.words.phrase(&stretch.phrase())));
        }
    }
    Ok(())
}

fn due_batch(args: &DueArgs, options: &Options, terminal: Terminal) -> anyhow::Result<()> {
    let calendar = calendar_of(args.centre, options)?;
    let telling = if args.explain { Telling::WhenAndWhy } else { Telling::When };
    let input = input(args.file.as_deref())?;
    let mut output = BufWriter::with_capacity(1 << 18, io::stdout().lock());
    match batch::answer_all(input, &mut output, &calendar, telling) {
        Ok(tally) if tally.refused > 0 => {
            terminal.note(&terminal.words.fill(
                "{} 行中有 {} 行无法计算，原因见各行。",
                "{} lines, {} of which could not be answered; each says why.",
                &[&tally.lines, &tally.refused],
            ));
            Ok(())
        }
        Ok(_) => Ok(()),
        // The reader went away (`… | head`): nobody waits for the rest.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(error).context("the lines cannot be read or written"),
    }
}

fn input(file: Option<&Path>) -> anyhow::Result<Box<dyn Read>> {
    match file {
        Some(path) if path != Path::new("-") => {
            let file =
                File::open(path).with_context(|| format!("{} cannot be opened", path.display()))?;
            Ok(Box::new(file))
        }
        _ => Ok(Box::new(io::stdin().lock())),
    }
}

/// The calendar of a centre where a database is named, else that of the shipped notices.
fn calendar_of(
    centre: Option<CentreId>,
    options: &Options,
) -> anyhow::Result<Arc<WorkingCalendar>> {
    let is_named =
        options.database.is_some() || options.data_directory.is_some() || options.config.is_some();
    if !is_named {
        let notices = notice_file::shipped().map_err(|faults| anyhow::Error::msg(told(&faults)))?;
        return Ok(Arc::new(WorkingCalendar::new(&notices, LocalDays::none())));
    }
    let settings = Settings::of_data(options)?;
    let county = settings.county.as_ref().map(|county| county.code);
    let Some(centre) = centre.or(county) else {
        bail!("say whose calendar it is: --centre CODE");
    };
    let db = house::open_database(&settings.location, &house::plan())?;
    let calendar = house::told(db.read_now(move |read| door::working_calendar(read, centre)));
    db.close();
    calendar
}

/// Faults as lines of both languages.
fn told(faults: &[Phrase]) -> String {
    let lines: Vec<String> =
        faults.iter().map(|fault| format!("{} / {}", fault.zh, fault.en)).collect();
    lines.join("\n")
}

fn unit(text: &str) -> Result<LimitUnit, String> {
    LimitUnit::parse(text).map_err(|fault| fault.to_string())
}

fn pause(text: &str) -> Result<Pause, String> {
    let (from, through) = text.split_once('/').unwrap_or((text, text));
    let day = |text: &str| text.parse::<Date>().map_err(|_| format!("{text} is no day"));
    Pause::new(day(from)?, day(through)?).map_err(|fault| fault.to_string())
}

fn centre(text: &str) -> Result<CentreId, String> {
    CentreId::parse(text).ok_or_else(|| format!("{text} is no division code"))
}
