//! Who is registered (户内成员): sealed and masked, found again by the blind index of the number.

use crate::acting::Reader;
use jiff::civil::Date;
use kit::privacy::Vault;
use kit::{HallError, Phrase};
use rulebook::person::{IdentityFault, IdentityNumber, NameFault, PersonName, Sex};
use serde::{Deserialize, Serialize};
use statutes::household::check_number;

const PLACE: &str = "registers.text";

/// A text of a person: what is shown, and sealed in full.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sealed {
    pub(super) masked: String,
    pub(super) sealed: String,
}

impl Sealed {
    /// Seals a text that is shown masked.
    pub(super) fn of(vault: &Vault, text: &str, masked: String) -> Self {
        Self { masked, sealed: vault.seal(text, PLACE) }
    }

    /// In clear; the caller has journalled why.
    ///
    /// # Errors
    /// Where the key is missing.
    pub(super) fn open(&self, vault: &Vault) -> Result<String, HallError> {
        vault.open(&self.sealed, PLACE)
    }

    /// What is shown: in clear where that was allowed, else masked.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub(super) fn shown(&self, vault: &Vault, is_clear: bool) -> Result<String, HallError> {
        if is_clear { self.open(vault) } else { Ok(self.masked.clone()) }
    }
}

/// A person of the register, sealed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PersonFile {
    pub(super) name: Sealed,
    /// Empty for a newborn who has no number yet.
    pub(super) identity: Sealed,
    /// Blind index of the number; empty as it is.
    pub(super) mark: String,
    pub(super) born: Sealed,
    /// `male` or `female`.
    pub(super) sex: String,
}

/// The word of a sex.
pub(super) fn sex_word(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "male",
        Sex::Female => "female",
    }
}

/// The sex of a word.
pub(super) fn sex_of(word: &str) -> Option<Sex> {
    [Sex::Male, Sex::Female].into_iter().find(|it| sex_word(*it) == word)
}

/// The blind index of an identity number as typed; none where it is none.
pub(super) fn mark_of(typed: &str, vault: &Vault) -> Option<String> {
    let number = IdentityNumber::parse(typed).ok()?;
    Some(vault.fingerprint("identity", number.as_str()))
}

/// An address with its last part hidden.
pub(super) fn address(vault: &Vault, text: &str) -> Sealed {
    let shown: String = text.chars().take(6).collect();
    Sealed::of(vault, text, format!("{shown}****"))
}

fn dated(vault: &Vault, born: Date) -> Sealed {
    Sealed::of(vault, &born.to_string(), format!("{}-**-**", born.year()))
}

/// Whether a person has to bring a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbered {
    /// Everybody who was registered before.
    Yes,
    /// A newborn, who gets one.
    Newborn,
}

/// A person as typed: name, identity, born, sex; number and person have to agree.
pub(super) fn read(
    it: &mut Reader<'_>,
    vault: &Vault,
    (numbered, born_field): (Numbered, &str),
) -> PersonFile {
    let mut file = PersonFile::default();
    let name = PersonName::parse(it.data.text("name")).map_err(NameFault::phrase);
    if let Some(name) = it.errors.take("name", name) {
        file.name = Sealed::of(vault, name.as_str(), name.masked());
    }
    let born = it.day(born_field);
    file.born = dated(vault, born);
    let sex = sex_of(it.data.text("sex"));
    match sex {
        Some(sex) => sex_word(sex).clone_into(&mut file.sex),
        None => it.errors.add("sex", Phrase::of("请选择性别。", "Choose the sex.")),
    }
    if it.text("identity").is_empty() && numbered == Numbered::Newborn {
        return file;
    }
    let number = IdentityNumber::parse(it.data.text("identity")).map_err(IdentityFault::phrase);
    if let Some(number) = it.errors.take("identity", number) {
        if let Some(sex) = sex
            && let Err(refusal) = check_number(&number, born, sex)
        {
            it.errors.add("identity", refusal.phrase());
        }
        file.mark = vault.fingerprint("identity", number.as_str());
        file.identity = Sealed::of(vault, number.as_str(), number.masked());
    }
    file
}

/// What a number makes of a person: day of birth and sex follow from it; the name is another's.
pub(super) fn renumbered(number: &IdentityNumber, vault: &Vault) -> PersonFile {
    PersonFile {
        name: Sealed::default(),
        identity: Sealed::of(vault, number.as_str(), number.masked()),
        mark: vault.fingerprint("identity", number.as_str()),
        born: dated(vault, number.birth_date()),
        sex: sex_word(number.sex()).to_owned(),
    }
}
