//! A browser without a network: asks the router, keeps cookies, finds fields by their label.

use axum::body::Body;
use axum::http::{Request, header};
use std::collections::BTreeMap;
use tower::ServiceExt;

/// A browser, or a program with a bearer token.
#[derive(Clone)]
pub struct Browser {
    router: axum::Router,
    /// Cookies kept.
    pub cookies: BTreeMap<String, String>,
    /// Bearer token, for programs.
    pub bearer: Option<String>,
    /// Language asked for.
    pub language: &'static str,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Page {
    /// HTTP status.
    pub status: u16,
    /// `Location` header, or empty.
    pub location: String,
    /// `Content-Type` header, or empty.
    pub kind: String,
    /// All headers.
    pub headers: axum::http::HeaderMap,
    /// The body as text (lossy).
    pub body: String,
    /// The body as bytes.
    pub bytes: Vec<u8>,
}

impl Browser {
    pub(super) fn new(router: axum::Router) -> Self {
        Self { router, cookies: BTreeMap::new(), bearer: None, language: "zh-CN" }
    }

    /// The same browser in English.
    #[must_use]
    pub fn in_english(mut self) -> Self {
        self.language = "en";
        self
    }

    /// Opens an address; redirects are not followed.
    pub fn get(&mut self, path: &str) -> Page {
        self.send("GET", path, &[], Vec::new())
    }

    /// Opens an address with a header.
    pub fn get_with(&mut self, path: &str, name: &str, value: &str) -> Page {
        self.send("GET", path, &[(name, value)], Vec::new())
    }

    /// Sends a form; follows nothing.
    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let mut body = form_urlencoded::Serializer::new(String::new());
        for (name, value) in fields {
            body.append_pair(name, value);
        }
        let kind = ("content-type", "application/x-www-form-urlencoded");
        self.send("POST", path, &[kind], body.finish().into_bytes())
    }

    /// Sends a form with one file.
    pub fn post_file(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        (field, file_name, bytes): (&str, &str, &[u8]),
    ) -> Page {
        const BOUNDARY: &str = "yimen-test-boundary";
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"; \
             filename=\"{file_name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        self.send("POST", path, &[("content-type", &kind)], body)
    }

    /// Sends JSON with an idempotency key.
    pub fn post_json(&mut self, path: &str, key: &str, body: &serde_json::Value) -> Page {
        let headers = [("content-type", "application/json"), ("idempotency-key", key)];
        self.send("POST", path, &headers, body.to_string().into_bytes())
    }

    /// Sends a request in process.
    ///
    /// # Panics
    /// Where no runtime can be started.
    pub fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Page {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "127.0.0.1:8080")
            .header(header::ACCEPT_LANGUAGE, self.language);
        if !self.cookies.is_empty() {
            let cookies: Vec<String> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if let Some(secret) = &self.bearer {
            request = request.header(header::AUTHORIZATION, format!("Bearer {secret}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let router = self.router.clone();
        let request = request.body(Body::from(body));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let (Ok(request), Ok(runtime)) = (request, runtime) else {
            panic!("the request to {path} cannot be built")
        };
        let page = runtime.block_on(async move {
            let response = match router.oneshot(request).await {
                Ok(response) => response,
                Err(never) => match never {},
            };
            page_of(response).await
        });
        self.keep_cookies(&page);
        page
    }

    fn keep_cookies(&mut self, page: &Page) {
        for value in page.headers.get_all(header::SET_COOKIE) {
            let Some(text) = value.to_str().ok() else {
                continue;
            };
            let Some((name, value)) = text.split(';').next().and_then(|it| it.split_once('='))
            else {
                continue;
            };
            if text.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

async fn page_of(response: axum::response::Response) -> Page {
    let (parts, body) = response.into_parts();
    let text = |name: header::HeaderName| {
        parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("").to_owned()
    };
    let (location, kind) = (text(header::LOCATION), text(header::CONTENT_TYPE));
    let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default().to_vec();
    Page {
        status: parts.status.as_u16(),
        location,
        kind,
        headers: parts.headers,
        body: String::from_utf8_lossy(&bytes).into_owned(),
        bytes,
    }
}

impl Page {
    /// Whether the page shows a text.
    pub fn shows(&self, text: &str) -> bool {
        self.body.contains(text)
    }

    /// The value of the first field of a name (hidden keys, versions).
    pub fn value_of(&self, name: &str) -> String {
        let marker = format!("name=\"{name}\"");
        let Some(at) = self.body.find(&marker) else {
            return String::new();
        };
        let start = self.body[..at].rfind('<').unwrap_or(0);
        let end = self.body[at..].find('>').map_or(self.body.len(), |length| at + length);
        attribute(&self.body[start..end], "value").unwrap_or_default()
    }

    /// The name of the field under a label.
    pub fn field_labelled(&self, label: &str) -> Option<String> {
        let at = self.body.find(label)?;
        let start = self.body[..at].rfind("<label")?;
        let id = attribute(&self.body[start..at], "for")?;
        let at = self.body.find(&format!("id=\"{id}\""))?;
        let start = self.body[..at].rfind('<')?;
        let end = at + self.body[at..].find('>')?;
        attribute(&self.body[start..end], "name")
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// Where it is none.
    pub fn json(&self) -> serde_json::Value {
        match serde_json::from_str(&self.body) {
            Ok(value) => value,
            Err(error) => panic!("not JSON ({error}): {}", self.body),
        }
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let marker = format!(" {name}=\"");
    let start = tag.find(&marker)? + marker.len();
    let end = start + tag[start..].find('"')?;
    Some(tag[start..end].replace("&#34;", "\"").replace("&#38;", "&").replace("&amp;", "&"))
}
