//! One item: how far it is handled here, and the form to change it.

use super::ItemLine;
use crate::stationing::report::Source;
use crate::stationing::{actions, door, store};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FieldView, FormData, FormErrors, FormView, OptionView};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit};
use rulebook::stationing::{ItemStanding, StationingLevel};

#[derive(Template)]
#[template(path = "stationing/pages/item.html")]
struct ItemPage {
    chrome: Chrome,
    department: String,
    line: ItemLine,
    form: FormView,
    level: FieldView,
    reason: FieldView,
    alignment: FormView,
    is_own_standing: bool,
    may_edit: bool,
}

/// `GET /stationing/items/{code}`
pub(in crate::stationing) async fn show(
    visit: Visit,
    Path(code): Path<String>,
) -> Result<Response, HallError> {
    let page = page(&visit, &code, None, &FormErrors::new()).await?;
    visit.page(&page)
}

async fn page(
    visit: &Visit,
    code: &str,
    typed: Option<&FormData>,
    errors: &FormErrors,
) -> Result<ItemPage, HallError> {
    let (centre, words) = (visit.centre()?, visit.words());
    let item = door::item(&visit.hall, centre, code).await?.ok_or_else(actions::unknown_item)?;
    let wanted = code.to_owned();
    let own = visit.read(move |read| store::own_standing(read, centre, &wanted)).await?;
    let revision = typed.map_or_else(|| own.map_or(0, |it| it.revision), seen);
    let options = StationingLevel::ALL
        .iter()
        .rev()
        .filter(|level| **level <= item.target)
        .map(|level| OptionView::new(level.word(), words.phrase(&level.phrase())))
        .collect();
    let value = |name: &str, now: &str| {
        typed.map_or_else(|| now.to_owned(), |typed| typed.text(name).to_owned())
    };
    let hint = words.say(
        "低于应达到的程度时必填：是什么限制、何时解决。",
        "Needed where it falls short: the obstacle, and when it will be removed.",
    );
    let address = |noun: &str| format!("/stationing/items/{code}/{noun}");
    Ok(ItemPage {
        chrome: visit.chrome(words.phrase(&item.name), Face::Office),
        department: item.department.clone(),
        form: FormView::new(address("standing"), visit, errors).version(revision),
        level: FieldView::new("level", words.say("进驻程度", "Level"))
            .options(options)
            .value(value("level", item.level.word()))
            .required()
            .fault(errors, words),
        reason: FieldView::new("reason", words.say("原因", "Reason"))
            .hint(hint)
            .value(value("reason", &item.reason))
            .fault(errors, words),
        alignment: FormView::new(address("alignment"), visit, &FormErrors::new()).version(revision),
        is_own_standing: item.source == Source::Own,
        may_edit: visit.may(Power::EditStationing),
        line: ItemLine::new(&item, words),
    })
}

fn seen(form: &FormData) -> i64 {
    form.text("version").parse().unwrap_or(0)
}

/// `POST /stationing/items/{code}/standing`
pub(in crate::stationing) async fn change(
    visit: Visit,
    Path(code): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let level = StationingLevel::from_word(form.data.text("level")).ok_or_else(|| {
        HallError::invalid("level", Phrase::of("请从列表中选择。", "Choose one of the list."))
    });
    let (seen, to) = (seen(&form.data), format!("/stationing/items/{code}"));
    let reason = form.data.text("reason").to_owned();
    let outcome = match level {
        Ok(level) => {
            let (standing, wanted) = (ItemStanding { level, reason }, code.clone());
            visit
                .act(Power::EditStationing, &form.once, move |act| {
                    actions::change_item(act, &wanted, &standing, seen)
                })
                .await
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => {
            let said = Phrase::of("进驻程度已更新。", "The level was updated.");
            Ok(visit.redirect(&to, &said))
        }
        Err(HallError::Invalid(errors)) => {
            let page = page(&visit, &code, Some(&form.data), &errors).await?;
            visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error),
    }
}

/// `POST /stationing/items/{code}/alignment`: the item follows its department again.
pub(in crate::stationing) async fn align(
    visit: Visit,
    Path(code): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let (seen, to) = (seen(&form.data), format!("/stationing/items/{code}"));
    visit
        .act(Power::EditStationing, &form.once, move |act| actions::align_item(act, &code, seen))
        .await?;
    let said = Phrase::of("该事项重新随站所。", "The item follows its department again.");
    Ok(visit.redirect(&to, &said))
}
