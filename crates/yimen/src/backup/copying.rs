//! Taking a backup and putting it back.

use super::manifest::{DATABASE, Manifest, PUBLIC_KEY, journal_ends};
use super::store::{Shape, Tables};
use anyhow::{Context, bail};
use house::keys;
use kit::db::{Engine, Location, Migration, Snapshot};
use kit::files::{FILES, UNDER_WAY};
use kit::hall::Plan;
use std::fs::{DirBuilder, Permissions};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// Told how far a copy is: what was done, of how much; 0 where that is not known.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64);

/// What is backed up.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The database.
    pub location: &'a Location,
    /// Where keys and files are kept.
    pub data_directory: &'a Path,
}

/// Whether the keys go with the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeysToo {
    /// They stay where they are.
    No,
    /// They are copied; the backup must be locked away like them.
    Yes,
}

/// Takes a backup into a new directory while the house serves.
///
/// # Errors
/// Where the directory is not new, or something cannot be read or written; then nothing is left.
pub fn take(
    source: Source<'_>,
    (target, keys_too): (&Path, KeysToo),
    plan: &Plan,
    at_ms: i64,
    progress: Progress<'_>,
) -> anyhow::Result<Manifest> {
    if target.exists() {
        bail!("{} is there already; a backup needs a new directory", target.display());
    }
    let mut draft = target.as_os_str().to_owned();
    draft.push(".part");
    let draft = PathBuf::from(draft);
    if draft.exists() {
        std::fs::remove_dir_all(&draft)?;
    }
    make_private(&draft)?;
    let taken = take_into(&draft, (source, keys_too), plan, at_ms, progress);
    if taken.is_err() {
        drop(std::fs::remove_dir_all(&draft));
    }
    let manifest = taken?;
    std::fs::rename(&draft, target)?;
    Ok(manifest)
}

fn make_private(directory: &Path) -> anyhow::Result<()> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(directory)
        .with_context(|| format!("the directory {} cannot be made", directory.display()))
}

fn take_into(
    draft: &Path,
    (source, keys_too): (Source<'_>, KeysToo),
    plan: &Plan,
    at_ms: i64,
    progress: Progress<'_>,
) -> anyhow::Result<Manifest> {
    let database = draft.join(DATABASE);
    let copy = Location::Sqlite(database.clone());
    let engine = match source.location {
        Location::Sqlite(path) => {
            if !path.exists() {
                bail!("there is no database {}", source.location.shown());
            }
            kit::db::backup_sqlite(path, &database, progress)?;
            "sqlite"
        }
        Location::Postgres(_) => {
            house::open_database(&copy, plan)?.close();
            copy_rows(source.location, &copy, &plan.migrations(), progress)?;
            "postgres"
        }
    };
    // One file: nothing of the copy may wait in a log beside it.
    Tables::open(&copy)?.batch("PRAGMA journal_mode = DELETE")?;
    std::fs::set_permissions(&database, Permissions::from_mode(0o600))?;
    let mut manifest = Manifest::new(at_ms, engine);
    let mut tables = Tables::snapshot(&copy)?;
    for shape in tables.shapes(&plan.migrations())? {
        manifest.tables.push(tables.facts(&shape)?);
    }
    manifest.journals = journal_ends(&mut Snapshot::open(&copy)?)?;
    copy_folder(&source.data_directory.join(FILES), &draft.join(FILES))?;
    let randomness = kit::clock::SystemRandomness;
    if let keys::Found::Kept(kept) = keys::find(source.data_directory, &randomness)? {
        std::fs::write(draft.join(PUBLIC_KEY), kept.public_pem()?)?;
        if keys_too == KeysToo::Yes {
            make_private(&keys::directory(draft))?;
            kept.save(draft)?;
            manifest.has_keys = true;
        }
    }
    manifest.note_files(draft)?;
    manifest.write(draft)?;
    Ok(manifest)
}

fn copy_folder(from: &Path, to: &Path) -> anyhow::Result<()> {
    if !from.is_dir() {
        return Ok(());
    }
    make_private(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        // What is under way belongs to no act yet.
        if entry.file_name().to_string_lossy().ends_with(UNDER_WAY) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            copy_folder(&path, &target)?;
            continue;
        }
        match std::fs::copy(&path, &target) {
            // Swept meanwhile: no act of the copied database speaks of it.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            copied => {
                copied.with_context(|| format!("{} cannot be copied", path.display()))?;
            }
        }
    }
    Ok(())
}

/// Copies all rows of one database into the empty tables of another.
fn copy_rows(
    from: &Location,
    to: &Location,
    migrations: &[Migration],
    progress: Progress<'_>,
) -> anyhow::Result<()> {
    let (mut source, mut target) = (Tables::snapshot(from)?, Tables::open(to)?);
    let shapes = same_shapes(source.shapes(migrations)?, target.shapes(migrations)?)?;
    let shapes = if from.engine() == Engine::Sqlite {
        source.parents_first(shapes)?
    } else {
        target.parents_first(shapes)?
    };
    target.batch("BEGIN")?;
    let mut done = 0;
    for shape in &shapes {
        target.fill(&mut source, shape, &mut || {
            done += 1;
            if done % 256 == 0 {
                progress(done, 0);
            }
        })?;
    }
    target.batch("COMMIT")?;
    for shape in &shapes {
        if source.facts(shape)? != target.facts(shape)? {
            bail!("the table {} did not arrive as it was sent", shape.name);
        }
    }
    Ok(())
}

fn same_shapes(mut source: Vec<Shape>, mut target: Vec<Shape>) -> anyhow::Result<Vec<Shape>> {
    source.sort_by(|one, other| one.name.cmp(&other.name));
    target.sort_by(|one, other| one.name.cmp(&other.name));
    if source == target {
        return Ok(source);
    }
    let odd = source
        .iter()
        .find(|shape| !target.contains(shape))
        .or_else(|| target.iter().find(|shape| !source.contains(shape)));
    bail!(
        "the two databases do not have the same tables (the first difference is in {}). \
         Run `yimen migrate` first",
        odd.map_or("?", |shape| &shape.name)
    )
}

/// Puts a backup into an empty database of either engine, and its files into the data directory.
/// Gives what the backup said of itself; the caller verifies the journal.
///
/// # Errors
/// Where the backup was changed, the database is not empty, or something cannot be written.
pub fn restore(
    backup: &Path,
    target: Source<'_>,
    plan: &Plan,
    progress: Progress<'_>,
) -> anyhow::Result<Manifest> {
    let manifest = Manifest::read(backup)?;
    manifest.check_files(backup)?;
    must_be_empty(target.location)?;
    house::prepare_place(target.location)?;
    match target.location {
        Location::Sqlite(path) => {
            let draft = path.with_extension("restoring");
            std::fs::copy(backup.join(DATABASE), &draft)
                .and_then(|_| std::fs::rename(&draft, path))
                .with_context(|| format!("{} cannot be written", path.display()))?;
            // An older backup is brought up to this program's tables.
            house::open_database(target.location, plan)?.close();
        }
        Location::Postgres(_) => {
            let scratch = tempfile(target.data_directory)?;
            std::fs::copy(backup.join(DATABASE), &scratch)?;
            let location = Location::Sqlite(scratch.clone());
            house::open_database(&location, plan)?.close();
            house::open_database(target.location, plan)?.close();
            let copied = copy_rows(&location, target.location, &plan.migrations(), progress);
            drop(std::fs::remove_file(&scratch));
            copied?;
        }
    }
    copy_folder(&backup.join(FILES), &target.data_directory.join(FILES))?;
    restore_keys(backup, target.data_directory, &manifest)?;
    let ends = journal_ends(&mut Snapshot::open(target.location)?)?;
    if ends != manifest.journals {
        bail!("the journals do not end where the backup says");
    }
    Ok(manifest)
}

fn tempfile(data_directory: &Path) -> anyhow::Result<PathBuf> {
    std::fs::create_dir_all(data_directory)?;
    let path = data_directory.join(format!("restoring-{}.db", std::process::id()));
    if path.exists() {
        std::fs::remove_file(&path)?;
    }
    Ok(path)
}

fn must_be_empty(location: &Location) -> anyhow::Result<()> {
    if let Location::Sqlite(path) = location
        && !path.exists()
    {
        return Ok(());
    }
    if Tables::open(location)?.names()?.is_empty() {
        return Ok(());
    }
    bail!("{} is not empty; a backup is only put into an empty database", location.shown())
}

fn restore_keys(backup: &Path, data_directory: &Path, manifest: &Manifest) -> anyhow::Result<()> {
    if !manifest.has_keys {
        return Ok(());
    }
    let randomness = kit::clock::SystemRandomness;
    let _guard = keys::guard(data_directory)?;
    match (keys::find(backup, &randomness)?, keys::find(data_directory, &randomness)?) {
        (keys::Found::Kept(old), keys::Found::Drawn(_)) => old.save(data_directory),
        (keys::Found::Kept(old), keys::Found::Kept(here))
            if old.ring.format() == here.ring.format() =>
        {
            Ok(())
        }
        _ => bail!(
            "{} already holds other keys; restore into another data directory",
            data_directory.display()
        ),
    }
}

/// The public key that a backup brought along, if any.
///
/// # Errors
/// Where it cannot be read.
pub fn public_key_of(backup: &Path) -> anyhow::Result<Option<String>> {
    let path = backup.join(PUBLIC_KEY);
    if !path.exists() {
        return Ok(None);
    }
    Ok(Some(std::fs::read_to_string(path)?))
}
