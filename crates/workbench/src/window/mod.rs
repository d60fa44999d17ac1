//! The window workbench (窗口工作台): a visit on one screen, keyboard first.
//!
//! Call next → who is it → search item → the intake form with ticket, first contact and person
//! filled in → back with the case's number, what is given to print, and the next item or the next
//! visitor. The acts are those of the queue, the first contacts and the intake, by their doors;
//! this room decides nothing and keeps only whom a window has before it, sealed, until the visit
//! has ended. Mission V8, V9, S6; domain rules 3.1, 3.2.
//!
//! Tables: `window_visits` (a working table).

mod actions;
mod pages;
mod store;
#[cfg(test)]
mod tests;
mod visitor;

use kit::db::{Migration, Read};
use kit::rights::Power;
use kit::routes::Routes;
use kit::shell::{DeskFigure, DeskPart, MenuEntry, MenuGroup};
use kit::wing::{Room, Timer};
use kit::{Hall, HallError, Phrase, Visit};
use reception::queue::door as queue;
use std::sync::Arc;

const SERVE: Power = Power::ServeQueue;

/// The room.
pub fn room() -> Room {
    use pages::{acts, bench};
    let mut room = Room::new("window");
    room.migrations = vec![Migration {
        room: "window",
        number: 1,
        name: "visits",
        sqlite: include_str!("migrations/1_visits.sqlite.sql"),
        postgres: include_str!("migrations/1_visits.postgres.sql"),
    }];
    room.statements = store::STATEMENTS.to_vec();
    room.routes = Routes::new()
        .get("/window", SERVE, bench::show)
        .post("/window/opening", SERVE, acts::open)
        .post("/window/calls", SERVE, acts::call)
        .post("/window/tickets/{ticket}/{deed}", SERVE, acts::act)
        .post("/window/person", Power::TakeCases, acts::person)
        .post("/window/person/removal", Power::TakeCases, acts::another)
        .post("/window/items", Power::TakeCases, acts::item);
    room.menu = menu;
    room.desk = part;
    room.timers = vec![Timer { name: "window", every_s: 3_600, run: |hall| Box::pin(swept(hall)) }];
    room.title = Phrase::of("窗口工作台", "Window workbench");
    room
}

fn is_at_window(visit: &Visit) -> bool {
    let member = visit.member.as_ref();
    visit.may(SERVE) && !visit.is_county() && member.is_some_and(|it| !it.window.is_empty())
}

fn menu(visit: &Visit) -> Vec<MenuGroup> {
    if !is_at_window(visit) {
        return Vec::new();
    }
    let label = Phrase::of("窗口工作台", "Workbench");
    let entry = MenuEntry { href: "/window", label, icon: "window", count: None };
    vec![MenuGroup { label: Phrase::of("窗口", "Window"), entries: vec![entry] }]
}

/// The first thing on the desk of a clerk at a window.
fn part(read: &mut dyn Read, visit: &Visit) -> Result<Option<DeskPart>, HallError> {
    if !is_at_window(visit) {
        return Ok(None);
    }
    let words = visit.words();
    let waiting = queue::waiting_now(read, visit.centre()?, visit.today())?;
    let label = words.say("大厅等候", "Waiting in the hall");
    Ok(Some(DeskPart {
        heading: words.say("窗口工作台", "Window workbench").to_owned(),
        figures: vec![DeskFigure::new(label, waiting, "/window")],
        ..DeskPart::default()
    }))
}

async fn swept(hall: Arc<Hall>) -> Result<(), HallError> {
    let centres = hall.db.read(|read| kit::journal::reading::centres(read)).await?;
    for centre in centres {
        hall.act_by_itself(centre, actions::sweep).await?;
    }
    Ok(())
}
