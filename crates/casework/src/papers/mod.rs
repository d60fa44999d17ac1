//! Papers as files (材料电子件): scanned or photographed at the window, kept with the case.
//!
//! A file belongs to a paper of the item's list, is PDF, JPEG or PNG by its content, is checked for
//! viruses where a check is set, and is kept by its SM3 digest outside the database, a folder for
//! each centre. It is written before the act commits; what no act came to speak of is swept later.
//! Whoever looks at one stands in the journal, for a paper shows a person in clear.
//! Basis: domain rules 3.2 and 9.
//!
//! Tables: `papers_files` (a projection).

mod actions;
mod api;
pub mod door;
mod events;
mod keeping;
mod pages;
mod store;
#[cfg(test)]
mod tests;

use kit::db::Migration;
use kit::rights::Power;
use kit::routes::Routes;
use kit::wing::{Room, Table, Timer};
use kit::{Hall, HallError, Phrase};
use std::sync::Arc;

/// Bodies with files at most: several pages, each below the centre's own bound.
pub const BODY_MAX: usize = 64 * 1024 * 1024;

#[cfg(test)]
pub(crate) use keeping::sweep as sweep_files;

/// The room.
pub fn room() -> Room {
    use pages::files;
    let mut room = Room::new("papers");
    room.migrations = vec![Migration {
        room: "papers",
        number: 1,
        name: "files",
        sqlite: include_str!("migrations/1_files.sqlite.sql"),
        postgres: include_str!("migrations/1_files.postgres.sql"),
    }];
    room.projections = vec![Table { name: "papers_files", key: &["case_number", "file"] }];
    room.projector = Some(store::project);
    room.statements = store::STATEMENTS.to_vec();
    room.routes = Routes::new()
        .get("/cases/{number}/files", Power::ReadCases, files::show)
        .post_file("/cases/{number}/files", Power::HandleCases, BODY_MAX, files::create)
        .post("/cases/{number}/files/{file}/viewing", Power::ReadCases, files::view)
        .post("/cases/{number}/files/{file}/removal", Power::HandleCases, files::remove)
        .merge(api::routes());
    room.openapi = || Some(api::described());
    room.timers = vec![Timer { name: "papers", every_s: 3_600, run: |hall| Box::pin(swept(hall)) }];
    room.title = Phrase::of("材料电子件", "Papers as files");
    room.deeds = events::deeds();
    room.disclosing = vec!["papers.viewed"];
    room
}

async fn swept(hall: Arc<Hall>) -> Result<(), HallError> {
    keeping::sweep(&hall).await
}
