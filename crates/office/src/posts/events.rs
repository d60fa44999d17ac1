//! What happened to the institution, as the journal keeps it, and what people call it.

use super::record::State;
use kit::Phrase;
use serde::{Deserialize, Serialize};

/// A record as it stands after the act, whole, so that a projection needs nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Event<R> {
    /// What it says now.
    pub record: R,
    /// Whether it is in use now.
    pub state: State,
    /// Why it was changed; empty for a new one.
    pub reason: String,
}

/// What was done to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    Added,
    Changed,
    Closed,
    Reopened,
    Paused,
    Resumed,
}

/// The nouns of the room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Noun {
    Centre,
    Department,
    Window,
    Post,
}

impl Noun {
    /// The kind of subject in the journal.
    pub(super) fn subject(self) -> &'static str {
        match self {
            Self::Centre => "centre",
            Self::Department => "department",
            Self::Window => "window",
            Self::Post => "post",
        }
    }

    /// The action in the journal.
    pub(super) fn action(self, deed: Deed) -> &'static str {
        DEEDS
            .iter()
            .find(|(noun, it, ..)| *noun == self && *it == deed)
            .map_or("posts.changed", |(.., action, _)| action)
    }
}

/// Everything that can be done here, with its name in the journal and among people.
const DEEDS: [(Noun, Deed, &str, Phrase); 18] = [
    (Noun::Centre, Deed::Added, "posts.centre_added", Phrase::of("设立中心", "Centre set up")),
    (Noun::Centre, Deed::Changed, "posts.centre_changed", Phrase::of("变更中心", "Centre changed")),
    (Noun::Centre, Deed::Closed, "posts.centre_closed", Phrase::of("停用中心", "Centre closed")),
    (
        Noun::Centre,
        Deed::Reopened,
        "posts.centre_reopened",
        Phrase::of("恢复中心", "Centre reopened"),
    ),
    (
        Noun::Department,
        Deed::Added,
        "posts.department_added",
        Phrase::of("设立站所", "Department set up"),
    ),
    (
        Noun::Department,
        Deed::Changed,
        "posts.department_changed",
        Phrase::of("变更站所", "Department changed"),
    ),
    (
        Noun::Department,
        Deed::Closed,
        "posts.department_closed",
        Phrase::of("停用站所", "Department closed"),
    ),
    (
        Noun::Department,
        Deed::Reopened,
        "posts.department_reopened",
        Phrase::of("恢复站所", "Department reopened"),
    ),
    (Noun::Window, Deed::Added, "posts.window_added", Phrase::of("设立窗口", "Window set up")),
    (Noun::Window, Deed::Changed, "posts.window_changed", Phrase::of("变更窗口", "Window changed")),
    (Noun::Window, Deed::Closed, "posts.window_closed", Phrase::of("停用窗口", "Window closed")),
    (
        Noun::Window,
        Deed::Reopened,
        "posts.window_reopened",
        Phrase::of("恢复窗口", "Window reopened"),
    ),
    (Noun::Window, Deed::Paused, "posts.window_paused", Phrase::of("暂停窗口", "Window paused")),
    (
        Noun::Window,
        Deed::Resumed,
        "posts.window_resumed",
        Phrase::of("窗口恢复服务", "Window resumed"),
    ),
    (Noun::Post, Deed::Added, "posts.post_added", Phrase::of("设立岗位", "Post set up")),
    (Noun::Post, Deed::Changed, "posts.post_changed", Phrase::of("变更岗位", "Post changed")),
    (Noun::Post, Deed::Closed, "posts.post_closed", Phrase::of("停用岗位", "Post closed")),
    (Noun::Post, Deed::Reopened, "posts.post_reopened", Phrase::of("恢复岗位", "Post reopened")),
];

/// What people call the actions of the room.
pub(super) fn deeds() -> Vec<(&'static str, Phrase)> {
    DEEDS.iter().map(|(.., action, phrase)| (*action, phrase.clone())).collect()
}
