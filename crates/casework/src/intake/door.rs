//! What other rooms may ask of the intake: a form opened at a window, with what is known filled in.

pub use super::brief::{Brief, brief, of_person, prints};
pub use super::pages::fields::{QuestionField, agent, applicant, kind, questions, texts};

use super::actions;
use super::pages::form;
use super::store;
use crate::cases::door::SealedParty;
use kit::db::CentreId;
use kit::rights::Power;
use kit::visit::Once;
use kit::{HallError, Visit};
use serde::{Deserialize, Serialize};

/// For whom somebody stands at a window (本人办或代办).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stands {
    /// 本人办
    #[default]
    ForThemselves,
    /// 代办: the card is that of whoever files for the applicant.
    ForAnother,
}

impl Stands {
    /// The fields of the form that a card fills in.
    const fn fields(self) -> [&'static str; 3] {
        match self {
            Self::ForThemselves => ["identity", "name", "phone"],
            Self::ForAnother => ["agent_identity", "agent_name", "agent_phone"],
        }
    }
}

/// What a visit at a window brings along (来访信息).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// The ticket, by its name in addresses.
    pub ticket: String,
    /// Number of the first contact that ends with the case.
    pub contact: String,
    /// Identity number or credit code, where it was read.
    pub identity: String,
    /// Name; may be empty.
    pub name: String,
    /// Phone; may be empty.
    pub phone: String,
    /// Whose card was read.
    pub stands: Stands,
    /// Number of what was filed online; may be empty.
    pub filing: String,
    /// Further fields of the form, filled in with what was filed.
    pub filed: Vec<(String, String)>,
}

/// Opens the form of an item for a visit, unless it is being filled in already; gives its address.
/// Who it is stands in the sealed draft and never in an address.
///
/// # Errors
/// Where the form is half filled in for something else than what was filed; what the database said.
pub async fn begin(visit: &Visit, item: &str, brought: &Brought) -> Result<String, HallError> {
    let (centre, account) = (visit.centre()?, visit.member()?.account);
    let address = form::address(item, (&brought.contact, &brought.ticket));
    let (item, ticket) = (item.to_owned(), brought.ticket.clone());
    let key = (item.clone(), ticket.clone());
    let kept =
        visit.read(move |read| store::draft(read, centre, account, (&key.0, &key.1))).await?;
    if let Some(kept) = kept {
        return if form::is_for(visit, &kept, &brought.filing)? {
            Ok(address)
        } else {
            Err(busy())
        };
    }
    let values = [
        &brought.contact,
        &brought.ticket,
        &brought.identity,
        &brought.name,
        &brought.phone,
        &brought.filing,
    ];
    let [identity, name, phone] = brought.stands.fields();
    let pairs: Vec<(String, String)> = ["contact", "ticket", identity, name, phone, form::FILING]
        .into_iter()
        .zip(values)
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (name.to_owned(), value.clone()))
        .chain(brought.filed.iter().cloned())
        .collect();
    let sealed = form::sealed(visit, &pairs.iter().collect::<Vec<_>>())?;
    visit
        .act(Power::TakeCases, &Once::unkeyed(), move |act| {
            actions::save_draft(act, (&item, &ticket), &sealed)
        })
        .await?;
    Ok(address)
}

/// Nothing typed is lost: a form that is half filled in is ended first.
fn busy() -> HallError {
    HallError::breach(
        "您有一份同一事项的收件表填了一半。请先办完或清空那一份，再接收这份预申报。",
        "You have a half-filled form of the same item. Finish or clear it first, then take this \
         filing over.",
    )
}

/// What a person gave the last time, found by number; the look stands in the journal.
///
/// # Errors
/// What the database said.
pub async fn look_up(visit: &Visit, person: &str) -> Result<Option<SealedParty>, HallError> {
    let person = person.to_owned();
    visit.act(Power::TakeCases, &Once::unkeyed(), move |act| actions::look_up(act, &person)).await
}

/// Items that the visitor's account has begun for a ticket.
///
/// # Errors
/// What the database said.
pub fn begun(
    read: &mut dyn kit::db::Read,
    (centre, account): (CentreId, i64),
    ticket: &str,
) -> Result<Vec<String>, HallError> {
    let all = store::mine(read, centre, account)?;
    Ok(all.into_iter().filter(|(_, it, _)| it == ticket).map(|(item, ..)| item).collect())
}
