//! The JSON face of cases: a whole case can be run by it alone.

mod bodies;

use super::actions::{self, Done};
use super::competence;
use super::deed::Deed;
use super::handing::{self, CertificateRecord, DeliveryBody, HandoverDraft};
use super::handover::{self, Service};
use super::loaded::load;
use super::pages::act as act_page;
use super::pages::view::light_view;
use super::parties::{self, Typed};
use super::record::{GroundsRecord, TickRecord};
use super::store::{self, Filter, Scope};
use super::taking::{self, Another, IntakeDraft, Then};
use crate::modes::body::{self as work_body, AskedBody, WorkBody};
use axum::extract::{OriginalUri, Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use calendar::{Limit, WorkingCalendar};
use jiff::civil::Date;
use kit::form::FormErrors;
use kit::rights::Power;
use kit::visit::ApiBody;
use kit::{HallError, Phrase, Visit, Words};
use office::settings::door as settings;
use rulebook::case::{Act, face};
use rulebook::item::HandlingMode;
use rulebook::person::ApplicantKind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::openapi::path::{HttpMethod, OperationBuilder, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::{ContentBuilder, PathItem, Ref, Required, ResponseBuilder};
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(
    paths(list, create, show, confirm_notice),
    components(schemas(
        NewCase,
        Confirmation,
        Person,
        Deputy,
        CaseView,
        DeedBody,
        WorkBody,
        AskedBody,
        CertificateRecord,
        DeliveryBody,
        DoneView,
        kit::problem::Problem
    ))
)]
struct Described;

/// The room's part of the document; each act with the fields that it reads.
pub(super) fn described() -> utoipa::openapi::OpenApi {
    let mut document = Described::openapi();
    for (act, _, address) in super::ADDRESSES {
        let name = act.phrase();
        let schema = Ref::from_schema_name(bodies::describe(&mut document, act));
        let content =
            ContentBuilder::new().schema(Some(schema)).example(Some(bodies::example(act)));
        let body = RequestBodyBuilder::new().content("application/json", content.build()).build();
        let answer = |schema: &str, text: &str| {
            ResponseBuilder::new()
                .description(text)
                .content(
                    "application/json",
                    ContentBuilder::new().schema(Some(Ref::from_schema_name(schema))).build(),
                )
                .build()
        };
        let number = ParameterBuilder::new()
            .name("number")
            .parameter_in(ParameterIn::Path)
            .required(Required::True)
            .build();
        let operation = OperationBuilder::new()
            .tag("cases")
            .summary(Some(format!("{} {}", name.en, name.zh)))
            .description(Some(act.basis().en.to_string()))
            .parameter(number)
            .request_body(Some(body))
            .response("200", answer("DoneView", "The act was done"))
            .build();
        document.paths.paths.insert(address.to_owned(), PathItem::new(HttpMethod::Post, operation));
    }
    bodies::forget_the_whole(&mut document);
    document
}

/// A person or organisation of a new case.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
pub(super) struct Person {
    /// `person` (the default) or `organisation`.
    #[serde(default)]
    pub kind: String,
    /// 姓名或单位名称
    pub name: String,
    /// 身份证号码 or 统一社会信用代码
    pub identity: String,
    /// 手机号码
    pub phone: String,
}

/// Somebody who files for the applicant.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
pub(super) struct Deputy {
    /// The person.
    #[serde(flatten)]
    pub person: Person,
    /// 委托依据
    pub mandate: String,
}

/// A case to be taken in.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct NewCase {
    /// Item code.
    pub item_code: String,
    /// The version the papers were checked against; 0 for the one in force.
    pub item_version: i64,
    /// Answers to the scenario questions, by key: a text, or a list where several may be chosen.
    pub answers: BTreeMap<String, Answer>,
    /// Papers as found.
    pub papers: Vec<TickRecord>,
    /// The applicant.
    pub applicant: Person,
    /// Who files for the applicant.
    pub agent: Option<Deputy>,
    /// The outcome in the same act: `acceptance`, `notice`, or nothing.
    pub then: String,
    /// Whether a second open case of the same person and item is meant.
    pub another: bool,
    /// Number of the first contact that ends as this case; empty where there was none.
    pub contact: String,
    /// Number of what was filed online and ends as this case; empty where nothing was.
    pub filing: String,
}

/// An answer to a scenario question.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub(super) enum Answer {
    /// One.
    One(String),
    /// Several.
    Several(Vec<String>),
}

/// What an act needs; each act reads its own fields.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct DeedBody {
    /// The version the caller saw; 0 for whatever it is now.
    pub version: i64,
    /// Papers ticked (papers, supplement).
    pub papers: Vec<TickRecord>,
    /// Reason, opinion or remark.
    pub text: String,
    /// The right body (non-acceptance); absent where the matter needs no licence.
    pub right_body: Option<String>,
    /// Key of a paper (deferred-paper) or special procedure (suspension).
    pub key: String,
    /// Until when (suspension).
    #[schema(value_type = Option<String>, format = Date)]
    pub until: Option<Date>,
    /// By how many working days (extension).
    pub working_days: u16,
    /// Word of a mode (mode).
    pub to: String,
    /// Promised limit in working days under another mode (mode); 0 keeps the one there is.
    pub promised_days: u16,
    /// The outcome in the same act (papers, supplement): `acceptance`, `notice`, or nothing.
    pub then: String,
    /// Name and number of the result (decision, partial-decision).
    pub result: String,
    /// Grounds (refusal-proposal); of a partial-decision the remedy alone.
    pub grounds: GroundsRecord,
    /// Who received it (delivery): a name, or `applicant`, `agent`, `representative`, `family`,
    /// `post`, `agent_station`.
    pub recipient: String,
    /// How it was handed over (delivery), or how that was tried (delivery-attempt: method; the
    /// reason stands in `text`).
    pub delivery: DeliveryBody,
    /// The certificate that the case results in (certificate).
    pub certificate: CertificateRecord,
    /// What an act of a joint case, a coordination, an agency or about a denial needs.
    pub work: WorkBody,
}

/// What an act gives back.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct DoneView {
    /// 办件编号
    pub number: String,
    /// Where the case stands now.
    pub stage: String,
    /// Its version, for the next act.
    pub version: i64,
}

impl From<Done> for DoneView {
    fn from(done: Done) -> Self {
        Self { number: done.number, stage: done.stage, version: done.version }
    }
}

/// A case, masked.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct CaseView {
    /// 办件编号
    pub number: String,
    /// Item code.
    pub item_code: String,
    /// The version of the item it was received under.
    pub item_version: i64,
    /// 事项名称
    pub item_name: String,
    /// Where it stands.
    pub stage: String,
    /// Its mode.
    pub mode: String,
    /// Applicant, masked.
    pub applicant: String,
    /// 承诺到期
    #[schema(value_type = Option<String>, format = Date)]
    pub promised_due_on: Option<Date>,
    /// 法定到期
    #[schema(value_type = Option<String>, format = Date)]
    pub legal_due_on: Option<Date>,
    /// Whichever clock runs ends here.
    #[schema(value_type = Option<String>, format = Date)]
    pub due_on: Option<Date>,
    /// 暂定
    pub is_provisional: bool,
    /// `green`, `amber`, `red`, `black` or `paused`.
    pub light: String,
    /// Acts that fit now, by word.
    pub acts: Vec<String>,
    /// Acts of this stage that do not fit now, and why.
    pub not_now: Vec<NotNow>,
    /// Papers still asked for, by key.
    pub shortfalls: Vec<String>,
    /// 证照 on record.
    pub certificates: Vec<CertificateRecord>,
    /// Its version, for the next act.
    pub version: i64,
}

/// An act that does not fit now.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct NotNow {
    /// Its word.
    pub act: String,
    /// The rule that says no, by a stable name.
    pub code: String,
    /// What is wrong and what to do.
    pub sentence: String,
}

/// What the list is narrowed by.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    scope: String,
    stage: String,
    after: String,
    after_due: String,
}

const PAGE: u32 = 100;

/// Cases of the centre, page by page.
#[utoipa::path(
    get,
    path = "/api/v1/cases",
    tag = "cases",
    params(
        ("scope" = Option<String>, Query,
            description = "`open` (soonest due first), `closed` or `all` (newest first)"),
        ("stage" = Option<String>, Query, description = "Only cases in this stage"),
        ("after_due" = Option<String>, Query,
            description = "With `open`: `due_on` of the last case of the page before"),
        ("after" = Option<String>, Query,
            description = "Number of the last case of the page before")
    ),
    responses((status = 200, body = Vec<CaseView>))
)]
pub(super) async fn list(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, HallError> {
    let (centre, today, words) = (visit.centre()?, visit.today(), visit.words());
    let views = visit
        .read(move |read| {
            let calendar = settings::working_calendar(read, centre)?;
            let filter = filter(&asked);
            let place = (asked.after_due.as_str(), asked.after.as_str());
            store::list(read, centre, &filter, place, PAGE)?
                .iter()
                .map(|held| case_view(held, today, &calendar, words))
                .collect::<Result<Vec<_>, _>>()
        })
        .await?;
    Ok(visit.json(StatusCode::OK, &views))
}

fn filter(asked: &Asked) -> Filter {
    let scope = match asked.scope.as_str() {
        "open" => Scope::Open,
        "closed" => Scope::Closed,
        _ => Scope::All,
    };
    Filter { scope, stage: asked.stage.clone(), ..Filter::default() }
}

fn case_view(
    held: &store::Held,
    today: Date,
    calendar: &WorkingCalendar,
    words: Words,
) -> Result<CaseView, HallError> {
    let case = held.case()?;
    let now = rulebook::event::Moment { at_ms: i64::MAX, day: today };
    let (mut acts, mut not_now) = (Vec::new(), Vec::new());
    for (act, offer) in case.offers(now, calendar) {
        match offer {
            Ok(()) => acts.push(act.word().to_owned()),
            Err(breach) if act.from().contains(&case.stage()) => not_now.push(NotNow {
                act: act.word().to_owned(),
                code: breach.code().to_owned(),
                sentence: words.phrase(&breach.phrase()).to_owned(),
            }),
            Err(_) => {}
        }
    }
    Ok(CaseView {
        number: held.number.clone(),
        item_code: held.item_code.clone(),
        item_version: held.item_version,
        item_name: held.item_name.clone(),
        stage: held.stage.word().to_owned(),
        mode: held.mode.clone(),
        applicant: held.applicant_masked.clone(),
        promised_due_on: held.dues.promised,
        legal_due_on: held.dues.legal,
        due_on: held.dues.due_on,
        is_provisional: held.dues.provisional,
        light: light_view(held, &face(&case, today, calendar), words).class.to_owned(),
        acts,
        not_now,
        certificates: case.certificates.iter().map(Into::into).collect(),
        shortfalls: case.shortfalls().iter().map(|paper| paper.key.clone()).collect(),
        version: held.version,
    })
}

/// A case of the centre.
#[utoipa::path(
    get,
    path = "/api/v1/cases/{number}",
    tag = "cases",
    params(("number" = String, Path, description = "Case number")),
    responses((status = 200, body = CaseView), (status = 404, body = kit::problem::Problem))
)]
pub(super) async fn show(visit: Visit, Path(number): Path<String>) -> Result<Response, HallError> {
    let loaded = load(&visit, &number).await?;
    let view = case_view(&loaded.held, visit.today(), &loaded.calendar, visit.words())?;
    Ok(visit.json(StatusCode::OK, &view))
}

/// Takes a case in.
#[utoipa::path(
    post,
    path = "/api/v1/cases",
    tag = "cases",
    request_body = NewCase,
    responses((status = 201, body = DoneView), (status = 422, body = kit::problem::Problem))
)]
pub(super) async fn create(visit: Visit, body: ApiBody<NewCase>) -> Result<Response, HallError> {
    let new = body.value;
    let then = Then::asked(&new.then)?;
    if then != Then::Wait {
        visit.require(Power::HandleCases)?;
    }
    let mut errors = FormErrors::new();
    let applicant = person(&new.applicant, "applicant", &mut errors);
    let agent = new.agent.as_ref().map(|deputy| {
        (person(&deputy.person, "agent", &mut errors), deputy.mandate.trim().to_owned())
    });
    let pair = agent.as_ref().map(|(party, mandate)| (party, mandate.as_str()));
    parties::check_agent(&applicant, pair, &|name| format!("agent.{name}"), &mut errors);
    if !errors.is_empty() {
        return Err(HallError::Invalid(errors));
    }
    let draft = IntakeDraft {
        item_code: new.item_code.trim().to_uppercase(),
        item_version: new.item_version,
        answers: texts(new.answers),
        ticks: new.papers,
        applicant,
        agent,
    };
    let another = if new.another { Another::Meant } else { Another::Unsaid };
    let intake = taking::sealed(draft, &visit.hall.vault).then(then).another(another);
    let intake = intake.contact(new.contact.trim()).filing(new.filing.trim());
    let done =
        visit.act(Power::TakeCases, &body.once, move |act| taking::receive(act, &intake)).await?;
    Ok(visit.json(StatusCode::CREATED, &DoneView::from(done)))
}

fn texts(answers: BTreeMap<String, Answer>) -> Vec<(String, String)> {
    let several = |(key, answer): (String, Answer)| -> Vec<(String, String)> {
        match answer {
            Answer::One(text) => vec![(key, text)],
            Answer::Several(all) => all.into_iter().map(|text| (key.clone(), text)).collect(),
        }
    };
    answers.into_iter().flat_map(several).collect()
}

fn person(person: &Person, path: &str, errors: &mut FormErrors) -> parties::PartyDraft {
    let Person { kind, name, identity, phone } = person;
    let field = |name: &str| format!("{path}.{name}");
    let known = ApplicantKind::from_code(kind);
    if known.is_none() && !kind.is_empty() {
        let fault = Phrase::of(
            "kind 只能是 person 或 organisation。",
            "“kind” is “person” or “organisation”.",
        );
        errors.add(field("kind"), fault);
    }
    let kind = known.unwrap_or(ApplicantKind::NaturalPerson);
    parties::read(Typed { name, identity, phone }, kind, &field, errors)
}

/// Performs the act that the address names.
pub(super) async fn perform(
    visit: Visit,
    Path(number): Path<String>,
    OriginalUri(uri): OriginalUri,
    body: ApiBody<DeedBody>,
) -> Result<Response, HallError> {
    let act = act_page::act_of(uri.path())?;
    let of_a_mode = work_body::deed(&visit, &number, act, &body.value.work).await?;
    let mut deeds = match of_a_mode {
        Some(deed) => vec![deed],
        None => vec![deed(act, &body.value)?],
    };
    let then = Then::asked(&body.value.then)?;
    if matches!(act, Act::TickPapers | Act::Supplement) {
        deeds.extend(then.deed());
    }
    let seen = competence::require(&visit, &number, act, body.value.version).await?;
    let done = visit
        .act(competence::power(act), &body.once, move |act| {
            actions::perform_all(act, &number, seen, &deeds)
        })
        .await?;
    Ok(visit.json(StatusCode::OK, &DoneView::from(done)))
}

/// How the applicant got a notice.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Confirmation {
    /// `in_person`, `telephone`, `post` or `electronic`.
    pub channel: String,
    /// `notice` (the default), `suspension` or `extension`.
    pub document: String,
    /// The day it was served; absent for today.
    #[schema(value_type = Option<String>, format = Date)]
    pub served_on: Option<Date>,
}

/// Records that the applicant has the one-time notice, or the notice of a pause or an extension.
#[utoipa::path(
    post,
    path = "/api/v1/cases/{number}/notice-confirmation",
    tag = "cases",
    params(("number" = String, Path, description = "Case number")),
    request_body = Confirmation,
    responses((status = 200, body = CaseView), (status = 422, body = kit::problem::Problem))
)]
pub(super) async fn confirm_notice(
    visit: Visit,
    Path(number): Path<String>,
    body: ApiBody<Confirmation>,
) -> Result<Response, HallError> {
    let Confirmation { channel, document, served_on } = &body.value;
    let service = Service::told(document, channel, *served_on)?;
    let confirmed = number.clone();
    visit
        .act(Power::HandleCases, &body.once, move |act| handover::confirm(act, &confirmed, service))
        .await?;
    let loaded = load(&visit, &number).await?;
    let view = case_view(&loaded.held, visit.today(), &loaded.calendar, visit.words())?;
    Ok(visit.json(StatusCode::OK, &view))
}

fn deed(act: Act, body: &DeedBody) -> Result<Deed, HallError> {
    let text = body.text.clone();
    Ok(match act {
        Act::TickPapers => Deed::TickPapers(body.papers.clone()),
        Act::Supplement => Deed::Supplement(body.papers.clone()),
        Act::RefuseAcceptance => Deed::RefuseAcceptance { right_body: body.right_body.clone() },
        Act::GiveNotice => Deed::GiveNotice { second_reason: text },
        Act::Accept => Deed::Accept,
        Act::DeemAccepted => Deed::DeemAccepted,
        Act::BringDeferred => Deed::BringDeferred(body.key.clone()),
        Act::Examine => Deed::Examine(text),
        Act::SendBack => Deed::SendBack(text),
        Act::Suspend => Deed::Suspend {
            cause: body.key.clone(),
            until: body.until.ok_or_else(|| {
                let fault =
                    Phrase::of("请填写日期，例如 2026-12-01。", "Enter a day, such as 2026-12-01.");
                HallError::invalid("until", fault)
            })?,
        },
        Act::Resume => Deed::Resume(text),
        Act::Extend => Deed::Extend { working_days: body.working_days, reason: text },
        Act::ChangeMode => Deed::ChangeMode {
            to: HandlingMode::from_word(&body.to).ok_or_else(|| {
                let fault = Phrase::of("没有这种办理方式。", "There is no such mode.");
                HallError::invalid("to", fault)
            })?,
            promised: (body.promised_days > 0).then(|| Limit::working_days(body.promised_days)),
            reason: text,
        },
        Act::Grant => Deed::Grant(body.result.clone()),
        Act::GrantInPart => {
            Deed::GrantInPart { result: body.result.clone(), remedy: body.grounds.remedy.clone() }
        }
        Act::ProposeRefusal => Deed::ProposeRefusal(body.grounds.clone()),
        Act::Refuse => Deed::Refuse,
        Act::ReportDenial => Deed::ReportDenial,
        Act::IssueCertificate => Deed::IssueCertificate(body.certificate.clone()),
        Act::FailDelivery => {
            Deed::FailDelivery { method: handing::method(&body.delivery.method)?, reason: text }
        }
        Act::Deliver => Deed::Deliver(HandoverDraft::of_program(&body.recipient, &body.delivery)?),
        Act::Complete => Deed::Complete,
        Act::Withdraw => Deed::Withdraw(text),
        _ => return Err(HallError::not_found("没有这个动作。", "There is no such act.")),
    })
}
