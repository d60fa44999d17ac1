//! A program at the API: HTTP/1.1 by hand, one connection kept alive.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// A program with or without a token.
pub(crate) struct Program {
    address: SocketAddr,
    token: Option<String>,
    stream: Option<BufReader<TcpStream>>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("not JSON: {}", self.body))
    }
}

impl Program {
    pub(crate) fn stranger(address: SocketAddr) -> Self {
        Self { address, token: None, stream: None }
    }

    pub(crate) fn with_token(address: SocketAddr, token: &str) -> Self {
        Self { address, token: Some(token.to_owned()), stream: None }
    }

    /// Reads; `None` where the house went away before it answered.
    pub(crate) fn get(&mut self, path: &str) -> Option<Answer> {
        self.ask("GET", path, &[], "")
    }

    /// Acts; `None` where the house went away before it answered.
    pub(crate) fn post(
        &mut self,
        path: &str,
        key: &str,
        body: &serde_json::Value,
    ) -> Option<Answer> {
        let headers = [("content-type", "application/json"), ("idempotency-key", key)];
        self.ask("POST", path, &headers, &body.to_string())
    }

    /// Asks with the headers given.
    pub(crate) fn ask(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Option<Answer> {
        let mut request = format!("{method} {path} HTTP/1.1\r\nhost: {}\r\n", self.address);
        if let Some(token) = &self.token {
            request.extend(["authorization: Bearer ", token, "\r\n"]);
        }
        for (name, value) in headers {
            request.extend([name, ": ", value, "\r\n"]);
        }
        request.extend(["content-length: ", &body.len().to_string(), "\r\n\r\n", body]);
        let answer = self.exchange(&request);
        if answer.is_none() {
            self.stream = None;
        }
        answer
    }

    fn exchange(&mut self, request: &str) -> Option<Answer> {
        if self.stream.is_none() {
            let stream = TcpStream::connect(self.address).ok()?;
            stream.set_nodelay(true).ok()?;
            stream.set_read_timeout(Some(Duration::from_secs(30))).ok()?;
            self.stream = Some(BufReader::new(stream));
        }
        let stream = self.stream.as_mut()?;
        stream.get_mut().write_all(request.as_bytes()).ok()?;
        let mut line = String::new();
        stream.read_line(&mut line).ok()?;
        let status = line.split(' ').nth(1)?.parse().ok()?;
        let mut length = 0;
        loop {
            line.clear();
            if stream.read_line(&mut line).ok()? == 0 {
                return None;
            }
            let Some((name, value)) = line.trim_end().split_once(':') else {
                break;
            };
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse().ok()?;
            }
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body).ok()?;
        Some(Answer { status, body: String::from_utf8_lossy(&body).into_owned() })
    }
}
