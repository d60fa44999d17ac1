//! Catalogue (事项库): service items, their drafts and their immutable published versions.
//!
//! Basis: GB/T 39046-2020 table 4, domain rule 2. A draft may have gaps; publishing is refused
//! while one of the six disclosures (六公开) is incomplete. A published version never changes: a
//! case stays with the version it was received under.
//!
//! Tables: `catalogue_items` (one line an item), `catalogue_drafts`, `catalogue_versions`.

pub mod actions;
mod cache;
pub mod door;
mod events;
pub mod reading;
pub mod record;
mod store;
mod writing;

use kit::db::Migration;
use kit::wing::{Room, Table};

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("catalogue");
    room.migrations = vec![Migration {
        room: "catalogue",
        number: 1,
        name: "catalogue",
        sqlite: include_str!("migrations/1_catalogue.sqlite.sql"),
        postgres: include_str!("migrations/1_catalogue.postgres.sql"),
    }];
    room.projections = vec![
        Table { name: "catalogue_items", key: &["code"] },
        Table { name: "catalogue_drafts", key: &["code"] },
        Table { name: "catalogue_versions", key: &["code", "version"] },
    ];
    room.projector = Some(store::project);
    room.statements = store::STATEMENTS.to_vec();
    room.furnish = |shelf| shelf.put(cache::Cache::default());
    room
}
