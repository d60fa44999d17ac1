//! `/centres/{centre}/kiosk/progress`: a case's progress on a touch screen.

use crate::kiosk::Kiosk;
use crate::progress::{ProgressView, found};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FieldView, FormErrors, FormView};
use kit::shell::Chrome;
use kit::visit::Submitted;
use kit::{HallError, Visit};

#[derive(Template)]
#[template(path = "kiosk/pages/progress.html")]
struct ProgressPage {
    chrome: Chrome,
    root: String,
    form: FormView,
    number: FieldView,
    digits: FieldView,
    case: Option<ProgressView>,
}

/// The form.
pub(in crate::kiosk) async fn ask(
    visit: Visit,
    Path(centre): Path<i64>,
) -> Result<Response, HallError> {
    let kiosk = Kiosk::in_centre(&visit, centre).await?;
    visit.page(&page(&visit, &kiosk, ("", &FormErrors::new()), None))
}

/// The case, or the form again with what was wrong.
pub(in crate::kiosk) async fn show(
    visit: Visit,
    Path(centre): Path<i64>,
    sent: Submitted,
) -> Result<Response, HallError> {
    let kiosk = Kiosk::in_centre(&visit, centre).await?;
    match found(&visit, &sent.data).await {
        Ok(case) => visit.page(&page(&visit, &kiosk, ("", &FormErrors::new()), Some(case))),
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
    case: Option<ProgressView>,
) -> ProgressPage {
    let words = visit.words();
    ProgressPage {
        chrome: kiosk.chrome(visit, words.say("查办件进度", "Follow your case")),
        root: kiosk.root.clone(),
        form: FormView::new(format!("{}/progress", kiosk.root), visit, errors),
        number: FieldView::new("number", words.say("办件编号", "Case number"))
            .hint(words.say(
                "印在收件回执上，如 101-20261123-0001",
                "On your receipt, such as 101-20261123-0001",
            ))
            .value(number)
            .fault(errors, words),
        digits: FieldView::new(
            "digits",
            words.say("手机号后四位", "Last four digits of the phone"),
        )
        .fault(errors, words),
        case,
    }
}
