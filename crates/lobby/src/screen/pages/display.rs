//! `/centres/{centre}/windows/{window}/display`: what stands above a window.

use crate::centres;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kit::db::CentreId;
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit};
use reception::queue::door as queue;
use threshold::ticket::Phase;

#[derive(Template)]
#[template(path = "screen/pages/display.html")]
struct DisplayPage {
    chrome: Chrome,
    events: String,
    label: String,
    name: String,
    number: String,
    state: String,
    is_calling: bool,
    lines: Vec<String>,
    departments: String,
    worker: String,
}

/// The display.
pub(in crate::screen) async fn show(
    visit: Visit,
    Path((centre, window)): Path<(i64, String)>,
) -> Result<Response, HallError> {
    let words = visit.words();
    let centre = centres::centre(&visit.hall, CentreId(centre)).await?;
    let state = queue::now(&visit.hall, centre.id).await?;
    let Some(at) = state.window(&window) else {
        return Err(HallError::not_found("没有这个窗口。", "There is no such window."));
    };
    let letters = at.open.as_ref().map(|it| it.lines.clone()).unwrap_or_default();
    let lines = letters.iter().filter_map(|it| state.line(it)).map(|it| {
        let name = it.record.title();
        format!("{} {}", it.record.prefix, words.phrase(&name))
    });
    let departments = at.window.departments.iter().filter_map(|key| {
        let known = state.ground().departments.iter().find(|(it, _)| it == key);
        known.map(|(_, name)| words.phrase(name).to_owned())
    });
    let ticket = at.ticket.as_ref();
    let is_calling = ticket.is_some_and(|it| it.phase() == Phase::Called);
    let label = words.phrase(&at.window.label()).to_owned();
    visit.page(&DisplayPage {
        chrome: centre.chrome(&visit, label.clone(), Face::Public),
        events: format!("{}/events", centre.path()),
        worker: format!("{}/screen-worker.js", centre.path()),
        name: words.phrase(&at.window.name).to_owned(),
        number: ticket.map(|it| it.number.clone()).unwrap_or_default(),
        state: match (ticket, at.open.is_some()) {
            (Some(_), _) if is_calling => words.say("请到本窗口", "Please come here"),
            (Some(_), _) => words.say("正在办理", "Being served"),
            (None, true) => words.say("请等候叫号", "Please wait to be called"),
            (None, false) => words.say("本窗口暂停服务", "This window is closed now"),
        }
        .to_owned(),
        is_calling,
        lines: lines.collect(),
        departments: departments.collect::<Vec<_>>().join(words.say("、", ", ")),
        label,
    })
}
