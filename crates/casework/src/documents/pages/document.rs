//! `/cases/{number}/print/{paper}`: one document, seen masked on the screen; made for the applicant
//! with full names, it is noted in the journal.

use crate::cases::door::{self as cases, Loaded};
use crate::documents::compose::{Kind, Sheet, compose};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use fast_qr::QRBuilder;
use fast_qr::convert::Builder;
use fast_qr::convert::svg::SvgBuilder;
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Visit, Words};
use office::posts::door as posts;
use rulebook::person::ApplicantKind;

#[derive(Template)]
#[template(path = "documents/pages/document.html")]
struct DocumentPage {
    chrome: Chrome,
    number: String,
    item: String,
    applicant_label: &'static str,
    people: People,
    may_make: bool,
    word: &'static str,
    key: String,
    sheet: Sheet,
    hotline: String,
    qr: String,
    /// Where its code leads; empty on papers that do not go to the applicant.
    progress: String,
    url: String,
}

/// The document as it is shown on the screen: masked.
pub(in crate::documents) async fn show(
    visit: Visit,
    Path((number, paper)): Path<(String, String)>,
) -> Result<Response, HallError> {
    let loaded = cases::load(&visit, &number).await?;
    let (kind, sheet) = find(&loaded, &paper, visit.words())?;
    let people = masked(&loaded, visit.words());
    draw(&visit, &loaded, (kind, sheet), people).await
}

/// The document for the applicant, with full names; that it was made stands in the journal.
pub(in crate::documents) async fn make(
    visit: Visit,
    Path((number, paper)): Path<(String, String)>,
    form: Submitted,
) -> Result<Response, HallError> {
    let loaded = cases::load(&visit, &number).await?;
    let (kind, sheet) = find(&loaded, &paper, visit.words())?;
    visit
        .act(Power::UnmaskPersons, &form.once, move |act| cases::printed(act, &number, kind.word()))
        .await?;
    let people = in_clear(&visit, &loaded)?;
    draw(&visit, &loaded, (kind, sheet), people).await
}

fn find(loaded: &Loaded, paper: &str, words: Words) -> Result<(Kind, Sheet), HallError> {
    let missing =
        || HallError::not_found("这个办件还没有这份文书。", "This case has no such paper yet.");
    let kind = Kind::from_word(paper).ok_or_else(missing)?;
    let sheet = compose(kind, loaded, words)?.ok_or_else(missing)?;
    Ok((kind, sheet))
}

/// The people as they stand on a document.
struct People {
    applicant: String,
    agent: String,
    is_clear: bool,
}

fn masked(loaded: &Loaded, words: Words) -> People {
    let identity = loaded.applicant_identity();
    let agent = loaded.agent().map(|(name, mandate)| named(name, mandate, words));
    People {
        applicant: named(loaded.applicant(), identity, words),
        agent: agent.unwrap_or_default(),
        is_clear: false,
    }
}

fn in_clear(visit: &Visit, loaded: &Loaded) -> Result<People, HallError> {
    let words = visit.words();
    let (applicant, agent) = loaded.in_clear(&visit.hall.vault)?;
    let mandate = loaded.agent().map_or("", |(_, mandate)| mandate);
    let agent = agent.map(|agent| {
        let more = words.fill("{}，{}", "{}, {}", &[&agent.identity, &mandate]);
        named(&agent.name, &more, words)
    });
    Ok(People {
        applicant: named(&applicant.name, &applicant.identity, words),
        agent: agent.unwrap_or_default(),
        is_clear: true,
    })
}

fn named(name: &str, more: &str, words: Words) -> String {
    words.fill("{}（{}）", "{} ({})", &[&name, &more])
}

async fn draw(
    visit: &Visit,
    loaded: &Loaded,
    (kind, sheet): (Kind, Sheet),
    people: People,
) -> Result<Response, HallError> {
    let (words, centre, number) = (visit.words(), visit.centre()?, loaded.number().to_owned());
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
    let site = &visit.hall.site.public_url;
    let progress = loaded.progress_path(centre).filter(|_| kind.is_for_the_applicant());
    let progress = progress.map(|path| format!("{site}{path}")).unwrap_or_default();
    visit.page(&DocumentPage {
        item: loaded.item_name(words),
        applicant_label: match loaded.kind() {
            ApplicantKind::Organisation => words.say("申请单位", "Applicant"),
            ApplicantKind::NaturalPerson => words.say("申请人", "Applicant"),
        },
        may_make: visit.may(Power::UnmaskPersons) && !people.is_clear,
        people,
        word: kind.word(),
        key: visit.form_key(),
        sheet,
        chrome,
        hotline,
        qr: square(&progress),
        number,
        url: format!("{site}/progress"),
        progress,
    })
}

/// An address as a square that telephones read (二维码).
fn square(address: &str) -> String {
    if address.is_empty() {
        return String::new();
    }
    let code = QRBuilder::new(address).build();
    code.map(|code| SvgBuilder::default().margin(2).to_str(&code)).unwrap_or_default()
}
