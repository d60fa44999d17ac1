//! A line of a board: a case, its clocks, and what can be done from there with two keys.

use calendar::Light;
use casework::cases::door::Standing;

/// A clock as class and words, with the day it ends.
pub(crate) struct Clock {
    pub(crate) due: String,
    pub(crate) light: &'static str,
    pub(crate) left: String,
}

/// What can be done from the line itself: where it is posted, its fields, what the button says.
pub(crate) struct Quick {
    pub(crate) href: String,
    pub(crate) fields: Vec<(&'static str, String)>,
    pub(crate) label: String,
    pub(crate) key: String,
}

/// A line of a board.
pub(crate) struct Line {
    pub(crate) number: String,
    /// Where the case is worked on.
    pub(crate) href: String,
    pub(crate) item: String,
    pub(crate) applicant: String,
    /// What it is about here: a department, a body above, what is next.
    pub(crate) about: String,
    pub(crate) inner: Option<Clock>,
    pub(crate) outer: Clock,
    pub(crate) quick: Option<Quick>,
}

/// A table of a board.
pub(crate) struct Table {
    /// Its anchor.
    pub(crate) id: &'static str,
    pub(crate) heading: String,
    pub(crate) empty: String,
    /// Names of the columns that differ: what it is about, the inner clock.
    pub(crate) about: String,
    pub(crate) inner: String,
    pub(crate) lines: Vec<Line>,
    /// Where its next page is; empty where all stands here.
    pub(crate) older: String,
}

impl Line {
    /// A case with what it is about here, leading to the form of an act.
    pub(crate) fn of(standing: &Standing, act: &str, about: String) -> Self {
        let anchor = if act.is_empty() { String::new() } else { format!("#act-{act}") };
        Self {
            number: standing.number.clone(),
            href: format!("/cases/{}{anchor}", standing.number),
            item: standing.item.clone(),
            applicant: standing.applicant.clone(),
            about,
            inner: None,
            outer: Clock {
                due: standing.due.clone(),
                light: standing.light,
                left: standing.left.clone(),
            },
            quick: None,
        }
    }
}

/// Late ones first, then by what is left.
pub(crate) fn rank(
    light: Light,
    due: jiff::civil::Date,
) -> (std::cmp::Reverse<Light>, jiff::civil::Date) {
    (std::cmp::Reverse(light), due)
}
