//! Audit (审计): what the audit administrator sees of the journal.
//!
//! Whoever audits reads the trail of a centre, one entry whole, who looked at personal data, and
//! whether the chain still holds; and changes nothing (三员分立, GB/T 22239-2019 8.1.4.3, 8.1.5).
//! Personal data stays sealed and the contents of cases are withheld: an auditor sees that they
//! stand there. What is taken away in bulk, and each verification, is itself an entry in the
//! journal that was read. The county's auditor reads every centre; a centre's only its own.
//!
//! Tables: none; the journal itself is read.

mod actions;
mod api;
mod asked;
mod events;
mod facts;
mod pages;
mod reading;
#[cfg(test)]
mod tests;
mod wording;
mod workbook;

use kit::Phrase;
use kit::rights::Power;
use kit::routes::Routes;
use kit::wing::Room;

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("audit");
    room.projector = Some(|_, _| Ok(()));
    room.routes = Routes::new()
        .get("/audit", Power::ReadAudit, pages::trail::everything)
        .get("/audit/personal-data", Power::ReadAudit, pages::trail::personal_data)
        .get("/audit/entries/{sequence}", Power::ReadAudit, pages::entry::show)
        .post("/audit/export", Power::ReadAudit, pages::export::create)
        .get("/audit/journal", Power::ReadAudit, pages::journal::show)
        .post("/audit/verifications", Power::ReadAudit, pages::journal::verify)
        .get("/api/v1/audit/entries", Power::ReadAudit, api::entries);
    room.openapi = || Some(api::described());
    room.menu = pages::menu;
    room.title = Phrase::of("审计", "Audit");
    room.deeds = DEEDS.to_vec();
    room
}

/// What people call the acts of the room.
const DEEDS: [(&str, Phrase); 2] = [
    ("audit.exported", Phrase::of("导出操作留痕", "Trail exported")),
    ("audit.verified", Phrase::of("核验台账", "Journal verified")),
];
