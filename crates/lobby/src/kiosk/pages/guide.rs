//! `/centres/{centre}/kiosk/items/{code}`: the guide on a touch screen.

use crate::guide::english::read_in;
use crate::guide::{GuideView, qr};
use crate::kiosk::Kiosk;
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use counter::catalogue::door::{self as catalogue, PublishedItem};
use kit::shell::Chrome;
use kit::visit::query_pair;
use kit::{HallError, Visit, Words};
use serde::Deserialize;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "kiosk/pages/guide.html")]
struct GuidePage {
    chrome: Chrome,
    guide: GuideView,
    part: Part,
    part_name: &'static str,
    tabs: Vec<(String, &'static str, bool)>,
    up: String,
    checklist: String,
    take: String,
    qr: String,
}

/// The guide is read a screen at a time; nobody has to scroll.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// 要带的材料
    Papers,
    /// 谁可以办
    Who,
    /// 办理步骤
    Steps,
    /// 到哪里办
    Where,
}

impl Part {
    const ALL: [Self; 4] = [Self::Papers, Self::Who, Self::Steps, Self::Where];

    const fn word(self) -> &'static str {
        match self {
            Self::Papers => "papers",
            Self::Who => "who",
            Self::Steps => "steps",
            Self::Where => "where",
        }
    }

    fn name(self, words: Words) -> &'static str {
        match self {
            Self::Papers => words.say("要带的材料", "Papers to bring"),
            Self::Who => words.say("谁可以办", "Who can apply"),
            Self::Steps => words.say("办理步骤", "Steps"),
            Self::Where => words.say("到哪里办", "Where to go"),
        }
    }
}

/// Where the visitor came from.
#[derive(Deserialize)]
pub(in crate::kiosk) struct From {
    #[serde(default)]
    back: String,
    /// Which part of the guide.
    #[serde(default)]
    part: String,
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
    let words = visit.words();
    let guide = GuideView::of(&read_in(words, &item.definition), words);
    let part = Part::ALL.into_iter().find(|it| it.word() == from.part).unwrap_or(Part::Papers);
    let up = kiosk.way_back(&from.back);
    let here = format!("{}/items/{}", kiosk.root, item.code);
    let public =
        format!("{}{}/items/{}", visit.hall.site.public_url, kiosk.centre.path(), item.code);
    visit.page(&GuidePage {
        chrome: kiosk.chrome(&visit, guide.name.clone()),
        tabs: Part::ALL
            .into_iter()
            .filter(|it| *it != Part::Who || !guide.requirements.is_empty())
            .map(|it| {
                let href = format!("{here}?part={}&{}", it.word(), query_pair("back", &up));
                (href, it.name(words), it == part)
            })
            .collect(),
        part_name: part.name(words),
        part,
        up,
        checklist: format!("{here}/checklist"),
        take: format!("{}/tickets/new?{}", kiosk.root, query_pair("item", &item.code)),
        qr: qr::svg(&public),
        guide,
    })
}
