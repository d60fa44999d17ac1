//! Who may go before others, and why: always with the reason, which stands in the journal.
//!
//! Basis: Law on the Protection of the Rights of the Elderly art. 58, Law on Building Barrier-free
//! Environments art. 46, Law on the Status and Rights of Military Personnel art. 33.

use calendar::Phrase;
use terms::breach::Breach;

/// Why somebody is served before others, or not (优先).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "优先")]
pub enum Priority {
    /// 普通
    Ordinary,
    /// 七十岁以上老人
    Elderly,
    /// 残疾人
    Disabled,
    /// 孕妇
    Pregnant,
    /// 携带婴幼儿
    WithInfant,
    /// 军人、退役军人
    Soldier,
    /// 预约已到时间
    Appointment,
    /// 其他情形, said in words.
    Other(String),
}

/// Whether somebody goes before ordinary ones (优先级别).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// 优先
    Favoured,
    /// 普通
    Ordinary,
}

impl Priority {
    /// All that need no words of their own, in the order in which they are offered.
    pub const PLAIN: [Self; 7] = [
        Self::Ordinary,
        Self::Elderly,
        Self::Disabled,
        Self::Pregnant,
        Self::WithInfant,
        Self::Soldier,
        Self::Appointment,
    ];

    /// From a stored word and, for another reason, its text.
    ///
    /// # Errors
    /// `PriorityUnexplained` where the word is not known or the text is missing.
    pub fn parse(word: &str, text: &str) -> Result<Self, Breach> {
        let word = if word.is_empty() { "ordinary" } else { word };
        if let Some(plain) = Self::PLAIN.into_iter().find(|it| it.word() == word) {
            return Ok(plain);
        }
        let text: String = text.trim().chars().take(60).collect();
        if word == "other" && !text.is_empty() {
            return Ok(Self::Other(text));
        }
        Err(Breach::PriorityUnexplained)
    }

    /// The word under which it is stored.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Ordinary => "ordinary",
            Self::Elderly => "elderly",
            Self::Disabled => "disabled",
            Self::Pregnant => "pregnant",
            Self::WithInfant => "with_infant",
            Self::Soldier => "soldier",
            Self::Appointment => "appointment",
            Self::Other(_) => "other",
        }
    }

    /// The words of another reason; empty otherwise.
    pub fn text(&self) -> &str {
        if let Self::Other(text) = self { text } else { "" }
    }

    /// What people call it.
    pub fn phrase(&self) -> Phrase {
        match self {
            Self::Ordinary => Phrase::of("普通", "Ordinary"),
            Self::Elderly => Phrase::of("70 岁以上老人", "Aged 70 or older"),
            Self::Disabled => Phrase::of("残疾人", "Disabled"),
            Self::Pregnant => Phrase::of("孕妇", "Pregnant"),
            Self::WithInfant => Phrase::of("带婴幼儿", "With an infant"),
            Self::Soldier => Phrase::of("军人、退役军人", "Soldier or veteran"),
            Self::Appointment => Phrase::of("预约到时", "Appointment due"),
            Self::Other(text) => Phrase::new(text.clone(), text.clone()),
        }
    }

    /// Whether it goes before ordinary ones.
    pub const fn class(&self) -> Class {
        match self {
            Self::Ordinary => Class::Ordinary,
            _ => Class::Favoured,
        }
    }
}
