//! National codes, the only place where they stand.
