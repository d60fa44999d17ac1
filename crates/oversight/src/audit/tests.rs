//! The auditor at work, on both engines, over the journal of a toy room.

use calamine::{Data, Reader, Xlsx};
use kit::clock::Clock;
use kit::db::{Act, ActHead, CentreId};
use kit::hall::Plan;
use kit::journal::{Actor, Entry, NewEntry, Subject, checkpoint, commit, reading};
use kit::rights::{Power, Role};
use kit::testing::well_formed;
use kit::testing::{Browser, CENTRE, COUNTY, House, OTHER_CENTRE, on_each_engine, signer};
use kit::wing::{Room, Wing};
use kit::{HallError, Phrase};
use office::posts::door::{self as posts, Centre, CentreKind, WholeCentre};
use serde_json::{Value, json};

const DAY_MS: i64 = 86_400_000;

fn plan() -> Plan {
    let mut upstairs = Room::new("work");
    upstairs.projector = Some(|_, _| Ok(()));
    upstairs.title = Phrase::of("业务", "Work");
    upstairs.deeds = vec![
        ("work.taken", Phrase::of("收下", "Taken")),
        ("work.examined", Phrase::of("看过", "Examined")),
        ("work.unmasked", Phrase::of("看了全号", "Number seen")),
    ];
    upstairs.disclosing = vec!["work.unmasked"];
    upstairs.withheld = vec!["opinion"];
    Plan::new(vec![Wing { rooms: vec![office::posts::room(), super::room(), upstairs] }])
}

fn act(
    house: &House,
    centre: CentreId,
    person: &str,
    work: impl Fn(&mut Act<'_>) -> Result<NewEntry, HallError> + Send + 'static,
) {
    let actor = Actor {
        account: 7,
        name: person.into(),
        post: "综合窗口".into(),
        window: "01号".into(),
        ..Actor::default()
    };
    let written = house.hall.db.act_now(ActHead { centre, actor }, move |act| {
        let entry = work(act)?;
        commit(act, vec![entry], ())
    });
    written.expect("act");
}

fn write(
    house: &House,
    centre: CentreId,
    (person, action, case): (&str, &'static str, &'static str),
    facts: Value,
) {
    act(house, centre, person, move |_| NewEntry::new(Subject::new("case", case), action, &facts));
}

fn centre(house: &House, id: CentreId, (name, name_english): (&str, &str)) {
    let whole = WholeCentre {
        centre: Centre {
            kind: if id == COUNTY { CentreKind::County } else { CentreKind::Township },
            name: name.into(),
            name_english: name_english.into(),
            ..Centre::default()
        },
        ..WholeCentre::default()
    };
    let head = ActHead { centre: id, actor: Actor::house() };
    house.hall.db.act_now(head, move |act| posts::set_up(act, &whole)).expect("set up");
}

/// Three centres; in 青榕镇 entry 1 sets it up, 2 to 4 are of 23 November, 5 of the day after.
fn furnish(house: &House) {
    centre(house, COUNTY, ("望溪县政务服务管理局", "County Office"));
    centre(house, CENTRE, ("青榕镇便民服务中心", "Qingrong Service Centre"));
    centre(house, OTHER_CENTRE, ("稻香渡镇便民服务中心", "Daoxiangdu Service Centre"));
    write(house, OTHER_CENTRE, ("蔺采薇", "work.taken", "102-1"), json!({}));
    let sealed = house.hall.vault.seal("990126196011276412", "work.identity");
    let facts = json!({ "applicant": { "identity": sealed, "masked": "柏*达" }, "note": "" });
    write(house, CENTRE, ("柏溪达", "work.taken", "101-1"), facts);
    write(house, CENTRE, ("闻人清", "work.examined", "101-1"), json!({ "opinion": "低保家庭" }));
    write(house, CENTRE, ("柏溪达", "work.unmasked", "101-1"), json!({ "reason": "核对证件" }));
    house.clock.set(house.clock.now_ms() + DAY_MS);
    write(house, CENTRE, ("柏溪达", "work.taken", "101-2"), json!({ "reason": "=1+1" }));
}

fn in_county(test: impl Fn(&House)) {
    on_each_engine(plan, |house| {
        furnish(house);
        test(house);
    });
}

fn auditor(house: &House) -> Browser {
    house.browser_of(CENTRE, &[Role::AuditAdministrator])
}

fn county_auditor(house: &House) -> Browser {
    house.browser_of(COUNTY, &[Role::AuditAdministrator])
}

/// The numbers of the entries that a page of the trail shows.
fn shown(browser: &mut Browser, path: &str) -> Vec<i64> {
    let page = browser.get(path);
    assert_eq!(page.status, 200, "{path}: {}", page.body);
    numbers(&page.body)
}

fn numbers(body: &str) -> Vec<i64> {
    let cells = body.split("<td class=\"number\">").skip(1);
    cells.filter_map(|it| it.split('<').next().and_then(|it| it.parse().ok())).collect()
}

fn last(house: &House, centre: CentreId) -> Entry {
    let read = house.hall.db.read_now(move |read| reading::before(read, centre, i64::MAX, 1));
    read.expect("journal").remove(0)
}

#[test]
fn the_trail_of_ones_own_centre_is_shown_newest_first() {
    in_county(|house| {
        let mut auditor = auditor(house);
        assert_eq!(shown(&mut auditor, "/audit"), [5, 4, 3, 2, 1]);
        let page = auditor.get("/audit");
        well_formed("/audit", &page);
        for text in
            ["青榕镇便民服务中心", "柏溪达", "综合窗口，01号", "看了全号", "核对证件", "101-2"]
        {
            assert!(page.shows(text), "{text}");
        }
        assert!(!page.shows("102-1") && !page.shows("稻香渡镇"), "of another centre");
        assert!(!page.shows("内容被改动"));
        let page = auditor.in_english().get("/audit");
        for text in ["Trail: Qingrong Service Centre", "Number seen", "Reason: ", "Work: all"] {
            assert!(page.shows(text), "{text}");
        }
    });
}

#[test]
fn each_field_of_the_filter_narrows_the_trail() {
    in_county(|house| {
        let mut auditor = auditor(house);
        let person = kit::visit::query_pair("person", " 闻人清 ");
        for (query, expected) in [
            (person.as_str(), vec![3]),
            ("action=work.taken", vec![5, 2]),
            ("action=work", vec![5, 4, 3, 2]),
            ("action=posts", vec![1]),
            ("subject=101-1", vec![4, 3, 2]),
            ("from=2026-11-24", vec![5]),
            ("until=2026-11-23", vec![4, 3, 2, 1]),
            ("from=2026-11-23&until=2026-11-23&action=work.taken", vec![2]),
            ("subject=nothing", vec![]),
        ] {
            assert_eq!(shown(&mut auditor, &format!("/audit?{query}")), expected, "{query}");
        }
        let page = auditor.get("/audit?subject=nothing");
        assert!(page.shows("没有符合条件的记录"));
        let page = auditor.get("/audit?action=work.taken&from=2026-11-23");
        assert!(page.shows("value=\"work.taken\" selected"), "the choice is kept");
        assert_eq!(page.value_of("from"), "2026-11-23");
    });
}

#[test]
fn what_cannot_be_read_in_the_filter_is_said_at_its_field() {
    in_county(|house| {
        let mut auditor = auditor(house);
        for (query, field, fault) in [
            ("from=gestern", "from", "请填写日期，如 2026-12-01。"),
            ("from=2026-12-02&until=2026-12-01", "until", "结束日早于开始日。"),
            ("action=DROP%20TABLE", "action", "请从列表中选择操作。"),
            ("person=%00", "person", "请填写不超过100个字的普通文字。"),
        ] {
            let page = auditor.get(&format!("/audit?{query}"));
            assert_eq!(page.status, 422, "{query}");
            assert!(page.shows(fault) && page.shows(&format!("id=\"{field}-error\"")), "{query}");
            assert_eq!(numbers(&page.body), [0; 0]);
            let export = auditor.post("/audit/export", &[("from", "gestern")]);
            assert_eq!(export.status, 422);
        }
        assert_eq!(last(house, CENTRE).action, "work.taken", "nothing was exported");
    });
}

#[test]
fn the_county_chooses_the_centre_and_a_centre_sees_its_own_only() {
    in_county(|house| {
        let mut county = county_auditor(house);
        assert_eq!(shown(&mut county, "/audit"), [1], "the county's own journal");
        let other = format!("/audit?centre={OTHER_CENTRE}");
        assert_eq!(shown(&mut county, &other), [2, 1]);
        let page = county.get(&other);
        assert!(page.shows("102-1") && !page.shows("101-1"));
        well_formed(&other, &page);
        assert_eq!(county.get("/audit?centre=990126999").status, 404);
        let mut own = auditor(house);
        for path in ["/audit", "/audit/personal-data", "/audit/entries/2"] {
            let path = format!("{path}?centre={OTHER_CENTRE}");
            assert_eq!(own.get(&path).status, 403, "{path}");
        }
        let mut program = house.program_of(CENTRE, &[Role::AuditAdministrator]);
        let path = format!("/api/v1/audit/entries?centre={OTHER_CENTRE}");
        assert_eq!(program.get(&path).status, 403);
        for path in ["/audit/export", "/audit/verifications"] {
            let page = own.post(path, &[("centre", &OTHER_CENTRE.to_string())]);
            assert_eq!(page.status, 403, "{path}");
        }
        assert!(!own.get("/audit/journal").shows("稻香渡镇"));
    });
}

#[test]
fn older_pages_give_every_entry_once() {
    in_county(|house| {
        for _ in 0..130 {
            write(house, CENTRE, ("柏溪达", "work.taken", "101-3"), json!({}));
        }
        let mut auditor = auditor(house);
        for (start, expected) in [
            ("/audit", (1..=135).rev().collect::<Vec<i64>>()),
            ("/audit?subject=101-3", (6..=135).rev().collect()),
        ] {
            let (mut found, mut path, mut pages) = (Vec::new(), start.to_owned(), 0);
            while !path.is_empty() {
                let page = auditor.get(&path);
                found.extend(numbers(&page.body));
                path = older(&page.body);
                pages += 1;
            }
            assert_eq!(found, expected, "{start}");
            assert_eq!(pages, 3, "{start}");
        }
    });
}

fn older(body: &str) -> String {
    let link = body.split("rel=\"next\" href=\"").nth(1);
    let link = link.and_then(|it| it.split('"').next()).unwrap_or_default();
    link.replace("&#38;", "&").replace("&amp;", "&")
}

#[test]
fn an_entry_is_shown_whole_and_what_is_personal_stays_closed() {
    in_county(|house| {
        let mut auditor = auditor(house);
        let page = auditor.get("/audit/entries/2");
        well_formed("/audit/entries/2", &page);
        let entry = house
            .hall
            .db
            .read_now(|read| kit::journal::trail::entry(read, CENTRE, 2))
            .expect("read")
            .expect("entry");
        assert!(page.shows(&entry.digest.to_hex()) && page.shows(&entry.previous.to_hex()));
        assert!(page.shows("内容与摘要一致") && page.shows("与前一条相连"));
        assert!(page.shows("申请人 › 证件号码") && page.shows("已加密，审计不能查看"));
        assert!(page.shows("柏*达") && page.shows("2026年11月23日 10:00:00"));
        assert!(!page.shows("990126196011276412") && !page.shows("s1:k1:"));
        let page = auditor.get("/audit/entries/3");
        assert!(page.shows("意见") && page.shows("办件内容，审计不显示"));
        assert!(!page.shows("低保家庭"), "the content of a case");
        let page = auditor.clone().in_english().get("/audit/entries/3");
        assert!(page.shows("Entry 3: Examined") && page.shows("content of the case"));
        assert_eq!(auditor.get("/audit/entries/99").status, 404);
        assert_eq!(auditor.get("/audit/entries/0").status, 404);
    });
}

#[test]
fn looks_at_personal_data_are_listed_with_their_reason() {
    in_county(|house| {
        let mut auditor = auditor(house);
        assert_eq!(shown(&mut auditor, "/audit/personal-data"), [4]);
        let page = auditor.get("/audit/personal-data");
        well_formed("/audit/personal-data", &page);
        assert!(page.shows("核对证件") && page.shows("101-1"));
        assert!(!page.shows("value=\"work.taken\""), "other actions are not offered");
        assert_eq!(shown(&mut auditor, "/audit/personal-data?action=work.taken"), [0; 0]);
        assert_eq!(shown(&mut auditor, "/audit/personal-data?from=2026-11-24"), [0; 0]);
    });
}

/// The cells of a sheet of a workbook.
fn cells(bytes: &[u8], sheet: &str) -> Vec<Vec<Data>> {
    let mut book = Xlsx::new(std::io::Cursor::new(bytes.to_vec())).expect("a workbook");
    let range = book.worksheet_range(sheet).expect("a sheet");
    range.rows().map(<[Data]>::to_vec).collect()
}

fn text(text: &str) -> Data {
    Data::String(text.to_owned())
}

#[test]
fn an_export_is_a_file_and_an_entry_in_the_journal_that_was_read() {
    in_county(|house| {
        let mut auditor = auditor(house);
        let fields = [("action", "work"), ("from", "2026-11-23"), ("until", "2026-11-23")];
        let file = auditor.post("/audit/export", &fields);
        assert_eq!(file.status, 200, "{}", file.body);
        assert!(file.kind.contains("spreadsheetml"), "{}", file.kind);
        let rows = cells(&file.bytes, "操作留痕");
        assert_eq!(rows.len(), 4);
        assert_eq!(rows[1][..3], [text("4"), text("2026年11月23日 10:00:00"), text("柏溪达")]);
        assert_eq!(
            rows[1][4..9],
            ["看了全号", "work.unmasked", "办件", "101-1", "核对证件"].map(text)
        );
        let about = cells(&file.bytes, "说明");
        assert!(about.contains(&vec![text("条数"), text("3")]), "{about:?}");
        assert!(about.contains(&vec![text("是否完整"), text("是")]), "{about:?}");
        let name = file.headers["content-disposition"].to_str().expect("name");
        assert!(name.contains("audit-990126101-2026-11-24.xlsx"), "{name}");
        let entry = last(house, CENTRE);
        assert_eq!((entry.action.as_str(), entry.sequence), ("audit.exported", 6));
        assert_eq!(entry.actor.name, "柏溪达");
        let facts: Value = entry.facts().expect("facts");
        assert_eq!((&facts["rows"], &facts["action"]), (&json!(3), &json!("work")));
        assert_eq!((&facts["from"], &facts["person"]), (&json!("2026-11-23"), &json!("")));
        let page = auditor.get("/audit?action=audit.exported");
        assert!(page.shows("导出操作留痕"));
        let mut county = county_auditor(house);
        let other = OTHER_CENTRE.to_string();
        assert_eq!(county.post("/audit/export", &[("centre", &other)]).status, 200);
        assert_eq!(last(house, OTHER_CENTRE).action, "audit.exported", "the centre knows");
        assert_eq!(last(house, COUNTY).action, "posts.centre_added");
    });
}

#[test]
fn a_cell_that_looks_like_a_formula_is_a_text() {
    in_county(|house| {
        let mut auditor = auditor(house).in_english();
        let file = auditor.post("/audit/export", &[("subject", "101-2")]);
        let rows = cells(&file.bytes, "Trail");
        assert_eq!((rows.len(), &rows[1][8]), (2, &text("=1+1")));
        let mut book = Xlsx::new(std::io::Cursor::new(file.bytes)).expect("a workbook");
        assert!(book.worksheet_formula("Trail").expect("formulas").is_empty());
    });
}

#[test]
fn the_state_of_the_chains_is_shown_and_a_verification_is_written_down() {
    in_county(|house| {
        let head = ActHead { centre: CENTRE, actor: Actor::house() };
        house.hall.db.act_now(head, |act| checkpoint::sign(act, &signer())).expect("checkpoint");
        let mut auditor = auditor(house);
        let page = auditor.get("/audit/journal");
        well_formed("/audit/journal", &page);
        assert!(page.shows("<dd>5</dd>") && page.shows("第 5 条，") && page.shows("还没有核验过"));
        let key = page.value_of("idempotency_key");
        let centre = CENTRE.to_string();
        let fields = [("idempotency_key", key.as_str()), ("centre", &centre)];
        let done = auditor.post("/audit/verifications", &fields);
        assert_eq!((done.status, done.location.as_str()), (303, "/audit/journal"));
        assert_eq!(auditor.post("/audit/verifications", &fields).status, 303, "a second click");
        let entry = last(house, CENTRE);
        assert_eq!((entry.action.as_str(), entry.sequence), ("audit.verified", 6));
        let facts: Value = entry.facts().expect("facts");
        assert_eq!((&facts["first"], &facts["last"]), (&json!(1), &json!(5)));
        let page = auditor.get("/audit/journal");
        assert!(page.shows("第 1 至 5 条逐条相连，内容与摘要一致，1 个检查点相符。"));
        let page = auditor.in_english().get("/audit/journal");
        assert!(page.shows("Entries 1 to 5 follow one another") && page.shows("whole"));
        let county = county_auditor(house).get("/audit/journal");
        assert_eq!(county.body.matches("现在核验").count(), 3);
    });
}

#[test]
fn an_entry_altered_by_hand_is_seen_everywhere() {
    in_county(|house| {
        let text = format!(
            "UPDATE journal_entries SET payload = '{{\"opinion\":\"\"}}' \
             WHERE centre_id = {CENTRE} AND sequence = 3"
        );
        house.tamper(&text, &text);
        let mut auditor = auditor(house);
        assert!(auditor.get("/audit").shows("内容被改动"));
        assert!(auditor.get("/audit/entries/3").shows("内容被改动，与摘要不符"));
        assert!(auditor.get("/audit/entries/4").shows("内容与摘要一致"));
        let done = auditor.post("/audit/verifications", &[("centre", &CENTRE.to_string())]);
        assert_eq!(done.status, 303);
        let page = auditor.get("/audit/journal");
        assert!(page.shows("发现 1 处异常") && page.shows("第 3 条的内容被改动"), "{}", page.body);
        let mut program = house.program_of(CENTRE, &[Role::AuditAdministrator]);
        let entries = program.get("/api/v1/audit/entries").json();
        let altered: Vec<&Value> = entries["entries"]
            .as_array()
            .expect("entries")
            .iter()
            .filter(|it| it["is_whole"] == false)
            .collect();
        assert_eq!(altered.len(), 1);
        assert_eq!(altered[0]["sequence"], 3);
    });
}

#[test]
fn a_program_reads_the_trail_page_by_page() {
    in_county(|house| {
        let mut program =
            house.program_with_scopes(CENTRE, &[Role::AuditAdministrator], &[Power::ReadAudit]);
        let (mut found, mut path) = (Vec::new(), "/api/v1/audit/entries?limit=2".to_owned());
        loop {
            let answer = program.get(&path).json();
            let entries = answer["entries"].as_array().expect("entries").clone();
            found.extend(entries.iter().filter_map(|it| it["sequence"].as_i64()));
            match answer["next"].as_i64() {
                Some(next) => path = format!("/api/v1/audit/entries?limit=2&before={next}"),
                None => break,
            }
        }
        assert_eq!(found, [5, 4, 3, 2, 1]);
        let answer = program.get("/api/v1/audit/entries?action=work.examined").json();
        let entry = &answer["entries"][0];
        assert_eq!(entry["facts"]["opinion"], "withheld");
        assert_eq!((&entry["action_name"], &entry["account"]), (&json!("看过"), &json!("7")));
        let refused = program.get("/api/v1/audit/entries?from=gestern");
        assert_eq!(refused.status, 422);
        assert_eq!(refused.json()["type"].as_str().map(|it| it.ends_with("invalid")), Some(true));
    });
}

#[test]
fn only_the_audit_administrator_is_let_in_and_changes_nothing() {
    in_county(|house| {
        for role in Role::ALL {
            let mut browser = house.browser_of(CENTRE, &[role]);
            let may = role == Role::AuditAdministrator;
            for path in ["/audit", "/audit/personal-data", "/audit/entries/1", "/audit/journal"] {
                assert_eq!(browser.get(path).status == 200, may, "{role:?} {path}");
            }
            let before = last(house, CENTRE).sequence;
            for path in ["/audit/export", "/audit/verifications"] {
                let status = browser.post(path, &[("idempotency_key", path)]).status;
                assert_eq!(status == 403, !may, "{role:?} {path}");
            }
            assert_eq!(last(house, CENTRE).sequence > before, may, "{role:?}");
            let mut program = house.program_of(CENTRE, &[role]);
            assert_eq!(program.get("/api/v1/audit/entries").status == 200, may, "{role:?}");
        }
        let mut auditor = auditor(house);
        for path in ["/organisation", "/organisation/990126101"] {
            assert_eq!(auditor.get(path).status, 403, "{path}");
        }
        let page = auditor.get("/audit");
        assert!(
            page.shows("href=\"/audit/journal\"") && page.shows("href=\"/audit/personal-data\"")
        );
    });
}
