//! The rules of accounts as numbers (GB/T 22239-2019 8.1.4.1, 身份鉴别).

/// What the institution asks of passwords, sessions and second factors.
///
/// The defaults are the usual ones for a system of the second level; a site may put others on the
/// shelf before it opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccountPolicy {
    /// Characters a password has at least.
    pub password_length: usize,
    /// Kinds of characters it has at least, of four.
    pub password_classes: usize,
    /// Earlier passwords that cannot be used again.
    pub password_history: usize,
    /// Days until a password has to be changed.
    pub password_days: u16,
    /// Failures that lock an account.
    pub failures: u32,
    /// Minutes an account stays locked, and in which failures are counted together.
    pub lock_minutes: u32,
    /// Minutes without a request after which a session ends.
    pub idle_minutes: u32,
    /// Hours after which a session ends in any case.
    pub session_hours: u32,
    /// Sessions an account has at once at most; the oldest ends.
    pub sessions: usize,
    /// Who has to use a second factor.
    pub second_factor: FactorDuty,
}

/// Who has to use a second factor (双因子认证).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactorDuty {
    /// Whoever set one up.
    Voluntary,
    /// The three administrators, too, before anything else.
    Administrators,
    /// Everybody.
    Everybody,
}

impl Default for AccountPolicy {
    fn default() -> Self {
        Self {
            password_length: 10,
            password_classes: 3,
            password_history: 5,
            password_days: 90,
            failures: 5,
            lock_minutes: 15,
            idle_minutes: 15,
            session_hours: 12,
            sessions: 5,
            second_factor: FactorDuty::Voluntary,
        }
    }
}

impl AccountPolicy {
    /// Milliseconds an account stays locked.
    pub fn lock_ms(&self) -> i64 {
        i64::from(self.lock_minutes) * 60_000
    }

    /// Milliseconds after which an unused session ends.
    pub fn idle_ms(&self) -> i64 {
        i64::from(self.idle_minutes) * 60_000
    }

    /// Milliseconds after which a session ends in any case.
    pub fn session_ms(&self) -> i64 {
        i64::from(self.session_hours) * 3_600_000
    }

    /// Milliseconds after which a password has to be changed.
    pub fn password_ms(&self) -> i64 {
        i64::from(self.password_days) * 86_400_000
    }
}
