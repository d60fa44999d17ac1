//! The JSON face of the household register.

use super::actions::{self, Done};
use super::draft::{deed, new_application};
use super::pages::act::power;
use super::pages::household::load as load_household;
use super::pages::show::load;
use super::record::LineFile;
use super::store::{self, Held, HeldEntry, HeldHousehold};
use axum::extract::{OriginalUri, Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::FormData;
use kit::rights::Power;
use kit::routes::Routes;
use kit::visit::ApiBody;
use kit::{HallError, Visit};
use serde::{Deserialize, Serialize};
use utoipa::openapi::path::{HttpMethod, OperationBuilder, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::{ContentBuilder, PathItem, Ref, Required, ResponseBuilder};
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(
    paths(list, create, show, households, household),
    components(schemas(
        RegisterBody,
        RegisterDeedBody,
        RegisterView,
        RegisterDone,
        HouseholdView,
        HouseholdMemberView,
        RegisterEntryView,
        RegisterLineView,
        kit::problem::Problem
    ))
)]
struct Described;

/// Acts on an application: the address, and what it is called.
const ACTS: [(&str, &str); 6] = [
    ("/api/v1/registers/{number}/papers", "Check papers 核对材料"),
    ("/api/v1/registers/{number}/sending", "Send it to the police station 报派出所"),
    ("/api/v1/registers/{number}/answer", "Note the answer of the police station 派出所答复"),
    ("/api/v1/registers/{number}/withdrawal", "Withdraw it 撤回申报"),
    ("/api/v1/registers/{number}/entry", "Make the entry 当场登记"),
    ("/api/v1/registers/{number}/refusal", "Refuse the entry 不予登记"),
];

/// The addresses of programs.
pub(super) fn routes() -> Routes {
    let (read, keep) = (Power::ReadRegisters, Power::KeepRegisters);
    let mut routes = Routes::new()
        .get("/api/v1/registers", read, list)
        .post("/api/v1/registers", keep, create)
        .get("/api/v1/registers/{number}", read, show)
        .get("/api/v1/households", read, households)
        .get("/api/v1/households/{household}", read, household);
    for (address, _) in ACTS {
        routes = routes.post(address, power(last(address)), perform);
    }
    routes
}

fn last(address: &str) -> &str {
    address.rsplit('/').next().unwrap_or_default()
}

/// The room's part of the document; acts share one operation, told for each address.
pub(super) fn described() -> utoipa::openapi::OpenApi {
    let mut document = Described::openapi();
    for (address, summary) in ACTS {
        let json = |schema: &str| {
            ContentBuilder::new().schema(Some(Ref::from_schema_name(schema))).build()
        };
        let answer = |schema: &str, text: &str| {
            let told = ResponseBuilder::new().description(text);
            told.content("application/json", json(schema)).build()
        };
        let number = ParameterBuilder::new()
            .name("number")
            .parameter_in(ParameterIn::Path)
            .required(Required::True)
            .build();
        let body = RequestBodyBuilder::new().content("application/json", json("RegisterDeedBody"));
        let operation = OperationBuilder::new()
            .tag("registers")
            .operation_id(Some(format!("registers_{}", last(address))))
            .summary(Some(summary.to_owned()))
            .parameter(number)
            .request_body(Some(body.build()))
            .response("200", answer("RegisterDone", "The act was done"))
            .response("409", answer("Problem", "Somebody else acted meanwhile"))
            .response("422", answer("Problem", "A rule said no"))
            .build();
        document.paths.paths.insert(address.to_owned(), PathItem::new(HttpMethod::Post, operation));
    }
    document
}

/// An application to be filed; each kind reads its own fields.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RegisterBody {
    /// `founding`, `birth`, `death`, `move-in`, `move-out`, `correction`, `head` or `split`.
    pub item: String,
    /// Number of the household; left out for a founding.
    pub household: String,
    /// The day on which it happened, `YYYY-MM-DD`.
    pub happened_on: String,
    /// Why it is late, where it is.
    pub late_reason: String,
    /// Code of the item whose papers are checked; may be left out.
    pub code: String,
    /// Number of the case it belongs to; may be left out.
    pub case: String,
    /// Founding, birth, move in: the name; kept sealed.
    pub name: String,
    /// The identity number; may be left out for a newborn.
    pub identity: String,
    /// `male` or `female`.
    pub sex: String,
    /// Day of birth; of a newborn it is the day on which it happened.
    pub born: String,
    /// `spouse`, `child`, `parent`, `grandchild`, `grandparent`, `sibling` or `other`.
    pub relation: String,
    /// Founding: `family` or `collective`.
    pub kind: String,
    /// Founding, split: the address; kept sealed.
    pub address: String,
    /// Moves: from or to where; kept sealed.
    pub place: String,
    /// Key of the member.
    pub member: String,
    /// Split: keys of those who go.
    pub members: Vec<String>,
    /// Split: key of the new head.
    pub head: String,
    /// Correction: `name`, `identity`, `relation` or `address`.
    pub field: String,
    /// Correction: what is to stand there; kept sealed.
    pub value: String,
}

/// What an act on an application needs; each act reads its own fields.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RegisterDeedBody {
    /// The version that was looked at; 0 for whatever it is now.
    pub version: i64,
    /// `papers`: keys of all that were checked.
    pub papers: Vec<String>,
    /// `sending`: the number under which it is sent.
    pub reference: String,
    /// `answer`: `granted` or `refused`.
    pub answer: String,
    /// `answer`: its words; `refusal`, `withdrawal`: why.
    pub words: String,
}

/// What an act on an application gives back.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct RegisterDone {
    /// Its number.
    pub number: String,
    /// `filed`, `sent`, `entered`, `refused` or `withdrawn`.
    pub stage: String,
    /// Number of the entry; empty until there is one.
    pub entry: String,
    /// Number of the household.
    pub household: String,
    /// Its version.
    pub version: i64,
}

impl From<Done> for RegisterDone {
    fn from(done: Done) -> Self {
        let Done { number, stage, entry, household, version } = done;
        Self { number, stage, entry, household, version }
    }
}

/// An application, masked.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct RegisterView {
    /// Its number.
    pub number: String,
    /// What for.
    pub item: String,
    /// Where it stands.
    pub stage: String,
    /// Number of the household.
    pub household: String,
    /// The day on which it happened.
    pub happened_on: String,
    /// Whether it was filed late.
    pub is_late: bool,
    /// Keys of papers that are to be checked.
    pub papers: Vec<String>,
    /// Keys of papers that were checked.
    pub checked: Vec<String>,
    /// Its version, for the next act.
    pub version: i64,
}

fn seen(held: &Held) -> RegisterView {
    RegisterView {
        number: held.number.clone(),
        item: held.filed.item.clone(),
        stage: held.application.stage().word().to_owned(),
        household: held.household.clone(),
        happened_on: held.filed.happened_on.to_string(),
        is_late: held.filed.is_late,
        papers: held.filed.papers.iter().map(|it| it.key.clone()).collect(),
        checked: held.checked.clone(),
        version: held.version,
    }
}

/// Somebody of a household, masked.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct HouseholdMemberView {
    /// Key within the household.
    pub key: u16,
    /// Name, masked.
    pub name: String,
    /// Identity number, masked; empty where there is none yet.
    pub identity: String,
    /// How related to the head.
    pub relation: String,
    /// Why no longer there; empty where still a member.
    pub gone: String,
}

/// A line of an entry, masked.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct RegisterLineView {
    /// What it is about.
    pub about: String,
    /// What stands there.
    pub text: String,
}

/// An entry with before and after, masked.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct RegisterEntryView {
    /// Its number.
    pub number: String,
    /// What for.
    pub item: String,
    /// Number of the application.
    pub application: String,
    /// What stood there before.
    pub before: Vec<RegisterLineView>,
    /// What stands there afterwards.
    pub after: Vec<RegisterLineView>,
}

/// A household, masked.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct HouseholdView {
    /// Its number.
    pub number: String,
    /// `family` or `collective`.
    pub kind: String,
    /// Address, masked.
    pub address: String,
    /// Whether nobody is left.
    pub is_closed: bool,
    /// Everybody who is or was a member.
    pub members: Vec<HouseholdMemberView>,
    /// Its entries, newest first; left out of the list.
    pub entries: Vec<RegisterEntryView>,
}

fn seen_household(held: &HeldHousehold, entries: &[HeldEntry]) -> HouseholdView {
    let member = |it: &super::record::MemberFile| HouseholdMemberView {
        key: it.key,
        name: it.person.name.masked.clone(),
        identity: it.person.identity.masked.clone(),
        relation: it.relation.clone(),
        gone: it.gone.as_ref().map(|(why, _)| why.clone()).unwrap_or_default(),
    };
    let line = |it: &LineFile| RegisterLineView {
        about: it.about.clone(),
        text: if it.word.is_empty() { it.text.masked.clone() } else { it.word.clone() },
    };
    let entry = |it: &HeldEntry| RegisterEntryView {
        number: it.number.clone(),
        item: it.facts.item.clone(),
        application: it.application.clone(),
        before: it.facts.before.iter().map(line).collect(),
        after: it.facts.after.iter().map(line).collect(),
    };
    HouseholdView {
        number: held.number.clone(),
        kind: held.file.kind.clone(),
        address: held.file.address.masked.clone(),
        is_closed: held.is_closed,
        members: held.file.members.iter().map(member).collect(),
        entries: entries.iter().map(entry).collect(),
    }
}

/// What a list is narrowed by.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    stage: String,
    item: String,
    after: String,
}

const PAGE: u32 = 100;

/// Applications of the centre, newest first, page by page.
#[utoipa::path(
    get,
    path = "/api/v1/registers",
    tag = "registers",
    params(
        ("stage" = Option<String>, Query, description = "Where they stand"),
        ("item" = Option<String>, Query, description = "What for"),
        ("after" = Option<String>, Query,
            description = "Number of the last one of the page before")
    ),
    responses((status = 200, body = Vec<RegisterView>))
)]
pub(super) async fn list(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, HallError> {
    let centre = visit.centre()?;
    let views: Vec<RegisterView> = visit
        .read(move |read| {
            let by = (asked.stage.as_str(), asked.item.as_str());
            let held = store::applications(read, centre, by, &asked.after, PAGE)?;
            Ok(held.iter().map(seen).collect())
        })
        .await?;
    Ok(visit.json(StatusCode::OK, &views))
}

/// An application of the centre.
#[utoipa::path(
    get,
    path = "/api/v1/registers/{number}",
    tag = "registers",
    params(("number" = String, Path, description = "Its number")),
    responses((status = 200, body = RegisterView), (status = 404, body = kit::problem::Problem))
)]
pub(super) async fn show(visit: Visit, Path(number): Path<String>) -> Result<Response, HallError> {
    let loaded = load(&visit, &number).await?;
    Ok(visit.json(StatusCode::OK, &seen(&loaded.held)))
}

/// Households of the centre, newest first, page by page.
#[utoipa::path(
    get,
    path = "/api/v1/households",
    tag = "registers",
    params(
        ("after" = Option<String>, Query,
            description = "Number of the last one of the page before")
    ),
    responses((status = 200, body = Vec<HouseholdView>))
)]
pub(super) async fn households(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let centre = visit.centre()?;
    let views: Vec<HouseholdView> = visit
        .read(move |read| {
            let held = store::households(read, centre, "", &asked.after, PAGE)?;
            Ok(held.iter().map(|it| seen_household(it, &[])).collect())
        })
        .await?;
    Ok(visit.json(StatusCode::OK, &views))
}

/// A household of the centre with its entries.
#[utoipa::path(
    get,
    path = "/api/v1/households/{household}",
    tag = "registers",
    params(("household" = String, Path, description = "Its number")),
    responses((status = 200, body = HouseholdView), (status = 404, body = kit::problem::Problem))
)]
pub(super) async fn household(
    visit: Visit,
    Path(number): Path<String>,
) -> Result<Response, HallError> {
    let (held, entries) = load_household(&visit, &number).await?;
    Ok(visit.json(StatusCode::OK, &seen_household(&held, &entries)))
}

/// Files an application.
#[utoipa::path(
    post,
    path = "/api/v1/registers",
    tag = "registers",
    request_body = RegisterBody,
    responses((status = 201, body = RegisterDone), (status = 422, body = kit::problem::Problem))
)]
pub(super) async fn create(
    visit: Visit,
    body: ApiBody<RegisterBody>,
) -> Result<Response, HallError> {
    let it = body.value;
    let mut pairs: Vec<(String, String)> = [
        ("for", it.item),
        ("household", it.household),
        ("happened_on", it.happened_on),
        ("late_reason", it.late_reason),
        ("code", it.code),
        ("case", it.case),
        ("name", it.name),
        ("identity", it.identity),
        ("sex", it.sex),
        ("born", it.born),
        ("relation", it.relation),
        ("kind", it.kind),
        ("address", it.address),
        ("place", it.place),
        ("member", it.member),
        ("head", it.head),
        ("field", it.field),
        ("value", it.value),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect();
    pairs.extend(it.members.into_iter().map(|key| ("members".to_owned(), key)));
    let new = new_application(&FormData::from_pairs(pairs), &visit.hall.vault)?;
    let file = move |act: &mut kit::db::Act<'_>| actions::file(act, &new);
    let done = visit.act(Power::KeepRegisters, &body.once, file).await?;
    Ok(visit.json(StatusCode::CREATED, &RegisterDone::from(done)))
}

/// Performs the act that the address names.
pub(super) async fn perform(
    visit: Visit,
    Path(number): Path<String>,
    uri: OriginalUri,
    body: ApiBody<RegisterDeedBody>,
) -> Result<Response, HallError> {
    let word = last(uri.0.path()).to_owned();
    let RegisterDeedBody { version, papers, reference, answer, words } = body.value;
    let mut pairs = vec![
        ("reference".to_owned(), reference),
        ("answer".to_owned(), answer),
        ("answer_words".to_owned(), words.clone()),
        ("refusal_reason".to_owned(), words.clone()),
        ("withdrawal_reason".to_owned(), words),
    ];
    pairs.extend(papers.into_iter().map(|key| ("papers".to_owned(), key)));
    let deed = deed(&word, &FormData::from_pairs(pairs))?;
    let perform =
        move |act: &mut kit::db::Act<'_>| actions::perform(act, (&number, version), &deed);
    let done = visit.act(power(&word), &body.once, perform).await?;
    Ok(visit.json(StatusCode::OK, &RegisterDone::from(done)))
}
