//! `/cases/{number}`: a case with who, what, papers, timeline, clock and the acts it allows.

use super::act_form::{self, ActForm, Source};
use super::timeline::{Step, timeline};
use super::view::{self, ClockView, Fact, FurtherView, LightView, Offer, PaperView};
use super::why_not;
use crate::cases::events::{Channel, Served};
use crate::cases::loaded::{Loaded, load};
use crate::cases::store::Held;
use crate::cases::{actions, competence, handover};
use crate::modes::fee;
use crate::modes::next;
use crate::modes::panel::{WorkView, panel};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FormData, FormErrors};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Visit};
use rulebook::case::{Act, Case, Stage, face};
use rulebook::event::Moment;

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
    work: WorkView,
    papers: Vec<PaperView>,
    clock: ClockView,
    further: Vec<FurtherView>,
    steps: Vec<Step>,
    next: Option<ActForm>,
    next_sentence: String,
    forms: Vec<ActForm>,
    refused: Vec<Offer>,
    warnings: Vec<String>,
    prints: Vec<(&'static str, &'static str)>,
    errors: Vec<(String, String)>,
    key: String,
    version: i64,
    channels: Vec<(&'static str, String)>,
    /// Notices whose receipt is not on record.
    unserved: Vec<(&'static str, &'static str)>,
    served_on: String,
    today: String,
    unmask_error: String,
    unmask_reason: String,
}

/// Where on the page something was refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::cases) enum Place {
    /// Nowhere in particular.
    #[default]
    Page,
    /// In the form of an act.
    Act(Act),
    /// Where somebody asks to see identity data in clear.
    Unmasking,
}

impl Place {
    /// The anchor of a field there.
    fn anchor(self, field: &str) -> String {
        match self {
            Self::Page => String::new(),
            Self::Act(act) if field.is_empty() => format!("act-{}", act.word()),
            Self::Act(act) => format!("{}-{field}", act.word()),
            Self::Unmasking => "unmask-reason".to_owned(),
        }
    }
}

/// What is shown again where an act was refused.
#[derive(Default)]
pub(in crate::cases) struct Again {
    pub(in crate::cases) place: Place,
    pub(in crate::cases) typed: FormData,
    pub(in crate::cases) errors: FormErrors,
    pub(in crate::cases) clear: bool,
}

/// The page of a case.
pub(in crate::cases) async fn show(
    visit: Visit,
    Path(number): Path<String>,
) -> Result<Response, HallError> {
    let loaded = load(&visit, &number).await?;
    page(&visit, &loaded, &Again::default(), StatusCode::OK)
}

/// The page with identity data in clear, once the reason is in the journal.
pub(in crate::cases) async fn unmask(
    visit: Visit,
    Path(number): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let reason = form.data.text("reason").to_owned();
    let act_number = number.clone();
    let work = move |act: &mut kit::db::Act<'_>| actions::unmask(act, &act_number, &reason);
    if let Err(error) = visit.act(Power::UnmaskPersons, &form.once, work).await {
        return super::act::again(&visit, &number, Place::Unmasking, form.data, error).await;
    }
    let loaded = load(&visit, &number).await?;
    page(&visit, &loaded, &Again { clear: true, ..Again::default() }, StatusCode::OK)
}

/// Draws the page, perhaps with what was typed and refused.
pub(in crate::cases) fn page(
    visit: &Visit,
    loaded: &Loaded,
    again: &Again,
    status: StatusCode,
) -> Result<Response, HallError> {
    let words = visit.words();
    let Loaded { held, case, calendar, .. } = loaded;
    let now = Moment { at_ms: visit.now_ms, day: visit.today() };
    let (next, forms) = forms(visit, loaded, now, again);
    let people = if again.clear {
        view::people_in_clear(&loaded.taken.parties, &visit.hall.vault, words)?
    } else {
        view::people(&loaded.taken.parties, words)
    };
    let title = format!("{} {}", words.say("办件", "Case"), held.number);
    visit.page_with(
        status,
        &ShowPage {
            chrome: visit.chrome(title, Face::Office),
            number: held.number.clone(),
            item: view::item_name(held, words),
            item_href: format!("/centres/{}/items/{}", visit.centre()?, held.item_code),
            stage: words.phrase(&held.stage.phrase()).to_owned(),
            light: view::light_view(held, &face(case, now.day, calendar), words),
            facts: facts(loaded, visit)?,
            people,
            is_clear: again.clear,
            may_unmask: visit.may(Power::UnmaskPersons) && !again.clear,
            unmask_error: match again.place {
                Place::Unmasking => again.errors.iter().next(),
                _ => None,
            }
            .map(|(_, fault)| words.phrase(fault).to_owned())
            .unwrap_or_default(),
            unmask_reason: again.typed.text("reason").to_owned(),
            work: panel(loaded, now.day, words),
            papers: view::papers(case, loaded, words),
            clock: view::clock(case, now.day, calendar, words),
            further: view::further_dates(loaded, now.day, words),
            steps: timeline(loaded, words)?,
            next_sentence: next::sentence(visit, case, calendar, words),
            next,
            forms,
            refused: why_not::refused(visit, loaded, now),
            warnings: warnings(held, case, words),
            prints: crate::documents::papers_of(loaded, words)?,
            errors: again
                .errors
                .iter()
                .map(|(field, fault)| (again.place.anchor(field), words.phrase(fault).to_owned()))
                .collect(),
            key: visit.form_key(),
            version: held.version,
            channels: channels(words),
            unserved: unserved(held, words),
            served_on: again
                .typed
                .pairs()
                .iter()
                .find(|(name, _)| name == "served_on")
                .map_or_else(|| now.day.to_string(), |(_, typed)| typed.clone()),
            today: now.day.to_string(),
        },
    )
}

/// The form of the act that is next, and those of the others that may be done now.
fn forms(
    visit: &Visit,
    loaded: &Loaded,
    now: Moment,
    again: &Again,
) -> (Option<ActForm>, Vec<ActForm>) {
    let (case, none, words) = (&loaded.case, FormData::default(), visit.words());
    let wanted = next::next(case);
    let (mut first, mut others) = (None, Vec::new());
    for offer in view::offers(case, now, &loaded.calendar, words) {
        let is_again = again.place == Place::Act(offer.act);
        let may = competence::may(visit, offer.act, case);
        if may && (offer.refusal.is_empty() || is_again) {
            let typed = if is_again { &again.typed } else { &none };
            let source = Source { visit, loaded, typed, errors: &again.errors, words };
            let mut form = act_form::form(offer.act, &source);
            form.is_open = is_again;
            if wanted == Some(offer.act) {
                first = Some(form);
            } else {
                others.push(form);
            }
        }
    }
    (first, others)
}

fn facts(loaded: &Loaded, visit: &Visit) -> Result<Vec<Fact>, HallError> {
    let (held, words) = (&loaded.held, visit.words());
    let fact = |label: &str, text: String| Fact { label: label.to_owned(), text };
    let version = held.item_version.to_string();
    let step = loaded.case.step().map(|(step, since)| {
        let name = view::step_name(&step.key, loaded, words);
        let text = words.fill("{}（{}进入）", "{} (since {})", &[&name, &words.date(since)]);
        fact(words.say("当前环节", "Step"), text)
    });
    let all = vec![
        fact(words.say("办理方式", "Mode"), mode(held, words)),
        fact(
            words.say("事项编码与版本", "Item code and version"),
            words.fill("{} 第 {} 版", "{}, version {}", &[&held.item_code, &version]),
        ),
        fact(words.say("收费", "Fee"), fee::line(loaded, visit)?),
        fact(words.say("承办部门", "Department"), held.department.clone()),
        fact(words.say("收件窗口与人员", "Taken by"), format!("{} {}", held.window, held.clerk)),
        fact(words.say("收件时间", "Taken in"), words.instant(held.received_at_ms)),
    ];
    let certificates = view::certificates(&loaded.case, words);
    Ok(all.into_iter().chain(step).chain(certificates).collect())
}

fn mode(held: &Held, words: kit::Words) -> String {
    let mode = rulebook::item::HandlingMode::from_word(&held.mode);
    mode.map(|mode| words.phrase(&mode.phrase()).to_owned()).unwrap_or_default()
}

/// What the house noted about the case, for whoever opens it.
fn warnings(held: &Held, case: &Case, words: kit::Words) -> Vec<String> {
    let mut all = Vec::new();
    if held.left_open_at_ms > 0 && case.outcome().is_none() {
        all.push(words.say(
            "这是即办件，当日下班时仍未办结，已亮红灯。请立即办理，或请中心主任写明理由变更办理方式。",
            "An immediate case that was still open at closing time, which is red. Decide it now, \
             or have the director change the mode with a reason.",
        ));
    }
    if held.broken_at_ms > 0 && !case.outstanding().is_empty() {
        all.push(words.say(
            "容缺材料逾期未补，已记录。退回审查的，系统会终止办理。",
            "The deferred papers did not come in time, which is on record. Handed back for \
             examination, the case is ended.",
        ));
    }
    if held.reminded_at_ms > 0
        && matches!(case.stage(), Stage::AwaitingSupplement | Stage::Supplementing)
    {
        all.push(words.say(
            "补正期限将到，请联系申请人补齐材料。",
            "The time to bring papers is about to end: call the applicant.",
        ));
    }
    all.into_iter().map(str::to_owned).collect()
}

/// Notices whose receipt is not on record: word and name.
fn unserved(held: &Held, words: kit::Words) -> Vec<(&'static str, &'static str)> {
    let named = |it: Served| (it.word(), crate::documents::title(it.word(), words));
    handover::unserved(held).into_iter().map(named).collect()
}

/// Channels to choose from.
fn channels(words: kit::Words) -> Vec<(&'static str, String)> {
    let named = |it: Channel| (it.word(), words.phrase(&it.phrase()).to_owned());
    Channel::ALL.into_iter().map(named).collect()
}
