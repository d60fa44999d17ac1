//! The citizen identity number (公民身份号码), GB 11643-1999.
//!
//! Eighteen characters: six for the region of first registration, eight for the day of birth,
//! three for the order (odd for men, even for women) and a check digit after ISO 7064 MOD 11-2,
//! which notices every single wrong digit and every two neighbours swapped. Numbers of fifteen
//! digits have not been valid since 1 January 2013 (Resident Identity Card Law, art. 4 and 23).

use std::fmt;

use calendar::Phrase;
use jiff::civil::Date;

use super::compact;

const LENGTH: usize = 18;
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_DIGITS: &[u8; 11] = b"10X98765432";
/// Nobody registered under the present system was born earlier.
const BIRTH_YEAR_MIN: i16 = 1880;

/// A citizen identity number (公民身份号码) with a right check digit and a real day of birth.
///
/// The region is not checked against the list of divisions: divisions are merged and renamed, and
/// the number of a person never changes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[doc(alias = "公民身份号码")]
#[doc(alias = "身份证号")]
pub struct IdentityNumber(String);

/// Sex (性别) as the identity number states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[doc(alias = "性别")]
pub enum Sex {
    /// 男.
    Male,
    /// 女.
    Female,
}

impl Sex {
    /// The word in both languages.
    pub fn phrase(self) -> Phrase {
        match self {
            Self::Male => Phrase::of("男", "male"),
            Self::Female => Phrase::of("女", "female"),
        }
    }
}

/// Why a text is not an identity number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdentityFault {
    /// Nothing was typed.
    Empty,
    /// Fifteen digits: a number of the first generation.
    FirstGeneration,
    /// Another length than 18.
    WrongLength {
        /// How many characters there are.
        length: usize,
    },
    /// A character that cannot stand where it stands.
    WrongCharacter {
        /// Its place, counted from one.
        place: usize,
    },
    /// No such region: the number begins with 0.
    NoSuchRegion,
    /// The eight digits of the birth are no day of the calendar, or one too long ago.
    NoSuchBirthday,
    /// The check digit does not belong to the digits before it.
    WrongCheckDigit,
}

impl IdentityFault {
    /// What is wrong and what to do.
    pub fn phrase(self) -> Phrase {
        match self {
            Self::Empty => Phrase::of("请填写公民身份号码。", "Enter the identity number."),
            Self::FirstGeneration => Phrase::of(
                "这是15位的一代证号码，自2013年起已停用；请按现行居民身份证录入18位号码。",
                "This is a 15-digit number of the first generation, not valid since 2013; \
                 enter the 18 characters on the present identity card.",
            ),
            Self::WrongLength { length } => Phrase::new(
                format!("身份号码应为18位，现为{length}位；请对照证件检查是否多填或漏填。"),
                format!(
                    "An identity number has 18 characters, this has {length}; \
                     compare with the card for a missing or surplus digit."
                ),
            ),
            Self::WrongCharacter { place } => Phrase::new(
                format!("第{place}位不是数字（仅第18位可以是X）；请对照证件更正。"),
                format!(
                    "Character {place} is not a digit (only the 18th may be X); \
                     correct it from the card."
                ),
            ),
            Self::NoSuchRegion => Phrase::of(
                "身份号码不会以0开头；请对照证件检查前6位。",
                "No identity number begins with 0; check the first six digits with the card.",
            ),
            Self::NoSuchBirthday => Phrase::of(
                "第7至14位不是有效的出生日期；请对照证件检查这8位数字。",
                "Characters 7 to 14 are not a real day of birth; check these eight digits with \
                 the card.",
            ),
            Self::WrongCheckDigit => Phrase::of(
                "校验位不符，号码中至少有一位填错；请对照证件逐位核对，不要改动最后一位来凑。",
                "The check digit does not fit: at least one character is wrong. Compare all of \
                 them with the card; do not just change the last one.",
            ),
        }
    }
}

impl IdentityNumber {
    /// Reads a number as people type it: spaces, full-width digits and a lower-case x are fine.
    pub fn parse(text: &str) -> Result<Self, IdentityFault> {
        let number = compact(text).to_ascii_uppercase();
        let length = number.chars().count();
        if length == 0 {
            return Err(IdentityFault::Empty);
        }
        if length == 15 && number.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(IdentityFault::FirstGeneration);
        }
        if length != LENGTH {
            return Err(IdentityFault::WrongLength { length });
        }
        let stray = number.chars().enumerate().find(|(at, symbol)| {
            !(symbol.is_ascii_digit() || (*at == LENGTH - 1 && *symbol == 'X'))
        });
        if let Some((at, _)) = stray {
            return Err(IdentityFault::WrongCharacter { place: at + 1 });
        }
        if number.starts_with('0') {
            return Err(IdentityFault::NoSuchRegion);
        }
        let birth = birth_in(&number).ok_or(IdentityFault::NoSuchBirthday)?;
        if birth.year() < BIRTH_YEAR_MIN {
            return Err(IdentityFault::NoSuchBirthday);
        }
        if check_digit(number.as_bytes()) != number.as_bytes()[LENGTH - 1] {
            return Err(IdentityFault::WrongCheckDigit);
        }
        Ok(Self(number))
    }

    /// The eighteen characters, for sealing and for print on the applicant's own papers.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number with the day of birth and half the order hidden: six in front, four behind.
    pub fn masked(&self) -> String {
        format!("{}********{}", &self.0[..6], &self.0[14..])
    }

    /// The code of the region of first registration, six digits.
    pub fn region(&self) -> &str {
        &self.0[..6]
    }

    /// The day of birth.
    pub fn birth_date(&self) -> Date {
        // `parse` let only real days in.
        birth_in(&self.0).unwrap_or_default()
    }

    /// Full years of age (周岁) on a day; `None` before the day of birth.
    ///
    /// A year is full on the birthday; born on 29 February, on 1 March of a common year.
    #[doc(alias = "周岁")]
    pub fn age_on(&self, day: Date) -> Option<u16> {
        let birth = self.birth_date();
        let had_birthday = (day.month(), day.day()) >= (birth.month(), birth.day());
        let years = day.year() - birth.year() - i16::from(!had_birthday);
        u16::try_from(years).ok()
    }

    /// The sex, from the last digit of the order.
    pub fn sex(&self) -> Sex {
        if self.0.as_bytes()[LENGTH - 2] % 2 == 1 { Sex::Male } else { Sex::Female }
    }
}

/// Masked, so that a number never stands in a log.
impl fmt::Debug for IdentityNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "IdentityNumber({})", self.masked())
    }
}

fn birth_in(number: &str) -> Option<Date> {
    let year = number.get(6..10)?.parse().ok()?;
    let month = number.get(10..12)?.parse().ok()?;
    let day = number.get(12..14)?.parse().ok()?;
    Date::new(year, month, day).ok()
}

/// The check digit after ISO 7064 MOD 11-2.
fn check_digit(number: &[u8]) -> u8 {
    let sum: u32 = number
        .iter()
        .zip(WEIGHTS)
        .map(|(digit, weight)| u32::from(digit.wrapping_sub(b'0')) * weight)
        .sum();
    CHECK_DIGITS[(sum % 11) as usize]
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::{CHECK_DIGITS, IdentityFault, IdentityNumber, Sex, check_digit};

    /// The example printed in GB 11643-1999.
    const STANDARD: &str = "11010519491231002X";

    fn number(text: &str) -> IdentityNumber {
        IdentityNumber::parse(text).unwrap()
    }

    #[test]
    fn the_example_of_the_standard_is_right() {
        let number = number(STANDARD);
        assert_eq!(number.birth_date(), date(1949, 12, 31));
        assert_eq!(number.sex(), Sex::Female);
        assert_eq!(number.region(), "110105");
        assert_eq!(number.masked(), "110105********002X");
    }

    #[test]
    fn what_a_clerk_types_is_accepted() {
        for typed in
            ["11010519491231002x", " 110105 19491231 002X ", "１１０１０５１９４９１２３１００２ｘ"]
        {
            assert_eq!(number(typed).as_str(), STANDARD);
        }
    }

    #[test]
    fn each_fault_is_told_apart() {
        let fault = |text: &str| IdentityNumber::parse(text).unwrap_err();
        assert_eq!(fault("  "), IdentityFault::Empty);
        assert_eq!(fault("110105491231002"), IdentityFault::FirstGeneration);
        assert_eq!(fault("1101051949123100"), IdentityFault::WrongLength { length: 16 });
        assert_eq!(fault("1101051949123100X2"), IdentityFault::WrongCharacter { place: 17 });
        assert_eq!(fault("11010519491231002Y"), IdentityFault::WrongCharacter { place: 18 });
        assert_eq!(fault("11010519O91231002X"), IdentityFault::WrongCharacter { place: 9 });
        assert_eq!(fault("01010519491231002X"), IdentityFault::NoSuchRegion);
        assert_eq!(fault("110105194902300021"), IdentityFault::NoSuchBirthday);
        assert_eq!(fault("110105090012310021"), IdentityFault::NoSuchBirthday);
        assert_eq!(fault("110105194912310021"), IdentityFault::WrongCheckDigit);
        assert_eq!(
            fault("身份证号码一二三四五六七八九十甲乙丙丁"),
            IdentityFault::WrongLength { length: 19 }
        );
    }

    #[test]
    fn every_fault_says_what_to_do_in_both_languages() {
        for fault in [
            IdentityFault::Empty,
            IdentityFault::FirstGeneration,
            IdentityFault::WrongLength { length: 17 },
            IdentityFault::WrongCharacter { place: 3 },
            IdentityFault::NoSuchRegion,
            IdentityFault::NoSuchBirthday,
            IdentityFault::WrongCheckDigit,
        ] {
            let phrase = fault.phrase();
            assert!(phrase.zh.contains('请'), "{}", phrase.zh);
            assert!(phrase.en.ends_with('.'), "{}", phrase.en);
        }
    }

    #[test]
    fn a_year_of_age_is_full_on_the_birthday() {
        let number = number("990126196011276412");
        assert_eq!(number.sex(), Sex::Male);
        assert_eq!(number.age_on(date(2026, 11, 26)), Some(65));
        assert_eq!(number.age_on(date(2026, 11, 27)), Some(66));
        assert_eq!(number.age_on(date(1960, 11, 27)), Some(0));
        assert_eq!(number.age_on(date(1960, 11, 26)), None);
    }

    #[test]
    fn who_was_born_on_the_29th_of_february_is_a_year_older_on_the_first_of_march() {
        let body = "99012620000229001";
        let check = check_digit(body.as_bytes()) as char;
        let number = number(&format!("{body}{check}"));
        assert_eq!(number.age_on(date(2018, 2, 28)), Some(17));
        assert_eq!(number.age_on(date(2018, 3, 1)), Some(18));
        assert_eq!(number.age_on(date(2020, 2, 29)), Some(20));
    }

    #[test]
    fn a_number_never_stands_in_a_log() {
        assert!(!format!("{:?}", number(STANDARD)).contains("1949"));
    }

    fn any_number() -> impl Strategy<Value = String> {
        (100_000..=999_999_u32, 1880..=2099_i16, 1..=12_i8, 1..=28_i8, 0..=999_u16).prop_map(
            |(region, year, month, day, order)| {
                let body = format!("{region}{year}{month:02}{day:02}{order:03}");
                let check = check_digit(body.as_bytes()) as char;
                format!("{body}{check}")
            },
        )
    }

    proptest! {
        #[test]
        fn a_right_number_is_accepted(text in any_number()) {
            let read = number(&text);
            prop_assert_eq!(read.as_str(), text.as_str());
        }

        #[test]
        fn any_single_wrong_digit_is_noticed(text in any_number(), at in 0..18_usize) {
            for digit in CHECK_DIGITS {
                let mut bytes = text.clone().into_bytes();
                if bytes[at] != *digit {
                    bytes[at] = *digit;
                    let changed = String::from_utf8(bytes).unwrap();
                    prop_assert!(IdentityNumber::parse(&changed).is_err(), "{}", changed);
                }
            }
        }

        #[test]
        fn two_swapped_neighbours_are_noticed(text in any_number(), at in 0..17_usize) {
            let mut bytes = text.clone().into_bytes();
            bytes.swap(at, at + 1);
            let changed = String::from_utf8(bytes).unwrap();
            prop_assert!(changed == text || IdentityNumber::parse(&changed).is_err());
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,40}") {
            let _ = IdentityNumber::parse(&text).map_err(IdentityFault::phrase);
        }

        #[test]
        fn the_mask_hides_the_birthday(text in any_number()) {
            let masked = number(&text).masked();
            prop_assert_eq!(masked.len(), 18);
            prop_assert_eq!(&masked[..6], &text[..6]);
            prop_assert_eq!(&masked[14..], &text[14..]);
            prop_assert!(masked[6..14].bytes().all(|byte| byte == b'*'));
        }
    }
}
