//! Conditions in words: what they ask, and what became of them for one person.

use super::{Answer, Answers, Comparison, Condition, Order, Shape, Test, Verdict, age};
use crate::item::Scenario;
use calendar::Phrase;
use jiff::civil::Date;

/// What became of a condition and why (判断说明), part by part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What became of it.
    pub verdict: Verdict,
    /// Why, in words: `年龄 67 ≥ 60 ✓`.
    pub sentence: Phrase,
    /// The parts of a compound condition.
    pub parts: Vec<Explanation>,
}

impl Explanation {
    /// The whole explanation in one line, the parts joined.
    pub fn line(&self) -> Phrase {
        if self.parts.is_empty() {
            return self.sentence.clone();
        }
        let parts: Vec<Phrase> = self.parts.iter().map(Self::line).collect();
        join(&parts, "；", "; ")
    }
}

impl Condition {
    /// What it asks, in words: `户籍为本镇，且年龄 ≥ 60 周岁`.
    pub fn describe(&self, scenario: &Scenario) -> Phrase {
        match &self.shape {
            Shape::Always => Phrase::of("一律适用", "always"),
            Shape::All(parts) => describe_parts(parts, scenario, ("，且", " and ")),
            Shape::Any(parts) => describe_parts(parts, scenario, ("，或", " or ")),
            Shape::Not(part) => {
                let inner = part.describe(scenario);
                Phrase::new(format!("并非（{}）", inner.zh), format!("not ({})", inner.en))
            }
            Shape::Test(test) => test.describe(scenario),
        }
    }

    /// What became of it under these answers on this day, and why.
    pub fn explain(&self, answers: &Answers, on: Date, scenario: &Scenario) -> Explanation {
        let verdict = self.evaluate(answers, on);
        let mark = verdict.mark();
        let compound = |zh: &str, en: &str, parts: &[Condition]| Explanation {
            verdict,
            sentence: Phrase::new(format!("{zh} {mark}"), format!("{en} {mark}")),
            parts: parts.iter().map(|part| part.explain(answers, on, scenario)).collect(),
        };
        match &self.shape {
            Shape::Always => Explanation {
                verdict,
                sentence: Phrase::of("一律适用 ✓", "always ✓"),
                parts: Vec::new(),
            },
            Shape::All(parts) => compound("须全部符合", "all of these", parts),
            Shape::Any(parts) => compound("符合其一即可", "any of these", parts),
            Shape::Not(part) => {
                let inner = part.describe(scenario);
                Explanation {
                    verdict,
                    sentence: Phrase::new(
                        format!("不属于“{}” {mark}", inner.zh),
                        format!("not “{}” {mark}", inner.en),
                    ),
                    parts: Vec::new(),
                }
            }
            Shape::Test(test) => test.explain(answers, on, scenario),
        }
    }
}

impl Test {
    fn describe(&self, scenario: &Scenario) -> Phrase {
        let question = scenario.name_of(&self.question);
        let (zh, en) = match &self.comparison {
            Comparison::Answered => ("已回答".to_owned(), "is answered".to_owned()),
            Comparison::Is(choice) => {
                let choice = scenario.name_of_choice(&self.question, choice);
                (format!("为“{}”", choice.zh), format!("is “{}”", choice.en))
            }
            Comparison::OneOf(_) => {
                let wanted = self.wanted(scenario);
                (format!("为{}之一", wanted.zh), format!("is one of {}", wanted.en))
            }
            Comparison::Quantity(order, _) | Comparison::Day(order, _) => {
                let wanted = self.wanted(scenario);
                let sign = order.sign();
                (format!(" {sign} {}", wanted.zh), format!("{sign} {}", wanted.en))
            }
            Comparison::Age(order, years) => {
                let sign = order.sign();
                return Phrase::new(
                    format!("年龄 {sign} {years} 周岁（按{}）", question.zh),
                    format!("age {sign} {years} (by {})", question.en),
                );
            }
        };
        Phrase::new(format!("{}{zh}", question.zh), format!("{} {en}", question.en))
    }

    fn explain(&self, answers: &Answers, on: Date, scenario: &Scenario) -> Explanation {
        let verdict = self.evaluate(answers, on);
        let mark = verdict.mark();
        let wanted = self.describe(scenario);
        let sentence = match (answers.get(&self.question), &self.comparison) {
            (Some(Answer::Day(born)), Comparison::Age(order, years)) => {
                age_sentence(*born, on, (*order, *years), mark)
            }
            (Some(answer), _) => {
                let given = scenario.name_of_answer(&self.question, answer);
                Phrase::new(
                    format!("{}（您的回答：{}）{mark}", wanted.zh, given.zh),
                    format!("{} (your answer: {}) {mark}", wanted.en, given.en),
                )
            }
            (None, _) => Phrase::new(
                format!("{}（未回答）{mark}", wanted.zh),
                format!("{} (not answered) {mark}", wanted.en),
            ),
        };
        Explanation { verdict, sentence, parts: Vec::new() }
    }

    fn wanted(&self, scenario: &Scenario) -> Phrase {
        match &self.comparison {
            Comparison::Answered => Phrase::of("", ""),
            Comparison::Is(choice) => scenario.name_of_choice(&self.question, choice),
            Comparison::OneOf(choices) => {
                let names: Vec<Phrase> = choices
                    .iter()
                    .map(|choice| scenario.name_of_choice(&self.question, choice))
                    .collect();
                let joined = join(&names, "、", ", ");
                Phrase::new(format!("“{}”", joined.zh), format!("“{}”", joined.en))
            }
            Comparison::Quantity(_, quantity) => {
                scenario.name_of_answer(&self.question, &Answer::Quantity(*quantity))
            }
            Comparison::Day(_, day) => Phrase::new(day.to_string(), day.to_string()),
            Comparison::Age(_, years) => Phrase::new(years.to_string(), years.to_string()),
        }
    }
}

/// `年龄 67 ≥ 60 ✓`: the age itself is told, not the day of birth.
fn age_sentence(born: Date, on: Date, asked: (Order, u16), mark: &str) -> Phrase {
    let (years, (order, than)) = (age(born, on), asked);
    let sign = if order.holds(&years, &than) { order.sign() } else { opposite(order) };
    Phrase::new(
        format!("年龄 {years} {sign} {than} {mark}"),
        format!("age {years} {sign} {than} {mark}"),
    )
}

/// The sign that is true where `order` is not.
const fn opposite(order: Order) -> &'static str {
    match order {
        Order::AtLeast => "<",
        Order::AtMost => ">",
        Order::MoreThan => "≤",
        Order::LessThan => "≥",
        Order::Equal => "≠",
    }
}

fn describe_parts(
    parts: &[Condition],
    scenario: &Scenario,
    (chinese, english): (&str, &str),
) -> Phrase {
    let described: Vec<Phrase> = parts
        .iter()
        .map(|part| {
            let inner = part.describe(scenario);
            if matches!(part.shape, Shape::All(_) | Shape::Any(_)) {
                Phrase::new(format!("（{}）", inner.zh), format!("({})", inner.en))
            } else {
                inner
            }
        })
        .collect();
    join(&described, chinese, english)
}

fn join(phrases: &[Phrase], chinese: &str, english: &str) -> Phrase {
    let zh: Vec<&str> = phrases.iter().map(|phrase| &*phrase.zh).collect();
    let en: Vec<&str> = phrases.iter().map(|phrase| &*phrase.en).collect();
    Phrase::new(zh.join(chinese), en.join(english))
}
