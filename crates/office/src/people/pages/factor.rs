//! `/account/second-factor`: setting the second factor up and removing it.

use super::second_factor::propose;
use super::{own_act, shown_again};
use crate::people::actions::entering::is_factor_due;
use crate::people::actions::own::{self, FactorIs};
use crate::people::factor;
use crate::people::setup::policy;
use crate::people::sign_in;
use crate::people::store::secrets;
use axum::http::StatusCode;
use axum::response::Response;
use fast_qr::QRBuilder;
use fast_qr::convert::Builder as _;
use fast_qr::convert::svg::SvgBuilder;
use kit::form::FormErrors;
use kit::shell::{Chrome, Face};
use kit::visit::{Submitted, see_other};
use kit::{HallError, Phrase, Visit};

/// What is shown while a second factor is set up.
pub(super) struct SettingUp {
    /// Whether a secret was proposed.
    pub is_proposed: bool,
    /// The QR code as SVG.
    pub picture: String,
    /// The secret in groups of four.
    pub key: String,
}

/// What to show of a secret that was proposed.
pub(super) fn setting_up(
    visit: &Visit,
    held: Option<&secrets::Factor>,
) -> Result<SettingUp, HallError> {
    let Some(held) = held else {
        return Ok(SettingUp { is_proposed: false, picture: String::new(), key: String::new() });
    };
    let secret = factor::opened(&visit.hall.vault, &held.secret)?;
    let address = factor::address(&visit.hall, &visit.member()?.login, &secret);
    let code = QRBuilder::new(address).build().map_err(|_| HallError::broken("no QR code"))?;
    let letters: Vec<char> = secret.chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|it| it.iter().collect()).collect();
    Ok(SettingUp {
        is_proposed: true,
        picture: SvgBuilder::default().margin(2).to_str(&code),
        key: groups.join(" "),
    })
}

/// The recovery codes, shown once.
#[derive(askama::Template)]
#[template(path = "people/pages/recovery.html")]
pub(super) struct RecoveryPage {
    chrome: Chrome,
    codes: Vec<String>,
    next: String,
}

impl RecoveryPage {
    pub(super) fn new(visit: &Visit, codes: Vec<String>, next: &str, face: Face) -> Self {
        let title = visit.words().say("备用码", "Recovery codes");
        Self { chrome: visit.chrome(title, face), codes, next: next.to_owned() }
    }
}

#[derive(askama::Template)]
#[template(path = "people/pages/factor.html")]
struct FactorPage {
    chrome: Chrome,
    errors: Vec<(String, String)>,
    is_confirmed: bool,
    is_due: bool,
    left: String,
    setup: SettingUp,
}

fn due(visit: &Visit) -> Result<FactorIs, HallError> {
    let is_due = is_factor_due(&policy(&visit.hall), &visit.member()?.roles);
    Ok(if is_due { FactorIs::Due } else { FactorIs::Voluntary })
}

async fn page(visit: &Visit, errors: &FormErrors) -> Result<Response, HallError> {
    let (county, account) = (visit.hall.site.county, visit.member()?.account);
    let (held, left) = visit
        .read(move |read| {
            let held = secrets::factor(read, county, account)?;
            Ok((held, secrets::recovery_left(read, county, account)?))
        })
        .await?;
    let words = visit.words();
    let is_confirmed = held.as_ref().is_some_and(|it| it.is_confirmed == 1);
    let shown = if is_confirmed { None } else { held.as_ref() };
    let page = FactorPage {
        chrome: visit.chrome(words.say("双因子认证", "Second factor"), Face::Office),
        errors: errors
            .iter()
            .map(|(field, fault)| (field.to_owned(), words.phrase(fault).to_owned()))
            .collect(),
        is_confirmed,
        is_due: due(visit)? == FactorIs::Due,
        left: words.fill("剩余备用码 {} 个。", "{} recovery codes are left.", &[&left]),
        setup: setting_up(visit, shown)?,
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page_with(status, &page)
}

/// `GET /account/second-factor`
pub(in crate::people) async fn show(visit: Visit) -> Result<Response, HallError> {
    page(&visit, &FormErrors::new()).await
}

/// `POST /account/second-factor`: begins setting up.
pub(in crate::people) async fn begin(visit: Visit, _: Submitted) -> Result<Response, HallError> {
    match propose(&visit, visit.member()?.account).await {
        Ok(()) => Ok(see_other("/account/second-factor")),
        Err(error) => page(&visit, &shown_again(error)?).await,
    }
}

/// `POST /account/second-factor/confirmation`: the first code.
pub(in crate::people) async fn confirm(
    visit: Visit,
    form: Submitted,
) -> Result<Response, HallError> {
    let hall = &visit.hall;
    let (county, account) = (hall.site.county, visit.member()?.account);
    let held = visit.read(move |read| secrets::factor(read, county, account)).await?;
    let step = match held.filter(|it| it.is_confirmed == 0) {
        Some(held) => {
            let secret = factor::opened(&hall.vault, &held.secret)?;
            factor::matching_step(&secret, form.data.text("code"), visit.now_ms)?
        }
        None => return Ok(see_other("/account/second-factor")),
    };
    let Some(step) = step else {
        let mut errors = FormErrors::new();
        let fault = Phrase::of(
            "验证码不正确，请核对手机时间后输入最新的验证码。",
            "The code is not right. Check the phone's clock and enter the newest code.",
        );
        errors.add("code", fault);
        return page(&visit, &errors).await;
    };
    let codes = factor::recovery_codes(&*hall.randomness);
    let digests: Vec<String> =
        codes.iter().map(|code| factor::recovery_digest(&hall.vault, account, code)).collect();
    let done = own_act(&visit, move |act| own::confirm_factor(act, account, (step, &digests)));
    match done.await {
        Ok(()) => visit.page(&RecoveryPage::new(&visit, codes, "/account", Face::Office)),
        Err(error) => page(&visit, &shown_again(error)?).await,
    }
}

/// `POST /account/second-factor/removal`: with the password.
pub(in crate::people) async fn remove(
    visit: Visit,
    form: Submitted,
) -> Result<Response, HallError> {
    let account = visit.member()?.account;
    if !sign_in::is_own_password(&visit, form.data.text("password")).await? {
        let mut errors = FormErrors::new();
        errors.add("password", Phrase::of("密码不正确。", "The password is not right."));
        return page(&visit, &errors).await;
    }
    let is_due = due(&visit)?;
    let done = own_act(&visit, move |act| own::remove_factor(act, account, is_due));
    match done.await {
        Ok(()) => {
            let gone = Phrase::of("双因子认证已解除。", "The second factor is removed.");
            Ok(visit.redirect("/account", &gone))
        }
        Err(error) => page(&visit, &shown_again(error)?).await,
    }
}
