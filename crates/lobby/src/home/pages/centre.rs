//! `/centres/{centre}`: the front page of a centre.

use crate::centres::{self, CentreFace, in_both};
use crate::items::{self, Entrance, sentence_case};
use askama::Template;
use axum::extract::Path;
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
    list: String,
    life_events: Vec<Entrance>,
    departments: Vec<Entrance>,
    audiences: Vec<Entrance>,
    windows: Vec<WindowLine>,
}

/// A window as it is signposted.
struct WindowLine {
    number: String,
    name: String,
    serves: String,
    hours: String,
    state: String,
}

/// The front page of a centre.
pub(in crate::home) async fn show(
    visit: Visit,
    Path(centre): Path<i64>,
) -> Result<Response, HallError> {
    let words = visit.words();
    let centre = centres::centre(&visit.hall, CentreId(centre)).await?;
    let entrances = search::entrances(&visit.hall, centre.id).await?;
    let list = format!("{}/items", centre.path());
    visit.page(&CentrePage {
        chrome: centre.chrome(&visit, words.phrase(&centre.name), Face::Public),
        life_events: items::life_events(&list, &entrances, words),
        departments: items::departments(&list, &entrances, &centre, words),
        audiences: entrances
            .audiences
            .iter()
            .map(|(object, count)| Entrance {
                href: format!("{list}?audience={}", object.code()),
                icon: "person",
                label: sentence_case(words.phrase(&object.phrase())),
                count: *count,
            })
            .collect(),
        windows: windows(&centre, words),
        list,
        centre,
    })
}

fn windows(centre: &CentreFace, words: Words) -> Vec<WindowLine> {
    let of_key = |key: &String| {
        let department = centre.directory.department(key);
        department.map(|it| words.phrase(&in_both(&it.short, &it.short_english)).to_owned())
    };
    centre
        .directory
        .windows_in_use()
        .map(|held| {
            let window = &held.record;
            let serves: Vec<String> = window.departments.iter().filter_map(of_key).collect();
            WindowLine {
                number: window.number.clone(),
                name: words.phrase(&in_both(&window.name, &window.name_english)).to_owned(),
                serves: serves.join(words.say("、", ", ")),
                hours: words.phrase(&in_both(&window.hours, &window.hours_english)).to_owned(),
                state: words.phrase(&held.state.phrase()).to_owned(),
            }
        })
        .collect()
}
