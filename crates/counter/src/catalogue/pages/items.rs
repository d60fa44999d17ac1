//! The list of items, with filters that stay in the address.

use crate::catalogue::store::{self, Filter, ItemLine};
use axum::extract::Query;
use axum::response::Response;
use kit::form::{FieldView, OptionView};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit, Words};
use rulebook::item::HandlingMode;
use std::collections::HashMap;

const PAGE: u32 = 50;

#[derive(askama::Template)]
#[template(path = "catalogue/pages/items.html")]
struct ItemsPage {
    chrome: Chrome,
    text: FieldView,
    department: FieldView,
    mode: FieldView,
    state: FieldView,
    lines: Vec<Line>,
    next: String,
    may_edit: bool,
}

struct Line {
    code: String,
    name: String,
    department: String,
    mode: String,
    light: &'static str,
    state: &'static str,
    version: i64,
    has_draft: bool,
    changed: String,
}

/// The list.
pub(in crate::catalogue) async fn show(
    visit: Visit,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response, HallError> {
    let words = visit.words();
    let text = |name: &str| asked.get(name).map(|it| it.trim().to_owned()).unwrap_or_default();
    let filter = Filter {
        department: text("department"),
        mode: text("mode"),
        state: text("state"),
        text: text("text"),
    };
    let (centre, wanted, after) = (visit.centre()?, filter.clone(), text("after"));
    let (mut lines, departments) = visit
        .read(move |read| {
            let lines = store::items(read, centre, &wanted, &after, PAGE + 1)?;
            Ok((lines, store::departments(read, centre)?))
        })
        .await?;
    let more = lines.len() > PAGE as usize;
    lines.truncate(PAGE as usize);
    let next = match lines.last() {
        Some(last) if more => address(&filter, &last.code),
        _ => String::new(),
    };
    visit.page(&ItemsPage {
        chrome: visit.chrome(words.say("事项库", "Catalogue"), Face::Office),
        text: FieldView::new("text", words.say("名称或编码", "Name or code")).value(filter.text),
        department: FieldView::new("department", words.say("部门", "Department"))
            .options(choices(words, departments.into_iter().map(|it| (it.clone(), it))))
            .value(filter.department),
        mode: FieldView::new("mode", words.say("办理方式", "Mode"))
            .options(choices(words, modes(words)))
            .value(filter.mode),
        state: FieldView::new("state", words.say("状态", "State"))
            .options(choices(words, states(words)))
            .value(filter.state),
        lines: lines.iter().map(|line| shown(line, words)).collect(),
        next,
        may_edit: visit.may(Power::EditCatalogue),
    })
}

fn choices(words: Words, all: impl Iterator<Item = (String, String)>) -> Vec<OptionView> {
    std::iter::once(OptionView::new("", words.say("全部", "all")))
        .chain(all.map(|(value, label)| OptionView::new(value, label)))
        .collect()
}

fn modes(words: Words) -> impl Iterator<Item = (String, String)> {
    HandlingMode::ALL
        .iter()
        .map(move |mode| (mode.word().to_owned(), words.phrase(&mode.phrase()).to_owned()))
}

fn states(words: Words) -> impl Iterator<Item = (String, String)> {
    [
        ("published", words.say("已发布", "in force")),
        ("draft", words.say("有草稿", "with a draft")),
        ("withdrawn", words.say("已下线", "withdrawn")),
    ]
    .into_iter()
    .map(|(value, label)| (value.to_owned(), label.to_owned()))
}

fn address(filter: &Filter, after: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in [
        ("text", &filter.text),
        ("department", &filter.department),
        ("mode", &filter.mode),
        ("state", &filter.state),
    ] {
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    query.append_pair("after", after);
    format!("/catalogue/items?{}", query.finish())
}

fn shown(line: &ItemLine, words: Words) -> Line {
    let (light, state) = super::state(line, words);
    let mode = HandlingMode::from_word(&line.mode);
    Line {
        code: line.code.clone(),
        name: line.name.clone(),
        department: line.department.clone(),
        mode: mode.map_or(String::new(), |mode| words.phrase(&mode.phrase()).to_owned()),
        light,
        state,
        version: line.last_version,
        has_draft: line.has_draft == 1,
        changed: words.instant(line.changed_at_ms),
    }
}
