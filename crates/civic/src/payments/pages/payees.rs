//! `/payments/payees`: who is paid here, and the list of rates with their legal basis.

use super::view;
use crate::acting::{Again, Kind, Typed, faults, options};
use crate::payments::draft::{self, STEPS};
use crate::payments::keeping::{self, payee_subject, unknown_payee};
use crate::payments::store::{self, Listed};
use crate::timeline::{Step, step};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use counter::catalogue::door as catalogue;
use kit::form::{FieldView, FormData, FormErrors, FormView, OptionView};
use kit::journal::reading;
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit, Words};
use statutes::payment::{Rhythm, Unit};

const ENTRIES_MAX: u32 = 200;

/// A payee as a row.
struct PayeeRow {
    key: String,
    name: String,
    item: String,
    rates: Vec<String>,
}

/// A rate as a row.
struct RateRow {
    key: String,
    name: String,
    charge: String,
    rhythm: String,
    basis: String,
    force: String,
}

#[derive(Template)]
#[template(path = "payments/pages/payees.html")]
struct PayeesPage {
    chrome: Chrome,
    rows: Vec<PayeeRow>,
    form: FormView,
    fields: Vec<FieldView>,
    may_keep: bool,
}

#[derive(Template)]
#[template(path = "payments/pages/payee.html")]
struct PayeePage {
    chrome: Chrome,
    item: String,
    rows: Vec<RateRow>,
    form: FormView,
    forms: Vec<crate::acting::ActForm>,
    steps: Vec<Step>,
}

/// All payees with what they charge.
pub(in crate::payments) async fn list(visit: Visit) -> Result<Response, HallError> {
    draw(&visit, &FormData::default(), &FormErrors::new(), StatusCode::OK).await
}

/// Enters a payee.
pub(in crate::payments) async fn create(
    visit: Visit,
    form: Submitted,
) -> Result<Response, HallError> {
    let payee = draft::payee(&form.data);
    let enter = move |act: &mut kit::db::Act<'_>| keeping::enter_payee(act, &payee);
    match visit.act(Power::ManageTariffs, &form.once, enter).await {
        Ok(key) => {
            let told = Phrase::of(
                "已登记。请列入收费标准及依据。",
                "Entered. Put its rates on the list, with their basis.",
            );
            Ok(visit.redirect(&format!("/payments/payees/{key}"), &told))
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
    let (words, centre) = (visit.words(), visit.centre()?);
    let (payees, tariffs) = visit
        .read(move |read| Ok((store::payees(read, centre)?, store::tariffs(read, centre)?)))
        .await?;
    let rows = payees.iter().map(|payee| PayeeRow {
        key: payee.key.clone(),
        name: words.phrase(&payee.record.phrase()).to_owned(),
        item: payee.record.item.clone(),
        rates: tariffs
            .iter()
            .filter(|it| it.payee == payee.key)
            .map(|it| {
                let (name, force) = (it.record.phrase(), view::force(&it.record, words));
                let charge = view::charge(&it.record, words);
                format!("{} · {charge} · {} · {force}", words.phrase(&name), it.record.basis)
            })
            .collect(),
    });
    let catalogue = catalogue::catalogue(&visit.hall, centre).await?;
    let none = OptionView::new("", words.say("（没有对应事项）", "(no item)"));
    let items = catalogue.items.values().map(|item| {
        let name = item.definition.name();
        OptionView::new(item.code.clone(), format!("{} {}", item.code, words.phrase(&name)))
    });
    let typed = Typed { data, errors, words };
    visit.page_with(
        status,
        &PayeesPage {
            chrome: visit.chrome(words.say("收费目录", "List of rates"), Face::Office),
            rows: rows.collect(),
            form: FormView::new("/payments/payees", visit, errors),
            fields: vec![
                typed.field("name", "收费单位名称", "Name of the payee").required(),
                typed.field("name_english", "英文名称", "Name in English"),
                typed
                    .field("item", "对应事项", "Item")
                    .options([none].into_iter().chain(items).collect()),
            ],
            may_keep: visit.may(Power::ManageTariffs),
        },
    )
}

/// A payee with its rates.
pub(in crate::payments) async fn show(
    visit: Visit,
    Path(payee): Path<String>,
) -> Result<Response, HallError> {
    page(&visit, &payee, Again::default(), StatusCode::OK).await
}

/// Puts a rate on the list.
pub(in crate::payments) async fn set(
    visit: Visit,
    Path(payee): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let of = payee.clone();
    let outcome = match draft::tariff(&form.data) {
        Ok(tariff) => {
            let set = move |act: &mut kit::db::Act<'_>| keeping::set_tariff(act, &of, &tariff);
            visit.act(Power::ManageTariffs, &form.once, set).await.map(drop)
        }
        Err(error) => Err(error),
    };
    answered(&visit, (&payee, "tariffs"), form, outcome).await
}

/// Ends a rate.
pub(in crate::payments) async fn end(
    visit: Visit,
    Path(payee): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let (of, key) = (payee.clone(), form.data.text("tariff").to_owned());
    let mut reader = crate::acting::Reader::new(&form.data);
    let until = reader.day("last_day");
    let outcome = match reader.finished(until) {
        Ok(until) => {
            let end =
                move |act: &mut kit::db::Act<'_>| keeping::end_tariff(act, (&of, &key), until);
            visit.act(Power::ManageTariffs, &form.once, end).await
        }
        Err(error) => Err(error),
    };
    answered(&visit, (&payee, "endings"), form, outcome).await
}

async fn answered(
    visit: &Visit,
    (payee, open): (&str, &str),
    form: Submitted,
    outcome: Result<(), HallError>,
) -> Result<Response, HallError> {
    match outcome {
        Ok(()) => {
            let told = Phrase::of("收费目录已更新。", "The list is up to date.");
            Ok(visit.redirect(&format!("/payments/payees/{payee}"), &told))
        }
        Err(error) => {
            let (again, status) = Again::refused(open, form.data, error)?;
            page(visit, payee, again, status).await
        }
    }
}

async fn page(
    visit: &Visit,
    payee: &str,
    again: Again,
    status: StatusCode,
) -> Result<Response, HallError> {
    let (words, centre, key) = (visit.words(), visit.centre()?, payee.to_owned());
    let (found, listed, entries) = visit
        .read(move |read| {
            let found = store::payee(read, centre, &key)?.ok_or_else(unknown_payee)?;
            let mut listed = store::tariffs(read, centre)?;
            listed.retain(|it| it.payee == key);
            let subject = payee_subject(&key);
            Ok((found, listed, reading::of_subject(read, centre, &subject, 0, ENTRIES_MAX)?))
        })
        .await?;
    let typed = Typed { data: &again.data, errors: &again.errors, words };
    let may_keep = visit.may(Power::ManageTariffs);
    let forms = if may_keep { forms(payee, &listed, &typed) } else { Vec::new() };
    let told = |entry: &kit::journal::Entry| {
        let found = visit.hall.deed(&entry.action);
        let what = found.map(|it| words.phrase(it).to_owned()).unwrap_or_default();
        step(entry, (what, String::new()), words)
    };
    visit.page_with(
        status,
        &PayeePage {
            chrome: visit.chrome(words.phrase(&found.record.phrase()).to_owned(), Face::Office),
            item: found.record.item.clone(),
            rows: listed.iter().map(|it| rate_row(it, words)).collect(),
            form: FormView::new("", visit, &again.errors),
            forms: crate::acting::opened(forms, &again.open),
            steps: entries.iter().rev().map(told).collect(),
        },
    )
}

fn rate_row(it: &Listed, words: Words) -> RateRow {
    RateRow {
        key: it.key.clone(),
        name: words.phrase(&it.record.phrase()).to_owned(),
        charge: view::charge(&it.record, words),
        rhythm: view::rhythm(&it.record, words),
        basis: it.record.basis.clone(),
        force: view::force(&it.record, words),
    }
}

fn forms(payee: &str, listed: &[Listed], typed: &Typed<'_>) -> Vec<crate::acting::ActForm> {
    let words = typed.words;
    let form = |word: &'static str, (title, hint): (&str, &str), fields| crate::acting::ActForm {
        action: format!("/payments/payees/{payee}/{word}"),
        word,
        title: title.to_owned(),
        hint: hint.to_owned(),
        fields,
        is_open: false,
    };
    let hint = words.say(
        "不收费的也要列明。按用量收费的逐级填写，最后一级不填上限。",
        "What is free is listed too. By use: step by step, the last step without a bound.",
    );
    let title = words.say("列入收费标准", "Put a rate on the list");
    let mut all = vec![form("tariffs", (title, hint), rate_fields(typed))];
    if !listed.is_empty() {
        let open = listed.iter().map(|it| {
            let name = words.phrase(&it.record.phrase()).to_owned();
            OptionView::new(it.key.clone(), format!("{} {name}", it.key))
        });
        let rate = typed.field("tariff", "收费标准", "Rate").options(open.collect());
        let day = typed.field("last_day", "执行的最后一天", "Last day");
        let title = words.say("停止执行", "End a rate");
        let fields = vec![(Kind::Select, rate), (Kind::Day, day)];
        all.push(form("endings", (title, ""), fields));
    }
    all
}

fn rate_fields(typed: &Typed<'_>) -> Vec<(Kind, FieldView)> {
    let words = typed.words;
    let charges = [
        ("metered", "按用量", "by use"),
        ("fixed", "定额", "a fixed amount"),
        ("free", "不收费", "free of charge"),
    ];
    let charges = charges.iter().map(|(word, zh, en)| OptionView::new(*word, words.say(zh, en)));
    let charges = charges.collect();
    let rhythms = options(Rhythm::ALL.iter().map(|it| (it.word(), it.phrase())), words);
    let units = options(Unit::ALL.iter().map(|it| (it.word(), it.phrase())), words);
    let mut fields = vec![
        (Kind::Text, typed.field("tariff_name", "收费项目", "What for").required()),
        (Kind::Text, typed.field("tariff_english", "英文名称", "In English")),
        (Kind::Text, typed.field("basis", "收费依据（文件和文号）", "Legal basis").required()),
        (Kind::Select, typed.field("rhythm", "收费周期", "How often").options(rhythms)),
        (Kind::Select, typed.field("charge", "计费方式", "What is charged").options(charges)),
        (Kind::Text, typed.field("fixed", "定额（元）", "Fixed amount (CNY)")),
        (Kind::Select, typed.field("unit", "计量单位", "Unit").options(units)),
    ];
    for place in 1..=STEPS {
        let (zh, en) = (format!("第 {place} 级单价（元）"), format!("Step {place}: price (CNY)"));
        fields.push((Kind::Text, typed.field(&format!("price_{place}"), &zh, &en)));
        let (zh, en) = (format!("第 {place} 级上限"), format!("Step {place}: up to"));
        fields.push((Kind::Text, typed.field(&format!("upto_{place}"), &zh, &en)));
    }
    fields.push((Kind::Day, typed.field("from", "开始执行", "In force since").required()));
    fields.push((Kind::Day, typed.field("until", "最后一天（可不填）", "Last day, if known")));
    fields
}
