//! `/cases/export`: the Excel of the current filter, read page by page, written to a file that
//! nobody else sees and sent from there: neither the list nor the book is ever whole in memory.

use super::asked::Asked;
use super::list::kept_view;
use super::reading::Reader;
use crate::cases::door::store::Filter;
use crate::cases::door::view::Line;
use axum::body::Body;
use axum::extract::Query;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use kit::db::Read;
use kit::{HallError, Visit, Words};
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};
use std::fs::File;
use std::io::{self, Read as _, Seek};

/// Rows that are read at one time.
const PAGE: u32 = if cfg!(test) { 7 } else { 500 };
/// Rows of one book at most; more are had by narrowing the filter.
const ROWS_MAX: u32 = if cfg!(test) { 40 } else { 500_000 };
/// Bytes that are sent at one time.
const CHUNK: usize = 64 * 1024;
const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The Excel of the current filter.
pub(super) async fn export(
    visit: Visit,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let reader = Reader::of(&visit).await?;
    let asked = asked.understood(kept_view(&headers).as_deref());
    let filter = asked.filter(&visit, &reader.own, &reader.calendar)?;
    let file = visit.read(move |read| book(read, &reader, &filter)).await?;
    let headers = [
        (header::CONTENT_TYPE, MEDIA_TYPE),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"cases.xlsx\""),
    ];
    Ok((headers, streamed(file)).into_response())
}

/// The book, at its beginning, in a file without a name.
fn book(read: &mut dyn Read, reader: &Reader, filter: &Filter) -> Result<File, HallError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory().map_err(HallError::broken)?;
    head(sheet, reader.words).map_err(HallError::broken)?;
    let (mut row, mut after) = (0u32, (String::new(), String::new()));
    while row < ROWS_MAX {
        let lines = reader.page(read, filter, (&after.0, &after.1), PAGE.min(ROWS_MAX - row))?;
        for line in &lines {
            row += 1;
            write(sheet, row, line).map_err(HallError::broken)?;
        }
        let Some(last) = lines.last() else { break };
        after = (last.due_on.clone(), last.number.clone());
        if lines.len() < PAGE as usize {
            break;
        }
    }
    if row == ROWS_MAX && !reader.page(read, filter, (&after.0, &after.1), 1)?.is_empty() {
        let cut = reader.words.fill(
            "只导出了前 {} 件，请缩小查询范围后再导出。",
            "Only the first {} cases are here; narrow the list for the others.",
            &[&ROWS_MAX],
        );
        sheet.write_string(row + 1, 0, cut).map_err(HallError::broken)?;
    }
    let mut file = tempfile::tempfile().map_err(HallError::broken)?;
    workbook.save_to_writer(&mut file).map_err(HallError::broken)?;
    file.rewind().map_err(HallError::broken)?;
    Ok(file)
}

fn head(sheet: &mut Worksheet, words: Words) -> Result<(), XlsxError> {
    let head = [
        words.say("编号", "Number"),
        words.say("事项", "Item"),
        words.say("申请人", "Applicant"),
        words.say("状态", "State"),
        words.say("办理方式", "Mode"),
        words.say("收件时间", "Taken in"),
        words.say("到期", "Due"),
        words.say("时限", "Limit"),
        words.say("收件人", "Clerk"),
        words.say("剩余工作日", "Working days left"),
        words.say("收件窗口", "Window"),
        words.say("承办部门", "Department"),
    ];
    for (column, text) in (0u16..).zip(head) {
        sheet.write_string(0, column, text)?;
    }
    Ok(())
}

fn write(sheet: &mut Worksheet, row: u32, line: &Line) -> Result<(), XlsxError> {
    let cells = [
        &line.number,
        &line.item,
        &line.applicant,
        &line.stage,
        &line.mode,
        &line.received,
        &line.due,
        &line.light.text,
        &line.clerk,
    ];
    for (column, text) in (0u16..).zip(cells) {
        sheet.write_string(row, column, text)?;
    }
    if let Some(left) = line.left.and_then(|left| i32::try_from(left).ok()) {
        sheet.write_number(row, 9, left)?;
    }
    sheet.write_string(row, 10, &line.window)?;
    sheet.write_string(row, 11, &line.department)?;
    Ok(())
}

/// A file, sent piece by piece.
fn streamed(file: File) -> Body {
    Body::from_stream(stream::try_unfold(file, |mut file| async move {
        let read = tokio::task::spawn_blocking(move || {
            let mut piece = vec![0; CHUNK];
            let count = file.read(&mut piece)?;
            piece.truncate(count);
            Ok::<_, io::Error>((piece, file))
        });
        let (piece, file) = read.await.map_err(io::Error::other)??;
        Ok::<_, io::Error>((!piece.is_empty()).then_some((piece, file)))
    }))
}
