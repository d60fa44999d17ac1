//! The hall: what all requests share.

use crate::clock::{Clock, Identifiers, Randomness};
use crate::db::{
    Act, ActHead, CentreId, Db, DbError, Durability, Location, Migration, Surroundings,
};
use crate::error::HallError;
use crate::journal::{Actor, Committed, Entry, Registry};
use crate::metrics::Metrics;
use crate::privacy::Vault;
use crate::security::Throttle;
use crate::session::Doorkeeper;
use crate::shell::MenuGroup;
use crate::visit::Visit;
use crate::wing::{Room, Table, Timer, Wing};
use calendar::Phrase;
use seal::{KeyRing, Signer};
use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

/// What the house is told at start.
#[derive(Clone, Debug)]
pub struct Site {
    /// What the county is called (望溪县).
    pub county_name: String,
    /// Its English name; may be empty.
    pub county_name_english: String,
    /// The county office's division code.
    pub county: CentreId,
    /// Where visitors reach the site, for QR codes and permalinks, without a slash at the end.
    pub public_url: String,
    /// Where files are kept.
    pub data_directory: PathBuf,
    /// Whether cookies are only sent over TLS.
    pub transport: Transport,
    /// Whether the address in `X-Forwarded-For` is believed.
    pub proxy: Proxy,
    /// Requests a second that one address may make.
    pub requests_per_second: u32,
    /// Asked of every file before it is kept.
    pub file_scan: crate::files::Scan,
}

/// How browsers reach us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// Over TLS (through a proxy in front).
    Secure,
    /// Plain HTTP: a machine in the hall's own network, or this machine itself.
    Plain,
}

/// Whether a proxy stands in front.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proxy {
    /// None: the peer is the client.
    None,
    /// One that sets `X-Forwarded-For`.
    Trusted,
}

/// What is handed to [`Hall::open`].
pub struct Foundations {
    /// Where the data lives.
    pub location: Location,
    /// What an act survives.
    pub durability: Durability,
    /// The site.
    pub site: Site,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub randomness: Arc<dyn Randomness>,
    /// Keys for fields.
    pub ring: KeyRing,
    /// The key that signs checkpoints.
    pub signer: Arc<dyn Signer>,
}

/// What all requests share.
pub struct Hall {
    /// The database.
    pub db: Db,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub randomness: Arc<dyn Randomness>,
    /// Personal data.
    pub vault: Vault,
    /// Signs checkpoints.
    pub signer: Arc<dyn Signer>,
    /// The site.
    pub site: Site,
    /// Caches and services that rooms put up.
    pub shelf: Shelf,
    /// Counters.
    pub metrics: Metrics,
    /// Against asking too often.
    pub throttle: Throttle,
    /// The rooms' projections.
    pub projections: Vec<Table>,
    /// Who projects.
    pub registry: Arc<Registry>,
    /// All migrations, for rebuilding.
    pub migrations: Vec<Migration>,
    /// What happens as time passes.
    pub timers: Vec<Timer>,
    menus: Vec<fn(&Visit) -> Vec<MenuGroup>>,
    menu_order: &'static [&'static str],
    desks: Vec<crate::wing::DeskReader>,
    openapi: Vec<fn() -> Option<utoipa::openapi::OpenApi>>,
    announced: tokio::sync::broadcast::Sender<Arc<Entry>>,
    routes: Vec<crate::routes::RouteInfo>,
    titles: Vec<(&'static str, Phrase)>,
    deeds: HashMap<&'static str, Phrase>,
    disclosing: Vec<&'static str>,
    withheld: HashMap<&'static str, Vec<&'static str>>,
    is_closing: tokio::sync::watch::Sender<bool>,
}

/// The house as its wings describe it, before anything is opened.
pub struct Plan {
    rooms: Vec<Room>,
    menu_order: &'static [&'static str],
}

impl Plan {
    /// From the wings, ground floor first.
    pub fn new(wings: Vec<Wing>) -> Self {
        Self { rooms: wings.into_iter().flat_map(|wing| wing.rooms).collect(), menu_order: &[] }
    }

    /// The groups of the office menu by their Chinese headings, the daily ones first; a group that
    /// is not named comes last.
    #[must_use]
    pub fn with_menu_order(mut self, headings: &'static [&'static str]) -> Self {
        self.menu_order = headings;
        self
    }

    /// All migrations, the journal's first.
    pub fn migrations(&self) -> Vec<Migration> {
        let mut all = crate::journal::migrations();
        all.extend(self.rooms.iter().flat_map(|room| room.migrations.iter().copied()));
        all
    }

    /// All statements of the house.
    pub fn statements(&self) -> Vec<crate::db::Statement> {
        let mut all = crate::journal::statements();
        all.extend(crate::visit::STATEMENTS);
        all.extend(self.rooms.iter().flat_map(|room| room.statements.iter().copied()));
        all
    }

    /// Who projects and who listens.
    pub fn registry(&self) -> Registry {
        let mut registry = Registry::new();
        for room in &self.rooms {
            if let Some(projector) = room.projector {
                registry.project(room.name, projector);
            }
            for listener in &room.listeners {
                registry.listen(*listener);
            }
        }
        registry
    }

    /// All projections.
    pub fn projections(&self) -> Vec<Table> {
        self.rooms.iter().flat_map(|room| room.projections.iter().copied()).collect()
    }
}

impl Hall {
    /// Opens the house: migrates and opens the database, furnishes the rooms; gives the hall and
    /// the router of all pages.
    ///
    /// # Errors
    /// Where the database cannot be opened.
    pub fn open(
        foundations: Foundations,
        plan: Plan,
    ) -> Result<(Arc<Self>, axum::Router), DbError> {
        let registry = Arc::new(plan.registry());
        let (announced, _) = tokio::sync::broadcast::channel(1024);
        let around = Surroundings {
            clock: Arc::clone(&foundations.clock),
            identifiers: Arc::new(Identifiers::new(&*foundations.randomness)),
            randomness: Arc::clone(&foundations.randomness),
            registry: Arc::clone(&registry),
            durability: foundations.durability,
            announced: announced.clone(),
        };
        let migrations = plan.migrations();
        let projections = plan.projections();
        let db = Db::open(&foundations.location, &migrations, &around)?;
        let mut routes = crate::face::routes();
        let mut hall = Self {
            db,
            clock: foundations.clock,
            vault: Vault::new(foundations.ring, Arc::clone(&foundations.randomness)),
            randomness: foundations.randomness,
            signer: foundations.signer,
            throttle: Throttle::new(foundations.site.requests_per_second),
            site: foundations.site,
            shelf: Shelf::default(),
            metrics: Metrics::new(),
            projections,
            registry,
            migrations,
            timers: Vec::new(),
            menus: Vec::new(),
            menu_order: plan.menu_order,
            desks: Vec::new(),
            openapi: Vec::new(),
            announced,
            routes: Vec::new(),
            titles: Vec::new(),
            deeds: HashMap::new(),
            disclosing: Vec::new(),
            withheld: HashMap::new(),
            is_closing: tokio::sync::watch::Sender::new(false),
        };
        for room in plan.rooms {
            (room.furnish)(&hall.shelf);
            hall.menus.push(room.menu);
            hall.desks.push(room.desk);
            hall.openapi.push(room.openapi);
            hall.timers.extend(room.timers);
            if !room.title.zh.is_empty() {
                hall.titles.push((room.name, room.title));
            }
            hall.deeds.extend(room.deeds);
            hall.disclosing.extend(room.disclosing);
            hall.withheld.insert(room.name, room.withheld);
            routes = routes.merge(room.routes);
        }
        hall.routes.clone_from(&routes.list);
        let hall = Arc::new(hall);
        let router = crate::face::dressed(routes.router, &hall);
        Ok((hall, router))
    }

    /// Now, in epoch milliseconds.
    pub fn now_ms(&self) -> i64 {
        self.clock.now_ms()
    }

    /// Today in China.
    pub fn today(&self) -> jiff::civil::Date {
        crate::clock::day_of(self.now_ms())
    }

    /// The office menu for a visitor.
    pub fn menu(&self, visit: &Visit) -> Vec<MenuGroup> {
        let mut groups: Vec<MenuGroup> = Vec::new();
        for menu in &self.menus {
            for group in menu(visit) {
                match groups.iter_mut().find(|known| known.label == group.label) {
                    Some(known) => known.entries.extend(group.entries),
                    None => groups.push(group),
                }
            }
        }
        groups.retain(|group| !group.entries.is_empty());
        for group in &mut groups {
            group.entries.sort_by_key(|entry| self.place_of(entry.href));
        }
        let place = |group: &MenuGroup| self.menu_order.iter().position(|it| group.label.zh == *it);
        groups.sort_by_key(|group| place(group).unwrap_or(usize::MAX));
        groups
    }

    /// What the rooms put on a visitor's desk.
    ///
    /// # Errors
    /// What the database said.
    pub fn desk(
        &self,
        read: &mut dyn crate::db::Read,
        visit: &Visit,
    ) -> Result<Vec<crate::shell::DeskPart>, crate::HallError> {
        let mut parts = Vec::new();
        for desk in &self.desks {
            parts.extend(desk(read, visit)?);
        }
        parts.sort_by_key(|part| {
            part.figures.first().map_or(usize::MAX, |figure| self.place_of(&figure.href))
        });
        Ok(parts)
    }

    /// Where an address stands among those that come first; last where it is none of them.
    fn place_of(&self, href: &str) -> usize {
        self.menu_order.iter().position(|it| *it == href).unwrap_or(usize::MAX)
    }

    /// Every page and API address with the power it needs.
    pub fn routes(&self) -> &[crate::routes::RouteInfo] {
        &self.routes
    }

    /// What people call an action, where its room has said so.
    pub fn deed(&self, action: &str) -> Option<&Phrase> {
        self.deeds.get(action)
    }

    /// All actions that have a name, and their names.
    pub fn deeds(&self) -> impl Iterator<Item = (&'static str, &Phrase)> {
        self.deeds.iter().map(|(action, phrase)| (*action, phrase))
    }

    /// The rooms that have a name for people, and their names, ground floor first.
    pub fn titles(&self) -> &[(&'static str, Phrase)] {
        &self.titles
    }

    /// The actions by which somebody saw personal data in clear.
    pub fn disclosing(&self) -> &[&'static str] {
        &self.disclosing
    }

    /// Names of facts in a room's entries that are the contents of a case.
    pub fn withheld(&self, room: &str) -> &[&'static str] {
        self.withheld.get(room).map_or(&[], Vec::as_slice)
    }

    /// The parts of the OpenAPI document.
    pub fn openapi(&self) -> Vec<utoipa::openapi::OpenApi> {
        self.openapi.iter().filter_map(|part| part()).collect()
    }

    /// Entries as they are committed.
    pub fn announcements(&self) -> tokio::sync::broadcast::Receiver<Arc<Entry>> {
        self.announced.subscribe()
    }

    /// Tells everything that runs without end (live updates, timers) to end.
    pub fn begin_closing(&self) {
        self.is_closing.send_replace(true);
    }

    /// Whether the house is about to close: no new visitors should be sent here.
    pub fn is_closing(&self) -> bool {
        *self.is_closing.borrow()
    }

    /// Waits until the house is about to close.
    pub async fn closing(&self) {
        let mut told = self.is_closing.subscribe();
        // The sender lives as long as the hall: there is no other end.
        drop(told.wait_for(|is_closing| *is_closing).await);
    }

    /// The doorkeeper that the house was furnished with.
    pub fn doorkeeper(&self) -> Option<Arc<dyn Doorkeeper>> {
        self.shelf.get::<Arc<dyn Doorkeeper>>().map(|keeper| Arc::clone(&*keeper))
    }

    /// An act of the house itself in a centre (timers, imports).
    ///
    /// # Errors
    /// As [`Db::act`].
    pub async fn act_by_itself<T, F>(&self, centre: CentreId, work: F) -> Result<T, HallError>
    where
        T: Send + 'static,
        F: Fn(&mut Act<'_>) -> Result<Committed<T>, HallError> + Send + 'static,
    {
        self.db.act(ActHead { centre, actor: Actor::house() }, work).await
    }
}

/// A place for caches and services, by type; rooms put things up, rooms upstairs take them down.
#[derive(Default)]
pub struct Shelf {
    things: RwLock<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>,
}

impl Shelf {
    /// Puts a thing up, in place of one of the same type.
    pub fn put<T: Send + Sync + 'static>(&self, thing: T) {
        self.things
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(TypeId::of::<T>(), Arc::new(thing));
    }

    /// The thing of a type, if one is up.
    pub fn get<T: Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        self.things
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&TypeId::of::<T>())
            .and_then(|thing| Arc::clone(thing).downcast::<T>().ok())
    }

    /// The thing of a type, made where there is none yet.
    pub fn get_or_default<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        if let Some(thing) = self.get::<T>() {
            return thing;
        }
        let mut things = self.things.write().unwrap_or_else(PoisonError::into_inner);
        let thing = things.entry(TypeId::of::<T>()).or_insert_with(|| Arc::new(T::default()));
        Arc::clone(thing).downcast::<T>().unwrap_or_default()
    }
}
