//! The room's statements; its acts are asked together with those of first contacts.

use kit::hall::Plan;
use kit::testing::on_each_engine;

#[test]
fn every_statement_of_the_register_is_understood_by_both_engines() {
    let plan = || Plan::new(vec![office::wing(), crate::wing()]);
    on_each_engine(plan, |house| {
        let statements = super::store::STATEMENTS;
        let checked = kit::db::check_statements(house.hall.db.location(), &[], statements);
        assert!(checked.is_ok_and(|faults| faults.is_empty()));
    });
}
