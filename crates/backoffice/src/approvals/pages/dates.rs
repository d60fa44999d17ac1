//! `POST /approvals/{number}/dates`: a joint site visit or meeting is arranged, or called off.

use crate::approvals::actions::{self, DateDraft};
use crate::approvals::events::Together;
use axum::extract::Path;
use axum::response::Response;
use kit::db::Act;
use kit::rights::Power;
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit};

fn board(number: &str) -> String {
    format!("/approvals/{number}#dates")
}

/// Arranges one.
pub(in crate::approvals) async fn create(
    visit: Visit,
    Path(number): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let text = |name: &str| form.data.text(name).to_owned();
    let kind = Together::from_word(form.data.text("kind")).ok_or_else(|| {
        let fault = Phrase::of("请选择联合踏勘或联合会审。", "Choose a visit or a meeting.");
        HallError::invalid("kind", fault)
    })?;
    let held_on = form.data.text("held_on").parse().map_err(|_| {
        let fault = Phrase::of("请填写日期，例如 2026-12-01。", "Enter a day, such as 2026-12-01.");
        HallError::invalid("held_on", fault)
    })?;
    let draft = DateDraft { kind, held_on, at_time: text("at_time"), place: text("place") };
    let of = number.clone();
    let work = move |act: &mut Act<'_>| actions::set(act, &of, &draft);
    visit.act(Power::HandleCases, &form.once, work).await?;
    let done =
        Phrase::of("已安排，各部门在联办看板可见。", "It is arranged; all departments see it.");
    Ok(visit.redirect(&board(&number), &done))
}

/// Calls one off.
pub(in crate::approvals) async fn call_off(
    visit: Visit,
    Path((number, position)): Path<(String, String)>,
    form: Submitted,
) -> Result<Response, HallError> {
    let (of, reason) = (number.clone(), form.data.text("reason").to_owned());
    let position = position.parse().unwrap_or(0);
    let work = move |act: &mut Act<'_>| actions::call_off(act, &of, position, &reason);
    visit.act(Power::HandleCases, &form.once, work).await?;
    let done = Phrase::of("已取消这次安排。", "It is called off.");
    Ok(visit.redirect(&board(&number), &done))
}
