//! The difference between two versions of an item, in words.
