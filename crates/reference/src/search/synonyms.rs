//! Synonyms (同义词): what people call things, and what the catalogue calls them.
//!
//! 低保 stands in no item name: the item is called 最低生活保障. The list is data of the centre and
//! can be changed by a catalogue clerk; each change is an entry of the journal.

use super::text::plain;
use kit::Phrase;
use serde::{Deserialize, Serialize};

const WORD_LENGTH_MAX: usize = 40;
const MEANINGS_MAX: usize = 12;

/// A word that people say, with what the catalogue calls it (同义词).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Synonym {
    /// What people say: 低保.
    pub(super) word: String,
    /// What the catalogue says: 最低生活保障.
    pub(super) means: Vec<String>,
}

/// Why a synonym cannot be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SynonymFault {
    /// The word is missing or only signs.
    NoWord,
    /// The word or a meaning is longer than forty characters.
    TooLong,
    /// There is no meaning.
    NoMeaning,
    /// More than twelve meanings.
    TooMany,
    /// A meaning is the word itself.
    Itself,
}

impl SynonymFault {
    /// The form field it belongs to.
    pub(super) const fn field(self) -> &'static str {
        match self {
            Self::NoWord => "word",
            Self::TooLong | Self::NoMeaning | Self::TooMany | Self::Itself => "means",
        }
    }

    /// What is wrong and what to do.
    pub(super) const fn phrase(self) -> Phrase {
        match self {
            Self::NoWord => Phrase::of(
                "请填写群众的说法，例如“低保”。",
                "Enter what people say, such as “dibao”.",
            ),
            Self::TooLong => Phrase::of(
                "每个词最多 40 个字，请缩短。",
                "A word has at most 40 characters; make it shorter.",
            ),
            Self::NoMeaning => Phrase::of(
                "请填写事项名称中的用词，例如“最低生活保障”；多个词用逗号隔开。",
                "Enter the words of the item names; put commas between several.",
            ),
            Self::TooMany => Phrase::of(
                "一个说法最多对应 12 个词，请删减。",
                "A word has at most 12 meanings; remove some.",
            ),
            Self::Itself => {
                Phrase::of("对应的词不能与说法相同。", "A meaning cannot be the word itself.")
            }
        }
    }
}

impl Synonym {
    /// The synonym typed in a form: meanings stand between commas.
    pub(super) fn parse(word: &str, means: &str) -> Result<Self, SynonymFault> {
        let means = means
            .split([',', '，', '、', ';', '；', '\n'])
            .map(str::trim)
            .filter(|meaning| !meaning.is_empty())
            .map(str::to_owned)
            .collect();
        Self { word: word.trim().to_owned(), means }.checked()
    }

    /// The same where it can be kept.
    pub(super) fn checked(mut self) -> Result<Self, SynonymFault> {
        let key = plain(&self.word);
        if key.is_empty() {
            return Err(SynonymFault::NoWord);
        }
        self.means.retain(|meaning| !plain(meaning).is_empty());
        if self.means.is_empty() {
            return Err(SynonymFault::NoMeaning);
        }
        if self.means.len() > MEANINGS_MAX {
            return Err(SynonymFault::TooMany);
        }
        let is_long = |text: &String| text.chars().count() > WORD_LENGTH_MAX;
        if is_long(&self.word) || self.means.iter().any(is_long) {
            return Err(SynonymFault::TooLong);
        }
        if self.means.iter().any(|meaning| plain(meaning) == key) {
            return Err(SynonymFault::Itself);
        }
        Ok(self)
    }

    /// The name it is kept under: the word in comparable form.
    pub(super) fn key(&self) -> String {
        plain(&self.word)
    }
}

/// The synonyms of a centre, ready for searching.
#[derive(Clone, Debug, Default)]
pub(super) struct Synonyms(Vec<(String, Vec<String>)>);

impl Synonyms {
    pub(super) fn new(list: &[Synonym]) -> Self {
        let ready = |synonym: &Synonym| {
            (synonym.key(), synonym.means.iter().map(|meaning| plain(meaning)).collect())
        };
        let mut all: Vec<(String, Vec<String>)> = list.iter().map(ready).collect();
        // The longest word first: 医保卡 before 医保.
        all.sort_by_key(|(word, _)| std::cmp::Reverse(word.chars().count()));
        Self(all)
    }

    /// What a term means beside what it says: the word itself, or the longest word in it.
    pub(super) fn meanings(&self, term: &str) -> &[String] {
        let exact = self.0.iter().find(|(word, _)| word == term);
        let within = || {
            self.0.iter().find(|(word, _)| {
                let is_chinese = !word.is_ascii() && word.chars().count() > 1;
                is_chinese && term.contains(word.as_str())
            })
        };
        exact.or_else(within).map_or(&[], |(_, means)| means)
    }
}

#[cfg(test)]
mod tests {
    use super::{Synonym, SynonymFault, Synonyms};

    fn synonyms() -> Synonyms {
        Synonyms::new(&[
            Synonym::parse("医保", "基本医疗保险，医疗救助").unwrap(),
            Synonym::parse("医保卡", "社会保障卡").unwrap(),
            Synonym::parse("ID card", "resident identity card").unwrap(),
        ])
    }

    #[test]
    fn the_longest_word_counts() {
        assert_eq!(synonyms().meanings("医保卡丢了"), ["社会保障卡"]);
        assert_eq!(synonyms().meanings("医保"), ["基本医疗保险", "医疗救助"]);
        assert_eq!(synonyms().meanings("id card"), ["resident identity card"]);
        assert!(synonyms().meanings("my id card").is_empty());
        assert!(synonyms().meanings("身份证").is_empty());
    }

    #[test]
    fn what_cannot_be_kept_says_why() {
        let fault = |word: &str, means: &str| Synonym::parse(word, means).unwrap_err();
        assert_eq!(fault(" ", "x"), SynonymFault::NoWord);
        assert_eq!(fault("（）", "x"), SynonymFault::NoWord);
        assert_eq!(fault("低保", " ，"), SynonymFault::NoMeaning);
        assert_eq!(fault("低保", "低保"), SynonymFault::Itself);
        assert_eq!(fault("低保", &"长".repeat(41)), SynonymFault::TooLong);
        assert_eq!(fault("低保", &"词,".repeat(13)), SynonymFault::TooMany);
        assert!(fault("低保", "").phrase().zh.contains('请'));
    }
}
