//! The room, asked in process, on both engines: a dispute from its entry to the archived file.

use counter::catalogue::door::{self as catalogue, AfterImport};
use counter::catalogue::record::LabelRecord;
use kit::db::ActHead;
use kit::hall::Plan;
use kit::journal::{Actor, Entry, Subject};
use kit::rights::Role;
use kit::testing::{Browser, CENTRE, House, OTHER_CENTRE, Page, on_each_engine};
use office::posts::door::{self as posts, Centre, WholeCentre};
use reference::exchange::door::{ContactRecord, shipped_items};
use serde_json::{Value, json};

fn plan() -> Plan {
    Plan::new(vec![
        office::wing(),
        counter::wing(),
        reference::wing(),
        casework::wing(),
        crate::wing(),
    ])
}

const DAY: i64 = 86_400_000;

/// A centre with all shipped items.
fn open(house: &House) {
    let head = || ActHead { centre: CENTRE, actor: Actor::house() };
    let whole = WholeCentre {
        centre: Centre { name: "青榕镇便民服务中心".into(), ..Centre::default() },
        departments: Vec::new(),
        windows: Vec::new(),
        posts: Vec::new(),
    };
    house.hall.db.act_now(head(), move |act| posts::set_up(act, &whole)).expect("centre");
    let label = |zh: &str| LabelRecord { zh: zh.into(), en: String::new() };
    let contact = ContactRecord {
        place: label("青榕镇便民服务中心"),
        hours: label("周一至周五"),
        consult_phone: "0999-0001000".into(),
        complaint_phone: "0999-0002000".into(),
        ..ContactRecord::default()
    };
    let records = shipped_items(&contact).expect("items");
    let import = move |act: &mut kit::db::Act<'_>| {
        catalogue::import(act, &records, AfterImport::PublishComplete)
    };
    house.hall.db.act_now(head(), import).expect("import");
    catalogue::changed(&house.hall, CENTRE);
}

fn clerk(house: &House) -> Browser {
    house.browser_of(CENTRE, &[Role::WindowClerk])
}

const DISPUTE: [(&str, &str); 9] = [
    ("item", "TJ-001"),
    ("dispute", "boundary"),
    ("origin", "oral"),
    ("matter", "两家地界相差半米，要求恢复原界"),
    ("name_A1", "奚怡达"),
    ("phone_A1", "10000000149"),
    ("identity_A1", "990126196011276412"),
    ("name_B1", "马景艺"),
    ("phone_B1", "10000000150"),
];

fn done(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> String {
    let page = browser.post(path, fields);
    assert_eq!(page.status, 303, "{path}: {}", page.body);
    page.location
}

fn refused(page: &Page, sentence: &str) {
    assert_eq!(page.status, 422, "{}", page.body);
    assert!(page.shows(sentence), "{sentence}: {}", page.body);
}

fn entries(house: &House, path: &str) -> Vec<Entry> {
    let subject = Subject::new("mediation", path.rsplit('/').next().expect("a number"));
    let read = house
        .hall
        .db
        .read_now(move |read| kit::journal::reading::of_subject(read, CENTRE, &subject, 0, 100));
    read.expect("journal")
}

fn everything_is_whole(house: &House) {
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

/// Both sides consent, somebody mediates, and a session of today is on record.
fn heard(browser: &mut Browser, at: &str) {
    for party in ["A1", "B1"] {
        let said = [("party", party), ("consent", "given")];
        done(browser, &format!("{at}/consents"), &said);
    }
    let named = [("mediators", "金云澜、陶知远"), ("choice", "parties")];
    done(browser, &format!("{at}/mediators"), &named);
    let set = [("day", "2026-11-23"), ("time", "14:30"), ("place", "中心调解室")];
    done(browser, &format!("{at}/sessions"), &set);
    let record = [("session", "1"), ("came", "A1"), ("came", "B1"), ("record", "双方同意现场丈量")];
    done(browser, &format!("{at}/session-records"), &record);
}

const AGREED: [(&str, &str); 10] = [
    ("form", "written"),
    ("term_1", "马景艺三日内移回界桩"),
    ("by_1", "B1"),
    ("due_1", "2026-11-26"),
    ("term_2", "奚怡达不再追究误工"),
    ("by_2", "A1"),
    ("due_2", "2026-11-23"),
    ("signed", "A1"),
    ("signed", "B1"),
    ("revisit_on", "2026-12-10"),
];

#[test]
fn a_dispute_is_heard_agreed_performed_asked_about_and_archived() {
    on_each_engine(plan, |house| {
        open(house);
        let mut clerk = clerk(house);
        assert!(clerk.get("/mediations/new").shows("TJ-001 人民调解申请受理与调解"));
        let at = done(&mut clerk, "/mediations", &DISPUTE);
        assert_eq!(at, "/mediations/6101-20261123-001");
        let page = clerk.get(&at);
        assert!(page.shows("待征求") && page.shows("不收费") && page.shows("两家地界"));
        heard(&mut clerk, &at);
        assert!(clerk.get(&at).shows("双方同意现场丈量"));
        done(&mut clerk, &format!("{at}/agreement"), &AGREED);
        let list = clerk.get("/mediations?view=soon");
        assert!(list.shows("协议履行：今天"), "a term due today: {}", list.body);
        house.clock.advance(4 * DAY);
        assert!(clerk.get("/mediations").shows("协议履行：已过期"));
        let bare = [("term", "1"), ("outcome", "part"), ("told", " ")];
        refused(&clerk.post(&format!("{at}/performance"), &bare), "请写明情况");
        for term in ["1", "2"] {
            let told = [("term", term), ("outcome", "full")];
            done(&mut clerk, &format!("{at}/performance"), &told);
        }
        assert!(clerk.get("/mediations").shows("回访：时限内"));
        refused(&clerk.post(&format!("{at}/archive"), &[]), "还没有回访");
        done(&mut clerk, &format!("{at}/confirmation"), &[]);
        let ruled = [("ruling", "confirmed"), ("document", "（2026）民特12号")];
        done(&mut clerk, &format!("{at}/ruling"), &ruled);
        let said = [("finding", "full"), ("said", "双方和好")];
        done(&mut clerk, &format!("{at}/revisits"), &said);
        done(&mut clerk, &format!("{at}/archive"), &[]);
        let page = clerk.get(&at);
        assert!(page.shows("（2026）民特12号") && page.shows("双方和好"), "{}", page.body);
        assert!(!page.shows("现在可以办"), "nothing moves an archived file");
        assert!(clerk.get("/mediations?view=closed").shows("6101-20261123-001"));
        everything_is_whole(house);
    });
}

#[test]
fn an_agreement_takes_effect_only_with_a_session_and_the_hand_of_every_party() {
    on_each_engine(plan, |house| {
        open(house);
        let mut clerk = clerk(house);
        let at = done(&mut clerk, "/mediations", &DISPUTE);
        let early = [("day", "2026-11-24"), ("time", "09:00"), ("place", "村委会")];
        refused(&clerk.post(&format!("{at}/sessions"), &early), "还有当事人没有表示同意");
        heard(&mut clerk, &at);
        let half: Vec<_> = AGREED.into_iter().filter(|it| *it != ("signed", "B1")).collect();
        let page = clerk.post(&format!("{at}/agreement"), &half);
        refused(&page, "各方当事人签名、盖章或者按指印");
        assert!(page.shows("马景艺三日内移回界桩"), "nothing typed is lost");
        let no_day: Vec<_> = AGREED.into_iter().filter(|it| it.0 != "due_1").collect();
        let page = clerk.post(&format!("{at}/agreement"), &no_day);
        refused(&page, "id=\"due_1-error\"");
    });
}

#[test]
fn a_clear_refusal_ends_it_and_the_parties_are_told_what_remains() {
    on_each_engine(plan, |house| {
        open(house);
        let mut clerk = clerk(house);
        let at = done(&mut clerk, "/mediations", &DISPUTE);
        let refuses = [("party", "B1"), ("consent", "refused")];
        done(&mut clerk, &format!("{at}/consents"), &refuses);
        let set = [("day", "2026-11-24"), ("time", "09:00"), ("place", "村委会")];
        refused(&clerk.post(&format!("{at}/sessions"), &set), "明确拒绝调解，不得调解");
        let silent = clerk.post(&format!("{at}/termination"), &[("why", "refused")]);
        refused(&silent, "仲裁、行政、司法等途径");
        let told = [("why", "refused"), ("ways", "court"), ("ways", "arbitration")];
        done(&mut clerk, &format!("{at}/termination"), &told);
        assert!(clerk.get("/mediations").shows("待归档"));
        done(&mut clerk, &format!("{at}/archive"), &[]);
        everything_is_whole(house);
    });
}

#[test]
fn a_dispute_names_an_item_of_mediation_both_sides_and_a_case_that_is_here() {
    on_each_engine(plan, |house| {
        open(house);
        let mut clerk = clerk(house);
        let with = |name: &'static str, value: &'static str| {
            let kept = DISPUTE.into_iter().filter(move |it| it.0 != name);
            kept.chain([(name, value)]).collect::<Vec<_>>()
        };
        let page = clerk.post("/mediations", &with("item", "TJ-002"));
        refused(&page, "不是人民调解事项");
        assert!(page.shows("两家地界相差半米"), "nothing typed is lost");
        refused(&clerk.post("/mediations", &with("case", "101-20261123-009")), "没有这个编号");
        let one_side: Vec<_> = DISPUTE.into_iter().filter(|it| !it.0.ends_with("B1")).collect();
        refused(&clerk.post("/mediations", &one_side), "id=\"name_B1-error\"");
        refused(&clerk.post("/mediations", &with("phone_A1", "12")), "id=\"phone_A1-error\"");
    });
}

#[test]
fn parties_and_what_they_said_are_sealed_masked_and_seen_with_a_reason_only() {
    on_each_engine(plan, |house| {
        open(house);
        let mut clerk = clerk(house);
        let at = done(&mut clerk, "/mediations", &DISPUTE);
        heard(&mut clerk, &at);
        done(&mut clerk, &format!("{at}/agreement"), &AGREED);
        for entry in entries(house, &at) {
            for secret in ["奚怡达", "10000000149", "半米", "丈量", "界桩"] {
                assert!(!entry.payload.contains(secret), "{secret}: {}", entry.payload);
            }
        }
        let mut supervisor = house.browser_of(CENTRE, &[Role::Supervisor]);
        let page = supervisor.get(&at);
        assert!(page.shows("保密") && !page.shows("半米") && !page.shows("丈量"));
        assert_eq!(supervisor.post(&format!("{at}/archive"), &[]).status, 403);
        assert!(!clerk.get(&at).shows("990126196011276412"));
        let look = format!("{at}/unmasking");
        refused(&clerk.post(&look, &[("look_reason", " ")]), "请写明理由");
        assert!(clerk.post(&look, &[("look_reason", "通知开会")]).shows("990126196011276412"));
        let paper = format!("{at}/print/agreement");
        assert!(clerk.get(&paper).shows("奚*达") && !clerk.get(&paper).shows("9901261960"));
        let made = clerk.post(&paper, &[]);
        assert!(made.shows("奚怡达") && made.shows("人民调解协议书"), "{}", made.body);
        let last = entries(house, &at).pop().expect("an entry");
        assert_eq!(last.action, "mediations.printed");
        assert!(clerk.get(&format!("{at}/print/session-1")).shows("双方同意现场丈量"));
        assert_eq!(clerk.get(&format!("{at}/print/session-9")).status, 404);
        let mut other = house.browser_of(OTHER_CENTRE, &[Role::WindowClerk]);
        assert_eq!(other.get(&at).status, 404);
    });
}

fn wages() -> Value {
    json!({
        "item": "TJ-001", "origin": "written", "dispute": "wages",
        "matter": "拖欠工资三个月",
        "parties": [
            {"key": "A1", "name": "奚怡达", "phone": "10000000149"},
            {"key": "B1", "name": "马景艺"}
        ]
    })
}

#[test]
fn a_mediation_is_run_by_the_api_alone_and_a_replay_is_the_same_act() {
    on_each_engine(plan, |house| {
        open(house);
        let mut clerk = house.program_of(CENTRE, &[Role::WindowClerk]);
        let opened = clerk.post_json("/api/v1/mediations", "k0", &wages());
        assert_eq!(opened.status, 201, "{}", opened.body);
        let number = opened.json()["number"].as_str().expect("a number").to_owned();
        let again = clerk.post_json("/api/v1/mediations", "k0", &wages());
        assert_eq!(again.json()["number"], json!(number), "a replay is the same act");
        let at = format!("/api/v1/mediations/{number}");
        let terms = json!([{"words": "分两次付清", "by": "B1", "due_on": "2026-11-30"}]);
        let story = [
            ("consents", json!({"party": "A1", "consent": "given"}), "consulting"),
            ("consents", json!({"party": "B1", "consent": "given"}), "consulting"),
            ("mediators", json!({"mediators": "金云澜", "choice": "committee"}), "mediating"),
            (
                "sessions",
                json!({"day": "2026-11-23", "time": "09:30", "place": "调解室"}),
                "mediating",
            ),
            (
                "session-records",
                json!({"session": "1", "came": ["A1", "B1"], "record": "认账"}),
                "mediating",
            ),
            (
                "agreement",
                json!({"form": "oral", "terms": terms, "signed": ["A1", "B1"],
                       "revisit_on": "2026-12-01"}),
                "performing",
            ),
            ("performance", json!({"term": "1", "outcome": "full"}), "performing"),
            ("revisits", json!({"outcome": "full", "told": "已收到全部工资"}), "performing"),
            ("archive", json!({}), "archived"),
        ];
        for (place, (act, body, stage)) in story.iter().enumerate() {
            let page = clerk.post_json(&format!("{at}/{act}"), &format!("k{}", place + 1), body);
            assert_eq!(page.status, 200, "{act}: {}", page.body);
            assert_eq!(page.json()["stage"], *stage, "{act}");
        }
        let late = clerk.post_json(&format!("{at}/archive"), "k99", &json!({}));
        assert_eq!((late.status, late.shows("与调解当前状态不符")), (422, true), "{}", late.body);
        assert_eq!(clerk.get(&at).json()["due"], json!(""));
        everything_is_whole(house);
    });
}

/// Takes a case of an item in with all its papers, by the API.
fn taken(house: &House, item: &str) -> String {
    let code = item.to_owned();
    let found = house.hall.db.read_now(move |read| catalogue::current(read, CENTRE, &code));
    let found = found.expect("catalogue").expect("in force");
    let papers = found.definition.materials.iter();
    let papers: Vec<Value> =
        papers.map(|it| json!({"key": it.key.to_string(), "state": "present"})).collect();
    let new = json!({
        "item_code": item,
        "applicant": {"name": "奚怡达", "identity": "990126196011276412", "phone": "10000000149"},
        "answers": {},
        "papers": papers,
        "then": "acceptance"
    });
    let mut clerk = house.program_of(CENTRE, &[Role::WindowClerk]);
    let page = clerk.post_json("/api/v1/cases", item, &new);
    assert_eq!(page.status, 201, "{}", page.body);
    page.json()["number"].as_str().expect("a number").to_owned()
}

#[test]
fn a_dispute_belongs_to_a_case_of_its_own_item_and_leads_to_it() {
    on_each_engine(plan, |house| {
        open(house);
        let (case, other) = (taken(house, "TJ-001"), taken(house, "TJ-002"));
        let mut clerk = clerk(house);
        let mut fields = DISPUTE.to_vec();
        fields.push(("case", &other));
        refused(&clerk.post("/mediations", &fields), "没有这个编号");
        fields.pop();
        fields.push(("case", &case));
        let at = done(&mut clerk, "/mediations", &fields);
        assert!(clerk.get(&at).shows(&format!("href=\"/cases/{case}\"")));
    });
}

#[test]
fn two_who_act_on_one_mediation_see_what_happened() {
    on_each_engine(plan, |house| {
        open(house);
        let (mut first, mut second) = (clerk(house), clerk(house));
        let at = done(&mut first, "/mediations", &DISPUTE);
        let version = second.get(&at).value_of("version");
        let said = |party| [("party", party), ("consent", "given"), ("version", version.as_str())];
        done(&mut first, &format!("{at}/consents"), &said("A1"));
        let late = second.post(&format!("{at}/consents"), &said("B1"));
        assert_eq!(late.status, 409, "{}", late.body);
        assert!(late.shows("同事刚刚办过这一件"));
    });
}

#[test]
fn every_statement_of_the_room_is_understood_by_both_engines() {
    on_each_engine(plan, |house| {
        let checked =
            kit::db::check_statements(house.hall.db.location(), &[], super::store::STATEMENTS);
        assert!(checked.is_ok(), "{checked:?}");
    });
}
