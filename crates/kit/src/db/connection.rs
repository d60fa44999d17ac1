//! What a connection can do, seen by reads, acts and projections.

use super::{DbError, Engine, Row, Statement, Value};

/// Reading: what a page, an action or a projection may ask.
pub trait Read {
    /// Which engine answers.
    fn engine(&self) -> Engine;

    /// All rows of a statement.
    ///
    /// # Errors
    /// What the engine said.
    fn query(&mut self, statement: Statement, params: &[Value]) -> Result<Vec<Row>, DbError>;

    /// The first row, if any.
    ///
    /// # Errors
    /// What the engine said.
    fn first(&mut self, statement: Statement, params: &[Value]) -> Result<Option<Row>, DbError> {
        Ok(self.query(statement, params)?.into_iter().next())
    }
}

/// Writing: only projections and working tables get it.
pub trait Execute: Read {
    /// Runs a statement and tells how many rows it touched.
    ///
    /// # Errors
    /// What the engine said; named constraints come back as [`DbError::Constraint`].
    fn execute(&mut self, statement: Statement, params: &[Value]) -> Result<u64, DbError>;
}

/// One connection to one engine.
pub(crate) trait Connection: Execute {
    /// Runs statements without parameters or answers (BEGIN, SAVEPOINT, …).
    fn batch(&mut self, text: &str) -> Result<(), DbError>;
}
