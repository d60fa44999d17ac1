//! Catalogue (事项库): service items, their drafts and their immutable published versions.
//!
//! Basis: GB/T 39046-2020 table 4, domain rule 2. A draft may have gaps; publishing is refused
//! while one of the six disclosures (六公开) is incomplete. A published version never changes: a
//! case stays with the version it was received under.
//!
//! Tables: `catalogue_items` (one line an item), `catalogue_drafts`, `catalogue_versions`.

pub mod actions;
mod api;
mod cache;
mod checklist_view;
pub mod door;
mod events;
mod pages;
mod store;
#[cfg(test)]
pub(crate) mod tests;
mod versions;

pub use crate::record;

use kit::Phrase;
use kit::db::Migration;
use kit::rights::Power;
use kit::routes::Routes;
use kit::shell::{DeskFigure, DeskPart, MenuEntry, MenuGroup};
use kit::wing::{Room, Table, Timer};
use kit::{Hall, HallError, Visit};
use std::sync::Arc;

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("catalogue");
    room.migrations = vec![Migration {
        room: "catalogue",
        number: 1,
        name: "catalogue",
        sqlite: include_str!("migrations/1_catalogue.sqlite.sql"),
        postgres: include_str!("migrations/1_catalogue.postgres.sql"),
    }];
    room.migrations.push(Migration {
        room: "catalogue",
        number: 2,
        name: "validity",
        sqlite: include_str!("migrations/2_validity.sqlite.sql"),
        postgres: include_str!("migrations/2_validity.postgres.sql"),
    });
    room.timers =
        vec![Timer { name: "catalogue-validity", every_s: 60, run: |hall| Box::pin(expire(hall)) }];
    room.projections = vec![
        Table { name: "catalogue_items", key: &["code"] },
        Table { name: "catalogue_drafts", key: &["code"] },
        Table { name: "catalogue_versions", key: &["code", "version"] },
    ];
    room.title = Phrase::of("事项库", "Catalogue");
    room.deeds = DEEDS.to_vec();
    room.projector = Some(store::project);
    room.statements = store::STATEMENTS.to_vec();
    room.furnish = |shelf| shelf.put(cache::Cache::default());
    room.routes = routes();
    room.openapi = || Some(api::described());
    room.menu = |visit| {
        if !visit.may(Power::ReadCatalogue) {
            return Vec::new();
        }
        let entry = |href, label, icon| MenuEntry { href, label, icon, count: None };
        let items = entry("/catalogue/items", Phrase::of("事项列表", "Items"), "list");
        let disclosures =
            entry("/catalogue/disclosures", Phrase::of("六公开检查", "Six disclosures"), "check");
        let label = Phrase::of("事项库", "Catalogue");
        vec![MenuGroup { label, entries: vec![items, disclosures] }]
    };
    room.desk = desk;
    room
}

/// For whoever keeps the catalogue: how many items stand where.
fn desk(read: &mut dyn kit::db::Read, visit: &Visit) -> Result<Option<DeskPart>, HallError> {
    if !visit.may(Power::EditCatalogue) {
        return Ok(None);
    }
    let words = visit.words();
    let [published, drafts, withdrawn] = store::counts(read, visit.centre()?)?;
    let figure = |label, count, state| {
        DeskFigure::new(label, count, &format!("/catalogue/items?state={state}"))
    };
    Ok(Some(DeskPart {
        heading: words.say("事项库", "Catalogue").to_owned(),
        figures: vec![
            figure(words.say("已发布", "Published"), published, "published"),
            figure(words.say("有草稿", "With a draft"), drafts, "draft"),
            figure(words.say("已撤下", "Withdrawn"), withdrawn, "withdrawn"),
        ],
        ..DeskPart::default()
    }))
}

/// What people call the acts of the room.
const DEEDS: [(&str, Phrase); 5] = [
    ("catalogue.drafted", Phrase::of("起草事项", "Item drafted")),
    ("catalogue.discarded", Phrase::of("放弃草稿", "Draft discarded")),
    ("catalogue.published", Phrase::of("发布事项", "Item published")),
    ("catalogue.bounded", Phrase::of("设定有效期", "Validity of an item set")),
    ("catalogue.withdrawn", Phrase::of("下架事项", "Item withdrawn")),
];

/// Withdraws what is past its last day, in every centre.
async fn expire(hall: Arc<Hall>) -> Result<(), HallError> {
    let (centres, today) =
        (hall.db.read(|read| kit::journal::reading::centres(read)).await?, hall.today());
    for centre in centres {
        let codes = hall.db.read(move |read| store::expired(read, centre, today)).await?;
        if !codes.is_empty() {
            hall.act_by_itself(centre, actions::expire).await?;
            door::changed(&hall, centre);
        }
    }
    Ok(())
}

fn routes() -> Routes {
    use pages::{comparison, disclosures, item, items};
    Routes::new()
        .get("/catalogue/items", Power::ReadCatalogue, items::show)
        .get("/catalogue/disclosures", Power::ReadCatalogue, disclosures::show)
        .get("/catalogue/items/{code}", Power::ReadCatalogue, item::show)
        .get("/catalogue/items/{code}/versions/{version}", Power::ReadCatalogue, item::version)
        .get("/catalogue/items/{code}/comparison", Power::ReadCatalogue, comparison::show)
        .post("/catalogue/items/{code}/validity", Power::PublishCatalogue, item::bound)
        .post("/catalogue/items/{code}/withdrawal", Power::PublishCatalogue, item::withdraw)
        .merge(api_routes())
}

fn api_routes() -> Routes {
    Routes::new()
        .get("/api/v1/centres/{centre}/items", Power::Public, api::list)
        .get("/api/v1/centres/{centre}/items/{code}", Power::Public, api::show)
        .get(
            "/api/v1/centres/{centre}/items/{code}/versions/{version}",
            Power::Public,
            api::version,
        )
        .get("/api/v1/centres/{centre}/items/{code}/checklist", Power::Public, api::checklist)
        .get("/api/v1/items", Power::ReadCatalogue, api::lines)
        .post("/api/v1/items", Power::EditCatalogue, api::create)
        .get("/api/v1/items/{code}/draft", Power::ReadCatalogue, api::draft)
        .post("/api/v1/items/{code}/draft", Power::EditCatalogue, api::open)
        .post("/api/v1/items/{code}/draft/revisions", Power::EditCatalogue, api::revise)
        .post("/api/v1/items/{code}/publication", Power::PublishCatalogue, api::publish)
        .post("/api/v1/items/{code}/validity", Power::PublishCatalogue, api::bound)
        .post("/api/v1/items/{code}/withdrawal", Power::PublishCatalogue, api::withdraw)
}
