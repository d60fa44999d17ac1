//! What the rulebook speaks in (用语): national codes, the words in which a rule says no, and the
//! names and numbers of persons and organisations as people type them.
//!
//! Beneath the rulebook, so that neither grows with the other; the rulebook gives all of it on.
//!
//! Each value has one door, `parse`, which accepts what people really type (full-width digits, a
//! lower-case x, spaces) and refuses what cannot be right, in a sentence that says what to do.
//! Values that identify a person never show themselves whole in logs: their `Debug` is masked.
//!
//! Standards: GB 11643-1999 (citizen identity number), GB 32100-2015 (unified social credit code).
#![deny(missing_docs)]

pub mod breach;
pub mod codes;
mod credit;
mod name;
mod number;
pub mod parameters;
mod phone;

pub use credit::{CreditCode, CreditCodeFault};
pub use name::{NameFault, PersonName};
pub use number::{IdentityFault, IdentityNumber, Sex};
pub use phone::{Phone, PhoneFault};

/// Full-width digits and letters as half-width ones; everything else stays.
fn half_width(symbol: char) -> char {
    match symbol {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '＋' | '－' | '（' | '）' => {
            u32::from(symbol).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(symbol)
        }
        _ => symbol,
    }
}

/// What was typed, half-width and without spaces of any kind.
fn compact(text: &str) -> String {
    text.chars().filter(|symbol| !symbol.is_whitespace()).map(half_width).collect()
}

#[cfg(test)]
mod tests {
    use super::compact;

    #[test]
    fn what_an_input_method_makes_of_digits_is_understood() {
        assert_eq!(compact("　１２ 3\u{a0}Ｘｘ－４（５）"), "123Xx-4(5)");
    }
}
