//! What was typed, as an act: forms and programs say the same, under the same names.

use super::actions::{Deed, NewApplication};
use super::persons::{self, Numbered, Sealed};
use super::record::ChangeFile;
use crate::acting::Reader;
use kit::form::FormData;
use kit::privacy::Vault;
use kit::{HallError, Phrase};
use rulebook::person::{IdentityFault, IdentityNumber, NameFault, PersonName};
use statutes::household::{Answer, HouseholdKind, Item, Refusal, Relation};

/// Fields of a person that a correction may change, and what people call them.
pub(super) const FIELDS: [(&str, Phrase); 4] = [
    ("name", Phrase::of("姓名", "name")),
    ("identity", Phrase::of("公民身份号码（连同出生日期、性别）", "identity number, born, sex")),
    ("relation", Phrase::of("与户主关系", "relation to the head")),
    ("address", Phrase::of("户的地址", "address of the household")),
];

fn content(it: &mut Reader<'_>, name: &str) -> String {
    let text = it.text(name);
    if text.is_empty() {
        it.errors.add(name, Refusal::ContentMissing.phrase());
    }
    text
}

fn relation(it: &mut Reader<'_>) -> String {
    it.chosen("relation", Relation::from_word, Relation::Other).word().to_owned()
}

fn member(it: &mut Reader<'_>, name: &str) -> u16 {
    let found = it.data.text(name).parse().ok();
    if found.is_none() {
        it.errors.add(name, Refusal::UnknownMember.phrase());
    }
    found.unwrap_or_default()
}

/// An application as typed.
///
/// # Errors
/// `Invalid` where something is not said or not right.
pub(super) fn new_application(data: &FormData, vault: &Vault) -> Result<NewApplication, HallError> {
    let mut it = Reader::new(data);
    let item = it.chosen("for", Item::from_word, Item::Birth);
    let household = if item == Item::Founding { String::new() } else { it.text("household") };
    if item != Item::Founding && household.is_empty() {
        it.errors.add("household", Phrase::of("请填写户号。", "Give the number of the household."));
    }
    let code = it.text("code").split_whitespace().next().unwrap_or_default().to_uppercase();
    let new = NewApplication {
        item,
        household,
        happened_on: it.day("happened_on"),
        late_reason: it.text("late_reason"),
        code,
        case: it.text("case"),
        change: change(item, &mut it, vault),
    };
    it.finished(new)
}

fn change(item: Item, it: &mut Reader<'_>, vault: &Vault) -> ChangeFile {
    let mut file = ChangeFile::default();
    match item {
        Item::Founding => {
            file.person = Some(persons::read(it, vault, (Numbered::Yes, "born")));
            let kind = it.chosen("kind", HouseholdKind::from_word, HouseholdKind::Family);
            kind.word().clone_into(&mut file.kind);
            file.text = persons::address(vault, &content(it, "address"));
        }
        Item::Birth => {
            file.person = Some(persons::read(it, vault, (Numbered::Newborn, "happened_on")));
            file.relation = relation(it);
        }
        Item::MoveIn => {
            file.person = Some(persons::read(it, vault, (Numbered::Yes, "born")));
            file.relation = relation(it);
            file.text = persons::address(vault, &content(it, "place"));
        }
        Item::Death => file.member = member(it, "member"),
        Item::MoveOut => {
            file.member = member(it, "member");
            file.text = persons::address(vault, &content(it, "place"));
        }
        Item::Correction => correction(it, vault, &mut file),
        Item::Head => {
            file.member = member(it, "member");
            file.relation = relation(it);
        }
        Item::Split => {
            file.members = it.data.all("members").iter().filter_map(|it| it.parse().ok()).collect();
            file.head = member(it, "head");
            file.text = persons::address(vault, &content(it, "address"));
        }
    }
    file
}

fn correction(it: &mut Reader<'_>, vault: &Vault, file: &mut ChangeFile) {
    file.member = member(it, "member");
    it.data.text("field").clone_into(&mut file.field);
    match it.data.text("field") {
        "relation" => file.relation = relation(it),
        "address" => file.text = persons::address(vault, &content(it, "value")),
        "name" => {
            let name = PersonName::parse(it.data.text("value")).map_err(NameFault::phrase);
            if let Some(name) = it.errors.take("value", name) {
                file.text = Sealed::of(vault, name.as_str(), name.masked());
            }
        }
        "identity" => {
            let parsed = IdentityNumber::parse(it.data.text("value"));
            let parsed = parsed.map_err(IdentityFault::phrase);
            if let Some(number) = it.errors.take("value", parsed) {
                file.renumbered = Some(persons::renumbered(&number, vault));
            }
        }
        _ => it.errors.add("field", Phrase::of("请选择要更正的项目。", "Choose what to correct.")),
    }
}

/// The act that a word names, with what was typed.
///
/// # Errors
/// `NotFound` for an act nobody knows; `Invalid` where something is not said.
pub(super) fn deed(word: &str, data: &FormData) -> Result<Deed, HallError> {
    let mut it = Reader::new(data);
    let deed = match word {
        "papers" => Deed::Check(data.all("papers").into_iter().map(ToOwned::to_owned).collect()),
        "sending" => Deed::Send(it.text("reference")),
        "answer" => {
            let answer = it.chosen("answer", Answer::from_word, Answer::Refused);
            Deed::Answer(answer, it.text("answer_words"))
        }
        "entry" => Deed::Enter,
        "refusal" => Deed::Refuse(it.text("refusal_reason")),
        "withdrawal" => Deed::Withdraw(it.text("withdrawal_reason")),
        _ => return Err(HallError::not_found("没有这个动作。", "There is no such act.")),
    };
    it.finished(deed)
}
