//! The clock of a limit as a picture: the weeks it runs through, each day with what it does.
//!
//! Colour is never alone: every day that is not simply counted carries a word. The picture stands
//! beside the sentences of [`Explanation::stretches`], which say the same.

use crate::words::{Language, Words};
use calendar::{DayRole, ExplainedDay, Explanation};
use jiff::civil::{Date, Weekday};
use std::fmt::Write;

const COLUMN: i32 = 48;
const ROW: i32 = 46;
const HEAD: i32 = 24;
/// Beyond this the picture says less than its sentences.
const DAYS_MAX: usize = 190;

/// How a day is drawn.
struct Look {
    fill: &'static str,
    line: &'static str,
    ink: &'static str,
    label: String,
}

impl Look {
    fn new(fill: &'static str, line: &'static str, ink: &'static str, label: String) -> Self {
        Self { fill, line, ink, label }
    }
}

/// The picture as SVG; empty where the limit is too long for one.
pub fn day_strip(explanation: &Explanation, words: Words) -> String {
    let days = &explanation.days;
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return String::new();
    };
    if days.len() > DAYS_MAX {
        return String::new();
    }
    let weeks = week_of(last.date, first.date) + 1;
    let (width, height) = (COLUMN * 7, HEAD + ROW * weeks);
    let mut svg = format!(
        "<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{}\" \
         text-anchor=\"middle\">",
        escaped(words.phrase(&explanation.summary()))
    );
    let mut weekday = Weekday::Monday;
    for column in 0..7 {
        let name: String = match words.language {
            Language::Chinese => words.weekday(weekday).chars().skip(2).collect(),
            Language::English => words.weekday(weekday).chars().take(3).collect(),
        };
        let x = column * COLUMN + COLUMN / 2;
        push(
            &mut svg,
            format_args!(
                "<text x=\"{x}\" y=\"15\" font-size=\"12\" fill=\"#4a555a\">{name}</text>"
            ),
        );
        weekday = weekday.next();
    }
    for day in days {
        draw(&mut svg, day, explanation, words);
    }
    svg.push_str("</svg>");
    svg
}

fn draw(svg: &mut String, day: &ExplainedDay, explanation: &Explanation, words: Words) {
    let look = look_of(day, explanation, words);
    let start = explanation.start;
    let column = i32::from(day.weekday.to_monday_zero_offset());
    let (x, y) = (column * COLUMN, HEAD + week_of(day.date, start) * ROW);
    let middle = x + COLUMN / 2;
    let is_month_named = day.date == start || day.date.day() == 1;
    let date = if is_month_named {
        format!("{}/{}", day.date.month(), day.date.day())
    } else {
        day.date.day().to_string()
    };
    let dashes = if day.provisional { " stroke-dasharray=\"3 2\"" } else { "" };
    push(
        svg,
        format_args!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"3\" fill=\"{}\" \
         stroke=\"{}\"{dashes}/>\
         <text x=\"{middle}\" y=\"{}\" font-size=\"14\" font-weight=\"600\" fill=\"{}\">{date}\
         </text><text x=\"{middle}\" y=\"{}\" font-size=\"10.5\" fill=\"{}\">{}</text>",
            x + 1,
            y + 1,
            COLUMN - 3,
            ROW - 3,
            look.fill,
            look.line,
            y + 19,
            look.ink,
            y + 36,
            look.ink,
            escaped(&look.label),
        ),
    );
}

fn look_of(day: &ExplainedDay, explanation: &Explanation, words: Words) -> Look {
    if day.date == explanation.deadline.due_on {
        let label = words.say("截止", "due").to_owned();
        return Look::new("#0b5d66", "#0b5d66", "#ffffff", label);
    }
    let mark = day.kind.mark().map(|mark| words.phrase(&mark).to_owned());
    match day.role {
        DayRole::Start => {
            Look::new("#ffffff", "#0b5d66", "#084750", words.say("起算", "start").to_owned())
        }
        DayRole::Counted(nth) => {
            let label = words.fill("第{}天", "day {}", &[&nth]);
            let label = match mark.filter(|_| day.kind.is_working()) {
                Some(mark) => format!("{label}·{mark}"),
                None => label,
            };
            Look::new("#e6f1f1", "#9cc4c6", "#084750", label)
        }
        DayRole::Off => Look::new("#f1f4f3", "#dde2e1", "#4a555a", mark.unwrap_or_default()),
        DayRole::Paused => {
            Look::new("#fdf2dd", "#e6c78f", "#7f4c00", words.say("中止", "paused").to_owned())
        }
        DayRole::MovedTo => {
            Look::new("#ffffff", "#0b5d66", "#084750", words.say("顺延", "moved").to_owned())
        }
    }
}

/// How many weeks after the week of `start` a day lies.
fn week_of(day: Date, start: Date) -> i32 {
    let monday = i32::from(start.weekday().to_monday_zero_offset());
    let apart = start.until(day).map_or(0, |span| span.get_days());
    (apart + monday) / 7
}

fn push(svg: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing into a text cannot fail.
    let _ = svg.write_fmt(text);
}

/// For text and attribute values.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
