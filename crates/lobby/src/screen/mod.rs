//! Screens (大屏): the call board of the hall and the display above a window (V8).
//!
//! Both are public, hold no personal data and need no sign-in. They follow the queue live; what
//! was last known stays when the network is gone, with its age. The voice is the browser's own,
//! and is switched on by one touch, as browsers demand.

mod pages;
#[cfg(test)]
mod tests;

use kit::rights::Power;
use kit::routes::Routes;
use kit::wing::Room;

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("screen");
    room.routes = Routes::new()
        .get("/centres/{centre}/board", Power::Public, pages::board::show)
        .get("/centres/{centre}/windows/{window}/display", Power::Public, pages::display::show)
        .get("/centres/{centre}/events", Power::Public, pages::events::show);
    room
}
