//! Exchange (开放与互通): the faces for machines, and what lets anybody check the journal.
//!
//! The OpenAPI document of the house is gathered from the rooms; its page is drawn by the server,
//! as the ready-made viewers need inline styles that our content security policy refuses.
//! Checkpoints and the public key are published so that even the operator cannot rewrite the past
//! unseen (domain rule 1).

mod api;
mod document;
mod pages;
#[cfg(test)]
mod tests;

pub use document::openapi;

use kit::rights::Power;
use kit::routes::Routes;
use kit::wing::Room;

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("exchange");
    room.routes = Routes::new()
        .get("/api", Power::Public, pages::reference::show)
        .get("/api/v1/openapi.json", Power::Public, api::document)
        .get("/api/v1/centres/{centre}/checkpoints", Power::Public, api::checkpoints)
        .get("/api/v1/signing-key", Power::Public, api::signing_key)
        .get("/journal/checkpoints/{centre}", Power::Public, pages::checkpoints::list);
    room.openapi = || Some(api::described());
    room
}
