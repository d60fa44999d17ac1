//! The JSON face of the working calendar, for programs that compute deadlines of their own.

use super::door::working_calendar;
use ::calendar::{DayKind, Notice, Phrase};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::ToSpan;
use jiff::civil::Date;
use kit::db::CentreId;
use kit::rights::Power;
use kit::routes::Routes;
use kit::{HallError, Visit};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(year), components(schemas(YearView, DayView, TextView)))]
struct Described;

pub(super) fn described() -> utoipa::openapi::OpenApi {
    Described::openapi()
}

pub(super) fn routes() -> Routes {
    Routes::new().get("/api/v1/centres/{centre}/calendar/{year}", Power::Public, year)
}

/// The working days of a centre in a year.
#[derive(Debug, Serialize, ToSchema)]
struct YearView {
    /// Division code of the centre.
    centre: i64,
    /// The year.
    year: i16,
    /// Whether the State Council's notice for the year is loaded; without it every day is
    /// provisional.
    is_published: bool,
    /// Where the notice was published.
    source: Option<String>,
    /// How many working days the year has.
    working_days: u32,
    /// Every day of the year.
    days: Vec<DayView>,
}

/// A day.
#[derive(Debug, Serialize, ToSchema)]
struct DayView {
    /// `YYYY-MM-DD`.
    date: String,
    /// `working`, `weekend`, `holiday`, `make_up` or `closed`.
    kind: &'static str,
    /// Whether it counts as a working day.
    is_working: bool,
    /// Whether the centre's market is held.
    is_market_day: bool,
    /// The holiday, or why the centre is closed.
    name: Option<TextView>,
}

/// A text in both languages.
#[derive(Debug, Serialize, ToSchema)]
struct TextView {
    /// Chinese.
    zh: String,
    /// English.
    en: String,
}

impl From<Phrase> for TextView {
    fn from(phrase: Phrase) -> Self {
        Self { zh: phrase.zh.into_owned(), en: phrase.en.into_owned() }
    }
}

/// The working days of a centre in a year, day by day.
#[utoipa::path(
    get,
    path = "/api/v1/centres/{centre}/calendar/{year}",
    tag = "calendar",
    params(
        ("centre" = i64, Path, description = "Division code of the centre"),
        ("year" = i16, Path, description = "From 1990 to 2100")
    ),
    responses((status = 200, body = YearView), (status = 404, description = "No such year"))
)]
async fn year(visit: Visit, Path((centre, year)): Path<(i64, i16)>) -> Result<Response, HallError> {
    let first = Date::new(year, 1, 1)
        .ok()
        .filter(|_| (Notice::YEAR_MIN..=Notice::YEAR_MAX).contains(&year))
        .ok_or_else(|| HallError::not_found("没有这一年的日历。", "There is no such year."))?;
    let calendar = visit.read(move |read| working_calendar(read, CentreId(centre))).await?;
    let days = first.series(1.day()).take_while(|day| day.year() == year).map(|day| {
        let kind = calendar.day_kind(day);
        let is_working = kind.is_working();
        let is_market_day = calendar.local().is_market_day(day);
        let (kind, name) = named(kind);
        DayView { date: day.to_string(), kind, is_working, is_market_day, name }
    });
    let view = YearView {
        centre,
        year,
        is_published: calendar.is_published(year),
        source: calendar.source(year).map(str::to_owned),
        working_days: calendar.working_days_in(year),
        days: days.collect(),
    };
    Ok(visit.json(StatusCode::OK, &view))
}

fn named(kind: DayKind) -> (&'static str, Option<TextView>) {
    match kind {
        DayKind::Working => ("working", None),
        DayKind::Weekend => ("weekend", None),
        DayKind::Holiday { name } => ("holiday", Some(name.into())),
        DayKind::MakeUp { name } => ("make_up", Some(name.into())),
        DayKind::LocalClosure { reason } => ("closed", Some(reason.into())),
    }
}
