//! The pages of the organisation, for system administrators.

pub(super) mod centres;
mod inputs;
pub(super) mod show;
pub(super) mod units;

use kit::db::CentreId;
use kit::form::FormErrors;
use kit::visit::other_centre;
use kit::{HallError, Visit};

/// What a form is shown again with; other errors go on to their own pages.
fn shown_again(error: HallError) -> Result<FormErrors, HallError> {
    match error {
        HallError::Invalid(errors) => Ok(errors),
        HallError::Breach { sentence, .. } => {
            let mut errors = FormErrors::new();
            errors.add("", sentence);
            Ok(errors)
        }
        other => Err(other),
    }
}

/// The county's administrator keeps all centres, a centre's its own.
fn own_or_county(visit: &Visit, centre: CentreId) -> Result<(), HallError> {
    if visit.is_county() || visit.centre()? == centre { Ok(()) } else { Err(other_centre()) }
}

fn parse_centre(text: &str) -> Result<CentreId, HallError> {
    CentreId::parse(text).ok_or_else(super::actions::not_there)
}
