//! One file for each noun: the items, an item and its versions, a comparison, the disclosures.

pub(super) mod comparison;
mod definition;
pub(super) mod disclosures;
pub(super) mod item;
pub(super) mod items;

use super::store::ItemLine;
use kit::Words;

/// The light and the word of an item's state.
fn state(line: &ItemLine, words: Words) -> (&'static str, &'static str) {
    match (line.current_version, line.last_version) {
        (1.., _) => ("green", words.say("已发布", "in force")),
        (_, 1..) => ("black", words.say("已下线", "withdrawn")),
        _ => ("paused", words.say("未发布", "not published")),
    }
}
