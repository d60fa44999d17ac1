//! How days and holidays are called in sentences of both languages.
//!
//! The explanations of this crate are sentences, so it has to be able to name a day. Names of
//! holidays come from the State Council in Chinese; the English of the seven statutory ones is
//! known here, and any other name stands as it was published.

use crate::Phrase;
use jiff::civil::{Date, Weekday};

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The holidays of 全国年节及纪念日放假办法, with the names that notices use for them.
const HOLIDAYS: [(&str, &str); 13] = [
    ("节假日", "public holiday"),
    ("元旦", "New Year's Day"),
    ("新年", "New Year's Day"),
    ("春节", "Spring Festival"),
    ("除夕", "Chinese New Year's Eve"),
    ("清明节", "Tomb-Sweeping Day"),
    ("清明", "Tomb-Sweeping Day"),
    ("劳动节", "Labour Day"),
    ("五一", "Labour Day"),
    ("端午节", "Dragon Boat Festival"),
    ("端午", "Dragon Boat Festival"),
    ("中秋节", "Mid-Autumn Festival"),
    ("国庆节", "National Day"),
];

/// The name of a holiday in both languages; joint names (`国庆节、中秋节`) part by part.
pub fn holiday(name: &str) -> Phrase {
    if let Some((zh, en)) = HOLIDAYS.iter().find(|(zh, _)| *zh == name) {
        return Phrase::of(zh, en);
    }
    let parts: Vec<&str> = name.split('、').map(str::trim).collect();
    let english: Vec<&str> = parts
        .iter()
        .map(|part| HOLIDAYS.iter().find(|(zh, _)| zh == part).map_or(*part, |(_, en)| *en))
        .collect();
    Phrase::new(name.to_owned(), english.join(" and "))
}

/// The name of a weekday (星期).
pub fn weekday(weekday: Weekday) -> Phrase {
    match weekday {
        Weekday::Monday => Phrase::of("星期一", "Monday"),
        Weekday::Tuesday => Phrase::of("星期二", "Tuesday"),
        Weekday::Wednesday => Phrase::of("星期三", "Wednesday"),
        Weekday::Thursday => Phrase::of("星期四", "Thursday"),
        Weekday::Friday => Phrase::of("星期五", "Friday"),
        Weekday::Saturday => Phrase::of("星期六", "Saturday"),
        Weekday::Sunday => Phrase::of("星期日", "Sunday"),
    }
}

/// A day with its weekday: `2026年2月27日（星期五）`, `Fri 27 Feb 2026`.
pub fn day(date: Date) -> Phrase {
    let name = weekday(date.weekday());
    let short = name.en.get(..3).unwrap_or_default();
    Phrase::new(
        format!("{}年{}月{}日（{}）", date.year(), date.month(), date.day(), name.zh),
        format!("{short} {} {} {}", date.day(), month(date), date.year()),
    )
}

/// A day without its year: `2月27日`, `27 Feb`.
pub fn short_day(date: Date) -> Phrase {
    Phrase::new(
        format!("{}月{}日", date.month(), date.day()),
        format!("{} {}", date.day(), month(date)),
    )
}

/// A stretch of days, the year said where it changes: `2月15日至23日`, `15 Feb to 23 Feb`.
pub fn stretch(from: Date, through: Date) -> Phrase {
    let (first, last) = (short_day(from), short_day(through));
    if from == through {
        first
    } else if from.year() != through.year() {
        let (first, last) = (day(from), day(through));
        Phrase::new(format!("{}至{}", first.zh, last.zh), format!("{} to {}", first.en, last.en))
    } else if from.month() == through.month() {
        Phrase::new(
            format!("{}至{}日", first.zh, through.day()),
            format!("{} to {}", first.en, last.en),
        )
    } else {
        Phrase::new(format!("{}至{}", first.zh, last.zh), format!("{} to {}", first.en, last.en))
    }
}

/// A count of things in English: `1 working day`, `2 working days`.
pub(crate) fn count(number: u32, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

fn month(date: Date) -> &'static str {
    usize::try_from(date.month() - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or("?")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_joint_holiday_is_named_in_both_languages() {
        let name = holiday("国庆节、中秋节");
        assert_eq!(name.zh, "国庆节、中秋节");
        assert_eq!(name.en, "National Day and Mid-Autumn Festival");
        assert_eq!(holiday("抗战胜利纪念日").en, "抗战胜利纪念日");
    }

    #[test]
    fn a_day_is_said_with_its_weekday() {
        assert_eq!(day(date(2026, 2, 27)).zh, "2026年2月27日（星期五）");
        assert_eq!(day(date(2026, 2, 27)).en, "Fri 27 Feb 2026");
    }

    #[test]
    fn a_stretch_says_only_what_changes() {
        assert_eq!(stretch(date(2026, 2, 15), date(2026, 2, 23)).zh, "2月15日至23日");
        assert_eq!(stretch(date(2026, 2, 28), date(2026, 3, 1)).zh, "2月28日至3月1日");
        assert_eq!(stretch(date(2026, 3, 1), date(2026, 3, 1)).en, "1 Mar");
        assert_eq!(
            stretch(date(2026, 12, 31), date(2027, 1, 3)).en,
            "Thu 31 Dec 2026 to Sun 3 Jan 2027"
        );
    }
}
