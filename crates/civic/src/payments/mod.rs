//! Payments (水电收费、参保缴费): bills by the published list, money taken with a receipt, receipts
//! voided by a second person, days closed with their cash counted.
//!
//! Decided by [`statutes::payment`]; this room keeps the list, the accounts (sealed) and the days.
//! Basis: Price Law art. 13; Accounting Law on separation of duties; rules of keeping cash.
//!
//! Tables: `payments_payees`, `payments_tariffs`, `payments_bills`, `payments_closings`,
//! `payments_counters` (all projections).

mod actions;
mod api;
mod desk;
pub mod door;
mod draft;
mod events;
mod keeping;
mod pages;
mod record;
mod store;
#[cfg(test)]
mod tests;
mod workbook;

use kit::db::Migration;
use kit::rights::Power;
use kit::routes::Routes;
use kit::shell::{MenuEntry, MenuGroup};
use kit::wing::{Room, Table};
use kit::{Phrase, Visit};

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("payments");
    room.migrations = vec![Migration {
        room: "payments",
        number: 1,
        name: "payments",
        sqlite: include_str!("migrations/1_payments.sqlite.sql"),
        postgres: include_str!("migrations/1_payments.postgres.sql"),
    }];
    room.projections = vec![
        Table { name: "payments_payees", key: &["key"] },
        Table { name: "payments_tariffs", key: &["key"] },
        Table { name: "payments_bills", key: &["number"] },
        Table { name: "payments_closings", key: &["day"] },
        Table { name: "payments_counters", key: &["day", "kind"] },
    ];
    room.projector = Some(store::project);
    room.statements = store::STATEMENTS.to_vec();
    room.routes = routes().merge(api::routes());
    room.menu = menu;
    room.desk = desk::part;
    room.openapi = || Some(api::described());
    room.title = Phrase::of("缴费", "Payments");
    room.deeds = events::deeds();
    room.disclosing = vec!["payments.unmasked", "payments.printed"];
    room.withheld = vec!["account", "payer", "note", "reference"];
    room
}

fn routes() -> Routes {
    use pages::{act, days, list, new, payees, print, show};
    let (read, take) = (Power::ReadPayments, Power::TakePayments);
    let list_power = Power::ManageTariffs;
    Routes::new()
        .get("/payments", read, list::show)
        .get("/payments/new", take, new::show)
        .post("/payments", take, new::create)
        .get("/payments/payees", read, payees::list)
        .post("/payments/payees", list_power, payees::create)
        .get("/payments/payees/{payee}", read, payees::show)
        .post("/payments/payees/{payee}/tariffs", list_power, payees::set)
        .post("/payments/payees/{payee}/endings", list_power, payees::end)
        .get("/payments/days", read, days::list)
        .get("/payments/days/{day}", read, days::show)
        .get("/payments/days/{day}/print", read, days::print)
        .post("/payments/days/{day}/closing", take, days::close)
        .post("/payments/days/{day}/export", take, days::export)
        .get("/payments/{number}", read, show::show)
        .post("/payments/{number}/payment", take, act::pay)
        .post("/payments/{number}/withdrawal", take, act::withdraw)
        .post("/payments/{number}/voiding", Power::VoidPayments, act::void)
        .post("/payments/{number}/unmasking", Power::UnmaskPersons, act::unmask)
        .get("/payments/{number}/receipt", take, print::show)
        .post("/payments/{number}/receipt", take, print::make)
}

fn menu(visit: &Visit) -> Vec<MenuGroup> {
    if !visit.may(Power::ReadPayments) || visit.is_county() {
        return Vec::new();
    }
    let label = Phrase::of("缴费", "Payments");
    let entries = vec![MenuEntry { href: "/payments", label, icon: "wallet", count: None }];
    vec![MenuGroup { label: Phrase::of("办件", "Cases"), entries }]
}
