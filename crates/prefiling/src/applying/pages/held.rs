//! `/applications/{name}`: what became of one's own filing, what to do now; sent again, withdrawn.

use super::{PaperField, Place, brings_of, files_of, parse, slow_down, slow_down_sending};
use crate::filings::door::{
    self as filings, FiledPaper, Held, HeldFile, LightView, NOTE, Supplement, given, light_view,
    unknown,
};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use casework::papers::door as papers;
use fast_qr::QRBuilder;
use fast_qr::convert::Builder;
use fast_qr::convert::svg::SvgBuilder;
use kit::db::CentreId;
use kit::form::{FieldView, FormData, FormErrors, FormView};
use kit::rights::Power;
use kit::shell::Chrome;
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit, Words};
use threshold::prefiling::{OTHER, Standing, State};

#[derive(Template)]
#[template(path = "applying/pages/held.html")]
struct HeldPage {
    chrome: Chrome,
    form: FormView,
    path: String,
    number: String,
    standing: String,
    to_do: String,
    light: Option<LightView>,
    /// The day that matters now, with what it is.
    due: Option<(String, String)>,
    is_open: bool,
    is_sent_back: bool,
    late_reason: String,
    /// Papers asked for.
    asked: Vec<PaperField>,
    /// What else is asked for; empty where nothing is.
    other: String,
    note: FieldView,
    item: String,
    guide: String,
    /// Papers with what was given of each.
    papers: Vec<(String, String)>,
    applicant: String,
    agent: String,
    sent_at: String,
    place: String,
    phone: String,
    case: String,
    qr: String,
}

async fn found(
    visit: &Visit,
    (centre, code): (CentreId, &str),
) -> Result<(Held, Vec<HeldFile>), HallError> {
    let code = code.to_owned();
    visit
        .hall
        .db
        .read(move |read| {
            let held = filings::by_code(read, centre, &code)?.ok_or_else(unknown)?;
            let files = filings::files(read, centre, &held.number)?;
            Ok((held, files))
        })
        .await
}

/// The page.
pub(in crate::applying) async fn show(
    visit: Visit,
    Path(name): Path<String>,
) -> Result<Response, HallError> {
    slow_down(&visit)?;
    draw(&visit, parse(&name)?, (&FormData::default(), &FormErrors::new())).await
}

async fn draw(
    visit: &Visit,
    (centre, code): (CentreId, String),
    (data, errors): (&FormData, &FormErrors),
) -> Result<Response, HallError> {
    let (held, files) = found(visit, (centre, &code)).await?;
    let (words, place) = (visit.words(), Place::of(visit, centre).await?);
    let path = format!("/applications/{centre}-{code}");
    let qr = QRBuilder::new(format!("{}{path}", visit.hall.site.public_url))
        .build()
        .map(|code| SvgBuilder::default().margin(2).to_str(&code))
        .unwrap_or_default();
    let standing = held.filing.standing();
    let asks = &held.content.asks;
    let other = asks.iter().find(|it| it.key == OTHER).map(|it| it.reason.clone());
    let agent = held.content.parties.agent_masked();
    let page = HeldPage {
        chrome: place.chrome(visit, words.say("您的网上预申报", "What you filed online")),
        form: FormView::new(format!("{path}/supplement"), visit, errors),
        standing: words.phrase(&standing.phrase()).to_owned(),
        to_do: words.phrase(&standing.to_do()).to_owned(),
        light: light_view(held.filing.light(visit.today()), words),
        due: due(&held, words),
        is_open: standing.is_open(),
        is_sent_back: standing == Standing::SentBack,
        late_reason: held.content.late_reason.clone(),
        asked: asked(&held, visit, (data, errors)),
        note: FieldView::new("note", words.say("说明", "What you want to say"))
            .hint(words.say("加密保存，只有窗口能看。", "Kept sealed; only the window sees it."))
            .value(data.text("note"))
            .fault(errors, words),
        other: other.unwrap_or_default(),
        item: words.phrase(&held.item.name()).to_owned(),
        guide: format!("{}/items/{}", place.root, held.item.code),
        papers: given(&held, &files, words),
        applicant: held.content.parties.applicant_masked().0.to_owned(),
        agent: agent.map(|(name, ..)| name.to_owned()).unwrap_or_default(),
        sent_at: words.instant(held.sent_at_ms),
        place: format!("{} {}", words.phrase(&place.name), words.phrase(&place.address)),
        phone: place.phone,
        case: held.case().to_owned(),
        number: held.number,
        path,
        qr,
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page_with(status, &page)
}

fn due(held: &Held, words: Words) -> Option<(String, String)> {
    let label = match held.filing.state {
        State::Sent { .. } => words.say("核对期限", "Answered by"),
        State::Checked { .. } => words.say("最迟来办", "Come by"),
        State::SentBack { .. } => words.say("最迟补齐", "Send it by"),
        State::Taken { .. } | State::Withdrawn | State::Lapsed => return None,
    };
    Some((label.to_owned(), words.date_and_weekday(held.filing.due_on()?)))
}

/// Papers that are asked for, each with its reason.
fn asked(held: &Held, visit: &Visit, (data, errors): (&FormData, &FormErrors)) -> Vec<PaperField> {
    let words = visit.words();
    let taken = papers::taken(&visit.hall.vault, data).unwrap_or_default();
    let asks = held.content.asks.iter().filter(|it| it.key != OTHER);
    asks.map(|ask| {
        let name = held.paper(&ask.key).map(FiledPaper::name);
        let field = PaperField {
            key: ask.key.clone(),
            name: name.map_or_else(|| ask.key.clone(), |it| words.phrase(&it).to_owned()),
            about: ask.reason.clone(),
            is_required: true,
            error: String::new(),
            kept: Vec::new(),
            is_brought: false,
        };
        field.filled((data, errors), &taken, words)
    })
    .collect()
}

/// `POST /applications/{name}/supplement`: everything that was asked for, at one time.
pub(in crate::applying) async fn supplement(
    visit: Visit,
    Path(name): Path<String>,
    sent: Submitted,
) -> Result<Response, HallError> {
    slow_down_sending(&visit)?;
    let (centre, code) = parse(&name)?;
    found(&visit, (centre, &code)).await?;
    let mut errors = FormErrors::new();
    let data = papers::take_at(&visit, centre, &sent, &mut errors).await?;
    if errors.is_empty() {
        let outcome = async {
            let supplement = read_supplement(&visit, centre, &data).await?;
            missing(&visit, (centre, &code), &supplement).await?;
            let of = code.clone();
            let visitor = Visit { member: None, ..visit.clone() };
            let work = move |act: &mut kit::db::Act<'_>| filings::send_again(act, &of, &supplement);
            visitor.act_in(centre, Power::Public, &sent.once, work).await
        };
        match outcome.await {
            Ok(()) => {
                filings::refresh(&visit.hall, centre).await?;
                let done = Phrase::of(
                    "已补充，窗口会再核对。",
                    "Sent again; the window checks it once more.",
                );
                return Ok(visit.redirect(&format!("/applications/{name}"), &done));
            }
            Err(HallError::Invalid(faults)) => errors = faults,
            Err(error @ HallError::Breach { .. }) => errors.add("", error.sentence()),
            Err(error) => return Err(error),
        }
    }
    draw(&visit, (centre, code), (&data, &errors)).await
}

/// What is sent again, as a form or a program gives it.
///
/// # Errors
/// `Invalid`.
pub(in crate::applying) async fn read_supplement(
    visit: &Visit,
    centre: CentreId,
    data: &FormData,
) -> Result<Supplement, HallError> {
    let note: String = data.text("note").chars().take(500).collect();
    Ok(Supplement {
        brings: brings_of(data),
        files: files_of(visit, centre, data).await?,
        note: visit.hall.vault.seal(&note, NOTE),
    })
}

/// Tells at each field what is asked for and not given; the act decides.
async fn missing(
    visit: &Visit,
    at: (CentreId, &str),
    supplement: &Supplement,
) -> Result<(), HallError> {
    let (held, _) = found(visit, at).await?;
    let mut errors = FormErrors::new();
    for ask in &held.content.asks {
        let is_given = match ask.key.as_str() {
            OTHER => !supplement.note.is_empty(),
            key => {
                supplement.brings.iter().any(|it| it == key)
                    || supplement.files.iter().any(|it| it.is_of(key))
            }
        };
        if is_given {
            continue;
        }
        if ask.key == OTHER {
            let fault = Phrase::of("请写明。", "Say it here, please.");
            errors.add("note", fault);
        } else {
            let fault = Phrase::of(
                "请上传，或者勾选“来窗口时带上”。",
                "Send a file, or tick that you bring it along.",
            );
            errors.add(format!("file.{}", ask.key), fault);
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(HallError::Invalid(errors)) }
}

/// `POST /applications/{name}/withdrawal`
pub(in crate::applying) async fn withdraw(
    visit: Visit,
    Path(name): Path<String>,
    sent: Submitted,
) -> Result<Response, HallError> {
    slow_down(&visit)?;
    let (centre, code) = parse(&name)?;
    let of = code.clone();
    let visitor = Visit { member: None, ..visit.clone() };
    let work = move |act: &mut kit::db::Act<'_>| filings::withdraw(act, &of);
    match visitor.act_in(centre, Power::Public, &sent.once, work).await {
        Ok(()) => {
            filings::refresh(&visit.hall, centre).await?;
            let done = Phrase::of("预申报已撤回。", "It is withdrawn.");
            Ok(visit.redirect(&format!("/applications/{name}"), &done))
        }
        Err(error @ HallError::Breach { .. }) => {
            let errors = FormErrors::one("", error.sentence());
            draw(&visit, (centre, code), (&sent.data, &errors)).await
        }
        Err(error) => Err(error),
    }
}
