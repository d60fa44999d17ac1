//! `journal verify`: recomputes the chain, rebuilds every projection, compares.
//!
//! The entries are replayed into a database in memory by the same projectors that wrote the
//! rooms' tables; then each table is compared row by row. A changed byte of an entry breaks the
//! chain at its number; a changed row of a projection is named with its key.

use super::{Entry, Projection, Registry};
use crate::db::{CentreId, Db, Migration, Read, Row, Snapshot, SqliteConnection, Statement, Value};
use crate::error::HallError;
use crate::params;
use crate::wing::Table;
use seal::{Canonical, Digest, Verifier};
use std::collections::BTreeMap;

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// An entry's content does not give its digest.
    Changed {
        /// The centre.
        centre: CentreId,
        /// Number of the entry.
        sequence: i64,
    },
    /// An entry does not follow the one before it.
    Broken {
        /// The centre.
        centre: CentreId,
        /// Number of the entry that does not follow.
        sequence: i64,
    },
    /// The chain does not end where its head says.
    Head {
        /// The centre.
        centre: CentreId,
        /// Where the head says it ends.
        expected: i64,
        /// Where it ends.
        found: i64,
    },
    /// A checkpoint does not fit the chain, or its signature is not right.
    Checkpoint {
        /// The centre.
        centre: CentreId,
        /// Number of the entry it speaks of.
        sequence: i64,
    },
    /// A row of a projection is not what the entries give.
    Row {
        /// The centre.
        centre: CentreId,
        /// The table.
        table: &'static str,
        /// The key.
        key: String,
        /// How it differs.
        how: Difference,
    },
    /// An entry could not be replayed.
    Replay {
        /// The centre.
        centre: CentreId,
        /// Number of the entry.
        sequence: i64,
        /// Why.
        why: String,
    },
}

/// How a row differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// It stands in the table, but no entry made it.
    Extra,
    /// The entries made it, but it is not in the table.
    Missing,
    /// Its values differ.
    Changed,
}

/// What was read and found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Entries read.
    pub entries: u64,
    /// Checkpoints checked.
    pub checkpoints: u64,
    /// Rows of projections compared.
    pub rows: u64,
    /// What is not as it should be; at most 1,000.
    pub findings: Vec<Finding>,
}

impl Report {
    fn add(&mut self, finding: Finding) {
        if self.findings.len() < 1_000 {
            self.findings.push(finding);
        }
    }
}

/// What is compared with what.
pub struct Verification<'a> {
    /// The database.
    pub db: &'a Db,
    /// All migrations of the house.
    pub migrations: &'a [Migration],
    /// Who projects.
    pub registry: &'a Registry,
    /// All projections.
    pub projections: &'a [Table],
    /// Checks the checkpoints' signatures.
    pub verifier: &'a dyn Verifier,
}

const PAGE: u32 = 500;

impl Verification<'_> {
    /// Reads everything as it stands at one instant, although others write meanwhile;
    /// `progress` is told of each page of entries. Not for use on a runtime thread.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn run(&self, mut progress: impl FnMut(u64)) -> Result<Report, HallError> {
        let mut snapshot = Snapshot::open(self.db.location())?;
        let mut memory = SqliteConnection::in_memory(self.migrations)?;
        let mut report = Report::default();
        let centres = super::reading::centres(&mut snapshot)?;
        for centre in &centres {
            self.chain(*centre, (&mut snapshot, &mut memory), &mut report, &mut progress)?;
            self.checkpoints(*centre, &mut snapshot, &mut report)?;
        }
        for centre in &centres {
            for table in self.projections {
                compare(*centre, *table, (&mut snapshot, &mut memory), &mut report)?;
            }
        }
        Ok(report)
    }

    fn chain(
        &self,
        centre: CentreId,
        (snapshot, memory): (&mut Snapshot, &mut SqliteConnection),
        report: &mut Report,
        progress: &mut impl FnMut(u64),
    ) -> Result<(), HallError> {
        let mut last = (0, Digest::ZERO);
        loop {
            let page = super::reading::after(snapshot, centre, last.0, PAGE)?;
            if page.is_empty() {
                break;
            }
            memory.begin()?;
            for entry in &page {
                self.entry(entry, last, memory, report);
                last = (entry.sequence, entry.digest);
            }
            memory.commit()?;
            report.entries += page.len() as u64;
            progress(report.entries);
        }
        let head = super::reading::head(snapshot, centre)?;
        let expected = head.map_or((0, Digest::ZERO), |head| (head.sequence, head.digest));
        if expected != last {
            report.add(Finding::Head { centre, expected: expected.0, found: last.0 });
        }
        Ok(())
    }

    fn entry(
        &self,
        entry: &Entry,
        last: (i64, Digest),
        memory: &mut SqliteConnection,
        report: &mut Report,
    ) {
        let (centre, sequence) = (entry.centre, entry.sequence);
        for fault in super::stretch::faults(entry, last) {
            report.add(fault);
        }
        let replayed = match self.registry.projector(entry.room()) {
            Some(projector) => projector(&mut Projection::new(memory), entry),
            None => Err(HallError::broken(format!("nobody projects {}", entry.action))),
        };
        if let Err(error) = replayed {
            report.add(Finding::Replay { centre, sequence, why: format!("{error:?}") });
        }
    }

    fn checkpoints(
        &self,
        centre: CentreId,
        snapshot: &mut Snapshot,
        report: &mut Report,
    ) -> Result<(), HallError> {
        let mut below = i64::MAX;
        loop {
            let page = super::checkpoint::list(snapshot, centre, below, PAGE)?;
            let Some(oldest) = page.last() else {
                return Ok(());
            };
            below = oldest.sequence;
            for checkpoint in &page {
                report.checkpoints += 1;
                if !super::checkpoint::holds(snapshot, self.verifier, checkpoint)? {
                    let sequence = checkpoint.sequence;
                    report.add(Finding::Checkpoint { centre, sequence });
                }
            }
        }
    }
}

fn compare(
    centre: CentreId,
    table: Table,
    (snapshot, memory): (&mut Snapshot, &mut SqliteConnection),
    report: &mut Report,
) -> Result<(), HallError> {
    let expected = digests(memory, centre, table)?;
    let found = digests(snapshot, centre, table)?;
    report.rows += found.len() as u64;
    let name = table.name;
    let mut note = |key: &str, how| {
        report.add(Finding::Row { centre, table: name, key: key.to_owned(), how });
    };
    for (key, digest) in &expected {
        match found.get(key) {
            None => note(key, Difference::Missing),
            Some(other) if other != digest => note(key, Difference::Changed),
            Some(_) => {}
        }
    }
    for key in found.keys().filter(|key| !expected.contains_key(*key)) {
        note(key, Difference::Extra);
    }
    Ok(())
}

/// The digest of each row by its key, read page by page along the key.
fn digests(
    read: &mut dyn Read,
    centre: CentreId,
    table: Table,
) -> Result<BTreeMap<String, Digest>, HallError> {
    let columns = table.key.join(", ");
    let order = if columns.is_empty() { "centre_id".to_owned() } else { columns.clone() };
    let marks: Vec<String> = (0..table.key.len()).map(|index| format!("${}", index + 2)).collect();
    let name = table.name;
    let first = format!("SELECT * FROM {name} WHERE centre_id = $1 ORDER BY {order} LIMIT {PAGE}");
    let next = format!(
        "SELECT * FROM {name} WHERE centre_id = $1 AND ({columns}) > ({})
         ORDER BY {order} LIMIT {PAGE}",
        marks.join(", ")
    );
    // One text a table and run of a command: the leak is bounded by the number of tables.
    let (first, next): (&'static str, &'static str) = (first.leak(), next.leak());
    let mut all = BTreeMap::new();
    let mut page = read.query(Statement::both(first), &params![centre])?;
    while let Some(last) = page.last() {
        let mut params = vec![Value::from(centre)];
        for column in table.key {
            params.push(value_of(last, column)?);
        }
        for row in &page {
            all.insert(key_of(row, table)?, digest_of_row(row));
        }
        if page.len() < PAGE as usize || table.key.is_empty() {
            break;
        }
        page = read.query(Statement::both(next), &params)?;
    }
    Ok(all)
}

fn value_of(row: &Row, column: &str) -> Result<Value, HallError> {
    row.columns()
        .iter()
        .position(|name| name == column)
        .and_then(|index| row.values().get(index).cloned())
        .ok_or_else(|| HallError::broken(format!("no column {column}")))
}

fn key_of(row: &Row, table: Table) -> Result<String, HallError> {
    let parts = table
        .key
        .iter()
        .map(|column| {
            value_of(row, column).map(|value| match value {
                Value::Integer(it) => it.to_string(),
                Value::Text(it) => it,
                other => format!("{other:?}"),
            })
        })
        .collect::<Result<Vec<_>, _>>()?;
    Ok(parts.join(" / "))
}

/// Columns by name, as the two engines may order them differently.
fn digest_of_row(row: &Row) -> Digest {
    let mut fields: Vec<(&String, &Value)> = row.columns().iter().zip(row.values()).collect();
    fields.sort_by_key(|(name, _)| *name);
    fields
        .into_iter()
        .fold(Canonical::new(), |canonical, (name, value)| {
            let canonical = canonical.text(name);
            match value {
                Value::Null => canonical.optional_text(None),
                Value::Integer(it) => canonical.int(*it),
                Value::Real(it) => canonical.text(&it.to_string()),
                Value::Text(it) => canonical.text(it),
                Value::Bytes(it) => canonical.bytes(it),
            }
        })
        .digest()
}
