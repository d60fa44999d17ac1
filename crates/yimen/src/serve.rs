//! Serving: lets visitors in, and at the end loses nothing.
//!
//! On SIGTERM or SIGINT the house stops accepting, ends live streams, finishes requests, stops its
//! timers after the run under way, and closes the lanes.

use crate::terminal::Terminal;
use crate::timers;
use anyhow::Context;
use axum::serve::ListenerExt;
use house::config::Settings;
use kit::Hall;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

/// Requests under way get this long to finish.
const DRAINING: Duration = Duration::from_secs(20);

/// Opens the house and serves it until the process is told to end.
///
/// # Errors
/// Where the house cannot be opened or the address cannot be listened on.
pub fn run(settings: &Settings, terminal: Terminal) -> anyhow::Result<()> {
    // Taken before anything is opened: a port in use is told at once.
    let listener = listen(settings)?;
    let (hall, router) = house::open(settings)?;
    run_open((listener, hall, router), settings, terminal)
}

/// Takes the address that visitors will ask.
///
/// # Errors
/// Where somebody else has it, or it is not this machine's.
pub fn listen(settings: &Settings) -> anyhow::Result<std::net::TcpListener> {
    std::net::TcpListener::bind(settings.listen).with_context(|| {
        format!("nobody can be let in at {}: choose another --listen", settings.listen)
    })
}

/// Serves a house that is open until the process is told to end.
///
/// # Errors
/// Where the runtime or the listener fails.
pub fn run_open(
    (listener, hall, router): (std::net::TcpListener, Arc<Hall>, axum::Router),
    settings: &Settings,
    terminal: Terminal,
) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let served = runtime.block_on(serve(listener, Arc::clone(&hall), router, settings, terminal));
    // Tasks of the pages let go of the hall.
    drop(runtime);
    house::close(hall);
    tracing::info!("closed");
    served
}

async fn serve(
    listener: std::net::TcpListener,
    hall: Arc<Hall>,
    router: axum::Router,
    settings: &Settings,
    terminal: Terminal,
) -> anyhow::Result<()> {
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let listener = TcpListener::from_std(listener)?.tap_io(|stream| {
        // Small answers must not wait for more.
        drop(stream.set_nodelay(true));
    });
    let timers = timers::start(&hall, settings.checkpoint_every);
    announce(address, settings, terminal);
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let closing = Arc::clone(&hall);
    let asked_to_end = async move {
        if let Err(error) = told_to_end().await {
            tracing::error!(%error, "signals cannot be heard");
            std::future::pending::<()>().await;
        }
        tracing::info!("closing");
        closing.begin_closing();
    };
    let late = async {
        hall.closing().await;
        tokio::time::sleep(DRAINING).await;
    };
    tokio::select! {
        served = axum::serve(listener, service).with_graceful_shutdown(asked_to_end) => served?,
        () = late => tracing::warn!("requests that took too long were cut off"),
    }
    timers.finish().await;
    Ok(())
}

async fn told_to_end() -> std::io::Result<()> {
    let (mut terminate, mut interrupt) =
        (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

fn announce(address: SocketAddr, settings: &Settings, terminal: Terminal) {
    let database = settings.location.shown();
    tracing::info!(%address, database, public_url = settings.public_url, "serving");
    let text = terminal.words.fill(
        "已启动，请访问 {}（停止：Ctrl+C）",
        "Serving at {} (stop with Ctrl+C)",
        &[&settings.public_url],
    );
    terminal.line(&text);
}
