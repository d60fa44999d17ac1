//! The JSON face of the organisation: what is public of centres, departments and windows.

use super::door::{self, CentreDirectory};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use kit::db::CentreId;
use kit::{Hall, HallError, Visit};
use serde::Serialize;
use std::sync::Arc;
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(
    paths(centres, centre, departments, windows, posts),
    components(schemas(CentreView, DepartmentView, WindowView, PostView))
)]
struct Described;

pub(super) fn described() -> utoipa::openapi::OpenApi {
    Described::openapi()
}

/// A centre, or the county office.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CentreView {
    /// Division code.
    pub id: i64,
    /// `township` or `county`.
    pub kind: &'static str,
    /// Name.
    pub name: String,
    /// English name; may be empty.
    pub name_english: String,
    /// Unified social credit code; may be empty.
    pub credit_code: String,
    /// Where it is.
    pub address: String,
    /// Number for questions.
    pub hotline: String,
    /// Number for complaints.
    pub supervision_phone: String,
    /// When it is open.
    pub hours: String,
    /// `open` or `closed`.
    pub state: &'static str,
}

/// A department at a centre.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DepartmentView {
    /// Key within the centre.
    pub key: String,
    /// What the catalogue calls it.
    pub short: String,
    /// Name.
    pub name: String,
    /// English name; may be empty.
    pub name_english: String,
    /// Unified social credit code; may be empty.
    pub credit_code: String,
    /// Who is above it.
    pub superior: String,
    /// `open` or `closed`.
    pub state: &'static str,
}

/// A window.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct WindowView {
    /// Key within the centre.
    pub key: String,
    /// What stands above it.
    pub number: String,
    /// Name.
    pub name: String,
    /// English name; may be empty.
    pub name_english: String,
    /// Keys of the departments it serves.
    pub departments: Vec<String>,
    /// The letter its tickets begin with.
    pub queue_prefix: String,
    /// When it is open.
    pub hours: String,
    /// `open`, `paused` or `closed`.
    pub state: &'static str,
}

/// A post, without the person who holds it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PostView {
    /// Key within the centre.
    pub key: String,
    /// Title.
    pub title: String,
    /// English title; may be empty.
    pub title_english: String,
    /// Key of its department; empty for the centre itself.
    pub department: String,
    /// Key of its window; empty for the back office.
    pub window: String,
    /// `A`, `B` or empty.
    pub arrangement: &'static str,
    /// Key of the A post it stands in for; may be empty.
    pub stands_in_for: String,
    /// `open` or `closed`.
    pub state: &'static str,
}

fn view(it: &CentreDirectory) -> CentreView {
    let record = &it.centre.record;
    CentreView {
        id: it.id.0,
        kind: record.kind.code(),
        name: record.name.clone(),
        name_english: record.name_english.clone(),
        credit_code: record.credit_code.clone(),
        address: record.address.clone(),
        hotline: record.hotline.clone(),
        supervision_phone: record.supervision_phone.clone(),
        hours: record.hours.clone(),
        state: it.centre.state.code(),
    }
}

async fn found(hall: &Hall, centre: i64) -> Result<Arc<CentreDirectory>, HallError> {
    let directory = door::directory(hall).await?;
    directory.centre(CentreId(centre)).cloned().ok_or_else(super::actions::not_there)
}

/// All centres and the county office.
#[utoipa::path(
    get,
    path = "/api/v1/centres",
    tag = "organisation",
    responses((status = 200, body = Vec<CentreView>))
)]
pub(super) async fn centres(
    visit: Visit,
    State(hall): State<Arc<Hall>>,
) -> Result<Response, HallError> {
    let directory = door::directory(&hall).await?;
    let views: Vec<CentreView> = directory.all().map(|it| view(it)).collect();
    Ok(visit.json(StatusCode::OK, &views))
}

/// A centre.
#[utoipa::path(
    get,
    path = "/api/v1/centres/{centre}",
    tag = "organisation",
    params(("centre" = i64, Path, description = "Division code of the centre")),
    responses((status = 200, body = CentreView), (status = 404, description = "No such centre"))
)]
pub(super) async fn centre(
    visit: Visit,
    State(hall): State<Arc<Hall>>,
    Path(centre): Path<i64>,
) -> Result<Response, HallError> {
    Ok(visit.json(StatusCode::OK, &view(&*found(&hall, centre).await?)))
}

/// The departments of a centre.
#[utoipa::path(
    get,
    path = "/api/v1/centres/{centre}/departments",
    tag = "organisation",
    params(("centre" = i64, Path, description = "Division code of the centre")),
    responses((status = 200, body = Vec<DepartmentView>))
)]
pub(super) async fn departments(
    visit: Visit,
    State(hall): State<Arc<Hall>>,
    Path(centre): Path<i64>,
) -> Result<Response, HallError> {
    let found = found(&hall, centre).await?;
    let views: Vec<DepartmentView> = found
        .departments
        .iter()
        .map(|held| DepartmentView {
            key: held.record.key.clone(),
            short: held.record.short.clone(),
            name: held.record.name.clone(),
            name_english: held.record.name_english.clone(),
            credit_code: held.record.credit_code.clone(),
            superior: held.record.superior.clone(),
            state: held.state.code(),
        })
        .collect();
    Ok(visit.json(StatusCode::OK, &views))
}

/// The windows of a centre.
#[utoipa::path(
    get,
    path = "/api/v1/centres/{centre}/windows",
    tag = "organisation",
    params(("centre" = i64, Path, description = "Division code of the centre")),
    responses((status = 200, body = Vec<WindowView>))
)]
pub(super) async fn windows(
    visit: Visit,
    State(hall): State<Arc<Hall>>,
    Path(centre): Path<i64>,
) -> Result<Response, HallError> {
    let found = found(&hall, centre).await?;
    let views: Vec<WindowView> = found
        .windows
        .iter()
        .map(|held| WindowView {
            key: held.record.key.clone(),
            number: held.record.number.clone(),
            name: held.record.name.clone(),
            name_english: held.record.name_english.clone(),
            departments: held.record.departments.clone(),
            queue_prefix: held.record.queue_prefix.clone(),
            hours: held.record.hours.clone(),
            state: held.state.code(),
        })
        .collect();
    Ok(visit.json(StatusCode::OK, &views))
}

/// The posts of a centre.
#[utoipa::path(
    get,
    path = "/api/v1/centres/{centre}/posts",
    tag = "organisation",
    params(("centre" = i64, Path, description = "Division code of the centre")),
    responses((status = 200, body = Vec<PostView>))
)]
pub(super) async fn posts(
    visit: Visit,
    State(hall): State<Arc<Hall>>,
    Path(centre): Path<i64>,
) -> Result<Response, HallError> {
    let found = found(&hall, centre).await?;
    let views: Vec<PostView> = found
        .posts
        .iter()
        .map(|held| PostView {
            key: held.record.key.clone(),
            title: held.record.title.clone(),
            title_english: held.record.title_english.clone(),
            department: held.record.department.clone(),
            window: held.record.window.clone(),
            arrangement: held.record.arrangement.code(),
            stands_in_for: held.record.stands_in_for.clone(),
            state: held.state.code(),
        })
        .collect();
    Ok(visit.json(StatusCode::OK, &views))
}
