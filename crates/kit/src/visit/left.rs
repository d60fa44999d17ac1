//! What was still sent under a session that was over by time: kept for whoever signs in again.
//!
//! A form that comes too late is refused like every other; but whose session it was is known, and
//! what was typed is handed to the doorkeeper, to be given back after the sign-in of the same
//! account. Only what a person sent from a page is kept, without files, and never a password.

use super::typed::{SECRETS, WITHHELD, is_silent};
use super::{Caller, Submitted, Visit, cookie, query_pair, see_other};
use crate::face::session_cookie_name;
use crate::session::secret_digest;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, Method, header};
use axum::response::Response;
use serde::{Deserialize, Serialize};

/// A form that came after the end of its session (登录过期后才送到的表单).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftForm {
    /// Where it was sent to.
    pub path: String,
    /// Its fields, in order.
    pub fields: Vec<(String, String)>,
    /// Whether files came with it; they are not kept.
    pub had_files: bool,
}

/// Text that is kept of a form at most, in bytes.
const LEFT_MAX: usize = 256 * 1024;

impl LeftForm {
    /// What a person typed, in order, without the fields of the page's own.
    pub fn texts(&self) -> Vec<&str> {
        let own = self.fields.iter().filter(|(name, _)| !WITHHELD.contains(&name.as_str()));
        own.map(|(_, text)| text.trim()).filter(|text| !text.is_empty()).collect()
    }

    fn is_kept(&self) -> bool {
        let size: usize = self.fields.iter().map(|(name, text)| name.len() + text.len()).sum();
        let has_secret = self.fields.iter().any(|(name, _)| SECRETS.contains(&name.as_str()));
        size <= LEFT_MAX && !has_secret && !self.texts().is_empty()
    }
}

/// A form asks for a page; a script that saves drafts does not.
fn asks_for_a_page(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accepted.is_none_or(|kinds| kinds.contains("text/html") || kinds.contains("*/*"))
}

/// Keeps the form of a request that was refused for want of a session; the way to the sign-in that
/// leads back to it. None where nothing can be kept.
pub(crate) async fn left_behind(request: Request) -> Option<Response> {
    let visit = request.extensions().get::<Visit>()?.clone();
    let path = visit.path.clone();
    let is_form = request.method() == Method::POST
        && visit.caller == Caller::Person
        && asks_for_a_page(request.headers())
        && !is_silent(&path);
    let keeper = visit.hall.doorkeeper().filter(|_| is_form)?;
    let name = session_cookie_name(visit.hall.site.transport);
    let digest = secret_digest(cookie(request.headers(), name).filter(|it| !it.is_empty())?);
    let (asked, now_ms) = (keeper.clone(), visit.now_ms);
    let account = visit.read(move |read| asked.by_ended_session(read, &digest, now_ms)).await;
    let account = account.ok().flatten()?;
    let sent = Submitted::from_request(request, &visit.hall).await.ok()?;
    let fields = sent.data.pairs().to_vec();
    let left = LeftForm { path, fields, had_files: !sent.files.is_empty() };
    if !left.is_kept() {
        return None;
    }
    match keeper.keep(&visit.hall, account, left).await {
        Ok(back) => Some(see_other(&format!("/session/new?{}", query_pair("back", back)))),
        Err(error) => {
            tracing::warn!(?error, "a form that came too late was not kept");
            None
        }
    }
}
