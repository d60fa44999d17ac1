//! An item: its state, its versions, what the version in force says; withdrawal.

use super::definition::DefinitionView;
use crate::catalogue::store::{self, ItemLine, Version};
use crate::catalogue::{actions, door};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FieldView, FormErrors, FormView};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit, Words};

#[derive(askama::Template)]
#[template(path = "catalogue/pages/item.html")]
struct ItemPage {
    chrome: Chrome,
    form: FormView,
    reason: FieldView,
    last_day: FieldView,
    line: ItemLine,
    light: &'static str,
    state: &'static str,
    versions: Vec<VersionLine>,
    shown: i64,
    view: Option<DefinitionView>,
    may_edit: bool,
    may_withdraw: bool,
}

struct VersionLine {
    version: i64,
    published: String,
    by: String,
    ended: String,
}

/// The item as it is in force, or as it was last.
pub(in crate::catalogue) async fn show(
    visit: Visit,
    Path(code): Path<String>,
) -> Result<Response, HallError> {
    let page = page(&visit, &code, 0, &FormErrors::new()).await?;
    visit.page(&page)
}

/// One of its versions.
pub(in crate::catalogue) async fn version(
    visit: Visit,
    Path((code, version)): Path<(String, i64)>,
) -> Result<Response, HallError> {
    let page = page(&visit, &code, version, &FormErrors::new()).await?;
    visit.page(&page)
}

/// The page with the version asked for; 0 is the newest.
async fn page(
    visit: &Visit,
    code: &str,
    asked: i64,
    errors: &FormErrors,
) -> Result<ItemPage, HallError> {
    let words = visit.words();
    let (centre, wanted) = (visit.centre()?, code.to_owned());
    let (line, versions) = visit
        .read(move |read| {
            let line = store::item(read, centre, &wanted)?;
            Ok((line, store::versions(read, centre, &wanted)?))
        })
        .await?;
    let line = line.ok_or_else(|| actions::unknown(code))?;
    let chosen = match asked {
        0 => versions.first(),
        asked => {
            let found = versions.iter().find(|version| version.version == asked);
            Some(found.ok_or_else(|| actions::unknown(code))?)
        }
    };
    let view = match chosen {
        Some(version) => Some(DefinitionView::of(&door::definition_of(&version.record)?, words)),
        None => None,
    };
    let (light, state) = super::state(&line, words);
    Ok(ItemPage {
        chrome: visit.chrome(format!("{code} {}", line.name), Face::Office),
        form: FormView::new(format!("/catalogue/items/{code}/withdrawal"), visit, errors),
        reason: FieldView::new("reason", words.say("下线理由", "Why it is withdrawn"))
            .fault(errors, words)
            .required(),
        last_day: FieldView::new("last_day", words.say("有效期至", "Last day"))
            .hint(words.say("留空为长期有效", "Leave empty where it is open"))
            .value(versions.first().map_or("", |version| version.last_day.as_str()))
            .fault(errors, words),
        light,
        state,
        shown: chosen.map_or(0, |version| version.version),
        versions: versions.iter().map(|version| version_line(version, words)).collect(),
        view,
        may_edit: visit.may(Power::EditCatalogue),
        may_withdraw: visit.may(Power::PublishCatalogue) && line.current_version > 0,
        line,
    })
}

fn version_line(version: &Version, words: Words) -> VersionLine {
    VersionLine {
        version: version.version,
        published: words.instant(version.published_at_ms),
        by: version.published_by.clone(),
        ended: if version.ended_at_ms == 0 && version.last_day.is_empty() {
            words.say("现行有效", "in force").to_owned()
        } else if version.ended_at_ms == 0 {
            words.fill("有效期至 {}", "in force until {}", &[&version.last_day])
        } else {
            words.fill(
                "{} 失效：{}",
                "ended {}: {}",
                &[&words.instant(version.ended_at_ms), &end_reason(version, words)],
            )
        },
    }
}

/// Reasons of the house itself in the reader's language; a clerk's as it was written.
fn end_reason(version: &Version, words: Words) -> &str {
    match version.end_reason.as_str() {
        store::REPLACED => words.say(store::REPLACED, "a newer version came into force"),
        actions::EXPIRED => words.say(actions::EXPIRED, "its last day has passed"),
        reason => reason,
    }
}

/// Gives the version in force a last day, or frees it of one.
pub(in crate::catalogue) async fn bound(
    visit: Visit,
    Path(code): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let wanted = code.clone();
    let done = match actions::last_day(form.data.text("last_day")) {
        Ok(last_day) => {
            let act = visit.act(Power::PublishCatalogue, &form.once, move |act| {
                actions::set_validity(act, &wanted, last_day)
            });
            act.await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => {
            let message = Phrase::of("有效期已保存。", "The last day is saved.");
            Ok(visit.redirect(&format!("/catalogue/items/{code}"), &message))
        }
        Err(HallError::Invalid(errors)) => {
            let mut page = page(&visit, &code, 0, &errors).await?;
            page.last_day = page.last_day.value(form.data.text("last_day"));
            visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error),
    }
}

/// Withdraws the item from the offer, with a reason.
pub(in crate::catalogue) async fn withdraw(
    visit: Visit,
    Path(code): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let (wanted, reason) = (code.clone(), form.data.text("reason").to_owned());
    let done = visit
        .act(Power::PublishCatalogue, &form.once, move |act| {
            actions::withdraw(act, &wanted, &reason)
        })
        .await;
    match done {
        Ok(()) => {
            door::changed(&visit.hall, visit.centre()?);
            let message = Phrase::of(
                "事项已下线，在办办件不受影响。",
                "The item is withdrawn; open cases go on.",
            );
            Ok(visit.redirect(&format!("/catalogue/items/{code}"), &message))
        }
        Err(HallError::Invalid(errors)) => {
            let page = page(&visit, &code, 0, &errors).await?;
            visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error),
    }
}
