//! Open cases as the boards of the back office see them.

use crate::cases::door::store::listing::{self, BoardOf};
use crate::cases::door::store::{self, Filter, Held};
use crate::cases::door::view::{self, item_name, light_view};
use crate::cases::door::{competence, unknown};
use crate::modes::next;
use calendar::WorkingCalendar;
use jiff::civil::Date;
use kit::db::{CentreId, Read};
use kit::{HallError, Words};
use office::settings::door as settings;
use rulebook::case::{Act, Case, Stage, face};
use rulebook::item::HandlingMode;
use std::sync::Arc;

/// Cases that are read at one time.
const AT_ONCE: u32 = 500;

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
    /// Until when a denial is to be reported; empty where none is.
    pub report_by: String,
    /// The act it waits for.
    pub next: Option<Act>,
    /// The process.
    pub case: Case,
}

/// What a board is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Board {
    /// Open cases of a mode in hand.
    InHand(HandlingMode),
    /// Open cases in a stage, of any mode.
    At(Stage),
    /// Joint cases where the opinion of a department, by key, is awaited (待会办).
    Awaiting(String),
    /// Joint cases where a department let its limit pass in silence (逾期未反馈).
    Silent,
    /// Cases that a department decides or passes on to others next.
    Deciding,
    /// Refusals that wait for the director's concurrence (待审核).
    Proposed,
    /// Denials still to be reported (待报备).
    Unreported,
    /// Denials on record, not completed (已报备).
    Reported,
}

/// Where a page of a board begins: after a due date and a number; empty for the first.
pub type After = (String, String);

/// Cases of a board that one page holds.
const PAGE: u32 = 100;

/// A page of open cases on a board, soonest due first, and where the next one begins.
///
/// # Errors
/// What the database said.
pub fn page_of(
    read: &mut dyn Read,
    centre: CentreId,
    (board, after): (&Board, &After),
    (today, words): (Date, Words),
) -> Result<(Vec<Standing>, Option<After>), HallError> {
    let calendar = settings::working_calendar(read, centre)?;
    let held = held(read, centre, (board, after), PAGE)?;
    let next = held.last().filter(|_| held.len() == PAGE as usize).map(place);
    let all = held.iter().map(|held| standing(held, today, &calendar, words));
    Ok((all.collect::<Result<_, _>>()?, next))
}

/// All open cases on a board, soonest due first, and the working days by which they are shown.
/// What a board is of is decided in the table itself, and nothing is cut off.
///
/// # Errors
/// What the database said.
#[expect(clippy::needless_pass_by_value, reason = "a board is named where it is asked for")]
pub fn standings(
    read: &mut dyn Read,
    centre: CentreId,
    board: Board,
    (today, words): (Date, Words),
) -> Result<(Vec<Standing>, Arc<WorkingCalendar>), HallError> {
    let calendar = settings::working_calendar(read, centre)?;
    let (mut all, mut after) = (Vec::new(), After::default());
    loop {
        let held = held(read, centre, (&board, &after), AT_ONCE)?;
        for one in &held {
            all.push(standing(one, today, &calendar, words)?);
        }
        match held.last() {
            Some(last) if held.len() == AT_ONCE as usize => after = place(last),
            _ => return Ok((all, calendar)),
        }
    }
}

/// A case of a number as a board shows it, open or not, and the working days it is shown by.
///
/// # Errors
/// `NotFound`; what the database said.
pub fn standing_of(
    read: &mut dyn Read,
    centre: CentreId,
    number: &str,
    (today, words): (Date, Words),
) -> Result<(Standing, Arc<WorkingCalendar>), HallError> {
    let calendar = settings::working_calendar(read, centre)?;
    let held = store::find(read, centre, number)?.ok_or_else(|| unknown(number))?;
    Ok((standing(&held, today, &calendar, words)?, calendar))
}

fn place(held: &Held) -> After {
    let due = held.dues.due_on.map(|day| day.to_string()).unwrap_or_default();
    (due, held.number.clone())
}

fn held(
    read: &mut dyn Read,
    centre: CentreId,
    (board, after): (&Board, &After),
    limit: u32,
) -> Result<Vec<Held>, HallError> {
    let of = match board {
        Board::InHand(mode) => BoardOf::Mode(mode.word().to_owned()),
        Board::Awaiting(department) => BoardOf::Awaiting(competence::awaiting(department)),
        Board::Silent => BoardOf::Silent,
        Board::Deciding => BoardOf::Deciding,
        Board::Proposed => BoardOf::Denied("proposed"),
        Board::Unreported => BoardOf::Denied("due"),
        Board::Reported => BoardOf::Denied("reported"),
        Board::At(stage) => {
            let filter = Filter { stage: stage.word().to_owned(), ..Filter::default() };
            return store::list(read, centre, &filter, (&after.0, &after.1), limit);
        }
    };
    listing::of_board(read, centre, &of, (&after.0, &after.1), limit)
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
        due: view::due(held, words),
        light: class,
        left: text,
        report_by: case.report_day(calendar).map(|day| words.date(day)).unwrap_or_default(),
        next: next::next(&case),
        case,
    })
}
