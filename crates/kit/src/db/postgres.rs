//! PostgreSQL: a few lanes of one connection each, with retry of what the server asks to retry.
//!
//! `postgres::Client` must never be touched on a runtime thread, so every client lives and dies
//! on a thread of its own.

use super::connection::{Connection, Execute, Read};
use super::lane::{self, Apart, Heads, Job};
use super::statement::{Engine, Row, Statement, Value};
use super::{DbError, Surroundings};
use postgres::error::SqlState;
use postgres::types::{IsNull, ToSql, Type};
use postgres::{Client, NoTls};
use std::collections::HashMap;
use std::error::Error;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

/// Write connections; acts of one centre always take the same one.
const LANES: usize = 4;
/// Acts that may share one COMMIT at most.
const GROUP_MAX: usize = 64;
/// How often an act is tried again.
const TRIES_MAX: u32 = 8;

/// A PostgreSQL connection that speaks the house's statements.
pub(super) struct PostgresConnection {
    client: Client,
    prepared: HashMap<usize, postgres::Statement>,
    /// Whether a statement failed since BEGIN: the server would answer COMMIT by rolling back, and
    /// call that a success.
    is_spoilt: bool,
}

/// Connects.
pub(super) fn connect(url: &str) -> Result<Client, DbError> {
    Client::connect(url, NoTls).map_err(|error| DbError::Gone(described(&error)))
}

fn described(error: &postgres::Error) -> String {
    error.as_db_error().map_or_else(
        || match error.source() {
            Some(source) => format!("{error}: {source}"),
            None => error.to_string(),
        },
        |db| db.message().to_owned(),
    )
}

pub(super) fn problem(error: &postgres::Error) -> DbError {
    let Some(state) = error.code() else {
        return if error.is_closed() {
            DbError::Gone(described(error))
        } else {
            DbError::Engine(described(error))
        };
    };
    match *state {
        SqlState::T_R_SERIALIZATION_FAILURE | SqlState::T_R_DEADLOCK_DETECTED => {
            DbError::Retry(described(error))
        }
        SqlState::ADMIN_SHUTDOWN | SqlState::CRASH_SHUTDOWN => DbError::Gone(described(error)),
        _ if state.code().starts_with("23") => DbError::Constraint(
            error
                .as_db_error()
                .and_then(postgres::error::DbError::constraint)
                .map_or_else(|| described(error), str::to_owned),
        ),
        _ => DbError::Engine(described(error)),
    }
}

impl PostgresConnection {
    pub(super) fn open(url: &str) -> Result<Self, DbError> {
        Ok(Self { client: connect(url)?, prepared: HashMap::new(), is_spoilt: false })
    }

    fn statement(&mut self, text: &'static str) -> Result<postgres::Statement, DbError> {
        let key = text.as_ptr() as usize;
        if let Some(statement) = self.prepared.get(&key) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(text).map_err(|error| {
            self.is_spoilt = true;
            problem(&error)
        })?;
        self.prepared.insert(key, statement.clone());
        Ok(statement)
    }

    /// Prepares a statement without running it.
    pub(super) fn prepare_only(&mut self, statement: Statement) -> Result<(), DbError> {
        self.client.prepare(statement.postgres).map(|_| ()).map_err(|error| problem(&error))
    }
}

impl Read for PostgresConnection {
    fn engine(&self) -> Engine {
        Engine::Postgres
    }

    fn query(&mut self, statement: Statement, params: &[Value]) -> Result<Vec<Row>, DbError> {
        let prepared = self.statement(statement.postgres)?;
        let references: Vec<&(dyn ToSql + Sync)> =
            params.iter().map(|value| value as &(dyn ToSql + Sync)).collect();
        let rows = self.client.query(&prepared, &references).map_err(|error| {
            self.is_spoilt = true;
            problem(&error)
        })?;
        let columns: Arc<[String]> =
            prepared.columns().iter().map(|column| column.name().to_owned()).collect();
        rows.iter().map(|row| received(row, &columns)).collect()
    }
}

impl Execute for PostgresConnection {
    fn execute(&mut self, statement: Statement, params: &[Value]) -> Result<u64, DbError> {
        let prepared = self.statement(statement.postgres)?;
        let references: Vec<&(dyn ToSql + Sync)> =
            params.iter().map(|value| value as &(dyn ToSql + Sync)).collect();
        self.client.execute(&prepared, &references).map_err(|error| {
            self.is_spoilt = true;
            problem(&error)
        })
    }
}

impl Connection for PostgresConnection {
    fn batch(&mut self, text: &str) -> Result<(), DbError> {
        match text {
            "COMMIT" if self.is_spoilt => {
                return Err(DbError::Retry("a statement of the transaction had failed".into()));
            }
            "COMMIT" | "RELEASE act" | "SAVEPOINT act" => {}
            _ => self.is_spoilt = false,
        }
        self.client.batch_execute(text).map_err(|error| problem(&error))
    }
}

fn received(row: &postgres::Row, columns: &Arc<[String]>) -> Result<Row, DbError> {
    let values = row
        .columns()
        .iter()
        .enumerate()
        .map(|(index, column)| value_at(row, index, column.type_()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| problem(&error))?;
    Ok(Row { columns: Arc::clone(columns), values })
}

fn value_at(row: &postgres::Row, index: usize, kind: &Type) -> Result<Value, postgres::Error> {
    Ok(match *kind {
        Type::INT8 => row.try_get::<_, Option<i64>>(index)?.into(),
        Type::INT4 => row.try_get::<_, Option<i32>>(index)?.into(),
        Type::BOOL => row.try_get::<_, Option<bool>>(index)?.map(i64::from).into(),
        Type::FLOAT8 => row.try_get::<_, Option<f64>>(index)?.into(),
        Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(index)?.into(),
        _ => row.try_get::<_, Option<String>>(index)?.into(),
    })
}

impl ToSql for Value {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut postgres::types::private::BytesMut,
    ) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Integer(it) => match *kind {
                Type::INT4 => i32::try_from(*it)?.to_sql(kind, out),
                Type::BOOL => (*it != 0).to_sql(kind, out),
                _ => it.to_sql(&Type::INT8, out),
            },
            Self::Real(it) => it.to_sql(kind, out),
            Self::Text(it) => it.to_sql(&Type::TEXT, out),
            Self::Bytes(it) => it.to_sql(&Type::BYTEA, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    postgres::types::to_sql_checked!();
}

/// Starts the write lanes.
pub(super) fn write_lanes(
    url: &str,
    around: &Surroundings,
    threads: &mut Vec<std::thread::JoinHandle<()>>,
) -> Result<Vec<Sender<Box<dyn Job>>>, DbError> {
    (0..LANES)
        .map(|number| {
            let (sender, receiver) = channel();
            let (url, around) = (url.to_owned(), around.clone());
            let thread = std::thread::Builder::new()
                .name(format!("write-lane-{number}"))
                .spawn(move || work(&url, &receiver, &around))
                .map_err(|error| DbError::Engine(error.to_string()))?;
            threads.push(thread);
            Ok(sender)
        })
        .collect()
}

fn work(url: &str, receiver: &Receiver<Box<dyn Job>>, around: &Surroundings) {
    let mut connection: Option<PostgresConnection> = None;
    while let Ok(first) = receiver.recv() {
        let mut group = vec![first];
        while group.len() < GROUP_MAX {
            match receiver.try_recv() {
                Ok(job) => group.push(job),
                Err(_) => break,
            }
        }
        let Err(unsettled) = attempt(url, &mut connection, (group, Apart::NotYet), around) else {
            continue;
        };
        for job in unsettled.jobs {
            alone(url, &mut connection, job, around);
        }
    }
}

/// One job by itself, tried again as long as the server asks for it.
fn alone(
    url: &str,
    connection: &mut Option<PostgresConnection>,
    job: Box<dyn Job>,
    around: &Surroundings,
) {
    let mut waiting = vec![job];
    for attempt_number in 1..=TRIES_MAX {
        let group = (std::mem::take(&mut waiting), Apart::BySavepoints);
        match attempt(url, connection, group, around) {
            Ok(()) => return,
            Err(unsettled) => {
                let may_retry =
                    matches!(unsettled.error, DbError::Retry(_)) && attempt_number < TRIES_MAX;
                if !may_retry {
                    for job in unsettled.jobs {
                        job.fail(&unsettled.error);
                    }
                    return;
                }
                waiting = unsettled.jobs;
            }
        }
    }
}

fn attempt(
    url: &str,
    connection: &mut Option<PostgresConnection>,
    (group, apart): (Vec<Box<dyn Job>>, Apart),
    around: &Surroundings,
) -> Result<(), lane::Unsettled> {
    let open = match connection.take() {
        Some(open) if !open.client.is_closed() => open,
        _ => match PostgresConnection::open(url) {
            Ok(open) => open,
            Err(error) => return Err(lane::Unsettled { jobs: group, error }),
        },
    };
    let open = connection.insert(open);
    if let Err(error) = open.batch("BEGIN") {
        *connection = None;
        return Err(lane::Unsettled { jobs: group, error });
    }
    let outcome = lane::run_group(open, group, (&mut Heads::default(), apart), around);
    if let Err(unsettled) = &outcome
        && matches!(unsettled.error, DbError::Gone(_))
    {
        *connection = None;
    }
    outcome
}
