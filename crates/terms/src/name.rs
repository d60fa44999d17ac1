//! The name of a person (姓名), as the household register writes it.
//!
//! Names hold rare characters (䶮, 〇, characters beyond the basic plane) and, in the names of
//! minorities, the interpunct (GB/T 15834: ·, U+00B7). They never hold what can hide or turn text
//! around on a printed notice: control, direction and invisible characters.

use std::fmt;

use calendar::Phrase;

const LENGTH_MAX: usize = 50;
const HIDDEN_MAX: usize = 4;

/// A person's name (姓名).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[doc(alias = "姓名")]
pub struct PersonName(String);

/// Why a text is not a person's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameFault {
    /// Nothing was typed.
    Empty,
    /// One character only.
    TooShort,
    /// More than fifty characters.
    TooLong {
        /// How many there are.
        length: usize,
    },
    /// An invisible character, or one that turns the direction of writing.
    Invisible,
    /// A character of the private area: drawn by a local font, unreadable elsewhere.
    PrivateCharacter {
        /// Its place, counted from one.
        place: usize,
    },
    /// A radical in place of the character it looks like.
    Radical {
        /// The radical.
        found: char,
    },
    /// A digit, a sign or a picture.
    NotALetter {
        /// What was found.
        found: char,
    },
    /// The interpunct or another joining sign at the beginning or end, or two together.
    MisplacedSign,
}

impl NameFault {
    /// What is wrong and what to do.
    pub fn phrase(self) -> Phrase {
        match self {
            Self::Empty => Phrase::of("请填写姓名。", "Enter the name."),
            Self::TooShort => Phrase::of(
                "姓名至少两个字；请按证件填写全名。",
                "A name has at least two characters; enter the full name on the document.",
            ),
            Self::TooLong { length } => Phrase::new(
                format!("姓名不超过{LENGTH_MAX}个字，现为{length}个；请只填写姓名。"),
                format!(
                    "A name has at most {LENGTH_MAX} characters, this has {length}; \
                         enter the name only."
                ),
            ),
            Self::Invisible => Phrase::of(
                "姓名中有看不见的字符（常因复制粘贴带入）；请删除后重新输入。",
                "The name holds an invisible character, often brought in by copying; delete it \
                 and type the name again.",
            ),
            Self::PrivateCharacter { place } => Phrase::new(
                format!("第{place}个字是本机造字，别处无法显示；请用国家标准编码的字重新输入。"),
                format!(
                    "Character {place} is drawn by a local font and unreadable elsewhere; \
                         enter it again in the national character set."
                ),
            ),
            Self::Radical { found } => Phrase::new(
                format!("“{found}”是部首符号，不是汉字；请用输入法重新输入该字。"),
                format!("“{found}” is a radical, not a character; enter the character again."),
            ),
            Self::NotALetter { found } => Phrase::new(
                format!("姓名中不能有“{found}”；请只填写姓名。"),
                format!("A name cannot hold “{found}”; enter the name only."),
            ),
            Self::MisplacedSign => Phrase::of(
                "间隔号（·）只能在两段名字之间；请检查首尾和重复。",
                "The interpunct stands only between two parts of a name; check the beginning, \
                 the end and doubled signs.",
            ),
        }
    }
}

impl PersonName {
    /// Reads a name as people type it.
    ///
    /// The look-alikes of the interpunct become the interpunct, spaces inside a Chinese name fall
    /// away, and runs of spaces in another name become one.
    pub fn parse(text: &str) -> Result<Self, NameFault> {
        let name = tidy(text);
        let length = name.chars().count();
        match length {
            0 => return Err(NameFault::Empty),
            1 => return Err(stray(&name).unwrap_or(NameFault::TooShort)),
            _ if length > LENGTH_MAX => return Err(NameFault::TooLong { length }),
            _ => {}
        }
        if let Some(fault) = stray(&name) {
            return Err(fault);
        }
        if is_misjoined(&name) {
            return Err(NameFault::MisplacedSign);
        }
        Ok(Self(name))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name with all but the first and the last character hidden; of two, the last is hidden.
    pub fn masked(&self) -> String {
        let symbols: Vec<char> = self.0.chars().collect();
        match symbols.as_slice() {
            [first, _] => format!("{first}*"),
            [first, hidden @ .., last] => {
                let stars = "*".repeat(hidden.len().min(HIDDEN_MAX));
                format!("{first}{stars}{last}")
            }
            _ => "*".to_owned(),
        }
    }
}

/// Masked, so that a name never stands in a log.
impl fmt::Debug for PersonName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "PersonName({})", self.masked())
    }
}

fn tidy(text: &str) -> String {
    let unified: String = text
        .chars()
        .map(super::half_width)
        .map(|symbol| match symbol {
            '•' | '・' | '‧' | '∙' | '⋅' | '･' | '．' => '·',
            '’' | '‘' => '\'',
            other => other,
        })
        .collect();
    let separator = if unified.chars().any(is_han) { "" } else { " " };
    unified.split_whitespace().collect::<Vec<_>>().join(separator)
}

fn stray(name: &str) -> Option<NameFault> {
    name.chars().enumerate().find_map(|(at, symbol)| fault_of(symbol, at + 1))
}

fn fault_of(symbol: char, place: usize) -> Option<NameFault> {
    if is_han(symbol) || symbol == ' ' || is_joint(symbol) {
        return None;
    }
    match u32::from(symbol) {
        0xe000..=0xf8ff | 0xf_0000..=0x10_ffff => {
            return Some(NameFault::PrivateCharacter { place });
        }
        0x2e80..=0x2fdf => return Some(NameFault::Radical { found: symbol }),
        0x00ad
        | 0x034f
        | 0x061c
        | 0x115f..=0x1160
        | 0x17b4..=0x17b5
        | 0x180b..=0x180f
        | 0x200b..=0x200f
        | 0x2028..=0x202e
        | 0x2060..=0x206f
        | 0x3164
        | 0xfe00..=0xfe0f
        | 0xfeff
        | 0xffa0
        | 0xfff0..=0xfffb
        | 0xe_0000..=0xe_0fff => return Some(NameFault::Invisible),
        _ => {}
    }
    if symbol.is_control() {
        return Some(NameFault::Invisible);
    }
    if symbol.is_alphabetic() { None } else { Some(NameFault::NotALetter { found: symbol }) }
}

/// Chinese characters of all planes, the zero 〇 and the compatibility characters.
fn is_han(symbol: char) -> bool {
    matches!(
        u32::from(symbol),
        0x3007 | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x2_0000..=0x3_fffd
    )
}

fn is_joint(symbol: char) -> bool {
    matches!(symbol, '·' | '-' | '\'' | '.')
}

/// The interpunct, hyphen and apostrophe join; a full stop may end an abbreviated part.
fn is_misjoined(name: &str) -> bool {
    let symbols: Vec<char> = name.chars().collect();
    let is_doubled = symbols.windows(2).any(|pair| is_joint(pair[0]) && is_joint(pair[1]));
    let starts = symbols.first().is_some_and(|symbol| is_joint(*symbol));
    let ends = symbols.last().is_some_and(|symbol| is_joint(*symbol) && *symbol != '.');
    is_doubled || starts || ends
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{NameFault, PersonName};

    fn name(text: &str) -> String {
        PersonName::parse(text).unwrap().as_str().to_owned()
    }

    #[test]
    fn names_of_all_peoples_are_accepted() {
        for text in [
            "奚怡达",
            "欧阳娜娜",
            "䶮〇",
            "𠮷田",
            "买买提·吐尔逊",
            "Anna Müller-Lüdenscheidt",
            "O'Neil J.",
        ] {
            assert_eq!(name(text), text);
        }
    }

    #[test]
    fn what_people_type_becomes_one_spelling() {
        assert_eq!(name(" 张　三 "), "张三");
        assert_eq!(name("买买提•吐尔逊"), "买买提·吐尔逊");
        assert_eq!(name("阿依古丽・艾山"), "阿依古丽·艾山");
        assert_eq!(name("Anna   Lee"), "Anna Lee");
        assert_eq!(name("Ａｎｎａ Lee"), "Anna Lee");
    }

    #[test]
    fn what_can_hide_or_turn_text_is_refused() {
        for hidden in
            ["\u{200b}", "\u{202e}", "\u{2066}", "\u{feff}", "\u{7}", "\u{e0100}", "\u{ad}"]
        {
            let text = format!("张{hidden}三");
            assert_eq!(PersonName::parse(&text), Err(NameFault::Invisible), "{hidden:?}");
        }
    }

    #[test]
    fn each_fault_is_told_apart() {
        let fault = |text: &str| PersonName::parse(text).unwrap_err();
        assert_eq!(fault(" 　"), NameFault::Empty);
        assert_eq!(fault("张"), NameFault::TooShort);
        assert_eq!(fault(&"张".repeat(51)), NameFault::TooLong { length: 51 });
        assert_eq!(fault("张\u{e123}"), NameFault::PrivateCharacter { place: 2 });
        assert_eq!(fault("⽯三"), NameFault::Radical { found: '⽯' });
        assert_eq!(fault("张3"), NameFault::NotALetter { found: '3' });
        assert_eq!(fault("张三<b>"), NameFault::NotALetter { found: '<' });
        assert_eq!(fault("张三😀"), NameFault::NotALetter { found: '😀' });
        assert_eq!(fault("·张三"), NameFault::MisplacedSign);
        assert_eq!(fault("张··三"), NameFault::MisplacedSign);
        assert_eq!(fault("张三·"), NameFault::MisplacedSign);
        assert!(fault("张3").phrase().zh.contains('请'));
    }

    #[test]
    fn only_the_first_and_the_last_character_are_shown() {
        let masked = |text: &str| PersonName::parse(text).unwrap().masked();
        assert_eq!(masked("张三"), "张*");
        assert_eq!(masked("奚怡达"), "奚*达");
        assert_eq!(masked("欧阳娜娜"), "欧**娜");
        assert_eq!(masked("买买提·吐尔逊"), "买****逊");
        assert_eq!(format!("{:?}", PersonName::parse("奚怡达")), "Ok(PersonName(奚*达))");
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic_and_reading_is_stable(text in "\\PC{0,60}") {
            if let Ok(name) = PersonName::parse(&text) {
                let again = PersonName::parse(name.as_str());
                prop_assert_eq!(again.as_ref(), Ok(&name));
                prop_assert!(!name.masked().is_empty());
            }
        }
    }
}
