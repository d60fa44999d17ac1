//! How sessions and passwords end.

use super::*;

#[test]
fn an_unused_session_ends_after_a_quarter_of_an_hour() {
    in_county(|house| {
        let mut clerk = signed_in(house, "clerk");
        for _ in 0..8 {
            house.clock.advance(14 * MINUTE_MS + 59_000);
            assert!(is_in(&mut clerk), "each use winds the clock");
        }
        house.clock.advance(15 * MINUTE_MS);
        assert!(!is_in(&mut clerk));
    });
}

#[test]
fn a_session_survives_a_restart_of_the_keeper_through_the_database() {
    in_county(|house| {
        let mut clerk = signed_in(house, "clerk");
        house.clock.advance(10 * MINUTE_MS);
        assert!(is_in(&mut clerk));
        crate::people::furnish(&house.hall.shelf, AccountPolicy::default());
        house.clock.advance(10 * MINUTE_MS);
        assert!(is_in(&mut clerk), "the clock was wound in the database, too");
    });
}

#[test]
fn a_session_ends_after_twelve_hours_even_in_use() {
    in_county(|house| {
        let mut clerk = signed_in(house, "clerk");
        for _ in 0..72 {
            house.clock.advance(10 * MINUTE_MS - 1);
            assert!(is_in(&mut clerk));
        }
        house.clock.advance(72);
        assert!(!is_in(&mut clerk));
    });
}

#[test]
fn what_ends_in_one_tab_has_ended_in_the_other() {
    in_county(|house| {
        let mut one = signed_in(house, "clerk");
        let mut other = one.clone();
        assert!(is_in(&mut other));
        one.post("/session/end", &[]);
        let page = send(&mut other, "/posts/active", &[("post", "990126101/W03-A2")]);
        assert!(page.location.starts_with("/session/new?back="), "{}", page.location);
    });
}

/// What stands in the working table of forms that came too late.
fn kept(house: &House) -> Vec<String> {
    const ALL: kit::db::Statement =
        kit::db::Statement::both("SELECT content FROM people_left_forms");
    let rows = house.hall.db.read_now(|read| Ok(read.query(ALL, &[])?)).expect("read");
    rows.iter().map(|row| row.get("content").expect("content")).collect()
}

#[test]
fn a_form_sent_after_the_end_of_a_session_is_given_back_to_the_same_account_alone() {
    in_county(|house| {
        let mut clerk = signed_in(house, "clerk");
        house.clock.advance(20 * MINUTE_MS);
        let fields = [("post", "990126101/W03-A2"), ("note", "家里还有<两位>老人")];
        let late = send(&mut clerk, "/posts/active", &fields);
        assert_eq!(late.location, "/session/new?back=%2Faccount%2Fleft-form");
        assert!(kept(house).iter().all(|it| !it.contains("老人")), "sealed");
        let door = clerk.get(&late.location);
        assert!(door.shows("您填写的内容已经保存"), "{}", door.body);
        let mut other = signed_in(house, "approver");
        assert_eq!(other.get("/account/left-form").location, "/desk");
        let back = [("login", "clerk"), ("password", PASSWORD), ("back", "/account/left-form")];
        assert_eq!(clerk.post("/session", &back).location, "/account/left-form");
        let page = clerk.get("/account/left-form");
        kit::testing::well_formed("/account/left-form", &page);
        assert!(page.shows("action=\"/posts/active\"") && page.shows("家里还有&#60;两位&#62;老人"));
        assert_eq!(page.value_of("post"), "990126101/W03-A2");
        clerk.post("/account/left-form/removal", &[]);
        assert!(kept(house).is_empty());
    });
}

#[test]
fn nothing_is_kept_of_drafts_of_passwords_or_of_whoever_signed_out_or_came_the_next_day() {
    in_county(|house| {
        let mut clerk = signed_in(house, "clerk");
        let mut signed_out = clerk.clone();
        house.clock.advance(20 * MINUTE_MS);
        let kind = ("content-type", "application/x-www-form-urlencoded");
        let script = ("accept", "application/json");
        let draft = clerk.send("POST", "/posts/active", &[kind, script], b"post=x".to_vec());
        assert_eq!(draft.location, "/session/new?back=%2Fposts%2Factive");
        send(&mut clerk, "/account/password", &[("current", PASSWORD), ("chosen", "x")]);
        send(&mut clerk, "/accounts", &[("login", "new"), ("password", PASSWORD)]);
        house.clock.advance(13 * HOUR_MS);
        send(&mut clerk, "/posts/active", &[("post", "990126101/W03-A2")]);
        let mut again = signed_in(house, "clerk");
        signed_out.cookies.clone_from(&again.cookies);
        again.post("/session/end", &[]);
        send(&mut signed_out, "/posts/active", &[("post", "990126101/W03-A2")]);
        assert!(kept(house).is_empty());
        let mut late = signed_in(house, "clerk");
        house.clock.advance(20 * MINUTE_MS);
        send(&mut late, "/posts/active", &[("post", "990126101/W03-A2")]);
        assert_eq!(kept(house).len(), 1);
        house.clock.advance(13 * HOUR_MS);
        assert_eq!(signed_in(house, "clerk").get("/account/left-form").location, "/desk");
    });
}

#[test]
fn one_sees_the_own_sessions_and_ends_them() {
    in_county(|house| {
        let mut here = signed_in(house, "clerk");
        let mut there = signed_in(house, "clerk");
        let page = here.get("/account");
        let start = page.body.find("/account/sessions/").expect("another session");
        let rest = &page.body[start..];
        let path = rest[..rest.find('"').expect("end")].to_owned();
        assert_eq!(send(&mut here, &path, &[]).status, 303);
        assert!(!is_in(&mut there));
        assert!(is_in(&mut here));
        assert_eq!(count(house, "people.session_revoked"), 1);
    });
}

#[test]
fn the_sixth_session_ends_the_first() {
    in_county(|house| {
        let mut first = signed_in(house, "clerk");
        let mut second = signed_in(house, "clerk");
        for _ in 0..4 {
            house.clock.advance(1_000);
            signed_in(house, "clerk");
        }
        assert!(!is_in(&mut first));
        assert!(is_in(&mut second));
    });
}

#[test]
fn the_security_administrator_ends_sessions_and_disables_accounts() {
    in_county(|house| {
        let mut clerk = signed_in(house, "clerk");
        let number = number_of(house, "clerk");
        let mut security = signed_in(house, "secadmin");
        let path = format!("/accounts/{number}/acts/disablement");
        let page = send(&mut security, &path, &[("reason", "调离")]);
        assert_eq!(page.status, 303, "{}", page.body);
        assert!(!is_in(&mut clerk));
        assert!(attempt(&mut clerk, "clerk", PASSWORD).shows("已停用"));
        assert_eq!(attempt(&mut house.stranger(), "clerk", "Wrong-1-wrong").status, 422);
        let path = format!("/accounts/{number}/acts/enablement");
        assert_eq!(send(&mut security, &path, &[("reason", "调回")]).status, 303);
        assert_eq!(attempt(&mut clerk, "clerk", PASSWORD).status, 303);
    });
}

#[test]
fn a_new_account_gets_a_password_once_and_has_to_change_it() {
    in_county(|house| {
        let mut security = signed_in(house, "secadmin");
        let before = count(house, "people.account_made");
        let fields = [("login", "new.clerk"), ("name", "林晓"), ("phone", "10012345678")];
        let page = send(&mut security, "/accounts", &fields);
        assert_eq!(page.status, 200, "{}", page.body);
        let password = made(&page);
        let again = send(&mut security, "/accounts", &fields);
        assert_eq!(again.status, 303, "a second click is the same act and shows nothing");
        assert_eq!(count(house, "people.account_made"), before + 1);
        let mut clerk = house.stranger();
        assert!(attempt(&mut clerk, "new.clerk", &password).shows("没有可用的岗位"));
        let path = format!("/accounts/{}/posts", number_of(house, "new.clerk"));
        let page = send(&mut security, &path, &[("post", "990126101/W01-A1")]);
        assert_eq!(page.status, 303, "{}", page.body);
        assert_eq!(attempt(&mut clerk, "new.clerk", &password).status, 303);
        assert_eq!(clerk.get("/desk").location, "/account/password");
        let change = |clerk: &mut Browser, chosen: &str| {
            let fields = [("current", password.as_str()), ("chosen", chosen), ("repeated", chosen)];
            clerk.post("/account/password", &fields)
        };
        assert!(change(&mut clerk, "short").shows("至少 10 个字符"));
        assert!(change(&mut clerk, &password).shows("最近 5 次"));
        assert_eq!(change(&mut clerk, "Muxin-2026-11").location, "/desk");
        assert!(is_in(&mut clerk));
    });
}

#[test]
fn a_password_ends_after_ninety_days_and_the_last_five_stay_spent() {
    in_county(|house| {
        house.clock.advance(90 * DAY_MS);
        let mut clerk = signed_in(house, "clerk");
        assert_eq!(clerk.get("/desk").location, "/account/password");
        let mut present = PASSWORD.to_owned();
        for turn in 1..=5 {
            let chosen = format!("Qingrong-2026-{turn}");
            let fields =
                [("current", present.as_str()), ("chosen", &chosen), ("repeated", &chosen)];
            let page = clerk.post("/account/password", &fields);
            assert_eq!(page.location, "/desk", "{}", page.body);
            present = chosen;
        }
        let try_again = |clerk: &mut Browser, chosen: &str| {
            let fields = [("current", present.as_str()), ("chosen", chosen), ("repeated", chosen)];
            clerk.post("/account/password", &fields).status
        };
        assert_eq!(try_again(&mut clerk, "Qingrong-2026-1"), 422, "one of the last five");
        assert_eq!(try_again(&mut clerk, PASSWORD), 303, "the sixth before may come again");
        assert_eq!(count(house, "people.password_changed"), 6);
    });
}

#[test]
fn guessing_the_present_password_locks_like_guessing_at_the_door() {
    in_county(|house| {
        let mut clerk = signed_in(house, "clerk");
        let fields = [
            ("current", "Wrong-1-wrong"),
            ("chosen", "Muxin-2026-11"),
            ("repeated", "Muxin-2026-11"),
        ];
        for _ in 0..5 {
            assert!(clerk.post("/account/password", &fields).shows("当前密码不正确"));
        }
        assert!(clerk.post("/account/password", &fields).shows("分钟内不能登录"));
        assert_eq!(count(house, "people.locked"), 1);
    });
}
