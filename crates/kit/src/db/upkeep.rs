//! Upkeep of a database: online copies, and preparing every statement of the house.

use super::connection::Connection;
use super::{DbError, Location, Migration, Statement};
use std::path::Path;
use std::time::Duration;

/// Copies a SQLite database while it is in use; the copy is consistent.
///
/// # Errors
/// Where the source cannot be read or the target not be written.
pub fn backup_sqlite(
    source: &Path,
    target: &Path,
    mut progress: impl FnMut(u64, u64),
) -> Result<(), DbError> {
    let problem = |error: &rusqlite::Error| super::sqlite::problem(error);
    let source = super::sqlite::open_raw(source)?;
    // A view held from the first page to the last: otherwise every write of another connection
    // makes the copy begin anew, and a busy house would never be copied.
    source
        .execute_batch("BEGIN; SELECT COUNT(*) FROM sqlite_master;")
        .map_err(|error| problem(&error))?;
    let mut target = rusqlite::Connection::open(target).map_err(|error| problem(&error))?;
    let backup =
        rusqlite::backup::Backup::new(&source, &mut target).map_err(|error| problem(&error))?;
    loop {
        let step = backup.step(1_000).map_err(|error| problem(&error))?;
        let state = backup.progress();
        let total = u64::try_from(state.pagecount).unwrap_or(0);
        let left = u64::try_from(state.remaining).unwrap_or(0);
        progress(total.saturating_sub(left), total);
        match step {
            rusqlite::backup::StepResult::Done => return Ok(()),
            rusqlite::backup::StepResult::More => {}
            _ => std::thread::park_timeout(Duration::from_millis(20)),
        }
    }
}

/// Prepares every statement on a migrated database; gives those that the engine refuses.
///
/// # Errors
/// Where the database cannot be opened.
pub fn check_statements(
    location: &Location,
    migrations: &[Migration],
    statements: &[Statement],
) -> Result<Vec<(Statement, String)>, DbError> {
    super::migrate::run(location, migrations)?;
    let mut prepare: Box<dyn FnMut(Statement) -> Result<(), DbError>> = match location {
        Location::Sqlite(path) => {
            let mut connection =
                super::sqlite::SqliteConnection::new(super::sqlite::open_raw(path)?);
            Box::new(move |statement| connection.prepare_only(statement))
        }
        Location::Postgres(url) => {
            let mut connection = super::postgres::PostgresConnection::open(url)?;
            connection.batch("SELECT 1")?;
            Box::new(move |statement| connection.prepare_only(statement))
        }
    };
    Ok(statements
        .iter()
        .filter_map(|statement| {
            prepare(*statement).err().map(|error| (*statement, error.to_string()))
        })
        .collect())
}
