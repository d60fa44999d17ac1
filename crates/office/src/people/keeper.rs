//! The doorkeeper: who stands behind a session or a token, asked with every request.
//!
//! A session ends when its account is disabled, its post is taken away or closed, it was not used
//! for some minutes, or its day is over; nothing has to be cleared for that to be true. The idle
//! clock is wound in memory with every request and in the database once a minute.

use super::left;
use super::policy::AccountPolicy;
use super::record::PostRef;
use super::store::sessions::{self, Bearer};
use crate::posts::door as posts;
use kit::db::{ActHead, CentreId, Read};
use kit::journal::{Actor, Housekeeping, housekeeping};
use kit::session::{Doorkeeper, Duty, Keeping, Member};
use kit::visit::LeftForm;
use kit::{Hall, HallError};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Between two windings of a clock in the database.
const WIND_EVERY_MS: i64 = 60_000;
/// Clocks kept in memory at most.
const CLOCKS_MAX: usize = 20_000;

/// Knows sessions and tokens.
pub(super) struct Keeper {
    policy: AccountPolicy,
    clocks: Mutex<HashMap<String, Clock>>,
}

#[derive(Clone, Copy)]
struct Clock {
    seen_at_ms: i64,
    wound_at_ms: i64,
}

impl Keeper {
    /// Under a policy.
    pub(super) fn new(policy: AccountPolicy) -> Self {
        Self { policy, clocks: Mutex::default() }
    }

    fn seen_in_memory(&self, name: &str) -> i64 {
        let clocks = self.clocks.lock().unwrap_or_else(PoisonError::into_inner);
        clocks.get(name).map_or(0, |clock| clock.seen_at_ms)
    }

    /// Winds the clock in memory; says whether the database has to be told.
    fn is_winding_due(&self, name: &str, now_ms: i64) -> bool {
        let mut clocks = self.clocks.lock().unwrap_or_else(PoisonError::into_inner);
        if clocks.len() >= CLOCKS_MAX && !clocks.contains_key(name) {
            clocks.retain(|_, clock| now_ms - clock.seen_at_ms < self.policy.idle_ms());
        }
        let clock =
            clocks.entry(name.to_owned()).or_insert(Clock { seen_at_ms: 0, wound_at_ms: 0 });
        clock.seen_at_ms = clock.seen_at_ms.max(now_ms);
        let is_due = now_ms - clock.wound_at_ms >= WIND_EVERY_MS;
        if is_due {
            clock.wound_at_ms = now_ms;
        }
        is_due
    }
}

/// The member behind a bearer, where the post is in use and carries a role.
fn member(
    read: &mut dyn Read,
    bearer: Bearer,
    session: String,
) -> Result<Option<Member>, HallError> {
    let PostRef { centre, post } = bearer.post;
    if bearer.roles.is_empty() {
        return Ok(None);
    }
    let Some(seated) = posts::post(read, centre, &post)? else { return Ok(None) };
    Ok(Some(Member {
        account: bearer.account,
        login: bearer.login,
        name: bearer.name,
        centre,
        post: seated.post.title,
        window: seated.window,
        department: seated.post.department,
        roles: bearer.roles,
        scopes: None,
        session,
        duty: Duty::None,
    }))
}

impl Doorkeeper for Keeper {
    fn by_session(
        &self,
        read: &mut dyn Read,
        secret_digest: &str,
        now_ms: i64,
    ) -> Result<Option<Member>, HallError> {
        let Some(live) = sessions::session_by_digest(read, secret_digest)? else {
            return Ok(None);
        };
        let name = format!("s{}", live.bearer.number);
        let seen_at_ms = live.seen_at_ms.max(self.seen_in_memory(&name));
        if now_ms >= live.ends_at_ms || now_ms >= seen_at_ms + live.idle_ms {
            return Ok(None);
        }
        let has_expired = now_ms >= live.password_at_ms + self.policy.password_ms();
        let duty = if live.stage == "factor" {
            Duty::SecondFactor
        } else if live.must_change == 1 || has_expired {
            Duty::NewPassword
        } else {
            Duty::None
        };
        Ok(member(read, live.bearer, name)?.map(|member| Member { duty, ..member }))
    }

    fn by_token(
        &self,
        read: &mut dyn Read,
        secret_digest: &str,
        now_ms: i64,
    ) -> Result<Option<Member>, HallError> {
        let Some(live) = sessions::token_by_digest(read, secret_digest)? else {
            return Ok(None);
        };
        if live.revoked_at_ms > 0 || now_ms >= live.ends_at_ms {
            return Ok(None);
        }
        let name = format!("t{}", live.bearer.number);
        let scopes = Some(live.scopes);
        Ok(member(read, live.bearer, name)?.map(|member| Member { scopes, ..member }))
    }

    fn by_ended_session(
        &self,
        read: &mut dyn Read,
        secret_digest: &str,
        now_ms: i64,
    ) -> Result<Option<i64>, HallError> {
        let ended = sessions::session_by_digest(read, secret_digest)?;
        let ended = ended.filter(|it| it.stage == "open");
        Ok(ended.and_then(|it| {
            let name = format!("s{}", it.bearer.number);
            let seen_at_ms = it.seen_at_ms.max(self.seen_in_memory(&name));
            let ended_at_ms = it.ends_at_ms.min(seen_at_ms + it.idle_ms);
            let is_recent = (ended_at_ms..ended_at_ms + left::KEPT_MS).contains(&now_ms);
            is_recent.then_some(it.bearer.account)
        }))
    }

    fn keep<'a>(&'a self, hall: &'a Arc<Hall>, account: i64, form: LeftForm) -> Keeping<'a> {
        Box::pin(async move {
            left::keep(hall, account, form).await?;
            Ok(left::SHOWN_AT)
        })
    }

    fn seen(&self, hall: &Arc<Hall>, member: &Member, now_ms: i64) {
        if !self.is_winding_due(&member.session, now_ms) {
            return;
        }
        let (hall, name) = (Arc::clone(hall), member.session.clone());
        // A blocking thread of its own: nobody waits for it, and it outlives the request.
        drop(tokio::task::spawn_blocking(move || {
            let county: CentreId = hall.site.county;
            let head = ActHead { centre: county, actor: Actor::house() };
            let wound = hall.db.act_now(head, move |act| {
                sessions::seen(act, &name, now_ms)?;
                housekeeping(Housekeeping::Session, ())
            });
            if let Err(error) = wound {
                tracing::warn!(?error, "the clock of a session was not wound");
            }
        }));
    }
}

/// The number behind a member's session name; tokens have none.
pub fn session_number(member: &Member) -> Option<i64> {
    member.session.strip_prefix('s').and_then(|number| number.parse().ok())
}
