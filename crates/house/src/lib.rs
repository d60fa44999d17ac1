//! The house: which wings it has, and how it is opened.

pub mod config;
pub mod keys;

use crate::config::Settings;
use crate::keys::Found;
use anyhow::{Context, bail};
use kit::Hall;
use kit::clock::{Clock, Identifiers, SystemClock, SystemRandomness};
use kit::db::{Db, DbError, Durability, Location, Surroundings};
use kit::hall::{Foundations, Plan};
use kit::wing::Wing;
use std::sync::Arc;
use std::time::Duration;

/// The wings, ground floor first.
pub fn plan() -> Plan {
    Plan::new(wings()).with_menu_order(&MENU)
}

/// The office menu: one's own desk, the daily work, what it rests on, the house itself; and the
/// entry that comes first among its own.
const MENU: [&str; 11] = [
    "/window",
    "我的",
    "窗口",
    "接待",
    "办件",
    "大厅",
    "事项库",
    "审计",
    "安全管理",
    "系统管理",
    "设置",
];

fn wings() -> Vec<Wing> {
    vec![
        office::wing(),
        counter::wing(),
        reference::wing(),
        reception::wing(),
        casework::wing(),
        prefiling::wing(),
        workbench::wing(),
        appointments::wing(),
        notices::wing(),
        backoffice::wing(),
        mediation::wing(),
        civic::wing(),
        oversight::wing(),
        lobby::wing(),
    ]
}

/// Opens the house: keys, database, rooms.
///
/// # Errors
/// Where no county is named, a key file is not right, or the database cannot be opened.
pub fn open(settings: &Settings) -> anyhow::Result<(Arc<Hall>, axum::Router)> {
    open_with(settings, plan(), Arc::new(SystemClock))
}

/// Opens a house of other rooms (the benchmark) or by another clock (the demonstration).
///
/// # Errors
/// As [`open`].
pub fn open_with(
    settings: &Settings,
    plan: Plan,
    clock: Arc<dyn Clock>,
) -> anyhow::Result<(Arc<Hall>, axum::Router)> {
    let site = settings.site()?;
    let _guard = keys::guard(&settings.data_directory)?;
    prepare_place(&settings.location)?;
    let found = keys::find(&settings.data_directory, &SystemRandomness)?;
    let (keys, is_drawn) = match found {
        Found::Kept(keys) => (keys, false),
        Found::Drawn(keys) => (keys, true),
    };
    let foundations = Foundations {
        location: settings.location.clone(),
        durability: settings.durability,
        site,
        clock,
        randomness: Arc::new(SystemRandomness),
        ring: keys.ring.clone(),
        signer: Arc::new(keys.signer.clone()),
    };
    let (hall, router) =
        Hall::open(foundations, plan).map_err(|error| unopened(&settings.location, error))?;
    hall.shelf.put(settings.accounts);
    if is_drawn {
        let centres = hall.db.read_now(|read| kit::journal::reading::centres(read));
        if !told(centres)?.is_empty() {
            bail!(
                "{} already holds entries, but there are no keys in {}. Put the key files back \
                 from where they are locked away",
                settings.location.shown(),
                keys::directory(&settings.data_directory).display()
            );
        }
        keys.save(&settings.data_directory)?;
    }
    Ok((hall, router))
}

/// Opens the database alone, for commands that need no keys and no pages.
///
/// # Errors
/// Where it cannot be opened.
pub fn open_database(location: &Location, plan: &Plan) -> anyhow::Result<Db> {
    let (announced, _) = tokio::sync::broadcast::channel(1);
    let around = Surroundings {
        clock: Arc::new(SystemClock),
        identifiers: Arc::new(Identifiers::new(&SystemRandomness)),
        randomness: Arc::new(SystemRandomness),
        registry: Arc::new(plan.registry()),
        durability: Durability::Full,
        announced,
    };
    Db::open(location, &plan.migrations(), &around).map_err(|error| unopened(location, error))
}

/// Makes the directory of a SQLite file.
///
/// # Errors
/// Where it cannot be made.
pub fn prepare_place(location: &Location) -> anyhow::Result<()> {
    if let Location::Sqlite(path) = location
        && let Some(directory) = path.parent()
    {
        std::fs::create_dir_all(directory)
            .with_context(|| format!("the directory {} cannot be made", directory.display()))?;
    }
    Ok(())
}

fn unopened(location: &Location, error: DbError) -> anyhow::Error {
    anyhow::Error::new(error).context(format!("the database {} cannot be opened", location.shown()))
}

/// The description of the API, without serving anything.
///
/// # Errors
/// Where the temporary directory cannot be written.
pub fn openapi() -> anyhow::Result<String> {
    let name = format!("yimen-openapi-{}", std::process::id());
    let directory = std::env::temp_dir().join(name);
    let described = (|| {
        let settings = Settings::passing(&directory);
        let (hall, _) = open(&settings)?;
        let document = lobby::exchange::openapi(&hall).to_pretty_json()?;
        close(hall);
        Ok(document)
    })();
    drop(std::fs::remove_dir_all(&directory));
    described
}

/// What the kit said, for the terminal.
///
/// # Errors
/// The sentence and the cause of `outcome`'s error.
pub fn told<T>(outcome: Result<T, kit::HallError>) -> anyhow::Result<T> {
    outcome.map_err(|error| match error {
        kit::HallError::Broken { cause } => anyhow::Error::msg(cause),
        kit::HallError::Invalid(faults) => {
            let lines: Vec<String> = faults
                .iter()
                .map(|(field, fault)| format!("{field}: {} / {}", fault.zh, fault.en))
                .collect();
            anyhow::Error::msg(lines.join("\n"))
        }
        other => {
            let sentence = other.sentence();
            anyhow::anyhow!("{} / {}", sentence.zh, sentence.en)
        }
    })
}

/// How long the house waits for the last hand that holds it.
const CLOSING: Duration = Duration::from_secs(10);

/// Closes the lanes after everything handed in is finished.
pub fn close(hall: Arc<Hall>) {
    let mut hall = hall;
    let step = Duration::from_millis(10);
    let mut waited = Duration::ZERO;
    while waited < CLOSING {
        match Arc::try_unwrap(hall) {
            Ok(alone) => return alone.db.close(),
            Err(shared) => hall = shared,
        }
        std::thread::park_timeout(step);
        waited += step;
    }
    tracing::warn!("somebody still holds the hall; the lanes close with the process");
}
