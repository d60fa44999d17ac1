//! The acts: load, let the rules decide, commit with the journal entry.

use super::events::{Booked, Moved};
use super::store::{self, Held};
use jiff::civil::Date;
use kit::HallError;
use kit::db::{Act, CentreId, Read};
use kit::journal::{Committed, NewEntry, Subject, commit};
use office::settings::door::{self as settings, Parameter};
use reception::contacts::door::Asker;
use reception::queue::door::{self as queue, Giver, Ground, TicketDone, TicketWish};
use rulebook::breach::Breach;
use serde::{Deserialize, Serialize};
use threshold::appointment::{Appointment, Arrival, Now, Offer, Slot};
use threshold::ticket::Priority;

/// An appointment as it was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// What is in its address.
    pub code: String,
    /// `Y007`
    pub number: String,
}

/// An appointment asked for, ready for an act; sealing draws random numbers, which an act may not.
#[derive(Clone, Debug)]
pub struct Wish {
    /// When.
    pub slot: Slot,
    /// Letters of the line.
    pub line: String,
    /// Item: code, name, English name.
    pub item: (String, String, String),
    /// Blind index of the phone.
    pub person: String,
    /// Blind index of its last four digits.
    pub digits: String,
    /// Name and phone, sealed.
    pub asker: Asker,
}

pub(super) fn no(breach: Breach) -> HallError {
    HallError::refused(breach.phrase(), breach.basis())
}

pub(super) fn unknown() -> HallError {
    HallError::not_found(
        "没有这个预约。请核对预约单上的二维码或地址。",
        "There is no such appointment. Check the code or the address on your paper.",
    )
}

/// An instant as the rules see it.
pub(super) fn now(at_ms: i64) -> Now {
    let local = kit::words::local_time(at_ms);
    let minute = i32::from(local.hour()) * 60 + i32::from(local.minute());
    Now { day: local.date(), minute: u16::try_from(minute).unwrap_or_default() }
}

/// What the centre offers, by its parameters.
pub(super) fn offer(read: &mut dyn Read, centre: CentreId) -> Result<Offer, HallError> {
    let parameters = settings::parameters(read, centre)?;
    Ok(Offer {
        opening_hour: parameters.days(Parameter::OpeningHour),
        closing_hour: parameters.days(Parameter::ClosingHour),
        minutes: parameters.days(Parameter::AppointmentMinutes),
        places: parameters.days(Parameter::AppointmentPlaces),
        days: parameters.days(Parameter::AppointmentDays),
    })
}

/// 预约
///
/// # Errors
/// `SlotNotOffered`, `SlotFull`, `AppointmentHeld`.
pub fn book(act: &mut Act<'_>, wish: &Wish) -> Result<Committed<Made>, HallError> {
    let (centre, today) = (act.centre(), act.today());
    let (slot, now) = (wish.slot, now(act.now_ms()));
    let (offer, calendar) = (offer(act, centre)?, settings::working_calendar(act, centre)?);
    let taken = store::taken(act, centre, (slot.day, &wish.line))?;
    let taken = taken.iter().find(|(minute, _)| *minute == slot.minute).map_or(0, |it| it.1);
    offer.check(slot, now, (&calendar, taken)).map_err(no)?;
    if store::is_held_by(act, centre, (&wish.person, &wish.item.0), today)? {
        return Err(no(Breach::AppointmentHeld));
    }
    let number = format!("Y{:03}", store::count(act, centre, slot.day)? + 1);
    let code = act.random_hex(8);
    let (item, item_name, item_name_english) = wish.item.clone();
    let facts = Booked {
        code: code.clone(),
        day: slot.day,
        minute: slot.minute,
        number: number.clone(),
        line: wish.line.clone(),
        item,
        item_name,
        item_name_english,
        person: wish.person.clone(),
        digits: wish.digits.clone(),
        asker: wish.asker.clone(),
    };
    let entry = NewEntry::new(Subject::new("appointment", &code), "appointments.booked", &facts)?;
    commit(act, vec![entry], Made { code, number })
}

fn found(act: &mut Act<'_>, code: &str) -> Result<Held, HallError> {
    let centre = act.centre();
    store::by_code(act, centre, code)?.ok_or_else(unknown)
}

fn moved(
    code: &str,
    action: &'static str,
    (after, ticket): (Appointment, &str),
) -> Result<NewEntry, HallError> {
    let standing = after.standing.word().to_owned();
    let facts = Moved { standing, ticket: ticket.to_owned() };
    NewEntry::new(Subject::new("appointment", code), action, &facts)
}

/// 取消预约
///
/// # Errors
/// `NotFound`; `AppointmentEnded`.
pub fn cancel(act: &mut Act<'_>, code: &str) -> Result<Committed<()>, HallError> {
    let after = found(act, code)?.appointment.cancel().map_err(no)?;
    commit(act, vec![moved(code, "appointments.cancelled", (after, ""))?], ())
}

/// 预约报到: a ticket in the one queue, in the same act.
///
/// # Errors
/// `NotFound`; what the rules of appointments and tickets say.
pub fn arrive(
    act: &mut Act<'_>,
    code: &str,
    ground: &Ground,
) -> Result<Committed<TicketDone>, HallError> {
    let (held, now_ms) = (found(act, code)?, act.now_ms());
    let (after, arrival) = held.appointment.arrive(now(now_ms)).map_err(no)?;
    let (priority, from_ms) = match arrival {
        Arrival::InTime => (Priority::Appointment, instant(after.slot)),
        Arrival::Late => (Priority::Ordinary, now_ms),
    };
    let wish = TicketWish {
        line: held.line,
        priority,
        giver: Giver::Guide,
        item: held.item,
        phone: String::new(),
    };
    let (mut entries, ticket) = queue::ticket_for(act, &wish, ground, from_ms)?;
    entries.push(moved(code, "appointments.arrived", (after, &ticket.code))?);
    commit(act, entries, ticket)
}

/// The instant of a time.
pub(super) fn instant(slot: Slot) -> i64 {
    let (hour, minute) = (slot.minute / 60, slot.minute % 60);
    let (hour, minute) = (i8::try_from(hour).unwrap_or(0), i8::try_from(minute).unwrap_or(0));
    kit::words::instant_of(slot.day.at(hour, minute, 0, 0))
}

/// 未到
///
/// # Errors
/// `NotFound`; `AppointmentEnded`.
pub(super) fn miss(act: &mut Act<'_>, code: &str) -> Result<Committed<()>, HallError> {
    let now = now(act.now_ms());
    let after = found(act, code)?.appointment.miss(now).map_err(no)?;
    commit(act, vec![moved(code, "appointments.missed", (after, ""))?], ())
}

/// The times of a line on a day, each with the places left; past ones are left out.
///
/// # Errors
/// What the database said.
pub fn times(
    read: &mut dyn Read,
    centre: CentreId,
    (day, line): (Date, &str),
    now_ms: i64,
) -> Result<Vec<(Slot, usize)>, HallError> {
    let (offer, calendar) = (offer(read, centre)?, settings::working_calendar(read, centre)?);
    let taken = store::taken(read, centre, (day, line))?;
    let now = now(now_ms);
    let left = |slot: Slot| {
        let held = taken.iter().find(|(minute, _)| *minute == slot.minute).map_or(0, |it| it.1);
        usize::from(offer.places).saturating_sub(held)
    };
    let ahead = offer.open_days(now, &calendar).contains(&day);
    Ok(offer
        .times(day, &calendar)
        .into_iter()
        .filter(|slot| ahead && (slot.day, slot.minute) > (now.day, now.minute))
        .map(|slot| (slot, left(slot)))
        .collect())
}

/// The days that can be chosen.
///
/// # Errors
/// What the database said.
pub fn days(read: &mut dyn Read, centre: CentreId, now_ms: i64) -> Result<Vec<Date>, HallError> {
    let (offer, calendar) = (offer(read, centre)?, settings::working_calendar(read, centre)?);
    Ok(offer.open_days(now(now_ms), &calendar))
}
