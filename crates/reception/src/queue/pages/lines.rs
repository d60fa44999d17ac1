//! `/queue/lines`: the lines of the hall and who serves them.

use crate::ground::Ground;
use crate::queue::state::LineState;
use crate::queue::{MANAGE, door};
use askama::Template;
use axum::response::Response;
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit, Words};

#[derive(Template)]
#[template(path = "queue/pages/lines.html")]
struct LinesPage {
    chrome: Chrome,
    may_manage: bool,
    is_shipped: bool,
    rows: Vec<Row>,
}

struct Row {
    prefix: String,
    name: String,
    holds: String,
    windows: String,
    waiting: usize,
    minutes: String,
    state: &'static str,
}

/// The page.
pub(in crate::queue) async fn list(visit: Visit) -> Result<Response, HallError> {
    let words = visit.words();
    let state = door::own(&visit).await?;
    let serving = |prefix: &String| -> String {
        let serves = |it: &&crate::queue::state::WindowState| {
            it.open.as_ref().is_some_and(|open| open.lines.contains(prefix))
        };
        let labels = state.windows.iter().filter(serves).map(|it| {
            let label = it.window.label();
            words.phrase(&label).to_owned()
        });
        labels.collect::<Vec<_>>().join(words.say("、", ", "))
    };
    let row = |line: &LineState| Row {
        prefix: line.record.prefix.clone(),
        name: words.phrase(&line.record.title()).to_owned(),
        holds: holds(line, state.ground(), words),
        windows: serving(&line.record.prefix),
        waiting: line.waiting,
        minutes: words.fill("{} 分钟", "{} min", &[&((line.mean_ms + 30_000) / 60_000)]),
        state: if line.record.is_open {
            words.say("启用", "In use")
        } else {
            words.say("停用", "Closed")
        },
    };
    visit.page(&LinesPage {
        chrome: visit.chrome(words.say("队列设置", "Lines"), Face::Office),
        may_manage: visit.may(MANAGE),
        is_shipped: state.lines.iter().all(|it| it.version == 0),
        rows: state.lines.iter().map(row).collect(),
    })
}

/// What belongs to a line.
fn holds(line: &LineState, ground: &Ground, words: Words) -> String {
    let between = words.say("、", ", ");
    let department = |key: &String| {
        let known = ground.departments.iter().find(|(it, _)| it == key);
        known.map_or_else(|| key.clone(), |(_, name)| words.phrase(name).to_owned())
    };
    let names: Vec<String> = line
        .record
        .departments
        .iter()
        .map(department)
        .chain(line.record.items.iter().cloned())
        .collect();
    if names.is_empty() {
        words.say("其他队列没有列出的事项", "whatever no other line holds").to_owned()
    } else {
        names.join(between)
    }
}
