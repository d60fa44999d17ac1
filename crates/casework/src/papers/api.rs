//! The JSON face of papers as files: what a case has, and one more attached (multipart), with the
//! same checks as the page.

use super::keeping::{FILE, Kept, take, taken};
use super::{actions, store};
use crate::cases::door as cases;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use kit::form::{FormData, FormErrors};
use kit::rights::Power;
use kit::routes::Routes;
use kit::visit::{Once, Submitted, Upload};
use kit::{HallError, Phrase, Visit};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(list, attach), components(schemas(PaperFile, kit::problem::Problem)))]
struct Described;

/// The room's part of the document.
pub(super) fn described() -> utoipa::openapi::OpenApi {
    Described::openapi()
}

/// The addresses of programs.
pub(super) fn routes() -> Routes {
    const ONE: &str = "/api/v1/cases/{number}/papers/{paper}/files";
    Routes::new().get("/api/v1/cases/{number}/files", Power::ReadCases, list).post_file(
        ONE,
        Power::HandleCases,
        super::BODY_MAX,
        attach,
    )
}

/// A file of a case's paper.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct PaperFile {
    /// Its number in the case.
    pub file: i64,
    /// Key of the paper.
    pub paper: String,
    /// What it is called.
    pub name: String,
    /// Bytes.
    pub size: i64,
    /// SM3 digest of the content.
    pub digest: String,
}

async fn files(visit: &Visit, number: String) -> Result<Vec<PaperFile>, HallError> {
    let centre = visit.centre()?;
    visit
        .read(move |read| {
            cases::listed(read, centre, &number)?;
            let all = store::of_case(read, centre, &number)?.into_iter().map(|held| held.facts);
            Ok(all
                .map(|it| PaperFile {
                    file: it.file,
                    paper: it.paper,
                    name: it.name,
                    size: it.size,
                    digest: it.digest,
                })
                .collect())
        })
        .await
}

/// The files of a case's papers.
#[utoipa::path(
    get,
    path = "/api/v1/cases/{number}/files",
    tag = "papers",
    params(("number" = String, Path, description = "Number of the case")),
    responses(
        (status = 200, body = Vec<PaperFile>),
        (status = 404, body = kit::problem::Problem)
    )
)]
pub(super) async fn list(visit: Visit, Path(number): Path<String>) -> Result<Response, HallError> {
    let all = files(&visit, number).await?;
    Ok(visit.json(StatusCode::OK, &all))
}

/// The key of a request that is no JSON.
fn key_of(headers: &HeaderMap) -> Result<String, HallError> {
    let key = headers.get("idempotency-key").and_then(|value| value.to_str().ok());
    let key = key.map(|it| it.trim().trim_matches('"')).unwrap_or_default();
    if key.is_empty() || key.len() > 128 {
        let fault = Phrase::of(
            "每个 POST 请求都要带 Idempotency-Key 请求头（1 至 128 个字符）。",
            "Every POST needs an Idempotency-Key header (1 to 128 characters).",
        );
        return Err(HallError::invalid("Idempotency-Key", fault));
    }
    Ok(key.to_owned())
}

/// Attaches one or more files, sent as parts of a form, to a paper that the case lists.
#[utoipa::path(
    post,
    path = "/api/v1/cases/{number}/papers/{paper}/files",
    tag = "papers",
    params(
        ("number" = String, Path, description = "Number of the case"),
        ("paper" = String, Path, description = "Key of the paper, as the case lists it")
    ),
    request_body(
        content = String,
        content_type = "multipart/form-data",
        description = "Parts with a file name: PDF, JPEG or PNG by their content"
    ),
    responses(
        (status = 201, body = Vec<PaperFile>),
        (status = 404, body = kit::problem::Problem),
        (status = 422, body = kit::problem::Problem)
    )
)]
pub(super) async fn attach(
    visit: Visit,
    Path((number, paper)): Path<(String, String)>,
    headers: HeaderMap,
    form: Submitted,
) -> Result<Response, HallError> {
    let once = Once { key: Some(key_of(&headers)?), request: form.once.request };
    let of_paper = |upload: Upload| Upload { field: format!("{FILE}{paper}"), ..upload };
    let files_sent = form.files.into_iter().map(of_paper).collect();
    let sent = Submitted { data: FormData::default(), files: files_sent, once };
    let mut errors = FormErrors::new();
    let data = take(&visit, &sent, &mut errors).await?;
    if !errors.is_empty() {
        return Err(HallError::Invalid(errors));
    }
    let kept = taken(&visit.hall.vault, &data)?;
    let kept: Vec<Kept> = kept.into_iter().map(|(kept, _)| kept).collect();
    let of = number.clone();
    visit.act(Power::HandleCases, &sent.once, move |act| actions::attach(act, &of, &kept)).await?;
    let all = files(&visit, number).await?;
    let own: Vec<&PaperFile> = all.iter().filter(|it| it.paper == paper).collect();
    Ok(visit.json(StatusCode::CREATED, &own))
}
