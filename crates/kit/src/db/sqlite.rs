//! SQLite: one writer thread with group commit, WAL, synchronous=FULL.

use super::connection::{Connection, Execute, Read};
use super::lane::{self, Apart, Job, Unsettled};
use super::statement::{Engine, Row, Statement, Value};
use super::{DbError, Durability, Surroundings};
use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use rusqlite::{ErrorCode, OpenFlags};
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

/// Acts that may share one COMMIT at most.
const GROUP_MAX: usize = 128;
/// Acts after which the planner is told anew how large the tables are: soon in a young hall.
const ANALYSED_AFTER: [usize; 2] = [200, 20_000];

/// A SQLite connection that speaks the house's statements.
pub(crate) struct SqliteConnection {
    raw: rusqlite::Connection,
    known: HashMap<usize, Known>,
}

/// What is found out once about a statement.
#[derive(Clone)]
struct Known {
    /// Its text with numbered placeholders.
    text: Arc<str>,
    /// The names of its columns, once it was asked.
    columns: Option<Arc<[String]>>,
}

impl SqliteConnection {
    pub(crate) fn new(raw: rusqlite::Connection) -> Self {
        raw.set_prepared_statement_cache_capacity(512);
        Self { raw, known: HashMap::new() }
    }

    /// An empty database in memory with all tables, for rebuilding projections.
    pub(crate) fn in_memory(migrations: &[super::Migration]) -> Result<Self, DbError> {
        let mut raw = rusqlite::Connection::open_in_memory().map_err(|error| problem(&error))?;
        super::migrate::run_sqlite(&mut raw, migrations)?;
        Ok(Self::new(raw))
    }

    pub(crate) fn begin(&mut self) -> Result<(), DbError> {
        self.batch("BEGIN")
    }

    pub(crate) fn commit(&mut self) -> Result<(), DbError> {
        self.batch("COMMIT")
    }

    /// `$1` is a *named* parameter to SQLite, numbered by first appearance: rewritten to `?1`.
    fn known(&mut self, text: &'static str) -> Known {
        let make = || Known { text: numbered(text).into(), columns: None };
        self.known.entry(text.as_ptr() as usize).or_insert_with(make).clone()
    }

    /// Prepares a statement without running it.
    pub(crate) fn prepare_only(&mut self, statement: Statement) -> Result<(), DbError> {
        self.raw.prepare(&numbered(statement.sqlite)).map(|_| ()).map_err(|error| problem(&error))
    }
}

fn numbered(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(letter) = rest.next() {
        let is_placeholder = letter == '$' && rest.peek().is_some_and(char::is_ascii_digit);
        result.push(if is_placeholder { '?' } else { letter });
    }
    result
}

impl Read for SqliteConnection {
    fn engine(&self) -> Engine {
        Engine::Sqlite
    }

    fn query(&mut self, statement: Statement, params: &[Value]) -> Result<Vec<Row>, DbError> {
        let Known { text, columns } = self.known(statement.sqlite);
        let mut prepared = self.raw.prepare_cached(&text).map_err(|error| problem(&error))?;
        let columns = columns.unwrap_or_else(|| {
            let names: Arc<[String]> = prepared.column_names().map(str::to_owned).collect();
            if let Some(known) = self.known.get_mut(&(statement.sqlite.as_ptr() as usize)) {
                known.columns = Some(Arc::clone(&names));
            }
            names
        });
        let count = columns.len();
        let mut rows = prepared
            .query(rusqlite::params_from_iter(params.iter().map(bound)))
            .map_err(|error| problem(&error))?;
        let mut result = Vec::new();
        while let Some(row) = rows.next().map_err(|error| problem(&error))? {
            let values = (0..count)
                .map(|index| row.get_ref(index).map(received))
                .collect::<Result<Vec<_>, _>>()
                .map_err(|error| problem(&error))?;
            result.push(Row { columns: Arc::clone(&columns), values });
        }
        Ok(result)
    }
}

impl Execute for SqliteConnection {
    fn execute(&mut self, statement: Statement, params: &[Value]) -> Result<u64, DbError> {
        let Known { text, .. } = self.known(statement.sqlite);
        let mut prepared = self.raw.prepare_cached(&text).map_err(|error| problem(&error))?;
        prepared
            .execute(rusqlite::params_from_iter(params.iter().map(bound)))
            .map(|count| count as u64)
            .map_err(|error| problem(&error))
    }
}

impl Connection for SqliteConnection {
    fn batch(&mut self, text: &str) -> Result<(), DbError> {
        // Cached: BEGIN and COMMIT come with every group.
        let mut prepared = self.raw.prepare_cached(text).map_err(|error| problem(&error))?;
        prepared.execute([]).map(|_| ()).map_err(|error| problem(&error))
    }
}

fn bound(value: &Value) -> rusqlite::types::ToSqlOutput<'_> {
    use rusqlite::types::ToSqlOutput::Borrowed;
    match value {
        Value::Null => Borrowed(ValueRef::Null),
        Value::Integer(it) => Borrowed(ValueRef::Integer(*it)),
        Value::Real(it) => Borrowed(ValueRef::Real(*it)),
        Value::Text(it) => Borrowed(ValueRef::Text(it.as_bytes())),
        Value::Bytes(it) => Borrowed(ValueRef::Blob(it)),
    }
}

fn received(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(it) => Value::Integer(it),
        ValueRef::Real(it) => Value::Real(it),
        // Valid but where a stranger wrote into the file; the check of whole texts is the fast one.
        ValueRef::Text(it) => Value::Text(match std::str::from_utf8(it) {
            Ok(text) => text.to_owned(),
            Err(_) => String::from_utf8_lossy(it).into_owned(),
        }),
        ValueRef::Blob(it) => Value::Bytes(it.to_vec()),
    }
}

pub(super) fn problem(error: &rusqlite::Error) -> DbError {
    match error {
        rusqlite::Error::SqliteFailure(failure, message) => {
            let text = message.clone().unwrap_or_else(|| failure.to_string());
            match failure.code {
                ErrorCode::ConstraintViolation => DbError::Constraint(text),
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => DbError::Retry(text),
                ErrorCode::CannotOpen => DbError::Gone(text),
                _ => DbError::Engine(text),
            }
        }
        other => DbError::Engine(other.to_string()),
    }
}

/// Opens the file for writing, with the settings the house relies on.
pub(super) fn open_raw(path: &Path) -> Result<rusqlite::Connection, DbError> {
    // A connection never leaves its thread, or goes from one to the next as a whole.
    let flags = OpenFlags::default() | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let raw =
        rusqlite::Connection::open_with_flags(path, flags).map_err(|error| problem(&error))?;
    keep_plans(&raw)?;
    raw.busy_timeout(Duration::from_secs(20)).map_err(|error| problem(&error))?;
    raw.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
         PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000;",
    )
    .map_err(|error| problem(&error))?;
    Ok(raw)
}

/// Opens the file for reading only.
pub(super) fn open_reader(path: &Path) -> Result<SqliteConnection, DbError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let raw =
        rusqlite::Connection::open_with_flags(path, flags).map_err(|error| problem(&error))?;
    keep_plans(&raw)?;
    raw.busy_timeout(Duration::from_secs(20)).map_err(|error| problem(&error))?;
    raw.execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -8000;")
        .map_err(|error| problem(&error))?;
    Ok(SqliteConnection::new(raw))
}

/// Otherwise a statement with `LIMIT $1` is prepared anew each time another value is bound.
fn keep_plans(raw: &rusqlite::Connection) -> Result<(), DbError> {
    raw.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
        .map(drop)
        .map_err(|error| problem(&error))
}

/// Starts the writer thread.
pub(super) fn write_lane(
    path: &Path,
    around: &Surroundings,
    threads: &mut Vec<std::thread::JoinHandle<()>>,
) -> Result<Vec<Sender<Box<dyn Job>>>, DbError> {
    let raw = open_raw(path)?;
    if around.durability == Durability::Passing {
        raw.pragma_update(None, "synchronous", "OFF").map_err(|error| problem(&error))?;
    }
    let connection = SqliteConnection::new(raw);
    let (sender, receiver) = channel();
    let around = around.clone();
    let thread = std::thread::Builder::new()
        .name("write-lane".into())
        .spawn(move || work(connection, &receiver, &around))
        .map_err(|error| DbError::Engine(error.to_string()))?;
    threads.push(thread);
    Ok(vec![sender])
}

fn work(
    mut connection: SqliteConnection,
    receiver: &Receiver<Box<dyn Job>>,
    around: &Surroundings,
) {
    let mut heads = lane::Heads::default();
    let (mut seen_version, mut acts) = (0, 0);
    let [mut analysed_after, analysed_at_most] = ANALYSED_AFTER;
    analyse(&connection);
    while let Ok(first) = receiver.recv() {
        if acts >= analysed_after {
            analyse(&connection);
            (acts, analysed_after) = (0, (analysed_after * 2).min(analysed_at_most));
        }
        let mut group = vec![first];
        while group.len() < GROUP_MAX {
            match receiver.try_recv() {
                Ok(job) => group.push(job),
                Err(_) => break,
            }
        }
        acts += group.len();
        let mut attempt = |group, apart| {
            if let Err(error) = connection.batch("BEGIN IMMEDIATE") {
                return Err(Unsettled { jobs: group, error });
            }
            // Another process (a command beside the running server) may have written meanwhile.
            let version = data_version(&connection);
            if version != seen_version {
                heads.forget();
                seen_version = version;
            }
            lane::run_group(&mut connection, group, (&mut heads, apart), around)
        };
        let settled = attempt(group, Apart::NotYet).or_else(|unsettled| match unsettled.error {
            DbError::Retry(_) => attempt(unsettled.jobs, Apart::BySavepoints),
            _ => Err(unsettled),
        });
        if let Err(Unsettled { jobs, error }) = settled {
            for job in jobs {
                job.fail(&error);
            }
        }
    }
}

/// Tells the planner how large the tables are, from samples: some milliseconds, however large.
///
/// Every key begins with the centre. Without figures SQLite takes a centre for ten rows and walks
/// through the whole of it rather than use the index of what is asked for.
fn analyse(connection: &SqliteConnection) {
    let told = connection.raw.execute_batch("PRAGMA analysis_limit = 1000; ANALYZE;");
    if let Err(error) = told {
        tracing::warn!(%error, "the planner was not told how large the tables are");
    }
}

fn data_version(connection: &SqliteConnection) -> i64 {
    connection.raw.query_row("PRAGMA data_version", [], |row| row.get(0)).unwrap_or(-1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbered_placeholders_bind_by_number_not_by_appearance() {
        assert_eq!(numbered("SELECT $2, $1, '$x'"), "SELECT ?2, ?1, '$x'");
    }
}
