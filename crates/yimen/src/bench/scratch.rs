//! A database of the benchmark's own on a PostgreSQL server, dropped when it is done with.

use anyhow::Context;
use postgres::{Client, NoTls};
use std::sync::atomic::{AtomicU32, Ordering};

/// Numbers the databases of one process.
static MADE: AtomicU32 = AtomicU32::new(0);

/// A passing database. Not for use on a runtime thread.
pub(super) struct Database {
    /// Where it is reached.
    pub(super) url: String,
    server: String,
    name: String,
}

impl Database {
    /// Makes one on the server behind a connection string that ends in `/NAME`.
    pub(super) fn make(server: &str) -> anyhow::Result<Self> {
        let (base, _) = server.rsplit_once('/').context("the URL names no database")?;
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let name = format!("yimen_bench_{}_{number}", std::process::id());
        let mut client = Client::connect(server, NoTls).context("PostgreSQL cannot be reached")?;
        client.batch_execute(&format!("CREATE DATABASE {name}"))?;
        Ok(Self { url: format!("{base}/{name}"), server: server.to_owned(), name })
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let dropped = Client::connect(&self.server, NoTls).and_then(|mut client| {
            client.batch_execute(&format!("DROP DATABASE {} WITH (FORCE)", self.name))
        });
        if let Err(error) = dropped {
            tracing::warn!(%error, name = self.name, "a database of the benchmark was left");
        }
    }
}
