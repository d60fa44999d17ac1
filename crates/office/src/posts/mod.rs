//! Posts (机构岗位): the centres with their departments, windows and posts.
//!
//! The county office opens centres; a system administrator keeps what belongs to each. Nothing is
//! ever removed: what is no longer in use is closed, with a reason, and keeps its key. Which roles
//! a post carries and who holds it is the security administrator's business (room `people`), so
//! that no administrator can give power to himself.
//!
//! Every act stands in the journal of the centre it changes, the setting up of a centre as the
//! first entry of its chain.
//!
//! Tables: `posts_centres`, `posts_departments`, `posts_windows`, `posts_posts`; all projections.

pub mod actions;
mod api;
pub mod door;
mod events;
mod pages;
pub mod record;
mod store;
#[cfg(test)]
mod tests;

use kit::db::Migration;
use kit::rights::Power;
use kit::routes::Routes;
use kit::shell::{MenuEntry, MenuGroup};
use kit::wing::{Room, Table};
use kit::{Phrase, Visit};

const ORGANISE: Power = Power::ManageOrganisation;

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("posts");
    room.migrations = vec![Migration {
        room: "posts",
        number: 1,
        name: "posts",
        sqlite: include_str!("migrations/1_posts.sqlite.sql"),
        postgres: include_str!("migrations/1_posts.postgres.sql"),
    }];
    room.projections = vec![
        Table { name: "posts_centres", key: &[] },
        Table { name: "posts_departments", key: &["department_key"] },
        Table { name: "posts_windows", key: &["window_key"] },
        Table { name: "posts_posts", key: &["post_key"] },
    ];
    room.projector = Some(store::project);
    room.statements = store::STATEMENTS.to_vec();
    room.title = Phrase::of("机构岗位", "Centres and posts");
    room.deeds = events::deeds();
    room.routes = Routes::new()
        .get("/organisation", ORGANISE, pages::centres::list)
        .post("/organisation", ORGANISE, pages::centres::create)
        .get("/organisation/new", ORGANISE, pages::centres::new)
        .get("/organisation/{centre}", ORGANISE, pages::show::show)
        .post("/organisation/{centre}/{nouns}", ORGANISE, pages::units::create)
        .get("/organisation/{centre}/{nouns}/new", ORGANISE, pages::units::new)
        .get("/organisation/{centre}/{nouns}/{key}", ORGANISE, pages::units::show)
        .post("/organisation/{centre}/{nouns}/{key}/{act}", ORGANISE, pages::units::act)
        .get("/api/v1/centres", Power::Public, api::centres)
        .get("/api/v1/centres/{centre}", Power::Public, api::centre)
        .get("/api/v1/centres/{centre}/departments", Power::Public, api::departments)
        .get("/api/v1/centres/{centre}/windows", Power::Public, api::windows)
        .get("/api/v1/centres/{centre}/posts", Power::SignedIn, api::posts);
    room.openapi = || Some(api::described());
    room.menu = menu;
    room
}

fn menu(visit: &Visit) -> Vec<MenuGroup> {
    if !visit.may(ORGANISE) {
        return Vec::new();
    }
    let label = Phrase::of("机构岗位", "Centres and posts");
    let entry = MenuEntry { href: "/organisation", label, icon: "building", count: None };
    vec![MenuGroup { label: Phrase::of("系统管理", "Administration"), entries: vec![entry] }]
}
