//! The room's part of the desk: how many cases stand where, and which are due first.

use crate::cases::door::store::{self, Filter};
use crate::cases::door::view;
use kit::db::Read;
use kit::rights::Power;
use kit::shell::{DeskFigure, DeskLine, DeskPart};
use kit::{HallError, Visit};
use office::settings::door as settings;
use rulebook::case::Stage;

/// Cases shown as due first.
const FIRST: u32 = 8;

/// For whoever may read cases.
///
/// # Errors
/// What the database said.
pub(super) fn part(read: &mut dyn Read, visit: &Visit) -> Result<Option<DeskPart>, HallError> {
    if !visit.may(Power::ReadCases) || visit.is_county() {
        return Ok(None);
    }
    let words = visit.words();
    Ok(Some(DeskPart {
        heading: words.say("办件", "Cases").to_owned(),
        figures: figures(read, visit)?,
        lines_heading: words.say("最先到期", "Due first").to_owned(),
        lines: due_first(read, visit)?,
    }))
}

fn figures(read: &mut dyn Read, visit: &Visit) -> Result<Vec<DeskFigure>, HallError> {
    let (words, centre) = (visit.words(), visit.centre()?);
    let stages = store::counts(read, centre)?;
    let (today, late) = store::due_counts(read, centre, visit.today())?;
    let mut figures = vec![
        DeskFigure::late(words.say("已超期", "Late"), late, "/cases?view=overdue"),
        DeskFigure::new(words.say("今天截止", "Due today"), today, "/cases?view=today"),
    ];
    for stage in Stage::ALL.into_iter().filter(|stage| !stage.is_closed()) {
        let count = stages.iter().find(|(it, _)| *it == stage).map_or(0, |(_, count)| *count);
        if count > 0 {
            let href = format!("/cases?view={}", stage.word());
            figures.push(DeskFigure::new(words.phrase(&stage.phrase()), count, &href));
        }
    }
    Ok(figures)
}

fn due_first(read: &mut dyn Read, visit: &Visit) -> Result<Vec<DeskLine>, HallError> {
    let (words, centre) = (visit.words(), visit.centre()?);
    let calendar = settings::working_calendar(read, centre)?;
    store::list(read, centre, &Filter::default(), ("", ""), FIRST)?
        .iter()
        .map(|held| {
            let line = view::line(held, visit.today(), &calendar, words)?;
            Ok(DeskLine {
                href: format!("/cases/{}", line.number),
                about: format!("{} · {} · {}", line.item, line.applicant, line.stage),
                name: line.number,
                light: line.light.class,
                light_text: line.light.text,
            })
        })
        .collect()
}
