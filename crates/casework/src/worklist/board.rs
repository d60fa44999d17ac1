//! Open cases as the boards of the back office see them.

use crate::cases::door::store::{self, Filter, Held};
use crate::cases::door::view::{self, item_name, light_view};
use crate::modes::next;
use calendar::WorkingCalendar;
use jiff::civil::Date;
use kit::db::{CentreId, Read};
use kit::{HallError, Words};
use office::settings::door as settings;
use rulebook::case::{Act, Case, Stage, face};
use rulebook::item::HandlingMode;
use std::sync::Arc;

/// Cases that a board shows at most.
const MOST: u32 = 500;

/// An open case on a board (看板上的办件).
#[derive(Clone, Debug)]
pub struct Standing {
    /// 办件编号
    pub number: String,
    /// 事项名称
    pub item: String,
    /// Item code.
    pub item_code: String,
    /// Name, masked.
    pub applicant: String,
    /// The department that decides, as the catalogue calls it.
    pub department: String,
    /// Its version, for the next act.
    pub version: i64,
    /// 到期
    pub due: String,
    /// Class of its light.
    pub light: &'static str,
    /// Its light in words.
    pub left: String,
    /// The act it waits for.
    pub next: Option<Act>,
    /// The process.
    pub case: Case,
}

/// What a board is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Board {
    /// Open cases of a mode in hand.
    InHand(HandlingMode),
    /// Open cases in a stage, of any mode.
    At(Stage),
}

/// Open cases on a board, soonest due first, and the working days by which they are shown.
///
/// # Errors
/// What the database said.
pub fn standings(
    read: &mut dyn Read,
    centre: CentreId,
    board: Board,
    (today, words): (Date, Words),
) -> Result<(Vec<Standing>, Arc<WorkingCalendar>), HallError> {
    let calendar = settings::working_calendar(read, centre)?;
    let held = match board {
        Board::InHand(mode) => store::of_mode(read, centre, (mode.word(), ""), MOST)?,
        Board::At(stage) => {
            let filter = Filter { stage: stage.word().to_owned(), ..Filter::default() };
            store::list(read, centre, &filter, ("", ""), MOST)?
        }
    };
    let all = held.iter().map(|held| standing(held, today, &calendar, words));
    Ok((all.collect::<Result<_, _>>()?, calendar))
}

fn standing(
    held: &Held,
    today: Date,
    calendar: &WorkingCalendar,
    words: Words,
) -> Result<Standing, HallError> {
    let case = held.case()?;
    let view::LightView { class, text } = light_view(held, &face(&case, today, calendar), words);
    Ok(Standing {
        number: held.number.clone(),
        item: item_name(held, words),
        item_code: held.item_code.clone(),
        applicant: held.applicant_masked.clone(),
        department: held.department.clone(),
        version: held.version,
        due: held.dues.due_on.map(|day| words.date(day)).unwrap_or_default(),
        light: class,
        left: text,
        next: next::next(&case),
        case,
    })
}
