//! `/cases/{number}`: a case with who, what, papers, timeline, clock and the acts it allows.

use super::timeline::{Step, timeline};
use super::view::{self, ClockView, Fact, LightView, Offer, PaperView};
use crate::cases::actions;
use crate::cases::events::Channel;
use crate::cases::loaded::{Loaded, load};
use crate::cases::store::Held;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use calendar::WorkingCalendar;
use kit::form::FormErrors;
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Visit};
use rulebook::case::{Act, Case, Stage, face};
use rulebook::event::Moment;
use rulebook::item::HandlingMode;

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
    warnings: Vec<String>,
    prints: Vec<(&'static str, &'static str)>,
    errors: Vec<(String, String)>,
    key: String,
    version: i64,
    causes: Vec<(String, String)>,
    outstanding: Vec<(String, String)>,
    channels: Vec<(&'static str, String)>,
    is_direct: bool,
    remedy: String,
    has_agent: bool,
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

    fn why(&self, key: &str, known: &str) -> String {
        let name = format!("why.{key}");
        let is_typed = self.typed.pairs().iter().any(|(it, _)| *it == name);
        if is_typed { self.typed.text(&name).to_owned() } else { known.to_owned() }
    }

    fn ticked(&self, key: &str, paper: &str, word: &str) -> bool {
        let typed = self.typed.text(&format!("paper.{key}"));
        if typed.is_empty() { paper == word } else { typed == word }
    }
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
    let Loaded { held, case, calendar, item, .. } = loaded;
    let now = Moment { at_ms: visit.now_ms, day: visit.today() };
    let (forms, refused) = forms(visit, case, now, calendar, &again);
    let people = if again.clear {
        view::people_in_clear(held, &visit.hall.vault, words)?
    } else {
        view::people(held, words)
    };
    let title = format!("{} {}", words.say("办件", "Case"), held.number);
    let outstanding = case.outstanding();
    visit.page_with(
        status,
        &ShowPage {
            chrome: visit.chrome(title, Face::Office),
            number: held.number.clone(),
            item: view::item_name(held, words),
            item_href: format!("/centres/{}/items/{}", visit.centre()?, held.taken.item_code),
            stage: words.phrase(&held.stage.phrase()).to_owned(),
            light: view::light_view(held, &face(case, now.day, calendar), words),
            facts: facts(held, words),
            people,
            is_clear: again.clear,
            may_unmask: visit.may(Power::UnmaskPersons) && !again.clear,
            outstanding: outstanding
                .iter()
                .map(|it| (it.key.clone(), view::paper_name(&it.key, loaded, words)))
                .collect(),
            papers: view::papers(loaded, words),
            clock: view::clock(case, now.day, calendar, words),
            steps: timeline(loaded, words)?,
            forms,
            refused,
            warnings: warnings(held, case, words),
            prints: crate::documents::papers_of(case, words),
            errors: again
                .errors
                .iter()
                .map(|(field, fault)| (field.to_owned(), words.phrase(fault).to_owned()))
                .collect(),
            key: visit.form_key(),
            version: held.version,
            causes: case
                .procedures
                .iter()
                .map(|key| (key.clone(), view::procedure(key, item.as_ref(), words)))
                .collect(),
            channels: channels(held, words),
            is_direct: case.mode == HandlingMode::Direct,
            remedy: remedy(loaded),
            has_agent: loaded.agent().is_some(),
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

/// What the house noted about the case, for whoever opens it.
fn warnings(held: &Held, case: &Case, words: kit::Words) -> Vec<String> {
    let mut all = Vec::new();
    if held.left_open_at_ms > 0 && case.outcome().is_none() {
        all.push(words.say(
            "这是即办件，当日下班时仍未办结，已亮红灯。请立即办理，或写明理由变更办理方式。",
            "An immediate case that was still open at closing time. Decide it now.",
        ));
    }
    if held.broken_at_ms > 0 && !case.outstanding().is_empty() {
        all.push(words.say(
            "容缺材料逾期未补，已记录。补齐后再决定；不符合条件的，按不予批准办理。",
            "The deferred papers did not come in time, which is on record. Take them in before a \
             decision, or propose a refusal.",
        ));
    }
    if held.reminded_at_ms > 0 && case.stage() == Stage::AwaitingSupplement {
        all.push(words.say(
            "补正期限将到，请联系申请人补齐材料。",
            "The time to bring papers is about to end: call the applicant.",
        ));
    }
    all.into_iter().map(str::to_owned).collect()
}

/// Channels to choose from while a notice waits to be confirmed.
fn channels(held: &Held, words: kit::Words) -> Vec<(&'static str, String)> {
    if held.stage != Stage::AwaitingSupplement || !held.confirmed_by.is_empty() {
        return Vec::new();
    }
    let named = |it: Channel| (it.word(), words.phrase(&it.phrase()).to_owned());
    Channel::ALL.into_iter().map(named).collect()
}

/// The remedies that the item names, to begin a refusal with.
fn remedy(loaded: &Loaded) -> String {
    let remedy = loaded.item.as_ref().map(|item| &item.definition.remedy);
    remedy.map_or_else(String::new, |it| {
        let both = [it.reconsideration.as_str(), it.litigation.as_str()];
        both.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join("；")
    })
}
