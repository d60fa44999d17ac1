//! What the journal says of the catalogue.

use super::record::ItemRecord;
use serde::{Deserialize, Serialize};

/// `catalogue.drafted`: a draft was made or saved.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Drafted {
    /// The item as it was typed.
    pub record: ItemRecord,
    /// Count of savings.
    pub version: i64,
    /// The published version it was opened from; 0 for a new item.
    pub base_version: i64,
}

/// `catalogue.discarded`: a draft was thrown away.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Discarded {
    /// Which item's.
    pub code: String,
    /// Why.
    pub reason: String,
}

/// `catalogue.published`: a version came into force.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Published {
    /// The item as it is in force from now on.
    pub record: ItemRecord,
    /// Its version.
    pub version: i64,
}

/// `catalogue.bounded`: the version in force was given a last day, or freed of it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Bounded {
    /// Which item.
    pub code: String,
    /// The version in force.
    pub version: i64,
    /// The last day it may be applied for; empty where it is open.
    pub last_day: String,
}

/// `catalogue.withdrawn`: the item is no longer offered.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Withdrawn {
    /// Which item.
    pub code: String,
    /// The version that ended.
    pub version: i64,
    /// Why.
    pub reason: String,
}
