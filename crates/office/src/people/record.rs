//! An account and what hangs on it; the sign-in name is checked once, here.

use kit::Phrase;
use kit::db::CentreId;
use kit::rights::Role;

/// A sign-in name (登录名): small letters, digits, full stop, hyphen, underscore.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "登录名")]
pub struct Login(String);

impl Login {
    /// Reads a name as typed; capitals become small letters.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, Phrase> {
        let login = text.trim().to_ascii_lowercase();
        let is_fit = |it: u8| {
            it.is_ascii_lowercase() || it.is_ascii_digit() || matches!(it, b'.' | b'-' | b'_')
        };
        let starts_well = login.bytes().next().is_some_and(|it| it.is_ascii_alphanumeric());
        if (3..=32).contains(&login.len()) && starts_well && login.bytes().all(is_fit) {
            return Ok(Self(login));
        }
        Err(Phrase::of(
            "登录名为 3 至 32 位小写字母、数字、点、连字符或下划线，以字母或数字开头。",
            "A sign-in name has 3 to 32 small letters, digits, full stops, hyphens or underscores \
             and begins with a letter or digit.",
        ))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether an account may be used (账号状态).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountState {
    /// 启用
    Active,
    /// 停用
    Disabled,
}

impl AccountState {
    /// The name kept in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Disabled => "disabled",
        }
    }

    /// The state of a name; what is not known is disabled.
    pub fn from_code(code: &str) -> Self {
        if code == "active" { Self::Active } else { Self::Disabled }
    }

    /// What people call it.
    pub fn phrase(self) -> Phrase {
        match self {
            Self::Active => Phrase::of("启用", "Active"),
            Self::Disabled => Phrase::of("停用", "Disabled"),
        }
    }
}

/// An account (账号).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "账号")]
pub struct Account {
    /// Its number.
    pub account: i64,
    /// Sign-in name.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// Telephone, sealed.
    pub phone: String,
    /// Whether it may be used.
    pub state: AccountState,
    /// Why it was last disabled, enabled or unlocked.
    pub reason: String,
    /// When it was made.
    pub made_at_ms: i64,
    /// When the password was set; 0 without one.
    pub password_at_ms: i64,
    /// Whether the password has to be changed (0 or 1).
    pub must_change: i64,
    /// When the second factor was set up; 0 without one.
    pub factor_at_ms: i64,
    /// Until when it is locked.
    pub locked_until_ms: i64,
    /// When it last signed in; 0 before the first time.
    pub signed_in_at_ms: i64,
    /// The post last acted in.
    pub active: PostRef,
    /// Journal number of its last change.
    pub version: i64,
}

/// A post of a centre, by key (岗位).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PostRef {
    /// The centre.
    pub centre: CentreId,
    /// Key of the post.
    pub post: String,
}

impl PostRef {
    /// A post of a centre.
    pub fn new(centre: CentreId, post: impl Into<String>) -> Self {
        Self { centre, post: post.into() }
    }

    /// From `990126101/W03-A1`, as forms send it.
    pub fn parse(text: &str) -> Option<Self> {
        let (centre, post) = text.split_once('/')?;
        let is_key = !post.is_empty() && post.len() <= 24;
        is_key.then(|| CentreId::parse(centre).map(|centre| Self::new(centre, post)))?
    }
}

impl std::fmt::Display for PostRef {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}/{}", self.centre, self.post)
    }
}

/// Roles as they stand in one column.
pub fn roles_of(text: &str) -> Vec<Role> {
    text.split(',').filter_map(Role::from_code).collect()
}

/// Roles for one column.
pub fn roles_text(roles: &[Role]) -> String {
    let codes: Vec<&str> = roles.iter().map(|role| role.code()).collect();
    codes.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sign_in_names_are_read_in_small_letters() {
        assert_eq!(Login::parse(" Wang.Li-2 ").unwrap().as_str(), "wang.li-2");
        for text in ["", "ab", ".abc", "王丽丽", "a b c", "a\nbc", "x@y.cn"] {
            assert!(Login::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_post_is_read_back_as_it_is_written() {
        let post = PostRef::new(CentreId(990_126_101), "W03-A1");
        assert_eq!(PostRef::parse(&post.to_string()), Some(post));
        for text in ["", "W03", "x/W03", "990126101/"] {
            assert_eq!(PostRef::parse(text), None, "{text}");
        }
    }
}
