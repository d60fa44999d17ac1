//! Cases (办件): from intake at a window to completion, under the legal clock.
//!
//! Basis: Administrative Licensing Law arts. 26, 32, 35, 37–45; domain rules 1–5. The process is
//! decided by [`rulebook::case`]; this room keeps people, papers, dates and numbers.
//!
//! Tables: `cases_cases`, `cases_counters`, `cases_broken_undertakings` (all projections).

mod actions;
mod api;
pub(crate) mod competence;
mod deed;
pub mod door;
mod events;
mod loaded;
mod pages;
pub(crate) mod parties;
mod record;
pub(crate) mod store;
mod taking;
#[cfg(test)]
mod tests;
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

/// The acts that people do, each with its addresses as a page and at the API.
const ADDRESSES: [(Act, &str, &str); 34] = [
    (Act::TickPapers, "/cases/{number}/papers", "/api/v1/cases/{number}/papers"),
    (
        Act::RefuseAcceptance,
        "/cases/{number}/non-acceptance",
        "/api/v1/cases/{number}/non-acceptance",
    ),
    (Act::GiveNotice, "/cases/{number}/notice", "/api/v1/cases/{number}/notice"),
    (Act::Supplement, "/cases/{number}/supplement", "/api/v1/cases/{number}/supplement"),
    (Act::Accept, "/cases/{number}/acceptance", "/api/v1/cases/{number}/acceptance"),
    (Act::BringDeferred, "/cases/{number}/deferred-paper", "/api/v1/cases/{number}/deferred-paper"),
    (Act::Examine, "/cases/{number}/examination", "/api/v1/cases/{number}/examination"),
    (Act::SendBack, "/cases/{number}/return", "/api/v1/cases/{number}/return"),
    (Act::Suspend, "/cases/{number}/suspension", "/api/v1/cases/{number}/suspension"),
    (Act::Resume, "/cases/{number}/resumption", "/api/v1/cases/{number}/resumption"),
    (Act::Extend, "/cases/{number}/extension", "/api/v1/cases/{number}/extension"),
    (Act::ChangeMode, "/cases/{number}/mode", "/api/v1/cases/{number}/mode"),
    (Act::Grant, "/cases/{number}/decision", "/api/v1/cases/{number}/decision"),
    (
        Act::ProposeRefusal,
        "/cases/{number}/refusal-proposal",
        "/api/v1/cases/{number}/refusal-proposal",
    ),
    (Act::Refuse, "/cases/{number}/refusal", "/api/v1/cases/{number}/refusal"),
    (Act::ReportDenial, "/cases/{number}/denial-report", "/api/v1/cases/{number}/denial-report"),
    (Act::Deliver, "/cases/{number}/delivery", "/api/v1/cases/{number}/delivery"),
    (Act::Complete, "/cases/{number}/completion", "/api/v1/cases/{number}/completion"),
    (Act::Withdraw, "/cases/{number}/withdrawal", "/api/v1/cases/{number}/withdrawal"),
    (Act::Circulate, "/cases/{number}/circulation", "/api/v1/cases/{number}/circulation"),
    (Act::GiveOpinion, "/cases/{number}/opinion", "/api/v1/cases/{number}/opinion"),
    (Act::ReturnBranch, "/cases/{number}/branch-return", "/api/v1/cases/{number}/branch-return"),
    (Act::RecordVisit, "/cases/{number}/site-visit", "/api/v1/cases/{number}/site-visit"),
    (Act::RecordMeeting, "/cases/{number}/joint-meeting", "/api/v1/cases/{number}/joint-meeting"),
    (Act::Lead, "/cases/{number}/coordination", "/api/v1/cases/{number}/coordination"),
    (Act::Progress, "/cases/{number}/progress", "/api/v1/cases/{number}/progress"),
    (Act::Answer, "/cases/{number}/answer", "/api/v1/cases/{number}/answer"),
    (Act::PassPrecheck, "/cases/{number}/precheck", "/api/v1/cases/{number}/precheck"),
    (Act::SendUp, "/cases/{number}/consignment", "/api/v1/cases/{number}/consignment"),
    (Act::Urge, "/cases/{number}/urging", "/api/v1/cases/{number}/urging"),
    (Act::TakeReturn, "/cases/{number}/superior-answer", "/api/v1/cases/{number}/superior-answer"),
    (Act::Inquire, "/cases/{number}/inquiry", "/api/v1/cases/{number}/inquiry"),
    (Act::AnswerInquiry, "/cases/{number}/inquiry-reply", "/api/v1/cases/{number}/inquiry-reply"),
    (Act::CallBack, "/cases/{number}/recall", "/api/v1/cases/{number}/recall"),
];

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("cases");
    room.migrations = vec![
        Migration {
            room: "cases",
            number: 1,
            name: "cases",
            sqlite: include_str!("migrations/1_cases.sqlite.sql"),
            postgres: include_str!("migrations/1_cases.postgres.sql"),
        },
        Migration {
            room: "cases",
            number: 2,
            name: "watching",
            sqlite: include_str!("migrations/2_watching.sqlite.sql"),
            postgres: include_str!("migrations/2_watching.postgres.sql"),
        },
        Migration {
            room: "cases",
            number: 3,
            name: "finding",
            sqlite: include_str!("migrations/3_finding.sqlite.sql"),
            postgres: include_str!("migrations/3_finding.postgres.sql"),
        },
        Migration {
            room: "cases",
            number: 4,
            name: "modes",
            sqlite: include_str!("migrations/4_modes.sqlite.sql"),
            postgres: include_str!("migrations/4_modes.postgres.sql"),
        },
        Migration {
            room: "cases",
            number: 5,
            name: "looking",
            sqlite: include_str!("migrations/5_looking.sqlite.sql"),
            postgres: include_str!("migrations/5_looking.postgres.sql"),
        },
    ];
    room.projections = vec![
        Table { name: "cases_cases", key: &["number"] },
        Table { name: "cases_counters", key: &["day"] },
        Table { name: "cases_broken_undertakings", key: &["identity_fingerprint", "number"] },
    ];
    room.projector = Some(store::project);
    room.listeners = vec![|act, entry| {
        if settings::is_calendar_change(entry) { actions::redated(act) } else { Ok(Vec::new()) }
    }];
    room.statements = store::STATEMENTS.to_vec();
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
        "answer", "answers", "findings", "grounds", "mandate", "note", "opinion", "question",
        "reply", "result", "text",
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
        routes = routes.post(page, power, pages::act::create).post(api, power, api::perform);
    }
    routes
}
