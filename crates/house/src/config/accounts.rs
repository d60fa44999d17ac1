//! `[accounts]`: how strict the house is with passwords, locks, sessions and second factors.

use anyhow::bail;
use office::people::door::{AccountPolicy, FactorDuty};
use serde::Deserialize;
use std::ops::RangeInclusive;

/// What the file may say of accounts (账号策略); what it does not say is as the house has it.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct AccountsEntry {
    password_length: Option<u32>,
    password_classes: Option<u32>,
    password_history: Option<u32>,
    password_days: Option<u32>,
    failures: Option<u32>,
    lock_minutes: Option<u32>,
    idle_minutes: Option<u32>,
    session_hours: Option<u32>,
    sessions: Option<u32>,
    second_factor: Option<DutyEntry>,
}

/// Who has to use a second factor.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum DutyEntry {
    Voluntary,
    Administrators,
    Everybody,
}

impl From<DutyEntry> for FactorDuty {
    fn from(entry: DutyEntry) -> Self {
        match entry {
            DutyEntry::Voluntary => Self::Voluntary,
            DutyEntry::Administrators => Self::Administrators,
            DutyEntry::Everybody => Self::Everybody,
        }
    }
}

impl AccountsEntry {
    /// The policy that it makes.
    ///
    /// # Errors
    /// A figure that would lock everybody out or guard nothing.
    pub(super) fn policy(&self) -> anyhow::Result<AccountPolicy> {
        let house = AccountPolicy::default();
        let own = |given: Option<u32>, otherwise: usize| given.unwrap_or_else(|| narrow(otherwise));
        let length =
            within("password-length", own(self.password_length, house.password_length), 8..=16)?;
        let classes =
            within("password-classes", own(self.password_classes, house.password_classes), 1..=4)?;
        let history =
            within("password-history", own(self.password_history, house.password_history), 0..=24)?;
        let days = self.password_days.unwrap_or_else(|| house.password_days.into());
        let sessions = within("sessions", own(self.sessions, house.sessions), 1..=100)?;
        let figure = |name, given: Option<u32>, otherwise, bounds| {
            within(name, given.unwrap_or(otherwise), bounds)
        };
        Ok(AccountPolicy {
            password_length: length as usize,
            password_classes: classes as usize,
            password_history: history as usize,
            password_days: u16::try_from(within("password-days", days, 1..=365)?)?,
            failures: figure("failures", self.failures, house.failures, 3..=20)?,
            lock_minutes: figure("lock-minutes", self.lock_minutes, house.lock_minutes, 1..=1_440)?,
            idle_minutes: figure("idle-minutes", self.idle_minutes, house.idle_minutes, 1..=480)?,
            session_hours: figure(
                "session-hours",
                self.session_hours,
                house.session_hours,
                1..=24,
            )?,
            sessions: sessions as usize,
            second_factor: self.second_factor.map_or(house.second_factor, Into::into),
        })
    }
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn within(name: &str, number: u32, bounds: RangeInclusive<u32>) -> anyhow::Result<u32> {
    if bounds.contains(&number) {
        return Ok(number);
    }
    bail!("accounts.{name} {number}: from {} to {}", bounds.start(), bounds.end())
}
