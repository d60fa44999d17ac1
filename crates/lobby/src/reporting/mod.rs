//! “办不成事”反映: a resident says without signing in what could not be done, and follows it by
//! number and the last four digits of the phone.
//!
//! Plain words, a list of reasons to tick, a phone to be called back at; asking often is slowed
//! down. Basis: GB/T 47366-2026; the register and its acts are the reception's.

mod pages;
mod reading;
#[cfg(test)]
mod tests;

pub(crate) use pages::follow::{Followed, followed};
pub(crate) use reading::{Reported, report};

use kit::rights::Power;
use kit::routes::Routes;
use kit::wing::Room;

/// The room.
pub fn room() -> Room {
    use pages::{follow, report};
    let mut room = Room::new("reporting");
    room.routes = Routes::new()
        .get("/centres/{centre}/unresolved-matters", Power::Public, report::ask)
        .post("/centres/{centre}/unresolved-matters", Power::Public, report::create)
        .get("/centres/{centre}/unresolved-matters/progress", Power::Public, follow::ask)
        .post("/centres/{centre}/unresolved-matters/progress", Power::Public, follow::show)
        .post("/centres/{centre}/unresolved-matters/reopening", Power::Public, follow::reopen);
    room
}
