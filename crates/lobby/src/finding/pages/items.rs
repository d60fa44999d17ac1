//! `/items` and `/centres/{centre}/items`: the items of the county or of a centre.

use crate::centres::{self, CentreFace};
use crate::finding::{Asked, Hit, look};
use crate::items::{self, Entrance, ItemRow, sentence_case};
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use kit::db::CentreId;
use kit::form::OptionView;
use kit::shell::{Chrome, Face};
use kit::visit::see_other;
use kit::{HallError, Visit, Words};
use reference::search::door::{self as search, Entrances, Met};
use rulebook::codes::ServiceObject;
use rulebook::item::LifeEvent;
use std::sync::Arc;

/// Items on a page.
const PAGE: usize = 20;

#[derive(Template)]
#[template(path = "finding/pages/items.html")]
struct ItemsPage {
    chrome: Chrome,
    list: String,
    query: String,
    life_events: Vec<OptionView>,
    departments: Vec<OptionView>,
    audiences: Vec<OptionView>,
    entrances: Vec<Entrance>,
    by_department: Vec<Entrance>,
    heading: String,
    is_loose: bool,
    rows: Vec<ResultRow>,
    /// Whom to call where nothing was found; may be empty.
    phone: String,
    place: String,
    newer: String,
    older: String,
}

/// A line, and where its guide stands: one address in a centre, several in the county.
struct ResultRow {
    row: ItemRow,
    links: Vec<(String, String)>,
}

/// The items of all centres of the county.
pub(in crate::finding) async fn in_county(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    if let Some(centre) = CentreId::parse(&asked.centre) {
        return Ok(see_other(&format!("/centres/{centre}/items{}", asked.query(0))));
    }
    let centres = centres::centres(&visit.hall).await?;
    let chrome = visit.chrome(visit.words().say("办事指南", "Services"), Face::Public);
    page(&visit, chrome, "/items".to_owned(), (&centres, &asked)).await
}

/// The items of a centre.
pub(in crate::finding) async fn in_centre(
    visit: Visit,
    Path(centre): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let centre = centres::centre(&visit.hall, CentreId(centre)).await?;
    let chrome = centre.chrome(&visit, visit.words().say("办事指南", "Services"), Face::Public);
    let list = format!("{}/items", centre.path());
    page(&visit, chrome, list, (&[centre], &asked)).await
}

async fn page(
    visit: &Visit,
    chrome: Chrome,
    list: String,
    (centres, asked): (&[Arc<CentreFace>], &Asked),
) -> Result<Response, HallError> {
    let words = visit.words();
    let hits = look(&visit.hall, centres, asked).await?;
    let entrances = all_entrances(visit, centres).await?;
    let leaf = asked.leaf(hits.len(), PAGE);
    let turn = |to: usize| format!("{list}{}", asked.query(to));
    let is_start = asked.is_everything() && leaf.at() == 0;
    let department = |name: &str| {
        let known = centres.first().map(|centre| centre.department(name));
        known.map_or_else(|| name.to_owned(), |it| words.phrase(&it).to_owned())
    };
    visit.page(&ItemsPage {
        query: asked.words().to_owned(),
        life_events: choices(&entrances.life_events, |event: &LifeEvent| {
            (event.word().to_owned(), words.phrase(&event.phrase()).to_owned())
        })
        .offered(&asked.life_event, words),
        departments: choices(&entrances.departments, |name: &String| {
            (name.clone(), department(name))
        })
        .offered(&asked.department, words),
        audiences: choices(&entrances.audiences, |object: &ServiceObject| {
            (object.code().to_owned(), words.phrase(&items::audience(*object)).to_owned())
        })
        .offered(&asked.audience, words),
        by_department: match (is_start, centres) {
            (true, [centre]) => items::departments(&list, &entrances, centre, words),
            _ => Vec::new(),
        },
        entrances: if is_start { items::life_events(&list, &entrances, words) } else { Vec::new() },
        heading: heading(asked, hits.len(), words),
        is_loose: hits.first().is_some_and(|hit| hit.met == Met::Loosely),
        place: leaf.place(words),
        newer: leaf.newer(turn),
        older: leaf.older(turn),
        rows: leaf.lines(&hits).map(|hit| row(hit, words)).collect(),
        phone: match centres {
            [centre] => centre.phone.clone(),
            _ => String::new(),
        },
        chrome,
        list,
    })
}

fn heading(asked: &Asked, found: usize, words: Words) -> String {
    if asked.is_everything() {
        words.fill("全部事项（{} 个）", "All items ({})", &[&found])
    } else if found == 0 {
        words.say("没有找到事项", "No item found").to_owned()
    } else if found == 1 {
        words.say("找到 1 个事项", "1 item found").to_owned()
    } else {
        words.fill("找到 {} 个事项", "{} items found", &[&found])
    }
}

fn row(hit: &Hit, words: Words) -> ResultRow {
    let link = |centre: &Arc<CentreFace>| {
        let href = format!("{}/items/{}", centre.path(), hit.item.code);
        (href, words.phrase(&centre.name).to_owned())
    };
    let links: Vec<(String, String)> = hit.centres.iter().map(link).collect();
    let row = hit.centres.first().map(|centre| ItemRow::of(&hit.item, centre, words));
    let row = row.unwrap_or_else(|| ItemRow {
        code: hit.item.code.clone(),
        name: words.phrase(&hit.item.definition.name()).to_owned(),
        summary: String::new(),
        facts: Vec::new(),
    });
    ResultRow { row, links }
}

/// What one can narrow by: value, name, number of items.
struct Choices(Vec<(String, String, usize)>);

fn choices<T>(all: &[(T, usize)], named: impl Fn(&T) -> (String, String)) -> Choices {
    let choice = |(it, count): &(T, usize)| {
        let (value, name) = named(it);
        (value, name, *count)
    };
    Choices(all.iter().map(choice).collect())
}

impl Choices {
    fn offered(self, chosen: &str, words: Words) -> Vec<OptionView> {
        let option = |(value, name, count): (String, String, usize)| {
            let label = words.fill("{}（{}）", "{} ({})", &[&sentence_case(&name), &count]);
            OptionView { is_chosen: value == chosen, ..OptionView::new(value, label) }
        };
        self.0.into_iter().map(option).collect()
    }
}

/// The entrances of all these centres; the largest count stands, as items repeat.
async fn all_entrances(visit: &Visit, centres: &[Arc<CentreFace>]) -> Result<Entrances, HallError> {
    let mut all = Entrances::default();
    for centre in centres {
        let own = search::entrances(&visit.hall, centre.id).await?;
        merge(&mut all.life_events, own.life_events);
        merge(&mut all.departments, own.departments);
        merge(&mut all.audiences, own.audiences);
    }
    Ok(all)
}

fn merge<T: PartialEq>(all: &mut Vec<(T, usize)>, own: Vec<(T, usize)>) {
    for (it, count) in own {
        match all.iter_mut().find(|(known, _)| *known == it) {
            Some((_, most)) => *most = (*most).max(count),
            None => all.push((it, count)),
        }
    }
}
