//! `POST /registers/{number}/{act}`: every act on an application, read from its form.

use super::show;
use crate::acting::Again;
use crate::registers::actions;
use crate::registers::draft::deed;
use axum::extract::{OriginalUri, Path};
use axum::http::StatusCode;
use axum::response::Response;
use kit::rights::Power;
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit};

/// The power that an act needs.
pub(in crate::registers) fn power(word: &str) -> Power {
    match word {
        "entry" | "refusal" => Power::DecideRegisters,
        _ => Power::KeepRegisters,
    }
}

/// Performs the act that the address names.
pub(in crate::registers) async fn perform(
    visit: Visit,
    Path(number): Path<String>,
    uri: OriginalUri,
    form: Submitted,
) -> Result<Response, HallError> {
    let word = uri.0.path().rsplit('/').next().unwrap_or_default().to_owned();
    let seen = form.data.text("version").parse().unwrap_or(0);
    let of = number.clone();
    let outcome = match deed(&word, &form.data) {
        Ok(deed) => {
            let perform =
                move |act: &mut kit::db::Act<'_>| actions::perform(act, (&of, seen), &deed);
            visit.act(power(&word), &form.once, perform).await
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok(_) => {
            let told = Phrase::of("已登记。", "Noted.");
            Ok(visit.redirect(&format!("/registers/{number}"), &told))
        }
        Err(error) => {
            let (again, status) = Again::refused(&word, form.data, error)?;
            show::page(&visit, &number, again, status).await
        }
    }
}

/// Shows the application in clear; the look stands in the journal.
pub(in crate::registers) async fn unmask(
    visit: Visit,
    Path(number): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let (of, reason) = (number.clone(), form.data.text("look_reason").to_owned());
    let look =
        move |act: &mut kit::db::Act<'_>| actions::unmask(act, actions::subject(&of), &reason);
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
