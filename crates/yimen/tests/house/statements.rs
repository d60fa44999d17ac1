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

/// Columns of the primary key of every table that a step makes: table and columns.
fn keys(text: &str) -> Vec<(String, Vec<String>)> {
    let said = |line: &str| line.split("--").next().unwrap_or_default().to_owned();
    let text: Vec<String> = text.lines().map(said).collect();
    let text = text.join("\n");
    let tables = text.split("CREATE TABLE ").skip(1);
    tables
        .map(|table| {
            let body = table.split(';').next().unwrap_or_default();
            let name = body.split([' ', '(', '\n']).next().unwrap_or_default().to_owned();
            let key = body.lines().find(|line| line.contains("PRIMARY KEY")).unwrap_or_default();
            let listed = key.split("PRIMARY KEY (").nth(1).and_then(|it| it.split(')').next());
            // A key of one column stands behind the column.
            let columns = listed.unwrap_or_else(|| key.split_whitespace().next().unwrap_or(""));
            (name, columns.split(',').map(|it| it.trim().to_owned()).collect())
        })
        .collect()
}

#[test]
fn the_key_of_every_table_begins_with_the_centre() {
    let mut tables = 0;
    for step in plan().migrations() {
        for (table, key) in [keys(step.sqlite), keys(step.postgres)].concat() {
            tables += 1;
            assert_eq!(key.first().map(String::as_str), Some("centre_id"), "{table}: {key:?}");
        }
    }
    assert!(tables > 40, "{tables}");
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
