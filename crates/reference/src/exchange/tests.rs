//! Files good and bad, and the import from upload to confirmation on both engines.

mod files;
mod reading;
mod rooms;
mod values;

use counter::catalogue::record::{ContactRecord, LabelRecord};
use rust_xlsxwriter::{Workbook, Worksheet};

/// A workbook of sheets, each with a name and rows of text.
fn book(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        fill(book.add_worksheet(), name, rows);
    }
    book.save_to_buffer().unwrap()
}

fn fill(sheet: &mut Worksheet, name: &str, rows: &[&[&str]]) {
    sheet.set_name(name).unwrap();
    for (row, cells) in (0..).zip(rows.iter()) {
        for (column, cell) in (0..).zip(cells.iter()) {
            sheet.write_string(row, column, *cell).unwrap();
        }
    }
}

/// Where a township's residents go and whom they ask.
fn contact() -> ContactRecord {
    let label = |zh: &str, en: &str| LabelRecord { zh: zh.into(), en: en.into() };
    ContactRecord {
        place: label("望溪县青榕镇便民服务中心", "Qingrong convenience service centre"),
        hours: label("周一至周五 9:00—12:00，13:30—17:00", "Monday to Friday"),
        consult_phone: "0999-0001000".into(),
        complaint_phone: "0999-0002000".into(),
        ..ContactRecord::default()
    }
}
