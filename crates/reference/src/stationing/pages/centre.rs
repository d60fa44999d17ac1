//! The gap report of one centre.

use super::{DepartmentLine, Figures, ItemLine, centre_name};
use crate::stationing::{door, sheet, store};
use askama::Template;
use axum::extract::Query;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use kit::db::CentreId;
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit};
use rulebook::stationing::StationingGap;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "stationing/pages/centre.html")]
struct CentrePage {
    chrome: Chrome,
    centre_name: String,
    figures: Figures,
    departments: Vec<DepartmentLine>,
    gap: &'static str,
    items: Vec<ItemLine>,
    is_own: bool,
}

/// What the list of items is narrowed by.
#[derive(Debug, Default, Deserialize)]
pub(in crate::stationing) struct Asked {
    /// `explained`, `unexplained`; anything else shows both.
    #[serde(default)]
    gap: String,
}

/// `GET /stationing`
pub(in crate::stationing) async fn show(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let centre = visit.centre()?;
    page(&visit, centre, &asked.gap).await
}

/// The report of any centre; edits are offered in one's own.
pub(super) async fn page(
    visit: &Visit,
    centre: CentreId,
    gap: &str,
) -> Result<Response, HallError> {
    let words = visit.words();
    let report = door::report(&visit.hall, centre).await?;
    let listed = visit.read(move |read| store::centre_name(read, centre)).await?;
    let centre_name = centre_name(visit, centre, &listed).await?;
    let gap = [StationingGap::Explained.word(), StationingGap::Unexplained.word()]
        .into_iter()
        .find(|word| *word == gap)
        .unwrap_or("");
    let items = report
        .items()
        .filter(|item| {
            item.gap() != StationingGap::None && (gap.is_empty() || item.gap().word() == gap)
        })
        .map(|item| ItemLine::new(item, words))
        .collect();
    visit.page(&CentrePage {
        chrome: visit.chrome(words.say("进驻情况", "Stationing"), Face::Office),
        centre_name,
        figures: Figures::of(&report),
        departments: report.departments.iter().map(|it| DepartmentLine::new(it, words)).collect(),
        gap,
        items,
        is_own: visit.member().is_ok_and(|member| member.centre == centre),
    })
}

/// `GET /stationing/report.xlsx`: what the page shows, as a workbook.
pub(in crate::stationing) async fn workbook(visit: Visit) -> Result<Response, HallError> {
    let (centre, words) = (visit.centre()?, visit.words());
    let report = door::report(&visit.hall, centre).await?;
    let bytes = visit.read(move |_| sheet::workbook(&report, words)).await?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"stationing.xlsx\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, bytes).into_response())
}
