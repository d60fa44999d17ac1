//! What others may ask of notices: the screens of the hall, the pages of a centre, the kiosk.

pub use super::actions::{publish, withdraw, write};
pub use super::notice::{Content, Place};
pub use super::shown::{Announcement, Said, shown};

use super::{actions, store};
use kit::HallError;
use kit::db::{CentreId, Read};

/// Kinds of subjects whose entries change what is announced.
pub const TOPICS: &[&str] = &[actions::KIND, "closure", "calendar"];

/// Whether a centre has ever written a notice, for loading a demonstration once.
///
/// # Errors
/// What the database said.
pub fn has_any(read: &mut dyn Read, centre: CentreId) -> Result<bool, HallError> {
    Ok(store::last(read, centre)? > 0)
}
