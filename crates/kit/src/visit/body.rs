//! What a request carries: forms with files, JSON, and the key that makes it one act.

use super::Visit;
use crate::error::HallError;
use crate::form::FormData;
use crate::hall::Hall;
use axum::body::Bytes;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{HeaderMap, header};
use calendar::Phrase;
use seal::Hasher;
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// Makes a replayed request the same act (防重复提交).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Once {
    /// The key, if one was given.
    pub key: Option<String>,
    /// Digest of the request it was given with.
    pub request: String,
}

impl Once {
    /// For acts that need none (timers, tests).
    pub fn unkeyed() -> Self {
        Self::default()
    }
}

/// A file that was sent.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Name of the form field.
    pub field: String,
    /// Name of the file, without folders.
    pub name: String,
    /// Its bytes.
    pub bytes: Bytes,
}

/// A form that was sent, with or without files.
#[derive(Clone, Debug, Default)]
pub struct Submitted {
    /// The fields.
    pub data: FormData,
    /// The files.
    pub files: Vec<Upload>,
    /// Makes a second click the same act.
    pub once: Once,
}

impl FromRequest<Arc<Hall>> for Submitted {
    type Rejection = HallError;

    async fn from_request(request: Request, hall: &Arc<Hall>) -> Result<Self, HallError> {
        let typed = request.extensions().get::<Visit>().map(|visit| visit.typed.clone());
        let target = request.uri().path().to_owned();
        let is_multipart = content_type(request.headers()).starts_with("multipart/form-data");
        let (pairs, files) = if is_multipart {
            read_multipart(request, hall).await?
        } else {
            let bytes = Bytes::from_request(request, hall).await.map_err(|_| too_large())?;
            (form_urlencoded::parse(&bytes).into_owned().collect(), Vec::new())
        };
        let data = FormData::from_pairs(pairs);
        if let Some(typed) = typed {
            typed.keep(&data);
        }
        let key = data.text("idempotency_key");
        let key = (!key.is_empty() && key.len() <= 128).then(|| key.to_owned());
        let request = digest_of_form(&target, &data, &files);
        Ok(Self { data, files, once: Once { key, request } })
    }
}

fn content_type(headers: &HeaderMap) -> &str {
    headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

type Parts = (Vec<(String, String)>, Vec<Upload>);

async fn read_multipart(request: Request, hall: &Arc<Hall>) -> Result<Parts, HallError> {
    let mut multipart = Multipart::from_request(request, hall).await.map_err(|_| unreadable())?;
    let (mut pairs, mut files) = (Vec::new(), Vec::new());
    while let Some(field) = multipart.next_field().await.map_err(|error| refused(&error))? {
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let bytes = field.bytes().await.map_err(|error| refused(&error))?;
        match file_name {
            Some(file) => {
                let file = file.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
                if !file.is_empty() {
                    files.push(Upload { field: name, name: file, bytes });
                }
            }
            None => pairs.push((name, String::from_utf8_lossy(&bytes).into_owned())),
        }
    }
    Ok((pairs, files))
}

fn digest_of_form(target: &str, data: &FormData, files: &[Upload]) -> String {
    let mut hasher = Hasher::new();
    let mut add = |bytes: &[u8]| {
        hasher.update(&(bytes.len() as u64).to_be_bytes());
        hasher.update(bytes);
    };
    add(target.as_bytes());
    for (name, value) in data.pairs().iter().filter(|(name, _)| name != "idempotency_key") {
        add(name.as_bytes());
        add(value.as_bytes());
    }
    for file in files {
        add(file.field.as_bytes());
        add(&file.bytes);
    }
    hasher.finish().to_hex()
}

fn refused(error: &MultipartError) -> HallError {
    if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        too_large()
    } else {
        unreadable()
    }
}

fn too_large() -> HallError {
    HallError::breach(
        "提交的内容太大，请减小文件后再试。",
        "What was sent is too large. Use a smaller file and try again.",
    )
}

fn unreadable() -> HallError {
    HallError::breach(
        "提交的内容无法读取，请重新打开页面再试。",
        "What was sent could not be read. Open the page again and retry.",
    )
}

/// A JSON body; every POST of a program carries an `Idempotency-Key`.
#[derive(Clone, Debug)]
pub struct ApiBody<T> {
    /// The body.
    pub value: T,
    /// Makes a replayed request the same act.
    pub once: Once,
}

impl<T: DeserializeOwned> FromRequest<Arc<Hall>> for ApiBody<T> {
    type Rejection = HallError;

    async fn from_request(request: Request, hall: &Arc<Hall>) -> Result<Self, HallError> {
        let target = request.uri().path().to_owned();
        let key = idempotency_key(request.headers())?;
        if request.extensions().get::<Visit>().is_none() {
            return Err(HallError::broken("a request that nobody admitted"));
        }
        let bytes = Bytes::from_request(request, hall).await.map_err(|_| too_large())?;
        let mut hasher = Hasher::new();
        hasher.update(target.as_bytes());
        hasher.update(&[0]);
        hasher.update(&bytes);
        let text: &[u8] = if bytes.is_empty() { b"{}" } else { &bytes };
        let value = serde_json::from_slice(text).map_err(|error| {
            HallError::invalid(
                "body",
                Phrase::new(
                    format!("请求体不是有效的 JSON 或缺少字段：{error}"),
                    format!("The body is not valid JSON or a field is missing: {error}"),
                ),
            )
        })?;
        Ok(Self { value, once: Once { key: Some(key), request: hasher.finish().to_hex() } })
    }
}

fn idempotency_key(headers: &HeaderMap) -> Result<String, HallError> {
    let key = headers
        .get("idempotency-key")
        .and_then(|value| value.to_str().ok())
        .map(|key| key.trim().trim_matches('"'))
        .unwrap_or_default();
    if key.is_empty() || key.len() > 128 {
        return Err(HallError::invalid(
            "Idempotency-Key",
            Phrase::of(
                "每个 POST 请求都要带 Idempotency-Key 请求头（1 至 128 个字符）。",
                "Every POST needs an Idempotency-Key header (1 to 128 characters).",
            ),
        ));
    }
    Ok(key.to_owned())
}
