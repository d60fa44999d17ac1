//! The office wing: people, posts, settings.

pub mod settings;
