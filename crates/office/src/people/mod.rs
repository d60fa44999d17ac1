//! People (人员账号): accounts, the posts they hold, how they sign in, and what programs may do.
//!
//! Basis: GB/T 22239-2019 8.1.4 (identity, lockout, two factors) and 8.1.5 (three administrators
//! kept apart). Accounts are kept by the county office: their entries stand in its journal, and
//! its division code is the `centre_id` of every table here. An account acts in one of its posts
//! at a time; which roles a post carries is set here, by the security administrator.
//!
//! Projections: `people_accounts`, `people_holdings`, `people_roles`, `people_identities`.
//! Working tables, for no secret and no digest of one stands in the journal:
//! `people_credentials`, `people_factors`, `people_recovery_codes`, `people_attempts`,
//! `people_sessions`, `people_tokens`.

pub mod actions;
pub mod door;
mod events;
pub mod factor;
mod keeper;
pub mod password;
pub mod policy;
pub mod record;
pub mod setup;
mod sign_in;
mod store;

use kit::Hall;
use kit::db::Migration;
use kit::hall::Shelf;
use kit::journal::{Housekeeping, housekeeping};
use kit::session::Doorkeeper;
use kit::wing::{Room, Table, Timer, TimerRun};
use std::sync::Arc;

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("people");
    room.migrations = vec![Migration {
        room: "people",
        number: 1,
        name: "people",
        sqlite: include_str!("migrations/1_people.sqlite.sql"),
        postgres: include_str!("migrations/1_people.postgres.sql"),
    }];
    room.projections = vec![
        Table { name: "people_accounts", key: &["account"] },
        Table { name: "people_holdings", key: &["account", "post_centre", "post_key"] },
        Table { name: "people_roles", key: &["post_centre", "post_key"] },
        Table { name: "people_identities", key: &["issuer", "subject"] },
    ];
    room.projector = Some(store::accounts::project);
    room.statements = store::statements();
    room.deeds = events::deeds();
    room.furnish = |shelf| furnish(shelf, policy::AccountPolicy::default());
    room.timers = vec![Timer { name: "people.sweep", every_s: 600, run: SWEEP }];
    room
}

/// Puts the doorkeeper, the policy and the password works on the shelf.
pub fn furnish(shelf: &Shelf, policy: policy::AccountPolicy) {
    let keeper: Arc<dyn Doorkeeper> = Arc::new(keeper::Keeper::new(policy));
    shelf.put(keeper);
    shelf.put(policy);
    shelf.put(password::PasswordWorks::new(password::Cost::default()));
}

/// Clears sessions and counters that have ended by time.
const SWEEP: TimerRun = |hall: Arc<Hall>| {
    Box::pin(async move {
        let before_ms = hall.now_ms() - setup::policy(&hall).lock_ms();
        let swept = hall.act_by_itself(hall.site.county, move |act| {
            let sessions = store::sessions::sweep_sessions(act)?;
            let attempts = store::secrets::sweep_attempts(act, before_ms)?;
            housekeeping(Housekeeping::Sweep, sessions + attempts)
        });
        let swept = swept.await?;
        if swept > 0 {
            tracing::debug!(swept, "ended sessions and counters were cleared");
        }
        Ok(())
    })
};
