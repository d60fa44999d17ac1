//! The JSON face of the exchange.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use kit::db::CentreId;
use kit::journal::checkpoint::{self, Checkpoint};
use kit::{Hall, HallError, Visit};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(
    paths(checkpoints, signing_key, document),
    components(schemas(CheckpointView, Key, kit::problem::Problem))
)]
struct Described;

pub(super) fn described() -> utoipa::openapi::OpenApi {
    Described::openapi()
}

/// A signed statement of where a centre's journal ended.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CheckpointView {
    /// Division code of the centre.
    pub centre: i64,
    /// Number of the last entry.
    pub sequence: i64,
    /// SM3 digest of the last entry, hexadecimal.
    pub digest: String,
    /// When it was signed, in milliseconds since the epoch.
    pub at_ms: i64,
    /// Which key signed.
    pub key_name: String,
    /// SM2 signature over `signed_digest`, hexadecimal DER.
    pub signature: String,
    /// The digest that was signed, hexadecimal.
    pub signed_digest: String,
}

impl From<&Checkpoint> for CheckpointView {
    fn from(checkpoint: &Checkpoint) -> Self {
        Self {
            centre: checkpoint.centre.0,
            sequence: checkpoint.sequence,
            digest: checkpoint.digest.to_hex(),
            at_ms: checkpoint.at_ms,
            key_name: checkpoint.key_name.clone(),
            signature: checkpoint.signature.clone(),
            signed_digest: checkpoint.signed_message().to_hex(),
        }
    }
}

/// The key that signs checkpoints.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Key {
    /// Its name.
    pub name: String,
    /// The SM2 public key in PEM form.
    pub public_key: String,
}

/// Where to go on reading.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Page {
    /// Only checkpoints below this number.
    pub below: Option<i64>,
}

/// Checkpoints a page holds.
pub(super) const PAGE: u32 = 50;

/// Signed checkpoints of a centre's journal, newest first.
#[utoipa::path(
    get,
    path = "/api/v1/centres/{centre}/checkpoints",
    tag = "journal",
    params(
        ("centre" = i64, Path, description = "Division code of the centre"),
        ("below" = Option<i64>, Query, description = "Only checkpoints below this number")
    ),
    responses((status = 200, body = Vec<CheckpointView>))
)]
pub(super) async fn checkpoints(
    visit: Visit,
    Path(centre): Path<i64>,
    Query(page): Query<Page>,
) -> Result<Response, HallError> {
    let below = page.below.unwrap_or(i64::MAX);
    let list =
        visit.read(move |read| checkpoint::list(read, CentreId(centre), below, PAGE)).await?;
    let views: Vec<CheckpointView> = list.iter().map(CheckpointView::from).collect();
    Ok(visit.json(StatusCode::OK, &views))
}

/// The public key that checkpoints are verified with.
#[utoipa::path(
    get,
    path = "/api/v1/signing-key",
    tag = "journal",
    responses((status = 200, body = Key))
)]
pub(super) async fn signing_key(
    visit: Visit,
    State(hall): State<Arc<Hall>>,
) -> Result<Response, HallError> {
    let name = hall.signer.key_name().to_owned();
    let public_key = hall.signer.public_key_pem().map_err(HallError::broken)?;
    Ok(visit.json(StatusCode::OK, &Key { name, public_key }))
}

/// This document.
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    tag = "journal",
    responses((status = 200, description = "The OpenAPI 3.1 document"))
)]
pub(super) async fn document(visit: Visit, State(hall): State<Arc<Hall>>) -> Response {
    visit.json(StatusCode::OK, &super::document::openapi(&hall))
}
