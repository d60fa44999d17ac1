//! Addresses that belong to no room: preferences, health, metrics, live updates.

use crate::error::HallError;
use crate::hall::Hall;
use crate::rights::Power;
use crate::routes::Routes;
use crate::visit::{Visit, see_other, set_cookie};
use crate::words::Language;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use std::sync::Arc;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/assets/{digest}/{name}", Power::Public, asset)
        .get("/favicon.ico", Power::Public, favicon)
        .get("/components", Power::Public, crate::shell::components::show)
        .get("/components/public", Power::Public, crate::shell::components::public)
        .get("/components/kiosk", Power::Public, crate::shell::components::kiosk)
        .get("/preferences", Power::Public, preferences)
        .get("/live", Power::SignedIn, crate::live::show)
        .get("/health/live", Power::Public, alive)
        .get("/health/ready", Power::Public, ready)
        .get("/metrics", Power::Public, metrics)
}

#[derive(Deserialize)]
struct Preferences {
    language: Option<String>,
    text: Option<String>,
    back: Option<String>,
}

/// Keeps language and text size, and goes back to where the visitor was.
async fn preferences(Query(wanted): Query<Preferences>) -> Response {
    const KEPT: &str = "Path=/; SameSite=Lax; Max-Age=31536000";
    let back = wanted.back.unwrap_or_default();
    let mut response = see_other(local_path(&back));
    if let Some(language) = wanted.language.as_deref().and_then(Language::from_tag) {
        set_cookie(response.headers_mut(), &format!("language={}; {KEPT}", language.tag()));
    }
    match wanted.text.as_deref() {
        Some("large") => set_cookie(response.headers_mut(), &format!("text=large; {KEPT}")),
        Some(_) => set_cookie(response.headers_mut(), "text=; Path=/; SameSite=Lax; Max-Age=0"),
        None => {}
    }
    response
}

/// A path within this site; anything else leads home.
pub(crate) fn local_path(path: &str) -> &str {
    let is_local = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && !path.chars().any(char::is_control);
    if is_local { path } else { "/" }
}

/// Style, script, icons: kept by the browser for good, as their address changes with them.
async fn asset(Path((digest, name)): Path<(String, String)>) -> Result<Response, HallError> {
    let asset = crate::shell::assets::find(&name)
        .ok_or_else(|| HallError::not_found("没有这个文件。", "There is no such file."))?;
    let headers = [
        (header::CONTENT_TYPE, asset.kind),
        (header::CACHE_CONTROL, crate::shell::assets::caching(&digest)),
    ];
    Ok((headers, asset.content).into_response())
}

/// The mark of the house, for browsers that ask for it by its old name.
async fn favicon() -> Response {
    let headers =
        [(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "public, max-age=86400")];
    (headers, include_str!("../../assets/mark.svg")).into_response()
}

async fn alive() -> &'static str {
    "alive"
}

/// Ready when the database answers and the house is not about to close.
async fn ready(State(hall): State<Arc<Hall>>) -> Response {
    if hall.is_closing() {
        return (StatusCode::SERVICE_UNAVAILABLE, "closing").into_response();
    }
    match hall.db.read(|read| crate::journal::reading::centres(read)).await {
        Ok(centres) => (StatusCode::OK, format!("ready {}", centres.len())).into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer").into_response(),
    }
}

/// Counters, for a collector on this machine only.
async fn metrics(visit: Visit, State(hall): State<Arc<Hall>>) -> Result<Response, HallError> {
    let is_here = visit.address == "local"
        || visit.address.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback());
    if !is_here {
        return Err(HallError::not_found("没有这个页面。", "There is no such page."));
    }
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, kind)], hall.metrics.text()).into_response())
}
