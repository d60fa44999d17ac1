//! Guide (办事指南): what a resident has to know of an item, from the one definition.
//!
//! Page, checklist, print, QR code and linked data (schema.org, CPSV-AP) are all drawn from the
//! version in force in the centre's catalogue; nothing here is written by hand a second time.

mod drawn;
pub(crate) mod english;
mod linked;
mod pages;
mod plain;
pub(crate) mod qr;
pub(crate) mod record;
#[cfg(test)]
mod tests;
mod view;

pub use view::{ChecklistView, Fact, GuideView, QuestionView};

use kit::rights::Power;
use kit::routes::Routes;
use kit::wing::Room;

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("guide");
    room.routes = Routes::new()
        .get("/centres/{centre}/items/{code}", Power::Public, pages::guide::show)
        .get("/centres/{centre}/items/{code}/qr.svg", Power::Public, pages::guide::qr_code);
    room
}
