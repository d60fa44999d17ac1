//! The settings in use: pages filled in by administrators, on both engines, and a room upstairs
//! that keeps one deadline.

mod calendar;
mod market_rule;
mod notice_file;
mod parameters;

use super::door::{Forecast, Forecasts, MovedDeadline, is_calendar_change};
use ::calendar::{Limit, Pauses, Phrase, WorkingCalendar, due};
use jiff::civil::{Date, date};
use kit::HallError;
use kit::db::{Act, CentreId, Read};
use kit::hall::Plan;
use kit::journal::reading::of_subject;
use kit::journal::verify::Verification;
use kit::journal::{Entry, NewEntry, Subject};
use kit::rights::Role;
use kit::testing::{Browser, CENTRE, COUNTY, House, Page};
use kit::wing::{Room, Wing};
use std::sync::Arc;

/// The day from which the toy room's ten working days run.
const START: Date = date(2026, 12, 18);

fn plan() -> Plan {
    let mut upstairs = Room::new("work");
    upstairs.projector = Some(|_, _| Ok(()));
    upstairs.listeners = vec![recompute];
    upstairs.furnish = |shelf| shelf.get_or_default::<Forecasts>().add(Arc::new(OneDeadline));
    Plan::new(vec![Wing { rooms: vec![crate::posts::room(), super::room(), upstairs] }])
}

/// A room upstairs with one case in the centre.
struct OneDeadline;

impl Forecast for OneDeadline {
    fn moved(
        &self,
        _: &mut dyn Read,
        centre: CentreId,
        now: &WorkingCalendar,
        then: &WorkingCalendar,
    ) -> Result<Vec<MovedDeadline>, HallError> {
        let end = |calendar| due(START, Limit::working_days(10), &Pauses::none(), calendar);
        let (before, after) = (end(now), end(then));
        if centre != CENTRE || before == after {
            return Ok(Vec::new());
        }
        let limit = Phrase::of("承诺时限", "promised limit");
        let number = "101-20261218-0001".to_owned();
        Ok(vec![MovedDeadline { centre, number, limit, before, after }])
    }
}

/// Writes down that it recomputed, with the end it found.
fn recompute(act: &mut Act<'_>, entry: &Entry) -> Result<Vec<NewEntry>, HallError> {
    if !is_calendar_change(entry) || act.centre() != CENTRE {
        return Ok(Vec::new());
    }
    let calendar = super::door::working_calendar(act, CENTRE)?;
    let end = due(START, Limit::working_days(10), &Pauses::none(), &calendar);
    let subject = Subject::new("work", "one");
    Ok(vec![NewEntry::new(subject, "work.recomputed", &end.due_on.to_string())?])
}

/// The ends that the room upstairs found, each time the calendar changed.
fn recomputed(house: &House) -> Vec<String> {
    let subject = Subject::new("work", "one");
    let read = house.hall.db.read_now(move |read| of_subject(read, CENTRE, &subject, 0, 100));
    read.unwrap().iter().map(|entry| entry.facts().unwrap()).collect()
}

fn county_manager(house: &House) -> Browser {
    house.browser_of(COUNTY, &[Role::CountyManager])
}

fn administrator(house: &House) -> Browser {
    house.browser_of(CENTRE, &[Role::SystemAdministrator])
}

/// The centre has begun to work: its journal has an entry.
fn open_centre(house: &House) {
    let mut browser = administrator(house);
    let page = browser.get("/settings/market-days");
    let key = page.value_of("idempotency_key");
    let fields = [("idempotency_key", key.as_str()), ("kind", "weekly"), ("weekday", "6")];
    sent(&browser.post("/settings/market-days", &fields));
}

/// The act was done.
fn sent(page: &Page) {
    assert_eq!(page.status, 303, "{}", page.body);
}

/// Neither the chain nor a projection differs from what the entries give.
fn everything_is_whole(house: &House) {
    let signer = kit::testing::signer();
    let report = Verification {
        db: &house.hall.db,
        migrations: &house.hall.migrations,
        registry: &house.hall.registry,
        projections: &house.hall.projections,
        verifier: &signer.public_key(),
    }
    .run(|_| {})
    .unwrap();
    assert_eq!(report.findings, []);
}

#[test]
fn every_statement_is_understood_by_both_engines() {
    kit::testing::on_each_engine(plan, |house| {
        let location = house.hall.db.location();
        let statements = plan().statements();
        let refused =
            kit::db::check_statements(location, &plan().migrations(), &statements).unwrap();
        assert!(refused.is_empty(), "{refused:?}");
    });
}
