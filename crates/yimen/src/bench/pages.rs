//! Guide pages over loopback against an empty handler, in the same process and run.
//!
//! Both sides: the same number of keep-alive connections, one request after another on each, the
//! same client, one axum server each. The yardstick's handler answers two letters and nothing
//! stands around it; ours draws the whole guide of an item with everything each request passes.

use super::report::Comparison;
use super::wire::Connection;
use super::{Effort, Watch};
use axum::routing::get;
use axum::serve::ListenerExt;
use county::demo;
use house::config::Settings;
use kit::hall::Transport;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::net::TcpListener;

/// Connections at once.
const CONNECTIONS: usize = 32;

pub(super) fn compare(directory: &Path, effort: Effort) -> anyhow::Result<Comparison> {
    let mut settings = Settings::passing(directory);
    settings.transport = Transport::Plain;
    let path = demo::catalogue_only(&mut settings)?;
    let (hall, router) = house::open(&settings)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let measured = runtime.block_on(async {
        let empty = axum::Router::new().route("/", get(async || "ok"));
        let (ours_at, theirs_at) = (serve(router).await?, serve(empty).await?);
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for round in 0..=effort.rounds {
            let guide = turn(effort, ours_at, &path).await?;
            let nothing = turn(effort, theirs_at, "/").await?;
            // The first turn fills caches and is not counted.
            if round > 0 {
                ours.push(guide);
                theirs.push(nothing);
            }
        }
        anyhow::Ok((ours, theirs))
    });
    drop(runtime);
    house::close(hall);
    let (ours, theirs) = measured?;
    Ok(Comparison {
        subject: "guide page, 32 keep-alive connections over loopback",
        unit: "requests",
        yardstick: "an empty axum handler",
        ours,
        theirs,
        aim: 0.3,
    })
}

async fn serve(router: axum::Router) -> anyhow::Result<SocketAddr> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    Ok(address)
}

async fn turn(effort: Effort, address: SocketAddr, path: &str) -> anyhow::Result<f64> {
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept-Language: zh-CN\r\n\r\n");
    let request: Arc<str> = request.into();
    let done = Arc::new(AtomicU64::new(0));
    let mut connections = Vec::new();
    for _ in 0..CONNECTIONS {
        connections.push(Connection::open(address).await?);
    }
    let watch = Watch::start();
    let clients: Vec<_> = connections
        .into_iter()
        .map(|mut connection| {
            let (request, done) = (Arc::clone(&request), Arc::clone(&done));
            tokio::spawn(async move {
                while !watch.has_passed(effort.turn) {
                    connection.ask(request.as_bytes()).await?;
                    done.fetch_add(1, Ordering::Relaxed);
                }
                anyhow::Ok(())
            })
        })
        .collect();
    for client in clients {
        client.await??;
    }
    Ok(watch.per_second(done.load(Ordering::Relaxed)))
}
