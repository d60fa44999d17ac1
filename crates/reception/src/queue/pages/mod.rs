//! Pages of the queue for those who work in the hall.

pub(super) mod desk;
pub(super) mod given;
pub(super) mod line;
pub(super) mod lines;
pub(super) mod tickets;

use super::actions::{self, Deed};
use crate::ground::{Ground, line_of};
use counter::catalogue::door as catalogue;
use kit::db::CentreId;
use kit::form::FormErrors;
use kit::security::Allowance;
use kit::{HallError, Visit};
use rulebook::breach::Breach;
use rulebook::person::Phone;
use threshold::ticket::Moved;

/// Tickets of one address: all kiosks of a hall may sit behind one.
const TAKING: Allowance = Allowance { burst: 40, per_minute: 40 };

/// Refuses an address that takes tickets without end.
///
/// # Errors
/// `TooMany`.
pub(crate) fn take_allowance(visit: &Visit) -> Result<(), HallError> {
    let key = format!("tickets {}", visit.address);
    let asked = visit.hall.throttle.ask(&key, TAKING, visit.now_ms);
    asked.map_err(|retry_after_s| HallError::TooMany { retry_after_s })
}

/// The last part of an address: the noun of a deed.
pub(super) fn last_noun(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// The deed of a noun.
///
/// # Errors
/// `NotFound` where there is none.
pub fn deed_named(noun: &str, reason: &str, to: Moved) -> Result<Deed, HallError> {
    Ok(match noun {
        "recall" => Deed::CallAgain,
        "service" => Deed::Begin,
        "absence" => Deed::Miss,
        "parking" => Deed::Park(reason.to_owned()),
        "return" => Deed::TakeBack,
        "forwarding" => Deed::Forward(to),
        "completion" => Deed::Finish,
        "departure" => Deed::Leave,
        _ => return Err(actions::no_ticket()),
    })
}

/// The letters of the line an item belongs to.
///
/// # Errors
/// Where neither a line nor an item of the catalogue was named.
pub async fn line_of_item(
    visit: &Visit,
    ground: &Ground,
    (centre, item): (CentreId, &str),
) -> Result<String, HallError> {
    let catalogue = catalogue::catalogue(&visit.hall, centre).await?;
    let Some(found) = catalogue.item(item) else {
        let fault = kit::Phrase::of("请选择要办的业务。", "Choose what you came for.");
        return Err(HallError::invalid("line", fault));
    };
    let department = found.definition.code.department().to_string();
    let shipped = ground.lines.clone();
    let own = visit.read(move |read| super::store::lines(read, centre)).await?;
    let lines =
        if own.is_empty() { shipped } else { own.into_iter().map(|it| it.record).collect() };
    let line = line_of(&lines, item, &department);
    line.map(|it| it.prefix.clone()).ok_or_else(|| actions::no(Breach::LineClosed))
}

/// A phone as it is kept: sealed; empty where none was given.
///
/// # Errors
/// Where it is no phone.
pub(crate) fn sealed_phone(visit: &Visit, typed: &str) -> Result<String, HallError> {
    if typed.trim().is_empty() {
        return Ok(String::new());
    }
    let phone = Phone::parse(typed)
        .map_err(|fault| HallError::Invalid(FormErrors::one("phone", fault.phrase())))?;
    Ok(visit.hall.vault.seal(phone.as_str(), "queue.phone"))
}
