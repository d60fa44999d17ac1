//! `/centres/{centre}/events`: tells public screens that the queue of a centre has changed.

use crate::centres;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use kit::db::CentreId;
use kit::{Hall, HallError, live};
use reception::queue::door::TOPICS;
use std::sync::Arc;

/// The stream: kind, name and action of each entry, nothing else.
pub(in crate::screen) async fn show(
    State(hall): State<Arc<Hall>>,
    Path(centre): Path<i64>,
) -> Result<Response, HallError> {
    let centre = centres::centre(&hall, CentreId(centre)).await?;
    Ok(live::stream(&hall, centre.id, TOPICS).into_response())
}
