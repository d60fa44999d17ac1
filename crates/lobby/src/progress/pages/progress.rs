//! `/progress`: asks for number and digits, and shows where the case stands; `/progress/{code}`
//! shows it to whoever holds a paper of the case.

use crate::progress::{ProgressView, found, opened};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FieldView, FormErrors, FormView};
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Visit};

#[derive(Template)]
#[template(path = "progress/pages/ask.html")]
struct AskPage {
    chrome: Chrome,
    form: FormView,
    number: FieldView,
    digits: FieldView,
}

#[derive(Template)]
#[template(path = "progress/pages/progress.html")]
struct ProgressPage {
    chrome: Chrome,
    case: ProgressView,
}

/// The form.
pub(in crate::progress) async fn ask(visit: Visit) -> Result<Response, HallError> {
    visit.page(&form(&visit, "", &FormErrors::new()))
}

/// The case, or the form again with what was wrong.
pub(in crate::progress) async fn show(
    visit: Visit,
    form_sent: Submitted,
) -> Result<Response, HallError> {
    match found(&visit, &form_sent.data).await {
        Ok(case) => page(&visit, case),
        Err(HallError::Invalid(errors)) => {
            let again = form(&visit, form_sent.data.text("number"), &errors);
            visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &again)
        }
        Err(error) => Err(error),
    }
}

/// The case that the code of a paper opens.
pub(in crate::progress) async fn show_by_code(
    visit: Visit,
    Path(code): Path<String>,
) -> Result<Response, HallError> {
    let case = opened(&visit, &code).await?;
    page(&visit, case)
}

fn page(visit: &Visit, case: ProgressView) -> Result<Response, HallError> {
    let title = visit.words().say("办件进度", "Progress of a case");
    visit.page(&ProgressPage { chrome: visit.chrome(title, Face::Public), case })
}

/// The digits are never shown again: they are half of the key.
fn form(visit: &Visit, number: &str, errors: &FormErrors) -> AskPage {
    let words = visit.words();
    AskPage {
        chrome: visit.chrome(words.say("查办件进度", "Follow your case"), Face::Public),
        form: FormView::new("/progress", visit, errors),
        number: FieldView::new("number", words.say("办件编号", "Case number"))
            .hint(words.say(
                "印在收件回执上，例如 101-20261123-0001。",
                "It stands on your receipt, such as 101-20261123-0001.",
            ))
            .value(number)
            .required()
            .fault(errors, words),
        digits: FieldView::new(
            "digits",
            words.say("手机号后四位", "Last four digits of the phone"),
        )
        .hint(words.say("办理时登记的手机号。", "Of the phone number you left with the case."))
        .required()
        .fault(errors, words),
    }
}
