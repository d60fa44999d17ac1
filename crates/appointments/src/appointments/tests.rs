//! Appointments, asked in process: a time is never overbooked, and an arrival is one ticket.

use counter::catalogue::door as catalogue;
use counter::catalogue::record::LabelRecord;
use kit::db::ActHead;
use kit::hall::Plan;
use kit::journal::Actor;
use kit::rights::Role;
use kit::testing::{Browser, CENTRE, House, Page, on_each_engine};
use office::posts::door::{self as posts, Centre, Department, State, WholeCentre, Window};
use proptest::prelude::*;
use reference::exchange::door::{ContactRecord, shipped_items};
use std::collections::BTreeMap;
use std::sync::{Arc, Barrier};

fn plan() -> Plan {
    Plan::new(vec![
        office::wing(),
        counter::wing(),
        reference::wing(),
        reception::wing(),
        crate::wing(),
    ])
}

/// A centre with a window and the shipped items.
fn open(house: &House) {
    let whole = WholeCentre {
        centre: Centre { name: "青榕镇便民服务中心".into(), ..Centre::default() },
        departments: vec![Department {
            key: "MZ".into(),
            short: "民政".into(),
            name: "民政".into(),
            ..Department::default()
        }],
        windows: vec![(
            Window {
                key: "W01".into(),
                number: "01号".into(),
                name: "综合窗口".into(),
                departments: vec!["MZ".into()],
                queue_prefix: "A".into(),
                ..Window::default()
            },
            State::Open,
        )],
        posts: Vec::new(),
    };
    let head = || ActHead { centre: CENTRE, actor: Actor::house() };
    house.hall.db.act_now(head(), move |act| posts::set_up(act, &whole)).expect("set up");
    let label = |zh: &str| LabelRecord { zh: zh.into(), en: String::new() };
    let contact = ContactRecord {
        place: label("青榕镇便民服务中心"),
        hours: label("周一至周五"),
        consult_phone: "0999-0001000".into(),
        complaint_phone: "0999-0002000".into(),
        ..ContactRecord::default()
    };
    let records = shipped_items(&contact).expect("shipped items");
    let work = move |act: &mut kit::db::Act<'_>| {
        catalogue::import(act, &records, catalogue::AfterImport::PublishComplete)
    };
    house.hall.db.act_now(head(), work).expect("import");
    catalogue::changed(&house.hall, CENTRE);
}

fn asks(browser: &mut Browser, (day, time): (&str, &str), phone: &str) -> Page {
    let fields =
        [("item", "MZ-002"), ("day", day), ("time", time), ("name", "奚怡达"), ("phone", phone)];
    browser.post(&format!("/centres/{CENTRE}/appointments"), &fields)
}

/// The page of an appointment that is made.
fn made(house: &House, when: (&str, &str), phone: &str) -> String {
    let page = asks(&mut house.stranger(), when, phone);
    assert_eq!(page.status, 303, "{}", page.body);
    page.location
}

fn refused(page: &Page, sentence: &str) {
    assert_eq!(page.status, 422, "{}", page.body);
    assert!(page.shows(sentence), "{sentence}: {}", page.body);
}

const TODAY: &str = "2026-11-23";

/// Checks in at the kiosk.
fn arrives(house: &House, number: &str, digits: &str) -> Page {
    let fields = [("number", number), ("digits", digits)];
    house.stranger().post(&format!("/centres/{CENTRE}/kiosk/appointments"), &fields)
}

fn whole(house: &House) {
    let signer = kit::testing::signer();
    let report = kit::journal::verify::Verification {
        db: &house.hall.db,
        migrations: &house.hall.migrations,
        registry: &house.hall.registry,
        projections: &house.hall.projections,
        verifier: &signer.public_key(),
    }
    .run(|_| {})
    .expect("verification");
    assert_eq!(report.findings, vec![], "{report:?}");
}

#[test]
fn a_time_is_chosen_made_and_shown_with_a_masked_name() {
    on_each_engine(plan, |house| {
        open(house);
        let root = format!("/centres/{CENTRE}/appointments");
        let mut phone = house.stranger();
        let days = phone.get(&format!("{root}?item=MZ-002"));
        assert!(days.shows("day=2026-11-24") && !days.shows("day=2026-11-28"), "no Saturday");
        let times = phone.get(&format!("{root}?item=MZ-002&day={TODAY}"));
        assert!(times.shows("10:30") && !times.shows("09:30"), "{}", times.body);
        let page = made(house, (TODAY, "10:30"), "10000000149");
        let shown = phone.get(&page);
        assert!(shown.shows("Y001") && shown.shows("10:30") && !shown.shows("奚怡达"));
        for language in ["zh-CN", "en"] {
            phone.language = language;
            for path in [
                root.clone(),
                format!("{root}?text=gl"),
                format!("{root}?item=MZ-002"),
                format!("{root}?item=MZ-002&day={TODAY}"),
                format!("{root}?item=MZ-002&day={TODAY}&time=11%3A00"),
                page.clone(),
                format!("/centres/{CENTRE}/kiosk/appointments"),
            ] {
                kit::testing::well_formed(&path, &phone.get(&path));
            }
        }
        whole(house);
    });
}

#[test]
fn one_phone_holds_one_appointment_for_an_item_until_it_is_cancelled() {
    on_each_engine(plan, |house| {
        open(house);
        let page = made(house, (TODAY, "10:30"), "10000000149");
        let mut browser = house.stranger();
        let again = asks(&mut browser, ("2026-11-24", "10:30"), "10000000149");
        refused(&again, "已经预约了同一事项");
        assert!(again.shows("10000000149"), "what was typed is kept");
        let cancelled = browser.post(&format!("{page}/cancellation"), &[]);
        assert_eq!(cancelled.status, 303, "{}", cancelled.body);
        assert!(browser.get(&page).shows("已取消"));
        refused(&browser.post(&format!("{page}/cancellation"), &[]), "已经报到、取消或者过期");
        made(house, ("2026-11-24", "10:30"), "10000000149");
    });
}

#[test]
fn what_staff_book_for_a_caller_stands_in_the_journal_as_their_own_act() {
    on_each_engine(plan, |house| {
        open(house);
        let who = |house: &House| {
            let last = house
                .hall
                .db
                .read_now(|read| kit::journal::reading::before(read, CENTRE, i64::MAX, 1))
                .expect("journal")
                .remove(0);
            (last.action, last.actor.account, last.actor.window)
        };
        made(house, (TODAY, "10:30"), "10000000149");
        let resident = kit::journal::Actor::resident().account;
        assert_eq!(
            who(house),
            ("appointments.booked".into(), resident, String::new()),
            "a resident"
        );
        let mut clerk = house.browser_at(CENTRE, &[Role::WindowClerk], "01号");
        let booked = asks(&mut clerk, (TODAY, "11:00"), "10000000158");
        assert_eq!(booked.status, 303, "{}", booked.body);
        let (action, account, window) = who(house);
        assert_eq!((action.as_str(), window.as_str()), ("appointments.booked", "01号"));
        assert_ne!(account, resident);
        let mut other = house.browser_of(kit::testing::OTHER_CENTRE, &[Role::WindowClerk]);
        asks(&mut other, ("2026-11-24", "10:30"), "10000000166");
        assert_eq!(who(house).1, resident, "elsewhere, everybody is a resident");
    });
}

#[test]
fn closed_days_and_wrong_names_or_phones_are_refused_with_what_was_typed() {
    on_each_engine(plan, |house| {
        open(house);
        let mut browser = house.stranger();
        for when in [("2026-11-28", "10:30"), (TODAY, "09:30"), ("2027-11-24", "10:30")] {
            refused(&asks(&mut browser, when, "10000000149"), "这个时间不能预约");
        }
        let wrong = asks(&mut browser, (TODAY, "10:30"), "12");
        assert_eq!(wrong.status, 422);
        assert!(wrong.shows("phone-error") && wrong.shows("奚怡达"), "{}", wrong.body);
    });
}

#[test]
fn an_arrival_at_the_kiosk_is_a_ticket_that_counts_from_the_appointed_time() {
    on_each_engine(plan, |house| {
        open(house);
        let mut clerk = house.browser_at(CENTRE, &[Role::WindowClerk], "01号");
        assert_eq!(clerk.post("/queue/window/opening", &[("line_1", "A")]).status, 303);
        let page = made(house, (TODAY, "11:00"), "10000000149");
        made(house, (TODAY, "10:30"), "10000000157");
        refused(&arrives(house, "1", "0149"), "还没有到报到时间");
        house.clock.advance(30 * 60_000);
        refused(&arrives(house, "1", "9999"), "没有这个预约");
        let walk_in = clerk.post("/queue/tickets", &[("line", "A"), ("priority", "elderly")]);
        assert_eq!(walk_in.status, 303);
        let first = arrives(house, "1", "0149");
        assert_eq!(first.status, 303, "{}", first.body);
        let second = arrives(house, "Y002", "0157");
        assert_eq!(second.status, 303, "{}", second.body);
        refused(&arrives(house, "1", "0149"), "已经报到、取消或者过期");
        let list = clerk.get("/queue");
        // 10:30 is before the elderly visitor of 10:30, who is before 11:00.
        let order = list.body.split("class=\"code\">").nth(1).unwrap_or_default();
        assert!(order.starts_with("A001 A003 A002"), "{order}");
        assert!(house.stranger().get(&page).shows("已报到"));
        whole(house);
    });
}

#[test]
fn the_guide_checks_in_and_whoever_is_late_stands_among_those_who_walk_in() {
    on_each_engine(plan, |house| {
        open(house);
        let mut clerk = house.browser_at(CENTRE, &[Role::WindowClerk], "01号");
        let page = made(house, (TODAY, "10:30"), "10000000149");
        house.clock.advance(50 * 60_000);
        for language in ["zh-CN", "en"] {
            clerk.language = language;
            kit::testing::well_formed("/appointments", &clerk.get("/appointments"));
        }
        clerk.language = "zh-CN";
        let arrived = clerk.post(&format!("{page}/arrival"), &[]);
        assert_eq!(arrived.status, 303, "{}", arrived.body);
        let ticket = clerk.get("/queue/tickets");
        assert!(ticket.shows("A001") && !ticket.shows("预约到时"), "{}", ticket.body);
        let mut director = house.browser_of(CENTRE, &[Role::Director]);
        assert_eq!(director.get("/appointments").status, 200);
        assert_eq!(director.post(&format!("{page}/arrival"), &[]).status, 403);
    });
}

#[test]
fn whoever_did_not_come_has_missed_it_when_the_day_is_over() {
    on_each_engine(plan, |house| {
        open(house);
        let page = made(house, (TODAY, "10:30"), "10000000149");
        let sweep = |house: &House| {
            let runtime = tokio_less();
            runtime.block_on(super::watching::sweep(Arc::clone(&house.hall))).expect("swept");
        };
        sweep(house);
        assert!(house.stranger().get(&page).shows("已预约"));
        house.clock.advance(24 * 3_600_000);
        sweep(house);
        sweep(house);
        assert!(house.stranger().get(&page).shows("未到"));
        made(house, ("2026-11-25", "10:30"), "10000000149");
        whole(house);
    });
}

fn tokio_less() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

/// Asks for times at once through the acts, as many callers as there are wishes.
fn book_at_once(house: &House, minutes: &[u16], round: usize) {
    let barrier = Barrier::new(minutes.len());
    std::thread::scope(|scope| {
        for (at, minute) in minutes.iter().copied().enumerate() {
            let (barrier, db) = (&barrier, &house.hall.db);
            scope.spawn(move || {
                let wish = super::door::Wish {
                    slot: threshold::appointment::Slot {
                        day: jiff::civil::date(2026, 11, 24),
                        minute,
                    },
                    line: "A".into(),
                    item: ("MZ-002".into(), "一".into(), String::new()),
                    person: format!("person {round} {at}"),
                    digits: String::new(),
                    asker: reception::contacts::door::Asker::default(),
                };
                let head = ActHead { centre: CENTRE, actor: Actor::resident() };
                barrier.wait();
                drop(db.act_now(head, move |act| super::door::book(act, &wish)));
            });
        }
    });
}

fn held_by_time(house: &House) -> BTreeMap<u16, usize> {
    let day = jiff::civil::date(2026, 11, 24);
    let all = house.hall.db.read_now(move |read| super::store::of_day(read, CENTRE, day));
    let mut held = BTreeMap::new();
    for one in all.expect("a list") {
        *held.entry(one.appointment.slot.minute).or_default() += 1;
    }
    held
}

#[test]
fn a_time_is_never_overbooked_under_concurrent_callers() {
    on_each_engine(plan, |house| {
        open(house);
        let round = std::cell::Cell::new(0);
        let config = ProptestConfig { cases: 12, failure_persistence: None, ..<_>::default() };
        let mut runner = proptest::test_runner::TestRunner::new(config);
        let wishes =
            proptest::collection::vec(prop_oneof![Just(540_u16), Just(570), Just(600)], 12);
        let outcome = runner.run(&wishes, |minutes| {
            round.set(round.get() + 1);
            book_at_once(house, &minutes, round.get());
            let held = held_by_time(house);
            prop_assert!(held.values().all(|count| *count <= 2), "{held:?}");
            Ok(())
        });
        outcome.expect("never more than the places");
        assert_eq!(held_by_time(house).len(), 3, "and not fewer times than were asked for");
        whole(house);
    });
}
