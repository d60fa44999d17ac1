//! `/account/left-form`: what was sent after the end of a session, to be handed in or dropped.

use super::own_act;
use crate::people::left;
use crate::people::store::left_forms as store;
use axum::response::Response;
use kit::journal::{Housekeeping, housekeeping};
use kit::shell::{Chrome, Face};
use kit::visit::LeftForm;
use kit::{HallError, Phrase, Visit};

#[derive(askama::Template)]
#[template(path = "people/pages/left.html")]
struct LeftPage {
    chrome: Chrome,
    form: LeftForm,
    shown_at: &'static str,
}

/// `GET /account/left-form`
pub(in crate::people) async fn show(visit: Visit) -> Result<Response, HallError> {
    let Some(form) = left::of(&visit).await? else {
        let none = Phrase::of("没有暂存的内容。", "Nothing is kept for you.");
        return Ok(visit.redirect("/desk", &none));
    };
    let title =
        visit.words().say("登录过期前填写的内容", "What you typed before your session ended");
    let chrome = visit.chrome(title, Face::Office);
    visit.page(&LeftPage { chrome, form, shown_at: left::SHOWN_AT })
}

/// `POST /account/left-form/removal`
pub(in crate::people) async fn remove(visit: Visit) -> Result<Response, HallError> {
    let account = visit.member()?.account;
    own_act(&visit, move |act| {
        store::forget(act, account)?;
        housekeeping(Housekeeping::Draft, ())
    })
    .await?;
    Ok(visit.redirect("/desk", &Phrase::of("暂存的内容已清除。", "What was kept is gone.")))
}
