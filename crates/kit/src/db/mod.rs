//! The database: one small synchronous unit of work over SQLite and PostgreSQL.
//!
//! Reads run on a pool of read-only connections ([`Db::read`]); everything that writes is an act
//! on a write lane ([`Db::act`]) and is answered only after COMMIT. One statement text serves
//! both engines where they agree; see [`Statement`].

pub(crate) mod connection;
mod lane;
mod migrate;
mod postgres;
mod reading;
mod sqlite;
mod statement;
mod upkeep;

pub use connection::{Execute, Read};
pub use lane::{Act, ActHead};
pub use migrate::Migration;
pub use reading::Snapshot;
pub use statement::{Engine, FromValue, Row, Statement, Value};
pub use upkeep::{backup_sqlite, check_statements};

pub(crate) use sqlite::SqliteConnection;

use crate::clock::{Clock, Identifiers, Randomness};
use crate::error::HallError;
use crate::journal::{Committed, Entry, Registry};
use lane::{ActJob, Job};
use std::sync::Arc;
use std::sync::mpsc::Sender;

/// A centre (便民服务中心), or the county office above them: its administrative division code.
///
/// Every table's key begins with it; it is also the shard key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CentreId(pub i64);

impl std::fmt::Display for CentreId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(formatter)
    }
}

impl CentreId {
    /// From the decimal text of an administrative division code.
    pub fn parse(text: &str) -> Option<Self> {
        text.parse::<i64>().ok().filter(|code| (1..=999_999_999_999).contains(code)).map(Self)
    }

    /// The county office above: division codes have six figures for a county, nine for a
    /// township, twelve for a village (GB/T 10114). The county office is above itself.
    #[must_use]
    pub fn county(self) -> Self {
        let mut code = self.0;
        while code > 999_999 {
            code /= 1_000;
        }
        Self(code)
    }
}

/// What went wrong in the database.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// A named constraint refused the row.
    #[error("constraint {0} refused the row")]
    Constraint(String),
    /// Another transaction was in the way; the act may be tried again.
    #[error("the transaction has to be tried again: {0}")]
    Retry(String),
    /// The connection is gone.
    #[error("the database cannot be reached: {0}")]
    Gone(String),
    /// Anything else the engine said.
    #[error("the database said: {0}")]
    Engine(String),
    /// A row did not hold what the code expected.
    #[error("the row does not hold what was expected: {0}")]
    Shape(String),
}

/// Where the data lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A SQLite file.
    Sqlite(std::path::PathBuf),
    /// A PostgreSQL connection string.
    Postgres(String),
}

impl Location {
    /// From `sqlite:path` or `postgres://…`.
    pub fn parse(url: &str) -> Result<Self, String> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            let path = path.trim_start_matches("//");
            if path.is_empty() {
                return Err("sqlite: needs a path, as in sqlite:/var/lib/yimen/hall.db".into());
            }
            return Ok(Self::Sqlite(path.into()));
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres(url.to_owned()));
        }
        Err(format!("{url}: a database is sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME"))
    }

    /// The engine behind it.
    pub fn engine(&self) -> Engine {
        match self {
            Self::Sqlite(_) => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }

    /// How it may be shown: without a password.
    pub fn shown(&self) -> String {
        match self {
            Self::Sqlite(path) => format!("sqlite:{}", path.display()),
            Self::Postgres(url) => match (url.find("://"), url.rfind('@')) {
                (Some(start), Some(at)) if at > start => {
                    format!("{}…{}", &url[..start + 3], &url[at..])
                }
                _ => url.clone(),
            },
        }
    }
}

/// What an acknowledged act survives. Every act survives the end of the process at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Durability {
    /// The loss of power too: nothing is answered before the disk has it.
    #[default]
    Full,
    /// Not the loss of power: for a fictional county while it is being loaded, and for tests. On
    /// PostgreSQL the server decides.
    Passing,
}

/// The open database of the house.
pub struct Db {
    location: Location,
    lanes: Vec<Sender<Box<dyn Job>>>,
    readers: reading::Readers,
    threads: Vec<std::thread::JoinHandle<()>>,
}

/// What the lanes need besides the database.
#[derive(Clone)]
pub struct Surroundings {
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Identifiers.
    pub identifiers: Arc<Identifiers>,
    /// Randomness.
    pub randomness: Arc<dyn Randomness>,
    /// Who projects and listens to entries.
    pub registry: Arc<Registry>,
    /// What an act survives.
    pub durability: Durability,
    /// Told of entries after they are committed.
    pub announced: tokio::sync::broadcast::Sender<Arc<Entry>>,
}

impl Db {
    /// Migrates and opens the database.
    ///
    /// # Errors
    /// Where it cannot be reached, or a migration that was applied has been changed since.
    pub fn open(
        location: &Location,
        migrations: &[Migration],
        around: &Surroundings,
    ) -> Result<Self, DbError> {
        migrate::run(location, migrations)?;
        let mut threads = Vec::new();
        let lanes = match location {
            Location::Sqlite(path) => sqlite::write_lane(path, around, &mut threads)?,
            Location::Postgres(url) => postgres::write_lanes(url, around, &mut threads)?,
        };
        let readers = reading::Readers::open(location, &mut threads)?;
        Ok(Self { location: location.clone(), lanes, readers, threads })
    }

    /// Where the data lives.
    pub fn location(&self) -> &Location {
        &self.location
    }

    /// Reads in one consistent snapshot.
    ///
    /// # Errors
    /// What `work` gives back, or `Broken` where the database failed.
    pub async fn read<T, F>(&self, work: F) -> Result<T, HallError>
    where
        T: Send + 'static,
        F: FnOnce(&mut dyn Read) -> Result<T, HallError> + Send + 'static,
    {
        let (reply, answer) = tokio::sync::oneshot::channel();
        self.readers.send(work, reply)?;
        answer.await.map_err(|_| HallError::broken("a reader went away"))?
    }

    /// The same for code outside the asynchronous runtime (commands, tests).
    ///
    /// # Errors
    /// As [`Db::read`].
    pub fn read_now<T, F>(&self, work: F) -> Result<T, HallError>
    where
        T: Send + 'static,
        F: FnOnce(&mut dyn Read) -> Result<T, HallError> + Send + 'static,
    {
        let (reply, answer) = tokio::sync::oneshot::channel();
        self.readers.send(work, reply)?;
        answer.blocking_recv().map_err(|_| HallError::broken("a reader went away"))?
    }

    /// Performs an act: everything it writes is committed together or not at all.
    ///
    /// `work` may run more than once (serialization failures are retried), so it does no I/O of
    /// its own. The answer comes after COMMIT. A panic in `work` harms no other act.
    ///
    /// # Errors
    /// What `work` gives back, or `Broken` where the database failed.
    pub async fn act<T, F>(&self, head: ActHead, work: F) -> Result<T, HallError>
    where
        T: Send + 'static,
        F: Fn(&mut Act<'_>) -> Result<Committed<T>, HallError> + Send + 'static,
    {
        let answer = self.send(head, work)?;
        answer.await.map_err(|_| HallError::broken("the write lane went away"))?
    }

    /// The same for code outside the asynchronous runtime (commands, tests).
    ///
    /// # Errors
    /// As [`Db::act`].
    pub fn act_now<T, F>(&self, head: ActHead, work: F) -> Result<T, HallError>
    where
        T: Send + 'static,
        F: Fn(&mut Act<'_>) -> Result<Committed<T>, HallError> + Send + 'static,
    {
        let answer = self.send(head, work)?;
        answer.blocking_recv().map_err(|_| HallError::broken("the write lane went away"))?
    }

    fn send<T, F>(
        &self,
        head: ActHead,
        work: F,
    ) -> Result<tokio::sync::oneshot::Receiver<Result<T, HallError>>, HallError>
    where
        T: Send + 'static,
        F: Fn(&mut Act<'_>) -> Result<Committed<T>, HallError> + Send + 'static,
    {
        let (reply, answer) = tokio::sync::oneshot::channel();
        let lane = usize::try_from(head.centre.0.unsigned_abs()).unwrap_or(0) % self.lanes.len();
        self.lanes[lane]
            .send(ActJob::boxed(head, work, reply))
            .map_err(|_| HallError::broken("the write lane is closed"))?;
        Ok(answer)
    }

    /// Closes the lanes, finishing what was already handed in.
    pub fn close(mut self) {
        self.lanes.clear();
        self.readers.close();
        for thread in self.threads.drain(..) {
            if thread.join().is_err() {
                tracing::error!("a database thread ended in a panic");
            }
        }
    }
}
