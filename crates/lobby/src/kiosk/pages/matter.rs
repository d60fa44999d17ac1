//! `/centres/{centre}/kiosk/unresolved-matters`: what could not be done, told at a touch screen:
//! the reason first, then the phone; nothing has to be written.

use crate::kiosk::Kiosk;
use crate::reporting::{Reported, report};
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FieldView, FormErrors, FormView};
use kit::shell::Chrome;
use kit::visit::Submitted;
use kit::{HallError, Visit, Words};
use serde::Deserialize;
use threshold::contact::Way;
use threshold::contact::unresolved::Obstacle;

#[derive(Template)]
#[template(path = "kiosk/pages/matter_reasons.html")]
struct ReasonsPage {
    chrome: Chrome,
    root: String,
    reasons: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "kiosk/pages/matter.html")]
struct MatterPage {
    chrome: Chrome,
    root: String,
    form: FormView,
    obstacle: String,
    reason: String,
    phone: FieldView,
    reported: Option<Reported>,
}

/// What was touched.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::kiosk) struct Asked {
    obstacle: String,
}

/// The reasons, or the phone once one was touched.
pub(in crate::kiosk) async fn ask(
    visit: Visit,
    Path(centre): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let words = visit.words();
    let kiosk = Kiosk::in_centre(&visit, centre).await?;
    let Some(obstacle) = offered().find(|it| it.word() == asked.obstacle) else {
        let reasons = offered()
            .map(|it| {
                let href = format!("{}/unresolved-matters?obstacle={}", kiosk.root, it.word());
                (href, words.phrase(&it.phrase()).to_owned())
            })
            .collect();
        return visit.page(&ReasonsPage {
            chrome: kiosk.chrome(&visit, title(words)),
            root: kiosk.root,
            reasons,
        });
    };
    visit.page(&page(&visit, &kiosk, obstacle, &FormErrors::new()))
}

/// Reasons that say enough by themselves.
fn offered() -> impl Iterator<Item = Obstacle> {
    Obstacle::ALL.iter().copied().filter(|it| *it != Obstacle::Other)
}

fn title(words: Words) -> &'static str {
    words.say("办不成事，跟我们说", "Something could not be done? Tell us")
}

/// Takes it down, or shows the phone again.
pub(in crate::kiosk) async fn create(
    visit: Visit,
    Path(centre): Path<i64>,
    sent: Submitted,
) -> Result<Response, HallError> {
    let kiosk = Kiosk::in_centre(&visit, centre).await?;
    let chosen = sent.data.text("obstacles").to_owned();
    let obstacle = offered()
        .find(|it| it.word() == chosen)
        .ok_or_else(|| HallError::breach("请先选一个原因。", "Choose a reason first."))?;
    match report(&visit, &kiosk.centre, &sent, Way::Kiosk).await {
        Ok(reported) => {
            let mut done = page(&visit, &kiosk, obstacle, &FormErrors::new());
            done.reported = Some(reported);
            visit.page(&done)
        }
        Err(HallError::Invalid(errors)) => {
            let mut again = page(&visit, &kiosk, obstacle, &errors);
            sent.data.text("phone").clone_into(&mut again.phone.value);
            visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &again)
        }
        Err(error) => Err(error),
    }
}

fn page(visit: &Visit, kiosk: &Kiosk, obstacle: Obstacle, errors: &FormErrors) -> MatterPage {
    let words = visit.words();
    let label = words.say("留个手机号，我们打电话告诉您结果", "Your phone: we call you");
    MatterPage {
        chrome: kiosk.chrome(visit, title(words)),
        form: FormView::new(format!("{}/unresolved-matters", kiosk.root), visit, errors),
        root: kiosk.root.clone(),
        obstacle: obstacle.word().to_owned(),
        reason: words.phrase(&obstacle.phrase()).to_owned(),
        phone: FieldView::new("phone", label).fault(errors, words),
        reported: None,
    }
}
