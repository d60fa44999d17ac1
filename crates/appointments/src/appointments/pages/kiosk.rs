//! `/centres/{centre}/kiosk/appointments`: checking in at the kiosk; the answer is a ticket.

use super::Place;
use crate::appointments::{actions, store};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kit::db::CentreId;
use kit::form::{FieldView, FormData, FormErrors, FormView};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::{Submitted, see_other};
use kit::{HallError, Phrase, Visit};
use reception::matters::door::phone_fingerprint;
use reception::queue::door::Ground;

#[derive(Template)]
#[template(path = "appointments/pages/kiosk.html")]
struct KioskPage {
    chrome: Chrome,
    root: String,
    form: FormView,
    number: FieldView,
    digits: FieldView,
}

/// The form.
pub(in crate::appointments) async fn ask(
    visit: Visit,
    Path(centre): Path<i64>,
) -> Result<Response, HallError> {
    draw(&visit, CentreId(centre), (&FormData::default(), &FormErrors::new())).await
}

async fn draw(
    visit: &Visit,
    centre: CentreId,
    (data, errors): (&FormData, &FormErrors),
) -> Result<Response, HallError> {
    let (words, place) = (visit.words(), Place::of(visit, centre).await?);
    let root = format!("{}/kiosk", place.root);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = KioskPage {
        chrome: place.chrome(visit, words.say("预约报到", "Check in"), Face::Kiosk),
        form: FormView::new(format!("{root}/appointments"), visit, errors),
        number: FieldView::new("number", words.say("预约号（数字）", "Number of the appointment"))
            .hint(words.say("预约单上的号，如 Y007 输入 7", "On your paper: for Y007 type 7"))
            .value(data.text("number"))
            .fault(errors, words),
        digits: FieldView::new(
            "digits",
            words.say("手机号后四位", "Last four digits of the phone"),
        )
        .fault(errors, words),
        root,
    };
    visit.page_with(status, &page)
}

/// The ticket, or the form again with what was wrong.
pub(in crate::appointments) async fn arrive(
    visit: Visit,
    Path(centre): Path<i64>,
    sent: Submitted,
) -> Result<Response, HallError> {
    let centre = CentreId(centre);
    super::slow_down(&visit)?;
    let outcome = async {
        let code = code_of(&visit, centre, &sent.data).await?;
        let ground = Ground::of(&visit.hall, centre).await?;
        let visitor = Visit { member: None, ..visit.clone() };
        let work = move |act: &mut kit::db::Act<'_>| actions::arrive(act, &code, &ground);
        visitor.act_in(centre, Power::Public, &sent.once, work).await
    };
    match outcome.await {
        Ok(ticket) => Ok(see_other(&format!("/centres/{centre}/kiosk/tickets/{}", ticket.code))),
        Err(HallError::Invalid(errors)) => draw(&visit, centre, (&sent.data, &errors)).await,
        Err(error @ HallError::Breach { .. }) => {
            let errors = FormErrors::one("", error.sentence());
            draw(&visit, centre, (&sent.data, &errors)).await
        }
        Err(error) => Err(error),
    }
}

/// Today's appointment of a number, for whoever knows the phone's last four digits.
async fn code_of(visit: &Visit, centre: CentreId, data: &FormData) -> Result<String, HallError> {
    let typed = data.text("number").trim().to_uppercase();
    let serial = typed.trim_start_matches('Y').parse::<u32>().unwrap_or(0);
    let number = format!("Y{serial:03}");
    let digits = phone_fingerprint(&visit.hall.vault, data.text("digits").trim());
    let today = visit.today();
    let held = visit
        .hall
        .db
        .read(move |read| store::by_number(read, centre, (today, &number)))
        .await?
        .filter(|held| held.digits == digits);
    held.map(|held| held.code).ok_or_else(|| {
        HallError::invalid(
            "number",
            Phrase::of(
                "今天没有这个预约，或者号码与手机后四位不符。请核对，或找导办人员。",
                "There is no such appointment today, or the digits do not fit. Check both, or ask \
                 the staff.",
            ),
        )
    })
}
