//! Finding (找事项): search and browse by occasion in life, department and audience, in one centre
//! or in the whole county.
//!
//! The index is the search's; this room only shows what it finds, so that a resident reaches a
//! guide in two steps and never has to know what an item is officially called.

mod asked;
mod look;
mod pages;
#[cfg(test)]
mod tests;

pub(crate) use asked::Asked;
pub(crate) use look::{Hit, look};

use kit::rights::Power;
use kit::routes::Routes;
use kit::wing::Room;

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("finding");
    room.routes = Routes::new().get("/items", Power::Public, pages::items::in_county).get(
        "/centres/{centre}/items",
        Power::Public,
        pages::items::in_centre,
    );
    room
}
