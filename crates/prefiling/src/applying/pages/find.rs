//! `/centres/{centre}/applications`: which item; and `/applications/find`: what became of what was
//! filed, by its number and the last digits of the phone.

use super::{Place, slow_down, slow_down_guessing};
use crate::filings::door::{self as filings, prefix};
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use casework::cases::door as cases;
use counter::catalogue::door as catalogue;
use kit::db::CentreId;
use kit::form::{FieldView, FormData, FormErrors, FormView};
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit};
use office::posts::door as posts;
use reference::search::door as search;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "applying/pages/items.html")]
struct ItemsPage {
    chrome: Chrome,
    root: String,
    text: String,
    is_search: bool,
    /// Items that take filings: address and name.
    items: Vec<(String, String)>,
    /// Whether something was found that is done at the window only.
    has_others: bool,
}

#[derive(Template)]
#[template(path = "applying/pages/find.html")]
struct FindPage {
    chrome: Chrome,
    form: FormView,
    number: FieldView,
    digits: FieldView,
}

/// What is looked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::applying) struct Asked {
    text: String,
}

const FOUND_MAX: usize = 20;

/// Items of the centre that are filed for online.
pub(in crate::applying) async fn items(
    visit: Visit,
    Path(centre): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    slow_down(&visit)?;
    let (words, place) = (visit.words(), Place::of(&visit, CentreId(centre)).await?);
    let text: String = asked.text.trim().chars().take(100).collect();
    let found: Vec<_> = if text.is_empty() {
        let catalogue = catalogue::catalogue(&visit.hall, place.centre).await?;
        catalogue.items.values().cloned().collect()
    } else {
        let found = search::find(&visit.hall, place.centre, &text, FOUND_MAX).await?;
        found.iter().map(|it| it.item.clone()).collect()
    };
    let count = found.len();
    let items: Vec<(String, String)> = found
        .iter()
        .filter(|it| it.definition.handling.takes_prefiling())
        .map(|it| {
            let to = format!("{}/items/{}/application", place.root, it.code);
            (to, words.phrase(&it.definition.name()).to_owned())
        })
        .collect();
    visit.page(&ItemsPage {
        chrome: place.chrome(&visit, words.say("网上预申报", "Apply online")),
        root: format!("{}/applications", place.root),
        is_search: !text.is_empty(),
        has_others: items.len() < count && !text.is_empty(),
        text,
        items,
    })
}

/// Asks for number and digits.
pub(in crate::applying) async fn ask(visit: Visit) -> Result<Response, HallError> {
    slow_down(&visit)?;
    draw(&visit, (&FormData::default(), &FormErrors::new()))
}

/// On to the filing; a wrong number and wrong digits are told alike.
pub(in crate::applying) async fn find(
    visit: Visit,
    sent: Submitted,
) -> Result<Response, HallError> {
    slow_down_guessing(&visit)?;
    let number = sent.data.text("number").to_uppercase();
    let digits = sent.data.text("digits").to_owned();
    let fingerprint = cases::phone_fingerprint(&visit.hall.vault, &digits);
    let is_digits = digits.len() == 4 && digits.bytes().all(|it| it.is_ascii_digit());
    if let Some(centre) = centre_of(&visit, &number).await?.filter(|_| is_digits) {
        let of = number.clone();
        let held = visit.read(move |read| filings::by_number(read, centre, &of)).await?;
        let own = held.filter(|held| {
            let (applicant, agent) = held.content.parties.digits();
            applicant == fingerprint || agent == fingerprint
        });
        if let Some(held) = own {
            let to = format!("/applications/{centre}-{}", held.code);
            return Ok(visit.redirect(&to, &Phrase::of("", "")));
        }
    }
    let fault = Phrase::of(
        "没有找到：请核对预申报编号和手机号后四位（申请人或代办人的都可以）。",
        "Nothing found. Check the number and the last four digits of the phone; the applicant's or \
         that of who filed.",
    );
    draw(&visit, (&sent.data, &FormErrors::one("number", fault)))
}

/// The centre whose numbers begin like this one.
async fn centre_of(visit: &Visit, number: &str) -> Result<Option<CentreId>, HallError> {
    let Some(begin) = number.split('-').next().and_then(|it| it.parse::<i64>().ok()) else {
        return Ok(None);
    };
    let directory = posts::directory(&visit.hall).await?;
    Ok(directory.centres().map(|it| it.id).find(|centre| prefix(*centre) == begin))
}

fn draw(visit: &Visit, (data, errors): (&FormData, &FormErrors)) -> Result<Response, HallError> {
    let words = visit.words();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = FindPage {
        chrome: visit.chrome(words.say("查网上预申报", "Look up what you filed"), Face::Public),
        form: FormView::new("/applications/find", visit, errors),
        number: FieldView::new("number", words.say("预申报编号", "Number"))
            .hint(words.say("如 5101-20261123-001", "such as 5101-20261123-001"))
            .value(data.text("number"))
            .required()
            .fault(errors, words),
        digits: FieldView::new(
            "digits",
            words.say("手机号后四位", "Last four digits of the phone"),
        )
        .required()
        .fault(errors, words),
    };
    visit.page_with(status, &page)
}
