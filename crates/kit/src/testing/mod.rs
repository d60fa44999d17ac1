//! A house for tests: in process, with a fixed clock, on either engine.
//!
//! [`on_each_engine`] opens a fresh house on SQLite, and on PostgreSQL where
//! `YIMEN_TEST_POSTGRES` names a server; a [`Browser`] asks its pages without a network.

mod browser;
mod shape;

pub use browser::{Browser, Page};
pub use shape::well_formed;

use crate::clock::{FixedClock, SeededRandomness};
use crate::db::{CentreId, Durability, Location, Read};
use crate::error::HallError;
use crate::hall::{Foundations, Hall, Plan, Proxy, Site, Transport};
use crate::rights::{Power, Role};
use crate::session::{Doorkeeper, Duty, Keeping, Member};
use crate::visit::LeftForm;
use seal::{KeyRing, SoftwareSigner};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The fictional county's office.
pub const COUNTY: CentreId = CentreId(990_126);
/// The fictional 青榕镇.
pub const CENTRE: CentreId = CentreId(990_126_101);
/// Another centre, to prove that the two never see each other's cases.
pub const OTHER_CENTRE: CentreId = CentreId(990_126_102);

/// An open house.
pub struct House {
    /// The hall.
    pub hall: Arc<Hall>,
    /// All pages.
    pub router: axum::Router,
    /// Its clock, standing at Monday 2026-11-23 10:00 until moved.
    pub clock: Arc<FixedClock>,
    members: Arc<Members>,
    _directory: Directory,
}

/// Runs a test on each engine that is there.
pub fn on_each_engine(plan: fn() -> Plan, test: impl Fn(&House)) {
    test(&House::on_sqlite(plan()));
    if let Some(server) = postgres_server() {
        test(&House::on_postgres(&server, plan()));
    }
}

/// The PostgreSQL server for tests, if one is named.
#[expect(clippy::disallowed_methods, reason = "tests are configured by the environment")]
pub fn postgres_server() -> Option<String> {
    std::env::var("YIMEN_TEST_POSTGRES").ok().filter(|url| !url.is_empty())
}

/// A number that no other test of this process has.
fn unique() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// A directory of its own, removed at the end.
pub struct Directory(PathBuf);

impl Directory {
    /// A fresh, empty one.
    ///
    /// # Panics
    /// Where it cannot be made.
    pub fn fresh() -> Self {
        let name = format!("yimen-test-{}-{}", std::process::id(), unique());
        let path = std::env::temp_dir().join(name);
        drop(std::fs::remove_dir_all(&path));
        let made = std::fs::create_dir_all(&path);
        assert!(made.is_ok(), "{} cannot be made", path.display());
        Self(path)
    }

    /// A path in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// A fresh, empty database on a PostgreSQL server.
///
/// # Panics
/// Where the server cannot be reached.
pub fn fresh_postgres(server: &str) -> Location {
    let name = format!("yimen_{}_{}", std::process::id(), unique());
    let (base, _) = server.rsplit_once('/').unwrap_or((server, ""));
    let url = format!("{base}/{name}");
    let server = server.to_owned();
    let created = std::thread::spawn(move || {
        let mut client = postgres::Client::connect(&server, postgres::NoTls)?;
        client.batch_execute(&format!("DROP DATABASE IF EXISTS {name}"))?;
        client.batch_execute(&format!("CREATE DATABASE {name}"))
    })
    .join();
    assert!(matches!(created, Ok(Ok(()))), "no database on the test server: {created:?}");
    Location::Postgres(url)
}

impl House {
    /// On SQLite.
    pub fn on_sqlite(plan: Plan) -> Self {
        let directory = Directory::fresh();
        let location = Location::Sqlite(directory.path("hall.db"));
        Self::open(location, directory, plan)
    }

    /// On PostgreSQL.
    pub fn on_postgres(server: &str, plan: Plan) -> Self {
        Self::open(fresh_postgres(server), Directory::fresh(), plan)
    }

    /// On a location.
    ///
    /// # Panics
    /// Where it cannot be opened.
    pub fn open(location: Location, directory: Directory, plan: Plan) -> Self {
        let now = crate::words::instant_of(jiff::civil::date(2026, 11, 23).at(10, 0, 0, 0));
        let clock = Arc::new(FixedClock::at(now));
        let foundations = Foundations {
            location,
            durability: Durability::Passing,
            site: site(&directory),
            clock: Arc::clone(&clock) as Arc<dyn crate::clock::Clock>,
            randomness: Arc::new(SeededRandomness::new(unique() + 1)),
            ring: KeyRing::from_random([7; 16], [9; 32]),
            signer: Arc::new(signer()),
        };
        let opened = Hall::open(foundations, plan);
        let Ok((hall, router)) = opened else {
            panic!("the house does not open: {:?}", opened.err())
        };
        let members = Arc::new(Members { known: Mutex::default(), behind: hall.doorkeeper() });
        let keeper: Arc<dyn Doorkeeper> = Arc::clone(&members) as Arc<dyn Doorkeeper>;
        hall.shelf.put(keeper);
        Self { hall, router, clock, members, _directory: directory }
    }

    /// Changes entries of the journal by hand, past the triggers, as somebody with the database's
    /// own password could: a statement for each engine.
    ///
    /// # Panics
    /// Where the database refuses it.
    pub fn tamper(&self, sqlite: &str, postgres: &str) {
        let changed = match self.hall.db.location() {
            Location::Sqlite(path) => {
                let untied = "DROP TRIGGER IF EXISTS journal_entries_are_never_updated;";
                rusqlite::Connection::open(path)
                    .and_then(|raw| raw.execute_batch(&format!("{untied}{sqlite}")))
                    .map_err(|error| error.to_string())
            }
            Location::Postgres(url) => {
                let untied = "DROP TRIGGER IF EXISTS journal_entries_are_never_changed \
                              ON journal_entries;";
                let (url, text) = (url.clone(), format!("{untied}{postgres}"));
                let thread = std::thread::spawn(move || {
                    let mut client = postgres::Client::connect(&url, postgres::NoTls)?;
                    client.batch_execute(&text)
                });
                match thread.join() {
                    Ok(changed) => changed.map_err(|error| error.to_string()),
                    Err(_) => Err("the thread ended in a panic".to_owned()),
                }
            }
        };
        assert!(changed.is_ok(), "{changed:?}");
    }

    /// A browser of a stranger.
    pub fn stranger(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// A browser of somebody.
    pub fn browser_as(&self, member: Member) -> Browser {
        let secret = format!("secret-{}", unique());
        self.members.add(&secret, member);
        let mut browser = self.stranger();
        browser.cookies.insert("session".to_owned(), secret);
        browser
    }

    /// A browser of a member with roles in a centre.
    pub fn browser_of(&self, centre: CentreId, roles: &[Role]) -> Browser {
        self.browser_as(member(centre, roles))
    }

    /// A browser of a member with roles whose post belongs to a department of a centre.
    pub fn browser_in(&self, centre: CentreId, department: &str, roles: &[Role]) -> Browser {
        self.browser_as(Member { department: department.into(), ..member(centre, roles) })
    }

    /// A browser of a member with roles in a centre, who sits at a window (`02号`).
    pub fn browser_at(&self, centre: CentreId, roles: &[Role], window: &str) -> Browser {
        self.browser_as(Member { window: window.into(), ..member(centre, roles) })
    }

    /// A program with a token that has all powers of the roles.
    pub fn program_of(&self, centre: CentreId, roles: &[Role]) -> Browser {
        self.program_with_scopes(centre, roles, Power::ALL)
    }

    /// A program with a token of some scopes.
    pub fn program_with_scopes(
        &self,
        centre: CentreId,
        roles: &[Role],
        scopes: &[Power],
    ) -> Browser {
        let secret = format!("token-{}", unique());
        let mut member = member(centre, roles);
        member.scopes = Some(scopes.to_vec());
        self.members.add(&secret, member);
        let mut browser = self.stranger();
        browser.bearer = Some(secret);
        browser
    }
}

/// A member with roles in a centre.
pub fn member(centre: CentreId, roles: &[Role]) -> Member {
    let number = i64::try_from(unique()).unwrap_or(0) + 1000;
    Member {
        account: number,
        login: format!("clerk{number}"),
        name: "柏溪达".into(),
        centre,
        post: "综合窗口".into(),
        window: "01号".into(),
        department: "ZZ".into(),
        roles: roles.to_vec(),
        scopes: None,
        session: format!("s{number}"),
        duty: Duty::None,
    }
}

fn site(directory: &Directory) -> Site {
    Site {
        county_name: "望溪县".into(),
        county_name_english: "Wangxi County".into(),
        county: COUNTY,
        public_url: "http://127.0.0.1:8080".into(),
        data_directory: directory.path("data"),
        transport: Transport::Plain,
        proxy: Proxy::None,
        requests_per_second: 10_000,
        file_scan: crate::files::Scan::default(),
    }
}

/// A signing key for tests.
///
/// # Panics
/// Never: the bytes are a valid key.
pub fn signer() -> SoftwareSigner {
    match SoftwareSigner::from_random("test", &[3; 32]) {
        Ok(signer) => signer,
        Err(error) => panic!("{error}"),
    }
}

/// A doorkeeper that knows whom a test let in, and asks the house's own about all others.
struct Members {
    known: Mutex<HashMap<String, Member>>,
    behind: Option<Arc<dyn Doorkeeper>>,
}

impl Members {
    fn add(&self, secret: &str, member: Member) {
        let digest = crate::session::secret_digest(secret);
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(digest, member);
    }

    fn find(&self, digest: &str) -> Option<Member> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).get(digest).cloned()
    }

    fn is_known(&self, account: i64) -> bool {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.values().any(|member| member.account == account)
    }
}

impl Doorkeeper for Members {
    fn by_session(
        &self,
        read: &mut dyn Read,
        digest: &str,
        now_ms: i64,
    ) -> Result<Option<Member>, HallError> {
        match (self.find(digest), &self.behind) {
            (None, Some(keeper)) => keeper.by_session(read, digest, now_ms),
            (found, _) => Ok(found),
        }
    }

    fn by_token(
        &self,
        read: &mut dyn Read,
        digest: &str,
        now_ms: i64,
    ) -> Result<Option<Member>, HallError> {
        match (self.find(digest), &self.behind) {
            (None, Some(keeper)) => keeper.by_token(read, digest, now_ms),
            (found, _) => Ok(found),
        }
    }

    fn by_ended_session(
        &self,
        read: &mut dyn Read,
        digest: &str,
        now_ms: i64,
    ) -> Result<Option<i64>, HallError> {
        match &self.behind {
            Some(keeper) => keeper.by_ended_session(read, digest, now_ms),
            None => Ok(None),
        }
    }

    fn keep<'a>(&'a self, hall: &'a Arc<Hall>, account: i64, left: LeftForm) -> Keeping<'a> {
        match &self.behind {
            Some(keeper) => keeper.keep(hall, account, left),
            None => Box::pin(async { Err(HallError::SignIn) }),
        }
    }

    fn seen(&self, hall: &Arc<Hall>, member: &Member, now_ms: i64) {
        if let Some(keeper) = self.behind.as_ref().filter(|_| !self.is_known(member.account)) {
            keeper.seen(hall, member, now_ms);
        }
    }
}
