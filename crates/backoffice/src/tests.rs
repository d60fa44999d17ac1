//! The rooms, asked in process.
