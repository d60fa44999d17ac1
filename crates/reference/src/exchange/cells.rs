//! What a cell holds, by kind: how a field is written into it and how it is read back.

use super::fee;
use super::values::{self, SetOfChoices};
use counter::catalogue::record::LimitRecord;
use kit::Phrase;
use serde_json::{Value, json};

/// What the cells of a column hold.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// Any text.
    Text,
    /// A short name.
    Name,
    /// A key.
    Key,
    /// A condition.
    Condition,
    /// A small number.
    Count,
    /// A limit.
    Limit,
    /// The note beside a limit.
    LimitNote,
    /// Words between commas.
    Words,
    /// A text on each line.
    Lines,
    /// One of a few values, stored by code or word.
    Choice(SetOfChoices),
    /// Several of a few values.
    Choices(SetOfChoices),
    /// An entry on each line, its parts between bars.
    List(Vec<Part>),
    /// A field of the fee.
    Fee(fee::Field),
}

/// A part of a line of a list.
#[derive(Clone, Debug)]
pub(super) struct Part {
    path: String,
    kind: Kind,
}

impl Kind {
    /// The kind that the table of columns names: `text`, `choice Level`, `list key:key label.zh`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (name, rest) = text.split_once(' ').unwrap_or((text, ""));
        Some(match name {
            "text" => Self::Text,
            "name" => Self::Name,
            "key" => Self::Key,
            "condition" => Self::Condition,
            "count" => Self::Count,
            "limit" => Self::Limit,
            "limit_note" => Self::LimitNote,
            "words" => Self::Words,
            "lines" => Self::Lines,
            "choice" => Self::Choice(SetOfChoices::named(rest)?),
            "choices" => Self::Choices(SetOfChoices::named(rest)?),
            "list" => {
                let parts: Option<Vec<Part>> = rest.split(' ').map(Part::parse).collect();
                Self::List(parts?)
            }
            fee => Self::Fee(fee::Field::parse(fee, rest)?),
        })
    }

    /// The names that may be chosen; none where anything may be written.
    pub(super) fn choices(&self) -> Vec<Phrase> {
        match self {
            Self::Choice(set) => (set.names)(),
            Self::Fee(fee::Field::Charged) => fee::CHARGED.to_vec(),
            _ => Vec::new(),
        }
    }

    /// A field as it stands in a cell.
    pub(super) fn write(&self, field: &Value) -> String {
        match self {
            Self::Text | Self::Name | Self::Key | Self::Condition => text_of(field).to_owned(),
            Self::Count => field.as_u64().unwrap_or(0).to_string(),
            Self::Limit => values::limit_cell(limit_of(field).as_ref()),
            Self::LimitNote => limit_of(field).map_or_else(String::new, |limit| limit.note),
            Self::Words => texts_of(field).join("、"),
            Self::Lines => texts_of(field).join("\n"),
            Self::Choice(set) => (set.spelled)(text_of(field)),
            Self::Choices(set) => {
                let names: Vec<String> =
                    texts_of(field).into_iter().map(|code| (set.spelled)(code)).collect();
                names.join("、")
            }
            Self::List(parts) => {
                let entries = field.as_array().map(Vec::as_slice).unwrap_or_default();
                let lines: Vec<String> = entries.iter().map(|it| line(parts, it)).collect();
                lines.join("\n")
            }
            Self::Fee(field_of_fee) => field_of_fee.write(field),
        }
    }

    /// The field after a cell was taken into it.
    pub(super) fn read(&self, field: &Value, cell: &str) -> Result<Value, Phrase> {
        Ok(match self {
            Self::Text => json!(values::text(cell)?),
            Self::Name => json!(values::name(cell)?),
            Self::Key => json!(values::key(cell)?),
            Self::Condition => json!(values::condition(cell)?),
            Self::Count => json!(values::count(cell)?),
            Self::Limit => {
                let note = limit_of(field).map_or_else(String::new, |limit| limit.note);
                json!(values::limit_record(cell, note)?)
            }
            Self::LimitNote => json!(values::with_note(limit_of(field), cell)?),
            Self::Words => json!(values::words(cell)?),
            Self::Lines => {
                let lines = cell.lines().map(str::trim).filter(|line| !line.is_empty());
                json!(lines.map(values::text).collect::<Result<Vec<_>, _>>()?)
            }
            Self::Choice(set) => json!((set.stored)(cell)?),
            Self::Choices(set) => {
                let mut all = Vec::new();
                for word in values::split(cell) {
                    let code = (set.stored)(word)?;
                    if !all.contains(&code) {
                        all.push(code);
                    }
                }
                json!(all)
            }
            Self::List(parts) => {
                let entries: Result<Vec<Value>, Phrase> =
                    values::lines(cell).map(|texts| entry(parts, &texts)).collect();
                Value::Array(entries?)
            }
            Self::Fee(field_of_fee) => field_of_fee.read(field, cell)?,
        })
    }
}

impl Part {
    /// `name.zh`, or with its kind `when:condition`.
    fn parse(text: &str) -> Option<Self> {
        let (path, kind) = text.split_once(':').unwrap_or((text, "text"));
        Some(Self { path: path.to_owned(), kind: Kind::parse(kind)? })
    }
}

fn line(parts: &[Part], entry: &Value) -> String {
    let texts: Vec<String> =
        parts.iter().map(|part| part.kind.write(field(entry, &part.path))).collect();
    values::line(&texts.iter().map(String::as_str).collect::<Vec<_>>())
}

fn entry(parts: &[Part], texts: &[&str]) -> Result<Value, Phrase> {
    let mut entry = json!({});
    for (at, part) in parts.iter().enumerate() {
        let text = texts.get(at).copied().unwrap_or_default();
        let value = part.kind.read(&Value::Null, text)?;
        set_field(&mut entry, &part.path, value);
    }
    Ok(entry)
}

/// The field at a path; nothing where there is none.
pub(super) fn field<'a>(record: &'a Value, path: &str) -> &'a Value {
    path.split('.').try_fold(record, |value, name| value.get(name)).unwrap_or(&Value::Null)
}

/// Sets the field at a path, making what leads to it.
pub(super) fn set_field(record: &mut Value, path: &str, value: Value) {
    let mut slot = record;
    for name in path.split('.') {
        if !slot.is_object() {
            *slot = json!({});
        }
        slot = &mut slot[name];
    }
    *slot = value;
}

/// The text of a field.
pub(super) fn text_of(field: &Value) -> &str {
    field.as_str().unwrap_or_default()
}

fn texts_of(field: &Value) -> Vec<&str> {
    field.as_array().map(|all| all.iter().map(text_of).collect()).unwrap_or_default()
}

fn limit_of(field: &Value) -> Option<LimitRecord> {
    serde_json::from_value(field.clone()).ok()
}
