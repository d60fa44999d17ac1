//! The office wing: people, posts, settings.
