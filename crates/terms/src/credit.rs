//! The unified social credit code (统一社会信用代码), GB 32100-2015.
//!
//! Eighteen characters out of thirty-one: digits and capital letters without I, O, S, V and Z.
//! The last is a check digit modulo 31.

use std::fmt;

use calendar::Phrase;

use super::compact;

const LENGTH: usize = 18;
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// A unified social credit code (统一社会信用代码) with a right check digit.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[doc(alias = "统一社会信用代码")]
pub struct CreditCode(String);

/// Why a text is not a credit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CreditCodeFault {
    /// Nothing was typed.
    Empty,
    /// Another length than 18.
    WrongLength {
        /// How many characters there are.
        length: usize,
    },
    /// One of the letters that the standard leaves out because they look like digits.
    LookAlike {
        /// Its place, counted from one.
        place: usize,
        /// The letter.
        letter: char,
        /// The digit or letter that was probably meant.
        meant: char,
    },
    /// A character that never occurs.
    WrongCharacter {
        /// Its place, counted from one.
        place: usize,
    },
    /// The check digit does not belong to the characters before it.
    WrongCheckDigit,
}

impl CreditCodeFault {
    /// What is wrong and what to do.
    pub fn phrase(self) -> Phrase {
        match self {
            Self::Empty => {
                Phrase::of("请填写统一社会信用代码。", "Enter the unified social credit code.")
            }
            Self::WrongLength { length } => Phrase::new(
                format!("统一社会信用代码应为18位，现为{length}位；请对照营业执照或登记证书检查。"),
                format!(
                    "A unified social credit code has 18 characters, this has {length}; \
                     compare with the licence or certificate."
                ),
            ),
            Self::LookAlike { place, letter, meant } => Phrase::new(
                format!("第{place}位是字母{letter}，代码中不使用该字母；请核对是否应为{meant}。"),
                format!(
                    "Character {place} is the letter {letter}, which these codes never use; \
                     check whether {meant} is meant."
                ),
            ),
            Self::WrongCharacter { place } => Phrase::new(
                format!("第{place}位不是数字或大写字母；请对照证照更正。"),
                format!("Character {place} is not a digit or letter; correct it from the licence."),
            ),
            Self::WrongCheckDigit => Phrase::of(
                "校验位不符，代码中至少有一位填错；请对照证照逐位核对。",
                "The check digit does not fit: at least one character is wrong. Compare all of \
                 them with the licence.",
            ),
        }
    }
}

impl CreditCode {
    /// Reads a code as people type it: spaces, full-width and lower-case letters are fine.
    pub fn parse(text: &str) -> Result<Self, CreditCodeFault> {
        let code = compact(text).to_ascii_uppercase();
        let length = code.chars().count();
        if length == 0 {
            return Err(CreditCodeFault::Empty);
        }
        if length != LENGTH {
            return Err(CreditCodeFault::WrongLength { length });
        }
        let mut values = [0; LENGTH];
        for (at, symbol) in code.chars().enumerate() {
            values[at] = value_of(symbol).ok_or_else(|| stray(symbol, at + 1))?;
        }
        if check_value(&values) != values[LENGTH - 1] {
            return Err(CreditCodeFault::WrongCheckDigit);
        }
        Ok(Self(code))
    }

    /// The eighteen characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CreditCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

impl fmt::Debug for CreditCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "CreditCode({})", self.0)
    }
}

fn value_of(symbol: char) -> Option<usize> {
    ALPHABET.iter().position(|known| char::from(*known) == symbol)
}

fn stray(letter: char, place: usize) -> CreditCodeFault {
    let meant = match letter {
        'I' => '1',
        'O' => '0',
        'S' => '5',
        'Z' => '2',
        'V' => 'U',
        _ => return CreditCodeFault::WrongCharacter { place },
    };
    CreditCodeFault::LookAlike { place, letter, meant }
}

/// The value of the check digit: weights are powers of three modulo 31.
fn check_value(values: &[usize; LENGTH]) -> usize {
    let mut weight = 1;
    let mut sum = 0;
    for value in &values[..LENGTH - 1] {
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    (31 - sum % 31) % 31
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{ALPHABET, CreditCode, CreditCodeFault, check_value};

    #[test]
    fn codes_of_the_fictional_county_and_a_published_one_are_right() {
        for code in ["119901260200000085", "11990126010000119W", "12441500196720244T"] {
            assert_eq!(CreditCode::parse(code).unwrap().as_str(), code);
        }
        let typed = CreditCode::parse(" １1990126 010000119w ").unwrap();
        assert_eq!(typed.to_string(), "11990126010000119W");
    }

    #[test]
    fn each_fault_is_told_apart() {
        let fault = |text: &str| CreditCode::parse(text).unwrap_err();
        assert_eq!(fault(""), CreditCodeFault::Empty);
        assert_eq!(fault("1199"), CreditCodeFault::WrongLength { length: 4 });
        assert_eq!(
            fault("1199O126010000119W"),
            CreditCodeFault::LookAlike { place: 5, letter: 'O', meant: '0' }
        );
        assert_eq!(fault("1199-126010000119W"), CreditCodeFault::WrongCharacter { place: 5 });
        assert_eq!(fault("11990126010000119X"), CreditCodeFault::WrongCheckDigit);
        for fault in [fault(""), fault("1"), fault("1199O126010000119W")] {
            assert!(fault.phrase().zh.contains('请'));
        }
    }

    fn any_code() -> impl Strategy<Value = String> {
        proptest::collection::vec(0..31_usize, 17).prop_map(|body| {
            let mut values = [0; 18];
            values[..17].copy_from_slice(&body);
            values[17] = check_value(&values);
            values.iter().map(|value| char::from(ALPHABET[*value])).collect()
        })
    }

    proptest! {
        #[test]
        fn any_single_wrong_character_is_noticed(
            code in any_code(), at in 0..18_usize, other in 0..31_usize,
        ) {
            prop_assert!(CreditCode::parse(&code).is_ok());
            let mut bytes = code.clone().into_bytes();
            bytes[at] = ALPHABET[other];
            let changed = String::from_utf8(bytes).unwrap();
            prop_assert_eq!(CreditCode::parse(&changed).is_ok(), changed == code);
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,40}") {
            let _ = CreditCode::parse(&text).map_err(CreditCodeFault::phrase);
        }
    }
}
