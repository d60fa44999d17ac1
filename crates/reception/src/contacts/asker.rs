//! Who asked (咨询人): may stay unnamed; what is given is sealed, masked and found by the last four
//! digits of the phone. Basis: domain rules 9.

use kit::form::FormErrors;
use kit::privacy::Vault;
use kit::{HallError, Phrase};
use rulebook::person::{NameFault, PersonName, Phone, PhoneFault};
use serde::{Deserialize, Serialize};

/// Who asked, sealed and masked; empty where nobody said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asker {
    /// Name, sealed.
    pub(crate) name: String,
    /// Name, masked.
    pub(crate) masked: String,
    /// Phone, sealed.
    pub(crate) phone: String,
    /// Phone, masked.
    pub(crate) phone_masked: String,
    /// Blind index of the phone's last four digits.
    pub(crate) phone_fingerprint: String,
}

/// Where sealed fields of this room belong.
const NAME: &str = "contacts.name";
const PHONE: &str = "contacts.phone";

/// Whether a phone has to be left, which following a matter needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneNeed {
    /// May be left out.
    Free,
    /// Needed.
    Needed,
}

/// Reads who asked; what is wrong is noted at `name` and `phone`.
pub fn read(
    (name, phone): (&str, &str),
    need: PhoneNeed,
    vault: &Vault,
    errors: &mut FormErrors,
) -> Asker {
    let mut asker = Asker::default();
    if !name.trim().is_empty()
        && let Some(name) = errors.take("name", PersonName::parse(name).map_err(NameFault::phrase))
    {
        asker.masked = name.masked();
        asker.name = vault.seal(name.as_str(), NAME);
    }
    if phone.trim().is_empty() && need == PhoneNeed::Needed {
        errors.add(
            "phone",
            Phrase::of(
                "请留一个电话：我们要告诉您结果，您也要用它查进展。",
                "Leave a phone number: we tell you the result, and you follow the matter by it.",
            ),
        );
    } else if !phone.trim().is_empty()
        && let Some(phone) = errors.take("phone", Phone::parse(phone).map_err(PhoneFault::phrase))
    {
        asker.phone_masked = phone.masked();
        asker.phone_fingerprint = fingerprint(vault, phone.last_four());
        asker.phone = vault.seal(phone.as_str(), PHONE);
    }
    asker
}

/// The blind index of four digits.
pub(crate) fn fingerprint(vault: &Vault, digits: &str) -> String {
    vault.fingerprint("contacts-phone-last-four", digits)
}

impl Asker {
    /// The name as it is shown.
    pub fn masked(&self) -> &str {
        &self.masked
    }

    /// The phone as it is shown.
    pub fn phone_masked(&self) -> &str {
        &self.phone_masked
    }

    /// The blind index of the phone's last four digits.
    pub fn digits(&self) -> &str {
        &self.phone_fingerprint
    }

    /// Whether anything was given.
    pub(crate) fn is_named(&self) -> bool {
        !(self.name.is_empty() && self.phone.is_empty())
    }

    /// Name and phone in clear; the caller has journalled why.
    pub(crate) fn open(&self, vault: &Vault) -> Result<(String, String), HallError> {
        Ok((vault.open(&self.name, NAME)?, vault.open(&self.phone, PHONE)?))
    }
}
