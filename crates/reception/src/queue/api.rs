//! The JSON face of the queue: a kiosk, a ticket printer or a call board of another maker can do
//! everything that the pages can.

use super::actions::{self, Deed, Giver, Then, TicketDone, TicketWish};
use super::lines::{self, LineWish, Seen};
use super::pages::{deed_named, last_noun, take_allowance};
use super::record::{LineRecord, TicketRecord};
use super::state::{self, QueueState};
use super::store::{self, Filter, HeldTicket};
use super::{MANAGE, SERVE, door};
use crate::ground::Ground;
use axum::extract::{OriginalUri, Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use kit::db::CentreId;
use kit::rights::Power;
use kit::visit::ApiBody;
use kit::{HallError, Visit};
use serde::{Deserialize, Serialize};
use threshold::ticket::{Moved, Priority};
use utoipa::openapi::path::{HttpMethod, OperationBuilder, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::{ContentBuilder, PathItem, Ref, Required, ResponseBuilder};
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(
    paths(board, take, tickets, give, ticket, call, open, close, lines, change_line),
    components(schemas(
        BoardView,
        LineView,
        WindowView,
        CallView,
        NewTicket,
        GivenView,
        TicketView,
        DeedBody,
        OpeningBody,
        ClosureBody,
        LineBody,
        kit::problem::Problem
    ))
)]
struct Described;

/// The room's part of the document; the deeds share one operation, told once for each address.
pub(super) fn described() -> utoipa::openapi::OpenApi {
    let mut document = Described::openapi();
    for (noun, _, address) in super::DEEDS {
        let json = |schema: &str| {
            ContentBuilder::new().schema(Some(Ref::from_schema_name(schema))).build()
        };
        let answer = |schema: &str, text: &str| {
            ResponseBuilder::new()
                .description(text)
                .content("application/json", json(schema))
                .build()
        };
        let named = ParameterBuilder::new()
            .name("ticket")
            .parameter_in(ParameterIn::Path)
            .required(Required::True)
            .description(Some("Day and number, such as 20261123-A001"))
            .build();
        let body =
            RequestBodyBuilder::new().content("application/json", json("TicketDeedBody")).build();
        let operation = OperationBuilder::new()
            .tag("queue")
            .operation_id(Some(format!("ticket_{noun}")))
            .summary(Some(format!("{noun} of a ticket, at one's own window")))
            .parameter(named)
            .request_body(Some(body))
            .response("200", answer("GivenView", "The act was done"))
            .response("422", answer("Problem", "A rule said no"))
            .build();
        document.paths.paths.insert(address.to_owned(), PathItem::new(HttpMethod::Post, operation));
    }
    document
}

/// The queue of a centre, as a call board shows it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct BoardView {
    /// When, in epoch milliseconds.
    pub at_ms: i64,
    /// The day.
    pub day: String,
    /// How many wait in the hall.
    pub waiting: usize,
    /// How many were served today.
    pub served: i64,
    /// The lines.
    pub lines: Vec<LineView>,
    /// The windows in use.
    pub windows: Vec<WindowView>,
    /// The last calls, newest first.
    pub calls: Vec<CallView>,
}

/// A line.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = QueueLineView)]
pub(super) struct LineView {
    /// Its letters.
    pub prefix: String,
    /// Its name.
    pub name: String,
    /// Keys of the departments whose items belong to it.
    pub departments: Vec<String>,
    /// Codes of single items that belong to it.
    pub items: Vec<String>,
    /// Whether it is in use.
    pub is_open: bool,
    /// How many wait.
    pub waiting: usize,
    /// Open windows that serve it.
    pub windows: usize,
    /// Minutes until somebody who came now would be called.
    pub minutes: Option<u32>,
    /// Whether a ticket can be taken.
    pub is_offered: bool,
    /// Why not; empty where it can.
    pub why_not: String,
    /// Its version, for a change.
    pub version: i64,
}

/// A window.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = QueueWindowView)]
pub(super) struct WindowView {
    /// Its key.
    pub key: String,
    /// What stands above it.
    pub number: String,
    /// Its name.
    pub name: String,
    /// Whether it is open.
    pub is_open: bool,
    /// Letters of the lines it serves.
    pub lines: Vec<String>,
    /// The number called or served there; empty for none.
    pub ticket: String,
    /// `called`, `serving`, or empty.
    pub phase: String,
}

/// A call.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct CallView {
    /// The number.
    pub number: String,
    /// Key of the window.
    pub window: String,
    /// When, in epoch milliseconds.
    pub at_ms: i64,
    /// Where the ticket stands now.
    pub phase: String,
}

/// A ticket asked for.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct NewTicket {
    /// Letters of the line; may be empty where an item is named.
    pub line: String,
    /// Item code; decides the line where none is named.
    pub item: String,
    /// `ordinary` (the default), `elderly`, `disabled`, `pregnant`, `with_infant`, `soldier`,
    /// `appointment` or `other`.
    pub priority: String,
    /// The reason, with `other`.
    pub priority_text: String,
    /// 手机号码, kept sealed; may be empty.
    pub phone: String,
}

/// A ticket as given, or as it stands after an act.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct GivenView {
    /// How it is named in addresses: `20261123-A001`.
    pub ticket: String,
    /// The number.
    pub number: String,
    /// Where it stands.
    pub phase: String,
    /// The public page that follows it.
    pub page: String,
}

impl GivenView {
    fn of(visit: &Visit, centre: CentreId, done: &TicketDone) -> Self {
        Self {
            ticket: actions::ticket_id(done.day, &done.number),
            number: done.number.clone(),
            phase: done.phase.clone(),
            page: format!("{}/tickets/{centre}-{}", visit.hall.site.public_url, done.code),
        }
    }
}

/// A ticket of the day.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct TicketView {
    /// How it is named in addresses.
    pub ticket: String,
    /// The number.
    pub number: String,
    /// The line it waits in.
    pub line: String,
    /// Where it stands.
    pub phase: String,
    /// Key of the window it belongs to; empty for none.
    pub window: String,
    /// Word of its priority.
    pub priority: String,
    /// Item code; empty for none.
    pub item: String,
    /// When it was taken.
    pub taken_at_ms: i64,
    /// When it was called last; 0 for never.
    pub called_at_ms: i64,
    /// How often nobody came.
    pub misses: u8,
}

impl From<&HeldTicket> for TicketView {
    fn from(held: &HeldTicket) -> Self {
        let record: &TicketRecord = &held.record;
        Self {
            ticket: actions::ticket_id(held.day, &record.number),
            number: record.number.clone(),
            line: record.line.clone(),
            phase: record.phase().word().to_owned(),
            window: record.window().to_owned(),
            priority: record.priority.clone(),
            item: record.item.clone(),
            taken_at_ms: record.taken_at_ms,
            called_at_ms: held.called_at_ms,
            misses: record.misses,
        }
    }
}

/// What a deed needs; each reads its own fields.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[schema(as = TicketDeedBody)]
#[serde(default, deny_unknown_fields)]
pub(super) struct DeedBody {
    /// Why (parking).
    pub reason: String,
    /// Letters of a line (forwarding).
    pub line: String,
    /// Key of a window (forwarding).
    pub window: String,
    /// `next` calls the next one in the same act (completion, absence, parking, forwarding).
    pub then: String,
}

/// A window that opens.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct OpeningBody {
    /// Letters of the lines it serves, the first one first.
    pub lines: Vec<String>,
}

/// A window that closes.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ClosureBody {
    /// Why; may be empty.
    pub reason: String,
}

/// A line as it is to be.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct LineBody {
    /// Its name.
    pub name: String,
    /// The same in English.
    pub name_english: String,
    /// Where it stands in lists.
    pub place: u32,
    /// Keys of departments.
    pub departments: Vec<String>,
    /// Codes of single items.
    pub items: Vec<String>,
    /// Whether it is in use.
    pub is_open: bool,
    /// The version the caller saw; absent for a new line.
    pub version: Option<i64>,
    /// Why.
    pub reason: String,
}

fn line_views(visit: &Visit, state: &QueueState) -> Vec<LineView> {
    let words = visit.words();
    let view = |line: &state::LineState| {
        let why = line.offer.err().map(rulebook::breach::Breach::phrase);
        LineView {
            prefix: line.record.prefix.clone(),
            name: words.phrase(&line.record.title()).to_owned(),
            departments: line.record.departments.clone(),
            items: line.record.items.clone(),
            is_open: line.record.is_open,
            waiting: line.waiting,
            windows: line.windows,
            minutes: line.minutes(line.waiting),
            is_offered: line.offer.is_ok(),
            why_not: why.map(|it| words.phrase(&it).to_owned()).unwrap_or_default(),
            version: line.version,
        }
    };
    state.lines.iter().map(view).collect()
}

fn board_view(visit: &Visit, state: &QueueState) -> BoardView {
    let words = visit.words();
    let window = |it: &state::WindowState| WindowView {
        key: it.window.key.clone(),
        number: it.window.number.clone(),
        name: words.phrase(&it.window.name).to_owned(),
        is_open: it.open.is_some(),
        lines: it.open.as_ref().map(|open| open.lines.clone()).unwrap_or_default(),
        ticket: it.ticket.as_ref().map(|it| it.number.clone()).unwrap_or_default(),
        phase: it.ticket.as_ref().map_or("", |it| it.phase().word()).to_owned(),
    };
    let call = |it: &HeldTicket| CallView {
        number: it.record.number.clone(),
        window: it.record.window().to_owned(),
        at_ms: it.called_at_ms,
        phase: it.record.phase().word().to_owned(),
    };
    BoardView {
        at_ms: state.now_ms,
        day: state.day.to_string(),
        waiting: state.waiting(),
        served: state.served,
        lines: line_views(visit, state),
        windows: state.windows.iter().map(window).collect(),
        calls: state.calls.iter().map(call).collect(),
    }
}

/// The queue of a centre: lines, windows, last calls.
#[utoipa::path(
    get,
    path = "/api/v1/centres/{centre}/queue",
    tag = "queue",
    params(("centre" = i64, Path, description = "Division code of the centre")),
    responses((status = 200, body = BoardView), (status = 404, body = kit::problem::Problem))
)]
pub(super) async fn board(visit: Visit, Path(centre): Path<i64>) -> Result<Response, HallError> {
    let state = door::now(&visit.hall, CentreId(centre)).await?;
    Ok(visit.json(StatusCode::OK, &board_view(&visit, &state)))
}

/// Takes a ticket at a kiosk: only in a line that is served now.
#[utoipa::path(
    post,
    path = "/api/v1/centres/{centre}/tickets",
    tag = "queue",
    params(("centre" = i64, Path, description = "Division code of the centre")),
    request_body = NewTicket,
    responses((status = 201, body = GivenView), (status = 422, body = kit::problem::Problem))
)]
pub(super) async fn take(
    visit: Visit,
    Path(centre): Path<i64>,
    body: ApiBody<NewTicket>,
) -> Result<Response, HallError> {
    let centre = CentreId(centre);
    let ground = Ground::of(&visit.hall, centre).await?;
    take_allowance(&visit)?;
    let wish = wish(&visit, &body.value, Giver::Kiosk, (&ground, centre)).await?;
    let visit = Visit { member: None, ..visit };
    let done = visit
        .act_in(centre, Power::Public, &body.once, move |act| actions::take(act, &wish, &ground))
        .await?;
    Ok(visit.json(StatusCode::CREATED, &GivenView::of(&visit, centre, &done)))
}

async fn wish(
    visit: &Visit,
    body: &NewTicket,
    giver: Giver,
    (ground, centre): (&Ground, CentreId),
) -> Result<TicketWish, HallError> {
    let priority = Priority::parse(&body.priority, &body.priority_text).map_err(actions::no)?;
    let item: String = body.item.chars().take(32).collect();
    let line = if body.line.is_empty() {
        super::pages::line_of_item(visit, ground, (centre, &item)).await?
    } else {
        body.line.clone()
    };
    let phone = super::pages::sealed_phone(visit, &body.phone)?;
    Ok(TicketWish { line, priority, giver, item, phone })
}

/// What the list is narrowed by.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    phase: String,
    line: String,
    after: String,
}

/// Tickets of today by number, page by page.
#[utoipa::path(
    get,
    path = "/api/v1/tickets",
    tag = "queue",
    params(
        ("phase" = Option<String>, Query, description = "Only those that stand here"),
        ("line" = Option<String>, Query, description = "Only those of a line"),
        ("after" = Option<String>, Query, description = "Last number of the page before")
    ),
    responses((status = 200, body = Vec<TicketView>))
)]
pub(super) async fn tickets(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let (centre, today) = (visit.centre()?, visit.today());
    let filter = Filter { phase: asked.phase, line: asked.line, after: asked.after };
    let held = visit.read(move |read| store::tickets(read, centre, today, (&filter, 200))).await?;
    let views: Vec<TicketView> = held.iter().map(TicketView::from).collect();
    Ok(visit.json(StatusCode::OK, &views))
}

/// Gives a ticket as a guide: also before the windows open.
#[utoipa::path(
    post,
    path = "/api/v1/tickets",
    tag = "queue",
    request_body = NewTicket,
    responses((status = 201, body = GivenView), (status = 422, body = kit::problem::Problem))
)]
pub(super) async fn give(visit: Visit, body: ApiBody<NewTicket>) -> Result<Response, HallError> {
    let (centre, ground) = (visit.centre()?, Ground::of_visit(&visit).await?);
    let wish = wish(&visit, &body.value, Giver::Guide, (&ground, centre)).await?;
    let done = visit.act(SERVE, &body.once, move |act| actions::take(act, &wish, &ground)).await?;
    Ok(visit.json(StatusCode::CREATED, &GivenView::of(&visit, centre, &done)))
}

/// A ticket by day and number.
#[utoipa::path(
    get,
    path = "/api/v1/tickets/{ticket}",
    tag = "queue",
    params(("ticket" = String, Path, description = "Day and number, such as 20261123-A001")),
    responses((status = 200, body = TicketView), (status = 404, body = kit::problem::Problem))
)]
pub(super) async fn ticket(visit: Visit, Path(name): Path<String>) -> Result<Response, HallError> {
    let centre = visit.centre()?;
    let (day, number) = actions::parse_ticket_id(&name)?;
    let held = visit
        .read(move |read| {
            store::ticket(read, centre, (day, &number))?.ok_or_else(actions::no_ticket)
        })
        .await?;
    Ok(visit.json(StatusCode::OK, &TicketView::from(&held)))
}

/// Calls the next one to one's own window.
#[utoipa::path(
    post,
    path = "/api/v1/queue/calls",
    tag = "queue",
    responses((status = 200, body = GivenView), (status = 422, body = kit::problem::Problem))
)]
pub(super) async fn call(
    visit: Visit,
    body: ApiBody<serde_json::Value>,
) -> Result<Response, HallError> {
    let (centre, window) = (visit.centre()?, Ground::of_visit(&visit).await?.seat(&visit)?);
    let done =
        visit.act(SERVE, &body.once, move |act| actions::call_next(act, &window.key)).await?;
    Ok(visit.json(StatusCode::OK, &GivenView::of(&visit, centre, &done)))
}

/// Opens one's own window, or chooses other lines.
#[utoipa::path(
    post,
    path = "/api/v1/queue/window/opening",
    tag = "queue",
    request_body = OpeningBody,
    responses((status = 200, body = BoardView), (status = 422, body = kit::problem::Problem))
)]
pub(super) async fn open(visit: Visit, body: ApiBody<OpeningBody>) -> Result<Response, HallError> {
    let ground = Ground::of_visit(&visit).await?;
    let window = ground.seat(&visit)?;
    let chosen = body.value.lines.clone();
    visit
        .act(SERVE, &body.once, move |act| actions::open_window(act, &window.key, &chosen, &ground))
        .await?;
    Ok(visit.json(StatusCode::OK, &board_view(&visit, &door::own(&visit).await?)))
}

/// Closes one's own window.
#[utoipa::path(
    post,
    path = "/api/v1/queue/window/closure",
    tag = "queue",
    request_body = ClosureBody,
    responses((status = 200, body = BoardView), (status = 422, body = kit::problem::Problem))
)]
pub(super) async fn close(visit: Visit, body: ApiBody<ClosureBody>) -> Result<Response, HallError> {
    let window = Ground::of_visit(&visit).await?.seat(&visit)?;
    let reason = body.value.reason.clone();
    visit
        .act(SERVE, &body.once, move |act| actions::close_window(act, &window.key, &reason))
        .await?;
    Ok(visit.json(StatusCode::OK, &board_view(&visit, &door::own(&visit).await?)))
}

/// Does with a ticket what the address names.
pub(super) async fn perform(
    visit: Visit,
    Path(name): Path<String>,
    OriginalUri(uri): OriginalUri,
    body: ApiBody<DeedBody>,
) -> Result<Response, HallError> {
    let (centre, ground) = (visit.centre()?, Ground::of_visit(&visit).await?);
    let (day, number) = actions::parse_ticket_id(&name)?;
    let to = match (body.value.line.as_str(), body.value.window.as_str()) {
        ("", window) => Moved::Window(window.to_owned()),
        (line, _) if last_noun(uri.path()) == "forwarding" => Moved::Line(lines::letters(line)?),
        _ => Moved::Window(String::new()),
    };
    let deed = deed_named(last_noun(uri.path()), &body.value.reason, to)?;
    let window = match (ground.own(&visit), &deed) {
        (Some(window), _) => window.key.clone(),
        (None, Deed::Leave) => String::new(),
        (None, _) => ground.seat(&visit)?.key,
    };
    let then = if body.value.then == "next" { Then::CallNext } else { Then::Stop };
    let done = visit
        .act(SERVE, &body.once, move |act| {
            actions::perform(act, (day, &number), &window, (&deed, then))
        })
        .await?;
    Ok(visit.json(StatusCode::OK, &GivenView::of(&visit, centre, &done)))
}

/// The lines of the centre.
#[utoipa::path(
    get,
    path = "/api/v1/queue/lines",
    tag = "queue",
    responses((status = 200, body = Vec<LineView>))
)]
pub(super) async fn lines(visit: Visit) -> Result<Response, HallError> {
    let state = door::own(&visit).await?;
    Ok(visit.json(StatusCode::OK, &line_views(&visit, &state)))
}

/// Adds or changes a line.
#[utoipa::path(
    post,
    path = "/api/v1/queue/lines/{prefix}/change",
    tag = "queue",
    params(("prefix" = String, Path, description = "Letters of the line")),
    request_body = LineBody,
    responses((status = 200, body = Vec<LineView>), (status = 422, body = kit::problem::Problem))
)]
pub(super) async fn change_line(
    visit: Visit,
    Path(prefix): Path<String>,
    body: ApiBody<LineBody>,
) -> Result<Response, HallError> {
    let ground = Ground::of_visit(&visit).await?;
    let wanted = body.value.clone();
    let line = LineRecord {
        prefix,
        place: wanted.place.min(1_000),
        name: wanted.name.trim().to_owned(),
        name_english: wanted.name_english.trim().to_owned(),
        departments: wanted.departments,
        items: wanted.items,
        is_open: wanted.is_open,
    };
    let seen = wanted.version.map_or(Seen::Nothing, Seen::Version);
    let wish = LineWish { line, seen, reason: wanted.reason };
    visit.act(MANAGE, &body.once, move |act| lines::save(act, &wish, &ground)).await?;
    let state = door::own(&visit).await?;
    Ok(visit.json(StatusCode::OK, &line_views(&visit, &state)))
}
