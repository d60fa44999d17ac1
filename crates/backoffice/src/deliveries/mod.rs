//! Deliveries (送达台账): what waits to be delivered, what is late, what failed, what went by post.
//!
//! A result is delivered within ten working days of the decision; each line leads to the case,
//! where it is delivered. Basis: Administrative Licensing Law art. 44.
//!
//! Tables: none.

mod pages;

use kit::db::Read;
use kit::rights::Power;
use kit::routes::Routes;
use kit::shell::{DeskFigure, DeskPart, MenuEntry, MenuGroup};
use kit::wing::Room;
use kit::{HallError, Phrase, Visit};

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("deliveries");
    room.routes = Routes::new().get("/deliveries", Power::ReadCases, pages::list::show);
    room.menu = menu;
    room.desk = part;
    room
}

fn menu(visit: &Visit) -> Vec<MenuGroup> {
    if !visit.may(Power::ReadCases) || visit.is_county() {
        return Vec::new();
    }
    let label = Phrase::of("送达", "Deliveries");
    let entries = vec![MenuEntry { href: "/deliveries", label, icon: "paper", count: None }];
    vec![MenuGroup { label: Phrase::of("办件", "Cases"), entries }]
}

/// For whoever hands results over: what is late.
fn part(read: &mut dyn Read, visit: &Visit) -> Result<Option<DeskPart>, HallError> {
    if !visit.may(Power::HandleCases) || visit.is_county() {
        return Ok(None);
    }
    let late = pages::list::late(read, visit)?;
    if late == 0 {
        return Ok(None);
    }
    let words = visit.words();
    let figure = words.say("逾期未送达", "Late deliveries");
    Ok(Some(DeskPart {
        heading: words.say("送达", "Deliveries").to_owned(),
        figures: vec![DeskFigure::late(figure, late, "/deliveries?view=late")],
        lines_heading: String::new(),
        lines: Vec::new(),
    }))
}
