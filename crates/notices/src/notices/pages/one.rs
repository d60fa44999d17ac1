//! `/notices/{number}`: a notice as it is shown, published, changed and withdrawn here.

use super::list::standing;
use super::{ContentFields, badge, fields, places, typed};
use crate::notices::actions::{self, Change, unknown};
use crate::notices::notice::{Standing, Typed};
use crate::notices::shown::Announcement;
use crate::notices::{MANAGE, store};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FieldView, FormErrors, FormView};
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit};

#[derive(Template)]
#[template(path = "notices/pages/one.html")]
struct NoticePage {
    chrome: Chrome,
    trail: Vec<(&'static str, &'static str)>,
    it: Announcement,
    places: String,
    badge: &'static str,
    standing: String,
    changed: String,
    reason: String,
    may_change: bool,
    may_publish: bool,
    publication: FormView,
    form: FormView,
    fields: ContentFields,
    /// Only for what is published.
    correction: Option<FieldView>,
    withdrawal: FormView,
    why: FieldView,
}

/// What was typed into one of the forms, and what is wrong with it.
#[derive(Default)]
struct Sent {
    content: Option<Typed>,
    correction: String,
    reason: String,
    errors: FormErrors,
}

/// The number in an address.
fn parse(name: &str) -> Result<i64, HallError> {
    name.parse().ok().filter(|it| *it > 0).ok_or_else(unknown)
}

/// The page.
pub(in crate::notices) async fn show(
    visit: Visit,
    Path(number): Path<String>,
) -> Result<Response, HallError> {
    draw(&visit, parse(&number)?, Sent::default()).await
}

async fn draw(visit: &Visit, number: i64, sent: Sent) -> Result<Response, HallError> {
    let (words, centre) = (visit.words(), visit.centre()?);
    let read = visit.read(move |read| store::by_number(read, centre, number)).await?;
    let held = read.ok_or_else(unknown)?;
    let may = visit.may(MANAGE);
    let at = |noun: &str| format!("/notices/{number}/{noun}");
    let none = FormErrors::new();
    let content = sent.content.unwrap_or_else(|| Typed::of(&held.content));
    let label = words.say("更正理由", "Reason of the correction");
    let correction = FieldView::new("correction", label)
        .hint(words.say("记入台账，不公布", "kept in the journal, not shown"))
        .value(&sent.correction)
        .required()
        .fault(&sent.errors, words);
    let it = Announcement::of(&held.content, words);
    let page = NoticePage {
        chrome: visit.chrome(&it.title.text, Face::Office),
        trail: vec![("/notices", words.say("公告", "Notices"))],
        places: places(&held.content.places, words),
        badge: badge(&held.standing),
        standing: standing(&held, visit.today(), words),
        changed: format!("{} {}", words.instant(held.changed_at_ms), held.changed_by),
        reason: held.reason.clone(),
        may_change: may && !matches!(held.standing, Standing::Withdrawn { .. }),
        may_publish: may && held.standing == Standing::Draft,
        publication: FormView::new(at("publication"), visit, &none),
        form: FormView::new(at("change"), visit, &sent.errors).version(held.version),
        fields: fields(&content, &sent.errors, words),
        correction: (held.standing == Standing::Published).then_some(correction),
        withdrawal: FormView::new(at("withdrawal"), visit, &none),
        why: FieldView::new("reason", words.say("撤下理由", "Reason of the withdrawal"))
            .value(&sent.reason)
            .required()
            .fault(&sent.errors, words),
        it,
    };
    let is_plain = sent.errors.is_empty();
    let status = if is_plain { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page_with(status, &page)
}

/// Back to the notice, or the page again with what was typed and what is wrong.
async fn answered(
    visit: &Visit,
    (number, sent): (i64, Sent),
    (outcome, done): (Result<(), HallError>, Phrase),
) -> Result<Response, HallError> {
    let errors = match outcome {
        Ok(()) => return Ok(visit.redirect(&format!("/notices/{number}"), &done)),
        Err(HallError::Invalid(errors)) => errors,
        Err(error @ HallError::Breach { .. }) => FormErrors::one("", error.sentence()),
        Err(error) => return Err(error),
    };
    draw(visit, number, Sent { errors, ..sent }).await
}

/// `POST /notices/{number}/change`
pub(in crate::notices) async fn change(
    visit: Visit,
    Path(number): Path<String>,
    sent: Submitted,
) -> Result<Response, HallError> {
    let number = parse(&number)?;
    let typed = typed(&sent.data);
    let correction = sent.data.text("correction").to_owned();
    let outcome = match typed.read() {
        Err(errors) => Err(HallError::Invalid(errors)),
        Ok(content) => {
            let seen = sent.data.text("version").parse().unwrap_or(-1);
            let reason = ("correction", correction.clone());
            let wish = Change { number, seen, content, reason };
            visit.act(MANAGE, &sent.once, move |act| actions::change(act, &wish)).await
        }
    };
    let typed = Sent { content: Some(typed), correction, ..Sent::default() };
    let done = Phrase::of("已修改，并记入台账。", "Changed, and kept in the journal.");
    answered(&visit, (number, typed), (outcome, done)).await
}

/// `POST /notices/{number}/publication`
pub(in crate::notices) async fn publish(
    visit: Visit,
    Path(number): Path<String>,
    sent: Submitted,
) -> Result<Response, HallError> {
    let number = parse(&number)?;
    let work = move |act: &mut kit::db::Act<'_>| actions::publish(act, number);
    let outcome = visit.act(MANAGE, &sent.once, work).await;
    let done = Phrase::of("已发布。", "Published.");
    answered(&visit, (number, Sent::default()), (outcome, done)).await
}

/// `POST /notices/{number}/withdrawal`
pub(in crate::notices) async fn withdraw(
    visit: Visit,
    Path(number): Path<String>,
    sent: Submitted,
) -> Result<Response, HallError> {
    let number = parse(&number)?;
    let reason = sent.data.text("reason").to_owned();
    let typed = Sent { reason: reason.clone(), ..Sent::default() };
    let work = move |act: &mut kit::db::Act<'_>| actions::withdraw(act, number, &reason);
    let outcome = visit.act(MANAGE, &sent.once, work).await;
    let done = Phrase::of("已撤下，不再公布。", "Withdrawn; it is shown no more.");
    answered(&visit, (number, typed), (outcome, done)).await
}
