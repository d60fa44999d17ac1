//! What law, standards and the centre's institutions say, as pure types and transitions.
//!
//! Nothing here does I/O, looks at a clock or knows how anything is stored. Rooms load, ask the
//! rulebook to decide, and write down what it decided. Each module cites the article, standard or
//! institution it speaks for.
#![deny(missing_docs)]

pub mod case;
pub mod checklist;
pub mod condition;
pub mod disclosure;
pub mod event;
#[macro_use]
pub mod item;
pub mod mediation;
pub mod modes;
pub mod person;
pub mod promise;
pub mod stationing;

pub use calendar::Phrase;
pub use item::Fen;
pub use terms::{breach, codes};
