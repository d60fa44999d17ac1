//! `/payments/{number}`: what a bill comes to and why, where it stands, what may be done now.

use super::view;
use crate::acting::{ActForm, Again, Kind, Typed, opened};
use crate::payments::actions::{subject, unknown};
use crate::payments::draft::opened as in_clear;
use crate::payments::events::{Made, Paid, Reasoned, Voided};
use crate::payments::record::Billed;
use crate::payments::store::{self, Held};
use crate::timeline::{Fact, Step, fact, step};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FieldView, FormView};
use kit::journal::{Entry, reading};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit, Words};
use statutes::payment::{Stage, State, in_capitals};

/// Entries of one bill that are shown at most.
const ENTRIES_MAX: u32 = 200;

#[derive(Template)]
#[template(path = "payments/pages/show.html")]
struct ShowPage {
    chrome: Chrome,
    number: String,
    case: String,
    stage: String,
    amount: String,
    capitals: String,
    owed: String,
    form: FormView,
    forms: Vec<ActForm>,
    facts: Vec<Fact>,
    lines: Vec<(u64, String, String)>,
    payment: Vec<Fact>,
    may_print: bool,
    may_unmask: bool,
    is_clear: bool,
    look: FieldView,
    steps: Vec<Step>,
}

/// A bill with its entries and what else its account owes.
pub(in crate::payments) struct Loaded {
    pub(in crate::payments) held: Held,
    pub(in crate::payments) entries: Vec<Entry>,
    pub(in crate::payments) owed: (i64, i64),
}

/// A bill of the visitor's centre.
pub(in crate::payments) async fn load(visit: &Visit, number: &str) -> Result<Loaded, HallError> {
    let (centre, number) = (visit.centre()?, number.to_owned());
    visit
        .read(move |read| {
            let held = store::find(read, centre, &number)?.ok_or_else(|| unknown(&number))?;
            let entries = reading::of_subject(read, centre, &subject(&number), 0, ENTRIES_MAX)?;
            let owed = store::owed(read, centre, &held)?;
            Ok(Loaded { held, entries, owed })
        })
        .await
}

/// The bill.
pub(in crate::payments) async fn show(
    visit: Visit,
    Path(number): Path<String>,
) -> Result<Response, HallError> {
    page(&visit, &number, Again::default(), StatusCode::OK).await
}

/// The page, as it stands or with what was refused.
pub(in crate::payments) async fn page(
    visit: &Visit,
    number: &str,
    again: Again,
    status: StatusCode,
) -> Result<Response, HallError> {
    let Loaded { held, entries, owed } = load(visit, number).await?;
    let (words, bill) = (visit.words(), &held.bill);
    let typed = Typed { data: &again.data, errors: &again.errors, words };
    let title = view::line(&held, words).what;
    let is_paid = matches!(bill.stage(), Stage::Paid);
    visit.page_with(
        status,
        &ShowPage {
            chrome: visit.chrome(title, Face::Office),
            number: held.number.clone(),
            case: held.billed.case.clone(),
            stage: words.phrase(&bill.stage().phrase()).to_owned(),
            amount: words.money(bill.amount.get()),
            capitals: in_capitals(bill.amount),
            owed: owing(owed, words),
            form: FormView::new("", visit, &again.errors).version(held.version),
            forms: opened(forms(visit, &held, &typed), &again.open),
            facts: facts(visit, &held, &again)?,
            lines: lines(&held.billed, words)?,
            payment: payment(&held, words),
            may_print: is_paid && visit.may(Power::TakePayments),
            may_unmask: visit.may(Power::UnmaskPersons) && !again.clear,
            is_clear: again.clear,
            look: typed.field("look_reason", "理由（记入台账）", "Reason (goes into the journal)"),
            steps: entries
                .iter()
                .rev()
                .map(|entry| Ok(step(entry, told(entry, words)?, words)))
                .collect::<Result<_, HallError>>()?,
        },
    )
}

/// What else the account owes, in words; empty where it owes nothing.
pub(in crate::payments) fn owing((bills, amount): (i64, i64), words: Words) -> String {
    if bills == 0 {
        return String::new();
    }
    words.fill(
        "本户另有待缴账单 {} 张，欠 {}。",
        "The account owes {} more bills, {} together.",
        &[&bills, &words.money(amount)],
    )
}

/// What goes by use, step by step: units, price, what it comes to.
pub(in crate::payments) fn lines(
    billed: &Billed,
    words: Words,
) -> Result<Vec<(u64, String, String)>, HallError> {
    let tariff = billed.rate.tariff()?;
    let line = |it: &statutes::payment::Line| {
        let units = i64::try_from(it.units).unwrap_or(0);
        let fen = units.saturating_mul(it.price.get()).saturating_add(50) / 100;
        (it.units, it.price.to_string(), words.money(fen))
    };
    Ok(tariff.lines(billed.readings()).iter().map(line).collect())
}

fn facts(visit: &Visit, held: &Held, again: &Again) -> Result<Vec<Fact>, HallError> {
    let (words, it) = (visit.words(), &held.billed);
    let (account, payer) = if again.clear {
        in_clear(&it.who, &visit.hall.vault)?
    } else {
        (it.who.account_masked.clone(), it.who.payer_masked.clone())
    };
    let mut all = vec![
        fact(words.say("户号", "Account"), account),
        fact(words.say("缴费人", "Payer"), payer),
        fact(words.say("所属期", "Period"), it.period.clone()),
        fact(words.say("收费标准", "Rate"), view::charge(&it.rate, words)),
        fact(words.say("收费依据", "Legal basis"), it.rate.basis.clone()),
        fact(words.say("开单时间", "Made out at"), words.instant(held.opened_at_ms)),
    ];
    if let Some(readings) = it.readings() {
        let text = words.fill(
            "{} → {}（用量 {}）",
            "{} → {} (used: {})",
            &[&readings.before, &readings.after, &readings.used()],
        );
        all.push(fact(words.say("表数", "Readings"), text));
    }
    if !it.note.is_empty() {
        all.push(fact(words.say("说明", "Remark"), it.note.clone()));
    }
    Ok(all)
}

fn payment(held: &Held, words: Words) -> Vec<Fact> {
    let (payment, voiding) = match &held.bill.state {
        State::Paid(payment) => (payment, None),
        State::Voided(payment, voiding) => (payment, Some(voiding)),
        State::Withdrawn(reason) => {
            return vec![fact(words.say("撤销理由", "Withdrawn because"), reason.clone())];
        }
        State::Open | State::Free => return Vec::new(),
    };
    let mut all = vec![
        fact(words.say("收据号", "Receipt"), held.receipt.clone()),
        fact(words.say("收款时间", "Paid at"), words.instant(held.paid_at_ms)),
        fact(words.say("收款方式", "Means"), words.phrase(&payment.means.phrase())),
        fact(words.say("实收", "Received"), words.money(payment.received.get())),
        fact(words.say("找零", "Change"), words.money(held.bill.change().get())),
    ];
    if !payment.reference.is_empty() {
        all.push(fact(words.say("交易流水号", "Transaction"), payment.reference.clone()));
    }
    if let Some(voiding) = voiding {
        all.push(fact(words.say("作废理由", "Void because"), voiding.reason.clone()));
    }
    all
}

fn forms(visit: &Visit, held: &Held, typed: &Typed<'_>) -> Vec<ActForm> {
    let words = typed.words;
    let form = |word: &'static str, (title, hint): (&str, &str), fields| ActForm {
        action: format!("/payments/{}/{word}", held.number),
        word,
        title: title.to_owned(),
        hint: hint.to_owned(),
        fields,
        is_open: false,
    };
    let (take, void) = (visit.may(Power::TakePayments), visit.may(Power::VoidPayments));
    let stage = held.bill.stage();
    let mut all = Vec::new();
    if take && stage == Stage::Open {
        let hint =
            words.say("留空即为账单金额；现金可多收找零", "empty: the amount; cash may be more");
        let fields = vec![
            (
                Kind::Select,
                typed.field("means", "收款方式", "Means").options(view::all_means(words)),
            ),
            (Kind::Text, typed.field("received", "实收（元）", "Received (CNY)").hint(hint)),
            (
                Kind::Text,
                typed.field("reference", "交易流水号（扫码、转账）", "Transaction number"),
            ),
        ];
        let told = words.say("一次缴清，不拆分收款。", "The bill is paid in full.");
        all.push(form("payment", (words.say("收款", "Take the money"), told), fields));
    }
    if take && matches!(stage, Stage::Open | Stage::Free) {
        let fields = vec![(Kind::Text, typed.field("withdraw_reason", "理由", "Why"))];
        let title = words.say("撤销账单", "Withdraw the bill");
        all.push(form("withdrawal", (title, ""), fields));
    }
    if void && stage == Stage::Paid {
        let fields = vec![(Kind::Text, typed.field("void_reason", "理由", "Why"))];
        let told = words.say(
            "收款人本人不能作废。款项当日原路退回，计入当日日结。",
            "Not by whoever took the money. It goes back today, and stands in today's figures.",
        );
        all.push(form("voiding", (words.say("作废收据", "Void the receipt"), told), fields));
    }
    all
}

/// What an entry says.
fn told(entry: &Entry, words: Words) -> Result<(String, String), HallError> {
    use crate::payments::events as deeds;
    let (what, note) = match entry.verb() {
        "billed" => (deeds::BILLED, words.money(entry.facts::<Billed>()?.amount)),
        "paid" => {
            let paid = entry.facts::<Paid>()?;
            (deeds::PAID, format!("{} · {}", paid.receipt, view::means(&paid.means, words)))
        }
        "voided" => (deeds::VOIDED, entry.facts::<Voided>()?.reason),
        "withdrawn" => (deeds::WITHDRAWN, entry.facts::<Reasoned>()?.reason),
        "unmasked" => (deeds::UNMASKED, entry.facts::<Reasoned>()?.reason),
        _ => (deeds::PRINTED, entry.facts::<Made>()?.paper),
    };
    Ok((words.phrase(&what.1).to_owned(), note))
}
