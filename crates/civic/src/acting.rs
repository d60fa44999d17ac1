//! How the rooms of the wing read what is typed, offer acts, and show them again when refused.

use axum::http::StatusCode;
use kit::form::{FieldView, FormData, FormErrors, OptionView};
use kit::{HallError, Phrase, Words};

/// Texts at most.
const TEXT_MAX: usize = 2_000;

/// A fault at a field where nothing that is known was chosen.
const CHOOSE: Phrase = Phrase::of("请选择一项。", "Choose one.");
const NO_DAY: Phrase = Phrase::of("请填写日期，如 2026-11-30。", "Give a day, as in 2026-11-30.");

/// Reads what was typed and notes what is wrong with it.
pub(crate) struct Reader<'a> {
    pub(crate) data: &'a FormData,
    pub(crate) errors: FormErrors,
}

impl<'a> Reader<'a> {
    /// Over what was typed.
    pub(crate) fn new(data: &'a FormData) -> Self {
        Self { data, errors: FormErrors::new() }
    }

    /// A text without what stands around it.
    pub(crate) fn text(&self, name: &str) -> String {
        self.data.text(name).trim().chars().take(TEXT_MAX).collect()
    }

    /// The value of a word, or a stand-in and a fault at the field.
    pub(crate) fn chosen<T: Copy>(
        &mut self,
        name: &str,
        from: fn(&str) -> Option<T>,
        stand_in: T,
    ) -> T {
        let found = from(self.data.text(name));
        if found.is_none() {
            self.errors.add(name, CHOOSE);
        }
        found.unwrap_or(stand_in)
    }

    /// A day that has to be given.
    pub(crate) fn day(&mut self, name: &str) -> jiff::civil::Date {
        let found = self.data.text(name).trim().parse();
        if found.is_err() {
            self.errors.add(name, NO_DAY);
        }
        found.unwrap_or_default()
    }

    /// A day that may be left out.
    pub(crate) fn day_if_any(&mut self, name: &str) -> Option<jiff::civil::Date> {
        (!self.data.text(name).trim().is_empty()).then(|| self.day(name))
    }

    /// The value, or every fault that was noted.
    pub(crate) fn finished<T>(self, value: T) -> Result<T, HallError> {
        if self.errors.is_empty() { Ok(value) } else { Err(HallError::Invalid(self.errors)) }
    }
}

/// What was typed into a form, to be shown again with its faults.
pub(crate) struct Typed<'a> {
    pub(crate) data: &'a FormData,
    pub(crate) errors: &'a FormErrors,
    pub(crate) words: Words,
}

impl Typed<'_> {
    /// A field with what was typed and what is wrong with it.
    pub(crate) fn field(&self, name: &str, zh: &str, en: &str) -> FieldView {
        FieldView::new(name, self.words.say(zh, en))
            .value(self.data.text(name))
            .fault(self.errors, self.words)
    }

    /// Boxes of which several may be ticked.
    pub(crate) fn boxes(
        &self,
        name: &str,
        (zh, en): (&str, &str),
        all: Vec<OptionView>,
    ) -> FieldView {
        let ticked = self.data.all(name);
        let mut field = FieldView::new(name, self.words.say(zh, en)).fault(self.errors, self.words);
        field.options = all;
        for option in &mut field.options {
            option.is_chosen = ticked.contains(&option.value.as_str());
        }
        field
    }
}

/// Words and phrases as choices.
pub(crate) fn options(
    all: impl Iterator<Item = (&'static str, Phrase)>,
    words: Words,
) -> Vec<OptionView> {
    all.map(|(word, phrase)| OptionView::new(word, words.phrase(&phrase))).collect()
}

/// How a field is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Day,
    Select,
    Boxes,
}

/// An act that may be taken, with its fields.
pub(crate) struct ActForm {
    /// Where it is sent.
    pub(crate) action: String,
    /// The last part of the address.
    pub(crate) word: &'static str,
    pub(crate) title: String,
    pub(crate) hint: String,
    pub(crate) fields: Vec<(Kind, FieldView)>,
    pub(crate) is_open: bool,
}

/// Opens the form that was refused, or else the first.
pub(crate) fn opened(mut forms: Vec<ActForm>, wanted: &str) -> Vec<ActForm> {
    let wanted = if forms.iter().any(|it| it.word == wanted) {
        wanted
    } else {
        forms.first().map(|it| it.word).unwrap_or_default()
    }
    .to_owned();
    for form in &mut forms {
        form.is_open = form.word == wanted;
    }
    forms
}

/// What is shown again where an act was refused.
#[derive(Default)]
pub(crate) struct Again {
    pub(crate) data: FormData,
    pub(crate) errors: FormErrors,
    /// The form that stays open.
    pub(crate) open: String,
    /// Whether somebody was allowed to see personal data in clear.
    pub(crate) clear: bool,
}

impl Again {
    /// What was typed, with what an act refused; other errors go on.
    ///
    /// # Errors
    /// What is no fault of the form.
    pub(crate) fn refused(
        open: &str,
        data: FormData,
        error: HallError,
    ) -> Result<(Self, StatusCode), HallError> {
        let (errors, status) = faults(error)?;
        Ok((Self { data, errors, open: open.to_owned(), clear: false }, status))
    }
}

/// What an act refused, as errors of the form it came from; other errors go on.
///
/// # Errors
/// What is no fault of the form.
pub(crate) fn faults(error: HallError) -> Result<(FormErrors, StatusCode), HallError> {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    match error {
        HallError::Invalid(errors) => Ok((errors, status)),
        HallError::Breach { sentence, basis } => {
            let told = Phrase::new(
                format!("{}（依据：{}）", sentence.zh, basis.zh),
                format!("{} (Basis: {})", sentence.en, basis.en),
            );
            Ok((FormErrors::one("", told), status))
        }
        HallError::Stale(sentence) => Ok((FormErrors::one("", sentence), status)),
        error => Err(error),
    }
}

/// Somebody else acted on it meanwhile.
pub(crate) fn stale() -> HallError {
    HallError::Stale(Phrase::of(
        "同事刚刚办过这一件。您填写的内容还在，请核对后再办。",
        "A colleague has just acted on this. What you typed is kept; check before going on.",
    ))
}

/// A reason as typed, or the fault at its field.
///
/// # Errors
/// Where nothing is said.
pub(crate) fn reason_of(field: &str, typed: &str) -> Result<String, HallError> {
    let reason: String = typed.trim().chars().take(200).collect();
    if reason.is_empty() {
        let fault = rulebook::breach::Breach::ReasonMissing.phrase();
        return Err(HallError::invalid(field, fault));
    }
    Ok(reason)
}
