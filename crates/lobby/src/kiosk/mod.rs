//! Kiosk (触摸屏): search, guide, checklist and progress for a touch screen in the hall (V9).
//!
//! One thing on each screen, targets for a thumb, a keyboard of its own for pinyin. Every page
//! returns to the start after a minute without a touch; answers travel in the address of a page
//! that leaves no history, case numbers in the body of a request, and nothing is kept anywhere.

mod pages;
#[cfg(test)]
mod tests;

use crate::centres::{self, CentreFace};
use kit::db::CentreId;
use kit::rights::Power;
use kit::routes::Routes;
use kit::shell::{Chrome, Face};
use kit::wing::Room;
use kit::{HallError, Visit};
use std::sync::Arc;

/// The room.
pub fn room() -> Room {
    use pages::ticket;
    use pages::{
        announced, checklist, choose, follow, guide, list, matter, progress, search, start,
    };
    let mut room = Room::new("kiosk");
    room.routes = Routes::new()
        .get("/kiosk", Power::Public, choose::show)
        .get("/centres/{centre}/kiosk", Power::Public, start::show)
        .get("/centres/{centre}/kiosk/notices", Power::Public, announced::show)
        .get("/centres/{centre}/kiosk/search", Power::Public, search::show)
        .get("/centres/{centre}/kiosk/life-events", Power::Public, list::life_events)
        .get("/centres/{centre}/kiosk/departments", Power::Public, list::departments)
        .get("/centres/{centre}/kiosk/items", Power::Public, list::items)
        .get("/centres/{centre}/kiosk/items/{code}", Power::Public, guide::show)
        .get("/centres/{centre}/kiosk/items/{code}/checklist", Power::Public, checklist::show)
        .get("/centres/{centre}/kiosk/tickets", Power::Public, ticket::lines)
        .get("/centres/{centre}/kiosk/tickets/new", Power::Public, ticket::new)
        .post("/centres/{centre}/kiosk/tickets", Power::Public, ticket::take)
        .get("/centres/{centre}/kiosk/tickets/{code}", Power::Public, ticket::show)
        .get("/centres/{centre}/kiosk/progress", Power::Public, progress::ask)
        .post("/centres/{centre}/kiosk/progress", Power::Public, progress::show)
        .get("/centres/{centre}/kiosk/unresolved-matters", Power::Public, matter::ask)
        .post("/centres/{centre}/kiosk/unresolved-matters", Power::Public, matter::create)
        .get("/centres/{centre}/kiosk/unresolved-matters/progress", Power::Public, follow::ask)
        .post("/centres/{centre}/kiosk/unresolved-matters/progress", Power::Public, follow::show);
    room
}

/// A kiosk standing in a centre.
struct Kiosk {
    centre: Arc<CentreFace>,
    /// Where its pages begin, and where it returns to.
    root: String,
}

impl Kiosk {
    async fn in_centre(visit: &Visit, centre: i64) -> Result<Self, HallError> {
        let centre = centres::centre(&visit.hall, CentreId(centre)).await?;
        let root = format!("{}/kiosk", centre.path());
        Ok(Self { centre, root })
    }

    fn chrome(&self, visit: &Visit, title: impl Into<String>) -> Chrome {
        let name = visit.words().phrase(&self.centre.name).to_owned();
        visit.chrome(title, Face::Kiosk).of_centre(name, self.root.clone())
    }

    /// An address within this kiosk, or else its start.
    fn way_back(&self, asked: &str) -> String {
        let rest = asked.strip_prefix(&self.root);
        let is_here = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
        if is_here { asked.to_owned() } else { self.root.clone() }
    }
}
