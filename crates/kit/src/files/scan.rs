//! The virus check (病毒检查): a command of the configuration, asked of every file before it is
//! kept; it ends with 0 where the file is clean, and whatever it refuses is refused.

use super::FileFault;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// The command, with its arguments; the path of the file is added as the last one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scan {
    /// Empty where none is set.
    pub command: Vec<String>,
}

/// How long a check may take.
const PATIENCE: Duration = Duration::from_mins(1);
/// How often it is looked at.
const STEP: Duration = Duration::from_millis(20);

/// Asks the command about a file; without a command every file passes.
///
/// # Errors
/// `Infected` where it says no, `NotScanned` where it cannot be asked or does not end.
pub fn scanned(scan: &Scan, file: &Path) -> Result<(), FileFault> {
    let Some((program, arguments)) = scan.command.split_first() else { return Ok(()) };
    let started = Command::new(program)
        .args(arguments)
        .arg(file)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = started else {
        tracing::error!(program, "the virus check cannot be started");
        return Err(FileFault::NotScanned);
    };
    let mut waited = Duration::ZERO;
    while waited < PATIENCE {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            // 1 is what scanners say of a find; anything else is trouble of their own.
            Ok(Some(status)) if status.code() == Some(1) => return Err(FileFault::Infected),
            Ok(Some(status)) => {
                tracing::error!(program, %status, "the virus check failed");
                return Err(FileFault::NotScanned);
            }
            Ok(None) => std::thread::park_timeout(STEP),
            Err(_) => break,
        }
        waited += STEP;
    }
    drop(child.kill());
    drop(child.wait());
    tracing::error!(program, "the virus check does not end");
    Err(FileFault::NotScanned)
}
