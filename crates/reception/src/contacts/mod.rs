//! First contacts (首问负责): who was asked first answers for it.
//!
//! Until it is answered, accepted by the next, a case, or a matter on the register, somebody does.
//! Decided by [`threshold::contact`]; this room keeps who asked, the numbers and the dates.
//! Basis: domain rules 3.1.
//!
//! Tables: `contacts_contacts`, `contacts_counters` (both projections).

mod actions;
mod api;
mod asker;
mod desk;
pub mod door;
mod events;
mod pages;
mod record;
mod store;
mod tally;
#[cfg(test)]
mod tests;

use kit::db::Migration;
use kit::rights::Power;
use kit::routes::Routes;
use kit::shell::{MenuEntry, MenuGroup};
use kit::wing::{Room, Table, Timer};
use kit::{Phrase, Visit};

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("contacts");
    room.migrations = vec![
        Migration {
            room: "contacts",
            number: 1,
            name: "contacts",
            sqlite: include_str!("migrations/1_contacts.sqlite.sql"),
            postgres: include_str!("migrations/1_contacts.postgres.sql"),
        },
        Migration {
            room: "contacts",
            number: 2,
            name: "ticket",
            sqlite: include_str!("migrations/2_ticket.sqlite.sql"),
            postgres: include_str!("migrations/2_ticket.postgres.sql"),
        },
    ];
    room.projections = vec![
        Table { name: "contacts_contacts", key: &["number"] },
        Table { name: "contacts_counters", key: &["day"] },
    ];
    room.projector = Some(store::project);
    room.statements = store::STATEMENTS.to_vec();
    room.routes = routes().merge(api::routes());
    room.menu = menu;
    room.desk = desk::part;
    room.timers = vec![Timer {
        name: "contacts",
        every_s: 20,
        run: |hall| Box::pin(tally::refresh_all(hall)),
    }];
    room.openapi = || Some(api::described());
    room.title = Phrase::of("首问负责", "First contacts");
    room.deeds = events::deeds();
    room.disclosing = vec!["contacts.unmasked"];
    room.withheld = vec!["first", "event"];
    room
}

fn routes() -> Routes {
    use pages::{act, list, new, show};
    let (read, keep) = (Power::ReadContacts, Power::KeepContacts);
    Routes::new()
        .get("/contacts", read, list::show)
        .get("/contacts/new", keep, new::show)
        .post("/contacts", keep, new::create)
        .get("/contacts/{number}", read, show::show)
        .post("/contacts/{number}/offer", keep, act::offer)
        .post("/contacts/{number}/refusal", keep, act::decline)
        .post("/contacts/{number}/acceptance", keep, act::accept)
        .post("/contacts/{number}/answer", keep, act::answer)
        .post("/contacts/{number}/reassignment", Power::ConcurWithCases, act::reassign)
        .post("/contacts/{number}/unmasking", Power::UnmaskPersons, act::unmask)
}

fn menu(visit: &Visit) -> Vec<MenuGroup> {
    if !visit.may(Power::ReadContacts) {
        return Vec::new();
    }
    let contacts = MenuEntry {
        href: "/contacts",
        label: Phrase::of("首问登记", "First contacts"),
        icon: "speech",
        count: tally::waiting_for(visit),
    };
    vec![MenuGroup { label: Phrase::of("接待", "Reception"), entries: vec![contacts] }]
}
