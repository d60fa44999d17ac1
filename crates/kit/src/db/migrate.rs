//! Migrations, run by refinery: one history table for each room, checksums kept.

use super::{DbError, Engine, Location};
use refinery::Runner;

/// One numbered step of a room's tables, for both engines.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// The room it belongs to; also the prefix of its tables.
    pub room: &'static str,
    /// Its number within the room, from 1.
    pub number: u32,
    /// What it does, in snake case.
    pub name: &'static str,
    /// The SQL for SQLite.
    pub sqlite: &'static str,
    /// The SQL for PostgreSQL.
    pub postgres: &'static str,
}

/// Applies what is not applied yet.
pub(super) fn run(location: &Location, migrations: &[Migration]) -> Result<(), DbError> {
    match location {
        Location::Sqlite(path) => {
            let mut connection = super::sqlite::open_raw(path)?;
            run_sqlite(&mut connection, migrations)
        }
        Location::Postgres(url) => {
            let mut client = super::postgres::connect(url)?;
            // Two instances starting at once take turns.
            let lock = "SELECT pg_advisory_lock(7304110911)";
            client.batch_execute(lock).map_err(|error| super::postgres::problem(&error))?;
            for (room, runner) in runners(migrations, Engine::Postgres)? {
                report(room, runner.run(&mut client))?;
            }
            Ok(())
        }
    }
}

/// Applies the SQLite steps on a given connection (also used for the rebuilding in memory).
pub(crate) fn run_sqlite(
    connection: &mut rusqlite::Connection,
    migrations: &[Migration],
) -> Result<(), DbError> {
    for (room, runner) in runners(migrations, Engine::Sqlite)? {
        report(room, runner.run(connection))?;
    }
    Ok(())
}

fn runners(
    migrations: &[Migration],
    engine: Engine,
) -> Result<Vec<(&'static str, Runner)>, DbError> {
    let mut rooms: Vec<&'static str> = Vec::new();
    for migration in migrations {
        if !rooms.contains(&migration.room) {
            rooms.push(migration.room);
        }
    }
    rooms
        .into_iter()
        .map(|room| {
            let steps = migrations
                .iter()
                .filter(|migration| migration.room == room)
                .map(|migration| step(migration, engine))
                .collect::<Result<Vec<_>, _>>()?;
            let mut runner = Runner::new(&steps).set_grouped(true);
            runner.set_migration_table_name(format!("{room}_migrations"));
            Ok((room, runner))
        })
        .collect()
}

fn step(migration: &Migration, engine: Engine) -> Result<refinery::Migration, DbError> {
    let text = match engine {
        Engine::Sqlite => migration.sqlite,
        Engine::Postgres => migration.postgres,
    };
    refinery::Migration::unapplied(&format!("V{}__{}", migration.number, migration.name), text)
        .map_err(|error| DbError::Engine(error.to_string()))
}

fn report(room: &str, outcome: Result<refinery::Report, refinery::Error>) -> Result<(), DbError> {
    outcome.map(|_| ()).map_err(|error| DbError::Engine(format!("migrations of {room}: {error}")))
}
