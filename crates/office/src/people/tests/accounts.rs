//! Accounts, posts and roles; administrators kept apart.

use super::*;

#[test]
fn administrators_are_kept_apart() {
    in_county(|house| {
        let mut security = signed_in(house, "secadmin");
        let clerk = number_of(house, "clerk");
        let path = format!("/accounts/{clerk}/posts");
        let page = send(&mut security, &path, &[("post", "990126/SYS1")]);
        assert!(page.status == 422 && page.shows("不能由同一人担任"), "{}", page.body);
        let own = format!("/accounts/{}/posts", number_of(house, "secadmin"));
        let page = send(&mut security, &own, &[("post", "990126101/C1")]);
        assert!(page.status == 422 && page.shows("自己的账号"), "{}", page.body);
        let version = security.get("/roles/990126101/W03-A2").value_of("version");
        let fields = [
            ("version", version.as_str()),
            ("roles", "window_clerk"),
            ("roles", "audit_administrator"),
            ("reason", "试"),
        ];
        let page = security.post("/roles/990126101/W03-A2", &fields);
        assert!(page.status == 422 && page.shows("不能由同一人担任"), "{}", page.body);
        let version = security.get("/roles/990126/SEC1").value_of("version");
        let fields = [("version", version.as_str()), ("roles", "director"), ("reason", "试")];
        assert_eq!(security.post("/roles/990126/SEC1", &fields).status, 422, "the own post");
        assert_eq!(signed_in(house, "sysadmin").get("/accounts").status, 403);
        assert_eq!(signed_in(house, "auditadmin").get("/roles").status, 403);
    });
}

#[test]
fn roles_of_a_post_take_effect_at_once_and_two_administrators_notice_each_other() {
    in_county(|house| {
        let mut security = signed_in(house, "secadmin");
        let mut clerk = signed_in(house, "clerk");
        let version = security.get("/roles/990126101/W03-A2").value_of("version");
        let set = |browser: &mut Browser, key: &str, role: &str| {
            let fields = [
                ("idempotency_key", key),
                ("version", version.as_str()),
                ("roles", role),
                ("reason", "岗位调整"),
            ];
            browser.post("/roles/990126101/W03-A2", &fields).status
        };
        assert_eq!(set(&mut security, "one", "supervisor"), 303);
        assert!(clerk.get("/desk").shows("效能监督员"));
        assert_eq!(set(&mut security, "two", "director"), 409, "seen before the other's change");
    });
}

#[test]
fn a_security_administrator_sits_in_the_county_office_only() {
    in_county(|house| {
        let grants = vec![(PostRef::new(CENTRE, "C5"), vec![Role::SecurityAdministrator])];
        let head = ActHead { centre: COUNTY, actor: Actor::house() };
        let refused =
            house.hall.db.act_now(head, move |act| crate::people::door::take_on(act, &[], &grants));
        assert!(refused.is_err());
    });
}

#[test]
fn whoever_holds_several_posts_acts_in_one_at_a_time() {
    in_county(|house| {
        let mut approver = signed_in(house, "approver");
        assert!(approver.get("/desk").shows("民政审批岗"));
        let page = approver.get("/posts/active");
        assert!(page.shows("窗口首席代表"), "{}", page.body);
        let page = send(&mut approver, "/posts/active", &[("post", "990126101/W03-A1")]);
        assert_eq!(page.status, 303, "{}", page.body);
        assert!(approver.get("/desk").shows("窗口首席代表（03号）"));
        assert_eq!(count(house, "people.post_switched"), 1);
        let page = send(&mut approver, "/posts/active", &[("post", "990126101/C1")]);
        assert_eq!(page.status, 422, "a post that is not held");
        let mut next_day = signed_in(house, "approver");
        assert!(next_day.get("/desk").shows("窗口首席代表"), "the last one is kept");
    });
}

#[test]
fn an_identity_of_another_issuer_belongs_to_one_account() {
    in_county(|house| {
        let (clerk, other) = (number_of(house, "clerk"), number_of(house, "director"));
        let head = || ActHead { centre: COUNTY, actor: Actor::house() };
        let link = |account: i64| {
            house.hall.db.act_now(head(), move |act| {
                crate::people::door::link_identity(act, account, ("https://id.example", "u-1"))
            })
        };
        assert!(link(clerk).is_ok());
        assert!(link(other).is_err());
        let find = || {
            house.hall.db.read_now(|read| {
                crate::people::door::account_of_identity(read, COUNTY, "https://id.example", "u-1")
            })
        };
        assert_eq!(find().expect("read"), Some(clerk));
        let unlinked = house.hall.db.act_now(head(), |act| {
            crate::people::door::unlink_identity(act, ("https://id.example", "u-1"))
        });
        assert!(unlinked.is_ok());
        assert_eq!(find().expect("read"), None);
    });
}

#[test]
fn accounts_are_found_by_name_centre_and_state_page_by_page() {
    in_county(|house| {
        let mut security = signed_in(house, "secadmin");
        assert!(security.get("/accounts?text=韦溪").shows("韦溪澜"));
        assert!(!security.get("/accounts?text=%25").shows("韦溪澜"), "signs are plain text");
        let elsewhere = security.get(&format!("/accounts?centre={OTHER_CENTRE}"));
        assert!(!elsewhere.shows("韦溪澜"));
        let first = security.get("/accounts");
        let next = first.body.find("after=").expect("a next page");
        let after = first.body[next..].split('"').next().expect("link");
        let second = security.get(&format!("/accounts?{after}"));
        assert_eq!(second.status, 200);
        assert!(!second.shows(first_login(&first)), "{}", second.body);
    });
}

/// The sign-in name in the first row of a list.
fn first_login(page: &Page) -> &str {
    let row = page.body.split("<tbody>").nth(1).expect("a table");
    let link = row.split("<a href=\"/accounts/").nth(1).expect("a row");
    link.split('>').nth(1).and_then(|it| it.split('<').next()).expect("a name")
}

#[test]
fn every_page_of_the_people_reads_well_in_both_languages() {
    on_each_engine(plan, |house| {
        settle(house);
        let clerk = number_of(house, "clerk");
        let person = format!("/accounts/{clerk}");
        let paths = [
            "/desk",
            "/account",
            "/account/password",
            "/account/second-factor",
            "/account/tokens/new",
            "/posts/active",
            "/accounts",
            "/accounts/new",
            &person,
            "/roles?centre=990126101",
            "/roles/990126101/W03-A2",
        ];
        for language in ["zh-CN", "en"] {
            let mut browser = signed_in(house, "secadmin");
            browser.language = language;
            for path in paths {
                let page = browser.get(path);
                kit::testing::well_formed(path, &page);
                if language == "en" {
                    assert!(page.shows("lang=\"en\""), "{path}");
                }
            }
            let mut stranger = house.stranger();
            stranger.language = language;
            kit::testing::well_formed("/session/new", &stranger.get("/session/new"));
        }
    });
}

#[test]
fn every_statement_of_the_wing_is_understood_by_both_engines() {
    on_each_engine(plan, |house| {
        let location = house.hall.db.location().clone();
        let refused = std::thread::spawn(move || {
            let plan = plan();
            kit::db::check_statements(&location, &plan.migrations(), &plan.statements())
        });
        let refused = refused.join().expect("thread").expect("open");
        assert!(refused.is_empty(), "{refused:?}");
    });
}

#[test]
fn staff_of_one_centre_do_not_administer_accounts_of_the_county() {
    in_county(|house| {
        let mut browser = house.browser_of(CentreId(990_126_101), &[Role::SecurityAdministrator]);
        assert_eq!(browser.get("/accounts").status, 403);
        let fields = [("login", "x-y-z"), ("name", "林晓")];
        assert_eq!(send(&mut browser, "/accounts", &fields).status, 403);
    });
}
