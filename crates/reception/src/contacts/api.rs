//! The JSON face of contacts, and what that of matters shares with it.

use super::actions::{self, Deed, Done, NewContact};
use super::asker::Asker;
use super::pages::{asker, colleagues, keeper, show as contact_page, view};
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
use serde::{Deserialize, Serialize};
use threshold::contact::{Answer, Way};
use utoipa::openapi::path::{HttpMethod, OperationBuilder, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::{ContentBuilder, PathItem, Ref, Required, ResponseBuilder};
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(
    paths(list, create, show),
    components(schemas(
        ContactBody,
        ContactView,
        ContactDeedBody,
        ContactDone,
        kit::problem::Problem
    ))
)]
struct Described;

/// Acts on a contact: the last part of the address, and what it is called.
const CONTACT_ACTS: [(&str, &str); 4] = [
    ("/api/v1/contacts/{number}/offer", "Offer it to the next one 移交"),
    ("/api/v1/contacts/{number}/refusal", "Decline the offer or take it back 退回移交"),
    ("/api/v1/contacts/{number}/acceptance", "Accept it 承接"),
    ("/api/v1/contacts/{number}/answer", "Answer it 答复"),
];

/// The addresses of programs.
pub(super) fn routes() -> Routes {
    let (read, keep) = (Power::ReadContacts, Power::KeepContacts);
    let mut routes = Routes::new()
        .get("/api/v1/contacts", read, list)
        .post("/api/v1/contacts", keep, create)
        .get("/api/v1/contacts/{number}", read, show);
    for (address, _) in CONTACT_ACTS {
        routes = routes.post(address, keep, perform);
    }
    routes
}

/// The room's part of the document; acts share one operation, told for each address.
pub(super) fn described() -> utoipa::openapi::OpenApi {
    let mut document = Described::openapi();
    for act in CONTACT_ACTS {
        describe(&mut document, act, ("contacts", "ContactDeedBody"));
    }
    document
}

/// Tells an act in the document: its address, what it is called, its tag and its body.
pub(crate) fn describe(
    document: &mut utoipa::openapi::OpenApi,
    (address, summary): (&str, &str),
    (tag, body): (&str, &str),
) {
    let json =
        |schema: &str| ContentBuilder::new().schema(Some(Ref::from_schema_name(schema))).build();
    let answer = |schema: &str, text: &str| {
        ResponseBuilder::new().description(text).content("application/json", json(schema)).build()
    };
    let number = ParameterBuilder::new()
        .name("number")
        .parameter_in(ParameterIn::Path)
        .required(Required::True)
        .build();
    let name = address.rsplit('/').next().unwrap_or_default();
    let operation = OperationBuilder::new()
        .tag(tag)
        .operation_id(Some(format!("{tag}_{name}").replace('-', "_")))
        .summary(Some(summary.to_owned()))
        .parameter(number)
        .request_body(Some(
            RequestBodyBuilder::new().content("application/json", json(body)).build(),
        ))
        .response("200", answer("ContactDone", "The act was done"))
        .response("409", answer("Problem", "Somebody else acted meanwhile"))
        .response("422", answer("Problem", "A rule said no"))
        .build();
    document.paths.paths.insert(address.to_owned(), PathItem::new(HttpMethod::Post, operation));
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
    /// `answer`: what was said.
    pub text: String,
    /// `answer` with a guide: whose.
    pub item: String,
    /// `answer` that refers elsewhere: the right body.
    pub body: String,
}

/// What an act gives back.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ContactDone {
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

/// What a list is narrowed by.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub(crate) scope: String,
    pub(crate) after: String,
    pub(crate) after_due: String,
}

impl Asked {
    /// Which ones are wanted.
    pub(crate) fn scope(&self) -> store::Scope {
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

/// How it was asked, in person where nothing is said.
pub(crate) fn way(word: &str) -> Result<Way, HallError> {
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

/// Name and phone of a body, sealed.
pub(crate) fn sealed_asker(visit: &Visit, name: &str, phone: &str) -> Result<Asker, HallError> {
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
pub(crate) fn act_of(uri: &OriginalUri) -> &str {
    uri.0.path().rsplit('/').next().unwrap_or_default()
}

/// The refusal of an act that nobody knows.
pub(crate) fn no_such_act() -> HallError {
    HallError::not_found("没有这个动作。", "There is no such act.")
}

/// Performs the act that the address names.
pub(super) async fn perform(
    visit: Visit,
    Path(number): Path<String>,
    uri: OriginalUri,
    body: ApiBody<ContactDeedBody>,
) -> Result<Response, HallError> {
    let ContactDeedBody { version, to, reason, outcome, text, item, body: right } = body.value;
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
