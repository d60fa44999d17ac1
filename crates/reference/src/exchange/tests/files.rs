//! Files as people really send them.

use super::{book, contact, fill};
use crate::exchange::door;
use crate::exchange::grid::FileFault;
use crate::exchange::reading::{self, Known};
use crate::exchange::report::Weight;
use crate::exchange::template;
use crate::exchange::understand::Understood;
use counter::catalogue::record::{FeeRecord, ItemRecord, LabelRecord};
use kit::{Language, Words};
use rulebook::disclosure::{self, may_publish};
use rust_xlsxwriter::{Format, Workbook};
use std::collections::BTreeMap;

const HEADINGS: &[&str] = &["事项编码", "事项名称", "办理方式", "事项类型", "承诺时限"];

fn read(bytes: &[u8]) -> Result<Understood, FileFault> {
    reading::read(bytes, &Known::default())
}

fn understood(bytes: &[u8]) -> Understood {
    read(bytes).unwrap()
}

/// What stands in the way, as `sheet row column: sentence`.
fn refusals(understood: &Understood) -> Vec<String> {
    let of = |it: &&crate::exchange::report::Remark| it.weight == Weight::Refuses;
    understood
        .report
        .remarks
        .iter()
        .filter(of)
        .map(|it| {
            let place = &it.place;
            format!("{} {} {}: {}", place.sheet, place.row, place.column, it.wrong.zh)
        })
        .collect()
}

fn refused(bytes: &[u8], expected: &str) {
    let found = refusals(&understood(bytes));
    assert!(found.iter().any(|it| it.contains(expected)), "{expected} not in {found:#?}");
}

fn shipped() -> Vec<ItemRecord> {
    door::shipped_items(&contact()).unwrap()
}

#[test]
fn the_shipped_list_gives_every_item_complete_in_both_languages() {
    let records = shipped();
    assert_eq!(records.len(), 104);
    for record in &records {
        let definition = record.definition().unwrap();
        assert_eq!(
            may_publish(&definition).map_err(|it| it.sentence().zh),
            Ok(()),
            "{}",
            record.code
        );
        assert!(!record.name.en.is_empty() && !record.life_events.is_empty(), "{}", record.code);
        assert!(record.materials.iter().all(|it| !it.name.en.is_empty()), "{}", record.code);
        assert!(record.steps.iter().all(|it| !it.name.en.is_empty()), "{}", record.code);
        assert!(!record.result.name.en.is_empty());
    }
}

#[test]
fn scenario_questions_that_ship_suit_their_items() {
    let records = shipped();
    let with_questions: Vec<&ItemRecord> =
        records.iter().filter(|record| !record.questions.is_empty()).collect();
    assert!(with_questions.len() >= 12, "{}", with_questions.len());
    for record in with_questions {
        let definition = record.definition().unwrap();
        let mut faults = disclosure::faults(&definition);
        faults.retain(|fault| fault.weight == disclosure::Weight::Refuses);
        assert_eq!(faults, [], "{}", record.code);
    }
    let card = records.iter().find(|record| record.code == "GA-005").unwrap();
    let FeeRecord::Yes { rates, .. } = &card.fee else { panic!("the card costs something") };
    let fen: Vec<Option<i64>> = rates.iter().map(|rate| rate.fen).collect();
    assert_eq!(fen, [Some(0), Some(2_000), Some(4_000)]);
}

#[test]
fn what_is_exported_as_a_workbook_is_read_back_unchanged() {
    let records = shipped();
    for language in [Language::Chinese, Language::English] {
        let bytes = template::workbook(&records, Words::new(language)).unwrap();
        let read = understood(&bytes);
        assert_eq!(refusals(&read), Vec::<String>::new());
        for (before, after) in records.iter().zip(&read.records) {
            assert_eq!(before, after);
        }
        assert_eq!(read.records.len(), records.len());
    }
}

#[test]
fn jurisdictions_and_places_that_ship_belong_to_items_and_papers_of_the_list() {
    type Named = BTreeMap<String, LabelRecord>;
    #[derive(serde::Deserialize)]
    struct Guides {
        jurisdictions: Named,
        places: BTreeMap<String, Named>,
    }
    let text = include_str!("../../../../../data/guides.json");
    let guides: Guides = serde_json::from_str(text).unwrap();
    assert!(guides.jurisdictions.len() >= 10 && guides.places.len() >= 8);
    let records = shipped();
    let of = |code: &str| records.iter().find(|it| it.code == code).unwrap();
    for (code, says) in &guides.jurisdictions {
        assert!(!says.zh.is_empty() && !says.en.is_empty(), "{code}");
        assert_eq!(of(code).authority.jurisdiction, *says, "{code}");
    }
    for (code, places) in &guides.places {
        for (paper, place) in places {
            assert!(!place.zh.is_empty() && !place.en.is_empty(), "{code} {paper}");
            let material = of(code).materials.iter().find(|it| it.name.zh == *paper);
            assert_eq!(material.map(|it| &it.place), Some(place), "{code} {paper}");
        }
    }
}

#[test]
fn partial_grant_jurisdiction_and_places_of_papers_travel_in_a_workbook() {
    let mut records = shipped();
    records.retain(|record| record.code == "NY-001");
    let label = |zh: &str, en: &str| LabelRecord { zh: zh.into(), en: en.into() };
    records[0].handling.partial = "allowed".into();
    records[0].authority.jurisdiction = label("宅基地所在地乡镇审批", "Where the land lies");
    records[0].materials[5].place = label("县规划编制单位", "The county's planning office");
    for language in [Language::Chinese, Language::English] {
        let bytes = template::workbook(&records, Words::new(language)).unwrap();
        let read = understood(&bytes);
        assert_eq!(refusals(&read), Vec::<String>::new());
        assert_eq!(read.records, records);
    }
    let told = |partial: &str| {
        let line = ["NY-001", "宅基地用地审批", "联办", partial];
        let headings = ["事项编码", "事项名称", "办理方式", "部分准予"];
        understood(&book(&[("事项", &[&headings, &line])])).records[0].handling.partial.clone()
    };
    assert_eq!(["是", "否", ""].map(told), ["allowed", "", ""]);
    let wrong = ["NY-001", "宅基地用地审批", "联办", "也许"];
    let headings = ["事项编码", "事项名称", "办理方式", "部分准予"];
    refused(&book(&[("事项", &[&headings, &wrong])]), "部分准予");
}

#[test]
fn a_workbook_without_the_newer_columns_keeps_what_is_known() {
    let mut record = shipped().into_iter().find(|record| record.code == "NY-001").unwrap();
    record.handling.partial = "allowed".into();
    let mut known = Known::default();
    known.records.insert(record.code.clone(), record.clone());
    let rows: &[&[&str]] =
        &[&["事项编码", "事项名称", "办理方式"], &["NY-001", &record.name.zh, "联办"]];
    let read = reading::read(&book(&[("事项", rows)]), &known).unwrap();
    assert_eq!(read.records, [record]);
}

#[test]
fn what_is_exported_as_json_is_read_back_unchanged() {
    let records = shipped();
    let read = understood(&reading::write_json(&records).unwrap());
    assert_eq!(read.records, records);
}

#[test]
fn the_empty_template_holds_nothing_and_says_so() {
    let bytes = template::workbook(&[], Words::new(Language::Chinese)).unwrap();
    refused(&bytes, "没有内容");
}

#[test]
fn wrong_codes_are_told_with_sheet_row_and_column() {
    let bytes = book(&[
        (
            "事项",
            &[
                HEADINGS,
                &["MZ001", "低保", "承诺", "05", "25工作日"],
                &["MZ-002", "特困", "慢慢办", "05", "25工作日"],
                &["MZ-003", "临时救助", "承诺", "99", "二十天"],
                &["MZ-003", "临时救助", "承诺", "05", "10工作日"],
                &["", "没有编码", "承诺", "05", "10工作日"],
                &["MZ-004", "", "承诺", "05", "10工作日"],
            ],
        ),
        (
            "申请材料",
            &[
                &["事项编码", "材料名称", "原件份数"],
                &["MZ-999", "身份证", "1"],
                &["MZ-002", "户口簿", "很多"],
            ],
        ),
    ]);
    let found = refusals(&understood(&bytes));
    for expected in [
        "事项 2 A 事项编码: 事项编码应为",
        "事项 3 C 办理方式: “慢慢办”不是可填的值",
        "事项 4 D 事项类型: “99”不是可填的值",
        "事项 4 E 承诺时限: “二十天”不是时限",
        "事项 5 : 事项编码 MZ-003 重复，第 4 行已有",
        "事项 6 A 事项编码: 缺少事项编码",
        "事项 7 B 事项名称: “事项名称”不能为空",
        "申请材料 2 A 事项编码: “事项”表里没有 MZ-999",
        "申请材料 3 C 原件份数: 请填写 0 到 99 的整数",
    ] {
        assert!(found.iter().any(|it| it.contains(expected)), "{expected} not in {found:#?}");
    }
}

#[test]
fn every_remark_says_what_to_do_in_both_languages() {
    let bytes = book(&[("事项", &[HEADINGS, &["MZ-002", "特困", "慢慢办", "05", "x"]])]);
    for remark in understood(&bytes).report.remarks {
        assert!(!remark.wrong.zh.is_empty() && !remark.wrong.en.is_empty());
        assert!(!remark.remedy.zh.is_empty() && !remark.remedy.en.is_empty());
    }
}

#[test]
fn a_missing_column_is_named() {
    let bytes = book(&[("事项", &[&["事项编码", "事项名称"], &["MZ-001", "低保"]])]);
    refused(&bytes, "事项 1 : 缺少“办理方式”列");
    let bytes = book(&[("某表", &[&["编号", "名称"], &["1", "低保"]])]);
    assert_eq!(read(&bytes).unwrap_err(), FileFault::NoItems);
}

#[test]
fn an_unknown_column_is_only_remarked() {
    let bytes = book(&[(
        "事项",
        &[&["事项编码 *", "事项名称 *", "办理方式", "负责人"], &["MZ-001", "低保", "承诺", "张三"]],
    )]);
    let read = understood(&bytes);
    assert_eq!(refusals(&read), Vec::<String>::new());
    assert!(read.report.remarks.iter().any(|it| it.wrong.zh.contains("负责人")));
}

#[test]
fn a_title_above_the_headings_does_no_harm() {
    let bytes = book(&[(
        "Sheet1",
        &[
            &["望溪县青榕镇事项清单（2026年）"],
            &[],
            HEADINGS,
            &["MZ-001", "低保", "承诺", "05", "25工作日"],
        ],
    )]);
    let read = understood(&bytes);
    assert_eq!(refusals(&read), Vec::<String>::new());
    assert_eq!(read.records[0].code, "MZ-001");
}

#[test]
fn formulas_errors_and_rounded_numbers_are_refused_at_their_cells() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    fill(
        sheet,
        "事项",
        &[
            &["事项编码", "事项名称", "办理方式", "实施编码"],
            &["MZ-001"],
            &["MZ-002", "特困", "承诺"],
        ],
    );
    sheet.write_formula(1, 1, "=CONCATENATE(\"低\",\"保\")").unwrap();
    sheet.write_string(1, 2, "承诺").unwrap();
    sheet.write_number(2, 3, 12_441_500_196_720_244_f64).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    refused(&bytes, "事项 2 B 事项名称: 单元格里是公式");
    refused(&bytes, "事项 3 D 实施编码: 这么长的数字");
}

#[test]
fn numbers_typed_as_numbers_are_understood() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    fill(
        sheet,
        "事项",
        &[
            &["事项编码", "事项名称", "办理方式", "事项类型", "到现场次数"],
            &["MZ-001", "低保", "承诺"],
        ],
    );
    sheet.write_number(1, 3, 5.0).unwrap();
    sheet.write_number(1, 4, 1.0).unwrap();
    let read = understood(&book.save_to_buffer().unwrap());
    assert_eq!(refusals(&read), Vec::<String>::new());
    assert_eq!(read.records[0].authority.kind, "05");
    assert_eq!(read.records[0].handling.onsite_visits, 1);
}

#[test]
fn merged_cells_are_refused_with_their_rows() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    fill(
        sheet,
        "事项",
        &[
            HEADINGS,
            &["MZ-001", "低保", "承诺", "05", "25工作日"],
            &["MZ-002", "特困", "承诺", "", "25工作日"],
        ],
    );
    sheet.merge_range(1, 3, 2, 3, "05", &Format::new()).unwrap();
    refused(&book.save_to_buffer().unwrap(), "事项 2 D 事项类型: 第 2 至 3 行的单元格被合并");
}

#[test]
fn fifty_thousand_items_are_refused_without_being_taken_in() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    fill(sheet, "事项", &[HEADINGS]);
    for row in 1..=50_000 {
        sheet.write_string(row, 0, format!("MZ-{row:05}")).unwrap();
        sheet.write_string(row, 1, "事项").unwrap();
    }
    let fault = read(&book.save_to_buffer().unwrap()).unwrap_err();
    assert_eq!(fault, FileFault::TooManyLines { sheet: "事项".into(), most: 5_000 });
    assert!(fault.phrase().zh.contains("分成几个文件"));
}

#[test]
fn fifty_thousand_materials_of_a_whole_county_are_read() {
    let mut book = Workbook::new();
    fill(book.add_worksheet(), "事项", &[HEADINGS, &["MZ-001", "低保", "承诺", "05", "25工作日"]]);
    let sheet = book.add_worksheet();
    fill(sheet, "申请材料", &[&["事项编码", "材料名称"]]);
    for row in 1..=50_000 {
        sheet.write_string(row, 0, "MZ-001").unwrap();
        sheet.write_string(row, 1, format!("材料{row}")).unwrap();
    }
    let read = understood(&book.save_to_buffer().unwrap());
    assert_eq!(read.records[0].materials.len(), 50_000);
    assert_eq!(read.records[0].materials[49_999].key, "m50000");
}

#[test]
fn a_csv_saved_by_excel_in_gbk_is_read() {
    let text =
        "事项编码,事项名称,办理方式,承诺时限\r\nMZ-001,最低生活保障审核确认,承诺,25工作日\r\n";
    let (gbk, _, _) = encoding_rs::GBK.encode(text);
    let read = understood(&gbk);
    assert_eq!(refusals(&read), Vec::<String>::new());
    assert_eq!(read.records[0].name.zh, "最低生活保障审核确认");
}

#[test]
fn a_column_that_is_missing_leaves_what_was_known_and_an_empty_cell_empties() {
    let known = shipped().into_iter().find(|it| it.code == "MZ-001").unwrap();
    let known = Known::of(BTreeMap::from([("MZ-001".to_owned(), known)]));
    let bytes = book(&[(
        "事项",
        &[
            &["事项编码", "事项名称", "办理方式", "咨询电话"],
            &["MZ-001", "低保审核确认", "承诺", ""],
        ],
    )]);
    let read = reading::read(&bytes, &known).unwrap();
    let record = &read.records[0];
    assert_eq!(record.name.zh, "低保审核确认");
    assert_eq!(record.contact.consult_phone, "");
    assert_eq!(record.contact.complaint_phone, "0999-0002000");
    assert_eq!(record.materials.len(), known.records["MZ-001"].materials.len());
    assert_eq!(record.questions, known.records["MZ-001"].questions);
}

#[test]
fn a_sheet_of_materials_replaces_the_list_and_keeps_keys_and_what_it_does_not_say() {
    let before = shipped().into_iter().find(|it| it.code == "GA-005").unwrap();
    let known = Known::of(BTreeMap::from([("GA-005".to_owned(), before.clone())]));
    let bytes = book(&[
        ("事项", &[&["事项编码", "事项名称", "办理方式"], &["GA-005", "居民身份证", "承诺"]]),
        (
            "申请材料",
            &[
                &["事项编码", "材料名称", "原件份数"],
                &["GA-005", "新材料", "2"],
                &["GA-005", "原居民身份证（换领）", "3"],
            ],
        ),
    ]);
    let read = reading::read(&bytes, &known).unwrap();
    let materials = &read.records[0].materials;
    assert_eq!(materials.len(), 2);
    let old = before.materials.iter().find(|it| it.name.zh.starts_with("原居民")).unwrap();
    assert_eq!(materials[1].key, old.key);
    assert_eq!(materials[1].when, old.when);
    assert_eq!(materials[1].originals, 3);
    assert_ne!(materials[0].key, materials[1].key);
    assert!(!materials[0].key.is_empty());
}

#[test]
fn files_that_are_no_tables_are_refused_in_words() {
    let locked: Vec<u8> = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
        .into_iter()
        .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    for (bytes, fault) in [
        (&b""[..], FileFault::Empty),
        (b"   \n", FileFault::Empty),
        (b"PK\x03\x04 this is no package", FileFault::Damaged),
        (&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0], FileFault::OldWorkbook),
        (&locked, FileFault::Locked),
        (b"%PDF-1.7\x00\x01\x02", FileFault::UnknownKind),
        (b"\x89PNG\r\n\x1a\n\x00", FileFault::UnknownKind),
        ("今天天气很好".as_bytes(), FileFault::NoItems),
    ] {
        assert_eq!(read(bytes).map(|_| ()), Err(fault), "{:?}", &bytes[..bytes.len().min(8)]);
    }
    assert_eq!(read(&vec![b'a'; 21 * 1024 * 1024]).unwrap_err(), FileFault::TooLarge);
    assert!(matches!(read(b"{\"format\":\"other\"}"), Err(FileFault::Json(_))));
    assert!(matches!(read(b"[{\"code\": "), Err(FileFault::Json(_))));
}

/// A package whose one part unpacks to 300 MB of spaces, a few hundred kilobytes packed.
#[test]
fn a_small_file_that_unpacks_to_something_huge_is_refused() {
    use std::io::Write;
    let mut package = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    package.start_file("xl/sharedStrings.xml", options).unwrap();
    let block = vec![b' '; 1024 * 1024];
    for _ in 0..300 {
        package.write_all(&block).unwrap();
    }
    let bytes = package.finish().unwrap().into_inner();
    assert!(bytes.len() < 2 * 1024 * 1024);
    assert_eq!(read(&bytes).unwrap_err(), FileFault::Swollen);
}

#[test]
fn hostile_text_stays_text_or_is_refused() {
    let script = "<script>alert(1)</script>";
    let bytes = book(&[(
        "事项",
        &[
            HEADINGS,
            &["MZ-001", script, "承诺", "05", "25工作日"],
            &["MZ-002", "正常\u{202e}倒写", "承诺", "05", "25工作日"],
            &["MZ-003", "=cmd|' /C calc'!A0", "承诺", "05", "25工作日"],
            &["MZ-004", &"长".repeat(30_000), "承诺", "05", "25工作日"],
            &["'; DROP TABLE catalogue_items; --", "x", "承诺", "05", "25工作日"],
        ],
    )]);
    let read = understood(&bytes);
    let found = refusals(&read);
    assert!(found.iter().any(|it| it.contains("事项 3 B 事项名称: 含有看不见的控制字符")));
    assert!(found.iter().any(|it| it.contains("事项 5 B 事项名称: 最多 200 个字")));
    assert!(found.iter().any(|it| it.contains("事项 6 A 事项编码")));
    assert_eq!(read.records[0].name.zh, script);
    let again = template::workbook(&read.records[2..3], Words::default()).unwrap();
    assert_eq!(understood(&again).records[0].name.zh, "=cmd|' /C calc'!A0");
}

#[test]
fn conditions_that_speak_of_unknown_questions_are_remarked() {
    let bytes = book(&[
        ("事项", &[HEADINGS, &["MZ-001", "低保", "承诺", "05", "25工作日"]]),
        (
            "申请材料",
            &[
                &["事项编码", "材料名称", "适用情形"],
                &["MZ-001", "甲", "reason = lost"],
                &["MZ-001", "乙", "reason = = lost"],
            ],
        ),
        (
            "情形问题",
            &[
                &["事项编码", "问题标识", "问题", "题型", "选项"],
                &["MZ-001", "why", "为什么？", "单选", "lost | 遗失"],
            ],
        ),
    ]);
    let read = understood(&bytes);
    assert!(refusals(&read).iter().any(|it| it.starts_with("申请材料 3 C 适用情形")));
    let warned = read.report.remarks.iter().any(|it| it.wrong.zh.contains("不是本事项的情形问题"));
    assert!(warned, "{:#?}", read.report.remarks);
}
