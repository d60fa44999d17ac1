//! What pages and the API show of the register, in the reader's language.

use crate::acting::options;
use crate::registers::draft::FIELDS;
use crate::registers::persons::{sex_of, sex_word};
use crate::registers::record::{HouseholdFile, LineFile, MemberFile};
use crate::registers::store::{Held, HeldHousehold};
use crate::timeline::{Fact, fact};
use kit::form::OptionView;
use kit::privacy::Vault;
use kit::{HallError, Phrase, Words};
use rulebook::person::Sex;
use statutes::household::{HouseholdKind, Item, Leaving, Relation};

/// The phrase behind a word, or the word itself.
fn said(found: Option<Phrase>, word: &str, words: Words) -> String {
    found.map_or_else(|| word.to_owned(), |it| words.phrase(&it).to_owned())
}

/// How somebody is related to the head.
pub(in crate::registers) fn relation(word: &str, words: Words) -> String {
    said(Relation::from_word(word).map(Relation::phrase), word, words)
}

/// What is applied for.
pub(in crate::registers) fn item(word: &str, words: Words) -> String {
    said(Item::from_word(word).map(Item::phrase), word, words)
}

/// The kind of a household.
pub(in crate::registers) fn kind(word: &str, words: Words) -> String {
    said(HouseholdKind::from_word(word).map(HouseholdKind::phrase), word, words)
}

/// A sex.
pub(in crate::registers) fn sex(word: &str, words: Words) -> String {
    said(sex_of(word).map(Sex::phrase), word, words)
}

/// Why somebody is gone.
pub(in crate::registers) fn leaving(word: &str, words: Words) -> String {
    said(Leaving::from_word(word).map(Leaving::phrase), word, words)
}

/// Relations but that of the head, as choices.
pub(in crate::registers) fn relations(words: Words) -> Vec<OptionView> {
    let others = Relation::ALL.iter().filter(|it| **it != Relation::Head);
    options(others.map(|it| (it.word(), it.phrase())), words)
}

/// Sexes as choices.
pub(in crate::registers) fn sexes(words: Words) -> Vec<OptionView> {
    options([Sex::Male, Sex::Female].iter().map(|it| (sex_word(*it), it.phrase())), words)
}

/// Fields that may be corrected, as choices.
pub(in crate::registers) fn fields(words: Words) -> Vec<OptionView> {
    options(FIELDS.into_iter(), words)
}

/// Members who are there now, as choices.
pub(in crate::registers) fn members(file: &HouseholdFile, words: Words) -> Vec<OptionView> {
    let option = |it: &MemberFile| {
        let relation = relation(&it.relation, words);
        OptionView::new(it.key.to_string(), format!("{} · {relation}", it.person.name.masked))
    };
    file.present().map(option).collect()
}

fn label(about: &str, words: Words) -> &'static str {
    let (zh, en) = match about {
        "member" => ("成员", "Member"),
        "name" => ("姓名", "Name"),
        "identity" => ("公民身份号码", "Identity number"),
        "born" => ("出生日期", "Born"),
        "sex" => ("性别", "Sex"),
        "relation" => ("与户主关系", "Relation"),
        "standing" => ("注销原因", "Left because"),
        "on" => ("日期", "Day"),
        "address" => ("地址", "Address"),
        "place" => ("迁自或迁往", "From or to"),
        "kind" => ("户别", "Kind"),
        _ => ("户号", "Household"),
    };
    words.say(zh, en)
}

/// A line of an entry as a fact; in clear where that was allowed.
pub(in crate::registers) fn line(
    it: &LineFile,
    (vault, is_clear): (&Vault, bool),
    words: Words,
) -> Result<Fact, HallError> {
    let text = match it.about.as_str() {
        _ if it.word.is_empty() => it.text.shown(vault, is_clear)?,
        "relation" => relation(&it.word, words),
        "sex" => sex(&it.word, words),
        "standing" => leaving(&it.word, words),
        "kind" => kind(&it.word, words),
        _ => it.word.clone(),
    };
    Ok(fact(label(&it.about, words), text))
}

/// An application as a row.
pub(in crate::registers) struct Line {
    pub(in crate::registers) number: String,
    pub(in crate::registers) opened: String,
    pub(in crate::registers) item: String,
    pub(in crate::registers) household: String,
    pub(in crate::registers) who: String,
    pub(in crate::registers) happened_on: String,
    pub(in crate::registers) is_late: bool,
    pub(in crate::registers) stage: String,
}

/// An application as a row.
pub(in crate::registers) fn row(held: &Held, words: Words) -> Line {
    let person = held.filed.change.person.as_ref();
    Line {
        number: held.number.clone(),
        opened: words.instant(held.opened_at_ms),
        item: item(&held.filed.item, words),
        household: held.household.clone(),
        who: person.map(|it| it.name.masked.clone()).unwrap_or_default(),
        happened_on: words.date(held.filed.happened_on),
        is_late: held.filed.is_late,
        stage: words.phrase(&held.application.stage().phrase()).to_owned(),
    }
}

/// A household as a row.
pub(in crate::registers) struct HouseholdLine {
    pub(in crate::registers) number: String,
    pub(in crate::registers) kind: String,
    pub(in crate::registers) head: String,
    pub(in crate::registers) address: String,
    pub(in crate::registers) members: usize,
    pub(in crate::registers) state: &'static str,
}

/// A household as a row.
pub(in crate::registers) fn household(held: &HeldHousehold, words: Words) -> HouseholdLine {
    let state = if held.is_closed {
        words.say("已销户", "closed")
    } else {
        words.say("在册", "on the register")
    };
    HouseholdLine {
        number: held.number.clone(),
        kind: kind(&held.file.kind, words),
        head: held.file.head().map(|it| it.person.name.masked.clone()).unwrap_or_default(),
        address: held.file.address.masked.clone(),
        members: held.file.present().count(),
        state,
    }
}
