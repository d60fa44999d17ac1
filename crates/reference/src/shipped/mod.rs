//! What the product ships (随附资料): the list of a fictional county, English beside its Chinese,
//! life events and scenario questions.
//!
//! No tables and no pages: texts that are built into the binary, and the reading of lists in the
//! shape in which counties hand them over.

mod county_list;
pub mod door;
mod english;
mod guides;

pub(crate) use county_list::{Listed, record_of};
