//! Forms: what was typed, what was wrong with it, and how it is shown again.
//!
//! A page parses [`FormData`] into rule types; where that fails it collects [`FormErrors`] and
//! shows the same form with every value kept (status 422).

use calendar::Phrase;
use std::collections::BTreeMap;

/// What a browser sent: names with all their values, in order.
#[derive(Clone, Debug, Default)]
pub struct FormData {
    pairs: Vec<(String, String)>,
}

impl FormData {
    /// From decoded name–value pairs.
    pub fn from_pairs(pairs: Vec<(String, String)>) -> Self {
        Self { pairs }
    }

    /// The first value of `name`, trimmed, or the empty text.
    pub fn text(&self, name: &str) -> &str {
        self.pairs.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim())
    }

    /// Whether `name` was sent with a value that is not empty.
    pub fn has(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }

    /// All values of `name`, trimmed.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.pairs.iter().filter(|(key, _)| key == name).map(|(_, value)| value.trim()).collect()
    }

    /// All pairs whose name starts with `prefix`, the prefix cut off.
    pub fn with_prefix<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.pairs.iter().filter_map(move |(key, value)| {
            key.strip_prefix(prefix).map(|rest| (rest, value.trim()))
        })
    }

    /// All pairs as sent.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }
}

/// What was wrong, by field; the empty field name speaks of the whole form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormErrors {
    by_field: BTreeMap<String, Phrase>,
    order: Vec<String>,
}

impl FormErrors {
    /// No errors yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// One fault and no other.
    pub fn one(field: &str, fault: Phrase) -> Self {
        let mut errors = Self::new();
        errors.add(field, fault);
        errors
    }

    /// Notes a fault at a field; the first fault of a field is the one shown.
    pub fn add(&mut self, field: impl Into<String>, fault: Phrase) {
        let field = field.into();
        if !self.by_field.contains_key(&field) {
            self.order.push(field.clone());
            self.by_field.insert(field, fault);
        }
    }

    /// Unwraps a parsed value, noting the fault at the field where there is one.
    pub fn take<T>(&mut self, field: &str, parsed: Result<T, Phrase>) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err(fault) => {
                self.add(field, fault);
                None
            }
        }
    }

    /// Whether nothing was wrong.
    pub fn is_empty(&self) -> bool {
        self.by_field.is_empty()
    }

    /// The fault at a field.
    pub fn at(&self, field: &str) -> Option<&Phrase> {
        self.by_field.get(field)
    }

    /// Field names and faults in the order they were found.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Phrase)> {
        self.order
            .iter()
            .filter_map(|field| self.by_field.get(field).map(|fault| (field.as_str(), fault)))
    }
}

/// A field as a template shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldView {
    /// Name sent back by the browser.
    pub name: String,
    /// Label in the reader's language.
    pub label: String,
    /// Help under the label; may be empty.
    pub hint: String,
    /// What stands in the field.
    pub value: String,
    /// What is wrong with it; empty where nothing is.
    pub error: String,
    /// Whether it must be filled in.
    pub is_required: bool,
    /// Choices of a select, radio or checkbox group.
    pub options: Vec<OptionView>,
}

impl FieldView {
    /// A field with a label.
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { name: name.into(), label: label.into(), ..Self::default() }
    }

    /// With help under the label.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// With a value; also marks the option of that value as chosen.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        for option in &mut self.options {
            option.is_chosen = option.value == self.value;
        }
        self
    }

    /// Marks it as one that must be filled in.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.is_required = true;
        self
    }

    /// With choices.
    #[must_use]
    pub fn options(mut self, options: Vec<OptionView>) -> Self {
        self.options = options;
        for option in &mut self.options {
            option.is_chosen |= !self.value.is_empty() && option.value == self.value;
        }
        self
    }

    /// With the fault noted for it, if any, in the reader's language.
    #[must_use]
    pub fn fault(mut self, errors: &FormErrors, words: crate::Words) -> Self {
        if let Some(fault) = errors.at(&self.name) {
            words.phrase(fault).clone_into(&mut self.error);
        }
        self
    }
}

/// A choice of a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OptionView {
    /// Value sent back.
    pub value: String,
    /// Label in the reader's language.
    pub label: String,
    /// Help under the label; may be empty.
    pub hint: String,
    /// Whether it is chosen now.
    pub is_chosen: bool,
}

impl OptionView {
    /// A choice not yet chosen.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), ..Self::default() }
    }
}

/// What a template needs around the fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormView {
    /// Where it is posted to.
    pub action: String,
    /// Makes a second click the same act, not another one (hidden field `idempotency_key`).
    pub idempotency_key: String,
    /// Field names and messages for the error summary.
    pub errors: Vec<(String, String)>,
    /// Version of the row the form was filled from (hidden field `version`).
    pub version: String,
}

impl FormView {
    /// A form posted to `action`; `visit` gives language and a fresh key, or keeps the key typed.
    pub fn new(action: impl Into<String>, visit: &crate::Visit, errors: &FormErrors) -> Self {
        let words = visit.words();
        Self {
            action: action.into(),
            idempotency_key: visit.form_key(),
            errors: errors
                .iter()
                .map(|(field, fault)| (field.to_owned(), words.phrase(fault).to_owned()))
                .collect(),
            version: String::new(),
        }
    }

    /// With the version the form was filled from.
    #[must_use]
    pub fn version(mut self, version: i64) -> Self {
        self.version = version.to_string();
        self
    }
}
