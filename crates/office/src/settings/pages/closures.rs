//! Closures of the centre: noted with their effect on open work shown first.

use super::{EffectView, attempted, day, effect};
use crate::settings::actions::note_closure;
use crate::settings::effect::Reach;
use crate::settings::reading::Proposal;
use crate::settings::store;
use ::calendar::{Closure, wording};
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FieldView, FormData, FormErrors, FormView};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit};

#[derive(askama::Template)]
#[template(path = "settings/pages/closures.html")]
struct ClosuresPage {
    chrome: Chrome,
    lines: Vec<ClosureLine>,
    form: FormView,
    fields: Fields,
}

/// The form.
struct Fields {
    from: FieldView,
    through: FieldView,
    reason: FieldView,
    reason_english: FieldView,
}

/// A closure that was noted.
struct ClosureLine {
    number: i64,
    days: String,
    reason: String,
    noted: String,
    lifted: String,
}

#[derive(askama::Template)]
#[template(path = "settings/pages/closure_preview.html")]
struct PreviewPage {
    chrome: Chrome,
    form: FormView,
    days: String,
    reason: String,
    effect: EffectView,
    typed: Vec<(&'static str, String)>,
}

pub(super) async fn list(visit: Visit) -> Result<Response, HallError> {
    show(&visit, StatusCode::OK, &FormData::default(), &FormErrors::new()).await
}

async fn show(
    visit: &Visit,
    status: StatusCode,
    typed: &FormData,
    errors: &FormErrors,
) -> Result<Response, HallError> {
    let centre = visit.centre()?;
    let noted = visit.read(move |read| store::closures(read, centre)).await?;
    let words = visit.words();
    let lines = noted
        .into_iter()
        .map(|noted| {
            let (from, through) = (noted.closure.from(), noted.closure.through());
            let days = if from == through {
                words.date(from)
            } else {
                words.fill("{} 至 {}", "{} to {}", &[&words.date(from), &words.date(through)])
            };
            ClosureLine {
                number: noted.number,
                days,
                reason: words.phrase(noted.closure.reason()).to_owned(),
                noted: format!("{} {}", words.instant(noted.noted_at_ms), noted.noted_by),
                lifted: match noted.lifted_at_ms {
                    0 => String::new(),
                    at_ms => format!("{} {}", words.instant(at_ms), noted.lifted_by),
                },
            }
        })
        .collect();
    let page = ClosuresPage {
        chrome: visit.chrome(words.say("临时闭馆", "Closures"), Face::Office),
        lines,
        form: FormView::new("/settings/closures/preview", visit, errors),
        fields: fields(visit, typed, errors),
    };
    visit.page_with(status, &page)
}

fn fields(visit: &Visit, typed: &FormData, errors: &FormErrors) -> Fields {
    let words = visit.words();
    let field = |name: &'static str, label: &str| {
        FieldView::new(name, label).value(typed.text(name)).fault(errors, words)
    };
    Fields {
        from: field("from", words.say("开始日", "First day")).required(),
        through: field("through", words.say("结束日（含）", "Last day, included"))
            .hint(words.say("只闭馆一天的可不填", "Leave empty for a single day")),
        reason: field("reason", words.say("原因", "Reason"))
            .hint(words.say("向群众公布，如：大雪封山", "Shown to residents; in Chinese"))
            .required(),
        reason_english: field("reason_english", words.say("原因（英文）", "Reason in English")),
    }
}

fn closure_of(typed: &FormData) -> Result<Closure, FormErrors> {
    let mut errors = FormErrors::new();
    let from = errors.take("from", day(typed.text("from")));
    let through = match typed.text("through") {
        "" => from,
        text => errors.take("through", day(text)),
    };
    let reason = typed.text("reason");
    if reason.is_empty() || reason.chars().count() > 100 {
        let fault = Phrase::of("请写明原因（1至100字）。", "Give a reason of 1 to 100 characters.");
        errors.add("reason", fault);
    }
    let english = typed.text("reason_english");
    if english.chars().count() > 200 {
        errors.add("reason_english", Phrase::of("不超过200个字符。", "At most 200 characters."));
    }
    let (Some(from), Some(through), true) = (from, through, errors.is_empty()) else {
        return Err(errors);
    };
    let english = if english.is_empty() { reason } else { english };
    let reason = Phrase::new(reason.to_owned(), english.to_owned());
    Closure::new(from, through, reason).map_err(|fault| {
        let mut errors = FormErrors::new();
        errors.add("through", fault.phrase());
        errors
    })
}

/// What a closure would move, before it is noted.
pub(super) async fn preview(visit: Visit, submitted: Submitted) -> Result<Response, HallError> {
    let typed = &submitted.data;
    let closure = match closure_of(typed) {
        Ok(closure) => closure,
        Err(errors) => {
            return show(&visit, StatusCode::UNPROCESSABLE_ENTITY, typed, &errors).await;
        }
    };
    let words = visit.words();
    let days = wording::stretch(closure.from(), closure.through());
    let reason = words.phrase(closure.reason()).to_owned();
    let reach = Reach::Centre(visit.centre()?);
    let moved = effect(&visit, reach, Proposal::Close(closure)).await?;
    let kept = ["from", "through", "reason", "reason_english"];
    visit.page(&PreviewPage {
        chrome: visit.chrome(words.say("登记前核对", "Check before noting"), Face::Office),
        form: FormView::new("/settings/closures", &visit, &FormErrors::new()),
        days: words.phrase(&days).to_owned(),
        reason,
        effect: EffectView::of(&visit, &moved).await?,
        typed: kept.into_iter().map(|name| (name, typed.text(name).to_owned())).collect(),
    })
}

/// Notes a closure.
pub(super) async fn note(visit: Visit, submitted: Submitted) -> Result<Response, HallError> {
    let noted = closure_of(&submitted.data).map(|closure| {
        visit.act(Power::ManageCalendar, &submitted.once, move |act| note_closure(act, &closure))
    });
    match attempted(noted).await? {
        Ok(()) => {
            let message = Phrase::of(
                "已登记闭馆，在办件期限已重算。",
                "The closure is noted; open work was recomputed.",
            );
            Ok(visit.redirect("/settings/closures", &message))
        }
        Err(errors) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            show(&visit, status, &submitted.data, &errors).await
        }
    }
}
