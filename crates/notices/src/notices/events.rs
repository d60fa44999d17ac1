//! What the journal says of notices; they hold no personal data.

use super::notice::Content;
use kit::Phrase;
use serde::{Deserialize, Serialize};

/// `notices.written`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Written {
    pub(super) number: i64,
    pub(super) content: Content,
}

/// `notices.changed`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Changed {
    pub(super) number: i64,
    pub(super) content: Content,
    /// Why; empty for a draft.
    #[serde(default)]
    pub(super) reason: String,
}

/// `notices.published`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Published {
    pub(super) number: i64,
}

/// `notices.withdrawn`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Withdrawn {
    pub(super) number: i64,
    pub(super) reason: String,
}

/// What people call the actions of the room.
pub(super) fn deeds() -> Vec<(&'static str, Phrase)> {
    vec![
        ("notices.written", Phrase::of("起草公告", "Notice written")),
        ("notices.changed", Phrase::of("修改公告", "Notice changed")),
        ("notices.published", Phrase::of("发布公告", "Notice published")),
        ("notices.withdrawn", Phrase::of("撤下公告", "Notice withdrawn")),
    ]
}
