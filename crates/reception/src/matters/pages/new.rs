//! `/unresolved-matters/new`: a matter is taken down at the window.

use crate::contacts::door::view::{Typed, item_code, obstacles_of};
use crate::contacts::door::{asker, faults, items, keeper};
use crate::matters::actions::{self, NewMatter};
use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FieldView, FormData, FormErrors, FormView, OptionView};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit};
use threshold::contact::Way;

#[derive(Template)]
#[template(path = "matters/pages/new.html")]
struct NewPage {
    chrome: Chrome,
    form: FormView,
    obstacles: FieldView,
    item: FieldView,
    items: Vec<(String, String)>,
    said: FieldView,
    way: FieldView,
    who: Vec<FieldView>,
    /// The first contact it comes from; may be empty.
    contact: String,
}

/// The empty form; the first contact it comes from may stand in the address.
pub(in crate::matters) async fn show(
    visit: Visit,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, HallError> {
    let known = ["contact", "item", "way"];
    let pairs = pairs.into_iter().filter(|(name, _)| known.contains(&name.as_str())).collect();
    draw(&visit, &FormData::from_pairs(pairs), &FormErrors::new(), StatusCode::OK).await
}

/// Takes it down, or shows the form again with everything typed.
pub(in crate::matters) async fn create(
    visit: Visit,
    form: Submitted,
) -> Result<Response, HallError> {
    let mut errors = FormErrors::new();
    let new = NewMatter {
        by: Some(keeper(&visit)?),
        way: Way::from_word(form.data.text("way")).unwrap_or(Way::WalkIn),
        item: item_code(form.data.text("item")),
        obstacles: obstacles_of(&form.data),
        words: form.data.text("words").chars().take(1_000).collect(),
        contact: form.data.text("contact").chars().take(40).collect(),
        asker: asker(&visit, &form.data, &mut errors),
    };
    if !errors.is_empty() {
        return draw(&visit, &form.data, &errors, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let outcome =
        visit.act(Power::KeepContacts, &form.once, move |act| actions::report(act, &new)).await;
    match outcome {
        Ok(done) => {
            let told = Phrase::of("已登记。请承办或等待同事承办。", "Taken down; accept it next.");
            Ok(visit.redirect(&format!("/unresolved-matters/{}", done.number), &told))
        }
        Err(error) => {
            let (errors, status) = faults(error)?;
            draw(&visit, &form.data, &errors, status).await
        }
    }
}

async fn draw(
    visit: &Visit,
    data: &FormData,
    errors: &FormErrors,
    status: StatusCode,
) -> Result<Response, HallError> {
    let words = visit.words();
    let typed = Typed { data, errors, words };
    let mut way = typed.field("way", "怎么反映的", "How");
    if way.value.is_empty() {
        Way::WalkIn.word().clone_into(&mut way.value);
    }
    let options = [Way::WalkIn, Way::Telephone]
        .into_iter()
        .map(|it| OptionView::new(it.word(), words.phrase(&it.phrase())));
    let phone_hint = words.say("留了才能告知结果、凭它查进展", "for telling the result");
    visit.page_with(
        status,
        &NewPage {
            chrome: visit.chrome(words.say("登记办不成事", "Take a matter down"), Face::Office),
            form: FormView::new("/unresolved-matters", visit, errors),
            items: items(visit).await?,
            obstacles: typed.obstacles("为什么没办成", "What stood in the way"),
            item: typed
                .field("item", "哪个事项", "Which item")
                .hint(words.say("没有合适的就留空", "leave empty where none fits")),
            said: typed.field("words", "群众怎么说", "In the resident's words"),
            way: way.options(options.collect()),
            contact: data.text("contact").to_owned(),
            who: vec![
                typed.field("name", "反映人姓名", "Name"),
                typed.field("phone", "电话", "Phone").hint(phone_hint),
            ],
        },
    )
}
