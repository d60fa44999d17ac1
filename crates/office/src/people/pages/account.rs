//! `/account`: one's own account, sessions and tokens.

use super::active_post::seats;
use super::{SessionRow, own_post_name, post_name, session_rows};
use crate::people::actions::own;
use crate::people::keeper::session_number;
use crate::people::store::sessions::TokenLine;
use crate::people::store::{accounts as store, sessions};
use crate::posts::door::{self as posts, Directory};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

#[derive(askama::Template)]
#[template(path = "people/pages/account.html")]
struct AccountPage {
    chrome: Chrome,
    login: String,
    name: String,
    phone: String,
    post: String,
    password: String,
    has_factor: bool,
    posts: Vec<String>,
    sessions: Vec<SessionRow>,
    tokens: Vec<TokenRow>,
    key: String,
}

/// A token as a table shows it.
pub(super) struct TokenRow {
    pub(super) token: i64,
    pub(super) label: String,
    pub(super) post: String,
    pub(super) scopes: String,
    pub(super) seen: String,
    pub(super) ends: String,
    pub(super) state: String,
    pub(super) is_in_force: bool,
    pub(super) key: String,
}

pub(super) fn token_rows(
    visit: &Visit,
    directory: &Directory,
    lines: &[TokenLine],
) -> Vec<TokenRow> {
    let words = visit.words();
    let row = |line: &TokenLine| {
        let scopes: Vec<String> =
            line.scopes.iter().map(|it| words.phrase(&it.phrase()).to_owned()).collect();
        let is_in_force = line.revoked_at_ms == 0 && line.ends_at_ms > visit.now_ms;
        let state = if line.revoked_at_ms > 0 {
            words.say("已撤销", "Revoked")
        } else if is_in_force {
            words.say("有效", "In force")
        } else {
            words.say("已到期", "Expired")
        };
        TokenRow {
            token: line.token,
            label: line.label.clone(),
            post: post_name(directory, words, &line.post),
            scopes: scopes.join(words.say("、", ", ")),
            seen: match line.seen_at_ms {
                0 => words.say("从未使用", "Never").to_owned(),
                at_ms => words.instant(at_ms),
            },
            ends: words.instant(line.ends_at_ms),
            state: state.to_owned(),
            is_in_force,
            key: visit.form_key(),
        }
    };
    lines.iter().map(row).collect()
}

/// `GET /account`
pub(in crate::people) async fn show(visit: Visit) -> Result<Response, HallError> {
    let words = visit.words();
    let member = visit.member()?;
    let (county, account) = (visit.hall.site.county, member.account);
    let directory = posts::directory(&visit.hall).await?;
    let (held, lines, tokens) = visit
        .read(move |read| {
            let held = store::account(read, county, account)?;
            let lines = sessions::sessions_of(read, county, account)?;
            Ok((held, lines, sessions::tokens_of(read, county, account)?))
        })
        .await?;
    let held = held.ok_or(HallError::SignIn)?;
    let own = session_number(member);
    let seats = seats(&visit).await?;
    let page = AccountPage {
        chrome: visit.chrome(words.say("我的账号", "My account"), Face::Office),
        login: held.login,
        name: held.name,
        phone: visit.hall.vault.open(&held.phone, "people.phone")?,
        post: own_post_name(&directory, words, member),
        password: words.instant(held.password_at_ms),
        has_factor: held.factor_at_ms > 0,
        posts: seats.iter().map(|(post, _)| post_name(&directory, words, post)).collect(),
        sessions: session_rows(&visit, &directory, &lines, own),
        tokens: token_rows(&visit, &directory, &tokens),
        key: visit.form_key(),
    };
    visit.page(&page)
}

/// `POST /account/sessions/{session}/end`
pub(in crate::people) async fn end_session(
    visit: Visit,
    Path(session): Path<i64>,
    form: Submitted,
) -> Result<Response, HallError> {
    let account = visit.member()?.account;
    visit
        .act_in(visit.hall.site.county, Power::Public, &form.once, move |act| {
            own::end_own_session(act, account, session)
        })
        .await?;
    Ok(visit.redirect("/account", &Phrase::of("会话已结束。", "The session has ended.")))
}

/// `POST /account/sessions/end`: all but this one.
pub(in crate::people) async fn end_others(
    visit: Visit,
    form: Submitted,
) -> Result<Response, HallError> {
    let member = visit.member()?;
    let account = member.account;
    let session = session_number(member).unwrap_or_default();
    visit
        .act_in(visit.hall.site.county, Power::Public, &form.once, move |act| {
            own::end_other_sessions(act, (account, session))
        })
        .await?;
    let done = Phrase::of("其他会话已全部结束。", "All other sessions have ended.");
    Ok(visit.redirect("/account", &done))
}

#[derive(OpenApi)]
#[openapi(paths(own), components(schemas(OwnView)))]
struct Described;

pub(in crate::people) fn described() -> utoipa::openapi::OpenApi {
    Described::openapi()
}

/// Who a token acts as.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::people) struct OwnView {
    /// Number of the account.
    pub account: i64,
    /// Sign-in name.
    pub login: String,
    /// Name.
    pub name: String,
    /// Division code of the centre.
    pub centre: i64,
    /// Title of the post.
    pub post: String,
    /// What may be done.
    pub scopes: Vec<&'static str>,
}

/// The account behind the token, its post and what it may do.
#[utoipa::path(
    get,
    path = "/api/v1/account",
    tag = "account",
    responses((status = 200, body = OwnView))
)]
pub(in crate::people) async fn own(visit: Visit) -> Result<Response, HallError> {
    let member = visit.member()?;
    let is_own = |power: &&Power| !matches!(power, Power::Public) && member.may(**power);
    let view = OwnView {
        account: member.account,
        login: member.login.clone(),
        name: member.name.clone(),
        centre: member.centre.0,
        post: member.post.clone(),
        scopes: Power::ALL.iter().filter(is_own).map(|power| power.code()).collect(),
    };
    Ok(visit.json(StatusCode::OK, &view))
}
