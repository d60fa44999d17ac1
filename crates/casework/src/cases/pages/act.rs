//! `POST /cases/{number}/{act}`: every act of a case, read from its form.

use super::show::{self, Again, Place};
use super::ticks::ticks;
use crate::cases::deed::Deed;
use crate::cases::handing::{self, CertificateRecord, HandoverDraft, SIGNATURE};
use crate::cases::handover::{self, Service};
use crate::cases::loaded::load;
use crate::cases::record::GroundsRecord;
use crate::cases::taking::Then;
use crate::cases::{actions, competence};
use crate::modes::body::{self as work_body, WorkBody};
use crate::papers::door as papers;
use axum::extract::{OriginalUri, Path};
use axum::http::StatusCode;
use axum::response::Response;
use calendar::Limit;
use kit::form::{FormData, FormErrors};
use kit::rights::Power;
use kit::visit::{Once, Submitted};
use kit::{HallError, Phrase, Visit};
use rulebook::case::Act;
use rulebook::item::HandlingMode;

/// The act an address names.
pub(in crate::cases) fn act_of(path: &str) -> Result<Act, HallError> {
    path.rsplit('/')
        .next()
        .and_then(Act::from_word)
        .ok_or_else(|| HallError::not_found("没有这个动作。", "There is no such act."))
}

/// Performs an act, or shows the case again with what was typed and why not.
pub(in crate::cases) async fn create(
    visit: Visit,
    Path(number): Path<String>,
    OriginalUri(uri): OriginalUri,
    form: Submitted,
) -> Result<Response, HallError> {
    let act = act_of(uri.path())?;
    let (data, attempt) = match signed(&visit, act, &form).await? {
        Ok(data) => {
            let attempt = attempt(&visit, &number, (act, &data), &form.once).await;
            (data, attempt)
        }
        Err(errors) => (form.data.clone(), Err(HallError::Invalid(errors))),
    };
    match attempt {
        Ok(done) => {
            let case = format!("/cases/{}", done.number);
            let to = local(form.data.text("back")).unwrap_or(&case);
            let name = act.phrase();
            let message =
                Phrase::new(format!("{}：已办。", name.zh), format!("{}: done.", name.en));
            Ok(visit.redirect(to, &message))
        }
        Err(error) => again(&visit, &number, Place::Act(act), data, error).await,
    }
}

/// The page of the house that an act was done from; none where it names no such page.
fn local(back: &str) -> Option<&str> {
    let is_plain = |it: char| it.is_ascii_alphanumeric() || matches!(it, '/' | '-');
    let is_local = back.starts_with('/') && !back.starts_with("//") && back.chars().all(is_plain);
    is_local.then_some(back)
}

/// The form with the signature in it, where the act brings one; or what is wrong with the file.
async fn signed(
    visit: &Visit,
    act: Act,
    form: &Submitted,
) -> Result<Result<FormData, FormErrors>, HallError> {
    if act != Act::Deliver {
        return Ok(Ok(form.data.clone()));
    }
    let mut errors = FormErrors::new();
    let data = papers::take(visit, form, &mut errors).await?;
    Ok(if errors.is_empty() { Ok(data) } else { Err(errors) })
}

async fn attempt(
    visit: &Visit,
    number: &str,
    (act, data): (Act, &FormData),
    once: &Once,
) -> Result<actions::Done, HallError> {
    let body = WorkBody::of_form(data)?;
    let of_a_mode = work_body::deed(visit, number, act, &body).await?;
    let mut deeds = match of_a_mode {
        Some(deed) => vec![deed],
        None if act == Act::Deliver => {
            let kept = papers::taken(&visit.hall.vault, data)?;
            let file = kept.into_iter().map(|(kept, _)| kept).find(|it| it.is_of(SIGNATURE));
            vec![Deed::Deliver(HandoverDraft::of_form(data, file)?)]
        }
        None => vec![deed(act, data)?],
    };
    if matches!(act, Act::TickPapers | Act::Supplement) {
        deeds.extend(Then::from_word(data.text("then")).deed());
    }
    let seen = data.text("version").parse().unwrap_or(0);
    let seen = competence::require(visit, number, act, seen).await?;
    let number = number.to_owned();
    visit
        .act(competence::power(act), once, move |act| {
            actions::perform_all(act, &number, seen, &deeds)
        })
        .await
}

/// The deed a form describes.
fn deed(act: Act, data: &FormData) -> Result<Deed, HallError> {
    let text = |name: &str| data.text(name).to_owned();
    Ok(match act {
        Act::TickPapers => Deed::TickPapers(ticks(data)),
        Act::Supplement => Deed::Supplement(ticks(data)),
        Act::RefuseAcceptance => Deed::RefuseAcceptance {
            right_body: (text("ground") != "not_needed").then(|| text("right_body")),
        },
        Act::GiveNotice => Deed::GiveNotice { second_reason: text("second_reason") },
        Act::Accept => Deed::Accept,
        Act::DeemAccepted => Deed::DeemAccepted,
        Act::BringDeferred => Deed::BringDeferred(text("paper")),
        Act::Examine => Deed::Examine(text("text")),
        Act::SendBack => Deed::SendBack(text("text")),
        Act::Suspend => Deed::Suspend { cause: text("cause"), until: day(data, "until")? },
        Act::Resume => Deed::Resume(text("text")),
        Act::Extend => Deed::Extend {
            working_days: text("working_days").parse().map_err(|_| {
                HallError::invalid(
                    "working_days",
                    Phrase::of("请填写 1 至 15 的整数。", "Enter a whole number from 1 to 15."),
                )
            })?,
            reason: text("reason"),
        },
        Act::ChangeMode => Deed::ChangeMode {
            to: HandlingMode::from_word(&text("to")).ok_or_else(|| {
                HallError::invalid("to", Phrase::of("没有这种办理方式。", "There is no such mode."))
            })?,
            promised: promised(data)?,
            reason: text("reason"),
        },
        Act::Grant => Deed::Grant(text("result")),
        Act::GrantInPart => Deed::GrantInPart { result: text("result"), remedy: text("remedy") },
        Act::ProposeRefusal => Deed::ProposeRefusal(GroundsRecord {
            reason_code: text("reason_code"),
            facts: text("facts"),
            legal_basis: text("legal_basis"),
            remedy: text("remedy"),
        }),
        Act::Refuse => Deed::Refuse,
        Act::ReportDenial => Deed::ReportDenial,
        Act::IssueCertificate => Deed::IssueCertificate(CertificateRecord::of_form(data)?),
        Act::FailDelivery => {
            Deed::FailDelivery { method: handing::method(&text("method"))?, reason: text("text") }
        }
        Act::Complete => Deed::Complete,
        Act::Withdraw => Deed::Withdraw(text("text")),
        _ => return Err(HallError::not_found("没有这个动作。", "There is no such act.")),
    })
}

/// The limit promised under another mode; none keeps the one there is.
fn promised(data: &FormData) -> Result<Option<Limit>, HallError> {
    if !data.has("promised_days") {
        return Ok(None);
    }
    let days: Option<u16> =
        data.text("promised_days").parse().ok().filter(|days| (1..=250).contains(days));
    let days = days.ok_or_else(|| {
        HallError::invalid(
            "promised_days",
            Phrase::of("请填写 1 至 250 的整数。", "Enter a whole number from 1 to 250."),
        )
    })?;
    Ok(Some(Limit::working_days(days)))
}

/// `POST /cases/{number}/notice-confirmation`: the applicant has a notice.
pub(in crate::cases) async fn confirm_notice(
    visit: Visit,
    Path(number): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let outcome = match Service::of_form(&form.data) {
        Ok(service) => {
            let number = number.clone();
            let work = move |act: &mut kit::db::Act<'_>| handover::confirm(act, &number, service);
            visit.act(Power::HandleCases, &form.once, work).await
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => {
            let done = Phrase::of("已登记送达。", "The confirmation is recorded.");
            Ok(visit.redirect(&format!("/cases/{number}"), &done))
        }
        Err(error) => again(&visit, &number, Place::Page, form.data, error).await,
    }
}

/// The case shown again with what was typed, where an act was refused in words.
pub(in crate::cases) async fn again(
    visit: &Visit,
    number: &str,
    place: Place,
    typed: FormData,
    error: HallError,
) -> Result<Response, HallError> {
    if !matches!(error, HallError::Breach { .. } | HallError::Invalid(_) | HallError::Stale(_)) {
        return Err(error);
    }
    let loaded = load(visit, number).await?;
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    let errors = match error {
        HallError::Invalid(errors) => errors,
        error => {
            let mut errors = FormErrors::new();
            errors.add("", error.sentence());
            errors
        }
    };
    show::page(visit, &loaded, &Again { place, typed, errors, clear: false }, status)
}

fn day(data: &FormData, name: &str) -> Result<jiff::civil::Date, HallError> {
    data.text(name).parse().map_err(|_| {
        HallError::invalid(
            name,
            Phrase::of("请填写日期，例如 2026-12-01。", "Enter a day, such as 2026-12-01."),
        )
    })
}
