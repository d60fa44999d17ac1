//! `/cases/{number}`: a case with who, what, papers, timeline, clock and the acts it allows.

use super::view::{self, ClockView, Fact, LightView, Offer, PaperView, Step};
use crate::cases::actions;
use crate::cases::store::{self, Held};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use calendar::WorkingCalendar;
use counter::catalogue::door as catalogue;
use kit::form::FormErrors;
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Visit};
use office::settings::door as settings;
use rulebook::case::{Act, Case, face};
use rulebook::event::Moment;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "cases/pages/show.html")]
struct ShowPage {
    chrome: Chrome,
    number: String,
    item: String,
    item_href: String,
    stage: String,
    light: LightView,
    facts: Vec<Fact>,
    people: Vec<Fact>,
    is_clear: bool,
    may_unmask: bool,
    papers: Vec<PaperView>,
    clock: ClockView,
    steps: Vec<Step>,
    forms: Vec<ActForm>,
    refused: Vec<Offer>,
    prints: Vec<(&'static str, &'static str)>,
    errors: Vec<(String, String)>,
    key: String,
    version: i64,
    causes: Vec<(String, String)>,
    outstanding: Vec<(String, String)>,
}

/// An act's form on the page.
struct ActForm {
    act: Act,
    word: &'static str,
    name: String,
    is_open: bool,
    typed: kit::form::FormData,
}

impl ActForm {
    fn is(&self, word: &str) -> bool {
        self.word == word
    }

    fn needs_ticks(&self) -> bool {
        matches!(self.act, Act::TickPapers | Act::Supplement)
    }

    fn value(&self, name: &str) -> String {
        self.typed.text(name).to_owned()
    }

    fn ticked(&self, key: &str, paper: &str, word: &str) -> bool {
        let typed = self.typed.text(&format!("paper.{key}"));
        if typed.is_empty() { paper == word } else { typed == word }
    }
}

/// A case loaded with what its page needs.
pub(in crate::cases) struct Loaded {
    pub(in crate::cases) held: Held,
    pub(in crate::cases) case: Case,
    pub(in crate::cases) calendar: Arc<WorkingCalendar>,
    pub(in crate::cases) item: Option<catalogue::PublishedItem>,
}

/// Loads a case of the visitor's centre.
pub(in crate::cases) async fn load(visit: &Visit, number: &str) -> Result<Loaded, HallError> {
    let (centre, number) = (visit.centre()?, number.to_owned());
    visit
        .read(move |read| {
            let held =
                store::find(read, centre, &number)?.ok_or_else(|| actions::unknown(&number))?;
            let (code, version) = (held.taken.item_code.clone(), held.taken.item_version);
            Ok(Loaded {
                case: held.case()?,
                calendar: settings::working_calendar(read, centre)?,
                item: catalogue::version(read, centre, &code, version)?,
                held,
            })
        })
        .await
}

/// What is shown again where an act was refused.
#[derive(Default)]
pub(in crate::cases) struct Again {
    pub(in crate::cases) act: Option<Act>,
    pub(in crate::cases) typed: kit::form::FormData,
    pub(in crate::cases) errors: FormErrors,
    pub(in crate::cases) clear: bool,
}

/// The page of a case.
pub(in crate::cases) async fn show(
    visit: Visit,
    Path(number): Path<String>,
) -> Result<Response, HallError> {
    let loaded = load(&visit, &number).await?;
    page(&visit, &loaded, Again::default(), StatusCode::OK)
}

/// The page with identity data in clear, once the reason is in the journal.
pub(in crate::cases) async fn unmask(
    visit: Visit,
    Path(number): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let reason = form.data.text("reason").to_owned();
    let act_number = number.clone();
    visit
        .act(Power::UnmaskPersons, &form.once, move |act| {
            actions::unmask(act, &act_number, &reason)
        })
        .await?;
    let loaded = load(&visit, &number).await?;
    page(&visit, &loaded, Again { clear: true, ..Again::default() }, StatusCode::OK)
}

/// Draws the page, perhaps with what was typed and refused.
pub(in crate::cases) fn page(
    visit: &Visit,
    loaded: &Loaded,
    again: Again,
    status: StatusCode,
) -> Result<Response, HallError> {
    let words = visit.words();
    let Loaded { held, case, calendar, item } = loaded;
    let now = Moment { at_ms: visit.now_ms, day: visit.today() };
    let definition = item.as_ref().map(|item| &item.definition);
    let (forms, refused) = forms(visit, case, now, calendar, &again);
    let people = if again.clear {
        view::people_in_clear(held, &visit.hall.vault, words)?
    } else {
        view::people(held, words)
    };
    let title = format!("{} {}", words.say("办件", "Case"), held.number);
    let papers = view::papers(case, definition, words);
    let name_of = |key: &str| {
        papers.iter().find(|paper| paper.key == key).map_or(key.to_owned(), |it| it.name.clone())
    };
    visit.page_with(
        status,
        &ShowPage {
            chrome: visit.chrome(title, Face::Office),
            number: held.number.clone(),
            item: view::item_name(held, words),
            item_href: format!("/centres/{}/items/{}", visit.centre()?, held.taken.item_code),
            stage: words.phrase(&held.stage.phrase()).to_owned(),
            light: view::light_view(&face(case, now.day, calendar), words),
            facts: facts(held, words),
            people,
            is_clear: again.clear,
            may_unmask: visit.may(Power::UnmaskPersons) && !again.clear,
            outstanding: case
                .outstanding()
                .iter()
                .map(|deferral| (deferral.key.clone(), name_of(&deferral.key)))
                .collect(),
            papers,
            clock: view::clock(case, now.day, calendar, words),
            steps: view::timeline(held, words)?,
            forms,
            refused,
            prints: prints(case, words),
            errors: again
                .errors
                .iter()
                .map(|(field, fault)| (field.to_owned(), words.phrase(fault).to_owned()))
                .collect(),
            key: visit.form_key(),
            version: held.version,
            causes: causes(case, definition, words),
        },
    )
}

fn forms(
    visit: &Visit,
    case: &Case,
    now: Moment,
    calendar: &WorkingCalendar,
    again: &Again,
) -> (Vec<ActForm>, Vec<Offer>) {
    let (mut open, mut refused) = (Vec::new(), Vec::new());
    for offer in view::offers(case, now, calendar, visit.words()) {
        let may = visit.may(crate::cases::power(offer.act))
            && (offer.act != Act::Grant || visit.may(super::act::deciding_power(case)));
        let is_again = again.act == Some(offer.act);
        if may && (offer.refusal.is_empty() || is_again) {
            open.push(ActForm {
                act: offer.act,
                word: offer.act.word(),
                name: offer.name,
                is_open: is_again,
                typed: if is_again { again.typed.clone() } else { kit::form::FormData::default() },
            });
        } else if may && offer.act.from().contains(&case.stage()) {
            refused.push(offer);
        }
    }
    (open, refused)
}

fn facts(held: &Held, words: kit::Words) -> Vec<Fact> {
    let fact = |label: &str, text: String| Fact { label: label.to_owned(), text };
    let version = held.taken.item_version.to_string();
    vec![
        fact(
            words.say("事项编码与版本", "Item code and version"),
            words.fill("{} 第 {} 版", "{}, version {}", &[&held.taken.item_code, &version]),
        ),
        fact(words.say("承办部门", "Department"), held.taken.department.clone()),
        fact(words.say("收件窗口与人员", "Taken by"), format!("{} {}", held.window, held.clerk)),
        fact(words.say("收件时间", "Taken in"), words.instant(held.received_at_ms)),
    ]
}

fn prints(case: &Case, words: kit::Words) -> Vec<(&'static str, &'static str)> {
    let mut all = vec![("receipt", words.say("收件回执", "Receipt"))];
    if !case.notices.is_empty() {
        all.push(("notice", words.say("一次性告知书", "One-time notice")));
    }
    if case.acceptance().is_some() {
        all.push(("acceptance", words.say("受理通知书", "Notice of acceptance")));
    }
    all
}

fn causes(
    case: &Case,
    definition: Option<&rulebook::item::Definition>,
    words: kit::Words,
) -> Vec<(String, String)> {
    case.procedures
        .iter()
        .map(|key| {
            let name = definition
                .and_then(|it| it.procedures.iter().find(|it| it.key.as_str() == key))
                .map_or(key.clone(), |it| words.phrase(&it.name.phrase()).to_owned());
            (key.clone(), name)
        })
        .collect()
}
