//! Values in cells, as people write them.

use crate::exchange::cells::Kind;
use crate::exchange::columns::{Need, SheetKind, is_headed};
use crate::exchange::values::{Choice, choose, limit, limit_text, line, lines, name, text};
use calendar::Limit;
use rulebook::codes::{HandlingForm, ItemKind, Level, ServiceObject};
use rulebook::item::{
    Counting, Deferral, HandlingMode, LifeEvent, Necessity, PartialGrant, ProcedureKind, StepKind,
    Taking,
};
use serde_json::{Value, json};
use std::collections::HashSet;

fn kind(text: &str) -> Kind {
    Kind::parse(text).unwrap()
}

fn every<C: Choice + PartialEq + std::fmt::Debug>() {
    for choice in C::all() {
        let name = choice.name();
        let both = format!("{} {}", choice.code(), name.zh);
        for text in [&*name.zh, &*name.en, choice.code(), both.as_str()] {
            assert_eq!(choose::<C>(text).as_ref(), Ok(choice), "{text}");
        }
    }
    for (alias, choice) in C::aliases() {
        assert_eq!(choose::<C>(alias).as_ref(), Ok(choice), "{alias}");
    }
    assert!(choose::<C>("别的什么").unwrap_err().zh.contains("可填"));
}

#[test]
fn choices_are_read_by_name_in_both_languages_by_code_and_by_habit() {
    every::<ItemKind>();
    every::<Level>();
    every::<ServiceObject>();
    every::<HandlingForm>();
    every::<HandlingMode>();
    every::<PartialGrant>();
    every::<Necessity>();
    every::<Deferral>();
    every::<Taking>();
    every::<StepKind>();
    every::<ProcedureKind>();
    every::<LifeEvent>();
    every::<Counting>();
}

#[test]
fn a_code_that_lost_its_zero_is_still_that_code() {
    assert_eq!(choose::<ItemKind>("1"), Ok(ItemKind::Licence));
    assert!(choose::<ItemKind>("").is_err());
    assert!(choose::<Level>("9").is_err());
}

#[test]
fn several_choices_stand_between_commas() {
    let objects = kind("choices ServiceObject");
    let stored = objects.read(&Value::Null, "1、企业法人，自然人").unwrap();
    assert_eq!(stored, json!(["1", "2"]));
    assert_eq!(objects.write(&stored), "自然人、企业法人");
    assert_eq!(objects.read(&Value::Null, " "), Ok(json!([])));
    assert!(objects.read(&Value::Null, "1、8").is_err());
}

#[test]
fn limits_are_read_as_people_write_them() {
    for (text, expected) in [
        ("20工作日", Some(Limit::working_days(20))),
        ("20 个工作日", Some(Limit::working_days(20))),
        ("当日办结", Some(Limit::SAME_DAY)),
        ("30自然日", Some(Limit::days(30))),
        ("60日", Some(Limit::days(60))),
        ("6月", Some(Limit::months(6))),
        ("6 months", Some(Limit::months(6))),
        ("", None),
        ("无", None),
    ] {
        assert_eq!(limit(text), Ok(expected), "{text}");
        assert_eq!(limit(&limit_text(expected)), Ok(expected));
    }
    for text in ["20", "工作日", "二十工作日", "-1工作日", "20年", "99999工作日"] {
        assert!(limit(text).is_err(), "{text}");
    }
}

#[test]
fn hidden_characters_are_refused() {
    assert!(text("正常\n文字").is_ok());
    for hidden in ["\u{202e}", "\u{0}", "\u{7}", "\u{200b}"] {
        assert!(text(&format!("a{hidden}b")).is_err());
    }
    assert!(name(&"长".repeat(201)).is_err());
}

#[test]
fn lines_keep_their_parts() {
    let written = line(&["期满换领", "Renewal", "20|x", "", ""]);
    assert_eq!(written, "期满换领 | Renewal | 20／x");
    let read: Vec<Vec<&str>> = lines(&written).collect();
    assert_eq!(read, [vec!["期满换领", "Renewal", "20／x"]]);
}

#[test]
fn a_fee_list_comes_back_as_it_was_written() {
    let fee = kind("fee_charged").read(&Value::Null, "收费").unwrap();
    let cell = "期满换领 | Renewal | 20.00 | reason = expired\n电费 |  | 按目录电价 |  | By list";
    let rates = kind("fee_rates");
    let fee = rates.read(&fee, cell).unwrap();
    assert_eq!(rates.write(&fee), cell);
    assert_eq!(fee["rates"][0]["fen"], json!(2_000));
    assert_eq!(fee["rates"][1]["tariff"]["en"], json!("By list"));
    assert!(rates.read(&fee, "x | | 20.005").is_err());
    assert!(rates.read(&fee, "x | | 20 | reason >").is_err());
}

#[test]
fn nothing_can_be_charged_for_an_item_that_is_free() {
    let fee = kind("fee_charged").read(&Value::Null, "不收费").unwrap();
    assert!(kind("fee_rates").read(&fee, "工本费 | | 10").is_err());
    assert!(kind("fee_basis").read(&fee, "某文件").is_err());
    assert!(kind("fee_basis").read(&fee, "").is_ok());
    assert!(kind("fee_charged").read(&fee, "看情况").is_err());
    assert!(kind("fee_standard zh").read(&Value::Null, "每本10元").is_err());
}

#[test]
fn a_change_between_free_and_charged_keeps_the_words() {
    let charged = kind("fee_charged");
    let fee = charged.read(&Value::Null, "收费").unwrap();
    let fee = kind("fee_standard zh").read(&fee, "每本10元").unwrap();
    let fee = kind("fee_rates").read(&fee, "工本费 | | 10").unwrap();
    let fee = charged.read(&fee, "收费").unwrap();
    assert_eq!(kind("fee_rates").write(&fee), "工本费 |  | 10.00");
    let fee = charged.read(&fee, "不收费").unwrap();
    assert_eq!(kind("fee_standard zh").write(&fee), "每本10元");
}

#[test]
fn choices_of_a_question_need_keys() {
    let choices = kind("list key:key label.zh label.en");
    let read = choices.read(&Value::Null, "lost | 遗失 | Lost\nnew | 首次").unwrap();
    assert_eq!(choices.write(&read), "lost | 遗失 | Lost\nnew | 首次");
    assert!(choices.read(&Value::Null, "首次 申领 | x").is_err());
    let kinds = kind("choice QuestionKind");
    assert_eq!(kinds.read(&Value::Null, "单选"), Ok(json!("one")));
    assert!(kinds.read(&Value::Null, "填空").is_err());
}

#[test]
fn the_table_of_columns_is_whole_and_its_headings_tell_the_sheets_apart() {
    let table = include_str!("../columns.csv");
    let columns: usize = SheetKind::ALL.into_iter().map(|kind| kind.columns().count()).sum();
    assert_eq!(columns, table.lines().count() - 1, "a line of the table was not understood");
    for kind in SheetKind::ALL {
        let mut seen = HashSet::new();
        let mut headings = vec!["事项编码".to_owned()];
        for column in kind.columns() {
            assert!(seen.insert(column.heading.zh.clone()), "{} twice", column.heading.zh);
            assert!(seen.insert(column.heading.en.clone()), "{} twice", column.heading.en);
            assert!(!column.note.zh.is_empty() && !column.note.en.is_empty());
            headings.push(column.heading.zh.to_string());
        }
        assert_eq!(SheetKind::of_headings(&headings), Some(kind));
    }
    assert_eq!(SheetKind::of_headings(&["事项名称".to_owned()]), None);
    let english = ["ITEM CODE *".to_owned(), "Item name".to_owned()];
    assert_eq!(SheetKind::of_headings(&english), Some(SheetKind::Items));
}

#[test]
fn a_list_of_items_needs_a_name_and_a_mode() {
    let needed: Vec<&str> = SheetKind::Items
        .columns()
        .filter(|column| column.need == Need::Required)
        .map(|column| &*column.heading.zh)
        .collect();
    assert_eq!(needed, ["事项名称", "办理方式"]);
    let mode = SheetKind::Items.columns().nth(2).unwrap();
    assert!(is_headed(" Mode * ", &mode.heading));
}
