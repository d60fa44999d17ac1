//! `/journal/checkpoints/{centre}`: the published checkpoints of a centre's journal.

use crate::centres;
use crate::exchange::api::{CheckpointView, PAGE, Page};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use kit::db::CentreId;
use kit::journal::checkpoint;
use kit::shell::{Chrome, Face};
use kit::{Hall, HallError, Visit};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "exchange/pages/checkpoints.html")]
struct CheckpointsPage {
    chrome: Chrome,
    centre: i64,
    rows: Vec<Row>,
    older: Option<i64>,
    key_name: String,
    public_key: String,
}

struct Row {
    view: CheckpointView,
    at: String,
}

/// The newest first, page by page.
pub(in crate::exchange) async fn list(
    visit: Visit,
    State(hall): State<Arc<Hall>>,
    Path(centre): Path<i64>,
    Query(page): Query<Page>,
) -> Result<Response, HallError> {
    let words = visit.words();
    let below = page.below.unwrap_or(i64::MAX);
    let list =
        visit.read(move |read| checkpoint::list(read, CentreId(centre), below, PAGE)).await?;
    let older = (list.len() == PAGE as usize).then(|| list.last().map(|it| it.sequence)).flatten();
    let rows = list
        .iter()
        .map(|it| Row { view: CheckpointView::from(it), at: words.instant(it.at_ms) })
        .collect();
    let title = words.say("留痕台账检查点", "Checkpoints of the journal");
    // The county has a journal, too, and no pages of its own.
    let chrome = match centres::centre(&hall, CentreId(centre)).await {
        Ok(face) => face.chrome(&visit, title, Face::Public),
        Err(HallError::NotFound(_)) => visit.chrome(title, Face::Public),
        Err(error) => return Err(error),
    };
    visit.page(&CheckpointsPage {
        chrome,
        centre,
        rows,
        older,
        key_name: hall.signer.key_name().to_owned(),
        public_key: hall.signer.public_key_pem().map_err(HallError::broken)?,
    })
}
