//! `yimen serve`: lets visitors in.

use crate::terminal::Terminal;
use clap::Args;
use house::config::{Options, ServeOptions, Settings};

/// Serve the hall (启动服务).
///
/// Opens the database (and migrates it), furnishes the rooms and answers until SIGTERM or Ctrl+C;
/// then it stops accepting, finishes what is under way and closes. Keys are made at the first
/// start in the data directory: lock a copy of them away.
#[derive(Args)]
#[command(after_help = "\
Examples:
  yimen serve --data-directory /var/lib/yimen
  yimen serve --database postgres://yimen@127.0.0.1/yimen --listen 0.0.0.0:8080 \\
              --public-url https://hall.example --secure --trusted-proxy --log json")]
pub(super) struct ServeArgs {
    #[command(flatten)]
    serving: ServeOptions,
}

pub(super) fn run(args: &ServeArgs, options: &Options, terminal: Terminal) -> anyhow::Result<()> {
    crate::serve::run(&Settings::load(options, &args.serving)?, terminal)
}
