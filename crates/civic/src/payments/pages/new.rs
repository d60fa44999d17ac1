//! `/payments/new`: a bill by a rate on the list.

use super::view;
use crate::acting::{Typed, faults};
use crate::payments::actions;
use crate::payments::draft::new_bill;
use crate::payments::store;
use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FieldView, FormData, FormErrors, FormView, OptionView};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit};

#[derive(Template)]
#[template(path = "payments/pages/new.html")]
struct NewPage {
    chrome: Chrome,
    form: FormView,
    tariff: FieldView,
    fields: Vec<FieldView>,
    readings: Vec<FieldView>,
    more: Vec<FieldView>,
    is_empty: bool,
}

/// The empty form; the item and the case may stand in the address.
pub(in crate::payments) async fn show(
    visit: Visit,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, HallError> {
    let known = ["item", "case", "tariff", "period"];
    let pairs = pairs.into_iter().filter(|(name, _)| known.contains(&name.as_str())).collect();
    draw(&visit, &FormData::from_pairs(pairs), &FormErrors::new(), StatusCode::OK).await
}

/// Makes out the bill, or shows the form again with everything typed.
pub(in crate::payments) async fn create(
    visit: Visit,
    form: Submitted,
) -> Result<Response, HallError> {
    let outcome = match new_bill(&form.data, &visit.hall.vault) {
        Ok(new) => {
            visit.act(Power::TakePayments, &form.once, move |act| actions::bill(act, &new)).await
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok(done) => {
            let told = Phrase::of("账单已开。", "The bill is made out.");
            Ok(visit.redirect(&format!("/payments/{}", done.number), &told))
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
    let (words, centre, today) = (visit.words(), visit.centre()?, visit.today());
    let typed = Typed { data, errors, words };
    let (payees, tariffs) = visit
        .read(move |read| Ok((store::payees(read, centre)?, store::tariffs(read, centre)?)))
        .await?;
    let item = data.text("item").trim().to_owned();
    let rates: Vec<OptionView> = tariffs
        .iter()
        .filter(|it| it.record.until.is_none_or(|until| until >= today.first_of_year()))
        .filter_map(|it| payees.iter().find(|payee| payee.key == it.payee).map(|by| (by, it)))
        .filter(|(payee, _)| item.is_empty() || payee.record.item == item)
        .map(|(payee, it)| {
            let named = words.phrase(&payee.record.phrase()).to_owned();
            let rate = words.phrase(&it.record.phrase()).to_owned();
            let charge = view::charge(&it.record, words);
            OptionView::new(it.key.clone(), format!("{named} · {rate} · {charge}"))
        })
        .collect();
    let say = |zh: &'static str, en: &'static str| words.say(zh, en).to_owned();
    visit.page_with(
        status,
        &NewPage {
            chrome: visit.chrome(words.say("开账单", "Make out a bill"), Face::Office),
            form: FormView::new("/payments", visit, errors),
            is_empty: rates.is_empty(),
            tariff: typed.field("tariff", "收费标准", "Rate").options(rates).required(),
            fields: vec![
                typed
                    .field("account", "户号或参保号", "Account number")
                    .hint(say("加密保存", "kept sealed"))
                    .required(),
                typed.field("payer", "缴费人姓名", "Name of the payer").required(),
                typed
                    .field("period", "所属期", "Period")
                    .hint(say("按月如 2026-11，按年如 2027", "2026-11, or 2027 by the year"))
                    .required(),
            ],
            readings: vec![
                typed.field("before", "上次表数", "Reading before"),
                typed.field("after", "本次表数", "Reading now"),
            ],
            more: vec![
                typed.field("note", "说明", "Remark").hint(say(
                    "换表、估抄等；没有就留空",
                    "a new meter, an estimate; else leave it out",
                )),
                typed
                    .field("case", "所属办件编号", "Case")
                    .hint(say("已经收件的填编号，没有就留空", "where a case was taken")),
            ],
        },
    )
}
