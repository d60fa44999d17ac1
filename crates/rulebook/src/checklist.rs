//! One person's own checklist, from a definition and the answers given.
