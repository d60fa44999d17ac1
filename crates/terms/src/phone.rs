//! Telephone numbers (联系电话): mobile numbers and fixed lines with an area code.
//!
//! Mobile numbers have eleven digits and begin with 13 to 19 (工信部 numbering plan). Numbers that
//! begin with 100 are not assigned to anybody: the fictional county uses them, and they are
//! accepted so that a demonstration can be walked through.

use std::fmt;

use calendar::Phrase;

use super::compact;

/// A telephone number (联系电话) at which a person can be reached.
#[derive(Clone, PartialEq, Eq, Hash)]
#[doc(alias = "联系电话")]
pub enum Phone {
    /// 手机: eleven digits, no separators.
    #[doc(alias = "手机")]
    Mobile(MobileNumber),
    /// 固定电话: area code, number, extension.
    #[doc(alias = "固定电话")]
    Landline(LandlineNumber),
}

/// The eleven digits of a mobile number.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct MobileNumber(String);

/// A fixed line: `0999-1234567` or `0999-1234567-12`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct LandlineNumber(String);

/// Why a text is not a telephone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhoneFault {
    /// Nothing was typed.
    Empty,
    /// Begins like a mobile number but has another length.
    MobileLength {
        /// How many digits there are.
        length: usize,
    },
    /// Eleven digits that no operator assigns.
    NoSuchMobile,
    /// Begins with 0 but is not area code, number and extension.
    NoSuchLandline,
    /// Neither the one nor the other.
    Unknown,
}

impl PhoneFault {
    /// What is wrong and what to do.
    pub fn phrase(self) -> Phrase {
        match self {
            Self::Empty => Phrase::of("请填写联系电话。", "Enter a telephone number."),
            Self::MobileLength { length } => Phrase::new(
                format!("手机号码应为11位，现为{length}位；请与申请人核对。"),
                format!(
                    "A mobile number has 11 digits, this has {length}; check it with the applicant."
                ),
            ),
            Self::NoSuchMobile => Phrase::of(
                "没有以这两位开头的手机号码（应为13至19）；请与申请人核对。",
                "No mobile number begins with these two digits (13 to 19 do); check it with the \
                 applicant.",
            ),
            Self::NoSuchLandline => Phrase::of(
                "固定电话应为“区号-号码”，如0999-1234567，可加“-分机”；请更正。",
                "A fixed line reads area code, hyphen, number, such as 0999-1234567, with an \
                 extension after another hyphen; correct it.",
            ),
            Self::Unknown => Phrase::of(
                "这不是电话号码；请填写11位手机号码，或“区号-号码”的固定电话。",
                "This is not a telephone number; enter a mobile number of 11 digits, or a fixed \
                 line with its area code.",
            ),
        }
    }
}

impl Phone {
    /// Reads a number as people type it: spaces, hyphens, +86 and full-width digits are fine.
    pub fn parse(text: &str) -> Result<Self, PhoneFault> {
        let typed: String = compact(text).chars().map(plain_hyphen).collect();
        if typed.is_empty() {
            return Err(PhoneFault::Empty);
        }
        let local = without_country(&typed);
        match local.chars().next() {
            Some('1') => mobile(local).map(Self::Mobile),
            Some('0' | '(') => {
                landline(local).map(Self::Landline).ok_or(PhoneFault::NoSuchLandline)
            }
            _ => Err(PhoneFault::Unknown),
        }
    }

    /// The number in its one spelling.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Mobile(number) => &number.0,
            Self::Landline(number) => &number.0,
        }
    }

    /// The number with its middle hidden: three in front and four behind.
    pub fn masked(&self) -> String {
        match self {
            Self::Mobile(MobileNumber(number)) => {
                format!("{}****{}", &number[..3], &number[7..])
            }
            Self::Landline(LandlineNumber(number)) => {
                let (area, rest) = number.split_once('-').unwrap_or(("", number));
                let line = rest.split('-').next().unwrap_or(rest);
                format!("{area}-{}{}", "*".repeat(line.len() - 4), &line[line.len() - 4..])
            }
        }
    }

    /// The last four digits, which the applicant says to see the progress of a case.
    pub fn last_four(&self) -> &str {
        let line = match self {
            Self::Mobile(MobileNumber(number)) => number.as_str(),
            Self::Landline(LandlineNumber(number)) => {
                number.split('-').nth(1).unwrap_or(number.as_str())
            }
        };
        &line[line.len() - 4..]
    }
}

/// Masked, so that a number never stands in a log.
impl fmt::Debug for Phone {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Phone({})", self.masked())
    }
}

fn plain_hyphen(symbol: char) -> char {
    if matches!(symbol, '—' | '–' | '‐' | '‑' | '−' | '－') { '-' } else { symbol }
}

fn without_country(typed: &str) -> &str {
    let rest = typed.strip_prefix("+86").or_else(|| typed.strip_prefix("0086"));
    let bare = typed.strip_prefix("86").filter(|rest| rest.starts_with('1') && rest.len() == 11);
    rest.or(bare).unwrap_or(typed).trim_start_matches('-')
}

fn mobile(local: &str) -> Result<MobileNumber, PhoneFault> {
    let digits: String = local.chars().filter(|symbol| *symbol != '-').collect();
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(PhoneFault::Unknown);
    }
    if digits.len() != 11 {
        return Err(PhoneFault::MobileLength { length: digits.len() });
    }
    if matches!(digits.as_bytes()[1], b'3'..=b'9') || digits.starts_with("100") {
        Ok(MobileNumber(digits))
    } else {
        Err(PhoneFault::NoSuchMobile)
    }
}

fn landline(local: &str) -> Option<LandlineNumber> {
    let spelled = local.replacen('(', "", 1).replacen(')', "-", 1);
    let mut parts = spelled.split('-');
    let (area, line, extension) = match (parts.next()?, parts.next(), parts.next()) {
        (area, Some(line), extension) => (area, line, extension),
        (joined, None, _) => {
            let (area, line) = joined.split_at_checked(area_length(joined))?;
            (area, line, None)
        }
    };
    let is_number = |part: &str, least: usize, most: usize| {
        (least..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let has_surplus = parts.next().is_some();
    if has_surplus || !area.starts_with('0') || !is_number(area, 3, 4) || !is_number(line, 7, 8) {
        return None;
    }
    match extension {
        None => Some(LandlineNumber(format!("{area}-{line}"))),
        Some(extension) if is_number(extension, 1, 6) => {
            Some(LandlineNumber(format!("{area}-{line}-{extension}")))
        }
        Some(_) => None,
    }
}

/// Area codes 010 and 02x have three digits, all others four.
fn area_length(number: &str) -> usize {
    if number.starts_with("010") || number.starts_with("02") { 3 } else { 4 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Phone, PhoneFault};

    fn phone(text: &str) -> Phone {
        Phone::parse(text).unwrap()
    }

    #[test]
    fn mobile_numbers_are_accepted_as_people_write_them() {
        for typed in
            ["13900000000", "139 0000 0000", "139-0000-0000", "+86 13900000000", "8613900000000"]
        {
            assert_eq!(phone(typed).as_str(), "13900000000", "{typed}");
        }
        assert_eq!(phone("１００００００００３６").as_str(), "10000000036");
    }

    #[test]
    fn fixed_lines_are_accepted_with_area_code_and_extension() {
        for typed in
            ["0999-0001000", "09990001000", "(0999)0001000", "（0999）0001000", "0999—0001000"]
        {
            assert_eq!(phone(typed).as_str(), "0999-0001000", "{typed}");
        }
        assert_eq!(phone("01012345678").as_str(), "010-12345678");
        assert_eq!(phone("0999-12345678-12").as_str(), "0999-12345678-12");
    }

    #[test]
    fn each_fault_is_told_apart() {
        let fault = |text: &str| Phone::parse(text).unwrap_err();
        assert_eq!(fault(" "), PhoneFault::Empty);
        assert_eq!(fault("1390000000"), PhoneFault::MobileLength { length: 10 });
        assert_eq!(fault("12900000000"), PhoneFault::NoSuchMobile);
        assert_eq!(fault("0999-123"), PhoneFault::NoSuchLandline);
        assert_eq!(fault("0999-1234567-1-2"), PhoneFault::NoSuchLandline);
        assert_eq!(fault("张三"), PhoneFault::Unknown);
        assert_eq!(fault("1390000000O"), PhoneFault::Unknown);
        assert!(fault("1").phrase().en.contains("11 digits"));
    }

    #[test]
    fn the_middle_is_hidden_and_the_last_four_are_known() {
        assert_eq!(phone("10000000036").masked(), "100****0036");
        assert_eq!(phone("10000000036").last_four(), "0036");
        assert_eq!(phone("0999-1234567-12").masked(), "0999-***4567");
        assert_eq!(phone("0999-1234567-12").last_four(), "4567");
        assert_eq!(format!("{:?}", phone("10000000036")), "Phone(100****0036)");
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[-()+ 0-9a—（）０-９]{0,24}") {
            if let Ok(phone) = Phone::parse(&text) {
                prop_assert_eq!(phone.last_four().len(), 4);
                let again = Phone::parse(phone.as_str());
                prop_assert_eq!(again.as_ref(), Ok(&phone));
                prop_assert!(phone.masked().contains('*'));
            }
        }
    }
}
