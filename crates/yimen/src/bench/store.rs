//! The rows that both sides of the comparison write: through the journal, and raw.

use jiff::ToSpan;
use jiff::civil::Date;
use kit::HallError;
use kit::db::{CentreId, Execute, Migration, Read, Statement, Value};
use kit::journal::{Entry, Projection};
use kit::params;
use postgres::{Client, NoTls};
use rusqlite::{Connection, params as raw};
use std::path::Path;

/// What an act of the benchmark says: a resident's case was taken.
pub(super) type Taken = (i64, String, String, i64);

const ADD: Statement = Statement::both(
    "INSERT INTO bench_cases (centre_id, number, item, taken_by, due_at_ms, state)
     VALUES ($1, $2, $3, $4, $5, 'taken')",
);

pub(super) const STATEMENTS: &[Statement] = &[ADD];

const TABLE: &str = "CREATE TABLE bench_cases (
    centre_id INTEGER NOT NULL,
    number    INTEGER NOT NULL,
    item      TEXT    NOT NULL,
    taken_by  TEXT    NOT NULL,
    due_at_ms INTEGER NOT NULL,
    state     TEXT    NOT NULL,
    PRIMARY KEY (centre_id, number)
) STRICT, WITHOUT ROWID;";

const TABLE_POSTGRES: &str = "CREATE TABLE bench_cases (
    centre_id BIGINT NOT NULL,
    number    BIGINT NOT NULL,
    item      TEXT   NOT NULL,
    taken_by  TEXT   NOT NULL,
    due_at_ms BIGINT NOT NULL,
    state     TEXT   NOT NULL,
    PRIMARY KEY (centre_id, number)
)";

const COUNT: Statement =
    Statement::both("SELECT COUNT(*) AS found FROM cases_cases WHERE centre_id = $1");
const FIRST: Statement =
    Statement::both("SELECT number FROM cases_cases WHERE centre_id = $1 ORDER BY number LIMIT 1");
const LAST: Statement = Statement::both(
    "SELECT number FROM cases_cases WHERE centre_id = $1 ORDER BY number DESC LIMIT 1",
);
const FOLLOWING: Statement = Statement::both(
    "SELECT number FROM cases_cases WHERE centre_id = $1 AND number >= $2 ORDER BY number LIMIT 1",
);

/// How many cases there are in some centres, and numbers of cases of every age.
pub(super) fn spread(
    read: &mut dyn Read,
    centres: &[CentreId],
    wanted: u32,
) -> Result<(u64, Vec<String>), HallError> {
    let (mut count, mut numbers) = (0, Vec::new());
    for centre in centres {
        let mut number = |statement, params: &[Value]| -> Result<Option<String>, HallError> {
            let row = read.first(statement, params)?;
            Ok(row.map(|row| row.get("number")).transpose()?)
        };
        let ends = [number(FIRST, &params![*centre])?, number(LAST, &params![*centre])?];
        if let [Some(first), Some(last)] = ends {
            for days in days_between(&first, &last) {
                let at = format!("{}-{days}-0003", &first[..3]);
                numbers.extend(number(FOLLOWING, &params![*centre, at])?);
            }
        }
        let row = read.first(COUNT, &params![*centre])?;
        count += row.map_or(Ok(0), |row| row.get::<u64>("found"))?;
    }
    numbers.truncate(usize::try_from(wanted).unwrap_or(usize::MAX));
    Ok((count, numbers))
}

/// The days from that of one case number to that of another.
fn days_between(first: &str, last: &str) -> Vec<String> {
    let day =
        |number: &str| -> Option<Date> { Date::strptime("%Y%m%d", number.split('-').nth(1)?).ok() };
    let (Some(from), Some(through)) = (day(first), day(last)) else { return Vec::new() };
    from.series(1.day())
        .take_while(|it| *it <= through)
        .map(|it| it.strftime("%Y%m%d").to_string())
        .collect()
}

/// A digest that nobody computed.
const DIGEST: [u8; 32] = [7; 32];

pub(super) const MIGRATION: Migration =
    Migration { room: "bench", number: 1, name: "cases", sqlite: TABLE, postgres: "" };

pub(super) fn project(projection: &mut Projection<'_>, entry: &Entry) -> Result<(), HallError> {
    let (number, item, taken_by, due_at_ms): Taken = entry.facts()?;
    projection.execute(ADD, &params![entry.centre, number, item, taken_by, due_at_ms])?;
    Ok(())
}

/// The yardstick on either engine.
pub(super) enum RawRows {
    Sqlite(Raw),
    Postgres(Box<RawPostgres>),
}

impl RawRows {
    /// Writes a group in one transaction.
    pub(super) fn write(
        &mut self,
        centre: i64,
        now_ms: i64,
        group: &[(i64, String)],
    ) -> anyhow::Result<()> {
        match self {
            Self::Sqlite(raw) => Ok(raw.write(centre, now_ms, group)?),
            Self::Postgres(raw) => Ok(raw.write(centre, now_ms, group)?),
        }
    }
}

/// The yardstick on PostgreSQL.
pub(super) struct RawPostgres {
    client: Client,
    entry: postgres::Statement,
    case: postgres::Statement,
    head: postgres::Statement,
    sequence: i64,
}

impl RawPostgres {
    /// Opens a database with the same tables.
    pub(super) fn open(url: &str, centre: i64) -> Result<Self, postgres::Error> {
        let mut client = Client::connect(url, NoTls)?;
        for migration in kit::journal::migrations() {
            client.batch_execute(migration.postgres)?;
        }
        client.batch_execute(TABLE_POSTGRES)?;
        client.execute(
            "INSERT INTO journal_heads (centre_id, sequence, digest, at_ms) VALUES ($1, 0, $2, 0)",
            &[&centre, &&DIGEST[..]],
        )?;
        Ok(Self {
            entry: client.prepare(
                "INSERT INTO journal_entries (centre_id, sequence, at_ms, speaks_of_ms,
                   actor_account, actor_name, actor_post, actor_window, on_behalf_of,
                   subject_kind, subject_id, action, payload, previous, digest)
                 VALUES ($1, $2, $3, $3, 0, $4, $5, '', '', 'case', $6, 'bench.taken', $7, $8, $8)",
            )?,
            case: client.prepare(
                "INSERT INTO bench_cases (centre_id, number, item, taken_by, due_at_ms, state)
                 VALUES ($1, $2, $3, $4, $5, 'taken')",
            )?,
            head: client.prepare(
                "UPDATE journal_heads SET sequence = $2, digest = $3, at_ms = $4
                 WHERE centre_id = $1",
            )?,
            client,
            sequence: 0,
        })
    }

    fn write(
        &mut self,
        centre: i64,
        now_ms: i64,
        group: &[(i64, String)],
    ) -> Result<(), postgres::Error> {
        let (item, clerk) = (super::journal::ITEM, super::journal::CLERK);
        let mut transaction = self.client.transaction()?;
        for (number, payload) in group {
            self.sequence += 1;
            let (sequence, subject) = (self.sequence, number.to_string());
            transaction.execute(
                &self.entry,
                &[&centre, &sequence, &now_ms, &"一门", &"系统", &subject, payload, &&DIGEST[..]],
            )?;
            transaction.execute(&self.case, &[&centre, number, &item, &clerk, &now_ms])?;
            transaction.execute(&self.head, &[&centre, &sequence, &&DIGEST[..], &now_ms])?;
        }
        transaction.commit()
    }
}

/// The yardstick: the same rows, written by hand.
pub(super) struct Raw {
    connection: Connection,
    sequence: i64,
}

impl Raw {
    /// Opens a database with the same tables and the same care for what was acknowledged.
    pub(super) fn open(path: &Path, centre: i64) -> rusqlite::Result<Self> {
        let connection = Connection::open(path)?;
        connection.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16000;",
        )?;
        for migration in kit::journal::migrations() {
            connection.execute_batch(migration.sqlite)?;
        }
        connection.execute_batch(TABLE)?;
        connection.execute(
            "INSERT INTO journal_heads (centre_id, sequence, digest, at_ms) VALUES (?1, 0, ?2, 0)",
            raw![centre, [0u8; 32]],
        )?;
        Ok(Self { connection, sequence: 0 })
    }

    fn write(&mut self, centre: i64, now_ms: i64, group: &[(i64, String)]) -> rusqlite::Result<()> {
        self.connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        for (number, payload) in group {
            self.sequence += 1;
            self.row(centre, now_ms, *number, payload)?;
        }
        self.connection.prepare_cached("COMMIT")?.execute([])?;
        Ok(())
    }

    fn row(&self, centre: i64, now_ms: i64, number: i64, payload: &str) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO journal_entries (centre_id, sequence, at_ms, speaks_of_ms,
                   actor_account, actor_name, actor_post, actor_window, on_behalf_of,
                   subject_kind, subject_id, action, payload, previous, digest)
                 VALUES (?1, ?2, ?3, ?3, 0, ?4, ?5, '', '', 'case', ?6, 'bench.taken', ?7, ?8, ?8)",
            )?
            .execute(raw![
                centre,
                self.sequence,
                now_ms,
                "一门",
                "系统",
                number.to_string(),
                payload,
                DIGEST
            ])?;
        self.connection
            .prepare_cached(
                "INSERT INTO bench_cases (centre_id, number, item, taken_by, due_at_ms, state)
                 VALUES (?1, ?2, ?3, ?4, ?5, 'taken')",
            )?
            .execute(raw![centre, number, super::journal::ITEM, super::journal::CLERK, now_ms])?;
        self.connection
            .prepare_cached(
                "UPDATE journal_heads SET sequence = ?2, digest = ?3, at_ms = ?4
                 WHERE centre_id = ?1",
            )?
            .execute(raw![centre, self.sequence, DIGEST, now_ms])?;
        Ok(())
    }
}
