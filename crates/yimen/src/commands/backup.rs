//! `yimen backup`: a consistent copy while the house serves.

use crate::backup::{self, KeysToo, Source};
use crate::terminal::Terminal;
use clap::Args;
use house::config::{Options, Settings};
use kit::clock::Clock;
use std::path::PathBuf;

/// Take a backup while the house serves (在线备份).
///
/// The backup is one directory, the same for SQLite and PostgreSQL: a database file, the files of
/// the rooms, the public key, and a manifest with SM3 digests and the end of every journal. Keys
/// are left out: lock a copy of them away elsewhere.
#[derive(Args)]
#[command(after_help = "\
Examples:
  yimen backup /backup/2026-11-23 --data-directory /var/lib/yimen
  yimen backup /safe/2026-11-23 --with-keys")]
pub(super) struct BackupArgs {
    /// The new directory to write (备份目录)
    #[arg(value_name = "DIR")]
    target: PathBuf,
    /// Put the keys in, too: whoever has the backup can then read personal data (含密钥)
    #[arg(long)]
    with_keys: bool,
}

pub(super) fn run(args: &BackupArgs, options: &Options, terminal: Terminal) -> anyhow::Result<()> {
    let settings = Settings::of_data(options)?;
    let source = Source { location: &settings.location, data_directory: &settings.data_directory };
    let keys_too = if args.with_keys { KeysToo::Yes } else { KeysToo::No };
    let bar = terminal.bar(0, "正在备份", "backing up");
    let now_ms = kit::clock::SystemClock.now_ms();
    let taken = backup::take(
        source,
        (&args.target, keys_too),
        &house::plan(),
        now_ms,
        &mut |done, total| {
            bar.set_length(total.max(done));
            bar.set_position(done);
        },
    );
    bar.finish_and_clear();
    let manifest = taken?;
    let rows: u64 = manifest.tables.iter().map(|table| table.rows).sum();
    terminal.line(&terminal.words.fill(
        "已备份到 {}：{} 张表、{} 行、{} 本台账。",
        "Backed up to {}: {} tables, {} rows, {} journals.",
        &[&args.target.display(), &manifest.tables.len(), &rows, &manifest.journals.len()],
    ));
    if manifest.has_keys {
        terminal.say(
            "备份中含有密钥，请像密钥一样锁好。",
            "The keys are in it: lock it away like the keys themselves.",
        );
    } else {
        terminal.say(
            "密钥不在备份中，请另行保管数据目录下的 keys。",
            "The keys are not in it: keep a copy of the data directory's keys elsewhere.",
        );
    }
    Ok(())
}
