//! Appointments (预约): a time is chosen at home, and the arrival is a ticket in the one queue.
//!
//! What may be chosen and what an arrival is worth is decided by [`threshold::appointment`]; the
//! check for a free place stands inside the act, and acts of a centre come one after another, so
//! that a time is never overbooked. Name and phone are sealed; one phone holds one appointment for
//! an item. Mission V8; domain rule 3.1.
//!
//! Tables: `appointments_appointments` (a projection).

mod actions;
mod api;
pub mod door;
mod events;
mod pages;
mod store;
#[cfg(test)]
mod tests;
mod watching;

use kit::db::Migration;
use kit::rights::Power;
use kit::routes::Routes;
use kit::shell::{MenuEntry, MenuGroup};
use kit::wing::{Room, Table, Timer};
use kit::{Phrase, Visit};

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("appointments");
    room.migrations = vec![Migration {
        room: "appointments",
        number: 1,
        name: "appointments",
        sqlite: include_str!("migrations/1_appointments.sqlite.sql"),
        postgres: include_str!("migrations/1_appointments.postgres.sql"),
    }];
    room.projections = vec![Table { name: "appointments_appointments", key: &["code"] }];
    room.projector = Some(store::project);
    room.statements = store::STATEMENTS.to_vec();
    room.routes = routes();
    room.menu = menu;
    room.timers = vec![Timer {
        name: "appointments",
        every_s: 600,
        run: |hall| Box::pin(watching::sweep(hall)),
    }];
    room.openapi = || Some(api::described());
    room.title = Phrase::of("预约", "Appointments");
    room.deeds = vec![
        ("appointments.booked", Phrase::of("预约", "Appointment made")),
        ("appointments.cancelled", Phrase::of("取消预约", "Appointment cancelled")),
        ("appointments.arrived", Phrase::of("预约报到", "Checked in")),
        ("appointments.missed", Phrase::of("预约未到", "Appointment missed")),
    ];
    room.withheld = vec!["asker", "person", "digits"];
    room
}

fn routes() -> Routes {
    use pages::{choose, day, held, kiosk};
    let (read, serve) = (Power::ReadQueue, Power::ServeQueue);
    Routes::new()
        .get("/centres/{centre}/appointments", Power::Public, choose::show)
        .post("/centres/{centre}/appointments", Power::Public, choose::create)
        .get("/centres/{centre}/kiosk/appointments", Power::Public, kiosk::ask)
        .post("/centres/{centre}/kiosk/appointments", Power::Public, kiosk::arrive)
        .get("/appointments/{name}", Power::Public, held::show)
        .post("/appointments/{name}/cancellation", Power::Public, held::cancel)
        .get("/appointments", read, day::show)
        .post("/appointments/{name}/arrival", serve, day::arrive)
        .get("/api/v1/centres/{centre}/appointment-times", Power::Public, api::times)
        .post("/api/v1/centres/{centre}/appointments", Power::Public, api::book)
        .post("/api/v1/appointments/{name}/cancellation", Power::Public, api::cancel)
        .post("/api/v1/appointments/{name}/arrival", serve, api::arrive)
}

fn menu(visit: &Visit) -> Vec<MenuGroup> {
    if !visit.may(Power::ReadQueue) || visit.is_county() {
        return Vec::new();
    }
    let label = Phrase::of("预约", "Appointments");
    let entry = MenuEntry { href: "/appointments", label, icon: "calendar", count: None };
    vec![MenuGroup { label: Phrase::of("窗口", "Window"), entries: vec![entry] }]
}
