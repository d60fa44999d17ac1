//! Forms that came after the end of their session (登录过期后才送到的表单): kept sealed for some
//! hours, and shown to the same account alone.

use super::store::left_forms as store;
use kit::db::ActHead;
use kit::journal::{Actor, Housekeeping, housekeeping};
use kit::visit::LeftForm;
use kit::{Hall, HallError, Visit};

/// Where it is shown.
pub(super) const SHOWN_AT: &str = "/account/left-form";
/// How long forms are kept, and ended sessions known: the rest of a working day.
pub(super) const KEPT_MS: i64 = 12 * 3_600_000;
/// Where sealed forms belong.
const PLACE: &str = "people.left_form";

/// Keeps a form for an account.
///
/// # Errors
/// What the database said.
pub(super) async fn keep(hall: &Hall, account: i64, left: LeftForm) -> Result<(), HallError> {
    if left.path.starts_with(SHOWN_AT) {
        return Ok(());
    }
    let sealed = hall.vault.seal(&serde_json::to_string(&left)?, PLACE);
    let head = ActHead { centre: hall.site.county, actor: Actor::house() };
    let work = move |act: &mut kit::db::Act<'_>| {
        store::keep(act, account, &sealed)?;
        housekeeping(Housekeeping::Draft, ())
    };
    hall.db.act(head, work).await
}

/// The form of the visitor's account.
///
/// # Errors
/// What the database said.
pub(super) async fn of(visit: &Visit) -> Result<Option<LeftForm>, HallError> {
    let key = (visit.hall.site.county, visit.member()?.account);
    let since_ms = visit.now_ms - KEPT_MS;
    let sealed = visit.read(move |read| store::left(read, key, since_ms)).await?;
    let Some(sealed) = sealed else { return Ok(None) };
    Ok(Some(serde_json::from_str(&visit.hall.vault.open(&sealed, PLACE)?)?))
}
