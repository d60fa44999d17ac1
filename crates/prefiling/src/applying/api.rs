//! The JSON face of residents: a county's app can file too.

use super::pages::fill::item_at;
use super::pages::held::read_supplement;
use super::pages::{Draft, Place, parse, slow_down, slow_down_sending};
use crate::filings::door::{self as filings, FilingView, Made};
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use casework::papers::door as papers;
use kit::db::{Act, CentreId};
use kit::form::{FormData, FormErrors};
use kit::rights::Power;
use kit::routes::Routes;
use kit::visit::{ApiBody, Submitted, Upload};
use kit::{HallError, Phrase, Visit};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(
    paths(upload, send, show, supplement, withdraw),
    components(schemas(
        FileTaken,
        NewFiling,
        FilingParty,
        FilingDeputy,
        FilingFile,
        FilingMade,
        NewSupplement,
        FilingAnswer,
        FilingView,
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
    const FILES: &str = "/api/v1/centres/{centre}/papers/{paper}/files";
    let public = Power::Public;
    Routes::new()
        .post_file(FILES, public, super::BODY_MAX, upload)
        .post("/api/v1/centres/{centre}/applications", public, send)
        .get("/api/v1/applications/{name}", public, show)
        .post("/api/v1/applications/{name}/supplement", public, supplement)
        .post("/api/v1/applications/{name}/withdrawal", public, withdraw)
}

/// A file that was taken, to be named when it is filed.
#[derive(Debug, Serialize, ToSchema)]
struct FileTaken {
    /// Key of the paper.
    paper: String,
    /// What stands for the file; nobody can change it.
    token: String,
    /// Kind and size, in words.
    about: String,
}

/// An answer to a scenario question.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub(super) enum FilingAnswer {
    /// One.
    One(String),
    /// Several.
    Several(Vec<String>),
}

/// A person or organisation.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct FilingParty {
    /// Identity number or credit code.
    identity: String,
    /// Name.
    name: String,
    /// Phone.
    phone: String,
}

/// Who files for the applicant.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct FilingDeputy {
    /// Identity number.
    identity: String,
    /// Name.
    name: String,
    /// Phone.
    phone: String,
    /// What the mandate rests on.
    mandate: String,
}

/// A file of a paper, as it was taken.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct FilingFile {
    /// Key of the paper.
    paper: String,
    /// What stands for the file.
    token: String,
}

/// What is filed.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct NewFiling {
    /// Item code.
    item: String,
    /// Answers to the scenario questions, by key.
    answers: BTreeMap<String, FilingAnswer>,
    /// The applicant.
    applicant: FilingParty,
    /// Who files for the applicant.
    agent: Option<FilingDeputy>,
    /// Files, as they were taken.
    files: Vec<FilingFile>,
    /// Keys of papers that are brought along.
    brings: Vec<String>,
}

/// A filing as it was sent.
#[derive(Debug, Serialize, ToSchema)]
struct FilingMade {
    /// Its name in the addresses of whoever filed.
    name: String,
    /// `5101-20261123-001`
    number: String,
}

/// What is sent again.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct NewSupplement {
    /// Files, as they were taken.
    files: Vec<FilingFile>,
    /// Keys of papers that are brought along.
    brings: Vec<String>,
    /// What the person says.
    note: String,
}

/// The key of a request that is no JSON.
fn has_key(headers: &HeaderMap) -> Result<(), HallError> {
    let key = headers.get("idempotency-key").and_then(|value| value.to_str().ok());
    let key = key.map(|it| it.trim().trim_matches('"')).unwrap_or_default();
    if !key.is_empty() && key.len() <= 128 {
        return Ok(());
    }
    let fault = Phrase::of(
        "每个 POST 请求都要带 Idempotency-Key 请求头（1 至 128 个字符）。",
        "Every POST needs an Idempotency-Key header (1 to 128 characters).",
    );
    Err(HallError::invalid("Idempotency-Key", fault))
}

/// Takes files of a paper, sent as parts of a form, to be named when they are filed.
#[utoipa::path(post, path = "/api/v1/centres/{centre}/papers/{paper}/files", tag = "filings",
    params(("centre" = i64, Path), ("paper" = String, Path)),
    request_body(content = String, content_type = "multipart/form-data",
        description = "Parts with a file name: PDF, JPEG or PNG by their content"),
    responses((status = 201, body = Vec<FileTaken>), (status = 422, body = kit::problem::Problem)))]
pub(super) async fn upload(
    visit: Visit,
    Path((centre, paper)): Path<(i64, String)>,
    headers: HeaderMap,
    form: Submitted,
) -> Result<Response, HallError> {
    slow_down_sending(&visit)?;
    has_key(&headers)?;
    let place = Place::of(&visit, CentreId(centre)).await?;
    let of_paper = |upload: Upload| Upload { field: format!("file.{paper}"), ..upload };
    let files = form.files.into_iter().map(of_paper).collect();
    let sent = Submitted { data: FormData::default(), files, once: form.once };
    let mut errors = FormErrors::new();
    let data = papers::take_at(&visit, place.centre, &sent, &mut errors).await?;
    if !errors.is_empty() {
        return Err(HallError::Invalid(errors));
    }
    let taken: Vec<FileTaken> = papers::taken(&visit.hall.vault, &data)?
        .into_iter()
        .map(|(kept, token)| FileTaken { paper: paper.clone(), about: kept.line(), token })
        .collect();
    Ok(visit.json(StatusCode::CREATED, &taken))
}

/// What a program sends, as the form would.
fn as_form(new: NewFiling) -> FormData {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for (key, answer) in new.answers {
        let all = match answer {
            FilingAnswer::One(text) => vec![text],
            FilingAnswer::Several(all) => all,
        };
        pairs.extend(all.into_iter().map(|text| (format!("q.{key}"), text)));
    }
    let FilingParty { identity, name, phone } = new.applicant;
    let mut add = |name: &str, value: String| pairs.push((name.to_owned(), value));
    add("identity", identity);
    add("name", name);
    add("phone", phone);
    if let Some(FilingDeputy { identity, name, phone, mandate }) = new.agent {
        add("agent_identity", identity);
        add("agent_name", name);
        add("agent_phone", phone);
        add("agent_mandate", mandate);
    }
    pairs.extend(papers_form(new.files, new.brings, String::new()));
    FormData::from_pairs(pairs)
}

fn papers_form(files: Vec<FilingFile>, brings: Vec<String>, note: String) -> Vec<(String, String)> {
    let files = files.into_iter().map(|it| (format!("kept.{}", it.paper), it.token));
    let brings = brings.into_iter().map(|key| (format!("bring.{key}"), "yes".to_owned()));
    files.chain(brings).chain([("note".to_owned(), note)]).collect()
}

/// Files for an item before the visit; no receipt, no time limit begins.
#[utoipa::path(post, path = "/api/v1/centres/{centre}/applications", tag = "filings",
    params(("centre" = i64, Path)), request_body = NewFiling,
    responses((status = 201, body = FilingMade), (status = 422, body = kit::problem::Problem)))]
pub(super) async fn send(
    visit: Visit,
    Path(centre): Path<i64>,
    body: ApiBody<NewFiling>,
) -> Result<Response, HallError> {
    slow_down_sending(&visit)?;
    let centre = CentreId(centre);
    let item = item_at(&visit, centre, &body.value.item).await?;
    let data = as_form(body.value);
    let wish = Draft { visit: &visit, centre, item: &item, data: &data }.wish().await?;
    let visitor = Visit { member: None, ..visit.clone() };
    let work = move |act: &mut Act<'_>| filings::send(act, &wish);
    let Made { code, number } = visitor.act_in(centre, Power::Public, &body.once, work).await?;
    filings::refresh(&visit.hall, centre).await?;
    let made = FilingMade { name: format!("{centre}-{code}"), number };
    Ok(visit.json(StatusCode::CREATED, &made))
}

async fn shown(
    visit: &Visit,
    (centre, code): (CentreId, String),
    status: StatusCode,
) -> Result<Response, HallError> {
    let (held, files) = visit
        .read(move |read| {
            let held = filings::by_code(read, centre, &code)?.ok_or_else(filings::unknown)?;
            let files = filings::files(read, centre, &held.number)?;
            Ok((held, files))
        })
        .await?;
    Ok(visit.json(status, &filings::view(&held, &files, visit)))
}

/// What became of one's own filing, named by what nobody can guess.
#[utoipa::path(get, path = "/api/v1/applications/{name}", tag = "filings",
    params(("name" = String, Path)),
    responses((status = 200, body = FilingView), (status = 404, body = kit::problem::Problem)))]
pub(super) async fn show(visit: Visit, Path(name): Path<String>) -> Result<Response, HallError> {
    slow_down(&visit)?;
    shown(&visit, parse(&name)?, StatusCode::OK).await
}

/// Sends again everything that was asked for.
#[utoipa::path(post, path = "/api/v1/applications/{name}/supplement", tag = "filings",
    params(("name" = String, Path)), request_body = NewSupplement,
    responses((status = 200, body = FilingView), (status = 422, body = kit::problem::Problem)))]
pub(super) async fn supplement(
    visit: Visit,
    Path(name): Path<String>,
    body: ApiBody<NewSupplement>,
) -> Result<Response, HallError> {
    slow_down_sending(&visit)?;
    let (centre, code) = parse(&name)?;
    let NewSupplement { files, brings, note } = body.value;
    let data = FormData::from_pairs(papers_form(files, brings, note));
    let again = read_supplement(&visit, centre, &data).await?;
    let (of, visitor) = (code.clone(), Visit { member: None, ..visit.clone() });
    let work = move |act: &mut Act<'_>| filings::send_again(act, &of, &again);
    visitor.act_in(centre, Power::Public, &body.once, work).await?;
    filings::refresh(&visit.hall, centre).await?;
    shown(&visit, (centre, code), StatusCode::OK).await
}

/// Withdraws one's own filing.
#[utoipa::path(post, path = "/api/v1/applications/{name}/withdrawal", tag = "filings",
    params(("name" = String, Path)),
    responses((status = 204), (status = 422, body = kit::problem::Problem)))]
pub(super) async fn withdraw(
    visit: Visit,
    Path(name): Path<String>,
    body: ApiBody<serde_json::Value>,
) -> Result<Response, HallError> {
    slow_down(&visit)?;
    let (centre, code) = parse(&name)?;
    let visitor = Visit { member: None, ..visit.clone() };
    let work = move |act: &mut Act<'_>| filings::withdraw(act, &code);
    visitor.act_in(centre, Power::Public, &body.once, work).await?;
    filings::refresh(&visit.hall, centre).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
