//! `yimen doctor`: is everything in order, and what is to be done.

use crate::doctor::{self, Health};
use crate::terminal::{Terminal, table};
use clap::Args;
use house::config::{Options, ServeOptions, Settings};
use kit::clock::{Clock, SystemClock};
use std::process::ExitCode;

/// Check whether everything is in order and say what to do (体检).
///
/// Looks at configuration, keys, disk, fonts, clock, database, journal and the calendar of the
/// next twelve months. Changes nothing. Ends with code 1 where the house cannot work.
#[derive(Args)]
#[command(after_help = "Example:\n  yimen doctor --data-directory /var/lib/yimen")]
pub(super) struct DoctorArgs {
    #[command(flatten)]
    serving: ServeOptions,
}

pub(super) fn run(
    args: &DoctorArgs,
    options: &Options,
    terminal: Terminal,
) -> anyhow::Result<ExitCode> {
    let settings = Settings::load(options, &args.serving)?;
    let findings = doctor::examine(&settings, SystemClock.now_ms());
    let words = terminal.words;
    let mut rows = Vec::new();
    for finding in &findings {
        let health = match finding.health {
            Health::Good => words.say("正常", "good"),
            Health::Warning => words.say("注意", "look"),
            Health::Bad => words.say("异常", "BAD"),
        };
        rows.push(vec![
            health.to_owned(),
            words.phrase(&finding.subject).to_owned(),
            words.phrase(&finding.seen).to_owned(),
        ]);
        let advice = words.phrase(&finding.advice);
        if !advice.is_empty() {
            rows.push(vec![String::new(), String::new(), format!("→ {advice}")]);
        }
    }
    terminal.line(table(&rows).trim_end());
    let is_bad = findings.iter().any(|finding| finding.health == Health::Bad);
    Ok(if is_bad { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
