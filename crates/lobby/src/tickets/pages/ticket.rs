//! `/tickets/{ticket}`: one's own ticket, followed on the phone, or printed.

use crate::centres;
use crate::tickets::{TicketFace, parse};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kit::security::Allowance;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit};
use reception::queue::door as queue;

#[derive(Template)]
#[template(path = "tickets/pages/ticket.html")]
struct TicketPage {
    chrome: Chrome,
    ticket: TicketFace,
    key: String,
    events: String,
    phone: String,
}

#[derive(Template)]
#[template(path = "tickets/pages/slip.html")]
struct SlipPage {
    chrome: Chrome,
    ticket: TicketFace,
    centre: String,
}

/// A page that follows a ticket asks often; a guesser of codes asks more often.
const LOOKS: Allowance = Allowance { burst: 120, per_minute: 240 };

async fn found(visit: &Visit, name: &str) -> Result<TicketFace, HallError> {
    let key = format!("ticket {}", visit.address);
    let asked = visit.hall.throttle.ask(&key, LOOKS, visit.now_ms);
    asked.map_err(|retry_after_s| HallError::TooMany { retry_after_s })?;
    TicketFace::of(&visit.hall, parse(name)?, visit.words()).await
}

/// The page.
pub(in crate::tickets) async fn show(
    visit: Visit,
    Path(name): Path<String>,
) -> Result<Response, HallError> {
    let (id, _) = parse(&name)?;
    let ticket = found(&visit, &name).await?;
    let centre = centres::centre(&visit.hall, id).await?;
    let title = visit.words().fill("号票 {}", "Ticket {}", &[&ticket.number]);
    visit.page(&TicketPage {
        chrome: centre.chrome(&visit, title, Face::Public),
        key: visit.form_key(),
        events: format!("{}/events", centre.path()),
        phone: centre.phone.clone(),
        ticket,
    })
}

/// The slip, for a printer of 80 mm.
pub(in crate::tickets) async fn slip(
    visit: Visit,
    Path(name): Path<String>,
) -> Result<Response, HallError> {
    let (id, _) = parse(&name)?;
    let ticket = found(&visit, &name).await?;
    let centre = centres::centre(&visit.hall, id).await?;
    let title = visit.words().fill("小票 {}", "Slip {}", &[&ticket.number]);
    visit.page(&SlipPage {
        chrome: centre.chrome(&visit, title, Face::Print),
        centre: visit.words().phrase(&centre.name).to_owned(),
        ticket,
    })
}

/// `POST /tickets/{ticket}/departure`
pub(in crate::tickets) async fn leave(
    visit: Visit,
    Path(name): Path<String>,
    sent: Submitted,
) -> Result<Response, HallError> {
    let named = parse(&name)?;
    queue::leave_by_code(&visit, named, &sent.once).await?;
    let message = Phrase::of("已取消排队。", "You have left the queue.");
    Ok(visit.redirect(&format!("/tickets/{name}"), &message))
}
