//! Codes of items and departments.
//!
//! The identity of an item is our own [`ItemCode`]. National and provincial codes are kept as
//! text beside it, because their lengths disagree in the field (GB/T 39046-2020: up to 10 and
//! 24 characters; the national platform: 12, 31 and 33; provinces: their own). Their shapes are
//! checked by [`CodeShapes`], which a centre can configure, and never refused outright.

use crate::person::CreditCode;
use calendar::Phrase;
use std::fmt;

/// Why a text is no code of the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeFault {
    /// Not an item code.
    Item,
    /// Not a department key.
    Department,
    /// Not a version number.
    Version,
}

impl CodeFault {
    /// What is wrong, for the person who typed it.
    pub const fn phrase(self) -> Phrase {
        match self {
            Self::Item => Phrase::of(
                "事项编码应为“部门代号-序号”，例如 NY-003。",
                "An item code is a department key and a number, such as NY-003.",
            ),
            Self::Department => Phrase::of(
                "部门代号应为 2 到 8 个大写字母，例如 NY。",
                "A department key is 2 to 8 capital letters, such as NY.",
            ),
            Self::Version => Phrase::of(
                "版本号应为从 1 开始的整数。",
                "A version number is a whole number from 1.",
            ),
        }
    }
}

/// A department's key (部门代号): two to eight capital letters, `NY`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[doc(alias = "部门代号")]
pub struct DepartmentKey(String);

impl DepartmentKey {
    /// The key in a text; small letters are made capital.
    pub fn parse(text: &str) -> Result<Self, CodeFault> {
        let key = text.trim().to_ascii_uppercase();
        let is_key = (2..=8).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_uppercase());
        if is_key { Ok(Self(key)) } else { Err(CodeFault::Department) }
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DepartmentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The code of an item (事项编码), its identity in the house: `NY-003`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[doc(alias = "事项编码")]
pub struct ItemCode(String);

impl ItemCode {
    /// The code in a text; small letters are made capital.
    pub fn parse(text: &str) -> Result<Self, CodeFault> {
        let code = text.trim().to_ascii_uppercase();
        let (department, number) = code.split_once('-').ok_or(CodeFault::Item)?;
        let is_number = (3..=5).contains(&number.len())
            && number.bytes().all(|b| b.is_ascii_digit())
            && number.bytes().any(|b| b != b'0');
        if DepartmentKey::parse(department).is_err() || !is_number {
            return Err(CodeFault::Item);
        }
        Ok(Self(code))
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The department named in the code.
    pub fn department(&self) -> DepartmentKey {
        let key = self.0.split_once('-').map_or(self.0.as_str(), |(department, _)| department);
        DepartmentKey(key.to_owned())
    }
}

impl fmt::Display for ItemCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The number of a published version (版本号), counted from one for each item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[doc(alias = "版本号")]
pub struct VersionNumber(u32);

impl VersionNumber {
    /// The first version of an item.
    pub const FIRST: Self = Self(1);

    /// A version by number.
    pub const fn new(number: u32) -> Result<Self, CodeFault> {
        if number == 0 { Err(CodeFault::Version) } else { Ok(Self(number)) }
    }

    /// The version in a text.
    pub fn parse(text: &str) -> Result<Self, CodeFault> {
        text.trim().parse().map_err(|_| CodeFault::Version).and_then(Self::new)
    }

    /// The number.
    pub const fn get(self) -> u32 {
        self.0
    }

    /// The version after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for VersionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// Codes of the national and provincial lists (基本编码、实施编码、业务办理项编码、地方编码), as text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct NationalCodes {
    /// 基本编码
    pub basic: String,
    /// 实施编码
    pub implementation: String,
    /// 业务办理项编码
    pub handling: String,
    /// 地方编码
    pub local: String,
}

/// The shape a code is expected to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeShape {
    /// The lengths that are right; none means any up to sixty.
    pub lengths: Vec<usize>,
    /// Whether an implementation code of 31 characters must begin with a valid credit code.
    pub begins_with_credit_code: Vec<usize>,
}

/// The shapes a centre expects of its national codes (编码校验规则).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeShapes {
    /// 基本编码
    pub basic: CodeShape,
    /// 实施编码
    pub implementation: CodeShape,
    /// 业务办理项编码
    pub handling: CodeShape,
}

impl CodeShapes {
    /// As the national platform uses them: 12, 31 and 33 characters.
    pub fn national() -> Self {
        let shape = |length: usize, credit: Vec<usize>| CodeShape {
            lengths: vec![length],
            begins_with_credit_code: credit,
        };
        Self {
            basic: shape(12, Vec::new()),
            implementation: shape(31, vec![31]),
            handling: shape(33, vec![33]),
        }
    }

    /// Any letters, digits and hyphens: for provinces with codes of their own.
    pub fn any() -> Self {
        let any = || CodeShape { lengths: Vec::new(), begins_with_credit_code: Vec::new() };
        Self { basic: any(), implementation: any(), handling: any() }
    }

    /// What does not have its shape, one sentence for each code; empty codes are passed over.
    pub fn remarks(&self, codes: &NationalCodes) -> Vec<Phrase> {
        [
            (&self.basic, &codes.basic, "基本编码", "basic code"),
            (&self.implementation, &codes.implementation, "实施编码", "implementation code"),
            (&self.handling, &codes.handling, "业务办理项编码", "handling item code"),
        ]
        .into_iter()
        .filter_map(|(shape, code, chinese, english)| shape.remark(code, chinese, english))
        .collect()
    }
}

impl CodeShape {
    fn remark(&self, code: &str, chinese: &str, english: &str) -> Option<Phrase> {
        if code.is_empty() {
            return None;
        }
        let is_code = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
        if code.len() > 60 || !code.bytes().all(is_code) {
            return Some(Phrase::new(
                format!("{chinese}“{code}”只能由字母、数字和连字符组成，最多 60 位。"),
                format!("The {english} “{code}” may hold letters, digits and hyphens only."),
            ));
        }
        if !self.lengths.is_empty() && !self.lengths.contains(&code.len()) {
            let lengths: Vec<String> = self.lengths.iter().map(ToString::to_string).collect();
            let wanted = lengths.join("/");
            let length = code.len();
            return Some(Phrase::new(
                format!("{chinese}应为 {wanted} 位，现为 {length} 位。"),
                format!("The {english} should have {wanted} characters; it has {length}."),
            ));
        }
        let holder = code.get(..18).filter(|_| self.begins_with_credit_code.contains(&code.len()));
        match holder.map(CreditCode::parse) {
            Some(Err(_)) => Some(Phrase::new(
                format!("{chinese}前 18 位应为实施主体的统一社会信用代码，校验位不符。"),
                format!("The {english} should begin with the body's credit code; it does not."),
            )),
            _ => None,
        }
    }
}
