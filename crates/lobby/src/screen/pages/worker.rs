//! `/centres/{centre}/screen-worker.js`: what lets a screen start without a network.

use axum::http::header;
use axum::response::{IntoResponse, Response};

/// The script; a browser asks for it again at each start of a screen.
pub(in crate::screen) async fn show() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, include_str!("../worker.js")).into_response()
}
