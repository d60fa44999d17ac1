//! Live updates (SSE): tells open pages of a centre that something changed, never what.
//!
//! A page names the topics it shows (`case`, `item`, …); the small script fetches the fragment
//! again. The stream carries kind, name and action only, no personal data. Every few seconds a
//! `beat` says that the house is there: a page that hears none knows that what it shows is old,
//! also where the network was cut without a word.

use crate::db::CentreId;
use crate::error::HallError;
use crate::hall::Hall;
use crate::visit::Visit;
use axum::extract::State;
use axum::response::sse::{Event, Sse};
use futures_util::stream::{self, Stream};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;

/// How often the house says that it is there; the script waits for two and a half of them.
const BEAT: Duration = Duration::from_secs(10);

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
    let heard = (hall.announcements(), Arc::clone(hall), tokio::time::interval(BEAT));
    let is_told = move |kind: &str| kinds.is_empty() || kinds.contains(&kind);
    let events = stream::unfold(heard, move |(mut receiver, hall, mut beat)| async move {
        loop {
            let received = tokio::select! {
                received = receiver.recv() => Some(received),
                _ = beat.tick() => None,
                () = hall.closing() => return None,
            };
            let event = match received {
                None => Event::default().event("beat").data("alive"),
                Some(Ok(entry)) if entry.centre == centre && is_told(&entry.subject_kind) => {
                    Event::default().event("entry").id(entry.sequence.to_string()).data(format!(
                        "{} {} {}",
                        entry.subject_kind, entry.subject_id, entry.action
                    ))
                }
                Some(Ok(_)) => continue,
                // Too far behind: the page fetches everything again.
                Some(Err(RecvError::Lagged(_))) => Event::default().event("lagged").data(""),
                Some(Err(RecvError::Closed)) => return None,
            };
            return Some((Ok(event), (receiver, hall, beat)));
        }
    });
    Sse::new(events)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hall::Plan;
    use crate::testing::{CENTRE, House};
    use axum::response::IntoResponse;
    use http_body_util::BodyExt;

    #[test]
    fn whoever_listens_hears_at_once_that_the_house_is_there() {
        let house = House::on_sqlite(Plan::new(Vec::new()));
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let first = runtime.block_on(async {
            let mut body = stream(&house.hall, CENTRE, &["ticket"]).into_response().into_body();
            let frame = body.frame().await.expect("a frame").expect("no fault");
            frame.into_data().expect("data")
        });
        assert_eq!(String::from_utf8_lossy(&first), "event: beat\ndata: alive\n\n");
    }
}
