//! The JSON face of samples.

use super::pages::list::{finding, wanted};
use super::{actions, store};
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use kit::rights::Power;
use kit::visit::ApiBody;
use kit::{HallError, Visit};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(
    paths(list, draw, examine),
    components(schemas(DrawBody, FindingBody, SampleDraw, SampledDenial, kit::problem::Problem))
)]
struct Described;

/// The room's part of the document.
pub(super) fn described() -> utoipa::openapi::OpenApi {
    Described::openapi()
}

/// What is drawn.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct DrawBody {
    /// First day of decision.
    pub from: String,
    /// Last day of decision.
    pub to: String,
    /// In a hundred.
    pub share: u8,
    /// By which the lot falls; empty for one that the house draws.
    pub seed: String,
}

/// What a second look found.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct FindingBody {
    /// `upheld`, `flawed` or `wrong`.
    pub finding: String,
    /// What it rests on; needed unless the denial stands.
    pub note: String,
}

/// A draw.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct SampleDraw {
    /// Its number in the centre.
    pub draw: i64,
    /// First day of decision.
    pub from: String,
    /// Last day of decision.
    pub to: String,
    /// In a hundred.
    pub share: i64,
    /// By which the lot fell.
    pub seed: String,
    /// How many could have been drawn.
    pub pool: i64,
    /// Those drawn, in the order of the lot.
    pub denials: Vec<SampledDenial>,
}

/// A denial that was drawn.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct SampledDenial {
    /// 办件编号
    pub number: String,
    /// Word of the finding; empty before there is one.
    pub finding: String,
    /// What it rests on.
    pub note: String,
}

impl From<store::Draw> for SampleDraw {
    fn from(it: store::Draw) -> Self {
        let denial = |it: store::Sample| SampledDenial {
            number: it.number,
            finding: it.finding,
            note: it.note,
        };
        Self {
            draw: it.ordinal,
            from: it.from,
            to: it.to,
            share: it.share,
            seed: it.seed,
            pool: it.pool,
            denials: it.samples.into_iter().map(denial).collect(),
        }
    }
}

/// Where the list goes on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    below: String,
}

async fn answer(visit: &Visit, below: i64, status: StatusCode) -> Result<Response, HallError> {
    let centre = visit.centre()?;
    let draws = visit.read(move |read| store::draws(read, centre, below, 20)).await?;
    let views: Vec<SampleDraw> = draws.into_iter().map(Into::into).collect();
    Ok(visit.json(status, &views))
}

/// Draws of denials, the newest first.
#[utoipa::path(
    get,
    path = "/api/v1/denials/samples",
    tag = "denials",
    params(("below" = Option<String>, Query, description = "Number of the last draw before")),
    responses((status = 200, body = Vec<SampleDraw>))
)]
pub(super) async fn list(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, HallError> {
    answer(&visit, asked.below.parse().unwrap_or(i64::MAX), StatusCode::OK).await
}

/// Draws denials of a time by lot.
#[utoipa::path(
    post,
    path = "/api/v1/denials/samples",
    tag = "denials",
    request_body = DrawBody,
    responses(
        (status = 201, body = Vec<SampleDraw>),
        (status = 422, body = kit::problem::Problem)
    )
)]
pub(super) async fn draw(visit: Visit, body: ApiBody<DrawBody>) -> Result<Response, HallError> {
    let DrawBody { from, to, share, seed } = &body.value;
    let wanted = wanted(&visit, (from, to), &share.to_string(), seed)?;
    let work = move |act: &mut kit::db::Act<'_>| actions::draw(act, &wanted);
    visit.act(Power::ReviewDenials, &body.once, work).await?;
    answer(&visit, i64::MAX, StatusCode::CREATED).await
}

/// Records what a second look at a denial found.
#[utoipa::path(
    post,
    path = "/api/v1/denials/samples/{draw}/{number}",
    tag = "denials",
    params(
        ("draw" = i64, Path, description = "Number of the draw"),
        ("number" = String, Path, description = "Number of the case")
    ),
    request_body = FindingBody,
    responses(
        (status = 200, body = Vec<SampleDraw>),
        (status = 422, body = kit::problem::Problem)
    )
)]
pub(super) async fn examine(
    visit: Visit,
    Path((draw, number)): Path<(String, String)>,
    body: ApiBody<FindingBody>,
) -> Result<Response, HallError> {
    let draw: i64 = draw.parse().unwrap_or(0);
    let (finding, note) = (finding(&body.value.finding)?, body.value.note.clone());
    let work =
        move |act: &mut kit::db::Act<'_>| actions::examine(act, (draw, &number), finding, &note);
    visit.act(Power::ReviewDenials, &body.once, work).await?;
    answer(&visit, i64::MAX, StatusCode::OK).await
}
