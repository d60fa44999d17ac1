//! What cannot be done to a case now, and why: what must come first, or whose act it is.

use super::view::{self, Offer};
use crate::cases::competence;
use crate::cases::loaded::Loaded;
use kit::{Phrase, Visit, Words};
use rulebook::case::{Act, Case, Stage};
use rulebook::event::Moment;

/// Every act that has a meaning for the case and is not offered to the visitor, with the reason.
pub(super) fn refused(visit: &Visit, loaded: &Loaded, now: Moment) -> Vec<Offer> {
    let (case, words) = (&loaded.case, visit.words());
    if case.stage().is_closed() {
        return Vec::new();
    }
    let mut all = Vec::new();
    for mut offer in view::offers(case, now, &loaded.calendar, words) {
        let is_in_place = offer.act.from().contains(&case.stage());
        let may = competence::may(visit, offer.act, case);
        if may && offer.refusal.is_empty() {
            continue;
        }
        if !is_in_place {
            offer.refusal = out_of_place(offer.act, case, words);
        }
        if !may {
            let own = whose(visit, offer.act, case, words);
            offer.refusal =
                if offer.refusal.is_empty() { own } else { format!("{}{own}", offer.refusal) };
        }
        all.push(offer);
    }
    all
}

/// Whose act it is.
fn whose(visit: &Visit, act: Act, case: &Case, words: Words) -> String {
    if act == Act::ReturnBranch && competence::has_power(visit, act, case) {
        let none = words.say("还没有可以退回的会办意见。", "There is no opinion to send back yet.");
        return none.to_owned();
    }
    let holder = competence::holder(act, case);
    words.fill("由{}办理。", "It is for {}.", &[&words.phrase(&holder)])
}

/// What must come first, or that its time has passed.
fn out_of_place(act: Act, case: &Case, words: Words) -> String {
    let first = first(act, case);
    let now = case.stage().phrase();
    if first.is_empty() {
        return words.fill(
            "这一步已经过去，本件现在是“{}”。",
            "Its time has passed; the case is now “{}”.",
            &[&words.phrase(&now)],
        );
    }
    let named = listed(first.into_iter().map(Act::phrase), words);
    let at = listed(act.from().iter().map(|stage| stage.phrase()), words);
    words.fill(
        "要在{}时办理，先办{}。",
        "It is done when the case is {}; first comes {}.",
        &[&at, &named],
    )
}

/// The acts that lead to where an act is done: from here if one does, else later on the way.
fn first(act: Act, case: &Case) -> Vec<Act> {
    let now = case.stage();
    let fits = |it: &Act| {
        let is_of_the_mode = it.mode().is_none_or(|mode| mode == case.mode);
        is_of_the_mode && !it.is_by_the_house() && *it != act
    };
    let leads = |it: &Act, is_wanted: &dyn Fn(Stage) -> bool| {
        it.to().is_some_and(|to| act.from().contains(&to) && is_wanted(to))
    };
    let all = || Act::ALL.iter().copied().filter(fits);
    let here: Vec<Act> =
        all().filter(|it| it.from().contains(&now) && leads(it, &|_| true)).collect();
    if !here.is_empty() {
        return here;
    }
    all().filter(|it| leads(it, &|to| to > now)).collect()
}

fn listed(all: impl Iterator<Item = Phrase>, words: Words) -> String {
    let quoted: Vec<String> =
        all.map(|it| words.fill("“{}”", "“{}”", &[&words.phrase(&it)])).collect();
    quoted.join(words.say("或", " or "))
}
