//! A rule said no, in the clerk's words.
