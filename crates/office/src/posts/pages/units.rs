//! `/organisation/{centre}/{nouns}`: adding, changing, closing one unit; the same for all four.

use super::inputs::{AsksKey, Draw, Form, Input, turns};
use super::{own_or_county, parse_centre, shown_again};
use crate::posts::actions::{self, Because, Turn};
use crate::posts::door::{self, Held};
use crate::posts::events::Noun;
use crate::posts::record::{Centre, Department, Post, Window};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kit::db::CentreId;
use kit::form::{FieldView, FormData, FormErrors, FormView};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::{Submitted, other_centre};
use kit::{HallError, Phrase, Visit};

#[derive(askama::Template)]
#[template(path = "posts/pages/new.html")]
struct NewPage {
    chrome: Chrome,
    form: FormView,
    inputs: Vec<Input>,
    back: String,
}

#[derive(askama::Template)]
#[template(path = "posts/pages/unit.html")]
struct UnitPage {
    chrome: Chrome,
    form: FormView,
    state: String,
    last_reason: String,
    inputs: Vec<Input>,
    reason: FieldView,
    turns: Vec<TurnView>,
    can_change: bool,
    back: String,
}

struct TurnView {
    action: String,
    label: &'static str,
    key: String,
}

/// Calls `$body` with `$unit` standing for the type behind a noun of an address.
macro_rules! by_noun {
    ($noun:expr, $unit:ident => $body:expr) => {
        match $noun {
            "details" => {
                type $unit = Centre;
                $body
            }
            "departments" => {
                type $unit = Department;
                $body
            }
            "windows" => {
                type $unit = Window;
                $body
            }
            "posts" => {
                type $unit = Post;
                $body
            }
            _ => Err(actions::not_there()),
        }
    };
}

/// Where a unit stands in the addresses.
#[derive(Clone, Debug)]
struct Place {
    centre: CentreId,
    noun: String,
    key: String,
}

impl Place {
    fn parse(visit: &Visit, centre: &str, noun: String, key: String) -> Result<Self, HallError> {
        let centre = parse_centre(centre)?;
        own_or_county(visit, centre)?;
        Ok(Self { centre, noun, key })
    }

    fn back(&self) -> String {
        format!("/organisation/{}", self.centre)
    }

    fn path(&self) -> String {
        format!("{}/{}/{}", self.back(), self.noun, self.key)
    }
}

/// `GET /organisation/{centre}/{nouns}/new`
pub(in crate::posts) async fn new(
    visit: Visit,
    Path((centre, noun)): Path<(String, String)>,
) -> Result<Response, HallError> {
    let place = Place::parse(&visit, &centre, noun, String::new())?;
    if place.noun == "details" {
        return Err(actions::not_there());
    }
    let (typed, errors) = (FormData::default(), FormErrors::new());
    by_noun!(place.noun.as_str(), Of => new_page::<Of>(&visit, &place, &typed, &errors).await)
}

async fn new_page<F: Form>(
    visit: &Visit,
    place: &Place,
    typed: &FormData,
    errors: &FormErrors,
) -> Result<Response, HallError> {
    let words = visit.words();
    let directory = door::directory(&visit.hall).await?;
    let centre = directory.centre(place.centre).ok_or_else(actions::not_there)?;
    let draw = Draw { words, errors, centre: Some(centre), asks_key: AsksKey::Yes };
    let action = format!("{}/{}", place.back(), place.noun);
    let page = NewPage {
        chrome: visit.chrome(words.fill("设立{}", "New: {}", &[&F::noun(words)]), Face::Office),
        form: FormView::new(action, visit, errors),
        inputs: F::typed(typed, None).inputs(&draw),
        back: place.back(),
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page_with(status, &page)
}

/// `POST /organisation/{centre}/{nouns}`
pub(in crate::posts) async fn create(
    visit: Visit,
    Path((centre, noun)): Path<(String, String)>,
    form: Submitted,
) -> Result<Response, HallError> {
    let place = Place::parse(&visit, &centre, noun, String::new())?;
    if place.noun == "details" {
        return Err(actions::not_there());
    }
    by_noun!(place.noun.as_str(), Of => create_unit::<Of>(&visit, &place, &form).await)
}

async fn create_unit<F: Form>(
    visit: &Visit,
    place: &Place,
    form: &Submitted,
) -> Result<Response, HallError> {
    let record = F::typed(&form.data, None);
    let made = visit.act_in(place.centre, Power::ManageOrganisation, &form.once, move |act| {
        actions::add(act, &record)
    });
    match made.await {
        Ok(()) => Ok(done(visit, &place.back())),
        Err(error) => new_page::<F>(visit, place, &form.data, &shown_again(error)?).await,
    }
}

fn done(visit: &Visit, to: &str) -> Response {
    door::changed(&visit.hall);
    visit.redirect(to, &Phrase::of("已办理，并记入台账。", "Done, and kept in the journal."))
}

/// `GET /organisation/{centre}/{nouns}/{key}`
pub(in crate::posts) async fn show(
    visit: Visit,
    Path((centre, noun, key)): Path<(String, String, String)>,
) -> Result<Response, HallError> {
    let place = Place::parse(&visit, &centre, noun, key)?;
    let errors = FormErrors::new();
    by_noun!(place.noun.as_str(), Of => unit_page::<Of>(&visit, &place, None, &errors).await)
}

async fn unit_page<F: Form>(
    visit: &Visit,
    place: &Place,
    typed: Option<&FormData>,
    errors: &FormErrors,
) -> Result<Response, HallError> {
    let words = visit.words();
    let directory = door::directory(&visit.hall).await?;
    let (id, key) = (place.centre, place.key.clone());
    let held: Held<F> =
        visit.read(move |read| F::find(read, id, &key)?.ok_or_else(actions::not_there)).await?;
    let centre = directory.centre(id).map(AsRef::as_ref);
    let draw = Draw { words, errors, centre, asks_key: AsksKey::No };
    let key = held.record.key();
    let record = typed.map(|typed| F::typed(typed, Some(&key)));
    let reason = typed.map(|it| it.text("reason")).unwrap_or_default();
    let path = place.path();
    let turn =
        |(noun, label)| TurnView { action: format!("{path}/{noun}"), label, key: visit.form_key() };
    let state = held.state.phrase();
    let may_turn = F::NOUN != Noun::Centre || visit.is_county();
    let on_offer = turns(held.state, F::NOUN == Noun::Window, words);
    let page = UnitPage {
        chrome: visit.chrome(
            words.fill("{}：{}", "{}: {}", &[&F::noun(words), &held.record.title(words)]),
            Face::Office,
        ),
        form: FormView::new(format!("{path}/change"), visit, errors).version(held.version),
        state: words.phrase(&state).to_owned(),
        last_reason: held.reason.clone(),
        inputs: record.as_ref().unwrap_or(&held.record).inputs(&draw),
        reason: FieldView::new("reason", words.say("变更理由", "Reason of the change"))
            .value(reason)
            .required()
            .fault(errors, words),
        turns: on_offer.into_iter().filter(|_| may_turn).map(turn).collect(),
        can_change: held.state != door::State::Closed,
        back: place.back(),
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page_with(status, &page)
}

fn because(form: &FormData) -> Because {
    Because {
        seen: form.text("version").parse().unwrap_or(0),
        reason: form.text("reason").chars().take(500).collect(),
    }
}

/// `POST /organisation/{centre}/{nouns}/{key}/{act}`: change, closure, reopening, pause,
/// resumption.
pub(in crate::posts) async fn act(
    visit: Visit,
    Path((centre, noun, key, act)): Path<(String, String, String, String)>,
    form: Submitted,
) -> Result<Response, HallError> {
    let place = Place::parse(&visit, &centre, noun, key)?;
    let name = place.noun.clone();
    by_noun!(name.as_str(), Of => act_on::<Of>(&visit, &place, &act, &form).await)
}

async fn act_on<F: Form>(
    visit: &Visit,
    place: &Place,
    act: &str,
    form: &Submitted,
) -> Result<Response, HallError> {
    let (because, key, power) = (because(&form.data), place.key.clone(), Power::ManageOrganisation);
    let outcome = if act == "change" {
        let record = F::typed(&form.data, Some(&key));
        let work = move |act: &mut kit::db::Act<'_>| actions::change(act, &record, &because);
        visit.act_in(place.centre, power, &form.once, work).await
    } else {
        let turn = Turn::parse(act).ok_or_else(actions::not_there)?;
        if F::NOUN == Noun::Centre && !visit.is_county() {
            return Err(other_centre());
        }
        let work = move |act: &mut kit::db::Act<'_>| actions::turn::<F>(act, &key, turn, &because);
        visit.act_in(place.centre, power, &form.once, work).await
    };
    match outcome {
        Ok(()) => Ok(done(visit, &place.back())),
        Err(error) => {
            let errors = shown_again(error)?;
            let typed = (act == "change").then_some(&form.data);
            unit_page::<F>(visit, place, typed, &errors).await
        }
    }
}
