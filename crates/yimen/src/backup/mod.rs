//! Backups: one portable form for both engines, taken while the house serves.
//!
//! A backup is a directory: `hall.db` is a SQLite database with all tables of one instant,
//! `manifest.json` says what is in it with SM3 digests and where every journal ended,
//! `signing.pub.pem` checks its checkpoints, `files/` holds what the rooms keep outside the
//! database. Keys are only there if asked for: whoever has both can read personal data.

mod copying;
mod manifest;
mod store;

pub use copying::{KeysToo, Progress, Source, public_key_of, restore, take};
pub use manifest::{FileFacts, JournalEnd, Manifest, TableFacts};

pub(crate) use store::Tables;
