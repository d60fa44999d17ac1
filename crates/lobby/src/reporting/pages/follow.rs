//! `/centres/{centre}/unresolved-matters/progress`: where a reported matter stands.

use crate::centres::{self, CentreFace};
use crate::reporting::reading::pair;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kit::db::CentreId;
use kit::form::{FieldView, FormData, FormErrors, FormView};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Visit, Words};
use reception::matters::door::{self as matters, MatterProgress};
use threshold::contact::unresolved::{Conclusion, MatterStage, Reopening};

#[derive(Template)]
#[template(path = "reporting/pages/ask.html")]
struct AskPage {
    chrome: Chrome,
    root: String,
    form: FormView,
    number: FieldView,
    digits: FieldView,
}

#[derive(Template)]
#[template(path = "reporting/pages/progress.html")]
struct ProgressPage {
    chrome: Chrome,
    root: String,
    number: String,
    light: &'static str,
    stage: String,
    to_do: String,
    answer: Vec<(String, String)>,
    due: String,
    timeline: Vec<(String, String)>,
    again: Option<FormView>,
    reason: FieldView,
    digits: FieldView,
    phone: String,
}

/// A matter as whoever reported it follows it, at the kiosk too.
pub(crate) struct Followed {
    /// Its number.
    pub(crate) number: String,
    /// What it is about.
    pub(crate) about: String,
    /// Class of the light.
    pub(crate) light: &'static str,
    /// Where it stands.
    pub(crate) stage: String,
    /// What happens next.
    pub(crate) to_do: String,
    /// The answer, line by line.
    pub(crate) answer: Vec<(String, String)>,
    /// The day by which there is an answer; empty once there is one.
    pub(crate) due: String,
    /// When and what, newest first.
    pub(crate) timeline: Vec<(String, String)>,
}

/// The matter of a number and four digits.
///
/// # Errors
/// `Invalid` where they do not fit; `TooMany`; what the database said.
pub(crate) async fn followed(
    visit: &Visit,
    centre: &CentreFace,
    data: &FormData,
) -> Result<Followed, HallError> {
    let progress = found(visit, centre, data).await?;
    let none = FormErrors::new();
    let page = page(visit, centre, &progress, (&FormData::default(), &none));
    Ok(Followed {
        number: page.number,
        about: page.chrome.title.clone(),
        light: page.light,
        stage: page.stage,
        to_do: page.to_do,
        answer: page.answer,
        due: page.due,
        timeline: page.timeline,
    })
}

/// The form.
pub(in crate::reporting) async fn ask(
    visit: Visit,
    Path(centre): Path<i64>,
) -> Result<Response, HallError> {
    let centre = centres::centre(&visit.hall, CentreId(centre)).await?;
    visit.page(&form(&visit, &centre, "", &FormErrors::new()))
}

/// The matter, or the form again with what was wrong.
pub(in crate::reporting) async fn show(
    visit: Visit,
    Path(centre): Path<i64>,
    sent: Submitted,
) -> Result<Response, HallError> {
    let centre = centres::centre(&visit.hall, CentreId(centre)).await?;
    match found(&visit, &centre, &sent.data).await {
        Ok(progress) => {
            let none = FormErrors::new();
            visit.page(&page(&visit, &centre, &progress, (&FormData::default(), &none)))
        }
        Err(HallError::Invalid(errors)) => {
            let again = form(&visit, &centre, sent.data.text("number"), &errors);
            visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &again)
        }
        Err(error) => Err(error),
    }
}

async fn found(
    visit: &Visit,
    centre: &CentreFace,
    data: &FormData,
) -> Result<MatterProgress, HallError> {
    let (number, digits) = pair(visit, data)?;
    let fingerprint = matters::phone_fingerprint(&visit.hall.vault, &digits);
    let id = centre.id;
    visit.read(move |read| matters::progress(read, (id, &number), &fingerprint)).await
}

/// Has the matter reopened, once, for whoever knows number and digits.
pub(in crate::reporting) async fn reopen(
    visit: Visit,
    Path(centre): Path<i64>,
    sent: Submitted,
) -> Result<Response, HallError> {
    let centre = centres::centre(&visit.hall, CentreId(centre)).await?;
    let progress = match found(&visit, &centre, &sent.data).await {
        Ok(progress) => progress,
        Err(HallError::Invalid(errors)) => {
            let again = form(&visit, &centre, sent.data.text("number"), &errors);
            return visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &again);
        }
        Err(error) => return Err(error),
    };
    let reason: String = sent.data.text("reason").chars().take(500).collect();
    let digits = sent.data.text("digits").to_owned();
    let fingerprint = matters::phone_fingerprint(&visit.hall.vault, &digits);
    let number = progress.number.clone();
    let outcome = visit
        .act_in(centre.id, Power::Public, &sent.once, move |act| {
            matters::reopen_by_resident(act, &number, &fingerprint, &reason)
        })
        .await;
    let mut errors = FormErrors::new();
    match outcome {
        Ok(_) => {
            let progress = found(&visit, &centre, &sent.data).await?;
            return visit.page(&page(&visit, &centre, &progress, (&sent.data, &errors)));
        }
        Err(HallError::Invalid(faults)) => errors = faults,
        Err(error @ HallError::Breach { .. }) => errors.add("", error.sentence()),
        Err(error) => return Err(error),
    }
    let again = page(&visit, &centre, &progress, (&sent.data, &errors));
    visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &again)
}

/// The digits are never shown again: they are half of the key.
fn form(visit: &Visit, centre: &CentreFace, number: &str, errors: &FormErrors) -> AskPage {
    let words = visit.words();
    let action = format!("{}/unresolved-matters/progress", centre.path());
    AskPage {
        chrome: centre.chrome(
            visit,
            words.say("查我反映的事", "Follow what I reported"),
            Face::Public,
        ),
        root: centre.path(),
        form: FormView::new(action, visit, errors),
        number: FieldView::new("number", words.say("登记编号", "Number"))
            .hint(words.say("例如 8101-20261123-001", "such as 8101-20261123-001"))
            .value(number)
            .required()
            .fault(errors, words),
        digits: digits(words, errors),
    }
}

fn digits(words: Words, errors: &FormErrors) -> FieldView {
    let label = words.say("手机号后四位", "Last four digits of the phone");
    FieldView::new("digits", label)
        .hint(words.say("反映时留的手机号", "of the phone number you left"))
        .required()
        .fault(errors, words)
}

fn page(
    visit: &Visit,
    centre: &CentreFace,
    progress: &MatterProgress,
    (typed, errors): (&FormData, &FormErrors),
) -> ProgressPage {
    let words = visit.words();
    let is_late = progress.stage != MatterStage::Told && visit.today() > progress.due_on;
    let is_over = progress.conclusion.is_some();
    let may_again = is_over && progress.reopening == Reopening::Free;
    let action = format!("{}/unresolved-matters/reopening", centre.path());
    let mut timeline: Vec<(String, String)> = progress
        .timeline
        .iter()
        .map(|(at_ms, what)| (words.instant(*at_ms), words.phrase(what).to_owned()))
        .collect();
    timeline.reverse();
    let title = words.phrase(&progress.about);
    let title =
        if title.is_empty() { words.say("您反映的事", "What you reported") } else { title };
    ProgressPage {
        chrome: centre.chrome(visit, title, Face::Public),
        root: centre.path(),
        number: progress.number.clone(),
        light: if is_late { "red" } else { "green" },
        stage: words.phrase(&progress.stage.phrase()).to_owned(),
        to_do: words.phrase(&to_do(progress.stage)).to_owned(),
        answer: answer(progress.conclusion.as_ref(), words),
        due: if is_over { String::new() } else { words.date_and_weekday(progress.due_on) },
        timeline,
        again: may_again.then(|| FormView::new(action, visit, errors)),
        reason: FieldView::new("reason", words.say("哪里还不满意？", "What is still not right?"))
            .value(typed.text("reason"))
            .fault(errors, words),
        digits: digits(words, errors),
        phone: centre.complaints.clone(),
    }
}

fn to_do(stage: MatterStage) -> kit::Phrase {
    use kit::Phrase;
    match stage {
        MatterStage::Waiting => Phrase::of(
            "已经登记，马上安排人承办。",
            "It is on record; somebody will take it up shortly.",
        ),
        MatterStage::InHand => Phrase::of(
            "有人正在办，有结果会打电话告诉您。",
            "Somebody works at it and calls you with the result.",
        ),
        MatterStage::Solved | MatterStage::Explained | MatterStage::Told => {
            Phrase::of("已经有答复，请看下面。", "There is an answer; please read below.")
        }
    }
}

fn answer(conclusion: Option<&Conclusion>, words: Words) -> Vec<(String, String)> {
    let pair = |label: &str, text: &str| (label.to_owned(), text.to_owned());
    match conclusion {
        None => Vec::new(),
        Some(Conclusion::Solved { how }) => {
            vec![pair(words.say("怎么解决的", "How it was solved"), how)]
        }
        Some(Conclusion::Explained { why_not, remedy }) => vec![
            pair(words.say("为什么没有办成", "Why it could not be done"), why_not),
            pair(words.say("您还可以怎么办", "What you can do"), remedy),
        ],
    }
}
