//! What is sent from the workbench: each act goes through the door of its room and leads back.

use super::bench;
use crate::window::{SERVE, actions, visitor};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use casework::intake::door::{self as intake, Brought, Stands};
use kit::db::Act;
use kit::form::FormErrors;
use kit::rights::Power;
use kit::visit::{Once, Submitted};
use kit::{HallError, Phrase, Visit};
use reception::contacts::door::{self as contacts, Asker, NewContact};
use reception::queue::door::{self as queue, Deed, Ground, Then, TicketDone};
use threshold::contact::Way;
use threshold::ticket::{Moved, Phase, Prefix};

const BENCH: &str = "/window";

/// Back to the workbench; a refusal is shown on it with what was typed.
async fn answered(
    visit: &Visit,
    sent: &Submitted,
    outcome: Result<Phrase, HallError>,
) -> Result<Response, HallError> {
    let errors = match outcome {
        Ok(message) => return Ok(visit.redirect(BENCH, &message)),
        Err(HallError::Breach { sentence, .. }) => FormErrors::one("", sentence),
        Err(HallError::Invalid(errors)) => errors,
        Err(error) => return Err(error),
    };
    bench::page(visit, bench::Asked::typed(&sent.data), &errors).await
}

fn told(done: &TicketDone) -> Phrase {
    let number = &done.number;
    match done.phase.as_str() {
        "called" => Phrase::new(format!("已叫 {number}。"), format!("{number} was called.")),
        "serving" => Phrase::new(format!("{number} 开始办理。"), format!("{number} is served.")),
        "parked" => Phrase::new(format!("{number} 已暂存。"), format!("{number} is set aside.")),
        "served" => Phrase::new(format!("{number} 已办完。"), format!("{number} is finished.")),
        "waiting" => {
            Phrase::new(format!("{number} 已回到队列。"), format!("{number} is back in line."))
        }
        _ => Phrase::new(format!("{number} 已结束。"), format!("{number} has ended.")),
    }
}

/// `POST /window/opening`: opens with the lines that the window is set up for.
pub(in crate::window) async fn open(visit: Visit, sent: Submitted) -> Result<Response, HallError> {
    let outcome = async {
        let ground = Ground::of_visit(&visit).await?;
        let window = ground.seat(&visit)?;
        let state = queue::own(&visit).await?;
        let lines: Vec<_> = state.lines.iter().map(|it| it.record.clone()).collect();
        let chosen = queue::lines_of_window(&lines, &window);
        let work = move |act: &mut Act<'_>| queue::open_window(act, &window.key, &chosen, &ground);
        visit.act(SERVE, &sent.once, work).await?;
        Ok(Phrase::of("窗口已开。", "The window is open."))
    };
    let outcome = outcome.await;
    answered(&visit, &sent, outcome).await
}

/// `POST /window/calls`
pub(in crate::window) async fn call(visit: Visit, sent: Submitted) -> Result<Response, HallError> {
    let outcome = async {
        let window = Ground::of_visit(&visit).await?.seat(&visit)?;
        let work = move |act: &mut Act<'_>| queue::call_next(act, &window.key);
        Ok(told(&visit.act(SERVE, &sent.once, work).await?))
    };
    let outcome = outcome.await;
    answered(&visit, &sent, outcome).await
}

/// `POST /window/tickets/{ticket}/{deed}`
pub(in crate::window) async fn act(
    visit: Visit,
    Path((ticket, deed)): Path<(String, String)>,
    sent: Submitted,
) -> Result<Response, HallError> {
    let (day, number) = queue::parse_ticket_id(&ticket)?;
    let outcome = async {
        let window = Ground::of_visit(&visit).await?.seat(&visit)?.key;
        let to = match sent.data.text("to").split_once(':') {
            Some(("line", prefix)) => Prefix::parse(prefix).ok().map(Moved::Line),
            Some(("window", key)) => Some(Moved::Window(key.to_owned())),
            _ => None,
        };
        if deed == "forwarding" && to.is_none() {
            let fault = Phrase::of("请选择转到哪里。", "Choose where it goes.");
            return Err(HallError::invalid("to", fault));
        }
        let to = to.unwrap_or(Moved::Window(String::new()));
        let deed = queue::deed_named(&deed, sent.data.text("reason"), to)?;
        let is_over = matches!(deed, Deed::Finish | Deed::Leave);
        let then = if sent.data.text("then") == "next" { Then::CallNext } else { Then::Stop };
        let work =
            move |act: &mut Act<'_>| queue::perform(act, (day, &number), &window, (&deed, then));
        let done = visit.act(SERVE, &sent.once, work).await?;
        if is_over {
            let work = move |act: &mut Act<'_>| actions::forget(act, &ticket);
            visit.act(SERVE, &Once::unkeyed(), work).await?;
        }
        Ok(told(&done))
    };
    let outcome = outcome.await;
    answered(&visit, &sent, outcome).await
}

/// The name of the ticket that is being served at the visitor's window.
///
/// # Errors
/// Where nobody is.
async fn served(visit: &Visit) -> Result<String, HallError> {
    let ticket = queue::served_by(visit).await?.filter(|it| it.phase() == Phase::Serving);
    let ticket = ticket.ok_or_else(|| {
        HallError::breach(
            "请先叫号并开始办理，再读取证件、选择事项。",
            "Call somebody and begin first; then read the card and choose the item.",
        )
    })?;
    Ok(queue::ticket_id(visit.today(), &ticket.number))
}

/// `POST /window/person`: digits and Enter, typed or from the card reader.
pub(in crate::window) async fn person(
    visit: Visit,
    sent: Submitted,
) -> Result<Response, HallError> {
    let outcome = async {
        let ticket = served(&visit).await?;
        let stands =
            if sent.data.has("for_another") { Stands::ForAnother } else { Stands::ForThemselves };
        let typed = (sent.data.text("identity"), stands);
        let known = visitor::recognise(&visit, &ticket, typed).await?;
        Ok(if known.name.is_empty() {
            Phrase::of(
                "号码正确；第一次来办事，姓名和电话在收件时填写。",
                "The number is right; it is a first visit: name and phone are asked on the form.",
            )
        } else {
            Phrase::of(
                "号码正确；已找到以往登记。",
                "The number is right; earlier visits are found.",
            )
        })
    };
    let outcome = outcome.await;
    answered(&visit, &sent, outcome).await
}

/// `POST /window/person/removal`: somebody else stands there.
pub(in crate::window) async fn another(
    visit: Visit,
    sent: Submitted,
) -> Result<Response, HallError> {
    let outcome = async {
        let ticket = served(&visit).await?;
        let work = move |act: &mut Act<'_>| actions::forget(act, &ticket);
        visit.act(Power::TakeCases, &sent.once, work).await?;
        Ok(Phrase::of("请重新读取证件。", "Read the card again."))
    };
    let outcome = outcome.await;
    answered(&visit, &sent, outcome).await
}

/// `POST /window/items`: the item is chosen; whoever serves has been asked first and answers for
/// it, and the intake form opens with everything known filled in.
pub(in crate::window) async fn item(visit: Visit, sent: Submitted) -> Result<Response, HallError> {
    let outcome = async {
        let ticket = served(&visit).await?;
        let code = sent.data.text("item").trim().to_uppercase();
        let mut known = visitor::of_ticket(&visit, &ticket).await?.unwrap_or_default();
        if known.name.is_empty() && !known.identity.is_empty() {
            // A first visit may have become a case meanwhile: its name and phone serve the next.
            let card = (known.identity.as_str(), known.stands);
            known = visitor::recognise(&visit, &ticket, card).await?;
        }
        let contact = asked_first(&visit, &sent.once, (&ticket, &code)).await?;
        let brought = Brought {
            ticket,
            contact,
            identity: known.identity,
            name: known.name,
            phone: known.phone,
            stands: known.stands,
            ..Brought::default()
        };
        intake::begin(&visit, &code, &brought).await
    };
    match outcome.await {
        Ok(address) => Ok(Redirect::to(&address).into_response()),
        Err(error) => answered(&visit, &sent, Err(error)).await,
    }
}

/// The open first contact of the ticket about the item, or a new one that whoever serves answers
/// for: what was asked besides does not end with the case.
async fn asked_first(
    visit: &Visit,
    once: &Once,
    (ticket, item): (&str, &str),
) -> Result<String, HallError> {
    let (centre, ticket, item) = (visit.centre()?, ticket.to_owned(), item.to_owned());
    let of = ticket.clone();
    let mut open = visit.read(move |read| contacts::of_ticket(read, centre, &of)).await?;
    open.retain(|it| !it.stage.is_closed());
    if let Some(known) = open.iter().find(|it| it.item == item) {
        return Ok(known.number.clone());
    }
    let new = NewContact {
        by: contacts::keeper(visit)?,
        way: Way::WalkIn,
        item,
        words: String::new(),
        ticket,
        asker: Asker::default(),
    };
    let done = visit.act(Power::KeepContacts, once, move |act| contacts::open(act, &new)).await?;
    contacts::counts_changed(&visit.hall, centre).await?;
    Ok(done.number)
}
