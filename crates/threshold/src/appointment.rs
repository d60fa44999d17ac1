//! Appointments (预约): which times are offered, who may have one, and what an arrival is worth.
//!
//! Times follow each other from opening to closing on working days, each with so many places for a
//! line. Whoever holds one may check in from half an hour before; up to a quarter of an hour late
//! the place in the queue counts from the appointed time, later from the arrival. Whoever has not
//! come by the end of the day has missed it. Basis: the centre's queue rules; domain rule 3.1.

use calendar::{Phrase, WorkingCalendar};
use jiff::civil::Date;
use terms::breach::Breach;

/// Minutes before the time from which one may check in.
pub const EARLY_MINUTES: i64 = 30;
/// Minutes after the time for which it still counts.
pub const GRACE_MINUTES: i64 = 15;

/// What a centre offers (预约规则).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The hour of the first time.
    pub opening_hour: u16,
    /// The hour at which the last time has ended.
    pub closing_hour: u16,
    /// Minutes between two times.
    pub minutes: u16,
    /// Places for one time of a line.
    pub places: u16,
    /// Days ahead.
    pub days: u16,
}

/// A time of appointment (预约时段).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[doc(alias = "预约时段")]
pub struct Slot {
    /// Its day.
    pub day: Date,
    /// Minutes since midnight at which it begins.
    pub minute: u16,
}

impl Slot {
    /// `09:30`
    pub fn clock(self) -> String {
        format!("{:02}:{:02}", self.minute / 60, self.minute % 60)
    }

    /// The minute of a clock time.
    pub fn minute_of(text: &str) -> Option<u16> {
        let (hour, minute) = text.split_once(':')?;
        let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
        (hour < 24 && minute < 60).then_some(hour * 60 + minute)
    }
}

/// An instant as the rules see it: day and minutes since midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// Today.
    pub day: Date,
    /// Minutes since midnight.
    pub minute: u16,
}

impl Offer {
    /// The times of a day; none on a day on which the hall is closed.
    pub fn times(&self, day: Date, calendar: &WorkingCalendar) -> Vec<Slot> {
        if self.places == 0 || self.minutes == 0 || !calendar.is_working(day) {
            return Vec::new();
        }
        let (from, to) = (self.opening_hour * 60, self.closing_hour * 60);
        (from..to)
            .step_by(usize::from(self.minutes))
            .filter(|minute| minute + self.minutes <= to)
            .map(|minute| Slot { day, minute })
            .collect()
    }

    /// The days that can be chosen, today first where a time is left.
    pub fn open_days(&self, now: Now, calendar: &WorkingCalendar) -> Vec<Date> {
        let mut days = Vec::new();
        let mut day = now.day;
        for _ in 0..=self.days {
            if self.times(day, calendar).iter().any(|slot| is_ahead(*slot, now)) {
                days.push(day);
            }
            let Ok(next) = day.tomorrow() else { break };
            day = next;
        }
        days
    }

    /// Whether a time may be given to one more.
    ///
    /// # Errors
    /// `SlotNotOffered`; `SlotFull`.
    pub fn check(
        &self,
        slot: Slot,
        now: Now,
        (calendar, taken): (&WorkingCalendar, usize),
    ) -> Result<(), Breach> {
        let is_offered = self.open_days(now, calendar).contains(&slot.day)
            && self.times(slot.day, calendar).contains(&slot)
            && is_ahead(slot, now);
        if !is_offered {
            return Err(Breach::SlotNotOffered);
        }
        if taken >= usize::from(self.places) { Err(Breach::SlotFull) } else { Ok(()) }
    }
}

fn is_ahead(slot: Slot, now: Now) -> bool {
    (slot.day, slot.minute) > (now.day, now.minute)
}

/// Where an appointment stands (预约状态).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// 已预约
    Booked,
    /// 已报到
    Arrived,
    /// 已取消
    Cancelled,
    /// 未到
    Missed,
}

impl Standing {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Booked, Self::Arrived, Self::Cancelled, Self::Missed];

    /// The word under which it is stored.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Booked => "booked",
            Self::Arrived => "arrived",
            Self::Cancelled => "cancelled",
            Self::Missed => "missed",
        }
    }

    /// The one of a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }

    /// What people call it.
    pub const fn phrase(self) -> Phrase {
        match self {
            Self::Booked => Phrase::of("已预约", "Booked"),
            Self::Arrived => Phrase::of("已报到", "Arrived"),
            Self::Cancelled => Phrase::of("已取消", "Cancelled"),
            Self::Missed => Phrase::of("未到", "Missed"),
        }
    }
}

/// What an arrival is worth (报到结果).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// In time: the place counts from the appointed time.
    InTime,
    /// Too late: the place counts from the arrival.
    Late,
}

/// An appointment (预约).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(alias = "预约")]
pub struct Appointment {
    /// When.
    pub slot: Slot,
    /// Where it stands.
    pub standing: Standing,
}

impl Appointment {
    fn booked(self) -> Result<Self, Breach> {
        if self.standing == Standing::Booked { Ok(self) } else { Err(Breach::AppointmentEnded) }
    }

    /// 取消预约
    ///
    /// # Errors
    /// `AppointmentEnded`.
    pub fn cancel(self) -> Result<Self, Breach> {
        Ok(Self { standing: Standing::Cancelled, ..self.booked()? })
    }

    /// 预约报到
    ///
    /// # Errors
    /// `AppointmentEnded`; `CheckInEarly` on an earlier day or more than half an hour before.
    pub fn arrive(self, now: Now) -> Result<(Self, Arrival), Breach> {
        let held = self.booked()?;
        if now.day > self.slot.day {
            return Err(Breach::AppointmentEnded);
        }
        let late = i64::from(now.minute) - i64::from(self.slot.minute);
        if now.day < self.slot.day || late < -EARLY_MINUTES {
            return Err(Breach::CheckInEarly);
        }
        let arrival = if late > GRACE_MINUTES { Arrival::Late } else { Arrival::InTime };
        Ok((Self { standing: Standing::Arrived, ..held }, arrival))
    }

    /// 未到: its day has ended.
    ///
    /// # Errors
    /// `AppointmentEnded`; also while its day lasts.
    pub fn miss(self, now: Now) -> Result<Self, Breach> {
        let held = self.booked()?;
        if now.day <= self.slot.day {
            return Err(Breach::AppointmentEnded);
        }
        Ok(Self { standing: Standing::Missed, ..held })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const OFFER: Offer =
        Offer { opening_hour: 9, closing_hour: 17, minutes: 30, places: 2, days: 14 };
    const MONDAY: Date = date(2026, 11, 23);

    fn at(day: Date, hour: u16, minute: u16) -> Now {
        Now { day, minute: hour * 60 + minute }
    }

    fn ten() -> Appointment {
        Appointment { slot: Slot { day: MONDAY, minute: 600 }, standing: Standing::Booked }
    }

    #[test]
    fn closed_days_offer_no_times() {
        let calendar = WorkingCalendar::without_notices();
        assert_eq!(OFFER.times(MONDAY, &calendar).len(), 16);
        assert!(OFFER.times(date(2026, 11, 22), &calendar).is_empty(), "a Sunday");
        let days = OFFER.open_days(at(MONDAY, 18, 0), &calendar);
        assert_eq!(days.first(), Some(&date(2026, 11, 24)), "today is over");
        assert!(days.iter().all(|day| calendar.is_working(*day)));
        assert_eq!(days.last(), Some(&date(2026, 12, 7)), "fourteen days ahead");
    }

    #[test]
    fn a_full_time_a_past_time_and_a_time_between_are_not_given() {
        let calendar = WorkingCalendar::without_notices();
        let check = |minute, taken| {
            let slot = Slot { day: MONDAY, minute };
            OFFER.check(slot, at(MONDAY, 10, 0), (&calendar, taken))
        };
        assert_eq!(check(660, 1), Ok(()));
        assert_eq!(check(660, 2), Err(Breach::SlotFull));
        assert_eq!(check(600, 0), Err(Breach::SlotNotOffered), "it has begun");
        assert_eq!(check(667, 0), Err(Breach::SlotNotOffered), "no such time");
        assert_eq!(check(17 * 60, 0), Err(Breach::SlotNotOffered), "after closing");
    }

    #[test]
    fn a_quarter_of_an_hour_late_keeps_the_appointed_place_and_later_does_not() {
        let arrival = |hour, minute| ten().arrive(at(MONDAY, hour, minute)).map(|(_, it)| it);
        assert_eq!(arrival(9, 29), Err(Breach::CheckInEarly));
        assert_eq!(arrival(9, 30), Ok(Arrival::InTime));
        assert_eq!(arrival(10, 15), Ok(Arrival::InTime));
        assert_eq!(arrival(10, 16), Ok(Arrival::Late));
        let next = ten().arrive(at(date(2026, 11, 24), 9, 0));
        assert_eq!(next.map(|_| ()), Err(Breach::AppointmentEnded));
    }

    #[test]
    fn an_appointment_is_used_cancelled_or_missed_once() {
        let cancelled = ten().cancel().expect("cancelled");
        assert_eq!(cancelled.cancel(), Err(Breach::AppointmentEnded));
        assert!(cancelled.arrive(at(MONDAY, 10, 0)).is_err());
        assert!(ten().miss(at(MONDAY, 23, 0)).is_err(), "its day lasts");
        let missed = ten().miss(at(date(2026, 11, 24), 0, 0)).expect("missed");
        assert_eq!(missed.standing, Standing::Missed);
    }
}
