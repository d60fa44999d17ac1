//! A notice read from pasted text: the State Council's own sentences, or one day a line.
//!
//! Both of these are understood, also with full-width characters and mixed:
//!
//! ```text
//! 二、春节：2月15日（周日）至23日（周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
//! 2027-01-04 班 元旦
//! ```
//!
//! The text checks itself: a weekday that does not fit its date, or a total that does not fit its
//! range, means that something was misread or the year is wrong, and is refused with its line.
//! Nothing that carries a date is passed over in silence: what was not read is handed back.

mod scan;

use crate::day_table::days_between;
use crate::notice::{Notice, NoticeDay, NoticeFault};
use crate::{Phrase, wording};
use jiff::civil::{Date, Weekday};
use scan::{Token, Verb, WrittenDate, normalised, scan};
use std::collections::BTreeMap;
use std::fmt;

/// The name of a holiday that the text does not name.
const UNNAMED: &str = "节假日";
/// The longest run of days that one sentence can mean.
const RANGE_DAYS_MAX: i64 = 20;

/// A notice read from text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pasted {
    /// The notice.
    pub notice: Notice,
    /// Lines that say nothing about days, such as the title and the signature.
    pub unread: Vec<UnreadLine>,
}

/// A line that was not needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadLine {
    /// Its number, from 1.
    pub number: usize,
    /// What it says.
    pub text: String,
}

/// Reads a notice from text. The year is the one given, or else the one the text speaks of.
pub fn read_pasted(
    text: &str,
    year: Option<i16>,
    source: &str,
) -> Result<Pasted, Vec<PastedFault>> {
    let lines: Vec<Line> = text
        .lines()
        .enumerate()
        .map(|(at, line)| Line::read(at + 1, line))
        .filter(|line| !line.text.is_empty())
        .collect();
    let Some(year) = year.or_else(|| year_of(&lines)) else {
        return Err(vec![PastedFault::YearUnknown]);
    };
    let mut reading = Reading::default();
    for line in &lines {
        reading.take(line, year);
    }
    if !reading.faults.is_empty() {
        return Err(reading.faults);
    }
    Notice::new(year, source, reading.days_off, reading.make_up_days)
        .map(|notice| Pasted { notice, unread: reading.unread })
        .map_err(|faults| faults.into_iter().map(PastedFault::Notice).collect())
}

struct Line {
    number: usize,
    text: String,
    name: Option<String>,
    tokens: Vec<Token>,
}

impl Line {
    fn read(number: usize, line: &str) -> Self {
        let text = normalised(line);
        let (name, body) = split_name(&text);
        let tokens = scan(body);
        Self { number, name: name.map(str::to_owned), tokens, text }
    }

    fn has(&self, wanted: impl Fn(&Token) -> bool) -> bool {
        self.tokens.iter().any(wanted)
    }

    /// A date that stands alone is a signature.
    fn is_signature(&self) -> bool {
        matches!(self.tokens.as_slice(), [Token::Date(_)])
    }

    /// Whether the line could mean a day: it has a date, or a number beside 休 or 班.
    fn speaks_of_days(&self) -> bool {
        self.has(|token| matches!(token, Token::Date(WrittenDate { month: Some(_), .. })))
            || (self.has(|token| matches!(token, Token::Verb(_)))
                && self.has(|token| matches!(token, Token::Number | Token::Date(_))))
    }

    /// The name before the colon, or the one word that stands beside a date and its verb.
    fn holiday(&self) -> &str {
        let words = || {
            self.tokens.iter().filter_map(|token| match token {
                Token::Word(word) => Some(word.as_str()),
                _ => None,
            })
        };
        match (&self.name, words().next(), words().nth(1)) {
            (Some(name), ..) => name,
            (None, Some(only), None) if only.chars().count() <= 12 => only,
            _ => UNNAMED,
        }
    }
}

/// `二、春节:…` → `春节` and the rest; a colon after a date names nothing.
fn split_name(line: &str) -> (Option<&str>, &str) {
    let Some((head, body)) = line.split_once(':') else { return (None, line) };
    let bare = head.trim_start_matches(|c| "（(一二三四五六七八九十".contains(c));
    let name = bare.trim_start_matches(['、', '.', ')', ' ']).trim();
    let fits = !name.is_empty()
        && name.chars().count() <= Notice::NAME_LENGTH_MAX
        && !name.contains(|c: char| c.is_ascii_digit());
    if fits { (Some(name), body) } else { (None, line) }
}

/// The year that the title names, or else the year of most whole dates.
fn year_of(lines: &[Line]) -> Option<i16> {
    let mut dated: BTreeMap<i16, usize> = BTreeMap::new();
    for token in lines.iter().filter(|line| !line.is_signature()).flat_map(|line| &line.tokens) {
        match token {
            Token::Year(year) => return Some(*year),
            Token::Date(WrittenDate { year: Some(year), .. }) => {
                *dated.entry(*year).or_default() += 1;
            }
            _ => {}
        }
    }
    dated.into_iter().max_by_key(|(_, dates)| *dates).map(|(year, _)| year)
}

#[derive(Default)]
struct Reading {
    days_off: Vec<NoticeDay>,
    make_up_days: Vec<NoticeDay>,
    unread: Vec<UnreadLine>,
    faults: Vec<PastedFault>,
}

impl Reading {
    fn take(&mut self, line: &Line, year: i16) {
        if line.is_signature() || !line.speaks_of_days() {
            self.unread.push(UnreadLine { number: line.number, text: line.text.clone() });
            return;
        }
        let sentences = line.tokens.split(|token| *token == Token::SentenceEnd);
        for sentence in sentences {
            if let Err(fault) = self.sentence(sentence, line.holiday(), year) {
                self.faults.push(PastedFault::Line { number: line.number, fault });
                return;
            }
        }
    }

    fn sentence(&mut self, tokens: &[Token], name: &str, year: i16) -> Result<(), LineFault> {
        let mut ranges = Ranges { year, ..Ranges::default() };
        let mut verb_first = None;
        for token in tokens {
            match token {
                Token::Date(date) => ranges.date(*date)?,
                Token::Through => ranges.through = true,
                Token::Weekday(weekday) => ranges.check_weekday(*weekday)?,
                Token::Days(said) => ranges.check_total(*said)?,
                Token::Verb(verb) if ranges.pending.is_empty() => verb_first = Some(*verb),
                Token::Verb(verb) => self.put(ranges.settle(), *verb, name),
                Token::Number if ranges.none_yet() => return Err(LineFault::NumberUnread),
                Token::Year(_) | Token::Number | Token::Word(_) | Token::SentenceEnd => {}
            }
        }
        match verb_first {
            _ if ranges.pending.is_empty() => Ok(()),
            Some(verb) => {
                self.put(ranges.settle(), verb, name);
                Ok(())
            }
            None => Err(LineFault::NeitherOffNorWorked),
        }
    }

    fn put(&mut self, dates: Vec<Date>, verb: Verb, name: &str) {
        let days = dates.into_iter().map(|date| NoticeDay::new(date, name));
        match verb {
            Verb::Off => self.days_off.extend(days),
            Verb::Work => self.make_up_days.extend(days),
        }
    }
}

/// The dates of one sentence, as far as it has been read.
#[derive(Default)]
struct Ranges {
    year: i16,
    pending: Vec<(Date, Date)>,
    settled: Option<usize>,
    last: Option<Date>,
    through: bool,
}

impl Ranges {
    fn none_yet(&self) -> bool {
        self.last.is_none()
    }

    fn date(&mut self, written: WrittenDate) -> Result<(), LineFault> {
        let date = self.resolve(written)?;
        let joined = std::mem::take(&mut self.through);
        match self.pending.last_mut() {
            Some((from, through)) if joined => {
                // New Year's holiday may begin in a December whose year nobody writes.
                if date < *from && written.year.is_none() && from.month() == 12 {
                    let earlier = from.with().year(self.year.saturating_sub(1)).build();
                    *from = earlier.map_err(|_| LineFault::NoSuchDay)?;
                }
                let days = days_between(*from, date);
                if !(0..RANGE_DAYS_MAX).contains(&days) {
                    return Err(LineFault::RangeUnfit { from: *from, through: date });
                }
                *through = date;
            }
            _ => self.pending.push((date, date)),
        }
        self.last = Some(date);
        Ok(())
    }

    fn resolve(&self, written: WrittenDate) -> Result<Date, LineFault> {
        let before = self.last;
        let month = written.month.or(before.map(Date::month)).ok_or(LineFault::NoSuchDay)?;
        let year = match (written.year, written.month) {
            (Some(year), _) => year,
            (None, None) => before.map_or(self.year, Date::year),
            (None, Some(_)) => self.year,
        };
        Date::new(year, month, written.day).map_err(|_| LineFault::NoSuchDay)
    }

    fn check_weekday(&self, said: Weekday) -> Result<(), LineFault> {
        match self.last {
            Some(date) if date.weekday() != said => Err(LineFault::WeekdayUnfit { date, said }),
            _ => Ok(()),
        }
    }

    fn check_total(&self, said: usize) -> Result<(), LineFault> {
        let counted = if self.pending.is_empty() { self.settled } else { Some(self.days().len()) };
        match counted {
            Some(counted) if counted != said => Err(LineFault::TotalUnfit { said, counted }),
            _ => Ok(()),
        }
    }

    fn days(&self) -> Vec<Date> {
        let one_day = jiff::Span::new().days(1);
        self.pending
            .iter()
            .flat_map(|(from, through)| from.series(one_day).take_while(move |day| day <= through))
            .collect()
    }

    fn settle(&mut self) -> Vec<Date> {
        let days = self.days();
        self.pending.clear();
        self.settled = Some(days.len());
        days
    }
}

/// What could not be read in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineFault {
    /// A date that the calendar does not have.
    NoSuchDay,
    /// A date without 休/放假 or 班/上班.
    NeitherOffNorWorked,
    /// A number that is no date.
    NumberUnread,
    /// A range that runs backwards or is far too long.
    RangeUnfit {
        /// Its first day.
        from: Date,
        /// Its last day.
        through: Date,
    },
    /// The weekday said is not the date's.
    WeekdayUnfit {
        /// The date.
        date: Date,
        /// The weekday that the text says.
        said: Weekday,
    },
    /// The total said is not the number of days.
    TotalUnfit {
        /// The total that the text says.
        said: usize,
        /// The days counted.
        counted: usize,
    },
}

impl LineFault {
    /// The fault in words.
    pub fn phrase(self) -> Phrase {
        match self {
            Self::NoSuchDay => Phrase::of("没有这一天", "there is no such day"),
            Self::NeitherOffNorWorked => Phrase::of(
                "有日期，但没有写明休（放假）还是班（上班）",
                "a date without 休 (off) or 班 (work)",
            ),
            Self::NumberUnread => Phrase::of(
                "有数字未能识别为日期，请写成2027-01-04",
                "a number that is no date; write 2027-01-04",
            ),
            Self::RangeUnfit { from, through } => Phrase::new(
                format!("{from}至{through}不是一段合理的假期"),
                format!("{from} to {through} is no holiday's length"),
            ),
            Self::WeekdayUnfit { date, said } => Phrase::new(
                format!("{}，不是{}，请核对年份", wording::day(date).zh, wording::weekday(said).zh),
                format!(
                    "it is {}, not {}; is the year right?",
                    wording::day(date).en,
                    wording::weekday(said).en
                ),
            ),
            Self::TotalUnfit { said, counted } => Phrase::new(
                format!("写明共{said}天，实际为{counted}天"),
                format!("it says {said} days, but there are {counted}"),
            ),
        }
    }
}

/// Why a text could not be read as a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PastedFault {
    /// A line was not understood.
    Line {
        /// Its number, from 1.
        number: usize,
        /// What was wrong.
        fault: LineFault,
    },
    /// All lines were read, but the notice makes no sense.
    Notice(NoticeFault),
    /// The text names no year.
    YearUnknown,
}

impl PastedFault {
    /// The fault in words.
    pub fn phrase(self) -> Phrase {
        match self {
            Self::Line { number, fault } => {
                let fault = fault.phrase();
                Phrase::new(
                    format!("第{number}行：{}", fault.zh),
                    format!("line {number}: {}", fault.en),
                )
            }
            Self::Notice(fault) => fault.phrase(),
            Self::YearUnknown => Phrase::of(
                "看不出是哪一年的通知，请填写年份",
                "the text names no year; say which year it is for",
            ),
        }
    }
}

impl fmt::Display for PastedFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.phrase().en)
    }
}

impl std::error::Error for PastedFault {}

#[cfg(test)]
mod tests;
