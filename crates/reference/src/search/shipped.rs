//! The synonyms that ship with the product; a centre's own changes stand above them.

use super::synonyms::Synonym;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(Default, Deserialize)]
struct Shipped {
    synonyms: Vec<Synonym>,
}

static SHIPPED: LazyLock<Vec<Synonym>> = LazyLock::new(|| {
    // A test reads the file, so that it cannot ship damaged.
    let text = include_str!("../../../../data/synonyms.json");
    serde_json::from_str::<Shipped>(text).unwrap_or_default().synonyms
});

/// The shipped list.
pub(super) fn all() -> &'static [Synonym] {
    &SHIPPED
}

/// The synonyms in effect: the shipped ones with a centre's changes above; by key.
pub(super) fn with_changes(changes: Vec<Synonym>) -> BTreeMap<String, Synonym> {
    let mut list: BTreeMap<String, Synonym> =
        all().iter().map(|synonym| (synonym.key(), synonym.clone())).collect();
    for change in changes {
        if change.means.is_empty() {
            list.remove(&change.key());
        } else {
            list.insert(change.key(), change);
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use super::{Shipped, Synonym, with_changes};

    #[test]
    fn the_shipped_list_can_be_read_and_every_synonym_could_be_kept() {
        let text = include_str!("../../../../data/synonyms.json");
        let shipped: Shipped = serde_json::from_str(text).unwrap();
        assert!(shipped.synonyms.len() > 100);
        for synonym in shipped.synonyms {
            assert!(synonym.clone().checked().is_ok(), "{synonym:?}");
        }
    }

    #[test]
    fn a_centre_changes_and_removes_what_was_shipped() {
        let change = |word: &str, means: &[&str]| Synonym {
            word: word.into(),
            means: means.iter().map(ToString::to_string).collect(),
        };
        let list = with_changes(vec![
            change("低保", &["生活保障"]),
            change("准生证", &[]),
            change("村里话", &["居民身份证"]),
        ]);
        assert_eq!(list["低保"].means, ["生活保障"]);
        assert!(!list.contains_key("准生证"));
        assert!(list.contains_key("村里话") && list.contains_key("医保"));
    }
}
