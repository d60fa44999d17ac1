//! Reading cells, texts and reports: the small things.

use crate::exchange::grid::{Cell, FileFault, cell_of, column_name};
use crate::exchange::plain::{decoded, read};
use crate::exchange::report::{Place, Report};
use kit::Phrase;

#[test]
fn columns_are_named_as_programs_name_them() {
    let names: Vec<String> = [0, 25, 26, 51, 701, 702].map(column_name).to_vec();
    assert_eq!(names, ["A", "Z", "AA", "AZ", "ZZ", "AAA"]);
}

#[test]
fn an_empty_cell_is_none() {
    assert_eq!(cell_of(" \u{3000}\n"), None);
    assert_eq!(cell_of("\u{feff}编码 "), Some(Cell::Text("编码".into())));
    assert_eq!(cell_of("a\r\nb"), Some(Cell::Text("a\nb".into())));
}

fn wanted(_: &str, headings: &[String]) -> Option<usize> {
    headings.contains(&"事项编码".to_owned()).then_some(3)
}

#[test]
fn every_encoding_of_a_chinese_office_is_read() {
    let text = "事项编码,事项名称\nMZ-001,最低生活保障\n";
    let (gbk, _, _) = encoding_rs::GBK.encode(text);
    let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    let wide = text.replace(',', "\t");
    let utf16: Vec<u8> =
        std::iter::once(0xfeff).chain(wide.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [text.as_bytes(), &gbk, &marked, &utf16] {
        let sheets = read(bytes, wanted).unwrap();
        assert_eq!(sheets[0].headings, ["事项编码", "事项名称"]);
        assert_eq!(sheets[0].lines[0].cell(1), Some(&Cell::Text("最低生活保障".into())));
        assert_eq!(sheets[0].lines[0].number, 2);
    }
}

#[test]
fn what_is_in_no_encoding_is_refused() {
    assert_eq!(decoded(b"\xff\xff\xff\xff"), Err(FileFault::UnknownEncoding));
    assert_eq!(decoded(b"abc\0def"), Err(FileFault::UnknownKind));
    assert_eq!(decoded(b"\x81\x00\xff"), Err(FileFault::UnknownKind));
}

#[test]
fn quoted_lines_and_semicolons_are_read() {
    let sheets = read("说明\n事项编码;事项名称\nA;\"x\ny;z\"\n;;\n".as_bytes(), wanted);
    let sheets = sheets.unwrap();
    assert_eq!(sheets[0].heading_row, 2);
    assert_eq!(sheets[0].lines.len(), 1);
    assert_eq!(sheets[0].lines[0].text(1), "x\ny;z");
}

#[test]
fn more_lines_than_are_taken_are_refused() {
    let text = format!("事项编码\n{}", "A\n".repeat(4));
    let fault = read(text.as_bytes(), wanted).unwrap_err();
    assert_eq!(fault, FileFault::TooManyLines { sheet: "CSV".into(), most: 3 });
}

#[test]
fn a_text_without_headings_gives_nothing() {
    assert_eq!(read("一二三\n四五六\n".as_bytes(), wanted), Ok(Vec::new()));
}

#[test]
fn a_flood_of_faults_is_counted_and_not_kept() {
    let mut report = Report::default();
    for row in 0..60_000 {
        let fault = Phrase::of("错", "wrong");
        report.refuse(Place::row("事项", row), fault.clone(), fault);
    }
    assert_eq!(report.refusals, 60_000);
    assert_eq!(report.remarks.len(), 500);
    assert_eq!(report.uncounted(), 59_500);
    assert!(!report.is_clear());
}

#[test]
fn a_cell_is_named_as_the_program_names_it() {
    assert_eq!(Place::cell("事项", 7, 2, "办理方式").column, "C 办理方式");
}
