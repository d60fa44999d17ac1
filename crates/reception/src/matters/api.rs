//! The JSON face of matters: the register can be run by it alone.

use super::actions::{self, MatterDeed, NewMatter};
use super::pages::{show as matter_page, view};
use super::store::{self, HeldMatter, MatterFilter};
use crate::contacts::door::{
    self as contacts, Asked, Asker, ContactDone, act_of, describe, keeper, no_such_act,
    sealed_asker, way,
};
use axum::extract::{OriginalUri, Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::Date;
use kit::rights::Power;
use kit::routes::Routes;
use kit::visit::{ApiBody, Once};
use kit::{HallError, Phrase, Visit, Words};
use serde::{Deserialize, Serialize};
use threshold::contact::unresolved::{Conclusion, Obstacle, Owner, Telling};
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(
    paths(list, create, show),
    components(schemas(MatterBody, MatterView, MatterDeedBody, kit::problem::Problem))
)]
struct Described;

/// Acts on a matter.
const ACTS: [(&str, &str); 7] = [
    (FROM_CONTACT, "Put a first contact on the register 转入办不成事"),
    ("/api/v1/unresolved-matters/{number}/acceptance", "Accept it 承办"),
    ("/api/v1/unresolved-matters/{number}/follow-ups", "Follow it up 跟进"),
    ("/api/v1/unresolved-matters/{number}/solution", "Record the solution 解决"),
    ("/api/v1/unresolved-matters/{number}/explanation", "Record the explanation 说明"),
    ("/api/v1/unresolved-matters/{number}/notification", "The resident was told 告知"),
    ("/api/v1/unresolved-matters/{number}/reopening", "Reopen it once 重新办理"),
];

/// A first contact that ends as a matter.
const FROM_CONTACT: &str = "/api/v1/contacts/{number}/unresolved-matter";

/// The addresses of programs.
pub(super) fn routes() -> Routes {
    let (read, keep) = (Power::ReadContacts, Power::KeepContacts);
    let mut routes = Routes::new()
        .get("/api/v1/unresolved-matters", read, list)
        .post("/api/v1/unresolved-matters", keep, create)
        .get("/api/v1/unresolved-matters/{number}", read, show);
    for (address, _) in ACTS {
        routes = if address == FROM_CONTACT {
            routes.post(address, keep, from_contact)
        } else {
            routes.post(address, keep, perform)
        };
    }
    routes
}

/// The room's part of the document; acts share one operation, told for each address.
pub(super) fn described() -> utoipa::openapi::OpenApi {
    let mut document = Described::openapi();
    for act in ACTS {
        let body = if act.0 == FROM_CONTACT { "MatterBody" } else { "MatterDeedBody" };
        describe(&mut document, act, ("unresolved-matters", body));
    }
    document
}

/// What could not be done.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct MatterBody {
    /// `walk_in` (the default), `telephone`, `online` or `kiosk`.
    pub way: String,
    /// Item code; empty where none fits.
    pub item: String,
    /// What stood in the way, by word: `papers_unobtainable`, `sent_away`, `not_listed`, `unclear`,
    /// `many_trips`, `late`, `system`, `other`.
    pub obstacles: Vec<String>,
    /// In the resident's words.
    pub words: String,
    /// Name of whoever reported it; may be left out.
    pub name: String,
    /// Phone; may be left out.
    pub phone: String,
}

/// What an act on a matter needs.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct MatterDeedBody {
    /// The version that was looked at; 0 for whatever it is now.
    pub version: i64,
    /// What was done, how it was solved, why it cannot be, or why it is reopened.
    pub text: String,
    /// `explanation`: what the resident can do.
    pub remedy: String,
    /// `notification`: `in_person`, `telephone`, `online` or `not_reached`.
    pub telling: String,
}

/// A matter that could not be done, masked.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct MatterView {
    /// Its number.
    pub number: String,
    /// Where it stands.
    pub stage: String,
    /// What could not be done.
    pub about: String,
    /// What stood in the way, by word.
    pub obstacles: Vec<String>,
    /// Name of whoever answers for it.
    pub owner: String,
    /// Account of whoever answers for it; 0 for the window as an institution, or once it is over.
    pub owner_account: i64,
    /// Name of whoever reported it, masked; may be empty.
    pub asker: String,
    /// The day by which it is due.
    #[schema(value_type = String, format = Date)]
    pub due_on: Date,
    /// `green`, `amber` or `red`.
    pub light: String,
    /// Its version, for the next act.
    pub version: i64,
}

fn matter_view(held: &HeldMatter, today: Date, words: Words) -> MatterView {
    let line = view::line(held, today, words);
    let matter = &held.matter;
    MatterView {
        number: line.number,
        stage: matter.stage().word().to_owned(),
        about: line.asked,
        obstacles: matter.report.obstacles.iter().map(|it| it.word().to_owned()).collect(),
        owner: line.keeper,
        owner_account: match matter.responsible() {
            Some(Owner::Person(keeper)) => keeper.account,
            Some(Owner::Window) | None => 0,
        },
        asker: held.asker.masked.clone(),
        due_on: matter.due_on,
        light: line.light.class.to_owned(),
        version: held.version,
    }
}

const PAGE: u32 = 100;

fn obstacles(words: &[String]) -> Result<Vec<Obstacle>, HallError> {
    let read = |word: &String| {
        Obstacle::from_word(word).ok_or_else(|| {
            let fault = Phrase::new(
                format!("没有“{word}”这个原因。"),
                format!("There is no obstacle “{word}”."),
            );
            HallError::invalid("obstacles", fault)
        })
    };
    words.iter().map(read).collect()
}

async fn report(visit: &Visit, once: &Once, new: NewMatter) -> Result<Response, HallError> {
    let status = if new.contact.is_empty() { StatusCode::CREATED } else { StatusCode::OK };
    let done = visit.act(Power::KeepContacts, once, move |act| actions::report(act, &new)).await?;
    contacts::counts_changed(&visit.hall, visit.centre()?).await?;
    Ok(visit.json(status, &ContactDone::from(done)))
}

/// Matters of the centre that could not be done, page by page.
#[utoipa::path(
    get,
    path = "/api/v1/unresolved-matters",
    tag = "unresolved-matters",
    params(
        ("scope" = Option<String>, Query,
            description = "`open` (soonest due first), `closed` or `all` (newest first)"),
        ("after_due" = Option<String>, Query,
            description = "With `open`: `due_on` of the last one of the page before"),
        ("after" = Option<String>, Query, description = "Number of the last one of that page")
    ),
    responses((status = 200, body = Vec<MatterView>))
)]
pub(super) async fn list(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, HallError> {
    let (centre, today, words) = (visit.centre()?, visit.today(), visit.words());
    let views: Vec<MatterView> = visit
        .read(move |read| {
            let filter = MatterFilter { scope: asked.scope(), ..MatterFilter::default() };
            let place = (asked.after_due.as_str(), asked.after.as_str());
            let held = store::list(read, centre, &filter, place, PAGE)?;
            Ok(held.iter().map(|it| matter_view(it, today, words)).collect())
        })
        .await?;
    Ok(visit.json(StatusCode::OK, &views))
}

/// A matter of the centre.
#[utoipa::path(
    get,
    path = "/api/v1/unresolved-matters/{number}",
    tag = "unresolved-matters",
    params(("number" = String, Path, description = "Its number")),
    responses((status = 200, body = MatterView), (status = 404, body = kit::problem::Problem))
)]
pub(super) async fn show(visit: Visit, Path(number): Path<String>) -> Result<Response, HallError> {
    let (held, _) = matter_page::load(&visit, &number).await?;
    let view = matter_view(&held, visit.today(), visit.words());
    Ok(visit.json(StatusCode::OK, &view))
}

/// Takes a matter down.
#[utoipa::path(
    post,
    path = "/api/v1/unresolved-matters",
    tag = "unresolved-matters",
    request_body = MatterBody,
    responses((status = 201, body = ContactDone), (status = 422, body = kit::problem::Problem))
)]
pub(super) async fn create(visit: Visit, body: ApiBody<MatterBody>) -> Result<Response, HallError> {
    let told = body.value;
    let new = NewMatter {
        by: Some(keeper(&visit)?),
        way: way(&told.way)?,
        item: contacts::view::item_code(&told.item),
        obstacles: obstacles(&told.obstacles)?,
        asker: sealed_asker(&visit, &told.name, &told.phone)?,
        words: told.words,
        contact: String::new(),
    };
    report(&visit, &body.once, new).await
}

/// Puts a first contact on the register; it ends with that.
pub(super) async fn from_contact(
    visit: Visit,
    Path(number): Path<String>,
    body: ApiBody<MatterBody>,
) -> Result<Response, HallError> {
    let told = body.value;
    let (held, _) = contacts::load(&visit, &number).await?;
    let new = NewMatter {
        by: Some(keeper(&visit)?),
        way: held.contact.enquiry.way,
        item: contacts::view::item_code(&told.item),
        obstacles: obstacles(&told.obstacles)?,
        words: told.words,
        contact: number,
        asker: Asker::default(),
    };
    report(&visit, &body.once, new).await
}

/// Performs the act that the address names.
pub(super) async fn perform(
    visit: Visit,
    Path(number): Path<String>,
    uri: OriginalUri,
    body: ApiBody<MatterDeedBody>,
) -> Result<Response, HallError> {
    let MatterDeedBody { version, text, remedy, telling } = body.value;
    let by = keeper(&visit)?;
    let deed = match act_of(&uri) {
        "acceptance" => MatterDeed::Accept,
        "follow-ups" => MatterDeed::FollowUp(text),
        "solution" => MatterDeed::Conclude(Conclusion::Solved { how: text }),
        "explanation" => MatterDeed::Conclude(Conclusion::Explained { why_not: text, remedy }),
        "notification" => MatterDeed::Tell(Telling::from_word(&telling).ok_or_else(|| {
            let fault = Phrase::of("没有这种告知方式。", "There is no such way of telling.");
            HallError::invalid("telling", fault)
        })?),
        "reopening" => MatterDeed::Reopen(text),
        _ => return Err(no_such_act()),
    };
    let done = visit
        .act(Power::KeepContacts, &body.once, move |act| {
            actions::perform(act, (&number, version), &by, &deed)
        })
        .await?;
    Ok(visit.json(StatusCode::OK, &ContactDone::from(done)))
}
