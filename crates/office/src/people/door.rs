//! What other rooms and the commands may ask of the people.

pub use super::actions::accounts::{
    Hire, NewAccount, Password, create_account, give_post, grant_roles, link_identity,
    reset_password, take_on, unlink_identity, unlock,
};
pub use super::actions::own::{TokenWish, make_token};
pub use super::keeper::session_number;
pub use super::password::{Cost, PasswordWorks};
pub use super::policy::{AccountPolicy, FactorDuty};
pub use super::record::{Account, AccountState, Login, PostRef};
pub use super::setup::{
    DemoAccount, Newcomer, demo_accounts, first_administrator, prepare, settle_county,
};
pub use super::store::accounts::Holder;

use super::store::accounts as store;
use kit::HallError;
use kit::db::{CentreId, Read};
use kit::rights::Role;

/// An account.
///
/// # Errors
/// What the database said.
pub fn account(
    read: &mut dyn Read,
    county: CentreId,
    account: i64,
) -> Result<Option<Account>, HallError> {
    store::account(read, county, account)
}

/// The account of a sign-in name.
///
/// # Errors
/// What the database said.
pub fn account_of(
    read: &mut dyn Read,
    county: CentreId,
    login: &Login,
) -> Result<Option<Account>, HallError> {
    store::by_login(read, county, login.as_str())
}

/// All accounts, page by page along the sign-in name, which comes after `after`.
///
/// # Errors
/// What the database said.
pub fn accounts(
    read: &mut dyn Read,
    county: CentreId,
    after: &str,
    (limit, now_ms): (u32, i64),
) -> Result<Vec<Account>, HallError> {
    store::list(read, county, &store::Filter::default(), after, (limit, now_ms))
}

/// The posts that somebody holds, first given first.
///
/// # Errors
/// What the database said.
pub fn holdings(
    read: &mut dyn Read,
    county: CentreId,
    account: i64,
) -> Result<Vec<PostRef>, HallError> {
    store::holdings(read, county, account)
}

/// The account linked to an identity at another issuer (unified sign-in).
///
/// # Errors
/// What the database said.
pub fn account_of_identity(
    read: &mut dyn Read,
    county: CentreId,
    issuer: &str,
    subject: &str,
) -> Result<Option<i64>, HallError> {
    store::by_identity(read, county, issuer, subject)
}

/// Who holds the posts of a centre.
///
/// # Errors
/// What the database said.
pub fn holders(
    read: &mut dyn Read,
    county: CentreId,
    centre: CentreId,
) -> Result<Vec<Holder>, HallError> {
    store::holders(read, county, centre)
}

/// The roles that a post carries.
///
/// # Errors
/// What the database said.
pub fn roles(
    read: &mut dyn Read,
    county: CentreId,
    post: &PostRef,
) -> Result<Vec<Role>, HallError> {
    Ok(store::roles(read, county, post)?.0)
}
