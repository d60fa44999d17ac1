//! `/centres/{centre}/kiosk/unresolved-matters/progress`: where a reported matter stands, at a
//! touch screen, by its number and four digits of the phone.

use crate::kiosk::Kiosk;
use crate::reporting::{Followed, followed};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FieldView, FormErrors, FormView};
use kit::shell::Chrome;
use kit::visit::Submitted;
use kit::{HallError, Visit};

#[derive(Template)]
#[template(path = "kiosk/pages/follow.html")]
struct FollowPage {
    chrome: Chrome,
    root: String,
    form: FormView,
    number: FieldView,
    digits: FieldView,
    matter: Option<Followed>,
}

/// The form.
pub(in crate::kiosk) async fn ask(
    visit: Visit,
    Path(centre): Path<i64>,
) -> Result<Response, HallError> {
    let kiosk = Kiosk::in_centre(&visit, centre).await?;
    visit.page(&page(&visit, &kiosk, ("", &FormErrors::new()), None))
}

/// The matter, or the form again with what was wrong.
pub(in crate::kiosk) async fn show(
    visit: Visit,
    Path(centre): Path<i64>,
    sent: Submitted,
) -> Result<Response, HallError> {
    let kiosk = Kiosk::in_centre(&visit, centre).await?;
    match followed(&visit, &kiosk.centre, &sent.data).await {
        Ok(matter) => visit.page(&page(&visit, &kiosk, ("", &FormErrors::new()), Some(matter))),
        Err(HallError::Invalid(errors)) => {
            let again = page(&visit, &kiosk, (sent.data.text("number"), &errors), None);
            visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &again)
        }
        Err(error) => Err(error),
    }
}

fn page(
    visit: &Visit,
    kiosk: &Kiosk,
    (number, errors): (&str, &FormErrors),
    matter: Option<Followed>,
) -> FollowPage {
    let words = visit.words();
    let action = format!("{}/unresolved-matters/progress", kiosk.root);
    FollowPage {
        chrome: kiosk.chrome(visit, words.say("查我反映的事", "Follow what I reported")),
        root: kiosk.root.clone(),
        form: FormView::new(action, visit, errors),
        number: FieldView::new("number", words.say("登记编号", "Number"))
            .hint(words.say("例如 8101-20261123-001", "such as 8101-20261123-001"))
            .value(number)
            .fault(errors, words),
        digits: FieldView::new(
            "digits",
            words.say("手机号后四位", "Last four digits of the phone"),
        )
        .fault(errors, words),
        matter,
    }
}
