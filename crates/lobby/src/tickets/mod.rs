//! Tickets (号票): a visitor follows the own ticket on the phone, prints it, leaves the queue.
//!
//! A ticket is named by its centre and a code that nobody can guess; the page tells the number,
//! how many are called before, and the window once one is called. No personal data stands on it.

mod pages;
#[cfg(test)]
mod tests;
mod view;

pub(crate) use view::TicketFace;

use kit::HallError;
use kit::db::CentreId;
use kit::rights::Power;
use kit::routes::Routes;
use kit::wing::Room;

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("tickets");
    room.routes = Routes::new()
        .get("/tickets/{ticket}", Power::Public, pages::ticket::show)
        .get("/tickets/{ticket}/slip", Power::Public, pages::ticket::slip)
        .post("/tickets/{ticket}/departure", Power::Public, pages::ticket::leave);
    room
}

/// Centre and code of a ticket as its address names it.
///
/// # Errors
/// `NotFound` where it names none.
fn parse(name: &str) -> Result<(CentreId, &str), HallError> {
    let named = name.split_once('-').and_then(|(centre, code)| {
        let is_code = code.len() == 16 && code.bytes().all(|it| it.is_ascii_hexdigit());
        Some((CentreId::parse(centre)?, code)).filter(|_| is_code)
    });
    named.ok_or_else(|| {
        HallError::not_found(
            "没有这张号票。请核对小票上的二维码或地址。",
            "There is no such ticket. Check the code or the address on your slip.",
        )
    })
}
