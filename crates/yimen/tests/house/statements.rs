//! Every statement of the house is understood by both engines.

use house::plan;
use kit::testing::on_each_engine;

#[test]
fn every_statement_of_the_house_is_understood_by_both_engines() {
    on_each_engine(plan, |house| {
        let location = house.hall.db.location().clone();
        let plan = plan();
        let refused = kit::db::check_statements(&location, &plan.migrations(), &plan.statements())
            .expect("the database opens");
        assert!(refused.is_empty(), "{refused:#?}");
    });
}

#[test]
fn every_projection_is_a_table_with_the_key_it_states() {
    on_each_engine(plan, |house| {
        for table in plan().projections() {
            let mut columns = vec!["centre_id"];
            columns.extend(table.key);
            let text = format!("SELECT {} FROM {} LIMIT 1", columns.join(", "), table.name);
            let statement = kit::db::Statement::both(text.leak());
            let read = house.hall.db.read_now(move |read| Ok(read.query(statement, &[])?));
            assert!(read.is_ok(), "{}: {read:?}", table.name);
        }
    });
}

#[test]
fn every_table_of_a_room_bears_the_rooms_name() {
    for step in plan().migrations() {
        for text in [step.sqlite, step.postgres] {
            for line in text.lines().filter_map(|line| line.strip_prefix("CREATE TABLE ")) {
                let prefix = format!("{}_", step.room);
                assert!(line.starts_with(&prefix), "{}: {line}", step.room);
            }
        }
    }
}
