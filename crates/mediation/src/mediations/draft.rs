//! What was typed, as an act: forms and programs say the same, under the same names.

use super::actions::{Deed, NewMediation};
use super::party::{BOTH_SIDES, Typed, read, seal_text};
use jiff::civil::Date;
use kit::form::{FormData, FormErrors};
use kit::privacy::Vault;
use kit::{HallError, Phrase};
use rulebook::mediation::{
    About, Choice, Consent, Dispute, Form, Mediator, Origin, Performance, Refusal, Ruling, Side,
    Way, Why,
};

/// Acts of pages: the address, and the act it names.
pub(super) const ACTS: [(&str, &str); 12] = [
    ("/mediations/{number}/consents", "consents"),
    ("/mediations/{number}/mediators", "mediators"),
    ("/mediations/{number}/sessions", "sessions"),
    ("/mediations/{number}/session-records", "session-records"),
    ("/mediations/{number}/session-cancellations", "session-cancellations"),
    ("/mediations/{number}/agreement", "agreement"),
    ("/mediations/{number}/performance", "performance"),
    ("/mediations/{number}/revisits", "revisits"),
    ("/mediations/{number}/confirmation", "confirmation"),
    ("/mediations/{number}/ruling", "ruling"),
    ("/mediations/{number}/termination", "termination"),
    ("/mediations/{number}/archive", "archive"),
];

/// Keys of the parties that a form has room for.
pub(super) const PARTIES: [(&str, Side); 4] =
    [("A1", Side::One), ("B1", Side::Other), ("A2", Side::One), ("B2", Side::Other)];

/// Terms of an agreement that are read at most.
pub(super) const TERMS_MAX: usize = 20;

/// Texts at most.
const TEXT_MAX: usize = 4_000;

/// A fault at a field where nothing that is known was chosen.
const CHOOSE: Phrase = Phrase::of("请选择一项。", "Choose one.");
const NO_DAY: Phrase = Phrase::of("请填写日期，如 2026-11-30。", "Give a day, as in 2026-11-30.");
const NO_TIME: Phrase = Phrase::of("请填写时间，如 09:30。", "Give a time, as in 09:30.");

struct Reader<'a> {
    data: &'a FormData,
    vault: &'a Vault,
    errors: FormErrors,
}

impl Reader<'_> {
    fn text(&self, name: &str) -> String {
        self.data.text(name).trim().chars().take(TEXT_MAX).collect()
    }

    fn sealed(&self, name: &str) -> String {
        seal_text(self.vault, &self.text(name))
    }

    fn all(&self, name: &str) -> Vec<String> {
        self.data.all(name).into_iter().map(ToOwned::to_owned).collect()
    }

    /// The value of a word, or a stand-in and a fault at the field.
    fn chosen<T: Copy>(&mut self, name: &str, from: fn(&str) -> Option<T>, stand_in: T) -> T {
        let found = from(self.data.text(name));
        if found.is_none() {
            self.errors.add(name, CHOOSE);
        }
        found.unwrap_or(stand_in)
    }

    fn day(&mut self, name: &str) -> Date {
        let found = self.data.text(name).trim().parse();
        if found.is_err() {
            self.errors.add(name, NO_DAY);
        }
        found.unwrap_or(Date::ZERO)
    }

    fn minute(&mut self, name: &str) -> u16 {
        let found = minute_of(self.data.text(name));
        if found.is_none() {
            self.errors.add(name, NO_TIME);
        }
        found.unwrap_or_default()
    }

    fn number(&mut self, name: &str) -> u16 {
        let found = self.data.text(name).parse().ok();
        if found.is_none() {
            self.errors.add(name, CHOOSE);
        }
        found.unwrap_or_default()
    }

    /// Terms whose words are there, and what their days lack.
    fn terms(&mut self) -> Vec<(String, String, Date)> {
        let mut terms = Vec::new();
        for place in 1..=TERMS_MAX {
            let words = self.sealed(&format!("term_{place}"));
            if !words.is_empty() {
                let day = self.day(&format!("due_{place}"));
                terms.push((words, self.text(&format!("by_{place}")), day));
            }
        }
        terms
    }

    fn finished<T>(self, value: T) -> Result<T, HallError> {
        if self.errors.is_empty() { Ok(value) } else { Err(HallError::Invalid(self.errors)) }
    }
}

/// The minute of the day of `09:30`.
fn minute_of(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once(':')?;
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

/// The act that a word names, with what was typed.
///
/// # Errors
/// `NotFound` for an act nobody knows; `Invalid` where something is not said.
pub(super) fn deed(word: &str, data: &FormData, vault: &Vault) -> Result<Deed, HallError> {
    let mut it = Reader { data, vault, errors: FormErrors::new() };
    let deed = match word {
        "consents" => {
            let consent = it.chosen("consent", Consent::from_word, Consent::Awaited);
            Deed::Hear(it.text("party"), consent)
        }
        "mediators" => {
            let choice = it.chosen("choice", Choice::from_word, Choice::Parties);
            let names = it.text("mediators");
            let names = names.split(['、', '，', ',', '；', ';', '\n']).map(str::trim);
            let named = names.filter(|name| !name.is_empty());
            Deed::Name(named.map(|name| Mediator { name: name.to_owned() }).collect(), choice)
        }
        "sessions" => Deed::Set(it.day("day"), it.minute("time"), it.text("place")),
        "session-records" => Deed::Hold(it.number("session"), it.all("came"), it.sealed("record")),
        "session-cancellations" => Deed::CallOff(it.number("called_off"), it.text("reason")),
        "agreement" => {
            let form = it.chosen("form", Form::from_word, Form::Written);
            let terms = it.terms();
            Deed::Agree(form, terms, it.all("signed"), it.day("revisit_on"))
        }
        "performance" => {
            let outcome = it.chosen("outcome", Performance::from_word, Performance::None);
            Deed::Perform(it.number("term"), outcome, it.sealed("told"))
        }
        "revisits" => {
            let finding = it.chosen("finding", Performance::from_word, Performance::None);
            Deed::Revisit(finding, it.sealed("said"))
        }
        "confirmation" => Deed::AskConfirmation,
        "ruling" => {
            let ruling = it.chosen("ruling", Ruling::from_word, Ruling::Dismissed);
            Deed::Rule(ruling, it.text("document"))
        }
        "termination" => {
            let ways = it.all("ways").iter().filter_map(|word| Way::from_word(word)).collect();
            Deed::End(it.chosen("why", Why::from_word, Why::Failed), ways)
        }
        "archive" => Deed::Archive,
        _ => return Err(HallError::not_found("没有这个动作。", "There is no such act.")),
    };
    it.finished(deed)
}

/// A dispute as typed, its parties sealed; parties without a name are left out.
///
/// # Errors
/// `Invalid` where something is not said or not right.
pub(super) fn new_mediation(data: &FormData, vault: &Vault) -> Result<NewMediation, HallError> {
    let mut it = Reader { data, vault, errors: FormErrors::new() };
    let about = About {
        origin: it.chosen("origin", Origin::from_word, Origin::Written),
        dispute: it.chosen("dispute", Dispute::from_word, Dispute::Other),
        item: it.text("item").split_whitespace().next().unwrap_or_default().to_uppercase(),
        case: it.text("case"),
    };
    let matter = it.sealed("matter");
    if matter.is_empty() {
        it.errors.add("matter", Refusal::WordsMissing.phrase());
    }
    let mut parties = Vec::new();
    for (key, side) in PARTIES {
        let typed = |part: &str| data.text(&format!("{part}_{key}")).to_owned();
        let typed =
            Typed { name: typed("name"), phone: typed("phone"), identity: typed("identity") };
        let is_empty =
            [&typed.name, &typed.phone, &typed.identity].iter().all(|text| text.trim().is_empty());
        if !is_empty {
            parties.push(read((key, side), &typed, vault, &mut it.errors));
        } else if key.ends_with('1') {
            it.errors.add(format!("name_{key}"), BOTH_SIDES);
        }
    }
    it.finished(NewMediation { about, matter, parties })
}
