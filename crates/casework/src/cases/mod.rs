//! Cases (办件): from intake at a window to completion, under the legal clock.
//!
//! Basis: Administrative Licensing Law arts. 26, 32, 35, 37–45; domain rules 1–5. The process is
//! decided by [`rulebook::case`]; this room keeps people, papers, dates and numbers.
//!
//! Tables: `cases_cases`, `cases_taken`, `cases_events`, `cases_counters`, `cases_certificates`,
//! `cases_deliveries`, `cases_denials`, `cases_broken_undertakings` (all projections).
//! What an act changes is a short row; what never changes, and what only grows, stand apart.

mod actions;
mod answers;
mod api;
pub(crate) mod competence;
mod deed;
pub mod door;
mod events;
pub(crate) mod handing;
mod handover;
mod loaded;
mod noted;
mod pages;
pub(crate) mod parties;
mod plain;
mod promises;
mod record;
pub(crate) mod store;
mod taking;
#[cfg(test)]
mod tests;
pub(crate) mod turn;
mod watching;
mod wording;

use kit::Phrase;
use kit::db::Migration;
use kit::rights::Power;
use kit::routes::Routes;
use kit::wing::{Room, Table, Timer};
use office::settings::door as settings;
use rulebook::case::Act;
use std::sync::Arc;

#[cfg(test)]
pub(crate) use watching::sweep as look_at_open_cases;

/// An act with its addresses as a page and at the API.
macro_rules! addresses {
    ($($act:ident $noun:literal),+ $(,)?) => {
        [$((
            Act::$act,
            concat!("/cases/{number}/", $noun),
            concat!("/api/v1/cases/{number}/", $noun),
        )),+]
    };
}

/// The acts that people do, each the creation of a noun.
const ADDRESSES: [(Act, &str, &str); 37] = addresses![
    TickPapers "papers",
    RefuseAcceptance "non-acceptance",
    GiveNotice "notice",
    Supplement "supplement",
    Accept "acceptance",
    BringDeferred "deferred-paper",
    Examine "examination",
    SendBack "return",
    Suspend "suspension",
    Resume "resumption",
    Extend "extension",
    ChangeMode "mode",
    Grant "decision",
    GrantInPart "partial-decision",
    ProposeRefusal "refusal-proposal",
    Refuse "refusal",
    ReportDenial "denial-report",
    IssueCertificate "certificate",
    FailDelivery "delivery-attempt",
    Deliver "delivery",
    Complete "completion",
    Withdraw "withdrawal",
    Circulate "circulation",
    GiveOpinion "opinion",
    ReturnBranch "branch-return",
    RecordVisit "site-visit",
    RecordMeeting "joint-meeting",
    Lead "coordination",
    Progress "progress",
    Answer "answer",
    PassPrecheck "precheck",
    SendUp "consignment",
    Urge "urging",
    TakeReturn "superior-answer",
    Inquire "inquiry",
    AnswerInquiry "inquiry-reply",
    CallBack "recall",
];

/// A step of the room's tables.
macro_rules! migration {
    ($number:literal, $name:literal) => {
        Migration {
            room: "cases",
            number: $number,
            name: $name,
            sqlite: include_str!(concat!("migrations/", $number, "_", $name, ".sqlite.sql")),
            postgres: include_str!(concat!("migrations/", $number, "_", $name, ".postgres.sql")),
        }
    };
}

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("cases");
    room.migrations = vec![
        migration!(1, "cases"),
        migration!(2, "watching"),
        migration!(3, "finding"),
        migration!(4, "modes"),
        migration!(5, "looking"),
        migration!(6, "events"),
        migration!(7, "codes"),
        migration!(8, "turns"),
        migration!(9, "decided"),
        migration!(10, "outcomes"),
        migration!(11, "noted"),
    ];
    room.projections = vec![
        Table { name: "cases_cases", key: &["number"] },
        Table { name: "cases_taken", key: &["number"] },
        Table { name: "cases_events", key: &["number", "position"] },
        Table { name: "cases_certificates", key: &["certificate"] },
        Table { name: "cases_deliveries", key: &["number", "position"] },
        Table { name: "cases_denials", key: &["number"] },
        Table { name: "cases_counters", key: &["day"] },
        Table { name: "cases_broken_undertakings", key: &["identity_fingerprint", "number"] },
    ];
    room.projector = Some(store::projecting::project);
    room.listeners = vec![|act, entry| {
        if settings::is_calendar_change(entry) { actions::redated(act) } else { Ok(Vec::new()) }
    }];
    room.statements = [
        store::STATEMENTS,
        store::decided::STATEMENTS,
        store::kept::STATEMENTS,
        store::listing::STATEMENTS,
        store::outcomes::STATEMENTS,
        store::projecting::STATEMENTS,
    ]
    .concat();
    room.routes = routes();
    room.furnish = |shelf| {
        shelf.get_or_default::<settings::Forecasts>().add(Arc::new(door::CaseDeadlines));
    };
    room.timers =
        vec![Timer { name: "cases", every_s: 60, run: |hall| Box::pin(watching::sweep(hall)) }];
    room.openapi = || Some(api::described());
    room.title = Phrase::of("办件", "Cases");
    room.deeds = wording::deeds();
    room.disclosing = vec!["cases.unmasked"];
    room.withheld = vec![
        "answer",
        "answers",
        "answers_sealed",
        "certificate",
        "findings",
        "grounds",
        "mandate",
        "note",
        "opinion",
        "question",
        "relation",
        "reply",
        "result",
        "text",
        "tracking",
    ];
    room
}

fn routes() -> Routes {
    let mut routes = Routes::new()
        .get("/cases/{number}", Power::ReadCases, pages::show::show)
        .post("/cases/{number}/unmasking", Power::UnmaskPersons, pages::show::unmask)
        .post("/cases/{number}/notice-confirmation", Power::HandleCases, pages::act::confirm_notice)
        .get("/api/v1/cases", Power::ReadCases, api::list)
        .post("/api/v1/cases", Power::TakeCases, api::create)
        .get("/api/v1/cases/{number}", Power::ReadCases, api::show)
        .post(
            "/api/v1/cases/{number}/notice-confirmation",
            Power::HandleCases,
            api::confirm_notice,
        );
    for (act, page, api) in ADDRESSES {
        let power = competence::power(act);
        // A delivery may bring the signature as a file.
        routes = match act {
            Act::Deliver => {
                let most = crate::papers::BODY_MAX;
                routes.post_file(page, power, most, pages::act::create)
            }
            _ => routes.post(page, power, pages::act::create),
        };
        routes = routes.post(api, power, api::perform);
    }
    routes
}
