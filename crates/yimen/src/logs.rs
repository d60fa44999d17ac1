//! The log: structured, on standard error, without personal data.
//!
//! What the house logs names routes, actions and reference numbers, never a person, a case or the
//! query of an address.

use anyhow::Context;
use house::config::{LogFormat, Options, logging};
use std::io::IsTerminal;
use tracing::subscriber::set_global_default;
use tracing_subscriber::EnvFilter;

/// What is logged where nothing else is asked for.
const FILTER: &str = "info";

/// Starts the log for the process: what the house says, and not what libraries tell of their steps
/// through the `log` crate (the layout of one flow chart is eighty lines).
///
/// # Errors
/// Where the filter or the configuration file cannot be read.
pub fn start(options: &Options) -> anyhow::Result<()> {
    let (form, filter) = logging(options)?;
    let filter = filter.as_deref().unwrap_or(FILTER);
    let filter = EnvFilter::try_new(filter)
        .with_context(|| format!("--log-filter {filter} is not right"))?;
    // Its lines carry whole addresses, with the numbers in them; what it refuses the house tells.
    let filter = filter.add_directive("tower_http=off".parse()?);
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let log = log.with_ansi(std::io::stderr().is_terminal());
    match form {
        LogFormat::Text => drop(set_global_default(log.with_target(false).finish())),
        LogFormat::Json => drop(set_global_default(log.json().flatten_event(true).finish())),
    }
    Ok(())
}
