//! The household register (户籍): households and their members, changed by an application that is
//! decided here or by the police station; what is entered is never altered.
//!
//! Persons are known here by a key; who they are is kept sealed by the room. Basis: Household
//! Registration Regulations (户口登记条例) arts. 3, 5–8, 10, 13, 17; GB 11643 (identity numbers).

mod application;
mod breach;
mod register;
#[cfg(test)]
mod tests;

pub use application::{Answer, Application, Filed, Stage, State};
pub use breach::Refusal;
pub use register::{
    Change, Gone, Household, HouseholdKind, Item, Leaving, Member, Newcomer, Relation, check_number,
};
