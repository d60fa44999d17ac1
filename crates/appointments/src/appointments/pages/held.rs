//! `/appointments/{name}`: one's own appointment: number, QR code, to be printed or cancelled.

use super::{Place, parse};
use crate::appointments::actions::{self, unknown};
use crate::appointments::store::{self, Held};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use fast_qr::QRBuilder;
use fast_qr::convert::Builder;
use fast_qr::convert::svg::SvgBuilder;
use kit::db::CentreId;
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit};
use threshold::appointment::Standing;

#[derive(Template)]
#[template(path = "appointments/pages/held.html")]
struct HeldPage {
    chrome: Chrome,
    key: String,
    path: String,
    number: String,
    item: String,
    day: String,
    time: String,
    place: String,
    address: String,
    phone: String,
    who: String,
    standing: String,
    is_booked: bool,
    /// The page of the ticket, once arrived.
    ticket: String,
    guide: String,
    qr: String,
}

async fn found(visit: &Visit, (centre, code): (CentreId, &str)) -> Result<Held, HallError> {
    super::slow_down(visit)?;
    let code = code.to_owned();
    visit.hall.db.read(move |read| store::by_code(read, centre, &code)).await?.ok_or_else(unknown)
}

/// The page.
pub(in crate::appointments) async fn show(
    visit: Visit,
    Path(name): Path<String>,
) -> Result<Response, HallError> {
    let (centre, code) = parse(&name)?;
    let held = found(&visit, (centre, &code)).await?;
    let (words, place) = (visit.words(), Place::of(&visit, centre).await?);
    let path = format!("/appointments/{centre}-{code}");
    let qr = QRBuilder::new(format!("{}{path}", visit.hall.site.public_url))
        .build()
        .map(|code| SvgBuilder::default().margin(2).to_str(&code))
        .unwrap_or_default();
    let slot = held.appointment.slot;
    visit.page(&HeldPage {
        chrome: place.chrome(&visit, words.say("您的预约", "Your appointment"), Face::Public),
        key: visit.form_key(),
        item: item_name(&held, &visit),
        day: words.date_and_weekday(slot.day),
        time: slot.clock(),
        place: words.phrase(&place.name).to_owned(),
        address: words.phrase(&place.address).to_owned(),
        phone: place.phone.clone(),
        who: held.asker.masked().to_owned(),
        standing: words.phrase(&held.appointment.standing.phrase()).to_owned(),
        is_booked: held.appointment.standing == Standing::Booked,
        ticket: if held.ticket.is_empty() {
            String::new()
        } else {
            format!("/tickets/{centre}-{}", held.ticket)
        },
        guide: format!("{}/items/{}", place.root, held.item),
        number: held.number,
        path,
        qr,
    })
}

/// An item's name in the reader's language.
pub(super) fn item_name(held: &Held, visit: &Visit) -> String {
    let english =
        if held.item_name_english.is_empty() { &held.item_name } else { &held.item_name_english };
    visit.words().say(&held.item_name, english).to_owned()
}

/// `POST /appointments/{name}/cancellation`
pub(in crate::appointments) async fn cancel(
    visit: Visit,
    Path(name): Path<String>,
    sent: Submitted,
) -> Result<Response, HallError> {
    let (centre, code) = parse(&name)?;
    super::slow_down(&visit)?;
    let visitor = super::acting(&visit, centre);
    visitor
        .act_in(centre, Power::Public, &sent.once, move |act| actions::cancel(act, &code))
        .await?;
    let done = Phrase::of("预约已取消。", "The appointment is cancelled.");
    Ok(visit.redirect(&format!("/appointments/{name}"), &done))
}
