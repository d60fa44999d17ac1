//! `/appointments`: the appointments of a day, for the guide at the door and the windows.

use super::held::item_name;
use super::parse;
use crate::appointments::{actions, store};
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::Date;
use kit::form::{FormErrors, FormView};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit};
use reception::queue::door::Ground;
use serde::Deserialize;
use threshold::appointment::Standing;

#[derive(Template)]
#[template(path = "appointments/pages/day.html")]
struct DayPage {
    chrome: Chrome,
    form: FormView,
    day: String,
    day_name: String,
    rows: Vec<Row>,
    public: String,
}

struct Row {
    time: String,
    number: String,
    item: String,
    who: String,
    phone: String,
    standing: String,
    /// Where the arrival is told; empty where there is none to tell.
    arrival: String,
    key: String,
}

/// Which day.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::appointments) struct Asked {
    day: String,
}

/// The list.
pub(in crate::appointments) async fn show(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let day = asked.day.parse().unwrap_or_else(|_| visit.today());
    draw(&visit, day, &FormErrors::new()).await
}

async fn draw(visit: &Visit, day: Date, errors: &FormErrors) -> Result<Response, HallError> {
    let (words, centre) = (visit.words(), visit.centre()?);
    let held = visit.read(move |read| store::of_day(read, centre, day)).await?;
    let may_serve = visit.may(Power::ServeQueue) && day == visit.today();
    let rows = held
        .iter()
        .map(|it| Row {
            time: it.appointment.slot.clock(),
            number: it.number.clone(),
            item: item_name(it, visit),
            who: it.asker.masked().to_owned(),
            phone: it.asker.phone_masked().to_owned(),
            standing: words.phrase(&it.appointment.standing.phrase()).to_owned(),
            arrival: if may_serve && it.appointment.standing == Standing::Booked {
                format!("/appointments/{centre}-{}/arrival", it.code)
            } else {
                String::new()
            },
            key: visit.form_key(),
        })
        .collect();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = DayPage {
        chrome: visit.chrome(words.say("预约", "Appointments"), Face::Office),
        form: FormView::new("/appointments", visit, errors),
        day: day.to_string(),
        day_name: words.date_and_weekday(day),
        public: format!("/centres/{centre}/appointments"),
        rows,
    };
    visit.page_with(status, &page)
}

/// `POST /appointments/{name}/arrival`: somebody of the staff checks a visitor in.
pub(in crate::appointments) async fn arrive(
    visit: Visit,
    Path(name): Path<String>,
    sent: Submitted,
) -> Result<Response, HallError> {
    let (centre, code) = parse(&name)?;
    if centre != visit.centre()? {
        return Err(actions::unknown());
    }
    let ground = Ground::of_visit(&visit).await?;
    let work = move |act: &mut kit::db::Act<'_>| actions::arrive(act, &code, &ground);
    match visit.act(Power::ServeQueue, &sent.once, work).await {
        Ok(ticket) => {
            let number = &ticket.number;
            let done =
                Phrase::new(format!("已报到，号码 {number}。"), format!("Checked in: {number}."));
            Ok(visit.redirect("/appointments", &done))
        }
        Err(error @ HallError::Breach { .. }) => {
            draw(&visit, visit.today(), &FormErrors::one("", error.sentence())).await
        }
        Err(error) => Err(error),
    }
}
