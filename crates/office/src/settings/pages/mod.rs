//! The pages of the settings: the year sheet, notices, closures and market days, parameters.

mod calendar;
mod closures;
mod market_days;
mod notice_preview;
mod notices;
mod parameters;
mod undoing;

use super::door::Forecasts;
use super::effect::{Effect, Reach, effect_of};
use super::reading::Proposal;
use crate::posts::door as posts;
use jiff::civil::Date;
use kit::db::CentreId;
use kit::form::FormErrors;
use kit::rights::Power;
use kit::routes::Routes;
use kit::shell::{MenuEntry, MenuGroup};
use kit::{HallError, Phrase, Visit};

/// A notice is a page of text; ten years of them are less than this.
const NOTICE_BYTES_MAX: usize = 1 << 20;

pub(super) fn routes() -> Routes {
    let manage = Power::ManageCalendar;
    Routes::new()
        .get("/settings/calendar", Power::ReadSettings, calendar::show)
        .get("/settings/notices", manage, self::notices::list)
        .post("/settings/notices", manage, self::notices::load)
        .post_file("/settings/notices/preview", manage, NOTICE_BYTES_MAX, notice_preview::show)
        .get("/settings/notices/{number}/withdrawal", manage, undoing::ask_withdrawal)
        .post("/settings/notices/{number}/withdrawal", manage, undoing::withdraw)
        .get("/settings/closures", manage, closures::list)
        .post("/settings/closures/preview", manage, closures::preview)
        .post("/settings/closures", manage, closures::note)
        .get("/settings/closures/{number}/lifting", manage, undoing::ask_lifting)
        .post("/settings/closures/{number}/lifting", manage, undoing::lift)
        .get("/settings/market-days", manage, market_days::list)
        .post("/settings/market-days", manage, market_days::note)
        .post("/settings/market-days/{number}/end", manage, market_days::end)
        .get("/settings/parameters", Power::ReadSettings, parameters::show)
        .post("/settings/parameters", Power::ManageSettings, parameters::choose)
}

pub(super) fn menu(visit: &Visit) -> Vec<MenuGroup> {
    let (read, manage) = (Power::ReadSettings, Power::ManageCalendar);
    let all: [(&'static str, Phrase, &'static str, Power); 5] = [
        ("/settings/calendar", Phrase::of("工作日历", "Calendar"), "calendar", read),
        ("/settings/notices", Phrase::of("放假通知", "Notices"), "book", manage),
        ("/settings/closures", Phrase::of("临时闭馆", "Closures"), "cross", manage),
        ("/settings/market-days", Phrase::of("圩日", "Market days"), "people", manage),
        ("/settings/parameters", Phrase::of("参数", "Parameters"), "gear", read),
    ];
    let entries = all
        .into_iter()
        .filter(|(.., power)| visit.may(*power))
        // Notices are loaded by the county office for all; the calendar shows what they say.
        .filter(|(href, ..)| *href != "/settings/notices" || visit.is_county())
        .map(|(href, label, icon, _)| MenuEntry { href, label, icon, count: None })
        .collect();
    vec![MenuGroup { label: Phrase::of("设置", "Settings"), entries }]
}

/// The office that loads notices for the centre of the signed-in person.
fn county(visit: &Visit) -> CentreId {
    visit.hall.site.county.county()
}

/// Refuses whoever is not of the county office.
fn only_county(visit: &Visit) -> Result<CentreId, HallError> {
    if visit.is_county() {
        return Ok(county(visit));
    }
    Err(HallError::Forbidden(Phrase::of(
        "放假通知由县级统一载入，各中心共用。如发现有误，请联系县级管理人员。",
        "Notices are loaded by the county office for all centres. If one is wrong, ask there.",
    )))
}

/// What a proposal would move, asked of all who keep deadlines.
async fn effect(visit: &Visit, reach: Reach, proposal: Proposal) -> Result<Effect, HallError> {
    let forecasts = visit.hall.shelf.get_or_default::<Forecasts>();
    visit.read(move |read| effect_of(read, &forecasts, reach, &proposal)).await
}

/// Deadlines that a page lists; the rest is only counted.
const SHOWN_MAX: usize = 100;

/// An effect as templates show it.
struct EffectView {
    sentence: String,
    rows: Vec<EffectRow>,
    unlisted: usize,
}

/// A deadline that would move.
struct EffectRow {
    centre: String,
    number: String,
    limit: String,
    before: String,
    after: String,
}

impl EffectView {
    /// With the names of the centres.
    async fn of(visit: &Visit, effect: &Effect) -> Result<Self, HallError> {
        let (words, directory) = (visit.words(), posts::directory(&visit.hall).await?);
        let name = |id: CentreId| match directory.centre(id) {
            Some(centre) => words.phrase(&centre.centre.record.title()).to_owned(),
            None => id.to_string(),
        };
        let day = |deadline: ::calendar::Deadline| {
            let day = words.date_and_weekday(deadline.due_on);
            let mark = words.say("（暂定）", " (provisional)");
            if deadline.provisional { day + mark } else { day }
        };
        let rows: Vec<EffectRow> = effect
            .moved
            .iter()
            .take(SHOWN_MAX)
            .map(|moved| EffectRow {
                centre: name(moved.centre),
                number: moved.number.clone(),
                limit: words.phrase(&moved.limit).to_owned(),
                before: day(moved.before),
                after: day(moved.after),
            })
            .collect();
        let sentence = words.fill(
            "已核对 {} 个中心的在办件，{} 个期限会变动。",
            "Open work of {} centres was checked; {} deadlines would move.",
            &[&effect.centres, &effect.moved.len()],
        );
        Ok(Self { sentence, unlisted: effect.moved.len() - rows.len(), rows })
    }
}

/// A day typed into a form.
fn day(text: &str) -> Result<Date, Phrase> {
    text.parse()
        .map_err(|_| Phrase::of("请填写日期，如 2026-12-01。", "Enter a day such as 2026-12-01."))
}

/// Does what a form asks. The inner fault means that the form is shown again: it could not be read,
/// or a rule refused it; every other error is a page of its own.
async fn attempted<T>(
    asked: Result<impl Future<Output = Result<T, HallError>>, FormErrors>,
) -> Result<Result<T, FormErrors>, HallError> {
    let work = match asked {
        Ok(work) => work,
        Err(errors) => return Ok(Err(errors)),
    };
    match work.await {
        Ok(value) => Ok(Ok(value)),
        Err(HallError::Invalid(errors)) => Ok(Err(errors)),
        Err(HallError::Breach { sentence, .. }) => Ok(Err(FormErrors::one("", sentence))),
        Err(other) => Err(other),
    }
}
