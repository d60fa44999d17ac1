//! The journal (留痕台账): the only way anything is ever written.
//!
//! An act ends in [`commit`], and nothing else yields a [`Committed`], so nothing is written
//! without an entry. Each entry is chained to the one before it in its centre by SM3; database
//! triggers refuse to change or delete one. The tables of the rooms are *projections* of the
//! entries: only a room's projector writes them, inside the same transaction, so that
//! [`verify`](verify::verify) can rebuild them from nothing and compare.

pub mod checkpoint;
pub mod reading;
pub mod stretch;
#[cfg(test)]
mod tests;
pub mod trail;
#[cfg(test)]
mod trail_tests;
pub mod verify;

use crate::db::{Act, CentreId, DbError, Execute, Migration, Read, Row, Statement, Value};
use crate::error::HallError;
use crate::params;
use seal::{Canonical, Digest};
use std::collections::HashMap;
use std::sync::Arc;

/// Who acts, as the journal keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Actor {
    /// The account, or 0 for the house itself (timers), or -1 for a resident.
    pub account: i64,
    /// The person's name.
    pub name: String,
    /// The post held at that moment.
    pub post: String,
    /// The window, if any.
    pub window: String,
    /// On whose behalf, if not one's own (B post for A, agent for a resident).
    pub on_behalf_of: String,
}

impl Actor {
    /// The house itself: timers and imports.
    pub fn house() -> Self {
        Self { account: 0, name: "一门".into(), post: "系统".into(), ..Self::default() }
    }

    /// A resident at a public page.
    pub fn resident() -> Self {
        Self { account: -1, name: "群众".into(), ..Self::default() }
    }
}

/// What an entry is about: kind (`case`, `item`, …) and name within the centre.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Subject {
    /// The kind of thing, in snake case.
    pub kind: &'static str,
    /// Its name within the centre, such as a case number.
    pub id: String,
}

impl Subject {
    /// A subject.
    pub fn new(kind: &'static str, id: impl std::fmt::Display) -> Self {
        Self { kind, id: id.to_string() }
    }
}

/// An entry about to be written.
#[derive(Clone, Debug)]
pub struct NewEntry {
    subject: Subject,
    action: &'static str,
    payload: String,
    speaks_of_ms: Option<i64>,
}

impl NewEntry {
    /// An entry of `action` (`room.past_participle`, such as `cases.accepted`).
    ///
    /// # Errors
    /// Where the payload cannot be written as JSON.
    pub fn new(
        subject: Subject,
        action: &'static str,
        payload: &impl serde::Serialize,
    ) -> Result<Self, HallError> {
        let payload = serde_json::to_string(payload)?;
        Ok(Self { subject, action, payload, speaks_of_ms: None })
    }

    /// For a late entry: the time it speaks of.
    #[must_use]
    pub fn speaking_of(mut self, at_ms: i64) -> Self {
        self.speaks_of_ms = Some(at_ms);
        self
    }
}

/// An entry as it stands in the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The centre whose journal it stands in.
    pub centre: CentreId,
    /// Its number there, from 1, without gaps.
    pub sequence: i64,
    /// When it was written, set by the server, in epoch milliseconds.
    pub at_ms: i64,
    /// The time it speaks of; the same unless it is a late entry.
    pub speaks_of_ms: i64,
    /// Who acted.
    pub actor: Actor,
    /// Kind of the subject.
    pub subject_kind: String,
    /// Name of the subject.
    pub subject_id: String,
    /// What was done: `room.past_participle`.
    pub action: String,
    /// The facts, as JSON; personal data in it is encrypted.
    pub payload: String,
    /// Digest of the entry before.
    pub previous: Digest,
    /// Digest of this entry.
    pub digest: Digest,
}

impl Entry {
    /// The room it belongs to.
    pub fn room(&self) -> &str {
        self.action.split('.').next().unwrap_or_default()
    }

    /// What was done, without the room.
    pub fn verb(&self) -> &str {
        self.action.split_once('.').map_or("", |(_, verb)| verb)
    }

    /// The facts, read as `T`.
    ///
    /// # Errors
    /// Where the payload is of another shape.
    pub fn facts<T: serde::de::DeserializeOwned>(&self) -> Result<T, HallError> {
        serde_json::from_str(&self.payload)
            .map_err(|error| HallError::broken(format!("{}: {error}", self.action)))
    }

    /// The digest this entry must carry.
    pub fn computed_digest(&self) -> Digest {
        Canonical::new()
            .int(self.centre.0)
            .int(self.sequence)
            .int(self.at_ms)
            .int(self.speaks_of_ms)
            .int(self.actor.account)
            .text(&self.actor.name)
            .text(&self.actor.post)
            .text(&self.actor.window)
            .text(&self.actor.on_behalf_of)
            .text(&self.subject_kind)
            .text(&self.subject_id)
            .text(&self.action)
            .text(&self.payload)
            .link(&self.previous)
            .digest()
    }

    pub(crate) fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(Self {
            centre: row.get("centre_id")?,
            sequence: row.get("sequence")?,
            at_ms: row.get("at_ms")?,
            speaks_of_ms: row.get("speaks_of_ms")?,
            actor: Actor {
                account: row.get("actor_account")?,
                name: row.get("actor_name")?,
                post: row.get("actor_post")?,
                window: row.get("actor_window")?,
                on_behalf_of: row.get("on_behalf_of")?,
            },
            subject_kind: row.get("subject_kind")?,
            subject_id: row.get("subject_id")?,
            action: row.get("action")?,
            payload: row.get("payload")?,
            previous: digest_of(row, "previous")?,
            digest: digest_of(row, "digest")?,
        })
    }
}

fn digest_of(row: &Row, column: &str) -> Result<Digest, DbError> {
    let bytes: Vec<u8> = row.get(column)?;
    let bytes: [u8; 32] =
        bytes.try_into().map_err(|_| DbError::Shape(format!("{column} is not 32 bytes")))?;
    Ok(Digest::from_bytes(bytes))
}

/// The last entry of a centre's chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainHead {
    /// Its number; 0 before the first.
    pub sequence: i64,
    /// Its digest; zeroes before the first.
    pub digest: Digest,
    /// Its instant.
    pub at_ms: i64,
}

/// Proof that an act was journalled (or declared as housekeeping); only [`commit`] and
/// [`housekeeping`] make one.
#[derive(Debug)]
pub struct Committed<T> {
    value: T,
}

impl<T> Committed<T> {
    pub(crate) fn into_value(self) -> T {
        self.value
    }

    pub(crate) fn value(&self) -> &T {
        &self.value
    }

    pub(crate) fn replayed(value: T) -> Self {
        Self { value }
    }
}

/// Writes the room's tables; handed only to projectors.
pub struct Projection<'a> {
    connection: &'a mut dyn Execute,
}

impl<'a> Projection<'a> {
    pub(crate) fn new(connection: &'a mut dyn Execute) -> Self {
        Self { connection }
    }
}

impl Read for Projection<'_> {
    fn engine(&self) -> crate::db::Engine {
        self.connection.engine()
    }

    fn query(&mut self, statement: Statement, params: &[Value]) -> Result<Vec<Row>, DbError> {
        self.connection.query(statement, params)
    }
}

impl Execute for Projection<'_> {
    fn execute(&mut self, statement: Statement, params: &[Value]) -> Result<u64, DbError> {
        self.connection.execute(statement, params)
    }
}

/// Writes what an entry of its room means into the room's tables. Must depend on nothing but the
/// entry and the room's own tables, so that replaying gives the same rows.
pub type Projector = fn(&mut Projection<'_>, &Entry) -> Result<(), HallError>;

/// A room upstairs that acts because of an entry downstairs, in the same transaction; what it
/// returns is appended to the same centre's journal.
pub type Listener = fn(&mut Act<'_>, &Entry) -> Result<Vec<NewEntry>, HallError>;

/// Who projects and who listens.
#[derive(Clone, Default)]
pub struct Registry {
    projectors: HashMap<&'static str, Projector>,
    listeners: Vec<Listener>,
}

impl Registry {
    /// Nobody yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the projector of a room.
    pub fn project(&mut self, room: &'static str, projector: Projector) {
        self.projectors.insert(room, projector);
    }

    /// Adds a listener.
    pub fn listen(&mut self, listener: Listener) {
        self.listeners.push(listener);
    }

    pub(crate) fn projector(&self, room: &str) -> Option<Projector> {
        self.projectors.get(room).copied()
    }
}

/// Ends an act: appends the entries to the centre's chain, lets the rooms project them and the
/// listeners add theirs. `value` is what the caller gets after COMMIT.
///
/// # Errors
/// What a projector or listener says, or the database; then nothing of the act is kept.
pub fn commit<T>(
    act: &mut Act<'_>,
    entries: Vec<NewEntry>,
    value: T,
) -> Result<Committed<T>, HallError> {
    if entries.is_empty() {
        return Err(HallError::broken("an act without an entry"));
    }
    let mut waiting: std::collections::VecDeque<NewEntry> = entries.into();
    let mut written = 0;
    while let Some(new) = waiting.pop_front() {
        written += 1;
        if written > ENTRIES_MAX {
            return Err(HallError::broken("listeners answer each other without end"));
        }
        let entry = append(act, new)?;
        let registry = Arc::clone(&act.around().registry);
        let projector = registry
            .projector(entry.room())
            .ok_or_else(|| HallError::broken(format!("nobody projects {}", entry.action)))?;
        let projected = projector(&mut Projection::new(act.connection()), &entry);
        projected?;
        for listener in &registry.listeners {
            waiting.extend(listener(act, &entry)?);
        }
        act.appended.push(Arc::new(entry));
    }
    Ok(Committed { value })
}

/// Entries of one act at most; an import of a whole catalogue stays below it.
const ENTRIES_MAX: usize = 20_000;

/// What may be written without an entry, because it says nothing about the institution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Housekeeping {
    /// A session's last use, or its end by time.
    Session,
    /// What was typed but not yet handed in.
    Draft,
    /// Counters against guessing.
    Throttle,
    /// Signed checkpoints of the journal itself.
    Checkpoint,
    /// Clearing working tables of what is past keeping.
    Sweep,
}

/// Ends an act that wrote working tables only.
///
/// # Errors
/// None today; a result so that acts read alike.
pub fn housekeeping<T>(_kind: Housekeeping, value: T) -> Result<Committed<T>, HallError> {
    Ok(Committed { value })
}

fn append(act: &mut Act<'_>, new: NewEntry) -> Result<Entry, HallError> {
    let at_ms = act.now_ms();
    let mut entry = Entry {
        centre: act.centre(),
        sequence: act.chain.sequence + 1,
        at_ms,
        speaks_of_ms: new.speaks_of_ms.unwrap_or(at_ms),
        actor: act.actor().clone(),
        subject_kind: new.subject.kind.to_owned(),
        subject_id: new.subject.id,
        action: new.action.to_owned(),
        payload: new.payload,
        previous: act.chain.digest,
        digest: act.chain.digest,
    };
    entry.digest = entry.computed_digest();
    let written = insert(act.connection(), &entry);
    act.noted(written)?;
    act.chain = ChainHead { sequence: entry.sequence, digest: entry.digest, at_ms };
    Ok(entry)
}

fn insert(connection: &mut dyn Execute, entry: &Entry) -> Result<u64, DbError> {
    connection.execute(
        INSERT,
        &params![
            entry.centre,
            entry.sequence,
            entry.at_ms,
            entry.speaks_of_ms,
            entry.actor.account,
            &entry.actor.name,
            &entry.actor.post,
            &entry.actor.window,
            &entry.actor.on_behalf_of,
            &entry.subject_kind,
            &entry.subject_id,
            &entry.action,
            &entry.payload,
            &entry.previous.as_bytes()[..],
            &entry.digest.as_bytes()[..],
        ],
    )
}

/// The head of a centre's chain; on PostgreSQL its row is locked until the transaction ends.
pub(crate) fn head_of(
    connection: &mut dyn Execute,
    centre: CentreId,
) -> Result<ChainHead, DbError> {
    connection.execute(OPEN_HEAD, &params![centre, &[0u8; 32][..]])?;
    let row = connection
        .first(LOCK_HEAD, &params![centre])?
        .ok_or_else(|| DbError::Shape("the head of the chain is missing".into()))?;
    Ok(ChainHead {
        sequence: row.get("sequence")?,
        digest: digest_of(&row, "digest")?,
        at_ms: row.get("at_ms")?,
    })
}

/// Where a centre's chain ends now; the lane writes it once for a whole group of acts.
pub(crate) fn save_head(
    connection: &mut dyn Execute,
    centre: CentreId,
    chain: &ChainHead,
) -> Result<(), DbError> {
    let digest = &chain.digest.as_bytes()[..];
    connection.execute(SAVE_HEAD, &params![centre, chain.sequence, digest, chain.at_ms])?;
    Ok(())
}

const OPEN_HEAD: Statement = Statement::both(
    "INSERT INTO journal_heads (centre_id, sequence, digest, at_ms) VALUES ($1, 0, $2, 0)
     ON CONFLICT (centre_id) DO NOTHING",
);
const LOCK_HEAD: Statement = Statement::each(
    "SELECT sequence, digest, at_ms FROM journal_heads WHERE centre_id = $1",
    "SELECT sequence, digest, at_ms FROM journal_heads WHERE centre_id = $1 FOR UPDATE",
);
const SAVE_HEAD: Statement = Statement::both(
    "UPDATE journal_heads SET sequence = $2, digest = $3, at_ms = $4 WHERE centre_id = $1",
);
const INSERT: Statement = Statement::both(
    "INSERT INTO journal_entries (centre_id, sequence, at_ms, speaks_of_ms, actor_account,
       actor_name, actor_post, actor_window, on_behalf_of, subject_kind, subject_id, action,
       payload, previous, digest)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
);

/// All statements of the journal, for the test that prepares each on both engines.
pub fn statements() -> Vec<Statement> {
    let mut all = vec![OPEN_HEAD, LOCK_HEAD, SAVE_HEAD, INSERT];
    all.extend(reading::STATEMENTS);
    all.extend(checkpoint::STATEMENTS);
    all.extend(trail::STATEMENTS);
    all
}

/// The journal's own tables.
pub fn migrations() -> Vec<Migration> {
    vec![Migration {
        room: "journal",
        number: 1,
        name: "journal",
        sqlite: include_str!("migrations/1_journal.sqlite.sql"),
        postgres: include_str!("migrations/1_journal.postgres.sql"),
    }]
}
