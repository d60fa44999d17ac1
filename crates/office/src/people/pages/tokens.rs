//! `/account/tokens`: tokens for programs.

use super::shown_again;
use crate::people::actions::own::{self, TokenWish};
use crate::people::keeper::session_number;
use crate::people::sign_in::new_secret;
use crate::people::store::sessions;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FieldView, FormData, FormErrors, FormView, OptionView};
use kit::rights::Power;
use kit::session::secret_digest;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit};

#[derive(askama::Template)]
#[template(path = "people/pages/token_new.html")]
struct NewTokenPage {
    chrome: Chrome,
    form: FormView,
    label: FieldView,
    days: FieldView,
    scopes: FieldView,
}

#[derive(askama::Template)]
#[template(path = "people/pages/token_made.html")]
struct MadePage {
    chrome: Chrome,
    label: String,
    secret: String,
}

/// How long a token may last, in days.
const DAYS: [u16; 4] = [30, 90, 180, 365];

/// Powers that can be given to a program: what the post holds, but for signing in itself.
fn on_offer(visit: &Visit) -> Vec<Power> {
    let is_on_offer =
        |power: &Power| !matches!(power, Power::Public | Power::SignedIn) && visit.may(*power);
    Power::ALL.iter().copied().filter(is_on_offer).collect()
}

fn page(visit: &Visit, typed: &FormData, errors: &FormErrors) -> Result<Response, HallError> {
    let words = visit.words();
    let chosen = typed.all("scopes");
    let scope = |power: Power| OptionView {
        is_chosen: chosen.contains(&power.code()),
        hint: power.code().to_owned(),
        ..OptionView::new(power.code(), words.phrase(&power.phrase()))
    };
    let day =
        |days: &u16| OptionView::new(days.to_string(), words.fill("{} 天", "{} days", &[days]));
    let days = if typed.has("days") { typed.text("days") } else { "90" };
    let label = words.say("用途", "What it is for");
    let page = NewTokenPage {
        chrome: visit.chrome(words.say("签发访问令牌", "Make an access token"), Face::Office),
        form: FormView::new("/account/tokens", visit, errors),
        label: FieldView::new("label", label)
            .hint(words.say("例如：与县级平台对接", "Such as: connection to the county platform"))
            .value(typed.text("label"))
            .required()
            .fault(errors, words),
        days: FieldView::new("days", words.say("有效期", "Lasts"))
            .options(DAYS.iter().map(day).collect())
            .value(days),
        scopes: FieldView {
            options: on_offer(visit).into_iter().map(scope).collect(),
            ..FieldView::new("scopes", words.say("权限", "Scopes"))
        }
        .required()
        .fault(errors, words),
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page_with(status, &page)
}

/// `GET /account/tokens/new`
pub(in crate::people) async fn new(visit: Visit) -> Result<Response, HallError> {
    page(&visit, &FormData::default(), &FormErrors::new())
}

/// `POST /account/tokens`
pub(in crate::people) async fn create(
    visit: Visit,
    form: Submitted,
) -> Result<Response, HallError> {
    let hall = &visit.hall;
    let member = visit.member()?;
    let (county, account) = (hall.site.county, member.account);
    let session = session_number(member).ok_or(HallError::SignIn)?;
    let mut errors = FormErrors::new();
    let label: String = form.data.text("label").chars().take(80).collect();
    if label.is_empty() {
        errors.add("label", Phrase::of("请写明用途。", "Say what it is for."));
    }
    let days = form.data.text("days").parse::<u16>().ok().filter(|it| DAYS.contains(it));
    let offered = on_offer(&visit);
    let chosen = form.data.all("scopes");
    let scopes = offered.into_iter().filter(|it| chosen.contains(&it.code())).collect();
    if !errors.is_empty() {
        return page(&visit, &form.data, &errors);
    }
    let lines = visit.read(move |read| sessions::sessions_of(read, county, account)).await?;
    let this = lines.into_iter().find(|line| line.session == session);
    let post = this.ok_or(HallError::SignIn)?.post;
    let secret = format!("yimen_{}", new_secret(hall));
    let digest = secret_digest(&secret);
    let wish = TokenWish {
        label: label.clone(),
        scopes,
        post,
        days: days.unwrap_or(90),
        digest: digest.clone(),
    };
    let made = visit
        .act_in(county, Power::Public, &form.once, move |act| own::make_token(act, account, &wish));
    match made.await {
        Ok(kept) if kept == digest => visit.page(&MadePage {
            chrome: visit.chrome(visit.words().say("令牌已签发", "Token made"), Face::Office),
            label,
            secret,
        }),
        Ok(_) => {
            let shown = Phrase::of(
                "这个令牌已签发过，密钥只显示一次。如未保存，请撤销后重新签发。",
                "This token was made before; its secret is shown once. If you did not keep it, \
                 revoke it and make another.",
            );
            Ok(visit.redirect("/account", &shown))
        }
        Err(error) => page(&visit, &form.data, &shown_again(error)?),
    }
}

/// `POST /account/tokens/{token}/revocation`
pub(in crate::people) async fn revoke(
    visit: Visit,
    Path(token): Path<i64>,
    form: Submitted,
) -> Result<Response, HallError> {
    let account = visit.member()?.account;
    visit
        .act_in(visit.hall.site.county, Power::Public, &form.once, move |act| {
            own::revoke_own_token(act, account, token)
        })
        .await?;
    Ok(visit.redirect("/account", &Phrase::of("令牌已撤销。", "The token is revoked.")))
}
