//! `POST /audit/export`: the current filter as an Excel file, known to the journal that was read.

use crate::audit::actions;
use crate::audit::asked::{Asked, View};
use crate::audit::events::Exported;
use crate::audit::workbook::{about, file, gather, row};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use kit::rights::Power;
use kit::visit::{Once, Submitted};
use kit::{HallError, Visit};
use std::sync::Arc;

pub(in crate::audit) async fn create(
    visit: Visit,
    submitted: Submitted,
) -> Result<Response, HallError> {
    let asked = Asked::of(&submitted.data);
    let narrowed = match asked.narrowed(&visit).await? {
        Ok(narrowed) => narrowed,
        Err(errors) => return super::trail::refused(&visit, &asked, &errors).await,
    };
    let (words, centre) = (visit.words(), narrowed.place.id);
    let (hall, filter) = (Arc::clone(&visit.hall), narrowed.filter.clone());
    let gathered = visit
        .read(move |read| gather(read, centre, &filter, |entry| row(&hall, entry, words)))
        .await?;
    let exported = Exported {
        person: narrowed.filter.person.clone(),
        action: narrowed.filter.action.clone(),
        subject: narrowed.filter.subject_id.clone(),
        from: asked.from.trim().to_owned(),
        until: asked.until.trim().to_owned(),
        is_personal_data_only: asked.view() == View::PersonalData,
        rows: gathered.rows.len(),
    };
    let taker = visit.actor().name;
    let about = about((&asked, &narrowed.place), &gathered, (&taker, visit.now_ms), words);
    let bytes = tokio::task::spawn_blocking(move || file(&gathered, &about, words))
        .await
        .map_err(HallError::broken)?
        .map_err(HallError::broken)?;
    // Every file handed out is an entry of its own: a second click gets a second file.
    let once = Once::unkeyed();
    let power = Power::ReadAudit;
    visit.act_in(centre, power, &once, move |act| actions::export(act, &exported)).await?;
    let name = format!("attachment; filename=\"audit-{centre}-{}.xlsx\"", visit.today());
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let headers = [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, bytes).into_response())
}
