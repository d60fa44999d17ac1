//! What somebody asks of a list of items, as it stands in the address.

use crate::paging::Leaf;
use kit::visit::query_pair;
use reference::search::door::Narrowing;
use rulebook::codes::ServiceObject;
use rulebook::item::LifeEvent;
use serde::Deserialize;

/// Words and narrowings; anything unknown is passed over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// Words, pinyin or initials.
    pub(crate) q: String,
    /// An occasion in life.
    pub(crate) life_event: String,
    /// A department.
    pub(crate) department: String,
    /// Whom it serves.
    pub(crate) audience: String,
    /// Which page, from 1.
    pub(crate) page: String,
    /// A centre chosen on the county's front page.
    pub(crate) centre: String,
}

impl Asked {
    /// The words, without spaces around.
    pub(crate) fn words(&self) -> &str {
        self.q.trim()
    }

    /// What the list is narrowed by.
    pub(crate) fn narrowing(&self) -> Narrowing {
        Narrowing {
            life_event: LifeEvent::from_word(&self.life_event),
            department: Some(self.department.clone()).filter(|it| !it.is_empty()),
            audience: ServiceObject::from_code(&self.audience),
        }
    }

    /// Whether nothing is asked: the whole list.
    pub(crate) fn is_everything(&self) -> bool {
        self.words().is_empty() && self.narrowing() == Narrowing::default()
    }

    /// The page asked for of a list of so many lines, at so many to a page.
    pub(crate) fn leaf(&self, found: usize, size: usize) -> Leaf {
        Leaf::of(found, size, &self.page)
    }

    /// The same question for another page (from 0), as a query with its question mark.
    pub(crate) fn query(&self, page: usize) -> String {
        let number = (page + 1).to_string();
        let number = if page == 0 { "" } else { number.as_str() };
        let pairs = [
            ("q", self.words()),
            ("life_event", &self.life_event),
            ("department", &self.department),
            ("audience", &self.audience),
            ("page", number),
        ];
        let pairs: Vec<String> = pairs
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| query_pair(name, value))
            .collect();
        if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_survives_the_turning_of_pages() {
        let asked = Asked { q: " 低保 ".into(), audience: "1".into(), ..Asked::default() };
        assert_eq!(asked.query(0), "?q=%E4%BD%8E%E4%BF%9D&audience=1");
        assert!(asked.query(2).ends_with("&page=3"));
        assert_eq!(Asked::default().query(0), "");
    }

    #[test]
    fn an_unknown_narrowing_does_not_narrow() {
        let asked = Asked { life_event: "flying".into(), ..Asked::default() };
        assert!(asked.is_everything());
    }
}
