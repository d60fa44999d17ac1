//! Mediations (人民调解): both sides, consent, mediators, sessions, the agreement and what became
//! of it, or the end and the ways that remain.
//!
//! Decided by [`rulebook::mediation`]; this room keeps who the parties are (sealed) and the dates.
//! Basis: People's Mediation Law arts. 17–33; Provisions on People's Mediation Work arts. 36, 37.
//!
//! Tables: `mediations_mediations`, `mediations_counters` (both projections).

mod actions;
mod api;
mod desk;
pub mod door;
mod draft;
mod events;
mod pages;
mod party;
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
    let mut room = Room::new("mediations");
    room.migrations = vec![Migration {
        room: "mediations",
        number: 1,
        name: "mediations",
        sqlite: include_str!("migrations/1_mediations.sqlite.sql"),
        postgres: include_str!("migrations/1_mediations.postgres.sql"),
    }];
    room.projections = vec![
        Table { name: "mediations_mediations", key: &["number"] },
        Table { name: "mediations_counters", key: &["day"] },
    ];
    room.projector = Some(store::project);
    room.statements = store::STATEMENTS.to_vec();
    room.routes = routes().merge(api::routes());
    room.menu = menu;
    room.desk = desk::part;
    room.openapi = || Some(api::described());
    room.title = Phrase::of("人民调解", "Mediation");
    room.deeds = events::deeds();
    room.disclosing = vec!["mediations.unmasked", "mediations.printed"];
    room.withheld = vec!["first", "event", "parties", "matter"];
    room
}

fn routes() -> Routes {
    use pages::{act, list, new, print, show};
    let (read, keep) = (Power::ReadCases, Power::HandleCases);
    let mut routes = Routes::new()
        .get("/mediations", read, list::show)
        .get("/mediations/new", keep, new::show)
        .post("/mediations", keep, new::create)
        .get("/mediations/{number}", read, show::show)
        .get("/mediations/{number}/print/{paper}", keep, print::show)
        .post("/mediations/{number}/print/{paper}", Power::UnmaskPersons, print::make)
        .post("/mediations/{number}/unmasking", Power::UnmaskPersons, act::unmask);
    for (address, _) in draft::ACTS {
        routes = routes.post(address, keep, act::perform);
    }
    routes
}

fn menu(visit: &Visit) -> Vec<MenuGroup> {
    if !visit.may(Power::ReadCases) || visit.is_county() {
        return Vec::new();
    }
    let label = Phrase::of("人民调解", "Mediation");
    let entries = vec![MenuEntry { href: "/mediations", label, icon: "handshake", count: None }];
    vec![MenuGroup { label: Phrase::of("办件", "Cases"), entries }]
}
