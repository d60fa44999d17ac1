//! A new item: code, name and mode, and the draft is open.

use crate::catalogue::door::{self, ItemRecord};
use crate::drafting::fields::MODES;
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FieldView, FormData, FormErrors, FormView};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit};

#[derive(askama::Template)]
#[template(path = "drafting/pages/start.html")]
struct StartPage {
    chrome: Chrome,
    form: FormView,
    code: FieldView,
    name: FieldView,
    english: FieldView,
    mode: FieldView,
    department: FieldView,
    station: FieldView,
}

/// The empty form.
pub(in crate::drafting) async fn show(visit: Visit) -> Result<Response, HallError> {
    visit.page(&page(&visit, &FormData::default(), &FormErrors::new()))
}

fn page(visit: &Visit, typed: &FormData, errors: &FormErrors) -> StartPage {
    let words = visit.words();
    let field = |name: &str, label: &str| {
        FieldView::new(name, label).value(typed.text(name)).fault(errors, words)
    };
    StartPage {
        chrome: visit.chrome(words.say("新建事项", "New item"), Face::Office),
        form: FormView::new("/catalogue/items", visit, errors),
        code: field("code", words.say("事项编码", "Item code"))
            .hint(words.say("部门代号-序号，如 NY-011", "Department key and number: NY-011"))
            .required(),
        name: field("name.zh", words.say("事项名称", "Name in Chinese")).required(),
        english: field("name.en", words.say("英文名称", "Name in English")),
        mode: FieldView::new("handling.mode", words.say("办理方式", "Mode"))
            .options(MODES(words))
            .value(typed.text("handling.mode")),
        department: field("authority.department", words.say("部门", "Department")),
        station: field("authority.station", words.say("承办机构", "Station that handles it")),
    }
}

/// Opens the draft of a new item.
pub(in crate::drafting) async fn create(
    visit: Visit,
    form: Submitted,
) -> Result<Response, HallError> {
    let mut record =
        ItemRecord { code: form.data.text("code").to_uppercase(), ..Default::default() };
    record.name.zh = form.data.text("name.zh").to_owned();
    record.name.en = form.data.text("name.en").to_owned();
    record.handling.mode = form.data.text("handling.mode").to_owned();
    record.authority.department = form.data.text("authority.department").to_owned();
    record.authority.station = form.data.text("authority.station").to_owned();
    record.handling.forms = vec!["1".to_owned()];
    record.handling.onsite_visits = 1;
    let made = visit
        .act(Power::EditCatalogue, &form.once, move |act| door::create_draft(act, &record))
        .await;
    match made {
        Ok(saved) => Ok(visit.redirect(
            &format!("/catalogue/items/{}/draft", saved.code),
            &Phrase::of(
                "草稿已建立，请逐节填写。",
                "The draft is open. Fill it in section by section.",
            ),
        )),
        Err(HallError::Invalid(errors)) => {
            visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page(&visit, &form.data, &errors))
        }
        Err(error) => Err(error),
    }
}
