//! The work list (办件列表): open and closed cases by tabs, filters and search, its Excel, acts on
//! several cases at once, and the part of the desk that says what is due first.
//!
//! The tabs of open cases stand in the order of the day and never vanish: what the visitor's own
//! post may do next (待办), all in hand, due today, overdue, paused, waiting for the applicant. They
//! are counted in one statement, of what the filters leave. Filters stay in the address; what was
//! typed into the search field is never kept under a name, for it may be a person's number.
//!
//! Tables: `worklist_filters` (a projection), the filters that accounts keep; it reads the cases.

mod actions;
mod asked;
mod batch;
pub(crate) mod board;
pub(crate) mod deliveries;
mod desk;
mod events;
mod export;
mod filters;
mod list;
mod reading;
mod store;

use kit::db::Migration;
use kit::rights::Power;
use kit::routes::Routes;
use kit::shell::{MenuEntry, MenuGroup};
use kit::wing::{Room, Table};
use kit::{Phrase, Visit};

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("worklist");
    room.migrations = vec![Migration {
        room: "worklist",
        number: 1,
        name: "filters",
        sqlite: include_str!("migrations/1_filters.sqlite.sql"),
        postgres: include_str!("migrations/1_filters.postgres.sql"),
    }];
    room.projections = vec![Table { name: "worklist_filters", key: &["account", "name"] }];
    room.projector = Some(store::project);
    room.statements = store::STATEMENTS.to_vec();
    room.routes = Routes::new()
        .get("/cases", Power::ReadCases, list::show)
        .get("/cases/export", Power::ReadCases, export::export)
        .post("/cases/batch", Power::HandleCases, batch::create)
        .post("/cases/filters", Power::ReadCases, filters::keep)
        .post("/cases/filters/preference", Power::ReadCases, filters::prefer)
        .post("/cases/filters/removal", Power::ReadCases, filters::remove);
    room.menu = menu;
    room.desk = desk::part;
    room.title = Phrase::of("办件列表", "Work list");
    room.deeds = events::deeds();
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
