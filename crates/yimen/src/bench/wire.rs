//! The benchmark's browser: one keep-alive connection that understands answers of known length.

use anyhow::{Context, bail};
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A keep-alive connection.
pub(super) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// An answer as it came.
pub(super) struct Answer<'a> {
    pub(super) status: u16,
    head: &'a str,
    pub(super) body: &'a [u8],
}

impl Connection {
    pub(super) async fn open(address: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(128 * 1024) })
    }

    /// Sends a request and reads the whole answer, which must be a page.
    pub(super) async fn ask(&mut self, request: &[u8]) -> anyhow::Result<()> {
        let answer = self.exchange(request).await?;
        if answer.status != 200 {
            bail!("the server answered {}: {}", answer.status, String::from_utf8_lossy(request));
        }
        Ok(())
    }

    /// Sends a request and reads the whole answer, whatever it is.
    pub(super) async fn exchange(&mut self, request: &[u8]) -> anyhow::Result<Answer<'_>> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let mut ends = None;
        loop {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                bail!("the server hung up");
            }
            if ends.is_none() {
                ends = answer_ends(&self.buffer)?;
            }
            if let Some((head, whole)) = ends
                && self.buffer.len() >= whole
            {
                return Answer::read(&self.buffer[..whole], head);
            }
        }
    }
}

impl<'a> Answer<'a> {
    fn read(received: &'a [u8], head: usize) -> anyhow::Result<Self> {
        let (head, body) = (std::str::from_utf8(&received[..head])?, &received[head + 4..]);
        let status = head.split(' ').nth(1).context("the answer has no status")?.parse()?;
        Ok(Self { status, head, body })
    }

    /// The cookies that were set, as they are sent back.
    pub(super) fn cookies(&self) -> String {
        let set = self.head.lines().filter_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("set-cookie").then(|| value.split(';').next())?
        });
        set.map(str::trim).collect::<Vec<_>>().join("; ")
    }
}

/// Where the head ends and where the whole answer does, as soon as the head is there.
fn answer_ends(received: &[u8]) -> anyhow::Result<Option<(usize, usize)>> {
    let Some(end) = received.windows(4).position(|four| four == b"\r\n\r\n") else {
        return Ok(None);
    };
    let body = std::str::from_utf8(&received[..end])?
        .lines()
        .find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>())
        })
        .context("the answer has no length")??;
    Ok(Some((end, end + 4 + body)))
}
