//! The screens of the hall.

use crate::testing::{county, plan};
use ::notices::notices::door::{self as notices, Content};
use kit::db::ActHead;
use kit::journal::Actor;
use kit::rights::Role;
use kit::testing::{CENTRE, House, on_each_engine, well_formed};
use std::collections::BTreeSet;

const BOARD: &str = "/centres/990126101/board";

#[test]
fn the_board_tells_who_is_called_where_and_holds_no_personal_data() {
    on_each_engine(plan, |house| {
        county(house);
        let mut clerk = house.browser_at(CENTRE, &[Role::WindowClerk], "01号");
        clerk.post("/queue/window/opening", &[("line_1", "A")]);
        for _ in 0..2 {
            clerk.post("/queue/tickets", &[("line", "A"), ("phone", "13800138000")]);
        }
        let mut screen = house.stranger();
        assert!(screen.get(BOARD).shows("请取号等候"));
        clerk.post("/queue/calls", &[]);
        let board = screen.get(BOARD);
        assert!(board.shows("data-call=\"A001 1\""), "{}", board.body);
        assert!(board.shows("请A零零一号到1号窗口"));
        assert!(!board.shows("138"));
        clerk.post("/queue/tickets/20261123-A001/recall", &[]);
        assert!(screen.get(BOARD).shows("data-call=\"A001 2\""));
        let display = screen.get("/centres/990126101/windows/W01/display");
        assert!(display.shows("A001") && display.shows("请到本窗口"), "{}", display.body);
        assert_eq!(screen.get("/centres/990126101/windows/W99/display").status, 404);
        for language in ["zh-CN", "en"] {
            screen.language = language;
            for path in ["board", "windows/W01/display"] {
                let path = format!("/centres/990126101/{path}");
                well_formed(&path, &screen.get(&path));
            }
        }
    });
}

#[test]
fn the_six_disclosures_of_some_items_stand_on_the_board_in_rotation() {
    on_each_engine(plan, |house| {
        county(house);
        let board = house.stranger().get(BOARD);
        for text in ["申报材料", "承诺期限", "收费依据与标准", "投诉方式"] {
            assert!(board.shows(text), "{text}");
        }
    });
}

#[test]
fn round_after_round_every_item_comes_by() {
    on_each_engine(plan, |house| {
        county(house);
        let mut screen = house.stranger();
        let (mut seen, mut next) = (BTreeSet::new(), BOARD.to_owned());
        for _ in 0..12 {
            let page = screen.get(&next);
            let slides = page.body.split("<h3>").skip(1);
            seen.extend(slides.filter_map(|it| it.split("</h3>").next()).map(str::to_owned));
            let after = page.body.split("data-src=\"").nth(1).and_then(|it| it.split('"').next());
            next = after.unwrap_or_default().to_owned();
            assert!(next.starts_with("/centres/990126101/board?after="), "{next}");
        }
        // The hints of the hall are the one slide that is no item.
        assert_eq!(seen.len(), items(house) + 1);
        assert_eq!(screen.get(&format!("{BOARD}?after=ZZ-999")).status, 200, "begins again");
    });
}

/// How many items of the centre have a name of their own.
fn items(house: &House) -> usize {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let catalogue = runtime.block_on(counter::catalogue::door::catalogue(&house.hall, CENTRE));
    let catalogue = catalogue.expect("a catalogue");
    let names: BTreeSet<_> =
        catalogue.items.values().map(|it| it.definition.title.name.zh.clone()).collect();
    names.len()
}

/// Publishes a notice for all places, in Chinese only.
fn announce(house: &House) {
    let day = jiff::civil::date(2026, 11, 23);
    let content = Content {
        title: "医保窗口系统升级".into(),
        title_english: String::new(),
        body: "今天下午医保业务暂停。".into(),
        body_english: String::new(),
        from: day,
        through: day,
        places: vec!["board".into(), "home".into(), "kiosk".into()],
    };
    let head = || ActHead { centre: CENTRE, actor: Actor::house() };
    let work = move |act: &mut kit::db::Act<'_>| notices::write(act, &content);
    let number = house.hall.db.act_now(head(), work).expect("written");
    let work = move |act: &mut kit::db::Act<'_>| notices::publish(act, number);
    house.hall.db.act_now(head(), work).expect("published");
}

#[test]
fn a_notice_stands_on_the_board_the_home_page_and_the_kiosk_until_it_is_over() {
    on_each_engine(plan, |house| {
        county(house);
        let mut browser = house.stranger();
        let pages = [
            BOARD,
            "/centres/990126101",
            "/centres/990126101/kiosk",
            "/centres/990126101/kiosk/notices",
        ];
        announce(house);
        for language in ["zh-CN", "en"] {
            browser.language = language;
            for path in pages {
                let page = browser.get(path);
                assert!(page.shows("医保窗口系统升级"), "{path}: {}", page.body);
                well_formed(path, &page);
            }
        }
        assert!(browser.get(BOARD).shows("<h3 lang=\"zh-CN\">医保窗口系统升级"), "said so");
        assert!(!browser.get("/centres/990126102/board").shows("医保窗口"), "another centre");
        house.clock.advance(86_400_000);
        for path in pages {
            assert!(!browser.get(path).shows("医保窗口"), "{path}");
        }
    });
}

#[test]
fn the_addresses_of_all_screens_stand_on_one_page_of_the_office() {
    on_each_engine(plan, |house| {
        county(house);
        let mut director = house.browser_of(CENTRE, &[Role::Director]);
        let page = director.get("/screens");
        for path in ["board", "kiosk", "windows/W01/display"] {
            let path = format!("/centres/990126101/{path}");
            assert!(page.shows(&format!("href=\"{path}\"")), "{path}: {}", page.body);
            assert!(page.shows(&format!("http://127.0.0.1:8080{path}")), "{path}");
        }
        well_formed("/screens", &page);
        well_formed("/screens", &director.in_english().get("/screens"));
        let worker = house.stranger().get("/centres/990126101/screen-worker.js");
        assert!(worker.kind.starts_with("text/javascript"), "{}", worker.kind);
    });
}
