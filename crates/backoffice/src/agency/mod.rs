//! Agency (代办上报): what is to be sent up, what the superior has, what is late there, and what
//! has come back (全程代理制).
//!
//! The acts themselves are those of the cases. Basis: domain rule 4; Administrative Licensing Law
//! arts. 35, 43, 44.
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
    let mut room = Room::new("agency");
    room.routes = Routes::new().get("/agency", Power::ReadCases, pages::board::show);
    room.menu = menu;
    room.desk = part;
    room
}

fn menu(visit: &Visit) -> Vec<MenuGroup> {
    if !visit.may(Power::ReadCases) || visit.is_county() {
        return Vec::new();
    }
    let label = Phrase::of("代办上报", "Agency");
    let entries = vec![MenuEntry { href: "/agency", label, icon: "upload", count: None }];
    vec![MenuGroup { label: Phrase::of("办件", "Cases"), entries }]
}

/// For whoever handles cases: what is to be sent up and what is late above.
fn part(read: &mut dyn Read, visit: &Visit) -> Result<Option<DeskPart>, HallError> {
    if !visit.may(Power::HandleCases) || visit.is_county() {
        return Ok(None);
    }
    let words = visit.words();
    let (to_send, late) = pages::board::waiting(read, visit)?;
    Ok(Some(DeskPart {
        heading: words.say("代办上报", "Agency").to_owned(),
        figures: vec![
            DeskFigure::new(words.say("待上报", "To be sent up"), to_send, "/agency#to-send"),
            DeskFigure::late(words.say("上级逾期", "Late above"), late, "/agency#late"),
        ],
        lines_heading: String::new(),
        lines: Vec::new(),
    }))
}
