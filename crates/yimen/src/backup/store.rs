//! The tables of a database, whatever is in them: listed, read row by row, filled.
//!
//! The only place besides the rooms that speaks SQL: a backup has to carry tables whose meaning it
//! does not know.

use super::manifest::TableFacts;
use anyhow::{Context, bail};
use kit::db::{Location, Migration, Value};
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::{ToSql, Type};
use rusqlite::types::{ToSqlOutput, ValueRef};
use seal::{Canonical, Digest};
use std::collections::BTreeSet;

const SQLITE_TABLES: &str = "SELECT name FROM sqlite_master
    WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name";
const POSTGRES_TABLES: &str = "SELECT table_name::text FROM information_schema.tables
    WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY table_name";
const POSTGRES_COLUMNS: &str = "SELECT column_name::text FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = $1 ORDER BY column_name";
const SQLITE_COLUMNS: &str = "SELECT name FROM pragma_table_info(?1) ORDER BY name";
const SQLITE_PARENTS: &str = "SELECT DISTINCT \"table\" FROM pragma_foreign_key_list(?1)";

/// A table and its columns, both in the order of the alphabet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) name: String,
    columns: Vec<String>,
}

impl Shape {
    fn list(&self) -> String {
        let quoted: Vec<String> =
            self.columns.iter().map(|column| format!("\"{column}\"")).collect();
        quoted.join(", ")
    }

    fn select(&self) -> String {
        format!("SELECT {} FROM \"{}\"", self.list(), self.name)
    }
}

/// A database that is read or filled table by table.
pub(crate) enum Tables {
    Sqlite(rusqlite::Connection),
    Postgres(Box<postgres::Client>),
}

impl Tables {
    /// Opens a database in one consistent view of it.
    pub(crate) fn snapshot(location: &Location) -> anyhow::Result<Self> {
        let mut tables = Self::open(location)?;
        match &mut tables {
            Self::Sqlite(connection) => connection.execute_batch("BEGIN")?,
            Self::Postgres(client) => {
                client.batch_execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")?;
            }
        }
        Ok(tables)
    }

    /// Opens a database for filling.
    pub(super) fn open(location: &Location) -> anyhow::Result<Self> {
        let shown = location.shown();
        Ok(match location {
            Location::Sqlite(path) => {
                let connection = rusqlite::Connection::open(path)
                    .with_context(|| format!("{shown} cannot be opened"))?;
                connection.busy_timeout(std::time::Duration::from_secs(20))?;
                Self::Sqlite(connection)
            }
            Location::Postgres(url) => Self::Postgres(Box::new(
                postgres::Client::connect(url, postgres::NoTls)
                    .with_context(|| format!("{shown} cannot be reached"))?,
            )),
        })
    }

    /// Names of all tables.
    pub(crate) fn names(&mut self) -> anyhow::Result<Vec<String>> {
        match self {
            Self::Sqlite(connection) => texts(connection, SQLITE_TABLES, &[]),
            Self::Postgres(client) => {
                let rows = client.query(POSTGRES_TABLES, &[])?;
                Ok(rows.iter().map(|row| row.get(0)).collect())
            }
        }
    }

    /// All tables but the histories of migrations, which every database writes for itself;
    /// a table that others point to stands before them.
    pub(super) fn shapes(&mut self, migrations: &[Migration]) -> anyhow::Result<Vec<Shape>> {
        let histories: BTreeSet<String> =
            migrations.iter().map(|step| format!("{}_migrations", step.room)).collect();
        let mut shapes = Vec::new();
        for name in self.names()?.into_iter().filter(|name| !histories.contains(name)) {
            let columns = match self {
                Self::Sqlite(connection) => texts(connection, SQLITE_COLUMNS, &[&name])?,
                Self::Postgres(client) => {
                    let rows = client.query(POSTGRES_COLUMNS, &[&name])?;
                    rows.iter().map(|row| row.get(0)).collect()
                }
            };
            shapes.push(Shape { name, columns });
        }
        Ok(shapes)
    }

    /// The same tables, those that others point to first.
    pub(super) fn parents_first(&self, shapes: Vec<Shape>) -> anyhow::Result<Vec<Shape>> {
        let Self::Sqlite(connection) = self else {
            return Ok(shapes);
        };
        let mut waiting = shapes;
        let mut ordered: Vec<Shape> = Vec::new();
        while !waiting.is_empty() {
            let names: BTreeSet<String> = waiting.iter().map(|shape| shape.name.clone()).collect();
            let (mut ready, mut blocked) = (Vec::new(), Vec::new());
            for shape in waiting {
                let parents = texts(connection, SQLITE_PARENTS, &[&shape.name])?;
                let is_blocked = parents.iter().any(|it| names.contains(it) && *it != shape.name);
                if is_blocked { blocked.push(shape) } else { ready.push(shape) }
            }
            if ready.is_empty() {
                bail!("tables point at each other in a ring: {names:?}");
            }
            ordered.append(&mut ready);
            waiting = blocked;
        }
        Ok(ordered)
    }

    /// Reads a table row by row, columns in the order of the shape.
    pub(super) fn rows(
        &mut self,
        shape: &Shape,
        each: &mut dyn FnMut(&[Value]) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        match self {
            Self::Sqlite(connection) => {
                let mut statement = connection.prepare(&shape.select())?;
                let mut rows = statement.query([])?;
                while let Some(row) = rows.next()? {
                    let values = (0..shape.columns.len())
                        .map(|index| row.get_ref(index).map(from_sqlite))
                        .collect::<Result<Vec<_>, _>>()?;
                    each(&values)?;
                }
            }
            Self::Postgres(client) => {
                let nothing: [&(dyn ToSql + Sync); 0] = [];
                let mut rows = client.query_raw(&shape.select(), nothing)?;
                while let Some(row) = rows.next()? {
                    let values = (0..shape.columns.len())
                        .map(|index| from_postgres(&row, index))
                        .collect::<Result<Vec<_>, _>>()?;
                    each(&values)?;
                }
            }
        }
        Ok(())
    }

    /// How many rows a table has and the sum of their digests.
    pub(super) fn facts(&mut self, shape: &Shape) -> anyhow::Result<TableFacts> {
        let (mut rows, mut sum) = (0, [0u8; 32]);
        self.rows(shape, &mut |values| {
            rows += 1;
            add(&mut sum, digest_of(values).as_bytes());
            Ok(())
        })?;
        Ok(TableFacts { name: shape.name.clone(), rows, digest: kit::clock::hex(&sum) })
    }

    /// Fills an empty table from another database; tells `each` of every row.
    pub(super) fn fill(
        &mut self,
        from: &mut Self,
        shape: &Shape,
        each: &mut dyn FnMut(),
    ) -> anyhow::Result<()> {
        match self {
            Self::Sqlite(connection) => {
                let marks: Vec<String> =
                    (1..=shape.columns.len()).map(|number| format!("?{number}")).collect();
                let (name, columns, marks) = (&shape.name, shape.list(), marks.join(", "));
                let text = format!("INSERT INTO \"{name}\" ({columns}) VALUES ({marks})");
                let mut insert = connection.prepare(&text)?;
                from.rows(shape, &mut |values| {
                    insert.execute(rusqlite::params_from_iter(values.iter().map(to_sqlite)))?;
                    each();
                    Ok(())
                })
            }
            Self::Postgres(client) => {
                let types: Vec<Type> = client
                    .prepare(&shape.select())?
                    .columns()
                    .iter()
                    .map(|column| column.type_().clone())
                    .collect();
                let (name, columns) = (&shape.name, shape.list());
                let text = format!("COPY \"{name}\" ({columns}) FROM STDIN BINARY");
                let mut writer =
                    postgres::binary_copy::BinaryCopyInWriter::new(client.copy_in(&text)?, &types);
                from.rows(shape, &mut |values| {
                    let values: Vec<&(dyn ToSql + Sync)> =
                        values.iter().map(|value| value as &(dyn ToSql + Sync)).collect();
                    writer.write(&values)?;
                    each();
                    Ok(())
                })?;
                writer.finish()?;
                Ok(())
            }
        }
    }

    /// How many rows a table has.
    pub(crate) fn count(&mut self, name: &str) -> anyhow::Result<u64> {
        let text = format!("SELECT COUNT(*) FROM \"{name}\"");
        let count: i64 = match self {
            Self::Sqlite(connection) => connection.query_row(&text, [], |row| row.get(0))?,
            Self::Postgres(client) => client.query_one(&text, &[])?.get(0),
        };
        Ok(count.unsigned_abs())
    }

    /// Begins, commits or sets something.
    pub(super) fn batch(&mut self, text: &str) -> anyhow::Result<()> {
        match self {
            Self::Sqlite(connection) => connection.execute_batch(text)?,
            Self::Postgres(client) => client.batch_execute(text)?,
        }
        Ok(())
    }
}

fn texts(
    connection: &rusqlite::Connection,
    text: &str,
    params: &[&String],
) -> anyhow::Result<Vec<String>> {
    let mut statement = connection.prepare(text)?;
    let rows = statement.query_map(rusqlite::params_from_iter(params), |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn from_sqlite(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(it) => Value::Integer(it),
        ValueRef::Real(it) => Value::Real(it),
        ValueRef::Text(it) => Value::Text(String::from_utf8_lossy(it).into_owned()),
        ValueRef::Blob(it) => Value::Bytes(it.to_vec()),
    }
}

fn to_sqlite(value: &Value) -> ToSqlOutput<'_> {
    ToSqlOutput::Borrowed(match value {
        Value::Null => ValueRef::Null,
        Value::Integer(it) => ValueRef::Integer(*it),
        Value::Real(it) => ValueRef::Real(*it),
        Value::Text(it) => ValueRef::Text(it.as_bytes()),
        Value::Bytes(it) => ValueRef::Blob(it),
    })
}

fn from_postgres(row: &postgres::Row, index: usize) -> Result<Value, postgres::Error> {
    Ok(match *row.columns()[index].type_() {
        Type::INT8 => row.try_get::<_, Option<i64>>(index)?.into(),
        Type::INT4 => row.try_get::<_, Option<i32>>(index)?.into(),
        Type::FLOAT8 => row.try_get::<_, Option<f64>>(index)?.into(),
        Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(index)?.into(),
        _ => row.try_get::<_, Option<String>>(index)?.into(),
    })
}

fn digest_of(values: &[Value]) -> Digest {
    values
        .iter()
        .fold(Canonical::new(), |canonical, value| match value {
            Value::Null => canonical.optional_text(None),
            Value::Integer(it) => canonical.int(*it),
            Value::Real(it) => canonical.text(&it.to_string()),
            Value::Text(it) => canonical.text(it),
            Value::Bytes(it) => canonical.bytes(it),
        })
        .digest()
}

/// Adds a digest to a sum, both read as whole numbers of 256 bits.
fn add(sum: &mut [u8; 32], digest: &[u8; 32]) {
    let mut carry = 0u16;
    for (byte, other) in sum.iter_mut().rev().zip(digest.iter().rev()) {
        let total = u16::from(*byte) + u16::from(*other) + carry;
        *byte = total.to_be_bytes()[1];
        carry = total >> 8;
    }
}
