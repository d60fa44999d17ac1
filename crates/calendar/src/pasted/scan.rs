//! A line of a notice, cut into what matters: dates, ranges, weekdays, counts and verbs.

use jiff::civil::Weekday;

/// A date as written: `2027年1月4日`, `1月4日` or, after another date, only `4日`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WrittenDate {
    pub(super) year: Option<i16>,
    pub(super) month: Option<i8>,
    pub(super) day: i8,
}

/// What a word makes of the dates beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    Off,
    Work,
}

/// A piece of a line that means something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Date(WrittenDate),
    Year(i16),
    Through,
    Weekday(Weekday),
    Days(usize),
    Verb(Verb),
    /// A number that is none of these.
    Number,
    SentenceEnd,
    Word(String),
}

/// Words and what they mean; the first that fits is taken, so longer ones stand first.
const WORDS: [(&str, Option<Verb>); 18] = [
    ("调休上班", Some(Verb::Work)),
    ("放假调休", Some(Verb::Off)),
    ("调休放假", Some(Verb::Off)),
    ("年休假", None),
    ("节假日", None),
    ("值班", None),
    ("加班", None),
    ("轮班", None),
    ("连休", None),
    ("调休", None),
    ("补休", None),
    ("上班", Some(Verb::Work)),
    ("补班", Some(Verb::Work)),
    ("班", Some(Verb::Work)),
    ("放假", Some(Verb::Off)),
    ("休息", Some(Verb::Off)),
    ("休", Some(Verb::Off)),
    ("假", Some(Verb::Off)),
];

/// Full-width forms become ordinary ones, so that both are read alike.
pub(super) fn normalised(line: &str) -> String {
    line.chars()
        .map(|c| match c {
            '\u{3000}' | '\u{a0}' | '\u{feff}' | '\u{200b}' | '\t' => ' ',
            '—' | '–' | '―' | '～' | '~' => '至',
            '．' => '.',
            '\u{ff01}'..='\u{ff5e}' => {
                u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c)
            }
            other => other,
        })
        .collect::<String>()
        .trim()
        .to_owned()
}

/// The pieces of a normalised line.
pub(super) fn scan(line: &str) -> Vec<Token> {
    let mut scanner = Scanner { rest: line, tokens: Vec::new(), word: String::new() };
    while let Some(first) = scanner.rest.chars().next() {
        scanner.step(first);
    }
    scanner.end_word();
    scanner.tokens
}

struct Scanner<'a> {
    rest: &'a str,
    tokens: Vec<Token>,
    word: String,
}

impl Scanner<'_> {
    fn step(&mut self, first: char) {
        if first.is_ascii_digit() {
            let token = self.number();
            self.push(token);
        } else if let Some(days) = self.total_days() {
            self.push(Token::Days(days));
        } else if let Some(weekday) = self.weekday() {
            self.push(Token::Weekday(weekday));
        } else if let Some((word, verb)) = WORDS.iter().find(|(w, _)| self.rest.starts_with(w)) {
            self.skip(word.len());
            match verb {
                Some(verb) => self.push(Token::Verb(*verb)),
                None => self.end_word(),
            }
        } else {
            self.skip(first.len_utf8());
            match first {
                '至' | '到' => self.push(Token::Through),
                '-' if self.is_after_date() => self.push(Token::Through),
                '。' | ';' => self.push(Token::SentenceEnd),
                '(' => self.aside(),
                ' ' | '、' | ',' | ':' | ')' | '-' | '/' | '.' | '|' => self.end_word(),
                other => self.word.push(other),
            }
            self.latin_verb();
        }
    }

    fn is_after_date(&self) -> bool {
        self.word.is_empty()
            && matches!(self.tokens.last(), Some(Token::Date(_) | Token::Weekday(_)))
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    fn push(&mut self, token: Token) {
        self.end_word();
        self.tokens.push(token);
    }

    fn end_word(&mut self) {
        if !self.word.is_empty() {
            self.tokens.push(Token::Word(std::mem::take(&mut self.word)));
        }
    }

    /// `off` and `work` stand as words of their own.
    fn latin_verb(&mut self) {
        let next = self.rest.chars().next();
        if next.is_some_and(|c| c.is_ascii_alphanumeric()) {
            return;
        }
        let verb = match self.word.to_ascii_lowercase().as_str() {
            "off" | "holiday" => Verb::Off,
            "work" | "workday" => Verb::Work,
            _ => return,
        };
        self.word.clear();
        self.push(Token::Verb(verb));
    }

    /// What stands in brackets says a weekday or nothing that matters.
    fn aside(&mut self) {
        let end = self.rest.find(')').unwrap_or(self.rest.len());
        let inside = self.rest.get(..end).unwrap_or_default();
        let mut scanner = Scanner { rest: inside, tokens: Vec::new(), word: String::new() };
        while !scanner.rest.is_empty() {
            if let Some(weekday) = scanner.weekday() {
                self.push(Token::Weekday(weekday));
            } else {
                let step = scanner.rest.chars().next().map_or(1, char::len_utf8);
                scanner.skip(step);
            }
        }
        self.skip(end);
    }

    fn total_days(&mut self) -> Option<usize> {
        let after = self.rest.strip_prefix('共')?.trim_start();
        let digits = leading_digits(after);
        let tail = after.get(digits.len()..)?.strip_prefix('天')?;
        let days = digits.parse().ok()?;
        self.rest = tail;
        Some(days)
    }

    fn weekday(&mut self) -> Option<Weekday> {
        let after = ["星期", "周", "礼拜"].iter().find_map(|p| self.rest.strip_prefix(p))?;
        let name = after.chars().next()?;
        let weekday = match name {
            '一' => Weekday::Monday,
            '二' => Weekday::Tuesday,
            '三' => Weekday::Wednesday,
            '四' => Weekday::Thursday,
            '五' => Weekday::Friday,
            '六' => Weekday::Saturday,
            '日' | '天' => Weekday::Sunday,
            _ => return None,
        };
        self.rest = after.get(name.len_utf8()..)?;
        Some(weekday)
    }

    /// A number and what follows it: a date, a year or just a number.
    fn number(&mut self) -> Token {
        let digits = leading_digits(self.rest);
        let value: i32 = digits.parse().unwrap_or(i32::MAX);
        self.skip(digits.len());
        if digits.len() == 8 {
            return date(value / 10_000, value / 100 % 100, value % 100);
        }
        if digits.len() == 4 {
            if let Some(token) = self.after_year(value) {
                return token;
            }
            return Token::Number;
        }
        if let Some(month_and_day) = self.after_month(value) {
            return month_and_day;
        }
        if self.takes('日') || self.takes('号') {
            return match i8::try_from(value) {
                Ok(day) => Token::Date(WrittenDate { year: None, month: None, day }),
                Err(_) => Token::Number,
            };
        }
        Token::Number
    }

    /// `2027年`, `2027年1月4日`, `2027-1-4`, `2027/1/4` or `2027.1.4`, the year being read.
    fn after_year(&mut self, year: i32) -> Option<Token> {
        if self.takes('年') {
            let start = self.rest;
            let whole = self.digits().and_then(|month| self.after_month(month));
            if let Some(Token::Date(WrittenDate { month: Some(month), day, .. })) = whole {
                return Some(date(year, month.into(), day.into()));
            }
            self.rest = start;
            return Some(i16::try_from(year).map_or(Token::Number, Token::Year));
        }
        let separator = self.rest.chars().next().filter(|c| matches!(c, '-' | '/' | '.'))?;
        let start = self.rest;
        self.skip(1);
        let month = self.digits();
        let day = month.filter(|_| self.takes(separator)).and_then(|_| self.digits());
        if let (Some(month), Some(day)) = (month, day) {
            return Some(date(year, month, day));
        }
        self.rest = start;
        None
    }

    /// `4日` or `4` after `1月`, the month's number being read.
    fn after_month(&mut self, month: i32) -> Option<Token> {
        let start = self.rest;
        if self.takes('月')
            && let Some(day) = self.digits()
        {
            if !self.takes('日') {
                self.takes('号');
            }
            let written = (i8::try_from(month), i8::try_from(day));
            return Some(match written {
                (Ok(month), Ok(day)) => {
                    Token::Date(WrittenDate { year: None, month: Some(month), day })
                }
                _ => Token::Number,
            });
        }
        self.rest = start;
        None
    }

    fn takes(&mut self, wanted: char) -> bool {
        let trimmed = self.rest.trim_start_matches(' ');
        match trimmed.strip_prefix(wanted) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn digits(&mut self) -> Option<i32> {
        let trimmed = self.rest.trim_start_matches(' ');
        let digits = leading_digits(trimmed);
        let value = digits.parse().ok()?;
        self.rest = trimmed.get(digits.len()..)?;
        Some(value)
    }
}

fn leading_digits(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// A whole date; numbers that fit no date stay in it and are refused when it is resolved.
fn date(year: i32, month: i32, day: i32) -> Token {
    match (i16::try_from(year), i8::try_from(month), i8::try_from(day)) {
        (Ok(year), Ok(month), Ok(day)) => {
            Token::Date(WrittenDate { year: Some(year), month: Some(month), day })
        }
        _ => Token::Number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(year: Option<i16>, month: Option<i8>, day: i8) -> Token {
        Token::Date(WrittenDate { year, month, day })
    }

    #[test]
    fn dates_are_read_in_every_usual_form() {
        for text in [
            "2027-01-04",
            "2027/1/4",
            "2027.1.4",
            "20270104",
            "２０２７年１月４日",
            "2027 年 1 月 4 日",
        ] {
            let tokens = scan(&normalised(text).replace("2027 年", "2027年"));
            assert_eq!(tokens, [written(Some(2027), Some(1), 4)], "{text}");
        }
        assert_eq!(scan("1月4日"), [written(None, Some(1), 4)]);
        assert_eq!(scan("4号"), [written(None, None, 4)]);
        assert_eq!(scan("2027年元旦"), [Token::Year(2027), Token::Word("元旦".into())]);
    }

    #[test]
    fn a_sentence_of_the_notice_is_cut_at_its_joints() {
        let tokens = scan(&normalised("1月1日（周四）至3日（星期六）放假调休，共3天。"));
        assert_eq!(
            tokens,
            [
                written(None, Some(1), 1),
                Token::Weekday(Weekday::Thursday),
                Token::Through,
                written(None, None, 3),
                Token::Weekday(Weekday::Saturday),
                Token::Verb(Verb::Off),
                Token::Days(3),
                Token::SentenceEnd,
            ]
        );
    }

    #[test]
    fn words_of_duty_are_not_taken_for_verbs() {
        assert_eq!(scan("值班"), []);
        assert_eq!(scan("与周末连休"), [Token::Word("与周末".into())]);
        assert_eq!(scan("OFF work"), [Token::Verb(Verb::Off), Token::Verb(Verb::Work)]);
        assert_eq!(scan("network"), [Token::Word("network".into())]);
    }
}
