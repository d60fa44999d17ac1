//! A visit: who asks, in which language, now; the one extractor of every handler.

mod body;
mod cookies;
mod left;
mod typed;

pub use body::{ApiBody, Once, Submitted, Upload};
pub(crate) use cookies::{cookie, set_cookie};
pub use left::LeftForm;
pub(crate) use left::left_behind;
pub use typed::Typed;

use crate::db::{Act, ActHead, CentreId, Read, Statement};
use crate::error::HallError;
use crate::hall::Hall;
use crate::journal::{Actor, Committed};
use crate::params;
use crate::rights::Power;
use crate::session::Member;
use crate::shell::{Chrome, Face, TextSize};
use crate::words::{Language, Words};
use axum::extract::FromRequestParts;
use axum::http::{HeaderValue, StatusCode, header, request::Parts};
use axum::response::{Html, IntoResponse, Response};
use calendar::Phrase;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;

pub(crate) const STATEMENTS: [Statement; 3] = [FIND_ANSWER, KEEP_ANSWER, SWEEP_ANSWERS];

const FIND_ANSWER: Statement = Statement::both(
    "SELECT request, answer FROM journal_answers
     WHERE centre_id = $1 AND account = $2 AND answer_key = $3",
);
const KEEP_ANSWER: Statement = Statement::both(
    "INSERT INTO journal_answers (centre_id, account, answer_key, request, answer, at_ms)
     VALUES ($1, $2, $3, $4, $5, $6)",
);
const SWEEP_ANSWERS: Statement =
    Statement::both("DELETE FROM journal_answers WHERE centre_id = $1 AND at_ms < $2");

/// How long an answer is kept for a replay.
const ANSWER_DAYS: i64 = 30;

/// Who asks, in which language, now.
#[derive(Clone)]
pub struct Visit {
    /// The hall.
    pub hall: Arc<Hall>,
    /// The signed-in person, if any.
    pub member: Option<Arc<Member>>,
    /// Language and text size of the pages.
    pub language: Language,
    /// Size of type.
    pub text_size: TextSize,
    /// When the request came, in epoch milliseconds.
    pub now_ms: i64,
    /// Path and query asked for.
    pub path: String,
    /// The address of the house that it is, with `{parameters}`: what the log may name.
    pub route: String,
    /// The client's address.
    pub address: String,
    /// Whether a person or a program asks.
    pub caller: Caller,
    /// Message left by the page before.
    pub flash: String,
    /// What was typed into the form of the request, once it was read.
    pub typed: Typed,
}

/// Whether a person or a program asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caller {
    /// A browser: gets pages.
    Person,
    /// A program at `/api`: gets JSON and problem documents.
    Program,
}

impl Visit {
    /// The voice of the pages.
    pub fn words(&self) -> Words {
        Words::new(self.language)
    }

    /// Today in China.
    pub fn today(&self) -> jiff::civil::Date {
        crate::clock::day_of(self.now_ms)
    }

    /// The signed-in person.
    ///
    /// # Errors
    /// `SignIn` for a stranger.
    pub fn member(&self) -> Result<&Member, HallError> {
        self.member.as_deref().ok_or(HallError::SignIn)
    }

    /// The centre of the signed-in person's post.
    ///
    /// # Errors
    /// `SignIn` for a stranger.
    pub fn centre(&self) -> Result<CentreId, HallError> {
        Ok(self.member()?.centre)
    }

    /// Whether the visitor may do something.
    pub fn may(&self, power: Power) -> bool {
        power == Power::Public || self.member.as_ref().is_some_and(|member| member.may(power))
    }

    /// Refuses a visitor who may not.
    ///
    /// # Errors
    /// `SignIn` for a stranger, `Forbidden` for a wrong post.
    pub fn require(&self, power: Power) -> Result<(), HallError> {
        if self.may(power) {
            return Ok(());
        }
        if self.member.is_none() {
            return Err(HallError::SignIn);
        }
        let needed = power.phrase();
        Err(HallError::Forbidden(Phrase::new(
            format!("您的岗位没有“{}”的权限。如工作需要，请联系安全管理员。", needed.zh),
            format!(
                "Your post does not have the power “{}”. Ask the security administrator.",
                needed.en
            ),
        )))
    }

    /// Whether the visitor's post belongs to the county office.
    pub fn is_county(&self) -> bool {
        self.member.as_ref().is_some_and(|member| member.centre == self.hall.site.county)
    }

    /// Who acts, as the journal keeps it.
    pub fn actor(&self) -> Actor {
        self.member.as_ref().map_or_else(Actor::resident, |member| Actor {
            account: member.account,
            name: member.name.clone(),
            post: member.post.clone(),
            window: member.window.clone(),
            on_behalf_of: String::new(),
        })
    }

    /// Performs an act in the member's centre.
    ///
    /// `once` makes a replayed request the same act: its answer is given again.
    ///
    /// # Errors
    /// Where the power is missing, the act refuses, or the key was used for another request.
    pub async fn act<T, F>(&self, power: Power, once: &Once, work: F) -> Result<T, HallError>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
        F: Fn(&mut Act<'_>) -> Result<Committed<T>, HallError> + Send + 'static,
    {
        let centre = self.centre()?;
        self.act_in(centre, power, once, work).await
    }

    /// Performs an act in a given centre: residents' acts, and the county office's in a centre.
    ///
    /// # Errors
    /// As [`Visit::act`]; and `Forbidden` where a member of one centre acts in another.
    pub async fn act_in<T, F>(
        &self,
        centre: CentreId,
        power: Power,
        once: &Once,
        work: F,
    ) -> Result<T, HallError>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
        F: Fn(&mut Act<'_>) -> Result<Committed<T>, HallError> + Send + 'static,
    {
        self.require(power)?;
        let is_own = self.member.as_ref().is_none_or(|member| member.centre == centre);
        if power != Power::Public && !is_own && !self.is_county() {
            return Err(other_centre());
        }
        let actor = self.actor();
        let account = actor.account;
        let once = once.clone();
        let head = ActHead { centre, actor };
        self.hall
            .db
            .act(head, move |act| match once.key.as_deref() {
                Some(key) => answered_once(act, (account, key, &once.request), &work),
                None => work(act),
            })
            .await
    }

    /// Reads in one snapshot.
    ///
    /// # Errors
    /// What `work` gives back, or the database.
    pub async fn read<T, F>(&self, work: F) -> Result<T, HallError>
    where
        T: Send + 'static,
        F: FnOnce(&mut dyn Read) -> Result<T, HallError> + Send + 'static,
    {
        self.hall.db.read(work).await
    }

    /// A fresh key for a form, so that a second click is the same act.
    pub fn form_key(&self) -> String {
        crate::clock::random_hex(&*self.hall.randomness, 16)
    }

    /// What the layout needs.
    pub fn chrome(&self, title: impl Into<String>, face: Face) -> Chrome {
        crate::face::chrome(self, title.into(), face)
    }

    /// A page.
    ///
    /// # Errors
    /// Where the template fails.
    pub fn page(&self, template: &impl askama::Template) -> Result<Response, HallError> {
        self.page_with(StatusCode::OK, template)
    }

    /// A page with another status (422 for a form shown again).
    ///
    /// # Errors
    /// Where the template fails.
    pub fn page_with(
        &self,
        status: StatusCode,
        template: &impl askama::Template,
    ) -> Result<Response, HallError> {
        let mut html = template.render().map_err(HallError::broken)?;
        if status == StatusCode::UNPROCESSABLE_ENTITY {
            html = self.typed.given_back(html, &self.path, self.words());
        }
        Ok((status, Html(html)).into_response())
    }

    /// On to another page (303), which shows `message` once.
    pub fn redirect(&self, to: &str, message: &Phrase) -> Response {
        let text = self.words().phrase(message);
        let mut response = see_other(to);
        if !text.is_empty() {
            set_cookie(
                response.headers_mut(),
                &format!("flash={}; Path=/; HttpOnly; SameSite=Lax; Max-Age=60", escape(text)),
            );
        }
        response
    }

    /// A JSON answer.
    pub fn json(&self, status: StatusCode, body: &impl Serialize) -> Response {
        (status, axum::Json(body)).into_response()
    }
}

/// The refusal of acting in or reading of another centre.
pub fn other_centre() -> HallError {
    HallError::Forbidden(Phrase::of(
        "这是其他中心的业务，您不能查看或办理。",
        "This belongs to another centre; you can neither see nor handle it.",
    ))
}

/// 303 to a path.
pub fn see_other(to: &str) -> Response {
    let location = HeaderValue::from_str(to).unwrap_or_else(|_| HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response()
}

fn escape(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn answered_once<T, F>(
    act: &mut Act<'_>,
    (account, key, request): (i64, &str, &str),
    work: &F,
) -> Result<Committed<T>, HallError>
where
    T: Serialize + DeserializeOwned,
    F: Fn(&mut Act<'_>) -> Result<Committed<T>, HallError>,
{
    let centre = act.centre();
    if let Some(row) = act.first(FIND_ANSWER, &params![centre, account, key])? {
        if row.get::<String>("request")? != request {
            return Err(HallError::breach(
                "这个防重编号已用于另一个不同的请求，请重新打开表单。",
                "This idempotency key was used for a different request. Open the form again.",
            ));
        }
        let answer: String = row.get("answer")?;
        return Ok(Committed::replayed(serde_json::from_str(&answer)?));
    }
    let committed = work(act)?;
    let answer = serde_json::to_string(committed.value())?;
    let now_ms = act.now_ms();
    act.working(KEEP_ANSWER, &params![centre, account, key, request, answer, now_ms])?;
    Ok(committed)
}

/// Forgets answers past keeping in the act's centre.
///
/// # Errors
/// What the database said.
pub fn sweep_answers(act: &mut Act<'_>) -> Result<Committed<u64>, HallError> {
    let (centre, before) = (act.centre(), act.now_ms() - ANSWER_DAYS * 86_400_000);
    let swept = act.working(SWEEP_ANSWERS, &params![centre, before])?;
    crate::journal::housekeeping(crate::journal::Housekeeping::Sweep, swept)
}

impl FromRequestParts<Arc<Hall>> for Visit {
    type Rejection = HallError;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<Hall>) -> Result<Self, Self::Rejection> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(|| HallError::broken("a request that nobody admitted"))
    }
}

impl IntoResponse for HallError {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        // The page is drawn by the face, which knows language and layout.
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// A name and value as they stand in a query, percent-encoded.
pub fn query_pair(name: &str, value: &str) -> String {
    format!("{}={}", escape(name), escape(value))
}
