//! What every room needs and no room owns.
//!
//! Read in this order: [`visit`] (who asks), [`routes`] (which power a page needs), [`journal`]
//! (how anything is ever written), [`db`] (where it lands), [`wing`] (how a room joins the house),
//! [`hall`] (what all requests share). Nothing in here names a room.
#![deny(missing_docs)]

pub mod clock;
pub mod db;
pub mod error;
pub mod face;
pub mod files;
pub mod form;
pub mod hall;
pub mod journal;
pub mod live;
pub mod metrics;
pub mod privacy;
pub mod problem;
pub mod rights;
pub mod routes;
pub mod security;
pub mod session;
pub mod shell;
pub mod testing;
pub mod visit;
pub mod wing;
pub mod words;

pub use calendar::Phrase;
pub use error::HallError;
pub use hall::Hall;
pub use visit::Visit;
pub use words::{Language, Words};
