//! `/payments/{number}/receipt`: the receipt (收据), masked on the screen; made for the payer with
//! the full name, it is noted in the journal.

use super::show::{lines, load, owing};
use super::view;
use crate::payments::actions;
use crate::payments::draft::opened;
use crate::timeline::headed;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Visit};
use statutes::payment::{State, in_capitals};

#[derive(Template)]
#[template(path = "payments/pages/receipt.html")]
struct ReceiptPage {
    chrome: Chrome,
    number: String,
    receipt: String,
    key: String,
    is_clear: bool,
    facts: Vec<(String, String)>,
    lines: Vec<(u64, String, String)>,
    amount: String,
    capitals: String,
    void: String,
    owed: String,
}

/// The receipt as it is shown on the screen: masked.
pub(in crate::payments) async fn show(
    visit: Visit,
    Path(number): Path<String>,
) -> Result<Response, HallError> {
    draw(&visit, &number, false).await
}

/// The receipt for the payer, with the full name; that it was made stands in the journal.
pub(in crate::payments) async fn make(
    visit: Visit,
    Path(number): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let of = number.clone();
    visit.act(Power::UnmaskPersons, &form.once, move |act| actions::printed(act, &of)).await?;
    draw(&visit, &number, true).await
}

async fn draw(visit: &Visit, number: &str, is_clear: bool) -> Result<Response, HallError> {
    let loaded = load(visit, number).await?;
    let (words, held) = (visit.words(), &loaded.held);
    let (payment, void) = match &held.bill.state {
        State::Paid(payment) => (payment, String::new()),
        State::Voided(payment, voiding) => {
            let told = words.fill("已作废：{}", "VOID: {}", &[&voiding.reason]);
            (payment, told)
        }
        _ => {
            let (zh, en) = ("这张账单还没有收据。", "This bill has no receipt yet.");
            return Err(HallError::not_found(zh, en));
        }
    };
    let it = &held.billed;
    let (account, payer) = if is_clear {
        opened(&it.who, &visit.hall.vault)?
    } else {
        (it.who.account_masked.clone(), it.who.payer_masked.clone())
    };
    let row = |zh: &str, en: &str, text: String| (words.say(zh, en).to_owned(), text);
    let mut facts = vec![
        row("收费单位", "Payee", words.phrase(&it.payee_named.phrase()).to_owned()),
        row("收费项目", "What for", words.phrase(&it.rate.phrase()).to_owned()),
        row("缴费人", "Payer", payer),
        row("户号", "Account", account),
        row("所属期", "Period", it.period.clone()),
        row("收费标准", "Rate", view::charge(&it.rate, words)),
        row("收费依据", "Legal basis", it.rate.basis.clone()),
        row("收款方式", "Means", words.phrase(&payment.means.phrase()).to_owned()),
        row("实收、找零", "Received, change", {
            let (received, change) = (payment.received.get(), held.bill.change().get());
            format!("{} / {}", words.money(received), words.money(change))
        }),
        row("收款时间", "Paid at", words.instant(held.paid_at_ms)),
    ];
    if let Some(readings) = it.readings() {
        facts.push(row("表数", "Readings", format!("{} → {}", readings.before, readings.after)));
    }
    let mut chrome = visit.chrome(words.say("缴费收据", "Receipt"), Face::Print);
    headed(visit, &mut chrome).await?;
    visit.page(&ReceiptPage {
        chrome,
        number: held.number.clone(),
        receipt: held.receipt.clone(),
        key: visit.form_key(),
        is_clear,
        facts,
        lines: lines(it, words)?,
        amount: words.money(held.bill.amount.get()),
        capitals: in_capitals(held.bill.amount),
        void,
        owed: owing(loaded.owed, words),
    })
}
