//! `yimen restore`: puts a backup back, and verifies it.

use super::journal;
use crate::backup::{self, Source};
use crate::terminal::Terminal;
use clap::Args;
use house::config::{Options, Settings};
use house::keys::{self, Found};
use kit::clock::SystemRandomness;
use seal::Signer;
use std::path::PathBuf;
use std::process::ExitCode;

/// Put a backup into an empty database of either engine (恢复备份).
///
/// Digests are checked before anything is written; afterwards the whole journal is verified as
/// `yimen journal verify` does. A backup of an older program is brought up to this one.
#[derive(Args)]
#[command(after_help = "\
Examples:
  yimen restore /backup/2026-11-23 --data-directory /var/lib/yimen-new
  yimen restore /backup/2026-11-23 --database postgres://yimen@127.0.0.1/empty \\
                --data-directory /var/lib/yimen-new")]
pub(super) struct RestoreArgs {
    /// The backup (备份目录)
    #[arg(value_name = "DIR")]
    backup: PathBuf,
}

pub(super) fn run(
    args: &RestoreArgs,
    options: &Options,
    terminal: Terminal,
) -> anyhow::Result<ExitCode> {
    let settings = Settings::of_data(options)?;
    let plan = house::plan();
    let target = Source { location: &settings.location, data_directory: &settings.data_directory };
    let bar = terminal.bar(0, "正在恢复", "restoring");
    let restored = backup::restore(&args.backup, target, &plan, &mut |done, total| {
        bar.set_length(total.max(done));
        bar.set_position(done);
    });
    bar.finish_and_clear();
    let manifest = restored?;
    let rows: u64 = manifest.tables.iter().map(|table| table.rows).sum();
    terminal.line(&terminal.words.fill(
        "已恢复到 {}：{} 行。",
        "Restored to {}: {} rows.",
        &[&settings.location.shown(), &rows],
    ));
    let kept = match keys::find(&settings.data_directory, &SystemRandomness)? {
        Found::Kept(keys) => Some(keys.signer.public_key_pem()?),
        Found::Drawn(_) => {
            terminal.line(&terminal.words.fill(
                "启动前请把密钥文件放入 {}，否则个人信息无法读取。",
                "Before starting, put the key files into {}: without them personal data cannot \
                 be read.",
                &[&keys::directory(&settings.data_directory).display()],
            ));
            None
        }
    };
    let Some(pem) =
        kept.map_or_else(|| backup::public_key_of(&args.backup), |pem| Ok(Some(pem)))?
    else {
        terminal.say(
            "备份中没有公钥，检查点签名无法校验。",
            "The backup brought no public key: checkpoints cannot be checked.",
        );
        return Ok(ExitCode::FAILURE);
    };
    let report = journal::verify(&settings.location, &plan, &pem, terminal)?;
    Ok(journal::tell(&report, terminal))
}
