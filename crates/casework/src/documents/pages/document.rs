//! `/cases/{number}/print/{paper}`: receipt, one-time notice and notice of acceptance on paper.

use super::show::load;
use super::view::{self, ClockView, PaperView};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use fast_qr::QRBuilder;
use fast_qr::convert::Builder;
use fast_qr::convert::svg::SvgBuilder;
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit};

#[derive(Template)]
#[template(path = "cases/pages/printed.html")]
struct PrintedPage {
    chrome: Chrome,
    paper: String,
    number: String,
    item: String,
    applicant: String,
    agent: String,
    papers: Vec<PaperView>,
    asked: Vec<PaperView>,
    reply_by: String,
    clock: ClockView,
    at: String,
    qr: String,
    url: String,
}

/// The paper.
pub(in crate::cases) async fn show(
    visit: Visit,
    Path((number, paper)): Path<(String, String)>,
) -> Result<Response, HallError> {
    let words = visit.words();
    let loaded = load(&visit, &number).await?;
    let case = &loaded.case;
    let (title, at_ms) = match paper.as_str() {
        "receipt" => (words.say("收件回执", "Receipt"), Some(case.received.at_ms)),
        "notice" => (
            words.say("一次性告知书", "One-time notice"),
            case.notices.last().map(|notice| notice.given.at_ms),
        ),
        "acceptance" => (
            words.say("受理通知书", "Notice of acceptance"),
            case.acceptance().map(|acceptance| acceptance.at.at_ms),
        ),
        _ => ("", None),
    };
    let at_ms = at_ms.ok_or_else(|| {
        HallError::not_found("这个办件还没有这份文书。", "This case has no such paper yet.")
    })?;
    let definition = loaded.item.as_ref().map(|item| &item.definition);
    let papers = view::papers(case, definition, words);
    let keys = case.notices.last().map(|notice| notice.asked.clone()).unwrap_or_default();
    let asked = view::papers(case, definition, words)
        .into_iter()
        .filter(|paper| keys.contains(&paper.key))
        .collect();
    let url = format!("{}/progress?number={number}", visit.hall.site.public_url);
    let parties = &loaded.held.taken.parties;
    visit.page(&PrintedPage {
        chrome: visit.chrome(title, Face::Print),
        item: view::item_name(&loaded.held, words),
        applicant: parties.applicant.masked.clone(),
        agent: parties.agent.as_ref().map(|it| it.party.masked.clone()).unwrap_or_default(),
        papers,
        asked,
        reply_by: case
            .notices
            .last()
            .map(|notice| words.date_and_weekday(notice.reply_by))
            .unwrap_or_default(),
        clock: view::clock(case, visit.today(), &loaded.calendar, words),
        at: words.instant(at_ms),
        qr: QRBuilder::new(url.as_str())
            .build()
            .map(|code| SvgBuilder::default().margin(2).to_str(&code))
            .unwrap_or_default(),
        paper,
        number,
        url,
    })
}
