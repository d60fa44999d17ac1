//! Numbers as people read them off the paper: a letter for the line, three figures for the day.

use calendar::Phrase;

/// The letters of a line (排队字头): one or two capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[doc(alias = "排队字头")]
pub struct Prefix([u8; 2]);

impl Prefix {
    /// From one or two capitals.
    ///
    /// # Errors
    /// What is wrong, for the form.
    pub fn parse(text: &str) -> Result<Self, Phrase> {
        match text.trim().as_bytes() {
            [one] if one.is_ascii_uppercase() => Ok(Self([*one, 0])),
            [one, two] if one.is_ascii_uppercase() && two.is_ascii_uppercase() => {
                Ok(Self([*one, *two]))
            }
            _ => Err(Phrase::of(
                "字头为一至两个大写字母，如 A。",
                "The letters of a line are one or two capitals, such as A.",
            )),
        }
    }
}

impl std::fmt::Display for Prefix {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for letter in self.0.iter().filter(|it| **it != 0) {
            write!(formatter, "{}", char::from(*letter))?;
        }
        Ok(())
    }
}

/// A number (号码): `A001`, counted anew each day within its letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[doc(alias = "号码")]
pub struct Number {
    /// The letters of the line it was taken in.
    pub prefix: Prefix,
    /// The figure, from 1.
    pub serial: u32,
}

impl Number {
    /// From `A001`.
    ///
    /// # Errors
    /// What is wrong, for the form.
    pub fn parse(text: &str) -> Result<Self, Phrase> {
        let text = text.trim();
        let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
        let wrong = || Phrase::of("号码形如 A001。", "A number looks like A001.");
        let (prefix, figures) = text.split_at(letters);
        let prefix = Prefix::parse(&prefix.to_ascii_uppercase()).map_err(|_| wrong())?;
        let is_figure =
            (3..=6).contains(&figures.len()) && figures.bytes().all(|it| it.is_ascii_digit());
        match figures.parse() {
            Ok(serial) if is_figure && serial > 0 => Ok(Self { prefix, serial }),
            _ => Err(wrong()),
        }
    }

    /// As it is spoken in Chinese, figure by figure: `A零零一`.
    pub fn spoken(self) -> String {
        const FIGURES: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
        let text = self.to_string();
        text.chars()
            .map(|it| it.to_digit(10).map_or(it, |figure| FIGURES[figure as usize % 10]))
            .collect()
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}{:03}", self.prefix, self.serial)
    }
}
