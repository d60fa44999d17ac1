//! `/contacts/new`: the quick entry of somebody who asks, in one short form.

use super::view::{Typed, item_code};
use super::{asker, faults, items, keeper};
use crate::contacts::actions::{self, NewContact};
use crate::contacts::tally;
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
#[template(path = "contacts/pages/new.html")]
struct NewPage {
    chrome: Chrome,
    form: FormView,
    item: FieldView,
    items: Vec<(String, String)>,
    said: FieldView,
    way: FieldView,
    ticket: FieldView,
    who: Vec<FieldView>,
}

/// The empty form; a ticket may stand in the address.
pub(in crate::contacts) async fn show(
    visit: Visit,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, HallError> {
    let known = ["ticket", "item", "words", "way"];
    let pairs = pairs.into_iter().filter(|(name, _)| known.contains(&name.as_str())).collect();
    draw(&visit, &FormData::from_pairs(pairs), &FormErrors::new(), StatusCode::OK).await
}

/// Opens the contact, or shows the form again with everything typed.
pub(in crate::contacts) async fn create(
    visit: Visit,
    form: Submitted,
) -> Result<Response, HallError> {
    let mut errors = FormErrors::new();
    let new = NewContact {
        by: keeper(&visit)?,
        way: Way::from_word(form.data.text("way")).unwrap_or(Way::WalkIn),
        item: item_code(form.data.text("item")),
        words: form.data.text("words").chars().take(500).collect(),
        ticket: form.data.text("ticket").chars().take(20).collect(),
        asker: asker(&visit, &form.data, &mut errors),
    };
    if !errors.is_empty() {
        return draw(&visit, &form.data, &errors, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let outcome =
        visit.act(Power::KeepContacts, &form.once, move |act| actions::open(act, &new)).await;
    match outcome {
        Ok(done) => {
            tally::refresh(&visit.hall, visit.centre()?).await?;
            let told = Phrase::of("已登记，由您负责到底。", "Opened: you answer for it.");
            Ok(visit.redirect(&format!("/contacts/{}", done.number), &told))
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
    let mut way = typed.field("way", "怎么问的", "How");
    if way.value.is_empty() {
        Way::WalkIn.word().clone_into(&mut way.value);
    }
    let options = [Way::WalkIn, Way::Telephone, Way::Online]
        .into_iter()
        .map(|it| OptionView::new(it.word(), words.phrase(&it.phrase())));
    let item_hint =
        words.say("输入编码或名称选择；没有合适的就留空", "type and choose, or leave empty");
    let who_hint = words.say("可不填；填了会加密保存", "may be left out; kept sealed");
    visit.page_with(
        status,
        &NewPage {
            chrome: visit.chrome(words.say("首问登记", "Asked first"), Face::Office),
            form: FormView::new("/contacts", visit, errors),
            items: items(visit).await?,
            item: typed.field("item", "问哪个事项", "Which item").hint(item_hint),
            said: typed.field("words", "问的是什么", "What was asked"),
            way: way.options(options.collect()),
            ticket: typed
                .field("ticket", "票号", "Ticket")
                .hint(words.say("没有取号就不填", "empty where there was none")),
            who: vec![
                typed.field("name", "咨询人姓名", "Name").hint(who_hint),
                typed.field("phone", "电话", "Phone").hint(who_hint),
            ],
        },
    )
}
