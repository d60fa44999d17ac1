//! `yimen demo`: one command, and a hall lives.

mod show;

use crate::serve;
use crate::terminal::Terminal;
use anyhow::{Context, bail};
use clap::Args;
use county::demo::{self, DemoClock};
use house::config::{DATABASE_NAME, Options, ServeOptions, Settings, write_demo};
use kit::Hall;
use kit::clock::Clock;
use kit::db::{Durability, Location};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

/// Try the house with a fictional county of 104 items (试用).
///
/// Creates the database, loads a county with three township centres through the acts that staff
/// would do, prints addresses and accounts for every role, and serves. A second start finds
/// everything there. The directory gets a yimen.toml, so that every other command understands it
/// as --data-directory. For trying out only: the passwords are printed on the screen.
#[derive(Args)]
#[command(after_help = "\
Examples:
  yimen demo
  yimen demo --directory /tmp/hall --listen 127.0.0.1:9000 --fresh
  yimen demo --directory /tmp/hall --database postgres://postgres@127.0.0.1/hall --prepare-only
  yimen journal verify --data-directory /tmp/hall")]
pub(super) struct DemoArgs {
    /// Where the demo is kept (目录)
    #[arg(long, value_name = "DIR", default_value = "yimen-demo")]
    directory: PathBuf,
    /// Begin anew: what a demo left in the directory is deleted (重新开始)
    #[arg(long)]
    fresh: bool,
    /// Load everything and end without serving (只准备数据)
    #[arg(long)]
    prepare_only: bool,
    #[command(flatten)]
    serving: ServeOptions,
}

pub(super) fn run(args: &DemoArgs, options: &Options, terminal: Terminal) -> anyhow::Result<()> {
    if args.fresh {
        remove(&args.directory, options)?;
    }
    let is_first = !house::config::is_demo(&args.directory);
    let mut settings = settings(args, options)?;
    if args.prepare_only {
        settings.durability = Durability::Passing;
    }
    let listener = if args.prepare_only { None } else { Some(serve::listen(&settings)?) };
    if is_first && listener.is_some() {
        load_apart(&settings)?;
    }
    let clock = Arc::new(DemoClock::default());
    let by_clock: Arc<dyn Clock> = Arc::clone(&clock) as Arc<dyn Clock>;
    let (hall, router) = house::open_with(&settings, house::plan(), by_clock)?;
    load(&hall, &clock, terminal)?;
    show::show(&settings, terminal)?;
    if let Some(listener) = listener {
        return serve::run_open((listener, hall, router), &settings, terminal);
    }
    drop(router);
    house::close(hall);
    Ok(())
}

/// Loads in a process of its own: what loading took of memory goes back when it ends, and the
/// hall that then serves for days is as lean as after any other start.
fn load_apart(settings: &Settings) -> anyhow::Result<()> {
    let program = std::env::current_exe().context("the program cannot find itself")?;
    let mut command = Command::new(program);
    command.args(["demo", "--prepare-only", "--directory"]).arg(&settings.data_directory);
    if let Location::Postgres(url) = &settings.location {
        // Not as an argument: it may hold a password, and arguments are seen by everybody.
        command.env("YIMEN_DATABASE", url);
    }
    let status = command.stdout(Stdio::null()).status().context("the loading cannot begin")?;
    if status.success() { Ok(()) } else { bail!("the sample county was not loaded") }
}

/// The settings of the demo, written into its directory for other commands.
fn settings(args: &DemoArgs, options: &Options) -> anyhow::Result<Settings> {
    let directory = &args.directory;
    let location = match &options.database {
        Some(url) => Location::parse(url).map_err(anyhow::Error::msg)?,
        None => Location::Sqlite(directory.join(DATABASE_NAME)),
    };
    std::fs::create_dir_all(directory)
        .with_context(|| format!("the directory {} cannot be made", directory.display()))?;
    let county = demo::county()?;
    write_demo(directory, &location, &county)?;
    let options =
        Options { config: None, data_directory: Some(directory.clone()), ..options.clone() };
    Settings::load(&options, &args.serving)
}

/// Deletes what a demo left; refuses to touch anything else.
fn remove(directory: &Path, options: &Options) -> anyhow::Result<()> {
    if options.database.as_deref().is_some_and(|url| !url.starts_with("sqlite:")) {
        bail!("--fresh deletes files only: create an empty PostgreSQL database instead");
    }
    if !directory.exists() {
        return Ok(());
    }
    if !house::config::is_demo(directory) {
        bail!("{} was not made by `yimen demo`: nothing was deleted", directory.display());
    }
    std::fs::remove_dir_all(directory)
        .with_context(|| format!("{} cannot be deleted", directory.display()))
}

fn load(hall: &Arc<Hall>, clock: &DemoClock, terminal: Terminal) -> anyhow::Result<()> {
    let file = demo::county_file()?;
    let bar = terminal.bar(0, "正在准备示例县", "preparing the sample county");
    let loaded = demo::load(hall, &file, clock, &mut |total| {
        bar.set_length(total);
        bar.inc(1);
    });
    bar.finish_and_clear();
    loaded
}
