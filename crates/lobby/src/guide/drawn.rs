//! Guide pages as they were drawn before.
//!
//! Whoever asks without a post and without answers sees the same page as the one before, until the
//! catalogue, the centre or the day is another. Drawing it takes a hundred times as long as sending
//! it, and a guide is what most people come for.

use axum::body::Bytes;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use kit::shell::TextSize;
use kit::{Hall, Language, Visit};
use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

/// Pages kept at once; some ten megabytes.
const KEPT_MAX: usize = 256;

/// What a page depends on besides the program.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    path: String,
    language: Language,
    is_large: bool,
    day: Date,
    catalogue: i64,
    centre: i64,
}

impl Key {
    /// The page of an address with nothing asked, at a state of catalogue and centre; `None` where
    /// the visitor sees something of their own.
    pub(super) fn of(visit: &Visit, path: &str, (catalogue, centre): (i64, i64)) -> Option<Self> {
        let is_plain = visit.member.is_none() && visit.flash.is_empty() && visit.path == path;
        is_plain.then(|| Self {
            path: path.to_owned(),
            language: visit.language,
            is_large: visit.text_size == TextSize::Large,
            day: visit.today(),
            catalogue,
            centre,
        })
    }
}

/// The pages; stand on the shelf.
#[derive(Default)]
struct Drawn {
    pages: RwLock<HashMap<Key, Bytes>>,
}

/// The page as it was drawn before.
pub(super) fn known(hall: &Hall, key: &Key) -> Option<Response> {
    let drawn = hall.shelf.get_or_default::<Drawn>();
    let pages = drawn.pages.read().unwrap_or_else(PoisonError::into_inner);
    pages.get(key).cloned().map(response)
}

/// Keeps a page for the next who asks.
pub(super) fn keep(hall: &Hall, key: Key, html: String) -> Response {
    let (drawn, page) = (hall.shelf.get_or_default::<Drawn>(), Bytes::from(html));
    let mut pages = drawn.pages.write().unwrap_or_else(PoisonError::into_inner);
    if pages.len() >= KEPT_MAX {
        pages.clear();
    }
    pages.insert(key, page.clone());
    response(page)
}

fn response(page: Bytes) -> Response {
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
}
