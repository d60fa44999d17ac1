//! `/centres/{centre}/kiosk/notices`: what the hall announces, in full.

use crate::kiosk::Kiosk;
use ::notices::notices::door::{Announcement, Place, shown};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kit::shell::Chrome;
use kit::{HallError, Visit};

#[derive(Template)]
#[template(path = "kiosk/pages/announced.html")]
struct NoticesPage {
    chrome: Chrome,
    root: String,
    notices: Vec<Announcement>,
}

/// The notices.
pub(in crate::kiosk) async fn show(
    visit: Visit,
    Path(centre): Path<i64>,
) -> Result<Response, HallError> {
    let kiosk = Kiosk::in_centre(&visit, centre).await?;
    let notices = shown(&visit, kiosk.centre.id, Place::Kiosk).await?;
    visit.page(&NoticesPage {
        chrome: kiosk.chrome(&visit, visit.words().say("公告", "Notices")),
        notices,
        root: kiosk.root,
    })
}
