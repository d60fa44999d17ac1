//! The work list (办件列表): open and closed cases by views and search, its Excel, and the part of
//! the desk that says what is due first.
//!
//! Tables: none; it reads the cases.

pub(crate) mod board;
mod desk;
mod list;

use kit::rights::Power;
use kit::routes::Routes;
use kit::shell::{MenuEntry, MenuGroup};
use kit::wing::Room;
use kit::{Phrase, Visit};

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("worklist");
    room.routes = Routes::new().get("/cases", Power::ReadCases, list::show).get(
        "/cases/export",
        Power::ReadCases,
        list::export,
    );
    room.menu = menu;
    room.desk = desk::part;
    room
}

fn menu(visit: &Visit) -> Vec<MenuGroup> {
    if !visit.may(Power::ReadCases) {
        return Vec::new();
    }
    let label = Phrase::of("办件列表", "Work list");
    let entry = MenuEntry { href: "/cases", label, icon: "list", count: None };
    vec![MenuGroup { label: Phrase::of("办件", "Cases"), entries: vec![entry] }]
}
