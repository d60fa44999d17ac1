//! The organisation on both engines: setting up, changing, closing, and who may.

use super::door::{self, CentreKind, CountyFile, State};
use kit::db::{ActHead, CentreId};
use kit::hall::Plan;
use kit::journal::verify::Verification;
use kit::journal::{Actor, reading};
use kit::rights::Role;
use kit::testing::{Browser, CENTRE, COUNTY, House, OTHER_CENTRE, Page, on_each_engine};
use kit::wing::Wing;

fn plan() -> Plan {
    Plan::new(vec![Wing { rooms: vec![super::room()] }])
}

fn county_file() -> CountyFile {
    let json = include_str!("../../../../data/sample-county.json");
    let english = include_str!("../../../../data/sample-county-english.json");
    CountyFile::parse(json, Some(english)).expect("county file")
}

fn set_up(house: &House) {
    for (id, whole) in county_file().centres {
        let head = ActHead { centre: id, actor: Actor::house() };
        house.hall.db.act_now(head, move |act| door::set_up(act, &whole)).expect("set up");
    }
}

fn in_county(test: impl Fn(&House)) {
    on_each_engine(plan, |house| {
        set_up(house);
        test(house);
        let signer = kit::testing::signer();
        let report = Verification {
            db: &house.hall.db,
            migrations: &house.hall.migrations,
            registry: &house.hall.registry,
            projections: &house.hall.projections,
            verifier: &signer.public_key(),
        }
        .run(|_| {})
        .expect("verification");
        assert_eq!(report.findings, vec![]);
    });
}

fn directory(house: &House) -> std::sync::Arc<door::Directory> {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("runtime");
    runtime.block_on(door::directory(&house.hall)).expect("directory")
}

fn post(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> Page {
    let mut all = vec![("idempotency_key", path)];
    all.extend(fields);
    browser.post(path, &all)
}

/// Opens a form, and sends it back with some fields in place of others.
fn act(browser: &mut Browser, unit: &str, deed: &str, fields: &[(&str, &str)]) -> Page {
    let path = format!("/organisation/{unit}");
    let form = browser.get(&path);
    assert_eq!(form.status, 200, "{path}");
    let (version, key) = (form.value_of("version"), form.value_of("idempotency_key"));
    let mut all = vec![("version", version.as_str()), ("idempotency_key", key.as_str())];
    all.extend(fields);
    browser.post(&format!("{path}/{deed}"), &all)
}

#[test]
fn a_county_file_becomes_centres_windows_and_posts() {
    in_county(|house| {
        let directory = directory(house);
        assert_eq!(directory.all().count(), 4);
        assert_eq!(directory.centres().count(), 3);
        let centre = directory.centre(CENTRE).expect("centre");
        assert_eq!(centre.centre.record.title().en, "Qingrong Town Convenience Service Centre");
        assert_eq!(centre.open_departments().count(), 20);
        assert_eq!(centre.windows_in_use().count(), 12);
        assert_eq!(centre.posts.len(), 35);
        let numbers: Vec<&str> = centre.windows_for("CL").map(|it| it.number.as_str()).collect();
        assert_eq!(numbers, ["03号"]);
        let stand_in = centre.post("W03-B1").expect("post");
        assert_eq!(stand_in.record.stands_in_for, "W03-A1");
        assert_eq!(centre.department_named("民政").map(|it| it.key.as_str()), Some("MZ"));
        let lumingping = directory.centre(CentreId(990_126_201)).expect("centre");
        let police = lumingping.window("W10").expect("window");
        assert_eq!(police.state, State::Paused, "not open in the file");
        assert_eq!(lumingping.windows_for("GA").count(), 0);
        let office = directory.centre(COUNTY).expect("county");
        assert_eq!(office.centre.record.kind, CentreKind::County);
    });
}

#[test]
fn the_setting_up_of_a_centre_is_the_first_entry_of_its_chain() {
    in_county(|house| {
        let mut county = house.browser_of(COUNTY, &[Role::SystemAdministrator]);
        let fields = [
            ("code", "990126103"),
            ("kind", "township"),
            ("name", "柳溪镇便民服务中心"),
            ("name_english", "Liuxi Town Convenience Service Centre"),
            ("hotline", "12345"),
        ];
        let page = post(&mut county, "/organisation", &fields);
        assert_eq!(page.location, "/organisation/990126103", "{}", page.body);
        let found =
            house.hall.db.read_now(|read| reading::after(read, CentreId(990_126_103), 0, 10));
        let entries = found.expect("journal");
        assert_eq!(entries.len(), 1);
        assert_eq!((entries[0].sequence, entries[0].action.as_str()), (1, "posts.centre_added"));
        let again = [("code", "990126103"), ("name", "又一个")];
        let page = county.post("/organisation", &again);
        assert!(page.status == 422 && page.shows("代码已被使用"), "{}", page.body);
    });
}

#[test]
fn departments_windows_and_posts_are_added_and_fit_together() {
    in_county(|house| {
        let mut system = house.browser_of(CENTRE, &[Role::SystemAdministrator]);
        let department = [("key", "SL"), ("short", "水利"), ("name", "青榕镇水利站")];
        let page = post(&mut system, "/organisation/990126101/departments", &department);
        assert_eq!(page.status, 303, "{}", page.body);
        let taken = [
            ("key", "W13"),
            ("number", "13号"),
            ("name", "水利窗口"),
            ("departments", "SL"),
            ("departments", "XX"),
            ("queue_prefix", "a"),
        ];
        let page = system.post("/organisation/990126101/windows", &taken);
        assert_eq!(page.status, 422);
        assert!(
            page.shows("站所“XX”不存在") && page.shows("字头已被其他窗口使用"),
            "{}",
            page.body
        );
        assert!(page.shows("value=\"水利窗口\""), "what was typed is kept");
        let window = [
            ("key", "W13"),
            ("number", "13号"),
            ("name", "水利窗口"),
            ("departments", "SL"),
            ("queue_prefix", "N"),
        ];
        assert_eq!(post(&mut system, "/organisation/990126101/windows", &window).status, 303);
        let seat = [
            ("key", "W13-B1"),
            ("title", "窗口工作人员"),
            ("department", "SL"),
            ("window", "W13"),
            ("arrangement", "B"),
            ("stands_in_for", "W03-B1"),
        ];
        let page = system.post("/organisation/990126101/posts", &seat);
        assert!(page.status == 422 && page.shows("只能替补本中心在用的 A 岗"), "{}", page.body);
        let mut seat = seat.to_vec();
        seat[5] = ("stands_in_for", "W03-A1");
        assert_eq!(post(&mut system, "/organisation/990126101/posts", &seat).status, 303);
        assert!(system.get("/organisation/990126101").shows("W13-B1"));
    });
}

#[test]
fn what_others_depend_on_is_not_closed() {
    in_county(|house| {
        let mut system = house.browser_of(CENTRE, &[Role::SystemAdministrator]);
        let close = |system: &mut Browser, unit: &str| {
            act(system, &format!("990126101/{unit}"), "closure", &[("reason", "撤并")])
        };
        let page = close(&mut system, "departments/MZ");
        assert!(page.status == 422 && page.shows("03号"), "{}", page.body);
        let page = close(&mut system, "windows/W03");
        assert!(page.status == 422 && page.shows("窗口首席代表"), "{}", page.body);
        let page = close(&mut system, "posts/W03-A1");
        assert!(page.status == 422 && page.shows("替补这个岗位"), "{}", page.body);
        assert_eq!(close(&mut system, "posts/W03-B1").status, 303);
        assert_eq!(close(&mut system, "posts/W03-A1").status, 303);
        let page = act(&mut system, "990126101/posts/W03-A1", "change", &[("reason", "试")]);
        assert_eq!(page.status, 422, "what is closed does not change");
        let reopened = [("reason", "恢复")];
        let page = act(&mut system, "990126101/posts/W03-A1", "reopening", &reopened);
        assert_eq!(page.status, 303, "{}", page.body);
    });
}

#[test]
fn a_window_pauses_and_resumes_and_only_a_window_does() {
    in_county(|house| {
        let mut system = house.browser_of(CENTRE, &[Role::SystemAdministrator]);
        let because = [("reason", "设备检修")];
        assert_eq!(act(&mut system, "990126101/windows/W05", "pause", &because).status, 303);
        house.clock.advance(1_000);
        assert_eq!(directory(house).centre(CENTRE).expect("it").windows_for("RS").count(), 0);
        assert_eq!(act(&mut system, "990126101/windows/W05", "pause", &because).status, 422);
        assert_eq!(act(&mut system, "990126101/windows/W05", "resumption", &because).status, 303);
        assert_eq!(act(&mut system, "990126101/departments/RS", "pause", &because).status, 422);
        let nothing = [("reason", " ")];
        assert_eq!(act(&mut system, "990126101/windows/W05", "pause", &nothing).status, 422);
    });
}

#[test]
fn two_administrators_who_change_the_same_window_notice_each_other() {
    in_county(|house| {
        let mut one = house.browser_of(CENTRE, &[Role::SystemAdministrator]);
        let mut other = house.browser_of(COUNTY, &[Role::SystemAdministrator]);
        let path = "/organisation/990126101/windows/W05";
        let version = one.get(path).value_of("version");
        let change = |browser: &mut Browser, name: &str| {
            let fields = [
                ("idempotency_key", name),
                ("version", version.as_str()),
                ("number", "05号"),
                ("name", name),
                ("departments", "RS"),
                ("queue_prefix", "E"),
                ("reason", "更名"),
            ];
            browser.post(&format!("{path}/change"), &fields)
        };
        assert_eq!(change(&mut one, "社会保障窗口").status, 303);
        let page = change(&mut other, "劳动保障窗口");
        assert_eq!(page.status, 409);
        assert!(one.get(path).shows("社会保障窗口"));
    });
}

#[test]
fn a_centres_administrator_keeps_to_the_own_centre() {
    in_county(|house| {
        let mut system = house.browser_of(CENTRE, &[Role::SystemAdministrator]);
        assert_eq!(system.get("/organisation").location, "/organisation/990126101");
        let other = format!("/organisation/{OTHER_CENTRE}");
        assert_eq!(system.get(&other).status, 403);
        let fields = [("key", "SL"), ("short", "水利"), ("name", "水利站")];
        assert_eq!(post(&mut system, &format!("{other}/departments"), &fields).status, 403);
        assert_eq!(system.get("/organisation/new").status, 403);
        assert_eq!(post(&mut system, "/organisation", &[("code", "990126104")]).status, 403);
        let page = act(&mut system, "990126101/details/centre", "closure", &[("reason", "试")]);
        assert_eq!(page.status, 403, "the county closes centres");
        let mut county = house.browser_of(COUNTY, &[Role::SystemAdministrator]);
        let page = act(&mut county, "990126101/details/centre", "closure", &[("reason", "试")]);
        assert!(page.status == 422 && page.shows("窗口未停用"), "{}", page.body);
    });
}

#[test]
fn anybody_reads_centres_and_windows_by_api_and_staff_the_posts() {
    in_county(|house| {
        let mut stranger = house.stranger();
        let page = stranger.get("/api/v1/centres");
        assert_eq!(page.json().as_array().map(Vec::len), Some(4));
        let windows = stranger.get("/api/v1/centres/990126101/windows").json();
        assert_eq!(windows[2]["departments"][1], "CL");
        assert_eq!(stranger.get("/api/v1/centres/990126101/departments").status, 200);
        assert_eq!(stranger.get("/api/v1/centres/7").status, 404);
        assert_eq!(stranger.get("/api/v1/centres/990126101/posts").status, 401);
        let mut program = house.program_of(CENTRE, &[Role::WindowClerk]);
        let posts = program.get("/api/v1/centres/990126101/posts").json();
        assert_eq!(posts.as_array().map(Vec::len), Some(35));
    });
}

#[test]
fn every_page_of_the_organisation_reads_well_in_both_languages() {
    in_county(|house| {
        for language in ["zh-CN", "en"] {
            let mut county = house.browser_of(COUNTY, &[Role::SystemAdministrator]);
            county.language = language;
            for path in [
                "/organisation",
                "/organisation/new",
                "/organisation/990126101",
                "/organisation/990126101/details/centre",
                "/organisation/990126101/departments/new",
                "/organisation/990126101/departments/MZ",
                "/organisation/990126101/windows/new",
                "/organisation/990126101/windows/W03",
                "/organisation/990126101/posts/new",
                "/organisation/990126101/posts/W03-B1",
            ] {
                kit::testing::well_formed(path, &county.get(path));
            }
        }
    });
}
