//! `/cases/{number}/print/{paper}`: one document, made to be printed and signed.

use crate::cases::door::{self as cases, view};
use crate::documents::compose::{Kind, Sheet, compose};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use fast_qr::QRBuilder;
use fast_qr::convert::Builder;
use fast_qr::convert::svg::SvgBuilder;
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit};
use office::posts::door as posts;

#[derive(Template)]
#[template(path = "documents/pages/document.html")]
struct DocumentPage {
    chrome: Chrome,
    number: String,
    item: String,
    applicant: String,
    agent: String,
    sheet: Sheet,
    papers: Vec<view::PaperView>,
    hotline: String,
    qr: String,
    url: String,
}

/// The document.
pub(in crate::documents) async fn show(
    visit: Visit,
    Path((number, paper)): Path<(String, String)>,
) -> Result<Response, HallError> {
    let (words, centre) = (visit.words(), visit.centre()?);
    let loaded = cases::load(&visit, &number).await?;
    let kind = Kind::from_word(&paper).filter(|kind| kind.is_there(&loaded.case));
    let kind = kind.ok_or_else(|| {
        HallError::not_found("这个办件还没有这份文书。", "This case has no such paper yet.")
    })?;
    let sheet = compose(kind, &loaded, words)?;
    let directory = posts::directory(&visit.hall).await?;
    let place = directory.centre(centre).map(|it| it.centre.record.clone());
    let mut chrome = visit.chrome(kind.title(words), Face::Print);
    let mut hotline = String::new();
    if let Some(place) = place {
        let english = &place.name_english;
        let english = if english.is_empty() { &place.name } else { english };
        let name = words.say(&place.name, english).to_owned();
        chrome = chrome.of_centre(name, "/cases");
        hotline = place.hotline;
    }
    let url = format!("{}/progress?number={number}", visit.hall.site.public_url);
    visit.page(&DocumentPage {
        item: loaded.item_name(words),
        applicant: format!("{}（{}）", loaded.applicant(), loaded.applicant_identity()),
        agent: loaded
            .agent()
            .map(|(name, mandate)| format!("{name}（{mandate}）"))
            .unwrap_or_default(),
        papers: if sheet.has_papers { view::papers(&loaded, words) } else { Vec::new() },
        sheet,
        chrome,
        hotline,
        qr: QRBuilder::new(url.as_str())
            .build()
            .map(|code| SvgBuilder::default().margin(2).to_str(&code))
            .unwrap_or_default(),
        number,
        url,
    })
}
