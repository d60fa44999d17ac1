//! `/organisation`: all centres, and setting one up.

use super::inputs::{AsksKey, Draw, Form, Input};
use super::shown_again;
use crate::posts::actions;
use crate::posts::door::{self, State};
use crate::posts::record::{Centre, parse_centre_code};
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FieldView, FormData, FormErrors, FormView};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::{Submitted, other_centre, see_other};
use kit::{HallError, Phrase, Visit};

#[derive(askama::Template)]
#[template(path = "posts/pages/centres.html")]
struct CentresPage {
    chrome: Chrome,
    rows: Vec<CentreRow>,
}

struct CentreRow {
    id: i64,
    name: String,
    kind: String,
    hotline: String,
    departments: usize,
    windows: usize,
    posts: usize,
    state: String,
    is_open: bool,
}

/// `GET /organisation`
pub(in crate::posts) async fn list(visit: Visit) -> Result<Response, HallError> {
    if !visit.is_county() {
        return Ok(see_other(&format!("/organisation/{}", visit.centre()?)));
    }
    let words = visit.words();
    let directory = door::directory(&visit.hall).await?;
    let row = |it: &std::sync::Arc<door::CentreDirectory>| CentreRow {
        id: it.id.0,
        name: words.phrase(&it.centre.record.title()).to_owned(),
        kind: words.phrase(&it.centre.record.kind.phrase()).to_owned(),
        hotline: it.centre.record.hotline.clone(),
        departments: it.departments.iter().filter(|it| it.is_open()).count(),
        windows: it.windows_in_use().count(),
        posts: it.posts.iter().filter(|it| it.is_open()).count(),
        state: words.phrase(&it.centre.state.phrase()).to_owned(),
        is_open: it.centre.state == State::Open,
    };
    let page = CentresPage {
        chrome: visit.chrome(words.say("机构岗位", "Centres and posts"), Face::Office),
        rows: directory.all().map(row).collect(),
    };
    visit.page(&page)
}

#[derive(askama::Template)]
#[template(path = "posts/pages/new.html")]
struct NewPage {
    chrome: Chrome,
    form: FormView,
    inputs: Vec<Input>,
    back: String,
}

fn page(visit: &Visit, typed: &FormData, errors: &FormErrors) -> Result<Response, HallError> {
    let words = visit.words();
    let centre = Centre::typed(typed, None);
    let draw = Draw { words, errors, centre: None, asks_key: AsksKey::No };
    let code = FieldView::new("code", words.say("行政区划代码", "Division code"))
        .hint(words.say("乡镇为 9 位，如 990126101", "9 digits for a township, such as 990126101"))
        .value(typed.text("code"))
        .required()
        .fault(errors, words);
    let mut inputs = vec![Input { kind: "text", field: code }];
    inputs.extend(centre.inputs(&draw));
    let page = NewPage {
        chrome: visit.chrome(words.say("设立中心", "Set up a centre"), Face::Office),
        form: FormView::new("/organisation", visit, errors),
        inputs,
        back: "/organisation".into(),
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page_with(status, &page)
}

/// `GET /organisation/new`
pub(in crate::posts) async fn new(visit: Visit) -> Result<Response, HallError> {
    if !visit.is_county() {
        return Err(other_centre());
    }
    page(&visit, &FormData::default(), &FormErrors::new())
}

/// `POST /organisation`
pub(in crate::posts) async fn create(visit: Visit, form: Submitted) -> Result<Response, HallError> {
    if !visit.is_county() {
        return Err(other_centre());
    }
    let mut errors = FormErrors::new();
    let Some(id) = errors.take("code", parse_centre_code(form.data.text("code"))) else {
        return page(&visit, &form.data, &errors);
    };
    let centre = Centre::typed(&form.data, None);
    let made = visit
        .act_in(id, Power::ManageOrganisation, &form.once, move |act| actions::add(act, &centre));
    match made.await {
        Ok(()) => {
            door::changed(&visit.hall);
            let done = Phrase::of("中心已设立。", "The centre is set up.");
            Ok(visit.redirect(&format!("/organisation/{id}"), &done))
        }
        Err(error) => page(&visit, &form.data, &shown_again(error)?),
    }
}
