//! Live updates (SSE): tells open pages of a centre that something changed, never what.
//!
//! A page names the topics it shows (`case`, `item`, …); the small script fetches the fragment
//! again. The stream carries kind, name and action only, no personal data.

use crate::db::CentreId;
use crate::error::HallError;
use crate::hall::Hall;
use crate::visit::Visit;
use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{self, Stream};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;

/// `GET /live`: entries of the member's centre as they are committed.
pub(crate) async fn show(
    visit: Visit,
    State(hall): State<Arc<Hall>>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, HallError> {
    let centre = visit.centre()?;
    Ok(stream(&hall, centre, &[]))
}

/// Entries of a centre as they are committed, of some kinds of subjects, or of all where none is
/// named. A public stream names the kinds that a public screen shows.
pub fn stream(
    hall: &Arc<Hall>,
    centre: CentreId,
    kinds: &'static [&'static str],
) -> Sse<impl Stream<Item = Result<Event, Infallible>> + use<>> {
    let (receiver, hall) = (hall.announcements(), Arc::clone(hall));
    let is_told = move |kind: &str| kinds.is_empty() || kinds.contains(&kind);
    let events = stream::unfold((receiver, hall), move |(mut receiver, hall)| async move {
        loop {
            let received = tokio::select! {
                received = receiver.recv() => received,
                () = hall.closing() => return None,
            };
            let event = match received {
                Ok(entry) if entry.centre == centre && is_told(&entry.subject_kind) => {
                    Event::default().event("entry").id(entry.sequence.to_string()).data(format!(
                        "{} {} {}",
                        entry.subject_kind, entry.subject_id, entry.action
                    ))
                }
                Ok(_) => continue,
                // Too far behind: the page fetches everything again.
                Err(RecvError::Lagged(_)) => Event::default().event("lagged").data(""),
                Err(RecvError::Closed) => return None,
            };
            return Some((Ok(event), (receiver, hall)));
        }
    });
    let alive = KeepAlive::new().interval(Duration::from_secs(15)).text("alive");
    Sse::new(events).keep_alive(alive)
}
