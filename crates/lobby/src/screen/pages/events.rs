//! `/centres/{centre}/events`: tells public screens that something they show has changed.

use crate::centres;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use kit::db::CentreId;
use kit::{Hall, HallError, live};
use std::sync::Arc;

/// Kinds of subjects that a screen shows: the queue, notices, days off, published items. Cases are
/// not among them: their numbers are nobody's business.
const TOPICS: &[&str] =
    &["ticket", "queue_window", "line", "announcement", "closure", "calendar", "item"];

/// The stream: kind, name and action of each entry, nothing else.
pub(in crate::screen) async fn show(
    State(hall): State<Arc<Hall>>,
    Path(centre): Path<i64>,
) -> Result<Response, HallError> {
    let centre = centres::centre(&hall, CentreId(centre)).await?;
    Ok(live::stream(&hall, centre.id, TOPICS).into_response())
}

#[cfg(test)]
mod tests {
    use super::TOPICS;

    #[test]
    fn whatever_the_rooms_announce_is_told_to_the_screens() {
        let wanted = [reception::queue::door::TOPICS, ::notices::notices::door::TOPICS].concat();
        assert!(wanted.iter().all(|it| TOPICS.contains(it)), "{wanted:?}");
        assert!(!TOPICS.contains(&"case"));
    }
}
