//! Notices (公告): what the hall announces to whoever comes, on the board, on the pages of the
//! centre and at the kiosk.
//!
//! The director writes a draft, publishes it for some days, corrects it with a reason and
//! withdraws it with a reason; nothing is deleted. What the working calendar knows (closures, days
//! off, weekends that are worked) is announced by itself, so that nobody has to write it twice.
//! Regulations on Open Government Information (政府信息公开条例) arts. 6, 19 and 25; mission V8.
//!
//! Tables: `notices_notices` (a projection).

mod actions;
mod api;
pub mod door;
mod events;
mod notice;
mod pages;
mod shown;
mod store;
#[cfg(test)]
mod tests;

use kit::db::Migration;
use kit::rights::Power;
use kit::routes::Routes;
use kit::shell::{MenuEntry, MenuGroup};
use kit::wing::{Room, Table};
use kit::{Phrase, Visit};

const READ: Power = Power::ReadNotices;
const MANAGE: Power = Power::ManageNotices;

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("notices");
    room.migrations = vec![Migration {
        room: "notices",
        number: 1,
        name: "notices",
        sqlite: include_str!("migrations/1_notices.sqlite.sql"),
        postgres: include_str!("migrations/1_notices.postgres.sql"),
    }];
    room.projections = vec![Table { name: "notices_notices", key: &["number"] }];
    room.projector = Some(store::project);
    room.statements = store::STATEMENTS.to_vec();
    room.routes = routes();
    room.menu = menu;
    room.openapi = || Some(api::described());
    room.title = Phrase::of("公告", "Notices");
    room.deeds = events::deeds();
    room
}

fn routes() -> Routes {
    use pages::{list, new, one};
    Routes::new()
        .get("/notices", READ, list::show)
        .post("/notices", MANAGE, new::create)
        .get("/notices/new", MANAGE, new::show)
        .get("/notices/{number}", READ, one::show)
        .post("/notices/{number}/change", MANAGE, one::change)
        .post("/notices/{number}/publication", MANAGE, one::publish)
        .post("/notices/{number}/withdrawal", MANAGE, one::withdraw)
        .get("/api/v1/centres/{centre}/notices", Power::Public, api::shown)
        .get("/api/v1/notices", READ, api::list)
        .post("/api/v1/notices", MANAGE, api::create)
        .post("/api/v1/notices/{number}/change", MANAGE, api::change)
        .post("/api/v1/notices/{number}/publication", MANAGE, api::publish)
        .post("/api/v1/notices/{number}/withdrawal", MANAGE, api::withdraw)
}

fn menu(visit: &Visit) -> Vec<MenuGroup> {
    if !visit.may(READ) || visit.is_county() {
        return Vec::new();
    }
    let label = Phrase::of("公告", "Notices");
    let entry = MenuEntry { href: "/notices", label, icon: "megaphone", count: None };
    vec![MenuGroup { label: Phrase::of("大厅", "Hall"), entries: vec![entry] }]
}
