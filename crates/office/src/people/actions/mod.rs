//! The acts of the people: `accounts` by the security administrator, `entering` at the door,
//! `own` by everybody on the own account. All stand in the county office's journal.

pub mod accounts;
pub mod entering;
pub mod own;

use super::record::{Account, PostRef};
use super::store;
use crate::posts::door as posts;
use kit::db::{Act, CentreId, Read};
use kit::journal::{NewEntry, Subject};
use kit::rights::Role;
use kit::{HallError, Phrase};

pub use accounts::create_account;

fn subject(account: i64) -> Subject {
    Subject::new("account", account)
}

fn entry(
    account: i64,
    action: &'static str,
    payload: &impl serde::Serialize,
) -> Result<NewEntry, HallError> {
    NewEntry::new(subject(account), action, payload)
}

fn not_there() -> HallError {
    HallError::not_found("没有这个账号。", "There is no such account.")
}

fn get(act: &mut Act<'_>, account: i64) -> Result<Account, HallError> {
    let county = act.centre();
    store::accounts::account(act, county, account)?.ok_or_else(not_there)
}

fn reason_given(reason: &str) -> Result<String, HallError> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(HallError::invalid(
            "reason",
            Phrase::of("请写明理由，理由会记入台账。", "Give a reason; it goes into the journal."),
        ));
    }
    Ok(reason.chars().take(500).collect())
}

/// The roles with which somebody can act in a post now: none where it is closed or carries none.
pub(super) fn seat(
    read: &mut dyn Read,
    county: CentreId,
    post: &PostRef,
) -> Result<Vec<Role>, HallError> {
    let (roles, _) = store::accounts::roles(read, county, post)?;
    if roles.is_empty() || posts::post(read, post.centre, &post.post)?.is_none() {
        return Ok(Vec::new());
    }
    Ok(roles)
}
