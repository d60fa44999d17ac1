//! What pages and the API show of matters, in the reader's language.

use crate::contacts::door::view::{Line, Step, asker_line, joined, light_view};
use crate::contacts::door::{Unmasked, about};
use crate::matters::events::{Happened, Reported, UNMASKED, named};
use crate::matters::store::HeldMatter;
use jiff::civil::Date;
use kit::journal::Entry;
use kit::{HallError, Phrase, Words};
use threshold::contact::unresolved::{Conclusion, MatterEvent, Obstacle, Owner};

/// A matter as a line.
pub(crate) fn line(held: &HeldMatter, today: Date, words: Words) -> Line {
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
pub(crate) fn obstacles(all: &[Obstacle], words: Words) -> String {
    let names: Vec<String> = all.iter().map(|it| words.phrase(&it.phrase()).to_owned()).collect();
    names.join(words.say("、", ", "))
}

/// A conclusion in words.
pub(crate) fn conclusion_text(conclusion: &Conclusion, words: Words) -> String {
    match conclusion {
        Conclusion::Solved { how } => how.clone(),
        Conclusion::Explained { why_not, remedy } => {
            words.fill("{}；还可以：{}", "{}; what can be done: {}", &[why_not, remedy])
        }
    }
}

fn told(event: &MatterEvent, words: Words) -> (Phrase, String) {
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
    (named(event).1, note)
}

/// What the journal says, newest first.
pub(super) fn timeline(entries: &[Entry], words: Words) -> Result<Vec<Step>, HallError> {
    let step = |entry: &Entry| {
        let (what, note) = match entry.verb() {
            "unmasked" => (UNMASKED.1, entry.facts::<Unmasked>()?.reason),
            "reported" => told(&entry.facts::<Reported>()?.first.event()?, words),
            _ => told(&entry.facts::<Happened>()?.event.event()?, words),
        };
        Ok(Step::of(entry, &what, note, words))
    };
    entries.iter().rev().map(step).collect()
}
