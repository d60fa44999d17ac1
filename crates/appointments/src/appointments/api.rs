//! The JSON face: a county's app or an automatic telephone can make appointments too.

use super::actions::{self, Made};
use super::pages::{acting, line, parse, slow_down, wish};
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::Date;
use kit::db::CentreId;
use kit::form::FormData;
use kit::rights::Power;
use kit::visit::ApiBody;
use kit::{HallError, Visit};
use reception::queue::door::Ground;
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(
    paths(times, book, cancel, arrive),
    components(schemas(TimeView, NewAppointment, MadeView, TicketGiven, kit::problem::Problem))
)]
struct Described;

/// The room's part of the document.
pub(super) fn described() -> utoipa::openapi::OpenApi {
    Described::openapi()
}

/// A time that can be chosen.
#[derive(Debug, Serialize, ToSchema)]
struct TimeView {
    /// `09:30`
    time: String,
    /// Places left.
    left: usize,
}

/// An appointment asked for.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct NewAppointment {
    /// Item code.
    item: String,
    /// `2026-11-24`
    day: String,
    /// `09:30`
    time: String,
    /// Name of who comes.
    name: String,
    /// Phone of who comes.
    phone: String,
}

/// An appointment made.
#[derive(Debug, Serialize, ToSchema)]
struct MadeView {
    /// Its name in addresses.
    name: String,
    /// `Y007`
    number: String,
}

/// The ticket given on arrival.
#[derive(Debug, Serialize, ToSchema)]
struct TicketGiven {
    /// Its number.
    number: String,
}

/// What is asked of the times.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    item: String,
    day: String,
}

/// The times of a day for an item.
#[utoipa::path(get, path = "/api/v1/centres/{centre}/appointment-times", tag = "appointments",
    params(("centre" = i64, Path), ("item" = String, Query), ("day" = String, Query)),
    responses((status = 200, body = Vec<TimeView>), (status = 404, body = kit::problem::Problem)))]
pub(super) async fn times(
    visit: Visit,
    Path(centre): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let (centre, now_ms) = (CentreId(centre), visit.now_ms);
    let line = line(&visit, (centre, &asked.item.to_uppercase())).await?;
    let Ok(day) = asked.day.parse::<Date>() else {
        return Ok(visit.json(StatusCode::OK, &Vec::<TimeView>::new()));
    };
    let times =
        visit.hall.db.read(move |read| actions::times(read, centre, (day, &line), now_ms)).await?;
    let view: Vec<TimeView> =
        times.into_iter().map(|(slot, left)| TimeView { time: slot.clock(), left }).collect();
    Ok(visit.json(StatusCode::OK, &view))
}

/// Makes an appointment.
#[utoipa::path(post, path = "/api/v1/centres/{centre}/appointments", tag = "appointments",
    params(("centre" = i64, Path)), request_body = NewAppointment,
    responses((status = 201, body = MadeView), (status = 422, body = kit::problem::Problem)))]
pub(super) async fn book(
    visit: Visit,
    Path(centre): Path<i64>,
    body: ApiBody<NewAppointment>,
) -> Result<Response, HallError> {
    slow_down(&visit)?;
    let (centre, asked) = (CentreId(centre), body.value);
    let pair = |name: &str, value: String| (name.to_owned(), value);
    let data = FormData::from_pairs(vec![
        pair("item", asked.item),
        pair("day", asked.day),
        pair("time", asked.time),
        pair("name", asked.name),
        pair("phone", asked.phone),
    ]);
    let wish = wish(&visit, centre, &data).await?;
    let visitor = acting(&visit, centre);
    let work = move |act: &mut kit::db::Act<'_>| actions::book(act, &wish);
    let Made { code, number } = visitor.act_in(centre, Power::Public, &body.once, work).await?;
    let view = MadeView { name: format!("{centre}-{code}"), number };
    Ok(visit.json(StatusCode::CREATED, &view))
}

/// Cancels one's own appointment, named by what nobody can guess.
#[utoipa::path(post, path = "/api/v1/appointments/{name}/cancellation", tag = "appointments",
    params(("name" = String, Path)),
    responses((status = 204), (status = 422, body = kit::problem::Problem)))]
pub(super) async fn cancel(
    visit: Visit,
    Path(name): Path<String>,
    body: ApiBody<serde_json::Value>,
) -> Result<Response, HallError> {
    let (centre, code) = parse(&name)?;
    let visitor = acting(&visit, centre);
    let work = move |act: &mut kit::db::Act<'_>| actions::cancel(act, &code);
    visitor.act_in(centre, Power::Public, &body.once, work).await?;
    Ok(axum::response::IntoResponse::into_response(StatusCode::NO_CONTENT))
}

/// Checks a visitor in: a ticket in the one queue.
#[utoipa::path(post, path = "/api/v1/appointments/{name}/arrival", tag = "appointments",
    params(("name" = String, Path)),
    responses((status = 201, body = TicketGiven), (status = 422, body = kit::problem::Problem)))]
pub(super) async fn arrive(
    visit: Visit,
    Path(name): Path<String>,
    body: ApiBody<serde_json::Value>,
) -> Result<Response, HallError> {
    let (centre, code) = parse(&name)?;
    if centre != visit.centre()? {
        return Err(actions::unknown());
    }
    let ground = Ground::of_visit(&visit).await?;
    let work = move |act: &mut kit::db::Act<'_>| actions::arrive(act, &code, &ground);
    let done = visit.act(Power::ServeQueue, &body.once, work).await?;
    Ok(visit.json(StatusCode::CREATED, &TicketGiven { number: done.number }))
}
