//! Words that a catalogue clerk writes, in Chinese and, where wanted, in English.

use calendar::Phrase;

/// A name or sentence written by a clerk (名称); the English may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Label {
    /// The Chinese, which counts.
    pub zh: String,
    /// The English; empty where nobody wrote one.
    pub en: String,
}

impl Label {
    /// In both languages, without spaces around.
    pub fn new(chinese: &str, english: &str) -> Self {
        Self { zh: chinese.trim().to_owned(), en: english.trim().to_owned() }
    }

    /// In Chinese only.
    pub fn chinese(chinese: &str) -> Self {
        Self::new(chinese, "")
    }

    /// Whether the Chinese is missing.
    pub fn is_empty(&self) -> bool {
        self.zh.is_empty()
    }

    /// For showing: where the English is missing, the Chinese stands in for it.
    pub fn phrase(&self) -> Phrase {
        let english = if self.en.is_empty() { &self.zh } else { &self.en };
        Phrase::new(self.zh.clone(), english.clone())
    }
}
