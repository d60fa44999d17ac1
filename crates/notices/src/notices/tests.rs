//! Notices, asked in process.

use super::door::{self, Content, Place};
use calendar::{Closure, Phrase};
use kit::db::ActHead;
use kit::hall::Plan;
use kit::journal::Actor;
use kit::rights::Role;
use kit::testing::{Browser, CENTRE, House, OTHER_CENTRE, Page, on_each_engine, well_formed};
use office::posts::door::{self as posts, Centre, WholeCentre};
use office::settings::door as settings;

fn plan() -> Plan {
    Plan::new(vec![office::wing(), crate::wing()])
}

fn open(house: &House) {
    let whole = WholeCentre {
        centre: Centre { name: "青榕镇便民服务中心".into(), ..Centre::default() },
        departments: Vec::new(),
        windows: Vec::new(),
        posts: Vec::new(),
    };
    let head = ActHead { centre: CENTRE, actor: Actor::house() };
    house.hall.db.act_now(head, move |act| posts::set_up(act, &whole)).expect("set up");
}

type Fields = Vec<(&'static str, &'static str)>;

/// A notice of today and tomorrow, in Chinese only, for the board and the home page.
fn typed() -> Fields {
    vec![
        ("title", "医保窗口系统升级"),
        ("body", "周二下午医保业务暂停，请改日再来。"),
        ("from", "2026-11-23"),
        ("through", "2026-11-24"),
        ("places", "board"),
        ("places", "home"),
    ]
}

fn director(house: &House) -> Browser {
    house.browser_of(CENTRE, &[Role::Director])
}

fn refused(page: &Page, sentence: &str) {
    assert_eq!(page.status, 422, "{}", page.body);
    assert!(page.shows(sentence), "{sentence}: {}", page.body);
}

/// Titles that the public is shown at a place.
fn shown(house: &House, place: &str) -> Vec<String> {
    let path = format!("/api/v1/centres/{CENTRE}/notices?place={place}");
    let page = house.stranger().get(&path);
    assert_eq!(page.status, 200, "{}", page.body);
    let all = page.json();
    let titles = all.as_array().expect("a list").iter();
    titles.map(|it| it["title"].as_str().unwrap_or_default().to_owned()).collect()
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
fn a_notice_is_a_draft_until_the_director_publishes_it_and_ends_by_itself() {
    on_each_engine(plan, |house| {
        open(house);
        let mut browser = director(house);
        let made = browser.post("/notices", &typed());
        assert_eq!((made.status, made.location.as_str()), (303, "/notices/1"));
        assert!(shown(house, "board").is_empty(), "a draft is shown to nobody");
        assert_eq!(browser.post("/notices/1/publication", &[]).status, 303);
        assert_eq!(shown(house, "board"), ["医保窗口系统升级"]);
        assert_eq!(shown(house, "home"), ["医保窗口系统升级"]);
        assert!(shown(house, "kiosk").is_empty(), "only where it was meant for");
        refused(&browser.post("/notices/1/publication", &[]), "已经发布");
        house.clock.advance(2 * 86_400_000);
        assert!(shown(house, "board").is_empty(), "its days are over");
        assert!(browser.get("/notices").shows("已到期"));
        whole(house);
    });
}

#[test]
fn what_is_published_is_corrected_and_withdrawn_with_a_reason_only() {
    on_each_engine(plan, |house| {
        open(house);
        let mut browser = director(house);
        browser.post("/notices", &typed());
        browser.post("/notices/1/publication", &[]);
        let mut wrong = typed();
        wrong[0] = ("title", "医保窗口系统升级（更正）");
        wrong.push(("version", "2"));
        let again = browser.post("/notices/1/change", &wrong);
        refused(&again, "1 至 200");
        assert!(again.shows("医保窗口系统升级（更正）"), "what was typed is kept");
        wrong.push(("correction", "时间写错"));
        assert_eq!(browser.post("/notices/1/change", &wrong).status, 303);
        assert_eq!(shown(house, "board"), ["医保窗口系统升级（更正）"]);
        assert_eq!(browser.post("/notices/1/change", &wrong).status, 409, "seen too long ago");
        refused(&browser.post("/notices/1/withdrawal", &[("reason", " ")]), "1 至 200");
        let done = browser.post("/notices/1/withdrawal", &[("reason", "升级取消")]);
        assert_eq!(done.status, 303, "{}", done.body);
        assert!(shown(house, "board").is_empty());
        assert!(browser.get("/notices/1").shows("升级取消"));
        wrong[6] = ("version", "4");
        refused(&browser.post("/notices/1/change", &wrong), "已经撤下");
        whole(house);
    });
}

#[test]
fn a_notice_without_english_is_shown_in_chinese_and_says_so() {
    on_each_engine(plan, |house| {
        open(house);
        let mut browser = director(house).in_english();
        browser.post("/notices", &typed());
        let page = browser.get("/notices/1");
        assert!(page.shows("<h1 lang=\"zh-CN\">医保窗口系统升级</h1>"), "{}", page.body);
        let mut both = typed();
        both.extend([("title_english", "Medical insurance"), ("body_english", "Closed Tuesday.")]);
        browser.post("/notices", &both);
        assert!(browser.get("/notices/2").shows("<h1>Medical insurance</h1>"));
        for language in ["zh-CN", "en"] {
            browser.language = language;
            for path in ["/notices", "/notices/new", "/notices/1", "/notices/2"] {
                well_formed(path, &browser.get(path));
            }
        }
    });
}

#[test]
fn everything_that_is_wrong_is_said_at_once_and_nothing_typed_is_lost() {
    on_each_engine(plan, |house| {
        open(house);
        let mut browser = director(house);
        let page = browser.post(
            "/notices",
            &[("title", ""), ("body", "正文"), ("from", "2026-11-24"), ("through", "2026-11-23")],
        );
        refused(&page, "结束日不能早于开始日");
        assert!(
            page.shows("请至少选一处") && page.shows("1 至 40") && page.shows("正文</textarea>")
        );
        let mut long = typed();
        long[3] = ("through", "2028-01-01");
        refused(&browser.post("/notices", &long), "最多公布 366 天");
        let mut past = typed();
        (past[2], past[3]) = (("from", "2026-11-02"), ("through", "2026-11-03"));
        browser.post("/notices", &past);
        refused(&browser.post("/notices/1/publication", &[]), "已经过去");
    });
}

#[test]
fn only_the_director_writes_and_other_centres_see_nothing() {
    on_each_engine(plan, |house| {
        open(house);
        director(house).post("/notices", &typed());
        let mut clerk = house.browser_of(CENTRE, &[Role::WindowClerk]);
        assert!(clerk.get("/notices").shows("医保窗口系统升级"));
        assert!(!clerk.get("/notices/1").shows("/notices/1/publication"));
        assert_eq!(clerk.post("/notices/1/publication", &[]).status, 403);
        let mut neighbour = house.browser_of(OTHER_CENTRE, &[Role::Director]);
        assert_eq!(neighbour.get("/notices/1").status, 404);
        assert_eq!(neighbour.post("/notices/1/publication", &[]).status, 404);
        assert_eq!(house.stranger().get("/api/v1/centres/1/notices").status, 404);
    });
}

#[test]
fn closures_and_coming_days_off_are_announced_by_themselves() {
    on_each_engine(plan, |house| {
        open(house);
        let day = jiff::civil::date(2026, 11, 25);
        let reason = Phrase::of("供电线路检修停电", "The power line is being repaired");
        let closure = Closure::new(day, day, reason).expect("a closure");
        let head = ActHead { centre: CENTRE, actor: Actor::house() };
        let work = move |act: &mut kit::db::Act<'_>| settings::note_closure(act, &closure);
        house.hall.db.act_now(head, work).expect("noted");
        assert_eq!(shown(house, "kiosk"), ["临时闭馆"]);
        let page = house.stranger().get(&format!("/api/v1/centres/{CENTRE}/notices"));
        assert!(page.shows("供电线路检修停电") && page.shows("11月25日"), "{}", page.body);
        let december = jiff::civil::date(2026, 12, 20).at(10, 0, 0, 0);
        house.clock.set(kit::words::instant_of(december));
        assert_eq!(shown(house, "kiosk"), ["元旦放假"], "two weeks before");
    });
}

#[test]
fn a_program_writes_publishes_changes_and_withdraws() {
    on_each_engine(plan, |house| {
        open(house);
        let mut program = house.program_of(CENTRE, &[Role::Director]);
        let content = serde_json::json!({
            "title": "周六延时服务", "body": "本周六上午开放两个窗口。",
            "from": "2026-11-23", "through": "2026-11-28", "places": ["kiosk"],
        });
        let made = program.post_json("/api/v1/notices", "k1", &content);
        assert_eq!((made.status, made.json()["number"].as_i64()), (201, Some(1)), "{}", made.body);
        let done = program.post_json("/api/v1/notices/1/publication", "k2", &serde_json::json!({}));
        assert_eq!(done.status, 204, "{}", done.body);
        let change = serde_json::json!({"content": content, "version": 0, "reason": ""});
        let refused = program.post_json("/api/v1/notices/1/change", "k3", &change);
        assert_eq!(refused.status, 422, "a correction needs a reason");
        let change = serde_json::json!({"content": content, "version": 2, "reason": "补充"});
        assert_eq!(program.post_json("/api/v1/notices/1/change", "k4", &change).status, 204);
        assert_eq!(shown(house, "kiosk"), ["周六延时服务"]);
        let why = serde_json::json!({"reason": "人手不足"});
        assert_eq!(program.post_json("/api/v1/notices/1/withdrawal", "k5", &why).status, 204);
        let all = program.get("/api/v1/notices").json();
        assert_eq!(all[0]["standing"], "withdrawn");
        assert_eq!(all[0]["reason"], "人手不足");
    });
}

#[test]
fn a_place_keeps_its_word_and_a_content_its_places() {
    for place in Place::ALL {
        assert_eq!(Place::from_word(place.word()), Some(place));
    }
    let content = Content {
        title: "一".into(),
        title_english: String::new(),
        body: "二".into(),
        body_english: String::new(),
        from: jiff::civil::date(2026, 11, 23),
        through: jiff::civil::date(2026, 11, 23),
        places: vec!["board".into()],
    };
    assert!(content.is_for(Place::Board) && !content.is_for(Place::Home));
    assert!(!door::TOPICS.is_empty());
}
