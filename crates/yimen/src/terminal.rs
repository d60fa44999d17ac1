//! What the commands say: in the administrator's language, to the terminal and nowhere else.

use indicatif::{ProgressBar, ProgressStyle};
use kit::{Language, Phrase, Words};
use std::io::Write;
use std::time::Duration;

/// The terminal a command speaks to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Terminal {
    /// The voice of the messages.
    pub words: Words,
}

impl Terminal {
    /// A terminal that speaks a language.
    pub fn new(language: Language) -> Self {
        Self { words: Words::new(language) }
    }

    /// Writes a line to standard output.
    pub fn line(self, text: &str) {
        // A reader that went away (`yimen … | head`) is no fault of ours.
        drop(writeln!(std::io::stdout().lock(), "{text}"));
    }

    /// Writes one of two texts to standard output.
    pub fn say(self, chinese: &str, english: &str) {
        self.line(self.words.say(chinese, english));
    }

    /// Writes a phrase to standard output.
    pub fn phrase(self, phrase: &Phrase) {
        self.line(self.words.phrase(phrase));
    }

    /// Writes a note to standard error, so that what a program reads stays clean.
    pub fn note(self, text: &str) {
        drop(writeln!(std::io::stderr().lock(), "{text}"));
    }

    /// Writes what went wrong to standard error.
    pub fn fault(self, text: &str) {
        self.note(&format!("{}{text}", self.words.say("出错：", "error: ")));
    }

    /// A bar for work whose length is known; silent where nobody watches.
    pub fn bar(self, length: u64, chinese: &'static str, english: &'static str) -> ProgressBar {
        let bar = ProgressBar::new(length);
        let pattern = "{msg} [{bar:32}] {human_pos}/{human_len} {eta}";
        if let Ok(style) = ProgressStyle::with_template(pattern) {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.set_message(self.words.say(chinese, english));
        bar
    }

    /// A turning wheel for work whose length is not known.
    pub fn wheel(self, chinese: &'static str, english: &'static str) -> ProgressBar {
        let bar = ProgressBar::new_spinner();
        bar.set_message(self.words.say(chinese, english));
        bar.enable_steady_tick(Duration::from_millis(120));
        bar
    }
}

/// A table whose columns line up although Chinese letters are two cells wide.
pub fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|column| rows.iter().filter_map(|row| row.get(column)).map(|it| width(it)).max())
        .map(|widest| widest.unwrap_or(0))
        .collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::from(" ");
        for (cell, widest) in row.iter().zip(&widths) {
            line.push(' ');
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', widest - width(cell) + 1));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// Cells that a text takes on a terminal.
pub fn width(text: &str) -> usize {
    text.chars().map(|letter| if is_wide(letter) { 2 } else { 1 }).sum()
}

fn is_wide(letter: char) -> bool {
    matches!(u32::from(letter),
        0x1100..=0x115F | 0x2E80..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF
        | 0xFE30..=0xFE6F | 0xFF00..=0xFF60 | 0xFFE0..=0xFFE6 | 0x20000..=0x3FFFD)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_under_chinese_letters() {
        let rows = vec![
            vec!["角色".to_owned(), "Role".to_owned(), "x".to_owned()],
            vec!["a".to_owned(), "窗口人员".to_owned(), "y".to_owned()],
        ];
        let text = table(&rows);
        let ends: Vec<usize> = text.lines().map(width).collect();
        assert_eq!(ends[0], ends[1], "{text}");
    }
}
