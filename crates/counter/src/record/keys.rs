//! Keys for entries that a file or form left without one.
//!
//! A key stays with its paper, step or question from version to version, so it is written down
//! when the record is first stored and never derived from the place in the list again.

use super::ItemRecord;

impl ItemRecord {
    /// The record with a free key for every entry that has none.
    #[must_use]
    pub fn with_keys(mut self) -> Self {
        fill('q', self.questions.iter_mut().map(|it| &mut it.key).collect());
        for question in &mut self.questions {
            fill('c', question.choices.iter_mut().map(|it| &mut it.key).collect());
        }
        fill('m', self.materials.iter_mut().map(|it| &mut it.key).collect());
        fill('s', self.steps.iter_mut().map(|it| &mut it.key).collect());
        fill('p', self.procedures.iter_mut().map(|it| &mut it.key).collect());
        self
    }
}

/// Numbers go on after the highest there is, so that a key is not used again for something else.
fn fill(letter: char, keys: Vec<&mut String>) {
    let number = |key: &str| key.trim().strip_prefix(letter)?.parse::<u32>().ok();
    let mut highest = keys.iter().filter_map(|key| number(key)).max().unwrap_or(0);
    for key in keys.into_iter().filter(|key| key.trim().is_empty()) {
        highest = highest.saturating_add(1);
        *key = format!("{letter}{highest}");
    }
}
