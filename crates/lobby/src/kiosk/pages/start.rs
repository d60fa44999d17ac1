//! `/centres/{centre}/kiosk`: four big ways in.

use crate::kiosk::Kiosk;
use ::notices::notices::door::{Place, Said, shown};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kit::shell::Chrome;
use kit::{HallError, Visit};
use reception::queue::door as queue;

#[derive(Template)]
#[template(path = "kiosk/pages/start.html")]
struct StartPage {
    chrome: Chrome,
    root: String,
    waiting: String,
    notices: Vec<Said>,
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
    let state = queue::now(&visit.hall, kiosk.centre.id).await?;
    let waiting = match state.waiting() {
        0 => words.say("现在不用等", "nobody waits now").to_owned(),
        count => words.fill("现在有 {} 人在等", "{} people wait now", &[&count]),
    };
    let announced = shown(&visit, kiosk.centre.id, Place::Kiosk).await?;
    visit.page(&StartPage {
        waiting,
        notices: announced.into_iter().map(|it| it.title).collect(),
        chrome: kiosk.chrome(&visit, words.say("自助服务", "Help yourself")),
        hours: words.phrase(&kiosk.centre.hours).to_owned(),
        phone: kiosk.centre.phone.clone(),
        complaints: kiosk.centre.complaints.clone(),
        root: kiosk.root,
    })
}
