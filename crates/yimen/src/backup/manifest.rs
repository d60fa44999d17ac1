//! What a backup says of itself.

use anyhow::{Context, bail};
use kit::db::Snapshot;
use kit::journal::reading;
use seal::Hasher;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::path::Path;

/// The form described here.
const FORMAT: u32 = 1;
/// Name of the manifest in a backup.
pub(super) const MANIFEST: &str = "manifest.json";
/// Name of the database in a backup.
pub(super) const DATABASE: &str = "hall.db";
/// Name of the public key in a backup.
pub(super) const PUBLIC_KEY: &str = "signing.pub.pem";

/// What a backup says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the form.
    pub format: u32,
    /// Version of the program that wrote it.
    pub program: String,
    /// When it was taken, in epoch milliseconds.
    pub at_ms: i64,
    /// Engine it was taken from.
    pub engine: String,
    /// All tables.
    pub tables: Vec<TableFacts>,
    /// Where every journal ended.
    pub journals: Vec<JournalEnd>,
    /// All files but this one.
    pub files: Vec<FileFacts>,
    /// Whether the keys are in it.
    pub has_keys: bool,
}

/// A table of a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableFacts {
    /// Its name.
    pub name: String,
    /// How many rows it holds.
    pub rows: u64,
    /// The sum of its rows' digests: the same in whatever order they are read.
    pub digest: String,
}

/// Where a journal ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalEnd {
    /// The centre.
    pub centre: i64,
    /// Number of the last entry.
    pub sequence: i64,
    /// Digest of the last entry.
    pub digest: String,
}

/// A file of a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFacts {
    /// Its path in the backup.
    pub path: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// Its SM3 digest.
    pub sm3: String,
}

impl Manifest {
    pub(super) fn new(at_ms: i64, engine: &str) -> Self {
        Self {
            format: FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            at_ms,
            engine: engine.to_owned(),
            tables: Vec::new(),
            journals: Vec::new(),
            files: Vec::new(),
            has_keys: false,
        }
    }

    /// Reads the manifest of a backup.
    ///
    /// # Errors
    /// Where there is none, or it is of another form.
    pub fn read(directory: &Path) -> anyhow::Result<Self> {
        let path = directory.join(MANIFEST);
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("{} is not a backup", directory.display()))?;
        let manifest: Self = serde_json::from_str(&text)
            .with_context(|| format!("{} is not right", path.display()))?;
        if manifest.format != FORMAT {
            bail!("the backup is of form {}, this program reads form {FORMAT}", manifest.format);
        }
        Ok(manifest)
    }

    pub(super) fn write(&self, directory: &Path) -> anyhow::Result<()> {
        house::keys::write_private(
            &directory.join(MANIFEST),
            &(serde_json::to_string_pretty(self)? + "\n"),
        )
    }

    /// Notes every file of the backup with its digest.
    pub(super) fn note_files(&mut self, directory: &Path) -> anyhow::Result<()> {
        self.files.clear();
        let mut waiting = vec![String::new()];
        while let Some(folder) = waiting.pop() {
            for entry in std::fs::read_dir(directory.join(&folder))? {
                let entry = entry?;
                let name = entry.file_name().to_string_lossy().into_owned();
                let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
                if entry.file_type()?.is_dir() {
                    waiting.push(path);
                } else if path != MANIFEST {
                    self.files.push(facts_of(directory, path)?);
                }
            }
        }
        self.files.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(())
    }

    /// Compares every file with what was noted.
    ///
    /// # Errors
    /// Names the first file that is missing or differs.
    pub fn check_files(&self, directory: &Path) -> anyhow::Result<()> {
        for noted in &self.files {
            let found = facts_of(directory, noted.path.clone())?;
            if found != *noted {
                bail!("{} in the backup was changed since it was written", noted.path);
            }
        }
        Ok(())
    }
}

fn facts_of(directory: &Path, path: String) -> anyhow::Result<FileFacts> {
    let full = directory.join(&path);
    let mut file = File::open(&full).with_context(|| format!("{} is missing", full.display()))?;
    let mut hasher = Hasher::new();
    let bytes = std::io::copy(&mut file, &mut hasher)
        .with_context(|| format!("{} cannot be read", full.display()))?;
    Ok(FileFacts { path, bytes, sm3: hasher.finish().to_hex() })
}

/// Where every journal ends in a snapshot.
pub(super) fn journal_ends(snapshot: &mut Snapshot) -> anyhow::Result<Vec<JournalEnd>> {
    let mut ends = Vec::new();
    for centre in house::told(reading::centres(snapshot))? {
        let last = house::told(reading::before(snapshot, centre, i64::MAX, 1))?;
        ends.extend(last.first().map(|entry| JournalEnd {
            centre: centre.0,
            sequence: entry.sequence,
            digest: entry.digest.to_hex(),
        }));
    }
    Ok(ends)
}
