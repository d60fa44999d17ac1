//! `POST /mediations/{number}/{act}`: every act of a mediation, read from its form.

use super::faults;
use super::show::{self, Again};
use crate::mediations::actions;
use crate::mediations::draft::deed;
use axum::extract::{OriginalUri, Path};
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::FormData;
use kit::rights::Power;
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit};

/// Performs the act that the address names.
pub(in crate::mediations) async fn perform(
    visit: Visit,
    Path(number): Path<String>,
    uri: OriginalUri,
    form: Submitted,
) -> Result<Response, HallError> {
    let word = uri.0.path().rsplit('/').next().unwrap_or_default().to_owned();
    let seen = form.data.text("version").parse().unwrap_or(0);
    let of = number.clone();
    let outcome = match deed(&word, &form.data, &visit.hall.vault) {
        Ok(deed) => {
            visit
                .act(Power::HandleCases, &form.once, move |act| {
                    actions::perform(act, (&of, seen), &deed)
                })
                .await
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok(_) => {
            let done = Phrase::of("已登记。", "Noted.");
            Ok(visit.redirect(&format!("/mediations/{number}"), &done))
        }
        Err(error) => again(&visit, (&number, &word), form.data, error).await,
    }
}

async fn again(
    visit: &Visit,
    (number, open): (&str, &str),
    data: FormData,
    error: HallError,
) -> Result<Response, HallError> {
    let (errors, status) = faults(error)?;
    let again = Again { data, errors, open: open.to_owned(), clear: false };
    show::page(visit, number, again, status).await
}

/// Shows the parties in clear; the look stands in the journal.
pub(in crate::mediations) async fn unmask(
    visit: Visit,
    Path(number): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let (of, reason) = (number.clone(), form.data.text("look_reason").to_owned());
    let outcome = visit
        .act(Power::UnmaskPersons, &form.once, move |act| actions::unmask(act, &of, &reason))
        .await;
    match outcome {
        Ok(()) => {
            let shown = Again { clear: true, ..Again::default() };
            show::page(&visit, &number, shown, StatusCode::OK).await
        }
        Err(error) => again(&visit, (&number, "unmasking"), form.data, error).await,
    }
}
