//! The acts of the room: denials are drawn by lot, and looked at again.

use super::events::{Drawn, Examined};
use super::store;
use casework::cases::door as cases;
use jiff::civil::Date;
use kit::db::Act;
use kit::journal::{Committed, NewEntry, Subject, commit};
use kit::words::instant_of;
use kit::{HallError, Phrase};
use rulebook::breach::Breach;
use rulebook::case::{Reexamination, sample_size};
use seal::sm3;

/// What is asked for.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub(super) from: Date,
    pub(super) to: Date,
    /// In a hundred.
    pub(super) share: u8,
    pub(super) seed: String,
}

/// Days over which a draw may reach.
const DAYS_MAX: i32 = 366;

fn subject(draw: i64) -> Subject {
    Subject::new("denial_draw", draw.to_string())
}

/// Those on whom the lot falls: the smallest SM3 digests of seed and number, so that the same seed
/// gives the same whatever order the pool stands in.
pub(crate) fn lot(pool: &[String], seed: &str, share: u8) -> Vec<String> {
    let mut drawn: Vec<(String, &String)> = pool
        .iter()
        .map(|number| (sm3(format!("{seed}:{number}").as_bytes()).to_hex(), number))
        .collect();
    drawn.sort();
    drawn.truncate(sample_size(pool.len(), share));
    drawn.into_iter().map(|(_, number)| number.clone()).collect()
}

/// 抽取: draws denials of a time by lot.
///
/// # Errors
/// A time upside down or to come; nothing denied in it.
pub(super) fn draw(act: &mut Act<'_>, wanted: &Wanted) -> Result<Committed<i64>, HallError> {
    let Wanted { from, to, share, seed } = wanted.clone();
    let days = from.until(to).map_or(-1, |span| span.get_days());
    if !(0..DAYS_MAX).contains(&days) || to > act.today() {
        let fault = Phrase::of(
            "请填写一年以内的期间，结束日期不早于开始日期、不晚于今天。",
            "Enter a time of a year at most that does not end before it begins nor after today.",
        );
        return Err(HallError::invalid("to", fault));
    }
    let start = |day: Date| instant_of(day.at(0, 0, 0, 0));
    let end = to.tomorrow().map_or(i64::MAX, start);
    let centre = act.centre();
    let pool = cases::denied(act, centre, (start(from), end))?;
    if pool.is_empty() {
        return Err(HallError::breach(
            "这段时间没有不予批准的办件，不用抽查。请换一段时间。",
            "Nothing was denied in that time, so there is nothing to draw. Choose another.",
        ));
    }
    let chosen = lot(&pool, &seed, share);
    let draw = store::last(act, centre)? + 1;
    let facts = Drawn { draw, from, to, share, seed, pool, chosen };
    let entry = NewEntry::new(subject(draw), "samples.drawn", &facts)?;
    commit(act, vec![entry], draw)
}

/// 复核: what a second look at a denial found.
///
/// # Errors
/// `NotFound`; a second time; a finding against the denial without saying why.
pub(super) fn examine(
    act: &mut Act<'_>,
    (draw, number): (i64, &str),
    finding: Reexamination,
    note: &str,
) -> Result<Committed<()>, HallError> {
    let centre = act.centre();
    let sample = store::sample(act, centre, (draw, number))?.ok_or_else(|| {
        HallError::not_found("这次抽查没有抽到这个办件。", "This draw did not draw that case.")
    })?;
    if !sample.finding.is_empty() {
        return Err(HallError::breach(
            "这个办件的复核结论已经登记过。",
            "The finding on this case is on record already.",
        ));
    }
    let note = note.trim().to_owned();
    if note.is_empty() && finding != Reexamination::Upheld {
        return Err(HallError::invalid("note", Breach::ReasonMissing.phrase()));
    }
    let (number, finding) = (number.to_owned(), finding.word().to_owned());
    let facts = Examined { draw, number, finding, note };
    let entry = NewEntry::new(subject(draw), "samples.examined", &facts)?;
    commit(act, vec![entry], ())
}
