//! What the house does by itself: whatever nobody came for by its last day has lapsed.

use super::{actions, store};
use kit::{Hall, HallError};
use std::sync::Arc;

/// Looks at every centre once; run twice, it does nothing.
///
/// # Errors
/// What the database said.
pub(super) async fn sweep(hall: Arc<Hall>) -> Result<(), HallError> {
    for centre in hall.db.read(|read| kit::journal::reading::centres(read)).await? {
        let today = hall.today();
        for number in hall.db.read(move |read| store::over(read, centre, today)).await? {
            let outcome = hall.act_by_itself(centre, move |act| actions::lapse(act, &number)).await;
            match outcome {
                // Who was faster than the house is right.
                Ok(()) | Err(HallError::Breach { .. }) => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(())
}
