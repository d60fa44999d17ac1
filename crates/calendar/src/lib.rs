//! Working days, the State Council's yearly notices, time limits and their explanations.
