//! What the journal says of samples, and what people call it.

use jiff::civil::Date;
use kit::Phrase;
use serde::{Deserialize, Serialize};

/// `samples.drawn`: denials drawn by lot, with all that could have been drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Drawn {
    /// Its number in the centre.
    pub draw: i64,
    /// First day of the time.
    pub from: Date,
    /// Last day of the time.
    pub to: Date,
    /// In a hundred.
    pub share: u8,
    /// By which the lot fell.
    pub seed: String,
    /// All denials of the time, in the order of their decision.
    pub pool: Vec<String>,
    /// Those drawn, in the order of the lot.
    pub chosen: Vec<String>,
}

/// `samples.examined`: what a second look at a denial found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Examined {
    /// Number of the draw.
    pub draw: i64,
    /// 办件编号
    pub number: String,
    /// Word of the finding.
    pub finding: String,
    /// What it rests on.
    pub note: String,
}

/// What people call the entries of this room.
pub(super) fn deeds() -> Vec<(&'static str, Phrase)> {
    vec![
        ("samples.drawn", Phrase::of("抽取否定件复核", "Denials drawn for a second look")),
        ("samples.examined", Phrase::of("登记否定件复核结论", "Second look at a denial")),
    ]
}
