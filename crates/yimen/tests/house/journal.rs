//! The journal of the whole house: what the demonstration loaded verifies, and a replay is the
//! same act.

use kit::testing::{House, on_each_engine};
use yimen::house::plan;

use crate::support::{load_demonstration, verified};

#[test]
fn what_the_demonstration_loaded_verifies_row_by_row() {
    on_each_engine(plan, |house| {
        load_demonstration(house);
        let report = verified(house.hall.db.location());
        assert_eq!(report.findings, vec![]);
        assert!(report.entries > 400 && report.rows > 600, "{report:?}");
    });
}

#[test]
fn a_second_loading_adds_nothing() {
    on_each_engine(plan, |house| {
        load_demonstration(house);
        let before = verified(house.hall.db.location()).entries;
        load_demonstration(house);
        assert_eq!(verified(house.hall.db.location()).entries, before);
    });
}

#[test]
fn every_item_of_the_demonstration_is_published_and_one_is_being_revised() {
    let house = House::on_sqlite(plan());
    load_demonstration(&house);
    let read = house.hall.db.read_now(|read| {
        let filter = counter::catalogue::door::Filter::default();
        counter::catalogue::door::items(read, kit::testing::CENTRE, &filter, "", 500)
    });
    let items = read.expect("items");
    assert_eq!(items.len(), 104);
    for item in items {
        assert!(item.current_version > 0, "{}", item.code);
        assert_eq!(item.has_draft == 1, item.code == "GS-001", "{}", item.code);
    }
}
