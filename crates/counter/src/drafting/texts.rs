//! Between a record and the texts of a form, both ways, by the table of fields.

use super::fields::{Field, Kind, Part, Rows, parts};
use crate::catalogue::record::ItemRecord;
use crate::comparison::Section;
use kit::form::{FormData, FormErrors};
use kit::{HallError, Phrase};
use rulebook::item::Fen;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What stands in the fields of a section, by name.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    by_name: BTreeMap<String, Vec<String>>,
}

impl Texts {
    /// From what a browser sent.
    pub(super) fn typed(data: &FormData) -> Self {
        let mut texts = Self::default();
        for (name, value) in data.pairs() {
            // Browsers send lines with carriage returns.
            let value = value.replace("\r\n", "\n").trim().to_owned();
            texts.by_name.entry(name.clone()).or_default().push(value);
        }
        texts
    }

    /// From a stored record, for one section.
    pub(super) fn stored(record: &ItemRecord, section: Section) -> Result<Self, HallError> {
        let value = serde_json::to_value(record)?;
        let mut texts = Self::default();
        for part in parts(section) {
            match part {
                Part::Fields(fields) => {
                    for field in *fields {
                        texts.show(field, field.path, at(&value, field.path));
                    }
                }
                Part::Rows(rows) => texts.show_rows(rows, at(&value, rows.path)),
            }
        }
        Ok(texts)
    }

    /// The first text of a name.
    pub(super) fn one(&self, name: &str) -> &str {
        self.by_name.get(name).and_then(|all| all.first()).map_or("", String::as_str)
    }

    /// All texts of a name.
    pub(super) fn all(&self, name: &str) -> &[String] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    fn put(&mut self, name: String, text: impl Into<String>) {
        self.by_name.insert(name, vec![text.into()]);
    }

    /// How many rows a list has.
    pub(super) fn rows(&self, list: &str) -> usize {
        self.one(&format!("{list}.rows")).parse().unwrap_or(0).min(ROWS_MAX)
    }

    fn show_rows(&mut self, rows: &Rows, list: &Value) {
        let entries = list.as_array().map_or(&[][..], Vec::as_slice);
        self.put(format!("{}.rows", rows.path), entries.len().to_string());
        for (number, entry) in entries.iter().enumerate() {
            for field in rows.fields {
                let name = format!("{}.{number}.{}", rows.path, field.path);
                self.show(field, &name, at(entry, field.path));
            }
        }
    }

    fn show(&mut self, field: &Field, name: &str, value: &Value) {
        match field.kind {
            Kind::Line | Kind::Area | Kind::Condition | Kind::One(_) => {
                self.put(name.to_owned(), value.as_str().unwrap_or_default());
            }
            Kind::Number => self.put(name.to_owned(), value.to_string()),
            Kind::Label | Kind::LabelArea => {
                for language in ["zh", "en"] {
                    let text = at(value, language).as_str().unwrap_or_default();
                    self.put(format!("{name}.{language}"), text);
                }
            }
            Kind::Several(_) => {
                let taken = strings(value).map(str::to_owned).collect();
                self.by_name.insert(name.to_owned(), taken);
            }
            Kind::Lines => {
                self.put(name.to_owned(), strings(value).collect::<Vec<_>>().join("\n"));
            }
            Kind::Money => {
                let yuan = value.as_i64().map(|fen| Fen::new(fen).to_string());
                self.put(name.to_owned(), yuan.unwrap_or_default());
            }
            Kind::Limit | Kind::LimitTerm => {
                let days = at(value, "value").as_i64().map(|value| value.to_string());
                self.put(format!("{name}.value"), days.unwrap_or_default());
                for part in ["unit", "note"] {
                    let text = at(value, part).as_str().unwrap_or_default();
                    self.put(format!("{name}.{part}"), text);
                }
            }
            Kind::Choices => self.put(name.to_owned(), choice_lines(value)),
        }
    }
}

/// More rows than this are not taken from a form.
const ROWS_MAX: usize = 200;

/// What is done to the rows of a list before the form is shown again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowAct {
    /// A new row at the end.
    Add,
    /// The row goes away.
    Remove(usize),
    /// The row changes places with the one above.
    Up(usize),
    /// The row changes places with the one below.
    Down(usize),
}

impl Texts {
    /// The act on rows that a button of the form asks for: `materials:up:3`.
    pub(super) fn row_act(&self) -> Option<(String, RowAct)> {
        let mut parts = self.one("row").splitn(3, ':');
        let (list, act, number) = (parts.next()?, parts.next()?, parts.next());
        let number = number.and_then(|number| number.parse().ok()).unwrap_or(0);
        let act = match act {
            "add" => RowAct::Add,
            "remove" => RowAct::Remove(number),
            "up" => RowAct::Up(number),
            "down" => RowAct::Down(number),
            _ => return None,
        };
        Some((list.to_owned(), act))
    }

    /// Does it; all other texts stay as typed.
    pub(super) fn perform(&mut self, list: &str, act: RowAct) {
        let count = self.rows(list);
        let mut order: Vec<usize> = (0..count).collect();
        match act {
            RowAct::Add => {}
            RowAct::Remove(row) if row < count => drop(order.remove(row)),
            RowAct::Up(row) if row > 0 && row < count => order.swap(row, row - 1),
            RowAct::Down(row) if row + 1 < count => order.swap(row, row + 1),
            _ => return,
        }
        let prefix = format!("{list}.");
        let of_row = |name: &str| -> Option<(usize, String)> {
            let (number, rest) = name.strip_prefix(&prefix)?.split_once('.')?;
            Some((number.parse().ok()?, rest.to_owned()))
        };
        let old = std::mem::take(&mut self.by_name);
        for (name, texts) in old {
            match of_row(&name) {
                None => drop(self.by_name.insert(name, texts)),
                Some((row, rest)) => {
                    if let Some(place) = order.iter().position(|from| *from == row) {
                        self.by_name.insert(format!("{list}.{place}.{rest}"), texts);
                    }
                }
            }
        }
        let count = order.len() + usize::from(act == RowAct::Add);
        self.put(format!("{list}.rows"), count.min(ROWS_MAX).to_string());
    }
}

/// A record with one section replaced by what was typed; faults stand at their paths.
pub(super) fn merged(
    record: &ItemRecord,
    section: Section,
    texts: &Texts,
    errors: &mut FormErrors,
) -> Result<ItemRecord, HallError> {
    let mut value = serde_json::to_value(record)?;
    for part in parts(section) {
        match part {
            Part::Fields(fields) => {
                for field in *fields {
                    put(&mut value, field.path, read(field, field.path, texts, errors));
                }
            }
            Part::Rows(rows) => {
                let entries = read_rows(rows, texts, errors);
                put(&mut value, rows.path, Value::Array(entries));
            }
        }
    }
    Ok(serde_json::from_value(value).unwrap_or_else(|error| {
        // Only a value that no form of ours offers comes here.
        let text = error.to_string();
        errors.add(
            "",
            Phrase::new(
                format!("提交的内容无法读取：{text}"),
                format!("It cannot be read: {text}"),
            ),
        );
        record.clone()
    }))
}

fn read_rows(rows: &Rows, texts: &Texts, errors: &mut FormErrors) -> Vec<Value> {
    (0..texts.rows(rows.path))
        .map(|number| {
            let mut entry = Value::Object(Map::new());
            for field in rows.fields {
                let name = format!("{}.{number}.{}", rows.path, field.path);
                put(&mut entry, field.path, read(field, &name, texts, errors));
            }
            entry
        })
        .collect()
}

fn read(field: &Field, name: &str, texts: &Texts, errors: &mut FormErrors) -> Value {
    let text = texts.one(name);
    match field.kind {
        Kind::Line | Kind::Area | Kind::Condition | Kind::One(_) => json!(text),
        Kind::Label | Kind::LabelArea => json!({
            "zh": texts.one(&format!("{name}.zh")),
            "en": texts.one(&format!("{name}.en")),
        }),
        Kind::Several(_) => json!(texts.all(name)),
        Kind::Lines => json!(lines(text).collect::<Vec<_>>()),
        Kind::Number => json!(read_number(name, text, errors)),
        Kind::Money => match text {
            "" => Value::Null,
            text => match Fen::parse(text) {
                Ok(fen) => json!(fen.get()),
                Err(fault) => {
                    errors.add(name, fault.phrase());
                    Value::Null
                }
            },
        },
        Kind::Limit | Kind::LimitTerm => read_limit(name, texts, errors),
        Kind::Choices => Value::Array(lines(text).map(read_choice).collect()),
    }
}

fn read_number(name: &str, text: &str, errors: &mut FormErrors) -> u8 {
    if text.is_empty() {
        return 0;
    }
    text.parse().unwrap_or_else(|_| {
        errors.add(name, Phrase::of("请填写 0 到 255 的整数。", "Enter 0 to 255."));
        0
    })
}

fn read_limit(name: &str, texts: &Texts, errors: &mut FormErrors) -> Value {
    let value = texts.one(&format!("{name}.value"));
    if value.is_empty() {
        return Value::Null;
    }
    let Ok(number) = value.parse::<i64>() else {
        errors.add(
            format!("{name}.value"),
            Phrase::of("时限请填写整数。", "Enter the limit as a whole number."),
        );
        return Value::Null;
    };
    let unit = match texts.one(&format!("{name}.unit")) {
        "" => calendar::LimitUnit::WorkingDays.code(),
        unit => unit,
    };
    json!({
        "value": number,
        "unit": unit,
        "note": texts.one(&format!("{name}.note")),
    })
}

/// `key = 中文 | English`; without a key the words stand for themselves.
fn read_choice(line: &str) -> Value {
    let (key, label) = line.split_once('=').unwrap_or(("", line));
    let (zh, en) = label.split_once('|').unwrap_or((label, ""));
    json!({ "key": key.trim(), "label": { "zh": zh.trim(), "en": en.trim() } })
}

fn choice_lines(value: &Value) -> String {
    let entries = value.as_array().map_or(&[][..], Vec::as_slice);
    let lines: Vec<String> = entries
        .iter()
        .map(|choice| {
            let text = |path: &str| at(choice, path).as_str().unwrap_or_default().to_owned();
            let (key, zh, en) = (text("key"), text("label.zh"), text("label.en"));
            if en.is_empty() { format!("{key} = {zh}") } else { format!("{key} = {zh} | {en}") }
        })
        .collect();
    lines.join("\n")
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

fn strings(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str)
}

/// The value at a path; null where there is none.
fn at<'a>(value: &'a Value, path: &str) -> &'a Value {
    value.pointer(&format!("/{}", path.replace('.', "/"))).unwrap_or(&Value::Null)
}

/// Puts a value at a path, making the objects on the way.
fn put(value: &mut Value, path: &str, new: Value) {
    let (first, rest) =
        path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    if !value.is_object() {
        *value = Value::Object(Map::new());
    }
    let Value::Object(map) = value else { return };
    match rest {
        None => drop(map.insert(first.to_owned(), new)),
        Some(rest) => put(map.entry(first).or_insert(Value::Null), rest, new),
    }
}
