//! Documents (文书): what the centre hands to an applicant on paper, from receipt to delivery.
//!
//! Each is made from the case as it stood when the paper was due, so that one printed again says
//! what it said; with the dates, their reasons, the remedies and a code that leads to the progress
//! page. Acceptance and refusal are written, sealed and dated: Administrative Licensing Law
//! arts. 32, 38, 42, 44, 45; domain rules 3.3–3.5 and 4. Names are masked on the screen; the paper
//! for the applicant bears them in full, and that it was made stands in the journal.

mod compose;
mod pages;
#[cfg(test)]
mod tests;

use crate::cases::door::Loaded;
use kit::rights::Power;
use kit::routes::Routes;
use kit::wing::Room;
use kit::{HallError, Words};

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("documents");
    room.routes = Routes::new()
        .get("/cases/{number}/print/{paper}", Power::ReadCases, pages::document::show)
        .post("/cases/{number}/print/{paper}", Power::UnmaskPersons, pages::document::make);
    room
}

/// The documents a case has by now: word in the address and name.
pub(crate) fn papers_of(
    loaded: &Loaded,
    words: Words,
) -> Result<Vec<(&'static str, &'static str)>, HallError> {
    let mut there = Vec::new();
    for kind in compose::Kind::ALL {
        if kind.moment(loaded)?.is_some() {
            there.push((kind.word(), kind.title(words)));
        }
    }
    Ok(there)
}

/// What a document is called, by its word; empty where there is no such kind.
pub(crate) fn title(word: &str, words: Words) -> &'static str {
    compose::Kind::from_word(word).map_or("", |kind| kind.title(words))
}
