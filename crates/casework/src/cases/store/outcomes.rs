//! Certificates, deliveries and denials as lists read them.

use super::{Held, held};
use crate::cases::record::EventRecord;
use kit::HallError;
use kit::db::{CentreId, Read, Row, Statement};
use kit::params;

/// Every statement that reads.
pub(crate) const STATEMENTS: &[Statement] = &[CERTIFICATE, TO_DELIVER, FAILED, POSTED, DENIALS];

const CERTIFICATE: Statement = Statement::both(
    "SELECT number FROM cases_certificates WHERE centre_id = $1 AND certificate = $2",
);
/// Decided and not delivered, the oldest decision first; up to an instant of decision.
const TO_DELIVER: Statement = Statement::both(
    "SELECT c.*, (SELECT string_agg(e.event, ',' ORDER BY e.position) FROM cases_events e
       WHERE e.centre_id = c.centre_id AND e.number = c.number) AS events
     FROM cases_cases c
     WHERE centre_id = $1 AND stage = 'decided' AND decided_at_ms <= $2
       AND (decided_at_ms > $3 OR (decided_at_ms = $3 AND number > $4))
     ORDER BY decided_at_ms, number LIMIT $5",
);
/// The same where an attempt has failed.
const FAILED: Statement = Statement::both(
    "SELECT c.*, (SELECT string_agg(e.event, ',' ORDER BY e.position) FROM cases_events e
       WHERE e.centre_id = c.centre_id AND e.number = c.number) AS events
     FROM cases_cases c
     WHERE centre_id = $1 AND stage = 'decided'
       AND (decided_at_ms > $2 OR (decided_at_ms = $2 AND number > $3))
       AND EXISTS (SELECT 1 FROM cases_deliveries d WHERE d.centre_id = c.centre_id
         AND d.number = c.number AND d.is_failed = 1)
     ORDER BY decided_at_ms, number LIMIT $4",
);
/// What went by post, the newest first.
const POSTED: Statement = Statement::both(
    "SELECT d.number, d.at_ms, d.tracking, d.recipient, c.item_name, c.item_name_english,
       c.applicant_masked
     FROM cases_deliveries d
     JOIN cases_cases c ON c.centre_id = d.centre_id AND c.number = d.number
     WHERE d.centre_id = $1 AND d.method = 'post' AND d.is_failed = 0
       AND (d.at_ms < $2 OR (d.at_ms = $2 AND d.number < $3))
     ORDER BY d.at_ms DESC, d.number DESC LIMIT $4",
);
/// Denials decided in a time, in their order.
const DENIALS: Statement = Statement::both(
    "SELECT number FROM cases_denials
     WHERE centre_id = $1 AND refused_at_ms >= $2 AND refused_at_ms < $3
     ORDER BY refused_at_ms, number LIMIT 5000",
);

/// The case that a certificate number is on record for.
pub(crate) fn case_of_certificate(
    read: &mut dyn Read,
    centre: CentreId,
    certificate: &str,
) -> Result<Option<String>, HallError> {
    let row = read.first(CERTIFICATE, &params![centre, certificate])?;
    row.map(|row| row.get("number").map_err(HallError::from)).transpose()
}

fn listed(row: &Row) -> Result<(Held, i64), HallError> {
    let events: String = row.get("events")?;
    let events: Vec<EventRecord> = serde_json::from_str(&format!("[{events}]"))?;
    Ok((held(row, events)?, row.get("decided_at_ms")?))
}

/// Cases that were decided by an instant and not delivered, each with when it was decided.
pub(crate) fn to_deliver(
    read: &mut dyn Read,
    centre: CentreId,
    decided_by_ms: i64,
    after: (i64, &str),
    limit: u32,
) -> Result<Vec<(Held, i64)>, HallError> {
    let params = params![centre, decided_by_ms, after.0, after.1, limit];
    read.query(TO_DELIVER, &params)?.iter().map(listed).collect()
}

/// Cases not delivered though it was tried.
pub(crate) fn failed(
    read: &mut dyn Read,
    centre: CentreId,
    after: (i64, &str),
    limit: u32,
) -> Result<Vec<(Held, i64)>, HallError> {
    let params = params![centre, after.0, after.1, limit];
    read.query(FAILED, &params)?.iter().map(listed).collect()
}

/// A delivery by post.
pub(crate) struct Posted {
    pub(crate) number: String,
    pub(crate) at_ms: i64,
    pub(crate) tracking: String,
    pub(crate) recipient: String,
    /// 事项名称, in both languages.
    pub(crate) item: (String, String),
    pub(crate) applicant: String,
}

/// Deliveries by post before a place, the newest first.
pub(crate) fn posted(
    read: &mut dyn Read,
    centre: CentreId,
    before: (i64, &str),
    limit: u32,
) -> Result<Vec<Posted>, HallError> {
    let rows = read.query(POSTED, &params![centre, before.0, before.1, limit])?;
    let posted = |row: &Row| {
        Ok(Posted {
            number: row.get("number")?,
            at_ms: row.get("at_ms")?,
            tracking: row.get("tracking")?,
            recipient: row.get("recipient")?,
            item: (row.get("item_name")?, row.get("item_name_english")?),
            applicant: row.get("applicant_masked")?,
        })
    };
    rows.iter().map(posted).collect()
}

/// Numbers of the cases denied in a time, in the order of their denial.
pub(crate) fn denied(
    read: &mut dyn Read,
    centre: CentreId,
    (from_ms, to_ms): (i64, i64),
) -> Result<Vec<String>, HallError> {
    let rows = read.query(DENIALS, &params![centre, from_ms, to_ms])?;
    rows.iter().map(|row| row.get("number").map_err(HallError::from)).collect()
}
