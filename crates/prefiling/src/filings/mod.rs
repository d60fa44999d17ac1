//! Filings (网上预申报): filed online before the visit, checked within some working days, told at
//! one time what is missing, and taken over at the window as a case.
//!
//! What may become of one is decided by [`threshold::prefiling`]; which items take them by
//! [`rulebook::item::HandlingRules::takes_prefiling`]. It is no receipt: no legal clock runs before
//! the window has taken the case in, and the case that comes of it is made by the intake like any
//! other; this room hears of it and ends the filing in the same transaction. Who filed, what they
//! answered and what they wrote is sealed; a paper that somebody looks at stands in the journal.
//! Administrative Licensing Law arts. 29, 32(4), 33.
//!
//! Tables: `filings_filings`, `filings_files`, `filings_counters` (all projections).

mod actions;
mod api;
pub mod door;
mod events;
mod holding;
mod pages;
mod store;
mod tally;
#[cfg(test)]
mod tests;
mod watching;

use casework::papers::door as papers;
use kit::db::Migration;
use kit::rights::Power;
use kit::routes::Routes;
use kit::shell::{MenuEntry, MenuGroup};
use kit::wing::{Room, Table, Timer};
use kit::{Phrase, Visit};
use std::sync::Arc;

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("filings");
    room.migrations = vec![Migration {
        room: "filings",
        number: 1,
        name: "filings",
        sqlite: include_str!("migrations/1_filings.sqlite.sql"),
        postgres: include_str!("migrations/1_filings.postgres.sql"),
    }];
    room.projections = vec![
        Table { name: "filings_filings", key: &["number"] },
        Table { name: "filings_files", key: &["number", "file"] },
        Table { name: "filings_counters", key: &["day"] },
    ];
    room.projector = Some(store::projecting::project);
    room.listeners = vec![actions::became_case];
    room.statements = [store::STATEMENTS, store::projecting::STATEMENTS].concat();
    room.routes = routes().merge(api::routes());
    room.furnish = |shelf| {
        shelf.get_or_default::<papers::Holders>().add(Arc::new(holding::OpenFilings));
    };
    room.menu = menu;
    room.desk = tally::part;
    room.timers = vec![
        Timer { name: "filings", every_s: 600, run: |hall| Box::pin(watching::sweep(hall)) },
        Timer {
            name: "filings count",
            every_s: 30,
            run: |hall| Box::pin(tally::refresh_all(hall)),
        },
    ];
    room.openapi = || Some(api::described());
    room.title = Phrase::of("网上预申报", "Filed online");
    room.deeds = events::deeds();
    room.disclosing = vec!["filings.viewed", "filings.opened", "filings.unmasked"];
    room.withheld = vec!["code", "parties", "answers", "note", "asks", "late_reason"];
    room
}

fn routes() -> Routes {
    use pages::{act, list, review};
    let (read, take) = (Power::ReadCases, Power::TakeCases);
    Routes::new()
        .get("/applications", read, list::show)
        .get("/applications/{name}/review", read, review::show)
        .post("/applications/{name}/check", take, act::check)
        .post("/applications/{name}/return", take, act::send_back)
        .post("/applications/{name}/taking", take, act::take_over)
        .post("/applications/{name}/files/{file}/viewing", read, act::view)
        .post("/applications/{name}/unmasking", Power::UnmaskPersons, act::unmask)
}

fn menu(visit: &Visit) -> Vec<MenuGroup> {
    if !visit.may(Power::ReadCases) || visit.is_county() {
        return Vec::new();
    }
    let label = Phrase::of("网上预申报", "Filed online");
    let count = tally::waiting_for(visit);
    let entry = MenuEntry { href: "/applications", label, icon: "inbox", count };
    vec![MenuGroup { label: Phrase::of("办件", "Cases"), entries: vec![entry] }]
}
