//! `/centres/{centre}/items/{code}/disclosures`: the six disclosures of an item.

use crate::centres;
use crate::disclosures::view::{Said, six};
use crate::guide;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use counter::catalogue::door as catalogue;
use kit::db::CentreId;
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit};
use rulebook::disclosure::gaps;

#[derive(Template)]
#[template(path = "disclosures/pages/item.html")]
struct ItemPage {
    chrome: Chrome,
    trail: Vec<(String, String)>,
    guide: String,
    six: Vec<Said>,
    gaps: Vec<String>,
    published: String,
    kept: String,
}

/// The page.
pub(in crate::disclosures) async fn show(
    visit: Visit,
    Path((centre, code)): Path<(i64, String)>,
) -> Result<Response, HallError> {
    let words = visit.words();
    let centre = centres::centre(&visit.hall, CentreId(centre)).await?;
    let catalogue = catalogue::catalogue(&visit.hall, centre.id).await?;
    let item = catalogue.item(&code).ok_or_else(|| {
        HallError::not_found(
            "没有这个事项，或它已经下线。请从首页搜索。",
            "There is no such item, or it is no longer offered. Search from the home page.",
        )
    })?;
    let (definition, path) = (&item.definition, centre.path());
    let department = centre.department(&definition.authority.department);
    let key = definition.code.department();
    let gap = |gap: &rulebook::disclosure::Gap| words.phrase(&gap.sentence).to_owned();
    let kept = guide::record::kept(&visit, centre.id, &code).await?;
    visit.page(&ItemPage {
        chrome: centre.chrome(&visit, words.phrase(&definition.name()), Face::Public),
        trail: vec![
            (format!("{path}/disclosures"), words.say("六公开", "The six disclosures").to_owned()),
            (format!("{path}/disclosures/departments/{key}"), words.phrase(&department).to_owned()),
        ],
        guide: format!("{path}/items/{}", item.code),
        six: six(definition, words),
        gaps: gaps(definition).iter().map(gap).collect(),
        kept: kept.map(|it| words.phrase(&it).to_owned()).unwrap_or_default(),
        published: words.fill(
            "版本 {}，{} 发布",
            "version {}, published on {}",
            &[&item.version, &words.date(kit::clock::day_of(item.published_at_ms))],
        ),
    })
}
