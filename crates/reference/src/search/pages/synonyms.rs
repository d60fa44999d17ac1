//! The list of synonyms, with a field to try what a query finds.

use crate::search::cache::Cache;
use crate::search::synonyms::Synonym;
use crate::search::{actions, door, shipped, store};
use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FieldView, FormData, FormErrors, FormView};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit};
use serde::Deserialize;

/// Results shown when a query is tried.
const TRIED_MAX: usize = 8;

#[derive(Template)]
#[template(path = "search/pages/synonyms.html")]
struct SynonymsPage {
    chrome: Chrome,
    form: FormView,
    may_edit: bool,
    word: FieldView,
    means: FieldView,
    query: String,
    tried: Vec<(String, String)>,
    synonyms: Vec<Line>,
}

struct Line {
    word: String,
    means: String,
}

/// What the page is asked for.
#[derive(Debug, Default, Deserialize)]
pub(in crate::search) struct Asked {
    /// A query to try.
    #[serde(default)]
    query: String,
}

/// `GET /catalogue/synonyms`
pub(in crate::search) async fn list(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let page = page(&visit, &FormData::default(), &FormErrors::new(), asked.query).await?;
    visit.page(&page)
}

async fn page(
    visit: &Visit,
    typed: &FormData,
    errors: &FormErrors,
    query: String,
) -> Result<SynonymsPage, HallError> {
    let (centre, words) = (visit.centre()?, visit.words());
    let (changes, revision) = visit
        .read(move |read| Ok((store::changes(read, centre)?, store::revision(read, centre)?)))
        .await?;
    let mut tried = Vec::new();
    if !query.trim().is_empty() {
        for found in door::find(&visit.hall, centre, &query, TRIED_MAX).await? {
            let name = words.phrase(&found.item.definition.name()).to_owned();
            tried.push((found.item.code.clone(), name));
        }
    }
    let synonyms = shipped::with_changes(changes)
        .into_values()
        .map(|it| Line { means: it.means.join("、"), word: it.word })
        .collect();
    Ok(SynonymsPage {
        chrome: visit.chrome(words.say("同义词", "Synonyms"), Face::Office),
        form: FormView::new("/catalogue/synonyms", visit, errors).version(revision),
        may_edit: visit.may(Power::EditCatalogue),
        word: FieldView::new("word", words.say("群众的说法", "What people say"))
            .value(typed.text("word"))
            .required()
            .fault(errors, words),
        means: FieldView::new("means", words.say("事项里的用词", "What the catalogue says"))
            .hint(words.say(
                "多个词用逗号隔开。已有的说法会被替换。",
                "Commas between several; a known word is replaced.",
            ))
            .value(typed.text("means"))
            .required()
            .fault(errors, words),
        query,
        tried,
        synonyms,
    })
}

/// The revision of the list the form was filled from.
fn seen(form: &FormData) -> i64 {
    form.text("version").parse().unwrap_or(0)
}

/// `POST /catalogue/synonyms`
pub(in crate::search) async fn create(
    visit: Visit,
    form: Submitted,
) -> Result<Response, HallError> {
    let parsed = Synonym::parse(form.data.text("word"), form.data.text("means"));
    let synonym = match parsed {
        Ok(synonym) => synonym,
        Err(fault) => {
            let mut errors = FormErrors::new();
            errors.add(fault.field(), fault.phrase());
            let page = page(&visit, &form.data, &errors, String::new()).await?;
            return visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    let (seen, word) = (seen(&form.data), synonym.word.clone());
    visit
        .act(Power::EditCatalogue, &form.once, move |act| actions::set(act, &synonym, seen))
        .await?;
    changed(&visit)?;
    let said = Phrase::new(
        format!("已保存：现在搜“{word}”可以找到对应事项。"),
        format!("Saved: a search for “{word}” finds these items now."),
    );
    Ok(visit.redirect("/catalogue/synonyms", &said))
}

/// `POST /catalogue/synonyms/removals`
pub(in crate::search) async fn remove(
    visit: Visit,
    form: Submitted,
) -> Result<Response, HallError> {
    let (seen, word) = (seen(&form.data), form.data.text("word").to_owned());
    let said = Phrase::new(format!("已删除“{word}”。"), format!("“{word}” was removed."));
    visit
        .act(Power::EditCatalogue, &form.once, move |act| actions::remove(act, &word, seen))
        .await?;
    changed(&visit)?;
    Ok(visit.redirect("/catalogue/synonyms", &said))
}

fn changed(visit: &Visit) -> Result<(), HallError> {
    visit.hall.shelf.get_or_default::<Cache>().doubt(visit.centre()?);
    Ok(())
}
