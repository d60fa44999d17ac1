//! `/applications`: what was filed online, by where it stands, with the lights of the answers.

use super::{LightView, light_view};
use crate::filings::store::{self, Figures, Filter, Held};
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use casework::cases::door as cases;
use kit::shell::{Chrome, Face};
use kit::visit::query_pair;
use kit::{HallError, Phrase, Visit, Words};
use serde::Deserialize;
use threshold::prefiling::Standing;

const PAGE: u32 = 50;

/// What the list is narrowed by.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::filings) struct Asked {
    pub(in crate::filings) view: String,
    /// Number, item code, or the last four digits of a phone.
    pub(in crate::filings) text: String,
    pub(in crate::filings) after_due: String,
    pub(in crate::filings) after: String,
}

/// A tab with its count.
struct Tab {
    href: String,
    name: String,
    count: Option<i64>,
    is_current: bool,
}

/// A filing as a line.
struct Line {
    number: String,
    item: String,
    who: String,
    agent: String,
    standing: String,
    sent_at: String,
    due: String,
    light: Option<LightView>,
}

#[derive(Template)]
#[template(path = "filings/pages/list.html")]
struct ListPage {
    chrome: Chrome,
    tabs: Vec<Tab>,
    view: &'static str,
    text: String,
    lines: Vec<Line>,
    older: String,
    find: String,
}

static VIEWS: [(&str, Phrase); 5] = [
    ("sent", Phrase::of("待核对", "To be checked")),
    ("sent_back", Phrase::of("等补充", "Sent back")),
    ("checked", Phrase::of("等来办", "To come")),
    ("over", Phrase::of("已结束", "Over")),
    ("all", Phrase::of("全部", "All")),
];

/// The tab that is asked for; whatever is looked for is found wherever it stands.
fn view_of(asked: &Asked) -> &'static str {
    if !asked.text.trim().is_empty() {
        return "all";
    }
    VIEWS.iter().map(|(word, _)| *word).find(|word| *word == asked.view).unwrap_or("sent")
}

/// Filings as the visitor asks for them; also for the JSON face.
///
/// # Errors
/// What the database said.
pub(in crate::filings) async fn rows(visit: &Visit, asked: &Asked) -> Result<Vec<Held>, HallError> {
    let (centre, view) = (visit.centre()?, view_of(asked));
    let text: String = asked.text.trim().to_uppercase().chars().take(60).collect();
    let is_phone = text.len() >= 4 && text.bytes().all(|it| it.is_ascii_digit());
    let mut filter = Filter { is_over: view == "over", ..Filter::default() };
    if is_phone {
        filter.digits = cases::phone_fingerprint(&visit.hall.vault, &text);
    } else {
        filter.text = text;
    }
    let (after_due, after) = (asked.after_due.clone(), asked.after.clone());
    visit
        .read(move |read| match Standing::from_word(view) {
            Some(standing) => store::by_due(read, centre, standing, (&after_due, &after), PAGE),
            None => store::newest(read, centre, &filter, &after, PAGE),
        })
        .await
}

/// The list.
pub(in crate::filings) async fn show(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let (words, centre, today) = (visit.words(), visit.centre()?, visit.today());
    let view = view_of(&asked);
    let held = rows(&visit, &asked).await?;
    let figures = visit.read(move |read| store::figures(read, centre, today)).await?;
    let is_full = held.len() == PAGE as usize;
    let older = held.last().filter(|_| is_full).map_or_else(String::new, |last| {
        let due = last.filing.due_on().map(|it| it.to_string()).unwrap_or_default();
        let pairs = [
            ("view", view),
            ("text", asked.text.as_str()),
            ("after_due", due.as_str()),
            ("after", last.number.as_str()),
        ];
        let pairs: Vec<String> = pairs.iter().map(|(name, it)| query_pair(name, it)).collect();
        format!("/applications?{}", pairs.join("&"))
    });
    visit.page(&ListPage {
        chrome: visit.chrome(words.say("网上预申报", "Filed online"), Face::Office),
        tabs: tabs(view, figures, words),
        view,
        text: asked.text.trim().to_owned(),
        lines: held.iter().map(|it| line(it, &visit)).collect(),
        older,
        find: format!("/centres/{centre}/applications"),
    })
}

fn tabs(current: &str, figures: Figures, words: Words) -> Vec<Tab> {
    let tab = |(word, name): &(&'static str, Phrase)| Tab {
        href: format!("/applications?view={word}"),
        name: words.phrase(name).to_owned(),
        count: match *word {
            "sent" => Some(figures.sent),
            "sent_back" => Some(figures.sent_back),
            "checked" => Some(figures.checked),
            _ => None,
        },
        is_current: *word == current,
    };
    VIEWS.iter().map(tab).collect()
}

fn line(held: &Held, visit: &Visit) -> Line {
    let words = visit.words();
    let parties = &held.content.parties;
    Line {
        number: held.number.clone(),
        item: words.phrase(&held.item.name()).to_owned(),
        who: parties.applicant_masked().0.to_owned(),
        agent: parties
            .agent_masked()
            .map(|(name, ..)| words.fill("{} 代办", "filed by {}", &[&name]))
            .unwrap_or_default(),
        standing: words.phrase(&held.filing.standing().phrase()).to_owned(),
        sent_at: words.instant(held.sent_at_ms),
        due: held.filing.due_on().map(|it| words.date(it)).unwrap_or_default(),
        light: light_view(held.filing.light(visit.today()), words),
    }
}
