//! `/centres/{centre}/kiosk`: three big ways in.

use crate::kiosk::Kiosk;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kit::shell::Chrome;
use kit::{HallError, Visit};

#[derive(Template)]
#[template(path = "kiosk/pages/start.html")]
struct StartPage {
    chrome: Chrome,
    root: String,
    hours: String,
    phone: String,
    complaints: String,
}

/// The start.
pub(in crate::kiosk) async fn show(
    visit: Visit,
    Path(centre): Path<i64>,
) -> Result<Response, HallError> {
    let words = visit.words();
    let kiosk = Kiosk::in_centre(&visit, centre).await?;
    visit.page(&StartPage {
        chrome: kiosk.chrome(&visit, words.say("自助服务", "Help yourself")),
        hours: words.phrase(&kiosk.centre.hours).to_owned(),
        phone: kiosk.centre.phone.clone(),
        complaints: kiosk.centre.complaints.clone(),
        root: kiosk.root,
    })
}
