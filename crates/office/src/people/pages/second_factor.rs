//! `/session/second-factor`: between the password and the house. Whoever has no second factor yet
//! but needs one sets it up here.

use super::factor::{RecoveryPage, setting_up};
use super::{local_back, own_act, shown_again, with_cookie};
use crate::people::actions::entering::{self, AtFactor, Passed};
use crate::people::actions::own;
use crate::people::factor;
use crate::people::keeper::session_number;
use crate::people::setup::policy;
use crate::people::sign_in;
use crate::people::store::secrets;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use kit::face::{ended_session_cookie, session_cookie};
use kit::session::{Duty, secret_digest};
use kit::shell::{Chrome, Face};
use kit::visit::{Submitted, see_other};
use kit::{HallError, Phrase, Visit};
use serde::Deserialize;

#[derive(askama::Template)]
#[template(path = "people/pages/second_factor.html")]
struct CodePage {
    chrome: Chrome,
    back: String,
    error: String,
    setting_up: Option<super::factor::SettingUp>,
    takes_code: bool,
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::people) struct Back {
    #[serde(default)]
    back: String,
}

/// The session in front of the second factor; nobody else has business here.
fn waiting(visit: &Visit) -> Result<Option<(i64, i64)>, HallError> {
    let member = visit.member()?;
    let session = session_number(member).ok_or(HallError::SignIn)?;
    Ok((member.duty == Duty::SecondFactor).then_some((member.account, session)))
}

async fn held_factor(visit: &Visit, account: i64) -> Result<Option<secrets::Factor>, HallError> {
    let county = visit.hall.site.county;
    visit.read(move |read| secrets::factor(read, county, account)).await
}

async fn page(visit: &Visit, back: &str, error: &str) -> Result<Response, HallError> {
    let words = visit.words();
    let held = held_factor(visit, visit.member()?.account).await?;
    let is_confirmed = held.as_ref().is_some_and(|it| it.is_confirmed == 1);
    let setting_up = if is_confirmed { None } else { Some(setting_up(visit, held.as_ref())?) };
    let page = CodePage {
        chrome: visit.chrome(words.say("双因子认证", "Second factor"), Face::Public),
        back: back.to_owned(),
        error: error.to_owned(),
        takes_code: setting_up.as_ref().is_none_or(|it| it.is_proposed),
        setting_up,
    };
    let status = if error.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page_with(status, &page)
}

/// `GET /session/second-factor`
pub(in crate::people) async fn show(
    visit: Visit,
    Query(query): Query<Back>,
) -> Result<Response, HallError> {
    let back = local_back(&query.back);
    if waiting(&visit)?.is_none() {
        return Ok(see_other(back));
    }
    page(&visit, back, "").await
}

/// `POST /session/second-factor`
pub(in crate::people) async fn create(
    visit: Visit,
    form: Submitted,
) -> Result<Response, HallError> {
    let back = local_back(form.data.text("back")).to_owned();
    let Some((account, session)) = waiting(&visit)? else { return Ok(see_other(&back)) };
    let held = held_factor(&visit, account).await?;
    let Some(held) = held.filter(|_| !form.data.has("propose")) else {
        propose(&visit, account).await?;
        return page(&visit, &back, "").await;
    };
    let secret = sign_in::new_secret(&visit.hall);
    let at = AtFactor { account, session, digest: secret_digest(&secret) };
    let typed = form.data.text("code");
    if held.is_confirmed == 0 {
        return confirm(&visit, at, (&held, typed), (&secret, &back)).await;
    }
    let proof = sign_in::proof_of(&visit.hall, account, &held, typed)?;
    let policy = policy(&visit.hall);
    let county = visit.hall.site.county;
    let passed =
        visit.hall.db.act(kit::db::ActHead { centre: county, actor: visit.actor() }, move |act| {
            entering::pass_factor(act, &at, &proof, &policy)
        });
    let transport = visit.hall.site.transport;
    match passed.await? {
        Passed::In => Ok(with_cookie(see_other(&back), &session_cookie(transport, &secret))),
        Passed::Wrong => {
            let error = visit.words().say(
                "验证码不正确或已使用过，请输入最新的验证码。",
                "The code is not right or was used already. Enter the newest one.",
            );
            page(&visit, &back, error).await
        }
        Passed::Out => {
            let why = Phrase::of(
                "验证码错误次数过多，账号已锁定 15 分钟。",
                "Too many wrong codes: the account is locked for 15 minutes.",
            );
            let response = visit.redirect("/session/new", &why);
            Ok(with_cookie(response, &ended_session_cookie(transport)))
        }
    }
}

pub(super) async fn propose(visit: &Visit, account: i64) -> Result<(), HallError> {
    let hall = &visit.hall;
    let sealed = factor::sealed(&hall.vault, &factor::new_secret(&*hall.randomness));
    own_act(visit, move |act| own::propose_factor(act, account, &sealed)).await
}

async fn confirm(
    visit: &Visit,
    at: AtFactor,
    (held, typed): (&secrets::Factor, &str),
    (secret, back): (&str, &str),
) -> Result<Response, HallError> {
    let hall = &visit.hall;
    let opened = factor::opened(&hall.vault, &held.secret)?;
    let Some(step) = factor::matching_step(&opened, typed, visit.now_ms)? else {
        let error = visit.words().say(
            "验证码不正确，请核对手机时间后输入最新的验证码。",
            "The code is not right. Check the phone's clock and enter the newest code.",
        );
        return page(visit, back, error).await;
    };
    let codes = factor::recovery_codes(&*hall.randomness);
    let digests: Vec<String> =
        codes.iter().map(|code| factor::recovery_digest(&hall.vault, at.account, code)).collect();
    let policy = policy(hall);
    let done = own_act(visit, move |act| {
        own::confirm_factor_at_the_door(act, &at, (step, &digests), &policy)
    });
    match done.await {
        Ok(()) => {
            let page = RecoveryPage::new(visit, codes, back, Face::Public);
            let response = visit.page(&page)?;
            Ok(with_cookie(response, &session_cookie(hall.site.transport, secret)))
        }
        Err(error) => {
            let errors = shown_again(error)?;
            let text =
                errors.iter().next().map(|(_, fault)| visit.words().phrase(fault).to_owned());
            page(visit, back, &text.unwrap_or_default()).await
        }
    }
}
