//! Conditions (条件式): typed trees that say when a paper, a fee or a limit applies.
//!
//! A condition speaks about the answers to an item's scenario questions (情形). It is bounded
//! when it is built (eight levels, sixty-four tests), so that evaluating it always ends quickly,
//! and it can never fail: what is not answered yet is *open*, neither met nor unmet. Clerks write
//! conditions as one line of text ([`Condition::parse`]); everybody else reads them in words
//! ([`Condition::describe`], [`Condition::explain`]).

mod answers;
mod explain;
mod text;

pub use answers::{Answer, Answers, Key, KeyFault, Quantity, QuantityFault};
pub use explain::Explanation;
pub use text::TextFault;

use calendar::Phrase;
use jiff::civil::Date;

/// The deepest nesting a condition may have.
pub const DEPTH_MAX: u8 = 8;
/// The most tests a condition may hold.
pub const TESTS_MAX: u16 = 64;

/// A condition (条件): a bounded tree of tests.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[doc(alias = "条件")]
pub struct Condition {
    shape: Shape,
    depth: u8,
    tests: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Shape {
    Always,
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    Test(Test),
}

/// A condition opened for reading, as stores and pages need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View<'a> {
    /// Holds whatever was answered.
    Always,
    /// Holds where every part holds.
    All(&'a [Condition]),
    /// Holds where one part holds.
    Any(&'a [Condition]),
    /// Holds where the part does not.
    Not(&'a Condition),
    /// One test of one answer.
    Test(&'a Test),
}

/// One test of one answer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Test {
    /// The question whose answer is tested.
    pub question: Key,
    /// What is asked of the answer.
    pub comparison: Comparison,
}

/// What a test asks of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// There is an answer at all.
    Answered,
    /// The choice was taken (or is among those taken).
    Is(Key),
    /// One of the choices was taken.
    OneOf(Vec<Key>),
    /// The number stands in this order to another.
    Quantity(Order, Quantity),
    /// The day stands in this order to another.
    Day(Order, Date),
    /// The age (周岁) of somebody born on the day answered stands in this order to some years.
    Age(Order, u16),
}

/// How two values stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// `≥`
    AtLeast,
    /// `≤`
    AtMost,
    /// `>`
    MoreThan,
    /// `<`
    LessThan,
    /// `=`
    Equal,
}

impl Order {
    /// Every order.
    pub const ALL: &'static [Self] =
        &[Self::AtLeast, Self::AtMost, Self::MoreThan, Self::LessThan, Self::Equal];

    /// The sign people read.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => "≥",
            Self::AtMost => "≤",
            Self::MoreThan => ">",
            Self::LessThan => "<",
            Self::Equal => "=",
        }
    }

    /// The sign in a condition's text.
    pub const fn text(self) -> &'static str {
        match self {
            Self::AtLeast => ">=",
            Self::AtMost => "<=",
            Self::MoreThan => ">",
            Self::LessThan => "<",
            Self::Equal => "=",
        }
    }

    fn holds<T: Ord>(self, left: &T, right: &T) -> bool {
        match self {
            Self::AtLeast => left >= right,
            Self::AtMost => left <= right,
            Self::MoreThan => left > right,
            Self::LessThan => left < right,
            Self::Equal => left == right,
        }
    }
}

/// What became of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// It holds.
    Met,
    /// It does not hold.
    Unmet,
    /// An answer that decides it is not there yet.
    Open,
}

impl Verdict {
    const fn of(holds: Option<bool>) -> Self {
        match holds {
            Some(true) => Self::Met,
            Some(false) => Self::Unmet,
            None => Self::Open,
        }
    }

    const fn turned(self) -> Self {
        match self {
            Self::Met => Self::Unmet,
            Self::Unmet => Self::Met,
            Self::Open => Self::Open,
        }
    }

    /// The sign behind an explanation; pages say it in words beside.
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Met => "✓",
            Self::Unmet => "✗",
            Self::Open => "?",
        }
    }

    /// The verdict in words.
    pub const fn phrase(self) -> Phrase {
        match self {
            Self::Met => Phrase::of("符合", "met"),
            Self::Unmet => Phrase::of("不符合", "not met"),
            Self::Open => Phrase::of("待回答", "not answered yet"),
        }
    }
}

/// Why a condition cannot be built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShapeFault {
    /// Nested deeper than [`DEPTH_MAX`].
    TooDeep,
    /// Holds more than [`TESTS_MAX`] tests.
    TooLarge,
    /// *Any* of nothing, or *one of* no choices, could never hold.
    Empty,
}

impl ShapeFault {
    /// What is wrong, for the person who wrote the condition.
    pub const fn phrase(self) -> Phrase {
        match self {
            Self::TooDeep => Phrase::of(
                "条件嵌套超过 8 层，请拆分或简化。",
                "The condition is nested more than 8 levels deep; split or simplify it.",
            ),
            Self::TooLarge => Phrase::of(
                "一个条件最多包含 64 项判断，请拆分。",
                "A condition holds at most 64 tests; split it.",
            ),
            Self::Empty => Phrase::of(
                "“任一”后面至少要有一项判断或一个选项。",
                "“Any of” needs at least one test or choice.",
            ),
        }
    }
}

impl Default for Condition {
    fn default() -> Self {
        Self::always()
    }
}

impl Condition {
    /// Holds whatever was answered.
    pub const fn always() -> Self {
        Self { shape: Shape::Always, depth: 1, tests: 0 }
    }

    /// One test.
    pub fn test(question: Key, comparison: Comparison) -> Result<Self, ShapeFault> {
        match &comparison {
            Comparison::OneOf(choices) if choices.is_empty() => return Err(ShapeFault::Empty),
            Comparison::OneOf(choices) if choices.len() > usize::from(TESTS_MAX) => {
                return Err(ShapeFault::TooLarge);
            }
            _ => {}
        }
        let shape = Shape::Test(Test { question, comparison });
        Ok(Self { shape, depth: 1, tests: 1 })
    }

    /// The choice of a question was taken.
    pub fn is(question: Key, choice: Key) -> Self {
        let shape = Shape::Test(Test { question, comparison: Comparison::Is(choice) });
        Self { shape, depth: 1, tests: 1 }
    }

    /// Every part holds; of one part it is that part, of none it always holds.
    pub fn all(parts: Vec<Self>) -> Result<Self, ShapeFault> {
        if parts.is_empty() { Ok(Self::always()) } else { Self::joined(parts, Shape::All) }
    }

    /// One part holds; of one part it is that part.
    pub fn any(parts: Vec<Self>) -> Result<Self, ShapeFault> {
        if parts.is_empty() { Err(ShapeFault::Empty) } else { Self::joined(parts, Shape::Any) }
    }

    /// The part does not hold.
    pub fn negated(part: Self) -> Result<Self, ShapeFault> {
        let depth = part.depth + 1;
        if depth > DEPTH_MAX {
            return Err(ShapeFault::TooDeep);
        }
        let tests = part.tests;
        Ok(Self { shape: Shape::Not(Box::new(part)), depth, tests })
    }

    fn joined(mut parts: Vec<Self>, shape: fn(Vec<Self>) -> Shape) -> Result<Self, ShapeFault> {
        if parts.len() == 1
            && let Some(only) = parts.pop()
        {
            return Ok(only);
        }
        let depth = parts.iter().map(|part| part.depth).max().unwrap_or(0) + 1;
        // A part that always holds counts too, or a list of them could grow without end.
        let tests: usize = parts.iter().map(|part| usize::from(part.tests.max(1))).sum();
        match u16::try_from(tests) {
            _ if depth > DEPTH_MAX => Err(ShapeFault::TooDeep),
            Ok(tests) if tests <= TESTS_MAX => Ok(Self { shape: shape(parts), depth, tests }),
            _ => Err(ShapeFault::TooLarge),
        }
    }

    /// The condition opened for reading.
    pub fn view(&self) -> View<'_> {
        match &self.shape {
            Shape::Always => View::Always,
            Shape::All(parts) => View::All(parts),
            Shape::Any(parts) => View::Any(parts),
            Shape::Not(part) => View::Not(part),
            Shape::Test(test) => View::Test(test),
        }
    }

    /// Whether it holds whatever is answered, without a test.
    pub fn is_always(&self) -> bool {
        matches!(self.shape, Shape::Always)
    }

    /// Every test in it, from left to right.
    pub fn tests(&self) -> Vec<&Test> {
        match &self.shape {
            Shape::Always => Vec::new(),
            Shape::All(parts) | Shape::Any(parts) => parts.iter().flat_map(Self::tests).collect(),
            Shape::Not(part) => part.tests(),
            Shape::Test(test) => vec![test],
        }
    }

    /// What becomes of it under these answers on this day.
    ///
    /// Three-valued: a part that is open leaves the whole open unless the other parts decide it.
    pub fn evaluate(&self, answers: &Answers, on: Date) -> Verdict {
        match &self.shape {
            Shape::Always => Verdict::Met,
            Shape::All(parts) => fold(parts, answers, on, Verdict::Unmet),
            Shape::Any(parts) => fold(parts, answers, on, Verdict::Met),
            Shape::Not(part) => part.evaluate(answers, on).turned(),
            Shape::Test(test) => test.evaluate(answers, on),
        }
    }
}

/// The verdict over parts, of which one with the `deciding` verdict decides the whole.
fn fold(parts: &[Condition], answers: &Answers, on: Date, deciding: Verdict) -> Verdict {
    let mut whole = deciding.turned();
    for part in parts {
        match part.evaluate(answers, on) {
            verdict if verdict == deciding => return deciding,
            Verdict::Open => whole = Verdict::Open,
            _ => {}
        }
    }
    whole
}

impl Test {
    /// What becomes of the test; an answer of another kind than the test asks for leaves it unmet.
    pub fn evaluate(&self, answers: &Answers, on: Date) -> Verdict {
        let answer = answers.get(&self.question);
        if self.comparison == Comparison::Answered {
            return Verdict::of(Some(answer.is_some()));
        }
        Verdict::of(answer.map(|answer| self.comparison.holds(answer, on)))
    }
}

impl Comparison {
    fn holds(&self, answer: &Answer, on: Date) -> bool {
        match (self, answer) {
            (Self::Answered, _) => true,
            (Self::Is(wanted), Answer::Choice(taken)) => wanted == taken,
            (Self::Is(wanted), Answer::Choices(taken)) => taken.contains(wanted),
            (Self::OneOf(wanted), Answer::Choice(taken)) => wanted.contains(taken),
            (Self::OneOf(wanted), Answer::Choices(taken)) => {
                wanted.iter().any(|choice| taken.contains(choice))
            }
            (Self::Quantity(order, than), Answer::Quantity(value)) => order.holds(value, than),
            (Self::Day(order, than), Answer::Day(day)) => order.holds(day, than),
            (Self::Age(order, years), Answer::Day(born)) => order.holds(&age(*born, on), years),
            _ => false,
        }
    }
}

/// Age in completed years (周岁) on a day; nobody is younger than nought.
pub fn age(born: Date, on: Date) -> u16 {
    let birthday_is_ahead = (on.month(), on.day()) < (born.month(), born.day());
    let years = i32::from(on.year()) - i32::from(born.year()) - i32::from(birthday_is_ahead);
    u16::try_from(years).unwrap_or(0)
}

#[cfg(test)]
mod tests;
