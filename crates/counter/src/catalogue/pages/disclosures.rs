//! The six disclosures over the whole catalogue: which item lacks what.

use crate::catalogue::door;
use crate::catalogue::record::ItemRecord;
use axum::extract::Query;
use axum::response::Response;
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit, Words};
use rulebook::disclosure::{Disclosure, gaps};
use std::collections::HashMap;

/// More items than this are not shown on one page.
const SHOWN_MAX: usize = 500;

#[derive(askama::Template)]
#[template(path = "catalogue/pages/disclosures.html")]
struct DisclosuresPage {
    chrome: Chrome,
    heads: Vec<String>,
    tiles: Vec<(String, String)>,
    lines: Vec<Line>,
    only_gaps: bool,
    summary: String,
}

struct Line {
    code: String,
    name: String,
    cells: Vec<Vec<String>>,
    is_complete: bool,
}

/// The table: a line for each item, a column for each disclosure.
pub(in crate::catalogue) async fn show(
    visit: Visit,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response, HallError> {
    let (words, centre) = (visit.words(), visit.centre()?);
    let only_gaps = asked.get("only").is_some_and(|only| only == "gaps");
    let records = visit.read(move |read| door::records(read, centre)).await?;
    let all: Vec<Line> =
        records.values().map(|record| line(record, words)).collect::<Result<_, _>>()?;
    let complete = all.iter().filter(|line| line.is_complete).count();
    let summary = words.fill(
        "{} 个事项中，{} 个六公开完整，{} 个有缺项。",
        "Of {} items, {} are complete and {} have gaps.",
        &[&all.len(), &complete, &(all.len() - complete)],
    );
    let tiles = Disclosure::ALL
        .iter()
        .enumerate()
        .map(|(at, disclosure)| {
            let open = all.iter().filter(|line| !line.cells[at].is_empty()).count();
            let figure = words.fill("{} 个缺项", "{} open", &[&open]);
            (words.phrase(&disclosure.phrase()).to_owned(), figure)
        })
        .collect();
    let lines =
        all.into_iter().filter(|line| !only_gaps || !line.is_complete).take(SHOWN_MAX).collect();
    visit.page(&DisclosuresPage {
        chrome: visit.chrome(words.say("六公开检查", "The six disclosures"), Face::Office),
        heads: Disclosure::ALL
            .iter()
            .map(|disclosure| words.phrase(&disclosure.phrase()).to_owned())
            .collect(),
        tiles,
        lines,
        only_gaps,
        summary,
    })
}

fn line(record: &ItemRecord, words: Words) -> Result<Line, HallError> {
    let gaps = gaps(&door::definition_of(record)?);
    Ok(Line {
        code: record.code.clone(),
        name: record.name.zh.clone(),
        is_complete: gaps.is_empty(),
        cells: Disclosure::ALL
            .iter()
            .map(|disclosure| {
                gaps.iter()
                    .filter(|gap| gap.disclosure == *disclosure)
                    .map(|gap| words.phrase(&gap.sentence).to_owned())
                    .collect()
            })
            .collect(),
    })
}
