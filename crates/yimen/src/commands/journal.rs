//! `yimen journal`: verifies the chain and the projections, signs checkpoints.

use crate::terminal::Terminal;
use crate::timers;
use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use house::config::{Options, Settings};
use house::keys::{self, Found};
use kit::Phrase;
use kit::clock::SystemRandomness;
use kit::db::Location;
use kit::hall::Plan;
use kit::journal::verify::{Difference, Finding, Report, Verification};
use seal::{PublicKey, Signer};
use std::path::PathBuf;
use std::process::ExitCode;

/// Verify the journal, or sign where it ends (校验台账、签署检查点).
#[derive(Args)]
pub(super) struct JournalArgs {
    #[command(subcommand)]
    command: JournalCommand,
}

#[derive(Subcommand)]
enum JournalCommand {
    /// Recompute every digest, rebuild every table from the entries and compare (校验台账)
    ///
    /// Reads one instant of the database although others write meanwhile. Ends with code 1 when
    /// something is not as it should be, and says where.
    #[command(after_help = "Example:\n  yimen journal verify --data-directory /var/lib/yimen")]
    Verify {
        /// Public key in PEM form that checks the checkpoints [default: the house's own]
        #[arg(long, value_name = "FILE")]
        public_key: Option<PathBuf>,
    },
    /// Sign where the journal of every centre ends now (签署检查点)
    #[command(after_help = "Example:\n  yimen journal checkpoint --data-directory /var/lib/yimen")]
    Checkpoint,
}

pub(super) fn run(
    args: &JournalArgs,
    options: &Options,
    terminal: Terminal,
) -> anyhow::Result<ExitCode> {
    let settings = Settings::of_data(options)?;
    match &args.command {
        JournalCommand::Verify { public_key } => {
            let pem = match public_key {
                Some(path) => std::fs::read_to_string(path)
                    .with_context(|| format!("{} cannot be read", path.display()))?,
                None => own_public_key(&settings)?,
            };
            let report = verify(&settings.location, &house::plan(), &pem, terminal)?;
            Ok(tell(&report, terminal))
        }
        JournalCommand::Checkpoint => {
            checkpoint(&settings, terminal)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn own_public_key(settings: &Settings) -> anyhow::Result<String> {
    match keys::find(&settings.data_directory, &SystemRandomness)? {
        Found::Kept(keys) => Ok(keys.signer.public_key_pem()?),
        Found::Drawn(_) => bail!(
            "there are no keys in {}; name the data directory, or give --public-key",
            keys::directory(&settings.data_directory).display()
        ),
    }
}

/// Verifies a database, with a bar.
pub(super) fn verify(
    location: &Location,
    plan: &Plan,
    public_key_pem: &str,
    terminal: Terminal,
) -> anyhow::Result<Report> {
    if let Location::Sqlite(path) = location
        && !path.exists()
    {
        bail!("there is no database {}", location.shown());
    }
    let verifier = PublicKey::from_pem(public_key_pem)?;
    let db = house::open_database(location, plan)?;
    let total = house::told(db.read_now(entries_at_least))?;
    let bar = terminal.bar(total, "正在校验", "verifying");
    let verification = Verification {
        db: &db,
        migrations: &plan.migrations(),
        registry: &plan.registry(),
        projections: &plan.projections(),
        verifier: &verifier,
    };
    let report = house::told(verification.run(|entries| bar.set_position(entries)));
    bar.finish_and_clear();
    db.close();
    report
}

fn entries_at_least(read: &mut dyn kit::db::Read) -> Result<u64, kit::HallError> {
    let mut total = 0;
    for centre in kit::journal::reading::centres(read)? {
        let last = kit::journal::reading::before(read, centre, i64::MAX, 1)?;
        total += last.first().map_or(0, |entry| entry.sequence.unsigned_abs());
    }
    Ok(total)
}

/// Says what was found; failure where anything was.
pub(super) fn tell(report: &Report, terminal: Terminal) -> ExitCode {
    let counted = terminal.words.fill(
        "已校验台账条目 {} 条、检查点 {} 个、数据行 {} 行。",
        "Verified {} entries, {} checkpoints and {} rows.",
        &[&report.entries, &report.checkpoints, &report.rows],
    );
    terminal.line(&counted);
    if report.findings.is_empty() {
        terminal.say("台账完整，未发现异常。", "The journal is whole; nothing was found.");
        return ExitCode::SUCCESS;
    }
    terminal.line(&terminal.words.fill(
        "发现 {} 处异常：",
        "{} findings:",
        &[&report.findings.len()],
    ));
    for finding in &report.findings {
        terminal.line(&format!("  {}", terminal.words.phrase(&sentence(finding))));
    }
    ExitCode::FAILURE
}

fn sentence(finding: &Finding) -> Phrase {
    match finding {
        Finding::Changed { centre, sequence } => Phrase::new(
            format!("中心 {centre} 第 {sequence} 条：内容与摘要不符，已被改动"),
            format!("centre {centre}, entry {sequence}: its content was changed"),
        ),
        Finding::Broken { centre, sequence } => Phrase::new(
            format!("中心 {centre} 第 {sequence} 条：与上一条不衔接"),
            format!("centre {centre}, entry {sequence}: does not follow the one before"),
        ),
        Finding::Head { centre, expected, found } => Phrase::new(
            format!("中心 {centre}：应止于第 {expected} 条，实止于第 {found} 条"),
            format!("centre {centre}: should end at entry {expected}, ends at {found}"),
        ),
        Finding::Checkpoint { centre, sequence } => Phrase::new(
            format!("中心 {centre} 第 {sequence} 条的检查点：签名或摘要不符"),
            format!("centre {centre}, checkpoint at {sequence}: signature or digest is wrong"),
        ),
        Finding::Row { centre, table, key, how } => {
            let (zh, en) = match how {
                Difference::Extra => ("台账中没有依据", "no entry made it"),
                Difference::Missing => ("台账中有而表中缺失", "is missing"),
                Difference::Changed => ("与台账不符", "differs from what the entries give"),
            };
            Phrase::new(
                format!("中心 {centre} 表 {table} 行 {key}：{zh}"),
                format!("centre {centre}, table {table}, row {key}: {en}"),
            )
        }
        Finding::Replay { centre, sequence, why } => Phrase::new(
            format!("中心 {centre} 第 {sequence} 条：无法重放（{why}）"),
            format!("centre {centre}, entry {sequence}: cannot be replayed ({why})"),
        ),
    }
}

fn checkpoint(settings: &Settings, terminal: Terminal) -> anyhow::Result<()> {
    let (hall, router) = house::open(settings)?;
    drop(router);
    let centres = house::told(hall.db.read_now(|read| kit::journal::reading::centres(read)))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let bar = terminal.bar(centres.len() as u64, "正在签署", "signing");
    for centre in centres {
        let signed = house::told(runtime.block_on(timers::sign(&hall, centre)))?;
        bar.inc(1);
        let text = match signed {
            Some(it) => terminal.words.fill(
                "中心 {}：已签署至第 {} 条，摘要 {}",
                "centre {}: signed up to entry {}, digest {}",
                &[&centre, &it.sequence, &it.digest.to_hex()],
            ),
            None => terminal.words.fill(
                "中心 {}：自上次签署后没有新条目",
                "centre {}: nothing new since the last checkpoint",
                &[&centre],
            ),
        };
        bar.suspend(|| terminal.line(&text));
    }
    bar.finish_and_clear();
    house::close(hall);
    Ok(())
}
