//! The JSON face of the trail, for the county's own audit systems.

use super::asked::Asked;
use super::facts::for_program;
use super::reading::search;
use super::wording::deed;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use kit::journal::Entry;
use kit::{HallError, Visit};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(entries), components(schemas(EntriesView, EntryView)))]
struct Described;

pub(super) fn described() -> utoipa::openapi::OpenApi {
    Described::openapi()
}

/// A stretch of the trail, newest first.
#[derive(Debug, Serialize, ToSchema)]
struct EntriesView {
    /// The entries.
    entries: Vec<EntryView>,
    /// Ask again with `before` set to this for older ones; absent where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<i64>,
}

/// An entry of the journal.
#[derive(Debug, Serialize, ToSchema)]
struct EntryView {
    /// Division code of the centre.
    centre: i64,
    /// Number of the entry.
    sequence: i64,
    /// When it was written, in milliseconds since the epoch.
    at_ms: i64,
    /// The time it speaks of; another one for late entries.
    speaks_of_ms: i64,
    /// Account of the person; a text, as it has more figures than a JSON number holds. `0` is the
    /// house itself, `-1` a resident.
    account: String,
    /// Name of the person.
    person: String,
    /// The post held then.
    post: String,
    /// The window, if any.
    window: String,
    /// On whose behalf.
    on_behalf_of: String,
    /// What was done: `room.past_participle`.
    action: String,
    /// What people call it, in Chinese.
    action_name: String,
    /// Kind of the subject.
    subject_kind: String,
    /// Name of the subject.
    subject: String,
    /// The facts; personal data in them is sealed, contents of cases are replaced by `withheld`.
    #[schema(value_type = Object)]
    facts: serde_json::Value,
    /// SM3 digest of the entry before, hexadecimal.
    previous: String,
    /// SM3 digest of the entry, hexadecimal.
    digest: String,
    /// Whether the content gives the digest.
    is_whole: bool,
}

/// Where to go on, and how far.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Page {
    limit: Option<u32>,
}

const LIMIT: u32 = 50;
const LIMIT_MAX: u32 = 200;

/// The trail of a centre, newest first, page by page.
#[utoipa::path(
    get,
    path = "/api/v1/audit/entries",
    tag = "audit",
    params(
        ("centre" = Option<i64>, Query, description = "Division code; one's own centre if absent"),
        ("person" = Option<String>, Query, description = "Name of who acted"),
        ("action" = Option<String>, Query, description = "An action, or a room for all of its"),
        ("subject" = Option<String>, Query, description = "Name of the subject: a case number"),
        ("from" = Option<String>, Query, description = "First day, YYYY-MM-DD"),
        ("until" = Option<String>, Query, description = "Last day, included"),
        ("view" = Option<String>, Query, description = "`personal-data`: looks at it only"),
        ("before" = Option<i64>, Query, description = "Only entries before this number"),
        ("limit" = Option<u32>, Query, description = "Entries at most: 50, up to 200")
    ),
    responses(
        (status = 200, body = EntriesView),
        (status = 403, description = "No power to audit, or another centre"),
        (status = 422, description = "A day or text that cannot be read")
    )
)]
pub(super) async fn entries(
    visit: Visit,
    Query(asked): Query<Asked>,
    Query(page): Query<Page>,
) -> Result<Response, HallError> {
    let narrowed = asked.narrowed(&visit).await?.map_err(HallError::Invalid)?;
    let limit = page.limit.unwrap_or(LIMIT).clamp(1, LIMIT_MAX);
    let centre = narrowed.place.id;
    let found = visit
        .read(move |read| search(read, centre, &narrowed.filter, narrowed.before, limit))
        .await?;
    let entries = found.entries.iter().map(|it| view(&visit, it)).collect();
    Ok(visit.json(StatusCode::OK, &EntriesView { entries, next: found.next }))
}

fn view(visit: &Visit, entry: &Entry) -> EntryView {
    let Entry { actor, .. } = entry;
    EntryView {
        centre: entry.centre.0,
        sequence: entry.sequence,
        at_ms: entry.at_ms,
        speaks_of_ms: entry.speaks_of_ms,
        account: actor.account.to_string(),
        person: actor.name.clone(),
        post: actor.post.clone(),
        window: actor.window.clone(),
        on_behalf_of: actor.on_behalf_of.clone(),
        action: entry.action.clone(),
        action_name: deed(&visit.hall, &entry.action).zh.into_owned(),
        subject_kind: entry.subject_kind.clone(),
        subject: entry.subject_id.clone(),
        facts: for_program(&visit.hall, entry),
        previous: entry.previous.to_hex(),
        digest: entry.digest.to_hex(),
        is_whole: entry.computed_digest() == entry.digest,
    }
}
