//! Drafting (事项编辑): where catalogue clerks write the draft of an item, section by section.
//!
//! One table of fields ([`fields`]) makes the forms, reads what was typed and shows it again. The
//! acts and the tables are the catalogue's. Without script everything works: rows of lists are
//! added, moved and removed by buttons of the form, which come back with all that was typed.
//! Two clerks who save the same draft: the second sees both texts and loses none.

mod fields;
mod pages;
mod texts;
mod view;

use kit::rights::Power;
use kit::routes::Routes;
use kit::wing::Room;
use pages::{draft, section, start};

/// The room: pages only.
pub(crate) fn room() -> Room {
    let mut room = Room::new("drafting");
    room.routes = Routes::new()
        .get("/catalogue/items/new", Power::EditCatalogue, start::show)
        .post("/catalogue/items", Power::EditCatalogue, start::create)
        .get("/catalogue/items/{code}/draft", Power::ReadCatalogue, draft::show)
        .post("/catalogue/items/{code}/draft", Power::EditCatalogue, draft::open)
        .post("/catalogue/items/{code}/draft/abandonment", Power::EditCatalogue, draft::abandon)
        .post("/catalogue/items/{code}/publication", Power::PublishCatalogue, draft::publish)
        .get("/catalogue/items/{code}/draft/{section}", Power::EditCatalogue, section::show)
        .post("/catalogue/items/{code}/draft/{section}", Power::EditCatalogue, section::save);
    room
}

#[cfg(test)]
mod tests;
