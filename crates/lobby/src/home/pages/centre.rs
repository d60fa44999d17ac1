//! `/centres/{centre}`: the front page of a centre.

use crate::centres::{self, CentreFace};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kit::db::CentreId;
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit};
use reference::search::door;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "home/pages/centre.html")]
struct CentrePage {
    chrome: Chrome,
    centre: Arc<CentreFace>,
    life_events: Vec<(&'static str, String, usize)>,
    departments: Vec<(String, String, usize)>,
    audiences: Vec<(&'static str, String, usize)>,
}

/// The front page of a centre.
pub(in crate::home) async fn show(
    visit: Visit,
    Path(centre): Path<i64>,
) -> Result<Response, HallError> {
    let words = visit.words();
    let centre = centres::centre(&visit.hall, CentreId(centre)).await?;
    let entrances = door::entrances(&visit.hall, centre.id).await?;
    visit.page(&CentrePage {
        chrome: visit.chrome(words.phrase(&centre.name), Face::Public),
        life_events: entrances
            .life_events
            .iter()
            .map(|(it, count)| (it.word(), words.phrase(&it.phrase()).to_owned(), *count))
            .collect(),
        departments: entrances
            .departments
            .iter()
            .map(|(name, count)| (kit::visit::query_pair("department", name), name.clone(), *count))
            .collect(),
        audiences: entrances
            .audiences
            .iter()
            .map(|(it, count)| (it.code(), words.phrase(&it.phrase()).to_owned(), *count))
            .collect(),
        centre,
    })
}
