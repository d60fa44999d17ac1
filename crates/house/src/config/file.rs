//! The configuration file.

use super::accounts::AccountsEntry;
use super::{County, DATABASE_NAME, FILE_NAME, LogFormat};
use anyhow::{Context, bail};
use kit::db::{CentreId, Location};
use kit::hall::Transport;
use serde::Deserialize;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The first line of a demo's file.
const DEMO_MARK: &str = "# Written by `yimen demo`. 由 yimen demo 生成。";

/// A file that was read, and where it stands.
#[derive(Default)]
pub(super) struct File {
    pub(super) content: Content,
    /// Its directory; `None` where there is no file.
    pub(super) directory: Option<PathBuf>,
}

/// What a file may say. An unknown key is an error, so that a slip is not overlooked.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Content {
    pub(super) database: Option<String>,
    pub(super) data_directory: Option<PathBuf>,
    pub(super) language: Option<String>,
    pub(super) log: Option<LogFormat>,
    pub(super) log_filter: Option<String>,
    pub(super) county: Option<CountyEntry>,
    pub(super) serve: Option<ServeEntry>,
    pub(super) files: Option<FilesEntry>,
    pub(super) accounts: Option<AccountsEntry>,
}

/// What is done with files that are handed in.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct FilesEntry {
    /// The virus check: a command and its arguments; the path of the file comes last.
    #[serde(default)]
    pub(super) scan: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct CountyEntry {
    code: i64,
    name: String,
    #[serde(default)]
    name_english: String,
}

#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ServeEntry {
    pub(super) listen: Option<String>,
    pub(super) public_url: Option<String>,
    #[serde(default, deserialize_with = "transport")]
    pub(super) transport: Option<Transport>,
    pub(super) trusted_proxy: Option<bool>,
    pub(super) requests_per_second: Option<u32>,
    pub(super) checkpoint_every: Option<u32>,
}

fn transport<'a, D: serde::Deserializer<'a>>(from: D) -> Result<Option<Transport>, D::Error> {
    match String::deserialize(from)?.as_str() {
        "secure" => Ok(Some(Transport::Secure)),
        "plain" => Ok(Some(Transport::Plain)),
        other => Err(serde::de::Error::custom(format!("transport {other:?}: secure or plain"))),
    }
}

impl TryFrom<CountyEntry> for County {
    type Error = anyhow::Error;

    fn try_from(entry: CountyEntry) -> Result<Self, Self::Error> {
        let Some(code) = CentreId::parse(&entry.code.to_string()) else {
            bail!("county.code {}: an administrative division code", entry.code);
        };
        if entry.name.trim().is_empty() {
            bail!("county.name must not be empty");
        }
        Ok(Self { code, name: entry.name, name_english: entry.name_english })
    }
}

impl File {
    pub(super) fn read(path: &Path) -> anyhow::Result<Self> {
        let shown = path.display();
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("the configuration file {shown} cannot be read"))?;
        let content = toml::from_str(&text)
            .with_context(|| format!("the configuration file {shown} is not right"))?;
        let directory = path.parent().map(Path::to_path_buf).unwrap_or_default();
        Ok(Self { content, directory: Some(directory) })
    }

    /// A path of the file, relative to where the file stands.
    pub(super) fn beside(&self, path: &Path) -> PathBuf {
        self.directory.as_ref().map_or_else(|| path.to_path_buf(), |base| base.join(path))
    }

    pub(super) fn path(&self, path: Option<&Path>) -> Option<PathBuf> {
        path.map(|path| self.beside(path))
    }
}

/// Writes the file of a demo into its directory, so that other commands find the demo.
///
/// # Errors
/// Where it cannot be written.
pub fn write_demo(directory: &Path, location: &Location, county: &County) -> anyhow::Result<()> {
    let text = |value: &str| toml::Value::String(value.to_owned()).to_string();
    let mut content = format!("{DEMO_MARK}\n");
    let database = match location {
        // The usual place needs no line: the directory can be moved.
        Location::Sqlite(path) if *path == directory.join(DATABASE_NAME) => None,
        Location::Sqlite(path) => Some(format!("sqlite:{}", absolute(path).display())),
        Location::Postgres(url) => Some(url.clone()),
    };
    if let Some(url) = database {
        writeln!(content, "database = {}", text(&url))?;
    }
    writeln!(content, "\n[county]\ncode = {}", county.code)?;
    writeln!(content, "name = {}", text(&county.name))?;
    writeln!(content, "name-english = {}", text(&county.name_english))?;
    let path = directory.join(FILE_NAME);
    // It may hold the database's password.
    crate::keys::write_private(&path, &content)
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf())
}

/// Whether a directory was made by `yimen demo`.
pub fn is_demo(directory: &Path) -> bool {
    let text = std::fs::read_to_string(directory.join(FILE_NAME)).unwrap_or_default();
    text.starts_with(DEMO_MARK)
}
