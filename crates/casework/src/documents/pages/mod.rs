//! Pages of the documents.

pub(super) mod document;
