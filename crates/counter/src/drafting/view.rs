//! A section as its form shows it, and where in the forms a path of the record is found.

use super::fields::{Field, Kind, Part, Rows, UNITS, parts};
use super::texts::Texts;
use crate::comparison::Section;
use kit::Words;
use kit::form::{FieldView, FormErrors, OptionView};

/// One control of a form.
pub(super) struct Input {
    /// `text`, `number`, `area`, `select` or `checkbox`.
    pub kind: &'static str,
    /// The field.
    pub field: FieldView,
}

/// A part of the form: single fields, or a list with its rows.
pub(super) struct PartView {
    /// Path of a list; empty for single fields.
    pub list: &'static str,
    /// What a row of the list is called.
    pub label: String,
    /// Single fields.
    pub inputs: Vec<Input>,
    /// The rows of a list.
    pub rows: Vec<RowView>,
}

/// A row of a list.
pub(super) struct RowView {
    /// Its place, from 0.
    pub number: usize,
    /// What it is: `材料 2：居民身份证`.
    pub heading: String,
    /// Whether it is shown open: new, or with a fault.
    pub is_open: bool,
    /// Its fields.
    pub inputs: Vec<Input>,
}

/// The form of a section with these texts and errors.
pub(super) fn section_view(
    section: Section,
    texts: &Texts,
    errors: &FormErrors,
    words: Words,
) -> Vec<PartView> {
    parts(section)
        .iter()
        .map(|part| match part {
            Part::Fields(fields) => PartView {
                list: "",
                label: String::new(),
                inputs: inputs(fields, "", texts, (errors, words)),
                rows: Vec::new(),
            },
            Part::Rows(rows) => PartView {
                list: rows.path,
                label: words.say(rows.label.0, rows.label.1).to_owned(),
                inputs: Vec::new(),
                rows: (0..texts.rows(rows.path))
                    .map(|number| row_view(rows, number, texts, (errors, words)))
                    .collect(),
            },
        })
        .collect()
}

fn row_view(
    rows: &Rows,
    number: usize,
    texts: &Texts,
    (errors, words): (&FormErrors, Words),
) -> RowView {
    let prefix = format!("{}.{number}.", rows.path);
    let name = texts.one(&format!("{prefix}{}", rows.named_by));
    let label = words.say(rows.label.0, rows.label.1);
    let colon = words.say("：", ": ");
    let heading = if name.is_empty() {
        format!("{label} {}", number + 1)
    } else {
        format!("{label} {}{colon}{name}", number + 1)
    };
    let has_fault = errors.iter().any(|(field, _)| field.starts_with(&prefix));
    RowView {
        number,
        heading,
        is_open: has_fault || name.is_empty(),
        inputs: inputs(rows.fields, &prefix, texts, (errors, words)),
    }
}

fn inputs(
    fields: &[Field],
    prefix: &str,
    texts: &Texts,
    (errors, words): (&FormErrors, Words),
) -> Vec<Input> {
    let mut inputs = Vec::new();
    for field in fields {
        for (kind, mut view) in controls(field, &format!("{prefix}{}", field.path), words) {
            if kind == "checkbox" {
                let taken = texts.all(&view.name);
                for option in &mut view.options {
                    option.is_chosen = taken.contains(&option.value);
                }
            } else {
                let text = texts.one(&view.name).to_owned();
                view = view.value(text);
            }
            inputs.push(Input { kind, field: view.fault(errors, words) });
        }
    }
    inputs
}

/// The controls a field is typed into, without their values.
fn controls(field: &Field, name: &str, words: Words) -> Vec<(&'static str, FieldView)> {
    let label = words.say(field.label.0, field.label.1);
    let hint = words.say(field.hint.0, field.hint.1);
    let one = |kind| vec![(kind, FieldView::new(name, label).hint(hint))];
    match field.kind {
        Kind::Line | Kind::Money | Kind::Condition => one("text"),
        Kind::Area | Kind::Lines | Kind::Choices => one("area"),
        Kind::Number => one("number"),
        Kind::One(options) => {
            vec![("select", FieldView::new(name, label).hint(hint).options(options(words)))]
        }
        Kind::Several(options) => {
            vec![("checkbox", FieldView::new(name, label).hint(hint).options(options(words)))]
        }
        Kind::Label | Kind::LabelArea => {
            let kind = if matches!(field.kind, Kind::Label) { "text" } else { "area" };
            let chinese = format!("{label}{}", words.say("（中文）", " (Chinese)"));
            let english = format!("{label}{}", words.say("（英文）", " (English)"));
            vec![
                (kind, FieldView::new(format!("{name}.zh"), chinese).hint(hint)),
                (kind, FieldView::new(format!("{name}.en"), english)),
            ]
        }
        Kind::Limit | Kind::LimitTerm => limit_controls(field, name, words),
    }
}

fn limit_controls(field: &Field, name: &str, words: Words) -> Vec<(&'static str, FieldView)> {
    let label = words.say(field.label.0, field.label.1);
    let unit = format!("{label}{}", words.say("：单位", ": unit"));
    let units: Vec<OptionView> = UNITS(words);
    let hint = words.say(field.hint.0, field.hint.1);
    let mut controls = vec![
        ("number", FieldView::new(format!("{name}.value"), label).hint(hint)),
        ("select", FieldView::new(format!("{name}.unit"), unit).options(units)),
    ];
    if matches!(field.kind, Kind::LimitTerm) {
        let note = format!("{label}{}", words.say("：说明", ": note"));
        controls.push(("text", FieldView::new(format!("{name}.note"), note)));
    }
    controls
}

/// Where a path of the record is edited: its section, and the name of the control.
pub(super) fn place_of(path: &str) -> Option<(Section, String)> {
    Section::ALL.iter().find_map(|section| {
        let control = parts(*section).iter().find_map(|part| control_of(part, path))?;
        Some((*section, control))
    })
}

fn control_of(part: &Part, path: &str) -> Option<String> {
    match part {
        Part::Fields(fields) => {
            let field = fields.iter().find(|field| is_at(field.path, path))?;
            Some(control(field, field.path))
        }
        Part::Rows(rows) => {
            if rows.path == path {
                return Some(rows.path.to_owned());
            }
            let rest = path.strip_prefix(rows.path)?.strip_prefix('.')?;
            let (number, rest) = rest.split_once('.').unwrap_or((rest, ""));
            let Some(field) = rows.fields.iter().find(|field| is_at(field.path, rest)) else {
                return Some(rows.path.to_owned());
            };
            Some(control(field, &format!("{}.{number}.{}", rows.path, field.path)))
        }
    }
}

/// Whether a path is the field's own or lies inside it (`choices.1.key`).
fn is_at(field: &str, path: &str) -> bool {
    path.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn control(field: &Field, name: &str) -> String {
    match field.kind {
        Kind::Label | Kind::LabelArea => format!("{name}.zh"),
        Kind::Limit | Kind::LimitTerm => format!("{name}.value"),
        _ => name.to_owned(),
    }
}
