//! Who stands at the door: what the kit must know of accounts, without owning them.
//!
//! The `people` room implements [`Doorkeeper`]; the kit only asks it.

use crate::db::{CentreId, Read};
use crate::error::HallError;
use crate::rights::{Power, Role, holds};
use crate::visit::LeftForm;
use std::pin::Pin;
use std::sync::Arc;

/// A signed-in person in one post (登录人员), or a program acting with a person's token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The account.
    pub account: i64,
    /// Sign-in name.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// The centre the post belongs to (the county office is one, too).
    pub centre: CentreId,
    /// The post's title.
    pub post: String,
    /// The window, if the post sits at one; else empty.
    pub window: String,
    /// The department (站所) key, if any; else empty.
    pub department: String,
    /// Roles the post carries.
    pub roles: Vec<Role>,
    /// For a token: the scopes it was given; `None` for a session, which has all.
    pub scopes: Option<Vec<Power>>,
    /// Name of the session or token, to end it.
    pub session: String,
    /// What must be done before anything else.
    pub duty: Duty,
}

/// What a member must do before anything else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Duty {
    /// Nothing.
    #[default]
    None,
    /// Choose a new password (first sign-in, or expired).
    NewPassword,
    /// Give the second factor.
    SecondFactor,
}

impl Member {
    /// Whether this member may do something.
    pub fn may(&self, power: Power) -> bool {
        let by_role = self.roles.iter().any(|role| holds(*role, power));
        let by_scope = self.scopes.as_ref().is_none_or(|scopes| {
            matches!(power, Power::Public | Power::SignedIn) || scopes.contains(&power)
        });
        by_role && by_scope
    }
}

/// Knows sessions and tokens by the digest of their secret.
pub trait Doorkeeper: Send + Sync {
    /// The member behind a session that is alive at `now_ms`.
    ///
    /// # Errors
    /// What the database said.
    fn by_session(
        &self,
        read: &mut dyn Read,
        secret_digest: &str,
        now_ms: i64,
    ) -> Result<Option<Member>, HallError>;

    /// The member behind an access token that is alive at `now_ms`.
    ///
    /// # Errors
    /// What the database said.
    fn by_token(
        &self,
        read: &mut dyn Read,
        secret_digest: &str,
        now_ms: i64,
    ) -> Result<Option<Member>, HallError>;

    /// Told after an admitted request, so that the idle clock of a session can be wound; must
    /// not wait.
    fn seen(&self, hall: &Arc<crate::Hall>, member: &Member, now_ms: i64);

    /// The account behind a session that is over by time, and by nothing else.
    ///
    /// # Errors
    /// What the database said.
    fn by_ended_session(
        &self,
        _: &mut dyn Read,
        _: &str,
        _: i64,
    ) -> Result<Option<i64>, HallError> {
        Ok(None)
    }

    /// Keeps a form that came after the end of its session, for its account alone; gives where it
    /// is shown after the sign-in.
    fn keep<'a>(&'a self, _: &'a Arc<crate::Hall>, _: i64, _: LeftForm) -> Keeping<'a> {
        Box::pin(async { Err(HallError::SignIn) })
    }
}

/// The keeping of a form.
pub type Keeping<'a> = Pin<Box<dyn Future<Output = Result<&'static str, HallError>> + Send + 'a>>;

/// The digest under which a session's or token's secret is kept: a random secret of 256 bits
/// needs no slow hash.
pub fn secret_digest(secret: &str) -> String {
    seal::sm3(secret.as_bytes()).to_hex()
}
