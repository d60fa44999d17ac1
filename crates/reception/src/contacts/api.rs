//! The JSON face of contacts and matters: both can be run by it alone.

use super::actions::{self, Deed, Done, NewContact};
use super::matters::{self, MatterDeed, NewMatter};
use super::pages::{asker, colleagues, keeper, matter, show as contact_page, view};
use super::store;
use super::tally;
use axum::extract::{OriginalUri, Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::Date;
use kit::form::{FormData, FormErrors};
use kit::rights::Power;
use kit::routes::Routes;
use kit::visit::ApiBody;
use kit::{HallError, Phrase, Visit, Words};
use rulebook::breach::Breach;
use rulebook::contact::unresolved::{Conclusion, Obstacle, Owner, Telling};
use rulebook::contact::{Answer, Way};
use serde::{Deserialize, Serialize};
use utoipa::openapi::path::{HttpMethod, OperationBuilder, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::{ContentBuilder, PathItem, Ref, Required, ResponseBuilder};
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(
    paths(list, create, show, list_matters, create_matter, show_matter),
    components(schemas(
        ContactBody,
        ContactView,
        ContactDeedBody,
        MatterBody,
        MatterView,
        MatterDeedBody,
        ContactDone,
        kit::problem::Problem
    ))
)]
struct Described;

/// Acts on a contact: the last part of the address, and what it is called.
const CONTACT_ACTS: [(&str, &str); 5] = [
    ("/api/v1/contacts/{number}/offer", "Offer it to the next one 移交"),
    ("/api/v1/contacts/{number}/refusal", "Decline the offer or take it back 退回移交"),
    ("/api/v1/contacts/{number}/acceptance", "Accept it 承接"),
    ("/api/v1/contacts/{number}/answer", "Answer it 答复"),
    ("/api/v1/contacts/{number}/unresolved-matter", "Put it on the register 转入办不成事"),
];

/// Acts on a matter.
const MATTER_ACTS: [(&str, &str); 6] = [
    ("/api/v1/unresolved-matters/{number}/acceptance", "Accept it 承办"),
    ("/api/v1/unresolved-matters/{number}/follow-ups", "Follow it up 跟进"),
    ("/api/v1/unresolved-matters/{number}/solution", "Record the solution 解决"),
    ("/api/v1/unresolved-matters/{number}/explanation", "Record the explanation 说明"),
    ("/api/v1/unresolved-matters/{number}/notification", "The resident was told 告知"),
    ("/api/v1/unresolved-matters/{number}/reopening", "Reopen it once 重新办理"),
];

/// The addresses of programs.
pub(super) fn routes() -> Routes {
    let (read, keep) = (Power::ReadContacts, Power::KeepContacts);
    let mut routes = Routes::new()
        .get("/api/v1/contacts", read, list)
        .post("/api/v1/contacts", keep, create)
        .get("/api/v1/contacts/{number}", read, show)
        .get("/api/v1/unresolved-matters", read, list_matters)
        .post("/api/v1/unresolved-matters", keep, create_matter)
        .get("/api/v1/unresolved-matters/{number}", read, show_matter);
    for (address, _) in CONTACT_ACTS {
        routes = routes.post(address, keep, perform);
    }
    for (address, _) in MATTER_ACTS {
        routes = routes.post(address, keep, perform_on_matter);
    }
    routes
}

/// The room's part of the document; acts of a kind share one operation, told for each address.
pub(super) fn described() -> utoipa::openapi::OpenApi {
    let mut document = Described::openapi();
    let contacts = CONTACT_ACTS.iter().map(|act| (act, "contacts", "ContactDeedBody"));
    let matters = MATTER_ACTS.iter().map(|act| (act, "unresolved-matters", "MatterDeedBody"));
    for ((address, summary), tag, body) in contacts.chain(matters) {
        let json = |schema: &str| {
            ContentBuilder::new().schema(Some(Ref::from_schema_name(schema))).build()
        };
        let answer = |schema: &str, text: &str| {
            ResponseBuilder::new()
                .description(text)
                .content("application/json", json(schema))
                .build()
        };
        let number = ParameterBuilder::new()
            .name("number")
            .parameter_in(ParameterIn::Path)
            .required(Required::True)
            .build();
        let name = address.rsplit('/').next().unwrap_or_default().replace('-', "_");
        let operation = OperationBuilder::new()
            .tag(tag)
            .operation_id(Some(format!("{}_{name}", tag.replace('-', "_"))))
            .summary(Some((*summary).to_owned()))
            .parameter(number)
            .request_body(Some(
                RequestBodyBuilder::new().content("application/json", json(body)).build(),
            ))
            .response("200", answer("ContactDone", "The act was done"))
            .response("409", answer("Problem", "Somebody else acted meanwhile"))
            .response("422", answer("Problem", "A rule said no"))
            .build();
        let item = PathItem::new(HttpMethod::Post, operation);
        document.paths.paths.insert((*address).to_owned(), item);
    }
    document
}

/// Somebody asked something.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ContactBody {
    /// `walk_in` (the default), `telephone`, `online` or `kiosk`.
    pub way: String,
    /// Item code; empty where none fits.
    pub item: String,
    /// What was asked, in words.
    pub words: String,
    /// The ticket it came with.
    pub ticket: String,
    /// Name of whoever asked; may be left out.
    pub name: String,
    /// Phone; may be left out.
    pub phone: String,
}

/// What an act on a contact needs.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ContactDeedBody {
    /// The version that was looked at; 0 for whatever it is now.
    pub version: i64,
    /// `offer`: `person:ACCOUNT` or `department:KEY`.
    pub to: String,
    /// `offer`, `refusal`: why.
    pub reason: String,
    /// `answer`: `answered`, `guide_given` or `referred_elsewhere`.
    pub outcome: String,
    /// `answer`: what was said. `unresolved-matter`: in the resident's words.
    pub text: String,
    /// `answer` with a guide: whose.
    pub item: String,
    /// `answer` that refers elsewhere: the right body.
    pub body: String,
    /// `unresolved-matter`: what stood in the way, by word.
    pub obstacles: Vec<String>,
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

/// What an act gives back.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct ContactDone {
    /// Its number.
    pub number: String,
    /// Where it stands now.
    pub stage: String,
    /// Its version.
    pub version: i64,
}

impl From<Done> for ContactDone {
    fn from(done: Done) -> Self {
        let Done { number, stage, version } = done;
        Self { number, stage, version }
    }
}

/// A first contact, masked.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct ContactView {
    /// Its number.
    pub number: String,
    /// Where it stands.
    pub stage: String,
    /// What was asked: the item's name or the visitor's words.
    pub asked: String,
    /// Item code; may be empty.
    pub item: String,
    /// Name of whoever answers for it; once it is over, of whoever ended it.
    pub keeper: String,
    /// Account of whoever answers for it; 0 once it is over.
    pub keeper_account: i64,
    /// To whom it is offered; empty where it is not.
    pub offered_to: String,
    /// Name of whoever asked, masked; may be empty.
    pub asker: String,
    /// The day on which an answer is due.
    #[schema(value_type = String, format = Date)]
    pub due_on: Date,
    /// `green`, `amber` or `red`.
    pub light: String,
    /// Its version, for the next act.
    pub version: i64,
}

fn contact_view(held: &store::Held, today: Date, words: Words) -> ContactView {
    let line = view::line(held, today, words);
    let contact = &held.contact;
    ContactView {
        number: line.number,
        stage: contact.stage().word().to_owned(),
        asked: line.asked,
        item: contact.enquiry.item.clone(),
        keeper: line.keeper,
        keeper_account: contact.responsible().map_or(0, |it| it.account),
        offered_to: contact.offered_to().map(|to| to.name().to_owned()).unwrap_or_default(),
        asker: held.asker.masked.clone(),
        due_on: contact.due_on,
        light: line.light.class.to_owned(),
        version: held.version,
    }
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

fn matter_view(held: &store::matters::HeldMatter, today: Date, words: Words) -> MatterView {
    let line = view::matter_line(held, today, words);
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

/// What a list is narrowed by.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    scope: String,
    after: String,
    after_due: String,
}

impl Asked {
    fn scope(&self) -> store::Scope {
        match self.scope.as_str() {
            "open" => store::Scope::Open,
            "closed" => store::Scope::Closed,
            _ => store::Scope::All,
        }
    }
}

const PAGE: u32 = 100;

/// First contacts of the centre, page by page.
#[utoipa::path(
    get,
    path = "/api/v1/contacts",
    tag = "contacts",
    params(
        ("scope" = Option<String>, Query,
            description = "`open` (soonest due first), `closed` or `all` (newest first)"),
        ("after_due" = Option<String>, Query,
            description = "With `open`: `due_on` of the last one of the page before"),
        ("after" = Option<String>, Query, description = "Number of the last one of that page")
    ),
    responses((status = 200, body = Vec<ContactView>))
)]
pub(super) async fn list(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, HallError> {
    let (centre, today, words) = (visit.centre()?, visit.today(), visit.words());
    let views: Vec<ContactView> = visit
        .read(move |read| {
            let filter = store::Filter { scope: asked.scope(), ..store::Filter::default() };
            let place = (asked.after_due.as_str(), asked.after.as_str());
            let held = store::list(read, centre, &filter, place, PAGE)?;
            Ok(held.iter().map(|it| contact_view(it, today, words)).collect())
        })
        .await?;
    Ok(visit.json(StatusCode::OK, &views))
}

/// A first contact of the centre.
#[utoipa::path(
    get,
    path = "/api/v1/contacts/{number}",
    tag = "contacts",
    params(("number" = String, Path, description = "Its number")),
    responses((status = 200, body = ContactView), (status = 404, body = kit::problem::Problem))
)]
pub(super) async fn show(visit: Visit, Path(number): Path<String>) -> Result<Response, HallError> {
    let (held, _) = contact_page::load(&visit, &number).await?;
    let view = contact_view(&held, visit.today(), visit.words());
    Ok(visit.json(StatusCode::OK, &view))
}

fn way(word: &str) -> Result<Way, HallError> {
    if word.is_empty() {
        return Ok(Way::WalkIn);
    }
    Way::from_word(word).ok_or_else(|| {
        let words: Vec<&str> = Way::ALL.iter().map(|it| it.word()).collect();
        let words = words.join(", ");
        let fault =
            Phrase::new(format!("way 只能是 {words}。"), format!("“way” is one of {words}."));
        HallError::invalid("way", fault)
    })
}

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

/// Name and phone of a body, sealed.
fn sealed_asker(visit: &Visit, name: &str, phone: &str) -> Result<super::asker::Asker, HallError> {
    let mut errors = FormErrors::new();
    let pairs = vec![("name".into(), name.into()), ("phone".into(), phone.into())];
    let asker = asker(visit, &FormData::from_pairs(pairs), &mut errors);
    if errors.is_empty() { Ok(asker) } else { Err(HallError::Invalid(errors)) }
}

/// Opens a first contact; whoever's token it is answers for it.
#[utoipa::path(
    post,
    path = "/api/v1/contacts",
    tag = "contacts",
    request_body = ContactBody,
    responses((status = 201, body = ContactDone), (status = 422, body = kit::problem::Problem))
)]
pub(super) async fn create(
    visit: Visit,
    body: ApiBody<ContactBody>,
) -> Result<Response, HallError> {
    let asked = body.value;
    let new = NewContact {
        by: keeper(&visit)?,
        way: way(&asked.way)?,
        item: view::item_code(&asked.item),
        asker: sealed_asker(&visit, &asked.name, &asked.phone)?,
        words: asked.words,
        ticket: asked.ticket,
    };
    let done =
        visit.act(Power::KeepContacts, &body.once, move |act| actions::open(act, &new)).await?;
    tally::refresh(&visit.hall, visit.centre()?).await?;
    Ok(visit.json(StatusCode::CREATED, &ContactDone::from(done)))
}

/// The act that an address names by its last part.
fn act_of(uri: &OriginalUri) -> &str {
    uri.0.path().rsplit('/').next().unwrap_or_default()
}

fn no_such_act() -> HallError {
    HallError::not_found("没有这个动作。", "There is no such act.")
}

/// Performs the act that the address names.
pub(super) async fn perform(
    visit: Visit,
    Path(number): Path<String>,
    uri: OriginalUri,
    body: ApiBody<ContactDeedBody>,
) -> Result<Response, HallError> {
    let ContactDeedBody { version, to, reason, outcome, text, item, body: right, obstacles: found } =
        body.value;
    let by = keeper(&visit)?;
    let deed = match act_of(&uri) {
        "offer" => {
            let next = colleagues::of_value(colleagues::all(&visit).await?, &to);
            let to =
                next.ok_or_else(|| HallError::invalid("to", Breach::OfferedToNobody.phrase()))?;
            Deed::Offer { to, reason }
        }
        "refusal" => Deed::Decline(reason),
        "acceptance" => Deed::Accept,
        "answer" => Deed::Answer(match outcome.as_str() {
            "guide_given" => Answer::GuideGiven { item: view::item_code(&item), text },
            "referred_elsewhere" => Answer::ReferredElsewhere { body: right, text },
            _ => Answer::Answered { text },
        }),
        "unresolved-matter" => {
            let (held, _) = contact_page::load(&visit, &number).await?;
            let new = NewMatter {
                by: Some(by),
                way: held.contact.enquiry.way,
                item: String::new(),
                obstacles: obstacles(&found)?,
                words: text,
                contact: number,
                asker: super::asker::Asker::default(),
            };
            return report(&visit, &body.once, new).await;
        }
        _ => return Err(no_such_act()),
    };
    let done = visit
        .act(Power::KeepContacts, &body.once, move |act| {
            actions::perform(act, (&number, version), &by, &deed)
        })
        .await?;
    tally::refresh(&visit.hall, visit.centre()?).await?;
    Ok(visit.json(StatusCode::OK, &ContactDone::from(done)))
}

async fn report(
    visit: &Visit,
    once: &kit::visit::Once,
    new: NewMatter,
) -> Result<Response, HallError> {
    let status = if new.contact.is_empty() { StatusCode::CREATED } else { StatusCode::OK };
    let done = visit.act(Power::KeepContacts, once, move |act| matters::report(act, &new)).await?;
    tally::refresh(&visit.hall, visit.centre()?).await?;
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
pub(super) async fn list_matters(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let (centre, today, words) = (visit.centre()?, visit.today(), visit.words());
    let views: Vec<MatterView> = visit
        .read(move |read| {
            let filter =
                store::matters::MatterFilter { scope: asked.scope(), ..Default::default() };
            let place = (asked.after_due.as_str(), asked.after.as_str());
            let held = store::matters::list(read, centre, &filter, place, PAGE)?;
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
pub(super) async fn show_matter(
    visit: Visit,
    Path(number): Path<String>,
) -> Result<Response, HallError> {
    let (held, _) = matter::load(&visit, &number).await?;
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
pub(super) async fn create_matter(
    visit: Visit,
    body: ApiBody<MatterBody>,
) -> Result<Response, HallError> {
    let told = body.value;
    let new = NewMatter {
        by: Some(keeper(&visit)?),
        way: way(&told.way)?,
        item: view::item_code(&told.item),
        obstacles: obstacles(&told.obstacles)?,
        asker: sealed_asker(&visit, &told.name, &told.phone)?,
        words: told.words,
        contact: String::new(),
    };
    report(&visit, &body.once, new).await
}

/// Performs the act that the address names.
pub(super) async fn perform_on_matter(
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
            matters::perform(act, (&number, version), &by, &deed)
        })
        .await?;
    Ok(visit.json(StatusCode::OK, &ContactDone::from(done)))
}
