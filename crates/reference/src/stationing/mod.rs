//! Stationing (进驻管理): which departments and items are in the hall, how far, and why not.
//!
//! Rows S1 and S2 of the mission: everything that ought to be here is here (应进必进), or says why
//! not. A department's standing counts for its items unless an item says something of its own;
//! what falls short of its target is a gap, and a gap without a reason is shown as such. The
//! rules are in [`rulebook::stationing`].
//!
//! Tables: `stationing_centres`, `stationing_departments`, `stationing_items` (what an item says of
//! its own); view `stationing_county_departments` for the county's report.

mod actions;
pub mod door;
mod listed;
mod pages;
mod report;
mod sheet;
mod store;
#[cfg(test)]
mod tests;

use kit::Phrase;
use kit::db::Migration;
use kit::rights::Power;
use kit::routes::Routes;
use kit::shell::{MenuEntry, MenuGroup};
use kit::wing::{Room, Table};

/// The room.
pub fn room() -> Room {
    let mut room = Room::new("stationing");
    room.migrations = vec![Migration {
        room: "stationing",
        number: 1,
        name: "stationing",
        sqlite: include_str!("migrations/1_stationing.sqlite.sql"),
        postgres: include_str!("migrations/1_stationing.postgres.sql"),
    }];
    room.projections = vec![
        Table { name: "stationing_centres", key: &[] },
        Table { name: "stationing_departments", key: &["department"] },
        Table { name: "stationing_items", key: &["code"] },
    ];
    room.title = Phrase::of("进驻", "Stationing");
    room.deeds = vec![
        ("stationing.listed", Phrase::of("载入进驻清单", "List of stationing loaded")),
        ("stationing.department_changed", Phrase::of("变更部门进驻", "Department's place changed")),
        ("stationing.item_changed", Phrase::of("变更事项进驻", "Item's place changed")),
    ];
    room.projector = Some(store::project);
    room.statements = store::STATEMENTS.to_vec();
    room.routes = routes();
    room.menu = |visit| {
        let entry = |href, label| MenuEntry { href, label, icon: "building", count: None };
        let mut entries = Vec::new();
        if visit.may(Power::ReadStationing) && !visit.is_county() {
            entries.push(entry("/stationing", Phrase::of("进驻情况", "Stationing")));
        }
        if visit.may(Power::ReadCounty) {
            entries.push(entry("/stationing/county", Phrase::of("全县进驻", "County stationing")));
        }
        vec![MenuGroup { label: Phrase::of("事项库", "Catalogue"), entries }]
    };
    room
}

fn routes() -> Routes {
    use pages::{centre, county, department, item};
    Routes::new()
        .get("/stationing", Power::ReadStationing, centre::show)
        .get("/stationing/report.xlsx", Power::ReadStationing, centre::workbook)
        .get("/stationing/departments/{department}", Power::ReadStationing, department::show)
        .post(
            "/stationing/departments/{department}/standing",
            Power::EditStationing,
            department::change,
        )
        .get("/stationing/items/{code}", Power::ReadStationing, item::show)
        .post("/stationing/items/{code}/standing", Power::EditStationing, item::change)
        .post("/stationing/items/{code}/alignment", Power::EditStationing, item::align)
        .get("/stationing/county", Power::ReadCounty, county::show)
        .get("/stationing/county/{centre}", Power::ReadCounty, county::centre)
}
