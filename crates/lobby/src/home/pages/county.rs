//! `/`: the county's front page.

use crate::centres::{self, CentreFace};
use askama::Template;
use axum::response::Response;
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "home/pages/county.html")]
struct CountyPage {
    chrome: Chrome,
    centres: Vec<Arc<CentreFace>>,
}

/// The front page.
pub(in crate::home) async fn show(visit: Visit) -> Result<Response, HallError> {
    let words = visit.words();
    visit.page(&CountyPage {
        chrome: visit.chrome(words.say("便民服务", "Township services"), Face::Public),
        centres: centres::centres(&visit.hall).await?,
    })
}
