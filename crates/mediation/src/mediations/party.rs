//! Who is at odds with whom (当事人): sealed, masked, and seen in clear with a reason only; what
//! they said is sealed too. Basis: domain rules 9; People's Mediation Law art. 15 (secrecy).

use kit::form::FormErrors;
use kit::privacy::Vault;
use kit::{HallError, Phrase};
use rulebook::mediation::Side;
use rulebook::person::{IdentityFault, IdentityNumber, NameFault, PersonName, Phone, PhoneFault};
use serde::{Deserialize, Serialize};

const NAME: &str = "mediations.name";
const PHONE: &str = "mediations.phone";
const IDENTITY: &str = "mediations.identity";
const TEXT: &str = "mediations.text";

/// A party, sealed and masked (当事人信息).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyFile {
    pub(super) key: String,
    pub(super) side: String,
    pub(super) name: String,
    pub(super) masked: String,
    pub(super) phone: String,
    pub(super) phone_masked: String,
    pub(super) identity: String,
    pub(super) identity_masked: String,
}

/// A party as typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// Name; needed.
    pub name: String,
    /// Phone; may be empty.
    pub phone: String,
    /// Identity number; may be empty.
    pub identity: String,
}

/// A party in clear.
#[derive(Clone, Debug)]
pub(super) struct Clear {
    pub(super) name: String,
    pub(super) phone: String,
    pub(super) identity: String,
}

/// Reads a party; what is wrong is noted at `name_A1`, `phone_A1`, `identity_A1`.
pub fn read(
    (key, side): (&str, Side),
    typed: &Typed,
    vault: &Vault,
    errors: &mut FormErrors,
) -> PartyFile {
    let (key, side) = (key.to_owned(), side.word().to_owned());
    let mut file = PartyFile { key: key.clone(), side, ..PartyFile::default() };
    let name = PersonName::parse(&typed.name).map_err(NameFault::phrase);
    if let Some(name) = errors.take(&format!("name_{key}"), name) {
        file.masked = name.masked();
        file.name = vault.seal(name.as_str(), NAME);
    }
    if !typed.phone.trim().is_empty() {
        let phone = Phone::parse(&typed.phone).map_err(PhoneFault::phrase);
        if let Some(phone) = errors.take(&format!("phone_{key}"), phone) {
            file.phone_masked = phone.masked();
            file.phone = vault.seal(phone.as_str(), PHONE);
        }
    }
    if !typed.identity.trim().is_empty() {
        let number = IdentityNumber::parse(&typed.identity).map_err(IdentityFault::phrase);
        if let Some(number) = errors.take(&format!("identity_{key}"), number) {
            file.identity_masked = number.masked();
            file.identity = vault.seal(number.as_str(), IDENTITY);
        }
    }
    file
}

impl PartyFile {
    /// In clear; the caller has journalled why.
    pub(super) fn open(&self, vault: &Vault) -> Result<Clear, HallError> {
        Ok(Clear {
            name: vault.open(&self.name, NAME)?,
            phone: opened(vault, &self.phone, PHONE)?,
            identity: opened(vault, &self.identity, IDENTITY)?,
        })
    }
}

fn opened(vault: &Vault, sealed: &str, place: &str) -> Result<String, HallError> {
    if sealed.is_empty() { Ok(String::new()) } else { vault.open(sealed, place) }
}

/// Seals what was said; nothing stays nothing.
pub fn seal_text(vault: &Vault, text: &str) -> String {
    let text = text.trim();
    if text.is_empty() { String::new() } else { vault.seal(text, TEXT) }
}

/// What was said, for those who handle the dispute.
pub(super) fn open_text(vault: &Vault, sealed: &str) -> Result<String, HallError> {
    opened(vault, sealed, TEXT)
}

/// The fault of a party that is needed and not there.
pub(super) const BOTH_SIDES: Phrase =
    Phrase::of("甲方、乙方至少各登记一人。", "Enter at least one party on each side.");
