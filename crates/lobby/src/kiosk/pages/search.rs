//! `/centres/{centre}/kiosk/search`: types pinyin on the screen and finds items.

use crate::finding::{Asked, look};
use crate::items::ItemRow;
use crate::kiosk::Kiosk;
use crate::kiosk::pages::list::{heading, turned};
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use kit::shell::Chrome;
use kit::visit::query_pair;
use kit::{HallError, Visit};
use reference::search::door::Met;

#[derive(Template)]
#[template(path = "kiosk/pages/search.html")]
struct SearchPage {
    chrome: Chrome,
    root: String,
    here: String,
    query: String,
    keys: Vec<Vec<Key>>,
    heading: String,
    is_loose: bool,
    rows: Vec<ItemRow>,
    back: String,
    newer: String,
    older: String,
}

/// A key; without script a link to the same page with one more letter.
struct Key {
    /// What it types.
    letter: String,
    href: String,
}

/// Keys as on every keyboard, so that a grandchild can help.
const ROWS_OF_KEYS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// The page.
pub(in crate::kiosk) async fn show(
    visit: Visit,
    Path(centre): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let words = visit.words();
    let kiosk = Kiosk::in_centre(&visit, centre).await?;
    let here = format!("{}/search", kiosk.root);
    let query = asked.words().to_owned();
    let asked = Asked { q: query.clone(), page: asked.page, ..Asked::default() };
    let hits = if query.is_empty() {
        Vec::new()
    } else {
        look(&visit.hall, std::slice::from_ref(&kiosk.centre), &asked).await?
    };
    let (leaf, newer, older) = turned(&here, &asked, hits.len());
    let typed = |text: &str| format!("{here}?{}", query_pair("q", text));
    let keys = ROWS_OF_KEYS
        .iter()
        .map(|row| {
            row.chars()
                .map(|letter| Key {
                    letter: letter.to_string(),
                    href: typed(&format!("{query}{letter}")),
                })
                .collect()
        })
        .collect();
    let mut shorter = query.clone();
    shorter.pop();
    visit.page(&SearchPage {
        chrome: kiosk.chrome(&visit, words.say("找办事指南", "Find a service")),
        heading: match (query.is_empty(), hits.len()) {
            (true, _) => String::new(),
            (false, 0) => words.say("没有找到", "Nothing found").to_owned(),
            (false, found) => {
                let found = words.fill("找到 {} 个事项", "{} items found", &[&found]);
                heading(found, leaf, words)
            }
        },
        is_loose: hits.first().is_some_and(|hit| hit.met == Met::Loosely),
        rows: leaf.lines(&hits).map(|hit| ItemRow::of(&hit.item, &kiosk.centre, words)).collect(),
        back: query_pair("back", &format!("{here}{}", asked.query(leaf.at()))),
        keys,
        newer,
        older,
        here: typed(&shorter),
        root: kiosk.root,
        query,
    })
}
