//! The room's part of the desk: what waits for somebody, what is mine, what is overdue.

use super::store;
use kit::db::Read;
use kit::rights::Power;
use kit::shell::{DeskFigure, DeskPart};
use kit::{HallError, Visit};

/// For whoever may see matters.
///
/// # Errors
/// What the database said.
pub(super) fn part(read: &mut dyn Read, visit: &Visit) -> Result<Option<DeskPart>, HallError> {
    if !visit.may(Power::ReadContacts) || visit.is_county() {
        return Ok(None);
    }
    let words = visit.words();
    let at = |view: &str| format!("/unresolved-matters?view={view}");
    let found = store::figures(read, visit.centre()?, visit.member()?.account, visit.today())?;
    let mut figures = vec![
        DeskFigure::late(words.say("已超期", "Overdue"), found.overdue, &at("overdue")),
        DeskFigure::new(words.say("待承办", "Waiting"), found.waiting, &at("waiting")),
        DeskFigure::new(words.say("未办结", "Open"), found.open, &at("open")),
    ];
    if visit.may(Power::KeepContacts) {
        figures.push(DeskFigure::new(words.say("我承办的", "Mine"), found.mine, &at("mine")));
    }
    Ok(Some(DeskPart {
        heading: words.say("办不成事", "Unresolved matters").to_owned(),
        figures,
        ..DeskPart::default()
    }))
}
