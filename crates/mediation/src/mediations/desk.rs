//! The room's part of the desk: what is due today or tomorrow.

use super::pages::view;
use super::store;
use kit::db::Read;
use kit::rights::Power;
use kit::shell::{DeskFigure, DeskLine, DeskPart};
use kit::{HallError, Visit};

/// Mediations shown as due first.
const FIRST: u32 = 5;

/// For whoever handles cases.
///
/// # Errors
/// What the database said.
pub(super) fn part(read: &mut dyn Read, visit: &Visit) -> Result<Option<DeskPart>, HallError> {
    if !visit.may(Power::HandleCases) || visit.is_county() {
        return Ok(None);
    }
    let (words, centre, today) = (visit.words(), visit.centre()?, visit.today());
    let found = store::figures(read, centre, today)?;
    let lines = store::by_due(read, centre, "", ("", ""), FIRST)?
        .iter()
        .map(|held| {
            let line = view::line(held, today, words);
            DeskLine {
                href: format!("/mediations/{}", line.number),
                about: format!("{} · {}", line.dispute, line.parties),
                name: line.number,
                light: line.light,
                light_text: line.light_text,
            }
        })
        .collect();
    Ok(Some(DeskPart {
        heading: words.say("人民调解", "Mediation").to_owned(),
        figures: vec![
            DeskFigure::late(
                words.say("调解超期", "Mediations overdue"),
                found.overdue,
                "/mediations?view=soon",
            ),
            DeskFigure::new(
                words.say("明天前到期", "Due by tomorrow"),
                found.soon,
                "/mediations?view=soon",
            ),
            DeskFigure::new(words.say("调解在办", "In hand"), found.open, "/mediations"),
        ],
        lines_heading: words.say("最近的期限", "Due first").to_owned(),
        lines,
    }))
}
