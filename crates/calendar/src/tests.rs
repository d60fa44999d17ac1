//! The published years, the vectors of real halls, and a slow obvious oracle to hold against.

mod oracle;
mod properties;
mod vectors;
mod words;

use crate::{LocalDays, Notice, NoticeDay, WorkingCalendar};
use std::sync::LazyLock;

/// The notices that ship with the product, in order of their years.
pub(crate) fn published() -> &'static [Notice] {
    static NOTICES: LazyLock<Vec<Notice>> = LazyLock::new(read_published);
    &NOTICES
}

fn read_published() -> Vec<Notice> {
    let mut notices = Vec::new();
    let mut reading: Option<Reading> = None;
    for line in include_str!("../../../data/working-days.json").lines() {
        let strings: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
        match strings.as_slice() {
            [year] if year.len() == 4 && line.ends_with('{') => {
                notices.extend(reading.take().map(Reading::close));
                reading = Some(Reading { year: year.parse().unwrap(), ..Reading::default() });
            }
            [source] if source.starts_with("https://") => {
                reading.as_mut().unwrap().source = (*source).to_owned();
            }
            ["makeup_workdays"] => reading.as_mut().unwrap().make_up = true,
            ["date", date] => reading.as_mut().unwrap().date = (*date).to_owned(),
            ["name", name] => reading.as_mut().unwrap().add(name),
            _ => {}
        }
    }
    notices.extend(reading.map(Reading::close));
    assert_eq!(notices.len(), 3, "the shipped data holds three years");
    notices
}

/// The calendar of the published years.
pub(crate) fn calendar() -> &'static WorkingCalendar {
    static CALENDAR: LazyLock<WorkingCalendar> =
        LazyLock::new(|| WorkingCalendar::new(published(), LocalDays::none()));
    &CALENDAR
}

#[derive(Default)]
struct Reading {
    year: i16,
    source: String,
    make_up: bool,
    date: String,
    off: Vec<NoticeDay>,
    work: Vec<NoticeDay>,
}

impl Reading {
    fn add(&mut self, name: &str) {
        let day = NoticeDay::new(self.date.parse().unwrap(), name);
        if self.make_up { self.work.push(day) } else { self.off.push(day) }
    }

    fn close(self) -> Notice {
        Notice::new(self.year, &self.source, self.off, self.work).unwrap()
    }
}
