//! `POST /unresolved-matters/{number}/{act}`: every act of a matter, read from its form.

use super::show::{self, Again};
use crate::contacts::door::view::obstacles_of;
use crate::contacts::door::{self as contacts, Asker, Done, faults, keeper};
use crate::matters::actions::{self, MatterDeed, NewMatter};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::FormData;
use kit::rights::Power;
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit};
use rulebook::breach::Breach;
use threshold::contact::unresolved::{Conclusion, Telling};

/// Texts of forms at most.
const TEXT_MAX: usize = 1_000;

fn text(data: &FormData, name: &str) -> String {
    data.text(name).chars().take(TEXT_MAX).collect()
}

/// Accepts it.
pub(in crate::matters) async fn accept(
    visit: Visit,
    Path(number): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let done = Phrase::of("已承办，由您跟进到底。", "Accepted: you follow it up.");
    perform(&visit, (&number, "acceptance"), form, MatterDeed::Accept, done).await
}

/// Records what was done about it.
pub(in crate::matters) async fn follow_up(
    visit: Visit,
    Path(number): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let deed = MatterDeed::FollowUp(text(&form.data, "follow_up"));
    let done = Phrase::of("已登记跟进。", "Recorded.");
    perform(&visit, (&number, "follow-ups"), form, deed, done).await
}

/// Records how it was solved.
pub(in crate::matters) async fn solve(
    visit: Visit,
    Path(number): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let conclusion = Conclusion::Solved { how: text(&form.data, "how") };
    let done = Phrase::of("已登记解决，请告知群众。", "Solved; tell the resident.");
    perform(&visit, (&number, "solution"), form, MatterDeed::Conclude(conclusion), done).await
}

/// Records why it cannot be solved, and the remedy.
pub(in crate::matters) async fn explain(
    visit: Visit,
    Path(number): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let (why_not, remedy) = (text(&form.data, "why_not"), text(&form.data, "remedy"));
    let conclusion = Conclusion::Explained { why_not, remedy };
    let done = Phrase::of("已登记说明，请告知群众。", "Explained; tell the resident.");
    perform(&visit, (&number, "explanation"), form, MatterDeed::Conclude(conclusion), done).await
}

/// Records that the resident was told.
pub(in crate::matters) async fn tell(
    visit: Visit,
    Path(number): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let Some(telling) = Telling::from_word(form.data.text("telling")) else {
        let fault = Phrase::of("请选择怎么告知的。", "Choose how the resident was told.");
        let error = HallError::invalid("telling", fault);
        return again(&visit, (&number, "notification"), form.data, error).await;
    };
    let done = Phrase::of("已告知群众，办结。", "The resident was told; it is over.");
    perform(&visit, (&number, "notification"), form, MatterDeed::Tell(telling), done).await
}

/// Reopens it for a resident who is not content.
pub(in crate::matters) async fn reopen(
    visit: Visit,
    Path(number): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let deed = MatterDeed::Reopen(text(&form.data, "again"));
    let done = Phrase::of("已重新办理，期限重新计算。", "Reopened, with a new date.");
    perform(&visit, (&number, "reopening"), form, deed, done).await
}

/// Where a refusal of a rule belongs on the page.
fn field_of(error: HallError, form: &str) -> HallError {
    let HallError::Breach { sentence, .. } = &error else { return error };
    let places = [
        (Breach::FollowUpMissing, "follow_up"),
        (Breach::SolutionMissing, "how"),
        (Breach::ExplanationMissing, "why_not"),
    ];
    if form == "reopening" && *sentence == Breach::ReasonMissing.phrase() {
        return HallError::invalid("again", sentence.clone());
    }
    let place = places.iter().find(|(breach, _)| breach.phrase() == *sentence);
    place.map_or(error.clone(), |(breach, field)| HallError::invalid(field, breach.phrase()))
}

async fn perform(
    visit: &Visit,
    (number, open): (&str, &'static str),
    form: Submitted,
    deed: MatterDeed,
    done: Phrase,
) -> Result<Response, HallError> {
    let seen = form.data.text("version").parse().unwrap_or(0);
    let (by, of) = (keeper(visit)?, number.to_owned());
    let outcome: Result<Done, HallError> = visit
        .act(Power::KeepContacts, &form.once, move |act| {
            actions::perform(act, (&of, seen), &by, &deed)
        })
        .await;
    match outcome {
        Ok(_) => Ok(visit.redirect(&format!("/unresolved-matters/{number}"), &done)),
        Err(error) => again(visit, (number, open), form.data, field_of(error, open)).await,
    }
}

async fn again(
    visit: &Visit,
    (number, open): (&str, &'static str),
    data: FormData,
    error: HallError,
) -> Result<Response, HallError> {
    let (errors, status) = faults(error)?;
    show::page(visit, number, Again { data, errors, open, clear: None }, status).await
}

/// Puts a first contact on the register; where it is refused, the contact is shown again.
pub(in crate::matters) async fn from_contact(
    visit: Visit,
    Path(number): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let (held, _) = contacts::load(&visit, &number).await?;
    let new = NewMatter {
        by: Some(keeper(&visit)?),
        way: held.contact.enquiry.way,
        item: String::new(),
        obstacles: obstacles_of(&form.data),
        words: text(&form.data, "words"),
        contact: number.clone(),
        asker: Asker::default(),
    };
    let outcome =
        visit.act(Power::KeepContacts, &form.once, move |act| actions::report(act, &new)).await;
    match outcome {
        Ok(done) => {
            contacts::counts_changed(&visit.hall, visit.centre()?).await?;
            let told = Phrase::of("已登记为办不成事。", "It is on the register now.");
            Ok(visit.redirect(&format!("/unresolved-matters/{}", done.number), &told))
        }
        Err(error) => contacts::refused_again(&visit, &number, form.data, error).await,
    }
}

/// Shows name and phone in clear; the look stands in the journal.
pub(in crate::matters) async fn unmask(
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
