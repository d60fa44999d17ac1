//! The journal of the whole house: what the demonstration loaded verifies, and a replay is the
//! same act.

use house::plan;
use kit::testing::{House, on_each_engine};

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

#[test]
fn every_action_of_the_demonstration_and_its_room_have_a_name() {
    let house = House::on_sqlite(plan());
    load_demonstration(&house);
    let read = house.hall.db.read_now(|read| {
        let mut actions = std::collections::BTreeSet::new();
        for centre in kit::journal::reading::centres(read)? {
            let entries = kit::journal::reading::after(read, centre, 0, 10_000)?;
            actions.extend(entries.into_iter().map(|it| it.action));
        }
        Ok(actions)
    });
    for action in read.expect("journal") {
        assert!(house.hall.deed(&action).is_some(), "{action} has no name");
        let room = action.split('.').next().unwrap_or_default();
        let is_titled = house.hall.titles().iter().any(|(name, _)| *name == room);
        assert!(is_titled, "{room} has no name");
    }
    for action in house.hall.disclosing() {
        assert!(house.hall.deed(action).is_some(), "{action} has no name");
    }
}
