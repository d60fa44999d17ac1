//! `/registers/households/{household}/extract`: the extract (户籍证明), masked on the screen; given
//! with full names for a purpose that stands in the journal.

use super::household::{MemberRow, load, member};
use super::view;
use crate::acting::{Typed, faults};
use crate::registers::actions;
use crate::registers::persons::Sealed;
use crate::timeline::headed;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FieldView, FormData, FormErrors, FormView};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Visit};

#[derive(Template)]
#[template(path = "registers/pages/extract.html")]
struct ExtractPage {
    chrome: Chrome,
    number: String,
    kind: String,
    address: String,
    today: String,
    is_clear: bool,
    members: Vec<MemberRow>,
    form: FormView,
    purpose: FieldView,
}

/// The extract as it is shown on the screen: masked.
pub(in crate::registers) async fn show(
    visit: Visit,
    Path(number): Path<String>,
) -> Result<Response, HallError> {
    let (data, errors) = (FormData::default(), FormErrors::new());
    draw(&visit, &number, (&data, &errors), StatusCode::OK).await
}

/// The extract for whoever asked for it; what for stands in the journal.
pub(in crate::registers) async fn make(
    visit: Visit,
    Path(number): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let (of, purpose) = (number.clone(), form.data.text("purpose").to_owned());
    let give = move |act: &mut kit::db::Act<'_>| actions::extracted(act, &of, &purpose);
    match visit.act(Power::UnmaskPersons, &form.once, give).await {
        Ok(()) => draw(&visit, &number, (&form.data, &FormErrors::new()), StatusCode::OK).await,
        Err(error) => {
            let (errors, status) = faults(error)?;
            draw(&visit, &number, (&form.data, &errors), status).await
        }
    }
}

async fn draw(
    visit: &Visit,
    number: &str,
    (data, errors): (&FormData, &FormErrors),
    status: StatusCode,
) -> Result<Response, HallError> {
    let (held, _) = load(visit, number).await?;
    let (words, vault) = (visit.words(), &visit.hall.vault);
    let is_clear = errors.is_empty() && !data.text("purpose").trim().is_empty();
    let shown = |it: &Sealed| it.shown(vault, is_clear);
    let mut chrome = visit.chrome(words.say("户籍证明", "Extract of the register"), Face::Print);
    headed(visit, &mut chrome).await?;
    let typed = Typed { data, errors, words };
    let members = held.file.present().map(|it| member(it, shown, words));
    visit.page_with(
        status,
        &ExtractPage {
            chrome,
            number: held.number.clone(),
            kind: view::kind(&held.file.kind, words),
            address: shown(&held.file.address)?,
            today: words.date(visit.today()),
            is_clear,
            members: members.collect::<Result<_, HallError>>()?,
            form: FormView::new(
                format!("/registers/households/{}/extract", held.number),
                visit,
                errors,
            ),
            purpose: typed.field("purpose", "用途（记入台账）", "Purpose (goes into the journal)"),
        },
    )
}
