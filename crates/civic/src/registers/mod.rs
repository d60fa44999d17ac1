//! The household register (户籍): households and members, applications decided here or by the
//! police station, entries with before and after that are never altered, extracts.
//!
//! Decided by [`statutes::household`]; this room keeps who the persons are (sealed). Basis:
//! Household Registration Regulations arts. 3, 5–8, 10, 13, 17.
//!
//! Tables: `registers_households`, `registers_persons`, `registers_applications`,
//! `registers_entries`, `registers_counters` (all projections).

mod actions;
mod api;
mod deciding;
pub mod door;
mod draft;
mod events;
mod pages;
mod persons;
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
    let mut room = Room::new("registers");
    room.migrations = vec![Migration {
        room: "registers",
        number: 1,
        name: "registers",
        sqlite: include_str!("migrations/1_registers.sqlite.sql"),
        postgres: include_str!("migrations/1_registers.postgres.sql"),
    }];
    room.projections = vec![
        Table { name: "registers_households", key: &["number"] },
        Table { name: "registers_persons", key: &["mark"] },
        Table { name: "registers_applications", key: &["number"] },
        Table { name: "registers_entries", key: &["number"] },
        Table { name: "registers_counters", key: &["kind", "day"] },
    ];
    room.projector = Some(store::project);
    room.statements = store::STATEMENTS.to_vec();
    room.routes = routes().merge(api::routes());
    room.menu = menu;
    room.openapi = || Some(api::described());
    room.title = Phrase::of("户籍", "Household register");
    room.deeds = events::deeds();
    room.disclosing = vec!["registers.unmasked", "registers.extracted"];
    room.withheld = vec!["change", "before", "after", "households", "late_reason"];
    room
}

fn routes() -> Routes {
    use pages::{act, extract, household, list, new, show};
    let (read, keep) = (Power::ReadRegisters, Power::KeepRegisters);
    let (decide, unmask) = (Power::DecideRegisters, Power::UnmaskPersons);
    Routes::new()
        .get("/registers", read, list::applications)
        .get("/registers/new", keep, new::show)
        .post("/registers", keep, new::create)
        .get("/registers/households", read, list::households)
        .get("/registers/households/{household}", read, household::show)
        .post("/registers/households/{household}/unmasking", unmask, household::unmask)
        .get("/registers/households/{household}/extract", keep, extract::show)
        .post("/registers/households/{household}/extract", unmask, extract::make)
        .get("/registers/{number}", read, show::show)
        .post("/registers/{number}/unmasking", unmask, act::unmask)
        .post("/registers/{number}/papers", keep, act::perform)
        .post("/registers/{number}/sending", keep, act::perform)
        .post("/registers/{number}/answer", keep, act::perform)
        .post("/registers/{number}/withdrawal", keep, act::perform)
        .post("/registers/{number}/entry", decide, act::perform)
        .post("/registers/{number}/refusal", decide, act::perform)
}

fn menu(visit: &Visit) -> Vec<MenuGroup> {
    if !visit.may(Power::ReadRegisters) || visit.is_county() {
        return Vec::new();
    }
    let label = Phrase::of("户籍", "Household register");
    let entries = vec![MenuEntry { href: "/registers", label, icon: "id-card", count: None }];
    vec![MenuGroup { label: Phrase::of("办件", "Cases"), entries }]
}
