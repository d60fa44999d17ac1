//! Progress (办件进度): where a case stands, for whoever knows its number and the last four digits
//! of the phone that was left with it.
//!
//! Plain words, masked names, the date and why it is that date, and what to do now. Number and
//! digits travel in the body of the request, never in an address; wrong pairs are not told apart,
//! and asking often is slowed down by visitor and by case. The papers of a case carry a code that
//! nobody guesses: its address opens the same page, masked alike.

mod pages;
#[cfg(test)]
mod tests;
mod view;

use view::opened;
pub(crate) use view::{ProgressView, found, plain};

use kit::rights::Power;
use kit::routes::Routes;
use kit::wing::Room;

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("progress");
    room.routes = Routes::new()
        .get("/progress", Power::Public, pages::progress::ask)
        .post("/progress", Power::Public, pages::progress::show)
        .get("/progress/{code}", Power::Public, pages::progress::show_by_code);
    room
}
