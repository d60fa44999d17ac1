//! `/centres/{centre}/kiosk/{life-events,departments,items}`: finding without typing.

use crate::finding::{Asked, look};
use crate::items::{self, Entrance, ItemRow};
use crate::kiosk::Kiosk;
use crate::paging::Leaf;
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use kit::shell::Chrome;
use kit::visit::query_pair;
use kit::{HallError, Visit, Words};
use reference::search::door as search;

/// Lines on a screen.
pub(super) const ROWS: usize = 8;

#[derive(Template)]
#[template(path = "kiosk/pages/entrances.html")]
struct EntrancesPage {
    chrome: Chrome,
    root: String,
    entrances: Vec<Entrance>,
}

#[derive(Template)]
#[template(path = "kiosk/pages/list.html")]
struct ListPage {
    chrome: Chrome,
    root: String,
    up: String,
    heading: String,
    rows: Vec<ItemRow>,
    back: String,
    newer: String,
    older: String,
}

/// A screen of a list of `found` lines, and the addresses of the screens before and after it.
pub(super) fn turned(list: &str, asked: &Asked, found: usize) -> (Leaf, String, String) {
    let leaf = asked.leaf(found, ROWS);
    let turn = |to: usize| format!("{list}{}", asked.query(to));
    (leaf, leaf.newer(turn), leaf.older(turn))
}

/// How much was found, and which part of it is on the screen.
pub(super) fn heading(found: String, leaf: Leaf, words: Words) -> String {
    let place = leaf.place(words);
    if place.is_empty() { found } else { [found, place].join(words.say("，", ", ")) }
}

/// By occasion in life.
pub(in crate::kiosk) async fn life_events(
    visit: Visit,
    Path(centre): Path<i64>,
) -> Result<Response, HallError> {
    let words = visit.words();
    let kiosk = Kiosk::in_centre(&visit, centre).await?;
    let all = search::entrances(&visit.hall, kiosk.centre.id).await?;
    let list = format!("{}/items", kiosk.root);
    visit.page(&EntrancesPage {
        chrome: kiosk.chrome(&visit, words.say("按生活场景找", "By occasion in life")),
        entrances: items::life_events(&list, &all, words),
        root: kiosk.root,
    })
}

/// By department.
pub(in crate::kiosk) async fn departments(
    visit: Visit,
    Path(centre): Path<i64>,
) -> Result<Response, HallError> {
    let words = visit.words();
    let kiosk = Kiosk::in_centre(&visit, centre).await?;
    let all = search::entrances(&visit.hall, kiosk.centre.id).await?;
    let list = format!("{}/items", kiosk.root);
    visit.page(&EntrancesPage {
        chrome: kiosk.chrome(&visit, words.say("按部门找", "By department")),
        entrances: items::departments(&list, &all, &kiosk.centre, words),
        root: kiosk.root,
    })
}

/// The items behind an entrance, a screen at a time.
pub(in crate::kiosk) async fn items(
    visit: Visit,
    Path(centre): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let words = visit.words();
    let kiosk = Kiosk::in_centre(&visit, centre).await?;
    let list = format!("{}/items", kiosk.root);
    let hits = look(&visit.hall, std::slice::from_ref(&kiosk.centre), &asked).await?;
    let (leaf, newer, older) = turned(&list, &asked, hits.len());
    let narrowing = asked.narrowing();
    let (title, up) = match (narrowing.life_event, &narrowing.department) {
        (Some(event), _) => (items::sentence_case(words.phrase(&event.phrase())), "/life-events"),
        (None, Some(name)) => {
            let department = kiosk.centre.department(name);
            (words.phrase(&department).to_owned(), "/departments")
        }
        (None, None) => (words.say("全部事项", "All items").to_owned(), ""),
    };
    let row = |hit: &crate::finding::Hit| ItemRow::of(&hit.item, &kiosk.centre, words);
    visit.page(&ListPage {
        chrome: kiosk.chrome(&visit, title),
        heading: heading(words.fill("共 {} 个事项", "{} items", &[&hits.len()]), leaf, words),
        rows: leaf.lines(&hits).map(row).collect(),
        back: query_pair("back", &format!("{list}{}", asked.query(leaf.at()))),
        up: format!("{}{up}", kiosk.root),
        root: kiosk.root,
        newer,
        older,
    })
}
