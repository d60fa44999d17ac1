//! What the journal says of a mediation, newest first.

use super::view;
use crate::mediations::events::{Happened, Opened, PRINTED, Printed, UNMASKED, Unmasked, named};
use kit::journal::{Actor, Entry};
use kit::{HallError, Phrase, Words};
use rulebook::mediation::What;

/// A line of the timeline.
pub(in crate::mediations) struct Step {
    pub(in crate::mediations) what: String,
    pub(in crate::mediations) at: String,
    pub(in crate::mediations) who: String,
    pub(in crate::mediations) note: String,
    pub(in crate::mediations) sequence: i64,
}

/// All lines, newest first.
pub(in crate::mediations) fn steps(
    entries: &[Entry],
    words: Words,
) -> Result<Vec<Step>, HallError> {
    entries.iter().rev().map(|entry| step(entry, words)).collect()
}

fn step(entry: &Entry, words: Words) -> Result<Step, HallError> {
    let (what, note) = match entry.verb() {
        "unmasked" => (UNMASKED.1, entry.facts::<Unmasked>()?.reason),
        "printed" => (PRINTED.1, entry.facts::<Printed>()?.paper),
        "opened" => told(&entry.facts::<Opened>()?.first.event()?.what, words),
        _ => told(&entry.facts::<Happened>()?.event.event()?.what, words),
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
    if *actor == Actor::house() {
        return words.say("系统自动", "by the system").to_owned();
    }
    let parts = [actor.name.as_str(), actor.post.as_str(), actor.window.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn told(what: &What, words: Words) -> (Phrase, String) {
    let say = |phrase: Phrase| words.phrase(&phrase).to_owned();
    let note = match what {
        What::Opened { about, .. } => say(about.origin.phrase()),
        What::Heard { party, consent } => format!("{party}: {}", say(consent.phrase())),
        What::Named { mediators, choice } => {
            let names: Vec<&str> = mediators.iter().map(|it| it.name.as_str()).collect();
            format!("{} ({})", names.join(words.say("、", ", ")), say(choice.phrase()))
        }
        What::SessionSet { day, minute, place } => {
            format!("{} {} {place}", words.date(*day), view::clock(*minute))
        }
        What::SessionHeld { number, came, .. } => {
            let came = came.join(words.say("、", ", "));
            words.fill("第 {} 次，到场 {}", "session {}, came {}", &[number, &came])
        }
        What::SessionCalledOff { number, reason } => {
            words.fill("第 {} 次：{}", "session {}: {}", &[number, reason])
        }
        What::Agreed { form, terms, .. } => {
            let form = say(form.phrase());
            words.fill("{}，{} 项", "{}, terms: {}", &[&form, &terms.len()])
        }
        What::Performed { term, outcome, .. } => {
            let outcome = say(outcome.phrase());
            words.fill("第 {} 项：{}", "term {}: {}", &[term, &outcome])
        }
        What::Revisited { outcome, .. } => say(outcome.phrase()),
        What::Ruled { ruling, document } => format!("{} {document}", say(ruling.phrase())),
        What::Ended { why, ways } => {
            let ways: Vec<String> = ways.iter().map(|it| say(it.phrase())).collect();
            let ways = ways.join(words.say("、", ", "));
            words.fill("{}；已告知：{}", "{}; told of: {}", &[&say(why.phrase()), &ways])
        }
        What::ConfirmationAsked | What::Archived => String::new(),
    };
    (named(what).1, note)
}
