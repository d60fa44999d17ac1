//! `POST /cases/filters`: filters that an account keeps under a name (常用筛选), one of them first.

use super::actions;
use super::asked::Asked;
use super::events::Saved;
use axum::extract::Query;
use axum::http::Uri;
use axum::response::Response;
use kit::db::Act;
use kit::rights::Power;
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit};

/// Letters of a query at most.
const QUERY_MAX: usize = 1_000;

/// A query that came with a form, as it would be understood in an address.
fn understood(query: &str) -> Result<String, HallError> {
    let unreadable = || {
        HallError::invalid(
            "query",
            Phrase::of(
                "筛选条件不完整，请回到办件列表重新筛选后再保存。",
                "The filter cannot be read. Go back to the work list and choose it again.",
            ),
        )
    };
    if query.len() > QUERY_MAX {
        return Err(unreadable());
    }
    let uri: Uri = format!("/cases?{query}").parse().map_err(|_| unreadable())?;
    let Query(asked) = Query::<Asked>::try_from_uri(&uri).map_err(|_| unreadable())?;
    Ok(asked.understood(None).kept())
}

/// Keeps the filter of the list under a name.
pub(super) async fn keep(visit: Visit, form: Submitted) -> Result<Response, HallError> {
    let query = understood(form.data.text("query"))?;
    let new = Saved {
        name: form.data.text("name").to_owned(),
        query: query.clone(),
        is_default: form.data.has("is_default"),
    };
    let work = move |act: &mut Act<'_>| actions::keep(act, &new);
    visit.act(Power::ReadCases, &form.once, work).await?;
    let done = Phrase::of("常用筛选已保存。", "The filter is kept.");
    Ok(visit.redirect(&format!("/cases?{query}"), &done))
}

/// Makes a filter the first view of the list, or none.
pub(super) async fn prefer(visit: Visit, form: Submitted) -> Result<Response, HallError> {
    let name = form.data.text("name").to_owned();
    let done = if name.is_empty() {
        Phrase::of("已取消默认筛选。", "The list begins as usual again.")
    } else {
        Phrase::of("已设为默认筛选。", "The list begins with this filter.")
    };
    visit.act(Power::ReadCases, &form.once, move |act| actions::prefer(act, &name)).await?;
    Ok(visit.redirect("/cases?view=open", &done))
}

/// Removes a filter.
pub(super) async fn remove(visit: Visit, form: Submitted) -> Result<Response, HallError> {
    let name = form.data.text("name").to_owned();
    visit.act(Power::ReadCases, &form.once, move |act| actions::remove(act, &name)).await?;
    let done = Phrase::of("常用筛选已删除。", "The filter is removed.");
    Ok(visit.redirect("/cases?view=open", &done))
}
