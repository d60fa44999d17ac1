//! What is sent from the review of a filing: each act, and what is shown where it was refused.

use super::of_centre;
use super::review::{self, Again, Sight, answers_of};
use crate::filings::actions::{self, Return};
use crate::filings::store::{self, Held};
use crate::filings::tally;
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use casework::intake::door::{self as intake, Brought};
use casework::papers::door as papers;
use kit::db::Act;
use kit::files::FileKind;
use kit::form::{FormData, FormErrors};
use kit::rights::Power;
use kit::security::FILE_SECURITY_POLICY;
use kit::visit::{Once, Submitted};
use kit::{HallError, Phrase, Visit};
use reception::contacts::door as contacts;
use reception::queue::door as queue;
use threshold::prefiling::{Ask, OTHER, Standing};
use threshold::ticket::Phase;

/// Back to the review; a refusal is shown on it with what was typed.
async fn answered(
    visit: &Visit,
    number: &str,
    data: FormData,
    outcome: Result<Phrase, HallError>,
) -> Result<Response, HallError> {
    let error = match outcome {
        Ok(message) => {
            tally::refresh(&visit.hall, visit.centre()?).await?;
            return Ok(visit.redirect(&format!("/applications/{number}/review"), &message));
        }
        Err(error) => error,
    };
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    let errors = match error {
        HallError::Invalid(errors) => errors,
        HallError::Breach { .. } | HallError::Stale(_) => FormErrors::one("", error.sentence()),
        error => return Err(error),
    };
    let again = Again { data, errors, ..Again::default() };
    review::page(visit, number, again, status).await
}

fn seen(data: &FormData) -> i64 {
    data.text("version").parse().unwrap_or(0)
}

/// `POST /applications/{name}/check`
pub(in crate::filings) async fn check(
    visit: Visit,
    Path(name): Path<String>,
    sent: Submitted,
) -> Result<Response, HallError> {
    let held = of_centre(&visit, &name).await?;
    let (number, seen) = (held.number.clone(), seen(&sent.data));
    let work = move |act: &mut Act<'_>| actions::check(act, &number, seen);
    let outcome = visit.act(Power::TakeCases, &sent.once, work).await;
    let done = Phrase::of("已核对齐全，居民页面已提示来办。", "Complete; their page says: come.");
    answered(&visit, &held.number, sent.data, outcome.map(|()| done)).await
}

/// What the form asks for: whatever is ticked, or has a reason.
fn asks(held: &Held, data: &FormData) -> Vec<Ask> {
    let keys = held.content.papers.iter().map(|it| it.key.as_str()).chain([OTHER]);
    keys.filter_map(|key| {
        let reason = data.text(&format!("reason.{key}"));
        let is_asked = data.has(&format!("ask.{key}")) || !reason.is_empty();
        is_asked.then(|| Ask { key: key.to_owned(), reason: reason.to_owned() })
    })
    .collect()
}

/// `POST /applications/{name}/return`: everything that is missing, at one time.
pub(in crate::filings) async fn send_back(
    visit: Visit,
    Path(name): Path<String>,
    sent: Submitted,
) -> Result<Response, HallError> {
    let held = of_centre(&visit, &name).await?;
    let told = Return {
        asks: asks(&held, &sent.data),
        late_reason: sent.data.text("late_reason").to_owned(),
        seen: seen(&sent.data),
    };
    let number = held.number.clone();
    let work = move |act: &mut Act<'_>| actions::send_back(act, &number, &told);
    let outcome = visit.act(Power::TakeCases, &sent.once, work).await;
    let done = Phrase::of("已一次告知并退回。", "Sent back with everything that is missing.");
    answered(&visit, &held.number, sent.data, outcome.map(|()| done)).await
}

/// `POST /applications/{name}/taking`: the intake form opens with everything filled in; the look
/// stands in the journal.
pub(in crate::filings) async fn take_over(
    visit: Visit,
    Path(name): Path<String>,
    sent: Submitted,
) -> Result<Response, HallError> {
    let held = of_centre(&visit, &name).await?;
    let outcome = async {
        let number = held.number.clone();
        let work = move |act: &mut Act<'_>| actions::open(act, &number);
        visit.act(Power::TakeCases, &Once::unkeyed(), work).await?;
        let brought = brought(&visit, &held).await?;
        intake::begin(&visit, &held.item.code, &brought).await
    };
    match outcome.await {
        Ok(address) => Ok(Redirect::to(&address).into_response()),
        Err(error) => answered(&visit, &held.number, sent.data, Err(error)).await,
    }
}

/// What a filing brings along, for the form of the intake.
async fn brought(visit: &Visit, held: &Held) -> Result<Brought, HallError> {
    let (centre, vault) = (visit.centre()?, &visit.hall.vault);
    let number = held.number.clone();
    let files = visit.read(move |read| store::files(read, centre, &number)).await?;
    let (applicant, agent) = held.content.parties.open(vault)?;
    let mut filed: Vec<(String, String)> = Vec::new();
    for (key, text) in answers_of(held, visit)? {
        filed.push((format!("q.{key}"), text));
    }
    if let Some((agent, mandate)) = agent {
        let texts = [agent.identity, agent.name, agent.phone, mandate];
        let names = ["identity", "name", "phone", "mandate"];
        filed.extend(names.iter().map(|it| format!("agent_{it}")).zip(texts));
    }
    let is_checked = held.filing.standing() == Standing::Checked;
    for file in files.iter().filter(|it| !it.is_replaced) {
        filed.push((format!("kept.{}", file.kept.paper()), file.kept.sealed(vault)?));
        let tick = (format!("paper.{}", file.kept.paper()), "present".to_owned());
        if is_checked && !filed.contains(&tick) {
            filed.push(tick);
        }
    }
    let (ticket, contact) = at_window(visit, &held.item.code).await?;
    Ok(Brought {
        ticket,
        contact,
        identity: applicant.identity,
        name: applicant.name,
        phone: applicant.phone,
        filing: held.number.clone(),
        filed,
        ..Brought::default()
    })
}

/// The ticket that is being served at the visitor's window, and what its visitor asked first.
async fn at_window(visit: &Visit, item: &str) -> Result<(String, String), HallError> {
    if !visit.may(Power::ServeQueue) {
        return Ok((String::new(), String::new()));
    }
    let served = queue::served_by(visit).await?.filter(|it| it.phase() == Phase::Serving);
    let Some(ticket) = served else { return Ok((String::new(), String::new())) };
    let name = queue::ticket_id(visit.today(), &ticket.number);
    let (centre, of) = (visit.centre()?, name.clone());
    let mut open = visit.read(move |read| contacts::of_ticket(read, centre, &of)).await?;
    open.retain(|it| !it.stage.is_closed());
    let contact = open.iter().find(|it| it.item == item);
    Ok((name, contact.map(|it| it.number.clone()).unwrap_or_default()))
}

/// `POST /applications/{name}/files/{file}/viewing`: the content, once the look stands in the
/// journal.
pub(in crate::filings) async fn view(
    visit: Visit,
    Path((name, file)): Path<(String, String)>,
) -> Result<Response, HallError> {
    let number = of_centre(&visit, &name).await?.number;
    let file: i64 = file.parse().unwrap_or(0);
    let work = move |act: &mut Act<'_>| actions::view(act, (&number, file));
    let kept = visit.act(Power::ReadCases, &Once::unkeyed(), work).await?;
    let bytes = papers::content(&visit.hall, visit.centre()?, kept.digest()).await?;
    let kind = FileKind::from_word(kept.kind())
        .ok_or_else(|| HallError::broken(format!("no kind {}", kept.kind())))?;
    // Browsers do not show PDF in a sandbox: it is saved and opened by its own program.
    let how = if kind == FileKind::Pdf { "attachment" } else { "inline" };
    let digest: String = kept.digest().chars().take(8).collect();
    let disposition = format!("{how}; filename=\"filed-{file}-{digest}.{}\"", kind.ending());
    let disposition = HeaderValue::from_str(&disposition).map_err(HallError::broken)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind.media_type())),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(FILE_SECURITY_POLICY)),
    ];
    Ok((headers, bytes).into_response())
}

/// `POST /applications/{name}/unmasking`: who filed, in clear, with a reason.
pub(in crate::filings) async fn unmask(
    visit: Visit,
    Path(name): Path<String>,
    sent: Submitted,
) -> Result<Response, HallError> {
    let held = of_centre(&visit, &name).await?;
    let (number, reason) = (held.number.clone(), sent.data.text("reason").to_owned());
    let work = move |act: &mut Act<'_>| actions::unmask(act, &number, &reason);
    match visit.act(Power::UnmaskPersons, &sent.once, work).await {
        Ok(()) => {
            let shown = Again { sight: Sight::Clear, ..Again::default() };
            review::page(&visit, &held.number, shown, StatusCode::OK).await
        }
        Err(HallError::Invalid(errors)) => {
            let again = Again { data: sent.data, errors, sight: Sight::Asking };
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            review::page(&visit, &held.number, again, status).await
        }
        Err(error) => Err(error),
    }
}
