//! `/payments`: bills, newest first, narrowed by where they stand, the payee and the account.

use super::view::{Line, line};
use crate::acting::{Typed, options};
use crate::payments::draft::mark_of;
use crate::payments::store::{self, Filter};
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use kit::form::{FieldView, FormData, FormErrors, OptionView};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit};
use serde::Deserialize;
use statutes::payment::Stage;

const PAGE: u32 = 50;

/// What the list is narrowed by.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::payments) struct Asked {
    stage: String,
    payee: String,
    account: String,
    after: String,
}

#[derive(Template)]
#[template(path = "payments/pages/list.html")]
struct ListPage {
    chrome: Chrome,
    stage: FieldView,
    payee: FieldView,
    account: FieldView,
    lines: Vec<Line>,
    older: String,
    may_take: bool,
}

/// The list.
pub(in crate::payments) async fn show(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let (words, centre) = (visit.words(), visit.centre()?);
    let mark = match asked.account.trim() {
        "" => String::new(),
        typed => mark_of(typed, &visit.hall.vault).unwrap_or_else(|| "-".to_owned()),
    };
    let filter = Filter {
        stage: Stage::from_word(&asked.stage).map(Stage::word).unwrap_or_default().to_owned(),
        payee: asked.payee.trim().to_owned(),
        mark,
        after: asked.after.trim().to_owned(),
    };
    let (lines, payees) = visit
        .read(move |read| {
            let held = store::bills(read, centre, &filter, PAGE)?;
            let lines: Vec<Line> = held.iter().map(|it| line(it, words)).collect();
            Ok((lines, store::payees(read, centre)?))
        })
        .await?;
    let is_full = lines.len() == PAGE as usize;
    let older = lines.last().filter(|_| is_full).map_or_else(String::new, |last| {
        let pair = kit::visit::query_pair;
        let (stage, payee) = (pair("stage", &asked.stage), pair("payee", &asked.payee));
        let account = pair("account", &asked.account);
        format!("/payments?{stage}&{payee}&{account}&after={}", last.number)
    });
    let all = OptionView::new("", words.say("（不限）", "(any)"));
    let stages = options(Stage::ALL.iter().map(|it| (it.word(), it.phrase())), words);
    let named = payees
        .iter()
        .map(|it| OptionView::new(it.key.clone(), words.phrase(&it.record.phrase()).to_owned()));
    let pairs = [("stage", asked.stage), ("payee", asked.payee), ("account", asked.account)];
    let pairs = pairs.map(|(name, value)| (name.to_owned(), value)).to_vec();
    let (data, errors) = (FormData::from_pairs(pairs), FormErrors::new());
    let typed = Typed { data: &data, errors: &errors, words };
    visit.page(&ListPage {
        chrome: visit.chrome(words.say("缴费", "Payments"), Face::Office),
        stage: typed
            .field("stage", "状态", "State")
            .options([all.clone()].into_iter().chain(stages).collect()),
        payee: typed
            .field("payee", "收费单位", "Payee")
            .options([all].into_iter().chain(named).collect()),
        account: typed.field("account", "户号", "Account number"),
        lines,
        older,
        may_take: visit.may(Power::TakePayments),
    })
}
