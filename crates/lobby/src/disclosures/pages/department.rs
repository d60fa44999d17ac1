//! `/centres/{centre}/disclosures/departments/{department}`: the board of a department.

use crate::centres;
use crate::disclosures::view::{Said, name, six};
use crate::paging::PageAsked;
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use counter::catalogue::door as catalogue;
use kit::db::CentreId;
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit};
use rulebook::disclosure::Disclosure;
use rulebook::item::DepartmentKey;

#[derive(Template)]
#[template(path = "disclosures/pages/department.html")]
struct DepartmentPage {
    chrome: Chrome,
    trail: Vec<(String, String)>,
    heads: Vec<String>,
    lines: Vec<Line>,
    today: String,
    place: String,
    newer: String,
    older: String,
}

/// Items on a board: as many as hang on one wall.
const PAGE: usize = 20;

struct Line {
    code: String,
    name: String,
    guide: String,
    href: String,
    six: Vec<Said>,
}

/// The page.
pub(in crate::disclosures) async fn show(
    visit: Visit,
    Path((centre, department)): Path<(i64, String)>,
    Query(page): Query<PageAsked>,
) -> Result<Response, HallError> {
    let words = visit.words();
    let centre = centres::centre(&visit.hall, CentreId(centre)).await?;
    let key =
        DepartmentKey::parse(&department).map_err(|fault| HallError::NotFound(fault.phrase()))?;
    let catalogue = catalogue::catalogue(&visit.hall, centre.id).await?;
    let items = catalogue.items.values().filter(|it| it.definition.code.department() == key);
    let Some(first) = items.clone().next() else {
        return Err(HallError::not_found(
            "这个部门在本中心没有公开的事项。",
            "This department discloses no items in this centre.",
        ));
    };
    let department = centre.department(&first.definition.authority.department);
    let title = words.fill("{}六公开", "The six disclosures: {}", &[&words.phrase(&department)]);
    let leaf = page.leaf(items.clone().count(), PAGE);
    let here = format!("{}/disclosures/departments/{key}", centre.path());
    let (newer, older) = leaf.around(&here);
    visit.page(&DepartmentPage {
        chrome: centre.chrome(&visit, title, Face::Public),
        trail: vec![(
            format!("{}/disclosures", centre.path()),
            words.say("六公开", "The six disclosures").to_owned(),
        )],
        heads: Disclosure::ALL.iter().map(|it| name(*it, words)).collect(),
        lines: leaf
            .lines(items)
            .map(|item| Line {
                code: item.code.clone(),
                name: words.phrase(&item.definition.name()).to_owned(),
                guide: format!("{}/items/{}", centre.path(), item.code),
                href: format!("{}/items/{}/disclosures", centre.path(), item.code),
                six: six(&item.definition, words),
            })
            .collect(),
        today: words.date(visit.today()),
        place: leaf.place(words),
        newer,
        older,
    })
}
