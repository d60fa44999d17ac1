//! English for the shipped catalogue (英文对照): by item code, or by the Chinese text.
//!
//! Department names, citations and notes are plain texts in a definition; pages in English look
//! their English up here and fall back to the Chinese where a centre changed the wording.

use counter::catalogue::record::{ItemRecord, LabelRecord};
use kit::Phrase;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

type Texts = HashMap<String, String>;

#[derive(Default, Deserialize)]
struct Shipped {
    items: Texts,
    materials: Texts,
    steps: Texts,
    results: Texts,
    notes: Texts,
    special_procedures: Texts,
    procedure_bases: Texts,
    departments: Texts,
    stations: Texts,
    authorities: Texts,
    fees: Texts,
    laws: Texts,
    posts: Texts,
}

static SHIPPED: LazyLock<Shipped> = LazyLock::new(|| {
    // A test reads the file, so that it cannot ship damaged.
    serde_json::from_str(include_str!("../../../../data/items-english.json")).unwrap_or_default()
});

/// The English of a shipped Chinese text, if there is one.
pub fn english(chinese: &str) -> Option<&'static str> {
    let shipped = &*SHIPPED;
    [
        &shipped.departments,
        &shipped.stations,
        &shipped.authorities,
        &shipped.laws,
        &shipped.posts,
        &shipped.materials,
        &shipped.steps,
        &shipped.results,
        &shipped.notes,
        &shipped.fees,
        &shipped.special_procedures,
        &shipped.procedure_bases,
    ]
    .into_iter()
    .find_map(|texts| texts.get(chinese.trim()))
    .map(String::as_str)
}

/// A Chinese text with its shipped English; the Chinese stands in where there is none.
pub fn in_both(chinese: &str) -> Phrase {
    let english = english(chinese).unwrap_or(chinese).to_owned();
    Phrase::new(chinese.to_owned(), english)
}

/// Fills the English of every label of a record that has none yet.
pub(super) fn fill(record: &mut ItemRecord) {
    if record.name.en.is_empty()
        && let Some(name) = SHIPPED.items.get(&record.code)
    {
        record.name.en.clone_from(name);
    }
    for material in &mut record.materials {
        label(&mut material.name);
        label(&mut material.instructions);
    }
    for step in &mut record.steps {
        label(&mut step.name);
    }
    for procedure in &mut record.procedures {
        label(&mut procedure.name);
    }
    for department in &mut record.joint_departments {
        label(&mut department.name);
    }
    label(&mut record.result.name);
    if let counter::catalogue::record::FeeRecord::Yes { standard: text, .. }
    | counter::catalogue::record::FeeRecord::No { remark: text } = &mut record.fee
    {
        label(text);
    }
}

fn label(label: &mut LabelRecord) {
    if label.en.is_empty()
        && let Some(text) = english(&label.zh)
    {
        text.clone_into(&mut label.en);
    }
}

#[cfg(test)]
mod tests {
    use super::{Shipped, english, in_both};

    #[test]
    fn the_shipped_file_can_be_read_and_names_every_item() {
        let text = include_str!("../../../../data/items-english.json");
        let shipped: Shipped = serde_json::from_str(text).unwrap();
        assert_eq!(shipped.items.len(), 104);
        assert!(shipped.materials.len() > 200);
    }

    #[test]
    fn a_text_a_centre_changed_falls_back_to_chinese() {
        assert_eq!(english(" 民政 "), Some("Civil affairs"));
        assert_eq!(in_both("本镇自己的站所").en, "本镇自己的站所");
    }
}
