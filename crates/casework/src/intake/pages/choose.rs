//! `/cases/new`: choosing the item, by what people call it, or going on with what was begun.

use super::form;
use crate::intake::store;
use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use counter::catalogue::door::{self as catalogue, PublishedItem};
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit, Words};
use reception::contacts::door as contacts;
use reference::search::door as search;
use serde::Deserialize;

/// What the page is opened with.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::intake) struct Asked {
    item: String,
    text: String,
    /// The first contact that is to end as the case.
    contact: String,
    /// The ticket at whose visit the case is taken, by its name in addresses.
    ticket: String,
}

#[derive(Template)]
#[template(path = "intake/pages/choose.html")]
struct ChoosePage {
    chrome: Chrome,
    text: String,
    contact: String,
    /// First contacts that the clerk answers for: number and what was asked.
    contacts: Vec<(String, String)>,
    items: Vec<Choice>,
    /// What was begun, where one goes on with it, and when it was saved.
    begun: Vec<(Choice, String, String)>,
    unknown: String,
}

struct Choice {
    code: String,
    name: String,
    mode: String,
    department: String,
}

/// Items shown for a search at most; without one, all are.
const FOUND_MAX: usize = 30;

/// Chooses the item, or shows the intake form of one.
pub(in crate::intake) async fn show(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let code = asked.item.trim().to_uppercase();
    if code.is_empty() {
        return choose(&visit, &asked, String::new()).await;
    }
    let catalogue = catalogue::catalogue(&visit.hall, visit.centre()?).await?;
    let Some(item) = catalogue.item(&code) else {
        let unknown = visit.words().fill(
            "本中心没有生效的事项“{}”，请从下面选择。",
            "No item “{}” is in force here; choose one below.",
            &[&code],
        );
        let anew = Asked { text: String::new(), ..asked };
        return choose(&visit, &anew, unknown).await;
    };
    form::open(&visit, item, (&asked.contact, &asked.ticket)).await
}

fn choice(item: &PublishedItem, words: Words) -> Choice {
    Choice {
        code: item.code.clone(),
        name: words.phrase(&item.definition.name()).to_owned(),
        mode: words.phrase(&item.definition.handling.mode.phrase()).to_owned(),
        department: item.definition.authority.department.clone(),
    }
}

async fn choose(visit: &Visit, asked: &Asked, unknown: String) -> Result<Response, HallError> {
    let text = asked.text.trim();
    let (words, centre, account) = (visit.words(), visit.centre()?, visit.member()?.account);
    let catalogue = catalogue::catalogue(&visit.hall, centre).await?;
    let items = if text.is_empty() {
        catalogue.items.values().map(|item| choice(item, words)).collect()
    } else {
        let found = search::find(&visit.hall, centre, text, FOUND_MAX).await?;
        found.iter().map(|found| choice(&found.item, words)).collect()
    };
    let (drafts, open) = visit
        .read(move |read| {
            let open = contacts::open_of(read, centre, account)?;
            Ok((store::mine(read, centre, account)?, open))
        })
        .await?;
    let begun = drafts
        .into_iter()
        .filter_map(|(code, ticket, at_ms)| {
            let contact = if ticket.is_empty() { asked.contact.trim() } else { "" };
            let on = form::address(&code, (contact, &ticket));
            Some((choice(catalogue.item(&code)?, words), on, words.instant(at_ms)))
        })
        .collect();
    let status = if unknown.is_empty() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    let title = words.say("窗口收件：选择事项", "Take a case: choose the item");
    visit.page_with(
        status,
        &ChoosePage {
            chrome: visit.chrome(title, Face::Office),
            text: text.to_owned(),
            contact: asked.contact.trim().to_owned(),
            contacts: open
                .into_iter()
                .map(|it| (it.number, words.phrase(&it.asked).to_owned()))
                .collect(),
            items,
            begun,
            unknown,
        },
    )
}
