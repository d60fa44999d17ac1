//! `yimen migrate`: brings the tables up to this program.

use crate::terminal::Terminal;
use clap::Args;
use house::config::{Options, Settings};

/// Bring the tables of the database up to this program (升级数据库).
///
/// `serve` does the same when it starts; this is for doing it at an hour of one's choice. Steps
/// that were applied before are recognised by their checksums; one that was changed since is an
/// error.
#[derive(Args)]
#[command(after_help = "Example:\n  yimen migrate --database postgres://yimen@127.0.0.1/yimen")]
pub(super) struct MigrateArgs {}

pub(super) fn run(_: &MigrateArgs, options: &Options, terminal: Terminal) -> anyhow::Result<()> {
    let settings = Settings::of_data(options)?;
    house::prepare_place(&settings.location)?;
    let wheel = terminal.wheel("正在升级数据库", "migrating");
    let plan = house::plan();
    let opened = house::open_database(&settings.location, &plan);
    wheel.finish_and_clear();
    opened?.close();
    terminal.line(&terminal.words.fill(
        "{} 已是最新（{} 个升级步骤）。",
        "{} is up to date ({} steps).",
        &[&settings.location.shown(), &plan.migrations().len()],
    ));
    Ok(())
}
