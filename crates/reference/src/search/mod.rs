//! Search (事项搜索): finding an item by what people call it.
//!
//! Words, pinyin, initials and synonyms lead to items in force; the index stands in memory, one
//! for each centre, and is built anew when the catalogue or the synonyms change. Synonyms ship
//! with the product; a catalogue clerk can change them, and each change is a journal entry.
//!
//! Table: `search_synonyms`, what a centre changed of the shipped list.

mod actions;
mod cache;
pub mod door;
mod index;
mod pages;
mod shipped;
mod sound;
mod store;
mod synonyms;
#[cfg(test)]
mod tests;
mod text;

use kit::Phrase;
use kit::db::Migration;
use kit::rights::Power;
use kit::routes::Routes;
use kit::shell::{MenuEntry, MenuGroup};
use kit::wing::{Room, Table};

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("search");
    room.migrations = vec![Migration {
        room: "search",
        number: 1,
        name: "synonyms",
        sqlite: include_str!("migrations/1_synonyms.sqlite.sql"),
        postgres: include_str!("migrations/1_synonyms.postgres.sql"),
    }];
    room.projections = vec![Table { name: "search_synonyms", key: &["word_key"] }];
    room.title = Phrase::of("事项检索", "Finding items");
    room.deeds = vec![
        ("search.synonym_set", Phrase::of("登记同义词", "Synonym set")),
        ("search.synonym_removed", Phrase::of("删除同义词", "Synonym removed")),
    ];
    room.projector = Some(store::project);
    room.statements = store::STATEMENTS.to_vec();
    room.furnish = |shelf| shelf.put(cache::Cache::default());
    room.routes = Routes::new()
        .get("/catalogue/synonyms", Power::ReadCatalogue, pages::synonyms::list)
        .post("/catalogue/synonyms", Power::EditCatalogue, pages::synonyms::create)
        .post("/catalogue/synonyms/removals", Power::EditCatalogue, pages::synonyms::remove);
    room.menu = |visit| {
        if !visit.may(Power::EditCatalogue) {
            return Vec::new();
        }
        let entry = MenuEntry {
            href: "/catalogue/synonyms",
            label: Phrase::of("同义词", "Synonyms"),
            icon: "search",
            count: None,
        };
        vec![MenuGroup { label: Phrase::of("事项库", "Catalogue"), entries: vec![entry] }]
    };
    room
}
