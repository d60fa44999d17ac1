//! The JSON face of payments.

use super::actions::{self, Done};
use super::draft::{counted, new_bill, taken};
use super::keeping;
use super::pages::days::day_of;
use super::pages::show::load;
use super::pages::view;
use super::store::{self, DayFigures, Filter, Held};
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::FormData;
use kit::rights::Power;
use kit::routes::Routes;
use kit::visit::ApiBody;
use kit::{HallError, Visit, Words};
use serde::{Deserialize, Serialize};
use statutes::payment::State;
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(
    paths(list, create, show, pay, withdraw, void, payees, day, close),
    components(schemas(
        BillBody,
        PaymentBody,
        PaymentReasonBody,
        ClosingBody,
        BillView,
        BillDone,
        PayeeView,
        RateView,
        DayView,
        DayTotalView,
        DayDone,
        kit::problem::Problem
    ))
)]
struct Described;

/// The addresses of programs.
pub(super) fn routes() -> Routes {
    let (read, take) = (Power::ReadPayments, Power::TakePayments);
    Routes::new()
        .get("/api/v1/payments", read, list)
        .post("/api/v1/payments", take, create)
        .get("/api/v1/payments/{number}", read, show)
        .post("/api/v1/payments/{number}/payment", take, pay)
        .post("/api/v1/payments/{number}/withdrawal", take, withdraw)
        .post("/api/v1/payments/{number}/voiding", Power::VoidPayments, void)
        .get("/api/v1/payees", read, payees)
        .get("/api/v1/payment-days/{day}", read, day)
        .post("/api/v1/payment-days/{day}/closing", take, close)
}

/// The room's part of the document.
pub(super) fn described() -> utoipa::openapi::OpenApi {
    Described::openapi()
}

/// A bill to be made out.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct BillBody {
    /// Key of the rate.
    pub tariff: String,
    /// Account number with the payee; kept sealed.
    pub account: String,
    /// Name of the payer; kept sealed.
    pub payer: String,
    /// `YYYY-MM` or `YYYY`, as the rate is charged.
    pub period: String,
    /// Reading before, where it goes by use.
    pub before: Option<u64>,
    /// Reading now, where it goes by use.
    pub after: Option<u64>,
    /// What there is to say, such as a new meter.
    pub note: String,
    /// Number of the case it belongs to; may be left out.
    pub case: String,
}

/// Money that is handed over.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PaymentBody {
    /// The version that was looked at; 0 for whatever it is now.
    pub version: i64,
    /// `cash`, `scan` or `transfer`.
    pub means: String,
    /// Received, in yuan (`21.00`); left out: the amount of the bill.
    pub received: String,
    /// Transaction number of a scan or transfer.
    pub reference: String,
}

/// Why a bill is withdrawn or a receipt void.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PaymentReasonBody {
    /// The version that was looked at; 0 for whatever it is now.
    pub version: i64,
    /// Why.
    pub reason: String,
}

/// What was counted at the end of a day.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ClosingBody {
    /// Cash, in yuan.
    pub counted: String,
    /// Why it is not what should be there.
    pub explanation: String,
    /// Who takes the money over.
    pub handed_to: String,
}

/// What an act on a bill gives back.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct BillDone {
    /// Its number.
    pub number: String,
    /// `open`, `paid`, `voided`, `withdrawn` or `free`.
    pub stage: String,
    /// What it comes to, in fen.
    pub amount: i64,
    /// Number of the receipt.
    pub receipt: String,
    /// Change in cash, in fen.
    pub change: i64,
    /// Its version.
    pub version: i64,
}

impl From<Done> for BillDone {
    fn from(done: Done) -> Self {
        let Done { number, stage, amount, receipt, change, version } = done;
        Self { number, stage, amount, receipt, change, version }
    }
}

/// A bill, masked.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct BillView {
    /// Its number.
    pub number: String,
    /// Where it stands.
    pub stage: String,
    /// Key of the payee.
    pub payee: String,
    /// Key of the rate.
    pub tariff: String,
    /// Legal basis of the rate.
    pub basis: String,
    /// Account, masked.
    pub account: String,
    /// Payer, masked.
    pub payer: String,
    /// What it is charged for.
    pub period: String,
    /// What it comes to, in fen.
    pub amount: i64,
    /// Number of the receipt.
    pub receipt: String,
    /// `cash`, `scan`, `transfer`; empty until it is paid.
    pub means: String,
    /// Number of its case; may be empty.
    pub case: String,
    /// Its version, for the next act.
    pub version: i64,
}

fn seen(held: &Held) -> BillView {
    let it = &held.billed;
    let means = match &held.bill.state {
        State::Paid(payment) | State::Voided(payment, _) => payment.means.word(),
        _ => "",
    };
    BillView {
        number: held.number.clone(),
        stage: held.bill.stage().word().to_owned(),
        payee: it.payee.clone(),
        tariff: it.tariff.clone(),
        basis: it.rate.basis.clone(),
        account: it.who.account_masked.clone(),
        payer: it.who.payer_masked.clone(),
        period: it.period.clone(),
        amount: held.bill.amount.get(),
        receipt: held.receipt.clone(),
        means: means.to_owned(),
        case: it.case.clone(),
        version: held.version,
    }
}

/// A payee with its rates.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct PayeeView {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Code of the item it is paid for; may be empty.
    pub item: String,
    /// What it charges.
    pub rates: Vec<RateView>,
}

/// A rate on the list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct RateView {
    /// Its key.
    pub key: String,
    /// What it is for.
    pub name: String,
    /// What is charged, in words.
    pub charge: String,
    /// `month` or `year`.
    pub rhythm: String,
    /// Legal basis.
    pub basis: String,
    /// First day in force.
    pub from: String,
    /// Last day in force; empty where none is known.
    pub until: String,
}

/// What a payee came to in one kind of money on a day; amounts in fen.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct DayTotalView {
    /// Key of the payee.
    pub payee: String,
    /// `cash`, `scan` or `transfer`.
    pub means: String,
    /// How many receipts.
    pub receipts: i64,
    /// What was taken.
    pub taken: i64,
    /// How many were voided.
    pub voidings: i64,
    /// What was given back.
    pub given_back: i64,
}

/// The sheet of a day; amounts in fen.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PaymentsDayView)]
pub(super) struct DayView {
    /// The day.
    pub day: String,
    /// Totals by payee and means.
    pub totals: Vec<DayTotalView>,
    /// Taken less given back.
    pub net: i64,
    /// The cash that should be there.
    pub cash: i64,
    /// Whether it is closed.
    pub is_closed: bool,
    /// The cash that was counted; 0 until it is closed.
    pub counted: i64,
    /// Who took it over; empty until it is closed.
    pub handed_to: String,
}

/// A day that was closed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct DayDone {
    /// The day.
    pub day: String,
}

/// What a list is narrowed by.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    stage: String,
    payee: String,
    after: String,
}

const PAGE: u32 = 100;

/// Bills of the centre, newest first, page by page.
#[utoipa::path(
    get,
    path = "/api/v1/payments",
    tag = "payments",
    params(
        ("stage" = Option<String>, Query, description = "Where they stand"),
        ("payee" = Option<String>, Query, description = "Key of the payee"),
        ("after" = Option<String>, Query,
            description = "Number of the last one of the page before")
    ),
    responses((status = 200, body = Vec<BillView>))
)]
pub(super) async fn list(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, HallError> {
    let centre = visit.centre()?;
    let Asked { stage, payee, after } = asked;
    let filter = Filter { stage, payee, after, mark: String::new() };
    let views: Vec<BillView> = visit
        .read(move |read| Ok(store::bills(read, centre, &filter, PAGE)?.iter().map(seen).collect()))
        .await?;
    Ok(visit.json(StatusCode::OK, &views))
}

/// A bill of the centre.
#[utoipa::path(
    get,
    path = "/api/v1/payments/{number}",
    tag = "payments",
    params(("number" = String, Path, description = "Its number")),
    responses((status = 200, body = BillView), (status = 404, body = kit::problem::Problem))
)]
pub(super) async fn show(visit: Visit, Path(number): Path<String>) -> Result<Response, HallError> {
    let loaded = load(&visit, &number).await?;
    Ok(visit.json(StatusCode::OK, &seen(&loaded.held)))
}

fn typed(pairs: Vec<(&str, String)>) -> FormData {
    let pairs = pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    FormData::from_pairs(pairs)
}

/// Makes out a bill.
#[utoipa::path(
    post,
    path = "/api/v1/payments",
    tag = "payments",
    request_body = BillBody,
    responses((status = 201, body = BillDone), (status = 422, body = kit::problem::Problem))
)]
pub(super) async fn create(visit: Visit, body: ApiBody<BillBody>) -> Result<Response, HallError> {
    let BillBody { tariff, account, payer, period, before, after, note, case } = body.value;
    let figure = |it: Option<u64>| it.map(|it| it.to_string()).unwrap_or_default();
    let data = typed(vec![
        ("tariff", tariff),
        ("account", account),
        ("payer", payer),
        ("period", period),
        ("before", figure(before)),
        ("after", figure(after)),
        ("note", note),
        ("case", case),
    ]);
    let new = new_bill(&data, &visit.hall.vault)?;
    let done =
        visit.act(Power::TakePayments, &body.once, move |act| actions::bill(act, &new)).await?;
    Ok(visit.json(StatusCode::CREATED, &BillDone::from(done)))
}

/// Takes the money for a bill.
#[utoipa::path(
    post,
    path = "/api/v1/payments/{number}/payment",
    tag = "payments",
    params(("number" = String, Path, description = "Its number")),
    request_body = PaymentBody,
    responses(
        (status = 200, body = BillDone),
        (status = 409, body = kit::problem::Problem),
        (status = 422, body = kit::problem::Problem)
    )
)]
pub(super) async fn pay(
    visit: Visit,
    Path(number): Path<String>,
    body: ApiBody<PaymentBody>,
) -> Result<Response, HallError> {
    let PaymentBody { version, means, received, reference } = body.value;
    let data = typed(vec![("means", means), ("received", received), ("reference", reference)]);
    let taken = taken(&data)?;
    let done = visit
        .act(Power::TakePayments, &body.once, move |act| {
            actions::pay(act, (&number, version), &taken)
        })
        .await?;
    Ok(visit.json(StatusCode::OK, &BillDone::from(done)))
}

/// Withdraws a bill before anything is paid.
#[utoipa::path(
    post,
    path = "/api/v1/payments/{number}/withdrawal",
    tag = "payments",
    params(("number" = String, Path, description = "Its number")),
    request_body = PaymentReasonBody,
    responses((status = 200, body = BillDone), (status = 422, body = kit::problem::Problem))
)]
pub(super) async fn withdraw(
    visit: Visit,
    Path(number): Path<String>,
    body: ApiBody<PaymentReasonBody>,
) -> Result<Response, HallError> {
    let PaymentReasonBody { version, reason } = body.value;
    let done = visit
        .act(Power::TakePayments, &body.once, move |act| {
            actions::withdraw(act, (&number, version), &reason)
        })
        .await?;
    Ok(visit.json(StatusCode::OK, &BillDone::from(done)))
}

/// Voids a receipt that somebody else made out.
#[utoipa::path(
    post,
    path = "/api/v1/payments/{number}/voiding",
    tag = "payments",
    params(("number" = String, Path, description = "Its number")),
    request_body = PaymentReasonBody,
    responses((status = 200, body = BillDone), (status = 422, body = kit::problem::Problem))
)]
pub(super) async fn void(
    visit: Visit,
    Path(number): Path<String>,
    body: ApiBody<PaymentReasonBody>,
) -> Result<Response, HallError> {
    let PaymentReasonBody { version, reason } = body.value;
    let done = visit
        .act(Power::VoidPayments, &body.once, move |act| {
            actions::void(act, (&number, version), &reason)
        })
        .await?;
    Ok(visit.json(StatusCode::OK, &BillDone::from(done)))
}

/// The published list: payees, rates, legal bases.
#[utoipa::path(
    get,
    path = "/api/v1/payees",
    tag = "payments",
    responses((status = 200, body = Vec<PayeeView>))
)]
pub(super) async fn payees(visit: Visit) -> Result<Response, HallError> {
    let (words, centre): (Words, _) = (visit.words(), visit.centre()?);
    let (payees, tariffs) = visit
        .read(move |read| Ok((store::payees(read, centre)?, store::tariffs(read, centre)?)))
        .await?;
    let rate = |it: &store::Listed| RateView {
        key: it.key.clone(),
        name: words.phrase(&it.record.phrase()).to_owned(),
        charge: view::charge(&it.record, words),
        rhythm: it.record.rhythm.clone(),
        basis: it.record.basis.clone(),
        from: it.record.from.to_string(),
        until: it.record.until.map(|day| day.to_string()).unwrap_or_default(),
    };
    let views: Vec<PayeeView> = payees
        .iter()
        .map(|payee| PayeeView {
            key: payee.key.clone(),
            name: words.phrase(&payee.record.phrase()).to_owned(),
            item: payee.record.item.clone(),
            rates: tariffs.iter().filter(|it| it.payee == payee.key).map(rate).collect(),
        })
        .collect();
    Ok(visit.json(StatusCode::OK, &views))
}

/// The sheet of a day.
#[utoipa::path(
    get,
    path = "/api/v1/payment-days/{day}",
    tag = "payments",
    params(("day" = String, Path, description = "`YYYY-MM-DD`")),
    responses((status = 200, body = DayView), (status = 404, body = kit::problem::Problem))
)]
pub(super) async fn day(visit: Visit, Path(day): Path<String>) -> Result<Response, HallError> {
    let (centre, day) = (visit.centre()?, day_of(&day)?);
    let (figures, closed) = visit
        .read(move |read| {
            Ok((DayFigures::read(read, centre, day)?, store::closing(read, centre, day)?))
        })
        .await?;
    let total = |it: &super::record::Total| DayTotalView {
        payee: it.payee.clone(),
        means: it.means.clone(),
        receipts: it.receipts,
        taken: it.taken,
        voidings: it.voidings,
        given_back: it.given_back,
    };
    let view = DayView {
        day: day.to_string(),
        totals: figures.totals.iter().map(total).collect(),
        net: figures.net(),
        cash: figures.cash(),
        is_closed: closed.is_some(),
        counted: closed.as_ref().map_or(0, |it| it.facts.counted),
        handed_to: closed.map(|it| it.facts.handed_to).unwrap_or_default(),
    };
    Ok(visit.json(StatusCode::OK, &view))
}

/// Closes a day with its cash counted.
#[utoipa::path(
    post,
    path = "/api/v1/payment-days/{day}/closing",
    tag = "payments",
    params(("day" = String, Path, description = "`YYYY-MM-DD`")),
    request_body = ClosingBody,
    responses((status = 200, body = DayDone), (status = 422, body = kit::problem::Problem))
)]
pub(super) async fn close(
    visit: Visit,
    Path(day): Path<String>,
    body: ApiBody<ClosingBody>,
) -> Result<Response, HallError> {
    let on = day_of(&day)?;
    let ClosingBody { counted: cash, explanation, handed_to } = body.value;
    let data =
        typed(vec![("counted", cash), ("explanation", explanation), ("handed_to", handed_to)]);
    let counted = counted(&data)?;
    let close = move |act: &mut kit::db::Act<'_>| keeping::close_day(act, on, &counted);
    let day = visit.act(Power::TakePayments, &body.once, close).await?;
    Ok(visit.json(StatusCode::OK, &DayDone { day }))
}
