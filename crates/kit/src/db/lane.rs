//! The write lane: acts in groups, one COMMIT, then the answers.
//!
//! One act at a time per centre: on SQLite there is one writer; on PostgreSQL the centre's head
//! row is locked before the act begins. So an act may load, decide and store without a race.
//!
//! An act that is refused has as a rule written nothing, so a group runs without savepoints first.
//! Only where one failed after it had written is the group rolled back and run anew, now with a
//! savepoint each, so that it harms no other (decision 0019).

use super::connection::{Connection, Read};
use super::statement::{Engine, Row, Statement, Value};
use super::{CentreId, DbError, Surroundings};
use crate::error::HallError;
use crate::journal::{Actor, ChainHead, Committed, Entry};
use std::collections::{BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use tokio::sync::oneshot;

/// Whose act it is and in which centre.
#[derive(Clone, Debug)]
pub struct ActHead {
    /// The centre whose journal it lands in.
    pub centre: CentreId,
    /// Who acts.
    pub actor: Actor,
}

/// Heads of the centres' chains as the lane knows them.
#[derive(Default)]
pub(super) struct Heads(HashMap<CentreId, ChainHead>);

impl Heads {
    pub(super) fn forget(&mut self) {
        self.0.clear();
    }
}

/// An act under way: what it may ask, and what it knows.
pub struct Act<'a> {
    connection: &'a mut dyn Connection,
    head: &'a ActHead,
    around: &'a Surroundings,
    now_ms: i64,
    pub(crate) chain: ChainHead,
    pub(crate) appended: Vec<Arc<Entry>>,
    trouble: Option<DbError>,
    has_touched: bool,
}

impl<'a> Act<'a> {
    /// The instant of this act; in one centre it never runs backwards.
    pub fn now_ms(&self) -> i64 {
        self.now_ms
    }

    /// The civil day of this act.
    pub fn today(&self) -> jiff::civil::Date {
        crate::clock::day_of(self.now_ms)
    }

    /// The centre whose journal it lands in.
    pub fn centre(&self) -> CentreId {
        self.head.centre
    }

    /// Who acts.
    pub fn actor(&self) -> &Actor {
        &self.head.actor
    }

    /// A fresh identifier.
    pub fn new_id(&self) -> i64 {
        self.around.identifiers.next(self.now_ms)
    }

    /// Fresh random bytes as hexadecimal text.
    pub fn random_hex(&self, length: usize) -> String {
        crate::clock::random_hex(&*self.around.randomness, length)
    }

    /// Writes to a working table (sessions, credentials, drafts): one that a wing has declared as
    /// *not* a projection of the journal.
    ///
    /// # Errors
    /// What the engine said.
    pub fn working(&mut self, statement: Statement, params: &[Value]) -> Result<u64, DbError> {
        let outcome = self.connection().execute(statement, params);
        self.noted(outcome)
    }

    pub(crate) fn around(&self) -> &'a Surroundings {
        self.around
    }

    /// The connection to write by; reads do not go this way.
    pub(crate) fn connection(&mut self) -> &mut dyn Connection {
        self.has_touched = true;
        self.connection
    }

    pub(crate) fn noted<T>(&mut self, outcome: Result<T, DbError>) -> Result<T, DbError> {
        // To PostgreSQL a statement that failed spoils the whole transaction.
        self.has_touched |= outcome.is_err();
        if let Err(error @ (DbError::Retry(_) | DbError::Gone(_))) = &outcome {
            self.trouble = Some(match error {
                DbError::Gone(text) => DbError::Gone(text.clone()),
                other => DbError::Retry(other.to_string()),
            });
        }
        outcome
    }
}

impl Read for Act<'_> {
    fn engine(&self) -> Engine {
        self.connection.engine()
    }

    fn query(&mut self, statement: Statement, params: &[Value]) -> Result<Vec<Row>, DbError> {
        let outcome = self.connection.query(statement, params);
        self.noted(outcome)
    }
}

/// An act waiting on a lane.
pub(super) trait Job: Send {
    fn head(&self) -> &ActHead;
    fn run(&mut self, act: &mut Act<'_>) -> Verdict;
    fn answer(self: Box<Self>);
    fn fail(self: Box<Self>, error: &DbError);
}

/// Whether what an act wrote is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Keep,
    Discard,
}

pub(super) struct ActJob<T, F> {
    head: ActHead,
    work: F,
    outcome: Option<Result<T, HallError>>,
    reply: oneshot::Sender<Result<T, HallError>>,
}

impl<T, F> ActJob<T, F>
where
    T: Send + 'static,
    F: Fn(&mut Act<'_>) -> Result<Committed<T>, HallError> + Send + 'static,
{
    pub(super) fn boxed(
        head: ActHead,
        work: F,
        reply: oneshot::Sender<Result<T, HallError>>,
    ) -> Box<dyn Job> {
        Box::new(Self { head, work, outcome: None, reply })
    }
}

impl<T, F> Job for ActJob<T, F>
where
    T: Send + 'static,
    F: Fn(&mut Act<'_>) -> Result<Committed<T>, HallError> + Send + 'static,
{
    fn head(&self) -> &ActHead {
        &self.head
    }

    fn run(&mut self, act: &mut Act<'_>) -> Verdict {
        let result = catch_unwind(AssertUnwindSafe(|| (self.work)(act)))
            .unwrap_or_else(|_| Err(HallError::broken("the act ended in a panic")));
        let verdict = if result.is_ok() { Verdict::Keep } else { Verdict::Discard };
        self.outcome = Some(result.map(Committed::into_value));
        verdict
    }

    fn answer(self: Box<Self>) {
        let outcome =
            self.outcome.unwrap_or_else(|| Err(HallError::broken("the act was never run")));
        // The caller may have gone away; the act stands all the same.
        drop(self.reply.send(outcome));
    }

    fn fail(self: Box<Self>, error: &DbError) {
        drop(self.reply.send(Err(HallError::broken(error))));
    }
}

/// How the acts of a group are kept apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Apart {
    /// Not at all: where one fails after it had written, the whole group is handed back.
    NotYet,
    /// A savepoint each: one that fails harms no other.
    BySavepoints,
}

/// What became of a group that could not be committed.
pub(super) struct Unsettled {
    pub(super) jobs: Vec<Box<dyn Job>>,
    pub(super) error: DbError,
}

/// Runs a group inside the transaction that was begun, commits, and answers; hands the jobs back
/// where the transaction failed and was rolled back.
pub(super) fn run_group(
    connection: &mut dyn Connection,
    mut group: Vec<Box<dyn Job>>,
    (heads, apart): (&mut Heads, Apart),
    around: &Surroundings,
) -> Result<(), Unsettled> {
    let mut done = Done::default();
    let mut outcome = Ok(());
    for job in &mut group {
        outcome = run_one(connection, job.as_mut(), (heads, apart), around, &mut done);
        if outcome.is_err() {
            break;
        }
    }
    let outcome = outcome
        .and_then(|()| save_heads(connection, heads, &done.centres))
        .and_then(|()| connection.batch("COMMIT"));
    if let Err(error) = outcome {
        heads.forget();
        drop(connection.batch("ROLLBACK"));
        return Err(Unsettled { jobs: group, error });
    }
    for job in group {
        job.answer();
    }
    for entry in done.entries {
        // Nobody listening is fine.
        drop(around.announced.send(entry));
    }
    Ok(())
}

/// What a group has appended so far.
#[derive(Default)]
struct Done {
    entries: Vec<Arc<Entry>>,
    centres: BTreeSet<CentreId>,
}

/// A chain moves once for all acts of the group.
fn save_heads(
    connection: &mut dyn Connection,
    heads: &Heads,
    centres: &BTreeSet<CentreId>,
) -> Result<(), DbError> {
    for centre in centres {
        if let Some(chain) = heads.0.get(centre) {
            crate::journal::save_head(connection, *centre, chain)?;
        }
    }
    Ok(())
}

fn run_one(
    connection: &mut dyn Connection,
    job: &mut dyn Job,
    (heads, apart): (&mut Heads, Apart),
    around: &Surroundings,
    done: &mut Done,
) -> Result<(), DbError> {
    let head = job.head().clone();
    let chain = match heads.0.get(&head.centre) {
        Some(chain) => chain.clone(),
        None => crate::journal::head_of(connection, head.centre)?,
    };
    heads.0.insert(head.centre, chain.clone());
    if apart == Apart::BySavepoints {
        connection.batch("SAVEPOINT act")?;
    }
    let now_ms = around.clock.now_ms().max(chain.at_ms);
    let mut act = Act {
        connection,
        head: &head,
        around,
        now_ms,
        chain,
        appended: Vec::new(),
        trouble: None,
        has_touched: false,
    };
    let verdict = job.run(&mut act);
    let Act { chain, appended, trouble, has_touched, connection, .. } = act;
    if let Some(error) = trouble {
        return Err(error);
    }
    match (verdict, apart) {
        (Verdict::Keep, Apart::BySavepoints) => connection.batch("RELEASE act")?,
        (Verdict::Discard, Apart::NotYet) if has_touched => {
            return Err(DbError::Retry("an act failed after it had written".into()));
        }
        (_, Apart::NotYet) => {}
        (Verdict::Discard, Apart::BySavepoints) => {
            connection.batch("ROLLBACK TO act")?;
            connection.batch("RELEASE act")?;
        }
    }
    if verdict == Verdict::Keep && !appended.is_empty() {
        heads.0.insert(head.centre, chain);
        done.centres.insert(head.centre);
        done.entries.extend(appended);
    }
    Ok(())
}
