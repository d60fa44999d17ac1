//! What pages and the API show of contacts, in the reader's language, and parts of it that the
//! register of matters shares.

use crate::contacts::asker::Asker;
use crate::contacts::door::asked;
use crate::contacts::events::{Happened, Opened, UNMASKED, Unmasked, named};
use crate::contacts::store::Held;
use calendar::Light;
use jiff::civil::Date;
use kit::form::{FieldView, FormData, FormErrors};
use kit::journal::{Actor, Entry};
use kit::{HallError, Phrase, Words};
use threshold::contact::unresolved::Obstacle;
use threshold::contact::{Answer, Event};

/// A light as class and words.
#[derive(Clone)]
pub(crate) struct LightView {
    pub(crate) class: &'static str,
    pub(crate) text: String,
}

/// The light of something due, or that it is over.
pub(crate) fn light_view(light: Option<Light>, words: Words) -> LightView {
    let (class, text) = match light {
        None => ("green", words.say("已办结", "over")),
        Some(Light::Green) => ("green", words.say("时限内", "in time")),
        Some(Light::Amber) => ("amber", words.say("今天到期", "due today")),
        Some(Light::Red | Light::Black) => ("red", words.say("已超期", "overdue")),
    };
    LightView { class, text: text.to_owned() }
}

/// A line of either register.
pub(crate) struct Line {
    pub(crate) number: String,
    pub(crate) asked: String,
    pub(crate) about: String,
    pub(crate) stage: String,
    pub(crate) keeper: String,
    pub(crate) asker: String,
    pub(crate) since: String,
    pub(crate) due: String,
    pub(crate) due_on: String,
    pub(crate) light: LightView,
}

/// A first contact as a line.
pub(crate) fn line(held: &Held, today: Date, words: Words) -> Line {
    let contact = &held.contact;
    let stage = words.phrase(&contact.stage().phrase()).to_owned();
    let offered =
        contact.offered_to().map(|to| words.fill("{}：{}", "{}: {}", &[&stage, &to.name()]));
    Line {
        number: held.number.clone(),
        asked: words.phrase(&asked(held)).to_owned(),
        about: words.phrase(&contact.enquiry.way.phrase()).to_owned(),
        stage: offered.unwrap_or(stage),
        keeper: held.keeper_name.clone(),
        asker: asker_line(&held.asker, words),
        since: words.instant(contact.opened.at_ms),
        due: words.date(contact.due_on),
        due_on: contact.due_on.to_string(),
        light: light_view(contact.light(today), words),
    }
}

/// Who asked, masked, in a line.
pub(crate) fn asker_line(asker: &Asker, words: Words) -> String {
    if asker.masked.is_empty() && asker.phone_masked.is_empty() {
        return words.say("未留姓名", "unnamed").to_owned();
    }
    let parts = [asker.masked.as_str(), asker.phone_masked.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A name and what is said under it.
pub(crate) struct Fact {
    pub(crate) label: String,
    pub(crate) text: String,
}

impl Fact {
    pub(crate) fn new(label: &str, text: impl Into<String>) -> Self {
        Self { label: label.to_owned(), text: text.into() }
    }
}

/// Who asked, masked or in clear.
pub(crate) fn asker_facts(
    asker: &Asker,
    clear: Option<(String, String)>,
    words: Words,
) -> Vec<Fact> {
    let (name, phone) = clear.unwrap_or_else(|| (asker.masked.clone(), asker.phone_masked.clone()));
    let said = |text: String| {
        if text.is_empty() { words.say("未留", "not given").to_owned() } else { text }
    };
    vec![
        Fact::new(words.say("姓名", "Name"), said(name)),
        Fact::new(words.say("电话", "Phone"), said(phone)),
    ]
}

/// A line of a timeline.
pub(crate) struct Step {
    pub(crate) what: String,
    pub(crate) at: String,
    pub(crate) who: String,
    pub(crate) note: String,
    pub(crate) sequence: i64,
}

/// What the journal says, newest first.
pub(crate) fn timeline(entries: &[Entry], words: Words) -> Result<Vec<Step>, HallError> {
    entries.iter().rev().map(|entry| step(entry, words)).collect()
}

fn step(entry: &Entry, words: Words) -> Result<Step, HallError> {
    let (what, note) = match entry.verb() {
        "unmasked" => (UNMASKED.1, entry.facts::<Unmasked>()?.reason),
        "opened" => told(&entry.facts::<Opened>()?.first.event()?, words),
        _ => told(&entry.facts::<Happened>()?.event.event()?, words),
    };
    Ok(Step::of(entry, &what, note, words))
}

impl Step {
    /// An entry as a line, with what was done and what was said.
    pub(crate) fn of(entry: &Entry, what: &Phrase, note: String, words: Words) -> Self {
        Self {
            what: words.phrase(what).to_owned(),
            at: words.instant(entry.at_ms),
            who: who(&entry.actor, words),
            note,
            sequence: entry.sequence,
        }
    }
}

fn who(actor: &Actor, words: Words) -> String {
    if actor.account == Actor::resident().account {
        return words.say("群众本人", "the resident").to_owned();
    }
    if *actor == Actor::house() {
        return words.say("系统自动", "by the system").to_owned();
    }
    let parts = [actor.name.as_str(), actor.post.as_str(), actor.window.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// What is there, with a mark between.
pub(crate) fn joined(parts: &[&str], words: Words) -> String {
    let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    parts.join(words.say("；", "; "))
}

fn told(event: &Event, words: Words) -> (Phrase, String) {
    let note = match event {
        Event::Opened { enquiry, .. } => {
            let ticket = if enquiry.ticket.is_empty() {
                String::new()
            } else {
                words.fill("票号 {}", "ticket {}", &[&enquiry.ticket])
            };
            joined(&[words.phrase(&enquiry.way.phrase()), &ticket], words)
        }
        Event::Offered { to, reason, .. } => {
            words.fill("移交给{}：{}", "to {}: {}", &[&to.name(), reason])
        }
        Event::Declined { reason, .. } => reason.clone(),
        Event::Accepted { .. } => String::new(),
        Event::Answered { answer, .. } => answer_text(answer, words),
        Event::BecameCase { number, .. } | Event::BecameMatter { number, .. } => number.clone(),
    };
    (named(event).1, note)
}

/// An answer in words.
pub(crate) fn answer_text(answer: &Answer, words: Words) -> String {
    match answer {
        Answer::Answered { text } => text.clone(),
        Answer::GuideGiven { item, text } => {
            let guide = words.fill("已给办事指南 {}", "guide of {} given", &[item]);
            joined(&[&guide, text], words)
        }
        Answer::ReferredElsewhere { body, text } => {
            let right = words.fill("应向{}办理", "belongs to {}", &[body]);
            joined(&[&right, text], words)
        }
    }
}

/// What was typed into a form, to be shown again with its faults.
pub(crate) struct Typed<'a> {
    pub(crate) data: &'a FormData,
    pub(crate) errors: &'a FormErrors,
    pub(crate) words: Words,
}

impl Typed<'_> {
    /// A field with what was typed and what is wrong with it.
    pub(crate) fn field(&self, name: &str, zh: &str, en: &str) -> FieldView {
        FieldView::new(name, self.words.say(zh, en))
            .value(self.data.text(name))
            .fault(self.errors, self.words)
    }

    /// Boxes to tick, of which several may be ticked.
    pub(crate) fn obstacles(&self, zh: &str, en: &str) -> FieldView {
        let chosen = self.data.all("obstacles");
        let mut field = FieldView::new("obstacles", self.words.say(zh, en));
        field.options = Obstacle::ALL
            .iter()
            .map(|it| {
                let label = it.phrase();
                let mut option = kit::form::OptionView::new(it.word(), self.words.phrase(&label));
                option.is_chosen = chosen.contains(&it.word());
                option
            })
            .collect();
        field.fault(self.errors, self.words)
    }
}

/// The obstacles that were ticked.
pub(crate) fn obstacles_of(data: &FormData) -> Vec<Obstacle> {
    data.all("obstacles").into_iter().filter_map(Obstacle::from_word).collect()
}

/// An item code as typed or chosen: “MZ-004 高龄津贴” is MZ-004.
pub(crate) fn item_code(typed: &str) -> String {
    typed.split_whitespace().next().unwrap_or_default().to_uppercase()
}
