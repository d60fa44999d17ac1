//! `/notices/new`: a draft.

use super::{ContentFields, fields, typed};
use crate::notices::notice::{Place, Typed};
use crate::notices::{MANAGE, actions};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FormErrors, FormView};
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit};

#[derive(Template)]
#[template(path = "notices/pages/new.html")]
struct NewPage {
    chrome: Chrome,
    trail: Vec<(&'static str, &'static str)>,
    form: FormView,
    fields: ContentFields,
}

/// The form of a new notice: from today on, everywhere.
pub(in crate::notices) async fn show(visit: Visit) -> Result<Response, HallError> {
    visit.centre()?;
    let typed = Typed {
        from: visit.today().to_string(),
        places: Place::ALL.iter().map(|it| it.word().to_owned()).collect(),
        ..Typed::default()
    };
    draw(&visit, &typed, &FormErrors::new())
}

fn draw(visit: &Visit, typed: &Typed, errors: &FormErrors) -> Result<Response, HallError> {
    let words = visit.words();
    let page = NewPage {
        chrome: visit.chrome(words.say("写公告", "Write a notice"), Face::Office),
        trail: vec![("/notices", words.say("公告", "Notices"))],
        form: FormView::new("/notices", visit, errors),
        fields: fields(typed, errors, words),
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page_with(status, &page)
}

/// `POST /notices`
pub(in crate::notices) async fn create(
    visit: Visit,
    sent: Submitted,
) -> Result<Response, HallError> {
    let typed = typed(&sent.data);
    let content = match typed.read() {
        Ok(content) => content,
        Err(errors) => return draw(&visit, &typed, &errors),
    };
    let work = move |act: &mut kit::db::Act<'_>| actions::write(act, &content);
    let number = visit.act(MANAGE, &sent.once, work).await?;
    let done =
        Phrase::of("草稿已保存，核对后发布。", "The draft is saved; look at it, then publish it.");
    Ok(visit.redirect(&format!("/notices/{number}"), &done))
}
