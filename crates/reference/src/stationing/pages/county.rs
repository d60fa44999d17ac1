//! The county's report: who must be in which hall and is not, centre by centre.

use super::{GapMark, centre_name, department_name};
use crate::stationing::store::{self, Department};
use crate::stationing::{door, pages};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kit::db::CentreId;
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit, Words};
use rulebook::stationing::{Delegation, DepartmentStanding, Obligation, Presence, StationingGap};
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "stationing/pages/county.html")]
struct CountyPage {
    chrome: Chrome,
    centres: Vec<CentreLine>,
    rows: Vec<DepartmentRow>,
}

struct CentreLine {
    id: i64,
    name: String,
    must: usize,
    missing: usize,
    items: usize,
    in_place: usize,
    unexplained: usize,
}

/// A department across the centres.
struct DepartmentRow {
    name: String,
    cells: Vec<Option<Cell>>,
}

struct Cell {
    presence: String,
    reason: String,
    gap: GapMark,
}

/// `GET /stationing/county`
pub(in crate::stationing) async fn show(visit: Visit) -> Result<Response, HallError> {
    let (county, words) = (visit.hall.site.county, visit.words());
    let departments = visit.read(move |read| store::county(read, county)).await?;
    let mut by_centre: BTreeMap<i64, (String, Vec<Department>)> = BTreeMap::new();
    for (centre, name, department) in departments {
        by_centre.entry(centre.0).or_insert_with(|| (name, Vec::new())).1.push(department);
    }
    let mut centres = Vec::new();
    for (id, (name, departments)) in &by_centre {
        centres.push(line(&visit, (*id, name), departments).await?);
    }
    let rows = rows(&by_centre, words);
    visit.page(&CountyPage {
        chrome: visit.chrome(words.say("全县进驻情况", "Stationing in the county"), Face::Office),
        centres,
        rows,
    })
}

async fn line(
    visit: &Visit,
    (id, name): (i64, &str),
    departments: &[Department],
) -> Result<CentreLine, HallError> {
    let report = door::report(&visit.hall, CentreId(id)).await?;
    let is_must = |it: &&Department| it.standing.obligation == Obligation::Must;
    let missing =
        departments.iter().filter(is_must).filter(|it| it.standing.gap() != StationingGap::None);
    Ok(CentreLine {
        id,
        name: centre_name(visit, CentreId(id), name).await?,
        must: departments.iter().filter(is_must).count(),
        missing: missing.count(),
        items: report.items().count(),
        in_place: report.items_with(StationingGap::None),
        unexplained: report.items_with(StationingGap::Unexplained)
            + departments
                .iter()
                .filter(|it| it.standing.gap() == StationingGap::Unexplained)
                .count(),
    })
}

fn rows(by_centre: &BTreeMap<i64, (String, Vec<Department>)>, words: Words) -> Vec<DepartmentRow> {
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    for department in by_centre.values().flat_map(|(_, departments)| departments) {
        names.entry(&department.key).or_insert(&department.name);
    }
    let cell = |department: &Department| Cell {
        presence: presence(&department.standing, words),
        reason: department.standing.reason.clone(),
        gap: GapMark::new(department.standing.gap(), words),
    };
    names
        .into_iter()
        .map(|(key, name)| DepartmentRow {
            name: department_name(name, words),
            cells: by_centre
                .values()
                .map(|(_, departments)| departments.iter().find(|it| it.key == key).map(cell))
                .collect(),
        })
        .collect()
}

/// Whether it is here, and what its window may do where that is not everything.
fn presence(standing: &DepartmentStanding, words: Words) -> String {
    let presence = words.phrase(&standing.presence.phrase()).to_owned();
    if standing.presence == Presence::Absent || standing.delegation == Delegation::Full {
        return presence;
    }
    format!("{presence} · {}", words.phrase(&standing.delegation.phrase()))
}

/// `GET /stationing/county/{centre}`: the report of one centre, for the county.
pub(in crate::stationing) async fn centre(
    visit: Visit,
    Path(centre): Path<i64>,
) -> Result<Response, HallError> {
    let centre = CentreId(centre);
    if centre.county() != visit.hall.site.county {
        return Err(HallError::not_found("本县没有这个中心。", "There is no such centre here."));
    }
    pages::centre::page(&visit, centre, "").await
}
