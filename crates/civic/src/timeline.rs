//! What the journal says of one thing, newest first; what a room says of a thing in pairs; and the
//! head of a sheet for print.

use kit::journal::{Actor, Entry};
use kit::shell::Chrome;
use kit::{HallError, Visit, Words};
use office::posts::door as posts;

/// A name and what is said under it.
pub(crate) struct Fact {
    pub(crate) label: String,
    pub(crate) text: String,
}

/// A pair of a label and what is said under it.
pub(crate) fn fact(label: &str, text: impl Into<String>) -> Fact {
    Fact { label: label.to_owned(), text: text.into() }
}

/// A line of the timeline.
pub(crate) struct Step {
    pub(crate) what: String,
    pub(crate) at: String,
    pub(crate) who: String,
    pub(crate) note: String,
    pub(crate) sequence: i64,
}

/// An entry as a line: what people call it, and what is noted of it.
pub(crate) fn step(entry: &Entry, (what, note): (String, String), words: Words) -> Step {
    Step {
        what,
        at: words.instant(entry.at_ms),
        who: who(&entry.actor, words),
        note,
        sequence: entry.sequence,
    }
}

fn who(actor: &Actor, words: Words) -> String {
    if *actor == Actor::house() {
        return words.say("系统自动", "by the system").to_owned();
    }
    let parts = [actor.name.as_str(), actor.post.as_str(), actor.window.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Puts the centre's name on a sheet for print.
///
/// # Errors
/// What the database said.
pub(crate) async fn headed(visit: &Visit, chrome: &mut Chrome) -> Result<(), HallError> {
    let (words, centre) = (visit.words(), visit.centre()?);
    let directory = posts::directory(&visit.hall).await?;
    if let Some(place) = directory.centre(centre).map(|it| it.centre.record.clone()) {
        let english = if place.name_english.is_empty() { &place.name } else { &place.name_english };
        words.say(&place.name, english).clone_into(&mut chrome.site_name);
    }
    Ok(())
}
