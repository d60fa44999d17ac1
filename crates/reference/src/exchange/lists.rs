//! Fields that hold lists, as one cell with a line for each entry, and back.

use super::values;
use counter::catalogue::record::{
    ChoiceRecord, FeeRecord, FrequentQuestionRecord, ItemRecord, JointDepartmentRecord,
    LabelRecord, LegalBasisRecord, LimitVariantRecord, QuestionRecord, RateRecord,
    RequirementRecord,
};
use kit::Phrase;
use rulebook::item::{Fen, FenFault};

/// The kinds of questions by their word.
pub(super) static QUESTION_KINDS: [(&str, Phrase); 4] = [
    ("one", Phrase::of("单选", "one")),
    ("many", Phrase::of("多选", "many")),
    ("quantity", Phrase::of("数字", "quantity")),
    ("day", Phrase::of("日期", "day")),
];

fn joined<T>(entries: &[T], line: impl Fn(&T) -> String) -> String {
    entries.iter().map(line).collect::<Vec<_>>().join("\n")
}

pub(super) fn legal_basis(entries: &[LegalBasisRecord]) -> String {
    joined(entries, |it| values::line(&[&it.citation, &it.wording]))
}

pub(super) fn joint_departments(entries: &[JointDepartmentRecord]) -> String {
    joined(entries, |it| {
        let limit = values::limit_cell(it.limit.as_ref());
        values::line(&[&it.name.zh, &it.name.en, &it.department, &limit, &it.opinion_on])
    })
}

pub(super) fn requirements(entries: &[RequirementRecord]) -> String {
    joined(entries, |it| values::line(&[&it.text.zh, &it.text.en, &it.test]))
}

pub(super) fn limit_variants(entries: &[LimitVariantRecord]) -> String {
    joined(entries, |it| {
        let legal = values::limit_cell(it.legal.as_ref());
        let promised = values::limit_cell(it.promised.as_ref());
        values::line(&[&it.when, &legal, &promised, &it.reason.zh, &it.reason.en])
    })
}

pub(super) fn set_limit_variants(record: &mut ItemRecord, cell: &str) -> Result<(), Phrase> {
    record.limit_variants = values::lines(cell)
        .map(|parts| {
            let mut variant = LimitVariantRecord {
                when: values::condition(&values::part(&parts, 0)?)?,
                reason: values::label_of(&parts, 3)?,
                ..LimitVariantRecord::default()
            };
            values::set_limit(&mut variant.legal, &values::part(&parts, 1)?)?;
            values::set_limit(&mut variant.promised, &values::part(&parts, 2)?)?;
            Ok(variant)
        })
        .collect::<Result<_, Phrase>>()?;
    Ok(())
}

pub(super) fn frequent_questions(entries: &[FrequentQuestionRecord]) -> String {
    joined(entries, |it| {
        values::line(&[&it.question.zh, &it.question.en, &it.answer.zh, &it.answer.en])
    })
}

pub(super) fn set_frequent_questions(record: &mut ItemRecord, cell: &str) -> Result<(), Phrase> {
    record.frequent_questions = values::lines(cell)
        .map(|parts| {
            Ok(FrequentQuestionRecord {
                question: values::label_of(&parts, 0)?,
                answer: values::label_of(&parts, 2)?,
            })
        })
        .collect::<Result<_, Phrase>>()?;
    Ok(())
}

/// Whether a fee is charged; what was known of it stays where it can.
pub(super) fn set_charged(record: &mut ItemRecord, cell: &str) -> Result<(), Phrase> {
    let standard_before = standard(&record.fee).cloned().unwrap_or_default();
    record.fee = match cell {
        "" => FeeRecord::Unstated,
        "不收费" | "否" | "免费" | "free" | "no" => FeeRecord::No { remark: standard_before },
        "收费" | "是" | "charged" | "yes" => match std::mem::take(&mut record.fee) {
            charged @ FeeRecord::Yes { .. } => charged,
            FeeRecord::No { .. } | FeeRecord::Unstated => FeeRecord::Yes {
                standard: standard_before,
                basis: String::new(),
                rates: Vec::new(),
            },
        },
        other => {
            let typed: String = other.chars().take(40).collect();
            return Err(Phrase::new(
                format!("“{typed}”应为“收费”或“不收费”。"),
                format!("“{typed}” should be 收费 (charged) or 不收费 (free)."),
            ));
        }
    };
    Ok(())
}

/// The rate in words, or the remark of an item free of charge.
pub(super) fn standard(fee: &FeeRecord) -> Option<&LabelRecord> {
    match fee {
        FeeRecord::Unstated => None,
        FeeRecord::No { remark } => Some(remark),
        FeeRecord::Yes { standard, .. } => Some(standard),
    }
}

pub(super) fn set_standard(
    fee: &mut FeeRecord,
    cell: &str,
    part: fn(&mut LabelRecord) -> &mut String,
) -> Result<(), Phrase> {
    let text = values::text(cell)?;
    match fee {
        FeeRecord::No { remark } => *part(remark) = text,
        FeeRecord::Yes { standard, .. } => *part(standard) = text,
        FeeRecord::Unstated if text.is_empty() => {}
        FeeRecord::Unstated => return Err(not_said()),
    }
    Ok(())
}

pub(super) fn set_fee_basis(record: &mut ItemRecord, cell: &str) -> Result<(), Phrase> {
    let text = values::text(cell)?;
    match &mut record.fee {
        FeeRecord::Yes { basis, .. } => *basis = text,
        FeeRecord::No { .. } | FeeRecord::Unstated if text.is_empty() => {}
        FeeRecord::No { .. } | FeeRecord::Unstated => return Err(not_charged()),
    }
    Ok(())
}

pub(super) fn rates(fee: &FeeRecord) -> String {
    let FeeRecord::Yes { rates, .. } = fee else { return String::new() };
    joined(rates, |rate| {
        let amount = match rate.fen {
            Some(fen) => Fen::new(fen).to_string(),
            None => rate.tariff.zh.clone(),
        };
        values::line(&[&rate.name.zh, &rate.name.en, &amount, &rate.when, &rate.tariff.en])
    })
}

pub(super) fn set_rates(record: &mut ItemRecord, cell: &str) -> Result<(), Phrase> {
    let read: Vec<RateRecord> = values::lines(cell)
        .map(|parts| {
            let amount = values::part(&parts, 2)?;
            let is_amount = amount.starts_with(|symbol: char| symbol.is_ascii_digit());
            let fen = is_amount.then(|| Fen::parse(&amount).map_err(FenFault::phrase));
            let fen = fen.transpose()?.map(Fen::get);
            let tariff = if fen.is_some() { String::new() } else { amount };
            Ok(RateRecord {
                name: values::label_of(&parts, 0)?,
                fen,
                tariff: LabelRecord { zh: tariff, en: values::part(&parts, 4)? },
                when: values::condition(&values::part(&parts, 3)?)?,
            })
        })
        .collect::<Result<_, Phrase>>()?;
    match &mut record.fee {
        FeeRecord::Yes { rates, .. } => *rates = read,
        FeeRecord::No { .. } | FeeRecord::Unstated if read.is_empty() => {}
        FeeRecord::No { .. } | FeeRecord::Unstated => return Err(not_charged()),
    }
    Ok(())
}

fn not_said() -> Phrase {
    Phrase::of(
        "“是否收费”没有填，这里不能写标准。",
        "The column “Charged” is empty, so there can be no rate here.",
    )
}

fn not_charged() -> Phrase {
    Phrase::of(
        "“是否收费”不是“收费”，这里应留空；清单之外不得收费。",
        "The item is not charged, so this must be empty; nothing off the list can be charged.",
    )
}

pub(super) fn question_kind(record: &QuestionRecord) -> String {
    QUESTION_KINDS
        .iter()
        .find(|(word, _)| *word == record.kind)
        .map_or_else(|| record.kind.clone(), |(_, name)| name.zh.to_string())
}

pub(super) fn set_question_kind(record: &mut QuestionRecord, cell: &str) -> Result<(), Phrase> {
    let typed = cell.trim();
    let known = QUESTION_KINDS.iter().find(|(word, name)| {
        *word == typed || name.zh == typed || name.en.eq_ignore_ascii_case(typed)
    });
    let (word, _) = known.ok_or_else(|| {
        let typed: String = typed.chars().take(40).collect();
        Phrase::new(
            format!("“{typed}”不是题型。可填：单选、多选、数字、日期。"),
            format!("“{typed}” is no kind of question: one, many, quantity or day."),
        )
    })?;
    (*word).clone_into(&mut record.kind);
    Ok(())
}

pub(super) fn choices(record: &QuestionRecord) -> String {
    joined(&record.choices, |it| values::line(&[&it.key, &it.label.zh, &it.label.en]))
}

pub(super) fn set_choices(record: &mut QuestionRecord, cell: &str) -> Result<(), Phrase> {
    record.choices = values::lines(cell)
        .map(|parts| {
            Ok(ChoiceRecord {
                key: values::key(&values::part(&parts, 0)?)?,
                label: values::label_of(&parts, 1)?,
            })
        })
        .collect::<Result<_, Phrase>>()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn charged() -> ItemRecord {
        let mut record = ItemRecord::default();
        set_charged(&mut record, "收费").unwrap();
        record
    }

    #[test]
    fn a_fee_list_comes_back_as_it_was_written() {
        let mut record = charged();
        let cell =
            "期满换领 | Renewal | 20.00 | reason = expired\n电费 |  | 按目录电价 |  | By list";
        set_rates(&mut record, cell).unwrap();
        assert_eq!(rates(&record.fee), cell);
        let FeeRecord::Yes { rates: read, .. } = &record.fee else { panic!("free") };
        assert_eq!(read[0].fen, Some(2_000));
        assert_eq!(read[1].tariff.en, "By list");
        assert!(set_rates(&mut record, "x | | 20.005").is_err());
        assert!(set_rates(&mut record, "x | | 20 | reason >").is_err());
    }

    #[test]
    fn nothing_can_be_charged_for_an_item_that_is_free() {
        let mut record = ItemRecord::default();
        set_charged(&mut record, "不收费").unwrap();
        assert!(set_rates(&mut record, "工本费 | | 10").is_err());
        assert!(set_fee_basis(&mut record, "某文件").is_err());
        assert!(set_fee_basis(&mut record, "").is_ok());
        assert!(set_charged(&mut record, "看情况").is_err());
    }

    #[test]
    fn a_change_between_free_and_charged_keeps_the_words() {
        let mut record = charged();
        set_standard(&mut record.fee, "每本10元", |label| &mut label.zh).unwrap();
        set_rates(&mut record, "工本费 | | 10").unwrap();
        set_charged(&mut record, "收费").unwrap();
        assert_eq!(rates(&record.fee), "工本费 |  | 10.00");
        set_charged(&mut record, "不收费").unwrap();
        assert_eq!(standard(&record.fee).unwrap().zh, "每本10元");
    }

    #[test]
    fn choices_of_a_question_need_keys() {
        let mut question = QuestionRecord::default();
        set_question_kind(&mut question, "单选").unwrap();
        set_choices(&mut question, "lost | 遗失 | Lost\nnew | 首次").unwrap();
        assert_eq!(choices(&question), "lost | 遗失 | Lost\nnew | 首次");
        assert!(set_choices(&mut question, "首次 申领 | x").is_err());
        assert!(set_question_kind(&mut question, "填空").is_err());
    }
}
