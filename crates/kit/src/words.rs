//! Words: every sentence in Chinese and English, side by side, checked by the compiler.
//!
//! A text takes both languages as arguments, so that a missing translation does not compile.
//! Templates write `{{ words.say("受理", "Accept") }}`; rules hand over a [`Phrase`].

use calendar::Phrase;
use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::Offset;
use std::fmt::Display;

/// Language of a visitor's pages (界面语言).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// 简体中文, the first language of the house.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Language {
    /// The tag used in `lang` attributes, cookies and `Accept-Language`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    /// The language behind a tag or an `Accept-Language` header; `None` where it names neither.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let first = tag.split(',').next().unwrap_or_default().trim().to_ascii_lowercase();
        if first.starts_with("zh") {
            Some(Self::Chinese)
        } else if first.starts_with("en") {
            Some(Self::English)
        } else {
            None
        }
    }
}

/// The voice of a page: chooses between the two languages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The language spoken.
    pub language: Language,
}

impl Words {
    /// A voice in `language`.
    pub fn new(language: Language) -> Self {
        Self { language }
    }

    /// One of two texts.
    pub fn say<'a>(&self, chinese: &'a str, english: &'a str) -> &'a str {
        match self.language {
            Language::Chinese => chinese,
            Language::English => english,
        }
    }

    /// The text of a phrase.
    pub fn phrase<'a>(&self, phrase: &'a Phrase) -> &'a str {
        self.say(&phrase.zh, &phrase.en)
    }

    /// One of two texts with `{}` replaced in order by `values`.
    pub fn fill(&self, chinese: &str, english: &str, values: &[&dyn Display]) -> String {
        let pattern = self.say(chinese, english);
        let mut text = String::with_capacity(pattern.len() + 16);
        let mut values = values.iter();
        let mut parts = pattern.split("{}");
        if let Some(first) = parts.next() {
            text.push_str(first);
        }
        for part in parts {
            if let Some(value) = values.next() {
                text.push_str(&value.to_string());
            }
            text.push_str(part);
        }
        text
    }

    /// The tag for the `lang` attribute.
    pub fn lang_tag(&self) -> &'static str {
        self.language.tag()
    }

    /// The other language, for the switch in the page head.
    pub fn other(&self) -> Language {
        match self.language {
            Language::Chinese => Language::English,
            Language::English => Language::Chinese,
        }
    }

    /// A day as people write it: `2026年11月23日` or `23 November 2026`.
    pub fn date(&self, day: Date) -> String {
        match self.language {
            Language::Chinese => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
            Language::English => {
                format!("{} {} {}", day.day(), month_name(day.month()), day.year())
            }
        }
    }

    /// A day with its weekday: `2026年11月23日（星期一）` or `Monday, 23 November 2026`.
    pub fn date_and_weekday(&self, day: Date) -> String {
        match self.language {
            Language::Chinese => {
                format!("{}（{}）", self.date(day), self.weekday(day.weekday()))
            }
            Language::English => {
                format!("{}, {}", self.weekday(day.weekday()), self.date(day))
            }
        }
    }

    /// The name of a weekday.
    pub fn weekday(&self, weekday: Weekday) -> &'static str {
        match weekday {
            Weekday::Monday => self.say("星期一", "Monday"),
            Weekday::Tuesday => self.say("星期二", "Tuesday"),
            Weekday::Wednesday => self.say("星期三", "Wednesday"),
            Weekday::Thursday => self.say("星期四", "Thursday"),
            Weekday::Friday => self.say("星期五", "Friday"),
            Weekday::Saturday => self.say("星期六", "Saturday"),
            Weekday::Sunday => self.say("星期日", "Sunday"),
        }
    }

    /// An instant in epoch milliseconds as local day and minute: `2026年11月23日 09:05`.
    pub fn instant(&self, at_ms: i64) -> String {
        let local = local_time(at_ms);
        format!("{} {:02}:{:02}", self.date(local.date()), local.hour(), local.minute())
    }

    /// Money in fen as yuan: `20.00 元` or `CNY 20.00`.
    pub fn money(&self, fen: i64) -> String {
        let sign = if fen < 0 { "-" } else { "" };
        let amount = format!("{sign}{}.{:02}", fen.abs() / 100, fen.abs() % 100);
        match self.language {
            Language::Chinese => format!("{amount} 元"),
            Language::English => format!("CNY {amount}"),
        }
    }
}

/// Wall time in China (UTC+8, no daylight saving since 1991) of an instant in epoch milliseconds.
pub fn local_time(at_ms: i64) -> DateTime {
    let timestamp = jiff::Timestamp::from_millisecond(at_ms).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    Offset::constant(8).to_datetime(timestamp)
}

/// The epoch milliseconds of a wall time in China.
pub fn instant_of(local: DateTime) -> i64 {
    Offset::constant(8).to_timestamp(local).map_or(0, jiff::Timestamp::as_millisecond)
}

fn month_name(month: i8) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    usize::try_from(month - 1).ok().and_then(|index| NAMES.get(index)).copied().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_writes_days_as_its_people_do() {
        let day = jiff::civil::date(2026, 11, 23);
        assert_eq!(Words::new(Language::Chinese).date_and_weekday(day), "2026年11月23日（星期一）");
        assert_eq!(Words::new(Language::English).date_and_weekday(day), "Monday, 23 November 2026");
    }

    #[test]
    fn placeholders_are_filled_in_order() {
        let words = Words::new(Language::English);
        assert_eq!(words.fill("{}的{}", "{} of {}", &[&1, &"two"]), "1 of two");
    }

    #[test]
    fn an_instant_is_told_in_the_wall_time_of_china() {
        assert_eq!(Words::default().instant(0), "1970年1月1日 08:00");
    }
}
