//! The JSON face of the catalogue: items in force for everybody, drafts and acts for clerks.

use super::door::{self, Catalogue, PublishedItem};
use super::record::ItemRecord;
use super::store::{self, Filter, ItemLine};
use super::{actions, checklist_view};
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use kit::db::CentreId;
use kit::rights::Power;
use kit::visit::ApiBody;
use kit::{HallError, Visit};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::Arc;
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(
    paths(
        bound, list, show, version, checklist, lines, draft, create, open, revise, publish,
        withdraw
    ),
    components(schemas(
        ItemRecord,
        ItemPage,
        ItemSummary,
        ItemView,
        LinePage,
        LineView,
        DraftView,
        Revision,
        Seen,
        Reason,
        Validity,
        Saved,
        checklist_view::ChecklistRecord
    ))
)]
struct Described;

pub(super) fn described() -> utoipa::openapi::OpenApi {
    Described::openapi()
}

/// An item in force, in short.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ItemSummary {
    /// Item code.
    code: String,
    /// The version in force.
    version: i64,
    /// Its name in Chinese.
    name: String,
    /// Its name in English; may be empty.
    name_english: String,
    /// Its department.
    department: String,
    /// Word of its mode.
    mode: String,
}

/// A page of items.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ItemPage {
    /// The items, by code.
    items: Vec<ItemSummary>,
    /// Give this as `after` for the next page; absent on the last.
    next: Option<String>,
}

/// A published version.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ItemView {
    /// Its version.
    version: i64,
    /// When it came into force, in milliseconds since the epoch.
    published_at_ms: i64,
    /// What it says.
    item: ItemRecord,
}

impl From<&PublishedItem> for ItemView {
    fn from(item: &PublishedItem) -> Self {
        let mut record = ItemRecord::from(&item.definition);
        // Where it was taken from and what clerks note is not for the public.
        record.note.clear();
        record.sources.clear();
        Self { version: item.version, published_at_ms: item.published_at_ms, item: record }
    }
}

/// Where to go on, and how far.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Paging {
    /// Only codes after this one.
    #[serde(default)]
    after: String,
    /// How many at most.
    limit: Option<usize>,
    /// `published`, `draft` or `withdrawn`.
    #[serde(default)]
    state: String,
}

impl Paging {
    fn limit(&self) -> usize {
        self.limit.unwrap_or(100).clamp(1, 500)
    }
}

async fn catalogue(visit: &Visit, centre: i64) -> Result<Arc<Catalogue>, HallError> {
    door::catalogue(&visit.hall, CentreId(centre)).await
}

/// Items in force in a centre, by code.
#[utoipa::path(
    get,
    path = "/api/v1/centres/{centre}/items",
    tag = "catalogue",
    params(
        ("centre" = i64, Path, description = "Division code of the centre"),
        ("after" = Option<String>, Query, description = "Only codes after this one"),
        ("limit" = Option<usize>, Query, description = "At most so many, up to 500")
    ),
    responses((status = 200, body = ItemPage))
)]
pub(super) async fn list(
    visit: Visit,
    Path(centre): Path<i64>,
    Query(paging): Query<Paging>,
) -> Result<Response, HallError> {
    let catalogue = catalogue(&visit, centre).await?;
    let limit = paging.limit();
    let mut items: Vec<ItemSummary> = catalogue
        .items
        .values()
        .filter(|item| item.code > paging.after)
        .take(limit + 1)
        .map(|item| ItemSummary {
            code: item.code.clone(),
            version: item.version,
            name: item.definition.title.name.zh.clone(),
            name_english: item.definition.title.name.en.clone(),
            department: item.definition.authority.department.clone(),
            mode: item.definition.handling.mode.word().to_owned(),
        })
        .collect();
    let has_more = items.len() > limit;
    items.truncate(limit);
    let next = items.last().filter(|_| has_more).map(|last| last.code.clone());
    Ok(visit.json(StatusCode::OK, &ItemPage { items, next }))
}

async fn in_force(visit: &Visit, centre: i64, code: &str) -> Result<Arc<PublishedItem>, HallError> {
    let found = catalogue(visit, centre).await?.item(code).map(Arc::clone);
    found.ok_or_else(|| actions::unknown(code))
}

/// An item as it is in force.
#[utoipa::path(
    get,
    path = "/api/v1/centres/{centre}/items/{code}",
    tag = "catalogue",
    params(("centre" = i64, Path), ("code" = String, Path)),
    responses((status = 200, body = ItemView), (status = 404, description = "Not in force"))
)]
pub(super) async fn show(
    visit: Visit,
    Path((centre, code)): Path<(i64, String)>,
) -> Result<Response, HallError> {
    let item = in_force(&visit, centre, &code).await?;
    Ok(visit.json(StatusCode::OK, &ItemView::from(&*item)))
}

/// A version of an item, in force or ended.
#[utoipa::path(
    get,
    path = "/api/v1/centres/{centre}/items/{code}/versions/{version}",
    tag = "catalogue",
    params(("centre" = i64, Path), ("code" = String, Path), ("version" = i64, Path)),
    responses((status = 200, body = ItemView), (status = 404, description = "Unknown"))
)]
pub(super) async fn version(
    visit: Visit,
    Path((centre, code, version)): Path<(i64, String, i64)>,
) -> Result<Response, HallError> {
    let wanted = code.clone();
    let found =
        visit.read(move |read| door::version(read, CentreId(centre), &wanted, version)).await?;
    let item = found.ok_or_else(|| actions::unknown(&code))?;
    Ok(visit.json(StatusCode::OK, &ItemView::from(&*item)))
}

/// One person's checklist: papers, fee and limits under the answers given as query parameters.
#[utoipa::path(
    get,
    path = "/api/v1/centres/{centre}/items/{code}/checklist",
    tag = "catalogue",
    params(("centre" = i64, Path), ("code" = String, Path)),
    responses((status = 200, body = checklist_view::ChecklistRecord))
)]
pub(super) async fn checklist(
    visit: Visit,
    Path((centre, code)): Path<(i64, String)>,
    Query(given): Query<Vec<(String, String)>>,
) -> Result<Response, HallError> {
    let item = in_force(&visit, centre, &code).await?;
    let today = visit.today();
    let (answers, faults) = item.definition.scenario.read(today, |key| {
        let of_key = given.iter().filter(|(name, _)| name == key.as_str());
        of_key.map(|(_, text)| text.clone()).collect()
    });
    if !faults.is_empty() {
        let mut errors = kit::form::FormErrors::new();
        for (key, fault) in faults {
            errors.add(key.to_string(), fault);
        }
        return Err(HallError::Invalid(errors));
    }
    let record = checklist_view::record(&item, &answers, today, visit.words());
    Ok(visit.json(StatusCode::OK, &record))
}

/// An item of the clerk's own centre, with its state.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LineView {
    /// Item code.
    code: String,
    /// Its name.
    name: String,
    /// Its department.
    department: String,
    /// The version in force; 0 where none is.
    current_version: i64,
    /// The last version ever published; 0 where none was.
    last_version: i64,
    /// Whether a draft is open.
    has_draft: bool,
}

impl From<ItemLine> for LineView {
    fn from(line: ItemLine) -> Self {
        Self {
            code: line.code,
            name: line.name,
            department: line.department,
            current_version: line.current_version,
            last_version: line.last_version,
            has_draft: line.has_draft == 1,
        }
    }
}

/// A page of the clerk's items.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LinePage {
    /// The items, by code.
    items: Vec<LineView>,
    /// Give this as `after` for the next page; absent on the last.
    next: Option<String>,
}

/// Items of the caller's centre, drafts and withdrawn ones included.
#[utoipa::path(
    get,
    path = "/api/v1/items",
    tag = "catalogue",
    params(
        ("after" = Option<String>, Query),
        ("limit" = Option<usize>, Query),
        ("state" = Option<String>, Query, description = "published, draft or withdrawn")
    ),
    responses((status = 200, body = LinePage)),
    security(("token" = ["catalogue:read"]))
)]
pub(super) async fn lines(
    visit: Visit,
    Query(paging): Query<Paging>,
) -> Result<Response, HallError> {
    let (centre, limit) = (visit.centre()?, paging.limit());
    let filter = Filter { state: paging.state, ..Filter::default() };
    let wanted = u32::try_from(limit + 1).unwrap_or(u32::MAX);
    let after = paging.after;
    let mut found =
        visit.read(move |read| store::items(read, centre, &filter, &after, wanted)).await?;
    let has_more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| has_more).map(|last| last.code.clone());
    let items = found.into_iter().map(LineView::from).collect();
    Ok(visit.json(StatusCode::OK, &LinePage { items, next }))
}

/// An open draft.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DraftView {
    /// Count of savings; give it back when you save or publish.
    version: i64,
    /// The published version it was opened from; 0 for a new item.
    base_version: i64,
    /// What keeps it from being published, by field.
    open: HashMap<String, Vec<String>>,
    /// What it says.
    item: ItemRecord,
}

/// The open draft of an item, with what keeps it from being published.
#[utoipa::path(
    get,
    path = "/api/v1/items/{code}/draft",
    tag = "catalogue",
    params(("code" = String, Path)),
    responses((status = 200, body = DraftView), (status = 404, description = "No draft is open")),
    security(("token" = ["catalogue:read"]))
)]
pub(super) async fn draft(visit: Visit, Path(code): Path<String>) -> Result<Response, HallError> {
    let (centre, wanted, words) = (visit.centre()?, code.clone(), visit.words());
    let found = visit.read(move |read| store::draft(read, centre, &wanted)).await?;
    let draft = found.ok_or_else(|| actions::no_draft(&code))?;
    let mut open: HashMap<String, Vec<String>> = HashMap::new();
    if let Err(refusal) = rulebook::disclosure::may_publish(&door::definition_of(&draft.record)?) {
        let gaps = refusal.gaps.iter().map(|gap| (&gap.field, &gap.sentence));
        let faults = refusal.faults.iter().map(|fault| (&fault.field, &fault.sentence));
        for (field, sentence) in gaps.chain(faults) {
            open.entry(field.clone()).or_default().push(words.phrase(sentence).to_owned());
        }
    }
    let (version, base_version, item) = (draft.version, draft.base_version, draft.record);
    Ok(visit.json(StatusCode::OK, &DraftView { version, base_version, open, item }))
}

/// What was saved or published.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Saved {
    /// Item code.
    code: String,
    /// Count of savings of the draft, or number of the published version.
    version: i64,
}

impl From<actions::Saved> for Saved {
    fn from(saved: actions::Saved) -> Self {
        Self { code: saved.code, version: saved.version }
    }
}

/// Opens the draft of a new item.
#[utoipa::path(
    post,
    path = "/api/v1/items",
    tag = "catalogue",
    request_body = ItemRecord,
    responses((status = 201, body = Saved), (status = 422, description = "Cannot be read")),
    security(("token" = ["catalogue:edit"]))
)]
pub(super) async fn create(visit: Visit, body: ApiBody<ItemRecord>) -> Result<Response, HallError> {
    let record = body.value;
    let saved = visit
        .act(Power::EditCatalogue, &body.once, move |act| actions::create_draft(act, &record))
        .await?;
    Ok(visit.json(StatusCode::CREATED, &Saved::from(saved)))
}

/// Nothing to say: the address says it all.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Nothing {}

/// Opens a draft from the version published last.
#[utoipa::path(
    post,
    path = "/api/v1/items/{code}/draft",
    tag = "catalogue",
    params(("code" = String, Path)),
    responses((status = 201, body = Saved), (status = 422, description = "One is open already")),
    security(("token" = ["catalogue:edit"]))
)]
pub(super) async fn open(
    visit: Visit,
    Path(code): Path<String>,
    body: ApiBody<Nothing>,
) -> Result<Response, HallError> {
    let saved = visit
        .act(Power::EditCatalogue, &body.once, move |act| actions::open_draft(act, &code))
        .await?;
    Ok(visit.json(StatusCode::CREATED, &Saved::from(saved)))
}

/// A draft to be saved.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Revision {
    /// The count of savings it was read at.
    version: i64,
    /// What it says from now on.
    item: ItemRecord,
}

/// Saves a draft; 409 where somebody saved it meanwhile.
#[utoipa::path(
    post,
    path = "/api/v1/items/{code}/draft/revisions",
    tag = "catalogue",
    params(("code" = String, Path)),
    request_body = Revision,
    responses((status = 201, body = Saved), (status = 409, description = "Somebody saved first")),
    security(("token" = ["catalogue:edit"]))
)]
pub(super) async fn revise(
    visit: Visit,
    Path(code): Path<String>,
    body: ApiBody<Revision>,
) -> Result<Response, HallError> {
    let Revision { version, item } = body.value;
    if item.code != code {
        return Err(HallError::invalid(
            "item.code",
            kit::Phrase::of("编码与地址不符。", "The code is not that of the address."),
        ));
    }
    let saved = visit
        .act(Power::EditCatalogue, &body.once, move |act| actions::save_draft(act, &item, version))
        .await?;
    Ok(visit.json(StatusCode::CREATED, &Saved::from(saved)))
}

/// The count of savings that was read.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Seen {
    /// The count of savings the draft was read at.
    version: i64,
}

/// Publishes the draft as the next version; refused while a disclosure has a gap.
#[utoipa::path(
    post,
    path = "/api/v1/items/{code}/publication",
    tag = "catalogue",
    params(("code" = String, Path)),
    request_body = Seen,
    responses(
        (status = 201, body = Saved),
        (status = 409, description = "Somebody saved first"),
        (status = 422, description = "A disclosure has a gap")
    ),
    security(("token" = ["catalogue:publish"]))
)]
pub(super) async fn publish(
    visit: Visit,
    Path(code): Path<String>,
    body: ApiBody<Seen>,
) -> Result<Response, HallError> {
    let seen = body.value.version;
    let saved = visit
        .act(Power::PublishCatalogue, &body.once, move |act| actions::publish(act, &code, seen))
        .await?;
    door::changed(&visit.hall, visit.centre()?);
    Ok(visit.json(StatusCode::CREATED, &Saved::from(saved)))
}

/// Until when a version may be applied for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Validity {
    /// The last day, such as `2027-06-30`; `null` frees it of one.
    last_day: Option<String>,
}

/// Gives the version in force a last day; after it the item is withdrawn.
#[utoipa::path(
    post,
    path = "/api/v1/items/{code}/validity",
    tag = "catalogue",
    params(("code" = String, Path)),
    request_body = Validity,
    responses((status = 201, description = "Set"), (status = 422, description = "Refused")),
    security(("token" = ["catalogue:publish"]))
)]
pub(super) async fn bound(
    visit: Visit,
    Path(code): Path<String>,
    body: ApiBody<Validity>,
) -> Result<Response, HallError> {
    let last_day = actions::last_day(body.value.last_day.as_deref().unwrap_or_default())?;
    let wanted = code.clone();
    visit
        .act(Power::PublishCatalogue, &body.once, move |act| {
            actions::set_validity(act, &wanted, last_day)
        })
        .await?;
    Ok(visit.json(StatusCode::CREATED, &Saved { code, version: 0 }))
}

/// Why something is done.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Reason {
    /// Goes into the journal.
    reason: String,
}

/// Withdraws an item from the offer; open cases go on.
#[utoipa::path(
    post,
    path = "/api/v1/items/{code}/withdrawal",
    tag = "catalogue",
    params(("code" = String, Path)),
    request_body = Reason,
    responses((status = 201, description = "Withdrawn"), (status = 422, description = "Refused")),
    security(("token" = ["catalogue:publish"]))
)]
pub(super) async fn withdraw(
    visit: Visit,
    Path(code): Path<String>,
    body: ApiBody<Reason>,
) -> Result<Response, HallError> {
    let (wanted, reason) = (code.clone(), body.value.reason);
    visit
        .act(Power::PublishCatalogue, &body.once, move |act| {
            actions::withdraw(act, &wanted, &reason)
        })
        .await?;
    door::changed(&visit.hall, visit.centre()?);
    Ok(visit.json(StatusCode::CREATED, &Saved { code, version: 0 }))
}
