//! Intake (收件): a resident's case is taken in at a window, on one page and without script.
//!
//! The item is found by what people call it; who comes is read from the identity card and filled in
//! from the last visit; questions select the papers, papers are ticked one by one, and where the
//! window knows the outcome at once it stands in the same act (Administrative Licensing Law
//! art. 32). What is typed is kept sealed until it is handed in.
//!
//! Tables: `intake_drafts` (what is being typed; a working table).

mod actions;
mod brief;
pub mod door;
mod pages;
mod store;
#[cfg(test)]
mod tests;

use crate::papers::BODY_MAX;
use kit::db::Migration;
use kit::rights::Power;
use kit::routes::Routes;
use kit::shell::{MenuEntry, MenuGroup};
use kit::wing::{Room, Timer};
use kit::{Hall, HallError, Phrase, Visit};
use std::sync::Arc;

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("intake");
    room.migrations = vec![
        Migration {
            room: "intake",
            number: 1,
            name: "drafts",
            sqlite: include_str!("migrations/1_drafts.sqlite.sql"),
            postgres: include_str!("migrations/1_drafts.postgres.sql"),
        },
        Migration {
            room: "intake",
            number: 2,
            name: "tickets",
            sqlite: include_str!("migrations/2_tickets.sqlite.sql"),
            postgres: include_str!("migrations/2_tickets.postgres.sql"),
        },
    ];
    room.projector = Some(store::project);
    room.statements = store::STATEMENTS.to_vec();
    room.routes = Routes::new()
        .get("/cases/new", Power::TakeCases, pages::choose::show)
        .post_file("/cases", Power::TakeCases, BODY_MAX, pages::form::create)
        .post_file("/cases/lookup", Power::TakeCases, BODY_MAX, pages::form::look_up)
        .post_file("/cases/checklist", Power::TakeCases, BODY_MAX, pages::form::check)
        .post("/cases/drafts/{item}", Power::TakeCases, pages::form::save_draft)
        .post("/cases/drafts/{item}/removal", Power::TakeCases, pages::form::drop_draft);
    room.menu = menu;
    room.timers = vec![Timer { name: "intake", every_s: 3_600, run: |hall| Box::pin(swept(hall)) }];
    room.title = Phrase::of("窗口收件", "Intake");
    room.disclosing = vec!["intake.looked_up"];
    room.deeds = vec![(
        "intake.looked_up",
        Phrase::of("按证件号码查以往登记", "Earlier visits looked up by identity number"),
    )];
    room
}

fn menu(visit: &Visit) -> Vec<MenuGroup> {
    if !visit.may(Power::TakeCases) {
        return Vec::new();
    }
    let label = Phrase::of("窗口收件", "Take a case");
    let entry = MenuEntry { href: "/cases/new", label, icon: "plus", count: None };
    vec![MenuGroup { label: Phrase::of("办件", "Cases"), entries: vec![entry] }]
}

async fn swept(hall: Arc<Hall>) -> Result<(), HallError> {
    let centres = hall.db.read(|read| kit::journal::reading::centres(read)).await?;
    for centre in centres {
        hall.act_by_itself(centre, actions::sweep).await?;
    }
    Ok(())
}
