//! The journal under fire, on both engines, with a toy room.

use super::verify::{Finding, Verification};
use super::{Actor, Entry, Housekeeping, NewEntry, Projection, Subject, commit, housekeeping};
use crate::db::{Act, ActHead, CentreId, Engine, Execute, Migration, Read, Statement};
use crate::error::HallError;
use crate::hall::Plan;
use crate::params;
use crate::testing::{CENTRE, House, OTHER_CENTRE, on_each_engine};
use crate::wing::{Room, Table, Wing};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

const ADD: Statement =
    Statement::both("INSERT INTO toy_tickets (centre_id, number, text) VALUES ($1, $2, $3)");
const COUNT: Statement =
    Statement::both("SELECT COUNT(*) AS found FROM toy_tickets WHERE centre_id = $1");
const NEXT: Statement = Statement::both(
    "SELECT COALESCE(MAX(number), 0) + 1 AS next FROM toy_tickets WHERE centre_id = $1",
);
const FORGE_ENTRY: Statement =
    Statement::both("UPDATE journal_entries SET payload = $2 WHERE centre_id = $1");
const DELETE_ENTRY: Statement = Statement::both("DELETE FROM journal_entries WHERE centre_id = $1");
/// What PostgreSQL says where two transactions cannot both be (40001).
const SERIALIZATION_FAILURE: Statement = Statement::each(
    "SELECT 1",
    "DO $$ BEGIN RAISE EXCEPTION 'not both' USING ERRCODE = '40001'; END $$",
);
const FORGE_ROW: Statement =
    Statement::both("UPDATE toy_tickets SET text = 'forged' WHERE centre_id = $1 AND number = 2");

fn plan() -> Plan {
    let mut room = Room::new("toy");
    room.migrations = vec![Migration {
        room: "toy",
        number: 1,
        name: "tickets",
        sqlite: "CREATE TABLE toy_tickets (centre_id INTEGER NOT NULL, number INTEGER NOT NULL,
                 text TEXT NOT NULL, PRIMARY KEY (centre_id, number)) STRICT;",
        postgres: "CREATE TABLE toy_tickets (centre_id BIGINT NOT NULL, number BIGINT NOT NULL,
                   text TEXT NOT NULL, PRIMARY KEY (centre_id, number));",
    }];
    room.projections = vec![Table { name: "toy_tickets", key: &["number"] }];
    room.projector = Some(project);
    Plan::new(vec![Wing { rooms: vec![room] }])
}

fn project(projection: &mut Projection<'_>, entry: &Entry) -> Result<(), HallError> {
    let (number, text): (i64, String) = entry.facts()?;
    projection.execute(ADD, &params![entry.centre, number, text])?;
    Ok(())
}

fn take(act: &mut Act<'_>, text: &str) -> Result<super::Committed<i64>, HallError> {
    let centre = act.centre();
    let number = act
        .first(NEXT, &params![centre])?
        .ok_or_else(|| HallError::broken("no number"))?
        .get::<i64>("next")?;
    let entry = NewEntry::new(Subject::new("ticket", number), "toy.taken", &(number, text))?;
    commit(act, vec![entry], number)
}

fn head(centre: CentreId) -> ActHead {
    ActHead { centre, actor: Actor::house() }
}

fn count(house: &House, centre: CentreId) -> i64 {
    house
        .hall
        .db
        .read_now(move |read| {
            let row = read.first(COUNT, &params![centre])?;
            row.map_or(Ok(0), |row| Ok(row.get("found")?))
        })
        .expect("count")
}

fn findings(house: &House) -> Vec<Finding> {
    let signer = crate::testing::signer();
    Verification {
        db: &house.hall.db,
        migrations: &house.hall.migrations,
        registry: &house.hall.registry,
        projections: &house.hall.projections,
        verifier: &signer.public_key(),
    }
    .run(|_| {})
    .expect("verification")
    .findings
}

#[test]
fn concurrent_acts_of_a_centre_never_share_a_number() {
    on_each_engine(plan, |house| {
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..25 {
                        house.hall.db.act_now(head(CENTRE), |act| take(act, "one")).expect("act");
                    }
                });
            }
        });
        assert_eq!(count(house, CENTRE), 200);
        assert_eq!(findings(house), vec![]);
    });
}

/// Performs acts without pause until told to stop, while `work` runs.
fn while_others_write(house: &House, work: impl FnOnce()) {
    let is_done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !is_done.load(std::sync::atomic::Ordering::SeqCst) {
                    house.hall.db.act_now(head(CENTRE), |act| take(act, "on")).expect("act");
                }
            });
        }
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
        is_done.store(true, std::sync::atomic::Ordering::SeqCst);
        if let Err(panic) = outcome {
            std::panic::resume_unwind(panic);
        }
    });
}

#[test]
fn a_journal_can_be_verified_while_others_write() {
    on_each_engine(plan, |house| {
        while_others_write(house, || {
            for _ in 0..5 {
                assert_eq!(findings(house), vec![]);
            }
        });
    });
}

#[test]
fn a_copy_taken_while_others_write_is_of_one_instant() {
    let house = House::on_sqlite(plan());
    let directory = crate::testing::Directory::fresh();
    let crate::db::Location::Sqlite(source) = house.hall.db.location().clone() else {
        panic!("a house on SQLite")
    };
    while_others_write(&house, || {
        let target = directory.path("copy.db");
        crate::db::backup_sqlite(&source, &target, |_, _| {}).expect("copy");
        let copy = House::open(crate::db::Location::Sqlite(target), directory, plan());
        assert_eq!(findings(&copy), vec![]);
    });
}

#[test]
fn a_refused_act_and_a_panicking_act_leave_nothing_and_harm_no_neighbour() {
    on_each_engine(plan, |house| {
        std::thread::scope(|scope| {
            for turn in 0..30 {
                scope.spawn(move || {
                    let outcome = house.hall.db.act_now(head(CENTRE), move |act| {
                        let committed = take(act, "kept or not")?;
                        match turn % 3 {
                            0 => Ok(committed),
                            1 => Err(HallError::breach("不行", "no")),
                            _ => panic!("a fault in the act"),
                        }
                    });
                    assert_eq!(outcome.is_ok(), turn % 3 == 0);
                });
            }
        });
        assert_eq!(count(house, CENTRE), 10);
        assert_eq!(findings(house), vec![]);
    });
}

#[test]
fn an_act_that_overlooks_a_failed_statement_is_kept_whole_or_not_acknowledged() {
    on_each_engine(plan, |house| {
        let acknowledged = house.hall.db.act_now(head(CENTRE), |act| {
            // 1 / 0 is NULL to SQLite and an error to PostgreSQL, which spoils the transaction.
            drop(act.query(Statement::both("SELECT 1 / 0 AS nothing"), &[]));
            take(act, "overlooked")
        });
        assert_eq!(count(house, CENTRE), i64::from(acknowledged.is_ok()));
        house.hall.db.act_now(head(CENTRE), |act| take(act, "after it")).expect("act");
        assert_eq!(count(house, CENTRE), 1 + i64::from(acknowledged.is_ok()));
        assert_eq!(findings(house), vec![]);
    });
}

#[test]
fn an_act_that_breaks_a_constraint_keeps_nothing() {
    on_each_engine(plan, |house| {
        let refused = house.hall.db.act_now(head(CENTRE), |act| {
            let entries = vec![
                NewEntry::new(Subject::new("ticket", 1), "toy.taken", &(1, "first"))?,
                NewEntry::new(Subject::new("ticket", 1), "toy.taken", &(1, "same number"))?,
            ];
            commit(act, entries, ())
        });
        assert!(refused.is_err());
        assert_eq!(count(house, CENTRE), 0);
        house.hall.db.act_now(head(CENTRE), |act| take(act, "after")).expect("act");
        assert_eq!(findings(house), vec![]);
    });
}

#[test]
fn entries_can_neither_be_changed_nor_deleted() {
    on_each_engine(plan, |house| {
        house.hall.db.act_now(head(CENTRE), |act| take(act, "true")).expect("act");
        let forged = house.hall.db.act_now(head(CENTRE), |act| {
            let centre = act.centre();
            act.working(FORGE_ENTRY, &params![centre, "[1,\"forged\"]"])?;
            housekeeping(Housekeeping::Sweep, ())
        });
        assert!(forged.is_err(), "the trigger refuses");
        let deleted = house.hall.db.act_now(head(CENTRE), |act| {
            let centre = act.centre();
            act.working(DELETE_ENTRY, &params![centre])?;
            housekeeping(Housekeeping::Sweep, ())
        });
        assert!(deleted.is_err(), "the trigger refuses");
        assert_eq!(findings(house), vec![]);
    });
}

#[test]
fn a_change_of_any_column_of_an_entry_is_found() {
    const COLUMNS: [(&str, &str); 13] = [
        ("centre_id", "centre_id + 1"),
        ("sequence", "sequence + 10"),
        ("at_ms", "at_ms - 1"),
        ("speaks_of_ms", "speaks_of_ms - 1"),
        ("actor_account", "actor_account + 1"),
        ("actor_name", "actor_name || '.'"),
        ("actor_post", "actor_post || '.'"),
        ("actor_window", "actor_window || '.'"),
        ("on_behalf_of", "on_behalf_of || '.'"),
        ("subject_kind", "subject_kind || '.'"),
        ("subject_id", "subject_id || '.'"),
        ("action", "action || '.'"),
        ("payload", "REPLACE(payload, 'true', 'false')"),
    ];
    for (column, value) in COLUMNS {
        on_each_engine(plan, |house| {
            for _ in 0..3 {
                house.hall.db.act_now(head(CENTRE), |act| take(act, "true")).expect("act");
            }
            let text = format!("UPDATE journal_entries SET {column} = {value} WHERE sequence = 2");
            house.tamper(&text, &text);
            assert_ne!(findings(house), vec![], "{column}");
        });
    }
}

#[test]
fn a_changed_previous_digest_is_found() {
    on_each_engine(plan, |house| {
        for _ in 0..3 {
            house.hall.db.act_now(head(CENTRE), |act| take(act, "true")).expect("act");
        }
        house.tamper(
            "UPDATE journal_entries SET previous = zeroblob(32) WHERE sequence = 2",
            "UPDATE journal_entries SET previous = decode(repeat('00', 32), 'hex') \
             WHERE sequence = 2",
        );
        assert_ne!(findings(house), vec![]);
    });
}

#[test]
fn what_postgresql_asks_to_retry_is_retried_and_done_once() {
    on_each_engine(plan, |house| {
        let tries = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&tries);
        let done = house.hall.db.act_now(head(CENTRE), move |act| {
            let is_first = counted.fetch_add(1, Ordering::SeqCst) == 0;
            if is_first && act.engine() == Engine::Postgres {
                act.working(SERIALIZATION_FAILURE, &[])?;
            }
            take(act, "once")
        });
        assert_eq!(done.expect("done at the second try"), 1);
        let is_postgres = house.hall.db.location().engine() == Engine::Postgres;
        assert_eq!(tries.load(Ordering::SeqCst), if is_postgres { 2 } else { 1 });
        assert_eq!(count(house, CENTRE), 1);
        assert_eq!(findings(house), vec![]);
    });
}

#[test]
fn a_step_that_was_changed_after_it_was_applied_is_refused() {
    on_each_engine(plan, |house| {
        let mut changed = plan().migrations();
        for step in changed.iter_mut().filter(|step| step.room == "toy") {
            step.sqlite = "CREATE TABLE toy_tickets (centre_id INTEGER) STRICT;";
            step.postgres = "CREATE TABLE toy_tickets (centre_id BIGINT);";
        }
        let location = house.hall.db.location().clone();
        let opened =
            std::thread::spawn(move || crate::db::check_statements(&location, &changed, &[]));
        let refused = opened.join().expect("the thread").expect_err("another checksum");
        assert!(refused.to_string().contains("migrations of toy"), "{refused}");
    });
}

#[test]
fn a_changed_byte_of_an_entry_is_found_and_located() {
    on_each_engine(plan, |house| {
        for _ in 0..5 {
            house.hall.db.act_now(head(CENTRE), |act| take(act, "true")).expect("act");
        }
        let text = "UPDATE journal_entries SET actor_name = actor_name || '.' WHERE sequence = 3";
        house.tamper(text, text);
        assert_eq!(findings(house), vec![Finding::Changed { centre: CENTRE, sequence: 3 }]);
    });
}

#[test]
fn a_rewritten_digest_breaks_the_chain_at_the_next_entry() {
    on_each_engine(plan, |house| {
        for _ in 0..4 {
            house.hall.db.act_now(head(CENTRE), |act| take(act, "true")).expect("act");
        }
        house.tamper(
            "UPDATE journal_entries SET digest = zeroblob(32) WHERE sequence = 2",
            "UPDATE journal_entries SET digest = decode(repeat('00', 32), 'hex') \
             WHERE sequence = 2",
        );
        let found = findings(house);
        assert!(found.contains(&Finding::Changed { centre: CENTRE, sequence: 2 }), "{found:?}");
        assert!(found.contains(&Finding::Broken { centre: CENTRE, sequence: 3 }), "{found:?}");
    });
}

#[test]
fn a_projection_that_was_changed_by_hand_is_found() {
    on_each_engine(plan, |house| {
        for _ in 0..3 {
            house.hall.db.act_now(head(CENTRE), |act| take(act, "true")).expect("act");
        }
        house
            .hall
            .db
            .act_now(head(CENTRE), |act| {
                let centre = act.centre();
                act.working(FORGE_ROW, &params![centre])?;
                housekeeping(Housekeeping::Sweep, ())
            })
            .expect("act");
        assert_eq!(
            findings(house),
            vec![Finding::Row {
                centre: CENTRE,
                table: "toy_tickets",
                key: "2".into(),
                how: super::verify::Difference::Changed,
            }]
        );
    });
}

#[test]
fn a_checkpoint_holds_the_past_in_place() {
    on_each_engine(plan, |house| {
        house.hall.db.act_now(head(CENTRE), |act| take(act, "true")).expect("act");
        let signer: Arc<dyn seal::Signer> = Arc::clone(&house.hall.signer);
        let signed = house
            .hall
            .db
            .act_now(head(CENTRE), move |act| super::checkpoint::sign(act, &*signer))
            .expect("sign")
            .expect("a checkpoint");
        assert_eq!(signed.sequence, 1);
        assert_eq!(findings(house), vec![]);
        house.tamper(
            "DROP TRIGGER journal_checkpoints_are_never_updated;
             UPDATE journal_checkpoints SET digest = zeroblob(32)",
            "DROP TRIGGER journal_checkpoints_are_never_changed ON journal_checkpoints;
             UPDATE journal_checkpoints SET digest = decode(repeat('00', 32), 'hex')",
        );
        assert_eq!(findings(house), vec![Finding::Checkpoint { centre: CENTRE, sequence: 1 }]);
    });
}

#[test]
fn the_journal_of_a_centre_never_runs_backwards() {
    on_each_engine(plan, |house| {
        house.hall.db.act_now(head(CENTRE), |act| take(act, "before")).expect("act");
        house.clock.advance(-3_600_000);
        house.hall.db.act_now(head(CENTRE), |act| take(act, "after")).expect("act");
        let entries = house
            .hall
            .db
            .read_now(|read| super::reading::after(read, CENTRE, 0, 10))
            .expect("read");
        assert!(entries[0].at_ms <= entries[1].at_ms);
    });
}

#[test]
fn two_centres_have_chains_of_their_own() {
    on_each_engine(plan, |house| {
        for centre in [CENTRE, OTHER_CENTRE, CENTRE] {
            house.hall.db.act_now(head(centre), |act| take(act, "x")).expect("act");
        }
        assert_eq!(count(house, CENTRE), 2);
        assert_eq!(count(house, OTHER_CENTRE), 1);
        assert_eq!(findings(house), vec![]);
    });
}

#[test]
fn every_statement_of_the_kit_is_understood_by_both_engines() {
    on_each_engine(plan, |house| {
        let location = house.hall.db.location().clone();
        let refused = std::thread::spawn(move || {
            let plan = plan();
            crate::db::check_statements(&location, &plan.migrations(), &plan.statements())
        })
        .join()
        .expect("thread")
        .expect("open");
        assert!(refused.is_empty(), "{refused:?}");
    });
}
