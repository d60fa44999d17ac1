//! The room, asked in process.
