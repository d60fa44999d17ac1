//! The face of the house: who is let in, what every answer carries, how errors are told.

mod fixtures;
#[cfg(test)]
mod tests;

use crate::error::HallError;
use crate::hall::{Hall, Proxy, Transport};
use crate::problem::{Problem, title};
use crate::routes::Routes;
use crate::session::{Duty, Member, secret_digest};
use crate::shell::{Chrome, ErrorPage, Face, TextSize};
use crate::visit::{Caller, Typed, Visit, cookie, see_other, set_cookie};
use crate::words::Language;
use askama::Template;
use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{Html, IntoResponse, Response};
use calendar::Phrase;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::TimeoutLayer;

pub(crate) fn routes() -> Routes {
    fixtures::routes()
}

/// Name of the session cookie.
pub fn session_cookie_name(transport: Transport) -> &'static str {
    match transport {
        Transport::Secure => "__Host-session",
        Transport::Plain => "session",
    }
}

/// The `Set-Cookie` text that starts a session with a secret.
pub fn session_cookie(transport: Transport, secret: &str) -> String {
    let secure = if transport == Transport::Secure { "; Secure" } else { "" };
    let name = session_cookie_name(transport);
    format!("{name}={secret}; Path=/; HttpOnly; SameSite=Lax{secure}")
}

/// The `Set-Cookie` text that ends a session in the browser.
pub fn ended_session_cookie(transport: Transport) -> String {
    format!("{}; Max-Age=0", session_cookie(transport, ""))
}

/// Wraps the router in everything that each request passes.
pub(crate) fn dressed(router: Router<Arc<Hall>>, hall: &Arc<Hall>) -> Router {
    let stateful = Arc::clone(hall);
    router
        .fallback(async || nothing_here())
        .method_not_allowed_fallback(async || nothing_here())
        .layer(CatchPanicLayer::custom(|_| {
            HallError::broken("a handler ended in a panic").into_response()
        }))
        .layer(CsrfLayer::new())
        .layer(middleware::from_fn_with_state(Arc::clone(hall), admit))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            Duration::from_mins(1),
        ))
        .layer(CompressionLayer::new())
        .with_state(stateful)
}

fn nothing_here() -> Response {
    HallError::not_found(
        "没有这个页面。请检查地址，或从首页重新查找。",
        "There is no such page. Check the address or start from the home page.",
    )
    .into_response()
}

/// Makes the [`Visit`], lets the request through, and tells errors in the visitor's language.
async fn admit(State(hall): State<Arc<Hall>>, request: Request, next: Next) -> Response {
    let started_ms = hall.now_ms();
    let (mut parts, body) = request.into_parts();
    let method = parts.method.clone();
    let visit = match visit_of(&hall, &parts, started_ms).await {
        Ok(visit) => visit,
        Err((visit, error)) => return finished(&visit, told(&visit, &error), &method),
    };
    if let Some(detour) = duty_first(&visit) {
        return detour;
    }
    parts.extensions.insert(visit.clone());
    let if_none_match = parts.headers.get(header::IF_NONE_MATCH).cloned();
    let response = next.run(Request::from_parts(parts, body)).await;
    let response = match response.extensions().get::<Arc<HallError>>().cloned() {
        Some(error) => told(&visit, &error),
        None if response.status().is_client_error() || response.status().is_server_error() => {
            told_plainly(&visit, response)
        }
        None => response,
    };
    let response = tagged(&visit, response, if_none_match).await;
    if let (Some(member), Some(keeper)) = (&visit.member, hall.doorkeeper()) {
        keeper.seen(&hall, member, started_ms);
    }
    finished(&visit, response, &method)
}

/// What a layer or an extractor refused in its own words is told like every other refusal.
fn told_plainly(visit: &Visit, response: Response) -> Response {
    if response.extensions().get::<tower_http::csrf::ProtectionError>().is_some() {
        let error = HallError::Forbidden(Phrase::of(
            "这个请求来自其他网站，已被拒绝。请从本系统的页面操作。",
            "This request came from another site and was refused. Use the pages of this system.",
        ));
        return told(visit, &error);
    }
    let kind = response.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    if kind.is_some_and(|kind| !kind.starts_with(b"text/plain")) {
        return response;
    }
    let error = match response.status() {
        StatusCode::SERVICE_UNAVAILABLE => HallError::broken("a request took too long"),
        StatusCode::PAYLOAD_TOO_LARGE => HallError::breach(
            "提交的内容太大，请减小文件后再试。",
            "What was sent is too large. Use a smaller file and try again.",
        ),
        status if status.is_server_error() => HallError::broken(status),
        _ => HallError::not_found(
            "没有这个页面。请检查地址，或从首页重新查找。",
            "There is no such page. Check the address or start from the home page.",
        ),
    };
    told(visit, &error)
}

fn finished(visit: &Visit, mut response: Response, method: &Method) -> Response {
    crate::security::set_headers(response.headers_mut());
    if !visit.flash.is_empty() {
        set_cookie(response.headers_mut(), "flash=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    }
    let took_ms = (visit.hall.now_ms() - visit.now_ms).max(0);
    let (status, route) = (response.status().as_u16(), visit.route.as_str());
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of one request are small")]
    visit.hall.metrics.request(method.as_str(), route, status, took_ms as f64 / 1000.0);
    tracing::debug!(%method, route, status, took_ms, "answered");
    response
}

/// An address outside `/api` is a person's.
fn caller_of(path: &str) -> Caller {
    if path.starts_with("/api/") { Caller::Program } else { Caller::Person }
}

async fn visit_of(
    hall: &Arc<Hall>,
    request: &Parts,
    now_ms: i64,
) -> Result<Visit, (Visit, HallError)> {
    let headers = &request.headers;
    let path = request
        .uri
        .path_and_query()
        .map_or_else(|| request.uri.path().to_owned(), ToString::to_string);
    let language = cookie(headers, "language")
        .and_then(Language::from_tag)
        .or_else(|| header_text(request, header::ACCEPT_LANGUAGE).and_then(Language::from_tag))
        .unwrap_or_default();
    let text_size =
        if cookie(headers, "text") == Some("large") { TextSize::Large } else { TextSize::Normal };
    let mut visit = Visit {
        hall: Arc::clone(hall),
        member: None,
        language,
        text_size,
        now_ms,
        caller: caller_of(&path),
        path,
        route: request
            .extensions
            .get::<MatchedPath>()
            .map_or_else(|| "none".to_owned(), |path| path.as_str().to_owned()),
        address: address_of(hall, request),
        flash: cookie(headers, "flash").map(unescape).unwrap_or_default(),
        typed: Typed::default(),
    };
    let key = format!("address {}", visit.address);
    if !visit.path.starts_with("/assets/")
        && let Err(retry_after_s) = hall.throttle.ask(&key, hall.throttle.general(), now_ms)
    {
        return Err((visit, HallError::TooMany { retry_after_s }));
    }
    match member_of(hall, request, visit.caller, now_ms).await {
        Ok(member) => visit.member = member.map(Arc::new),
        Err(error) => return Err((visit, error)),
    }
    match asked_too_often(&visit) {
        Some(error) => Err((visit, error)),
        None => Ok(visit),
    }
}

/// An account has an allowance of its own, from however many addresses it asks.
fn asked_too_often(visit: &Visit) -> Option<HallError> {
    let (member, throttle) = (visit.member.as_ref()?, &visit.hall.throttle);
    let key = format!("account {}", member.account);
    let refused = throttle.ask(&key, throttle.general(), visit.now_ms).err()?;
    Some(HallError::TooMany { retry_after_s: refused })
}

fn header_text(request: &Parts, name: header::HeaderName) -> Option<&str> {
    request.headers.get(name).and_then(|value| value.to_str().ok())
}

fn address_of(hall: &Hall, request: &Parts) -> String {
    if hall.site.proxy == Proxy::Trusted
        && let Some(forwarded) = request.headers.get("x-forwarded-for")
        && let Some(last) = forwarded.to_str().ok().and_then(|text| text.rsplit(',').next())
    {
        return last.trim().chars().take(64).collect();
    }
    request
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or_else(|| "local".to_owned(), |ConnectInfo(peer)| peer.ip().to_string())
}

/// Programs come with a bearer token only, so that a browser's cookie is never used against it.
async fn member_of(
    hall: &Arc<Hall>,
    request: &Parts,
    caller: Caller,
    now_ms: i64,
) -> Result<Option<Member>, HallError> {
    let Some(keeper) = hall.doorkeeper() else {
        return Ok(None);
    };
    if request.uri.path().starts_with("/assets/") {
        return Ok(None);
    }
    if caller == Caller::Program {
        let Some(text) = header_text(request, header::AUTHORIZATION) else {
            return Ok(None);
        };
        let Some(secret) = text.strip_prefix("Bearer ") else {
            return Err(HallError::SignIn);
        };
        let digest = secret_digest(secret.trim());
        let found = hall.db.read(move |read| keeper.by_token(read, &digest, now_ms)).await?;
        return found.map(Some).ok_or(HallError::SignIn);
    }
    let name = session_cookie_name(hall.site.transport);
    let Some(secret) = cookie(&request.headers, name).filter(|it| !it.is_empty()) else {
        return Ok(None);
    };
    let digest = secret_digest(secret);
    hall.db.read(move |read| keeper.by_session(read, &digest, now_ms)).await
}

/// Somebody who owes a second factor or a new password is led there first.
fn duty_first(visit: &Visit) -> Option<Response> {
    let member = visit.member.as_ref()?;
    let to = match member.duty {
        Duty::None => return None,
        Duty::SecondFactor => "/session/second-factor",
        Duty::NewPassword => "/account/password",
    };
    let path = visit.path.split('?').next().unwrap_or_default();
    let is_there = path == to
        || path == "/session/end"
        || path == "/preferences"
        || path.starts_with("/assets/")
        || path.starts_with("/health/");
    if is_there {
        return None;
    }
    let mut response = if visit.caller == Caller::Program {
        told(visit, &HallError::SignIn)
    } else {
        see_other(to)
    };
    crate::security::set_headers(response.headers_mut());
    Some(response)
}

fn unescape(text: &str) -> String {
    form_urlencoded::parse(format!("x={text}").as_bytes())
        .next()
        .map(|(_, value)| value.chars().take(300).collect())
        .unwrap_or_default()
}

/// Tells an error as a page or as a problem document.
fn told(visit: &Visit, error: &HallError) -> Response {
    let reference = if let HallError::Broken { cause } = error {
        let reference = visit.form_key().chars().take(10).collect::<String>();
        // The route, not the path: a path holds numbers of cases and of people's papers.
        tracing::error!(reference, route = visit.route, cause, "broken");
        reference
    } else {
        String::new()
    };
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = match visit.caller {
        Caller::Program => {
            let body = axum::Json(Problem::of(error, visit.words(), &reference));
            let mut response = (status, body).into_response();
            response
                .headers_mut()
                .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
            if status == StatusCode::UNAUTHORIZED {
                response
                    .headers_mut()
                    .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            response
        }
        Caller::Person if matches!(error, HallError::SignIn) => {
            let back: String = form_urlencoded::byte_serialize(visit.path.as_bytes()).collect();
            see_other(&format!("/session/new?back={back}"))
        }
        Caller::Person => error_page(visit, status, error, &reference),
    };
    if let HallError::TooMany { retry_after_s } = error {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(*retry_after_s));
    }
    response
}

fn error_page(visit: &Visit, status: StatusCode, error: &HallError, reference: &str) -> Response {
    let words = visit.words();
    let face = if visit.member.is_some() { Face::Office } else { Face::Public };
    let basis = match error {
        HallError::Breach { basis, .. } => words.phrase(basis).to_owned(),
        _ => String::new(),
    };
    let mut sentences = vec![words.phrase(&error.sentence()).to_owned()];
    if let HallError::Invalid(errors) = error {
        sentences = errors.iter().map(|(_, fault)| words.phrase(fault).to_owned()).collect();
    }
    let heading = title(error, words).to_owned();
    let page = ErrorPage {
        chrome: visit.chrome(heading, face),
        status: status.as_u16(),
        sentences,
        basis,
        reference: reference.to_owned(),
    };
    let html = page.render().unwrap_or_else(|_| words.say("系统出错", "Broken").to_owned());
    let html = visit.typed.given_back(html, &visit.path, words);
    (status, Html(html)).into_response()
}

/// Reads of the API carry an `ETag`, and are answered 304 where nothing changed.
async fn tagged(visit: &Visit, response: Response, if_none_match: Option<HeaderValue>) -> Response {
    let is_json = response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|kind| kind.starts_with("application/json"));
    let is_read = visit.caller == Caller::Program && response.status() == StatusCode::OK && is_json;
    if !is_read {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = axum::body::to_bytes(body, 16 * 1024 * 1024).await else {
        return told(visit, &HallError::broken("an answer of the API is too large"));
    };
    let digest = seal::sm3(&bytes).to_hex();
    let tag = format!("\"{}\"", digest.get(..32).unwrap_or_default());
    if let Ok(value) = HeaderValue::from_str(&tag) {
        if if_none_match.is_some_and(|asked| asked == value) {
            return (StatusCode::NOT_MODIFIED, [(header::ETAG, value)]).into_response();
        }
        parts.headers.insert(header::ETAG, value);
        parts.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// What the layout needs, for a visitor.
pub(crate) fn chrome(visit: &Visit, title: String, face: Face) -> Chrome {
    crate::shell::chrome_of(visit, title, face)
}
