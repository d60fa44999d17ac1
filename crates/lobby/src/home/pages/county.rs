//! `/`: the county's front page.

use crate::centres::{self, CentreFace};
use crate::items::{self, Entrance};
use askama::Template;
use axum::response::Response;
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit};
use reference::search::door as search;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "home/pages/county.html")]
struct CountyPage {
    chrome: Chrome,
    centres: Vec<Arc<CentreFace>>,
    life_events: Vec<Entrance>,
}

/// The front page.
pub(in crate::home) async fn show(visit: Visit) -> Result<Response, HallError> {
    let words = visit.words();
    let centres = centres::centres(&visit.hall).await?;
    // The occasions of the centre that covers most: townships of a county offer much the same.
    let mut widest = search::Entrances::default();
    for centre in &centres {
        let own = search::entrances(&visit.hall, centre.id).await?;
        if own.life_events.len() > widest.life_events.len() {
            widest = own;
        }
    }
    visit.page(&CountyPage {
        chrome: visit.chrome(words.say("便民服务", "Township services"), Face::Public),
        life_events: items::life_events("/items", &widest, words),
        centres,
    })
}
