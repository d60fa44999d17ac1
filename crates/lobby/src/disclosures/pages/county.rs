//! `/disclosures`: the centres of the county and how completely each discloses.

use crate::centres;
use crate::disclosures::view::{icon, name};
use askama::Template;
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
}

struct Line {
    href: String,
    name: String,
    items: usize,
    complete: usize,
}

/// The page.
pub(in crate::disclosures) async fn show(visit: Visit) -> Result<Response, HallError> {
    let words = visit.words();
    let mut lines = Vec::new();
    for centre in centres::centres(&visit.hall).await? {
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
    })
}
