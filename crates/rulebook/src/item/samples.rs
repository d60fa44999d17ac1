//! A definition for tests: a subsidy for old people, with everything an item can have.

use super::*;
use crate::codes::{HandlingForm, ItemKind, ServiceObject};
use crate::condition::{Answer, Answers, Comparison, Condition, Key, Order};
use calendar::Limit;
use jiff::civil::{Date, date};

/// The day on which tests look at the sample.
pub(crate) const TODAY: Date = date(2026, 11, 23);

pub(crate) fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

pub(crate) fn when(text: &str) -> Condition {
    Condition::parse(text).unwrap()
}

pub(crate) fn answers(given: &[(&str, Answer)]) -> Answers {
    given.iter().fold(Answers::new(), |answers, (question, answer)| {
        answers.with(key(question), answer.clone())
    })
}

pub(crate) fn choice(text: &str) -> Answer {
    Answer::Choice(key(text))
}

fn option(name: &str, chinese: &str, english: &str) -> Choice {
    Choice { key: key(name), label: Label::new(chinese, english) }
}

pub(crate) fn scenario() -> Scenario {
    let question = |name: &str, text: Label, kind, asked: &str| Question {
        key: key(name),
        text,
        hint: Label::default(),
        kind,
        asked_when: when(asked),
    };
    let filed_by = QuestionKind::One(vec![
        option("self", "本人", "myself"),
        option("agent", "委托他人", "somebody else"),
    ]);
    let household = QuestionKind::One(vec![
        option("local", "本镇户籍", "this town"),
        option("elsewhere", "外地户籍", "elsewhere"),
    ]);
    let reliefs = QuestionKind::Many(vec![
        option("dibao", "低保", "minimum living allowance"),
        option("tekun", "特困", "destitute support"),
    ]);
    let area = QuestionKind::Quantity { unit: Label::new("亩", "mu") };
    Scenario {
        questions: vec![
            question("filed_by", Label::new("谁来办理？", "Who files?"), filed_by, ""),
            question("born", Label::new("出生日期", "date of birth"), QuestionKind::Day, ""),
            question("household", Label::new("户籍", "household"), household, ""),
            question("reliefs", Label::chinese("已享受的救助"), reliefs, "household = local"),
            question("area", Label::new("面积", "area"), area, "answered(reliefs)"),
        ],
    }
}

fn materials() -> Vec<Material> {
    let paper = |name: &str, label: Label| Material::required(key(name), label);
    vec![
        paper("form", Label::new("申请表", "application form")),
        Material {
            origin: Origin::GovernmentIssued,
            copies: 1,
            taking: Taking::CheckOriginalKeepCopy,
            ..paper("identity", Label::new("居民身份证", "identity card"))
        },
        Material {
            when: when("filed_by = agent"),
            ..paper("mandate", Label::new("授权委托书", "mandate"))
        },
        Material {
            deferral: Deferral::Allowed,
            when: when("household = elsewhere or reliefs in {dibao, tekun}"),
            ..paper("proof", Label::chinese("情况证明"))
        },
    ]
}

fn fee() -> Fee {
    let rate = |name: &str, amount, condition: &str| FeeRate {
        name: Label::chinese(name),
        amount,
        when: when(condition),
    };
    Fee::Charged {
        standard: Label::chinese("工本费 10 元/本"),
        basis: "发改价格规〔2016〕2559号".to_owned(),
        rates: vec![
            rate("工本费", Amount::Fixed(Fen::new(1_000)), ""),
            rate("补证费", Amount::Fixed(Fen::new(550)), "filed_by = agent"),
            rate("丈量费", Amount::ByTariff(Label::chinese("县级价目")), "area > 2.5"),
        ],
    }
}

/// A definition that may be published.
pub(crate) fn subsidy() -> Definition {
    let code = ItemCode::parse("MZ-001").unwrap();
    let name = Label::new("高龄津贴申领", "old-age allowance");
    let mut sample = Definition::blank(code, name, HandlingMode::Commitment);
    sample.authority.kind = ItemKind::Payment;
    sample.authority.station = "社会事务（民政）办".to_owned();
    sample.authority.legal_basis = vec![LegalBasis {
        citation: "《老年人权益保障法》".to_owned(),
        wording: String::new(),
    }];
    sample.audience.objects = vec![ServiceObject::NaturalPerson];
    sample.audience.requirements = vec![Requirement {
        text: Label::chinese("年满 80 周岁"),
        test: Condition::test(key("born"), Comparison::Age(Order::AtLeast, 80)).unwrap(),
    }];
    sample.scenario = scenario();
    sample.materials = materials();
    sample.handling.forms = vec![HandlingForm::Window];
    sample.steps = ["窗口受理", "审查", "公示", "决定", "制证出件"]
        .iter()
        .enumerate()
        .map(|(at, name)| {
            Step::new(Key::numbered('s', at + 1), Label::chinese(name), StepKind::of_name(name))
        })
        .collect();
    sample.limits = Limits {
        legal: Some(LimitTerm { limit: Limit::working_days(20), note: String::new() }),
        promised: Some(LimitTerm { limit: Limit::working_days(10), note: String::new() }),
        variants: vec![LimitVariant {
            when: when("household = elsewhere"),
            legal: None,
            promised: Some(Limit::working_days(15)),
            reason: Label::chinese("需向户籍地核实"),
        }],
    };
    sample.procedures = vec![SpecialProcedure {
        key: key("p1"),
        kind: ProcedureKind::Appraisal,
        name: Label::chinese("能力评估"),
        length: Some(Limit::working_days(10)),
        counting: Counting::NotCounted,
        basis: String::new(),
        when: when("area >= 1"),
    }];
    sample.fee = fee();
    sample.result.name = Label::chinese("高龄津贴审批表");
    sample.contact = Contact {
        place: Label::chinese("一楼大厅 3 号窗口"),
        hours: Label::chinese("工作日 9:00–17:00"),
        consult_phone: "0999-0001000".to_owned(),
        complaint: ComplaintChannel { phone: "0999-0002000".to_owned(), ..Default::default() },
    };
    sample
}
