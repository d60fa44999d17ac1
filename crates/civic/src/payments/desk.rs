//! The room's part of the desk: bills that wait, and days that nobody has closed.

use super::store::{self, Filter};
use kit::db::Read;
use kit::rights::Power;
use kit::shell::{DeskFigure, DeskLine, DeskPart};
use kit::{HallError, Visit};
use statutes::payment::Stage;

/// Days and bills that are counted at most.
const COUNTED: u32 = 100;
/// Bills shown.
const FIRST: usize = 5;

/// For whoever takes money.
///
/// # Errors
/// What the database said.
pub(super) fn part(read: &mut dyn Read, visit: &Visit) -> Result<Option<DeskPart>, HallError> {
    if !visit.may(Power::TakePayments) || visit.is_county() {
        return Ok(None);
    }
    let (words, centre, today) = (visit.words(), visit.centre()?, visit.today());
    let filter = Filter { stage: Stage::Open.word().to_owned(), ..Filter::default() };
    let open = store::bills(read, centre, &filter, COUNTED)?;
    let days = store::unclosed(read, centre, today, COUNTED)?;
    let late = days.iter().filter(|it| **it < today).count();
    if open.is_empty() && days.is_empty() {
        return Ok(None);
    }
    let counted = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let to_open = format!("/payments?stage={}", Stage::Open.word());
    let lines = open.iter().take(FIRST).map(|held| DeskLine {
        href: format!("/payments/{}", held.number),
        name: held.number.clone(),
        about: format!(
            "{} · {} · {}",
            words.phrase(&held.billed.rate.phrase()),
            held.billed.who.payer_masked,
            words.money(held.bill.amount.get())
        ),
        light: "amber",
        light_text: words.phrase(&Stage::Open.phrase()).to_owned(),
    });
    let lines = lines.collect();
    Ok(Some(DeskPart {
        heading: words.say("缴费", "Payments").to_owned(),
        figures: vec![
            DeskFigure::late(
                words.say("往日未日结", "Days not closed"),
                counted(late),
                "/payments/days",
            ),
            DeskFigure::new(
                words.say("待缴账单", "Bills to be paid"),
                counted(open.len()),
                &to_open,
            ),
        ],
        lines_heading: words.say("最新的待缴账单", "Newest bills to be paid").to_owned(),
        lines,
    }))
}
