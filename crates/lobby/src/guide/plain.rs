//! Conditions of a scenario in the words of a guide: who needs a paper, who may apply.
//!
//! The rule book explains a condition to whoever checks it; here it is told to whoever asks.

use calendar::Phrase;
use rulebook::condition::{Answer, Comparison, Condition, Order, Test, Verdict, View};
use rulebook::item::Scenario;

/// For whom a condition holds: `家庭户籍所在地——本镇户籍`.
pub(super) fn whom(condition: &Condition, scenario: &Scenario) -> Phrase {
    match condition.view() {
        View::Always => Phrase::of("人人都要", "everybody"),
        View::All(parts) => join(parts, scenario, ("；并且 ", "; and ")),
        View::Any(parts) => join(parts, scenario, ("；或者 ", "; or ")),
        View::Not(part) => {
            if let View::Test(test) = part.view() {
                return said(test, scenario, ("不是", "not "));
            }
            let inner = whom(part, scenario);
            Phrase::new(format!("不属于（{}）", inner.zh), format!("not ({})", inner.en))
        }
        View::Test(test) => said(test, scenario, ("", "")),
    }
}

/// What became of a requirement, for somebody who reads it at home.
pub(super) fn outcome(verdict: Verdict) -> Phrase {
    match verdict {
        Verdict::Met => Phrase::of("按您的回答：符合", "by your answers: met"),
        Verdict::Unmet => Phrase::of("按您的回答：不符合", "by your answers: not met"),
        Verdict::Open => Phrase::of("回答问题后就知道", "your answers will tell"),
    }
}

fn join(parts: &[Condition], scenario: &Scenario, (chinese, english): (&str, &str)) -> Phrase {
    let parts: Vec<Phrase> = parts.iter().map(|part| whom(part, scenario)).collect();
    let zh: Vec<&str> = parts.iter().map(|part| &*part.zh).collect();
    let en: Vec<&str> = parts.iter().map(|part| &*part.en).collect();
    Phrase::new(zh.join(chinese), en.join(english))
}

/// A test in words; `not` stands before what is asked for where the test is turned round.
fn said(test: &Test, scenario: &Scenario, not: (&str, &str)) -> Phrase {
    let asked = scenario.name_of(&test.question);
    let wanted = match &test.comparison {
        Comparison::Answered => Phrase::of("已经说明", "has been told"),
        Comparison::Is(choice) => scenario.name_of_choice(&test.question, choice),
        Comparison::OneOf(choices) => {
            let names: Vec<Phrase> =
                choices.iter().map(|it| scenario.name_of_choice(&test.question, it)).collect();
            let zh: Vec<&str> = names.iter().map(|name| &*name.zh).collect();
            let en: Vec<&str> = names.iter().map(|name| &*name.en).collect();
            Phrase::new(zh.join(" 或 "), en.join(" or "))
        }
        Comparison::Quantity(order, quantity) => {
            let amount = scenario.name_of_answer(&test.question, &Answer::Quantity(*quantity));
            ordered(*order, &amount)
        }
        Comparison::Day(order, day) => {
            let day = scenario.name_of_answer(&test.question, &Answer::Day(*day));
            dated(*order, &day)
        }
        Comparison::Age(order, years) => return aged((*order, *years), not),
    };
    Phrase::new(
        format!("{}——{}{}", bare(&asked.zh), not.0, wanted.zh),
        format!("{}: {}{}", bare(&asked.en), not.1, wanted.en),
    )
}

fn ordered(order: Order, amount: &Phrase) -> Phrase {
    let (zh, en) = match order {
        Order::AtLeast => ("不少于", "at least"),
        Order::AtMost => ("不超过", "at most"),
        Order::MoreThan => ("多于", "more than"),
        Order::LessThan => ("少于", "less than"),
        Order::Equal => ("正好", "exactly"),
    };
    Phrase::new(format!("{zh} {}", amount.zh), format!("{en} {}", amount.en))
}

fn dated(order: Order, day: &Phrase) -> Phrase {
    let (zh, en) = match order {
        Order::AtLeast => ("当天或以后", "or later"),
        Order::AtMost => ("当天或以前", "or earlier"),
        Order::MoreThan => ("以后", "exclusive, later"),
        Order::LessThan => ("以前", "exclusive, earlier"),
        Order::Equal => ("当天", "exactly"),
    };
    Phrase::new(format!("{}{zh}", day.zh), format!("{} {en}", day.en))
}

fn aged((order, years): (Order, u16), not: (&str, &str)) -> Phrase {
    let (zh, en) = match order {
        Order::AtLeast => (format!("年满 {years} 周岁"), format!("aged {years} or over")),
        Order::AtMost => (format!("不超过 {years} 周岁"), format!("aged {years} or under")),
        Order::MoreThan => (format!("超过 {years} 周岁"), format!("over {years}")),
        Order::LessThan => (format!("未满 {years} 周岁"), format!("under {years}")),
        Order::Equal => (format!("正好 {years} 周岁"), format!("aged exactly {years}")),
    };
    Phrase::new(format!("{}{zh}", not.0), format!("{}{en}", not.1))
}

/// A question as the name of what it asks: without its mark and what stands in brackets behind.
fn bare(question: &str) -> &str {
    let question = question.trim_end();
    let question = match (question.ends_with(['）', ')']), question.rfind(['（', '('])) {
        (true, Some(at)) if at > 0 => question[..at].trim_end(),
        _ => question,
    };
    question.trim_end_matches(['？', '?', '：', ':']).trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_becomes_the_name_of_what_it_asks() {
        assert_eq!(bare("家庭户籍所在地？"), "家庭户籍所在地");
        assert_eq!(bare("家中有没有下列成员？（可多选）"), "家中有没有下列成员");
        assert_eq!(bare("Who lives with you? (several)"), "Who lives with you");
        assert_eq!(bare("（可多选）"), "（可多选）", "never nothing");
    }

    #[test]
    fn an_age_is_told_as_people_say_it() {
        assert_eq!(aged((Order::AtLeast, 80), ("", "")).zh, "年满 80 周岁");
        assert_eq!(aged((Order::LessThan, 18), ("", "")).en, "under 18");
    }
}
