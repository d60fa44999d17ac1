//! Documents (文书): what the centre hands to an applicant on paper, from receipt to delivery.
//!
//! Each is made from the case as it stands, with the dates, their reasons, the remedies and a code
//! that leads to the progress page. Acceptance and refusal are written and dated: Administrative
//! Licensing Law arts. 32, 38, 42, 45; domain rules 3.3–3.5 and 4. Names are masked; applicant and
//! clerk sign on the paper itself.

mod compose;
mod pages;
#[cfg(test)]
mod tests;

use kit::Words;
use kit::rights::Power;
use kit::routes::Routes;
use kit::wing::Room;
use rulebook::case::Case;

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("documents");
    room.routes =
        Routes::new().get("/cases/{number}/print/{paper}", Power::ReadCases, pages::document::show);
    room
}

/// The documents a case has by now: word in the address and name.
pub(crate) fn papers_of(case: &Case, words: Words) -> Vec<(&'static str, &'static str)> {
    let there = compose::Kind::ALL.into_iter().filter(|kind| kind.is_there(case));
    there.map(|kind| (kind.word(), kind.title(words))).collect()
}
