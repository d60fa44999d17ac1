//! What was typed, as an act: forms and programs say the same, under the same names.

use super::actions::{NewBill, Taken};
use super::record::{ChargeRecord, PayeeRecord, TariffRecord, WhoFile};
use crate::acting::Reader;
use kit::form::{FormData, FormErrors};
use kit::privacy::Vault;
use kit::{HallError, Phrase};
use rulebook::Fen;
use rulebook::item::FenFault;
use rulebook::person::{NameFault, PersonName};
use statutes::payment::{Counted, Means, Price, Refusal, Rhythm, Unit};

const ACCOUNT: &str = "payments.account";
const PAYER: &str = "payments.payer";

/// Steps of a price that a form has room for.
pub(super) const STEPS: usize = 3;

/// Account number and payer, sealed and masked; what is wrong stands at `account` and `payer`.
pub fn who(account: &str, payer: &str, vault: &Vault, errors: &mut FormErrors) -> WhoFile {
    let mut file = WhoFile::default();
    match account_number(account) {
        Some(number) => {
            file.account_mark = vault.fingerprint("payment-account", &number);
            file.account_masked = masked(&number);
            file.account = vault.seal(&number, ACCOUNT);
        }
        None => errors.add(
            "account",
            Phrase::of(
                "请填写户号或参保号：字母和数字，4至30位。",
                "Give the account number: letters and figures, 4 to 30 of them.",
            ),
        ),
    }
    let name = PersonName::parse(payer).map_err(NameFault::phrase);
    if let Some(name) = errors.take("payer", name) {
        file.payer_masked = name.masked();
        file.payer = vault.seal(name.as_str(), PAYER);
    }
    file
}

/// An account number without blanks and dashes, in capitals.
fn account_number(typed: &str) -> Option<String> {
    let is_filling = |it: &char| it.is_whitespace() || *it == '-';
    let number: String = typed.trim().chars().filter(|it| !is_filling(it)).take(31).collect();
    let number = number.to_ascii_uppercase();
    let fits = number.bytes().all(|it| it.is_ascii_alphanumeric());
    (fits && (4..=30).contains(&number.len())).then_some(number)
}

/// The last four signs stay.
fn masked(number: &str) -> String {
    let hidden = number.len().saturating_sub(4);
    format!("{}{}", "*".repeat(hidden.min(8)), &number[hidden..])
}

/// The blind index of an account as typed into a search; none where it is no account.
pub(super) fn mark_of(typed: &str, vault: &Vault) -> Option<String> {
    account_number(typed).map(|number| vault.fingerprint("payment-account", &number))
}

/// Account and payer in clear; the caller has journalled why.
///
/// # Errors
/// Where the key is missing.
pub(super) fn opened(file: &WhoFile, vault: &Vault) -> Result<(String, String), HallError> {
    Ok((vault.open(&file.account, ACCOUNT)?, vault.open(&file.payer, PAYER)?))
}

/// An amount, or nothing where nothing is typed.
fn amount(it: &mut Reader<'_>, name: &str) -> Option<Fen> {
    if it.text(name).is_empty() {
        return None;
    }
    let parsed = Fen::parse(&it.text(name)).map_err(FenFault::phrase);
    it.errors.take(name, parsed)
}

/// A bill as typed.
///
/// # Errors
/// `Invalid` where something is not said or not right.
pub(super) fn new_bill(data: &FormData, vault: &Vault) -> Result<NewBill, HallError> {
    let mut it = Reader::new(data);
    let who = who(data.text("account"), data.text("payer"), vault, &mut it.errors);
    let (before, after) = (it.text("before"), it.text("after"));
    let readings = match (before.parse(), after.parse()) {
        _ if before.is_empty() && after.is_empty() => None,
        (Ok(before), Ok(after)) => Some((before, after)),
        (before, _) => {
            let field = if before.is_err() { "before" } else { "after" };
            it.errors.add(field, Refusal::ReadingsMissing.phrase());
            None
        }
    };
    let new = NewBill {
        tariff: it.text("tariff"),
        who,
        period: it.text("period"),
        readings,
        note: it.text("note"),
        case: it.text("case"),
    };
    it.finished(new)
}

/// Money as typed.
///
/// # Errors
/// `Invalid` where the amount or the means cannot be read.
pub(super) fn taken(data: &FormData) -> Result<Taken, HallError> {
    let mut it = Reader::new(data);
    let means = it.chosen("means", Means::from_word, Means::Cash);
    let received = amount(&mut it, "received");
    let reference = if means == Means::Cash { String::new() } else { it.text("reference") };
    it.finished(Taken { means, reference, received })
}

/// What was counted, as typed.
///
/// # Errors
/// `Invalid` where the cash cannot be read.
pub(super) fn counted(data: &FormData) -> Result<Counted, HallError> {
    let mut it = Reader::new(data);
    let cash = Fen::parse(&it.text("counted")).map_err(FenFault::phrase);
    let cash = it.errors.take("counted", cash).unwrap_or_default();
    let (explanation, handed_to) = (it.text("explanation"), it.text("handed_to"));
    it.finished(Counted { cash, explanation, handed_to })
}

/// A payee as typed.
pub(super) fn payee(data: &FormData) -> PayeeRecord {
    let it = Reader::new(data);
    let item = it.text("item").split_whitespace().next().unwrap_or_default().to_uppercase();
    PayeeRecord { name: it.text("name"), name_english: it.text("name_english"), item }
}

/// A rate as typed: free, fixed, or up to three steps of a price.
///
/// # Errors
/// `Invalid` where something is not said or not right.
pub(super) fn tariff(data: &FormData) -> Result<TariffRecord, HallError> {
    let mut it = Reader::new(data);
    let rhythm = it.chosen("rhythm", Rhythm::from_word, Rhythm::Monthly);
    let charge = match data.text("charge") {
        "free" => ChargeRecord::Free,
        "fixed" => {
            let fen = amount(&mut it, "fixed").unwrap_or_default();
            ChargeRecord::Fixed { fen: fen.get() }
        }
        "metered" => {
            let unit = it.chosen("unit", Unit::from_word, Unit::CubicMetre);
            ChargeRecord::Metered { unit: unit.word().to_owned(), steps: steps(&mut it) }
        }
        _ => {
            it.errors.add("charge", Phrase::of("请选择计费方式。", "Choose what is charged."));
            ChargeRecord::Free
        }
    };
    if it.text("tariff_name").is_empty() {
        let fault = Phrase::of("请填写收费项目名称。", "Say what it is for.");
        it.errors.add("tariff_name", fault);
    }
    let record = TariffRecord {
        name: it.text("tariff_name"),
        name_english: it.text("tariff_english"),
        basis: it.text("basis"),
        rhythm: rhythm.word().to_owned(),
        charge,
        from: it.day("from"),
        until: it.day_if_any("until"),
    };
    it.finished(record)
}

fn steps(it: &mut Reader<'_>) -> Vec<(Option<u64>, i64)> {
    let mut steps = Vec::new();
    for place in 1..=STEPS {
        let (price, upto) = (format!("price_{place}"), format!("upto_{place}"));
        if it.text(&price).is_empty() && it.text(&upto).is_empty() {
            continue;
        }
        let parsed = Price::parse(&it.text(&price)).map_err(Refusal::phrase);
        let value = it.errors.take(&price, parsed).map_or(0, Price::get);
        let bound = it.text(&upto);
        let bound = if bound.is_empty() { None } else { Some(bound.parse::<u64>()) };
        if matches!(bound, Some(Err(_))) {
            it.errors.add(&upto, Refusal::StepsDisordered.phrase());
        }
        steps.push((bound.and_then(Result::ok), value));
    }
    steps
}
