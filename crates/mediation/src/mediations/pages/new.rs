//! `/mediations/new`: a dispute with its two sides, on a form or at the committee's initiative.

use super::faults;
use super::forms::{Typed, options};
use crate::mediations::actions;
use crate::mediations::draft::{PARTIES, new_mediation};
use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use counter::catalogue::door as catalogue;
use kit::form::{FieldView, FormData, FormErrors, FormView, OptionView};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit};
use rulebook::mediation::{Dispute, Origin, is_mediation};

/// A party's fields under a heading.
struct PartyFields {
    heading: String,
    fields: Vec<FieldView>,
}

#[derive(Template)]
#[template(path = "mediations/pages/new.html")]
struct NewPage {
    chrome: Chrome,
    form: FormView,
    item: FieldView,
    dispute: FieldView,
    origin: FieldView,
    case: FieldView,
    matter: FieldView,
    parties: Vec<PartyFields>,
}

/// The empty form; a case may stand in the address.
pub(in crate::mediations) async fn show(
    visit: Visit,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, HallError> {
    let known = ["item", "case", "dispute", "origin"];
    let pairs = pairs.into_iter().filter(|(name, _)| known.contains(&name.as_str())).collect();
    draw(&visit, &FormData::from_pairs(pairs), &FormErrors::new(), StatusCode::OK).await
}

/// Enters the dispute, or shows the form again with everything typed.
pub(in crate::mediations) async fn create(
    visit: Visit,
    form: Submitted,
) -> Result<Response, HallError> {
    let outcome = match new_mediation(&form.data, &visit.hall.vault) {
        Ok(new) => {
            visit.act(Power::HandleCases, &form.once, move |act| actions::open(act, &new)).await
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok(done) => {
            let told = Phrase::of(
                "已登记。请告知双方权利义务，并征求意见。",
                "Entered. Tell both sides their rights and duties, and hear them.",
            );
            Ok(visit.redirect(&format!("/mediations/{}", done.number), &told))
        }
        Err(error) => {
            let (errors, status) = faults(error)?;
            draw(&visit, &form.data, &errors, status).await
        }
    }
}

async fn draw(
    visit: &Visit,
    data: &FormData,
    errors: &FormErrors,
    status: StatusCode,
) -> Result<Response, HallError> {
    let words = visit.words();
    let typed = Typed { data, errors, words };
    let catalogue = catalogue::catalogue(&visit.hall, visit.centre()?).await?;
    let items: Vec<OptionView> = catalogue
        .items
        .values()
        .filter(|item| is_mediation(&item.definition))
        .map(|item| {
            let name = item.definition.name();
            OptionView::new(item.code.clone(), format!("{} {}", item.code, words.phrase(&name)))
        })
        .collect();
    let parties = PARTIES.iter().map(|(key, side)| {
        let name = words.phrase(&side.phrase()).to_owned();
        let more = words.say("（第二人，可不填）", " (a second one, may be left out)");
        let needed = key.ends_with('1');
        let name_field = typed.field(&format!("name_{key}"), "姓名", "Name");
        PartyFields {
            heading: if needed { name } else { format!("{name}{more}") },
            fields: vec![
                if needed { name_field.required() } else { name_field },
                typed.field(&format!("phone_{key}"), "电话", "Phone"),
                typed.field(&format!("identity_{key}"), "身份证号", "Identity number"),
            ],
        }
    });
    let disputes = Dispute::ALL.iter().map(|it| (it.word(), it.phrase()));
    let origins = Origin::ALL.iter().map(|it| (it.word(), it.phrase()));
    visit.page_with(
        status,
        &NewPage {
            chrome: visit.chrome(words.say("登记纠纷", "Enter a dispute"), Face::Office),
            form: FormView::new("/mediations", visit, errors),
            item: typed.field("item", "调解事项", "Item").options(items),
            dispute: typed
                .field("dispute", "纠纷类别", "Kind of dispute")
                .options(options(disputes, words)),
            origin: typed
                .field("origin", "怎么来的", "How it began")
                .options(options(origins, words)),
            case: typed
                .field("case", "所属办件编号", "Case")
                .hint(words.say("已经收件的填编号，没有就留空", "where a case was taken")),
            matter: typed
                .field("matter", "纠纷情况与请求", "The dispute, and what is wanted")
                .hint(words.say("加密保存", "kept sealed"))
                .required(),
            parties: parties.collect(),
        },
    )
}
