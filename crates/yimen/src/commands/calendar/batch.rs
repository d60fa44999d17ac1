//! `yimen calendar due --batch`: a deadline for each line of JSON, as fast as lines come.
//!
//! One line in, one line out, in order. A line that cannot be answered gets an error object that
//! says why in both languages, and the next line is read. What is written is handed on before the
//! next read that could wait, so that a program can ask line by line over a pipe.

use calendar::{
    Deadline, Explanation, Limit, LimitFault, LimitUnit, Pause, PauseFault, Pauses, Phrase,
    WorkingCalendar, due, explain,
};
use jiff::civil::Date;
use serde::de::{Deserialize, Deserializer, Visitor};
use std::fmt;
use std::io::{self, BufRead, BufReader, Read, Write};

/// Longer lines are refused instead of kept in memory.
const LINE_MAX: usize = 1 << 20;
const BUFFER: usize = 1 << 18;

/// Whether each answer tells why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Telling {
    /// The day alone.
    When,
    /// The day and the reasons in words.
    WhenAndWhy,
}

/// How many lines came, and how many of them could not be answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) lines: u64,
    pub(super) refused: u64,
}

/// Answers every line of `input` on `output`.
///
/// # Errors
/// Where reading or writing fails; never because of what a line says.
pub(super) fn answer_all(
    input: impl Read,
    output: &mut impl Write,
    calendar: &WorkingCalendar,
    telling: Telling,
) -> io::Result<Tally> {
    let mut input = BufReader::with_capacity(BUFFER, input);
    let mut line = Vec::new();
    let mut answer = Vec::new();
    let mut tally = Tally::default();
    loop {
        if input.buffer().is_empty() {
            output.flush()?;
        }
        let Some(fits) = next_line(&mut input, &mut line)? else { break };
        tally.lines += 1;
        answer.clear();
        let deadline = if fits { ask(&line) } else { Err(too_long()) };
        match deadline {
            Ok(question) => question.answer(calendar, telling, &mut answer)?,
            Err(fault) => {
                tally.refused += 1;
                refuse(tally.lines, &fault, &mut answer)?;
            }
        }
        answer.push(b'\n');
        output.write_all(&answer)?;
    }
    output.flush()?;
    Ok(tally)
}

/// Reads to the end of a line; says whether all of it fitted. `None` at the end of input.
fn next_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<Option<bool>> {
    line.clear();
    let mut fits = true;
    let mut began = false;
    loop {
        let buffer = match input.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if buffer.is_empty() {
            return Ok(began.then_some(fits));
        }
        began = true;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let part = &buffer[..end.unwrap_or(buffer.len())];
        fits &= line.len() + part.len() <= LINE_MAX;
        if fits {
            line.extend_from_slice(part);
        }
        let taken = end.map_or(buffer.len(), |end| end + 1);
        input.consume(taken);
        if end.is_some() {
            return Ok(Some(fits));
        }
    }
}

/// A question that can be answered.
struct Question {
    start: Date,
    limit: Limit,
    pauses: Pauses,
}

impl Question {
    fn answer(
        &self,
        calendar: &WorkingCalendar,
        telling: Telling,
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        match telling {
            Telling::When => {
                let deadline = due(self.start, self.limit, &self.pauses, calendar);
                write_deadline(deadline, out)?;
            }
            Telling::WhenAndWhy => {
                let why = explain(self.start, self.limit, &self.pauses, calendar);
                write_deadline(why.deadline, out)?;
                write_reasons(&why, out)?;
            }
        }
        out.push(b'}');
        Ok(())
    }
}

/// All but the closing bracket.
fn write_deadline(deadline: Deadline, out: &mut Vec<u8>) -> io::Result<()> {
    let Deadline { due_on, provisional } = deadline;
    write!(out, r#"{{"due":"{due_on}","provisional":{provisional}"#)
}

fn write_reasons(why: &Explanation, out: &mut Vec<u8>) -> io::Result<()> {
    let summary = why.summary();
    let stretches = why.stretches();
    let reasons: Vec<Phrase> = stretches.iter().map(calendar::Stretch::phrase).collect();
    let told = serde_json::json!({
        "zh": summary.zh,
        "en": summary.en,
        "days": reasons.iter().map(in_both).collect::<Vec<_>>(),
    });
    out.extend_from_slice(br#","why":"#);
    serde_json::to_writer(out, &told)?;
    Ok(())
}

fn in_both(phrase: &Phrase) -> serde_json::Value {
    serde_json::json!({ "zh": phrase.zh, "en": phrase.en })
}

fn refuse(line: u64, fault: &Phrase, out: &mut Vec<u8>) -> io::Result<()> {
    let told = serde_json::json!({
        "error": { "line": line, "zh": fault.zh, "en": fault.en }
    });
    serde_json::to_writer(out, &told)?;
    Ok(())
}

fn too_long() -> Phrase {
    Phrase::of("这一行太长", "the line is too long")
}

/// The question that a line asks.
fn ask(line: &[u8]) -> Result<Question, Phrase> {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line).trim_ascii();
    if line.first() != Some(&b'{') {
        return Err(Phrase::of(
            "应为一个JSON对象，如 {\"start\":\"2026-02-13\",\"limit\":5,\"unit\":\"working_days\"}",
            "a JSON object is expected, such as \
             {\"start\":\"2026-02-13\",\"limit\":5,\"unit\":\"working_days\"}",
        ));
    }
    let written: Written = serde_json::from_slice(line).map_err(|error| {
        Phrase::new(
            format!("不是可识别的JSON（{error}）"),
            format!("not the JSON expected ({error})"),
        )
    })?;
    written.question()
}

/// A line as it stands, every field perhaps missing or of a wrong kind.
#[derive(serde::Deserialize)]
struct Written {
    #[serde(default)]
    start: Field<Date>,
    #[serde(default)]
    limit: Field<i64>,
    #[serde(default)]
    unit: Field<LimitUnit>,
    #[serde(default, alias = "pause")]
    pauses: Option<Vec<(Field<Date>, Field<Date>)>>,
}

impl Written {
    fn question(self) -> Result<Question, Phrase> {
        let start = self.start.get("start")?;
        let limit = self.limit.get("limit")?;
        let limit = Limit::new(limit, self.unit.get("unit")?).map_err(LimitFault::phrase)?;
        let mut pauses = Vec::new();
        for (from, through) in self.pauses.unwrap_or_default() {
            let (from, through) = (from.get("pauses")?, through.get("pauses")?);
            pauses.push(Pause::new(from, through).map_err(PauseFault::phrase)?);
        }
        let pauses = if pauses.is_empty() { Pauses::none() } else { Pauses::of(pauses) };
        Ok(Question { start, limit, pauses })
    }
}

/// What stands in a field.
#[derive(Default)]
enum Field<T> {
    /// Nothing, or null.
    #[default]
    Missing,
    /// What was expected.
    Good(T),
    /// Something else, and what had been expected.
    Bad(Phrase),
}

impl<T> Field<T> {
    fn get(self, name: &str) -> Result<T, Phrase> {
        match self {
            Self::Good(value) => Ok(value),
            Self::Missing => Err(Phrase::new(format!("缺少{name}"), format!("{name} is missing"))),
            Self::Bad(expected) => Err(Phrase::new(
                format!("{name}：{}", expected.zh),
                format!("{name}: {}", expected.en),
            )),
        }
    }
}

/// What a field can be read from.
trait Readable: Sized {
    fn from_text(text: &str) -> Field<Self> {
        let _ = text;
        Field::Bad(Self::expected())
    }

    fn from_number(number: i64) -> Field<Self> {
        let _ = number;
        Field::Bad(Self::expected())
    }

    fn expected() -> Phrase;
}

impl Readable for Date {
    fn from_text(text: &str) -> Field<Self> {
        let range = WorkingCalendar::FIRST_DAY..=WorkingCalendar::LAST_DAY;
        match plain_date(text) {
            Some(date) if range.contains(&date) => Field::Good(date),
            Some(_) => Field::Bad(Phrase::new(
                format!("日期应在{}至{}之间", range.start(), range.end()),
                format!("the date must lie between {} and {}", range.start(), range.end()),
            )),
            None => Field::Bad(Self::expected()),
        }
    }

    fn expected() -> Phrase {
        Phrase::of("应为日期，如 2026-02-13", "a date such as 2026-02-13 is expected")
    }
}

impl Readable for i64 {
    fn from_number(number: i64) -> Field<Self> {
        Field::Good(number)
    }

    fn expected() -> Phrase {
        Phrase::of("应为整数", "a whole number is expected")
    }
}

impl Readable for LimitUnit {
    fn from_text(text: &str) -> Field<Self> {
        Self::parse(text).map_or_else(|_| Field::Bad(Self::expected()), Field::Good)
    }

    fn expected() -> Phrase {
        calendar::LimitFault::UnknownUnit.phrase()
    }
}

/// `YYYY-MM-DD` and nothing else.
fn plain_date(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let digits = |range: std::ops::Range<usize>| -> Option<i16> {
        bytes[range].iter().try_fold(0, |sum, byte| {
            byte.is_ascii_digit().then(|| sum * 10 + i16::from(byte - b'0'))
        })
    };
    let (month, day) = (digits(5..7)?, digits(8..10)?);
    Date::new(digits(0..4)?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

impl<'de, T: Readable> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FieldVisitor(std::marker::PhantomData))
    }
}

struct FieldVisitor<T>(std::marker::PhantomData<T>);

impl<T: Readable> Visitor<'_> for FieldVisitor<T> {
    type Value = Field<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&T::expected().en)
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(T::from_text(text))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(T::from_number(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(T::from_number(i64::try_from(number).unwrap_or(i64::MAX)))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Field::Bad(T::expected()))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Field::Bad(T::expected()))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Field::Missing)
    }
}

#[cfg(test)]
mod tests;
