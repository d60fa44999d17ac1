//! The year sheet: twelve months with every day off, worked, closed or of market.

use crate::settings::door::working_calendar;
use ::calendar::{DayKind, Notice, SpecialDays, WorkingCalendar, wording};
use axum::extract::Query;
use axum::response::Response;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::{HallError, Language, Visit, Words};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Asked {
    year: Option<i16>,
}

#[derive(askama::Template)]
#[template(path = "settings/pages/calendar.html")]
struct CalendarPage {
    chrome: Chrome,
    working_days: u32,
    source: Option<String>,
    earlier: Option<i16>,
    later: Option<i16>,
    weekdays: Vec<(&'static str, &'static str)>,
    months: Vec<MonthView>,
    special: Vec<SpecialView>,
    markets: Vec<String>,
    may_load: bool,
}

/// A month of the sheet.
struct MonthView {
    name: String,
    working_days: String,
    weeks: Vec<Vec<DayView>>,
}

/// A cell of the sheet; empty before the first and after the last day.
#[derive(Default)]
struct DayView {
    number: String,
    class: &'static str,
    mark: String,
    said: String,
    is_today: bool,
}

/// Days in a row that are special for the same reason.
struct SpecialView {
    days: String,
    kind: String,
    count: i64,
}

pub(super) async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, HallError> {
    let centre = visit.centre()?;
    let calendar = visit.read(move |read| working_calendar(read, centre)).await?;
    let today = visit.today();
    let years = Notice::YEAR_MIN..=Notice::YEAR_MAX;
    let year = asked.year.filter(|year| years.contains(year)).unwrap_or(today.year());
    let words = visit.words();
    let sheet = Sheet { calendar: &calendar, words, today };
    let title = words.fill("{} 年工作日历", "Working days of {}", &[&year]);
    visit.page(&CalendarPage {
        chrome: visit.chrome(title, Face::Office),
        working_days: calendar.working_days_in(year),
        source: calendar.source(year).map(str::to_owned),
        earlier: Some(year - 1).filter(|year| years.contains(year)),
        later: Some(year + 1).filter(|year| years.contains(year)),
        weekdays: weekdays(words),
        months: (1..=12).filter_map(|month| sheet.month(year, month)).collect(),
        special: calendar.special_days_in(year).iter().map(|run| special(run, words)).collect(),
        markets: calendar
            .local()
            .markets()
            .iter()
            .map(|rule| words.phrase(&rule.phrase()).to_owned())
            .collect(),
        may_load: visit.may(Power::ManageCalendar) && visit.is_county(),
    })
}

/// Column heads: what is seen and what is read out.
fn weekdays(words: Words) -> Vec<(&'static str, &'static str)> {
    let short = if words.language == Language::Chinese {
        ["一", "二", "三", "四", "五", "六", "日"]
    } else {
        ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
    };
    let days = Weekday::Monday.cycle_forward().map(|weekday| words.weekday(weekday));
    short.into_iter().zip(days).collect()
}

struct Sheet<'a> {
    calendar: &'a WorkingCalendar,
    words: Words,
    today: Date,
}

impl Sheet<'_> {
    fn month(&self, year: i16, month: i8) -> Option<MonthView> {
        let first = Date::new(year, month, 1).ok()?;
        let days: Vec<Date> =
            first.series(1.day()).take(usize::try_from(first.days_in_month()).ok()?).collect();
        let before = usize::try_from(first.weekday().to_monday_zero_offset()).ok()?;
        let mut cells: Vec<DayView> = (0..before).map(|_| DayView::default()).collect();
        cells.extend(days.iter().map(|day| self.cell(*day)));
        let working = days.iter().filter(|day| self.calendar.is_working(**day)).count();
        let mut weeks = Vec::new();
        while !cells.is_empty() {
            let rest = cells.split_off(cells.len().min(7));
            let mut week = std::mem::replace(&mut cells, rest);
            week.resize_with(7, DayView::default);
            weeks.push(week);
        }
        Some(MonthView {
            name: match self.words.language {
                Language::Chinese => format!("{month}月"),
                Language::English => first.strftime("%B").to_string(),
            },
            working_days: self.words.fill("{} 个工作日", "{} working days", &[&working]),
            weeks,
        })
    }

    fn cell(&self, day: Date) -> DayView {
        let kind = self.calendar.day_kind(day);
        let mut marks = Vec::new();
        marks.extend(kind.mark());
        let is_market = self.calendar.local().is_market_day(day);
        if is_market {
            marks.push(kit::Phrase::of("圩", "fair"));
        }
        let marks: Vec<&str> = marks.iter().map(|mark| self.words.phrase(mark)).collect();
        let mut said = match kind {
            DayKind::Working => String::new(),
            _ => self.words.phrase(&kind.phrase()).to_owned(),
        };
        if is_market {
            said.push_str(self.words.say("，圩日", ", market day"));
        }
        DayView {
            number: day.day().to_string(),
            class: class_of(&kind),
            mark: marks.join(" "),
            said,
            is_today: day == self.today,
        }
    }
}

fn special(run: &SpecialDays, words: Words) -> SpecialView {
    let days = wording::stretch(run.first, run.last);
    SpecialView {
        days: words.phrase(&days).to_owned(),
        kind: words.phrase(&run.kind.phrase()).to_owned(),
        count: run.first.duration_until(run.last).as_hours() / 24 + 1,
    }
}

fn class_of(kind: &DayKind) -> &'static str {
    match kind {
        DayKind::Working => "day day-working",
        DayKind::Weekend => "day day-weekend",
        DayKind::Holiday { .. } => "day day-holiday",
        DayKind::MakeUp { .. } => "day day-make-up",
        DayKind::LocalClosure { .. } => "day day-closed",
    }
}
