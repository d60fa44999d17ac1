//! Matters that could not be done (“办不成事”反映), from the report to the answer.
//!
//! A matter comes from a window, a first contact, the public pages or the kiosk; it has an owner
//! until the resident was told how it ended, and may be reopened once. Decided by
//! [`threshold::contact::unresolved`]. Basis: GB/T 47366-2026; domain rules 3.1.
//!
//! Tables: `matters_matters`, `matters_counters` (both projections).

mod actions;
mod api;
mod desk;
pub mod door;
mod events;
mod pages;
mod record;
mod store;
#[cfg(test)]
mod tests;

use kit::db::Migration;
use kit::rights::Power;
use kit::routes::Routes;
use kit::shell::{MenuEntry, MenuGroup};
use kit::wing::{Room, Table};
use kit::{Phrase, Visit};

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("matters");
    room.migrations = vec![Migration {
        room: "matters",
        number: 1,
        name: "matters",
        sqlite: include_str!("migrations/1_matters.sqlite.sql"),
        postgres: include_str!("migrations/1_matters.postgres.sql"),
    }];
    room.projections = vec![
        Table { name: "matters_matters", key: &["number"] },
        Table { name: "matters_counters", key: &["day"] },
    ];
    room.projector = Some(store::project);
    room.statements = store::STATEMENTS.to_vec();
    room.routes = routes().merge(api::routes());
    room.menu = menu;
    room.desk = desk::part;
    room.openapi = || Some(api::described());
    room.title = Phrase::of("办不成事", "Unresolved matters");
    room.deeds = events::deeds();
    room.disclosing = vec!["matters.unmasked"];
    room.withheld = vec!["first", "event"];
    room
}

fn routes() -> Routes {
    use pages::{act, list, new, show};
    let (read, keep) = (Power::ReadContacts, Power::KeepContacts);
    Routes::new()
        .post("/contacts/{number}/unresolved-matter", keep, act::from_contact)
        .get("/unresolved-matters", read, list::show)
        .get("/unresolved-matters/export", read, list::export)
        .get("/unresolved-matters/new", keep, new::show)
        .post("/unresolved-matters", keep, new::create)
        .get("/unresolved-matters/{number}", read, show::show)
        .post("/unresolved-matters/{number}/acceptance", keep, act::accept)
        .post("/unresolved-matters/{number}/follow-ups", keep, act::follow_up)
        .post("/unresolved-matters/{number}/solution", keep, act::solve)
        .post("/unresolved-matters/{number}/explanation", keep, act::explain)
        .post("/unresolved-matters/{number}/notification", keep, act::tell)
        .post("/unresolved-matters/{number}/reopening", keep, act::reopen)
        .post("/unresolved-matters/{number}/unmasking", Power::UnmaskPersons, act::unmask)
}

fn menu(visit: &Visit) -> Vec<MenuGroup> {
    if !visit.may(Power::ReadContacts) {
        return Vec::new();
    }
    let label = Phrase::of("办不成事", "Unresolved matters");
    let entry = MenuEntry { href: "/unresolved-matters", label, icon: "flag", count: None };
    vec![MenuGroup { label: Phrase::of("接待", "Reception"), entries: vec![entry] }]
}
