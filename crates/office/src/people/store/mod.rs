//! All SQL of the people: `accounts` is what the journal tells, `secrets` what it never holds,
//! `sessions` who is in the house now, `left_forms` what came after the end of a session.

pub(super) mod accounts;
pub(super) mod left_forms;
pub(super) mod secrets;
pub(super) mod sessions;

use kit::db::Statement;

/// Every statement of the room.
pub(super) fn statements() -> Vec<Statement> {
    [accounts::STATEMENTS, left_forms::STATEMENTS, secrets::STATEMENTS, sessions::STATEMENTS]
        .concat()
}
