//! `/kiosk`: chooses the centre in which a touch screen stands, when it is set up.

use crate::centres;
use askama::Template;
use axum::response::Response;
use kit::shell::{Chrome, Face};
use kit::visit::see_other;
use kit::{HallError, Visit};

#[derive(Template)]
#[template(path = "kiosk/pages/choose.html")]
struct ChoosePage {
    chrome: Chrome,
    centres: Vec<(String, String)>,
    public_url: String,
}

/// The choice; with one centre there is none.
pub(in crate::kiosk) async fn show(visit: Visit) -> Result<Response, HallError> {
    let words = visit.words();
    let centres: Vec<(String, String)> = centres::centres(&visit.hall)
        .await?
        .iter()
        .map(|it| (format!("{}/kiosk", it.path()), words.phrase(&it.name).to_owned()))
        .collect();
    if let [(only, _)] = centres.as_slice() {
        return Ok(see_other(only));
    }
    visit.page(&ChoosePage {
        chrome: visit.chrome(words.say("触摸屏设置", "Setting up a touch screen"), Face::Public),
        centres,
        public_url: visit.hall.site.public_url.clone(),
    })
}
