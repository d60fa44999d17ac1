//! `yimen calendar year`: the working days of a year on the terminal.

use super::{calendar_of, centre};
use crate::terminal::{Terminal, table};
use calendar::{Notice, SpecialDays, wording};
use clap::Args;
use house::config::Options;
use jiff::ToSpan;
use jiff::civil::Date;
use kit::Words;
use kit::db::CentreId;

/// The working days of a year, month by month (年度工作日).
#[derive(Args)]
pub(super) struct YearArgs {
    /// Which year
    #[arg(value_parser = clap::value_parser!(i16)
        .range(i64::from(Notice::YEAR_MIN)..=i64::from(Notice::YEAR_MAX)))]
    year: i16,
    /// Centre whose closures count, where a database is named [default: the county] (中心)
    #[arg(long, value_name = "CODE", value_parser = centre)]
    centre: Option<CentreId>,
}

pub(super) fn run(args: &YearArgs, options: &Options, terminal: Terminal) -> anyhow::Result<()> {
    let calendar = calendar_of(args.centre, options)?;
    let year = args.year;
    terminal.line(&terminal.words.fill(
        "{} 年：{} 个工作日",
        "{}: {} working days",
        &[&year, &calendar.working_days_in(year)],
    ));
    match calendar.source(year) {
        Some(source) => {
            terminal.line(&terminal.words.fill("来源：{}", "source: {}", &[&source]));
        }
        None => terminal.say(
            "放假通知尚未载入：按周一至周五推算，均为暂定。",
            "the notice has not been loaded: weekdays are assumed, every day is provisional.",
        ),
    }
    let words = terminal.words;
    let mut rows = vec![vec![
        words.say("月份", "Month").to_owned(),
        words.say("工作日", "Working days").to_owned(),
        words.say("放假、调休与闭馆", "Holidays, make-up days and closures").to_owned(),
    ]];
    let runs = calendar.special_days_in(year);
    for month in 1..=12 {
        let Ok(first) = Date::new(year, month, 1) else { continue };
        let days = first.series(1.day()).take_while(|day| *day <= first.last_of_month());
        let working = days.filter(|day| calendar.is_working(*day)).count();
        let special: Vec<String> = runs
            .iter()
            .filter(|run| run.first.month() == month)
            .map(|run| told(run, words))
            .collect();
        rows.push(vec![month.to_string(), working.to_string(), special.join("  ")]);
    }
    terminal.line(table(&rows).trim_end());
    Ok(())
}

fn told(run: &SpecialDays, words: Words) -> String {
    let (days, kind) = (wording::stretch(run.first, run.last), run.kind.phrase());
    format!("{} {}", words.phrase(&days), words.phrase(&kind))
}
