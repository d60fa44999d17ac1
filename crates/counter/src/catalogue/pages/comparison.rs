//! Two versions of an item side by side, field by field, in words.

use crate::catalogue::record::ItemRecord;
use crate::catalogue::store::{self, Draft, Version};
use crate::catalogue::{actions, door};
use crate::comparison::{Change, ChangeKind, changes};
use axum::extract::{Path, Query};
use axum::response::Response;
use kit::form::{FieldView, OptionView};
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit, Words};
use std::collections::HashMap;

/// What stands for the draft in the address.
const DRAFT: &str = "draft";

#[derive(askama::Template)]
#[template(path = "catalogue/pages/comparison.html")]
struct ComparisonPage {
    chrome: Chrome,
    code: String,
    older: FieldView,
    newer: FieldView,
    heading: String,
    rows: Vec<Row>,
}

struct Row {
    section: String,
    field: String,
    light: &'static str,
    kind: String,
    before: String,
    after: String,
}

/// The comparison; without a choice, of the two newest texts.
pub(in crate::catalogue) async fn show(
    visit: Visit,
    Path(code): Path<String>,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response, HallError> {
    let words = visit.words();
    let (centre, wanted) = (visit.centre()?, code.clone());
    let (draft, versions) = visit
        .read(move |read| {
            let draft = store::draft(read, centre, &wanted)?;
            Ok((draft, store::versions(read, centre, &wanted)?))
        })
        .await?;
    let texts = texts(draft, versions);
    let usual = |at: usize| texts.get(at).map_or(String::new(), |(name, _)| name.clone());
    let choice = |name: &str, at: usize| asked.get(name).cloned().unwrap_or_else(|| usual(at));
    let (newer, older) = (choice("newer", 0), choice("older", 1));
    let options = || -> Vec<OptionView> {
        texts.iter().map(|(name, _)| OptionView::new(name, label(name, words))).collect()
    };
    let rows = compared(&texts, &code, (&older, &newer), words)?;
    let title = words.say("版本比较", "Comparison of versions");
    visit.page(&ComparisonPage {
        chrome: visit.chrome(format!("{code} {title}"), Face::Office),
        heading: words.fill(
            "{} → {}：{} 处不同",
            "{} → {}: {} differences",
            &[&label(&older, words), &label(&newer, words), &rows.len()],
        ),
        older: FieldView::new("older", words.say("较早", "Older")).options(options()).value(older),
        newer: FieldView::new("newer", words.say("较新", "Newer")).options(options()).value(newer),
        rows,
        code,
    })
}

/// The texts that can be compared, newest first.
fn texts(draft: Option<Draft>, versions: Vec<Version>) -> Vec<(String, ItemRecord)> {
    draft
        .map(|draft| (DRAFT.to_owned(), draft.record))
        .into_iter()
        .chain(versions.into_iter().map(|it| (it.version.to_string(), it.record)))
        .collect()
}

fn label(name: &str, words: Words) -> String {
    if name == DRAFT {
        words.say("草稿", "Draft").to_owned()
    } else {
        words.fill("版本 {}", "Version {}", &[&name])
    }
}

fn compared(
    texts: &[(String, ItemRecord)],
    code: &str,
    (older, newer): (&str, &str),
    words: Words,
) -> Result<Vec<Row>, HallError> {
    if texts.len() < 2 && older.is_empty() {
        return Ok(Vec::new());
    }
    let find = |wanted: &str| {
        let found = texts.iter().find(|(name, _)| name == wanted);
        found.map(|(_, record)| record).ok_or_else(|| actions::unknown(code))
    };
    let before = door::definition_of(find(older)?)?;
    let after = door::definition_of(find(newer)?)?;
    Ok(changes(&before, &after).iter().map(|change| row(change, words)).collect())
}

fn row(change: &Change, words: Words) -> Row {
    let text = |phrase: &kit::Phrase| words.phrase(phrase).to_owned();
    Row {
        section: text(&change.section.phrase()),
        field: text(&change.field),
        light: match change.kind {
            ChangeKind::Added => "green",
            ChangeKind::Removed => "red",
            ChangeKind::Altered => "amber",
        },
        kind: text(&change.kind.phrase()),
        before: text(&change.before),
        after: text(&change.after),
    }
}
