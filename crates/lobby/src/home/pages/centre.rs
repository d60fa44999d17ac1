//! `/centres/{centre}`: the front page of a centre.

use crate::centres::{self, CentreFace, in_both};
use crate::items::{self, Entrance};
use crate::paging::{Leaf, PageAsked};
use ::notices::notices::door::{Announcement, Place, shown};
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use kit::db::CentreId;
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit, Words};
use reference::search::door as search;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "home/pages/centre.html")]
struct CentrePage {
    chrome: Chrome,
    centre: Arc<CentreFace>,
    notices: Vec<Announcement>,
    list: String,
    life_events: Vec<Entrance>,
    departments: Vec<Entrance>,
    audiences: Vec<Entrance>,
    windows: Vec<WindowLine>,
    place: String,
    newer: String,
    older: String,
}

/// Windows on a page: more than most halls have.
const WINDOWS: usize = 40;

/// A window as it is signposted.
struct WindowLine {
    number: String,
    name: String,
    serves: String,
    /// Only where they are not those of the centre.
    hours: String,
    /// Only where it serves nobody for now.
    paused: String,
}

/// The front page of a centre.
pub(in crate::home) async fn show(
    visit: Visit,
    Path(centre): Path<i64>,
    Query(page): Query<PageAsked>,
) -> Result<Response, HallError> {
    let words = visit.words();
    let centre = centres::centre(&visit.hall, CentreId(centre)).await?;
    let entrances = search::entrances(&visit.hall, centre.id).await?;
    let notices = shown(&visit, centre.id, Place::Home).await?;
    let list = format!("{}/items", centre.path());
    let leaf = page.leaf(centre.directory.windows_in_use().count(), WINDOWS);
    let (newer, older) = leaf.around(&centre.path());
    visit.page(&CentrePage {
        chrome: centre.chrome(&visit, words.phrase(&centre.name), Face::Public),
        life_events: items::life_events(&list, &entrances, words),
        departments: items::departments(&list, &entrances, &centre, words),
        audiences: items::audiences(&list, &entrances, words),
        windows: windows(&centre, leaf, words),
        place: leaf.place(words),
        notices,
        newer,
        older,
        list,
        centre,
    })
}

fn windows(centre: &CentreFace, leaf: Leaf, words: Words) -> Vec<WindowLine> {
    let of_key = |key: &String| {
        let department = centre.directory.department(key);
        department.map(|it| words.phrase(&in_both(&it.short, &it.short_english)).to_owned())
    };
    leaf.lines(centre.directory.windows_in_use())
        .map(|held| {
            let window = &held.record;
            let serves: Vec<String> = window.departments.iter().filter_map(of_key).collect();
            let hours = in_both(&window.hours, &window.hours_english);
            let paused = words.say("暂停服务", "closed for now");
            WindowLine {
                number: window.number.clone(),
                name: words.phrase(&in_both(&window.name, &window.name_english)).to_owned(),
                serves: serves.join(words.say("、", ", ")),
                hours: if hours == centre.hours {
                    String::new()
                } else {
                    words.phrase(&hours).to_owned()
                },
                paused: if held.is_open() { String::new() } else { paused.to_owned() },
            }
        })
        .collect()
}
