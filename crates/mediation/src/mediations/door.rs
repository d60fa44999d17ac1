//! What other rooms may ask of mediations: the acts, for the demonstration.

pub use super::actions::{Deed, Done, NewMediation, open, perform};
pub use super::party::{PartyFile, Typed as TypedParty, read as read_party, seal_text};

use super::store;
use kit::HallError;
use kit::db::{CentreId, Read};

/// Whether a centre has ever opened a mediation.
///
/// # Errors
/// What the database said.
pub fn has_any(read: &mut dyn Read, centre: CentreId) -> Result<bool, HallError> {
    Ok(!store::newest(read, centre, store::Scope::All, "", 1)?.is_empty())
}

/// Numbers of a centre's mediations, newest first, a page of them.
///
/// # Errors
/// What the database said.
pub fn numbers(read: &mut dyn Read, centre: CentreId) -> Result<Vec<String>, HallError> {
    let all = store::newest(read, centre, store::Scope::All, "", 100)?;
    Ok(all.into_iter().map(|held| held.number).collect())
}
