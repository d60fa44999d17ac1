//! `/session`: signing in and out.

use super::{local_back, own_act, with_cookie};
use crate::people::actions::entering::Opened;
use crate::people::actions::own;
use crate::people::keeper::session_number;
use crate::people::left;
use crate::people::sign_in::{self, Attempt};
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use kit::face::{ended_session_cookie, session_cookie};
use kit::shell::{Chrome, Face};
use kit::visit::{Submitted, query_pair, see_other};
use kit::{HallError, Phrase, Visit};
use serde::Deserialize;

#[derive(askama::Template)]
#[template(path = "people/pages/door.html")]
struct SignInPage {
    chrome: Chrome,
    login: String,
    back: String,
    error: String,
    /// What was typed is kept, and shown after the sign-in.
    is_kept: bool,
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::people) struct Back {
    #[serde(default)]
    back: String,
}

fn page(visit: &Visit, login: &str, back: &str, error: &str) -> Result<Response, HallError> {
    let status = if error.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = SignInPage {
        chrome: visit.chrome(visit.words().say("工作人员登录", "Staff sign-in"), Face::Public),
        login: login.to_owned(),
        back: back.to_owned(),
        error: error.to_owned(),
        is_kept: back == left::SHOWN_AT,
    };
    visit.page_with(status, &page)
}

/// `GET /session/new`
pub(in crate::people) async fn show(
    visit: Visit,
    Query(query): Query<Back>,
) -> Result<Response, HallError> {
    let back = local_back(&query.back);
    if visit.member.is_some() {
        return Ok(see_other(back));
    }
    page(&visit, "", back, "")
}

/// `POST /session`
pub(in crate::people) async fn create(
    visit: Visit,
    form: Submitted,
) -> Result<Response, HallError> {
    let words = visit.words();
    let (login, back) = (form.data.text("login"), local_back(form.data.text("back")));
    let password = form.data.pairs().iter().find(|(name, _)| name == "password");
    let password = password.map_or("", |(_, value)| value.as_str());
    if login.is_empty() || password.is_empty() {
        let error = words.say("请填写登录名和密码。", "Enter sign-in name and password.");
        return page(&visit, login, back, error);
    }
    end_former(&visit).await?;
    match sign_in::attempt(&visit, login, password).await {
        Ok(Attempt::Signed { secret, opened }) => {
            let to = match opened {
                Opened::House => back.to_owned(),
                Opened::SecondFactor => {
                    format!("/session/second-factor?{}", query_pair("back", back))
                }
            };
            Ok(with_cookie(see_other(&to), &session_cookie(visit.hall.site.transport, &secret)))
        }
        Ok(Attempt::Refused(why)) => page(&visit, login, back, words.phrase(&why)),
        Err(HallError::Breach { sentence, .. }) => {
            page(&visit, login, back, words.phrase(&sentence))
        }
        Err(error) => Err(error),
    }
}

/// A browser that signs in anew leaves the session it had.
async fn end_former(visit: &Visit) -> Result<(), HallError> {
    let Some(member) = visit.member.as_deref() else { return Ok(()) };
    let Some(session) = session_number(member) else { return Ok(()) };
    let account = member.account;
    own_act(visit, move |act| own::sign_out(act, account, session)).await
}

/// `POST /session/end`
pub(in crate::people) async fn end(visit: Visit) -> Result<Response, HallError> {
    end_former(&visit).await?;
    let gone = Phrase::of("您已退出。", "You have signed out.");
    let response = visit.redirect("/session/new", &gone);
    Ok(with_cookie(response, &ended_session_cookie(visit.hall.site.transport)))
}
