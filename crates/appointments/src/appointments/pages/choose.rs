//! `/centres/{centre}/appointments`: item, day, time, name and phone; one thing on each page.

use super::{Place, line, slow_down, wish};
use crate::appointments::actions;
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use counter::catalogue::door as catalogue;
use jiff::civil::Date;
use kit::db::CentreId;
use kit::form::{FieldView, FormData, FormErrors, FormView};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::{Submitted, query_pair};
use kit::{HallError, Phrase, Visit};
use reference::search::door as search;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "appointments/pages/choose.html")]
struct ChoosePage {
    chrome: Chrome,
    root: String,
    text: String,
    is_search: bool,
    /// Items found: address and name.
    items: Vec<(String, String)>,
    item: String,
    /// Days: address and name.
    days: Vec<(String, String)>,
    day: String,
    /// Times: address, clock and places left.
    times: Vec<(String, String, usize)>,
    back: String,
    form: FormView,
    hidden: Vec<(&'static str, String)>,
    time: String,
    name: FieldView,
    phone: FieldView,
}

/// What has been chosen so far.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::appointments) struct Asked {
    text: String,
    item: String,
    day: String,
    time: String,
}

const FOUND_MAX: usize = 12;

/// The next thing to choose.
pub(in crate::appointments) async fn show(
    visit: Visit,
    Path(centre): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    draw(&visit, CentreId(centre), asked, (&FormData::default(), &FormErrors::new())).await
}

/// Makes the appointment, or shows the page again with everything typed.
pub(in crate::appointments) async fn create(
    visit: Visit,
    Path(centre): Path<i64>,
    sent: Submitted,
) -> Result<Response, HallError> {
    slow_down(&visit)?;
    let centre = CentreId(centre);
    Place::of(&visit, centre).await?;
    let outcome = async {
        let wish = wish(&visit, centre, &sent.data).await?;
        let visitor = super::acting(&visit, centre);
        let work = move |act: &mut kit::db::Act<'_>| actions::book(act, &wish);
        visitor.act_in(centre, Power::Public, &sent.once, work).await
    };
    let errors = match outcome.await {
        Ok(made) => {
            let done = Phrase::of("预约成功。", "Your appointment is made.");
            return Ok(visit.redirect(&format!("/appointments/{centre}-{}", made.code), &done));
        }
        Err(HallError::Invalid(errors)) => errors,
        Err(error @ HallError::Breach { .. }) => FormErrors::one("", error.sentence()),
        Err(error) => return Err(error),
    };
    let text = |name: &str| sent.data.text(name).to_owned();
    let asked =
        Asked { text: String::new(), item: text("item"), day: text("day"), time: text("time") };
    draw(&visit, centre, asked, (&sent.data, &errors)).await
}

async fn draw(
    visit: &Visit,
    centre: CentreId,
    asked: Asked,
    (data, errors): (&FormData, &FormErrors),
) -> Result<Response, HallError> {
    let (words, place) = (visit.words(), Place::of(visit, centre).await?);
    let code = asked.item.trim().to_uppercase();
    let catalogue = catalogue::catalogue(&visit.hall, centre).await?;
    let item = catalogue.item(&code);
    let name = item.map(|it| words.phrase(&it.definition.name()).to_owned());
    let mut page = blank(visit, &place, (&asked, name), (data, errors));
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    if item.is_none() {
        page.items = items(visit, centre, &page).await?;
        return visit.page_with(status, &page);
    }
    let chosen = format!("{}?{}", page.root, query_pair("item", &code));
    let now_ms = visit.now_ms;
    let days = visit.read(move |read| actions::days(read, centre, now_ms)).await?;
    let day = asked.day.parse::<Date>().ok().filter(|day| days.contains(day));
    let Some(day) = day else {
        page.days = days
            .into_iter()
            .map(|day| {
                let to = format!("{chosen}&{}", query_pair("day", &day.to_string()));
                (to, words.date_and_weekday(day))
            })
            .collect();
        return visit.page_with(status, &page);
    };
    page.day = words.date_and_weekday(day);
    page.back.clone_from(&chosen);
    let line = line(visit, (centre, &code)).await?;
    let times = visit.read(move |read| actions::times(read, centre, (day, &line), now_ms)).await?;
    let of_day = format!("{chosen}&{}", query_pair("day", &day.to_string()));
    let is_open = times.iter().any(|(slot, left)| slot.clock() == asked.time && *left > 0);
    if is_open {
        page.time = asked.time;
        page.back = of_day;
    } else {
        page.times = times
            .into_iter()
            .map(|(slot, left)| {
                let clock = slot.clock();
                (format!("{of_day}&{}", query_pair("time", &clock)), clock, left)
            })
            .collect();
    }
    visit.page_with(status, &page)
}

/// The page before anything of the next step is known.
fn blank(
    visit: &Visit,
    place: &Place,
    (asked, item): (&Asked, Option<String>),
    (data, errors): (&FormData, &FormErrors),
) -> ChoosePage {
    let words = visit.words();
    let root = format!("{}/appointments", place.root);
    let code = asked.item.trim().to_uppercase();
    ChoosePage {
        chrome: place.chrome(visit, words.say("网上预约", "Make an appointment"), Face::Public),
        is_search: !asked.text.trim().is_empty(),
        items: Vec::new(),
        item: item.unwrap_or_default(),
        days: Vec::new(),
        day: String::new(),
        times: Vec::new(),
        back: root.clone(),
        form: FormView::new(root.clone(), visit, errors),
        hidden: vec![
            ("item", code.clone()),
            ("day", asked.day.clone()),
            ("time", asked.time.clone()),
        ],
        time: String::new(),
        name: FieldView::new("name", words.say("姓名", "Name"))
            .value(data.text("name"))
            .required()
            .fault(errors, words),
        phone: FieldView::new("phone", words.say("手机号码", "Phone"))
            .hint(words.say(
                "加密保存；报到时输入后四位。同一事项只能有一个预约。",
                "Kept sealed; its last four digits are asked on arrival. One appointment an item.",
            ))
            .value(data.text("phone"))
            .required()
            .fault(errors, words),
        text: asked.text.trim().to_owned(),
        root,
    }
}

async fn items(
    visit: &Visit,
    centre: CentreId,
    page: &ChoosePage,
) -> Result<Vec<(String, String)>, HallError> {
    if !page.is_search {
        return Ok(Vec::new());
    }
    let found = search::find(&visit.hall, centre, &page.text, FOUND_MAX).await?;
    let words = visit.words();
    Ok(found
        .iter()
        .map(|it| {
            let to = format!("{}?{}", page.root, query_pair("item", &it.item.code));
            (to, words.phrase(&it.item.definition.name()).to_owned())
        })
        .collect())
}
