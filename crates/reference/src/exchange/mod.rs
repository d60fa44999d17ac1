//! Exchange (事项导入导出): the catalogue in and out, as workbook, text and JSON.
//!
//! A file is read, checked line by line and answered with a report: sheet, row, column, what is
//! wrong, what to do. Nothing of it is taken before the clerk confirms, and then all of it in one
//! act ([`counter::catalogue::door::import`]). The template and the export are written from the
//! same columns that read them back.
//!
//! Table: `exchange_imports`, files waiting to be confirmed (working, swept after two days).

mod actions;
mod cells;
mod columns;
pub mod door;
mod fee;
mod grid;
mod pages;
mod plain;
mod reading;
mod report;
mod staged;
mod store;
mod template;
#[cfg(test)]
mod tests;
mod understand;
mod values;
mod workbook;

use kit::Phrase;
use kit::db::Migration;
use kit::rights::Power;
use kit::routes::Routes;
use kit::shell::{MenuEntry, MenuGroup};
use kit::wing::Room;

/// A little more than the largest file, for the form around it.
const BODY_MAX: usize = grid::FILE_MAX + 64 * 1024;

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("exchange");
    room.migrations = vec![Migration {
        room: "exchange",
        number: 1,
        name: "imports",
        sqlite: include_str!("migrations/1_imports.sqlite.sql"),
        postgres: include_str!("migrations/1_imports.postgres.sql"),
    }];
    room.statements = store::STATEMENTS.to_vec();
    room.routes = routes();
    room.menu = |visit| {
        if !visit.may(Power::EditCatalogue) {
            return Vec::new();
        }
        let entry = MenuEntry {
            href: "/catalogue/imports/new",
            label: Phrase::of("导入导出", "Import and export"),
            icon: "upload",
            count: None,
        };
        vec![MenuGroup { label: Phrase::of("事项库", "Catalogue"), entries: vec![entry] }]
    };
    room
}

fn routes() -> Routes {
    use pages::{exports, imports};
    Routes::new()
        .get("/catalogue/imports/new", Power::EditCatalogue, imports::new)
        .post_file("/catalogue/imports", Power::EditCatalogue, BODY_MAX, imports::create)
        .get("/catalogue/imports/{number}", Power::EditCatalogue, imports::show)
        .post("/catalogue/imports/{number}/confirmation", Power::EditCatalogue, imports::confirm)
        .get("/catalogue/exports/template.xlsx", Power::ReadCatalogue, exports::template)
        .get("/catalogue/exports/template.csv", Power::ReadCatalogue, exports::text_template)
        .get("/catalogue/exports/items.xlsx", Power::ReadCatalogue, exports::workbook)
        .get("/catalogue/exports/items.json", Power::ReadCatalogue, exports::json)
}
