//! What pages and the API show of payments, in the reader's language.

use crate::payments::record::{ChargeRecord, TariffRecord};
use crate::payments::store::{DayFigures, Held, Payee};
use kit::Words;
use kit::form::OptionView;
use statutes::payment::{Means, Price, Rhythm, Stage, Unit};

/// A line of the list.
pub(in crate::payments) struct Line {
    pub(in crate::payments) number: String,
    pub(in crate::payments) opened: String,
    pub(in crate::payments) what: String,
    pub(in crate::payments) who: String,
    pub(in crate::payments) period: String,
    pub(in crate::payments) amount: String,
    pub(in crate::payments) stage: String,
    pub(in crate::payments) receipt: String,
}

/// A bill as a line.
pub(in crate::payments) fn line(held: &Held, words: Words) -> Line {
    let it = &held.billed;
    Line {
        number: held.number.clone(),
        opened: words.instant(held.opened_at_ms),
        what: format!(
            "{} · {}",
            words.phrase(&it.payee_named.phrase()),
            words.phrase(&it.rate.phrase())
        ),
        who: format!("{} {}", it.who.payer_masked, it.who.account_masked),
        period: it.period.clone(),
        amount: words.money(held.bill.amount.get()),
        stage: words.phrase(&held.bill.stage().phrase()).to_owned(),
        receipt: held.receipt.clone(),
    }
}

/// What a rate charges, in words: `2.10 元/立方米（18 及以下）…`, `不收费`.
pub(in crate::payments) fn charge(record: &TariffRecord, words: Words) -> String {
    match &record.charge {
        ChargeRecord::Free => words.phrase(&Stage::Free.phrase()).to_owned(),
        ChargeRecord::Fixed { fen } => {
            let rhythm = rhythm(record, words);
            words.fill("{}（{}）", "{} ({})", &[&words.money(*fen), &rhythm])
        }
        ChargeRecord::Metered { unit, steps } => {
            let unit = Unit::from_word(unit).map(Unit::phrase);
            let unit = unit.map(|it| words.phrase(&it).to_owned()).unwrap_or_default();
            let step = |(upto, price): &(Option<u64>, i64)| {
                let price = Price::new(*price).to_string();
                match upto {
                    Some(upto) => words.fill(
                        "{} 元/{}（至 {}）",
                        "CNY {} per {} (up to {})",
                        &[&price, &unit, upto],
                    ),
                    None => words.fill("{} 元/{}", "CNY {} per {}", &[&price, &unit]),
                }
            };
            let steps: Vec<String> = steps.iter().map(step).collect();
            steps.join(words.say("，", ", "))
        }
    }
}

/// How often a rate is charged.
pub(in crate::payments) fn rhythm(record: &TariffRecord, words: Words) -> String {
    let found = Rhythm::from_word(&record.rhythm).map(Rhythm::phrase);
    found.map(|it| words.phrase(&it).to_owned()).unwrap_or_default()
}

/// When a rate is in force.
pub(in crate::payments) fn force(record: &TariffRecord, words: Words) -> String {
    let from = words.date(record.from);
    match record.until {
        Some(until) => words.fill("{} 至 {}", "{} to {}", &[&from, &words.date(until)]),
        None => words.fill("{} 起", "since {}", &[&from]),
    }
}

/// How money came in.
pub(in crate::payments) fn means(word: &str, words: Words) -> String {
    let found = Means::from_word(word).map(Means::phrase);
    found.map(|it| words.phrase(&it).to_owned()).unwrap_or_default()
}

/// Means of payment as choices.
pub(in crate::payments) fn all_means(words: Words) -> Vec<OptionView> {
    crate::acting::options(Means::ALL.iter().map(|it| (it.word(), it.phrase())), words)
}

/// A total as a row of the day sheet.
pub(in crate::payments) struct TotalRow {
    pub(in crate::payments) payee: String,
    pub(in crate::payments) means: String,
    pub(in crate::payments) receipts: i64,
    pub(in crate::payments) taken: String,
    pub(in crate::payments) voidings: i64,
    pub(in crate::payments) given_back: String,
    pub(in crate::payments) net: String,
}

/// The totals of a day by payee and means.
pub(in crate::payments) fn totals(
    figures: &DayFigures,
    payees: &[Payee],
    words: Words,
) -> Vec<TotalRow> {
    let named = |key: &str| {
        let found = payees.iter().find(|it| it.key == key);
        found.map_or_else(|| key.to_owned(), |it| words.phrase(&it.record.phrase()).to_owned())
    };
    let row = |it: &crate::payments::record::Total| TotalRow {
        payee: named(&it.payee),
        means: means(&it.means, words),
        receipts: it.receipts,
        taken: words.money(it.taken),
        voidings: it.voidings,
        given_back: words.money(it.given_back),
        net: words.money(it.net()),
    };
    figures.totals.iter().map(row).collect()
}
