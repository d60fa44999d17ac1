//! Natural persons, organisations and the documents that identify them.
