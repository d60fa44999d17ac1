//! Who applies and who files for them (申请人、代理人): read, masked, sealed and opened again.
//!
//! A person is known by the identity number (GB 11643), an organisation by its credit code
//! (GB 32100); an organisation always comes through somebody. Names of organisations are public and
//! are not masked. Basis: domain rules 3.2 and 9.

use super::events::{Agent, Parties, Party};
use super::wording;
use kit::form::FormErrors;
use kit::privacy::Vault;
use kit::{HallError, Phrase};
use rulebook::person::{
    ApplicantKind, CreditCode, CreditCodeFault, IdentityFault, IdentityNumber, NameFault,
    PersonName, Phone, PhoneFault,
};
use serde::{Deserialize, Serialize};

/// A person or organisation as typed at the window; already checked.
#[derive(Clone, Debug, Default)]
pub struct PartyDraft {
    /// Name.
    pub name: String,
    /// Name, masked.
    pub masked: String,
    /// Identity number or credit code.
    pub identity: String,
    /// The same, masked.
    pub identity_masked: String,
    /// Phone.
    pub phone: String,
}

impl PartyDraft {
    /// What kind of applicant it is.
    pub fn kind(&self) -> ApplicantKind {
        kind_of(&self.identity)
    }
}

/// The kind that a number belongs to; a number that could be both is a person's.
fn kind_of(number: &str) -> ApplicantKind {
    if IdentityNumber::parse(number).is_err() && CreditCode::parse(number).is_ok() {
        ApplicantKind::Organisation
    } else {
        ApplicantKind::NaturalPerson
    }
}

/// The texts of one party as typed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Typed<'a> {
    /// Name.
    pub name: &'a str,
    /// Identity number or credit code.
    pub identity: &'a str,
    /// Phone.
    pub phone: &'a str,
}

/// Reads a party; what is wrong is noted at the fields that `field` names.
pub fn read(
    typed: Typed<'_>,
    kind: ApplicantKind,
    field: &dyn Fn(&str) -> String,
    errors: &mut FormErrors,
) -> PartyDraft {
    // Faults are told in the order in which the fields stand on the form.
    let phone = |errors: &mut FormErrors| {
        let phone = Phone::parse(typed.phone).map_err(PhoneFault::phrase);
        let phone = errors.take(&field("phone"), phone);
        phone.map(|it| it.as_str().to_owned()).unwrap_or_default()
    };
    match kind {
        ApplicantKind::NaturalPerson => {
            let name = PersonName::parse(typed.name).map_err(NameFault::phrase);
            let identity = IdentityNumber::parse(typed.identity).map_err(IdentityFault::phrase);
            let identity = errors.take(&field("identity"), identity);
            let name = errors.take(&field("name"), name);
            let phone = phone(errors);
            let (Some(name), Some(identity)) = (name, identity) else {
                return PartyDraft::default();
            };
            PartyDraft {
                masked: name.masked(),
                name: name.as_str().to_owned(),
                identity_masked: identity.masked(),
                identity: identity.as_str().to_owned(),
                phone,
            }
        }
        ApplicantKind::Organisation => {
            let code = CreditCode::parse(typed.identity).map_err(CreditCodeFault::phrase);
            let code = errors.take(&field("identity"), code);
            let name = errors.take(&field("name"), organisation_name(typed.name));
            let phone = phone(errors);
            let (Some(name), Some(code)) = (name, code) else { return PartyDraft::default() };
            PartyDraft {
                masked: name.clone(),
                name,
                identity_masked: code.as_str().to_owned(),
                identity: code.as_str().to_owned(),
                phone,
            }
        }
    }
}

fn organisation_name(typed: &str) -> Result<String, Phrase> {
    let name: String = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = name.chars().count();
    if (2..=100).contains(&length) {
        return Ok(name);
    }
    Err(Phrase::of(
        "请填写营业执照或登记证书上的全称（2 至 100 个字）。",
        "Enter the full name as on the licence or certificate (2 to 100 characters).",
    ))
}

/// What is wrong with the two of them together: an organisation comes through somebody, nobody
/// files for themselves, and a mandate says by what right.
pub fn check_agent(
    applicant: &PartyDraft,
    agent: Option<(&PartyDraft, &str)>,
    field: &dyn Fn(&str) -> String,
    errors: &mut FormErrors,
) {
    let Some((agent, mandate)) = agent else {
        if applicant.kind() == ApplicantKind::Organisation {
            errors.add(
                field("identity"),
                Phrase::of(
                    "单位办理须有经办人：请填写经办人的身份证、姓名、电话和委托依据。",
                    "An organisation comes through a representative: enter identity number, \
                     name, phone and mandate.",
                ),
            );
        }
        return;
    };
    if mandate.trim().is_empty() {
        errors.add(
            field("mandate"),
            Phrase::of("请写明委托依据，如委托书编号。", "Say what the mandate rests on."),
        );
    }
    if !applicant.identity.is_empty() && applicant.identity == agent.identity {
        errors.add(
            field("identity"),
            Phrase::of(
                "代办人与申请人是同一人；本人办理时请不要填写代办人。",
                "The same person stands in both places; leave this empty if nobody files for them.",
            ),
        );
    }
}

/// Where sealed fields of this room belong.
const NAME: &str = "cases.name";
const IDENTITY: &str = "cases.identity";
const PHONE: &str = "cases.phone";

/// Seals a party; sealing draws random numbers, which an act may not.
fn sealed(party: &PartyDraft, vault: &Vault) -> Party {
    Party {
        kind: party.kind().code().to_owned(),
        name: vault.seal(&party.name, NAME),
        masked: party.masked.clone(),
        identity: vault.seal(&party.identity, IDENTITY),
        identity_masked: party.identity_masked.clone(),
        identity_fingerprint: fingerprint(vault, &party.identity),
        phone: vault.seal(&party.phone, PHONE),
        phone_fingerprint: phone_fingerprint(vault, &party.phone),
    }
}

/// Seals both.
pub(crate) fn sealed_parties(
    applicant: &PartyDraft,
    agent: Option<&(PartyDraft, String)>,
    vault: &Vault,
) -> Parties {
    let agent = agent.map(|(person, mandate)| Agent {
        party: sealed(person, vault),
        mandate: mandate.trim().to_owned(),
    });
    Parties { applicant: sealed(applicant, vault), agent }
}

/// The blind index of an identity number or credit code.
pub fn fingerprint(vault: &Vault, identity: &str) -> String {
    if identity.is_empty() { String::new() } else { vault.fingerprint("identity", identity) }
}

/// The blind index of whoever a text names by number, as typed or read by a card reader.
pub fn fingerprint_of_typed(vault: &Vault, typed: &str) -> Option<String> {
    let person = IdentityNumber::parse(typed).map(|it| it.as_str().to_owned()).ok();
    let number = person.or_else(|| CreditCode::parse(typed).map(|it| it.as_str().to_owned()).ok());
    number.map(|number| fingerprint(vault, &number))
}

/// The blind index of a phone's last four digits.
pub fn phone_fingerprint(vault: &Vault, phone: &str) -> String {
    let last = if let Ok(phone) = Phone::parse(phone) {
        phone.last_four().to_owned()
    } else {
        let digits: Vec<char> = phone.chars().filter(char::is_ascii_digit).collect();
        digits[digits.len().saturating_sub(4)..].iter().collect()
    };
    vault.fingerprint("phone-last-four", &last)
}

/// Identity data in clear.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Clear {
    /// Name.
    pub name: String,
    /// Identity number or credit code.
    pub identity: String,
    /// Phone.
    pub phone: String,
}

/// Opens a sealed party; the caller has journalled why.
pub(crate) fn open(party: &Party, vault: &Vault) -> Result<Clear, HallError> {
    Ok(Clear {
        name: vault.open(&party.name, NAME)?,
        identity: vault.open(&party.identity, IDENTITY)?,
        phone: vault.open(&party.phone, PHONE)?,
    })
}

/// A recipient as the file keeps it: names are masked, “本人” and the like stay.
pub(crate) fn recipient(typed: &str) -> String {
    let typed = typed.trim();
    if wording::is_recipient(typed) {
        return typed.to_owned();
    }
    PersonName::parse(typed).map_or_else(|_| typed.to_owned(), |name| name.masked())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PERSON: &str = "990126196011276412";

    fn field(name: &str) -> String {
        name.to_owned()
    }

    #[test]
    fn an_organisation_comes_through_somebody_with_a_mandate() {
        let mut errors = FormErrors::new();
        let typed = Typed {
            name: "望溪县青榕镇粮油商店",
            identity: "11990126010000119W",
            phone: "0999-0001000",
        };
        let shop = read(typed, ApplicantKind::Organisation, &field, &mut errors);
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(shop.kind(), ApplicantKind::Organisation);
        assert_eq!(shop.masked, "望溪县青榕镇粮油商店", "the name of a shop is public");
        check_agent(&shop, None, &field, &mut errors);
        assert!(errors.at("identity").is_some());
    }

    #[test]
    fn nobody_files_for_themselves() {
        let mut errors = FormErrors::new();
        let typed = Typed { name: "奚怡达", identity: PERSON, phone: "10000000149" };
        let person = read(typed, ApplicantKind::NaturalPerson, &field, &mut errors);
        assert_eq!(person.kind(), ApplicantKind::NaturalPerson);
        check_agent(&person, Some((&person, "委托书")), &field, &mut errors);
        assert!(errors.at("identity").is_some());
    }

    #[test]
    fn the_file_keeps_a_recipients_name_masked() {
        assert_eq!(recipient("奚怡达"), "奚*达");
        assert_eq!(recipient(" 本人 "), "本人");
        assert_eq!(recipient(" "), "");
    }
}
