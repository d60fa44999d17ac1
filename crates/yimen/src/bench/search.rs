//! Searches among ten thousand items, one after another on one thread, as people type them: words,
//! pinyin, initials, everyday words. The yardstick is the promise itself: ten milliseconds each.

use super::report::Comparison;
use super::{Effort, Watch};
use anyhow::{Context, ensure};
use counter::catalogue::door::{self as catalogue, AfterImport, ItemRecord};
use county::demo;
use house::config::Settings;
use kit::Hall;
use kit::db::{ActHead, CentreId};
use kit::journal::Actor;
use reference::search::door as search;
use std::path::Path;
use std::sync::Arc;

const ITEMS: usize = 10_000;
/// Records in one act.
const CHUNK: usize = 500;
/// Searches a second where each takes ten milliseconds.
const PROMISED: f64 = 100.0;
const QUERIES: [&str; 8] =
    ["低保", "dibao", "zdsh", "最低生活保障", "MZ-004", "老人补贴", "medical insurance", "养老"];

pub(super) fn compare(directory: &Path, effort: Effort) -> anyhow::Result<Comparison> {
    let mut settings = Settings::passing(directory);
    let guide = demo::catalogue_only(&mut settings)?;
    let (hall, router) = house::open(&settings)?;
    drop(router);
    let measured = measure(&hall, &guide, effort);
    house::close(hall);
    Ok(Comparison {
        subject: "search among 10,000 items, one thread",
        unit: "searches",
        yardstick: "10 ms a search",
        ours: measured?,
        theirs: vec![PROMISED; effort.rounds as usize],
        aim: 1.0,
    })
}

fn measure(hall: &Arc<Hall>, guide: &str, effort: Effort) -> anyhow::Result<Vec<f64>> {
    let centre = guide.split('/').nth(2).and_then(CentreId::parse).context("no centre")?;
    multiply(hall, centre)?;
    catalogue::changed(hall, centre);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut ours = Vec::new();
        for round in 0..=effort.rounds {
            let (watch, mut count) = (Watch::start(), 0);
            while !watch.has_passed(effort.turn) {
                for query in QUERIES {
                    let found = house::told(search::find(hall, centre, query, 20).await)?;
                    ensure!(!found.is_empty(), "{query} finds nothing");
                    count += 1;
                }
            }
            // The first turn builds the index and is not counted.
            if round > 0 {
                ours.push(watch.per_second(count));
            }
        }
        anyhow::Ok(ours)
    })
}

/// The shipped items again and again under other codes, until there are ten thousand.
fn multiply(hall: &Hall, centre: CentreId) -> anyhow::Result<()> {
    let shipped = house::told(hall.db.read_now(move |read| catalogue::records(read, centre)))?;
    let more: Vec<ItemRecord> = (1..100)
        .flat_map(|copy| shipped.values().map(move |record| again(record, copy)))
        .take(ITEMS - shipped.len())
        .collect();
    for chunk in more.chunks(CHUNK) {
        let (chunk, head) = (chunk.to_vec(), ActHead { centre, actor: Actor::house() });
        house::told(hall.db.act_now(head, move |act| {
            catalogue::import(act, &chunk, AfterImport::PublishComplete)
        }))?;
    }
    Ok(())
}

fn again(record: &ItemRecord, copy: u32) -> ItemRecord {
    let mut record = record.clone();
    record.code = format!("{}{copy:02}", record.code);
    record.name.zh = format!("{}（第{copy}村组）", record.name.zh);
    record
}
