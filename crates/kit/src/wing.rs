//! How a room joins the house: it hands over a [`Room`], a wing gathers its rooms.

use crate::db::{Migration, Statement};
use crate::hall::Shelf;
use crate::journal::{Listener, Projector};
use crate::routes::Routes;
use crate::shell::{DeskPart, MenuGroup};
use crate::visit::Visit;
use calendar::Phrase;

/// A projection of the journal, for rebuilding and comparing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name, beginning with the room's.
    pub name: &'static str,
    /// Its key columns after `centre_id`.
    pub key: &'static [&'static str],
}

/// A room: a vertical slice with its tables, pages and acts.
pub struct Room {
    /// Its name; the prefix of its tables and actions.
    pub name: &'static str,
    /// Its tables, step by step.
    pub migrations: Vec<Migration>,
    /// Its projections. Tables not named here are working tables.
    pub projections: Vec<Table>,
    /// Writes the projections.
    pub projector: Option<Projector>,
    /// Acts because of entries downstairs.
    pub listeners: Vec<Listener>,
    /// Every statement it uses, so that a test can prepare each on both engines.
    pub statements: Vec<Statement>,
    /// Its pages and API.
    pub routes: Routes,
    /// What it puts on the shelf at start: caches, services for other rooms.
    pub furnish: fn(&Shelf),
    /// Its entries in the office menu, as far as the visitor's powers go.
    pub menu: fn(&Visit) -> Vec<MenuGroup>,
    /// Its part of the desk, as far as the visitor's powers go.
    pub desk: DeskReader,
    /// What it does by itself when time passes; called every few seconds.
    pub timers: Vec<Timer>,
    /// Its part of the OpenAPI document.
    pub openapi: fn() -> Option<utoipa::openapi::OpenApi>,
    /// What people call the room, for whoever chooses among the actions of all rooms.
    pub title: Phrase,
    /// What people call its actions (`room.past_participle`), for trails and histories.
    pub deeds: Vec<(&'static str, Phrase)>,
    /// Its actions by which somebody saw personal data in clear (个人信息查阅), for the auditor.
    pub disclosing: Vec<&'static str>,
    /// Names of facts in its entries that are the contents of a case. Whoever reads the journal by
    /// role alone sees that such a fact stands there, and not what it says.
    pub withheld: Vec<&'static str>,
}

impl Room {
    /// A room without anything yet.
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            migrations: Vec::new(),
            projections: Vec::new(),
            projector: None,
            listeners: Vec::new(),
            statements: Vec::new(),
            routes: Routes::new(),
            furnish: |_| {},
            menu: |_| Vec::new(),
            desk: |_, _| Ok(None),
            timers: Vec::new(),
            openapi: || None,
            title: Phrase::of("", ""),
            deeds: Vec::new(),
            disclosing: Vec::new(),
            withheld: Vec::new(),
        }
    }
}

/// Reads a room's part of the desk.
pub type DeskReader =
    fn(&mut dyn crate::db::Read, &Visit) -> Result<Option<DeskPart>, crate::HallError>;

/// Something done when time passes; must be idempotent, as two instances may run it.
#[derive(Clone, Copy)]
pub struct Timer {
    /// Its name in the log.
    pub name: &'static str,
    /// Seconds between two runs.
    pub every_s: u32,
    /// What is done.
    pub run: TimerRun,
}

/// The work of a timer.
pub type TimerRun =
    fn(
        std::sync::Arc<crate::Hall>,
    ) -> std::pin::Pin<Box<dyn Future<Output = Result<(), crate::HallError>> + Send>>;

/// A wing: rooms on one floor.
pub struct Wing {
    /// Its rooms.
    pub rooms: Vec<Room>,
}
