//! `/account/password`: choosing a new password.

use super::{own_act, shown_again};
use crate::people::actions::own;
use crate::people::keeper::session_number;
use crate::people::password;
use crate::people::setup::{policy, works};
use crate::people::sign_in;
use crate::people::store::secrets;
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FieldView, FormErrors};
use kit::session::Duty;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit};

#[derive(askama::Template)]
#[template(path = "people/pages/password.html")]
struct PasswordPage {
    chrome: Chrome,
    errors: Vec<(String, String)>,
    is_due: bool,
    current: FieldView,
    chosen: FieldView,
    repeated: FieldView,
}

fn page(visit: &Visit, errors: &FormErrors) -> Result<Response, HallError> {
    let words = visit.words();
    let rules = password::rules(&policy(&visit.hall));
    let page = PasswordPage {
        chrome: visit.chrome(words.say("修改密码", "Change the password"), Face::Office),
        errors: errors
            .iter()
            .map(|(field, fault)| (field.to_owned(), words.phrase(fault).to_owned()))
            .collect(),
        is_due: visit.member()?.duty == Duty::NewPassword,
        current: FieldView::new("current", words.say("当前密码", "Present password"))
            .required()
            .fault(errors, words),
        chosen: FieldView::new("chosen", words.say("新密码", "New password"))
            .hint(words.phrase(&rules))
            .required()
            .fault(errors, words),
        repeated: FieldView::new("repeated", words.say("再输入一次新密码", "New password again"))
            .required()
            .fault(errors, words),
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page_with(status, &page)
}

/// `GET /account/password`
pub(in crate::people) async fn show(visit: Visit) -> Result<Response, HallError> {
    page(&visit, &FormErrors::new())
}

/// A password as typed: spaces at its ends belong to it.
fn typed<'a>(form: &'a Submitted, name: &str) -> &'a str {
    form.data.pairs().iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
}

/// `POST /account/password`
pub(in crate::people) async fn create(
    visit: Visit,
    form: Submitted,
) -> Result<Response, HallError> {
    let errors = faults(&visit, &form).await?;
    if !errors.is_empty() {
        return page(&visit, &errors);
    }
    let hall = &visit.hall;
    let member = visit.member()?;
    let policy = policy(hall);
    let account = member.account;
    let session = session_number(member).unwrap_or_default();
    let hash = works(hall).hash(typed(&form, "chosen"), &*hall.randomness).await?;
    let done =
        own_act(&visit, move |act| own::change_password(act, (account, session), &hash, &policy));
    match done.await {
        Ok(()) => {
            let done = Phrase::of(
                "密码已修改，其他设备上的会话已结束。",
                "The password is changed; sessions on other devices have ended.",
            );
            Ok(visit.redirect("/desk", &done))
        }
        Err(error) => page(&visit, &shown_again(error)?),
    }
}

async fn faults(visit: &Visit, form: &Submitted) -> Result<FormErrors, HallError> {
    let hall = &visit.hall;
    let member = visit.member()?;
    let (policy, chosen) = (policy(hall), typed(form, "chosen"));
    let mut errors = FormErrors::new();
    if let Err(fault) = password::may_be_chosen(&policy, &member.login, chosen) {
        errors.add("chosen", fault);
    }
    if chosen != typed(form, "repeated") {
        errors.add("repeated", Phrase::of("两次输入不一致。", "The two are not the same."));
    }
    if !errors.is_empty() {
        return Ok(errors);
    }
    match sign_in::is_own_password(visit, typed(form, "current")).await {
        Ok(true) => {}
        Ok(false) => {
            errors.add("current", Phrase::of("当前密码不正确。", "This is not your password."));
            return Ok(errors);
        }
        Err(error) => return shown_again(error),
    }
    let (county, account) = (hall.site.county, member.account);
    let held = visit.read(move |read| secrets::credential(read, county, account)).await?;
    let held = held.unwrap_or_default();
    let earlier: Vec<String> = std::iter::once(held.hash).chain(held.history).collect();
    if works(hall).was_used(chosen, earlier).await? {
        let fault = Phrase::new(
            format!("不得与最近 {} 次用过的密码相同。", policy.password_history),
            format!("It is one of your last {} passwords.", policy.password_history),
        );
        errors.add("chosen", fault);
    }
    Ok(errors)
}
