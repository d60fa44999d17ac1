//! The JSON face: a county's site can show a centre's notices, and its office can write them.

use super::MANAGE;
use super::actions::{self, Change, unknown};
use super::notice::{Place, Typed};
use super::shown::{self, Announcement};
use super::store::{self, Held};
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kit::db::{Act, CentreId};
use kit::visit::ApiBody;
use kit::{HallError, Visit};
use office::posts::door as posts;
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(
    paths(shown, list, create, change, publish, withdraw),
    components(schemas(
        ShownView,
        NoticeView,
        Typed,
        NoticeChange,
        NoticeGiven,
        NoticeReason,
        kit::problem::Problem
    ))
)]
struct Described;

/// The room's part of the document.
pub(super) fn described() -> utoipa::openapi::OpenApi {
    Described::openapi()
}

/// A notice as the public sees it, in the language asked for.
#[derive(Debug, Serialize, ToSchema)]
struct ShownView {
    /// 标题
    title: String,
    /// The days it is about, or on which it stands, in words.
    days: String,
    /// 正文
    body: String,
    /// `zh-CN` where title or text is not in the language asked for; else empty.
    lang: &'static str,
}

/// A notice with everything the staff knows of it.
#[derive(Debug, Serialize, ToSchema)]
struct NoticeView {
    /// Its number in the centre.
    number: i64,
    /// 标题
    title: String,
    /// May be empty.
    title_english: String,
    /// 正文
    body: String,
    /// May be empty.
    body_english: String,
    /// The first day.
    from: String,
    /// The last day.
    through: String,
    /// `board`, `home`, `kiosk`.
    places: Vec<String>,
    /// `draft`, `published` or `withdrawn`.
    standing: &'static str,
    /// Of the last change or of the withdrawal; may be empty.
    reason: String,
    /// Handed in with a change.
    version: i64,
}

/// A change.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct NoticeChange {
    /// As it is to be.
    content: Typed,
    /// The version that was seen; 0 for whatever it is now.
    version: i64,
    /// Why; required for what is published.
    reason: String,
}

/// The number of a new notice.
#[derive(Debug, Serialize, ToSchema)]
struct NoticeGiven {
    /// Its number.
    number: i64,
}

/// Why something is done.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct NoticeReason {
    /// 1 to 200 characters.
    reason: String,
}

/// Where a public notice is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct AskedPlace {
    place: String,
}

fn view(held: Held) -> NoticeView {
    let it = held.content;
    NoticeView {
        number: held.number,
        title: it.title,
        title_english: it.title_english,
        body: it.body,
        body_english: it.body_english,
        from: it.from.to_string(),
        through: it.through.to_string(),
        places: it.places,
        standing: held.standing.word(),
        reason: held.reason,
        version: held.version,
    }
}

/// What a centre announces today.
#[utoipa::path(get, path = "/api/v1/centres/{centre}/notices", tag = "notices",
    params(("centre" = i64, Path), ("place" = Option<String>, Query)),
    responses((status = 200, body = Vec<ShownView>), (status = 404, body = kit::problem::Problem)))]
pub(super) async fn shown(
    visit: Visit,
    Path(centre): Path<i64>,
    Query(asked): Query<AskedPlace>,
) -> Result<Response, HallError> {
    let centre = CentreId(centre);
    let directory = posts::directory(&visit.hall).await?;
    if !directory.centres().any(|it| it.id == centre) {
        return Err(HallError::not_found("没有这个便民服务中心。", "There is no such centre."));
    }
    let place = Place::from_word(&asked.place).unwrap_or(Place::Home);
    let all = shown::shown(&visit, centre, place).await?;
    let of = |it: Announcement| ShownView {
        lang: if it.title.lang.is_empty() { it.body.lang } else { it.title.lang },
        title: it.title.text,
        days: it.days,
        body: it.body.text,
    };
    Ok(visit.json(StatusCode::OK, &all.into_iter().map(of).collect::<Vec<_>>()))
}

/// The newest hundred notices of one's centre.
#[utoipa::path(get, path = "/api/v1/notices", tag = "notices",
    responses((status = 200, body = Vec<NoticeView>)))]
pub(super) async fn list(visit: Visit) -> Result<Response, HallError> {
    let centre = visit.centre()?;
    let held = visit.read(move |read| store::newest(read, centre, (i64::MAX, 100))).await?;
    let all: Vec<NoticeView> = held.into_iter().map(view).collect();
    Ok(visit.json(StatusCode::OK, &all))
}

/// Writes a draft.
#[utoipa::path(post, path = "/api/v1/notices", tag = "notices", request_body = Typed,
    responses((status = 201, body = NoticeGiven), (status = 422, body = kit::problem::Problem)))]
pub(super) async fn create(visit: Visit, body: ApiBody<Typed>) -> Result<Response, HallError> {
    let content = body.value.read().map_err(HallError::Invalid)?;
    let work = move |act: &mut Act<'_>| actions::write(act, &content);
    let number = visit.act(MANAGE, &body.once, work).await?;
    Ok(visit.json(StatusCode::CREATED, &NoticeGiven { number }))
}

fn parse(number: &str) -> Result<i64, HallError> {
    number.parse().map_err(|_| unknown())
}

/// Changes a notice.
#[utoipa::path(post, path = "/api/v1/notices/{number}/change", tag = "notices",
    params(("number" = i64, Path)), request_body = NoticeChange,
    responses((status = 204), (status = 422, body = kit::problem::Problem)))]
pub(super) async fn change(
    visit: Visit,
    Path(number): Path<String>,
    body: ApiBody<NoticeChange>,
) -> Result<Response, HallError> {
    let number = parse(&number)?;
    let NoticeChange { content, version: seen, reason } = body.value;
    let content = content.read().map_err(HallError::Invalid)?;
    let wish = Change { number, seen, content, reason: ("reason", reason) };
    visit.act(MANAGE, &body.once, move |act| actions::change(act, &wish)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Publishes a draft.
#[utoipa::path(post, path = "/api/v1/notices/{number}/publication", tag = "notices",
    params(("number" = i64, Path)),
    responses((status = 204), (status = 422, body = kit::problem::Problem)))]
pub(super) async fn publish(
    visit: Visit,
    Path(number): Path<String>,
    body: ApiBody<serde_json::Value>,
) -> Result<Response, HallError> {
    let number = parse(&number)?;
    visit.act(MANAGE, &body.once, move |act| actions::publish(act, number)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Withdraws a notice.
#[utoipa::path(post, path = "/api/v1/notices/{number}/withdrawal", tag = "notices",
    params(("number" = i64, Path)), request_body = NoticeReason,
    responses((status = 204), (status = 422, body = kit::problem::Problem)))]
pub(super) async fn withdraw(
    visit: Visit,
    Path(number): Path<String>,
    body: ApiBody<NoticeReason>,
) -> Result<Response, HallError> {
    let (number, reason) = (parse(&number)?, body.value.reason);
    let work = move |act: &mut Act<'_>| actions::withdraw(act, number, &reason);
    visit.act(MANAGE, &body.once, work).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
