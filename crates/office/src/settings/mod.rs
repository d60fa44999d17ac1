//! Settings: the working calendar, local closures and market days, parameters.
//!
//! The county office loads the State Council's notices (放假通知) for all its centres; a centre
//! notes its own closures and market days and chooses its parameters. Everything is journalled,
//! nothing is overwritten: a loading can be taken back, and the one before it holds again.
//!
//! Loading, withdrawing and closing change deadlines of open work. The rooms that keep deadlines
//! tell beforehand what would move ([`forecast`]) and recompute in the same transaction in which
//! the change reaches their centre ([`door::is_calendar_change`]).
//!
//! Tables: `settings_notices`, `settings_closures`, `settings_markets`, `settings_parameters`,
//! `settings_calendars`; all are projections of the journal.

pub mod actions;
mod api;
pub mod door;
mod effect;
mod events;
pub mod forecast;
mod market_rule;
pub mod notice_file;
mod pages;
mod reading;
mod store;
#[cfg(test)]
mod tests;

use kit::db::Migration;
use kit::wing::{Room, Table, Timer, TimerRun};
use kit::{Hall, Phrase};

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("settings");
    room.migrations = vec![Migration {
        room: "settings",
        number: 1,
        name: "settings",
        sqlite: include_str!("migrations/1_settings.sqlite.sql"),
        postgres: include_str!("migrations/1_settings.postgres.sql"),
    }];
    room.projections = vec![
        Table { name: "settings_notices", key: &["number"] },
        Table { name: "settings_closures", key: &["number"] },
        Table { name: "settings_markets", key: &["number"] },
        Table { name: "settings_parameters", key: &["name"] },
        Table { name: "settings_calendars", key: &[] },
    ];
    room.projector = Some(store::project);
    room.statements = store::STATEMENTS.to_vec();
    room.routes = pages::routes().merge(api::routes());
    room.openapi = || Some(api::described());
    room.menu = pages::menu;
    room.title = Phrase::of("设置", "Settings");
    room.deeds = DEEDS.to_vec();
    room.timers = vec![Timer { name: "settings.apply_calendar", every_s: 60, run: APPLY }];
    room
}

/// A centre that was left behind, by a crash or because it is new, catches up.
const APPLY: TimerRun = |hall: std::sync::Arc<Hall>| {
    Box::pin(async move { actions::apply_everywhere(&hall).await.map(|_| ()) })
};

/// What people call the acts of the room.
const DEEDS: [(&str, Phrase); 8] = [
    ("settings.notice_loaded", Phrase::of("载入放假通知", "Notice of days off loaded")),
    ("settings.notice_withdrawn", Phrase::of("撤销放假通知", "Notice of days off withdrawn")),
    ("settings.closure_noted", Phrase::of("登记闭馆", "Closure noted")),
    ("settings.closure_lifted", Phrase::of("取消闭馆", "Closure lifted")),
    ("settings.market_noted", Phrase::of("登记圩日", "Market days noted")),
    ("settings.market_ended", Phrase::of("取消圩日", "Market days taken off")),
    ("settings.parameter_changed", Phrase::of("调整参数", "Parameter changed")),
    ("settings.calendar_applied", Phrase::of("按新日历重算期限", "Deadlines recomputed")),
];
