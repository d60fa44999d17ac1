//! Screens (大屏): the call board of the hall and the display above a window (V8).
//!
//! Both are public, hold no personal data and need no sign-in. They follow the queue live; what
//! was last known stays when the network is gone, with its age, also over a restart. The voice is
//! the browser's own, is switched on by one touch, as browsers demand, and remembered.

mod pages;
mod record;
mod slides;
#[cfg(test)]
mod tests;

use kit::rights::Power;
use kit::routes::Routes;
use kit::shell::{MenuEntry, MenuGroup};
use kit::wing::Room;
use kit::{Phrase, Visit};

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("screen");
    room.routes = Routes::new()
        .get("/centres/{centre}/board", Power::Public, pages::board::show)
        .get("/centres/{centre}/windows/{window}/display", Power::Public, pages::display::show)
        .get("/centres/{centre}/events", Power::Public, pages::events::show)
        .get("/centres/{centre}/screen-worker.js", Power::Public, pages::worker::show)
        .get("/screens", Power::ReadQueue, pages::screens::show);
    room.menu = menu;
    room
}

fn menu(visit: &Visit) -> Vec<MenuGroup> {
    if !visit.may(Power::ReadQueue) || visit.is_county() {
        return Vec::new();
    }
    let label = Phrase::of("大屏", "Screens");
    let entry = MenuEntry { href: "/screens", label, icon: "window", count: None };
    vec![MenuGroup { label: Phrase::of("大厅", "Hall"), entries: vec![entry] }]
}
