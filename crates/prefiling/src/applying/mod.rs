//! Applying (网上预申报，居民页面): filing online from home, one thing on each page and without script,
//! and what became of it.
//!
//! No sign-in: whoever knows the address of a filing sees it, masked, sends what was missing, or
//! withdraws it. What is filled in travels sealed in the form until it is sent; asking, guessing
//! and sending are slowed down by address. The acts are those of `filings`, by its door; this room
//! decides nothing and keeps nothing.

mod api;
mod pages;

use kit::rights::Power;
use kit::routes::Routes;
use kit::wing::Room;

/// Bodies that somebody without an account may send at most: some pages, each below the centre's
/// own bound.
const BODY_MAX: usize = 32 * 1024 * 1024;

/// The room.
pub(crate) fn room() -> Room {
    let mut room = Room::new("applying");
    room.routes = routes().merge(api::routes());
    room.openapi = || Some(api::described());
    room
}

fn routes() -> Routes {
    use pages::{fill, find, held};
    const FORM: &str = "/centres/{centre}/items/{item}/application";
    let public = Power::Public;
    Routes::new()
        .get("/centres/{centre}/applications", public, find::items)
        .get(FORM, public, fill::begin)
        .post_file(FORM, public, BODY_MAX, fill::go)
        .get("/applications/find", public, find::ask)
        .post("/applications/find", public, find::find)
        .get("/applications/{name}", public, held::show)
        .post_file("/applications/{name}/supplement", public, BODY_MAX, held::supplement)
        .post("/applications/{name}/withdrawal", public, held::withdraw)
}
