//! One section of a draft: shown, its rows moved, saved, or told that somebody saved first.

use super::draft_of;
use crate::catalogue::door::{self, Draft, ItemRecord};
use crate::comparison::{Section, changes};
use crate::drafting::texts::{Texts, merged};
use crate::drafting::view::{PartView, place_of, section_view};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FormErrors, FormView};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Visit, Words};

#[derive(askama::Template)]
#[template(path = "drafting/pages/section.html")]
struct SectionPage {
    chrome: Chrome,
    form: FormView,
    code: String,
    section: &'static str,
    tabs: Vec<Tab>,
    parts: Vec<PartView>,
    keys: Vec<(String, String)>,
    notice: String,
    conflict: Option<Conflict>,
}

/// A neighbouring section.
struct Tab {
    word: &'static str,
    name: String,
    is_here: bool,
}

/// What somebody else saved meanwhile, beside what was typed here.
struct Conflict {
    sentence: String,
    differences: Vec<(String, String, String)>,
}

fn section_of(word: &str) -> Result<Section, HallError> {
    Section::from_word(word)
        .ok_or_else(|| HallError::not_found("没有这个分组。", "There is no such section."))
}

/// A draft's section with what stands in its fields.
struct Sheet<'a> {
    draft: &'a Draft,
    section: Section,
    texts: &'a Texts,
    errors: &'a FormErrors,
}

fn page(visit: &Visit, sheet: &Sheet<'_>) -> SectionPage {
    let words = visit.words();
    let Sheet { draft, section, texts, errors } = sheet;
    let code = draft.record.code.clone();
    let name = words.phrase(&section.phrase()).to_owned();
    let action = format!("/catalogue/items/{code}/draft/{}", section.word());
    SectionPage {
        chrome: visit.chrome(format!("{code} {} · {name}", draft.record.name.zh), Face::Office),
        form: FormView::new(action, visit, errors).version(draft.version),
        section: section.word(),
        tabs: Section::ALL
            .iter()
            .map(|it| Tab {
                word: it.word(),
                name: words.phrase(&it.phrase()).to_owned(),
                is_here: it == section,
            })
            .collect(),
        parts: section_view(*section, texts, errors, words),
        keys: keys(&draft.record, words),
        notice: String::new(),
        conflict: None,
        code,
    }
}

/// The keys that conditions may speak of: question, and its choices.
fn keys(record: &ItemRecord, words: Words) -> Vec<(String, String)> {
    record
        .questions
        .iter()
        .enumerate()
        .map(|(number, question)| {
            let key = match question.key.as_str() {
                "" => format!("q{}", number + 1),
                key => key.to_owned(),
            };
            let choices: Vec<String> = question
                .choices
                .iter()
                .map(|choice| format!("{} = {}", choice.key, choice.label.zh))
                .collect();
            let about = words.say(&question.text.zh, &question.text.en);
            let about = if about.is_empty() { &question.text.zh } else { about };
            (key, format!("{about} {}", choices.join("；")))
        })
        .collect()
}

/// The section as it was saved last.
pub(in crate::drafting) async fn show(
    visit: Visit,
    Path((code, section)): Path<(String, String)>,
) -> Result<Response, HallError> {
    let section = section_of(&section)?;
    let draft = draft_of(&visit, &code).await?;
    let texts = Texts::stored(&draft.record, section)?;
    let sheet = Sheet { draft: &draft, section, texts: &texts, errors: &FormErrors::new() };
    visit.page(&page(&visit, &sheet))
}

/// Saves the section, or moves its rows and shows it again with all that was typed.
pub(in crate::drafting) async fn save(
    visit: Visit,
    Path((code, section)): Path<(String, String)>,
    form: Submitted,
) -> Result<Response, HallError> {
    let section = section_of(&section)?;
    let mut draft = draft_of(&visit, &code).await?;
    let mut texts = Texts::typed(&form.data);
    let seen: i64 = form.data.text("version").parse().unwrap_or(0);
    if let Some((list, act)) = texts.row_act() {
        texts.perform(&list, act);
        // The form keeps the version it was opened at: moving a row is not saving.
        draft.version = seen;
        let sheet = Sheet { draft: &draft, section, texts: &texts, errors: &FormErrors::new() };
        let mut page = page(&visit, &sheet);
        let unsaved = ("行已调整，尚未保存。", "The rows are changed, not yet saved.");
        visit.words().say(unsaved.0, unsaved.1).clone_into(&mut page.notice);
        return visit.page(&page);
    }
    let mut errors = FormErrors::new();
    let record = merged(&draft.record, section, &texts, &mut errors)?;
    if let Err(faults) = record.definition() {
        for fault in faults {
            let place = place_of(&fault.path).map_or(fault.path, |(_, control)| control);
            errors.add(place, fault.fault);
        }
    }
    if !errors.is_empty() {
        draft.version = seen;
        let sheet = Sheet { draft: &draft, section, texts: &texts, errors: &errors };
        return visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page(&visit, &sheet));
    }
    let mine = record.clone();
    let saved = visit
        .act(Power::EditCatalogue, &form.once, move |act| door::save_draft(act, &record, seen))
        .await;
    match saved {
        Ok(_) => Ok(visit.redirect(
            &format!("/catalogue/items/{code}/draft/{}", section.word()),
            &kit::Phrase::of("已保存。", "Saved."),
        )),
        Err(HallError::Stale(sentence)) => {
            let sentence = visit.words().phrase(&sentence).to_owned();
            stale(&visit, (section, &texts, &mine), sentence, &code).await
        }
        Err(error) => Err(error),
    }
}

/// Shows both: what stands saved now, and what was typed, which can be saved over it.
async fn stale(
    visit: &Visit,
    (section, texts, mine): (Section, &Texts, &ItemRecord),
    sentence: String,
    code: &str,
) -> Result<Response, HallError> {
    let words = visit.words();
    let theirs = draft_of(visit, code).await?;
    let (before, after) = (door::definition_of(&theirs.record)?, door::definition_of(mine)?);
    let sheet = Sheet { draft: &theirs, section, texts, errors: &FormErrors::new() };
    let mut page = page(visit, &sheet);
    page.conflict = Some(Conflict {
        sentence,
        differences: changes(&before, &after)
            .into_iter()
            .filter(|change| place_in(change.section, section))
            .map(|change| {
                let text = |phrase: &kit::Phrase| words.phrase(phrase).to_owned();
                (text(&change.field), text(&change.before), text(&change.after))
            })
            .collect(),
    });
    visit.page_with(StatusCode::CONFLICT, &page)
}

/// Retention is edited with the basics and read out with the result; all else stands alike.
fn place_in(told: Section, edited: Section) -> bool {
    told == edited || (told == Section::Result && edited == Section::Basics)
}
