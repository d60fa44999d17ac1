//! Samples (否定件抽查复核): denials drawn by lot over a time, and what a second look at each found.
//!
//! The supervisor draws; the seed stands in the journal with all that could have been drawn, so
//! that anybody may draw again and get the same. A finding changes nothing itself: a denial found
//! wrong is called back by the director. Basis: domain rule 4 (否定报备制).
//!
//! Tables: `samples_draws`, `samples_denials` (projections).

mod actions;
mod api;
mod events;
mod pages;
mod store;

#[cfg(test)]
pub(crate) use actions::lot;

use kit::db::Migration;
use kit::rights::Power;
use kit::routes::Routes;
use kit::shell::{MenuEntry, MenuGroup};
use kit::wing::{Room, Table};
use kit::{Phrase, Visit};

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("samples");
    room.migrations = vec![Migration {
        room: "samples",
        number: 1,
        name: "draws",
        sqlite: include_str!("migrations/1_draws.sqlite.sql"),
        postgres: include_str!("migrations/1_draws.postgres.sql"),
    }];
    room.projections = vec![
        Table { name: "samples_draws", key: &["draw"] },
        Table { name: "samples_denials", key: &["draw", "number"] },
    ];
    room.projector = Some(store::project);
    room.statements = store::STATEMENTS.to_vec();
    room.routes = Routes::new()
        .get("/denials/samples", Power::ReadCases, pages::list::show)
        .post("/denials/samples", Power::ReviewDenials, pages::list::draw)
        .post("/denials/samples/{draw}/{number}", Power::ReviewDenials, pages::list::examine)
        .get("/api/v1/denials/samples", Power::ReadCases, api::list)
        .post("/api/v1/denials/samples", Power::ReviewDenials, api::draw)
        .post("/api/v1/denials/samples/{draw}/{number}", Power::ReviewDenials, api::examine);
    room.menu = menu;
    room.openapi = || Some(api::described());
    room.title = Phrase::of("否定件抽查", "Samples of denials");
    room.deeds = events::deeds();
    room.withheld = vec!["note"];
    room
}

/// For whoever draws, and for the director, who calls back what was found wrong.
fn menu(visit: &Visit) -> Vec<MenuGroup> {
    let is_shown = visit.may(Power::ReviewDenials) || visit.may(Power::ConcurWithCases);
    if !is_shown || visit.is_county() {
        return Vec::new();
    }
    let label = Phrase::of("否定件抽查", "Samples of denials");
    let entries = vec![MenuEntry { href: "/denials/samples", label, icon: "scale", count: None }];
    vec![MenuGroup { label: Phrase::of("办件", "Cases"), entries }]
}
