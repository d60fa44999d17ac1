//! What pages and the API show of contacts and matters, in the reader's language.

use crate::contacts::asker::Asker;
use crate::contacts::door::{about, asked};
use crate::contacts::events::{
    Happened, MatterHappened, Opened, Reported, UNMASKED, Unmasked, matter_named, named,
};
use crate::contacts::store::Held;
use crate::contacts::store::matters::HeldMatter;
use calendar::Light;
use jiff::civil::Date;
use kit::form::{FieldView, FormData, FormErrors};
use kit::journal::{Actor, Entry};
use kit::{HallError, Phrase, Words};
use rulebook::contact::unresolved::{Conclusion, MatterEvent, Obstacle, Owner};
use rulebook::contact::{Answer, Event};

/// A light as class and words.
#[derive(Clone)]
pub(in crate::contacts) struct LightView {
    pub(in crate::contacts) class: &'static str,
    pub(in crate::contacts) text: String,
}

/// The light of something due, or that it is over.
pub(in crate::contacts) fn light_view(light: Option<Light>, words: Words) -> LightView {
    let (class, text) = match light {
        None => ("green", words.say("已办结", "over")),
        Some(Light::Green) => ("green", words.say("时限内", "in time")),
        Some(Light::Amber) => ("amber", words.say("今天到期", "due today")),
        Some(Light::Red | Light::Black) => ("red", words.say("已超期", "overdue")),
    };
    LightView { class, text: text.to_owned() }
}

/// A line of either register.
pub(in crate::contacts) struct Line {
    pub(in crate::contacts) number: String,
    pub(in crate::contacts) asked: String,
    pub(in crate::contacts) about: String,
    pub(in crate::contacts) stage: String,
    pub(in crate::contacts) keeper: String,
    pub(in crate::contacts) asker: String,
    pub(in crate::contacts) since: String,
    pub(in crate::contacts) due: String,
    pub(in crate::contacts) due_on: String,
    pub(in crate::contacts) light: LightView,
}

/// A first contact as a line.
pub(in crate::contacts) fn line(held: &Held, today: Date, words: Words) -> Line {
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

/// A matter as a line.
pub(in crate::contacts) fn matter_line(held: &HeldMatter, today: Date, words: Words) -> Line {
    let matter = &held.matter;
    let what = about(&held.item.zh, &held.item.en, &matter.report.words);
    let reasons = obstacles(&matter.report.obstacles, words);
    let what = words.phrase(&what);
    Line {
        number: held.number.clone(),
        asked: if what.is_empty() { reasons.clone() } else { what.to_owned() },
        about: reasons,
        stage: words.phrase(&matter.stage().phrase()).to_owned(),
        keeper: owner(matter.responsible().as_ref(), &held.owner_name, words),
        asker: asker_line(&held.asker, words),
        since: words.instant(matter.reported.at_ms),
        due: words.date(matter.due_on),
        due_on: matter.due_on.to_string(),
        light: light_view(matter.light(today), words),
    }
}

/// Who answers for a matter, by name.
fn owner(owner: Option<&Owner>, last: &str, words: Words) -> String {
    match owner {
        Some(Owner::Window) => {
            words.say("办不成事反映窗口", "unresolved-matters window").to_owned()
        }
        Some(Owner::Person(keeper)) => keeper.name.clone(),
        None => last.to_owned(),
    }
}

/// What stood in the way, in words.
pub(in crate::contacts) fn obstacles(all: &[Obstacle], words: Words) -> String {
    let names: Vec<String> = all.iter().map(|it| words.phrase(&it.phrase()).to_owned()).collect();
    names.join(words.say("、", ", "))
}

fn asker_line(asker: &Asker, words: Words) -> String {
    if asker.masked.is_empty() && asker.phone_masked.is_empty() {
        return words.say("未留姓名", "unnamed").to_owned();
    }
    let parts = [asker.masked.as_str(), asker.phone_masked.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A name and what is said under it.
pub(in crate::contacts) struct Fact {
    pub(in crate::contacts) label: String,
    pub(in crate::contacts) text: String,
}

impl Fact {
    pub(in crate::contacts) fn new(label: &str, text: impl Into<String>) -> Self {
        Self { label: label.to_owned(), text: text.into() }
    }
}

/// Who asked, masked or in clear.
pub(in crate::contacts) fn asker_facts(
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
pub(in crate::contacts) struct Step {
    pub(in crate::contacts) what: String,
    pub(in crate::contacts) at: String,
    pub(in crate::contacts) who: String,
    pub(in crate::contacts) note: String,
    pub(in crate::contacts) sequence: i64,
}

/// What the journal says, newest first.
pub(in crate::contacts) fn timeline(
    entries: &[Entry],
    words: Words,
) -> Result<Vec<Step>, HallError> {
    entries.iter().rev().map(|entry| step(entry, words)).collect()
}

fn step(entry: &Entry, words: Words) -> Result<Step, HallError> {
    let (what, note) = match entry.verb() {
        "unmasked" => (UNMASKED.1, entry.facts::<Unmasked>()?.reason),
        "opened" => told(&entry.facts::<Opened>()?.first.event()?, words),
        "matter_reported" => matter_told(&entry.facts::<Reported>()?.first.event()?, words),
        verb if verb.starts_with("matter_") => {
            matter_told(&entry.facts::<MatterHappened>()?.event.event()?, words)
        }
        _ => told(&entry.facts::<Happened>()?.event.event()?, words),
    };
    Ok(Step {
        what: words.phrase(&what).to_owned(),
        at: words.instant(entry.at_ms),
        who: who(&entry.actor, words),
        note,
        sequence: entry.sequence,
    })
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

fn joined(parts: &[&str], words: Words) -> String {
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
pub(in crate::contacts) fn answer_text(answer: &Answer, words: Words) -> String {
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

/// A conclusion in words.
pub(in crate::contacts) fn conclusion_text(conclusion: &Conclusion, words: Words) -> String {
    match conclusion {
        Conclusion::Solved { how } => how.clone(),
        Conclusion::Explained { why_not, remedy } => {
            words.fill("{}；还可以：{}", "{}; what can be done: {}", &[why_not, remedy])
        }
    }
}

fn matter_told(event: &MatterEvent, words: Words) -> (Phrase, String) {
    let note = match event {
        MatterEvent::Reported { report, .. } => {
            let reasons = obstacles(&report.obstacles, words);
            joined(&[words.phrase(&report.way.phrase()), &reasons], words)
        }
        MatterEvent::Accepted { .. } => String::new(),
        MatterEvent::FollowedUp { text, .. } => text.clone(),
        MatterEvent::Concluded { conclusion, .. } => conclusion_text(conclusion, words),
        MatterEvent::Told { telling, .. } => words.phrase(&telling.phrase()).to_owned(),
        MatterEvent::Reopened { reason, due_on, .. } => {
            words.fill("{}；新的期限：{}", "{}; due now: {}", &[reason, &words.date(*due_on)])
        }
    };
    (matter_named(event).1, note)
}

/// What was typed into a form, to be shown again with its faults.
pub(in crate::contacts) struct Typed<'a> {
    pub(in crate::contacts) data: &'a FormData,
    pub(in crate::contacts) errors: &'a FormErrors,
    pub(in crate::contacts) words: Words,
}

impl Typed<'_> {
    /// A field with what was typed and what is wrong with it.
    pub(in crate::contacts) fn field(&self, name: &str, zh: &str, en: &str) -> FieldView {
        FieldView::new(name, self.words.say(zh, en))
            .value(self.data.text(name))
            .fault(self.errors, self.words)
    }

    /// Boxes to tick, of which several may be ticked.
    pub(in crate::contacts) fn obstacles(&self, zh: &str, en: &str) -> FieldView {
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
pub(in crate::contacts) fn obstacles_of(data: &FormData) -> Vec<Obstacle> {
    data.all("obstacles").into_iter().filter_map(Obstacle::from_word).collect()
}

/// An item code as typed or chosen: “MZ-004 高龄津贴” is MZ-004.
pub(in crate::contacts) fn item_code(typed: &str) -> String {
    typed.split_whitespace().next().unwrap_or_default().to_uppercase()
}
