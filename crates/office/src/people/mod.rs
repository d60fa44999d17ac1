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
//! `people_sessions`, `people_tokens`, `people_left_forms`.

pub mod actions;
pub mod door;
mod events;
pub mod factor;
mod keeper;
mod left;
mod pages;
pub mod password;
pub mod policy;
pub mod record;
pub mod setup;
mod sign_in;
mod store;
#[cfg(test)]
mod tests;

use kit::db::Migration;
use kit::hall::Shelf;
use kit::journal::{Housekeeping, housekeeping};
use kit::rights::Power;
use kit::routes::Routes;
use kit::session::Doorkeeper;
use kit::shell::{MenuEntry, MenuGroup};
use kit::wing::{Room, Table, Timer, TimerRun};
use kit::{Hall, Phrase, Visit};
use std::sync::Arc;

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("people");
    room.migrations = vec![
        Migration {
            room: "people",
            number: 1,
            name: "people",
            sqlite: include_str!("migrations/1_people.sqlite.sql"),
            postgres: include_str!("migrations/1_people.postgres.sql"),
        },
        Migration {
            room: "people",
            number: 2,
            name: "left_forms",
            sqlite: include_str!("migrations/2_left_forms.sqlite.sql"),
            postgres: include_str!("migrations/2_left_forms.postgres.sql"),
        },
    ];
    room.projections = vec![
        Table { name: "people_accounts", key: &["account"] },
        Table { name: "people_holdings", key: &["account", "post_centre", "post_key"] },
        Table { name: "people_roles", key: &["post_centre", "post_key"] },
        Table { name: "people_identities", key: &["issuer", "subject"] },
    ];
    room.projector = Some(store::accounts::project);
    room.statements = store::statements();
    room.title = Phrase::of("账号与登录", "Accounts and sign-ins");
    room.deeds = events::deeds();
    room.routes = routes();
    room.openapi = || Some(pages::account::described());
    room.menu = menu;
    room.furnish = |shelf| furnish(shelf, policy::AccountPolicy::default());
    room.timers = vec![Timer { name: "people.sweep", every_s: 600, run: SWEEP }];
    room
}

fn routes() -> Routes {
    use pages::{
        account, accounts, active_post, desk, door, factor, left, password, person, roles,
    };
    use pages::{second_factor, tokens};
    const IN: Power = Power::SignedIn;
    const MANAGE: Power = Power::ManageAccounts;
    Routes::new()
        .get("/session/new", Power::Public, door::show)
        .post("/session", Power::Public, door::create)
        .post("/session/end", Power::Public, door::end)
        .get("/session/second-factor", IN, second_factor::show)
        .post("/session/second-factor", IN, second_factor::create)
        .get("/desk", IN, desk::show)
        .get("/posts/active", IN, active_post::show)
        .post("/posts/active", IN, active_post::create)
        .get("/account", IN, account::show)
        .get("/account/left-form", IN, left::show)
        .post("/account/left-form/removal", IN, left::remove)
        .get("/account/password", IN, password::show)
        .post("/account/password", IN, password::create)
        .get("/account/second-factor", IN, factor::show)
        .post("/account/second-factor", IN, factor::begin)
        .post("/account/second-factor/confirmation", IN, factor::confirm)
        .post("/account/second-factor/removal", IN, factor::remove)
        .post("/account/sessions/end", IN, account::end_others)
        .post("/account/sessions/{session}/end", IN, account::end_session)
        .get("/account/tokens/new", IN, tokens::new)
        .post("/account/tokens", IN, tokens::create)
        .post("/account/tokens/{token}/revocation", IN, tokens::revoke)
        .get("/accounts", MANAGE, accounts::list)
        .post("/accounts", MANAGE, accounts::create)
        .get("/accounts/new", MANAGE, accounts::new)
        .get("/accounts/{account}", MANAGE, person::show)
        .post("/accounts/{account}/change", MANAGE, person::change)
        .post("/accounts/{account}/password", MANAGE, person::reset)
        .post("/accounts/{account}/posts", MANAGE, person::give_post)
        .post("/accounts/{account}/posts/removal", MANAGE, person::take_post)
        .post("/accounts/{account}/sessions/{session}/end", MANAGE, person::end_session)
        .post("/accounts/{account}/tokens/{token}/revocation", MANAGE, person::revoke_token)
        .post("/accounts/{account}/acts/{noun}", MANAGE, person::act)
        .get("/roles", MANAGE, roles::list)
        .get("/roles/{centre}/{post}", MANAGE, roles::show)
        .post("/roles/{centre}/{post}", MANAGE, roles::create)
        .get("/api/v1/account", IN, account::own)
}

/// Entries of the office menu.
fn menu(visit: &Visit) -> Vec<MenuGroup> {
    let entry = |href, label, icon| MenuEntry { href, label, icon, count: None };
    let mut groups = vec![MenuGroup {
        label: Phrase::of("我的", "Mine"),
        entries: vec![
            entry("/desk", Phrase::of("工作台", "Desk"), "home"),
            entry("/account", Phrase::of("我的账号", "My account"), "person"),
        ],
    }];
    if visit.may(Power::ManageAccounts) && visit.is_county() {
        groups.push(MenuGroup {
            label: Phrase::of("安全管理", "Security"),
            entries: vec![
                entry("/accounts", Phrase::of("账号", "Accounts"), "people"),
                entry("/roles", Phrase::of("岗位权限", "Roles of posts"), "key"),
            ],
        });
    }
    groups
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
        let gone_ms = hall.now_ms() - left::KEPT_MS;
        let swept = hall.act_by_itself(hall.site.county, move |act| {
            let sessions = store::sessions::sweep_sessions(act, gone_ms)?;
            let left = store::left_forms::sweep(act, gone_ms)?;
            let attempts = store::secrets::sweep_attempts(act, before_ms)?;
            housekeeping(Housekeeping::Sweep, sessions + left + attempts)
        });
        let swept = swept.await?;
        if swept > 0 {
            tracing::debug!(swept, "ended sessions and counters were cleared");
        }
        Ok(())
    })
};
