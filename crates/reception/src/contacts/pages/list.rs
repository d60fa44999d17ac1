//! `/contacts`: the register of first contacts: mine, offered to me, overdue, all.

use super::view::{Line, line};
use crate::contacts::store::{self, Figures, Filter, Scope};
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use kit::form::FieldView;
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::query_pair;
use kit::{HallError, Phrase, Visit};
use serde::Deserialize;

const PAGE: u32 = 50;

/// What the list is narrowed by.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::contacts) struct Asked {
    pub(in crate::contacts) view: String,
    pub(in crate::contacts) text: String,
    pub(in crate::contacts) after_due: String,
    pub(in crate::contacts) after: String,
}

/// A view of a register: where it leads, its name, how many wait there.
pub(crate) struct Tab {
    pub(crate) href: String,
    pub(crate) name: String,
    pub(crate) count: Option<i64>,
    pub(crate) is_current: bool,
}

#[derive(Template)]
#[template(path = "contacts/pages/list.html")]
struct ListPage {
    chrome: Chrome,
    tabs: Vec<Tab>,
    view: String,
    text: FieldView,
    lines: Vec<Line>,
    older: String,
    may_keep: bool,
}

static VIEWS: [(&str, Phrase); 5] = [
    ("mine", Phrase::of("我负责的", "Mine")),
    ("offered", Phrase::of("移交给我的", "Offered to me")),
    ("overdue", Phrase::of("超时未答复", "Overdue")),
    ("open", Phrase::of("全部未办结", "All open")),
    ("closed", Phrase::of("已办结", "Over")),
];

/// The view asked for; whoever keeps contacts begins with their own.
fn view_of(visit: &Visit, asked: &Asked) -> &'static str {
    let known = VIEWS.iter().map(|(word, _)| *word).find(|word| *word == asked.view);
    let first = if visit.may(Power::KeepContacts) { "mine" } else { "open" };
    known.unwrap_or(first)
}

fn filter(visit: &Visit, view: &str, text: &str) -> Result<Filter, HallError> {
    let member = visit.member()?;
    let mut filter = Filter { text: text.trim().to_owned(), ..Filter::default() };
    match view {
        "mine" => filter.keeper = member.account,
        "offered" => filter.offered = (member.account, member.department.clone()),
        "overdue" => filter.due_before = visit.today().to_string(),
        "closed" => filter.scope = Scope::Closed,
        _ => {}
    }
    // A number is found wherever it stands.
    if filter.text.contains('-') {
        filter = Filter { scope: Scope::All, text: filter.text, ..Filter::default() };
    }
    Ok(filter)
}

/// The register.
pub(in crate::contacts) async fn show(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let (words, centre, today) = (visit.words(), visit.centre()?, visit.today());
    let view = view_of(&visit, &asked);
    let filter = filter(&visit, view, &asked.text)?;
    let member = visit.member()?;
    let who = (member.account, member.department.clone());
    let (after_due, after) = (asked.after_due.clone(), asked.after.clone());
    let (lines, figures) = visit
        .read(move |read| {
            let held = store::list(read, centre, &filter, (&after_due, &after), PAGE)?;
            let lines: Vec<Line> = held.iter().map(|it| line(it, today, words)).collect();
            Ok((lines, store::figures(read, centre, (who.0, &who.1), today)?))
        })
        .await?;
    let is_full = lines.len() == PAGE as usize;
    let older = lines.last().filter(|_| is_full).map_or_else(String::new, |last| {
        let place = [("after_due", last.due_on.as_str()), ("after", last.number.as_str())];
        format!("/contacts?{}", query(view, &asked.text, &place))
    });
    let label = words.say("编号、事项编码或责任人", "Number, item code or name of a clerk");
    visit.page(&ListPage {
        chrome: visit.chrome(words.say("首问登记簿", "First contacts"), Face::Office),
        tabs: tabs(&visit, view, figures),
        view: view.to_owned(),
        text: FieldView::new("text", label).value(asked.text.clone()),
        lines,
        older,
        may_keep: visit.may(Power::KeepContacts),
    })
}

fn tabs(visit: &Visit, current: &str, figures: Figures) -> Vec<Tab> {
    let words = visit.words();
    let is_keeper = visit.may(Power::KeepContacts);
    VIEWS
        .iter()
        .filter(|(word, _)| is_keeper || !matches!(*word, "mine" | "offered"))
        .map(|(word, name)| Tab {
            href: format!("/contacts?view={word}"),
            name: words.phrase(name).to_owned(),
            count: match *word {
                "mine" => Some(figures.mine),
                "offered" => Some(figures.offered),
                "overdue" => Some(figures.overdue),
                "open" => Some(figures.open),
                _ => None,
            },
            is_current: *word == current,
        })
        .collect()
}

/// The query of a view with what it is narrowed by.
pub(in crate::contacts) fn query(view: &str, text: &str, more: &[(&str, &str)]) -> String {
    let mut pairs = vec![("view", view), ("text", text)];
    pairs.extend_from_slice(more);
    let pairs: Vec<String> = pairs.iter().map(|(name, value)| query_pair(name, value)).collect();
    pairs.join("&")
}
