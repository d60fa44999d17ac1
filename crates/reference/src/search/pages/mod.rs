//! Pages of the search.

pub(super) mod synonyms;
