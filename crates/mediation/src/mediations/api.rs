//! The JSON face of mediations.

use super::actions::{self, Done};
use super::draft::{deed, new_mediation};
use super::pages::show::load;
use super::pages::view;
use super::store::{self, Held, Scope};
use axum::extract::{OriginalUri, Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::Date;
use kit::form::FormData;
use kit::rights::Power;
use kit::routes::Routes;
use kit::visit::ApiBody;
use kit::{HallError, Visit, Words};
use serde::{Deserialize, Serialize};
use utoipa::openapi::path::{HttpMethod, OperationBuilder, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::{ContentBuilder, PathItem, Ref, Required, ResponseBuilder};
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(
    paths(list, create, show),
    components(schemas(
        MediationBody,
        PartyBody,
        MediationView,
        MediationDeedBody,
        TermBody,
        MediationDone,
        kit::problem::Problem
    ))
)]
struct Described;

/// Acts on a mediation: the address, and what it is called.
const ACTS: [(&str, &str); 12] = [
    ("/api/v1/mediations/{number}/consents", "Hear a party 征求意见"),
    ("/api/v1/mediations/{number}/mediators", "Name the mediators 确定调解员"),
    ("/api/v1/mediations/{number}/sessions", "Set a session 约定调解会"),
    ("/api/v1/mediations/{number}/session-records", "Record a session 登记调解笔录"),
    ("/api/v1/mediations/{number}/session-cancellations", "Call a session off 取消调解会"),
    ("/api/v1/mediations/{number}/agreement", "Record the agreement 登记协议"),
    ("/api/v1/mediations/{number}/performance", "Note what was performed 登记履行"),
    ("/api/v1/mediations/{number}/revisits", "Note a re-visit 登记回访"),
    ("/api/v1/mediations/{number}/confirmation", "Ask for judicial confirmation 申请司法确认"),
    ("/api/v1/mediations/{number}/ruling", "Note the ruling 登记司法确认结果"),
    ("/api/v1/mediations/{number}/termination", "End it 终止调解"),
    ("/api/v1/mediations/{number}/archive", "Archive the file 归档"),
];

/// The addresses of programs.
pub(super) fn routes() -> Routes {
    let (read, keep) = (Power::ReadCases, Power::HandleCases);
    let mut routes = Routes::new()
        .get("/api/v1/mediations", read, list)
        .post("/api/v1/mediations", keep, create)
        .get("/api/v1/mediations/{number}", read, show);
    for (address, _) in ACTS {
        routes = routes.post(address, keep, perform);
    }
    routes
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
        let name = address.rsplit('/').next().unwrap_or_default();
        let body = RequestBodyBuilder::new().content("application/json", json("MediationDeedBody"));
        let operation = OperationBuilder::new()
            .tag("mediations")
            .operation_id(Some(format!("mediations_{name}").replace('-', "_")))
            .summary(Some(summary.to_owned()))
            .parameter(number)
            .request_body(Some(body.build()))
            .response("200", answer("MediationDone", "The act was done"))
            .response("409", answer("Problem", "Somebody else acted meanwhile"))
            .response("422", answer("Problem", "A rule said no"))
            .build();
        document.paths.paths.insert(address.to_owned(), PathItem::new(HttpMethod::Post, operation));
    }
    document
}

/// A party to a dispute.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PartyBody {
    /// `A1` or `A2` on one side, `B1` or `B2` on the other.
    pub key: String,
    /// Name.
    pub name: String,
    /// Phone; may be left out.
    pub phone: String,
    /// Identity number; may be left out.
    pub identity: String,
}

/// A dispute to be entered.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct MediationBody {
    /// Code of an item of mediation.
    pub item: String,
    /// Number of the case it belongs to; may be left out.
    pub case: String,
    /// `written`, `oral`, `committee` or `referred`.
    pub origin: String,
    /// `boundary`, `wages`, `neighbours`, `family`, `damages`, `debt` or `other`.
    pub dispute: String,
    /// What it is about, and what is wanted; kept sealed.
    pub matter: String,
    /// Both sides.
    pub parties: Vec<PartyBody>,
}

/// A term of an agreement.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct TermBody {
    /// What is agreed; kept sealed.
    pub words: String,
    /// Key of the party that performs it.
    pub by: String,
    /// Until when, `YYYY-MM-DD`.
    pub due_on: String,
}

/// What an act on a mediation needs; each act reads its own fields.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct MediationDeedBody {
    /// The version that was looked at; 0 for whatever it is now.
    pub version: i64,
    /// `consents`: key of the party.
    pub party: String,
    /// `consents`: `given` or `refused`.
    pub consent: String,
    /// `mediators`: names, with commas between.
    pub mediators: String,
    /// `mediators`: `parties` or `committee`.
    pub choice: String,
    /// `sessions`: the day.
    pub day: String,
    /// `sessions`: the time, `HH:MM`.
    pub time: String,
    /// `sessions`: where.
    pub place: String,
    /// `session-records`, `session-cancellations`: which session.
    pub session: String,
    /// `session-records`: keys of who came.
    pub came: Vec<String>,
    /// `session-records`: what was said; kept sealed.
    pub record: String,
    /// `session-cancellations`: why.
    pub reason: String,
    /// `agreement`: `written` or `oral`.
    pub form: String,
    /// `agreement`: what was agreed.
    pub terms: Vec<TermBody>,
    /// `agreement`: keys of who signed or agreed.
    pub signed: Vec<String>,
    /// `agreement`: day of the re-visit.
    pub revisit_on: String,
    /// `performance`: which term, from 1.
    pub term: String,
    /// `performance`, `revisits`: `full`, `part` or `none`.
    pub outcome: String,
    /// `performance`, `revisits`: what was said; kept sealed.
    pub told: String,
    /// `ruling`: `confirmed` or `dismissed`.
    pub ruling: String,
    /// `ruling`: number of the document.
    pub document: String,
    /// `termination`: `refused`, `failed`, `withdrawn` or `unfit`.
    pub why: String,
    /// `termination`: `arbitration`, `authority`, `court`.
    pub ways: Vec<String>,
}

impl MediationDeedBody {
    /// The body as the form would have said it.
    fn typed(self) -> FormData {
        let mut pairs: Vec<(String, String)> = [
            ("party", self.party),
            ("consent", self.consent),
            ("mediators", self.mediators),
            ("choice", self.choice),
            ("day", self.day),
            ("time", self.time),
            ("place", self.place),
            ("session", self.session.clone()),
            ("called_off", self.session),
            ("record", self.record),
            ("reason", self.reason),
            ("form", self.form),
            ("revisit_on", self.revisit_on),
            ("term", self.term),
            ("outcome", self.outcome.clone()),
            ("finding", self.outcome),
            ("told", self.told.clone()),
            ("said", self.told),
            ("ruling", self.ruling),
            ("document", self.document),
            ("why", self.why),
        ]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
        let lists = [("came", self.came), ("signed", self.signed), ("ways", self.ways)];
        for (name, all) in lists {
            pairs.extend(all.into_iter().map(|value| (name.to_owned(), value)));
        }
        for (place, term) in self.terms.into_iter().enumerate() {
            let named = |name: &str| format!("{name}_{}", place + 1);
            pairs.push((named("term"), term.words));
            pairs.push((named("by"), term.by));
            pairs.push((named("due"), term.due_on));
        }
        FormData::from_pairs(pairs)
    }
}

/// What an act gives back.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct MediationDone {
    /// Its number.
    pub number: String,
    /// Where it stands now.
    pub stage: String,
    /// Its version.
    pub version: i64,
}

impl From<Done> for MediationDone {
    fn from(done: Done) -> Self {
        let Done { number, stage, version } = done;
        Self { number, stage, version }
    }
}

/// A mediation, masked, without what was said.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct MediationView {
    /// Its number.
    pub number: String,
    /// Where it stands.
    pub stage: String,
    /// Kind of dispute.
    pub dispute: String,
    /// Item code.
    pub item: String,
    /// Number of its case; may be empty.
    pub case: String,
    /// The parties, masked.
    pub parties: String,
    /// Who mediates.
    pub mediators: Vec<String>,
    /// What is due next: `session`, `limit`, `term` or `revisit`; empty where nothing is.
    pub due: String,
    /// The day on which it is due; empty where nothing is.
    pub due_on: String,
    /// `green`, `amber` or `red`.
    pub light: String,
    /// Its version, for the next act.
    pub version: i64,
}

fn seen(held: &Held, today: Date, words: Words) -> MediationView {
    let it = &held.mediation;
    let due = it.next_due();
    MediationView {
        number: held.number.clone(),
        stage: it.stage().word().to_owned(),
        dispute: it.about.dispute.word().to_owned(),
        item: it.about.item.clone(),
        case: it.about.case.clone(),
        parties: view::sides(&held.parties, words),
        mediators: it.mediators.iter().map(|it| it.name.clone()).collect(),
        due: due.map(|(due, _)| due.word().to_owned()).unwrap_or_default(),
        due_on: due.map(|(_, day)| day.to_string()).unwrap_or_default(),
        light: view::light(it, today, words).0.to_owned(),
        version: held.version,
    }
}

/// What a list is narrowed by.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    after: String,
}

const PAGE: u32 = 100;

/// Mediations of the centre, newest first, page by page.
#[utoipa::path(
    get,
    path = "/api/v1/mediations",
    tag = "mediations",
    params(
        ("after" = Option<String>, Query,
            description = "Number of the last one of the page before")
    ),
    responses((status = 200, body = Vec<MediationView>))
)]
pub(super) async fn list(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, HallError> {
    let (centre, today, words) = (visit.centre()?, visit.today(), visit.words());
    let views: Vec<MediationView> = visit
        .read(move |read| {
            let held = store::newest(read, centre, Scope::All, &asked.after, PAGE)?;
            Ok(held.iter().map(|it| seen(it, today, words)).collect())
        })
        .await?;
    Ok(visit.json(StatusCode::OK, &views))
}

/// A mediation of the centre.
#[utoipa::path(
    get,
    path = "/api/v1/mediations/{number}",
    tag = "mediations",
    params(("number" = String, Path, description = "Its number")),
    responses((status = 200, body = MediationView), (status = 404, body = kit::problem::Problem))
)]
pub(super) async fn show(visit: Visit, Path(number): Path<String>) -> Result<Response, HallError> {
    let (held, _) = load(&visit, &number).await?;
    Ok(visit.json(StatusCode::OK, &seen(&held, visit.today(), visit.words())))
}

/// Enters a dispute.
#[utoipa::path(
    post,
    path = "/api/v1/mediations",
    tag = "mediations",
    request_body = MediationBody,
    responses((status = 201, body = MediationDone), (status = 422, body = kit::problem::Problem))
)]
pub(super) async fn create(
    visit: Visit,
    body: ApiBody<MediationBody>,
) -> Result<Response, HallError> {
    let MediationBody { item, case, origin, dispute, matter, parties } = body.value;
    let said = [
        ("item", item),
        ("case", case),
        ("origin", origin),
        ("dispute", dispute),
        ("matter", matter),
    ];
    let mut pairs: Vec<(String, String)> =
        said.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    for PartyBody { key, name, phone, identity } in parties {
        pairs.push((format!("name_{key}"), name));
        pairs.push((format!("phone_{key}"), phone));
        pairs.push((format!("identity_{key}"), identity));
    }
    let new = new_mediation(&FormData::from_pairs(pairs), &visit.hall.vault)?;
    let done =
        visit.act(Power::HandleCases, &body.once, move |act| actions::open(act, &new)).await?;
    Ok(visit.json(StatusCode::CREATED, &MediationDone::from(done)))
}

/// Performs the act that the address names.
pub(super) async fn perform(
    visit: Visit,
    Path(number): Path<String>,
    uri: OriginalUri,
    body: ApiBody<MediationDeedBody>,
) -> Result<Response, HallError> {
    let word = uri.0.path().rsplit('/').next().unwrap_or_default().to_owned();
    let seen = body.value.version;
    let deed = deed(&word, &body.value.typed(), &visit.hall.vault)?;
    let done = visit
        .act(Power::HandleCases, &body.once, move |act| {
            actions::perform(act, (&number, seen), &deed)
        })
        .await?;
    Ok(visit.json(StatusCode::OK, &MediationDone::from(done)))
}
