//! The readers: threads with a read-only connection each, serving one queue.

use super::connection::{Connection, Read};
use super::{DbError, Location};
use crate::error::HallError;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::oneshot;

/// Read connections.
const READERS: usize = 4;

type Reading = Box<dyn FnOnce(Result<&mut dyn Connection, &DbError>) -> Fate + Send>;

/// Whether the connection can be used again.
enum Fate {
    Good,
    Lost,
}

/// The queue in front of the readers.
pub(super) struct Readers {
    queue: Option<Sender<Reading>>,
}

impl Readers {
    pub(super) fn open(
        location: &Location,
        threads: &mut Vec<std::thread::JoinHandle<()>>,
    ) -> Result<Self, DbError> {
        let (sender, receiver) = channel::<Reading>();
        let receiver = Arc::new(Mutex::new(receiver));
        for number in 0..READERS {
            let (location, receiver) = (location.clone(), Arc::clone(&receiver));
            let thread = std::thread::Builder::new()
                .name(format!("reader-{number}"))
                .spawn(move || work(&location, &receiver))
                .map_err(|error| DbError::Engine(error.to_string()))?;
            threads.push(thread);
        }
        Ok(Self { queue: Some(sender) })
    }

    pub(super) fn close(&mut self) {
        self.queue = None;
    }

    pub(super) fn send<T, F>(
        &self,
        work: F,
        reply: oneshot::Sender<Result<T, HallError>>,
    ) -> Result<(), HallError>
    where
        T: Send + 'static,
        F: FnOnce(&mut dyn Read) -> Result<T, HallError> + Send + 'static,
    {
        let reading: Reading = Box::new(move |connection| {
            let (outcome, fate) = match connection {
                Ok(connection) => snapshot(connection, work),
                Err(error) => (Err(HallError::broken(error)), Fate::Lost),
            };
            drop(reply.send(outcome));
            fate
        });
        self.queue
            .as_ref()
            .and_then(|queue| queue.send(reading).ok())
            .ok_or_else(|| HallError::broken("the readers are closed"))
    }
}

fn snapshot<T, F>(connection: &mut dyn Connection, work: F) -> (Result<T, HallError>, Fate)
where
    F: FnOnce(&mut dyn Read) -> Result<T, HallError>,
{
    if let Err(error) = connection.batch(begin(connection.engine())) {
        return (Err(HallError::broken(error)), Fate::Lost);
    }
    let mut reading = ReadOnly(connection);
    let outcome = catch_unwind(AssertUnwindSafe(|| work(&mut reading)))
        .unwrap_or_else(|_| Err(HallError::broken("a read ended in a panic")));
    let fate = if connection.batch("ROLLBACK").is_ok() { Fate::Good } else { Fate::Lost };
    (outcome, fate)
}

/// One consistent view of the whole database, held open for as long as it lives.
///
/// For long reads of commands (verification, copies): pages that are read minutes apart still
/// belong to the same instant, while others write on. Not for use on a runtime thread.
pub struct Snapshot {
    connection: Box<dyn Connection>,
}

impl Snapshot {
    /// Opens one.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub fn open(location: &Location) -> Result<Self, DbError> {
        let mut connection = open(location)?;
        connection.batch(begin(connection.engine()))?;
        // SQLite takes its view with the first read, not with BEGIN.
        connection.query(FIRST_READ, &[])?;
        Ok(Self { connection })
    }
}

const FIRST_READ: super::Statement = super::Statement::each(
    "SELECT COUNT(*) FROM (SELECT 1 FROM sqlite_master LIMIT 1)",
    "SELECT 1",
);

impl Read for Snapshot {
    fn engine(&self) -> super::Engine {
        self.connection.engine()
    }

    fn query(
        &mut self,
        statement: super::Statement,
        params: &[super::Value],
    ) -> Result<Vec<super::Row>, DbError> {
        self.connection.query(statement, params)
    }
}

fn begin(engine: super::Engine) -> &'static str {
    match engine {
        super::Engine::Sqlite => "BEGIN",
        super::Engine::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    }
}

/// Hides everything but reading.
struct ReadOnly<'a>(&'a mut dyn Connection);

impl Read for ReadOnly<'_> {
    fn engine(&self) -> super::Engine {
        self.0.engine()
    }

    fn query(
        &mut self,
        statement: super::Statement,
        params: &[super::Value],
    ) -> Result<Vec<super::Row>, DbError> {
        self.0.query(statement, params)
    }
}

fn open(location: &Location) -> Result<Box<dyn Connection>, DbError> {
    Ok(match location {
        Location::Sqlite(path) => Box::new(super::sqlite::open_reader(path)?),
        Location::Postgres(url) => Box::new(super::postgres::PostgresConnection::open(url)?),
    })
}

fn work(location: &Location, receiver: &Mutex<Receiver<Reading>>) {
    let mut connection: Option<Box<dyn Connection>> = None;
    loop {
        let next = receiver.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(reading) = next else { return };
        if connection.is_none() {
            match open(location) {
                Ok(opened) => connection = Some(opened),
                Err(error) => {
                    reading(Err(&error));
                    continue;
                }
            }
        }
        let Some(ready) = connection.as_deref_mut() else {
            continue;
        };
        if matches!(reading(Ok(ready)), Fate::Lost) {
            connection = None;
        }
    }
}
