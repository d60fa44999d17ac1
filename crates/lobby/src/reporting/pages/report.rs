//! `/centres/{centre}/unresolved-matters`: what could not be done, in a resident's own words.

use crate::centres::{self, CentreFace};
use crate::reporting::reading::report;
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use kit::db::CentreId;
use kit::form::{FieldView, FormData, FormErrors, FormView, OptionView};
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Visit};
use threshold::contact::Way;
use threshold::contact::unresolved::Obstacle;

#[derive(Template)]
#[template(path = "reporting/pages/report.html")]
struct ReportPage {
    chrome: Chrome,
    root: String,
    form: FormView,
    obstacles: FieldView,
    said: FieldView,
    item: String,
    who: Vec<FieldView>,
    phone: String,
}

#[derive(Template)]
#[template(path = "reporting/pages/reported.html")]
struct ReportedPage {
    chrome: Chrome,
    root: String,
    number: String,
    phone: String,
}

/// The form; an item may stand in the address.
pub(in crate::reporting) async fn ask(
    visit: Visit,
    Path(centre): Path<i64>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, HallError> {
    let centre = centres::centre(&visit.hall, CentreId(centre)).await?;
    let item = pairs.into_iter().filter(|(name, _)| name == "item").collect();
    visit.page(&page(&visit, &centre, &FormData::from_pairs(item), &FormErrors::new()))
}

/// Takes it down, or shows the form again with everything typed.
pub(in crate::reporting) async fn create(
    visit: Visit,
    Path(centre): Path<i64>,
    form: Submitted,
) -> Result<Response, HallError> {
    let centre = centres::centre(&visit.hall, CentreId(centre)).await?;
    match report(&visit, &centre, &form, Way::Online).await {
        Ok(reported) => {
            let title = visit.words().say("已经收到您的反映", "We have your report");
            visit.page(&ReportedPage {
                chrome: centre.chrome(&visit, title, Face::Public),
                root: centre.path(),
                number: reported.number,
                phone: centre.phone.clone(),
            })
        }
        Err(HallError::Invalid(errors)) => {
            let again = page(&visit, &centre, &form.data, &errors);
            visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &again)
        }
        Err(error) => Err(error),
    }
}

fn page(visit: &Visit, centre: &CentreFace, data: &FormData, errors: &FormErrors) -> ReportPage {
    let words = visit.words();
    let field = |name: &str, label: &str| {
        FieldView::new(name, label).value(data.text(name)).fault(errors, words)
    };
    let chosen = data.all("obstacles");
    let mut obstacles =
        FieldView::new("obstacles", words.say("为什么没办成？可以选几个", "Why? Tick what fits"));
    obstacles.options = Obstacle::ALL
        .iter()
        .map(|it| {
            let name = it.phrase();
            let mut option = OptionView::new(it.word(), words.phrase(&name));
            option.is_chosen = chosen.contains(&it.word());
            option
        })
        .collect();
    let phone_hint = words.say("我们打这个电话告诉您结果", "we call you there with the result");
    ReportPage {
        chrome: centre.chrome(
            visit,
            words.say("办不成事，跟我们说", "Something could not be done? Tell us"),
            Face::Public,
        ),
        root: centre.path(),
        form: FormView::new(format!("{}/unresolved-matters", centre.path()), visit, errors),
        obstacles: obstacles.fault(errors, words),
        said: field(
            "words",
            words.say("是什么事，卡在哪里？", "What was it, and where did it stop?"),
        )
        .hint(words.say("说大白话就行", "in your own words")),
        item: data.text("item").to_owned(),
        who: vec![
            field("phone", words.say("您的电话", "Your phone")).hint(phone_hint).required(),
            field("name", words.say("怎么称呼您（可不填）", "Your name (may be left out)")),
        ],
        phone: centre.complaints.clone(),
    }
}
