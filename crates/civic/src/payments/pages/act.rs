//! `POST /payments/{number}/{act}`: paying, voiding, withdrawing, seeing in clear.

use super::show;
use crate::acting::Again;
use crate::payments::actions::{self, Done};
use crate::payments::draft::taken;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kit::rights::Power;
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit};

fn seen(form: &Submitted) -> i64 {
    form.data.text("version").parse().unwrap_or(0)
}

/// Takes the money.
pub(in crate::payments) async fn pay(
    visit: Visit,
    Path(number): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let (of, seen) = (number.clone(), seen(&form));
    let outcome = match taken(&form.data) {
        Ok(taken) => {
            let pay = move |act: &mut kit::db::Act<'_>| actions::pay(act, (&of, seen), &taken);
            visit.act(Power::TakePayments, &form.once, pay).await
        }
        Err(error) => Err(error),
    };
    let told = |done: &Done| {
        let (zh, en) = (visit.words(), done.receipt.clone());
        let change = zh.money(done.change);
        Phrase::new(
            format!("已收款，收据号 {en}。找零 {change}。"),
            format!("Paid; receipt {en}. Change: {change}."),
        )
    };
    answered(&visit, (&number, "payment"), form, outcome.map(|it| told(&it))).await
}

/// Voids the receipt.
pub(in crate::payments) async fn void(
    visit: Visit,
    Path(number): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let (of, seen) = (number.clone(), seen(&form));
    let reason = form.data.text("void_reason").to_owned();
    let void = move |act: &mut kit::db::Act<'_>| actions::void(act, (&of, seen), &reason);
    let outcome = visit.act(Power::VoidPayments, &form.once, void).await;
    let told = Phrase::of("收据已作废，请退款。", "The receipt is void; give the money back.");
    answered(&visit, (&number, "voiding"), form, outcome.map(|_| told)).await
}

/// Withdraws the bill.
pub(in crate::payments) async fn withdraw(
    visit: Visit,
    Path(number): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let (of, seen) = (number.clone(), seen(&form));
    let reason = form.data.text("withdraw_reason").to_owned();
    let withdraw = move |act: &mut kit::db::Act<'_>| actions::withdraw(act, (&of, seen), &reason);
    let outcome = visit.act(Power::TakePayments, &form.once, withdraw).await;
    let told = Phrase::of("账单已撤销。", "The bill is withdrawn.");
    answered(&visit, (&number, "withdrawal"), form, outcome.map(|_| told)).await
}

async fn answered(
    visit: &Visit,
    (number, open): (&str, &str),
    form: Submitted,
    outcome: Result<Phrase, HallError>,
) -> Result<Response, HallError> {
    match outcome {
        Ok(told) => Ok(visit.redirect(&format!("/payments/{number}"), &told)),
        Err(error) => {
            let (again, status) = Again::refused(open, form.data, error)?;
            show::page(visit, number, again, status).await
        }
    }
}

/// Shows account and payer in clear; the look stands in the journal.
pub(in crate::payments) async fn unmask(
    visit: Visit,
    Path(number): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let (of, reason) = (number.clone(), form.data.text("look_reason").to_owned());
    let look = move |act: &mut kit::db::Act<'_>| actions::unmask(act, &of, &reason);
    match visit.act(Power::UnmaskPersons, &form.once, look).await {
        Ok(()) => {
            let shown = Again { clear: true, ..Again::default() };
            show::page(&visit, &number, shown, StatusCode::OK).await
        }
        Err(error) => {
            let (again, status) = Again::refused("unmasking", form.data, error)?;
            show::page(&visit, &number, again, status).await
        }
    }
}
