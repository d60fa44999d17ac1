//! Scenario questions (情形): what is asked so that papers, fee and limits can be selected.

use super::Label;
use crate::condition::{
    Answer, Answers, Comparison, Condition, Key, Quantity, QuantityFault, Test, Verdict,
};
use calendar::Phrase;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The questions of an item (情形引导), in the order in which they are asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias = "情形")]
pub struct Scenario {
    /// The questions.
    pub questions: Vec<Question>,
}

/// One scenario question.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Question {
    /// Known by it in conditions and from version to version.
    pub key: Key,
    /// What is asked.
    pub text: Label,
    /// What helps to answer.
    pub hint: Label,
    /// What may be answered.
    pub kind: QuestionKind,
    /// When it is asked, by the answers to the questions before it.
    pub asked_when: Condition,
}

/// What may be answered to a question.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum QuestionKind {
    /// One of the choices.
    One(Vec<Choice>),
    /// Any number of the choices.
    Many(Vec<Choice>),
    /// A number with its unit.
    Quantity {
        /// The unit (立方米、亩).
        unit: Label,
    },
    /// A day.
    Day,
}

/// A choice of a question (选项).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Choice {
    /// Known by it in conditions.
    pub key: Key,
    /// As it is read.
    pub label: Label,
}

impl QuestionKind {
    /// The word under which the kind is stored.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::One(_) => "one",
            Self::Many(_) => "many",
            Self::Quantity { .. } => "quantity",
            Self::Day => "day",
        }
    }

    /// The kind in words.
    pub const fn phrase(&self) -> Phrase {
        match self {
            Self::One(_) => Phrase::of("单选", "one choice"),
            Self::Many(_) => Phrase::of("多选", "any number of choices"),
            Self::Quantity { .. } => Phrase::of("数字", "a number"),
            Self::Day => Phrase::of("日期", "a day"),
        }
    }

    /// The choices, where there are any.
    pub fn choices(&self) -> &[Choice] {
        match self {
            Self::One(choices) | Self::Many(choices) => choices,
            Self::Quantity { .. } | Self::Day => &[],
        }
    }

    fn suits(&self, comparison: &Comparison) -> bool {
        match comparison {
            Comparison::Answered => true,
            Comparison::Is(_) | Comparison::OneOf(_) => {
                matches!(self, Self::One(_) | Self::Many(_))
            }
            Comparison::Quantity(..) => matches!(self, Self::Quantity { .. }),
            Comparison::Day(..) | Comparison::Age(..) => matches!(self, Self::Day),
        }
    }
}

impl Question {
    /// The answer in the texts a form sent for the question; none where it was left open.
    fn read(&self, texts: &[String]) -> Result<Option<Answer>, Phrase> {
        let given: Vec<&str> =
            texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
        let Some(first) = given.first() else { return Ok(None) };
        let answer = match &self.kind {
            QuestionKind::One(choices) => Answer::Choice(chosen(choices, first)?),
            QuestionKind::Many(choices) => {
                let taken: Result<BTreeSet<Key>, Phrase> =
                    given.iter().map(|text| chosen(choices, text)).collect();
                Answer::Choices(taken?)
            }
            QuestionKind::Quantity { .. } => {
                Answer::Quantity(Quantity::parse(first).map_err(QuantityFault::phrase)?)
            }
            QuestionKind::Day => Answer::Day(first.parse().map_err(|_| {
                Phrase::of("请填写日期，例如 1959-03-02。", "Enter a day, such as 1959-03-02.")
            })?),
        };
        Ok(Some(answer))
    }
}

fn chosen(choices: &[Choice], text: &str) -> Result<Key, Phrase> {
    choices
        .iter()
        .find(|choice| choice.key.as_str() == text)
        .map(|choice| choice.key.clone())
        .ok_or(Phrase::of("请从列出的选项中选择。", "Choose one of the options listed."))
}

impl Scenario {
    /// The question of a key.
    pub fn question(&self, key: &Key) -> Option<&Question> {
        self.questions.iter().find(|question| question.key == *key)
    }

    /// The questions to ask, as far as the answers so far decide it.
    pub fn asked(&self, answers: &Answers, on: Date) -> Vec<&Question> {
        self.questions
            .iter()
            .filter(|question| question.asked_when.evaluate(answers, on) == Verdict::Met)
            .collect()
    }

    /// The questions asked and not yet answered.
    pub fn open(&self, answers: &Answers, on: Date) -> Vec<&Question> {
        let mut asked = self.asked(answers, on);
        asked.retain(|question| answers.get(&question.key).is_none());
        asked
    }

    /// The answers in the texts a form sent, and what was wrong with some.
    ///
    /// Questions that are not asked under the answers before them are passed over, so that an
    /// answer left behind by a changed mind has no effect.
    pub fn read(
        &self,
        on: Date,
        texts: impl Fn(&Key) -> Vec<String>,
    ) -> (Answers, Vec<(Key, Phrase)>) {
        let mut answers = Answers::new();
        let mut faults = Vec::new();
        for question in &self.questions {
            if question.asked_when.evaluate(&answers, on) != Verdict::Met {
                continue;
            }
            match question.read(&texts(&question.key)) {
                Ok(Some(answer)) => answers.put(question.key.clone(), answer),
                Ok(None) => {}
                Err(fault) => faults.push((question.key.clone(), fault)),
            }
        }
        (answers, faults)
    }

    /// An answer as the texts a form sends.
    pub fn texts_of(answer: &Answer) -> Vec<String> {
        match answer {
            Answer::Choice(choice) => vec![choice.to_string()],
            Answer::Choices(choices) => choices.iter().map(ToString::to_string).collect(),
            Answer::Quantity(quantity) => vec![quantity.to_string()],
            Answer::Day(day) => vec![day.to_string()],
        }
    }

    /// What is wrong with a condition that speaks of these questions; `before` limits it to the
    /// questions before that one.
    pub fn faults_of(&self, condition: &Condition, before: Option<&Key>) -> Vec<Phrase> {
        condition.tests().into_iter().filter_map(|test| self.fault_of(test, before)).collect()
    }

    fn fault_of(&self, test: &Test, before: Option<&Key>) -> Option<Phrase> {
        let known = self
            .questions
            .iter()
            .take_while(|question| before != Some(&question.key))
            .find(|question| question.key == test.question);
        let name = &test.question;
        let Some(question) = known else {
            return Some(if before.is_some() {
                Phrase::new(
                    format!("条件中的“{name}”不是排在前面的问题。"),
                    format!("“{name}” in the condition is not a question asked before."),
                )
            } else {
                Phrase::new(
                    format!("条件中的“{name}”不是本事项的情形问题。"),
                    format!("“{name}” in the condition is not a question of this item."),
                )
            });
        };
        if !question.kind.suits(&test.comparison) {
            let kind = question.kind.phrase();
            return Some(Phrase::new(
                format!("“{name}”是{}题，不能这样比较。", kind.zh),
                format!("“{name}” asks for {}; it cannot be compared like that.", kind.en),
            ));
        }
        let wanted = match &test.comparison {
            Comparison::Is(choice) => std::slice::from_ref(choice),
            Comparison::OneOf(choices) => choices,
            _ => &[],
        };
        let unknown = wanted
            .iter()
            .find(|wanted| !question.kind.choices().iter().any(|known| known.key == **wanted))?;
        Some(Phrase::new(
            format!("“{name}”没有选项“{unknown}”。"),
            format!("“{name}” has no choice “{unknown}”."),
        ))
    }

    /// What a question is called; its key where there is none.
    pub fn name_of(&self, question: &Key) -> Phrase {
        match self.question(question) {
            Some(question) if !question.text.is_empty() => question.text.phrase(),
            _ => Phrase::new(question.to_string(), question.to_string()),
        }
    }

    /// What a choice is called; its key where there is none.
    pub fn name_of_choice(&self, question: &Key, choice: &Key) -> Phrase {
        self.question(question)
            .and_then(|question| question.kind.choices().iter().find(|known| known.key == *choice))
            .filter(|choice| !choice.label.is_empty())
            .map_or_else(
                || Phrase::new(choice.to_string(), choice.to_string()),
                |choice| choice.label.phrase(),
            )
    }

    /// An answer in words.
    pub fn name_of_answer(&self, question: &Key, answer: &Answer) -> Phrase {
        match answer {
            Answer::Choice(choice) => self.name_of_choice(question, choice),
            Answer::Choices(choices) => {
                let names: Vec<Phrase> =
                    choices.iter().map(|choice| self.name_of_choice(question, choice)).collect();
                let zh: Vec<&str> = names.iter().map(|name| &*name.zh).collect();
                let en: Vec<&str> = names.iter().map(|name| &*name.en).collect();
                Phrase::new(zh.join("、"), en.join(", "))
            }
            Answer::Quantity(quantity) => match self.question(question).map(|q| &q.kind) {
                Some(QuestionKind::Quantity { unit }) if !unit.is_empty() => {
                    let unit = unit.phrase();
                    Phrase::new(
                        format!("{quantity} {}", unit.zh),
                        format!("{quantity} {}", unit.en),
                    )
                }
                _ => Phrase::new(quantity.to_string(), quantity.to_string()),
            },
            Answer::Day(day) => Phrase::new(day.to_string(), day.to_string()),
        }
    }
}
