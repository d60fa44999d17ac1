//! What the journal says of files, and what people call it.

use kit::Phrase;
use serde::{Deserialize, Serialize};

/// `papers.attached`: a page of a paper. The name is made of the paper's, for what people call
/// their files may tell who they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Attached {
    /// Its number within the case.
    pub file: i64,
    /// Key of the paper.
    pub paper: String,
    /// SM3 of the content.
    pub digest: String,
    /// What it is called.
    pub name: String,
    /// Its size in bytes.
    pub size: i64,
    /// Word of its kind.
    pub kind: String,
}

/// `papers.removed`: it no longer belongs to the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Removed {
    /// Its number within the case.
    pub file: i64,
    /// What it is called.
    pub name: String,
    /// Why.
    pub reason: String,
}

/// `papers.viewed`: somebody looked at it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Viewed {
    /// Its number within the case.
    pub file: i64,
    /// What it is called.
    pub name: String,
    /// SM3 of the content that was seen.
    pub digest: String,
}

/// What people call the entries of this room.
pub(super) fn deeds() -> Vec<(&'static str, Phrase)> {
    vec![
        ("papers.attached", Phrase::of("附材料电子件", "File of a paper attached")),
        ("papers.removed", Phrase::of("移除材料电子件", "File of a paper removed")),
        ("papers.viewed", Phrase::of("查看材料电子件", "File of a paper seen")),
    ]
}
