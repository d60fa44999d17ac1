//! `/disclosures`: the centres of the county and how completely each discloses.

use crate::centres;
use crate::disclosures::view::{icon, name};
use crate::paging::PageAsked;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use counter::catalogue::door as catalogue;
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit};
use rulebook::disclosure::{Disclosure, gaps};

#[derive(Template)]
#[template(path = "disclosures/pages/county.html")]
struct CountyPage {
    chrome: Chrome,
    six: Vec<(String, &'static str)>,
    centres: Vec<Line>,
    place: String,
    newer: String,
    older: String,
}

/// Centres on a page.
const PAGE: usize = 30;

struct Line {
    href: String,
    name: String,
    items: usize,
    complete: usize,
}

/// The page.
pub(in crate::disclosures) async fn show(
    visit: Visit,
    Query(page): Query<PageAsked>,
) -> Result<Response, HallError> {
    let words = visit.words();
    let centres = centres::centres(&visit.hall).await?;
    let leaf = page.leaf(centres.len(), PAGE);
    let (newer, older) = leaf.around("/disclosures");
    let mut lines = Vec::new();
    for centre in leaf.lines(centres) {
        let catalogue = catalogue::catalogue(&visit.hall, centre.id).await?;
        let items = catalogue.items.values();
        lines.push(Line {
            href: format!("{}/disclosures", centre.path()),
            name: words.phrase(&centre.name).to_owned(),
            items: catalogue.items.len(),
            complete: items.filter(|item| gaps(&item.definition).is_empty()).count(),
        });
    }
    visit.page(&CountyPage {
        chrome: visit.chrome(words.say("六公开", "The six disclosures"), Face::Public),
        six: Disclosure::ALL.iter().map(|it| (name(*it, words), icon(*it))).collect(),
        centres: lines,
        place: leaf.place(words),
        newer,
        older,
    })
}
