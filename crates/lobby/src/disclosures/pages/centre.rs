//! `/centres/{centre}/disclosures`: the departments of a centre and what they disclose.

use crate::centres::{self, CentreFace};
use crate::disclosures::view::{icon, name};
use crate::paging::PageAsked;
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use counter::catalogue::door::{self as catalogue, Catalogue};
use kit::db::CentreId;
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit, Words};
use reference::stationing::door::{self as stationing, StationedDepartment};
use rulebook::disclosure::{Disclosure, gaps};
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "disclosures/pages/centre.html")]
struct CentrePage {
    chrome: Chrome,
    six: Vec<(String, &'static str)>,
    summary: String,
    lines: Vec<Line>,
    phone: String,
    complaints: String,
    place: String,
    newer: String,
    older: String,
}

/// Departments on a page.
const PAGE: usize = 30;

struct Line {
    href: String,
    name: String,
    station: String,
    presence: String,
    items: usize,
    complete: usize,
}

/// The page.
pub(in crate::disclosures) async fn show(
    visit: Visit,
    Path(centre): Path<i64>,
    Query(page): Query<PageAsked>,
) -> Result<Response, HallError> {
    let words = visit.words();
    let centre = centres::centre(&visit.hall, CentreId(centre)).await?;
    let catalogue = catalogue::catalogue(&visit.hall, centre.id).await?;
    let stationed = stationing::departments(&visit.hall, centre.id).await?;
    let lines = lines(&centre, &catalogue, &stationed, words);
    let complete: usize = lines.iter().map(|line| line.complete).sum();
    let leaf = page.leaf(lines.len(), PAGE);
    let (newer, older) = leaf.around(&format!("{}/disclosures", centre.path()));
    visit.page(&CentrePage {
        chrome: centre.chrome(&visit, words.say("六公开", "The six disclosures"), Face::Public),
        six: Disclosure::ALL.iter().map(|it| (name(*it, words), icon(*it))).collect(),
        summary: words.fill(
            "公开 {} 个事项，其中 {} 个六项齐全。",
            "{} items are disclosed; {} of them with all six complete.",
            &[&catalogue.items.len(), &complete],
        ),
        lines: leaf.lines(lines).collect(),
        place: leaf.place(words),
        newer,
        older,
        phone: centre.phone.clone(),
        complaints: centre.complaints.clone(),
    })
}

/// A line for each department with items in force, by key.
fn lines(
    centre: &CentreFace,
    catalogue: &Catalogue,
    stationed: &[StationedDepartment],
    words: Words,
) -> Vec<Line> {
    let mut by_department: BTreeMap<String, Line> = BTreeMap::new();
    for item in catalogue.items.values() {
        let key = item.definition.code.department().to_string();
        let line = by_department.entry(key.clone()).or_insert_with(|| {
            let standing = stationed.iter().find(|it| it.key == key);
            let department = centre.department(&item.definition.authority.department);
            Line {
                href: format!("{}/disclosures/departments/{key}", centre.path()),
                name: words.phrase(&department).to_owned(),
                station: item.definition.authority.station.clone(),
                presence: standing
                    .map(|it| words.phrase(&it.standing.presence.phrase()).to_owned())
                    .unwrap_or_default(),
                items: 0,
                complete: 0,
            }
        });
        line.items += 1;
        line.complete += usize::from(gaps(&item.definition).is_empty());
    }
    by_department.into_values().collect()
}
