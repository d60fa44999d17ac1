//! A hall with many cases: how long acts and pages take while 8 and 64 ask at once.
//!
//! The hall is one that `yimen simulate` made. Acts go through the house in this process, with
//! every answer waited for until the disk has it; pages come over loopback from a server in a
//! process of its own, so that its memory is the server's alone.

use super::latency::{Latencies, Loaded};
use super::lifecycles::Lifecycles;
use super::wire::Connection;
use super::{Effort, Stopwatch, Watch, store};
use anyhow::{Context, bail, ensure};
use county::demo;
use fastrand::Rng;
use house::config::{Options, ServeOptions, Settings};
use kit::db::CentreId;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

const CLIENTS: [usize; 2] = [8, 64];
const READ_AIM: Duration = Duration::from_millis(50);
const ACT_AIM: Duration = Duration::from_millis(100);
/// Cases that are looked up, spread over the whole history.
const SAMPLES: u32 = 2_000;
/// A name that many bear.
const NAME: &str = "%E7%8E%8B%E7%A7%80%E8%8B%B1";

/// Measures a hall that `yimen simulate` made in a directory; it has a few cases more afterwards.
///
/// # Errors
/// Where there is no such hall, or it does not answer as it should.
pub(super) fn measure(directory: &Path, effort: Effort) -> anyhow::Result<Loaded> {
    let options = Options { data_directory: Some(directory.into()), ..Options::default() };
    let settings = Settings::load(&options, &ServeOptions::default())?;
    let (mut latencies, known) = acts(&settings, effort)?;
    let server = Server::start(directory)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    latencies.extend(runtime.block_on(pages(server.address, &known, effort))?);
    drop(runtime);
    Ok(Loaded { cases: known.count, latencies, memory_mib: server.memory_mib()? })
}

/// What is known of the cases in the hall.
struct Known {
    count: u64,
    /// Numbers of cases of every age.
    numbers: Vec<String>,
    /// Numbers with the last four digits of the phone that was left with them.
    phones: Vec<(String, String)>,
}

/// Acts of whole lifecycles, one after another, by so many callers.
fn acts(settings: &Settings, effort: Effort) -> anyhow::Result<(Vec<Latencies>, Known)> {
    let (hall, router) = house::open(settings)?;
    drop(router);
    let file = demo::county_file()?;
    let townships: Vec<CentreId> =
        file.centres.iter().map(|it| it.0).filter(|it| *it != file.county).collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let measured = runtime.block_on(async {
        let side = Arc::new(Lifecycles::new(&hall, &townships).await?);
        let (mut all, mut phones) = (Vec::new(), Vec::new());
        for clients in CLIENTS {
            let (measured, known) = callers(&side, clients, effort).await?;
            all.push(Latencies::new("an act on a case", clients, ACT_AIM, measured));
            phones.extend(known);
        }
        let numbers = hall.db.read(move |read| store::spread(read, &townships, SAMPLES)).await;
        let (count, numbers) = house::told(numbers)?;
        anyhow::Ok((all, Known { count, numbers, phones }))
    });
    drop(runtime);
    house::close(hall);
    measured
}

type Acts = (Vec<Duration>, Vec<(String, String)>);

async fn callers(side: &Arc<Lifecycles>, clients: usize, effort: Effort) -> anyhow::Result<Acts> {
    let watch = Watch::start();
    let tasks: Vec<_> = (0..clients)
        .map(|_| {
            let side = Arc::clone(side);
            tokio::spawn(async move {
                let (mut measured, mut known) = (Vec::new(), Vec::new());
                while !watch.has_passed(effort.turn) {
                    known.push(side.live(&mut |took| measured.push(took)).await?);
                }
                anyhow::Ok((measured, known))
            })
        })
        .collect();
    let mut all = Acts::default();
    for task in tasks {
        let (measured, known) = task.await??;
        all.0.extend(measured);
        all.1.extend(known);
    }
    Ok(all)
}

/// A server in a process of its own, ended when it is dropped.
struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    fn start(directory: &Path) -> anyhow::Result<Self> {
        let address = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?;
        let program = std::env::current_exe().context("the program cannot find itself")?;
        let child = Command::new(program)
            .args(["serve", "--trusted-proxy", "--requests-per-second", "10000000", "--listen"])
            .arg(address.to_string())
            .arg("--data-directory")
            .arg(directory)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("the server cannot begin")?;
        Ok(Self { child, address })
    }

    /// The most it ever held.
    fn memory_mib(&self) -> anyhow::Result<u64> {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))
            .context("this system does not say what a process holds")?;
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|it| it.split_whitespace().next()).context("no VmHWM")?;
        Ok(kib.parse::<u64>()? / 1_024)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Err(error) = self.child.kill().and_then(|()| self.child.wait().map(drop)) {
            tracing::warn!(%error, "the server of the benchmark was left");
        }
    }
}

/// Draws a request of a kind.
type Draw = fn(&Visitor, &mut Rng) -> String;

const PAGES: [(&str, Draw); 5] = [
    ("work list", |visitor, _| visitor.get("/cases?view=open")),
    ("case page", |visitor, random| visitor.get(&format!("/cases/{}", visitor.number(random)))),
    ("search by number", |visitor, random| {
        visitor.get(&format!("/cases?view=all&text={}", visitor.number(random)))
    }),
    ("search by name", |visitor, _| visitor.get(&format!("/cases?view=all&text={NAME}"))),
    ("progress page", Visitor::progress),
];

async fn pages(
    address: SocketAddr,
    known: &Known,
    effort: Effort,
) -> anyhow::Result<Vec<Latencies>> {
    ready(address).await?;
    let visitor = Arc::new(Visitor::sign_in(address, known).await?);
    let mut all = Vec::new();
    for (subject, draw) in PAGES {
        for clients in CLIENTS {
            let measured = visitors(&visitor, draw, clients, effort).await?;
            all.push(Latencies::new(subject, clients, READ_AIM, measured));
        }
    }
    Ok(all)
}

async fn ready(address: SocketAddr) -> anyhow::Result<()> {
    let request = format!("GET /health/ready HTTP/1.1\r\nHost: {address}\r\n\r\n");
    for _ in 0..600 {
        if let Ok(mut connection) = Connection::open(address).await
            && connection.ask(request.as_bytes()).await.is_ok()
        {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    bail!("the server was not ready after a minute")
}

async fn visitors(
    visitor: &Arc<Visitor>,
    draw: Draw,
    clients: usize,
    effort: Effort,
) -> anyhow::Result<Vec<Duration>> {
    let watch = Watch::start();
    let tasks: Vec<_> = (0..clients)
        .map(|seed| {
            let visitor = Arc::clone(visitor);
            tokio::spawn(async move {
                let mut random = Rng::with_seed(seed as u64);
                let mut connection = Connection::open(visitor.address).await?;
                let mut measured = Vec::new();
                while !watch.has_passed(effort.turn) {
                    let request = draw(&visitor, &mut random);
                    let asked = Stopwatch::start();
                    connection.ask(request.as_bytes()).await?;
                    measured.push(asked.elapsed());
                }
                anyhow::Ok(measured)
            })
        })
        .collect();
    let mut all = Vec::new();
    for task in tasks {
        all.extend(task.await??);
    }
    Ok(all)
}

/// A clerk who is signed in, and residents who are not.
struct Visitor {
    address: SocketAddr,
    cookies: String,
    numbers: Vec<String>,
    phones: Vec<(String, String)>,
    next: Mutex<usize>,
}

impl Visitor {
    async fn sign_in(address: SocketAddr, known: &Known) -> anyhow::Result<Self> {
        let body = format!("login=clerk&password={}", demo::PASSWORD);
        let request = posted(address, "/session", &body, "X-Bench: 1");
        let mut connection = Connection::open(address).await?;
        let answer = connection.exchange(request.as_bytes()).await?;
        ensure!(answer.status == 303, "the clerk was not let in: {}", answer.status);
        let cookies = answer.cookies();
        let mut visitor = Self {
            address,
            cookies,
            numbers: Vec::new(),
            phones: known.phones.clone(),
            next: Mutex::default(),
        };
        let list = connection.exchange(visitor.get("/cases?view=all").as_bytes()).await?;
        let list = String::from_utf8_lossy(list.body);
        let own = list.split("/cases/").filter_map(|it| it.split('-').next());
        let own = own.filter(|it| it.len() == 3 && it.bytes().all(|it| it.is_ascii_digit()));
        let own = own.last().context("the clerk sees no case")?.to_owned();
        visitor.numbers = known.numbers.iter().filter(|it| it.starts_with(&own)).cloned().collect();
        ensure!(!visitor.numbers.is_empty(), "the clerk's centre has no cases");
        Ok(visitor)
    }

    fn get(&self, path: &str) -> String {
        let Self { address, cookies, .. } = self;
        format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookies}\r\n\r\n")
    }

    fn number(&self, random: &mut Rng) -> &str {
        &self.numbers[random.usize(0..self.numbers.len())]
    }

    /// Each from another address and about another case: asking often is slowed down.
    fn progress(&self, random: &mut Rng) -> String {
        let at = {
            let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
            *next += 1;
            *next % self.phones.len()
        };
        let (number, digits) = &self.phones[at];
        let address = format!("10.{}.{}.{}", random.u8(..), random.u8(..), random.u8(..));
        let body = format!("number={number}&digits={digits}");
        posted(self.address, "/progress", &body, &format!("X-Forwarded-For: {address}"))
    }
}

fn posted(address: SocketAddr, path: &str, body: &str, header: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\n{header}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}
