//! `/`: the county's front page.

use crate::centres::{self, CentreFace};
use crate::items::{self, Entrance};
use crate::paging::PageAsked;
use askama::Template;
use axum::extract::Query;
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
    place: String,
    newer: String,
    older: String,
    life_events: Vec<Entrance>,
}

/// Centres on a page: more than most counties have.
const CENTRES: usize = 30;

/// The front page.
pub(in crate::home) async fn show(
    visit: Visit,
    Query(page): Query<PageAsked>,
) -> Result<Response, HallError> {
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
    let leaf = page.leaf(centres.len(), CENTRES);
    let (newer, older) = leaf.around("/");
    visit.page(&CountyPage {
        chrome: visit.chrome(words.say("便民服务", "Township services"), Face::Public),
        life_events: items::life_events("/items", &widest, words),
        place: leaf.place(words),
        newer,
        older,
        centres: leaf.lines(centres).collect(),
    })
}
