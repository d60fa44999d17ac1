//! What the journal says of the work list: the filters that somebody keeps for daily work.

use kit::Phrase;
use serde::{Deserialize, Serialize};

/// `worklist.filter_saved`: a filter is kept under a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Saved {
    /// Its name.
    pub(super) name: String,
    /// The query of its address, without what was searched for.
    pub(super) query: String,
    /// Whether it becomes the first view.
    #[serde(default)]
    pub(super) is_default: bool,
}

/// `worklist.filter_removed` and `worklist.filter_preferred`: a filter by its name; an empty name
/// prefers none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Removed {
    /// Its name.
    pub(super) name: String,
}

/// What people call it.
pub(super) fn deeds() -> Vec<(&'static str, Phrase)> {
    vec![
        ("worklist.filter_saved", Phrase::of("保存常用筛选", "Filter of the work list kept")),
        (
            "worklist.filter_preferred",
            Phrase::of("设定默认筛选", "First view of the work list chosen"),
        ),
        ("worklist.filter_removed", Phrase::of("删除常用筛选", "Filter of the work list removed")),
    ]
}
