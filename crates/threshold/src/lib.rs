//! What institutions say of the hall before there is a case: ticket, appointment, first contact,
//! what is filed online before the visit.
//!
//! Nothing here does I/O, looks at a clock or knows how anything is stored. Stands beside
//! `rulebook`, which begins where the papers are handed in; each module cites the standard or
//! institution it speaks for (GB/T 36114; first-contact responsibility, 首问负责).
#![deny(missing_docs)]

pub mod appointment;
pub mod contact;
pub mod prefiling;
pub mod ticket;
