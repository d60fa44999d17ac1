//! Filings, asked in process: from the first page at home to the case at the window.

use super::holding::OpenFilings;
use casework::papers::door::Holder;
use counter::catalogue::door as catalogue;
use counter::catalogue::record::LabelRecord;
use kit::db::ActHead;
use kit::hall::Plan;
use kit::journal::{Actor, Entry, reading};
use kit::rights::Role;
use kit::testing::{Browser, CENTRE, House, Page, on_each_engine};
use office::posts::door::{self as posts, Centre, Department, State, WholeCentre, Window};
use reference::exchange::door::{ContactRecord, shipped_items};
use serde_json::json;
use std::sync::Arc;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n a page";
const PERSON: &str = "990126196011276412";
const AGED: [(&str, &str); 3] =
    [("q.birth_date", "1940-03-12"), ("q.household", "yes"), ("q.who", "self")];

fn plan() -> Plan {
    Plan::new(vec![
        office::wing(),
        counter::wing(),
        reference::wing(),
        reception::wing(),
        casework::wing(),
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

fn clerk(house: &House) -> Browser {
    house.browser_at(CENTRE, &[Role::WindowClerk], "01号")
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

fn refused(page: &Page, sentence: &str) {
    assert_eq!(page.status, 422, "{}", page.body);
    assert!(page.shows(sentence), "{sentence}: {}", page.body);
}

fn form(item: &str) -> String {
    format!("/centres/{CENTRE}/items/{item}/application")
}

/// Hands a page of the form in, as it stands with some fields filled in.
fn hands(browser: &mut Browser, item: &str, page: &Page, fields: &[(&str, &str)]) -> Page {
    let hidden: Vec<(&str, String)> = ["idempotency_key", "step", "carried"]
        .into_iter()
        .map(|name| (name, page.value_of(name)))
        .collect();
    let hidden = hidden.iter().map(|(name, value)| (*name, value.as_str()));
    let all: Vec<(&str, &str)> = hidden.chain(fields.iter().copied()).collect();
    browser.post(&form(item), &all)
}

/// Keys of the papers on a page.
fn keys(page: &Page) -> Vec<String> {
    let parts = page.body.split("name=\"bring.").skip(1);
    parts.filter_map(|it| it.split('"').next().map(str::to_owned)).collect()
}

fn who<'a>(identity: &'a str, name: &'a str, phone: &'a str) -> [(&'a str, &'a str); 3] {
    [("identity", identity), ("name", name), ("phone", phone)]
}

/// The page on which papers are handed in, for the usual person.
fn at_papers(browser: &mut Browser, item: &str, answers: &[(&str, &str)]) -> Page {
    let start = browser.get(&form(item));
    assert!(start.shows("预申报不是收件"), "{}", start.body);
    let mut page = hands(browser, item, &start, &[]);
    if page.value_of("step") == "questions" {
        page = hands(browser, item, &page, answers);
    }
    assert_eq!(page.value_of("step"), "who", "{}", page.body);
    let page = hands(browser, item, &page, &who(PERSON, "奚怡达", "10000000149"));
    assert_eq!(page.value_of("step"), "papers", "{}", page.body);
    page
}

/// The page before it is sent, with a picture of the first paper; the others are brought along.
fn at_review(browser: &mut Browser, item: &str, answers: &[(&str, &str)]) -> (Page, Vec<String>) {
    let page = at_papers(browser, item, answers);
    let keys = keys(&page);
    let hidden: Vec<(String, String)> = ["idempotency_key", "step", "carried"]
        .iter()
        .map(|name| ((*name).to_owned(), page.value_of(name)))
        .chain(keys.iter().skip(1).map(|key| (format!("bring.{key}"), "yes".to_owned())))
        .collect();
    let fields: Vec<(&str, &str)> =
        hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let file = format!("file.{}", keys[0]);
    let page = browser.post_file(&form(item), &fields, (&file, "奚怡达.png", PNG));
    assert_eq!(page.value_of("step"), "review", "{}", page.body);
    (page, keys)
}

/// Something filed by the usual person: its public address and its number.
fn filed(house: &House, item: &str, answers: &[(&str, &str)]) -> (String, String) {
    let mut phone = house.stranger();
    let (page, _) = at_review(&mut phone, item, answers);
    let sent = hands(&mut phone, item, &page, &[]);
    assert_eq!(sent.status, 303, "{}", sent.body);
    let held = phone.get(&sent.location);
    let number = held.body.split("class=\"code\">").nth(1).and_then(|it| it.split('<').next());
    (sent.location, number.expect("a number").to_owned())
}

fn entries(house: &House, number: &str) -> Vec<Entry> {
    let subject = super::actions::subject(number);
    let read =
        move |read: &mut dyn kit::db::Read| reading::of_subject(read, CENTRE, &subject, 0, 99);
    house.hall.db.read_now(read).expect("entries")
}

fn count(house: &House, number: &str, action: &str) -> usize {
    entries(house, number).iter().filter(|it| it.action == action).count()
}

#[test]
fn what_is_filed_at_home_is_checked_and_becomes_a_case_at_the_window() {
    on_each_engine(plan, |house| {
        open(house);
        let (page, number) = filed(house, "MZ-004", &AGED);
        let mut phone = house.stranger();
        let held = phone.get(&page);
        assert!(held.shows("待核对") && held.shows("11月25日"));
        assert!(held.shows("不是收件") && !held.shows("奚怡达") && !held.shows(PERSON));
        let mut clerk = clerk(house);
        let list = clerk.get("/applications");
        assert!(list.shows(&number) && list.shows("核对期限内"), "{}", list.body);
        assert!(!list.shows("奚怡达"), "masked");
        let at = format!("/applications/{number}");
        let seen = clerk.post(&format!("{at}/files/1/viewing"), &[]);
        assert_eq!((seen.status, seen.bytes.as_slice()), (200, PNG));
        assert_eq!(count(house, &number, "filings.viewed"), 1, "the look is on record");
        let checked = clerk.post(&format!("{at}/check"), &[("version", "1")]);
        assert_eq!(checked.status, 303, "{}", checked.body);
        assert!(phone.get(&page).shows("齐全"));
        let form = clerk.post(&format!("{at}/taking"), &[]);
        assert_eq!(form.status, 303, "{}", form.body);
        assert!(!form.location.contains(PERSON), "who it is stands in no address");
        let intake = clerk.get(&form.location);
        assert_eq!(intake.value_of("identity"), PERSON);
        assert_eq!(intake.value_of("filing"), number);
        assert!(intake.shows("奚怡达") && intake.shows("1940-03-12") && intake.shows("PNG · 1 KB"));
        let kept = intake.body.split("name=\"kept.").nth(1).expect("a file").to_owned();
        let paper = kept.split('"').next().expect("a key").to_owned();
        let token = intake.value_of(&format!("kept.{paper}"));
        let kept = format!("kept.{paper}");
        let version = intake.value_of("version");
        let mut fields = vec![
            ("item_code", "MZ-004"),
            ("version", version.as_str()),
            ("filing", number.as_str()),
            ("rest", "yes"),
            (kept.as_str(), token.as_str()),
        ];
        fields.extend(AGED);
        fields.extend(who(PERSON, "奚怡达", "10000000149"));
        let case = clerk.post("/cases", &fields);
        assert_eq!(case.status, 303, "{}", case.body);
        let case_number = case.location.trim_start_matches("/cases/").to_owned();
        let held = phone.get(&page);
        assert!(held.shows(&case_number) && held.shows("已转为办件"), "{}", held.body);
        assert_eq!(count(house, &number, "filings.taken"), 1, "in the same transaction");
        let files = clerk.get(&format!("{}/files", case.location));
        assert!(files.shows("-1.png"), "its files are the case's: {}", files.body);
        let again = phone.post(&format!("{page}/withdrawal"), &[]);
        refused(&again, "已经转为办件、撤回或者失效");
        for entry in entries(house, &number) {
            assert!(!entry.payload.contains("奚怡达") && !entry.payload.contains("1940-03-12"));
        }
        whole(house);
    });
}

#[test]
fn a_case_is_not_made_of_a_filing_that_is_over_or_of_another_item() {
    on_each_engine(plan, |house| {
        open(house);
        let (page, number) = filed(house, "ZZ-003", &[]);
        let mut clerk = clerk(house);
        let mut fields = vec![("version", "0"), ("filing", number.as_str()), ("rest", "yes")];
        fields.extend(who(PERSON, "奚怡达", "10000000149"));
        let mut other = fields.clone();
        other.push(("item_code", "MZ-002"));
        let wrong = clerk.post("/cases", &other);
        refused(&wrong, "没有这份网上预申报");
        assert_eq!(house.stranger().post(&format!("{page}/withdrawal"), &[]).status, 303);
        fields.push(("item_code", "ZZ-003"));
        refused(&clerk.post("/cases", &fields), "已经转为办件、撤回或者失效");
        let review = clerk.post(&format!("/applications/{number}/taking"), &[]);
        refused(&review, "已经转为办件、撤回或者失效");
        whole(house);
    });
}

#[test]
fn everything_missing_is_told_at_one_time_and_a_second_ask_needs_a_reason() {
    on_each_engine(plan, |house| {
        open(house);
        let (page, number) = filed(house, "ZZ-003", &[]);
        let (mut clerk, mut phone) = (clerk(house), house.stranger());
        let at = format!("/applications/{number}");
        let review = clerk.get(&format!("{at}/review"));
        let papers: Vec<String> = review
            .body
            .split("name=\"ask.")
            .skip(1)
            .filter_map(|it| it.split('"').next().map(str::to_owned))
            .collect();
        let (first, second) = (format!("reason.{}", papers[0]), format!("reason.{}", papers[1]));
        let back = |clerk: &mut Browser, fields: &[(&str, &str)]| {
            clerk.post(&format!("{at}/return"), fields)
        };
        refused(&back(&mut clerk, &[]), "退回时要一次写清缺什么");
        let ticked = format!("ask.{}", papers[0]);
        refused(&back(&mut clerk, &[(&ticked, "yes")]), "请写明理由");
        let told = back(&mut clerk, &[(&first, "照片模糊"), ("reason.other", "请写明租期")]);
        assert_eq!(told.status, 303, "{}", told.body);
        let held = phone.get(&page);
        assert!(held.shows("照片模糊") && held.shows("请写明租期") && held.shows("退回补充"));
        let bring = format!("bring.{}", papers[0]);
        let half = phone.post(&format!("{page}/supplement"), &[(&bring, "yes")]);
        refused(&half, "请写明");
        let fields = [("note", "租到 2027 年底")];
        let field = format!("file.{}", papers[0]);
        let file = (field.as_str(), "b.png", PNG);
        let again = phone.post_file(&format!("{page}/supplement"), &fields, file);
        assert_eq!(again.status, 303, "{}", again.body);
        let review = clerk.get(&format!("{at}/review"));
        assert!(review.shows("租到 2027 年底") && review.shows("已被新的替换"), "{}", review.body);
        let late = back(&mut clerk, &[(&second, "没有签字")]);
        refused(&late, "第一次就能看出来");
        assert!(late.shows("没有签字"), "nothing typed is lost");
        let fields = [(second.as_str(), "没有签字"), ("late_reason", "新照片才看得出")];
        assert_eq!(back(&mut clerk, &fields).status, 303);
        assert!(phone.get(&page).shows("新照片才看得出"), "the person is told why");
        let stale = clerk.post(&format!("{at}/check"), &[("version", "1")]);
        assert_eq!(stale.status, 409, "{}", stale.body);
        whole(house);
    });
}

#[test]
fn nothing_filled_in_is_lost_by_a_mistake_or_by_going_back() {
    on_each_engine(plan, |house| {
        open(house);
        let mut phone = house.stranger();
        let start = phone.get(&form("MZ-004"));
        let questions = hands(&mut phone, "MZ-004", &start, &[]);
        let open_one = hands(&mut phone, "MZ-004", &questions, &[("q.household", "yes")]);
        assert_eq!(open_one.status, 422, "{}", open_one.body);
        let page = hands(&mut phone, "MZ-004", &questions, &AGED);
        let wrong =
            hands(&mut phone, "MZ-004", &page, &who("990126196011276413", "奚怡达", "10000000149"));
        refused(&wrong, "校验");
        assert!(wrong.shows("990126196011276413") && wrong.shows("奚怡达"));
        assert!(!wrong.shows("1940-03-12"), "the other pages travel sealed");
        let papers = hands(&mut phone, "MZ-004", &wrong, &who(PERSON, "奚怡达", "10000000149"));
        let none = hands(&mut phone, "MZ-004", &papers, &[]);
        refused(&none, "请上传，或者勾选");
        let back = hands(&mut phone, "MZ-004", &papers, &[("to", "who")]);
        assert_eq!(back.value_of("identity"), PERSON);
        let back = hands(&mut phone, "MZ-004", &back, &[("to", "questions")]);
        assert!(back.shows("1940-03-12"), "{}", back.body);
        let (review, _) = at_review(&mut phone, "MZ-004", &AGED);
        assert!(review.shows("奚怡达") && review.shows("已上传 1 个文件"), "{}", review.body);
        let again = hands(&mut phone, "MZ-004", &review, &[("to", "papers")]);
        assert!(again.shows("PNG · 1 KB"), "no file is chosen twice: {}", again.body);
        let moved = hands(&mut phone, "ZZ-003", &review, &[]);
        refused(&moved, "请从头再填");
        let bad =
            phone.post_file(&form("ZZ-003"), &[("step", "papers")], ("file.x", "a.exe", b"MZ"));
        refused(&bad, "不是 PDF、JPEG 或 PNG 文件");
    });
}

#[test]
fn a_person_files_once_for_an_item_and_finds_it_by_number_and_phone() {
    on_each_engine(plan, |house| {
        open(house);
        let (page, number) = filed(house, "ZZ-003", &[]);
        let mut phone = house.stranger();
        let (review, _) = at_review(&mut phone, "ZZ-003", &[]);
        refused(&hands(&mut phone, "ZZ-003", &review, &[]), "已有一份预申报");
        let find = |phone: &mut Browser, number: &str, digits: &str| {
            phone.post("/applications/find", &[("number", number), ("digits", digits)])
        };
        refused(&find(&mut phone, &number, "0150"), "没有找到");
        refused(&find(&mut phone, "5101-20261123-099", "0149"), "没有找到");
        refused(&find(&mut phone, "zq", ""), "没有找到");
        assert_eq!(find(&mut phone, &number, "0149").location, page);
        let mut clerk = clerk(house);
        assert!(clerk.get("/applications?text=0149").shows(&number), "by the phone");
        assert!(clerk.get(&format!("/applications?text={number}")).shows(&number));
        assert!(!clerk.get("/applications?text=0150").shows(&number));
        assert_eq!(phone.post(&format!("{page}/withdrawal"), &[]).status, 303);
        assert!(clerk.get("/applications?view=over").shows(&number));
        filed(house, "ZZ-003", &[]);
        whole(house);
    });
}

#[test]
fn an_item_at_the_window_only_is_not_filed_for() {
    on_each_engine(plan, |house| {
        open(house);
        let page = house.stranger().get(&form("SF-003"));
        refused(&page, "不接受网上预申报");
        assert_eq!(house.stranger().get(&form("ZZ-999")).status, 404);
        let list = house.stranger().get(&format!("/centres/{CENTRE}/applications"));
        assert!(list.shows("items/MZ-004/application") && !list.shows("items/SF-003/application"));
    });
}

#[test]
fn whoever_files_for_somebody_else_gives_both_names_and_a_mandate() {
    on_each_engine(plan, |house| {
        open(house);
        let mut phone = house.stranger();
        let start = phone.get(&form("ZZ-003"));
        let page = hands(&mut phone, "ZZ-003", &start, &[]);
        let mut fields = who(PERSON, "奚怡达", "10000000149").to_vec();
        fields.push(("agent_name", "马景艺"));
        let half = hands(&mut phone, "ZZ-003", &page, &fields);
        refused(&half, "委托依据");
        assert!(half.shows("马景艺"));
        fields.extend([
            ("agent_identity", "990126198703142625"),
            ("agent_phone", "10000000157"),
            ("agent_mandate", "授权委托书"),
        ]);
        let papers = hands(&mut phone, "ZZ-003", &page, &fields);
        assert_eq!(papers.status, 200, "{}", papers.body);
        let brings: Vec<(String, &str)> =
            keys(&papers).into_iter().map(|key| (format!("bring.{key}"), "yes")).collect();
        let brings: Vec<(&str, &str)> = brings.iter().map(|(a, b)| (a.as_str(), *b)).collect();
        let review = hands(&mut phone, "ZZ-003", &papers, &brings);
        assert!(review.shows("授权委托书"), "{}", review.body);
        let sent = hands(&mut phone, "ZZ-003", &review, &[]);
        assert_eq!(sent.status, 303, "{}", sent.body);
        let held = phone.get(&sent.location);
        assert!(held.shows("代办人") && !held.shows("马景艺"), "masked: {}", held.body);
        let mut clerk = clerk(house);
        let list = clerk.get("/applications?text=0157");
        let number = list.body.split("/applications/5101").nth(1).expect("found by either phone");
        let number = format!("5101{}", number.split('/').next().unwrap_or_default());
        let at = format!("/applications/{number}");
        let none = clerk.post(&format!("{at}/unmasking"), &[("reason", " ")]);
        refused(&none, "请写明理由");
        let clear = clerk.post(&format!("{at}/unmasking"), &[("reason", "电话核实")]);
        assert!(clear.shows("马景艺") && clear.shows("10000000149"), "{}", clear.body);
        assert_eq!(count(house, &number, "filings.unmasked"), 1);
    });
}

#[test]
fn what_nobody_comes_for_lapses_and_its_files_are_kept_until_then() {
    on_each_engine(plan, |house| {
        open(house);
        let (page, number) = filed(house, "ZZ-003", &[]);
        let digest = seal_of(house, &number);
        let is_held = |house: &House| {
            let digest = digest.clone();
            let read = move |read: &mut dyn kit::db::Read| OpenFilings.holds(read, CENTRE, &digest);
            house.hall.db.read_now(read).expect("an answer")
        };
        let sweep = |house: &House| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let sweep = super::watching::sweep(Arc::clone(&house.hall));
            runtime.expect("a runtime").block_on(sweep).expect("swept");
        };
        assert!(is_held(house), "an open filing holds its files");
        house.clock.advance(40 * 86_400_000);
        sweep(house);
        assert!(house.stranger().get(&page).shows("核对超期"), "it is the hall that is late");
        let mut clerk = clerk(house);
        let at = format!("/applications/{number}");
        assert_eq!(clerk.post(&format!("{at}/check"), &[]).status, 303);
        house.clock.advance(15 * 86_400_000);
        sweep(house);
        assert!(house.stranger().get(&page).shows("核对齐全"), "its last day");
        house.clock.advance(86_400_000);
        sweep(house);
        sweep(house);
        assert!(house.stranger().get(&page).shows("已失效"));
        assert_eq!(count(house, &number, "filings.lapsed"), 1);
        assert!(!is_held(house), "and lets them go");
        whole(house);
    });
}

/// Digest of the first file of a filing.
fn seal_of(house: &House, number: &str) -> String {
    let of = number.to_owned();
    let read = move |read: &mut dyn kit::db::Read| super::store::files(read, CENTRE, &of);
    let files = house.hall.db.read_now(read).expect("files");
    files[0].kept.digest().to_owned()
}

#[test]
fn a_program_files_checks_and_takes_in() {
    on_each_engine(plan, |house| {
        open(house);
        let mut app = house.stranger();
        let mut program = house.program_of(CENTRE, &[Role::WindowClerk]);
        let papers = at_papers(&mut app, "ZZ-003", &[]);
        let keys = keys(&papers);
        let body = json!({
            "item": "ZZ-003",
            "applicant": {"identity": PERSON, "name": "奚怡达", "phone": "10000000149"},
            "brings": keys
        });
        let send = format!("/api/v1/centres/{CENTRE}/applications");
        let wrong = json!({"item": "ZZ-003", "applicant": {"identity": "1"}});
        assert_eq!(app.post_json(&send, "w", &wrong).status, 422);
        let made = app.post_json(&send, "a", &body);
        assert_eq!(made.status, 201, "{}", made.body);
        assert_eq!(app.post_json(&send, "a", &body).body, made.body, "the same act");
        let made = made.json();
        let (name, number) = (made["name"].as_str(), made["number"].as_str());
        let (name, number) = (name.expect("a name"), number.expect("a number"));
        let own = app.get(&format!("/api/v1/applications/{name}")).json();
        assert_eq!(own["standing"], "sent");
        assert!(!own.to_string().contains("奚怡达"), "masked");
        let list = program.get("/api/v1/applications").json();
        assert_eq!(list[0]["number"], *number);
        let at = format!("/api/v1/applications/{number}");
        let asks = json!({"asks": [{"key": keys[0], "reason": "看不清"}], "version": 1});
        let back = program.post_json(&format!("{at}/return"), "b", &asks);
        assert_eq!(back.status, 200, "{}", back.body);
        let own = format!("/api/v1/applications/{name}");
        let none = app.post_json(&format!("{own}/supplement"), "c", &json!({}));
        assert_eq!(none.status, 422, "{}", none.body);
        let again = json!({"brings": [keys[0]], "note": "原件带来"});
        let again = app.post_json(&format!("{own}/supplement"), "d", &again);
        assert_eq!(again.json()["standing"], "sent", "{}", again.body);
        let checked = program.post_json(&format!("{at}/check"), "e", &json!({}));
        assert_eq!(checked.json()["standing"], "checked", "{}", checked.body);
        let papers: Vec<serde_json::Value> =
            keys.iter().map(|key| json!({"key": key, "state": "present"})).collect();
        let case = json!({
            "item_code": "ZZ-003",
            "papers": papers,
            "applicant": {"identity": PERSON, "name": "奚怡达", "phone": "10000000149"},
            "filing": number
        });
        let case = program.post_json("/api/v1/cases", "f", &case);
        assert_eq!(case.status, 201, "{}", case.body);
        let review = program.get(&format!("{at}/review")).json();
        assert_eq!(review["case"], case.json()["number"]);
        let over = app.post_json(&format!("{own}/withdrawal"), "g", &json!({}));
        assert_eq!(over.status, 422, "{}", over.body);
        whole(house);
    });
}

#[test]
fn a_program_sends_files_that_nobody_can_exchange() {
    on_each_engine(plan, |house| {
        open(house);
        let mut app = house.stranger();
        let papers = at_papers(&mut app, "ZZ-003", &[]);
        let keys = keys(&papers);
        let path = format!("/api/v1/centres/{CENTRE}/papers/{}/files", keys[0]);
        let unkeyed = app.post_file(&path, &[], ("file", "a.png", PNG));
        assert_eq!(unkeyed.status, 422, "{}", unkeyed.body);
        let token = papers_token(&mut app, &path);
        let mut body = json!({
            "item": "ZZ-003",
            "applicant": {"identity": PERSON, "name": "奚怡达", "phone": "10000000149"},
            "brings": keys[1..],
            "files": [{"paper": keys[0], "token": token}]
        });
        let send = format!("/api/v1/centres/{CENTRE}/applications");
        body["files"][0]["token"] = json!("made up");
        assert_eq!(app.post_json(&send, "a", &body).status, 422);
        body["files"][0]["token"] = json!(token);
        assert_eq!(app.post_json(&send, "b", &body).status, 201);
    });
}

/// Sends a picture with a key, as a program does.
fn papers_token(app: &mut Browser, path: &str) -> String {
    let body = [
        b"--zq\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.png\"\r\n\r\n"
            .as_slice(),
        PNG,
        b"\r\n--zq--\r\n",
    ]
    .concat();
    let headers =
        [("content-type", "multipart/form-data; boundary=zq"), ("idempotency-key", "file")];
    let taken = app.send("POST", path, &headers, body);
    assert_eq!(taken.status, 201, "{}", taken.body);
    taken.json()[0]["token"].as_str().expect("a token").to_owned()
}

#[test]
fn every_page_is_well_formed_in_both_languages() {
    on_each_engine(plan, |house| {
        open(house);
        let (page, number) = filed(house, "MZ-004", &AGED);
        let mut clerk = clerk(house);
        let at = format!("/applications/{number}");
        let back = [("reason.other", "请写明")];
        let mut phone = house.stranger();
        for language in ["zh-CN", "en"] {
            (phone.language, clerk.language) = (language, language);
            for path in [
                format!("/centres/{CENTRE}/applications"),
                format!("/centres/{CENTRE}/applications?text=gljt"),
                form("MZ-004"),
                "/applications/find".to_owned(),
                page.clone(),
            ] {
                kit::testing::well_formed(&path, &phone.get(&path));
            }
            let start = phone.get(&form("ZZ-003"));
            let who = hands(&mut phone, "ZZ-003", &start, &[]);
            kit::testing::well_formed("who", &who);
            for path in ["/applications", "/applications?view=all", &format!("{at}/review")] {
                kit::testing::well_formed(path, &clerk.get(path));
            }
            drop(clerk.post(&format!("{at}/return"), &back));
        }
        kit::testing::well_formed(&page, &phone.get(&page));
    });
}
