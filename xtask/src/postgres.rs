//! A throw-away PostgreSQL cluster for the tests, gone when they end.

use crate::machine::{is_root, postgres_tools};
use crate::run::{command, output};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Command;

/// A running cluster.
pub struct Cluster {
    tools: PathBuf,
    folder: PathBuf,
    port: u16,
}

impl Cluster {
    /// Makes and starts one on a free port of this machine.
    pub fn start() -> Result<Self, String> {
        let tools = postgres_tools().ok_or("PostgreSQL's initdb was not found")?;
        let folder = std::env::temp_dir().join(format!("yimen-postgres-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        if is_root() {
            // PostgreSQL refuses to run as root.
            command(Command::new("chown").arg(owner()).arg(&folder))?;
        }
        let port = free_port()?;
        let cluster = Self { tools, folder, port };
        let data = cluster.data();
        cluster.tool("initdb", &["-D", &data, "-A", "trust", "-U", "postgres", "-E", "UTF8"])?;
        let options = format!(
            "-p {port} -k {} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=400 \
             -c synchronous_commit=off -c full_page_writes=off",
            cluster.folder.display()
        );
        let log = cluster.folder.join("log").display().to_string();
        cluster.tool("pg_ctl", &["-D", &data, "-o", &options, "-l", &log, "-w", "start"])?;
        Ok(cluster)
    }

    /// Where tests reach it.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn data(&self) -> String {
        self.folder.join("data").display().to_string()
    }

    fn tool(&self, name: &str, arguments: &[&str]) -> Result<(), String> {
        let program = self.tools.join(name);
        let mut call = if is_root() {
            let mut call = Command::new("setpriv");
            call.args(["--reuid", &owner(), "--regid", &owner(), "--clear-groups", "--"]);
            call.arg(program);
            call
        } else {
            Command::new(program)
        };
        call.args(arguments).current_dir(&self.folder).stdout(std::process::Stdio::null());
        command(&mut call)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let data = self.data();
        let _ = self.tool("pg_ctl", &["-D", &data, "-m", "immediate", "stop"]);
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// The account that the cluster runs under when we are root.
fn owner() -> String {
    if output("id", &["-u", "postgres"]).is_some() { "postgres".into() } else { "nobody".into() }
}

fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind("127.0.0.1:0").map_err(|error| error.to_string())?;
    listener.local_addr().map(|address| address.port()).map_err(|error| error.to_string())
}
