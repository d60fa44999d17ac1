//! The queue (排队叫号): tickets, lines, windows that call; one queue for everybody who comes in.
//!
//! A ticket is given at the kiosk or by a guide, called by the clerk of a window, and ends where
//! the visit ends, however many windows it took. Who is next is decided by
//! [`threshold::ticket::order`] inside the act that calls: acts of a centre come one after another,
//! and a unique index holds one ticket to a window, so that no ticket is called twice and no
//! window has two. A ticket holds no personal data but a phone, sealed, where somebody leaves one.
//!
//! Mission V8, V9, S6; domain rule 3.1.
//!
//! Tables: `queue_lines`, `queue_windows`, `queue_tickets`, `queue_counters`, `queue_services`,
//! `queue_closings`; all projections.

mod actions;
mod api;
pub mod door;
mod events;
mod lines;
mod pages;
pub(crate) mod record;
mod state;
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

#[cfg(test)]
pub(crate) use watching::sweep;

const READ: Power = Power::ReadQueue;
const SERVE: Power = Power::ServeQueue;
const MANAGE: Power = Power::ManageQueue;

/// The deeds at a window, each with its noun, its page and its address at the API.
const DEEDS: [(&str, &str, &str); 8] = [
    ("recall", "/queue/tickets/{ticket}/recall", "/api/v1/tickets/{ticket}/recall"),
    ("service", "/queue/tickets/{ticket}/service", "/api/v1/tickets/{ticket}/service"),
    ("absence", "/queue/tickets/{ticket}/absence", "/api/v1/tickets/{ticket}/absence"),
    ("parking", "/queue/tickets/{ticket}/parking", "/api/v1/tickets/{ticket}/parking"),
    ("return", "/queue/tickets/{ticket}/return", "/api/v1/tickets/{ticket}/return"),
    ("forwarding", "/queue/tickets/{ticket}/forwarding", "/api/v1/tickets/{ticket}/forwarding"),
    ("completion", "/queue/tickets/{ticket}/completion", "/api/v1/tickets/{ticket}/completion"),
    ("departure", "/queue/tickets/{ticket}/departure", "/api/v1/tickets/{ticket}/departure"),
];

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("queue");
    room.migrations = vec![Migration {
        room: "queue",
        number: 1,
        name: "queue",
        sqlite: include_str!("migrations/1_queue.sqlite.sql"),
        postgres: include_str!("migrations/1_queue.postgres.sql"),
    }];
    room.projections = vec![
        Table { name: "queue_lines", key: &["prefix"] },
        Table { name: "queue_windows", key: &["window_key"] },
        Table { name: "queue_tickets", key: &["day", "number"] },
        Table { name: "queue_counters", key: &["day", "prefix"] },
        Table { name: "queue_services", key: &["sequence"] },
        Table { name: "queue_closings", key: &["day"] },
    ];
    room.projector = Some(store::project);
    room.statements = store::STATEMENTS.to_vec();
    room.title = Phrase::of("排队叫号", "Queue");
    room.deeds = events::deeds();
    room.withheld = vec!["phone"];
    room.routes = routes();
    room.menu = menu;
    room.timers =
        vec![Timer { name: "queue", every_s: 60, run: |hall| Box::pin(watching::sweep(hall)) }];
    room.openapi = || Some(api::described());
    room
}

fn routes() -> Routes {
    use pages::{desk, given, line, lines, tickets};
    let mut routes = Routes::new()
        .get("/queue", READ, desk::show)
        .post("/queue/calls", SERVE, desk::call)
        .post("/queue/window/opening", SERVE, desk::open)
        .post("/queue/window/closure", SERVE, desk::close)
        .get("/queue/tickets", READ, tickets::list)
        .post("/queue/tickets", SERVE, given::create)
        .get("/queue/tickets/new", SERVE, given::new)
        .get("/queue/lines", READ, lines::list)
        .post("/queue/lines", MANAGE, line::create)
        .get("/queue/lines/new", MANAGE, line::new)
        .get("/queue/lines/{prefix}", MANAGE, line::show)
        .post("/queue/lines/{prefix}/change", MANAGE, line::change)
        .get("/api/v1/centres/{centre}/queue", Power::Public, api::board)
        .post("/api/v1/centres/{centre}/tickets", Power::Public, api::take)
        .get("/api/v1/tickets", READ, api::tickets)
        .post("/api/v1/tickets", SERVE, api::give)
        .get("/api/v1/tickets/{ticket}", READ, api::ticket)
        .post("/api/v1/queue/calls", SERVE, api::call)
        .post("/api/v1/queue/window/opening", SERVE, api::open)
        .post("/api/v1/queue/window/closure", SERVE, api::close)
        .get("/api/v1/queue/lines", READ, api::lines)
        .post("/api/v1/queue/lines/{prefix}/change", MANAGE, api::change_line);
    for (_, page, address) in DEEDS {
        routes = routes.post(page, SERVE, desk::act).post(address, SERVE, api::perform);
    }
    routes
}

fn menu(visit: &Visit) -> Vec<MenuGroup> {
    if !visit.may(READ) || visit.is_county() {
        return Vec::new();
    }
    let entry = |href, label, icon| MenuEntry { href, label, icon, count: None };
    let mut entries = Vec::new();
    let mine = Phrase::of("排队叫号", "Call the next");
    entries.push(entry("/queue", mine, "megaphone"));
    if visit.may(SERVE) {
        let give = Phrase::of("导办取号", "Give a ticket");
        entries.push(entry("/queue/tickets/new", give, "ticket"));
    }
    entries.push(entry("/queue/tickets", Phrase::of("今日号票", "Tickets of today"), "list"));
    entries.push(entry("/queue/lines", Phrase::of("队列设置", "Lines"), "filter"));
    vec![MenuGroup { label: Phrase::of("窗口", "Window"), entries }]
}
