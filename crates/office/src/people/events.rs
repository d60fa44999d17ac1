//! What happened to accounts, posts' roles and sign-ins, as the journal keeps it. No secret and
//! no digest of one stands in any of these.

use kit::Phrase;
use serde::{Deserialize, Serialize};

/// An account was made.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Made {
    pub account: i64,
    pub login: String,
    pub name: String,
    /// Sealed.
    pub phone: String,
    /// Whether it has a password.
    pub has_password: i64,
    /// Whether the password has to be changed at the first sign-in.
    pub must_change: i64,
}

/// Name or telephone were changed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Changed {
    pub account: i64,
    pub name: String,
    /// Sealed.
    pub phone: String,
}

/// Something was done to an account for a reason: disabled, enabled, unlocked, password reset,
/// second factor removed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Because {
    pub account: i64,
    pub reason: String,
}

/// Something happened to an account that needs no reason.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Of {
    pub account: i64,
}

/// Too many failures.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Locked {
    pub account: i64,
    pub failures: u32,
    pub until_ms: i64,
    pub address: String,
}

/// Somebody signed in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct SignedIn {
    pub account: i64,
    pub session: i64,
    pub centre: i64,
    pub post: String,
    /// `password` or `password+code`.
    pub by: String,
    pub address: String,
}

/// A session ended: by its owner, by an administrator, or pushed out by a newer one.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct SessionEnded {
    pub account: i64,
    pub session: i64,
    pub reason: String,
}

/// A post was given to a person, taken away, or chosen as the active one.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Holding {
    pub account: i64,
    pub centre: i64,
    pub post: String,
    #[serde(default)]
    pub reason: String,
}

/// The roles of a post were set.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Granted {
    pub centre: i64,
    pub post: String,
    pub roles: String,
    pub reason: String,
}

/// A recovery code was used in place of a code.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Recovered {
    pub account: i64,
    pub left: i64,
}

/// A token for programs was made.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct TokenMade {
    pub account: i64,
    pub token: i64,
    pub label: String,
    pub scopes: String,
    pub centre: i64,
    pub post: String,
    pub ends_at_ms: i64,
}

/// A token was revoked.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct TokenRevoked {
    pub account: i64,
    pub token: i64,
    pub reason: String,
}

/// An identity at another issuer was linked or unlinked.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Identity {
    pub issuer: String,
    pub subject: String,
    pub account: i64,
}

/// What people call the actions of the room.
pub(super) fn deeds() -> Vec<(&'static str, Phrase)> {
    vec![
        ("people.account_made", Phrase::of("新建账号", "Account made")),
        ("people.account_changed", Phrase::of("变更账号资料", "Account changed")),
        ("people.account_disabled", Phrase::of("停用账号", "Account disabled")),
        ("people.account_enabled", Phrase::of("启用账号", "Account enabled")),
        ("people.locked", Phrase::of("登录失败锁定", "Locked after failures")),
        ("people.unlocked", Phrase::of("解除锁定", "Unlocked")),
        ("people.password_reset", Phrase::of("重置密码", "Password reset")),
        ("people.password_changed", Phrase::of("修改密码", "Password changed")),
        ("people.factor_enrolled", Phrase::of("启用双因子认证", "Second factor set up")),
        ("people.factor_removed", Phrase::of("解除双因子认证", "Second factor removed")),
        ("people.recovery_used", Phrase::of("使用备用码", "Recovery code used")),
        ("people.signed_in", Phrase::of("登录", "Signed in")),
        ("people.signed_out", Phrase::of("退出", "Signed out")),
        ("people.session_revoked", Phrase::of("结束会话", "Session ended")),
        ("people.post_given", Phrase::of("任职", "Post given")),
        ("people.post_taken", Phrase::of("免职", "Post taken away")),
        ("people.post_switched", Phrase::of("切换岗位", "Post switched")),
        ("people.roles_granted", Phrase::of("设定岗位权限", "Roles of a post set")),
        ("people.token_made", Phrase::of("签发访问令牌", "Access token made")),
        ("people.token_revoked", Phrase::of("撤销访问令牌", "Access token revoked")),
        ("people.identity_linked", Phrase::of("绑定统一身份", "Identity linked")),
        ("people.identity_unlinked", Phrase::of("解绑统一身份", "Identity unlinked")),
    ]
}
