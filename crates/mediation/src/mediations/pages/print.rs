//! `/mediations/{number}/print/{paper}`: the agreement and the record of a session, masked on the
//! screen; made for the parties with full names, it is noted in the journal.

use super::show::load;
use super::view;
use crate::mediations::actions;
use crate::mediations::party::open_text;
use crate::mediations::store::Held;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Visit};
use office::posts::door as posts;
use rulebook::mediation::Sitting;

/// A party as it stands on a document.
struct Signatory {
    key: String,
    side: String,
    name: String,
    identity: String,
}

#[derive(Template)]
#[template(path = "mediations/pages/print.html")]
struct PrintPage {
    chrome: Chrome,
    number: String,
    paper: String,
    key: String,
    is_clear: bool,
    parties: Vec<Signatory>,
    matter: String,
    facts: Vec<(String, String)>,
    points: Vec<String>,
    closing: Vec<String>,
    mediators: String,
}

/// What a document says besides who the parties are.
struct Sheet {
    title: &'static str,
    facts: Vec<(String, String)>,
    points: Vec<String>,
    closing: Vec<String>,
}

/// The document as it is shown on the screen: masked.
pub(in crate::mediations) async fn show(
    visit: Visit,
    Path((number, paper)): Path<(String, String)>,
) -> Result<Response, HallError> {
    let (held, _) = load(&visit, &number).await?;
    let sheet = sheet(&visit, &held, &paper)?;
    draw(&visit, &held, (&paper, sheet), false).await
}

/// The document for the parties, with full names; that it was made stands in the journal.
pub(in crate::mediations) async fn make(
    visit: Visit,
    Path((number, paper)): Path<(String, String)>,
    form: Submitted,
) -> Result<Response, HallError> {
    let (held, _) = load(&visit, &number).await?;
    let sheet = sheet(&visit, &held, &paper)?;
    let of = paper.clone();
    visit
        .act(Power::UnmaskPersons, &form.once, move |act| actions::printed(act, &number, &of))
        .await?;
    draw(&visit, &held, (&paper, sheet), true).await
}

fn sheet(visit: &Visit, held: &Held, paper: &str) -> Result<Sheet, HallError> {
    let found = match paper.strip_prefix("session-").and_then(|it| it.parse().ok()) {
        Some(number) => record(visit, held, number)?,
        None if paper == "agreement" => agreement(visit, held)?,
        None => None,
    };
    found.ok_or_else(|| {
        HallError::not_found("这件调解还没有这份文书。", "There is no such document yet.")
    })
}

fn agreement(visit: &Visit, held: &Held) -> Result<Option<Sheet>, HallError> {
    let words = visit.words();
    let Some(it) = held.mediation.agreement() else { return Ok(None) };
    let point = |term: &rulebook::mediation::AgreedTerm| {
        let said = open_text(&visit.hall.vault, &term.words)?;
        let until = words.date(term.due_on);
        Ok(words.fill(
            "{}（由 {} 于 {}前履行）",
            "{} (by {}, until {})",
            &[&said, &term.by, &until],
        ))
    };
    let points = it.terms.iter().map(point).collect::<Result<_, HallError>>()?;
    let effect = words.say(
        "本协议自各方当事人签名、盖章或者按指印，人民调解员签名并加盖人民调解委员会印章之日起生效，\
         具有法律约束力，各方应当按照约定履行。口头协议自各方达成协议之日起生效。",
        "This agreement takes effect when every party has signed, sealed or given a fingerprint, \
         the mediator has signed and the committee has sealed it; an oral one when it is reached. \
         It binds the parties, who perform it as agreed.",
    );
    let court = words.say(
        "双方认为有必要的，可以自协议生效之日起三十日内共同向人民法院申请司法确认。",
        "Both sides may together ask the court to confirm it within thirty days of effect.",
    );
    Ok(Some(Sheet {
        title: words.say("人民调解协议书", "Agreement of mediation"),
        facts: vec![
            (words.say("协议形式", "Form").into(), words.phrase(&it.form.phrase()).into()),
            (words.say("日期", "Date").into(), words.date(it.made_on)),
        ],
        points,
        closing: vec![effect.to_owned(), court.to_owned()],
    }))
}

fn record(visit: &Visit, held: &Held, number: u16) -> Result<Option<Sheet>, HallError> {
    let words = visit.words();
    let found = held.mediation.sessions.iter().find(|it| it.number == number);
    let Some(session) = found else { return Ok(None) };
    let Sitting::Held { came, record } = &session.sitting else { return Ok(None) };
    Ok(Some(Sheet {
        title: words.say("人民调解记录", "Record of a session"),
        facts: vec![
            (words.say("时间、地点", "When and where").into(), view::when(session, words)),
            (words.say("到场", "Came").into(), came.join(words.say("、", ", "))),
        ],
        points: Vec::new(),
        closing: vec![open_text(&visit.hall.vault, record)?],
    }))
}

async fn draw(
    visit: &Visit,
    held: &Held,
    (paper, sheet): (&str, Sheet),
    is_clear: bool,
) -> Result<Response, HallError> {
    let (words, centre) = (visit.words(), visit.centre()?);
    let directory = posts::directory(&visit.hall).await?;
    let mut chrome = visit.chrome(sheet.title, Face::Print);
    if let Some(place) = directory.centre(centre).map(|it| it.centre.record.clone()) {
        let english = if place.name_english.is_empty() { &place.name } else { &place.name_english };
        words.say(&place.name, english).clone_into(&mut chrome.site_name);
    }
    let signatory = |file: &crate::mediations::party::PartyFile| {
        let side =
            rulebook::mediation::Side::from_word(&file.side).map(rulebook::mediation::Side::phrase);
        let (name, identity) = if is_clear {
            let clear = file.open(&visit.hall.vault)?;
            (clear.name, clear.identity)
        } else {
            (file.masked.clone(), file.identity_masked.clone())
        };
        let side = side.map(|it| words.phrase(&it).to_owned()).unwrap_or_default();
        Ok(Signatory { key: file.key.clone(), side, name, identity })
    };
    visit.page(&PrintPage {
        chrome,
        number: held.number.clone(),
        paper: paper.to_owned(),
        key: visit.form_key(),
        is_clear,
        parties: held.parties.iter().map(signatory).collect::<Result<_, HallError>>()?,
        matter: open_text(&visit.hall.vault, &held.matter)?,
        facts: sheet.facts,
        points: sheet.points,
        closing: sheet.closing,
        mediators: view::mediators(&held.mediation, words),
    })
}
