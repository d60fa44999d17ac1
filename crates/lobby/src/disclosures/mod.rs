//! The six disclosures (六公开): what a centre must make public of every item, made public.
//!
//! Items, procedure, papers, promised limit, basis and rate of the fee, how to complain (mission
//! O1). All of it is drawn from the versions in force; nothing is typed here a second time, so
//! that the board on the wall and the guide can never differ.

mod pages;
#[cfg(test)]
mod tests;
mod view;

pub(crate) use view::six;

use kit::rights::Power;
use kit::routes::Routes;
use kit::wing::Room;

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("disclosures");
    room.routes = Routes::new()
        .get("/disclosures", Power::Public, pages::county::show)
        .get("/centres/{centre}/disclosures", Power::Public, pages::centre::show)
        .get(
            "/centres/{centre}/disclosures/departments/{department}",
            Power::Public,
            pages::department::show,
        )
        .get("/centres/{centre}/items/{code}/disclosures", Power::Public, pages::item::show);
    room
}
