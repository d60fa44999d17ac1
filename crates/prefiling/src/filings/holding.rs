//! What open filings hold: their files are not swept while somebody may still come for them.

use super::store;
use casework::papers::door::Holder;
use kit::HallError;
use kit::db::{CentreId, Read};

/// Holds the files of open filings.
pub(super) struct OpenFilings;

impl Holder for OpenFilings {
    fn holds(
        &self,
        read: &mut dyn Read,
        centre: CentreId,
        digest: &str,
    ) -> Result<bool, HallError> {
        store::is_held(read, centre, digest)
    }
}
