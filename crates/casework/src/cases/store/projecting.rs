//! What entries mean for the tables of the room; nothing else writes them.

use super::{TO_SERVE, find, fold, text};
use crate::cases::events::{
    After, Confirmed, Dues, Happened, LeftOpen, Reached, Recomputed, Reminded, Served, Taken,
    UndertakingBroken,
};
use crate::cases::noted::{Noted, rearms};
use crate::cases::record::EventRecord;
use kit::HallError;
use kit::db::{CentreId, Execute, Read, Statement, Value};
use kit::journal::{Entry, Projection};
use kit::params;
use rulebook::case::milestone::MilestoneKind;
use rulebook::case::{Certificate, Handover, Stage, Validity};
use rulebook::event::Event;
use rulebook::person::ApplicantKind;

/// Every statement that writes.
pub(crate) const STATEMENTS: &[Statement] = &[
    COUNT_NUMBER,
    ADD,
    KEEP_TAKEN,
    KEEP_EVENT,
    MOVE,
    FORGET_NOTICE,
    REDATE,
    REMINDED,
    LEFT_OPEN,
    NOTED,
    NOTE,
    REARM,
    BROKEN,
    KEEP_BROKEN,
    CONFIRMED,
    SUSPENSION_SERVED,
    EXTENSION_SERVED,
    KEEP_CERTIFICATE,
    KEEP_DELIVERY,
    KEEP_DENIAL,
];

const COUNT_NUMBER: Statement = Statement::both(
    "INSERT INTO cases_counters (centre_id, day, last) VALUES ($1, $2, $3)
     ON CONFLICT (centre_id, day) DO UPDATE SET last = excluded.last",
);
const ADD: Statement = Statement::both(
    "INSERT INTO cases_cases (centre_id, number, item_code, item_version, item_name,
       item_name_english, department, mode, stage, is_closed, received_at_ms, decided_at_ms,
       window_name, clerk, clerk_account, applicant_masked, identity_fingerprint,
       phone_fingerprint, hand, promised_due_on, legal_due_on, due_on, is_provisional, is_stopped,
       look_on, further_dues, turn, awaited, silent, denial, applicant_kind, code, version)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
       $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, 1)",
);
const KEEP_TAKEN: Statement =
    Statement::both("INSERT INTO cases_taken (centre_id, number, taken) VALUES ($1, $2, $3)");
const KEEP_EVENT: Statement = Statement::both(
    "INSERT INTO cases_events (centre_id, number, position, event) VALUES ($1, $2, $3, $4)",
);
const MOVE: Statement = Statement::both(
    "UPDATE cases_cases SET mode = $3, stage = $4, is_closed = $5, decided_at_ms = $6, hand = $7,
       promised_due_on = $8, legal_due_on = $9, due_on = $10, is_provisional = $11,
       is_stopped = $12, look_on = $13, further_dues = $14, turn = $15, awaited = $16,
       silent = $17, denial = $18, version = version + 1
     WHERE centre_id = $1 AND number = $2 RETURNING version",
);
/// A further notice is confirmed and reminded of anew.
const FORGET_NOTICE: Statement = Statement::both(
    "UPDATE cases_cases SET reminded_at_ms = 0, confirmed_by = ''
     WHERE centre_id = $1 AND number = $2",
);
const REDATE: Statement = Statement::both(
    "UPDATE cases_cases SET hand = $3, promised_due_on = $4, legal_due_on = $5, due_on = $6,
       is_provisional = $7, is_stopped = $8, look_on = $9, further_dues = $10
     WHERE centre_id = $1 AND number = $2",
);
const REMINDED: Statement = Statement::both(
    "UPDATE cases_cases SET reminded_at_ms = $3, look_on = $4
     WHERE centre_id = $1 AND number = $2",
);
const LEFT_OPEN: Statement = Statement::both(
    "UPDATE cases_cases SET left_open_at_ms = $3, look_on = $4
     WHERE centre_id = $1 AND number = $2",
);
const NOTED: Statement =
    Statement::both("SELECT noted FROM cases_cases WHERE centre_id = $1 AND number = $2");
const NOTE: Statement = Statement::both(
    "UPDATE cases_cases SET noted = $3, look_on = $4 WHERE centre_id = $1 AND number = $2",
);
/// A case that goes back a step is reminded of anew.
const REARM: Statement = Statement::both(
    "UPDATE cases_cases SET noted = $3, left_open_at_ms = 0
     WHERE centre_id = $1 AND number = $2",
);
const BROKEN: Statement = Statement::both(
    "UPDATE cases_cases SET broken_at_ms = $3, look_on = $4
     WHERE centre_id = $1 AND number = $2",
);
const KEEP_BROKEN: Statement = Statement::both(
    "INSERT INTO cases_broken_undertakings (centre_id, identity_fingerprint, number, at_ms)
     VALUES ($1, $2, $3, $4) ON CONFLICT (centre_id, identity_fingerprint, number) DO NOTHING",
);
const CONFIRMED: Statement = Statement::both(
    "UPDATE cases_cases SET confirmed_by = $3 WHERE centre_id = $1 AND number = $2",
);

const SUSPENSION_SERVED: Statement = Statement::both(
    "UPDATE cases_cases SET suspension_served = $3 WHERE centre_id = $1 AND number = $2",
);
const EXTENSION_SERVED: Statement = Statement::both(
    "UPDATE cases_cases SET extension_served = $3 WHERE centre_id = $1 AND number = $2",
);
const KEEP_CERTIFICATE: Statement = Statement::both(
    "INSERT INTO cases_certificates
       (centre_id, certificate, number, name, issued_on, valid_until)
     VALUES ($1, $2, $3, $4, $5, $6)",
);
const KEEP_DELIVERY: Statement = Statement::both(
    "INSERT INTO cases_deliveries
       (centre_id, number, position, at_ms, method, tracking, recipient, reason, is_failed)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
);
/// A denial that was called back and made again counts from the second time.
const KEEP_DENIAL: Statement = Statement::both(
    "INSERT INTO cases_denials (centre_id, number, refused_at_ms, reason_code)
     VALUES ($1, $2, $3, $4)
     ON CONFLICT (centre_id, number) DO UPDATE SET refused_at_ms = excluded.refused_at_ms,
       reason_code = excluded.reason_code",
);

/// Writes what an entry means.
pub(crate) fn project(projection: &mut Projection<'_>, entry: &Entry) -> Result<(), HallError> {
    if let Some(kind) = MilestoneKind::from_word(entry.verb()) {
        let facts: Reached = entry.facts()?;
        let noted = noted(projection, entry)?.with(kind, facts.due_on);
        return note_down(projection, entry, &noted, facts.look_on);
    }
    match entry.verb() {
        "received" => received(projection, entry, &entry.facts()?),
        "recomputed" => {
            let event: Recomputed = entry.facts()?;
            redate(projection, entry, &event.after)
        }
        "unmasked" | "printed" => Ok(()),
        "reminded" => note(projection, entry, REMINDED, entry.facts::<Reminded>()?.look_on),
        "left_open" => {
            let facts: LeftOpen = entry.facts()?;
            let noted = noted(projection, entry)?.left_open(facts.due_on);
            note_down(projection, entry, &noted, facts.look_on)?;
            note(projection, entry, LEFT_OPEN, facts.look_on)
        }
        "undertaking_broken" => broken(projection, entry, &entry.facts()?),
        "notice_confirmed" => {
            let facts: Confirmed = entry.facts()?;
            let statement = match Served::from_word(&facts.document) {
                Some(Served::Suspension) => SUSPENSION_SERVED,
                Some(Served::Extension) => EXTENSION_SERVED,
                _ => CONFIRMED,
            };
            let params = params![entry.centre, &entry.subject_id, &facts.channel];
            projection.execute(statement, &params)?;
            Ok(())
        }
        _ => happened(projection, entry, &entry.facts()?),
    }
}

fn received(
    projection: &mut Projection<'_>,
    entry: &Entry,
    taken: &Taken,
) -> Result<(), HallError> {
    let case = fold(std::slice::from_ref(&taken.first.event))?;
    let applicant = &taken.parties.applicant;
    let params = params![
        entry.centre,
        &taken.number,
        &taken.item_code,
        taken.item_version,
        &taken.item_name,
        &taken.item_name_english,
        &taken.department,
        case.mode.word(),
        case.stage().word(),
        i64::from(case.stage().is_closed()),
        entry.at_ms,
        0i64,
        &entry.actor.window,
        &entry.actor.name,
        entry.actor.account,
        &applicant.masked,
        &applicant.identity_fingerprint,
        &applicant.phone_fingerprint
    ];
    let kind = ApplicantKind::from_code(&applicant.kind).unwrap_or(ApplicantKind::NaturalPerson);
    let dates = dates(&taken.first.dues)?;
    let last = params![kind.code(), &taken.code];
    let params = [&params[..], &dates, &turns(&After::of(&case)), &last].concat();
    projection.execute(ADD, &params)?;
    projection.execute(KEEP_TAKEN, &params![entry.centre, &taken.number, &entry.payload])?;
    keep_event(projection, (entry.centre, &taken.number, 1), &taken.first.event)?;
    let day = kit::clock::day_of(entry.at_ms);
    let count: i64 = taken.number.rsplit('-').next().and_then(|it| it.parse().ok()).unwrap_or(0);
    projection.execute(COUNT_NUMBER, &params![entry.centre, day, count])?;
    Ok(())
}

fn happened(
    projection: &mut Projection<'_>,
    entry: &Entry,
    happened: &Happened,
) -> Result<(), HallError> {
    let after = match &happened.after {
        Some(after) if !after.turn.is_empty() => after.clone(),
        _ => folded(projection, entry, happened)?,
    };
    let is_closed = Stage::from_word(&after.stage).is_some_and(Stage::is_closed);
    let params = params![
        entry.centre,
        &entry.subject_id,
        &after.mode,
        &after.stage,
        i64::from(is_closed),
        after.decided_at_ms
    ];
    let params = [&params[..], &dates(&happened.dues)?, &turns(&after)].concat();
    let row = projection.first(MOVE, &params)?;
    let row = row.ok_or_else(|| HallError::broken(format!("no case {}", entry.subject_id)))?;
    let place = (entry.centre, entry.subject_id.as_str(), row.get("version")?);
    keep_event(projection, place, &happened.event)?;
    let event = happened.event.event()?;
    if rearms(&event) {
        let noted = serde_json::to_string(&noted(projection, entry)?.rearmed())?;
        projection.execute(REARM, &params![entry.centre, &entry.subject_id, noted])?;
    }
    beside(projection, place, &event)
}

/// Milestones of the case that were written down so far.
fn noted(projection: &mut Projection<'_>, entry: &Entry) -> Result<Noted, HallError> {
    let row = projection.first(NOTED, &params![entry.centre, &entry.subject_id])?;
    let row = row.ok_or_else(|| HallError::broken(format!("no case {}", entry.subject_id)))?;
    Ok(serde_json::from_str(&row.get::<String>("noted")?)?)
}

fn note_down(
    projection: &mut Projection<'_>,
    entry: &Entry,
    noted: &Noted,
    look_on: Option<jiff::civil::Date>,
) -> Result<(), HallError> {
    let noted = serde_json::to_string(noted)?;
    let params = params![entry.centre, &entry.subject_id, noted, text(look_on)];
    projection.execute(NOTE, &params)?;
    Ok(())
}

/// What an event means besides the place of the case.
fn beside(
    projection: &mut Projection<'_>,
    (centre, number, position): (CentreId, &str, i64),
    event: &Event,
) -> Result<(), HallError> {
    let (statement, params) = match event {
        Event::NoticeGiven { .. } | Event::SecondNoticeGiven { .. } => {
            (FORGET_NOTICE, params![centre, number].to_vec())
        }
        Event::Suspended { .. } => (SUSPENSION_SERVED, params![centre, number, TO_SERVE].to_vec()),
        Event::Extended { .. } => (EXTENSION_SERVED, params![centre, number, TO_SERVE].to_vec()),
        Event::CertificateIssued { certificate, .. } => {
            let Certificate { name, number: certificate, issued_on, validity } = certificate;
            let until = match validity {
                Validity::Unlimited => None,
                Validity::Until(day) => Some(*day),
            };
            let params = params![centre, certificate, number, name, *issued_on, text(until)];
            (KEEP_CERTIFICATE, params.to_vec())
        }
        Event::DeliveryFailed { at, method, reason } => {
            let params =
                params![centre, number, position, at.at_ms, method.word(), "", "", reason, 1i64];
            (KEEP_DELIVERY, params.to_vec())
        }
        Event::Delivered { at, handover } => {
            let Handover { method, tracking, recipient, .. } = handover;
            let (at_ms, method) = (at.at_ms, method.word());
            let params =
                params![centre, number, position, at_ms, method, tracking, recipient, "", 0i64];
            (KEEP_DELIVERY, params.to_vec())
        }
        Event::Refused { at, grounds, .. } => {
            (KEEP_DENIAL, params![centre, number, at.at_ms, &grounds.reason_code].to_vec())
        }
        _ => return Ok(()),
    };
    projection.execute(statement, &params)?;
    Ok(())
}

/// The columns that every statement ends in, in their order.
fn dates(dues: &Dues) -> Result<[Value; 8], HallError> {
    Ok(params![
        &dues.hand,
        text(dues.promised),
        text(dues.legal),
        text(dues.due_on),
        i64::from(dues.provisional),
        i64::from(dues.is_stopped),
        text(dues.look_on),
        serde_json::to_string(&dues.further)?
    ])
}

/// The columns that say whose turn it is, in their order.
fn turns(after: &After) -> [Value; 4] {
    params![&after.turn, &after.awaited, &after.silent, &after.denial]
}

/// Keeps an event at its place among those of the case: its version after it.
fn keep_event(
    projection: &mut Projection<'_>,
    (centre, number, position): (CentreId, &str, i64),
    event: &EventRecord,
) -> Result<(), HallError> {
    let event = serde_json::to_string(event)?;
    projection.execute(KEEP_EVENT, &params![centre, number, position, event])?;
    Ok(())
}

/// Where a case stands after an event of the first builds, which did not say it.
fn folded(
    projection: &mut Projection<'_>,
    entry: &Entry,
    happened: &Happened,
) -> Result<After, HallError> {
    let held = find(projection, entry.centre, &entry.subject_id)?
        .ok_or_else(|| HallError::broken(format!("no case {}", entry.subject_id)))?;
    let mut events = held.events;
    events.push(happened.event.clone());
    Ok(After::of(&fold(&events)?))
}

fn redate(projection: &mut Projection<'_>, entry: &Entry, dues: &Dues) -> Result<(), HallError> {
    let params = [&params![entry.centre, &entry.subject_id][..], &dates(dues)?].concat();
    projection.execute(REDATE, &params)?;
    Ok(())
}

fn note(
    projection: &mut Projection<'_>,
    entry: &Entry,
    statement: Statement,
    look_on: Option<jiff::civil::Date>,
) -> Result<(), HallError> {
    let params = params![entry.centre, &entry.subject_id, entry.at_ms, text(look_on)];
    projection.execute(statement, &params)?;
    Ok(())
}

fn broken(
    projection: &mut Projection<'_>,
    entry: &Entry,
    facts: &UndertakingBroken,
) -> Result<(), HallError> {
    note(projection, entry, BROKEN, facts.look_on)?;
    let params = params![entry.centre, &facts.person, &entry.subject_id, entry.at_ms];
    projection.execute(KEEP_BROKEN, &params)?;
    Ok(())
}
