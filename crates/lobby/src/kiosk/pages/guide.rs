//! `/centres/{centre}/kiosk/items/{code}`: the guide on a touch screen.

use crate::guide::{GuideView, qr};
use crate::kiosk::Kiosk;
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use counter::catalogue::door::{self as catalogue, PublishedItem};
use kit::shell::Chrome;
use kit::{HallError, Visit};
use serde::Deserialize;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "kiosk/pages/guide.html")]
struct GuidePage {
    chrome: Chrome,
    guide: GuideView,
    up: String,
    checklist: String,
    qr: String,
}

/// Where the visitor came from.
#[derive(Deserialize)]
pub(in crate::kiosk) struct From {
    #[serde(default)]
    pub(super) back: String,
}

/// An item in force in the kiosk's centre.
pub(super) async fn item(
    visit: &Visit,
    kiosk: &Kiosk,
    code: &str,
) -> Result<Arc<PublishedItem>, HallError> {
    let catalogue = catalogue::catalogue(&visit.hall, kiosk.centre.id).await?;
    catalogue.item(code).cloned().ok_or_else(|| {
        HallError::not_found(
            "没有这个事项，或它已经下线。请从首页查找。",
            "There is no such item, or it is no longer offered. Search from the start.",
        )
    })
}

/// The guide.
pub(in crate::kiosk) async fn show(
    visit: Visit,
    Path((centre, code)): Path<(i64, String)>,
    Query(from): Query<From>,
) -> Result<Response, HallError> {
    let kiosk = Kiosk::in_centre(&visit, centre).await?;
    let item = item(&visit, &kiosk, &code).await?;
    let guide = GuideView::of(&item.definition, visit.words());
    let here = format!("{}/items/{}", kiosk.root, item.code);
    let public =
        format!("{}{}/items/{}", visit.hall.site.public_url, kiosk.centre.path(), item.code);
    visit.page(&GuidePage {
        chrome: kiosk.chrome(&visit, guide.name.clone()),
        up: kiosk.way_back(&from.back),
        checklist: format!("{here}/checklist"),
        qr: qr::svg(&public),
        guide,
    })
}
