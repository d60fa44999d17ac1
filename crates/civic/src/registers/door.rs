//! What other rooms may ask of the register: the acts, for the demonstration.

pub use super::actions::{Deed, Done, NewApplication, file, perform};

use super::{draft, store};
use kit::HallError;
use kit::db::{CentreId, Read};
use kit::form::FormData;
use kit::privacy::Vault;

/// An application from what would be typed into the form.
///
/// # Errors
/// `Invalid` where something is not said or not right.
pub fn typed(pairs: Vec<(String, String)>, vault: &Vault) -> Result<NewApplication, HallError> {
    draft::new_application(&FormData::from_pairs(pairs), vault)
}

/// Whether a centre has any application.
///
/// # Errors
/// What the database said.
pub fn has_any(read: &mut dyn Read, centre: CentreId) -> Result<bool, HallError> {
    Ok(!store::applications(read, centre, ("", ""), "", 1)?.is_empty())
}
