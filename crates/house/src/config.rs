//! Configuration, read once and here only: flags, then environment, then file, then defaults.
//!
//! A file `yimen.toml` is looked for where `--config` points, else in the data directory, else in
//! the working directory. `yimen demo` writes one, so that every other command finds the demo by
//! `--data-directory` alone. Paths in a file are relative to the file.

mod accounts;
mod file;

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use file::File;
use kit::Language;
use kit::db::{CentreId, Durability, Location};
use kit::files::Scan;
use kit::hall::{Proxy, Site, Transport};
use office::people::door::AccountPolicy;
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

pub use file::{is_demo, write_demo};

const DATA_DIRECTORY: &str = "yimen-data";
const LISTEN: &str = "127.0.0.1:8080";
const REQUESTS_PER_SECOND: u32 = 50;
const CHECKPOINT_EVERY: u32 = 1_000;
const FILE_NAME: &str = "yimen.toml";
/// The SQLite database in a data directory.
pub const DATABASE_NAME: &str = "hall.db";

/// What every command understands.
#[derive(Args, Clone, Debug, Default)]
pub struct Options {
    /// Configuration file (配置文件)
    #[arg(long, global = true, env = "YIMEN_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Where the data lives: `sqlite:PATH` or `postgres://USER:PASSWORD@HOST/NAME` (数据库)
    #[arg(long, global = true, env = "YIMEN_DATABASE", hide_env_values = true, value_name = "URL")]
    pub database: Option<String>,
    /// Where keys and files are kept (数据目录) [default: yimen-data]
    #[arg(long, global = true, env = "YIMEN_DATA_DIRECTORY", value_name = "DIR")]
    pub data_directory: Option<PathBuf>,
    /// Language of the messages: zh or en (提示语言) [default: from LANG]
    #[arg(long, global = true, env = "YIMEN_LANGUAGE", value_name = "TAG")]
    pub language: Option<String>,
    /// Form of the log on standard error (日志格式) [default: text]
    #[arg(long, global = true, env = "YIMEN_LOG", value_enum, value_name = "FORM")]
    pub log: Option<LogFormat>,
    /// What is logged, such as info or kit=debug (日志级别) [default: info]
    #[arg(long, global = true, env = "YIMEN_LOG_FILTER", value_name = "FILTER")]
    pub log_filter: Option<String>,
}

/// The form of the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LogFormat {
    /// Lines for people.
    #[default]
    Text,
    /// One JSON object a line, for collectors.
    Json,
}

/// What serving needs besides.
#[derive(Args, Clone, Debug, Default)]
pub struct ServeOptions {
    /// Address and port to listen on (监听地址) [default: 127.0.0.1:8080]
    #[arg(long, env = "YIMEN_LISTEN", value_name = "ADDRESS")]
    pub listen: Option<String>,
    /// Address by which visitors reach the site, for QR codes and links (对外网址)
    #[arg(long, env = "YIMEN_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// Browsers come over TLS: cookies are sent over TLS only (经 TLS 访问)
    #[arg(long, env = "YIMEN_SECURE", conflicts_with = "plain")]
    pub secure: bool,
    /// Browsers come over plain HTTP: this machine or the hall's own network (明文访问)
    #[arg(long, env = "YIMEN_PLAIN")]
    pub plain: bool,
    /// A proxy in front sets X-Forwarded-For (可信代理)
    #[arg(long, env = "YIMEN_TRUSTED_PROXY")]
    pub trusted_proxy: bool,
    /// Requests a second that one address may make (每地址限速) [default: 50]
    #[arg(long, env = "YIMEN_REQUESTS_PER_SECOND", value_name = "N")]
    pub requests_per_second: Option<u32>,
    /// Journal entries of a centre after which a checkpoint is signed (签章间隔) [default: 1000]
    #[arg(long, env = "YIMEN_CHECKPOINT_EVERY", value_name = "N")]
    pub checkpoint_every: Option<u32>,
}

/// The county that the house serves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct County {
    /// Its administrative division code; the county office is a centre, too.
    pub code: CentreId,
    /// What it is called.
    pub name: String,
    /// Its English name; may be empty.
    pub name_english: String,
}

/// What was configured.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where the data lives.
    pub location: Location,
    /// What an act survives; less than all only while a fictional county is being loaded.
    pub durability: Durability,
    /// Where keys and files are kept.
    pub data_directory: PathBuf,
    /// The county, where one is named.
    pub county: Option<County>,
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// Address by which visitors reach the site.
    pub public_url: String,
    /// How browsers reach us.
    pub transport: Transport,
    /// Whether a proxy stands in front.
    pub proxy: Proxy,
    /// Requests a second that one address may make.
    pub requests_per_second: u32,
    /// Journal entries of a centre after which a checkpoint is signed.
    pub checkpoint_every: u32,
    /// Asked of every file before it is kept.
    pub file_scan: Scan,
    /// How strict the house is with passwords, locks, sessions and second factors.
    pub accounts: AccountPolicy,
}

/// How and what the house logs: a form, and a filter where one is named.
///
/// # Errors
/// Where the file cannot be read.
pub fn logging(options: &Options) -> anyhow::Result<(LogFormat, Option<String>)> {
    let file = find_file(options)?.content;
    let filter = options.log_filter.clone().or(file.log_filter);
    Ok((options.log.or(file.log).unwrap_or_default(), filter))
}

/// The language of the commands' messages.
#[expect(clippy::disallowed_methods, reason = "configuration is read here and nowhere else")]
pub fn language(options: &Options) -> Language {
    // A file that cannot be read is told of by the command, in whatever language there is.
    let of_file = || find_file(options).ok().and_then(|file| file.content.language);
    let named = options.language.clone().or_else(of_file);
    let named = named.as_deref().and_then(Language::from_tag);
    let of_terminal = || {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .filter_map(|name| std::env::var(name).ok())
            .find(|value| !value.is_empty())
    };
    named.unwrap_or_else(|| {
        of_terminal().and_then(|tag| Language::from_tag(&tag)).unwrap_or(Language::English)
    })
}

impl Settings {
    /// For commands that only touch the data.
    ///
    /// # Errors
    /// Where the file or a value cannot be read; says which and what is expected.
    pub fn of_data(options: &Options) -> anyhow::Result<Self> {
        Self::load(options, &ServeOptions::default())
    }

    /// For serving.
    ///
    /// # Errors
    /// As [`Settings::of_data`].
    pub fn load(options: &Options, serving: &ServeOptions) -> anyhow::Result<Self> {
        let file = find_file(options)?;
        let data_directory = options
            .data_directory
            .clone()
            .or_else(|| file.path(file.content.data_directory.as_deref()))
            .unwrap_or_else(|| file.directory.clone().unwrap_or_else(|| DATA_DIRECTORY.into()));
        let location = location(options, &file, &data_directory)?;
        let serve = file.content.serve.clone().unwrap_or_default();
        let listen = serving.listen.clone().or(serve.listen).unwrap_or_else(|| LISTEN.into());
        let listen: SocketAddr = listen.parse().with_context(|| {
            format!("--listen {listen}: an address and a port, such as 0.0.0.0:8080")
        })?;
        let public_url = serving.public_url.clone().or(serve.public_url);
        let public_url = parse_url(&public_url.unwrap_or_else(|| format!("http://{listen}")))?;
        let transport = if serving.secure {
            Transport::Secure
        } else if serving.plain {
            Transport::Plain
        } else {
            serve.transport.unwrap_or_else(|| transport_of(&public_url))
        };
        let is_proxied = serving.trusted_proxy || serve.trusted_proxy.unwrap_or_default();
        Ok(Self {
            location,
            durability: Durability::Full,
            data_directory,
            county: file.content.county.map(TryInto::try_into).transpose()?,
            listen,
            public_url,
            transport,
            proxy: if is_proxied { Proxy::Trusted } else { Proxy::None },
            requests_per_second: positive(
                serving.requests_per_second.or(serve.requests_per_second),
                REQUESTS_PER_SECOND,
            ),
            checkpoint_every: positive(
                serving.checkpoint_every.or(serve.checkpoint_every),
                CHECKPOINT_EVERY,
            ),
            file_scan: Scan { command: file.content.files.unwrap_or_default().scan },
            accounts: file.content.accounts.unwrap_or_default().policy()?,
        })
    }

    /// For a house that is opened and thrown away again.
    pub fn passing(directory: &Path) -> Self {
        Self {
            location: Location::Sqlite(directory.join(DATABASE_NAME)),
            durability: Durability::Full,
            data_directory: directory.to_path_buf(),
            county: Some(County {
                code: CentreId(1),
                name: String::new(),
                name_english: String::new(),
            }),
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            public_url: "http://127.0.0.1".to_owned(),
            transport: Transport::Plain,
            proxy: Proxy::None,
            requests_per_second: u32::MAX / 64,
            checkpoint_every: CHECKPOINT_EVERY,
            file_scan: Scan::default(),
            accounts: AccountPolicy::default(),
        }
    }

    /// What the house is told at start.
    ///
    /// # Errors
    /// Where no county is named.
    pub fn site(&self) -> anyhow::Result<Site> {
        let Some(county) = &self.county else {
            bail!(
                "no county is named. Write into {FILE_NAME}:\n\n  [county]\n  code = 990126\n  \
                 name = \"望溪县\"\n  name-english = \"Wangxi County\"\n\n\
                 or try the house first with: yimen demo"
            );
        };
        Ok(Site {
            county_name: county.name.clone(),
            county_name_english: county.name_english.clone(),
            county: county.code,
            public_url: self.public_url.clone(),
            data_directory: self.data_directory.clone(),
            transport: self.transport,
            proxy: self.proxy,
            requests_per_second: self.requests_per_second,
            file_scan: self.file_scan.clone(),
        })
    }
}

fn positive(given: Option<u32>, otherwise: u32) -> u32 {
    given.filter(|number| *number > 0).unwrap_or(otherwise)
}

fn find_file(options: &Options) -> anyhow::Result<File> {
    if let Some(path) = &options.config {
        return File::read(path);
    }
    let beside = options.data_directory.as_ref().map(|directory| directory.join(FILE_NAME));
    let candidates =
        [beside, Some(FILE_NAME.into()), Some(Path::new(DATA_DIRECTORY).join(FILE_NAME))];
    match candidates.into_iter().flatten().find(|path| path.is_file()) {
        Some(path) => File::read(&path),
        None => Ok(File::default()),
    }
}

fn location(options: &Options, file: &File, data_directory: &Path) -> anyhow::Result<Location> {
    let parse = |url: &str| Location::parse(url).map_err(anyhow::Error::msg);
    if let Some(url) = &options.database {
        return parse(url);
    }
    let Some(url) = &file.content.database else {
        return Ok(Location::Sqlite(data_directory.join(DATABASE_NAME)));
    };
    Ok(match parse(url)? {
        Location::Sqlite(path) => Location::Sqlite(file.beside(&path)),
        postgres @ Location::Postgres(_) => postgres,
    })
}

fn parse_url(url: &str) -> anyhow::Result<String> {
    let url = url.trim_end_matches('/');
    if url.starts_with("http://") || url.starts_with("https://") {
        return Ok(url.to_owned());
    }
    bail!("--public-url {url}: begins with http:// or https://")
}

fn transport_of(public_url: &str) -> Transport {
    if public_url.starts_with("https://") { Transport::Secure } else { Transport::Plain }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::testing::Directory;

    fn options(directory: &Directory, file: &str) -> Options {
        std::fs::write(directory.path(FILE_NAME), file).unwrap();
        Options { data_directory: Some(directory.path("")), ..Options::default() }
    }

    #[test]
    fn a_flag_goes_before_the_file_and_the_file_before_the_default() {
        let directory = Directory::fresh();
        let file = "database = \"sqlite:other.db\"\n[serve]\nlisten = \"127.0.0.1:9\"\n";
        let options = options(&directory, file);
        let serving = ServeOptions::default();
        let settings = Settings::load(&options, &serving).unwrap();
        assert_eq!(settings.listen.port(), 9);
        assert_eq!(settings.location, Location::Sqlite(directory.path("other.db")));
        assert_eq!(settings.requests_per_second, REQUESTS_PER_SECOND);
        let serving = ServeOptions { listen: Some("0.0.0.0:7".into()), ..serving };
        assert_eq!(Settings::load(&options, &serving).unwrap().listen.port(), 7);
    }

    #[test]
    fn the_virus_check_is_a_command_of_the_file() {
        let directory = Directory::fresh();
        let file = "[county]\ncode = 990126\nname = \"望溪县\"\n\
                    [files]\nscan = [\"clamdscan\", \"--no-summary\"]\n";
        let settings = Settings::of_data(&options(&directory, file)).unwrap();
        assert_eq!(settings.site().unwrap().file_scan.command, ["clamdscan", "--no-summary"]);
    }

    #[test]
    fn language_and_log_stand_in_the_file_and_a_flag_goes_before_it() {
        let directory = Directory::fresh();
        let file = "language = \"zh\"\nlog = \"json\"\nlog-filter = \"kit=debug\"\n";
        let options = options(&directory, file);
        assert_eq!(language(&options), Language::Chinese);
        let (form, filter) = logging(&options).unwrap();
        assert_eq!((form, filter.as_deref()), (LogFormat::Json, Some("kit=debug")));
        let options =
            Options { language: Some("en".into()), log: Some(LogFormat::Text), ..options };
        assert_eq!(language(&options), Language::English);
        assert_eq!(logging(&options).unwrap().0, LogFormat::Text);
    }

    #[test]
    fn the_policy_of_accounts_is_what_the_file_says_within_reason() {
        use office::people::door::FactorDuty;
        let directory = Directory::fresh();
        let file = "[accounts]\nsecond-factor = \"administrators\"\nidle-minutes = 30\n";
        let policy = Settings::of_data(&options(&directory, file)).unwrap().accounts;
        assert_eq!((policy.second_factor, policy.idle_minutes), (FactorDuty::Administrators, 30));
        assert_eq!(policy.password_days, AccountPolicy::default().password_days);
        let weak = Settings::of_data(&options(&directory, "[accounts]\npassword-length = 4\n"));
        let told = weak.unwrap_err().to_string();
        assert!(told.contains("password-length") && told.contains('8'), "{told}");
    }

    #[test]
    fn a_misspelt_key_in_the_file_is_named() {
        let directory = Directory::fresh();
        let options = options(&directory, "databse = \"sqlite:x\"\n");
        let error = format!("{:#}", Settings::of_data(&options).unwrap_err());
        assert!(error.contains("databse") && error.contains(FILE_NAME), "{error}");
    }

    #[test]
    fn a_public_address_with_tls_makes_cookies_secure() {
        let directory = Directory::fresh();
        let options = options(&directory, "[serve]\npublic-url = \"https://hall.example/\"\n");
        let settings = Settings::of_data(&options).unwrap();
        assert_eq!(settings.transport, Transport::Secure);
        assert_eq!(settings.public_url, "https://hall.example");
        let serving = ServeOptions { plain: true, ..ServeOptions::default() };
        let settings = Settings::load(&options, &serving).unwrap();
        assert_eq!(settings.transport, Transport::Plain);
    }

    #[test]
    fn a_house_without_a_county_says_what_to_write() {
        let directory = Directory::fresh();
        let settings = Settings::of_data(&options(&directory, "")).unwrap();
        assert!(settings.site().unwrap_err().to_string().contains("[county]"));
        let file = "[county]\ncode = 990126\nname = \"望溪县\"\n";
        let settings = Settings::of_data(&options(&directory, file)).unwrap();
        assert_eq!(settings.site().unwrap().county, CentreId(990_126));
    }
}
