//! Downloads: the template, and the catalogue as workbook and JSON.

use crate::exchange::columns::{CODE_HEADING, Need, SheetKind};
use crate::exchange::{reading, template};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use counter::catalogue::door;
use kit::{HallError, Visit, Words};

const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// `GET /catalogue/exports/template.xlsx`
pub(in crate::exchange) async fn template(visit: Visit) -> Result<Response, HallError> {
    let words = visit.words();
    let bytes = visit.read(move |_| template::workbook(&[], words)).await?;
    let name = words.say("事项导入模板.xlsx", "catalogue-template.xlsx");
    Ok(download(WORKBOOK, name, bytes))
}

/// `GET /catalogue/exports/template.csv`: the headings of the sheet of items.
pub(in crate::exchange) async fn text_template(visit: Visit) -> Result<Response, HallError> {
    let words = visit.words();
    let name = words.say("事项导入模板.csv", "catalogue-template.csv");
    Ok(download("text/csv; charset=utf-8", name, headings(words)))
}

fn headings(words: Words) -> Vec<u8> {
    let mark = |text: &str, need: Need| match need {
        Need::Required => format!("{text} *"),
        Need::Optional => text.to_owned(),
    };
    let mut line = vec![mark(words.phrase(&CODE_HEADING), Need::Required)];
    line.extend(SheetKind::Items.columns().map(|it| mark(words.phrase(&it.heading), it.need)));
    // The mark in front tells Excel that this is UTF-8.
    format!("\u{feff}{}\r\n", line.join(",")).into_bytes()
}

/// `GET /catalogue/exports/items.xlsx`: every item as it is being worked on.
pub(in crate::exchange) async fn workbook(visit: Visit) -> Result<Response, HallError> {
    let (centre, words) = (visit.centre()?, visit.words());
    let bytes = visit
        .read(move |read| {
            let records: Vec<_> = door::records(read, centre)?.into_values().collect();
            template::workbook(&records, words)
        })
        .await?;
    let name = format!("{}-{}.xlsx", words.say("事项库", "catalogue"), visit.today());
    Ok(download(WORKBOOK, &name, bytes))
}

/// `GET /catalogue/exports/items.json`
pub(in crate::exchange) async fn json(visit: Visit) -> Result<Response, HallError> {
    let centre = visit.centre()?;
    let bytes = visit
        .read(move |read| {
            let records: Vec<_> = door::records(read, centre)?.into_values().collect();
            Ok(reading::write_json(&records)?)
        })
        .await?;
    let name = format!("{}-{}.json", visit.words().say("事项库", "catalogue"), visit.today());
    Ok(download("application/json", &name, bytes))
}

/// A file to be saved; the name in plain letters for old browsers and in full for the others.
fn download(kind: &'static str, name: &str, bytes: Vec<u8>) -> Response {
    let ending = name.rsplit('.').next().unwrap_or("bin");
    let full = encoded(name);
    let disposition =
        format!("attachment; filename=\"catalogue.{ending}\"; filename*=UTF-8''{full}");
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, bytes).into_response()
}

/// Every byte as `%` and two digits (RFC 8187).
fn encoded(name: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut text = String::with_capacity(name.len() * 3);
    for byte in name.bytes() {
        text.push('%');
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}
