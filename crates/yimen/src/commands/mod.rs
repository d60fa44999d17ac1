//! What an administrator can type: one file a command.

mod acts;
mod backup;
mod bench;
mod calendar;
mod demo;
mod doctor;
mod import;
mod journal;
mod migrate;
mod openapi;
mod restore;
mod serve;
mod simulate;
mod user;

use crate::logs;
use crate::terminal::Terminal;
use clap::{Parser, Subcommand};
use house::config::Options;
use std::process::ExitCode;

/// Yimen (一门): the hall in which a township's residents are served.
#[derive(Parser)]
#[command(name = "yimen", version, after_help = EXAMPLES, disable_help_subcommand = true)]
pub struct Cli {
    /// What every command understands.
    #[command(flatten)]
    pub options: Options,
    /// The command.
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Try it 试用:
  yimen demo                              a fictional county with 104 items, at 127.0.0.1:8080

Run a centre 正式运行:
  yimen serve --data-directory /var/lib/yimen --listen 0.0.0.0:8080 \\
              --public-url https://hall.example --trusted-proxy
  yimen doctor --data-directory /var/lib/yimen
  yimen backup /backup/2026-11-23 --data-directory /var/lib/yimen

What a house is told for good, the options of serving, language and log can stand in yimen.toml or
in the environment as YIMEN_…; flags go first. [accounts] in the file is the policy of passwords.
监听、数据库、语言、日志等选项可写在 yimen.toml 或环境变量 YIMEN_… 中，命令行优先；账号策略写在 [accounts]。";

#[derive(Subcommand)]
enum Command {
    /// Serve the hall (启动服务)
    Serve(serve::ServeArgs),
    /// Try the house with a fictional county of 104 items (试用)
    Demo(demo::DemoArgs),
    /// Let a fictional county live, case by case, for trying and measuring (模拟运行)
    Simulate(simulate::SimulateArgs),
    /// Bring the tables of the database up to this program (升级数据库)
    Migrate(migrate::MigrateArgs),
    /// Take a file of service items into a centre's catalogue (导入事项)
    Import(import::ImportArgs),
    /// Compute deadlines, show a year, load a notice of the State Council (工作日历)
    Calendar(calendar::CalendarArgs),
    /// Verify the journal, or sign where it ends (校验台账、签署检查点)
    Journal(journal::JournalArgs),
    /// Take a backup while the house serves (在线备份)
    Backup(backup::BackupArgs),
    /// Put a backup into an empty database of either engine (恢复备份)
    Restore(restore::RestoreArgs),
    /// The first administrator, forgotten passwords, tokens (账号)
    User(user::UserArgs),
    /// Check whether everything is in order and say what to do (体检)
    Doctor(doctor::DoctorArgs),
    /// Measure the house against two yardsticks (性能对比)
    Bench(bench::BenchArgs),
    /// Print the description of the API (输出接口文档)
    Openapi(openapi::OpenapiArgs),
    /// Print every act that can be done with a case, for docs/acts.md (输出办件行为清单)
    #[command(hide = true)]
    Acts(acts::ActsArgs),
}

/// Runs the command.
///
/// # Errors
/// What went wrong, in a sentence.
pub fn run(cli: Cli, terminal: Terminal) -> anyhow::Result<ExitCode> {
    logs::start(&cli.options)?;
    let options = &cli.options;
    match cli.command {
        Command::Serve(args) => done(serve::run(&args, options, terminal)),
        Command::Demo(args) => done(demo::run(&args, options, terminal)),
        Command::Simulate(args) => done(simulate::run(&args, options, terminal)),
        Command::Migrate(args) => done(migrate::run(&args, options, terminal)),
        Command::Import(args) => import::run(&args, options, terminal),
        Command::Journal(args) => journal::run(&args, options, terminal),
        Command::Calendar(args) => done(calendar::run(&args, options, terminal)),
        Command::Backup(args) => done(backup::run(&args, options, terminal)),
        Command::Restore(args) => restore::run(&args, options, terminal),
        Command::User(args) => done(user::run(&args, options, terminal)),
        Command::Doctor(args) => doctor::run(&args, options, terminal),
        Command::Bench(args) => bench::run(&args, terminal),
        Command::Openapi(args) => done(openapi::run(&args, options, terminal)),
        Command::Acts(args) => {
            acts::run(&args, terminal);
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn done(outcome: anyhow::Result<()>) -> anyhow::Result<ExitCode> {
    outcome.map(|()| ExitCode::SUCCESS)
}
