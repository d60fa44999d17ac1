//! The trail and the stretch of a chain, on both engines, with a toy room.

use super::stretch::newest;
use super::trail::{Filter, Trail, entry, trail};
use super::verify::Finding;
use super::{Actor, NewEntry, Subject, checkpoint, commit};
use crate::clock::Clock;
use crate::db::{ActHead, CentreId};
use crate::hall::Plan;
use crate::testing::{CENTRE, House, OTHER_CENTRE, on_each_engine, signer};
use crate::wing::{Room, Wing};

const MINUTE_MS: i64 = 60_000;

fn plan() -> Plan {
    let room = |name| {
        let mut room = Room::new(name);
        room.projector = Some(|_, _| Ok(()));
        room
    };
    Plan::new(vec![Wing { rooms: vec![room("toy"), room("toy_box")] }])
}

fn write(house: &House, centre: CentreId, (person, action, subject): (&str, &'static str, &str)) {
    let actor = Actor { account: 7, name: person.into(), ..Actor::default() };
    let subject = subject.to_owned();
    let work = move |act: &mut crate::db::Act<'_>| {
        let entry = NewEntry::new(Subject::new("ticket", &subject), action, &())?;
        commit(act, vec![entry], ())
    };
    house.hall.db.act_now(ActHead { centre, actor }, work).expect("act");
}

/// Nine entries a minute apart, of three people in turn, and one of another centre.
fn furnish(house: &House) {
    const ACTIONS: [&str; 3] = ["toy.taken", "toy.given", "toy_box.opened"];
    write(house, OTHER_CENTRE, ("甲", "toy.taken", "1"));
    for number in 0..9 {
        let person = ["甲", "乙", "丙"][number % 3];
        let action = ACTIONS[number / 3];
        write(house, CENTRE, (person, action, ["1", "2"][number % 2]));
        house.clock.set(house.clock.now_ms() + MINUTE_MS);
    }
}

fn page(house: &House, filter: &Filter, (below, limit): (i64, u32)) -> Trail {
    let filter = filter.clone();
    let read = house.hall.db.read_now(move |read| trail(read, CENTRE, &filter, below, limit));
    read.expect("trail")
}

/// The numbers of all that a filter lets through.
fn numbers(house: &House, filter: &Filter) -> Vec<i64> {
    let all = page(house, filter, (i64::MAX, 100));
    assert_eq!(all.next, None);
    all.entries.iter().map(|it| it.sequence).collect()
}

#[test]
fn a_trail_shows_one_centre_newest_first() {
    on_each_engine(plan, |house| {
        furnish(house);
        assert_eq!(numbers(house, &Filter::default()), [9, 8, 7, 6, 5, 4, 3, 2, 1]);
        let first = house.hall.db.read_now(|read| entry(read, OTHER_CENTRE, 1)).expect("entry");
        assert_eq!(first.expect("an entry").centre, OTHER_CENTRE);
        let none = house.hall.db.read_now(|read| entry(read, OTHER_CENTRE, 2)).expect("entry");
        assert_eq!(none, None);
    });
}

#[test]
fn a_trail_is_narrowed_by_person_action_and_subject() {
    on_each_engine(plan, |house| {
        furnish(house);
        let of = |change: &dyn Fn(&mut Filter)| {
            let mut filter = Filter::default();
            change(&mut filter);
            numbers(house, &filter)
        };
        assert_eq!(of(&|it| it.person = "乙".into()), [8, 5, 2]);
        assert_eq!(of(&|it| it.action = "toy.given".into()), [6, 5, 4]);
        assert_eq!(of(&|it| it.action = "toy".into()), [6, 5, 4, 3, 2, 1], "a room, not its like");
        assert_eq!(of(&|it| it.among = vec!["toy.taken".into()]), [3, 2, 1]);
        let both = vec!["toy.taken".to_owned(), "toy_box.opened".to_owned()];
        assert_eq!(of(&|it| it.among = both.clone()), [9, 8, 7, 3, 2, 1]);
        assert_eq!(of(&|it| it.subject_id = "2".into()), [8, 6, 4, 2]);
        assert_eq!(of(&|it| it.subject_kind = "case".into()), [0; 0]);
        let narrow = |it: &mut Filter| {
            it.person = "甲".into();
            it.subject_id = "1".into();
        };
        assert_eq!(of(&narrow), [7, 1]);
    });
}

#[test]
fn a_trail_begins_and_ends_with_the_instants_asked_for() {
    on_each_engine(plan, |house| {
        let start = house.clock.now_ms();
        furnish(house);
        let between = |from: i64, until: i64| {
            let (from_ms, until_ms) = (start + from * MINUTE_MS, start + until * MINUTE_MS);
            numbers(house, &Filter { from_ms, until_ms, ..Filter::default() })
        };
        assert_eq!(between(2, 5), [5, 4, 3], "from the third minute on, before the sixth");
        assert_eq!(between(-90, 1), [1]);
        assert_eq!(between(9, 90), [0; 0], "nothing was written then");
        let open = Filter { from_ms: start + 7 * MINUTE_MS, ..Filter::default() };
        assert_eq!(numbers(house, &open), [9, 8]);
    });
}

#[test]
fn going_on_from_page_to_page_gives_each_entry_once() {
    on_each_engine(plan, |house| {
        furnish(house);
        for (filter, expected) in [
            (Filter::default(), vec![9, 8, 7, 6, 5, 4, 3, 2, 1]),
            (Filter { person: "乙".into(), ..Filter::default() }, vec![8, 5, 2]),
        ] {
            for limit in 1..=4 {
                let (mut found, mut below) = (Vec::new(), Some(i64::MAX));
                while let Some(number) = below {
                    let page = page(house, &filter, (number, limit));
                    found.extend(page.entries.iter().map(|it| it.sequence));
                    below = page.next;
                }
                assert_eq!(found, expected, "pages of {limit}");
            }
        }
    });
}

#[test]
fn a_trail_of_a_centre_without_a_journal_is_empty() {
    on_each_engine(plan, |house| {
        assert_eq!(page(house, &Filter::default(), (i64::MAX, 10)), Trail::default());
    });
}

fn stretch(house: &House, most: u32) -> super::stretch::Stretch {
    let key = signer().public_key();
    house.hall.db.read_now(move |read| newest(read, &key, CENTRE, most)).expect("stretch")
}

#[test]
fn the_newest_part_of_a_chain_is_checked_against_its_links_and_checkpoints() {
    on_each_engine(plan, |house| {
        assert_eq!(stretch(house, 5).last, 0, "a chain that has not begun");
        furnish(house);
        let head = ActHead { centre: CENTRE, actor: Actor::house() };
        house.hall.db.act_now(head, |act| checkpoint::sign(act, &signer())).expect("checkpoint");
        write(house, CENTRE, ("甲", "toy.taken", "1"));
        let checked = stretch(house, 4);
        assert_eq!((checked.first, checked.last, checked.checkpoints), (7, 10, 1));
        assert_eq!(checked.findings, []);
        assert_eq!(stretch(house, 100).first, 1);
    });
}

#[test]
fn an_entry_changed_by_hand_is_found_in_its_stretch_only() {
    on_each_engine(plan, |house| {
        furnish(house);
        let text = "UPDATE journal_entries SET payload = '1' WHERE sequence = 3";
        house.tamper(text, text);
        assert_eq!(stretch(house, 6).findings, [], "it stands before these six");
        let changed = Finding::Changed { centre: CENTRE, sequence: 3 };
        assert_eq!(stretch(house, 7).findings, [changed]);
    });
}

#[test]
fn an_entry_taken_out_or_put_behind_the_end_is_found() {
    on_each_engine(plan, |house| {
        furnish(house);
        let text =
            format!("DELETE FROM journal_entries WHERE centre_id = {CENTRE} AND sequence = 8");
        let untied = format!("DROP TRIGGER IF EXISTS journal_entries_are_never_deleted; {text}");
        house.tamper(&untied, &text);
        let broken = Finding::Broken { centre: CENTRE, sequence: 9 };
        assert_eq!(stretch(house, 9).findings, [broken]);
        let text = format!("UPDATE journal_heads SET sequence = 7 WHERE centre_id = {CENTRE};");
        house.tamper(&text, &text);
        let head = Finding::Head { centre: CENTRE, expected: 7, found: 9 };
        assert!(stretch(house, 9).findings.contains(&head));
    });
}
