//! `/centres/{centre}/kiosk/items/{code}/checklist`: one question on each screen, then *my* list.

use super::guide::item;
use crate::guide::{ChecklistView, QuestionView, qr};
use crate::kiosk::Kiosk;
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use kit::shell::Chrome;
use kit::visit::query_pair;
use kit::{HallError, Visit};
use rulebook::checklist::Checklist;
use rulebook::condition::{Answers, Key};
use rulebook::item::{Question, Scenario};

#[derive(Template)]
#[template(path = "kiosk/pages/question.html")]
struct QuestionPage {
    chrome: Chrome,
    here: String,
    up: String,
    question: QuestionView,
    given: Vec<(String, String)>,
    /// The question before; empty at the first.
    before: String,
    key: String,
    place: String,
}

#[derive(Template)]
#[template(path = "kiosk/pages/checklist.html")]
struct ChecklistPage {
    chrome: Chrome,
    checklist: ChecklistView,
    again: String,
    guide: String,
    qr: String,
    today: String,
}

/// Marks a question that somebody could not answer.
const SKIPPED: &str = "skip";

/// What the address carries: answers, and what was passed over.
struct Given(Vec<(String, String)>);

impl Given {
    fn texts(&self, key: &Key) -> Vec<String> {
        let name = format!("q.{key}");
        self.0.iter().filter(|(it, _)| *it == name).map(|(_, text)| text.clone()).collect()
    }

    fn is_skipped(&self, key: &Key) -> bool {
        self.0.iter().any(|(name, value)| name == SKIPPED && value == key.as_str())
    }

    /// Everything but the answer to one question.
    fn without(&self, key: &Key) -> Vec<(String, String)> {
        let name = format!("q.{key}");
        let is_ours = |it: &&(String, String)| it.0.starts_with("q.") || it.0 == SKIPPED;
        self.0.iter().filter(is_ours).filter(|(it, _)| *it != name).cloned().collect()
    }

    /// The address of the question before: all but the last answer; empty where none was given.
    fn before(&self, here: &str) -> String {
        let ours = |it: &&(String, String)| it.0.starts_with("q.") || it.0 == SKIPPED;
        let mut kept: Vec<&(String, String)> = self.0.iter().filter(ours).collect();
        let Some(last) = kept.pop() else { return String::new() };
        // Several choices are one answer; questions passed over are one each.
        while last.0 != SKIPPED && kept.last().is_some_and(|it| it.0 == last.0) {
            kept.pop();
        }
        let pairs: Vec<String> =
            kept.into_iter().map(|(name, value)| query_pair(name, value)).collect();
        if pairs.is_empty() { here.to_owned() } else { format!("{here}?{}", pairs.join("&")) }
    }

    /// The answers alone, for the guide on a phone.
    fn answers_query(&self) -> String {
        let answers = self.0.iter().filter(|(name, _)| name.starts_with("q."));
        let pairs: Vec<String> = answers.map(|(name, value)| query_pair(name, value)).collect();
        if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
    }
}

/// The next question, or the list.
pub(in crate::kiosk) async fn show(
    visit: Visit,
    Path((centre, code)): Path<(i64, String)>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, HallError> {
    let (words, today) = (visit.words(), visit.today());
    let kiosk = Kiosk::in_centre(&visit, centre).await?;
    let item = item(&visit, &kiosk, &code).await?;
    let (given, scenario) = (Given(query), &item.definition.scenario);
    let (answers, faults) = scenario.read(today, |key| given.texts(key));
    let guide = format!("{}/items/{}", kiosk.root, item.code);
    let here = format!("{guide}/checklist");
    let title = words.phrase(&item.definition.name()).to_owned();
    let chrome = kiosk.chrome(&visit, title);
    let asked = scenario.asked(&answers, today);
    if let Some(question) = next(&asked, &answers, &given) {
        let mut view = QuestionView::of(question, &answers, words);
        if let Some((_, fault)) = faults.iter().find(|(key, _)| *key == question.key) {
            words.phrase(fault).clone_into(&mut view.error);
            view.value = given.texts(&question.key).pop().unwrap_or_default();
        }
        return visit.page(&QuestionPage {
            chrome,
            before: given.before(&here),
            here,
            up: guide,
            question: view,
            given: given.without(&question.key),
            key: question.key.to_string(),
            place: place(scenario, question, words),
        });
    }
    let checklist = Checklist::of(&item.definition, &answers, today);
    let public = format!("{}{}/items/{code}", visit.hall.site.public_url, kiosk.centre.path());
    visit.page(&ChecklistPage {
        chrome,
        checklist: ChecklistView::of(&checklist, &item.definition, words),
        again: if scenario.questions.is_empty() { String::new() } else { here },
        guide,
        qr: qr::svg(&format!("{public}{}#checklist", given.answers_query())),
        today: words.date(today),
    })
}

/// The first question asked that is neither answered nor passed over.
fn next<'a>(asked: &[&'a Question], answers: &Answers, given: &Given) -> Option<&'a Question> {
    asked.iter().find(|it| answers.get(&it.key).is_none() && !given.is_skipped(&it.key)).copied()
}

fn place(scenario: &Scenario, question: &Question, words: kit::Words) -> String {
    let at = scenario.questions.iter().position(|it| it.key == question.key).unwrap_or(0) + 1;
    words.fill("第 {} 个问题", "Question {}", &[&at])
}
