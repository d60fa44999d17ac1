//! Approvals (审批): the joint approval board (并联审批), the inbox of the department's approver,
//! and denials on record (否定报备).
//!
//! What waits for the visitor's own department comes first, late before due; a department that let
//! its limit pass in silence is shown as such. Each line can be decided with two keys: down, enter.
//! The acts themselves are those of the cases. Basis: domain rule 4; Administrative Licensing Law
//! arts. 26, 38.
//!
//! Tables: `approvals_dates` (a projection): joint site visits and meetings that are arranged.

mod actions;
mod events;
mod inbox;
mod pages;
mod store;
#[cfg(test)]
mod tests;

use kit::db::{CentreId, Migration, Read};
use kit::rights::Power;
use kit::routes::Routes;
use kit::shell::{DeskFigure, DeskPart, MenuEntry, MenuGroup};
use kit::wing::{Room, Table};
use kit::{HallError, Phrase, Visit};

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("approvals");
    room.migrations = vec![Migration {
        room: "approvals",
        number: 1,
        name: "dates",
        sqlite: include_str!("migrations/1_dates.sqlite.sql"),
        postgres: include_str!("migrations/1_dates.postgres.sql"),
    }];
    room.projections = vec![Table { name: "approvals_dates", key: &["number", "position"] }];
    room.projector = Some(store::project);
    room.statements = store::STATEMENTS.to_vec();
    room.title = Phrase::of("联办与审批", "Approvals");
    room.deeds = events::deeds();
    room.withheld = vec!["reason"];
    room.routes = Routes::new()
        .get("/approvals", Power::ReadCases, pages::board::show)
        .get("/approvals/{number}", Power::ReadCases, pages::joint::show)
        .post("/approvals/{number}/dates", Power::HandleCases, pages::dates::create)
        .post(
            "/approvals/{number}/dates/{position}/cancellation",
            Power::HandleCases,
            pages::dates::call_off,
        )
        .get("/denials", Power::ReadCases, pages::denials::show);
    room.menu = menu;
    room.desk = part;
    room
}

fn menu(visit: &Visit) -> Vec<MenuGroup> {
    if !visit.may(Power::ReadCases) || visit.is_county() {
        return Vec::new();
    }
    let entry = |href, label, icon| MenuEntry { href, label, icon, count: None };
    let entries = vec![
        entry("/approvals", Phrase::of("联办与审批", "Approvals"), "inbox"),
        entry("/denials", Phrase::of("否定报备", "Denials"), "shield"),
    ];
    vec![MenuGroup { label: Phrase::of("办件", "Cases"), entries }]
}

/// For whoever decides or concurs: how much waits.
fn part(read: &mut dyn Read, visit: &Visit) -> Result<Option<DeskPart>, HallError> {
    let decides = visit.may(Power::DecideCases) || visit.may(Power::ConcurWithCases);
    if !decides || visit.is_county() {
        return Ok(None);
    }
    let (centre, words): (CentreId, _) = (visit.centre()?, visit.words());
    let (mine, silent) = pages::board::waiting(read, centre, visit)?;
    let denials = pages::denials::waiting(read, centre, visit)?;
    let figures = vec![
        DeskFigure::new(words.say("待我部门会办", "Opinions we owe"), mine, "/approvals#mine"),
        DeskFigure::late(
            words.say("逾期未反馈", "Silent departments"),
            silent,
            "/approvals#silent",
        ),
        DeskFigure::new(words.say("否定待审核、待报备", "Denials waiting"), denials, "/denials"),
    ];
    Ok(Some(DeskPart {
        heading: words.say("联办与审批", "Approvals").to_owned(),
        figures,
        lines_heading: String::new(),
        lines: Vec::new(),
    }))
}
