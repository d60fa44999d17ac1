//! Pages of the room.

pub(super) mod act;
pub(super) mod forms;
pub(super) mod list;
pub(super) mod new;
pub(super) mod print;
pub(super) mod show;
pub(super) mod timeline;
pub(super) mod view;

use kit::HallError;
use kit::form::FormErrors;

/// What an act refused, as errors of the form it came from; other errors go on.
pub(super) fn faults(error: HallError) -> Result<(FormErrors, axum::http::StatusCode), HallError> {
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
