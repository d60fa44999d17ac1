//! `POST /contacts/{number}/{act}`: every act of a first contact, read from its form.

use super::show::{self, Again};
use super::view::item_code;
use super::{colleagues, faults, keeper};
use crate::contacts::actions::{self, Deed, Done};
use crate::contacts::tally;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FormData, FormErrors};
use kit::rights::Power;
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit};
use rulebook::breach::Breach;
use threshold::contact::Answer;

/// Texts of forms at most.
const TEXT_MAX: usize = 1_000;

fn text(data: &FormData, name: &str) -> String {
    data.text(name).chars().take(TEXT_MAX).collect()
}

/// Offers it to a colleague or department.
pub(in crate::contacts) async fn offer(
    visit: Visit,
    Path(number): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let next = colleagues::of_value(colleagues::all(&visit).await?, form.data.text("to"));
    let Some(to) = next else {
        let nobody = HallError::invalid("to", Breach::OfferedToNobody.phrase());
        return again(&visit, (&number, "offer"), form.data, nobody).await;
    };
    let deed = Deed::Offer { to, reason: text(&form.data, "offer_reason") };
    let done = Phrase::of("已移交，等待对方承接。", "Offered; it waits to be accepted.");
    perform(&visit, (&number, "offer"), form, deed, done).await
}

/// The director has it offered to somebody else.
pub(in crate::contacts) async fn reassign(
    visit: Visit,
    Path(number): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let next = colleagues::of_value(colleagues::all(&visit).await?, form.data.text("to"));
    let Some(to) = next else {
        let nobody = HallError::invalid("to", Breach::OfferedToNobody.phrase());
        return again(&visit, (&number, "reassign"), form.data, nobody).await;
    };
    let deed = Deed::Reassign { to, reason: text(&form.data, "offer_reason") };
    let done =
        Phrase::of("已指派，等待对方承接；期限不变。", "Reassigned; it waits to be accepted.");
    perform(&visit, (&number, "reassign"), form, deed, done).await
}

/// Declines an offer, or takes one's own back.
pub(in crate::contacts) async fn decline(
    visit: Visit,
    Path(number): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let deed = Deed::Decline(text(&form.data, "decline_reason"));
    let done = Phrase::of("移交已退回，责任人不变。", "The offer is gone; it stays where it was.");
    perform(&visit, (&number, "decline"), form, deed, done).await
}

/// Accepts it.
pub(in crate::contacts) async fn accept(
    visit: Visit,
    Path(number): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let done = Phrase::of("已承接，现在由您负责。", "Accepted: you answer for it now.");
    perform(&visit, (&number, "accept"), form, Deed::Accept, done).await
}

/// Answers it.
pub(in crate::contacts) async fn answer(
    visit: Visit,
    Path(number): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let data = &form.data;
    let said = text(data, "answer_text");
    let answer = match data.text("outcome") {
        "guide_given" => {
            Answer::GuideGiven { item: item_code(data.text("answer_item")), text: said }
        }
        "referred_elsewhere" => {
            Answer::ReferredElsewhere { body: text(data, "answer_body"), text: said }
        }
        _ => Answer::Answered { text: said },
    };
    let done = Phrase::of("已登记答复，首问办结。", "The answer is recorded; it is over.");
    perform(&visit, (&number, "answer"), form, Deed::Answer(answer), done).await
}

/// Where a refusal of a rule belongs on the page.
fn field_of(error: HallError) -> HallError {
    let HallError::Breach { sentence, .. } = &error else { return error };
    let places = [
        (Breach::AnswerMissing, "answer_text"),
        (Breach::GuideMissing, "answer_item"),
        (Breach::RightBodyMissing, "answer_body"),
    ];
    let place = places.iter().find(|(breach, _)| breach.phrase() == *sentence);
    place.map_or(error.clone(), |(breach, field)| HallError::invalid(field, breach.phrase()))
}

async fn perform(
    visit: &Visit,
    (number, open): (&str, &'static str),
    form: Submitted,
    deed: Deed,
    done: Phrase,
) -> Result<Response, HallError> {
    let seen = form.data.text("version").parse().unwrap_or(0);
    let (by, of) = (keeper(visit)?, number.to_owned());
    let power = match deed {
        Deed::Reassign { .. } => Power::ConcurWithCases,
        _ => Power::KeepContacts,
    };
    let outcome: Result<Done, HallError> = visit
        .act(power, &form.once, move |act| actions::perform(act, (&of, seen), &by, &deed))
        .await;
    match outcome {
        Ok(_) => {
            tally::refresh(&visit.hall, visit.centre()?).await?;
            Ok(visit.redirect(&format!("/contacts/{number}"), &done))
        }
        Err(error) => again(visit, (number, open), form.data, field_of(error)).await,
    }
}

async fn again(
    visit: &Visit,
    (number, open): (&str, &'static str),
    data: FormData,
    error: HallError,
) -> Result<Response, HallError> {
    let (mut errors, status) = faults(error)?;
    // An item that is not in force is told at the field for the guide.
    if let Some(fault) = errors.at("item").cloned() {
        errors = FormErrors::one("answer_item", fault);
    }
    show::page(visit, number, Again { data, errors, open, clear: None }, status).await
}

/// Shows name and phone in clear; the look stands in the journal.
pub(in crate::contacts) async fn unmask(
    visit: Visit,
    Path(number): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let (held, _) = show::load(&visit, &number).await?;
    let of = number.clone();
    let reason = text(&form.data, "reason");
    let outcome = visit
        .act(Power::UnmaskPersons, &form.once, move |act| actions::unmask(act, &of, &reason))
        .await;
    match outcome {
        Ok(()) => {
            let clear = Some(held.asker.open(&visit.hall.vault)?);
            let shown = Again { clear, ..Again::default() };
            show::page(&visit, &number, shown, StatusCode::OK).await
        }
        Err(error) => again(&visit, (&number, "unmask"), form.data, error).await,
    }
}
