//! Answers to scenario questions, and the small values they are made of.

use calendar::Phrase;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The name under which a question, a choice, a paper or a step is known inside its item (键).
///
/// One to forty letters, digits or underlines, not beginning with a digit alone: `household`,
/// `户籍`, `m1`. It stays the same from version to version, while wording may change.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(String);

/// Words of the conditions' own language, which no key may be.
const RESERVED: [&str; 13] = [
    "and", "or", "not", "in", "always", "age", "answered", "且", "或", "非", "属于", "年龄", "已答",
];

/// Why a text is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyFault {
    /// Nothing was written.
    Empty,
    /// More than forty characters.
    TooLong,
    /// A character that is neither letter nor digit nor underline.
    Character,
    /// It begins with a digit or is a word of the conditions' language.
    Reserved,
}

impl KeyFault {
    /// What is wrong, for the person who typed it.
    pub const fn phrase(self) -> Phrase {
        match self {
            Self::Empty => Phrase::of("请填写标识。", "Enter a key."),
            Self::TooLong => Phrase::of("标识最多 40 个字。", "A key has at most 40 characters."),
            Self::Character => Phrase::of(
                "标识只能用汉字、字母、数字和下划线。",
                "A key is made of letters, digits and underlines only.",
            ),
            Self::Reserved => Phrase::of(
                "标识不能以数字开头，也不能是“且、或、非、年龄”等条件用词。",
                "A key must not begin with a digit or be a word of conditions such as “and”.",
            ),
        }
    }
}

impl Key {
    /// The key written in a text.
    pub fn parse(text: &str) -> Result<Self, KeyFault> {
        let text = text.trim();
        if text.is_empty() {
            return Err(KeyFault::Empty);
        }
        if text.chars().count() > 40 {
            return Err(KeyFault::TooLong);
        }
        if !text.chars().all(is_key_character) {
            return Err(KeyFault::Character);
        }
        let starts_with_digit = text.starts_with(|first: char| first.is_numeric());
        if starts_with_digit || RESERVED.contains(&text) {
            return Err(KeyFault::Reserved);
        }
        Ok(Self(text.to_owned()))
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A key made of a letter and a number: `m3`.
    pub fn numbered(letter: char, number: usize) -> Self {
        let letter = if letter.is_ascii_lowercase() { letter } else { 'k' };
        Self(format!("{letter}{number}"))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

pub(super) fn is_key_character(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// A number with at most two decimals (数量), held in hundredths: never rounded, never a float.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(i64);

/// Why a text is no quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuantityFault {
    /// Not a number.
    NotANumber,
    /// More than two decimals.
    TooFine,
    /// More than a billion.
    TooLarge,
}

impl QuantityFault {
    /// What is wrong, for the person who typed it.
    pub const fn phrase(self) -> Phrase {
        match self {
            Self::NotANumber => Phrase::of("请填写数字，例如 12 或 12.5。", "Enter a number."),
            Self::TooFine => Phrase::of("最多保留两位小数。", "Use at most two decimals."),
            Self::TooLarge => Phrase::of("数字太大。", "The number is too large."),
        }
    }
}

impl Quantity {
    const BOUND: i64 = 100_000_000_000;

    /// A whole number.
    pub fn whole(number: i32) -> Self {
        Self(i64::from(number) * 100)
    }

    /// From hundredths, as stored; beyond a billion it stays at the bound.
    pub fn from_hundredths(hundredths: i64) -> Self {
        Self(hundredths.clamp(-Self::BOUND, Self::BOUND))
    }

    /// In hundredths, for storing.
    pub const fn hundredths(self) -> i64 {
        self.0
    }

    /// The quantity written in a text: `15`, `-3`, `14.5`, `0.25`.
    pub fn parse(text: &str) -> Result<Self, QuantityFault> {
        let text = text.trim();
        let (sign, digits) = match text.strip_prefix('-') {
            Some(digits) => (-1, digits),
            None => (1, text),
        };
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !is_number(whole) || !is_number(decimals) {
            return Err(QuantityFault::NotANumber);
        }
        if decimals.len() > 2 {
            return Err(QuantityFault::TooFine);
        }
        let whole: i64 = whole.parse().map_err(|_| QuantityFault::TooLarge)?;
        let tenth = if decimals.len() == 1 { 10 } else { 1 };
        let decimals: i64 = decimals.parse().map_err(|_| QuantityFault::NotANumber)?;
        let hundredths = whole
            .checked_mul(100)
            .and_then(|whole| whole.checked_add(decimals * tenth))
            .filter(|value| *value <= Self::BOUND)
            .ok_or(QuantityFault::TooLarge)?;
        Ok(Self(sign * hundredths))
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, decimals) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        match (decimals, decimals % 10) {
            (0, _) => write!(f, "{sign}{whole}"),
            (_, 0) => write!(f, "{sign}{whole}.{}", decimals / 10),
            _ => write!(f, "{sign}{whole}.{decimals:02}"),
        }
    }
}

/// The answer to one scenario question.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Answer {
    /// The one choice taken.
    Choice(Key),
    /// The choices taken of several.
    Choices(BTreeSet<Key>),
    /// A number.
    Quantity(Quantity),
    /// A day, such as a day of birth.
    Day(Date),
}

/// The answers of one person to the questions of one item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Answers(BTreeMap<Key, Answer>);

impl Answers {
    /// Nothing answered yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes an answer, in place of an earlier one.
    pub fn put(&mut self, question: Key, answer: Answer) {
        self.0.insert(question, answer);
    }

    /// With an answer noted.
    #[must_use]
    pub fn with(mut self, question: Key, answer: Answer) -> Self {
        self.put(question, answer);
        self
    }

    /// The answer to a question.
    pub fn get(&self, question: &Key) -> Option<&Answer> {
        self.0.get(question)
    }

    /// Every question answered, with its answer, by key.
    pub fn iter(&self) -> impl Iterator<Item = (&Key, &Answer)> {
        self.0.iter()
    }

    /// Whether nothing is answered.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Only the answers whose question passes.
    #[must_use]
    pub fn only(mut self, passes: impl Fn(&Key) -> bool) -> Self {
        self.0.retain(|question, _| passes(question));
        self
    }
}
