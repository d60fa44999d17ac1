//! A sentence in both languages of the house.
//!
//! It stands in the lowest crate because everything above has something to say: a clock explains
//! its days, a rule says why it refused, a room names its acts. Both texts are made in one place
//! and together, so that no sentence can exist in one language only.

use std::borrow::Cow;

/// A text in Chinese and English, side by side.
///
/// ```
/// use calendar::Phrase;
///
/// const ACCEPT: Phrase = Phrase::of("受理", "Accept");
/// let left = Phrase::new(format!("还剩 {} 个工作日", 2), format!("{} working days left", 2));
/// assert_eq!(ACCEPT.zh, "受理");
/// assert_eq!(left.en, "2 working days left");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Phrase {
    /// 中文.
    pub zh: Cow<'static, str>,
    /// English.
    pub en: Cow<'static, str>,
}

impl Phrase {
    /// From two fixed texts.
    pub const fn of(zh: &'static str, en: &'static str) -> Self {
        Self { zh: Cow::Borrowed(zh), en: Cow::Borrowed(en) }
    }

    /// From two texts made at run time.
    pub fn new(zh: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }
}
