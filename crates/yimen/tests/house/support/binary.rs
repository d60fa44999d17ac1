//! The real binary: started, killed, asked to end.

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

/// The binary with the environment of a test: nothing configured from outside.
pub(crate) fn yimen(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yimen"));
    command.args(arguments).env("YIMEN_LANGUAGE", "en").env("YIMEN_LOG_FILTER", "warn");
    command
}

/// Runs a command to its end.
pub(crate) fn run(arguments: &[&str]) -> Output {
    yimen(arguments).output().expect("the binary runs")
}

/// Prepares the demonstration with the real binary.
pub(crate) fn demonstration(directory: &Path, database: Option<&str>) {
    let mut command = yimen(&["demo", "--prepare-only", "--directory"]);
    command.arg(directory);
    if let Some(url) = database {
        command.args(["--database", url]);
    }
    let output = command.output().expect("the binary runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A token for an account of the demonstration.
pub(crate) fn token(directory: &Path, login: &str, scopes: &[&str]) -> String {
    let mut command = yimen(&["user", "token", login, "--label", "test", "--data-directory"]);
    command.arg(directory);
    for scope in scopes {
        command.args(["--scope", scope]);
    }
    let output = command.output().expect("the binary runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// A house that serves as a process of its own; killed when dropped.
pub(crate) struct Served {
    child: Child,
    pub(crate) address: SocketAddr,
}

impl Served {
    /// Starts serving a data directory on a free port and waits until it is ready.
    pub(crate) fn start(directory: &Path) -> Self {
        let address = free_address();
        let child = yimen(&["serve", "--data-directory"])
            .arg(directory)
            .args(["--listen", &address.to_string(), "--requests-per-second", "1000000"])
            .stdout(Stdio::null())
            .spawn()
            .expect("the binary starts");
        let mut served = Self { child, address };
        served.wait_until_ready();
        served
    }

    fn wait_until_ready(&mut self) {
        for _ in 0..6_000 {
            let ended = self.child.try_wait().expect("the process can be asked");
            assert!(ended.is_none(), "the house ended by itself: {ended:?}");
            if let Some(answer) = super::Program::stranger(self.address).get("/health/ready")
                && answer.status == 200
            {
                return;
            }
            std::thread::park_timeout(Duration::from_millis(5));
        }
        panic!("the house was not ready after 30 s");
    }

    /// Kills it without a word (SIGKILL).
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("the process can be killed");
        self.child.wait().expect("the process ends");
    }

    /// Asks it to end (SIGTERM) and waits.
    pub(crate) fn end(mut self) -> std::process::ExitStatus {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(asked.expect("kill runs").success());
        self.child.wait().expect("the process ends")
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn free_address() -> SocketAddr {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("an address")
}
