//! Pages of appointments: for residents, at the kiosk, for staff.

pub(super) mod choose;
pub(super) mod day;
pub(super) mod held;
pub(super) mod kiosk;

use super::actions::{Wish, no, unknown};
use counter::catalogue::door as catalogue;
use jiff::civil::Date;
use kit::db::CentreId;
use kit::form::{FormData, FormErrors};
use kit::privacy::Vault;
use kit::rights::Power;
use kit::security::Allowance;
use kit::shell::{Chrome, Face};
use kit::{HallError, Phrase, Visit};
use office::posts::door as posts;
use reception::contacts::door::{PhoneNeed, read_asker};
use reception::queue::door::{self as queue, Ground};
use rulebook::breach::Breach;
use rulebook::person::Phone;
use threshold::appointment::Slot;

/// Appointments and check-ins that one address may ask for: all kiosks of a hall sit behind one.
const ASKING: Allowance = Allowance { burst: 30, per_minute: 20 };

/// Refuses an address that asks without end.
///
/// # Errors
/// `TooMany`.
pub(super) fn slow_down(visit: &Visit) -> Result<(), HallError> {
    let key = format!("appointments {}", visit.address);
    let asked = visit.hall.throttle.ask(&key, ASKING, visit.now_ms);
    asked.map_err(|retry_after_s| HallError::TooMany { retry_after_s })
}

/// Who acts: a resident, whoever sits at the screen; but staff of the centre who do it for a caller
/// act in their own name.
pub(super) fn acting(visit: &Visit, centre: CentreId) -> Visit {
    let is_own = visit.member.as_ref().is_some_and(|member| member.centre == centre);
    if is_own && visit.may(Power::ServeQueue) {
        return visit.clone();
    }
    Visit { member: None, ..visit.clone() }
}

/// A centre as its public pages name it.
pub(super) struct Place {
    pub(super) name: Phrase,
    pub(super) address: Phrase,
    pub(super) phone: String,
    pub(super) root: String,
}

impl Place {
    /// # Errors
    /// `NotFound` where there is no such centre.
    pub(super) async fn of(visit: &Visit, centre: CentreId) -> Result<Self, HallError> {
        let directory = posts::directory(&visit.hall).await?;
        let held = directory.centre(centre).filter(|it| it.centre.is_open());
        let held = held.ok_or_else(unknown)?;
        let record = &held.centre.record;
        let both = |chinese: &str, english: &str| {
            let english = if english.is_empty() { chinese } else { english };
            Phrase::new(chinese.to_owned(), english.to_owned())
        };
        Ok(Self {
            name: both(&record.name, &record.name_english),
            address: both(&record.address, &record.address_english),
            phone: record.hotline.clone(),
            root: format!("/centres/{centre}"),
        })
    }

    pub(super) fn chrome(&self, visit: &Visit, title: &str, face: Face) -> Chrome {
        let name = visit.words().phrase(&self.name).to_owned();
        let root =
            if face == Face::Kiosk { format!("{}/kiosk", self.root) } else { self.root.clone() };
        visit.chrome(title, face).of_centre(name, root)
    }
}

/// Centre and code of an appointment as its address names it.
///
/// # Errors
/// `NotFound` where it names none.
pub(super) fn parse(name: &str) -> Result<(CentreId, String), HallError> {
    let named = name.split_once('-').and_then(|(centre, code)| {
        let is_code = code.len() == 16 && code.bytes().all(|it| it.is_ascii_hexdigit());
        Some((CentreId::parse(centre)?, code.to_owned())).filter(|_| is_code)
    });
    named.ok_or_else(unknown)
}

/// The line in which somebody waits who comes for an item.
///
/// # Errors
/// Where the item is not in force.
pub(super) async fn line(
    visit: &Visit,
    (centre, item): (CentreId, &str),
) -> Result<String, HallError> {
    let ground = Ground::of(&visit.hall, centre).await?;
    queue::line_of_item(visit, &ground, (centre, item)).await
}

/// Blind index of a phone, for one appointment an item.
pub(super) fn person(vault: &Vault, phone: &str) -> String {
    vault.fingerprint("appointments-phone", phone)
}

/// What was chosen and typed, ready for the act.
///
/// # Errors
/// `Invalid` with everything that is wrong; an item that is not in force.
pub async fn wish(visit: &Visit, centre: CentreId, data: &FormData) -> Result<Wish, HallError> {
    let code = data.text("item").trim().to_uppercase();
    let line = line(visit, (centre, &code)).await?;
    let catalogue = catalogue::catalogue(&visit.hall, centre).await?;
    let name = &catalogue.item(&code).ok_or_else(|| no(Breach::SlotNotOffered))?.definition;
    let name = name.title.name.clone();
    let slot = data.text("day").parse::<Date>().ok().zip(Slot::minute_of(data.text("time")));
    let slot = slot.map(|(day, minute)| Slot { day, minute });
    let mut errors = FormErrors::new();
    let typed = (data.text("name"), data.text("phone"));
    let asker = read_asker(typed, PhoneNeed::Needed, &visit.hall.vault, &mut errors);
    if data.text("name").trim().is_empty() {
        let fault =
            Phrase::of("请填写姓名，报到时核对。", "Give your name; it is checked on arrival.");
        errors.add("name", fault);
    }
    let phone = Phone::parse(data.text("phone"));
    match (slot, phone) {
        (Some(slot), Ok(phone)) if errors.is_empty() => Ok(Wish {
            slot,
            line,
            item: (code, name.zh, name.en),
            person: person(&visit.hall.vault, phone.as_str()),
            digits: asker.digits().to_owned(),
            asker,
        }),
        (None, _) if errors.is_empty() => Err(no(Breach::SlotNotOffered)),
        _ => Err(HallError::Invalid(errors)),
    }
}
