//! Who stands at the window (来访人): read from the card, known from earlier visits or new.

use super::{actions, store};
use casework::cases::door as cases;
use casework::intake::door::{self as intake, Brief, Stands};
use kit::db::CentreId;
use kit::rights::Power;
use kit::visit::Once;
use kit::{HallError, Visit};
use prefiling::filings::door::{self as filings, OpenFiling};
use reception::matters::door::{self as matters, OpenMatter};
use rulebook::person::{CreditCode, IdentityNumber, PersonName};
use serde::{Deserialize, Serialize};

/// Where sealed visitors belong.
const PLACE: &str = "window.visitor";
/// Cases of a person that are shown.
const CASES: u32 = 6;

/// Who stands at the window, in clear; kept sealed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Visitor {
    /// Identity number or credit code.
    pub(super) identity: String,
    /// Name of the last visit; empty for a first visit.
    pub(super) name: String,
    /// Phone of the last visit.
    pub(super) phone: String,
    /// For whom they came.
    #[serde(default)]
    pub(super) stands: Stands,
}

impl Visitor {
    /// The number with its middle left out.
    pub(super) fn masked(&self) -> String {
        match IdentityNumber::parse(&self.identity) {
            Ok(number) => number.masked(),
            Err(_) => self.identity.clone(),
        }
    }

    /// The name as it is shown; empty for a first visit.
    pub(super) fn name_masked(&self) -> String {
        match (IdentityNumber::parse(&self.identity), PersonName::parse(&self.name)) {
            (Ok(_), Ok(name)) => name.masked(),
            _ => self.name.clone(),
        }
    }
}

/// A number as typed or as a card reader sends it, checked by its check digit.
///
/// # Errors
/// `Invalid` at `identity`, with what is wrong.
pub(super) fn number(typed: &str) -> Result<String, HallError> {
    let fault = match IdentityNumber::parse(typed) {
        Ok(number) => return Ok(number.as_str().to_owned()),
        Err(fault) => fault,
    };
    match CreditCode::parse(typed) {
        Ok(code) => Ok(code.as_str().to_owned()),
        Err(_) => Err(HallError::invalid("identity", fault.phrase())),
    }
}

/// Looks somebody up by number and keeps who stands at the window; the look is journalled.
///
/// # Errors
/// As [`number`]; what the database said.
pub(super) async fn recognise(
    visit: &Visit,
    ticket: &str,
    (typed, stands): (&str, Stands),
) -> Result<Visitor, HallError> {
    let identity = number(typed)?;
    let person = cases::fingerprint(&visit.hall.vault, &identity);
    let known = match intake::look_up(visit, &person).await? {
        Some(party) => {
            let clear = party.open(&visit.hall.vault)?;
            Visitor { identity, name: clear.name, phone: clear.phone, stands }
        }
        None => Visitor { identity, stands, ..Visitor::default() },
    };
    let sealed = visit.hall.vault.seal(&serde_json::to_string(&known)?, PLACE);
    let ticket = ticket.to_owned();
    visit
        .act(Power::TakeCases, &Once::unkeyed(), move |act| actions::save(act, &ticket, &sealed))
        .await?;
    Ok(known)
}

/// Who was read for a ticket.
///
/// # Errors
/// What the database said.
pub(super) async fn of_ticket(visit: &Visit, ticket: &str) -> Result<Option<Visitor>, HallError> {
    let (centre, ticket) = (visit.centre()?, ticket.to_owned());
    let sealed = visit.read(move |read| store::visitor(read, centre, &ticket)).await?;
    let Some(sealed) = sealed else { return Ok(None) };
    Ok(Some(serde_json::from_str(&visit.hall.vault.open(&sealed, PLACE)?)?))
}

/// What the house knows of somebody (办事记录).
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    /// Cases, newest first.
    pub(super) cases: Vec<Brief>,
    /// What was filed online and is still open.
    pub(super) filings: Vec<OpenFiling>,
    /// Open matters left with a phone that ends alike.
    pub(super) matters: Vec<OpenMatter>,
    /// An undertaking was not kept.
    pub(super) broke_one: bool,
}

/// What the house knows of whoever stands there.
///
/// # Errors
/// What the database said.
pub(super) async fn history(visit: &Visit, visitor: &Visitor) -> Result<History, HallError> {
    let vault = &visit.hall.vault;
    let centre: CentreId = visit.centre()?;
    let person = cases::fingerprint(vault, &visitor.identity);
    let digits: String =
        visitor.phone.chars().rev().take(4).collect::<Vec<_>>().into_iter().rev().collect();
    let phone = matters::phone_fingerprint(vault, &digits);
    visit
        .read(move |read| {
            Ok(History {
                cases: intake::of_person(read, centre, &person, CASES)?,
                filings: filings::open_of_person(read, centre, &person)?,
                matters: if digits.is_empty() {
                    Vec::new()
                } else {
                    matters::open_by_phone(read, centre, &phone)?
                },
                broke_one: cases::broke_an_undertaking(read, centre, &person)?,
            })
        })
        .await
}
