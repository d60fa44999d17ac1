//! Pages of the room.

pub(super) mod act;
pub(super) mod colleagues;
pub(crate) mod list;
pub(super) mod new;
pub(crate) mod show;
pub(crate) mod view;

use super::asker::Asker;
use super::asker::{PhoneNeed, read};
use counter::catalogue::door as catalogue;
use kit::form::{FormData, FormErrors};
use kit::{HallError, Visit};
use threshold::contact::Keeper;

/// Whoever is signed in, as somebody who may answer for a thing.
pub fn keeper(visit: &Visit) -> Result<Keeper, HallError> {
    let member = visit.member()?;
    Ok(Keeper {
        account: member.account,
        name: member.name.clone(),
        department: member.department.clone(),
    })
}

/// Who asked, as typed into `name` and `phone`; both may be left empty.
pub(crate) fn asker(visit: &Visit, data: &FormData, errors: &mut FormErrors) -> Asker {
    let typed = (data.text("name"), data.text("phone"));
    read(typed, PhoneNeed::Free, &visit.hall.vault, errors)
}

/// The items in force, for a list to choose from: code and name.
pub(crate) async fn items(visit: &Visit) -> Result<Vec<(String, String)>, HallError> {
    let catalogue = catalogue::catalogue(&visit.hall, visit.centre()?).await?;
    let words = visit.words();
    let all = catalogue.items.values();
    Ok(all
        .map(|item| (item.code.clone(), words.phrase(&item.definition.name()).to_owned()))
        .collect())
}

/// What an act refused, as errors of the form it came from; other errors go on.
pub(crate) fn faults(error: HallError) -> Result<(FormErrors, axum::http::StatusCode), HallError> {
    let status = axum::http::StatusCode::from_u16(error.status())
        .unwrap_or(axum::http::StatusCode::UNPROCESSABLE_ENTITY);
    match error {
        HallError::Invalid(errors) => Ok((errors, status)),
        HallError::Breach { .. } | HallError::Stale(_) => {
            let mut errors = FormErrors::new();
            errors.add("", error.sentence());
            Ok((errors, status))
        }
        error => Err(error),
    }
}
