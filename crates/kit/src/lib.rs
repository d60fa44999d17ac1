//! What every room needs and no room owns: database, journal, visit, rights, words, shell.
