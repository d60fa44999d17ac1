//! Conditions as one line of text, the way clerks write them.
//!
//! ```text
//! household = local and (age(birth_date) >= 60 or disability in {severe, grade2})
//! 户籍 = 本镇 且 非 已答(代办人)
//! ```
//!
//! | written | asks |
//! |---|---|
//! | `q = a`, `q != a`, `q in {a, b}` | which choice was taken |
//! | `q >= 12.5`, `q < 2026-07-01` | a number, a day (always with `>= <= > <` or `==`) |
//! | `age(q) >= 60` / `年龄(q) >= 60` | the age of somebody born on that day |
//! | `answered(q)` / `已答(q)` | whether there is an answer |
//! | `and`/`且`, `or`/`或`, `not`/`非`, `( )` | compound conditions; *and* binds tighter |
//! | `always`, or nothing | applies to everybody |

use super::answers::is_key_character;
use super::{Comparison, Condition, DEPTH_MAX, Key, Order, Quantity, Shape, ShapeFault};
use calendar::Phrase;
use jiff::civil::Date;
use std::fmt;

/// The longest text a condition may be written in, in characters.
const TEXT_MAX: usize = 2_000;

/// Why a text is no condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextFault {
    /// Longer than two thousand characters.
    TooLong,
    /// A character the language does not know.
    Character(char),
    /// Something else was expected; says what, and what stands there.
    Expected {
        /// What was expected.
        expected: Phrase,
        /// What stands there; empty at the end.
        found: String,
    },
    /// The condition is too deep, too large or empty.
    Shape(ShapeFault),
}

impl From<ShapeFault> for TextFault {
    fn from(fault: ShapeFault) -> Self {
        Self::Shape(fault)
    }
}

impl TextFault {
    /// What is wrong, for the person who wrote it.
    pub fn phrase(&self) -> Phrase {
        match self {
            Self::TooLong => Phrase::of("条件式太长。", "The condition is too long."),
            Self::Character(character) => Phrase::new(
                format!("条件式中不能有“{character}”。"),
                format!("“{character}” has no meaning in a condition."),
            ),
            Self::Expected { expected, found } if found.is_empty() => Phrase::new(
                format!("条件式不完整，末尾缺少{}。", expected.zh),
                format!("The condition ends too early: {} is missing.", expected.en),
            ),
            Self::Expected { expected, found } => Phrase::new(
                format!("“{found}”处应为{}。", expected.zh),
                format!("Found “{found}” where {} was expected.", expected.en),
            ),
            Self::Shape(fault) => fault.phrase(),
        }
    }
}

impl Condition {
    /// The condition written in a text; an empty text always holds.
    pub fn parse(text: &str) -> Result<Self, TextFault> {
        if text.chars().count() > TEXT_MAX {
            return Err(TextFault::TooLong);
        }
        if text.trim().is_empty() {
            return Ok(Self::always());
        }
        let tokens = tokens(text)?;
        let mut reader = Reader { tokens: &tokens, at: 0, depth: 0 };
        let condition = reader.any()?;
        match reader.peek() {
            None => Ok(condition),
            Some(_) => Err(reader.expected("“且”“或”或结尾", "“and”, “or” or the end")),
        }
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.shape {
            Shape::Always => f.write_str("always"),
            Shape::All(parts) => write_joined(f, parts, " and "),
            Shape::Any(parts) => write_joined(f, parts, " or "),
            Shape::Not(part) => match &part.shape {
                Shape::Always | Shape::Test(_) => write!(f, "not {part}"),
                _ => write!(f, "not ({part})"),
            },
            Shape::Test(test) => {
                let question = &test.question;
                match &test.comparison {
                    Comparison::Answered => write!(f, "answered({question})"),
                    Comparison::Is(choice) => write!(f, "{question} = {choice}"),
                    Comparison::OneOf(choices) => {
                        let choices: Vec<&str> = choices.iter().map(Key::as_str).collect();
                        write!(f, "{question} in {{{}}}", choices.join(", "))
                    }
                    Comparison::Quantity(order, quantity) => {
                        write!(f, "{question} {} {quantity}", order.text())
                    }
                    Comparison::Day(order, day) => write!(f, "{question} {} {day}", order.text()),
                    Comparison::Age(order, years) => {
                        write!(f, "age({question}) {} {years}", order.text())
                    }
                }
            }
        }
    }
}

fn write_joined(f: &mut fmt::Formatter<'_>, parts: &[Condition], between: &str) -> fmt::Result {
    for (position, part) in parts.iter().enumerate() {
        if position > 0 {
            f.write_str(between)?;
        }
        match &part.shape {
            Shape::All(_) | Shape::Any(_) => write!(f, "({part})")?,
            _ => write!(f, "{part}")?,
        }
    }
    Ok(())
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    /// A key or a word of the language.
    Word(String),
    /// Something that begins with a digit or a minus: a number or a day.
    Figure(String),
    /// `=` or `==`
    Equals,
    /// `!=`
    Differs,
    /// `>=`, `<=`, `>`, `<`
    Order(Order),
    Open,
    Close,
    OpenSet,
    CloseSet,
    Comma,
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Word(text) | Self::Figure(text) => text,
            Self::Equals => "=",
            Self::Differs => "!=",
            Self::Order(order) => order.text(),
            Self::Open => "(",
            Self::Close => ")",
            Self::OpenSet => "{",
            Self::CloseSet => "}",
            Self::Comma => ",",
        })
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, TextFault> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, length) = if first.is_ascii_digit() || first == '-' {
            let is_figure = |c: char| c.is_ascii_digit() || c == '-' || c == '.';
            let length = rest.find(|c| !is_figure(c)).unwrap_or(rest.len());
            (Token::Figure(rest[..length].to_owned()), length)
        } else if is_key_character(first) {
            let length = rest.find(|c| !is_key_character(c)).unwrap_or(rest.len());
            (Token::Word(rest[..length].to_owned()), length)
        } else {
            sign(rest).ok_or(TextFault::Character(first))?
        };
        tokens.push(token);
        rest = rest[length..].trim_start();
    }
    Ok(tokens)
}

/// The sign at the beginning of a text, and how many bytes it takes; full-width signs count too.
fn sign(text: &str) -> Option<(Token, usize)> {
    const SIGNS: [(&str, Token); 18] = [
        ("==", Token::Equals),
        ("!=", Token::Differs),
        ("≠", Token::Differs),
        (">=", Token::Order(Order::AtLeast)),
        ("≥", Token::Order(Order::AtLeast)),
        ("<=", Token::Order(Order::AtMost)),
        ("≤", Token::Order(Order::AtMost)),
        (">", Token::Order(Order::MoreThan)),
        ("<", Token::Order(Order::LessThan)),
        ("=", Token::Equals),
        ("(", Token::Open),
        ("（", Token::Open),
        (")", Token::Close),
        ("）", Token::Close),
        ("{", Token::OpenSet),
        ("}", Token::CloseSet),
        (",", Token::Comma),
        ("、", Token::Comma),
    ];
    SIGNS
        .iter()
        .find(|(written, _)| text.starts_with(written))
        .map(|(written, token)| (token.clone(), written.len()))
}

struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
    depth: u8,
}

impl Reader<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn takes(&mut self, wanted: &Token) -> bool {
        let is_there = self.peek() == Some(wanted);
        self.at += usize::from(is_there);
        is_there
    }

    fn takes_word(&mut self, words: [&str; 2]) -> bool {
        let is_there =
            matches!(self.peek(), Some(Token::Word(word)) if words.contains(&word.as_str()));
        self.at += usize::from(is_there);
        is_there
    }

    fn expected(&self, chinese: &'static str, english: &'static str) -> TextFault {
        TextFault::Expected {
            expected: Phrase::of(chinese, english),
            found: self.peek().map(ToString::to_string).unwrap_or_default(),
        }
    }

    fn must_take(&mut self, wanted: &Token) -> Result<(), TextFault> {
        if self.takes(wanted) {
            return Ok(());
        }
        Err(TextFault::Expected {
            expected: Phrase::new(format!("“{wanted}”"), format!("“{wanted}”")),
            found: self.peek().map(ToString::to_string).unwrap_or_default(),
        })
    }

    fn any(&mut self) -> Result<Condition, TextFault> {
        let mut parts = vec![self.all()?];
        while self.takes_word(["or", "或"]) {
            parts.push(self.all()?);
        }
        Ok(Condition::any(parts)?)
    }

    fn all(&mut self) -> Result<Condition, TextFault> {
        let mut parts = vec![self.part()?];
        while self.takes_word(["and", "且"]) {
            parts.push(self.part()?);
        }
        Ok(Condition::all(parts)?)
    }

    /// A part of a compound; the only place that goes deeper, hence the only one that counts.
    fn part(&mut self) -> Result<Condition, TextFault> {
        // Twice the depth of trees: brackets around one test add no level to its condition.
        if self.depth >= DEPTH_MAX * 2 {
            return Err(TextFault::Shape(ShapeFault::TooDeep));
        }
        self.depth += 1;
        let part = if self.takes_word(["not", "非"]) {
            let inner = self.part()?;
            Condition::negated(inner)?
        } else if self.takes(&Token::Open) {
            let inner = self.any()?;
            self.must_take(&Token::Close)?;
            inner
        } else if self.takes_word(["always", "always"]) {
            Condition::always()
        } else {
            self.test()?
        };
        self.depth -= 1;
        Ok(part)
    }

    fn test(&mut self) -> Result<Condition, TextFault> {
        if self.takes_word(["age", "年龄"]) {
            let question = self.in_brackets()?;
            let order = self.order()?;
            let years = self.years()?;
            return Ok(Condition::test(question, Comparison::Age(order, years))?);
        }
        if self.takes_word(["answered", "已答"]) {
            let question = self.in_brackets()?;
            return Ok(Condition::test(question, Comparison::Answered)?);
        }
        let question = self.key("一个问题的标识", "the key of a question")?;
        if self.takes_word(["in", "属于"]) {
            let choices = self.set()?;
            return Ok(Condition::test(question, Comparison::OneOf(choices))?);
        }
        if self.takes(&Token::Differs) {
            let same = self.compared(question, Order::Equal)?;
            return Ok(Condition::negated(same)?);
        }
        let order = self.order()?;
        self.compared(question, order)
    }

    fn compared(&mut self, question: Key, order: Order) -> Result<Condition, TextFault> {
        if let Some(Token::Figure(figure)) = self.peek() {
            let comparison = if let Ok(day) = figure.parse::<Date>() {
                Comparison::Day(order, day)
            } else if let Ok(quantity) = Quantity::parse(figure) {
                Comparison::Quantity(order, quantity)
            } else {
                return Err(self.expected("数字或日期（2026-07-01）", "a number or a day"));
            };
            self.at += 1;
            return Ok(Condition::test(question, comparison)?);
        }
        if order != Order::Equal {
            return Err(self.expected("数字或日期", "a number or a day"));
        }
        let choice = self.key("一个选项的标识", "the key of a choice")?;
        Ok(Condition::test(question, Comparison::Is(choice))?)
    }

    fn in_brackets(&mut self) -> Result<Key, TextFault> {
        self.must_take(&Token::Open)?;
        let key = self.key("一个问题的标识", "the key of a question")?;
        self.must_take(&Token::Close)?;
        Ok(key)
    }

    fn key(&mut self, chinese: &'static str, english: &'static str) -> Result<Key, TextFault> {
        let key = match self.peek() {
            Some(Token::Word(word)) => Key::parse(word).ok(),
            _ => None,
        };
        let key = key.ok_or_else(|| self.expected(chinese, english))?;
        self.at += 1;
        Ok(key)
    }

    fn set(&mut self) -> Result<Vec<Key>, TextFault> {
        self.must_take(&Token::OpenSet)?;
        let mut choices = vec![self.key("一个选项的标识", "the key of a choice")?];
        while self.takes(&Token::Comma) {
            choices.push(self.key("一个选项的标识", "the key of a choice")?);
        }
        self.must_take(&Token::CloseSet)?;
        Ok(choices)
    }

    fn order(&mut self) -> Result<Order, TextFault> {
        let order = match self.peek() {
            Some(Token::Order(order)) => *order,
            Some(Token::Equals) => Order::Equal,
            _ => return Err(self.expected("比较符号（= != >= <= > <）", "= != >= <= > or <")),
        };
        self.at += 1;
        Ok(order)
    }

    fn years(&mut self) -> Result<u16, TextFault> {
        let years = match self.peek() {
            Some(Token::Figure(figure)) => figure.parse::<u16>().ok().filter(|y| *y <= 200),
            _ => None,
        };
        let years = years.ok_or_else(|| self.expected("周岁数", "a number of years"))?;
        self.at += 1;
        Ok(years)
    }
}
