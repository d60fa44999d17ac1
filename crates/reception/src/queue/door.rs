//! What other rooms may ask of the queue: the screens of the hall, the kiosk, first contacts.

pub use super::actions::{
    Deed, Giver, Then, TicketDone, TicketWish, call_next, close_window, leave, open_window,
    parse_ticket_id, perform, take, ticket_for, ticket_id,
};
pub use super::record::{LineRecord, StateRecord, TicketRecord};
pub use super::state::{LineState, QueueState, WindowState, now};
pub use super::store::{HeldTicket, OpenWindow};
pub use crate::ground::{GENERAL, Ground, HallWindow, QUICK, line_of, lines_of_window};

pub use super::pages::deed_named;

pub use super::pages::line_of_item;

use super::pages::take_allowance;
use super::store;
use kit::db::{CentreId, Read};
use kit::rights::Power;
use kit::visit::Once;
use kit::{Hall, HallError, Visit};
use std::sync::Arc;
use threshold::ticket::Priority;

/// Kinds of subjects whose entries change what a screen of the hall shows.
pub const TOPICS: &[&str] = &["ticket", "queue_window", "line"];

/// A ticket by what is printed on it.
///
/// # Errors
/// `NotFound`; what the database said.
pub async fn by_code(hall: &Hall, centre: CentreId, code: &str) -> Result<HeldTicket, HallError> {
    let code = code.to_owned();
    hall.db
        .read(move |read| {
            store::by_code(read, centre, &code)?.ok_or_else(super::actions::no_ticket)
        })
        .await
}

/// The ticket that the visitor's window has called or is serving; nothing without a window.
///
/// # Errors
/// What the database said.
pub async fn served_by(visit: &Visit) -> Result<Option<TicketRecord>, HallError> {
    let (centre, ground) = (visit.centre()?, Ground::of_visit(visit).await?);
    let Some(window) = ground.own(visit).map(|it| it.key.clone()) else { return Ok(None) };
    let today = visit.today();
    visit
        .read(move |read| {
            let tickets = store::open_tickets(read, centre, today)?;
            Ok(super::actions::at_window(&tickets, &window).map(|it| it.record.clone()))
        })
        .await
}

/// The queue of the visitor's own centre now.
///
/// # Errors
/// What the database said.
pub async fn own(visit: &Visit) -> Result<QueueState, HallError> {
    let (centre, ground) = (visit.centre()?, Ground::of_visit(visit).await?);
    let now_ms = visit.now_ms;
    visit.read(move |read| QueueState::read(read, centre, &ground, now_ms)).await
}

/// Whether a centre has lines written down, for loading a demonstration once.
///
/// # Errors
/// What the database said.
pub fn has_any(read: &mut dyn Read, centre: CentreId) -> Result<bool, HallError> {
    Ok(!store::lines(read, centre)?.is_empty())
}

/// How many wait in a centre today.
///
/// # Errors
/// What the database said.
pub fn waiting_now(
    read: &mut dyn Read,
    centre: CentreId,
    today: jiff::civil::Date,
) -> Result<i64, HallError> {
    let open = store::open_tickets(read, centre, today)?;
    let waiting = super::actions::standing(&open)?.len();
    Ok(i64::try_from(waiting).unwrap_or(i64::MAX))
}

/// What a centre's queue stands on.
///
/// # Errors
/// As [`Ground::of`].
pub async fn ground(hall: &Hall, centre: CentreId) -> Result<Arc<Ground>, HallError> {
    Ground::of(hall, centre).await
}

/// What a visitor came for (取号事由).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matter {
    /// A line, by its letters.
    Line(String),
    /// An item, by its code.
    Item(String),
}

/// A ticket that a visitor takes at the kiosk.
///
/// # Errors
/// Where the line is not offered now; `TooMany` for an address that takes without end.
pub async fn take_at_kiosk(
    visit: &Visit,
    centre: CentreId,
    (matter, priority): (Matter, Priority),
    once: &Once,
) -> Result<TicketDone, HallError> {
    let ground = Ground::of(&visit.hall, centre).await?;
    take_allowance(visit)?;
    let (line, item) = match matter {
        Matter::Line(line) => (line, String::new()),
        Matter::Item(item) => (line_of_item(visit, &ground, (centre, &item)).await?, item),
    };
    let wish = TicketWish { line, priority, giver: Giver::Kiosk, item, phone: String::new() };
    let visitor = Visit { member: None, ..visit.clone() };
    visitor.act_in(centre, Power::Public, once, move |act| take(act, &wish, &ground)).await
}

/// The line of an item as it stands now, if the item is in the catalogue.
///
/// # Errors
/// What the database said.
pub async fn line_for_item(
    visit: &Visit,
    state: &QueueState,
    (centre, item): (CentreId, &str),
) -> Result<Option<LineState>, HallError> {
    let found = line_of_item(visit, state.ground(), (centre, item)).await;
    match found {
        Ok(prefix) => Ok(state.line(&prefix).cloned()),
        Err(HallError::Invalid(_) | HallError::Breach { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whoever holds the paper leaves the queue.
///
/// # Errors
/// `NotFound`; where one has been called already.
pub async fn leave_by_code(
    visit: &Visit,
    (centre, code): (CentreId, &str),
    once: &Once,
) -> Result<TicketDone, HallError> {
    let code = code.to_owned();
    let visitor = Visit { member: None, ..visit.clone() };
    visitor.act_in(centre, Power::Public, once, move |act| leave(act, &code)).await
}
