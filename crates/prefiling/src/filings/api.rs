//! The JSON face of the windows: a program can look, check, and send back.

use super::actions::{self, Return};
use super::events::{Asked as AskedFor, FiledPaper};
use super::pages::list::{self, Asked};
use super::pages::of_centre;
use super::store::{self, Held};
use super::tally;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use kit::db::Act;
use kit::rights::Power;
use kit::routes::Routes;
use kit::visit::ApiBody;
use kit::{HallError, Visit};
use serde::{Deserialize, Serialize};
use threshold::prefiling::Ask;
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(
    paths(listed, review, check, send_back),
    components(schemas(
        FilingView,
        FilingAsk,
        FilingPaper,
        CheckBody,
        ReturnBody,
        kit::problem::Problem
    ))
)]
struct Described;

/// The room's part of the document.
pub(super) fn described() -> utoipa::openapi::OpenApi {
    Described::openapi()
}

/// The addresses of programs.
pub(super) fn routes() -> Routes {
    let (read, take) = (Power::ReadCases, Power::TakeCases);
    Routes::new()
        .get("/api/v1/applications", read, listed)
        .get("/api/v1/applications/{name}/review", read, review)
        .post("/api/v1/applications/{name}/check", take, check)
        .post("/api/v1/applications/{name}/return", take, send_back)
}

/// Something asked for.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct FilingAsk {
    /// Key of the paper, or `other`.
    key: String,
    /// What is wrong with it.
    reason: String,
}

/// A paper of a filing.
#[derive(Debug, Serialize, ToSchema)]
struct FilingPaper {
    /// Its key in the item.
    key: String,
    /// Its name.
    name: String,
    /// Whether it has to be there.
    is_required: bool,
    /// Whether it is brought along.
    is_brought: bool,
    /// How many files were sent of it.
    files: usize,
}

/// A filing, masked.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FilingView {
    /// `5101-20261123-001`
    number: String,
    /// `sent`, `checked`, `sent_back`, `taken`, `withdrawn` or `lapsed`.
    standing: String,
    /// What to do now, in plain words.
    to_do: String,
    /// The day that matters now; absent once it is over.
    due_on: Option<String>,
    /// Light of the hall's answer; absent where it owes none.
    light: Option<String>,
    /// Item code.
    item: String,
    /// The version it was filled in from.
    item_version: i64,
    /// Name of the applicant, masked.
    applicant: String,
    /// Name of who filed, masked; absent where the applicant did.
    agent: Option<String>,
    /// Papers.
    papers: Vec<FilingPaper>,
    /// What is asked for.
    asks: Vec<FilingAsk>,
    /// Why something was not asked the first time; may be empty.
    late_reason: String,
    /// Number of the case; empty before there is one.
    case: String,
    /// Version, for the next act.
    version: i64,
}

/// What a check needs.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct CheckBody {
    /// The version the caller saw; 0 for whatever it is now.
    version: i64,
}

/// Everything that is missing.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct ReturnBody {
    /// The version the caller saw; 0 for whatever it is now.
    version: i64,
    /// All of it, each with its reason.
    asks: Vec<FilingAsk>,
    /// Why something was not asked the first time.
    late_reason: String,
}

/// A filing as programs see it, masked.
pub(crate) fn view(held: &Held, files: &[store::HeldFile], visit: &Visit) -> FilingView {
    let words = visit.words();
    let (filing, content) = (&held.filing, &held.content);
    let paper = |it: &FiledPaper| FilingPaper {
        name: words.phrase(&it.name()).to_owned(),
        is_required: it.is_required,
        is_brought: content.brings.contains(&it.key),
        files: files.iter().filter(|file| !file.is_replaced && file.kept.is_of(&it.key)).count(),
        key: it.key.clone(),
    };
    let ask = |it: &AskedFor| FilingAsk { key: it.key.clone(), reason: it.reason.clone() };
    FilingView {
        number: held.number.clone(),
        standing: filing.standing().word().to_owned(),
        to_do: words.phrase(&filing.standing().to_do()).to_owned(),
        due_on: filing.due_on().map(|it| it.to_string()),
        light: filing.light(visit.today()).map(|it| it.code().to_owned()),
        item: held.item.code.clone(),
        item_version: held.item.version,
        applicant: content.parties.applicant_masked().0.to_owned(),
        agent: content.parties.agent_masked().map(|(name, ..)| name.to_owned()),
        papers: content.papers.iter().map(paper).collect(),
        asks: content.asks.iter().map(ask).collect(),
        late_reason: content.late_reason.clone(),
        case: held.case().to_owned(),
        version: held.version,
    }
}

/// What was filed, masked: of a view (`sent`, `sent_back`, `checked`, `over`, `all`), or found by
/// number, item code or the last four digits of a phone; 50 at a time.
#[utoipa::path(get, path = "/api/v1/applications", tag = "filings",
    params(("view" = Option<String>, Query), ("text" = Option<String>, Query),
        ("after_due" = Option<String>, Query), ("after" = Option<String>, Query)),
    responses((status = 200, body = Vec<FilingView>)))]
pub(super) async fn listed(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let held = list::rows(&visit, &asked).await?;
    let all: Vec<FilingView> = held.iter().map(|it| view(it, &[], &visit)).collect();
    Ok(visit.json(StatusCode::OK, &all))
}

async fn reviewed(visit: &Visit, number: &str) -> Result<Response, HallError> {
    let held = of_centre(visit, number).await?;
    let (centre, of) = (visit.centre()?, held.number.clone());
    let files = visit.read(move |read| store::files(read, centre, &of)).await?;
    Ok(visit.json(StatusCode::OK, &view(&held, &files, visit)))
}

/// A filing of the centre, by its number. A case that comes of it names it (`filing`).
#[utoipa::path(get, path = "/api/v1/applications/{name}/review", tag = "filings",
    params(("name" = String, Path)),
    responses((status = 200, body = FilingView), (status = 404, body = kit::problem::Problem)))]
pub(super) async fn review(visit: Visit, Path(name): Path<String>) -> Result<Response, HallError> {
    reviewed(&visit, &name).await
}

/// Says that a filing is complete.
#[utoipa::path(post, path = "/api/v1/applications/{name}/check", tag = "filings",
    params(("name" = String, Path)), request_body = CheckBody,
    responses((status = 200, body = FilingView), (status = 422, body = kit::problem::Problem)))]
pub(super) async fn check(
    visit: Visit,
    Path(name): Path<String>,
    body: ApiBody<CheckBody>,
) -> Result<Response, HallError> {
    let number = of_centre(&visit, &name).await?.number;
    let (of, seen) = (number.clone(), body.value.version);
    let work = move |act: &mut Act<'_>| actions::check(act, &of, seen);
    visit.act(Power::TakeCases, &body.once, work).await?;
    tally::refresh(&visit.hall, visit.centre()?).await?;
    reviewed(&visit, &number).await
}

/// Sends a filing back with everything that is missing.
#[utoipa::path(post, path = "/api/v1/applications/{name}/return", tag = "filings",
    params(("name" = String, Path)), request_body = ReturnBody,
    responses((status = 200, body = FilingView), (status = 422, body = kit::problem::Problem)))]
pub(super) async fn send_back(
    visit: Visit,
    Path(name): Path<String>,
    body: ApiBody<ReturnBody>,
) -> Result<Response, HallError> {
    let number = of_centre(&visit, &name).await?.number;
    let ReturnBody { version, asks, late_reason } = body.value;
    let asks = asks.into_iter().map(|it| Ask { key: it.key, reason: it.reason }).collect();
    let told = Return { asks, late_reason, seen: version };
    let of = number.clone();
    let work = move |act: &mut Act<'_>| actions::send_back(act, &of, &told);
    visit.act(Power::TakeCases, &body.once, work).await?;
    tally::refresh(&visit.hall, visit.centre()?).await?;
    reviewed(&visit, &number).await
}
