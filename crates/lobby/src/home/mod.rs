//! Home: where a resident starts — choose a centre, search, or browse by occasion in life.

mod pages;

use kit::rights::Power;
use kit::routes::Routes;
use kit::wing::Room;

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("home");
    room.routes = Routes::new().get("/", Power::Public, pages::county::show).get(
        "/centres/{centre}",
        Power::Public,
        pages::centre::show,
    );
    room
}
